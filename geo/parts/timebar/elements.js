/* Elements of the bar: buttons, rows of them, ends to drag; and writing only what differs. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;

  /** Write text where it differs, so that nothing is announced or drawn anew that is as it was. */
  timebar.write = function (element, text) {
    if (element.textContent !== text) element.textContent = text;
  };

  timebar.set = function (element, name, value) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  };

  /** Name an element for those who hear it, a button also for those who point at it. */
  timebar.name = function (element, words) {
    timebar.set(element, "aria-label", words);
    if (element.matches("button")) timebar.set(element, "title", words);
  };

  const STROKES = {
    play: "M-3.5,-5L5,0L-3.5,5Z", stop: "M-4,-4H4V4H-4Z", back: "M2.5,-4.5L-2,0L2.5,4.5", on: "M-2.5,-4.5L2,0L-2.5,4.5",
  };

  timebar.icon = function (name) {
    const drawing = maritime.draw("svg", { class: "icon is-" + name, width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" });
    drawing.append(maritime.draw("path", { d: STROKES[name] }));
    return drawing;
  };

  timebar.iconButton = function (name, act) {
    const button = maritime.make("button", "tool " + name);
    button.append(timebar.icon(name));
    button.addEventListener("click", act);
    return button;
  };

  /** A row of buttons of which one is pressed. */
  timebar.choice = function (className, buttons = []) {
    const row = maritime.make("div", "choice " + className);
    row.setAttribute("role", "group");
    row.append(...buttons);
    return row;
  };

  /** A button for each value; `act` gets that of the one clicked. */
  timebar.buttonsOf = function (values, act) {
    return values.map((value) => {
      const button = maritime.make("button");
      button.dataset.value = value;
      button.addEventListener("click", () => act(value));
      return button;
    });
  };

  timebar.press = function (row, value) {
    for (const button of row.children) timebar.set(button, "aria-pressed", button.dataset.value === String(value));
  };

  /** An end of the period or its middle, to be moved with the pointer or by keys. */
  timebar.handleOf = function (bar, part) {
    const element = maritime.make("div", "handle " + part);
    element.dataset.part = part;
    element.tabIndex = 0;
    element.setAttribute("role", "slider");
    element.setAttribute("aria-orientation", "horizontal");
    element.addEventListener("keydown", (event) => timebar.handleKey(bar, part, event));
    element.addEventListener("blur", () => timebar.settle(bar));
    return element;
  };
})(window.maritime);
