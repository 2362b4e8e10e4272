/* Lines and areas of a reader's own file, drawn on the canvas of its points. See geo/maps/blobs.py for the bytes. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const HEAD = 16; // bytes
  const LINE = 0;
  const OUTER = 1;
  const LEAST = 0.8; // CSS pixels between two corners that are drawn
  const NEAR = 5; // CSS pixels from a line that is pointed at

  /** Parts of a blob: the row of each, where its vertices end, whether it is a line, a ring or a hole; and its box. */
  maritime.strokesOf = function (buffer) {
    const [form, parts, vertices] = maritime.headOf(buffer);
    if (form !== "MSH1") throw new Error("no outlines: " + form);
    const rows = new Uint32Array(buffer, HEAD, parts);
    const ends = new Uint32Array(buffer, HEAD + 4 * parts, parts);
    const roles = new Uint8Array(buffer, HEAD + 8 * parts, parts);
    const degrees = new Float32Array(buffer, HEAD + 8 * parts + 4 * Math.ceil(parts / 4), 2 * vertices);
    const spots = degrees.map((value, at) => (at % 2 ? maritime.unitY(value) : maritime.unitX(value)));
    const strokes = { parts, rows, ends, roles, spots };
    return Object.assign(strokes, { boxes: boxesOf(strokes) });
  };

  const beginOf = ({ ends }, part) => (part ? ends[part - 1] : 0);

  function boxesOf({ parts, ends, spots }) {
    const boxes = new Float32Array(4 * parts);
    for (let part = 0, at = 0; part < parts; part++) {
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (; at < ends[part]; at++) {
        left = Math.min(left, spots[2 * at]);
        right = Math.max(right, spots[2 * at]);
        top = Math.min(top, spots[2 * at + 1]);
        bottom = Math.max(bottom, spots[2 * at + 1]);
      }
      boxes.set([left, top, right, bottom], 4 * part);
    }
    return boxes;
  }

  /** Draw all parts of the chosen rows that reach into the view; an area with its holes is one path. */
  maritime.drawStrokes = function (pen, strokes, on, codes, { marks, theme }, view) {
    const colourOf = ([, light, dark]) => (theme === "dark" ? dark : light);
    pen.lineJoin = pen.lineCap = "round";
    pen.lineWidth = 1.4 * view.ratio;
    for (let part = 0; part < strokes.parts; part++) {
      if (!on[strokes.rows[part]] || !reaches(strokes, part, view)) continue;
      pen.strokeStyle = pen.fillStyle = colourOf(marks[codes ? codes[strokes.rows[part]] : 0]);
      pen.beginPath();
      trace(pen, strokes, part, view);
      if (strokes.roles[part] !== LINE) {
        while (strokes.roles[part + 1] > OUTER) trace(pen, strokes, ++part, view);
        pen.globalAlpha = 0.14;
        pen.fill("evenodd");
      }
      pen.globalAlpha = 0.9;
      pen.stroke();
    }
    pen.globalAlpha = 1;
  };

  function reaches({ boxes }, part, { left, top, scale, width, height }) {
    const [west, north, east, south] = boxes.subarray(4 * part, 4 * part + 4);
    return east * scale > left && west * scale < left + width && south * scale > top && north * scale < top + height;
  }

  /** Corners that are told apart on the screen. */
  function trace(pen, strokes, part, { left, top, scale, ratio }) {
    const { spots, ends } = strokes;
    const least = (LEAST * ratio) ** 2;
    let [lastX, lastY] = [NaN, NaN];
    const begin = beginOf(strokes, part);
    for (let at = begin; at < ends[part]; at++) {
      const [x, y] = [spots[2 * at] * scale - left, spots[2 * at + 1] * scale - top];
      if ((x - lastX) ** 2 + (y - lastY) ** 2 < least && at < ends[part] - 1) continue;
      if (at === begin || Math.abs(x - lastX) > scale / 2) pen.moveTo(x, y); // over 180°, not round the world
      else pen.lineTo(x, y);
      [lastX, lastY] = [x, y];
    }
  }

  /** The chosen row whose line is near a point of the unit square, or whose area holds it; the one drawn last. */
  maritime.strokeAt = function (strokes, x, y, scale, on) {
    const reach = NEAR / scale;
    for (let part = strokes.parts - 1; part >= 0; part--) {
      const [west, north, east, south] = strokes.boxes.subarray(4 * part, 4 * part + 4);
      if (!on[strokes.rows[part]] || x < west - reach || x > east + reach || y < north - reach || y > south + reach) continue;
      if (strokes.roles[part] === LINE ? isNear(strokes, part, x, y, reach) : strokes.roles[part] === OUTER && holds(strokes, part, x, y)) return strokes.rows[part];
    }
    return null;
  };

  function isNear(strokes, part, x, y, reach) {
    const { spots, ends } = strokes;
    for (let at = beginOf(strokes, part) + 1; at < ends[part]; at++) {
      const [ax, ay, bx, by] = spots.subarray(2 * at - 2, 2 * at + 2);
      const [dx, dy] = [bx - ax, by - ay];
      const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      if (Math.hypot(x - ax - share * dx, y - ay - share * dy) <= reach) return true;
    }
    return false;
  }

  /** Whether an outer ring and the holes after it hold the point: an odd number of edges lies east of it. */
  function holds(strokes, part, x, y) {
    const { spots, ends, roles } = strokes;
    let inside = false;
    for (let ring = part; ring === part || roles[ring] > OUTER; ring++) {
      for (let at = beginOf(strokes, ring) + 1; at < ends[ring]; at++) {
        const [ax, ay, bx, by] = spots.subarray(2 * at - 2, 2 * at + 2);
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      }
    }
    return inside;
  }
})(window.maritime);
