/* The axis with its days, the hatching of what nothing is known of, and the names of the rows. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const { dayOf, partsOf } = timebar;
  const STEPS = [["day", 1], ["day", 2], ["day", 7], ["day", 14], ["month", 1], ["month", 2], ["month", 3], ["month", 6], ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 25], ["year", 50]];
  const STEP_DAYS = { day: 1, month: 30.4, year: 365.2 };
  const LABEL_WIDTH = { day: 52, month: 56, year: 40 };
  const LETTER = 6; // pixels, on average

  /** Days that the axis names. */
  function ticksOf(bar) {
    const [from, to] = bar.data.axis;
    const fits = ([unit, count]) => count * STEP_DAYS[unit] * bar.perDay >= LABEL_WIDTH[unit];
    const [unit, count] = STEPS.find(fits) || STEPS[STEPS.length - 1];
    const [year, month] = partsOf(from);
    const at = {
      day: (n) => from + n * count,
      month: (n) => dayOf(year, month - (month % count) + n * count, 1),
      year: (n) => dayOf(year - (year % count) + n * count, 0, 1),
    }[unit];
    const days = [];
    for (let n = 0; at(n) <= to; n++) if (at(n) >= from || (unit === "month" && count === 1)) days.push(at(n));
    return { unit, days };
  }

  function tickWords(bar, unit, day, isFirst) {
    const [year, month, date] = partsOf(day);
    if (unit === "year") return String(year);
    if (unit === "day") return date + " " + bar.monthOf(day);
    return isFirst || month === 0 ? bar.monthOf(day) + " " + year : bar.monthOf(day);
  }

  timebar.axisOf = function (bar) {
    const group = maritime.draw("g", { class: "axis", "aria-hidden": "true" });
    const { unit, days } = ticksOf(bar);
    let free = -Infinity; // from where on there is room for words
    days.forEach((day, index) => {
      const begins = day >= bar.data.axis[0]; // the first month's first day may lie before the axis
      const x = Math.max(timebar.xOf(bar, day), bar.left);
      if (begins) group.append(maritime.draw("path", { d: `M${x.toFixed(1)},${bar.rows.track}v5` }));
      const words = tickWords(bar, unit, day, index === 0);
      if (x < free || x + words.length * LETTER > bar.width) return;
      free = x + words.length * LETTER + 8;
      group.append(written(words, { x: x + (begins ? 4 : 0), y: bar.rows.track + 13 }));
    });
    return group;
  };

  function written(words, attributes) {
    const text = maritime.draw("text", attributes);
    text.textContent = words;
    return text;
  }

  function hatching() {
    const pattern = maritime.draw("pattern", { id: "timebar-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(maritime.draw("path", { d: "M0,0V5" }));
    const definitions = maritime.draw("defs", {});
    definitions.append(pattern);
    return definitions;
  }

  /** What lies after the sources' last day: no data, which is not to say no events. */
  timebar.noData = function (bar) {
    const x = timebar.xOf(bar, Math.max(bar.data.until + 1, bar.data.axis[0]));
    const width = bar.width - x;
    if (width < 1) return [];
    const area = maritime.draw("rect", { fill: "url(#timebar-hatch)", x, y: 0, width, height: bar.rows.spans });
    if (width < 15) return [hatching(), area];
    const upwards = `translate(${x + width / 2 + 3.5},${timebar.ROWS.chart - 4}) rotate(-90)`;
    return [hatching(), area, written(maritime.say("no data"), { class: "no-data-words", transform: upwards })];
  };

  /** Names of the rows at their left: what is counted, in which colours, and how many have no place on the axis. */
  timebar.fillGutter = function (bar) {
    bar.gutter.hidden = bar.left === 0;
    const uncertain = bar.spansLeft ? maritime.say("Date uncertain, {n} more", { n: bar.spansLeft }) : maritime.say("Date uncertain");
    const rows = bar.spans.length ? [rowName(bar.rows.chart - 1, uncertain)] : [];
    if (bar.rows.zones > bar.rows.axis) rows.push(rowName(bar.rows.axis - 2, maritime.say("Statements")), rowName(bar.rows.statements, zoneWords(bar)));
    bar.gutter.replaceChildren(legendOf(bar), ...rows);
  };

  function rowName(top, words) {
    const line = maritime.make("p", "", words);
    line.style.top = top + "px";
    return line;
  }

  function zoneWords(bar) {
    const [drawn, all] = [bar.lanes.length, bar.data.zones.id.length];
    return drawn < all ? maritime.say("Zones, {drawn} of {all}", { drawn, all }) : maritime.say("Zones");
  }

  function legendOf(bar) {
    const by = { day: maritime.say("Records by day"), week: maritime.say("Records by week"), month: maritime.say("Records by month"), year: maritime.say("Records by year") };
    const undated = bar.columns.anchor.filter((day) => !Number.isFinite(day)).length;
    const legend = maritime.make("div", "legend");
    legend.append(maritime.make("p", "head", by[bar.unit]), ...bar.data.kinds.map(legendRow));
    if (undated) legend.append(maritime.make("p", "", maritime.count(undated, "{n} without a date", "{n} without a date")));
    return legend;
  }

  function legendRow(kind, index) {
    const line = maritime.make("p", "", kind.label);
    const key = maritime.draw("svg", { width: 9, height: 9, viewBox: "-5 -5 10 10", "aria-hidden": "true" });
    key.append(maritime.draw("path", { d: "M0,0" + timebar.shapeOf(kind, 9) }));
    line.prepend(timebar.coloured(key, index));
    return line;
  }
})(window.maritime);
