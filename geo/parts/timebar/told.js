/* Days, periods and records in words, and the names of everything that stays. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;

  /** A day as it reads: "2 Sep 2025". */
  timebar.dayWords = function (bar, day) {
    const [year, , date] = timebar.partsOf(day);
    return date + " " + bar.monthOf(day) + " " + year;
  };

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  /** A period as it reads at the beginning of a line. */
  timebar.periodWords = (bar, period) => capital(phrase(period, (day) => timebar.dayWords(bar, day)));

  function phrase({ start, end }, words) {
    if (start === null && end === null) return maritime.say("All dates");
    if (start === end) return maritime.say("On {day}", { day: words(start) });
    if (start === null) return maritime.say("Until {day}", { day: words(end) });
    if (end === null) return maritime.say("From {day}", { day: words(start) });
    return maritime.say("{start} to {end}", { start: words(start), end: words(end) });
  }

  /** What a record is called: its date, and the vessel, site or event. */
  timebar.titleOf = function (bar, row) {
    const { dated, when, names, what } = bar.data.records;
    const at = dated.indexOf(row);
    return (at < 0 ? timebar.dayWords(bar, bar.columns.first[row]) : when[at]) + " · " + names[what[row]];
  };

  timebar.noDataWords = (bar) => maritime.say("Sources reach {day}; what came later is no data, not no events.", { day: timebar.dayWords(bar, bar.data.until) });

  /** The words of everything that stays, in the language of the data. */
  timebar.label = function (bar) {
    const { name, write } = timebar;
    bar.root.lang = bar.data.language;
    bar.root.setAttribute("aria-label", maritime.say("Time bar: the period shown"));
    name(bar.backButton, maritime.say("One window back"));
    name(bar.onButton, maritime.say("One window forward"));
    name(bar.modes, maritime.say("How the period plays"));
    name(bar.speeds, maritime.say("Speed of playing"));
    name(bar.presets, maritime.say("Periods"));
    name(bar.presetList, maritime.say("Periods"));
    name(bar.handles.start, maritime.say("Start of the period"));
    name(bar.handles.end, maritime.say("End of the period"));
    name(bar.handles.middle, maritime.say("The period as a whole"));
    bar.fields.forEach((field, index) => write(field.previousSibling, index ? maritime.say("To") : maritime.say("From")));
    write(bar.foldButton, maritime.say("Zones and statements"));
    write(bar.sourceWords, maritime.say("Sources reach {day} · UTC", { day: timebar.dayWords(bar, bar.data.until) }));
    bar.sourceWords.title = timebar.noDataWords(bar);
    labelModes(bar);
    timebar.labelPlay(bar);
  };

  function labelModes(bar) {
    const modes = { moving: maritime.say("Moving"), cumulative: maritime.say("Cumulative") };
    for (const button of bar.modes.children) timebar.write(button, modes[button.dataset.value]);
    for (const button of bar.speeds.children) {
      timebar.write(button, button.dataset.value + "×");
      timebar.name(button, maritime.say("{n} times the speed", { n: button.dataset.value }));
    }
  }

  /** Whether the bar plays, how, and what its button does. */
  timebar.labelPlay = function (bar) {
    bar.root.classList.toggle("is-playing", Boolean(bar.run));
    timebar.name(bar.playButton, bar.run ? maritime.say("Stop") : maritime.say("Play"));
    timebar.press(bar.modes, bar.mode);
    timebar.press(bar.speeds, bar.speed);
  };
})(window.maritime);
