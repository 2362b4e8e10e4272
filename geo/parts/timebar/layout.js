/* Where everything lies: rows by height, days by width; what stays while the period changes is drawn from here. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const LANES = ["statements", "zones"];
  const GUTTER = 150;
  const NARROW = 560; // pixels: below this the bar has no gutter, and its lanes are folded

  /** Heights of the rows; pages/styles/timebar.css keeps the room for all of them. */
  timebar.ROWS = { chart: 96, spans: 11, track: 14, axis: 18, statements: 10, zones: 34 };

  /** Where each row ends, from the top of the plot. */
  function rowsOf(withLanes) {
    let at = 0;
    const ends = {};
    for (const row in timebar.ROWS) ends[row] = at += withLanes || !LANES.includes(row) ? timebar.ROWS[row] : 0;
    return ends;
  }

  timebar.dayAt = (bar, x) => Math.floor((x - bar.left) / bar.perDay) + bar.data.axis[0];

  timebar.xOf = (bar, day) => bar.left + (day - bar.data.axis[0]) * bar.perDay;

  /** From where to where some days are drawn, as far as the axis reaches. */
  timebar.extentOf = (bar, first, last) => [first, last + 1].map((day) => timebar.within(timebar.xOf(bar, day), [bar.left, bar.width]));

  /** Where in the plot the pointer is. */
  timebar.pointOf = function (bar, event) {
    const { left, top } = bar.plot.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  /** Lay everything out anew and draw it, for other data or another width. */
  timebar.layout = function (bar) {
    const width = bar.plot.clientWidth;
    if (!width) return;
    const narrow = width < NARROW;
    bar.rows = rowsOf(!narrow || bar.root.classList.contains("is-open"));
    bar.left = narrow ? 0 : GUTTER;
    bar.width = width;
    bar.perDay = (width - bar.left) / (bar.data.axis[1] - bar.data.axis[0] + 1);
    bar.plot.style.height = bar.rows.zones + "px";
    timebar.set(bar.drawing, "width", width);
    timebar.set(bar.drawing, "height", bar.rows.zones);
    draw(bar);
    timebar.paint(bar);
  };

  function draw(bar) {
    const hadFocus = bar.drawing.querySelector(".cell:focus") !== null;
    timebar.chooseBins(bar);
    timebar.drawBeside(bar);
    bar.drawing.replaceChildren(...timebar.noData(bar), timebar.chartOf(bar), timebar.spansOf(bar), timebar.axisOf(bar), ...timebar.lanesOf(bar));
    timebar.fillGutter(bar);
    timebar.markChosen(bar);
    if (hadFocus && bar.cells) timebar.focusCell(bar, bar.stop);
  }
})(window.maritime);
