/* What Python sends, as the other scripts want it: records as objects, outlines as positions. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const STEPS = 1000; // to a degree, as the Python side packs them

  /** The payload with each record as an object of its own; areas and trays name their records by id. */
  maritime.unpacked = function (payload) {
    const records = rows(payload.records);
    const idsOf = (given) => ({ ...given, records: given.records.map((row) => records[row].id) });
    const areas = payload.areas.map((area) => ({ ...idsOf(area), id: [...area.center, area.radius_km].join("/") }));
    return { ...payload, records, areas, trays: payload.trays.map(idsOf) };
  };

  function rows(columns) {
    const names = Object.keys(columns);
    return columns.id.map((_, row) => Object.fromEntries(names.map((name) => [name, cell(columns[name], row)])));
  }

  /** A column is a list, or the values that it has (`of`) and each row's among them (`at`, -1 for none). */
  function cell(column, row) {
    return Array.isArray(column) ? column[row] : column.of[column.at[row]] ?? null;
  }

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
})(window.maritime);
