/* What the map says of itself: what it really drew, and whether anything lies over what it must not cover. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const TOUCH = 1; // pixels that boxes may share by rounding

  /** Counts of what is on the page, not copied from the payload; `overlaps` is measured when it is read. */
  maritime.statsOf = function (drawing, sequence, began) {
    const stats = { ...counts(drawing), sequence, drawMs: Math.round((performance.now() - began) * 10) / 10 };
    return Object.defineProperty(stats, "overlaps", { enumerable: true, get: () => overlaps(maritime.drawing) });
  };

  /** On the page; a record in a stack keeps its dot or its rim there. */
  const drawn = (...elements) => elements.every((element) => element?.isConnected && !element.hasAttribute("hidden"));

  function counts({ symbols, areas, trays, zones }) {
    const placed = symbols.filter((symbol) => drawn(symbol.holder, symbol.button)).length;
    const within = areas.filter((area) => drawn(area.rim.getElement(), area.pill.button)).reduce((sum, area) => sum + area.ids.length, 0);
    const glyphs = trays.flatMap((tray) => tray.glyphs).filter((glyph) => glyph.isConnected).length;
    return {
      shown: placed + within + glyphs,
      placed,
      areas: within,
      trays: glyphs,
      unplaced: glyphs, // a tray holds only records without a position
      zones: zones.filter(({ given, path }) => given.role !== "illustration" && path.getElement()?.isConnected).length,
    };
  }

  const ZERO = { trayTray: 0, trayPlaced: 0, pillPill: 0, pillSymbol: 0 };

  /** How many pairs collide, from the boxes that the browser drew. */
  function overlaps(drawing) {
    if (!drawing) return { ...ZERO };
    const frame = maritime.map.getContainer();
    const boxOf = (element) => maritime.grown(maritime.boxOf(element, frame), -TOUCH);
    const seen = (element) => element.offsetParent !== null && maritime.collide(boxOf(element), { left: 0, top: 0, right: frame.clientWidth, bottom: frame.clientHeight });
    const trays = drawing.trays.map(({ panel }) => panel).filter(seen).map(boxOf);
    const pills = [...drawing.areas, ...drawing.stacks].map(({ pill }) => pill.button).filter(seen).map(boxOf);
    const symbols = drawing.symbols.filter(({ button }) => seen(button)).map((symbol) => glyphBox(symbol, boxOf));
    const rims = drawing.areas.filter((area) => area.visible).map(({ ring }) => ring);
    const within = pairs(trays, [...pills, ...symbols]);
    const across = trays.reduce((sum, box) => sum + rims.filter((ring) => runsThrough(ring, box)).length, 0);
    return { trayTray: pairsAmong(trays), trayPlaced: within + across, pillPill: pairsAmong(pills), pillSymbol: pairs(pills, symbols) };
  }

  /** A symbol's button is wider than its glyph, to be hit by a finger. */
  function glyphBox({ button, radius }, boxOf) {
    const { left, right, top, bottom } = boxOf(button);
    return maritime.boxAround((left + right) / 2, (top + bottom) / 2, 2 * radius, 2 * radius);
  }

  const pairs = (some, others) => some.reduce((sum, one) => sum + others.filter((other) => maritime.collide(one, other)).length, 0);
  const pairsAmong = (boxes) => boxes.reduce((sum, one, index) => sum + boxes.slice(index + 1).filter((other) => maritime.collide(one, other)).length, 0);
  const runsThrough = (ring, box) => ring.some((point, index) => maritime.crosses([point, ring[(index + 1) % ring.length]], box));
})(window.maritime);
