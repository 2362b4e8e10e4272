/* Trays: records of which only an ocean is known, or not even that, as a unit chart in a framed panel. Where they stand: berths.js. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const MOST_COLUMNS = 18;
  const SHAPE = 5; // columns to a row, about
  const FEW = 10; // glyphs: below this the panel is tall, which is narrow: its note has a line of its own
  const TALL = 1.6; // columns to a row of a tall panel

  const choices = new Map(); // tray id -> whether the reader folded it (true) or opened it; outlives the drawing

  /** A tray with its panel, not yet in the frame. `onFold` is called when it was folded or opened. */
  maritime.tray = function (given, byId, onFold) {
    const records = given.records.map((id) => byId.get(id)).filter(Boolean);
    const panel = maritime.html("section", "maritime-tray");
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", [given.title, given.note, given.count].filter(Boolean).join(", "));
    const body = maritime.html("div", "body");
    const glyphs = records.map((record) => glyphButton(record));
    const chart = maritime.html("div", "chart");
    chart.append(...glyphs);
    maritime.rove(chart, () => glyphs, () => columnsOf(glyphs));
    body.append(maritime.html("p", "count", given.count), chart);
    const tray = { given, records, panel, body, chart, glyphs };
    panel.append(header(tray, onFold), body);
    L.DomEvent.disableClickPropagation(panel);
    tray.ocean = given.ocean ? maritime.polygons(given.ocean).flat() : null;
    shape(tray, false);
    maritime.fold(tray, true);
    return tray;
  };

  function header(tray, onFold) {
    const { given } = tray;
    const bar = maritime.html("button", "bar");
    bar.dataset.key = "tray " + given.id;
    tray.arrow = maritime.svg("svg", { class: "arrow", width: 11, height: 11, viewBox: "-6 -6 12 12", "aria-hidden": "true" });
    tray.arrow.append(maritime.svg("path", { d: "M-5,0H4M0.5,-3.5L4,0L0.5,3.5" }));
    const chevron = maritime.svg("svg", { class: "chevron", width: 10, height: 10, viewBox: "-5 -5 10 10", "aria-hidden": "true" });
    chevron.append(maritime.svg("path", { d: "M-3.5,-1.5L0,2L3.5,-1.5" }));
    const words = maritime.html("span", "words");
    words.append(maritime.html("strong", "", given.title));
    if (given.note) words.append(maritime.html("span", "note", given.note));
    bar.append(tray.arrow, words, maritime.html("span", "number", tray.records.length), chevron);
    bar.title = [given.title, given.note, given.count].filter(Boolean).join(" · ");
    bar.addEventListener("click", () => {
      const fold = !tray.panel.classList.contains("is-folded");
      maritime.chooseFold(tray, fold);
      onFold(tray, fold);
    });
    tray.bar = bar;
    return bar;
  }

  function glyphButton(record) {
    const button = maritime.html("button", "cell");
    button.setAttribute("aria-label", record.title + ". " + maritime.detail(record));
    button.dataset.key = "record " + record.id;
    button.append(maritime.glyph(record, 0.8));
    maritime.reader.tie(button, [record.id]);
    return button;
  }

  /** How many glyphs stand in a row just now. */
  function columnsOf(glyphs) {
    const below = glyphs.findIndex((glyph) => glyph.offsetTop > glyphs[0].offsetTop);
    return below < 0 ? glyphs.length : below;
  }

  maritime.fold = function (tray, fold) {
    tray.panel.classList.toggle("is-folded", fold);
    tray.bar.setAttribute("aria-expanded", String(!fold));
    tray.body.hidden = fold;
  };

  /** Wide and flat, or tall and narrow; few glyphs are always tall. */
  function shape({ panel, chart, glyphs }, tall) {
    const few = glyphs.length < FEW;
    const columns = few ? FEW : Math.max(FEW - 2, Math.ceil(Math.sqrt((tall ? TALL : SHAPE) * glyphs.length)));
    panel.classList.toggle("is-small", tall || few);
    chart.style.setProperty("--columns", Math.min(MOST_COLUMNS, glyphs.length, columns));
  }

  /** Give a tray one of the forms that `measureTrays` knows. */
  maritime.form = function (tray, name) {
    shape(tray, name === "tall");
    maritime.fold(tray, name === "shut");
  };

  /** Fold or open as the reader wishes, and remember it. */
  maritime.chooseFold = function (tray, fold) {
    choices.set(tray.given.id, fold);
    maritime.fold(tray, fold);
  };

  /** Whether the reader folded this tray; undefined where nothing was chosen. */
  maritime.foldChosen = (tray) => choices.get(tray.given.id);

  const sizes = new Map(); // words and number of glyphs -> sizes; outlives the drawing

  /** Each tray's [width, height] by form, asked of the browser once for each wording and generation of stylesheets. */
  maritime.measureTrays = function (trays) {
    const keyOf = ({ given, glyphs }) => [given.title, given.note, given.count, glyphs.length, maritime.generation()].join("|");
    const fresh = trays.filter((tray) => !sizes.has(keyOf(tray)));
    for (const tray of fresh) sizes.set(keyOf(tray), {});
    for (const name of fresh.length ? ["tall", "wide", "shut"] : []) {
      for (const tray of fresh) maritime.form(tray, name);
      for (const tray of fresh) sizes.get(keyOf(tray))[name] = [tray.panel.offsetWidth, tray.panel.offsetHeight];
    }
    for (const tray of trays) tray.sizes = sizes.get(keyOf(tray));
  };
})(window.maritime);
