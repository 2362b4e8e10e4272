/* What the choices let through, as geo/filters.py and geo/view.py have it. Each known record is one sign in some strings:
   in `rows` which option it has of a choice, in `place` and `period` its answers: 2 surely, 1 possibly, 0 not. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ANSWER = "answer";
  const BY_LEVEL = [null, "possibly", "surely"];

  /** For each record: 2 or 1 where it is shown, 0 where only the period leaves it out, -1 where a choice or place does. */
  maritime.levelsOf = function (data) {
    const sieves = sievesOf(data);
    const wanted = wantedOf(data);
    return Array.from(data.place, (_, row) => (passes(data, sieves, row) ? shownLevel(data, wanted, row) : -1));
  };

  /** The groups with how many records each option would show by itself under all other choices. */
  maritime.counted = function (data) {
    const sieves = sievesOf(data);
    const wanted = wantedOf(data);
    const rows = Array.from(data.place, (_, row) => row);
    return data.groups.map((group) => {
      const others = sieves.filter(({ name }) => name !== group.name);
      const left = rows.filter((row) => passes(data, others, row));
      const held = group.name === ANSWER
        ? left.map((row) => BY_LEVEL[level(data, row)])
        : left.filter((row) => shownLevel(data, wanted, row)).map((row) => group.options[parseInt(data.rows[group.name][row], 36)]?.value);
      return { ...group, options: group.options.map((option) => ({ ...option, count: held.filter((value) => value === option.value).length })) };
    });
  };

  /** The choices in force: which signs each lets through. */
  function sievesOf({ groups }) {
    return groups.filter(({ name, options }) => name !== ANSWER && options.some(({ chosen }) => chosen)).map(({ name, options }) => ({
      name,
      signs: new Set(options.flatMap(({ chosen }, index) => (chosen ? [index.toString(36)] : []))),
    }));
  }

  function wantedOf({ groups }) {
    const options = groups.find(({ name }) => name === ANSWER).options;
    const chosen = options.filter((option) => option.chosen);
    return new Set((chosen.length ? chosen : options).map(({ value }) => value));
  }

  const passes = ({ rows, place }, sieves, row) => place[row] !== "0" && sieves.every(({ name, signs }) => signs.has(rows[name][row]));

  const level = ({ place, period }, row) => Math.min(place[row], period[row]);

  const shownLevel = (data, wanted, row) => (wanted.has(BY_LEVEL[level(data, row)]) ? level(data, row) : 0);
})(window.maritime);
