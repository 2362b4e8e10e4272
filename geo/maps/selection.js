/* The selection: which records a period shows, and what they add up to, told as Python tells it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ANSWERS = [null, "possibly", "surely"]; // by level

  /** Whether the selection shows the record. */
  maritime.isShown = (record) => record.level > 0;

  /** Whether no more than the period leaves the record out, so that it may stay as a ghost. */
  maritime.isGhost = (record) => record.level === 0;

  /** Write each record's level (2 surely, 1 possibly, 0 not in the period, -1 not chosen at all) into it. */
  maritime.setLevels = function (records, levels) {
    for (const record of records) {
      record.level = levels[record.row];
      record.answer = ANSWERS[record.level] ?? null;
    }
  };

  /** What the records add up to: "40 strikes, 108–116 killed · 8 interdictions · 1 not counted". */
  maritime.tally = function (records) {
    const of = (role) => records.filter((record) => record.role === role);
    const [strikes, interdictions, targets] = ["strike", "interdiction", "part_of_operation"].map(of);
    const others = records.length - strikes.length - interdictions.length - targets.length;
    const parts = [
      strikes.length && maritime.say("{strikes}, {killed}", { strikes: maritime.count(strikes.length, "{n} strike", "{n} strikes"), killed: killed(strikes) }),
      interdictions.length && maritime.count(interdictions.length, "{n} interdiction", "{n} interdictions"),
      targets.length && maritime.count(targets.length, "{n} reported target", "{n} reported targets"),
      others && maritime.count(others, "{n} not counted", "{n} not counted"),
    ];
    return parts.filter(Boolean).join(" · ");
  };

  /** The killed of some strikes with their bounds; one without an upper figure adds its lower one. */
  function killed(strikes) {
    const stated = strikes.filter(({ low, high }) => low !== null || high !== null);
    if (!stated.length) return maritime.say("killed not stated");
    const low = stated.reduce((sum, record) => sum + (record.low ?? 0), 0);
    const high = stated.reduce((sum, record) => sum + (record.high ?? record.low), 0);
    if (low === high) return maritime.count(low, "{n} killed", "{n} killed");
    return maritime.say("{figure} killed", { figure: maritime.number(low) + "–" + maritime.number(high) });
  }

  /** What a record is called where it can only be heard: its title, and its second line with its certainty. */
  maritime.nameOf = (record) => record.title + ". " + maritime.detail(record);

  /** Take an element of HTML or SVG out of sight, or bring it back. */
  maritime.takeOut = function (element, out) {
    if (element.hasAttribute("hidden") !== out) element.toggleAttribute("hidden", out);
  };
})(window.maritime);
