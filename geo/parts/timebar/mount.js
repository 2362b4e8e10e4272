/* The time bar: records by date, and the period that the reader sets by dragging, typing, stepping or playing.
   While it is dragged or played all of it happens here: how each record answers, the figures, the map's choice. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;

  /** Draws the bar, or brings it up to date; returns what to call when it is taken away. */
  maritime.parts.timebar = function ({ data, parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".timebar");
    const bar = root.bar || (root.bar = timebar.build(root));
    const turn = (bar.turn = {});
    update(bar, data, setTriggerValue);
    return () => bar.turn === turn && leave(bar); // Streamlit may end a turn after the next has begun
  };

  function update(bar, data, send) {
    Object.assign(bar, { data, send, columns: timebar.columnsOf(data), record: data.record, monthOf: timebar.monthsIn(data.language) });
    data.kinds.forEach(({ light, dark }, index) => bar.root.style.setProperty("--bar-kind-" + index, `light-dark(${light}, ${dark})`));
    timebar.label(bar);
    timebar.fillPresets(bar);
    if (bar.pending && timebar.same(bar.pending, data.period)) bar.pending = null;
    if (!bar.pending && !bar.drag && !bar.run && !bar.keyed) bar.period = { ...data.period };
    bar.told = ""; // with the same news the map had its own from Python
    timebar.layout(bar);
  }

  function leave(bar) {
    timebar.halt(bar, false);
    timebar.forgetKeys(bar);
    clearTimeout(bar.patience);
    bar.watch.disconnect();
    bar.root.replaceChildren();
    delete bar.root.bar;
    document.body.classList.remove("period-tried");
  }
})(window.maritime);
