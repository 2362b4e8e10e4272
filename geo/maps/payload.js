/* What Python sends, as the other scripts want it: records as objects, outlines as positions. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const STEPS = 1000; // to a degree, as the Python side packs them
  const COUNTED = new Set(["strike", "part_of_operation", "interdiction"]);

  /** A scene with each record as an object of its own; areas and trays hold theirs. */
  maritime.unpacked = function (scene) {
    const records = rows(scene.records);
    const held = (given) => ({ ...given, records: given.records.map((row) => records[row]) });
    const areas = scene.areas.map((area) => ({ ...held(area), id: [...area.center, area.radius_km].join("/") }));
    return { ...scene, records, areas, trays: scene.trays.map(held) };
  };

  function rows(columns) {
    const names = Object.keys(columns);
    return columns.id.map((_, row) => {
      const record = Object.fromEntries(names.map((name) => [name, maritime.cell(columns[name], row)]));
      return { ...record, row, counted: COUNTED.has(record.role), level: 0, answer: null, reason: null };
    });
  }

  /** A column is a list, or the values that it has (`of`) and each row's among them (`at`, -1 for none). */
  maritime.cell = (column, row) => (Array.isArray(column) ? column[row] : column.of[column.at[row]]) ?? null;

  /** Positions from steps: x, y, x, y, … in thousandths of a degree, the first from 0, 0. */
  maritime.positions = function (steps) {
    const positions = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      positions.push(L.latLng(y / STEPS, x / STEPS));
    }
    return positions;
  };

  /** Polygons of rings of positions. */
  maritime.polygons = (outline) => outline.map((polygon) => polygon.map(maritime.positions));

  const files = new Map(); // address -> the scene that it holds, once it has come

  /** The scene at an address: `then` is told of it, at once where it is known; of null where it does not come. */
  maritime.withScene = function (address, then) {
    if (files.has(address)) then(files.get(address));
    else maritime.fetchJson(address).then((given) => { files.set(address, given); return given; }, () => null).then(then);
  };
})(window.maritime);
