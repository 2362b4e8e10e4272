/* Drawing an area to ask about: a box from corner to corner, or a polygon corner by corner. While a tool is in hand a sheet
   lies over the records, so that a press draws and chooses nothing. Python is told of the outline as of a click on a record. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ICONS = { box: "M-5.5,-4.5H5.5V4.5H-5.5Z", polygon: "M-5.5,-1L0.5,-5.5L5.5,0L2.5,5.5L-4,4.5Z", clear: "M-4.5,-4.5L4.5,4.5M4.5,-4.5L-4.5,4.5" };
  const HINTS = {
    box: "Drag from corner to corner, or press on two corners. Enter takes the whole view, Escape cancels.",
    polygon: "Press on each corner. Double-click, Enter or a press on the first corner closes; Backspace takes the last back; Escape cancels.",
  };
  const SLIP = 6; // pixels that a press may move and still be one
  const DIGITS = 3; // of a drawn corner's degrees: about a hundred metres

  let map = null;
  let tools = {};
  let sheet = null;
  let hint = null;
  let shape = null; // the outline as drawn so far
  let tool = null; // "box" or "polygon" while in hand
  let corners = []; // LatLng
  let press = null; // where the pointer went down: {x, y}

  /** The bar with the tools. */
  maritime.sketchControl = function (onto) {
    map = onto;
    const bar = maritime.html("div", "maritime-zoom maritime-sketch");
    tools.box = maritime.toolButton(ICONS.box, "Draw a box", () => take("box"));
    tools.polygon = maritime.toolButton(ICONS.polygon, "Draw a polygon", () => take("polygon"));
    tools.clear = maritime.toolButton(ICONS.clear, "Clear the drawn area", () => send(null));
    tools.clear.disabled = true;
    bar.append(tools.box, tools.polygon, tools.clear);
    sheet = maritime.html("div", "maritime-sheet");
    hint = maritime.html("p", "maritime-hint");
    hint.setAttribute("role", "status");
    map.getContainer().append(sheet, hint);
    sheet.hidden = hint.hidden = true;
    shape = L.polygon([], { pane: "maritime-sketch", renderer: L.svg({ pane: "maritime-sketch" }), interactive: false, className: "maritime-drawn" });
    listen();
    return maritime.control("topleft", bar);
  };

  /** Whether there is a drawn area to clear. */
  maritime.sketchCanClear = (can) => { tools.clear.disabled = !can; };

  function listen() {
    sheet.addEventListener("pointerdown", down);
    sheet.addEventListener("pointermove", move);
    sheet.addEventListener("pointerup", up);
    sheet.addEventListener("dblclick", (event) => { event.stopPropagation(); if (tool === "polygon") close(); });
    sheet.addEventListener("click", (event) => event.stopPropagation());
    document.addEventListener("keydown", key, true);
  }

  function take(name) {
    if (tool === name) return putDown();
    putDown();
    tool = name;
    sheet.hidden = hint.hidden = false;
    hint.textContent = HINTS[name];
    tools[name].setAttribute("aria-pressed", "true");
    map.doubleClickZoom.disable();
    if (name === "box") map.dragging.disable();
    shape.addTo(map);
    return undefined;
  }

  function putDown() {
    if (!tool) return;
    tools[tool].removeAttribute("aria-pressed");
    tool = null;
    corners = [];
    press = null;
    sheet.hidden = hint.hidden = true;
    map.doubleClickZoom.enable();
    map.dragging.enable();
    shape.setLatLngs([]).remove();
  }

  const pointOf = (event) => map.mouseEventToContainerPoint(event);
  const latlngOf = (event) => map.containerPointToLatLng(pointOf(event));
  const slipped = (event) => !press || pointOf(event).distanceTo(press) > SLIP;

  function down(event) {
    if (!event.isPrimary || event.button > 0) return;
    press = pointOf(event);
    if (tool !== "box") return;
    sheet.setPointerCapture(event.pointerId);
    if (!corners.length) corners = [latlngOf(event)];
  }

  function move(event) {
    if (!corners.length) return;
    show(tool === "box" ? boxFrom(corners[0], latlngOf(event)) : [...corners, ...(event.pointerType === "touch" ? [] : [latlngOf(event)])]);
  }

  function up(event) {
    if (!press) return;
    const still = !slipped(event);
    if (tool === "box") {
      const opposite = latlngOf(event);
      if (!still || map.latLngToContainerPoint(corners[0]).distanceTo(pointOf(event)) > SLIP) finish(boxFrom(corners[0], opposite));
    } else if (still) corner(event);
    press = null;
  }

  /** A press on the first corner closes; one on the last, as a double-click's second, adds nothing. */
  function corner(event) {
    const near = (latlng) => map.latLngToContainerPoint(latlng).distanceTo(pointOf(event)) <= 2 * SLIP;
    if (corners.length > 2 && near(corners[0])) return close();
    if (!corners.length || !near(corners.at(-1))) corners.push(latlngOf(event));
    return show(corners);
  }

  function close() {
    if (corners.length > 2) finish(corners);
  }

  const KEYS = {
    Escape: putDown,
    Enter: () => (tool === "polygon" ? close() : finish(boxFrom(map.getBounds().getSouthWest(), map.getBounds().getNorthEast()))),
    Backspace: () => { corners.pop(); show(corners); },
  };

  function key(event) {
    if (!tool || !KEYS[event.key] || (event.key === "Enter" && event.target.closest?.(".maritime-sketch"))) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  }

  function boxFrom(one, other) {
    const bounds = L.latLngBounds([one, other]);
    return [bounds.getSouthWest(), bounds.getSouthEast(), bounds.getNorthEast(), bounds.getNorthWest()];
  }

  const show = (latlngs) => { shape.setLatLngs(latlngs); };

  function finish(latlngs) {
    const ring = ringOf(latlngs);
    putDown();
    send({ type: "Polygon", coordinates: [ring] });
  }

  /** A closed ring of [lon, lat], wound counter-clockwise as RFC 7946 (3.1.6) wants it. */
  function ringOf(latlngs) {
    const held = (value) => Math.max(-85, Math.min(85, value));
    // Longitudes stay as they are, beyond 180 degrees too: whoever reads them brings the area back as a whole.
    const points = latlngs.map(({ lat, lng }) => [lng, held(lat)].map((value) => Number(value.toFixed(DIGITS))));
    const area = points.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = points[(index + 1) % points.length];
      return sum + x * nextY - nextX * y;
    }, 0);
    const wound = area < 0 ? points.reverse() : points;
    return [...wound, wound[0]];
  }

  const send = (geometry) => maritime.reader.send({ id: "area", geometry });
})(window.maritime);
