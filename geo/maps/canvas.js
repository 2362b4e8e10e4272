/* The canvas of a reader's own rows: as large as the frame and a little more, moved along by Leaflet while the map moves
   and drawn anew when it rests. Builds on Leaflet 1.9's base class of renderers. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const PANE = "maritime-points";
  const LEVEL = 420; // above areas, below names and marks of records
  const MOST_MARKS = 5000; // rows in sight that may have a mark each
  const ALWAYS = 400; // rows that have one however crowded
  const CROWD = 1.5; // rows to a filled square, from which on squares tell more

  maritime.PointsCanvas = L.Renderer.extend({
    options: { pane: PANE, padding: 0.2 },

    _initContainer() {
      this._container = maritime.html("canvas", "maritime-points-canvas");
      this._container.setAttribute("role", "img");
    },

    _destroyContainer() {
      cancelAnimationFrame(this._frame);
      this._container.remove();
    },

    _updatePaths() {},

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this._ratio = window.devicePixelRatio || 1;
      const size = this._bounds.getSize();
      Object.assign(this._container, { width: Math.round(size.x * this._ratio), height: Math.round(size.y * this._ratio) });
      Object.assign(this._container.style, { width: size.x + "px", height: size.y + "px" });
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._draw();
    },

    /** What is drawn, {columns, strokes, codes, marks, ramps, ink, paper, theme, chosen, pointed, told}; null for nothing. */
    show(given) {
      this._given = given;
      this.redraw();
    },

    /** Draw anew before the next picture, however often it was asked for. */
    redraw() {
      cancelAnimationFrame(this._frame);
      this._frame = requestAnimationFrame(() => this._map && this._draw());
    },

    view() {
      const corner = this._map.getPixelOrigin().add(this._bounds.min);
      const ratio = this._ratio;
      const { width, height } = this._container;
      return { left: corner.x * ratio, top: corner.y * ratio, scale: 256 * 2 ** this._map.getZoom() * ratio, width, height, ratio };
    },

    _draw() {
      const pen = this._container.getContext("2d");
      pen.clearRect(0, 0, this._container.width, this._container.height);
      if (!this._given) return;
      const began = performance.now();
      const { columns, strokes, codes, marks, ramps, told } = this._given;
      const view = this.view();
      if (strokes) maritime.drawStrokes(pen, strokes, columns.on, codes, this._given, view);
      const bins = maritime.counted(columns, codes, marks.length, view);
      const apart = bins.seen <= MOST_MARKS && (bins.seen <= ALWAYS || bins.seen < CROWD * bins.filled);
      if (apart) maritime.drawMarks(pen, columns, codes, this._given, view, bins.seen);
      else maritime.drawDensity(pen, bins, ramps);
      this._rings(pen, view);
      told({ mode: apart ? "marks" : "density", seen: bins.seen, most: bins.most, drawMs: performance.now() - began });
    },

    _rings(pen, view) {
      const { columns: { x, y, on }, chosen, pointed } = this._given;
      for (const row of [pointed, chosen]) {
        if (row === null || !on[row] || Number.isNaN(x[row])) continue;
        for (const turn of maritime.turnsIn(view)) {
          maritime.drawRing(pen, (x[row] + turn) * view.scale - view.left, y[row] * view.scale - view.top, this._given, view.ratio, row === chosen);
        }
      }
    },
  });

  maritime.pointsCanvas = function (map) {
    if (!map.getPane(PANE)) {
      Object.assign(map.createPane(PANE).style, { zIndex: LEVEL, pointerEvents: "none" });
    }
    return new maritime.PointsCanvas();
  };
})(window.maritime);
