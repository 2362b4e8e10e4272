/* The filters in force, each with a button that clears it; the focus goes to the next one. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  maritime.parts.chips = function ({ data, parentElement, setTriggerValue }) {
    const list = parentElement.querySelector(".chips");
    list.setAttribute("aria-label", maritime.say("Filters in force"));
    list.hidden = data.chips.length === 0;
    const focused = Array.from(list.querySelectorAll("button")).indexOf(parentElement.activeElement);
    const all = data.chips.length > 1 ? [{ name: "all", value: "", label: maritime.say("Clear all filters") }] : [];
    list.replaceChildren(...[...data.chips, ...all].map((chip) => item(chip, () => setTriggerValue("cleared", { name: chip.name, value: chip.value }))));
    const buttons = list.querySelectorAll("button");
    if (focused >= 0 && buttons.length) buttons[Math.min(focused, buttons.length - 1)].focus();
  }

  function item({ name, label }, clear) {
    const button = maritime.make("button", "", label);
    if (name === "all") button.className = "all";
    else button.setAttribute("aria-label", maritime.say("Clear the filter {filter}", { filter: label }));
    button.addEventListener("click", clear);
    const line = maritime.make("li");
    line.append(button);
    return line;
  }
})(window.maritime);
