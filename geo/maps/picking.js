/* Pointing at a reader's own rows: the nearest one under the pointer tells its values, a click chooses it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const REACH = 7; // CSS pixels
  const PAUSE = 40; // milliseconds before a row is asked for: a pointer that passes by asks for nothing
  const MOST_TOLD = 7; // values
  const ABOVE = "button, a, input, .leaflet-control, .maritime-tray, .maritime-chooser, .maritime-overlay *, .maritime-sheet";

  let current = () => null; // what is drawn now
  let listening = null; // the map that is listened to
  let index = null; // {columns, nearby}
  let pointed = null;
  let timer = 0;

  /** Listen on the map; `drawn()` gives {layer, columns, canvas}, null while nothing is drawn. */
  maritime.pickFrom = function (map, drawn) {
    current = drawn;
    if (listening === map) return;
    listening = map;
    const frame = map.getContainer();
    frame.addEventListener("pointermove", (event) => point(map, event), true);
    frame.addEventListener("pointerleave", () => leave());
    frame.addEventListener("click", (event) => choose(map, event), true);
    map.on("movestart zoomstart", () => leave());
  };

  /** The row at the pointer, {row, others, x, y}, with where in the frame; null for none. */
  function under(map, event) {
    const drawn = current();
    if (!drawn?.layer.drawing || event.target.closest(ABOVE) || map.getContainer().classList.contains("has-tool")) return null;
    const { columns } = drawn;
    if (index?.columns !== columns) index = { columns, nearby: new maritime.Nearby(columns) };
    const spot = map.mouseEventToContainerPoint(event);
    const scale = 256 * 2 ** map.getZoom();
    const { x, y } = map.getPixelBounds().min.add(spot).divideBy(scale);
    const wrapped = x > 1 ? x - 1 : x;
    const found = index.nearby.nearest(wrapped, y, REACH / scale, columns.on);
    const row = found || !columns.strokes ? found?.row : maritime.strokeAt(columns.strokes, wrapped, y, scale, columns.on);
    return row === undefined || row === null ? null : { row, others: found?.others || 0, x: spot.x, y: spot.y };
  }

  function point(map, event) {
    if (event.pointerType === "touch" || event.buttons) return;
    const found = under(map, event);
    if (!found) return void leave();
    map.getContainer().classList.add("has-row");
    if (found.row === pointed && (timer || maritime.reader.isTelling())) return; // what was drawn anew has hushed it
    mark(found.row);
    clearTimeout(timer);
    timer = setTimeout(() => tell(found).finally(() => { timer = 0; }), PAUSE);
  }

  async function tell({ row, others, x, y }) {
    const { given } = current()?.layer || {};
    const told = given && (await maritime.fetchRow(given.row + row, given.key));
    if (!told || row !== pointed) return;
    const values = told.values.slice(0, MOST_TOLD).map(([name, value]) => name + ": " + value);
    if (others) values.push(maritime.count(others, "{n} more row here", "{n} more rows here"));
    maritime.reader.tellLines(told.title, values, maritime.boxAround(x, y, 14, 14));
  }

  function leave() {
    clearTimeout(timer);
    timer = 0;
    if (pointed === null) return;
    mark(null);
    listening.getContainer().classList.remove("has-row");
    maritime.reader.hush();
  }

  function mark(row) {
    pointed = row;
    const drawn = current();
    if (!drawn?.layer.drawing) return;
    drawn.layer.drawing.pointed = row;
    drawn.canvas.redraw();
  }

  function choose(map, event) {
    const found = under(map, event);
    if (!found || map.dragging.moved()) return;
    event.stopPropagation();
    const { layer, canvas } = current();
    layer.drawing.chosen = found.row;
    canvas.redraw();
    maritime.reader.send({ id: "row " + found.row, geometry: null });
  }
})(window.maritime);
