/* A reader's own rows on the map: a Leaflet layer for each payload; see geo/maps/points.py for its fields. Payloads of
   the same file share its columns and one canvas. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const MARGIN = 40; // pixels round a file that comes into the frame
  const FOOT = 36; // pixels at the bottom where scale and position stand

  let canvas = null;
  let columns = null; // those drawn, and where they came from
  let address = null;
  let layer = null; // the payload that is shown
  let sequence = 0;
  let tried = null; // a period that is being dragged: [start, end]

  /** A layer that draws `payload`. */
  maritime.points = (payload) => new Points(payload);

  /** Whether a reader's own rows are on the map, or about to be. */
  maritime.hasPoints = () => layer !== null;

  /** Show another period for a moment; how many rows it holds, null where no rows are drawn. */
  maritime.showPeriod = function (start, end) {
    if (!layer?.chosen || !columns) return null;
    tried = [start, end];
    const shown = maritime.choosePeriod(columns, layer.chosen, tried);
    layer.shown = shown;
    canvas.redraw();
    return shown;
  };

  const Points = L.Layer.extend({
    initialize(payload) {
      this.given = payload;
    },

    onAdd(map) {
      layer = this;
      document.body.classList.toggle("only-own", !this.given.records);
      this.load().then((parts) => { if (parts && layer === this) this.show(map, parts); });
    },

    /** Everything that the payload names; null where a part of it is gone. */
    load() {
      const { key, columns: points, outlines, codes, selection } = this.given;
      const bytes = (from) => (from ? maritime.fetchPrivate(from, key) : null);
      return Promise.all([bytes(points), bytes(outlines), bytes(codes), bytes(selection.bits)]).then(([held, drawn, marks, bits]) => (
        held && (drawn || !outlines) && (marks || !codes) && (bits || !selection.bits) ? { held, drawn, marks, bits } : null
      ));
    },

    show(map, { held, drawn, marks, bits }) {
      const { columns: from, selection, period } = this.given;
      const fresh = from !== address;
      if (fresh) [columns, address] = [{ ...maritime.columnsOf(held), strokes: drawn && maritime.strokesOf(drawn) }, from];
      this.chosen = bits ? maritime.maskOfBits(bits, columns.rows) : maritime.maskOfRuns(selection.runs, columns.rows);
      this.codes = marks && new Uint8Array(marks);
      tried = null;
      this.shown = maritime.choosePeriod(columns, this.chosen, period);
      if (!canvas) canvas = maritime.pointsCanvas(map);
      if (!canvas._map) canvas.addTo(map);
      canvas._container.setAttribute("aria-label", maritime.say("Rows of {name}", { name: this.given.name }));
      maritime.pickFrom(map, () => layer && { layer, columns, canvas });
      sequence += 1;
      maritime.pointsLegend(map);
      this.look();
      if (!fresh) return;
      maritime.arrange();
      if (!maritime.hasVantage()) this.fit(map);
    },

    /** Draw with the colours of the theme. */
    look() {
      const theme = document.documentElement.dataset.theme;
      const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      const { marks, chosen } = this.given;
      this.drawing = {
        columns, strokes: columns.strokes, codes: this.codes, marks, theme, chosen, pointed: null,
        ramps: marks.map((mark) => maritime.shadesOf(mark, theme)), ink: colour("--ink"), paper: colour("--paper"), told: (stats) => this.told(stats),
      };
      maritime.fillPointsLegend(this.given, theme);
      canvas.show(this.drawing);
    },

    told(stats) {
      window.pointStats = { ...stats, sequence, rows: columns.rows, shown: this.shown, period: tried || this.given.period, address };
      maritime.showPointsKey(stats, this.drawing);
    },

    fit(map) {
      const bounds = maritime.boundsOfPoints(columns);
      if (bounds) map.fitBounds(bounds, { paddingTopLeft: [MARGIN, MARGIN], paddingBottomRight: [MARGIN, MARGIN + FOOT], maxZoom: 9, animate: false });
    },

    onRemove(map) {
      if (layer === this) layer = null;
      // Only when nothing follows at once: a change of filter takes away and adds in one go.
      requestAnimationFrame(() => {
        if (layer || !canvas?._map) return;
        canvas.remove();
        maritime.dropPointsLegend(map);
        document.body.classList.remove("only-own");
        window.pointStats = null;
        [columns, address] = [null, null];
      });
    },
  });

  maritime.onTheme(() => { if (layer?.drawing) layer.look(); });
})(window.maritime);
