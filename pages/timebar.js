/* The time bar: records by date, and the period that the reader sets by dragging, typing, stepping or playing.
   While it is dragged or played all of it happens here: how each record answers, the figures, the map's choice.
   Days are whole days since 1970-01-01, UTC; an open side of a period is null. */

window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const DAY_MS = 864e5;
  const SURELY = 2;
  const STRIKE = 1; // position in ROLES of geo/timebar.py
  const PLACES = ["placed", "areas", "unplaced"];

  /* ---- days ---- */

  const isoOf = (day) => (day === null ? "" : new Date(day * DAY_MS).toISOString().slice(0, 10));

  const dayOf = (year, month, date) => Date.UTC(year, month, date) / DAY_MS;

  /** Year, month (from 0) and day of the month. */
  function partsOf(day) {
    const date = new Date(day * DAY_MS);
    return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  }

  /** The same day of the month so many months on, or the month's last day. */
  function monthsOn(day, months) {
    const [year, month, date] = partsOf(day);
    const last = partsOf(dayOf(year, month + months + 1, 0))[2];
    return dayOf(year, month + months, Math.min(date, last));
  }

  /** A typed day: "2025-10-31", "20251031", or the first or last day of "2025-10" or "2025"; NaN for anything else. */
  function typedDay(text, isEnd) {
    const found = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?$/.exec(text.trim());
    if (!found) return NaN;
    const [year, month, date] = found.slice(1).map((digits) => (digits === undefined ? null : Number(digits)));
    if (year < 1900 || year > 2199 || month === 0 || month > 12) return NaN;
    if (date === null) return isEnd ? dayOf(year, month === null ? 12 : month, 0) : dayOf(year, (month || 1) - 1, 1);
    const day = dayOf(year, month - 1, date);
    return partsOf(day)[2] === date ? day : NaN;
  }

  /* ---- what a period holds: geo/answers.py and geo/view.py say the same ---- */

  const unbounded = (days, none) => Float64Array.from(days, (day) => (day === null ? none : day));

  /** A column in which only some rows differ from a given one. */
  function amended(column, rows, values) {
    const made = Float64Array.from(column);
    rows.forEach((row, index) => { made[row] = values[index]; });
    return made;
  }

  const digits = (text) => Uint8Array.from(text, Number);

  /** The records as columns ready to be asked: bounds of their days as numbers, infinite where there is none. */
  function columnsOf({ records }) {
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
    };
  }

  /** For each record whether it surely (2) or possibly (1) answers place and period; 0 where it is not shown. */
  function levelsOf(columns, period, wanted) {
    const start = period.start === null ? -Infinity : period.start;
    const end = period.end === null ? Infinity : period.end;
    const levels = new Uint8Array(columns.first.length);
    for (let row = 0; row < levels.length; row++) {
      const level = Math.min(columns.place[row], periodLevel(columns, row, start, end));
      levels[row] = wanted.includes(level) ? level : 0;
    }
    return levels;
  }

  function periodLevel(columns, row, start, end) {
    const lasts = columns.lastsFirst[row] <= end && columns.lastsLast[row] >= start;
    if (!lasts && (columns.last[row] < start || columns.first[row] > end)) return 0;
    return lasts || (columns.sureFirst[row] >= start && columns.sureLast[row] <= end) ? SURELY : 1;
  }

  /** Totals of the records that reach a level: view.count. */
  function tally(columns, levels, least) {
    const sums = { records: 0, strikes: 0, vessels: 0, low: 0, high: 0, open: 0, unstated: 0, placed: 0, areas: 0, unplaced: 0 };
    for (let row = 0; row < levels.length; row++) {
      if (levels[row] < least) continue;
      sums.records += 1;
      sums[PLACES[columns.precision[row]]] += 1;
      if (columns.role[row] === STRIKE) addStrike(sums, columns.vessels[row], columns.low[row], columns.high[row]);
    }
    return sums;
  }

  function addStrike(sums, vessels, low, high) {
    sums.strikes += 1;
    sums.vessels += vessels || 0;
    sums.low += low || 0;
    sums.high += high === null ? low || 0 : high;
    sums.open += high === null ? 1 : 0;
    sums.unstated += high === null && low === null ? 1 : 0;
  }

  const spanWords = (low, high) => (low === high ? maritime.number(low) : maritime.number(low) + "–" + maritime.number(high));

  const unstated = ({ strikes, unstated }) => strikes > 0 && unstated === strikes;

  const killedOf = (sums) => (unstated(sums) ? maritime.say("not stated") : spanWords(sums.low, sums.high));

  /** The figures above the map, by the names that their elements carry in data-live; pages/figures.py says the same. */
  function figuresOf(data, all, sure) {
    const both = sure.records < all.records;
    const cells = both && data.bounds ? boundCells(all, sure) : plainCells(all, both ? sure : null);
    const number = maritime.number;
    const placed = [
      maritime.say("{shown} shown of {total}", { shown: number(all.records), total: number(data.total) }),
      maritime.say("{n} placed", { n: number(all.placed) }),
      maritime.say("{n} as areas", { n: number(all.areas) }),
      maritime.say("{n} in trays", { n: number(all.unplaced) }),
    ].join(" · ");
    return { ...cells, placed };
  }

  function boundCells(all, sure) {
    return {
      "strikes": spanWords(sure.strikes, all.strikes), "strikes-label": maritime.say("strikes, surely to possibly"), "strikes-sure": "",
      "vessels": spanWords(sure.vessels, all.vessels), "vessels-label": maritime.say("vessels struck, surely to possibly"), "vessels-sure": "",
      "killed": spanWords(sure.low, all.high), "killed-label": maritime.say("killed, surely to possibly"), "killed-sure": "",
    };
  }

  function plainCells(all, sure) {
    const surely = (figure) => (sure ? maritime.say("{figure} surely", { figure }) : "");
    const killed = all.open ? maritime.say("killed; {n} without an upper figure", { n: maritime.number(all.open) }) : maritime.say("killed");
    return {
      "strikes": maritime.number(all.strikes), "strikes-label": maritime.count(all.strikes, "strike", "strikes"),
      "strikes-sure": surely(sure && maritime.number(sure.strikes)),
      "vessels": maritime.number(all.vessels), "vessels-label": maritime.count(all.vessels, "vessel struck", "vessels struck"),
      "vessels-sure": surely(sure && maritime.number(sure.vessels)),
      "killed": killedOf(all), "killed-label": killed, "killed-sure": surely(sure && killedOf(sure)),
    };
  }

  /* ---- words ---- */

  let monthName = null; // of the language spoken now

  function useLanguage(code, told) {
    maritime.speak(code, told);
    const form = new Intl.DateTimeFormat(code === "en" ? "en-US" : code, { month: "short", timeZone: "UTC" });
    monthName = (day) => form.format(day * DAY_MS);
  }

  /** A day as it reads: "2 Sep 2025". */
  function dayWords(day) {
    const [year, , date] = partsOf(day);
    return date + " " + monthName(day) + " " + year;
  }

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  /** A period as it reads at the beginning of a line. */
  const periodWords = (period) => capital(periodPhrase(period));

  function periodPhrase({ start, end }) {
    if (start === null && end === null) return maritime.say("All dates");
    if (start === end) return maritime.say("On {day}", { day: dayWords(start) });
    if (start === null) return maritime.say("Until {day}", { day: dayWords(end) });
    if (end === null) return maritime.say("From {day}", { day: dayWords(start) });
    return maritime.say("{start} to {end}", { start: dayWords(start), end: dayWords(end) });
  }

  function killedWords(sums) {
    if (unstated(sums)) return maritime.say("killed not stated");
    if (sums.low === sums.high) return maritime.count(sums.low, "{n} killed", "{n} killed");
    return maritime.say("{figures} killed", { figures: spanWords(sums.low, sums.high) });
  }

  function tallyWords(data, sums) {
    return [
      maritime.say("{shown} of {total} records", { shown: maritime.number(sums.records), total: maritime.number(data.records.kind.length) }),
      maritime.count(sums.strikes, "{n} strike", "{n} strikes"),
      maritime.count(sums.vessels, "{n} vessel struck", "{n} vessels struck"),
      killedWords(sums),
    ].join(" · ");
  }

  /* ---- elements ---- */

  /** An HTML element; `text` is written as text. */
  function html(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    if (tag === "button") element.type = "button";
    return element;
  }

  /** An SVG element with its attributes set. */
  function svg(tag, attributes, className) {
    const element = document.createElementNS(SVG, tag);
    if (className) element.setAttribute("class", className);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  }

  /** Write text where it differs, so that nothing is announced or drawn anew that is as it was. */
  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function set(element, name, value) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }

  const STROKES = {
    play: "M-3.5,-5L5,0L-3.5,5Z", stop: "M-4,-4H4V4H-4Z", back: "M2.5,-4.5L-2,0L2.5,4.5", on: "M-2.5,-4.5L2,0L-2.5,4.5",
  };

  function icon(name) {
    const drawing = svg("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" }, "icon is-" + name);
    drawing.append(svg("path", { d: STROKES[name] }));
    return drawing;
  }

  function iconButton(name, act) {
    const button = html("button", "tool " + name);
    button.append(icon(name));
    button.addEventListener("click", act);
    return button;
  }

  /** Buttons of which one is pressed, as one row; `act` gets the value of the one clicked. */
  function choice(className, values, act) {
    const row = html("div", "choice " + className);
    row.setAttribute("role", "group");
    for (const value of values) {
      const button = html("button");
      button.dataset.value = value;
      button.addEventListener("click", () => act(value));
      row.append(button);
    }
    return row;
  }

  function press(row, value) {
    for (const button of row.querySelectorAll("button")) set(button, "aria-pressed", button.dataset.value === String(value));
  }

  /* ---- the frame: built once, filled with words and data at each update ---- */

  const SPEEDS = [1, 2, 4];
  const MODES = ["moving", "cumulative"];
  const KEYED_MS = 450; // a pause of so long after a key ends a choice made by keys

  function build(parent) {
    const bar = { root: html("section", "timebar"), mode: "moving", speed: 1, period: { start: null, end: null }, pending: null, told: "", drag: null, run: null, keyed: 0, hover: null };
    bar.inner = html("div", "inner");
    bar.inner.append(wordsRow(bar), controlsRow(bar), plotOf(bar), foldOf(bar));
    bar.tip = html("div", "tip");
    bar.tip.hidden = true;
    bar.root.append(bar.inner, bar.tip);
    bar.status = html("p", "spoken");
    bar.status.setAttribute("role", "status");
    bar.root.append(bar.status);
    parent.append(bar.root);
    bar.watch = new ResizeObserver(() => bar.data && layout(bar));
    bar.watch.observe(bar.root);
    return bar;
  }

  function wordsRow(bar) {
    const row = html("p", "words");
    bar.periodWords = html("strong", "period-words");
    bar.tallyWords = html("span", "tally-words");
    bar.sourceWords = html("span", "source-words");
    row.append(bar.periodWords, bar.tallyWords, bar.sourceWords);
    return row;
  }

  function controlsRow(bar) {
    const row = html("div", "controls");
    bar.playButton = iconButton("play", () => (bar.run ? halt(bar, true) : play(bar)));
    bar.playButton.append(icon("stop"));
    bar.backButton = iconButton("back", () => step(bar, -1));
    bar.onButton = iconButton("on", () => step(bar, 1));
    const stepping = html("div", "choice steps");
    stepping.append(bar.backButton, bar.onButton);
    bar.modes = choice("modes", MODES, (mode) => setPlay(bar, { mode }));
    bar.speeds = choice("speeds", SPEEDS, (speed) => setPlay(bar, { speed: speed === bar.speed ? nextSpeed(speed) : speed }));
    bar.presets = html("div", "choice presets");
    bar.presets.setAttribute("role", "group");
    bar.presetList = html("select", "preset-list");
    bar.presetList.addEventListener("change", () => usePreset(bar, bar.presetList.value));
    row.append(bar.playButton, stepping, bar.modes, bar.speeds, bar.presets, bar.presetList, fieldsOf(bar));
    return row;
  }

  const nextSpeed = (speed) => SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];

  /** Mode or speed of playing; what is being played goes on from where it is. */
  function setPlay(bar, changes) {
    Object.assign(bar, changes);
    press(bar.modes, bar.mode);
    press(bar.speeds, bar.speed);
    if (bar.run) play(bar);
  }

  function fieldsOf(bar) {
    const fields = html("div", "fields");
    bar.fields = ["start", "end"].map((side) => {
      const label = html("label");
      const field = Object.assign(html("input"), { type: "text", inputMode: "numeric", maxLength: 10, placeholder: "YYYY-MM-DD", autocomplete: "off", spellcheck: false, name: "period-" + side });
      field.addEventListener("change", () => takeTyped(bar));
      field.addEventListener("keydown", (event) => { if (event.key === "Escape") showTyped(bar); });
      label.append(html("span"), field);
      fields.append(label);
      return field;
    });
    return fields;
  }

  function plotOf(bar) {
    const plot = html("div", "plot");
    bar.plot = plot;
    bar.gutter = html("div", "gutter");
    bar.range = html("div", "range");
    bar.drawing = svg("svg", {});
    bar.track = html("div", "track");
    bar.middle = slider(bar, "middle");
    bar.handles = { start: slider(bar, "start"), end: slider(bar, "end") };
    plot.append(bar.range, bar.drawing, bar.gutter, bar.track, bar.middle, bar.handles.start, bar.handles.end);
    plot.addEventListener("pointerdown", (event) => beginDrag(bar, event));
    plot.addEventListener("pointermove", (event) => (bar.drag ? drag(bar, event) : hover(bar, event)));
    plot.addEventListener("pointerup", (event) => endDrag(bar, event));
    plot.addEventListener("pointercancel", () => cancelDrag(bar));
    plot.addEventListener("pointerleave", () => hideTip(bar));
    plot.addEventListener("keydown", (event) => cellKey(bar, event));
    plot.addEventListener("focusin", (event) => event.target.matches(".cell:focus-visible") && tipOfCell(bar, event.target));
    plot.addEventListener("focusout", () => hideTip(bar));
    return plot;
  }

  function slider(bar, part) {
    const element = html("div", "handle " + part);
    element.dataset.part = part;
    element.tabIndex = 0;
    element.setAttribute("role", "slider");
    element.setAttribute("aria-orientation", "horizontal");
    element.addEventListener("keydown", (event) => sliderKey(bar, part, event));
    element.addEventListener("blur", () => settle(bar));
    return element;
  }

  /** The button that opens zones and statements where the bar is narrow. */
  function foldOf(bar) {
    bar.foldButton = html("button", "fold");
    bar.foldButton.setAttribute("aria-expanded", "false");
    bar.foldButton.addEventListener("click", () => {
      const open = bar.root.classList.toggle("is-open");
      bar.foldButton.setAttribute("aria-expanded", String(open));
      layout(bar);
    });
    return bar.foldButton;
  }

  function name(element, words) {
    set(element, "aria-label", words);
    if (element.matches("button")) set(element, "title", words);
  }

  /** The words of everything that stays. */
  function label(bar) {
    bar.root.setAttribute("aria-label", maritime.say("Time bar: the period shown"));
    name(bar.backButton, maritime.say("One window back"));
    name(bar.onButton, maritime.say("One window forward"));
    name(bar.modes, maritime.say("How the period plays"));
    name(bar.speeds, maritime.say("Speed of playing"));
    name(bar.presets, maritime.say("Periods"));
    name(bar.presetList, maritime.say("Periods"));
    name(bar.handles.start, maritime.say("Start of the period"));
    name(bar.handles.end, maritime.say("End of the period"));
    name(bar.middle, maritime.say("The period as a whole"));
    const modes = { moving: maritime.say("Moving"), cumulative: maritime.say("Cumulative") };
    for (const button of bar.modes.children) write(button, modes[button.dataset.value]);
    for (const button of bar.speeds.children) {
      write(button, button.dataset.value + "×");
      name(button, maritime.say("{n} times the speed", { n: button.dataset.value }));
    }
    bar.fields.forEach((field, index) => write(field.previousSibling, index ? maritime.say("To") : maritime.say("From")));
    write(bar.foldButton, maritime.say("Zones and statements"));
    press(bar.modes, bar.mode);
    press(bar.speeds, bar.speed);
    labelPlay(bar);
  }

  function labelPlay(bar) {
    bar.root.classList.toggle("is-playing", Boolean(bar.run));
    name(bar.playButton, bar.run ? maritime.say("Stop") : maritime.say("Play"));
  }

  /* ---- presets, steps, typed days ---- */

  const MOST_YEARS = 3;

  /** Periods to choose from, by their name: counted back from the last day of the sources, whole years, everything. */
  function presetsOf({ axis, until }) {
    const [from, to] = [partsOf(axis[0])[0], partsOf(Math.max(until, axis[0]))[0]];
    const back = [30, 90].map((days) => ["last " + days, maritime.count(days, "{n} day", "{n} days"), { start: until - days + 1, end: until }]);
    const years = [];
    for (let year = Math.max(from, to - MOST_YEARS + 1); year <= to; year++) {
      years.push(["year " + year, String(year), { start: dayOf(year, 0, 1), end: dayOf(year, 11, 31) }]);
    }
    return [...back, ...years, ["all", maritime.say("All"), { start: null, end: null }]];
  }

  function fillPresets(bar) {
    bar.choices = presetsOf(bar.data);
    const key = JSON.stringify(bar.choices);
    if (key === bar.choicesKey) return;
    bar.choicesKey = key;
    bar.presets.replaceChildren(...bar.choices.map(([value, words]) => {
      const button = html("button", "", words);
      button.dataset.value = value;
      button.addEventListener("click", () => usePreset(bar, value));
      return button;
    }));
    const none = Object.assign(html("option", "", maritime.say("Period")), { value: "", disabled: true, hidden: true });
    bar.presetList.replaceChildren(none, ...bar.choices.map(([value, words]) => Object.assign(html("option", "", words), { value })));
  }

  function usePreset(bar, value) {
    const chosen = bar.choices.find(([key]) => key === value);
    if (chosen) choose(bar, chosen[2]);
  }

  const same = (one, other) => one.start === other.start && one.end === other.end;

  function showPreset(bar) {
    const now = bar.choices.find(([, , period]) => same(period, bar.period));
    press(bar.presets, now ? now[0] : "");
    if (bar.presetList.value !== (now ? now[0] : "")) bar.presetList.value = now ? now[0] : "";
  }

  /** First and last day of the period, where it is open those of the data. */
  function windowOf({ period, data }) {
    const start = period.start === null ? Math.min(data.axis[0], period.end === null ? Infinity : period.end) : period.start;
    return [start, period.end === null ? Math.max(data.until, start) : period.end];
  }

  /** A window moved by its own length; whole months move by as many months. */
  function moved([start, end], direction) {
    const [[fromYear, fromMonth, fromDate], [toYear, toMonth, toDate]] = [partsOf(start), partsOf(end + 1)];
    const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
    if (fromDate === 1 && toDate === 1) return { start: monthsOn(start, direction * months), end: monthsOn(end + 1, direction * months) - 1 };
    const days = direction * (end - start + 1);
    return { start: start + days, end: end + days };
  }

  function canStep(bar, direction) {
    const { period, data } = bar;
    return direction < 0 ? period.start !== null && period.start > data.axis[0] : period.end !== null && period.end < data.axis[1];
  }

  function step(bar, direction) {
    if (canStep(bar, direction)) choose(bar, moved(windowOf(bar), direction));
  }

  function takeTyped(bar) {
    const days = bar.fields.map((field, index) => (field.value.trim() ? typedDay(field.value, index === 1) : null));
    bar.fields.forEach((field, index) => set(field, "aria-invalid", Number.isNaN(days[index])));
    if (days.some(Number.isNaN)) {
      const error = maritime.say("Write a day as year-month-day, such as 2025-10-31");
      bar.fields.forEach((field) => { field.title = field.getAttribute("aria-invalid") === "true" ? error : ""; });
      write(bar.status, error);
      return;
    }
    const [start, end] = days[0] !== null && days[1] !== null && days[0] > days[1] ? days.reverse() : days;
    choose(bar, { start, end });
  }

  function showTyped(bar) {
    [bar.period.start, bar.period.end].forEach((day, index) => {
      const field = bar.fields[index];
      if (field.value !== isoOf(day)) field.value = isoOf(day);
      set(field, "aria-invalid", false);
      field.title = "";
    });
  }

  /* ---- choosing: previews stay here, a choice goes to Python once ---- */

  const PATIENCE_MS = 8000; // after so long without its answer a choice counts as refused

  /** A period whose ends at the axis' ends are open. */
  function opened({ axis }, { start, end }) {
    return { start: start !== null && start <= axis[0] ? null : start, end: end !== null && end >= axis[1] ? null : end };
  }

  function preview(bar, period) {
    if (same(period, bar.period) && bar.levels) return;
    bar.period = period;
    paint(bar);
    tellMap(bar, true);
  }

  function choose(bar, period) {
    halt(bar, false);
    bar.period = period;
    commit(bar);
  }

  /** Give the period to Python, unless it is the one that Python shows. */
  function commit(bar) {
    clearTimeout(bar.keyed);
    bar.keyed = 0;
    bar.pending = same(bar.period, bar.data.period) ? null : { ...bar.period, until: performance.now() + PATIENCE_MS };
    paint(bar);
    tellMap(bar, false);
    write(bar.status, bar.periodWords.textContent + " · " + bar.tallyWords.textContent);
    if (!bar.pending) return;
    bar.send("period", { start: isoOf(bar.period.start) || null, end: isoOf(bar.period.end) || null });
    setTimeout(() => bar.pending && performance.now() >= bar.pending.until && adopt(bar), PATIENCE_MS + 50);
  }

  /** Show the period that Python shows. */
  function adopt(bar) {
    bar.pending = null;
    bar.period = { ...bar.data.period };
    paint(bar);
    tellMap(bar, false);
  }

  /** End a choice that was made by keys. */
  function settle(bar) {
    if (bar.keyed) commit(bar);
  }

  function later(bar) {
    clearTimeout(bar.keyed);
    bar.keyed = setTimeout(() => settle(bar), KEYED_MS);
  }

  const mapFrame = () => document.querySelector("iframe[title='streamlit_folium.st_folium']");

  /** Tell the map which records and zones the period holds, where that is news. */
  function tellMap(bar, ghosts) {
    const zones = zonesIn(bar);
    const news = bar.levels.join("") + "|" + zones.join() + "|" + ghosts;
    if (news === bar.told) return;
    const select = mapFrame()?.contentWindow?.maritime?.select;
    if (!select || (!bar.told && same(bar.period, bar.data.period))) return;
    if (select(Array.from(bar.levels), zones, { ghosts }) !== false) bar.told = news;
  }

  function zonesIn({ data, period }) {
    const { id, first, last } = data.zones;
    const start = period.start === null ? -Infinity : period.start;
    const end = period.end === null ? Infinity : period.end;
    return id.filter((_zone, row) => (last[row] === null || last[row] >= start) && (first[row] === null || first[row] <= end));
  }

  /* ---- dragging ---- */

  const CLICK = 4; // pixels: a shorter way is a click

  const dayAt = (bar, x) => Math.floor((x - bar.left) / bar.perDay) + bar.data.axis[0];
  const xOf = (bar, day) => bar.left + (day - bar.data.axis[0]) * bar.perDay;
  const within = (value, [low, high]) => Math.max(low, Math.min(high, value));
  const xIn = (bar, event) => event.clientX - bar.plot.getBoundingClientRect().left;
  const yIn = (bar, event) => event.clientY - bar.plot.getBoundingClientRect().top;

  function beginDrag(bar, event) {
    const handle = event.target.closest(".handle");
    if (event.button !== 0 || (!handle && (yIn(bar, event) > bar.rows.track || xIn(bar, event) < bar.left))) return;
    const before = { ...bar.period };
    halt(bar, false);
    clearTimeout(bar.keyed);
    bar.keyed = 0;
    hideTip(bar);
    bar.drag = { part: handle ? handle.dataset.part : "brush", x: xIn(bar, event), y: yIn(bar, event), from: shownWindow(bar), before, pointer: event.pointerId, moved: false };
    bar.plot.setPointerCapture(event.pointerId);
    if (handle) handle.focus({ preventScroll: true });
    if (event.pointerType === "mouse") event.preventDefault();
  }

  /** The period as far as the axis shows it. */
  function shownWindow({ period, data }) {
    return [within(period.start === null ? data.axis[0] : period.start, data.axis), within(period.end === null ? data.axis[1] : period.end, data.axis)];
  }

  function drag(bar, event) {
    if (event.pointerId !== bar.drag.pointer) return;
    const x = xIn(bar, event);
    if (!bar.drag.moved && Math.abs(x - bar.drag.x) < CLICK) return;
    bar.drag.moved = true;
    bar.root.classList.add("is-dragged");
    preview(bar, opened(bar.data, DRAGGED[bar.drag.part](bar, x)));
  }

  const DRAGGED = {
    start(bar, x) {
      const { axis } = bar.data;
      const end = bar.drag.from[1];
      return { start: within(Math.round((x - bar.left) / bar.perDay) + axis[0], [axis[0], end]), end: bar.drag.before.end };
    },
    end(bar, x) {
      const { axis } = bar.data;
      const start = bar.drag.from[0];
      return { start: bar.drag.before.start, end: within(Math.round((x - bar.left) / bar.perDay) + axis[0] - 1, [start, axis[1]]) };
    },
    middle(bar, x) {
      const [start, end] = bar.drag.from;
      const days = within(Math.round((x - bar.drag.x) / bar.perDay), [bar.data.axis[0] - start, bar.data.axis[1] - end]);
      return days === 0 ? bar.drag.before : { start: start + days, end: end + days };
    },
    brush(bar, x) {
      const days = [bar.drag.x, x].map((at) => within(dayAt(bar, at), bar.data.axis)).sort((one, other) => one - other);
      return { start: days[0], end: days[1] };
    },
  };

  function endDrag(bar, event) {
    if (!bar.drag || event.pointerId !== bar.drag.pointer) return;
    const { part, moved: hasMoved, x, y } = bar.drag;
    bar.drag = null;
    bar.root.classList.remove("is-dragged");
    if (hasMoved) commit(bar);
    else if (part === "brush") clickAt(bar, x, y);
  }

  function cancelDrag(bar) {
    if (!bar.drag) return;
    bar.period = bar.drag.before;
    bar.drag = null;
    bar.root.classList.remove("is-dragged");
    commit(bar);
  }

  /** A click takes the record under it, and under a bar the bar's days. */
  function clickAt(bar, x, y) {
    if (bar.cells) {
      const row = nearestCell(bar, x, y);
      if (row !== null) chooseRecord(bar, row);
      return;
    }
    const bin = bar.bins.find(({ first, last }) => within(dayAt(bar, x), [first, last]) === dayAt(bar, x));
    if (bin && bin.total) choose(bar, opened(bar.data, { start: bin.first, end: bin.last }));
  }

  function chooseRecord(bar, row) {
    const { id } = bar.data.records;
    bar.record = bar.record === id[row] ? null : id[row];
    markChosen(bar);
    bar.send("record", bar.record);
  }

  /* ---- keys ---- */

  /** The day that a key leads to from a day; undefined for other keys. */
  function keyedDay(key, day, [first, last]) {
    const days = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[key];
    if (days) return day + days;
    if (key === "PageUp" || key === "PageDown") return monthsOn(day, key === "PageUp" ? 1 : -1);
    return { Home: first, End: last }[key];
  }

  function sliderKey(bar, part, event) {
    if (event.key === "Escape" && bar.drag) return cancelDrag(bar);
    if (event.key === "Escape" && bar.keyed) return choose(bar, { ...bar.data.period });
    if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
    const [start, end] = shownWindow(bar);
    const day = keyedDay(event.key, part === "end" ? end : start, bar.data.axis);
    if (day === undefined) return undefined;
    event.preventDefault();
    halt(bar, false);
    preview(bar, opened(bar.data, KEYED[part](day, start, end, bar)));
    return later(bar);
  }

  const KEYED = {
    start: (day, _start, end, { data, period }) => ({ start: within(day, [data.axis[0], end]), end: period.end }),
    end: (day, start, _end, { data, period }) => ({ start: period.start, end: within(day, [start, data.axis[1]]) }),
    middle(day, start, end, { data }) {
      const days = within(day - start, [data.axis[0] - start, data.axis[1] - end]);
      return { start: start + days, end: end + days };
    },
  };

  /** Arrow keys go from record to record in time; Enter or the space bar chooses. */
  function cellKey(bar, event) {
    const cell = event.target.closest(".cell");
    if (!cell || !bar.cells) return;
    const at = bar.order.indexOf(Number(cell.dataset.row));
    const last = bar.order.length - 1;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (event.key === "Enter" || event.key === " ") chooseRecord(bar, bar.order[at]);
    else if (to === undefined) return;
    else focusCell(bar, bar.order[within(to, [0, last])]);
    event.preventDefault();
  }

  function focusCell(bar, row) {
    stopAt(bar, row);
    bar.cells[row].focus({ preventScroll: true });
  }

  /** One cell is in the order of the tab key. */
  function stopAt(bar, row) {
    if (bar.stop !== undefined && bar.cells[bar.stop]) bar.cells[bar.stop].setAttribute("tabindex", -1);
    if (bar.cells[row]) bar.cells[row].setAttribute("tabindex", 0);
    bar.stop = row;
  }

  /* ---- playing ---- */

  const WHOLE_S = 24; // seconds in which the whole axis plays at the slowest speed
  const STILL_MS = 1600; // between two steps where the reader wants no motion
  const USUAL_WINDOW = 30; // days

  const wantsNoMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** The periods of a run by the days that have passed, and how many days it takes. */
  function runOf(bar) {
    const { axis, until } = bar.data;
    const open = bar.period.start === null && bar.period.end === null;
    const usual = Math.max(1, Math.min(USUAL_WINDOW, Math.round((until - axis[0]) / 8)));
    if (bar.mode === "cumulative") {
      const from = bar.period.start === null ? axis[0] : bar.period.start;
      const begin = bar.period.end === null || bar.period.end >= until ? from : bar.period.end;
      const end = (days) => Math.min(begin + days, until);
      return { length: until - begin, stride: usual, at: (days) => ({ start: bar.run.open ? null : from, end: bar.run.open && end(days) >= until ? null : end(days) }), open: bar.period.start === null };
    }
    const [start, end] = windowOf(bar);
    const size = open ? usual : end - start + 1;
    const begin = open || start + size - 1 >= until ? axis[0] : start;
    return { length: Math.max(0, until - size + 1 - begin), stride: size, at: (days) => ({ start: begin + days, end: begin + days + size - 1 }) };
  }

  function play(bar) {
    const usual = bar.run;
    halt(bar, false);
    bar.run = { ...runOf(bar), days: 0, whole: usual };
    labelPlay(bar);
    if (wantsNoMotion()) return stride(bar, bar.run);
    let before = null;
    const frame = (now) => {
      if (!bar.run) return;
      bar.run.days += before === null ? 0 : ((now - before) / 1000) * ((bar.data.axis[1] - bar.data.axis[0]) / WHOLE_S) * bar.speed;
      before = now;
      if (advance(bar, Math.floor(bar.run.days))) bar.run.timer = requestAnimationFrame(frame);
    };
    bar.run.timer = requestAnimationFrame(frame);
    return undefined;
  }

  /** Show the period after so many days of a run; false at its end. */
  function advance(bar, days) {
    const { run } = bar;
    preview(bar, run.at(Math.min(days, run.length)));
    if (days < run.length) return true;
    halt(bar, true);
    return false;
  }

  /** Window by window, without motion. */
  function stride(bar, run) {
    if (bar.run !== run || !advance(bar, run.days)) return;
    run.days += run.stride;
    run.wait = setTimeout(() => stride(bar, run), STILL_MS / bar.speed);
  }

  function halt(bar, keep) {
    if (!bar.run) return;
    cancelAnimationFrame(bar.run.timer);
    clearTimeout(bar.run.wait);
    bar.run = null;
    labelPlay(bar);
    if (keep) commit(bar);
  }

  /* ---- drawing what stays while the period changes ---- */

  const ROWS = { chart: 96, spans: 11, track: 14, axis: 18, statements: 10, zones: 34 };
  const GUTTER = 124;
  const NARROW = 560; // pixels: below this the bar has no gutter, and its lanes are folded
  const MOST_CELLS = 600;
  const LEAST_CELL = 5;
  const LARGEST_CELL = 11;

  /** Where each row ends, from the top of the plot. */
  function rowsOf(withLanes) {
    let at = 0;
    const ends = {};
    for (const row in ROWS) ends[row] = at += withLanes || !["statements", "zones"].includes(row) ? ROWS[row] : 0;
    return ends;
  }

  function layout(bar) {
    const width = bar.root.clientWidth;
    if (!width) return;
    const narrow = width < NARROW;
    bar.rows = rowsOf(!narrow || bar.root.classList.contains("is-open"));
    bar.left = narrow ? 0 : GUTTER;
    bar.width = width;
    bar.perDay = (width - bar.left) / (bar.data.axis[1] - bar.data.axis[0] + 1);
    bar.plot.style.height = bar.rows.zones + "px";
    set(bar.drawing, "width", width);
    set(bar.drawing, "height", bar.rows.zones);
    draw(bar);
    paint(bar);
  }

  function draw(bar) {
    const focused = document.activeElement && document.activeElement.closest(".cell") && bar.root.contains(document.activeElement);
    bar.anchors = bar.columns.first.map((first, row) => (Number.isFinite(first) ? first : bar.columns.last[row]));
    chooseBins(bar);
    bar.drawing.replaceChildren(hatching(), ...noData(bar), chartOf(bar), spansOf(bar), axisOf(bar), ...lanesOf(bar));
    fillGutter(bar);
    markChosen(bar);
    if (focused && bar.cells) focusCell(bar, bar.stop);
  }

  /* ---- bins: days, weeks, months or years ---- */

  const MONDAY = 4; // 1970-01-05
  const UNITS = {
    day: (day) => [day, day],
    week(day) {
      const first = day - ((((day - MONDAY) % 7) + 7) % 7);
      return [first, first + 6];
    },
    month(day) {
      const [year, month] = partsOf(day);
      return [dayOf(year, month, 1), dayOf(year, month + 1, 0)];
    },
    year(day) {
      const [year] = partsOf(day);
      return [dayOf(year, 0, 1), dayOf(year, 11, 31)];
    },
  };
  const NARROWEST = { cells: LEAST_CELL, bars: 3 }; // pixels of a bin

  function binsOf(bar, unit) {
    const bins = [];
    const [from, to] = bar.data.axis;
    for (let day = from; day <= to; day = bins[bins.length - 1].last + 1) {
      const [first, last] = UNITS[unit](day);
      bins.push({ first, last, rows: [], total: 0 });
    }
    bar.anchors.forEach((day, row) => {
      if (!Number.isFinite(day)) return;
      const bin = bins[binAt(bins, within(day, [from, to]))];
      bin.rows.push(row);
      bin.total += 1;
    });
    return bins;
  }

  /** Position of the bin that holds a day. */
  function binAt(bins, day) {
    let [low, high] = [0, bins.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bins[middle].first <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The largest cell with which every bin's cells fit into the chart; 0 where none does. */
  function cellSize(bins, width) {
    const most = Math.max(0, ...bins.map((bin) => bin.total));
    for (let size = LARGEST_CELL; size >= LEAST_CELL; size -= 0.5) {
      const columns = Math.floor(width / size);
      if (columns && Math.ceil(most / columns) * size <= ROWS.chart - 8) return size;
    }
    return 0;
  }

  /** The finest bins in which the records fit as cells, else the finest in which bars can be told apart. */
  function chooseBins(bar) {
    const days = { day: 1, week: 7, month: 30, year: 365 };
    bar.size = 0;
    for (const unit of bar.data.records.id ? Object.keys(UNITS) : []) {
      const width = days[unit] * bar.perDay;
      if (bar.columns.first.length > MOST_CELLS || width < NARROWEST.cells) continue;
      Object.assign(bar, { unit, bins: binsOf(bar, unit) });
      bar.size = cellSize(bar.bins, width - 1);
      if (bar.size) return;
    }
    bar.unit = Object.keys(UNITS).find((unit) => days[unit] * bar.perDay >= NARROWEST.bars) || "year";
    bar.bins = binsOf(bar, bar.unit);
  }

  /* ---- cells and bars ---- */

  // Shapes of about the same weight by kind, as on the map, centred on 0, for a cell of 1.
  const SHAPES = {
    circle: (s) => `m${-s * 0.45},0a${s * 0.45},${s * 0.45} 0 1 0 ${s * 0.9},0a${s * 0.45},${s * 0.45} 0 1 0 ${-s * 0.9},0z`,
    square: (s) => `m${-s * 0.4},${-s * 0.4}h${s * 0.8}v${s * 0.8}h${-s * 0.8}z`,
    diamond: (s) => `m0,${-s * 0.52}l${s * 0.52},${s * 0.52}l${-s * 0.52},${s * 0.52}l${-s * 0.52},${-s * 0.52}z`,
  };

  const shapeOf = (kind) => SHAPES[kind.shape] || SHAPES.circle;

  function chartOf(bar) {
    const chart = svg("g", { role: "group" }, "chart");
    chart.setAttribute("aria-label", maritime.say("Records by date"));
    chart.append(svg("path", { d: `M${bar.left},${ROWS.chart - 0.5}H${bar.width}` }, "base"));
    bar.cells = bar.size ? [] : null;
    bar.spots = [];
    if (bar.cells) for (const bin of bar.bins) chart.append(...cellsOf(bar, bin));
    else chart.append(...barsOf(bar));
    bar.order = bar.spots.map(({ row }) => row).sort((one, other) => bar.anchors[one] - bar.anchors[other] || one - other);
    if (bar.cells && bar.order.length) stopAt(bar, bar.order.includes(bar.stop) ? bar.stop : bar.order[0]);
    return chart;
  }

  /** Cells of a bin, by kind and date, row upon row. */
  function cellsOf(bar, { first, last, rows }) {
    const { kind } = bar.columns;
    const [left, right] = [Math.max(xOf(bar, first), bar.left), Math.min(xOf(bar, last + 1), bar.width)];
    const columns = Math.max(1, Math.floor((right - left) / bar.size));
    const sorted = [...rows].sort((one, other) => kind[one] - kind[other] || one - other);
    return sorted.map((row, index) => {
      const x = left + ((index % columns) + 0.5) * bar.size;
      const y = ROWS.chart - 2 - (Math.floor(index / columns) + 0.5) * bar.size;
      bar.spots.push({ row, x, y });
      return (bar.cells[row] = cellOf(bar, row, x, y));
    });
  }

  function cellOf(bar, row, x, y) {
    const kind = bar.columns.kind[row];
    const cell = svg("path", { d: `M${x},${y}` + shapeOf(bar.data.kinds[kind])(bar.size), role: "button", tabindex: -1, "data-row": row, "aria-label": titleOf(bar, row) }, "cell");
    cell.style.setProperty("--kind", `var(--bar-kind-${kind})`);
    return cell;
  }

  /** What a record is called: its date, and the vessel, site or event. */
  function titleOf({ data: { records }, columns }, row) {
    const at = records.dated.indexOf(row);
    return (at < 0 ? dayWords(columns.first[row]) : records.when[at]) + " · " + records.names[records.what[row]];
  }

  function nearestCell(bar, x, y) {
    let [nearest, least] = [null, Math.max(bar.size, 10)];
    for (const spot of bar.spots) {
      const distance = Math.hypot(spot.x - x, spot.y - y);
      if (distance < least) [nearest, least] = [spot.row, distance];
    }
    return nearest;
  }

  /** For each kind a path of what lies in the period and one of what does not; `paintBars` gives them their shape. */
  function barsOf(bar) {
    bar.highest = Math.max(1, ...bar.bins.map(({ total }) => total));
    bar.barPaths = bar.data.kinds.flatMap((_kind, index) => [true, false].map((inside) => {
      const path = svg("path", {}, inside ? "bar is-in" : "bar is-out");
      path.style.setProperty("--kind", `var(--bar-kind-${index})`);
      return path;
    }));
    return bar.barPaths;
  }

  function paintBars(bar) {
    const shapes = bar.barPaths.map(() => "");
    for (const bin of bar.bins) {
      const [left, right] = [Math.max(xOf(bar, bin.first), bar.left), Math.min(xOf(bar, bin.last + 1), bar.width)];
      let y = ROWS.chart - 1;
      partsOfBin(bar, bin).forEach((count, index) => {
        if (!count) return;
        const height = (count / bar.highest) * (ROWS.chart - 8);
        shapes[index] += `M${left.toFixed(1)},${y.toFixed(1)}V${(y -= height).toFixed(1)}H${Math.max(left + 1, right - 1).toFixed(1)}v${height.toFixed(1)}z`;
      });
    }
    bar.barPaths.forEach((path, index) => set(path, "d", shapes[index]));
  }

  /** How many records of each kind a bin holds, those in the period and those outside. */
  function partsOfBin({ data, columns, levels }, { rows }) {
    const parts = new Array(data.kinds.length * 2).fill(0);
    for (const row of rows) parts[2 * columns.kind[row] + (levels[row] ? 0 : 1)] += 1;
    return parts;
  }

  function markChosen(bar) {
    if (!bar.cells) return;
    for (const { row } of bar.spots) {
      const chosen = bar.data.records.id[row] === bar.record;
      bar.cells[row].classList.toggle("is-chosen", chosen);
      set(bar.cells[row], "aria-pressed", chosen);
      if (!chosen) continue;
      bar.cells[row].parentNode.append(bar.cells[row]); // over its neighbours
      stopAt(bar, row);
    }
  }

  /* ---- spans: records whose date is not one day ---- */

  const SPAN_LANES = 3;

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

  function spansOf(bar) {
    const { sureFirst, sureLast, kind } = bar.columns;
    const rows = Array.from(sureFirst.keys()).filter((row) => sureFirst[row] < sureLast[row] && Number.isFinite(bar.anchors[row])).sort((one, other) => sureFirst[one] - sureFirst[other]);
    const ends = rows.map((row) => [within(xOf(bar, sureFirst[row]), [bar.left, bar.width]), within(xOf(bar, sureLast[row] + 1), [bar.left, bar.width])]);
    const lanes = packed(ends, SPAN_LANES, 2);
    bar.spans = rows.map((row, index) => ({ row, ends: ends[index], lane: lanes[index] })).filter(({ lane }) => lane !== null);
    bar.spansLeft = rows.length - bar.spans.length;
    const group = svg("g", { "aria-hidden": "true" }, "spans");
    for (const span of bar.spans) group.append((span.line = spanLine(span, kind[span.row])));
    return group;
  }

  function spanLine({ ends: [from, to], lane }, kind) {
    const y = ROWS.chart + 3 + lane * 3;
    const line = svg("path", { d: `M${from + 0.5},${y - 1}v2m0,-1H${to - 0.5}m0,-1v2` }, "span");
    line.style.setProperty("--kind", `var(--bar-kind-${kind})`);
    return line;
  }

  /* ---- axis, hatching, lanes ---- */

  function hatching() {
    const pattern = svg("pattern", { id: "timebar-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(svg("path", { d: "M0,0V5" }));
    const definitions = svg("defs", {});
    definitions.append(pattern);
    return definitions;
  }

  /** What lies after the sources' last day: no data, which is not to say no events. */
  function noData(bar) {
    const x = xOf(bar, Math.max(bar.data.until + 1, bar.data.axis[0]));
    if (x > bar.width - 1) return [];
    const area = svg("rect", { x, y: 0, width: bar.width - x, height: bar.rows.spans }, "no-data");
    if (bar.width - x < 15) return [area];
    const words = svg("text", { transform: `translate(${x + (bar.width - x) / 2 + 3.5},${ROWS.chart - 4}) rotate(-90)` }, "no-data-words");
    words.textContent = maritime.say("no data");
    return [area, words];
  }

  const STEPS = [["day", 1], ["day", 2], ["day", 7], ["day", 14], ["month", 1], ["month", 2], ["month", 3], ["month", 6], ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 25], ["year", 50]];
  const STEP_DAYS = { day: 1, month: 30.4, year: 365.2 };
  const LABEL_WIDTH = { day: 52, month: 56, year: 40 };

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

  function tickWords(unit, day, isFirst) {
    const [year, month, date] = partsOf(day);
    if (unit === "year") return String(year);
    if (unit === "day") return date + " " + monthName(day);
    return isFirst || month === 0 ? monthName(day) + " " + year : monthName(day);
  }

  function axisOf(bar) {
    const group = svg("g", { "aria-hidden": "true" }, "axis");
    const { unit, days } = ticksOf(bar);
    let free = -Infinity;
    days.forEach((day, index) => {
      const x = Math.max(xOf(bar, day), bar.left);
      if (day >= bar.data.axis[0]) group.append(svg("path", { d: `M${x.toFixed(1)},${bar.rows.track}v5` }));
      const words = tickWords(unit, day, index === 0);
      if (x < free || x + words.length * 6 > bar.width) return;
      free = x + words.length * 6 + 8;
      const text = svg("text", { x: x + (day >= bar.data.axis[0] ? 4 : 0), y: bar.rows.track + 13 });
      text.textContent = words;
      group.append(text);
    });
    return group;
  }

  function lanesOf(bar) {
    bar.ticks = [];
    bar.lanes = [];
    if (bar.rows.zones === bar.rows.axis) return [];
    return [statementsOf(bar), zoneLanes(bar)];
  }

  /** Statements as ticks, one for each day on which any was made. */
  function statementsOf(bar) {
    const { day: days } = bar.data.statements;
    const group = svg("g", { "aria-hidden": "true" }, "statements");
    const byDay = new Map();
    days.forEach((day, row) => byDay.set(day, [...(byDay.get(day) || []), row]));
    for (const [day, rows] of byDay) {
      if (day < bar.data.axis[0] || day > bar.data.axis[1]) continue;
      const x = xOf(bar, day) + bar.perDay / 2;
      const line = svg("path", { d: `M${x.toFixed(1)},${bar.rows.axis + 1}v7` }, rows.length > 1 ? "tick is-several" : "tick");
      bar.ticks.push({ day, rows, x, line });
      group.append(line);
    }
    return group;
  }

  const LANE_PITCH = 4;

  function zoneLanes(bar) {
    const { zones } = bar.data;
    const ends = zones.id.map((_zone, row) => zoneEnds(bar, row));
    const lanes = packed(ends, Math.floor(ROWS.zones / LANE_PITCH), 3);
    const group = svg("g", { "aria-hidden": "true" }, "zone-lanes");
    ends.forEach(([from, to], row) => {
      if (lanes[row] === null || to - from < 0.5) return;
      const y = bar.rows.statements + 3 + lanes[row] * LANE_PITCH;
      const line = svg("path", { d: `M${from.toFixed(1)},${y}H${Math.max(to, from + 2).toFixed(1)}` }, "zone is-" + zones.role[row]);
      bar.lanes.push({ row, from, to: Math.max(to, from + 2), y, line });
      group.append(line);
    });
    return group;
  }

  /** From where to where a zone is drawn: not beyond the last day of which anything is known. */
  function zoneEnds(bar, row) {
    const { first, last } = bar.data.zones;
    const edge = Math.min(bar.width, xOf(bar, bar.data.until + 1));
    const from = first[row] === null ? bar.left : within(xOf(bar, first[row]), [bar.left, bar.width]);
    return [from, last[row] === null ? edge : within(xOf(bar, last[row] + 1), [bar.left, edge])];
  }

  /** Names of the rows at their left: what is counted, in which colours, and how many have no place on the axis. */
  function fillGutter(bar) {
    const row = (top, words, className = "") => {
      const line = html("p", className, words);
      line.style.top = top + "px";
      return line;
    };
    bar.gutter.hidden = bar.left === 0;
    if (!bar.left) return bar.gutter.replaceChildren();
    const legend = bar.data.kinds.map((kind, index) => legendRow(kind, index));
    const undated = bar.anchors.filter((day) => !Number.isFinite(day)).length;
    const by = { day: maritime.say("Records by day"), week: maritime.say("Records by week"), month: maritime.say("Records by month"), year: maritime.say("Records by year") };
    const key = html("div", "legend");
    key.append(html("p", "head", by[bar.unit]), ...legend);
    if (undated) key.append(html("p", "", maritime.count(undated, "{n} without a date", "{n} without a date")));
    const uncertain = bar.spansLeft ? maritime.say("Date uncertain, {n} more", { n: bar.spansLeft }) : maritime.say("Date uncertain");
    const labels = [row(bar.rows.chart - 1, bar.spans.length ? uncertain : "")];
    if (bar.rows.zones > bar.rows.axis) labels.push(row(bar.rows.axis - 2, maritime.say("Statements")), row(bar.rows.statements, zoneWords(bar)));
    return bar.gutter.replaceChildren(key, ...labels);
  }

  function zoneWords(bar) {
    const [drawn, all] = [bar.lanes.length, bar.data.zones.id.length];
    return drawn < all ? maritime.say("Zones, {drawn} of {all}", { drawn, all }) : maritime.say("Zones");
  }

  function legendRow(kind, index) {
    const line = html("p", "", kind.label);
    const key = svg("svg", { width: 9, height: 9, viewBox: "-5 -5 10 10", "aria-hidden": "true" });
    key.append(svg("path", { d: "M0,0" + shapeOf(kind)(9) }));
    key.style.setProperty("--kind", `var(--bar-kind-${index})`);
    line.prepend(key);
    return line;
  }

  /* ---- painting the period ---- */

  function paint(bar) {
    if (!bar.width) return;
    bar.levels = levelsOf(bar.columns, bar.period, bar.data.wanted);
    const [start, end] = shownWindow(bar);
    paintRange(bar, xOf(bar, start), xOf(bar, end + 1));
    paintRecords(bar);
    paintLanes(bar);
    paintWords(bar);
    paintControls(bar, start, end);
  }

  function paintRange(bar, from, to) {
    const width = Math.max(1, to - from);
    const place = (element, left, size) => {
      element.style.left = left + "px";
      element.style.width = size + "px";
    };
    place(bar.range, from, width);
    place(bar.middle, from, width);
    place(bar.track, bar.left, bar.width - bar.left);
    bar.range.style.height = bar.rows.track + "px";
    bar.track.style.top = bar.rows.spans + "px";
    bar.middle.style.top = bar.rows.spans + "px";
    bar.handles.start.style.left = from + "px";
    bar.handles.end.style.left = to + "px";
    for (const handle of Object.values(bar.handles)) handle.style.height = bar.rows.track + "px";
  }

  const LEVELS = ["is-out", "is-possible", "is-sure"];

  function paintRecords(bar) {
    const state = (element, level) => {
      if (element.dataset.level === String(level)) return;
      element.dataset.level = level;
      LEVELS.forEach((className, index) => element.classList.toggle(className, index === level));
    };
    if (bar.cells) for (const { row } of bar.spots) state(bar.cells[row], bar.levels[row]);
    else paintBars(bar);
    for (const { row, line } of bar.spans) state(line, bar.levels[row]);
  }

  function paintLanes(bar) {
    const held = new Set(zonesIn(bar));
    for (const { row, line } of bar.lanes) line.classList.toggle("is-out", !held.has(bar.data.zones.id[row]));
    const { start, end } = bar.period;
    for (const { day, line } of bar.ticks) line.classList.toggle("is-out", (start !== null && day < start) || (end !== null && day > end));
  }

  function paintWords(bar) {
    const all = tally(bar.columns, bar.levels, 1);
    write(bar.periodWords, periodWords(bar.period));
    write(bar.tallyWords, tallyWords(bar.data, all));
    const settled = same(bar.period, bar.data.period);
    const words = settled ? bar.data.figures : figuresOf(bar.data, all, tally(bar.columns, bar.levels, SURELY));
    for (const element of document.querySelectorAll("[data-live]")) {
      const told = words[element.dataset.live];
      if (told !== undefined) write(element, told);
    }
  }

  function paintControls(bar, start, end) {
    const [first, last] = bar.data.axis;
    showTyped(bar);
    showPreset(bar);
    bar.backButton.disabled = !canStep(bar, -1);
    bar.onButton.disabled = !canStep(bar, 1);
    const slides = [[bar.handles.start, start, first, end, dayWords(start)], [bar.handles.end, end, start, last, dayWords(end)], [bar.middle, start, first, Math.max(first, last - (end - start)), periodWords(bar.period)]];
    for (const [element, now, low, high, words] of slides) {
      set(element, "aria-valuemin", low);
      set(element, "aria-valuemax", high);
      set(element, "aria-valuenow", now);
      set(element, "aria-valuetext", words);
    }
  }

  /* ---- what the pointer is over ---- */

  function hover(bar, event) {
    if (event.pointerType === "touch" || bar.run || event.target.closest(".handle:not(.middle)")) return hideTip(bar);
    const [x, y] = [xIn(bar, event), yIn(bar, event)];
    const lines = x < bar.left ? null : linesAt(bar, x, y);
    bar.plot.classList.toggle("is-pointing", Boolean(lines && bar.cells && y < bar.rows.chart));
    return lines ? showTip(bar, x, Math.min(y, bar.rows.zones), lines) : hideTip(bar);
  }

  /** What is told at a point, or null. */
  function linesAt(bar, x, y) {
    if (y < bar.rows.chart) {
      if (dayAt(bar, x) > bar.data.until) return [noDataWords(bar)];
      return bar.cells ? cellLines(bar, nearestCell(bar, x, y)) : binLines(bar, x);
    }
    if (y < bar.rows.spans) return spanLines(bar, x);
    if (y < bar.rows.axis) return null;
    return y < bar.rows.statements ? statementLines(bar, x) : zoneLines(bar, x, y);
  }

  const noDataWords = ({ data }) => maritime.say("Sources reach {day}; what came later is no data, not no events.", { day: dayWords(data.until) });

  function cellLines(bar, row) {
    return row === null ? null : [titleOf(bar, row), ...uncertainty(bar, row)];
  }

  /** Between which days a record happened, where that is not one day. */
  function uncertainty({ columns }, row) {
    const [first, last] = [columns.sureFirst[row], columns.sureLast[row]];
    if (first === last || !Number.isFinite(first) || !Number.isFinite(last)) return [];
    return [maritime.say("Date uncertain: {start} to {end}", { start: dayWords(first), end: dayWords(last) })];
  }

  function binLines(bar, x) {
    const day = dayAt(bar, x);
    const bin = bar.bins[binAt(bar.bins, day)];
    if (!bin || !bin.total) return null;
    const counts = bar.data.kinds.map((kind, index) => [kind.label, bin.rows.filter((row) => bar.columns.kind[row] === index).length]);
    return [periodWords({ start: bin.first, end: bin.last }), ...counts.filter(([, count]) => count).map(([words, count]) => words + ": " + maritime.number(count))];
  }

  function spanLines(bar, x) {
    const found = bar.spans.filter(({ ends: [from, to] }) => from - 1 <= x && x <= to + 1).slice(0, 3);
    return found.length ? found.flatMap(({ row }) => cellLines(bar, row)) : null;
  }

  function statementLines(bar, x) {
    const nearest = bar.ticks.reduce((best, tick) => (!best || Math.abs(tick.x - x) < Math.abs(best.x - x) ? tick : best), null);
    if (!nearest || Math.abs(nearest.x - x) > 5) return null;
    const { kind, kinds, who, voices } = bar.data.statements;
    return [dayWords(nearest.day), ...nearest.rows.slice(0, 4).map((row) => kinds[kind[row]] + " · " + voices[who[row]])];
  }

  function zoneLines(bar, x, y) {
    const found = bar.lanes.find((lane) => Math.abs(lane.y - y) <= LANE_PITCH / 2 && lane.from - 2 <= x && x <= lane.to + 2);
    if (!found) return null;
    const { name: names, first, last } = bar.data.zones;
    return [names[found.row], periodWords({ start: first[found.row], end: last[found.row] })];
  }

  function showTip(bar, x, y, lines) {
    const key = lines.join("\n");
    if (bar.hover !== key) bar.tip.replaceChildren(...lines.map((line) => html("p", "", line)));
    bar.hover = key;
    bar.tip.hidden = false;
    const top = bar.plot.offsetTop + y;
    bar.tip.style.left = within(x - bar.tip.offsetWidth / 2, [0, Math.max(0, bar.width - bar.tip.offsetWidth)]) + "px";
    bar.tip.style.top = top - bar.tip.offsetHeight - 12 + "px";
  }

  function tipOfCell(bar, cell) {
    const { row, x, y } = bar.spots.find((spot) => spot.row === Number(cell.dataset.row));
    stopAt(bar, row);
    showTip(bar, x, y, cellLines(bar, row));
  }

  function hideTip(bar) {
    bar.tip.hidden = true;
    bar.hover = null;
    bar.plot.classList.remove("is-pointing");
  }

  /* ---- updates from Python ---- */

  const bars = new WeakMap(); // the bar in each element, for as long as the element lives

  function update(bar, data, send) {
    Object.assign(bar, { data, send, columns: columnsOf(data), record: data.record });
    useLanguage(data.language);
    bar.root.lang = data.language;
    data.kinds.forEach((kind, index) => bar.root.style.setProperty("--bar-kind-" + index, `light-dark(${kind.light}, ${kind.dark})`));
    label(bar);
    fillPresets(bar);
    write(bar.sourceWords, maritime.say("Sources reach {day} · UTC", { day: dayWords(data.until) }));
    bar.sourceWords.title = noDataWords(bar);
    if (bar.pending && same(bar.pending, data.period)) bar.pending = null;
    if (!bar.pending && !bar.drag && !bar.run && !bar.keyed) bar.period = { ...data.period };
    bar.told = ""; // with the same news the map had its own from Python
    layout(bar);
  }

  /** Draws the bar, or brings it up to date; returns what to call when it is taken away. */
  maritime.timeBar = function ({ data, parentElement, setTriggerValue }) {
    const bar = bars.get(parentElement) || build(parentElement);
    bars.set(parentElement, bar);
    update(bar, data, setTriggerValue);
    return () => {
      halt(bar, false);
      bar.watch.disconnect();
      bars.delete(parentElement);
      bar.root.remove();
    };
  };

  /** Learn the words of a language; they come with the script, and once. */
  maritime.timeBar.learn = function ({ language, told }) {
    maritime.speak(language, told);
    maritime.timeBar.language = language;
  };

  Object.assign(maritime.timeBar, { columnsOf, levelsOf, tally, figuresOf, periodWords, useLanguage, typedDay, moved });
})(window.maritime);

export default function ({ data }) {
  window.maritime.timeBar.learn(data);
}
