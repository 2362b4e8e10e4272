/* Finding room: rectangles that must not collide, and a coarse raster of what the frame already holds.
   A box is {left, top, right, bottom} in pixels of the frame. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const CELL = 8; // pixels
  const STRIDE = 16; // pixels between two spots that are tried
  const COVERING = 1000; // a price at which something is covered: worth a closer look
  const NEVER = 1e6;

  maritime.boxAround = (x, y, width, height) => ({ left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 });

  maritime.grown = (box, by) => ({ left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by });

  maritime.collide = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  maritime.inside = (box, frame, margin) =>
    box.left >= margin && box.top >= margin && box.right <= frame.x - margin && box.bottom <= frame.y - margin;

  /** Where `element` lies in the map's frame. */
  maritime.boxOf = function (element, container) {
    const outer = container.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    return { left: inner.left - outer.left, top: inner.top - outer.top, right: inner.right - outer.left, bottom: inner.bottom - outer.top };
  };

  let generation = 0; // of stylesheets and fonts, with which sizes change

  /** Measure everything anew, because stylesheets or fonts have come. */
  maritime.remeasure = () => { generation += 1; };

  maritime.generation = () => generation;

  /** [width, height] of an element; asks the browser once, for each question makes it lay out the page. */
  maritime.sizeOf = function (element) {
    const known = element.maritimeSize;
    if (known && known[0] && known.generation === generation) return known; // an element that is not shown has no size yet
    element.maritimeSize = Object.assign([element.offsetWidth, element.offsetHeight], { generation });
    return element.maritimeSize;
  };

  /** Measure an element anew, because its words have changed. */
  maritime.forgetSize = (element) => { element.maritimeSize = null; };

  /** A raster of the frame in which covering a cell has a price. */
  maritime.Room = class {
    constructor(width, height) {
      this.width = width;
      this.height = height;
      this.columns = Math.ceil(width / CELL);
      this.rows = Math.ceil(height / CELL);
      this.price = new Float64Array(this.columns * this.rows);
      this.sums = null;
    }

    copy() {
      const twin = new maritime.Room(this.width, this.height);
      twin.price.set(this.price);
      return twin;
    }

    /** Covering this box costs `price` a cell. */
    fill(box, price) {
      const [left, right] = [Math.max(0, Math.floor(box.left / CELL)), Math.min(this.columns, Math.ceil(box.right / CELL))];
      const [top, bottom] = [Math.max(0, Math.floor(box.top / CELL)), Math.min(this.rows, Math.ceil(box.bottom / CELL))];
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) this.price[row * this.columns + column] += price;
      }
      this.sums = null;
    }

    /** Covering what lies within these rings ([{x, y}]; `rule` as in canvas) costs `price` a cell. */
    fillRings(rings, price, rule) {
      const pen = new OffscreenCanvas(this.columns, this.rows).getContext("2d", { willReadFrequently: true });
      pen.scale(1 / CELL, 1 / CELL);
      pen.beginPath();
      for (const ring of rings) {
        ring.forEach((point, index) => (index ? pen.lineTo(point.x, point.y) : pen.moveTo(point.x, point.y)));
        pen.closePath();
      }
      pen.fill(rule);
      const alpha = pen.getImageData(0, 0, this.columns, this.rows).data;
      for (let cell = 0; cell < this.price.length; cell++) if (alpha[4 * cell + 3] > 20) this.price[cell] += price;
      this.sums = null;
    }

    /** Covering what lies outside these rings costs `price` a cell; says whether anything lies inside. */
    fillOutside(rings, price) {
      const before = this.price.slice();
      this.fillRings(rings, -price, "nonzero");
      const reached = this.price.some((cell, index) => cell !== before[index]);
      for (let cell = 0; cell < this.price.length; cell++) this.price[cell] += price;
      return reached;
    }

    /** Covering the line from point to point costs `price` a cell. */
    fillLine(points, price) {
      for (let i = 1; i < points.length; i++) {
        const [a, b] = [points[i - 1], points[i]];
        const steps = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / CELL));
        if (steps > 4 * (this.columns + this.rows)) continue; // of an outline far larger than the frame
        for (let step = 0; step < steps; step++) this.fill(maritime.boxAround(a.x + ((b.x - a.x) * step) / steps, a.y + ((b.y - a.y) * step) / steps, 4, 4), price);
      }
    }

    /** Never to be covered. */
    close(box) {
      this.fill(box, NEVER);
    }

    /** The box of that size nearest to (x, y), its wished-for centre, that covers the least. */
    nearest(width, height, x, y, margin) {
      const coarse = this.nearestBy(STRIDE, width, height, x, y, margin);
      return coarse.cost < COVERING ? coarse : this.nearestBy(STRIDE / 2, width, height, x, y, margin);
    }

    nearestBy(stride, width, height, x, y, margin) {
      const [across, down] = [Math.ceil(width / CELL) + 1, Math.ceil(height / CELL) + 1];
      let best = null;
      for (let top = margin; top + height <= this.height - margin; top += stride) {
        for (let left = margin; left + width <= this.width - margin; left += stride) {
          const distance = Math.hypot(left + width / 2 - x, top + height / 2 - y);
          if (best && distance >= best.cost) continue;
          const cost = distance + this.cost(Math.floor(left / CELL), Math.floor(top / CELL), across, down);
          if (!best || cost < best.cost) best = { left, top, right: left + width, bottom: top + height, cost };
        }
      }
      return best || { left: margin, top: margin, right: margin + width, bottom: margin + height, cost: NEVER };
    }

    /** What covering these cells costs, from a summed-area table. */
    cost(left, top, across, down) {
      if (!this.sums) this.sums = this.summed();
      const stride = this.columns + 1;
      const right = Math.min(this.columns, left + across);
      const bottom = Math.min(this.rows, top + down);
      const at = (row, column) => this.sums[row * stride + column];
      return at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
    }

    summed() {
      const stride = this.columns + 1;
      const sums = new Float64Array(stride * (this.rows + 1));
      for (let row = 0; row < this.rows; row++) {
        let along = 0;
        for (let column = 0; column < this.columns; column++) {
          along += this.price[row * this.columns + column];
          sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + along;
        }
      }
      return sums;
    }
  };
})(window.maritime);
