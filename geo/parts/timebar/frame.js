/* The frame: built once, filled with words and data at each update. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const SPEEDS = [1, 2, 4];
  const FAULT = "period-fault";
  const MODES = ["moving", "cumulative"];

  /** Builds the bar in its element: all that it is made of, and the state that its scripts hand to each other. */
  timebar.build = function (root) {
    const bar = {
      root, mode: MODES[0], speed: SPEEDS[0], period: { start: null, end: null },
      pending: null, // the period that Python was given and has not answered yet
      told: "", // what the map was told last
      keyed: 0, // the timer that ends a choice made by keys
      drag: null, run: null, hover: null,
    };
    bar.tip = maritime.make("div", "tip");
    bar.tip.hidden = true;
    bar.status = maritime.make("p", "spoken");
    bar.status.setAttribute("role", "status");
    root.append(wordsRow(bar), controlsRow(bar), timebar.besideOf(bar), plotOf(bar), foldOf(bar), bar.tip, bar.status);
    bar.watch = new ResizeObserver(() => bar.data && timebar.layout(bar));
    bar.watch.observe(root);
    return bar;
  };

  function wordsRow(bar) {
    const row = maritime.make("p", "words");
    bar.periodWords = maritime.make("strong", "period-words");
    bar.tallyWords = maritime.make("span", "tally-words");
    bar.sourceWords = maritime.make("span", "source-words");
    row.append(bar.periodWords, bar.tallyWords, bar.sourceWords);
    return row;
  }

  function controlsRow(bar) {
    const row = maritime.make("div", "controls");
    bar.playButton = timebar.iconButton("play", () => (bar.run ? timebar.halt(bar, true) : timebar.play(bar)));
    bar.playButton.append(timebar.icon("stop"));
    bar.backButton = timebar.iconButton("back", () => timebar.step(bar, -1));
    bar.onButton = timebar.iconButton("on", () => timebar.step(bar, 1));
    const steps = maritime.make("div", "choice steps");
    steps.append(bar.backButton, bar.onButton);
    bar.modes = timebar.choice("modes", timebar.buttonsOf(MODES, (mode) => timebar.setPlay(bar, { mode })));
    bar.speeds = timebar.choice("speeds", timebar.buttonsOf(SPEEDS, (speed) => timebar.setPlay(bar, { speed: speed === bar.speed ? nextSpeed(speed) : speed })));
    bar.presets = timebar.choice("presets");
    bar.presetList = maritime.make("select", "preset-list");
    bar.presetList.addEventListener("change", () => timebar.usePreset(bar, bar.presetList.value));
    row.append(bar.playButton, steps, bar.modes, bar.speeds, bar.presets, bar.presetList, fieldsOf(bar));
    return row;
  }

  const nextSpeed = (speed) => SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];

  function fieldsOf(bar) {
    const fields = maritime.make("div", "fields");
    bar.fields = ["start", "end"].map((side) => {
      const label = maritime.make("label");
      const field = Object.assign(maritime.make("input"), { type: "text", maxLength: 24, placeholder: "YYYY-MM-DD", autocomplete: "off", spellcheck: false, name: "period-" + side });
      field.addEventListener("change", () => timebar.takeTyped(bar));
      field.addEventListener("keydown", (event) => { if (event.key === "Escape") timebar.showTyped(bar, true); });
      field.setAttribute("aria-describedby", FAULT);
      label.append(maritime.make("span"), field);
      fields.append(label);
      return field;
    });
    bar.fault = Object.assign(maritime.make("p", "fault"), { id: FAULT });
    fields.append(bar.fault);
    return fields;
  }

  function plotOf(bar) {
    bar.plot = maritime.make("div", "plot");
    bar.range = maritime.make("div", "range");
    bar.drawing = maritime.draw("svg", {});
    bar.gutter = maritime.make("div", "gutter");
    bar.track = maritime.make("div", "track");
    const [middle, start, end] = ["middle", "start", "end"].map((part) => timebar.handleOf(bar, part));
    bar.handles = { middle, start, end };
    bar.plot.append(bar.range, bar.drawing, bar.gutter, bar.track, middle, start, end);
    listen(bar);
    return bar.plot;
  }

  function listen(bar) {
    const on = (name, act) => bar.plot.addEventListener(name, act);
    on("pointerdown", (event) => timebar.beginDrag(bar, event));
    on("pointermove", (event) => (bar.drag ? timebar.drag(bar, event) : timebar.hover(bar, event)));
    on("pointerup", (event) => timebar.endDrag(bar, event));
    on("pointercancel", () => timebar.cancelDrag(bar));
    on("pointerleave", () => timebar.hideTip(bar));
    on("keydown", (event) => timebar.cellKey(bar, event));
    on("focusin", (event) => event.target.matches(".cell:focus-visible") && timebar.tipOfCell(bar, event.target));
    on("focusout", () => timebar.hideTip(bar));
  }

  /** The button that opens zones and statements where the bar is narrow. */
  function foldOf(bar) {
    bar.foldButton = maritime.make("button", "fold");
    bar.foldButton.setAttribute("aria-expanded", "false");
    bar.foldButton.addEventListener("click", () => {
      const open = bar.root.classList.toggle("is-open");
      bar.foldButton.setAttribute("aria-expanded", String(open));
      timebar.layout(bar);
    });
    return bar.foldButton;
  }
})(window.maritime);
