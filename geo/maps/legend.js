/* The legend: a strip below the map, on a narrow frame a panel that opens on it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

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

  const swatch = (className) => maritime.html("span", "swatch " + className);

  function legendGroups({ kinds, attributions, sizes, zone }) {
    const names = Object.keys(kinds);
    const sample = { kind: names[0], attribution: "confirmed", counted: true, step: 1 };
    const [warning, limit] = [zone && zone.warning, zone && zone.limit].map((one) => (one && one.label) || null);
    return [
      group(maritime.say("Kind"), names.map((kind) => row(maritime.glyph({ ...sample, kind }), kinds[kind].label))),
      group(maritime.say("Attribution"), Object.keys(attributions).map((attribution) => row(maritime.glyph({ ...sample, attribution }), attributions[attribution].label))),
      group(maritime.say("Killed"), [sizesRow(sizes, sample)]),
      group(maritime.say("Place"), [
        row(maritime.glyph(sample), maritime.say("Given")),
        row(swatch("area"), maritime.say("Within this area")),
        row(swatch("tray"), maritime.say("Ocean only: in a tray")),
        row(maritime.glyph({ ...sample, answer: "possibly" }), maritime.say("Only possibly")),
      ]),
      group(maritime.say("Also"), [
        row(maritime.glyph({ ...sample, vessels: 2 }), maritime.say("Two vessels")),
        row(maritime.glyph({ ...sample, counted: false, attribution: "claimed" }), maritime.say("Not counted")),
      ]),
      group(maritime.say("Zones"), [
        row(swatch("zone is-warning"), warning || maritime.say("Warning")),
        row(swatch("zone is-warning is-computed"), maritime.say("Computed, illustrative")),
        row(swatch("zone is-limit"), limit || maritime.say("Limit of waters")),
      ]),
    ];
  }

  function sizesRow(sizes, sample) {
    const item = maritime.html("div", "sizes");
    sizes.forEach((size, step) => {
      const one = maritime.html("span", "size");
      one.append(maritime.glyph({ ...sample, step }), maritime.html("span", "", size.label));
      item.append(one);
    });
    return item;
  }

  /** The legend as a strip below the map, whose height the map gives way to (--legend). */
  maritime.legendStrip = function (style, map) {
    const panel = maritime.html("section", "maritime-legend is-strip");
    panel.setAttribute("aria-label", maritime.say("Legend"));
    panel.append(...legendGroups(style));
    map.getContainer().after(panel);
    const giveWay = () => {
      document.documentElement.style.setProperty("--legend", panel.offsetHeight + "px");
      maritime.vantage.hold(() => map.invalidateSize({ animate: false }));
    };
    new ResizeObserver(giveWay).observe(panel);
    giveWay();
  };

  /** The legend of a narrow frame: a panel, folded until asked for; `onFold` is called when it was folded or opened. */
  maritime.legendControl = function (style, onFold) {
    const panel = maritime.html("section", "maritime-legend");
    panel.setAttribute("aria-label", maritime.say("Legend"));
    const bar = maritime.html("button", "bar");
    const chevron = maritime.svg("svg", { class: "chevron", width: 10, height: 10, viewBox: "-5 -5 10 10", "aria-hidden": "true" });
    chevron.append(maritime.svg("path", { d: "M-3.5,-1.5L0,2L3.5,-1.5" }));
    bar.append(maritime.html("strong", "", maritime.say("Legend")), chevron);
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
    return maritime.control("bottomright", panel);
  };
})(window.maritime);
