/* What lies on the same axis: dates that are not one day, statements, zones. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const SPAN_LANES = 3;

  /** Pixels from the middle of one zone's line to that of the next. */
  timebar.LANE_PITCH = 4;

  /** Lane of each span, [from, to] in pixels, the first that is free; null where all are taken. */
  function packed(spans, lanes, gap) {
    const ends = new Array(lanes).fill(-Infinity);
    return spans.map(([from, to]) => {
      const lane = ends.findIndex((end) => end + gap <= from);
      if (lane < 0) return null;
      ends[lane] = to;
      return lane;
    });
  }

  /** From when to when the records happened whose date is not one day, as far as there is room. */
  timebar.spansOf = function (bar) {
    const { anchor, sureFirst, sureLast } = bar.columns;
    const rows = Array.from(sureFirst.keys()).filter((row) => sureFirst[row] < sureLast[row] && Number.isFinite(anchor[row]));
    rows.sort((one, other) => sureFirst[one] - sureFirst[other]);
    const ends = rows.map((row) => timebar.extentOf(bar, sureFirst[row], sureLast[row]));
    const lanes = packed(ends, SPAN_LANES, 2);
    bar.spans = rows.map((row, index) => ({ row, ends: ends[index], lane: lanes[index] })).filter(({ lane }) => lane !== null);
    bar.spansLeft = rows.length - bar.spans.length;
    const group = maritime.draw("g", { class: "spans", "aria-hidden": "true" });
    for (const span of bar.spans) group.append((span.line = spanLine(bar, span)));
    return group;
  };

  function spanLine(bar, { row, ends: [from, to], lane }) {
    const y = timebar.ROWS.chart + 3 + lane * 3;
    const line = maritime.draw("path", { class: "span", d: `M${from + 0.5},${y - 1}v2m0,-1H${to - 0.5}m0,-1v2` });
    return timebar.coloured(line, bar.columns.kind[row]);
  }

  /** Statements and zones; nothing where they are folded. */
  timebar.lanesOf = function (bar) {
    bar.ticks = [];
    bar.lanes = [];
    return bar.rows.zones === bar.rows.axis ? [] : [statementsOf(bar), zonesOf(bar)];
  };

  /** Statements as ticks, one for each day on which any was made. */
  function statementsOf(bar) {
    const group = maritime.draw("g", { class: "statements", "aria-hidden": "true" });
    const byDay = new Map();
    bar.data.statements.day.forEach((day, row) => byDay.set(day, [...(byDay.get(day) || []), row]));
    for (const [day, rows] of byDay) {
      if (day < bar.data.axis[0] || day > bar.data.axis[1]) continue;
      const x = timebar.xOf(bar, day) + bar.perDay / 2;
      const line = maritime.draw("path", { class: rows.length > 1 ? "tick is-several" : "tick", d: `M${x.toFixed(1)},${bar.rows.axis + 1}v7` });
      bar.ticks.push({ day, rows, x, line });
      group.append(line);
    }
    return group;
  }

  function zonesOf(bar) {
    const { zones } = bar.data;
    const ends = zones.id.map((_zone, row) => zoneEnds(bar, row));
    const lanes = packed(ends, Math.floor(timebar.ROWS.zones / timebar.LANE_PITCH), 3);
    const group = maritime.draw("g", { class: "zone-lanes", "aria-hidden": "true" });
    ends.forEach(([from, end], row) => {
      if (lanes[row] === null || end - from < 0.5) return;
      const to = Math.max(end, from + 2);
      const y = bar.rows.statements + 3 + lanes[row] * timebar.LANE_PITCH;
      const line = maritime.draw("path", { class: "zone is-" + zones.role[row], d: `M${from.toFixed(1)},${y}H${to.toFixed(1)}` });
      bar.lanes.push({ row, from, to, y, line });
      group.append(line);
    });
    return group;
  }

  /** From where to where a zone is drawn: not beyond the last day of which anything is known. */
  function zoneEnds(bar, row) {
    const { zones: { first, last }, axis, until } = bar.data;
    const [from, to] = timebar.extentOf(bar, first[row] ?? axis[0], last[row] ?? until);
    return [from, Math.min(to, timebar.extentOf(bar, until, until)[1])];
  }
})(window.maritime);
