/* What the pointer is over, or the keyboard at: told in a few lines above it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const NEAR = 5; // pixels from a statement's tick
  const MOST_TOLD = 4; // statements of a day

  timebar.hover = function (bar, event) {
    if (event.pointerType === "touch" || bar.run || event.target.closest(".handle:not(.middle)")) return timebar.hideTip(bar);
    const [x, y] = timebar.pointOf(bar, event);
    const lines = x < bar.left ? null : linesAt(bar, x, y);
    bar.plot.classList.toggle("is-pointing", Boolean(lines && bar.cells && y < bar.rows.chart));
    return lines ? showTip(bar, x, Math.min(y, bar.rows.zones), lines) : timebar.hideTip(bar);
  };

  /** What is told at a point, or null. */
  function linesAt(bar, x, y) {
    if (y < bar.rows.chart) {
      if (timebar.dayAt(bar, x) > bar.data.until) return [timebar.noDataWords(bar)];
      return bar.cells ? cellLines(bar, timebar.nearestCell(bar, x, y)) : binLines(bar, x);
    }
    if (y < bar.rows.spans) return spanLines(bar, x);
    if (y < bar.rows.axis) return null;
    return y < bar.rows.statements ? statementLines(bar, x) : zoneLines(bar, x, y);
  }

  function cellLines(bar, row) {
    return row === null ? null : [timebar.titleOf(bar, row), ...uncertainty(bar, row)];
  }

  /** Between which days a record happened, where that is not one day. */
  function uncertainty(bar, row) {
    const [first, last] = [bar.columns.sureFirst[row], bar.columns.sureLast[row]];
    if (first === last || !Number.isFinite(first) || !Number.isFinite(last)) return [];
    return [maritime.say("Date uncertain: {start} to {end}", { start: timebar.dayWords(bar, first), end: timebar.dayWords(bar, last) })];
  }

  function binLines(bar, x) {
    const { first, last, rows } = timebar.binAt(bar.bins, timebar.dayAt(bar, x));
    if (!rows.length) return null;
    const counts = bar.data.kinds.map(({ label }, index) => [label, rows.filter((row) => bar.columns.kind[row] === index).length]);
    const told = counts.filter(([, count]) => count).map(([label, count]) => label + ": " + maritime.number(count));
    return [timebar.periodWords(bar, { start: first, end: last }), ...told];
  }

  function spanLines(bar, x) {
    const found = bar.spans.filter(({ ends: [from, to] }) => from - 1 <= x && x <= to + 1);
    return found.length ? found.flatMap(({ row }) => cellLines(bar, row)) : null;
  }

  function statementLines(bar, x) {
    const way = (tick) => Math.abs(tick.x - x);
    const nearest = bar.ticks.reduce((best, tick) => (best && way(best) <= way(tick) ? best : tick), null);
    if (!nearest || way(nearest) > NEAR) return null;
    const { kind, kinds, who, voices } = bar.data.statements;
    return [timebar.dayWords(bar, nearest.day), ...nearest.rows.slice(0, MOST_TOLD).map((row) => kinds[kind[row]] + " · " + voices[who[row]])];
  }

  function zoneLines(bar, x, y) {
    const found = bar.lanes.find((lane) => Math.abs(lane.y - y) <= timebar.LANE_PITCH / 2 && lane.from - 2 <= x && x <= lane.to + 2);
    if (!found) return null;
    const { name, first, last } = bar.data.zones;
    return [name[found.row], timebar.periodWords(bar, { start: first[found.row], end: last[found.row] })];
  }

  function showTip(bar, x, y, lines) {
    const key = lines.join("\n");
    if (bar.hover !== key) bar.tip.replaceChildren(...lines.map((line) => maritime.make("p", "", line)));
    bar.hover = key;
    bar.tip.hidden = false;
    const room = Math.max(0, bar.width - bar.tip.offsetWidth);
    bar.tip.style.left = bar.plot.offsetLeft + timebar.within(x - bar.tip.offsetWidth / 2, [0, room]) + "px";
    bar.tip.style.top = bar.plot.offsetTop + y - bar.tip.offsetHeight - 12 + "px";
  }

  timebar.tipOfCell = function (bar, cell) {
    const { row, x, y } = bar.spots.find((spot) => spot.row === Number(cell.dataset.row));
    timebar.stopAt(bar, row);
    showTip(bar, x, y, cellLines(bar, row));
  };

  timebar.hideTip = function (bar) {
    bar.tip.hidden = true;
    bar.hover = null;
    bar.plot.classList.remove("is-pointing");
  };
})(window.maritime);
