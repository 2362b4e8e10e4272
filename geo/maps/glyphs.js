/* The symbols: shape and colour by kind, fill by attribution, size by people killed.
   Also the two makers of elements through which all text reaches the page: as text, never as markup. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const NEUTRAL = { label: "Other", shape: "circle", light: "#5d6b73", dark: "#a9b6bf" };

  const looks = new Map(); // each look of a symbol is drawn once, then copied
  let style = { kinds: {}, attributions: {}, sizes: [] };

  /** An HTML element; `text` is written as text. */
  maritime.html = function (tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    if (tag === "button") element.type = "button";
    return element;
  };

  /** An SVG element with its attributes set. */
  maritime.svg = function (tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  };

  maritime.useStyle = function (given) {
    style = given;
    maritime.onTheme((theme) => {
      for (const [kind, { [theme]: colour }] of Object.entries(style.kinds)) {
        document.documentElement.style.setProperty("--kind-" + kind, colour);
      }
    });
  };

  const own = (table, key) => (Object.prototype.hasOwnProperty.call(table, key) ? table[key] : null);

  maritime.kindOf = (kind) => own(style.kinds, kind) || NEUTRAL;

  /** A CSS colour for a kind; neutral ink for kinds that the style does not name, and for mixed ones. */
  maritime.kindColour = (kind) => (own(style.kinds, kind) ? "var(--kind-" + kind + ")" : "var(--neutral)");

  /** Of which the question of place is answered with no more than "possibly". */
  maritime.isPossible = (record) => record.answer === "possibly";

  /** The symbol's diameter in pixels for a step of people killed. */
  maritime.diameter = function (step) {
    const size = style.sizes[step] || style.sizes[0];
    return size ? size.px : 10;
  };

  // Shapes of the same visual weight for one radius, as [whole, left half, the two strokes of a cross].
  const SHAPES = {
    circle: (r) => [
      `M0,${-r}A${r},${r} 0 1 1 0,${r}A${r},${r} 0 1 1 0,${-r}Z`,
      `M0,${-r}A${r},${r} 0 0 0 0,${r}Z`,
      cross(r * 0.7),
    ],
    square: (r) => {
      const a = r * 0.88;
      return [`M${-a},${-a}H${a}V${a}H${-a}Z`, `M${-a},${-a}H0V${a}H${-a}Z`, cross(a)];
    },
    diamond: (r) => {
      const a = r * 1.22;
      return [`M0,${-a}L${a},0L0,${a}L${-a},0Z`, `M0,${-a}V${a}L${-a},0Z`, cross(a / 2)];
    },
  };

  function cross(a) {
    return `M${-a},${-a}L${a},${a}M${-a},${a}L${a},${-a}`;
  }

  /**
   * The symbol of a record as an SVG element of `2 * reach` pixels, centred.
   * `record` needs kind, attribution, counted, step and vessels, and may have an answer; `scale` shrinks it for trays and pills.
   */
  maritime.glyph = function (record, scale = 1) {
    const look = [record.kind, record.attribution, record.counted === false, record.step, record.vessels >= 2, record.answer, scale].join();
    if (!looks.has(look)) looks.set(look, drawn(record, scale));
    return looks.get(look).cloneNode(true);
  };

  function drawn(record, scale) {
    const kind = maritime.kindOf(record.kind);
    const fill = (own(style.attributions, record.attribution) || { fill: "solid" }).fill;
    const radius = (maritime.diameter(record.step) * scale) / 2;
    const reach = Math.ceil(radius * 1.22 + 5);
    const [whole, half, strokes] = (SHAPES[kind.shape] || SHAPES.circle)(radius);
    const svg = maritime.svg("svg", {
      class: "maritime-glyph" + (record.counted === false ? " is-uncounted" : "") + (maritime.isPossible(record) ? " is-possible" : ""),
      width: 2 * reach, height: 2 * reach, viewBox: `${-reach} ${-reach} ${2 * reach} ${2 * reach}`, "aria-hidden": "true",
    });
    svg.style.setProperty("--kind", maritime.kindColour(record.kind));
    const draw = (className, d) => svg.append(maritime.svg("path", { class: className, d }));
    if (scale === 1) draw("halo", whole); // smaller ones stand on paper anyway
    draw(fill === "solid" ? "body solid" : "body", whole);
    if (fill === "half") draw("ink", half);
    if (fill === "crossed") draw("strokes", strokes);
    if (record.vessels >= 2) {
      svg.append(maritime.svg("circle", { class: "second", cx: radius * 0.95 + 0.6, cy: -radius * 0.95 - 0.6, r: Math.max(2.1, radius * 0.42) }));
    }
    return svg;
  }

  /**
   * Arrow keys, Home and End move the focus among the buttons that `listed` gives, of which one is in the tab order.
   * Returns what to call when that list has changed.
   */
  maritime.rove = function (group, listed, columns = () => 1) {
    const stopAt = (stop) => listed().forEach((button) => {
      button.tabIndex = button === stop ? 0 : -1;
      button.classList.toggle("is-stop", button === stop);
    });
    group.addEventListener("focusin", (event) => {
      const button = event.target.closest("button");
      if (listed().includes(button)) stopAt(button);
    });
    group.addEventListener("keydown", (event) => {
      const buttons = listed();
      const at = buttons.indexOf(event.target.closest("button"));
      const last = buttons.length - 1;
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns(), ArrowUp: at - columns(), Home: 0, End: last }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      buttons[Math.max(0, Math.min(last, to))].focus({ preventScroll: true });
    });
    const refresh = () => stopAt(listed().find((button) => button.classList.contains("is-stop")) || listed()[0]);
    refresh();
    return refresh;
  };
})(window.maritime);
