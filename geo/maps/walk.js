/* The walk: with a record chosen, the left and right arrow keys choose the one before or after it in time. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
  const OWN = "input, textarea, select, [contenteditable], [role=slider], [role=combobox], [role=listbox], [role=dialog], [role=menu], [role=radiogroup]";

  /** Listen in this frame; marks come to know of a key only when the walk has no use for it. */
  maritime.walkOn = (map) => document.addEventListener("keydown", (event) => walk(map, event), true);

  function walk(map, event) {
    const by = STEPS[event.key];
    const { target } = event;
    if (event.composedPath()[0] !== target) return; // in a part of the page with keys of its own
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target === map.getContainer() || target.closest?.(OWN) || !maritime.reader.selected()) return;
    event.preventDefault();
    event.stopPropagation();
    const id = maritime.reader.neighbour(by);
    if (id) step(map, id, target.matches?.("[data-key]"));
  }

  /** Choose, bring into the frame, and take the focus along where it was on a mark. */
  function step(map, id, follow) {
    maritime.choose(id);
    const moves = maritime.drawing.bring(map, id);
    if (!follow) return;
    const focus = () => maritime.reader.isSelected(id) && maritime.reader.markOf(id)?.focus({ preventScroll: true });
    if (moves) map.once("moveend", focus);
    else focus();
  }
})(window.maritime);
