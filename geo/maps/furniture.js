/* The map's furniture: zoom, scale bar in nautical miles and km, legend. */
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
    const button = maritime.html("button");
    button.title = says;
    button.setAttribute("aria-label", says);
    button.append(icon(d));
    button.addEventListener("click", act);
    return button;
  };

  const STROKES = { in: "M-5,0H5M0,-5V5", out: "M-5,0H5", home: "M-5.5,-2V-5.5H-2M2,-5.5H5.5V-2M5.5,2V5.5H2M-2,5.5H-5.5V2" };

  maritime.zoomControl = function (map, home) {
    const bar = maritime.html("div", "maritime-zoom");
    const add = (name, says, act) => {
      const button = maritime.toolButton(STROKES[name], says, act);
      bar.append(button);
      return button;
    };
    const closer = add("in", "Zoom in", () => map.zoomIn());
    const wider = add("out", "Zoom out", () => map.zoomOut());
    add("home", "Back to the whole map", home);
    const limit = () => {
      closer.disabled = map.getZoom() >= map.getMaxZoom();
      wider.disabled = map.getZoom() <= map.getMinZoom();
    };
    map.on("zoomend", limit);
    limit();
    return control("topleft", bar);
  };

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
    const rules = [["nm", NAUTICAL_MILE_M], ["km", 1000]].map(([unit, metres]) => {
      const rule = maritime.html("div", "rule " + unit);
      bar.append(rule);
      return { unit, metres, rule };
    });
    const update = () => {
      for (const { unit, metres, rule } of rules) {
        const pixel = metresPerPixel(map) / metres;
        const length = round(LONGEST * pixel);
        rule.textContent = length.toLocaleString("en") + " " + unit;
        rule.style.width = length / pixel + "px";
      }
    };
    map.on("zoomend moveend", update);
    update();
    return control("bottomleft", bar);
  };

  function row(key, label) {
    const item = maritime.html("div", "row");
    const cell = maritime.html("span", "key");
    cell.append(key);
    item.append(cell, maritime.html("span", "", label));
    return item;
  }

  function group(title, rows) {
    const section = maritime.html("div", "group");
    section.append(maritime.html("h3", "", title), ...rows);
    return section;
  }

  /** Says how many records lie outside the view; a click calls `fit`. */
  maritime.offViewChip = function (fit) {
    const chip = maritime.html("button", "maritime-chip");
    chip.title = "Show all that has a place";
    chip.addEventListener("click", fit);
    L.DomEvent.disableClickPropagation(chip);
    return chip;
  };

  const swatch = (className) => maritime.html("span", "swatch " + className);

  function legendGroups({ kinds, attributions, sizes, zone }) {
    const names = Object.keys(kinds);
    const sample = { kind: names[0], attribution: "confirmed", counted: true, step: 1 };
    const [warning, limit] = [zone && zone.warning, zone && zone.limit].map((one) => (one && one.label) || null);
    return [
      group("Kind", names.map((kind) => row(maritime.glyph({ ...sample, kind }), kinds[kind].label))),
      group("Attribution", Object.keys(attributions).map((attribution) => row(maritime.glyph({ ...sample, attribution }), attributions[attribution].label))),
      group("Killed", [sizesRow(sizes, sample)]),
      group("Place", [
        row(maritime.glyph(sample), "Given"),
        row(swatch("area"), "Within this area"),
        row(swatch("tray"), "Ocean only: in a tray"),
        possibleRow(sample),
      ]),
      group("Also", [
        row(maritime.glyph({ ...sample, vessels: 2 }), "Two vessels"),
        row(maritime.glyph({ ...sample, counted: false, attribution: "claimed" }), "Not counted"),
      ]),
      group("Zones", [
        row(swatch("zone is-warning"), warning || "Warning"),
        row(swatch("zone is-warning is-computed"), "Computed, illustrative"),
        row(swatch("zone is-limit"), limit || "Limit of waters"),
      ]),
    ];
  }

  /** Seen while the view holds sure and possible answers both: see `has-possible` in map.css. */
  function possibleRow(sample) {
    const item = row(maritime.glyph({ ...sample, answer: "possibly" }), "Possibly in the chosen place");
    item.classList.add("if-possible");
    return item;
  }

  function sizesRow(sizes, sample) {
    const item = maritime.html("div", "sizes");
    sizes.forEach((size, step) => {
      const one = maritime.html("span", "size");
      one.append(maritime.glyph({ ...sample, step }), maritime.html("span", "", size.label.replace(/ killed$/, "")));
      item.append(one);
    });
    return item;
  }

  /** The legend as a strip below the map, whose height the map gives way to (--legend). */
  maritime.legendStrip = function (style, map) {
    const panel = maritime.html("section", "maritime-legend is-strip");
    panel.setAttribute("aria-label", "Legend");
    panel.append(...legendGroups(style));
    map.getContainer().after(panel);
    const giveWay = () => {
      document.documentElement.style.setProperty("--legend", panel.offsetHeight + "px");
      map.invalidateSize({ animate: false });
    };
    new ResizeObserver(giveWay).observe(panel);
    giveWay();
  };

  /** The legend of a narrow frame: a panel, folded until asked for; `onFold` is called when it was folded or opened. */
  maritime.legendControl = function (style, onFold) {
    const panel = maritime.html("section", "maritime-legend");
    panel.setAttribute("aria-label", "Legend");
    const bar = maritime.html("button", "bar");
    const chevron = maritime.svg("svg", { class: "chevron", width: 10, height: 10, viewBox: "-5 -5 10 10", "aria-hidden": "true" });
    chevron.append(maritime.svg("path", { d: "M-3.5,-1.5L0,2L3.5,-1.5" }));
    bar.append(maritime.html("strong", "", "Legend"), chevron);
    const body = maritime.html("div", "body");
    const groups = legendGroups(style);
    for (const half of [groups.slice(0, 3), groups.slice(3)]) {
      const column = maritime.html("div", "column");
      column.append(...half);
      body.append(column);
    }
    const fold = (folded) => {
      panel.classList.toggle("is-folded", folded);
      bar.setAttribute("aria-expanded", String(!folded));
      body.hidden = folded;
    };
    bar.addEventListener("click", () => {
      fold(!panel.classList.contains("is-folded"));
      onFold();
    });
    fold(true);
    panel.append(bar, body);
    return control("bottomright", panel);
  };
})(window.maritime);
