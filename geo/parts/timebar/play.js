/* Playing: a window that moves over the axis, or a period that grows. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const WHOLE_S = 24; // seconds in which the whole axis plays at the slowest speed
  const STILL_MS = 1600; // between two steps where the reader wants no motion
  const USUAL_WINDOW = 30; // days

  const wantsNoMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const usualWindow = (data) => Math.max(1, Math.min(USUAL_WINDOW, Math.round((timebar.lastDay(data) - data.axis[0]) / 8)));

  /** Runs by their mode: how many days they take, how many a step has without motion, the period after so many days. */
  const RUNS = {
    moving(bar) {
      const { axis, limits } = bar.data;
      const until = timebar.lastDay(bar.data);
      const open = timebar.same(bar.period, limits);
      const [start, end] = timebar.windowOf(bar);
      const stride = open ? usualWindow(bar.data) : end - start + 1;
      const begin = open || start + stride - 1 >= until ? axis[0] : start;
      const at = (days) => ({ start: begin + days, end: begin + days + stride - 1 });
      return { length: Math.max(0, until - stride + 1 - begin), stride, at };
    },
    cumulative({ period: { start, end }, data }) {
      const { axis } = data;
      const until = timebar.lastDay(data);
      const from = start ?? axis[0];
      const begin = end === null || end >= until ? from : end;
      const at = (days) => ({ start, end: start === null && begin + days >= until ? null : Math.min(begin + days, until) });
      return { length: until - begin, stride: usualWindow(data), at };
    },
  };

  timebar.play = function (bar) {
    const run = (bar.run = { ...RUNS[bar.mode](bar), days: 0 });
    timebar.labelPlay(bar);
    if (wantsNoMotion()) stride(bar, run);
    else requestAnimationFrame((now) => glide(bar, run, now));
  };

  /** Mode or speed of playing; what is being played goes on from where it is. */
  timebar.setPlay = function (bar, changes) {
    Object.assign(bar, changes);
    if (bar.run) timebar.play(bar);
    else timebar.labelPlay(bar);
  };

  /** Day by day, as fast as the speed has it; ends by itself once another run, or none, has taken its place. */
  function glide(bar, run, before, now = before) {
    if (bar.run !== run) return;
    const { axis } = bar.data;
    run.days += ((now - before) / 1000) * ((axis[1] - axis[0]) / WHOLE_S) * bar.speed;
    if (advance(bar, run, Math.floor(run.days))) requestAnimationFrame((next) => glide(bar, run, now, next));
  }

  /** Window by window, without motion. */
  function stride(bar, run) {
    if (bar.run !== run || !advance(bar, run, run.days)) return;
    run.days += run.stride;
    setTimeout(() => stride(bar, run), STILL_MS / bar.speed);
  }

  /** Show the period after so many days of a run; false at its end. */
  function advance(bar, run, days) {
    timebar.preview(bar, run.at(Math.min(days, run.length)));
    if (days < run.length) return true;
    timebar.halt(bar, true);
    return false;
  }

  /** Stop playing; the period that stands is chosen if it is to be kept. */
  timebar.halt = function (bar, keep) {
    if (!bar.run) return;
    bar.run = null;
    timebar.labelPlay(bar);
    if (keep) timebar.commit(bar);
  };
})(window.maritime);
