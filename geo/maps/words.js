/* What the reader is told, in the reader's language; also numbers as it writes them.
   Scripts of one document share their words: each adds its own. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  if (maritime.say) return;

  const known = {}; // translations by language
  let language = "en";
  let translations = {};

  /** Speak a language: its code, and for each English message its translation, or the two forms that a count takes. */
  maritime.speak = function (code, told) {
    language = code;
    translations = known[code] = Object.assign(known[code] || {}, told);
  };

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (blank, name) => (values && name in values ? values[name] : blank));

  /** The message in the reader's language, its {blanks} filled from `values`. */
  maritime.say = (message, values) => fill(translations[message] || message, values);

  /** The one of two messages that fits the count, which fills {n}. */
  maritime.count = function (n, one, many, values) {
    const told = (translations[one] || [one, many])[n === 1 ? 0 : 1];
    return fill(told, { n: maritime.number(n), ...values });
  };

  maritime.number = (value, digits = 3) => value.toLocaleString(language, { maximumFractionDigits: digits });
})(window.maritime);
