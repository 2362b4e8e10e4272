/* Dragging an end or the middle of the period, brushing a new one; what is hardly moved is a click. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const CLICK = 4; // pixels: a shorter way is a click

  timebar.beginDrag = function (bar, event) {
    const handle = event.target.closest(".handle");
    const [x, y] = timebar.pointOf(bar, event);
    if (event.button !== 0 || (!handle && (y > bar.rows.track || x < bar.left))) return;
    const before = { ...bar.period };
    timebar.halt(bar, false);
    timebar.forgetKeys(bar);
    timebar.hideTip(bar);
    bar.drag = { part: handle ? handle.dataset.part : "brush", x, y, from: timebar.shownWindow(bar), before, pointer: event.pointerId, moved: false };
    bar.plot.setPointerCapture(event.pointerId);
    if (handle) handle.focus({ preventScroll: true });
    if (event.pointerType === "mouse") event.preventDefault();
  };

  timebar.drag = function (bar, event) {
    if (event.pointerId !== bar.drag.pointer) return;
    const [x] = timebar.pointOf(bar, event);
    if (!bar.drag.moved && Math.abs(x - bar.drag.x) < CLICK) return;
    bar.drag.moved = true;
    bar.root.classList.add("is-dragged");
    timebar.preview(bar, timebar.opened(bar.data, bar.drag.part === "brush" ? brushed(bar, x) : pulledTo(bar, x)));
  };

  function brushed(bar, x) {
    const days = [bar.drag.x, x].map((at) => timebar.within(timebar.dayAt(bar, at), bar.data.axis));
    return { start: Math.min(...days), end: Math.max(...days) };
  }

  function pulledTo(bar, x) {
    const { part, from, before } = bar.drag;
    const { axis } = bar.data;
    const edge = Math.round((x - bar.left) / bar.perDay) + axis[0]; // the day that begins next to the pointer
    const day = { start: edge, end: edge - 1, middle: from[0] + Math.round((x - bar.drag.x) / bar.perDay) }[part];
    return timebar.pulled[part](day, from, axis, before);
  }

  timebar.endDrag = function (bar, event) {
    if (!bar.drag || event.pointerId !== bar.drag.pointer) return;
    const { part, moved, x, y } = release(bar);
    if (moved) timebar.commit(bar);
    else if (part === "brush") clickAt(bar, x, y);
  };

  timebar.cancelDrag = function (bar) {
    if (!bar.drag) return;
    bar.period = release(bar).before;
    timebar.commit(bar);
  };

  function release(bar) {
    const { drag } = bar;
    bar.drag = null;
    bar.root.classList.remove("is-dragged");
    return drag;
  }

  /** A click takes the record under it, and under a bar the bar's days. */
  function clickAt(bar, x, y) {
    if (bar.cells) {
      const row = timebar.nearestCell(bar, x, y);
      if (row !== null) timebar.chooseRecord(bar, row);
      return;
    }
    const { first, last, rows } = timebar.binAt(bar.bins, timebar.dayAt(bar, x));
    if (rows.length) timebar.choose(bar, timebar.opened(bar.data, { start: first, end: last }));
  }
})(window.maritime);
