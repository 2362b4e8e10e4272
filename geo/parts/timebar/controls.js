/* Presets, steps of a window, typed days. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;

  /** The periods to choose from as buttons and as a list, made anew only where they changed: one may have the focus. */
  timebar.fillPresets = function (bar) {
    const known = JSON.stringify(bar.choices);
    bar.choices = timebar.presetsOf(bar.data);
    if (JSON.stringify(bar.choices) === known) return;
    const buttons = timebar.buttonsOf(bar.choices.map(({ value }) => value), (value) => timebar.usePreset(bar, value));
    bar.presets.replaceChildren(...buttons);
    buttons.forEach((button, index) => timebar.write(button, bar.choices[index].words));
    const none = Object.assign(maritime.make("option", "", maritime.say("Period")), { value: "", disabled: true, hidden: true });
    bar.presetList.replaceChildren(none, ...bar.choices.map(({ value, words }) => Object.assign(maritime.make("option", "", words), { value })));
  };

  timebar.usePreset = function (bar, value) {
    timebar.choose(bar, bar.choices.find((choice) => choice.value === value).period);
  };

  timebar.showPreset = function (bar) {
    const value = bar.choices.find(({ period }) => timebar.same(period, bar.period))?.value ?? "";
    timebar.press(bar.presets, value);
    if (bar.presetList.value !== value) bar.presetList.value = value;
  };

  timebar.canStep = function ({ period, data: { axis } }, direction) {
    return direction < 0 ? period.start !== null && period.start > axis[0] : period.end !== null && period.end < axis[1];
  };

  timebar.step = function (bar, direction) {
    if (timebar.canStep(bar, direction)) timebar.choose(bar, timebar.moved(timebar.windowOf(bar), direction));
  };

  /** Choose the period of the two fields, of which an empty one is an open side; mark what is no day. */
  timebar.takeTyped = function (bar) {
    const days = bar.fields.map((field, index) => (field.value.trim() ? timebar.typedDay(field.value, index === 1, bar.monthOf) : null));
    if (days.some(Number.isNaN)) return refuse(bar, days);
    const [start, end] = days[0] !== null && days[1] !== null && days[0] > days[1] ? days.reverse() : days;
    timebar.choose(bar, { start, end });
    return timebar.showTyped(bar, true);
  };

  function refuse(bar, days) {
    bar.fields.forEach((field, index) => timebar.set(field, "aria-invalid", Number.isNaN(days[index])));
    timebar.write(bar.fault, maritime.say("Write a day as year-month-day, such as 2025-10-31"));
    timebar.write(bar.status, bar.fault.textContent);
  }

  /** Write the period into the fields; what is being typed stays where the period is as it was, unless `anew`. */
  timebar.showTyped = function (bar, anew = false) {
    [bar.period.start, bar.period.end].map(timebar.isoOf).forEach((text, index) => {
      const field = bar.fields[index];
      if (!anew && text === field.dataset.shown && field.matches(":focus")) return;
      if (field.value !== text) field.value = text;
      field.dataset.shown = text;
      timebar.set(field, "aria-invalid", false);
    });
    if (bar.fields.every((field) => field.getAttribute("aria-invalid") === "false")) timebar.write(bar.fault, "");
  };
})(window.maritime);
