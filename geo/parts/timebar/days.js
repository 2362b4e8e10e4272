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

  /**
   * A typed day: "2025-10-31", "2025/10/31", "20251031", "31 Oct 2025", or the first or last day of "2025-10",
   * "October 2025" or "2025"; NaN for anything else. `monthOf` gives the months' names.
   */
  timebar.typedDay = function (text, isEnd, monthOf) {
    const [year, month, date] = numbersOf(text.trim()) ?? namedOf(text.trim(), monthOf) ?? [];
    if (!(year >= 1900 && year <= 2199) || month === 0 || month > 12) return NaN;
    if (date === null) return isEnd ? dayOf(year, month ?? 12, 0) : dayOf(year, (month ?? 1) - 1, 1);
    const day = dayOf(year, month - 1, date);
    return partsOf(day)[2] === date ? day : NaN;
  };

  /** Year, month (from 1) and date in numbers, null for what is left open. */
  const numbersOf = (text) => (/^(\d{4})(?:(\d{2})(\d{2})?)?$/.exec(text) ?? /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text))?.slice(1).map((digits) => (digits === undefined ? null : Number(digits)));

  /** The same of a month by its name, whole or not: "31 Oct 2025", "31 de octubre de 2025", "Oct 31, 2025". */
  function namedOf(text, monthOf) {
    const { before, name, after, year } = NAMED.exec(text)?.groups ?? {};
    if (!name || (before && after)) return undefined;
    const month = Array.from({ length: 12 }, (_, at) => dayOf(2025, at, 1)).findIndex((day) => plain(monthOf(day, "long")).startsWith(plain(name)) || plain(monthOf(day)) === plain(name));
    return month < 0 ? undefined : [Number(year), month + 1, before || after ? Number(before || after) : null];
  }

  const NAMED = /^(?:(?<before>\d{1,2})[\s-]+(?:de\s+)?)?(?<name>\p{L}{3,})\.?(?:\s+(?<after>\d{1,2}),?)?[\s-]+(?:de\s+)?(?<year>\d{4})$/u;

  const plain = (name) => name.toLowerCase().replace(".", "");

  /** What gives the name of a day's month in a language, short or "long". */
  timebar.monthsIn = function (language) {
    const form = (month) => new Intl.DateTimeFormat(language === "en" ? "en-US" : language, { month, timeZone: "UTC" });
    const forms = { short: form("short"), long: form("long") };
    return (day, length = "short") => forms[length].format(day * DAY_MS);
  };

  timebar.within = (value, [low, high]) => Math.max(low, Math.min(high, value));
})(window.maritime);
