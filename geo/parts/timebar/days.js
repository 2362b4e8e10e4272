/* Days of the time bar: whole days since 1970-01-01, UTC; null stands for an open side of a period. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const timebar = (maritime.timebar = {}); // what the bar's scripts share; all that changes is in the `bar` that they are given

  const DAY_MS = 864e5;

  /** The day as it is written and sent: "2025-10-31"; nothing for an open side. */
  timebar.isoOf = (day) => (day === null ? "" : new Date(day * DAY_MS).toISOString().slice(0, 10));

  timebar.dayOf = (year, month, date) => Date.UTC(year, month, date) / DAY_MS;

  /** Year, month (from 0) and day of the month. */
  timebar.partsOf = function (day) {
    const date = new Date(day * DAY_MS);
    return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  };

  const { dayOf, partsOf } = timebar;

  /** The same day of the month so many months on, or the month's last day. */
  timebar.monthsOn = function (day, months) {
    const [year, month, date] = partsOf(day);
    const last = partsOf(dayOf(year, month + months + 1, 0))[2];
    return dayOf(year, month + months, Math.min(date, last));
  };

  /** A typed day: "2025-10-31", "20251031", or the first or last day of "2025-10" or "2025"; NaN for anything else. */
  timebar.typedDay = function (text, isEnd) {
    const found = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?$/.exec(text.trim());
    if (!found) return NaN;
    const [year, month, date] = found.slice(1).map((digits) => (digits === undefined ? null : Number(digits)));
    if (year < 1900 || year > 2199 || month === 0 || month > 12) return NaN;
    if (date === null) return isEnd ? dayOf(year, month ?? 12, 0) : dayOf(year, (month ?? 1) - 1, 1);
    const day = dayOf(year, month - 1, date);
    return partsOf(day)[2] === date ? day : NaN;
  };

  /** What gives the short name of a day's month in a language. */
  timebar.monthsIn = function (language) {
    const form = new Intl.DateTimeFormat(language === "en" ? "en-US" : language, { month: "short", timeZone: "UTC" });
    return (day) => form.format(day * DAY_MS);
  };

  timebar.within = (value, [low, high]) => Math.max(low, Math.min(high, value));
})(window.maritime);
