/* Choosing a period: what is tried out stays here, a choice goes to Python once. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const { isoOf, same } = timebar;
  const PATIENCE_MS = 8000; // after so long without its answer a choice counts as refused
  const KEYED_MS = 450; // a pause of so long after a key ends a choice made by keys

  /** Show a period that is being dragged, played or keyed. */
  timebar.preview = function (bar, tried) {
    const period = timebar.held(bar.data, tried);
    if (same(period, bar.period) && bar.levels) return;
    bar.period = period;
    timebar.paint(bar);
    tellMap(bar, true);
  };

  timebar.choose = function (bar, period) {
    timebar.halt(bar, false);
    bar.period = timebar.held(bar.data, period);
    timebar.commit(bar);
  };

  /** Give the period to Python, unless it is the one that Python shows. */
  timebar.commit = function (bar) {
    timebar.forgetKeys(bar);
    bar.pending = same(bar.period, bar.data.period) ? null : { ...bar.period };
    timebar.paint(bar);
    tellMap(bar, false);
    timebar.write(bar.status, bar.periodWords.textContent + " · " + bar.tallyWords.textContent);
    if (!bar.pending) return;
    bar.send("period", { start: isoOf(bar.period.start) || null, end: isoOf(bar.period.end) || null });
    clearTimeout(bar.patience);
    bar.patience = setTimeout(() => bar.pending && adopt(bar), PATIENCE_MS);
  };

  /** Show the period that Python shows; the map may have had a newer one from it than the bar. */
  function adopt(bar) {
    bar.pending = null;
    bar.period = { ...bar.data.period };
    bar.told = "";
    timebar.paint(bar);
    timebar.tellBeside(bar);
    maritime.mapFrame()?.contentWindow.maritime?.asGiven?.();
  }

  /** Show a period that a key led to; the choice ends after a while without another key. */
  timebar.previewKeyed = function (bar, period) {
    timebar.preview(bar, period);
    clearTimeout(bar.keyed);
    bar.keyed = setTimeout(() => timebar.settle(bar), KEYED_MS);
  };

  /** End a choice that was made by keys. */
  timebar.settle = function (bar) {
    if (bar.keyed) timebar.commit(bar);
  };

  timebar.forgetKeys = function (bar) {
    clearTimeout(bar.keyed);
    bar.keyed = 0;
  };

  /** Levels of all known records, which the map draws from; -1 where another filter than the period leaves one out. */
  function levelsOfKnown({ data, levels }) {
    let next = 0;
    return Array.from(data.records.chosen, (isChosen) => (isChosen === "1" ? levels[next++] : -1));
  }

  /** Tell the map which records and zones the period holds, where that is news. What it could not draw is told again. */
  function tellMap(bar, ghosts) {
    timebar.tellBeside(bar);
    const levels = levelsOfKnown(bar);
    const zones = timebar.zonesIn(bar);
    const news = levels.join() + "|" + zones.join() + "|" + ghosts;
    if (news === bar.told) return;
    const select = maritime.mapFrame()?.contentWindow.maritime?.select;
    if (!select || (!bar.told && same(bar.period, bar.data.period))) return;
    if (select(levels, zones, { ghosts }) !== false) bar.told = news;
  }

  /** Choose a record, or the chosen one no longer. */
  timebar.chooseRecord = function (bar, row) {
    const { id } = bar.data.records;
    bar.record = bar.record === id[row] ? null : id[row];
    timebar.markChosen(bar);
    bar.send("record", bar.record);
  };
})(window.maritime);
