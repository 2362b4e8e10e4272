/* Trays: records of which only an ocean is known, or not even that, as a unit chart in a framed panel. Where they stand: berths.js. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const MOST_COLUMNS = 18;
  const SHAPE = 5; // columns to a row, about
  const FEW = 10; // glyphs: below this the panel is tall, which is narrow: its note has a line of its own
  const TALL = 1.6; // columns to a row of a tall panel

  const choices = new Map(); // tray id -> whether the reader folded it (true) or opened it; outlives the drawing

  /**
   * A tray with its panel, not yet in the frame, without words as yet. `ocean` is its water as packed polygons;
   * `onFold` is called when it was folded or opened.
   */
  maritime.tray = function (given, ocean, onFold) {
    const { records } = given;
    const panel = maritime.html("section", "maritime-tray");
    panel.setAttribute("role", "group");
    const body = maritime.html("div", "body");
    const cells = records.map(cellOf);
    const chart = maritime.html("ul", "chart");
    chart.setAttribute("role", "list"); // which a list without bullets is not everywhere
    chart.setAttribute("aria-label", given.title);
    chart.append(...cells.map(({ item }) => item));
    const count = maritime.html("p", "count");
    body.append(count, chart);
    const tray = { given, records, panel, body, chart, count, cells, glyphs: [], laid: 0, ocean: ocean ? maritime.polygons(ocean).flat() : null };
    tray.rove = maritime.rove(chart, () => tray.glyphs, () => columnsOf(tray.glyphs));
    panel.append(header(tray, onFold), body);
    L.DomEvent.disableClickPropagation(panel);
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
    if (given.note) words.append(" ", maritime.html("span", "note", given.note));
    tray.number = maritime.html("span", "number");
    bar.append(tray.arrow, words, tray.number, chevron);
    bar.addEventListener("click", () => {
      const fold = !tray.panel.classList.contains("is-folded");
      maritime.chooseFold(tray, fold);
      onFold(tray, fold);
    });
    tray.bar = bar;
    return bar;
  }

  /** One record's place in the chart. */
  function cellOf(record) {
    const item = maritime.html("li");
    const button = maritime.html("button", "cell");
    button.dataset.key = "record " + record.id;
    const glyph = maritime.glyph(record, 0.8);
    button.append(glyph);
    item.append(button);
    maritime.reader.tie(button, [record.id]);
    return { record, item, button, glyph, look: null };
  }

  /** Show of the tray's records those that are selected; with `ghosts` the others keep their place as faint outlines. */
  maritime.showTray = function (tray, ghosts) {
    let changed = false;
    for (const cell of tray.cells) changed = showCell(cell, ghosts) || changed;
    if (!changed) return;
    const shown = tray.records.filter(maritime.isShown);
    tray.glyphs = tray.cells.filter(({ record }) => maritime.isShown(record)).map(({ button }) => button);
    tray.laid = shown.length + (ghosts ? tray.records.filter(maritime.isGhost).length : 0);
    maritime.takeOut(tray.panel, tray.laid === 0);
    say(tray, maritime.tally(shown), shown.length);
    tray.rove();
  };

  function say({ given, panel, bar, count, number }, tally, length) {
    const told = [given.title, given.note, tally].filter(Boolean);
    count.textContent = tally || "\u00a0"; // which keeps the line's height
    number.textContent = maritime.number(length);
    panel.setAttribute("aria-label", told.join(", "));
    bar.title = told.join(" · ");
  }

  /** Says whether anything changed. */
  function showCell(cell, ghosts) {
    const { record, item, button, glyph } = cell;
    const ghost = ghosts && maritime.isGhost(record);
    const look = ghost ? "ghost" : record.level;
    if (look === cell.look) return false;
    cell.look = look;
    const shown = maritime.isShown(record);
    maritime.takeOut(item, !shown && !ghost);
    button.classList.toggle("is-ghost", !shown);
    button.inert = !shown;
    if (!shown) return true;
    glyph.classList.toggle("is-possible", maritime.isPossible(record));
    button.setAttribute("aria-label", maritime.nameOf(record));
    return true;
  }

  /** Keep each tray's size while its words change; `hold` false lets go. */
  maritime.holdTrays = function (trays, hold) {
    const sizes = hold ? trays.map(({ panel }) => panel.getBoundingClientRect()) : [];
    trays.forEach(({ panel }, index) => {
      for (const side of ["width", "height"]) panel.style[side] = hold ? sizes[index][side] + "px" : "";
    });
  };

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
  function shape({ panel, chart, laid }, tall) {
    const few = laid < FEW;
    const columns = few ? FEW : Math.max(FEW - 2, Math.ceil(Math.sqrt((tall ? TALL : SHAPE) * laid)));
    panel.classList.toggle("is-small", tall || few);
    chart.style.setProperty("--columns", Math.max(1, Math.min(MOST_COLUMNS, laid, columns)));
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

  const MOST_SIZES = 120; // wordings whose sizes are kept
  const sizes = new Map(); // words, number of glyphs and generation -> sizes; outlives the drawing

  /** Each tray's [width, height] by form, asked of the browser once for each wording and generation of stylesheets. */
  maritime.measureTrays = function (trays) {
    const keyOf = ({ given, count, laid }) => [given.title, given.note, count.textContent, laid, maritime.generation()].join("|");
    const fresh = trays.filter((tray) => !sizes.has(keyOf(tray)));
    for (const tray of fresh) sizes.set(keyOf(tray), {});
    for (const name of fresh.length ? ["tall", "wide", "shut"] : []) {
      for (const tray of fresh) maritime.form(tray, name);
      for (const tray of fresh) sizes.get(keyOf(tray))[name] = [tray.panel.offsetWidth, tray.panel.offsetHeight];
    }
    for (const tray of trays) tray.sizes = sizes.get(keyOf(tray));
    for (const key of sizes.keys()) if (sizes.size > MOST_SIZES) sizes.delete(key); // the oldest first
  };
})(window.maritime);
