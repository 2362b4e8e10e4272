/* Painting the period: all that changes with it, here and in the figures above the map. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const LEVELS = ["is-out", "is-possible", "is-sure"];

  timebar.paint = function (bar) {
    if (!bar.width) return;
    bar.levels = timebar.levelsOf(bar.columns, bar.period, bar.data.wanted);
    const [start, end] = timebar.shownWindow(bar);
    paintRange(bar, timebar.xOf(bar, start), timebar.xOf(bar, end + 1));
    timebar.paintBeside(bar, start, end);
    paintRecords(bar);
    paintLanes(bar);
    paintWords(bar);
    paintControls(bar, start, end);
    // What only Python can say of a period, sentences and counts, is faint while another one is tried out.
    document.body.classList.toggle("period-tried", !timebar.same(bar.period, bar.data.period));
  };

  function paintRange(bar, from, to) {
    const { start, end, middle } = bar.handles;
    place(bar.range, from, to);
    place(middle, from, to);
    place(bar.track, bar.left, bar.width);
    bar.range.style.height = bar.rows.track + "px";
    for (const row of [bar.track, middle]) row.style.top = bar.rows.spans + "px";
    for (const [handle, x] of [[start, from], [end, to]]) {
      handle.style.left = x + "px";
      handle.style.height = bar.rows.track + "px";
    }
  }

  function place(element, from, to) {
    element.style.left = from + "px";
    element.style.width = Math.max(1, to - from) + "px";
  }

  function paintRecords(bar) {
    if (bar.cells) for (const { row } of bar.spots) showLevel(bar.cells[row], bar.levels[row]);
    else timebar.paintBars(bar);
    for (const { row, line } of bar.spans) showLevel(line, bar.levels[row]);
  }

  function showLevel(element, level) {
    if (element.dataset.level === String(level)) return;
    element.dataset.level = level;
    LEVELS.forEach((className, index) => element.classList.toggle(className, index === level));
  }

  function paintLanes(bar) {
    const held = new Set(timebar.zonesIn(bar));
    for (const { row, line } of bar.lanes) line.classList.toggle("is-out", !held.has(bar.data.zones.id[row]));
    const [start, end] = timebar.boundsOf(bar.period);
    for (const { day, line } of bar.ticks) line.classList.toggle("is-out", day < start || day > end);
  }

  /** The period in words and what it holds; a period that Python shows in the words that Python gave it. */
  function paintWords(bar) {
    const { columns, data, levels, period } = bar;
    const all = timebar.tally(columns, levels, timebar.POSSIBLY);
    timebar.write(bar.periodWords, timebar.periodWords(bar, period));
    const sure = timebar.tally(columns, levels, timebar.SURELY);
    timebar.write(bar.tallyWords, timebar.tallyWords(data, all, sure));
    const words = timebar.same(period, data.period) ? data.figures : timebar.figuresOf(data, all, sure);
    for (const element of document.querySelectorAll("[data-live]")) {
      const told = words[element.dataset.live];
      if (told !== undefined) timebar.write(element, told);
    }
  }

  function paintControls(bar, start, end) {
    const [first, last] = bar.data.axis;
    const words = (day) => timebar.dayWords(bar, day);
    timebar.showTyped(bar);
    timebar.showPreset(bar);
    bar.backButton.disabled = !timebar.canStep(bar, -1);
    bar.onButton.disabled = !timebar.canStep(bar, 1);
    slide(bar.handles.start, start, [first, end], words(start));
    slide(bar.handles.end, end, [start, last], words(end));
    slide(bar.handles.middle, start, [first, Math.max(first, last - (end - start))], timebar.periodWords(bar, bar.period));
  }

  function slide(handle, now, [low, high], words) {
    timebar.set(handle, "aria-valuemin", low);
    timebar.set(handle, "aria-valuemax", high);
    timebar.set(handle, "aria-valuenow", now);
    timebar.set(handle, "aria-valuetext", words);
  }
})(window.maritime);
