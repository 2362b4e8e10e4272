/* The panel in which a reader chooses what the map shows besides the records, its colours, and online base maps. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ICON = "M0,-6L7,-2.5L0,1L-7,-2.5ZM-7,1.5L0,5L7,1.5";

  /** The choices, as groups to stand in a panel. */
  maritime.layersGroups = function (map) {
    const graticule = () => maritime.showGraticule(map, maritime.isOn("graticule"));
    if (maritime.isOn("graticule")) graticule();
    return [
      group(maritime.say("Layers"), [
        remembered("limits", maritime.say("Limits of waters (12, 24, 200 nm)"), maritime.say("From the coast, not from legal baselines; 12 and 24 nm show from closer in"), maritime.showLimits),
        remembered("hatch", maritime.say("Illustrative hatch: Venezuela’s territorial sea"), maritime.say("No boundary of the blockade was ever published; shown for periods after it was declared"), () => maritime.redraw()),
        remembered("graticule", maritime.say("Graticule"), maritime.say("Lines of latitude and longitude"), graticule),
      ]),
      ...(maritime.page === window ? [] : [group(maritime.say("Colours of the map"), [maritime.themes(maritime.say("As the page"))])]),
      ...(maritime.tiles ? [group(maritime.say("Online maps"), onlineMaps())] : []),
    ];
  };

  /** A button at the top right that opens the panel. */
  maritime.layersControl = function (groups) {
    const bar = maritime.html("div", "maritime-layers");
    const panel = maritime.html("div", "panel");
    panel.append(...groups);
    const button = maritime.html("button", "bar");
    button.type = "button";
    button.append(maritime.icon(ICON), maritime.html("span", "", maritime.say("Layers")));
    bar.append(button, panel);
    maritime.opens(bar, button, panel);
    return maritime.control("topright", bar);
  };

  /** `button` opens and closes `panel`; Escape and a press elsewhere close it. */
  maritime.opens = function (bar, button, panel) {
    const show = (open) => {
      panel.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => show(panel.hidden));
    bar.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      event.preventDefault();
      show(false);
      button.focus();
    });
    document.addEventListener("pointerdown", (event) => { if (!bar.contains(event.target) && !event.target.closest?.(".maritime-consent")) show(false); });
    L.DomEvent.disableScrollPropagation(panel);
    show(false);
    return show;
  };

  function group(title, rows) {
    const section = maritime.html("fieldset", "choices");
    section.append(maritime.html("legend", "", title), ...rows);
    return section;
  }

  function option(label, note, on, act) {
    const row = maritime.html("label", "option");
    const box = maritime.html("input");
    box.type = "checkbox";
    box.checked = on;
    box.addEventListener("change", () => act(box.checked, box));
    const words = maritime.html("span", "words", label);
    words.append(maritime.html("small", "", note));
    row.append(box, words);
    return row;
  }

  /** Lasts beyond redraws, and beyond the page's reload within one tab. */
  function remembered(name, label, note, act) {
    return option(label, note, maritime.isOn(name), (on) => {
      maritime.remember(name, on);
      act();
    });
  }

  const onlineMaps = () => [
    online("osm", "OpenStreetMap", maritime.say("Instead of this map’s own land and names")),
    online("seamarks", maritime.say("Seamarks by OpenSeaMap"), maritime.say("Buoys and lights, from zoom 9 on")),
  ];
  const online = (name, label, note) => option(label, note, maritime.tiles.isChosen(name), (on, box) => maritime.tiles.choose(name, on, () => { box.checked = !on; }));

  /** A choice between light, dark, and what `own` says. */
  maritime.themes = function (own) {
    const row = maritime.html("div", "segments");
    const choices = [[null, own], ["light", maritime.say("Light")], ["dark", maritime.say("Dark")]];
    const boxes = choices.map(([theme, words]) => {
      const label = maritime.html("label");
      const box = maritime.html("input");
      box.type = "radio";
      box.name = "maritime-theme";
      box.addEventListener("change", () => maritime.chooseTheme(theme));
      label.append(box, maritime.html("span", "", words));
      row.append(label);
      return { theme, box };
    });
    const show = () => { for (const { theme, box } of boxes) box.checked = theme === maritime.chosenTheme(); };
    maritime.address.onReturn(show);
    show();
    return row;
  };
})(window.maritime);
