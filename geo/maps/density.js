/* Many rows in few pixels: counted into small squares, coloured by what more than half of the rows in a square are, and
   the deeper the more they are, on a logarithmic scale. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const CELL = 3; // CSS pixels
  const SHADES = 64;
  const ALPHA = 225; // of 255: the coast shows through

  let counts = new Uint32Array(0); // kept between drawings

  /**
   * The rows in a view counted by square and mark. `view` is {left, top, scale, width, height, ratio}: the corner in
   * pixels of the world and its size in pixels of the screen. Says how many rows are in sight, how many squares they fill.
   */
  maritime.counted = function ({ x, y, on }, codes, marks, view) {
    const cell = CELL * view.ratio;
    const across = Math.ceil(view.width / cell) + 1;
    const down = Math.ceil(view.height / cell) + 1;
    // Squares belong to the world, so that none changes while the map is moved.
    const [left, top] = [Math.floor(view.left / cell) * cell, Math.floor(view.top / cell) * cell];
    const size = across * down * marks;
    if (counts.length < size) counts = new Uint32Array(size);
    else counts.fill(0, 0, size);
    const bins = { across, down, cell, marks, left: left - view.left, top: top - view.top, seen: 0 };
    for (const turn of maritime.turnsIn(view)) count(bins, { x, y, on }, codes, [view.scale / cell, left / cell - (turn * view.scale) / cell, top / cell]);
    return Object.assign(bins, summed(bins));
  };

  function count(bins, { x, y, on }, codes, [scale, left, top]) {
    const { across, down, marks } = bins;
    let seen = 0;
    for (let row = 0; row < x.length; row++) {
      if (!on[row]) continue;
      const [column, line] = [x[row] * scale - left, y[row] * scale - top];
      if (!(column >= 0 && column < across && line >= 0 && line < down)) continue;
      counts[((line | 0) * across + (column | 0)) * marks + (codes ? codes[row] : 0)] += 1;
      seen += 1;
    }
    bins.seen += seen;
  }

  /** Of each square how many rows it has and which mark more than half of them have; the last, of no colour, for none. */
  function summed({ across, down, marks }) {
    const [total, leading] = [new Uint32Array(across * down), new Uint8Array(across * down)];
    let [most, filled] = [0, 0];
    for (let square = 0; square < total.length; square++) {
      let [sum, best] = [0, 0];
      for (let mark = 0; mark < marks; mark++) {
        const here = counts[square * marks + mark];
        sum += here;
        if (here > best) [best, leading[square]] = [here, mark];
      }
      if (!sum) continue;
      if (2 * best <= sum) leading[square] = marks - 1;
      total[square] = sum;
      filled += 1;
      if (sum > most) most = sum;
    }
    return { total, leading, most, filled };
  }

  /** Draw what was counted. */
  maritime.drawDensity = function (pen, bins, ramps) {
    const { across, down, total, leading, most, cell } = bins;
    const image = new ImageData(across, down);
    const pixels = new Uint32Array(image.data.buffer);
    const steps = (SHADES - 1) / Math.log(Math.max(2, most));
    for (let square = 0; square < total.length; square++) {
      if (total[square]) pixels[square] = ramps[leading[square]][Math.min(SHADES - 1, Math.log(total[square]) * steps) | 0];
    }
    const sheet = new OffscreenCanvas(across, down);
    sheet.getContext("2d").putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(sheet, bins.left, bins.top, across * cell, down * cell);
  };

  const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const mixed = (one, other, share) => one.map((channel, index) => Math.round(channel + (other[index] - channel) * share));
  const ENDS = { light: [[236, 240, 240], [12, 24, 30]], dark: [[17, 29, 41], [250, 255, 252]] }; // what is faint, what is deep
  const FAINT = 0.5;
  const DEEP = 0.66;

  /** Shades of a mark from one row to the most: from near the ground through its own colour to the deepest. */
  maritime.shadesOf = function ([, light, dark], theme) {
    const base = channels(theme === "dark" ? dark : light);
    const [ground, depth] = ENDS[theme === "dark" ? "dark" : "light"];
    return Uint32Array.from({ length: SHADES }, (_, shade) => {
      const share = (2 * shade) / (SHADES - 1) - 1; // -1 to 1, the colour itself in the middle
      const [red, green, blue] = share < 0 ? mixed(base, ground, -share * FAINT) : mixed(base, depth, share * DEEP);
      return ((ALPHA << 24) | (blue << 16) | (green << 8) | red) >>> 0; // as a little-endian machine lays them
    });
  };

  /** How often the world is drawn in a view: once, and what lies east of 180° once more where the land does. */
  maritime.turnsIn = ({ left, scale, width }) => (left + width > scale ? [0, 1] : [0]);
})(window.maritime);
