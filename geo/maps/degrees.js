/* Positions as they are written: in decimal degrees, and in degrees and minutes as mariners do; and read again. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  /** A number with so many digits after the point, or the comma that the language has; a true minus. */
  function fixed(value, digits) {
    const point = maritime.number(0.5).charAt(1);
    return value.toFixed(digits).replace(".", point).replace("-", "−");
  }

  const wrapped = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

  /** "12.4000°, −81.5000°" */
  maritime.decimal = ({ lat, lng }) => maritime.say("{lat}°, {lon}°", { lat: fixed(lat, 4), lon: fixed(wrapped(lng), 4) });

  /** "12° 24.00′ N  081° 30.00′ W" */
  maritime.minutes = function ({ lat, lng }) {
    const lon = wrapped(lng);
    return angle(lat, 2, lat < 0 ? maritime.say("S") : maritime.say("N")) + "\u2002" + angle(lon, 3, lon < 0 ? maritime.say("W") : maritime.say("E"));
  };

  function angle(value, width, letter) {
    const hundredths = Math.round(Math.abs(value) * 6000);
    const [whole, rest] = [Math.floor(hundredths / 6000), (hundredths % 6000) / 100];
    return String(whole).padStart(width, "0") + "° " + fixed(rest, 2).padStart(5, "0") + "′ " + letter;
  }

  const WORDS = [[/\b(latitude?|longitude?|latitud|longitud|lat|lon|long|lng)\b\.?:?/gi, " "], [/\b(north|norte)\b/gi, "N"], [/\b(south|sur)\b/gi, "S"], [/\b(east|este)\b/gi, "E"], [/\b(west|oeste)\b/gi, "W"]];
  const SIGNS = [[/[−–—]/g, "-"], [/[º˚]/g, "°"], [/[’‘′´`]/g, "'"], [/''|[”“″]/g, '"']];
  const TOKEN = /([+-]?\d+(?:\.\d+)?)\s*(°|'|")?|([NSEWO])(?![A-Z])|([,;/])|(\s+)|(.)/gi;
  const UNITS = ["°", "'", '"'];

  /** {lat, lng} of a position written in any usual way; null when it is none. */
  maritime.position = function (text) {
    const plain = [...WORDS, ...SIGNS].reduce((sum, [sign, known]) => sum.replace(sign, known), text.trim());
    const readings = [plain, plain.replace(/(\d),(\d)/g, "$1.$2")];
    if (/\d,\d/.test(plain) && /[\s;°'"NSEWO]|\d,\d.*\d,\d/i.test(plain)) readings.reverse(); // the comma is likelier a decimal one
    return readings.map(read).find(Boolean) || null;
  };

  function read(text) {
    const tokens = Array.from(text.matchAll(TOKEN), ([, number, unit, letter, separator, , other]) => ({ number, unit, letter: letter?.toUpperCase(), separator, other }));
    if (tokens.some(({ other }) => other)) return null;
    const told = tokens.filter(({ number, letter, separator }) => number || letter || separator);
    const halves = split(told);
    return halves && positionOf(halves.map(half));
  }

  /** The tokens of the first and of the second angle. */
  function split(tokens) {
    const letters = tokens.flatMap(({ letter }, index) => (letter ? [index] : []));
    const separators = tokens.flatMap(({ separator }, index) => (separator ? [index] : []));
    if (separators.length > 1 || ![0, 2].includes(letters.length)) return null;
    let at = separators[0] ?? turningPoint(tokens);
    if (letters.length) {
      at = letters[0] === 0 ? letters[1] : letters[0] + 1;
      if (separators.length && Math.abs(separators[0] - at) > 1) return null;
    }
    if (at === null) return null;
    const numbers = (part) => part.filter(({ separator }) => !separator);
    return [numbers(tokens.slice(0, at)), numbers(tokens.slice(at))];
  }

  /** Where the second angle begins without a letter or a comma: at its sign, at its degrees, or half way; null if nowhere. */
  function turningPoint(tokens) {
    const signed = tokens.findIndex(({ number }, index) => index > 0 && /^[+-]/.test(number || ""));
    const degrees = tokens.flatMap(({ unit }, index) => (unit === "°" ? [index] : []));
    if (signed > 0) return signed;
    return degrees.length === 2 ? degrees[1] : tokens.length % 2 ? null : tokens.length / 2;
  }

  /** {value, letter} of one angle; value is null when the tokens are none. */
  function half(tokens) {
    const numbers = tokens.filter(({ number }) => number);
    const letter = tokens.find((token) => token.letter)?.letter;
    const ordered = numbers.every(({ number, unit }, index) => {
      const last = index === numbers.length - 1;
      return (!unit || unit === UNITS[index]) && (index === 0 || (!/^[+-]/.test(number) && Number(number) < 60)) && (last || !number.includes("."));
    });
    if (!ordered || ![1, 2, 3].includes(numbers.length)) return { value: null };
    const size = numbers.reduce((sum, { number }, index) => sum + Math.abs(Number(number)) / 60 ** index, 0);
    return { value: numbers[0].number.startsWith("-") ? -size : size, letter };
  }

  function positionOf([one, two]) {
    if (one.value === null || two.value === null) return null;
    const turned = /[EWO]/.test(one.letter || "") || /[NS]/.test(two.letter || "");
    const [lat, lon] = turned ? [two, one] : [one, two];
    if (/[EWO]/.test(lat.letter || "") || /[NS]/.test(lon.letter || "")) return null;
    if ([lat, lon].some(({ value, letter }) => letter && value < 0)) return null;
    const found = { lat: signed(lat), lng: signed(lon) };
    return Math.abs(found.lat) <= 90 && Math.abs(found.lng) <= 180 ? found : null;
  }

  const signed = ({ value, letter }) => (/[SWO]/.test(letter || "") ? -value : value);
})(window.maritime);
