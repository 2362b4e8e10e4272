/* What a period holds: geo/answers.py and geo/view.py say the same. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const STRIKE = 1; // position in ROLES of geo/timebar.py
  const PLACES = ["placed", "areas", "unplaced"]; // those of geo/timebar.py

  /** Levels of an answer; 0 is not shown. */
  timebar.POSSIBLY = 1;
  timebar.SURELY = 2;

  const unbounded = (days, none) => Float64Array.from(days, (day) => day ?? none);

  /** A column in which only some rows differ from a given one. */
  function amended(column, rows, values) {
    const made = Float64Array.from(column);
    rows.forEach((row, index) => { made[row] = values[index]; });
    return made;
  }

  const digits = (text) => Uint8Array.from(text, Number);

  /** The records as columns ready to be asked: bounds of their days as numbers, infinite where there is none. */
  timebar.columnsOf = function ({ records }) {
    const first = unbounded(records.first, -Infinity);
    const last = amended(first.map((day) => (day === -Infinity ? Infinity : day)), records.longer, unbounded(records.last, Infinity));
    const never = first.map(() => Infinity);
    const begun = records.lasting.map((row) => (last[row] === Infinity ? -Infinity : last[row]));
    return {
      kind: digits(records.kind), place: digits(records.place), precision: digits(records.precision), role: digits(records.role),
      vessels: records.vessels, low: records.low, high: records.high, first, last,
      sureFirst: amended(first, records.hedged, records.hedged.map((row) => first[row] - records.hedge)),
      sureLast: amended(last, records.hedged, records.hedged.map((row) => last[row] + records.hedge)),
      lastsFirst: amended(never, records.lasting, begun),
      lastsLast: amended(never.map((day) => -day), records.lasting, records.ended),
      anchor: first.map((day, row) => (Number.isFinite(day) ? day : last[row])), // the day under which a record stands
    };
  };

  /** For each record whether it surely (2) or possibly (1) answers place and period; 0 where it is not shown. */
  timebar.levelsOf = function (columns, period, wanted) {
    const [start, end] = timebar.boundsOf(period);
    const levels = new Uint8Array(columns.first.length);
    for (let row = 0; row < levels.length; row++) {
      const level = Math.min(columns.place[row], periodLevel(columns, row, start, end));
      levels[row] = wanted.includes(level) ? level : 0;
    }
    return levels;
  };

  function periodLevel(columns, row, start, end) {
    const lasts = columns.lastsFirst[row] <= end && columns.lastsLast[row] >= start;
    if (!lasts && (columns.last[row] < start || columns.first[row] > end)) return 0;
    return lasts || (columns.sureFirst[row] >= start && columns.sureLast[row] <= end) ? timebar.SURELY : timebar.POSSIBLY;
  }

  /** Ids of the zones that were in force on some day of the period. */
  timebar.zonesIn = function ({ data, period }) {
    const { id, first, last } = data.zones;
    const [start, end] = timebar.boundsOf(period);
    return id.filter((_zone, row) => (last[row] ?? Infinity) >= start && (first[row] ?? -Infinity) <= end);
  };

  /** Totals of the records that reach a level: view.count. */
  timebar.tally = function (columns, levels, least) {
    const sums = { records: 0, strikes: 0, vessels: 0, low: 0, high: 0, open: 0, unstated: 0, placed: 0, areas: 0, unplaced: 0 };
    for (let row = 0; row < levels.length; row++) {
      if (levels[row] < least) continue;
      sums.records += 1;
      sums[PLACES[columns.precision[row]]] += 1;
      if (columns.role[row] === STRIKE) addStrike(sums, columns.vessels[row], columns.low[row], columns.high[row]);
    }
    return sums;
  };

  function addStrike(sums, vessels, low, high) {
    sums.strikes += 1;
    sums.vessels += vessels ?? 0;
    sums.low += low ?? 0;
    sums.high += high ?? low ?? 0;
    sums.open += high === null ? 1 : 0;
    sums.unstated += high === null && low === null ? 1 : 0;
  }
})(window.maritime);
