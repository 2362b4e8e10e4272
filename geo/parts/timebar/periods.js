/* Periods: first and last day, of which each may be open. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const { dayOf, monthsOn, partsOf, within } = timebar;
  const MOST_YEARS = 3;

  timebar.same = (one, other) => one.start === other.start && one.end === other.end;

  /** Bounds of a period to compare days with. */
  timebar.boundsOf = ({ start, end }) => [start ?? -Infinity, end ?? Infinity];

  /** A period as far as it lies within that of the data; of its ends those are open which are open there too. */
  timebar.held = function ({ limits }, { start, end }) {
    const inside = (day, bound) => (day === null && bound === null ? null : within(day ?? bound, timebar.boundsOf(limits)));
    return { start: inside(start, limits.start), end: inside(end, limits.end) };
  };

  /** The last day of which anything is known, as far as the axis reaches. */
  timebar.lastDay = ({ axis, until }) => Math.min(until, axis[1]);

  /** A period whose ends at the axis' ends are open. */
  timebar.opened = function ({ axis }, { start, end }) {
    return { start: start !== null && start <= axis[0] ? null : start, end: end !== null && end >= axis[1] ? null : end };
  };

  /** The period as far as the axis shows it. */
  timebar.shownWindow = ({ period, data: { axis } }) => [within(period.start ?? axis[0], axis), within(period.end ?? axis[1], axis)];

  /** First and last day of the period, where it is open those of the data. */
  timebar.windowOf = function ({ period, data }) {
    const start = period.start ?? Math.min(data.axis[0], period.end ?? Infinity);
    return [start, period.end ?? Math.max(data.until, start)];
  };

  /** A window moved by its own length; whole months move by as many months. */
  timebar.moved = function ([start, end], direction) {
    const [[fromYear, fromMonth, fromDate], [toYear, toMonth, toDate]] = [partsOf(start), partsOf(end + 1)];
    if (fromDate === 1 && toDate === 1) {
      const months = direction * ((toYear - fromYear) * 12 + toMonth - fromMonth);
      return { start: monthsOn(start, months), end: monthsOn(end + 1, months) - 1 };
    }
    const days = direction * (end - start + 1);
    return { start: start + days, end: end + days };
  };

  /** The shown window with an end of it taken to a day, or the whole of it so that it begins there. */
  timebar.pulled = {
    start: (day, [, end], axis, period) => ({ start: within(day, [axis[0], end]), end: period.end }),
    end: (day, [start], axis, period) => ({ start: period.start, end: within(day, [start, axis[1]]) }),
    middle(day, [start, end], axis) {
      const days = within(day - start, [axis[0] - start, axis[1] - end]);
      return { start: start + days, end: end + days };
    },
  };

  /** Whether a period holds some of the data's own, and not all of it. */
  function isPart({ limits }, period) {
    const [[low, high], [start, end]] = [timebar.boundsOf(limits), timebar.boundsOf(period)];
    return start <= high && end >= low && (start > low || end < high);
  }

  /** Periods to choose from: counted back from the last day of the sources, whole years, everything. */
  timebar.presetsOf = function (data) {
    const [first, last] = [data.axis[0], timebar.lastDay(data)];
    const [from, to] = [partsOf(first)[0], partsOf(Math.max(last, first))[0]];
    const back = [30, 90].map((days) => ({ value: "last " + days, words: maritime.count(days, "{n} day", "{n} days"), period: { start: last - days + 1, end: last } }));
    const years = [];
    for (let year = Math.max(from, to - MOST_YEARS + 1); year <= to; year++) {
      years.push({ value: "year " + year, words: String(year), period: { start: dayOf(year, 0, 1), end: dayOf(year, 11, 31) } });
    }
    const parts = [...back, ...years].filter(({ period }) => isPart(data, period));
    return [...parts, { value: "all", words: maritime.say("All"), period: { start: null, end: null } }].map((choice) => ({ ...choice, period: timebar.held(data, choice.period) }));
  };
})(window.maritime);
