/* Which row is under the pointer: the rows sorted into the cells of a grid over all of them, made once. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const PER_CELL = 4; // rows, on average
  const MOST_ACROSS = 1024; // cells

  maritime.Nearby = class {
    constructor({ rows, x, y }) {
      Object.assign(this, { x, y, box: boundsOf(x, y) });
      this.across = Math.max(1, Math.min(MOST_ACROSS, Math.round(Math.sqrt(rows / PER_CELL))));
      const cells = this.across * this.across;
      this.starts = new Uint32Array(cells + 1);
      const cellOf = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        cellOf[row] = x[row] === x[row] ? this.cellAt(x[row], y[row]) : -1; // NaN is no place
        if (cellOf[row] >= 0) this.starts[cellOf[row] + 1] += 1;
      }
      for (let cell = 0; cell < cells; cell++) this.starts[cell + 1] += this.starts[cell];
      const next = this.starts.slice();
      this.members = new Uint32Array(this.starts[cells]);
      for (let row = 0; row < rows; row++) if (cellOf[row] >= 0) this.members[next[cellOf[row]]++] = row;
    }

    column = (x) => Math.max(0, Math.min(this.across - 1, Math.floor(((x - this.box.left) / this.box.width) * this.across)));
    line = (y) => Math.max(0, Math.min(this.across - 1, Math.floor(((y - this.box.top) / this.box.height) * this.across)));
    cellAt(x, y) { return this.line(y) * this.across + this.column(x); }

    /** The nearest row marked in `on` within `reach` of a point of the unit square, and how many others are there too. */
    nearest(x, y, reach, on) {
      let [row, best, count] = [null, reach * reach, 0];
      for (let line = this.line(y - reach); line <= this.line(y + reach); line++) {
        const from = this.starts[line * this.across + this.column(x - reach)];
        const to = this.starts[line * this.across + this.column(x + reach) + 1];
        for (let at = from; at < to; at++) {
          const member = this.members[at];
          if (!on[member]) continue;
          const away = (this.x[member] - x) ** 2 + (this.y[member] - y) ** 2;
          if (away <= reach * reach) count += 1;
          if (away <= best && (row === null || away < best)) [row, best] = [member, away];
        }
      }
      return row === null ? null : { row, others: count - 1 };
    }
  };

  /** The box of all rows with a place, never of no size. */
  function boundsOf(x, y) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let row = 0; row < x.length; row++) {
      if (x[row] < left) left = x[row];
      if (x[row] > right) right = x[row];
      if (y[row] < top) top = y[row];
      if (y[row] > bottom) bottom = y[row];
    }
    return { left, top, width: Math.max(right - left, 1e-9), height: Math.max(bottom - top, 1e-9) };
  }
})(window.maritime);
