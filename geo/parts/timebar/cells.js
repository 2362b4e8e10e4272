/* The chart: a cell for each record where they are few enough; shapes of the kinds. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;

  // Shapes of about the same weight by kind, as on the map, centred on 0, for a cell of 1.
  const SHAPES = {
    circle: (s) => `m${-s * 0.45},0a${s * 0.45},${s * 0.45} 0 1 0 ${s * 0.9},0a${s * 0.45},${s * 0.45} 0 1 0 ${-s * 0.9},0z`,
    square: (s) => `m${-s * 0.4},${-s * 0.4}h${s * 0.8}v${s * 0.8}h${-s * 0.8}z`,
    diamond: (s) => `m0,${-s * 0.52}l${s * 0.52},${s * 0.52}l${-s * 0.52},${s * 0.52}l${-s * 0.52},${-s * 0.52}z`,
  };

  /** The path of a kind's shape, from its middle on. */
  timebar.shapeOf = (kind, size) => (SHAPES[kind.shape] || SHAPES.circle)(size);

  /** Gives an element the colour of a kind, which turns with the theme. */
  timebar.coloured = function (element, kind) {
    element.style.setProperty("--kind", `var(--bar-kind-${kind})`);
    return element;
  };

  timebar.chartOf = function (bar) {
    const chart = maritime.draw("g", { class: "chart", role: "group", "aria-label": maritime.say("Records by date") });
    chart.append(maritime.draw("path", { class: "base", d: `M${bar.left},${timebar.ROWS.chart - 0.5}H${bar.width}` }));
    bar.cells = bar.size ? [] : null; // elements by row
    bar.spots = []; // row and middle of each cell
    chart.append(...(bar.cells ? bar.bins.flatMap((bin) => cellsOf(bar, bin)) : timebar.barsOf(bar)));
    const { anchor } = bar.columns;
    bar.order = bar.spots.map(({ row }) => row).sort((one, other) => anchor[one] - anchor[other] || one - other);
    if (bar.order.length) timebar.stopAt(bar, bar.order.includes(bar.stop) ? bar.stop : bar.order[0]);
    return chart;
  };

  /** Cells of a bin, by kind and date, row upon row. */
  function cellsOf(bar, { first, last, rows }) {
    const { kind } = bar.columns;
    const [left, right] = timebar.extentOf(bar, first, last);
    const columns = Math.max(1, Math.floor((right - left) / bar.size));
    const sorted = [...rows].sort((one, other) => kind[one] - kind[other] || one - other);
    return sorted.map((row, index) => {
      const x = left + ((index % columns) + 0.5) * bar.size;
      const y = timebar.ROWS.chart - 2 - (Math.floor(index / columns) + 0.5) * bar.size;
      bar.spots.push({ row, x, y });
      return (bar.cells[row] = cellOf(bar, row, x, y));
    });
  }

  function cellOf(bar, row, x, y) {
    const kind = bar.columns.kind[row];
    const d = `M${x},${y}` + timebar.shapeOf(bar.data.kinds[kind], bar.size);
    const cell = maritime.draw("path", { class: "cell", d, role: "button", tabindex: -1, "data-row": row, "aria-label": timebar.titleOf(bar, row) });
    return timebar.coloured(cell, kind);
  }

  /** Row of the record whose cell is nearest to a point, null where none is near. */
  timebar.nearestCell = function (bar, x, y) {
    let [nearest, least] = [null, Math.max(bar.size, 10)];
    for (const spot of bar.spots) {
      const distance = Math.hypot(spot.x - x, spot.y - y);
      if (distance < least) [nearest, least] = [spot.row, distance];
    }
    return nearest;
  };

  timebar.markChosen = function (bar) {
    for (const { row } of bar.spots) {
      const chosen = bar.data.records.id[row] === bar.record;
      bar.cells[row].classList.toggle("is-chosen", chosen);
      timebar.set(bar.cells[row], "aria-pressed", chosen);
      if (!chosen) continue;
      raise(bar.cells[row]);
      timebar.stopAt(bar, row);
    }
  };

  /** Put a cell over its neighbours; what is moved would lose the focus. */
  function raise(cell) {
    const hadFocus = cell.matches(":focus");
    cell.parentNode.append(cell);
    if (hadFocus) cell.focus({ preventScroll: true });
  }
})(window.maritime);
