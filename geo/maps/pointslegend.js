/* The legend of a reader's own rows: a strip below the map with a mark for each value, and while rows are drawn as
   squares, how deep the colour is for how many. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const RAMP = 90; // pixels

  let strip = null; // {panel, heading, rows, key, ramp, most}
  let drawn = ""; // what the rows say now

  /** Put the strip below the map, which gives way to it. */
  maritime.pointsLegend = function (map) {
    if (strip?.panel.isConnected) return;
    const panel = maritime.html("section", "maritime-legend is-strip is-own");
    panel.setAttribute("aria-label", maritime.say("Legend of your rows"));
    const heading = maritime.html("h3");
    const rows = maritime.html("div", "group rows");
    const key = maritime.html("div", "group key-of-squares");
    const ramp = Object.assign(maritime.html("canvas"), { width: RAMP, height: 1 });
    ramp.setAttribute("aria-hidden", "true");
    const most = maritime.html("span");
    key.append(maritime.html("span", "", maritime.number(1)), ramp, most);
    panel.append(heading, rows, key);
    strip = { panel, heading, rows, key, ramp, most };
    drawn = "";
    map.getContainer().after(panel);
    new ResizeObserver(() => giveWay(map)).observe(panel);
    giveWay(map);
  };

  maritime.dropPointsLegend = function (map) {
    strip?.panel.remove();
    strip = null;
    giveWay(map);
  };

  function giveWay(map) {
    document.documentElement.style.setProperty("--own", (strip?.panel.offsetHeight || 0) + "px");
    maritime.vantage.hold(() => map.invalidateSize({ animate: false }));
  }

  /** Say what the marks stand for: `legend` holds [label, count, which mark] for each in use. */
  maritime.fillPointsLegend = function ({ name, legend, marks }, theme) {
    const told = JSON.stringify([name, legend, theme]);
    if (!strip || told === drawn) return;
    drawn = told;
    strip.heading.textContent = name;
    strip.rows.replaceChildren(...legend.map(([label, count, mark]) => row(marks[mark], theme, label, count)));
  };

  function row(mark, theme, label, count) {
    const item = maritime.html("div", "row");
    const key = maritime.html("span", "key");
    key.append(maritime.markSample(mark, theme));
    item.append(key, maritime.html("span", "label", label), maritime.html("span", "count", maritime.number(count)));
    return item;
  }

  /** Show how many rows the deepest colour stands for; nothing while each row has its mark. */
  maritime.showPointsKey = function ({ mode, most }, { ramps }) {
    if (!strip) return;
    strip.key.hidden = mode !== "density";
    if (strip.key.hidden) return;
    const several = ramps.length > 1;
    strip.most.textContent = maritime.count(most, "{n} row in a square", "{n} rows in a square") + (several ? " · " + maritime.say("grey where no value has more than half") : "");
    const shades = ramps[ramps.length - 1];
    const image = new ImageData(RAMP, 1);
    const pixels = new Uint32Array(image.data.buffer);
    for (let at = 0; at < RAMP; at++) pixels[at] = shades[Math.floor((at / RAMP) * shades.length)];
    strip.ramp.getContext("2d").putImageData(image, 0, 0);
  };
})(window.maritime);
