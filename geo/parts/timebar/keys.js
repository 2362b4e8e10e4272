/* Keys: on the ends and the middle of the period, and from record to record. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;

  /** The day that a key leads to from a day; undefined for other keys. */
  function keyedDay(key, day, [first, last]) {
    const days = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[key];
    if (days) return day + days;
    if (key === "PageUp" || key === "PageDown") return timebar.monthsOn(day, key === "PageUp" ? 1 : -1);
    return { Home: first, End: last }[key];
  }

  /** Move an end or the middle by keys; Escape takes back what is being dragged or keyed. */
  timebar.handleKey = function (bar, part, event) {
    if (event.key === "Escape" && bar.drag) return timebar.cancelDrag(bar);
    if (event.key === "Escape" && bar.keyed) return timebar.choose(bar, { ...bar.data.period });
    if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
    const shown = timebar.shownWindow(bar);
    const day = keyedDay(event.key, part === "end" ? shown[1] : shown[0], bar.data.axis);
    if (day === undefined) return undefined;
    event.preventDefault();
    timebar.halt(bar, false);
    return timebar.previewKeyed(bar, timebar.opened(bar.data, timebar.pulled[part](day, shown, bar.data.axis, bar.period)));
  };

  /** Arrow keys go from record to record in time; Enter or the space bar chooses. */
  timebar.cellKey = function (bar, event) {
    const cell = event.target.closest(".cell");
    if (!cell) return;
    const at = bar.order.indexOf(Number(cell.dataset.row));
    const last = bar.order.length - 1;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (event.key === "Enter" || event.key === " ") timebar.chooseRecord(bar, bar.order[at]);
    else if (to === undefined) return;
    else timebar.focusCell(bar, bar.order[timebar.within(to, [0, last])]);
    event.preventDefault();
  };

  timebar.focusCell = function (bar, row) {
    timebar.stopAt(bar, row);
    bar.cells[row].focus({ preventScroll: true });
  };

  /** Put one cell, and no other, into the order of the tab key. */
  timebar.stopAt = function (bar, row) {
    bar.cells[bar.stop]?.setAttribute("tabindex", -1);
    bar.cells[row]?.setAttribute("tabindex", 0);
    bar.stop = row;
  };
})(window.maritime);
