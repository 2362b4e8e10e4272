/* The map's furniture: buttons, scale bar in nautical miles and km. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const EARTH_M = 40075016.686; // circumference of the Web Mercator sphere, metres
  const NAUTICAL_MILE_M = 1852;
  const LONGEST = 110; // pixels

  maritime.control = control;
  maritime.icon = icon;

  function control(position, element) {
    const Control = L.Control.extend({ onAdd: () => element });
    L.DomEvent.disableClickPropagation(element);
    return new Control({ position });
  }

  /** A line drawing of 16 pixels. */
  function icon(d) {
    const drawing = maritime.svg("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" });
    drawing.append(maritime.svg("path", { d }));
    return drawing;
  }

  /** A button of a bar of tools. */
  maritime.toolButton = function (d, says, act) {
    const button = maritime.html("button", "tool");
    button.type = "button";
    button.title = says;
    button.setAttribute("aria-label", says);
    button.append(icon(d));
    if (act) button.addEventListener("click", act);
    return button;
  };

  const STROKES = { in: "M-5,0H5M0,-5V5", out: "M-5,0H5", home: "M-6,0.3L0,-5.5L6,0.3M-4,-1.4V5.5H4V-1.4" };

  /** Buttons that bring the map closer and further away. */
  maritime.zoomTools = function (map) {
    const closer = maritime.toolButton(STROKES.in, maritime.say("Zoom in"), () => map.zoomIn());
    const wider = maritime.toolButton(STROKES.out, maritime.say("Zoom out"), () => map.zoomOut());
    const limit = () => {
      closer.disabled = map.getZoom() >= map.getMaxZoom();
      wider.disabled = map.getZoom() <= map.getMinZoom();
    };
    map.on("zoomend", limit);
    limit();
    return [closer, wider];
  };

  maritime.homeTool = () => [maritime.toolButton(STROKES.home, maritime.say("Back to the whole map"), maritime.vantage.reset)];

  /** Metres that one pixel stands for at the latitude of the map's middle. */
  function metresPerPixel(map) {
    return (EARTH_M * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
  }

  /** The longest of 1, 2, 5, 10, ... that is not above `most`. */
  function round(most) {
    const power = 10 ** Math.floor(Math.log10(most));
    return [5, 2, 1].find((digit) => digit * power <= most) * power;
  }

  maritime.scaleControl = function (map) {
    const bar = maritime.html("div", "maritime-scale");
    const units = { nm: { metres: NAUTICAL_MILE_M, told: (length) => maritime.say("{length} nm", { length }) }, km: { metres: 1000, told: (length) => maritime.say("{length} km", { length }) } };
    const rules = Object.entries(units).map(([unit, { metres, told }]) => {
      const rule = maritime.html("div", "rule " + unit);
      bar.append(rule);
      return { metres, told, rule };
    });
    const update = () => {
      for (const { metres, told, rule } of rules) {
        const pixel = metresPerPixel(map) / metres;
        const length = round(LONGEST * pixel);
        rule.textContent = told(maritime.number(length));
        rule.style.width = length / pixel + "px";
      }
    };
    map.on("zoomend moveend", update);
    update();
    return control("bottomleft", bar);
  };

  /** Says how many records lie outside the view; a click calls `fit`. */
  maritime.offViewChip = function (fit) {
    const chip = maritime.html("button", "maritime-chip");
    chip.title = maritime.say("Show all that has a place");
    chip.addEventListener("click", fit);
    L.DomEvent.disableClickPropagation(chip);
    return chip;
  };
})(window.maritime);
