"""Columns that complete another: minutes, seconds and the letter beside degrees, month and day beside a year."""

import math
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo import schema
from geo.ingest.mapping import DAY, ENOUGH, LAT, LON, UNITS, YEAR, Mapping, words_of
from geo.ingest.moments import MONTHS
from geo.ingest.report import Findings
from geo.language import N_, _

COMPLETED = N_("was read together with the columns beside it: {columns}")
NOT_TAKEN = N_("may hold minutes of the degrees beside it and was not read; name the degrees “lat_deg” to have it read")
NO_LETTER = N_("has no letter of its half of the globe, as the other rows have")

MINUTES = ("min", "mins", "minute", "minutes", "minuto", "minutos", "minuten", "mm", "m")
SECONDS = ("sec", "secs", "second", "seconds", "seg", "segundo", "segundos", "secondes", "sekunden", "ss", "s")
SHORT = frozenset({"min", "mins", "mm", "m"})
"""Words for minutes that may as well stand for a minimum or for metres."""
DEGREES = frozenset({"d", "deg", "degree", "degrees", "grado", "grados", "grau", "graus", "grad", "degre", "degres"})
EXTREMES = frozenset({"max", "maximum", "mean", "avg", "average", "std", "median"})
LETTERS = {
    "lat": {
        "n": "N",
        "s": "S",
        "north": "N",
        "south": "S",
        "norte": "N",
        "sur": "S",
        "sul": "S",
        "nord": "N",
        "sud": "S",
    },
    "lon": {"e": "E", "w": "W", "o": "O", "l": "L", "east": "E", "west": "W", "este": "E", "oeste": "W", "leste": "E"}
    | {"est": "E", "ouest": "W", "ost": "E"},
}
SIDES = frozenset(
    {"ns", "ew", "n", "s", "e", "w", "o", "h", "hem", "hemi", "hemisphere", "hemisferio"}
    | {"dir", "direction", "direccion", "side", "letter"}
)
"""Words of a column's name that tell that it holds letters of the globe's halves."""
MONTH = frozenset(
    {"month", "mes", "mois", "monat", "mese", "maand", "mm", "mo", "mon", "mth"}
    | {"mnth", "mnd", "maned", "manad", "ay", "bulan", "imonth"}
)
LOOKED_AT = 10_000
"""Values by which a column is judged; each row is read by itself."""
AXES = (("lat", LAT), ("lon", LON))


def completed(table: pa.Table, chosen: Mapping, row: NDArray[np.int64], findings: Findings) -> pa.Table:
    """The table to be read, with degrees and years that other columns complete put together as text.

    ``row`` are the rows' numbers in the file. Minutes are read on both axes or on none.
    """
    whole = table
    names = {"lat": chosen.lat, "lon": chosen.lon}
    parts, letters = _minutes(table, names, findings), _letters(table, names)
    if letters and any(_is_negative(table[str(name)]) for name in names.values()):
        letters = _named(letters)
    for axis, name in names.items():
        others = [*parts.get(axis, ()), *letters.get(axis, ())]
        if others:
            texts = _degrees([table[str(name)], *(table[part] for part in parts.get(axis, ()))])
            if axis in letters:
                texts = _lettered(texts, table[letters[axis][0]], axis, str(name), row, findings)
            whole = _with(whole, str(name), texts, others, findings)
    for year in {chosen.start, chosen.end} - {None}:
        others = _of_year(table, str(year))
        if others:
            whole = _with(whole, str(year), _dates([table[other] for other in (str(year), *others)]), others, findings)
    return whole


def _with(
    table: pa.Table, name: str, values: Sequence[str | None], others: Sequence[str], findings: Findings
) -> pa.Table:
    findings.add("coerced", _(COMPLETED).format(columns=", ".join(others)), name, 1)
    return table.set_column(table.column_names.index(name), name, pa.chunked_array([pa.array(values, pa.string())]))


def _minutes(table: pa.Table, names: dict[str, str | None], findings: Findings) -> dict[str, list[str]]:
    """For each axis its columns of minutes and seconds; for neither where it may be something else."""
    if None in names.values() or not all(_mostly(table[str(name)], _is_whole) for name in names.values()):
        return {}
    found = {axis: _parts(table, str(names[axis]), words) for axis, words in AXES}
    if not all(found.values()):
        return {}
    if not _are_of_degrees(table, names, found):
        for parts in found.values():
            findings.add("suspicious", _(NOT_TAKEN), parts[0], 1)
        return {}
    return found


def _parts(table: pa.Table, name: str, words: Sequence[str]) -> list[str]:
    found: list[str] = []
    for part in (MINUTES, SECONDS):
        alike = _alike(table, name, (*UNITS, *part), part, words)
        fitting = [other for other in alike if _mostly(table[other], _is_sixtieth)]
        if not fitting:
            break
        found.append(fitting[0])
    siblings = _alike(table, name, (*UNITS, *EXTREMES), EXTREMES, words)
    return [] if siblings else found


def _are_of_degrees(table: pa.Table, names: dict[str, str | None], found: dict[str, list[str]]) -> bool:
    """Whether the minutes are such: the degrees are called so, the minutes can be nothing else, or letters follow."""
    if all(set(words_of(str(name))) & DEGREES for name in names.values()):
        return True
    return all(not SHORT & set(words_of(parts[0])) for parts in found.values()) or bool(_letters(table, names))


def _letters(table: pa.Table, names: dict[str, str | None]) -> dict[str, list[str]]:
    """For each axis the column with the letters of its degrees; one alone must be named for its axis."""
    if None in names.values():
        return {}
    found = {axis: _of_letters(table, str(names[axis]), axis, words) for axis, words in AXES}
    found = {axis: held for axis, held in found.items() if held}
    return found if len(found) == len(AXES) else _named(found)


def _of_letters(table: pa.Table, name: str, axis: str, words: Sequence[str]) -> list[str]:
    alike = _alike(table, name, (*UNITS, *SIDES), SIDES, words)
    beside = [other for other in _near(table, name) if set(words_of(other)) <= SIDES]
    return [other for other in (*alike, *beside) if _mostly(table[other], lambda text: _letter(text, axis))][:1]


def _named(letters: dict[str, list[str]]) -> dict[str, list[str]]:
    """The letters whose columns name their axis; beside signs, or alone, a mere direction may be of something else."""
    return {axis: letters[axis] for axis, words in AXES if axis in letters and _names(letters[axis][0], axis, words)}


def _names(name: str, axis: str, words: Sequence[str]) -> bool:
    both = "ns" if axis == "lat" else "ew"
    held = set(words_of(name))
    return bool(held & {*words, both}) or held >= set(both)


def _near(table: pa.Table, name: str) -> list[str]:
    """Columns next to that one, or to the minutes and seconds that follow it."""
    names = table.column_names
    at = last = names.index(name)
    while last + 1 < len(names) and _is_part(names[last + 1]):
        last += 1
    return [*names[last + 1 : last + 2], *names[max(0, at - 1) : at]]


def _is_part(name: str) -> bool:
    words = set(words_of(name))
    return bool(words & {*MINUTES, *SECONDS}) and not words <= SIDES


def _alike(
    table: pa.Table, name: str, left_out: Sequence[str], parts: Collection[str], of: Sequence[str] = ()
) -> list[str]:
    """Columns that are named as that one is, but for a word that says which part of it they hold."""
    rest = _rest(name, of, left_out)
    return [
        other
        for other in table.column_names
        if other != name
        and (not of or set(words_of(other)) & set(of))
        and set(words_of(other)) & set(parts)
        and _rest(other, of, left_out) == rest
    ]


def _rest(name: str, *left_out: Sequence[str]) -> list[str]:
    return [word for word in words_of(name) if not any(word in words for words in left_out)]


def _plain(value: Any) -> str:
    """A part as bare text, "" where there is none: "30,5'" is "30.5", 10.0 is "10"."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().rstrip("°º'\"′″’”").replace(",", ".").strip()


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_whole(text: str) -> bool:
    number = _number(text)
    return number is not None and number % 1 == 0


def _is_sixtieth(text: str) -> bool:
    number = _number(text.rstrip("NSEWOL "))
    return number is not None and -60 < number < 60


def _letter(text: str, axis: str) -> str:
    return LETTERS[axis].get(schema.fold(text).strip(". "), "")


def _mostly(column: pa.ChunkedArray, fits: Callable[[str], object]) -> bool:
    """Whether the most of what a column holds first fits."""
    first = column.drop_null().slice(0, LOOKED_AT).unique().to_pylist()
    held = [text for value in first if (text := _plain(value))]
    return bool(held) and sum(bool(fits(text)) for text in held) >= ENOUGH * len(held)


def _is_negative(column: pa.ChunkedArray) -> bool:
    if pa.types.is_string(column.type):
        return any(text.strip().startswith("-") for text in column.unique().drop_null().to_pylist())
    return bool(pc.any(pc.less(column, 0)).as_py())


def _degrees(columns: Sequence[pa.ChunkedArray]) -> list[str | None]:
    return [_sexagesimal(*row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]


@lru_cache(maxsize=100_000)
def _sexagesimal(*values: Any) -> str | None:
    """Degrees, minutes and seconds as one text; a sign that each of them has is written once."""
    degrees, *parts = map(_plain, values)
    if not degrees:
        return None
    sign = "-" if degrees.startswith("-") or (_number(degrees) == 0 and any(p.startswith("-") for p in parts)) else ""
    if sign:
        degrees, *parts = (part.lstrip("-") for part in (degrees, *parts))
    while parts and not parts[-1]:
        parts.pop()
    return f"{sign}{' '.join([degrees, *(part or '0' for part in parts)])}"


def _lettered(
    texts: Sequence[str | None],
    column: pa.ChunkedArray,
    axis: str,
    name: str,
    row: NDArray[np.int64],
    findings: Findings,
) -> list[str | None]:
    """Degrees with their letters; none where a row has no letter. Numbers too large for degrees hold minutes, too."""
    digits = 4 if axis == "lat" else 5
    numbers = [number for text in texts if (number := _number(text or "")) is not None]
    packed = bool(numbers) and max(numbers) > 180 and all(0 <= number % 100 < 60 for number in numbers)
    given = [_plain(value) for value in column.to_pylist()]
    bare = np.array(
        [t is not None and not side and _number(t) != 0 for t, side in zip(texts, given, strict=True)], bool
    )
    findings.add(
        "refused", _(NO_LETTER), name, row[bare], [text for text, none in zip(texts, bare, strict=True) if none]
    )
    joined: list[str | None] = []
    for text, side, none in zip(texts, given, bare, strict=True):
        if text is None or none:
            joined.append(None)
        elif text[-1:].isalpha():  # the letter stands behind the minutes, too
            joined.append(text)
        else:
            whole, point, rest = text.partition(".")
            joined.append(
                f"{whole.zfill(digits) if packed else whole}{point}{rest} {_letter(side, axis) or side}".strip()
            )
    return joined


def _of_year(table: pa.Table, name: str) -> list[str]:
    """The columns with month and day of a column of years, in this order."""
    if not set(words_of(name)) & set(YEAR) or not _mostly(table[name], _is_year):
        return []
    month = next((c for c in _alike(table, name, (*YEAR, *MONTH), MONTH) if _mostly(table[c], _month)), None)
    day = next((c for c in _alike(table, name, (*YEAR, *DAY), DAY) if _mostly(table[c], _is_day)), None)
    return [] if month is None else [month] if day is None else [month, day]


def _is_year(text: str) -> bool:
    return _is_whole(text) and 1600 < float(text) < 2200


def _is_day(text: str) -> bool:
    return _is_whole(text) and 0 <= float(text) <= 31


def _month(text: str) -> bool:
    return schema.fold(text).strip(". ") in MONTHS or (_is_whole(text) and 0 <= float(text) <= 12)


def _dates(columns: Sequence[pa.ChunkedArray]) -> list[str | None]:
    """Years with their months and days as ISO writes them; a part that misses, or is none, is left out."""
    return [_date(*row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]


@lru_cache(maxsize=100_000)
def _date(year: Any, month: Any, day: Any = None) -> str | None:
    given, name = _plain(year), schema.fold(_plain(month)).strip(". ")
    if not _is_year(given):
        return given or None
    months = MONTHS.get(name) or (int(float(name)) if name and _month(name) else 0)
    days = int(float(_plain(day))) if _plain(day) and _is_day(_plain(day)) else 0
    parts = [
        f"{int(float(given))}",
        *([f"{months:02}"] if months else []),
        *([f"{days:02}"] if months and days else []),
    ]
    return "-".join(parts)
