/* The host: what the app is for map, time bar and cards on its pages. It answers at once, from what lies in the file. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar, cards, address } = maritime;
  const SIDES = ["start", "end"];
  const STEPS = { before: -1, after: 1 };

  const read = (name) => JSON.parse(document.getElementById(name).textContent);
  const { options, map: selection, by_place: reasonsByPlace, legs, east, time } = read("view.json");
  const columns = timebar.columnsOf(time);
  const state = { record: null, period: { ...time.limits }, levels: [] };
  let map = null;
  let drawn = null; // the layer of records on the map
  let bar = null; // the time bar's shadow root

  maritime.fetchJson = (name) => Promise.resolve(name).then(read);
  maritime.mapFrame = () => ({ contentWindow: window });

  function start() {
    map = L.map("map_div", { zoomControl: false, attributionControl: false, zoomSnap: 0.1 });
    maritime.base(map, options);
    maritime.reader.send = ({ id }) => choose(id || null);
    document.querySelector(".theme-switch").append(maritime.themes(maritime.say("As the system")));
    cards.attach(go, choose);
    bar = document.querySelector(".time").attachShadow({ mode: "open" });
    bar.append(maritime.make("section", "timebar"));
    address.onReturn(() => { recall(); show(); });
    recall();
    show();
  }

  /** Record and period as the address has them. */
  function recall() {
    const days = SIDES.map((side) => (address.get(side) ? timebar.typedDay(address.get(side), side === "end") : null));
    const [start, end] = days.map((day) => (Number.isNaN(day) ? null : day));
    state.period = timebar.held(time, { start, end });
    state.record = cards.has(address.get("record")) ? address.get("record") : null;
  }

  function choose(id) {
    state.record = cards.has(id) ? id : null;
    address.set("record", state.record);
    show();
  }

  /** The record bar's way. */
  const go = (to) => choose(to === "close" ? null : neighbour(STEPS[to]));

  /** The shown record that comes before (-1) or after (1) the chosen one in time; null where there is none. */
  function neighbour(by) {
    const ids = cards.ids();
    let row = ids.indexOf(state.record) + by;
    while (ids[row] !== undefined && !state.levels[row]) row += by;
    return ids[row] ?? null;
  }

  function take(period) {
    state.period = timebar.held(time, { start: dayOf(period.start), end: dayOf(period.end) });
    SIDES.forEach((side) => address.set(side, state.period[side] === time.limits[side] ? null : timebar.isoOf(state.period[side])));
    show();
  }

  const dayOf = (text) => (text === null ? null : timebar.typedDay(text));

  /** Everything as the period and the choice have it. */
  function show() {
    const { record, period } = state;
    const levels = (state.levels = Array.from(timebar.levelsOf(columns, period, time.wanted)));
    const force = timebar.zonesIn({ data: time, period });
    const isWhole = timebar.same(period, time.limits);
    document.body.classList.toggle("is-narrowed", !isWhole);
    draw({ ...selection, selected: record, legs: legs[record] ?? null, levels, force, reasons: isWhole ? selection.reasons : reasonsByPlace });
    const figures = isWhole ? time.figures : figuresOf(levels);
    maritime.mount("timebar", { data: { ...time, period, figures, record }, parentElement: bar, setTriggerValue: heard });
    showCard();
    cards.list(levels);
    cards.zones(force);
  }

  const figuresOf = (levels) => timebar.figuresOf(time, timebar.tally(columns, levels, timebar.POSSIBLY), timebar.tally(columns, levels, timebar.SURELY));

  const heard = (name, value) => (name === "period" ? take(value) : choose(value));

  function draw(payload) {
    const before = drawn;
    drawn = maritime.records(payload);
    if (before) map.removeLayer(before);
    drawn.addTo(map);
  }

  /** The chosen record's card, on the side where its place does not lie. */
  function showCard() {
    const { record, levels } = state;
    const [before, after] = [-1, 1].map((by) => neighbour(by) !== null);
    cards.show(record, { before, after, shown: levels[cards.ids().indexOf(record)] > 0, west: east.includes(record), language: time.language });
  }

  start();
})(window.maritime);
