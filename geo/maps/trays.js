/* Trays: records of which only an ocean is known, or not even that, as a unit chart in a framed panel.
   A tray floats over open water near its anchor, never over what was placed; it docks at the edge when its ocean is out of view. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const MARGIN = 10; // pixels to the frame's edge
  const MOST_COLUMNS = 18;
  const FAR = 3.5; // zoom
  const ARROW = 18; // pixels: of the sign that an ocean is out of view
  const SHAPE = 5; // columns to a row, about
  const FEW = 10; // glyphs: below this the panel is narrow and its note has a line of its own

  const folded = new Map(); // tray id -> boolean; outlives the drawing, as do the places
  const places = new Map(); // tray id -> {left, top} where it last stood

  /** A tray with its panel, not yet in the frame. `onFold` is called when it was folded or opened. */
  maritime.tray = function (given, byId, narrow, onFold) {
    const records = given.records.map((id) => byId.get(id)).filter(Boolean);
    const panel = maritime.html("section", "maritime-tray" + (records.length < FEW ? " is-small" : ""));
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", [given.title, given.note, given.count].filter(Boolean).join(", "));
    const body = maritime.html("div", "body");
    const glyphs = records.map((record) => glyphButton(record));
    const columns = Math.min(MOST_COLUMNS, glyphs.length, Math.max(FEW, Math.ceil(Math.sqrt(SHAPE * glyphs.length))));
    const chart = maritime.html("div", "chart");
    chart.style.setProperty("--columns", columns);
    chart.append(...glyphs);
    maritime.rove(chart, glyphs, () => columnsOf(glyphs));
    body.append(maritime.html("p", "count", given.count), chart);
    const tray = { given, records, panel, body, glyphs };
    panel.append(header(tray, onFold), body);
    L.DomEvent.disableClickPropagation(panel);
    maritime.fold(tray, folded.get(given.id) ?? narrow);
    const before = places.get(given.id);
    if (before && !narrow) moveTo(panel, before); // not yet in the frame: no glide from the corner
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
    bar.addEventListener("click", () => {
      const fold = !tray.panel.classList.contains("is-folded");
      folded.set(given.id, fold);
      maritime.fold(tray, fold);
      onFold(tray, fold);
    });
    tray.bar = bar;
    return bar;
  }

  function glyphButton(record) {
    const button = maritime.html("button", "cell");
    button.setAttribute("aria-label", record.title + ". " + record.detail);
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

  /** Seen from far away an open tray would be larger than its ocean: fold those of which the reader chose nothing. */
  maritime.foldFar = function (trays, zoom) {
    for (const tray of trays) {
      if (!folded.has(tray.given.id)) maritime.fold(tray, zoom < FAR);
    }
  };

  maritime.fold = function (tray, fold) {
    tray.panel.classList.toggle("is-folded", fold);
    tray.bar.setAttribute("aria-expanded", String(!fold));
    tray.body.hidden = fold;
  };

  /** Remember a fold that the reader did not ask for: on a narrow frame one open tray folds the others. */
  maritime.foldOthers = function (trays, opened) {
    for (const tray of trays) {
      if (tray === opened) continue;
      folded.set(tray.given.id, true);
      maritime.fold(tray, true);
    }
  };

  /** Where the free room of the frame is, for trays: prices a cell of 8 by 8 pixels. */
  maritime.roomFor = function (map, { controls, marks, outlines, zones, land }) {
    const frame = map.getSize();
    const room = new maritime.Room(frame.x, frame.y);
    for (const box of controls) room.close(maritime.grown(box, 6));
    for (const box of marks) room.fill(maritime.grown(box, 5), 900);
    if (outlines.length) room.fillRings(outlines, 900, "nonzero");
    for (const box of zones) room.fill(box, 40);
    if (land.length) room.fillRings(land, 0.55, "evenodd");
    return room;
  };

  /** Put each tray on the nearest free spot; returns their boxes. */
  maritime.placeTrays = function (map, trays, room) {
    const boxes = [];
    for (const tray of trays) { // in the order given: the first has the first choice
      const [measured, height] = tray.size;
      const wish = wishFor(map, tray.given.anchor, measured, height);
      const comes = wish.bearing !== null && !tray.panel.classList.contains("is-docked");
      const width = measured + (comes ? ARROW : 0);
      const box = room.nearest(width, height, wish.x, wish.y, MARGIN);
      room.close(maritime.grown(box, 8));
      boxes.push(box);
      stand(tray, box, wish.bearing);
    }
    return boxes;
  };

  /** The centre a tray would like, and the bearing of its ocean (radians) when that is out of view. */
  function wishFor(map, anchor, width, height) {
    const frame = map.getSize();
    if (!anchor) return { x: MARGIN + width / 2, y: frame.y - MARGIN - height / 2, bearing: null };
    const point = map.latLngToContainerPoint([anchor[1], anchor[0]]);
    const x = Math.max(MARGIN + width / 2, Math.min(frame.x - MARGIN - width / 2, point.x));
    const y = Math.max(MARGIN + height / 2, Math.min(frame.y - MARGIN - height / 2, point.y));
    const away = point.x < 0 || point.y < 0 || point.x > frame.x || point.y > frame.y;
    return { x, y, bearing: away ? Math.atan2(point.y - y, point.x - x) : null };
  }

  /** A tray that stood elsewhere glides to its new place. */
  function stand(tray, box, bearing) {
    const { panel, given } = tray;
    const [left, top] = [Math.round(box.left), Math.round(box.top)];
    places.set(given.id, { left, top });
    panel.classList.toggle("is-docked", bearing !== null);
    if (bearing !== null) tray.arrow.style.transform = `rotate(${bearing.toFixed(2)}rad)`;
    moveTo(panel, { left, top });
  }

  function moveTo(panel, { left, top }) {
    panel.style.transform = `translate(${left}px, ${top}px)`;
  }
})(window.maritime);
