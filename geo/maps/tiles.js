/* Online base maps, which a reader may choose: off until the address asks for them, and silent until this reader has
   agreed to what they reveal. The server opens the map's frame for exactly their hosts: hence the page is loaded anew. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const NAME = "tiles";
  const AGREED = "maritime tiles agreed";
  const SOURCES = {
    osm: {
      path: "/{z}/{x}/{y}.png",
      credit: '© <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener">OpenStreetMap</a>',
      options: { maxNativeZoom: 19, zIndex: 1, className: "is-ground" },
    },
    seamarks: {
      path: "/seamark/{z}/{x}/{y}.png",
      credit: '© <a href="https://www.openseamap.org/" target="_blank" rel="noopener">OpenSeaMap</a>',
      options: { minZoom: 8.5, maxNativeZoom: 18, zIndex: 2, className: "is-marks" },
    },
  };

  let map = null;
  let hosts = {}; // name -> https://host
  let chosen = []; // names that the address asks for

  const tiles = (maritime.tiles = {});

  tiles.attach = function (onto, given) {
    map = onto;
    hosts = given;
    chosen = asked();
    const agreed = agreements();
    if (chosen.length && chosen.every((name) => agreed.includes(name))) chosen.forEach(draw);
    else if (chosen.length) ask(chosen, () => chosen.forEach(draw), () => maritime.address.set(NAME, null));
  };

  /** Who made the tiles, in the corner of the map. */
  tiles.credit = function (control) {
    map.on("layeradd", ({ layer }) => { if (layer.maritimeCredit) control.addAttribution(layer.maritimeCredit); });
    map.eachLayer((layer) => { if (layer.maritimeCredit) control.addAttribution(layer.maritimeCredit); });
  };

  tiles.isChosen = (name) => chosen.includes(name);

  /** Choose an online map, or let it go: asks first, then loads the page anew. */
  tiles.choose = function (name, on, refused) {
    const wanted = on ? [...chosen, name] : chosen.filter((one) => one !== name);
    const reload = () => {
      maritime.address.set(NAME, wanted.length ? wanted.join(",") : null);
      maritime.address.reload();
    };
    if (!on || agreements().includes(name)) reload();
    else ask([name], reload, refused);
  };

  const hostOf = (name) => new URL(hosts[name]).hostname;

  /** Names in the address; none when one of them is unknown, as the server has it. */
  function asked() {
    const names = (maritime.address.get(NAME) || "").split(",").filter(Boolean);
    return names.every((name) => Object.hasOwn(hosts, name) && Object.hasOwn(SOURCES, name)) ? [...new Set(names)] : [];
  }

  function agreements() {
    try {
      return (localStorage.getItem(AGREED) || "").split(",");
    } catch {
      return []; // storage is closed to this page: asked each time
    }
  }

  function agree(names) {
    try {
      localStorage.setItem(AGREED, [...new Set([...agreements(), ...names])].filter(Boolean).join(","));
    } catch { /* asked again next time */ }
  }

  /** Say what the tiles reveal to whom, and wait for yes or no. */
  function ask(names, yes, no) {
    map.getContainer().querySelector(".maritime-consent")?.remove();
    const box = maritime.html("div", "maritime-consent");
    const text = maritime.html("p", "", names.map((name) => maritime.say("Tiles come from {host}. It learns your network address, this site’s name and which parts of the map you look at.", { host: hostOf(name) })).join(" "));
    text.id = "maritime-consent";
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-label", maritime.say("Online map"));
    box.setAttribute("aria-describedby", text.id);
    const answer = (words, act) => {
      const button = maritime.html("button", "", words);
      button.type = "button";
      button.addEventListener("click", () => { box.remove(); act(); });
      return button;
    };
    const load = answer(maritime.say("Load tiles"), () => { agree(names); yes(); });
    const cancel = answer(maritime.say("No, stay with this map"), () => no?.());
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); cancel.click(); } });
    box.append(text, load, cancel);
    L.DomEvent.disableClickPropagation(box);
    map.getContainer().append(box);
    cancel.focus({ preventScroll: true });
  }

  function draw(name) {
    const { path, credit, options } = SOURCES[name];
    // These servers want to know which site shows their tiles; it is told them by its name alone.
    const layer = L.tileLayer(hosts[name] + path, { pane: "maritime-tiles", maxZoom: 12, referrerPolicy: "strict-origin", ...options });
    layer.maritimeCredit = credit;
    if (name === "osm") map.getContainer().classList.add("has-tiles");
    layer.addTo(map);
  }
})(window.maritime);
