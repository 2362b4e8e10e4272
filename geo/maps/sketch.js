/* Drawing an area to ask about: a box from corner to corner, or a polygon corner by corner. Python is told of the outline
   as of a click on a record. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ICONS = { box: "M-5.5,-4.5H5.5V4.5H-5.5Z", polygon: "M-5.5,-1L0.5,-5.5L5.5,0L2.5,5.5L-4,4.5Z", clear: "M-4.5,-4.5L4.5,4.5M4.5,-4.5L-4.5,4.5" };
  const DIGITS = 3; // of a drawn corner's degrees: about a hundred metres

  let map = null;
  let clear = null;
  let shape = null; // the outline as drawn so far
  let corners = []; // LatLng

  /** Buttons of the tools that draw an area. */
  maritime.sketchTools = function (onto) {
    map = onto;
    const box = maritime.toolButton(ICONS.box, maritime.say("Draw a box"));
    const polygon = maritime.toolButton(ICONS.polygon, maritime.say("Draw a polygon"));
    clear = maritime.toolButton(ICONS.clear, maritime.say("Clear the drawn area"), () => send(null));
    clear.hidden = true; // nothing to clear yet
    shape = L.polygon([], { pane: "maritime-sketch", renderer: L.svg({ pane: "maritime-sketch" }), interactive: false, className: "maritime-drawn" });
    maritime.hand.tool({ button: box, drags: true, hint: boxHint, begin, end, down: boxDown, move: boxMove, pressed: boxPressed, lifted: boxLifted, keys: keys(takeView) });
    maritime.hand.tool({ button: polygon, hint: polygonHint, begin, end, move: polygonMove, pressed: corner, doubled: close, keys: { ...keys(close), " ": addMiddle } });
    return [box, polygon, clear];
  };

  /** Whether there is a drawn area to clear. */
  maritime.sketchCanClear = (can) => { if (clear) clear.hidden = !can; };

  const boxHint = () => maritime.say("Drag from corner to corner, or press on two corners. Enter takes the whole view, Escape cancels.");
  const polygonHint = () =>
    maritime.say("Press on each corner; Space sets one at the cross. Double-click, Enter or a press on the first corner closes; Backspace takes the last back; Escape cancels.");

  const keys = (enter) => ({ Escape: maritime.hand.putDown, Enter: enter, Backspace: () => { corners.pop(); show(corners); } });

  const begin = () => shape.addTo(map);

  function end() {
    corners = [];
    shape.setLatLngs([]).remove();
  }

  function boxDown(event, sheet) {
    sheet.setPointerCapture(event.pointerId);
    if (!corners.length) corners = [maritime.hand.latlngOf(event)];
  }

  const boxMove = (event) => { if (corners.length) show(boxFrom(corners[0], maritime.hand.latlngOf(event))); };

  /** The first press is one corner, the second the other. */
  const boxPressed = (event) => { if (maritime.hand.hasSlipped(event, corners[0])) boxLifted(event); };
  const boxLifted = (event) => finish(boxFrom(corners[0], maritime.hand.latlngOf(event)));
  const takeView = () => finish(boxFrom(map.getBounds().getSouthWest(), map.getBounds().getNorthEast()));

  function polygonMove(event) {
    if (corners.length) show(event.pointerType === "touch" ? corners : [...corners, maritime.hand.latlngOf(event)]);
  }

  /** A press on the first corner closes; one on the last, as a double-click's second, adds nothing. */
  function corner(event) {
    if (corners.length > 2 && maritime.hand.isNear(corners[0], event)) return close();
    if (!corners.length || !maritime.hand.isNear(corners.at(-1), event)) corners.push(maritime.hand.latlngOf(event));
    return show(corners);
  }

  function addMiddle() {
    corners.push(map.getCenter());
    show(corners);
  }

  function close() {
    if (corners.length > 2) finish(corners);
  }

  function boxFrom(one, other) {
    const bounds = L.latLngBounds([one, other]);
    return [bounds.getSouthWest(), bounds.getSouthEast(), bounds.getNorthEast(), bounds.getNorthWest()];
  }

  const show = (latlngs) => { shape.setLatLngs(latlngs); };

  function finish(latlngs) {
    const ring = ringOf(latlngs);
    maritime.hand.putDown();
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
