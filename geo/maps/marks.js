/* Few rows: a mark each, by the value of the reader's column, in shapes that no record of ours has. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const RADII = { near: 5, far: 3.6 }; // CSS pixels
  const FEW = 1200; // rows in sight, up to which marks are large

  const polygon = (corners, turn) => Array.from({ length: corners }, (_, at) => {
    const angle = (turn + at / corners) * 2 * Math.PI;
    return [Math.sin(angle), -Math.cos(angle)];
  });
  const plus = [[-0.36, -1], [0.36, -1], [0.36, -0.36], [1, -0.36], [1, 0.36], [0.36, 0.36], [0.36, 1], [-0.36, 1], [-0.36, 0.36], [-1, 0.36], [-1, -0.36], [-0.36, -0.36]];
  const turned = (corners, angle) => corners.map(([x, y]) => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)]);
  const grown = (corners, by) => corners.map(([x, y]) => [x * by, y * by]);

  // Corners round the middle, of about the same area for one radius.
  const SHAPES = {
    up: grown(polygon(3, 0), 1.18), down: grown(polygon(3, 0.5), 1.18), right: grown(polygon(3, 0.25), 1.18), left: grown(polygon(3, 0.75), 1.18),
    cross: plus, saltire: turned(plus, Math.PI / 4), pentagon: polygon(5, 0), hexagon: polygon(6, 1 / 12), dot: grown(polygon(12, 0), 0.62),
  };

  const cornersOf = (shape) => SHAPES[shape] || SHAPES.dot;

  function trace(pen, shape, radius) {
    pen.beginPath();
    for (const [x, y] of cornersOf(shape)) pen.lineTo(x * radius, y * radius);
    pen.closePath();
  }

  /** Pictures of all marks, so that each row costs no more than a copy. */
  function pictures(marks, theme, paper, radius, ratio) {
    const reach = Math.ceil((radius * 1.3 + 2) * ratio);
    return marks.map(([shape, light, dark]) => {
      const sheet = new OffscreenCanvas(2 * reach, 2 * reach);
      const pen = sheet.getContext("2d");
      pen.translate(reach, reach);
      pen.scale(ratio, ratio);
      trace(pen, shape, radius);
      pen.lineJoin = "round";
      pen.strokeStyle = paper;
      pen.lineWidth = 2.4;
      pen.stroke();
      pen.fillStyle = theme === "dark" ? dark : light;
      pen.fill();
      return { sheet, reach };
    });
  }

  /** One mark by itself, for a legend. */
  maritime.markSample = function (mark, theme) {
    const ratio = window.devicePixelRatio || 1;
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--page").trim() || "#fff";
    const [{ sheet }] = pictures([mark], theme, paper, RADII.near, ratio);
    const sample = Object.assign(maritime.html("canvas"), { width: sheet.width, height: sheet.height });
    Object.assign(sample.style, { width: sheet.width / ratio + "px", height: sheet.height / ratio + "px" });
    sample.setAttribute("aria-hidden", "true");
    sample.getContext("2d").drawImage(sheet, 0, 0);
    return sample;
  };

  /** Draw a mark for each chosen row in the view; of the marks the rarer lie above. */
  maritime.drawMarks = function (pen, { x, y, on }, codes, { marks, theme, paper }, view, seen) {
    const drawn = pictures(marks, theme, paper, seen <= FEW ? RADII.near : RADII.far, view.ratio);
    for (const turn of maritime.turnsIn(view)) {
      const left = view.left - turn * view.scale;
      for (let row = 0; row < x.length; row++) {
        if (!on[row]) continue;
        const [across, down] = [x[row] * view.scale - left, y[row] * view.scale - view.top];
        if (!(across > -20 && across < view.width + 20 && down > -20 && down < view.height + 20)) continue;
        const { sheet, reach } = drawn[codes ? codes[row] : 0];
        pen.drawImage(sheet, Math.round(across - reach), Math.round(down - reach));
      }
    }
  };

  /** A ring round a row: the chosen one's, or that under the pointer. */
  maritime.drawRing = function (pen, across, down, { ink, paper }, ratio, strong) {
    for (const [colour, width] of [[paper, strong ? 5 : 3.5], [ink, strong ? 2.2 : 1.4]]) {
      pen.beginPath();
      pen.arc(across, down, 9 * ratio, 0, 2 * Math.PI);
      pen.strokeStyle = colour;
      pen.lineWidth = width * ratio;
      pen.stroke();
    }
  };
})(window.maritime);
