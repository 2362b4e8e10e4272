/* Rows of a reader's own above the records, on the same axis: how many begin in each bin, those in the period dark. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const HEIGHT = 56; // pixels
  const HEADROOM = 6;

  /** The strip, hidden while there are no such rows. */
  timebar.besideOf = function (bar) {
    const strip = maritime.make("div", "beside");
    const words = maritime.make("p", "beside-words");
    const [name, told, undated] = ["name", "told", "undated"].map((part) => maritime.make("span", part));
    words.append(name, told, undated);
    const drawing = maritime.draw("svg", { height: HEIGHT, "aria-hidden": "true" });
    const paths = ["ground", "rows is-out", "rows", "ends"].map((part) => maritime.draw("path", { class: part }));
    drawing.append(...paths);
    strip.append(words, drawing);
    bar.beside = { strip, name, told, undated, drawing, paths, sums: [] };
    return strip;
  };

  /** Fill the strip for other data or another width. */
  timebar.drawBeside = function (bar) {
    const { beside, data: { beside: given } } = bar;
    beside.strip.hidden = !given;
    if (!given) return;
    timebar.set(beside.drawing, "width", bar.width);
    timebar.write(beside.name, given.name);
    timebar.write(beside.undated, given.undated ? maritime.count(given.undated, "{n} undated", "{n} undated") : "");
    beside.sums = [0];
    for (const count of given.counts) beside.sums.push(beside.sums[beside.sums.length - 1] + count);
    beside.highest = Math.max(1, ...bar.bins.map(({ first, last }) => within(bar, first, last)));
    beside.live = null;
  };

  /** How many rows begin from a day to another, both included; bins that the days cut are shared out. */
  function within({ beside: { sums }, data: { beside: { axis, step } } }, first, last) {
    const upTo = (day) => {
      const at = timebar.within((day - axis[0]) / step, [0, sums.length - 1]);
      const whole = Math.floor(at);
      return sums[whole] + (at - whole) * ((sums[whole + 1] ?? sums[whole]) - sums[whole]);
    };
    return upTo(last + 1) - upTo(first);
  }

  /** Which of them the period holds. */
  timebar.paintBeside = function (bar, start, end) {
    const { beside, data: { beside: given } } = bar;
    if (!given) return;
    const [left, right] = [timebar.xOf(bar, start), timebar.xOf(bar, end + 1)];
    const shapes = { out: "", in: "" };
    for (const { first, last } of bar.bins) {
      const [from, to] = timebar.extentOf(bar, first, last);
      const side = first > end || last < start ? "out" : "in";
      shapes[side] += barOf(from, to, (within(bar, first, last) / beside.highest) * (HEIGHT - HEADROOM));
    }
    const ground = `M${left},0H${right}V${HEIGHT}H${left}z`;
    const ends = `M${left + 0.5},0V${HEIGHT}M${right - 0.5},0V${HEIGHT}`;
    [ground, shapes.out, shapes.in, ends].forEach((shape, index) => timebar.set(beside.paths[index], "d", shape));
    const settled = timebar.same(bar.period, bar.data.period);
    const shown = settled ? given.shown : beside.live ?? given.shown;
    timebar.write(beside.told, maritime.say("{shown} of {total} rows", { shown: maritime.number(shown), total: maritime.number(given.total) }));
  };

  function barOf(from, to, height) {
    if (!height) return "";
    return `M${from.toFixed(1)},${HEIGHT}v${(-Math.max(0.7, height)).toFixed(1)}H${Math.max(from + 1, to - 0.6).toFixed(1)}V${HEIGHT}z`;
  }

  /** Tell the map the period; it says how many rows lie in it. */
  timebar.tellBeside = function (bar) {
    if (!bar.data.beside) return;
    const { start, end } = bar.period;
    const shown = maritime.mapFrame()?.contentWindow?.maritime?.showPeriod?.(start, end) ?? null;
    if (shown === null) return;
    bar.beside.live = shown;
    timebar.paintBeside(bar, ...timebar.shownWindow(bar));
  };
})(window.maritime);
