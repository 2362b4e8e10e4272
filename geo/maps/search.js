/* Go to: a field that finds a place of the base map by its name, or a position in any usual writing, and goes there. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ICON = "M-1.5,-1.5m-4.3,0a4.3,4.3 0 1,0 8.6,0a4.3,4.3 0 1,0 -8.6,0M1.7,1.7L6,6";
  const MOST = 8; // places in the list
  const CLOSE = { sea: 6, country: 6, capital: 8, terminal: 9, position: 8 }; // zoom at which each is looked at
  const NONE = 9; // rank of a name that the text doesn't occur in
  const MARKED = 12000; // ms for which the place keeps its mark

  let map = null;
  let button = null;
  let panel = null;
  let field = null;
  let list = null;
  let note = null;
  let found = []; // {kind, name, latlng}
  let active = -1;
  let mark = null;

  /** The button that opens the field. */
  maritime.searchTool = function (onto) {
    map = onto;
    make();
    button = maritime.toolButton(ICON, maritime.say("Go to a place or position"), () => open(panel.hidden));
    button.setAttribute("aria-expanded", "false");
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest?.("input, textarea")) return;
      event.preventDefault();
      open(true);
    });
    return [button];
  };

  function make() {
    panel = maritime.html("div", "maritime-goto");
    panel.setAttribute("role", "search");
    field = maritime.html("input");
    const attributes = {
      type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "maritime-found", autocomplete: "off", spellcheck: "false",
      "aria-label": maritime.say("Place or position"), placeholder: maritime.say("Place or position, e.g. {example}", { example: "12.4, −81.5" }), maxlength: "80",
    };
    for (const name in attributes) field.setAttribute(name, attributes[name]);
    list = maritime.html("ul");
    list.id = "maritime-found";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", maritime.say("Places found"));
    note = maritime.html("p");
    note.setAttribute("role", "status");
    panel.append(field, list, note);
    panel.hidden = list.hidden = note.hidden = true;
    L.DomEvent.disableClickPropagation(panel);
    L.DomEvent.disableScrollPropagation(panel);
    field.addEventListener("input", look);
    field.addEventListener("keydown", key);
    map.getContainer().append(panel);
    document.addEventListener("pointerdown", (event) => { if (!panel.contains(event.target) && !button.contains(event.target)) open(false); });
  }

  function open(on) {
    if (panel.hidden === !on) return;
    panel.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    if (!on) return;
    field.focus();
    field.select();
  }

  const KEYS = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => (found.length ? go(found[Math.max(0, active)]) : explain()),
    Escape: () => { open(false); map.getContainer().focus({ preventScroll: true }); },
  };

  function key(event) {
    event.stopPropagation(); // letters are for the field
    if (!KEYS[event.key] || event.isComposing) return;
    event.preventDefault();
    KEYS[event.key]();
  }

  function move(by) {
    if (!found.length) return;
    active = (active + by + found.length) % found.length;
    show();
  }

  /** Without accents, case and signs, so that "curacao" finds Curaçao. */
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  function look() {
    const text = field.value;
    const latlng = maritime.position(text);
    found = latlng ? [{ kind: "position", name: maritime.minutes(latlng), latlng: L.latLng(latlng) }] : places(folded(text));
    active = -1;
    note.hidden = true;
    show();
  }

  /** Places by name: those that begin so first, then those with a word that does, then the others. */
  function places(text) {
    if (!text) return [];
    const rank = (name) => (name.startsWith(text) ? 0 : name.includes(" " + text) ? 1 : name.includes(text) ? 2 : NONE);
    return (maritime.gazetteer || [])
      .map((place) => ({ kind: place.kind, name: place.name, latlng: L.latLng(place.lat, place.lon), ...best(place, rank) }))
      .filter((place) => place.rank < NONE)
      .sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name))
      .slice(0, MOST);
  }

  /** A place is found by its name in another language too, after those found by the name that the map shows. */
  function best(place, rank) {
    const own = rank(folded(place.name));
    const [other] = place.names.filter((name) => name !== place.name).map((name) => ({ name, rank: rank(folded(name)) })).sort((a, b) => a.rank - b.rank);
    return own < NONE || !other || other.rank === NONE ? { rank: own } : { rank: other.rank + 3, alias: other.name };
  }

  function show() {
    list.replaceChildren(...found.map(item));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", "maritime-found-" + active);
  }

  function item(place, index) {
    const element = maritime.html("li");
    element.id = "maritime-found-" + index;
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", String(index === active));
    element.append(maritime.html("span", "", place.alias ? place.name + " · " + place.alias : place.name), maritime.html("small", "", kindOf(place.kind)));
    element.addEventListener("click", () => go(place));
    return element;
  }

  function kindOf(kind) {
    const names = { sea: maritime.say("Sea"), country: maritime.say("Country"), capital: maritime.say("Capital"), terminal: maritime.say("Oil terminal"), position: maritime.say("Position") };
    return names[kind] || "";
  }

  function explain() {
    note.hidden = false;
    note.textContent = field.value.trim()
      ? maritime.say("Not found. Write the name of a place on this map, or a position such as {decimal} or {minutes}.", { decimal: "12.4, −81.5", minutes: "12° 24.0′ N 81° 30.0′ W" })
      : maritime.say("Write the name of a place on this map, or a position such as {decimal} or {minutes}.", { decimal: "12.4, −81.5", minutes: "12° 24.0′ N 81° 30.0′ W" });
  }

  /** Look at the place, mark it for a while, and say where it is. */
  function go(place) {
    const inside = map.options.maxBounds.contains(place.latlng);
    if (!inside) {
      note.hidden = false;
      note.textContent = maritime.say("{place} lies outside this map.", { place: place.name });
      return;
    }
    found = [];
    show();
    maritime.vantage.go({ center: place.latlng, zoom: Math.max(map.getZoom(), CLOSE[place.kind] || 7) });
    point(place);
    note.hidden = false;
    note.textContent = place.kind === "position" ? maritime.say("At {position}.", { position: maritime.minutes(place.latlng) }) : maritime.say("{place}: {position}.", { place: place.name, position: maritime.minutes(place.latlng) });
  }

  function point({ latlng }) {
    mark?.remove();
    const icon = L.divIcon({ className: "maritime-found", iconSize: [30, 30] });
    const own = (mark = L.marker(latlng, { icon, pane: "maritime-sketch", interactive: false, keyboard: false }).addTo(map));
    setTimeout(() => own.remove(), MARKED);
  }
})(window.maritime);
