/* The chart of many records: bars, stacked by kind. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;

  /** For each kind a path of what lies in the period and one of what does not; `paintBars` gives them their shape. */
  timebar.barsOf = function (bar) {
    bar.highest = Math.max(1, ...bar.bins.map(({ rows }) => rows.length));
    bar.barPaths = bar.data.kinds.flatMap((_kind, index) =>
      ["is-in", "is-out"].map((side) => timebar.coloured(maritime.draw("path", { class: "bar " + side }), index)),
    );
    return bar.barPaths;
  };

  timebar.paintBars = function (bar) {
    const shapes = bar.barPaths.map(() => "");
    for (const bin of bar.bins) {
      const [left, right] = timebar.extentOf(bar, bin.first, bin.last);
      let y = timebar.ROWS.chart - 1;
      countsOf(bar, bin).forEach((count, index) => {
        if (!count) return;
        const height = (count / bar.highest) * (timebar.ROWS.chart - 8);
        shapes[index] += `M${left.toFixed(1)},${y.toFixed(1)}V${(y -= height).toFixed(1)}H${Math.max(left + 1, right - 1).toFixed(1)}v${height.toFixed(1)}z`;
      });
    }
    bar.barPaths.forEach((path, index) => timebar.set(path, "d", shapes[index]));
  };

  /** How many records of each kind a bin holds, those in the period and those outside. */
  function countsOf({ data, columns, levels }, { rows }) {
    const counts = new Array(data.kinds.length * 2).fill(0);
    for (const row of rows) counts[2 * columns.kind[row] + (levels[row] ? 0 : 1)] += 1;
    return counts;
  }
})(window.maritime);
