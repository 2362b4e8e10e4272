"""Degrees as people write them: decimal, with a comma, in minutes and seconds, ISO 6709, with letters of any shore."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo import schema
from geo.ingest.report import Findings
from geo.language import N_, _

NO_DEGREES = N_("is no position as degrees, or degrees, minutes and seconds")
NO_PAIR = N_("is no pair of latitude and longitude")
SIXTY = N_("has minutes or seconds of 60 or more")
NOT_FINITE = N_("is no finite number")
WRONG_LETTER = N_("has a letter of the other axis: N and S are latitude, E and W longitude")
TWO_SIGNS = N_("has a minus sign and the letter of the other half of the globe")
PARSED = N_("was written in degrees and minutes, or with letters or a comma, and is now decimal")
COMMA_DECIMAL = N_("a comma could part decimals or thousands everywhere in the columns; it was read as a decimal comma")
COMMA_GROUPS = N_(
    "a comma could part decimals or thousands everywhere in the columns; it was read as parting thousands, as chosen"
)
LON_FIRST = N_("longitude stands first, as its size or its letter shows")
LON_FIRST_NAMED = N_("longitude stands first, as the column's name says")
LON_FIRST_BRACKETS = N_(
    "longitude was taken to stand first, as GeoJSON has it in square brackets; name the column “lat_lon” if it doesn't"
)
TAKEN_OUT = N_("the position was taken out of a longer text")
O_WEST = N_("the letter O was read as west (oeste, ouest)")
O_EAST = N_("the letter O was read as east (Ost), since the column's name is German")

WORDS = (
    (r"\b(?:north|norte|nord|noord)\b", "N"),
    (r"\b(?:south|sur|sul|sud|süd|zuid)\b", "S"),
    (r"\b(?:east|este|leste|est|ost|oost)\b", "E"),
    (r"\b(?:west|oeste|ouest|ovest)\b", "W"),
    (r"\b(?:lat|long?|latitude|longitude|latitud|longitud|lng)\b\.?\s*[:=]?", " "),
    (r"(?<=\d)\s*(?:degrees?|grados?|graus?|degr[ée]s?|grad|deg|d)(?=[\s\d.,;]|$)", "°"),
    (r"(?<=\d)\s*(?:minutes?|minutos?|min|m)(?=[\s\d.,;]|$)", "'"),
    (r"(?<=\d)s(?=\s*[NSEWOL]\b)", '"'),
    (r"('\s*\d+(?:[.,]\d+)?)\s*s\b", r'\1"'),
    (r"\bL\.?([NSEWO])\b\.?", r"\1"),  # latitud norte, longitud oeste
    (r"(?<![\d.])(\d{1,3})\.(\d{1,2})\.(\d{1,2})(?![\d.])", r"\1 \2 \3"),
    (r"(?<=\d)\s*(?:seconds?|segundos?|secs?|sec)(?=[\s\d.,;]|$)", '"'),
)
"""What stands for letters and signs in several languages."""
SIGNS = str.maketrans(
    dict.fromkeys("º˚∘*\ufffd", "°")
    | dict.fromkeys("′’‘´`ʹ", "'")
    | dict.fromkeys("″”“ʺ", '"')
    | dict.fromkeys("−–—‐", "-")
    | dict.fromkeys("\xa0\u2009\u202f", " ")
    | {"Â": ""}  # of "Â°", a sign in UTF-8 that was taken for Latin-1
)

NUMBER = r"\d+(?:[.,]\d+)?"
PARTS = re.compile(
    rf"([NSEWOL]?)\s*([-+]?)\s*({NUMBER})\s*(?:[°:\-\s]\s*(?:({NUMBER})\s*(?:['’:\-\s]\s*(?:({NUMBER})\s*(?:\"|'')?)?)?)?)?\s*([NSEWOL]?)"
)
COMPACT = re.compile(r"([NSEWOL]?)\s*(\d{4,7})(\.\d+)?\s*([NSEWOL]?)")
_ANGLE = r"\d{1,3}(?:[°:'\"\s.,-]{1,3}\d+){0,3}[°'\"\s]*"
_WITHIN = re.compile(rf"(?<![\d.,])({_ANGLE})[NS]\b[\s,;:/-]*({_ANGLE})[EWO]\b")
"""A position with its letters, in the midst of other words."""
_NAMED = re.compile(r"\b(?:(lat)|lo?ng?)[a-z]*\b.*?\b(?:(lat)|lo?ng?)", re.IGNORECASE)
"""Two coordinates that are called what they are."""
ISO_6709 = re.compile(r"([-+]\d+(?:\.\d+)?)([-+]\d+(?:\.\d+)?)(?:[-+]\d+(?:\.\d+)?)?(?:CRS[\w:/.]*)?/?")


LONGEST = 120
"""Signs of a text that is tried as a position, white space in a row counting as one: patterns look ahead and back."""


class Unread(ValueError):  # noqa: N818 (told as a line of the report)
    """Text that is no position; its message is the rule, in English."""


@dataclass(frozen=True)
class Degrees:
    """One coordinate."""

    value: float
    axis: str
    """"lat" or "lon" where a letter says so, else empty."""
    plain: bool
    """Whether it was a mere decimal number."""


def degrees(text: str, axis: str, o_is_east: bool = False) -> Degrees:
    """One coordinate; Unread where it is none, or one of the other axis.

    Parameters
    ----------
    text : such as "10.5", "10,5", "-10 30", "10°30'15"N", "066-55.5W", "1030N", "+1030.5" (ISO 6709).
    axis : "lat" or "lon", which says how many digits are degrees where nothing parts them; empty where unknown.
    """
    try:
        value = float(text) if "_" not in text else None  # Python's "1_0" is nobody else's
    except ValueError:
        value = None
    if value is not None and not (re.fullmatch(r"[-+]\d{4,}(\.\d*)?|\d{6,}(\.\d*)?", text.strip())):
        if not math.isfinite(value):
            raise Unread(NOT_FINITE)
        return Degrees(value, "", plain=True)
    cleaned = _cleaned(text, NO_DEGREES)
    if cleaned.endswith("-"):
        raise Unread(NO_DEGREES)
    found = PARTS.fullmatch(cleaned)
    if found is None or re.fullmatch(r"[NSEWOL]?\s*[-+]?\d{4,}(?:\.\d+)?\s*[NSEWOL]?", cleaned):
        return _compact(cleaned, axis, o_is_east)
    before, sign, *numbers, after = found.groups()
    if before and after:
        raise Unread(NO_DEGREES)
    return _signed(sign, _joined(*numbers), before or after, axis, o_is_east, plain=False)


def _cleaned(text: str, rule: str) -> str:
    """The text in capitals with one sign for each meaning; Unread by that rule where it is far too long."""
    plain = _short(text, rule).translate(SIGNS).strip().strip("()[]")
    for word, letter in WORDS:
        plain = re.sub(word, letter, plain, flags=re.IGNORECASE)
    return re.sub(r"\s*\.\s*$", "", plain.upper().replace("''", '"')).strip()


def _short(text: str, rule: str) -> str:
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        raise Unread(rule)
    return plain


def _joined(whole: str, minutes: str | None, seconds: str | None) -> float:
    parts = [float((part or "0").replace(",", ".")) for part in (whole, minutes, seconds)]
    if parts[1] >= 60 or parts[2] >= 60:
        raise Unread(SIXTY)
    if (parts[0] % 1 and minutes) or (parts[1] % 1 and seconds):
        raise Unread(NO_DEGREES)
    return parts[0] + parts[1] / 60 + parts[2] / 3600


def _signed(sign: str, value: float, letter: str, axis: str, o_is_east: bool, plain: bool) -> Degrees:
    told = {"": "", "N": "lat", "S": "lat"}.get(letter, "lon")
    if axis and told and told != axis:
        raise Unread(WRONG_LETTER)
    negative = letter in ("S", "W") or (letter == "O" and not o_is_east)
    if sign == "-" and letter and not negative:
        raise Unread(TWO_SIGNS)
    return Degrees(-value if negative or sign == "-" else value, told, plain)


def _compact(cleaned: str, axis: str, o_is_east: bool) -> Degrees:
    """Degrees, minutes and seconds without anything between them: "1030N", "0665530W", "+1030.5"."""
    sign = cleaned[:1] if cleaned[:1] in "+-" else ""
    found = COMPACT.fullmatch(cleaned.removeprefix(sign) if sign else cleaned)
    if found is None:
        raise Unread(NO_DEGREES)
    before, digits, rest, after = found.groups()
    letter = before or after
    if not letter and not sign:
        raise Unread(NO_DEGREES)
    told = axis or ("lat" if letter in ("N", "S") else "lon" if letter else "")
    whole = {4: 2, 5: 3, 6: 2, 7: 3}[len(digits)]
    if told == "lon" and len(digits) in (4, 6) and len(digits) % 2 == 0:
        whole = len(digits) % 4 or 2  # "6655W": a zero that should lead was left out
    parts = [digits[:whole], digits[whole : whole + 2], digits[whole + 2 :]]
    last = 2 if parts[2] else 1
    parts[last] += rest or ""
    return _signed(sign, _joined(parts[0], parts[1], parts[2] or None), letter, axis, o_is_east, plain=False)


def pair(
    text: str, lon_first: bool = False, o_is_east: bool = False, decimal_comma: bool | None = None
) -> tuple[float, float, bool]:
    """Latitude and longitude of one text, and whether the longitude stood first; Unread where it holds no pair.

    Without letters the latitude is taken to stand first, unless ``lon_first``. A comma parts decimals, or else the two
    and thousands, as ``decimal_comma`` says; whichever makes a pair where that is None.
    """
    if iso := ISO_6709.fullmatch(_short(text, NO_PAIR)):
        return _iso(iso.group(1), "lat"), _iso(iso.group(2), "lon"), False
    one, other = (_half(part, o_is_east, decimal_comma) for part in _halves(_cleaned(text, NO_PAIR), decimal_comma))
    if one.axis == other.axis != "" or (one.axis and other.axis == one.axis):
        raise Unread(NO_PAIR)
    if (named := _NAMED.search(text)) and bool(named.group(1)) != bool(named.group(2)):
        lon_first = not named.group(1)
    turned = (
        one.axis == "lon"
        or other.axis == "lat"
        or (not one.axis and not other.axis and (lon_first or (not named and abs(one.value) > 90)))
    )
    lat, lon = (other, one) if turned else (one, other)
    return lat.value, lon.value, turned


def _iso(text: str, axis: str) -> float:
    whole = {"lat": 2, "lon": 3}[axis]
    digits = len(text[1:].partition(".")[0])
    return float(text) if digits <= whole else degrees(text, axis).value


def _half(text: str, o_is_east: bool, decimal_comma: bool | None) -> Degrees:
    if decimal_comma is None:
        return degrees(text, "", o_is_east)
    if not decimal_comma and "," in text and not is_grouped(text):
        raise Unread(NO_PAIR)
    return _of_axis(text, "", o_is_east, decimal_comma)


def _halves(cleaned: str, decimal_comma: bool | None) -> tuple[str, str]:
    """The two coordinates of a cleaned text."""
    if decimal_comma and (commas := re.fullmatch(r"(\d+,\d+)\s*,\s*(\d+,\d+)", cleaned)):
        return commas.group(1), commas.group(2)
    letters = re.findall(r"[NSEWOL]", cleaned)
    if len(letters) == 2:
        pattern = (
            r"(.*?[NSEWOL])[\s,;/|-]*(.*[NSEWOL])"
            if cleaned[-1] in "NSEWOL"
            else r"([NSEWOL].*?)[\s,;/|-]*([NSEWOL].*)"
        )
        if found := re.fullmatch(pattern, cleaned):
            return found.group(1), found.group(2)
    for separator in (r"\s*[;/|]\s*", r"\s*,\s+", r"\s*,\s*(?=[-+])", r"(?<=\d)\s+(?=[-+]?\d)", r",", r"\s+"):
        if separator == "," and decimal_comma and "." not in cleaned:
            continue
        parts = re.split(separator, cleaned)
        if len(parts) == 2 and all(re.search(r"\d", part) for part in parts):
            return parts[0], parts[1]
    raise Unread(NO_PAIR)


_EITHER = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")
_GROUPED = {
    False: re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?"),
    True: re.compile(r"[-+]?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d*|(?:\.\d{3}){2,})"),
}
"""Numbers whose thousands are parted, by whether the comma is the decimal one."""


def comma(columns: Sequence[pa.ChunkedArray]) -> tuple[bool, bool]:
    """Whether the commas in columns of numbers part decimals, and whether that is only assumed: each could as well part
    thousands.
    """
    held = [column.filter(pc.match_substring(column, ",")).unique() for column in columns if _textual(column)]
    texts = [text.strip() for column in held for text in column.to_pylist()]
    doubtful = [text for text in texts if _EITHER.fullmatch(text)]
    grouped = [text for text in texts if _GROUPED[False].fullmatch(text) and not re.fullmatch(r"[-+]?\d+,\d+", text)]
    return len(texts) > len(doubtful) + len(grouped) or bool(doubtful and not grouped), 0 < len(texts) == len(doubtful)


def is_grouped(text: str) -> bool:
    """Whether a text is a number with commas between its thousands."""
    return _GROUPED[False].fullmatch(text.strip()) is not None


def _of_axis(text: str, axis: str, o_is_east: bool, decimal_comma: bool) -> Degrees:
    bare = text.strip()
    if _GROUPED[decimal_comma].fullmatch(bare):
        return Degrees(float(bare.replace("." if decimal_comma else ",", "").replace(",", ".")), "", plain=False)
    return degrees(text, axis, o_is_east)


def axis_column(
    column: pa.ChunkedArray,
    name: str,
    axis: str,
    row: NDArray[np.int64],
    findings: Findings,
    decimal_comma: bool = True,
) -> NDArray[np.float64]:
    """A column of latitudes or longitudes in degrees; NaN where there is none. What is not plain is noted.

    "1,234" is 1.234 with a ``decimal_comma``, else 1234.
    """
    if not _textual(column):
        numbers = _numeric(column)
        bad = np.isinf(numbers) | (np.isnan(numbers) & column.is_valid().to_numpy())
        findings.add("refused", _(NOT_FINITE), name, row[bad], list(numbers[bad]))
        return np.where(bad, np.nan, numbers) if bad.any() else numbers
    o_is_east = _o_is_east(name)
    read = _parsed(column, partial(_of_axis, axis=axis, o_is_east=o_is_east, decimal_comma=decimal_comma))
    _note_letters(column, name, o_is_east, findings)
    return read.spread(lambda entry: (entry.value, 0.0), name, row, findings)[0]


def within(
    text: str, lon_first: bool = False, o_is_east: bool = False, decimal_comma: bool | None = None
) -> tuple[float, float, bool, bool]:
    """As ``pair``, and whether it stood among other words: the one position with its letters in a text."""
    try:
        return *pair(text, lon_first, o_is_east, decimal_comma), False
    except Unread:
        found = list(_WITHIN.finditer(_cleaned(text, NO_PAIR)))
        if len(found) != 1 or len({len(re.findall(NUMBER, angle)) for angle in found[0].groups()}) != 1:
            raise  # with another number before it, the first would have more parts than the second
        return *pair(found[0].group(), lon_first, o_is_east), True


def pair_comma(texts: Sequence[str]) -> bool:
    """Whether a comma parts decimals in texts of pairs: one of them is none when read otherwise."""
    return any(_is_pair(text, True) and not _is_pair(text, False) for text in texts if "," in text)


def _is_pair(text: str, decimal_comma: bool) -> bool:
    try:
        pair(text, decimal_comma=decimal_comma)
    except Unread:
        return False
    return True


def pair_column(
    column: pa.ChunkedArray,
    name: str,
    row: NDArray[np.int64],
    findings: Findings,
    decimal_comma: bool | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitudes and longitudes of a column that holds both; NaN where there is none.

    One pair that can only be longitude and latitude turns all that could be either. So do the column's name and square
    brackets, as GeoJSON has them, where no pair can only be the other way round.
    """
    text = column if _textual(column) else column.cast(pa.string())
    parse = partial(within, o_is_east=_o_is_east(name), decimal_comma=decimal_comma)
    read = _parsed(text, parse)
    there = [entry for entry in read.found if entry is not None]
    shown = any(turned for _lat, _lon, turned, _taken in there)
    by_name = _first_by_name(name)
    brackets = not by_name and _are_bracketed(read.texts)
    said = (by_name == "lon" or brackets) and all(abs(lon) <= 90 for _lat, lon, _turned, _taken in there)
    if shown or said:
        read = _parsed(text, partial(parse, lon_first=True))
        sort, rule = ("suspicious", LON_FIRST_BRACKETS) if brackets and not shown else ("coerced", LON_FIRST_NAMED)
        findings.add(sort, _(LON_FIRST if shown else rule), name, 1, "")
    taken = np.array([entry is not None and entry[3] for entry in read.found] + [False])[read.place]
    findings.add("coerced", _(TAKEN_OUT), name, row[taken], [read.texts[n] for n in read.place[taken]])
    _note_letters(text, name, _o_is_east(name), findings)
    lat, lon = read.spread(lambda entry: entry[:2], name, row, findings)
    return lat, lon


def _textual(column: pa.ChunkedArray) -> bool:
    return bool(pa.types.is_string(column.type))


def _numeric(column: pa.ChunkedArray) -> NDArray[np.float64]:
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        return np.full(len(column), np.nan)
    return np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)


def _o_is_east(name: str) -> bool:
    """Whether O stands for Ost: the column's name is German. Everywhere else it is oeste, ouest, ovest."""
    return re.search(r"lange|breite|koordinat|standort", schema.fold(name)) is not None


def _first_by_name(name: str) -> str:
    """Which coordinate stands first by a column's name: "lat", "lon", or none."""
    joint, folded = r"\w*?[\W_]*(?:y|e|et|und|and)?[\W_]*", schema.fold(name)
    if re.search(rf"l(?:on|ng){joint}lat|^x[\W_]*y$", folded):
        return "lon"
    return "lat" if re.search(rf"lat{joint}l(?:on|ng)", folded) else ""


def _are_bracketed(texts: Sequence[str]) -> bool:
    held = [text.strip() for text in texts if text.strip()]
    return bool(held) and all(text.startswith("[") and text.endswith("]") for text in held)


def _holds(column: pa.ChunkedArray, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(column, pattern)).as_py())


def _note_letters(column: pa.ChunkedArray, name: str, o_is_east: bool, findings: Findings) -> None:
    if _holds(column, r"(?i)[\d°'\"]\s*O\b|\bO\s*\d"):
        findings.add("suspicious", _(O_EAST if o_is_east else O_WEST), name, 1, "O")


@dataclass(frozen=True, eq=False)
class _Parsed:
    """Each different text of a column once, with what it was read as."""

    texts: list[str]
    place: NDArray[np.int64]
    """Of each row's text among them, -1 where it has none."""
    found: list[Any]
    """As ``parse`` gave them; None for a text that was refused, or holds nothing."""
    rules: dict[int, str]
    """By the numbers of the texts that were refused, why."""

    def spread(
        self, numbers: Callable[[Any], tuple[float, ...]], name: str, row: NDArray[np.int64], findings: Findings
    ) -> tuple[NDArray[np.float64], ...]:
        """The numbers of each row, in as many arrays; what was refused or was not plain is noted."""
        empty = (np.nan, np.nan)
        table = np.array([empty if entry is None else numbers(entry) for entry in self.found] + [empty])
        broken = np.array([self.rules.get(number, "") for number in range(len(self.found))] + [""], dtype=object)
        for rule in sorted(set(self.rules.values())):
            bad = (broken == rule)[self.place]
            findings.add("refused", _(rule), name, row[bad], [self.texts[n] for n in self.place[bad]])
        odd = np.array([isinstance(entry, Degrees) and not entry.plain for entry in self.found] + [False])[self.place]
        findings.add("coerced", _(PARSED), name, row[odd], [self.texts[n] for n in self.place[odd]])
        return tuple(table[self.place].T)


def _parsed(column: pa.ChunkedArray, parse: Callable[[str], Any]) -> _Parsed:
    encoded = column.combine_chunks().dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    place = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    found: list[Any] = [None] * len(texts)
    rules: dict[int, str] = {}
    for number, text in enumerate(texts):
        if text.strip():
            try:
                found[number] = parse(text)
            except Unread as error:
                rules[number] = str(error)
    return _Parsed(texts, place, found, rules)
