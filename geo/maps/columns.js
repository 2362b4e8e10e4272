/* The columns of a reader's own rows as typed arrays: where each is in the unit square of Web Mercator, when, and
   which of them are chosen. See geo/maps/blobs.py for the form of the bytes. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const HEAD = 16; // bytes
  const ONE_DAY = 1;
  const OUTLYING = 0.002; // share of the rows at either side that may lie far from all others
  const HIGHEST = 85.0511; // degrees: where Web Mercator ends
  const RADIANS = Math.PI / 180;

  /** A form's name and counts. */
  maritime.headOf = function (buffer) {
    const form = String.fromCharCode(...new Uint8Array(buffer, 0, 4));
    return [form, ...new Uint32Array(buffer, 4, 3)];
  };

  /** Longitudes and latitudes, `step` apart in one array, to the unit square: 0 at 180° W, 0 at the north. */
  maritime.unitX = (lon) => lon / 360 + 0.5;
  maritime.unitY = function (lat) {
    const sine = Math.sin(Math.max(-HIGHEST, Math.min(HIGHEST, lat)) * RADIANS);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };

  /** A point of the unit square as a position. */
  maritime.positionOf = (x, y) => L.latLng((360 / Math.PI) * Math.atan(Math.exp((1 - 2 * y) * Math.PI)) - 90, (x - 0.5) * 360);

  /** Bounds of nearly all rows with a place, lines and areas too; null where there are none. */
  maritime.boundsOfPoints = function ({ x, y, strokes }) {
    const placed = (values) => Float32Array.from(values.filter((value) => value === value)).sort();
    const box = [placed(x), placed(y.filter((_, row) => x[row] === x[row]))].map(ends);
    const bounds = L.latLngBounds(box[0] ? [0, 1].map((end) => maritime.positionOf(box[0][end], box[1][end])) : []);
    for (let at = 0; at < (strokes?.boxes.length || 0); at += 2) bounds.extend(maritime.positionOf(strokes.boxes[at], strokes.boxes[at + 1]));
    return bounds.isValid() ? bounds : null;
  };

  function ends(sorted) {
    const out = Math.floor(sorted.length * OUTLYING);
    return sorted.length ? [sorted[out], sorted[sorted.length - 1 - out]] : null;
  }

  /** Columns of a blob: `x`, `y` (NaN for no place), `first`, `last` days, how many `rows`, and which are `chosen`. */
  maritime.columnsOf = function (buffer) {
    const [form, rows, flags] = maritime.headOf(buffer);
    if (form !== "MPT1") throw new Error("no columns of points: " + form);
    const column = (Type, at) => new Type(buffer, HEAD + 4 * rows * at, rows);
    const [lon, lat, first] = [column(Float32Array, 0), column(Float32Array, 1), column(Int32Array, 2)];
    const last = flags & ONE_DAY ? first : column(Int32Array, 3);
    return { rows, x: lon.map(maritime.unitX), y: lat.map(maritime.unitY), first, last, on: new Uint8Array(rows) };
  };

  /** One for each chosen row, from the lengths of runs in turn not chosen and chosen. */
  maritime.maskOfRuns = function (lengths, rows) {
    const mask = new Uint8Array(rows);
    let at = 0;
    lengths.forEach((length, turn) => {
      if (turn % 2) mask.fill(1, at, at + length);
      at += length;
    });
    return mask;
  };

  /** One for each chosen row, from a bit a row. */
  maritime.maskOfBits = function (buffer, rows) {
    const bits = new Uint8Array(buffer);
    const mask = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) mask[row] = (bits[row >> 3] >> (row & 7)) & 1;
    return mask;
  };

  /** Mark in `on` the chosen rows that may have happened in the period; returns how many they are. As geo/strangers.py. */
  maritime.choosePeriod = function ({ rows, first, last, on }, chosen, [start, end]) {
    const [from, to] = [start ?? -Infinity, end ?? Infinity];
    let count = 0;
    for (let row = 0; row < rows; row++) count += on[row] = chosen[row] & (last[row] >= from) & (first[row] <= to);
    return count;
  };
})(window.maritime);
