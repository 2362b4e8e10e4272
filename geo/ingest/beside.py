"""Columns that complete another: minutes, seconds and the letter beside degrees, month and day beside a year."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo import schema
from geo.ingest.mapping import DAY, LAT, LON, UNITS, YEAR, Mapping, words_of
from geo.ingest.moments import MONTHS
from geo.ingest.report import Findings
from geo.language import N_, _

COMPLETED = N_("was read together with the columns beside it: {columns}")

MINUTES = ("min", "mins", "minute", "minutes", "minuto", "minutos", "minuten", "mm", "m")
SECONDS = ("sec", "secs", "second", "seconds", "seg", "segundo", "segundos", "secondes", "sekunden", "ss", "s")
LETTERS = {
    "lat": frozenset({"n", "s", "north", "south", "norte", "sur", "sul", "nord", "sud"}),
    "lon": frozenset({"e", "w", "o", "l", "east", "west", "este", "oeste", "leste", "est", "ouest", "ost"}),
}
SIDES = frozenset(
    {"ns", "ew", "n", "s", "e", "w", "o", "h", "hem", "hemi", "hemisphere", "hemisferio"}
    | {"dir", "direction", "direccion", "side", "letter"}
)
"""Words of a column's name that tell that it holds letters of the globe's halves."""
MONTH = ("month", "mes", "mois", "monat", "mese", "maand", "mm", "mo")


def completed(table: pa.Table, chosen: Mapping, findings: Findings) -> pa.Table:
    """The table to be read, with degrees and years that other columns complete put together as text."""
    whole = table
    for axis, name, words in (("lat", chosen.lat, LAT), ("lon", chosen.lon, LON)):
        if name is not None:
            others = _of_degrees(table, name, axis, words)
            whole = _with(whole, name, _degrees([table[other] for other in (name, *others)]), others, findings)
    for name in {chosen.start, chosen.end} - {None}:
        others = _of_year(table, str(name))
        if others:
            whole = _with(whole, str(name), _dates([table[o] for o in (str(name), *others)]), others, findings)
    return whole


def _with(table: pa.Table, name: str, values: pa.Array, others: Sequence[str], findings: Findings) -> pa.Table:
    if not others:
        return table
    findings.add("coerced", _(COMPLETED).format(columns=", ".join(others)), name, 1)
    return table.set_column(table.column_names.index(name), name, pa.chunked_array([values]))


def _of_degrees(table: pa.Table, name: str, axis: str, words: Sequence[str]) -> list[str]:
    """The columns with minutes, seconds and letters of a column of degrees, in this order."""
    found = []
    if _whole(table[name]):
        for parts in (MINUTES, SECONDS):
            part = next((c for c in _alike(table, name, words, (*UNITS, *parts), parts) if _below_60(table[c])), None)
            if part is None:
                break
            found.append(part)
    last = max(table.column_names.index(part) for part in (name, *found))
    near = [c for c in table.column_names[max(0, last - 1) : last + 2] if set(words_of(c)) <= SIDES]
    letters = (c for c in [*_alike(table, name, words, (*UNITS, *SIDES), SIDES), *near] if _are_letters(table[c], axis))
    return [*found, *islice(letters, 1)]


def _alike(
    table: pa.Table, name: str, words: Sequence[str], left_out: Sequence[str], parts: Collection[str]
) -> list[str]:
    """Columns that are named as that one is, but for a word that says which part of it they hold."""
    rest = _rest(name, words, left_out)
    return [
        other
        for other in table.column_names
        if other != name
        and (set(words_of(other)) & set(words) or words is YEAR)
        and set(words_of(other)) & set(parts)
        and _rest(other, words, left_out) == rest
    ]


def _rest(name: str, *left_out: Sequence[str]) -> list[str]:
    return [word for word in words_of(name) if not any(word in words for words in left_out)]


def _numbers(column: pa.ChunkedArray) -> NDArray[np.float64] | None:
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        return None
    numbers = np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
    return np.asarray(numbers[np.isfinite(numbers)])


def _whole(column: pa.ChunkedArray) -> bool:
    numbers = _numbers(column)
    return numbers is not None and len(numbers) > 0 and bool((numbers % 1 == 0).all())


def _below_60(column: pa.ChunkedArray) -> bool:
    numbers = _numbers(column)
    return numbers is not None and len(numbers) > 0 and bool(((numbers >= 0) & (numbers < 60)).all())


def _are_letters(column: pa.ChunkedArray, axis: str) -> bool:
    if not pa.types.is_string(column.type):
        return False
    held = {schema.fold(text).strip(". ") for text in column.unique().drop_null().slice(0, 50).to_pylist()} - {""}
    return bool(held) and held <= LETTERS[axis]


def _degrees(columns: Sequence[pa.ChunkedArray]) -> pa.Array:
    columns = [_given(column) for column in columns]
    texts = [column.cast(pa.string()).combine_chunks() for column in columns]
    rest = [text.fill_null("" if pa.types.is_string(c.type) else "0") for text, c in zip(texts, columns, strict=True)]
    joined = pc.binary_join_element_wise(texts[0], *rest[1:], " ")
    return pc.utf8_trim_whitespace(joined)


def _given(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column in which what is no number is null."""
    if not pa.types.is_floating(column.type):
        return column
    return pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))


def _of_year(table: pa.Table, name: str) -> list[str]:
    """The columns with month and day of a column of years, in this order."""
    years = _numbers(table[name])
    if years is None or not set(words_of(name)) & set(YEAR) or not ((years > 1600) & (years < 2200)).all():
        return []
    month = next((c for c in _alike(table, name, YEAR, MONTH, MONTH) if _are_months(table[c])), None)
    day = next((c for c in _alike(table, name, YEAR, DAY, DAY) if _between(table[c], 31)), None)
    return [] if month is None else [month] if day is None else [month, day]


def _are_months(column: pa.ChunkedArray) -> bool:
    if pa.types.is_string(column.type):
        return all(schema.fold(text).strip(". ") in MONTHS for text in column.unique().drop_null().to_pylist())
    return _between(column, 12)


def _between(column: pa.ChunkedArray, most: int) -> bool:
    numbers = _numbers(column)
    return numbers is not None and len(numbers) > 0 and bool(((numbers >= 0) & (numbers <= most)).all())


def _dates(columns: Sequence[pa.ChunkedArray]) -> pa.Array:
    """Years with their months and days as ISO writes them; a part that misses, or is 0, is left out."""
    rows = zip(*(_given(column).to_pylist() for column in columns), strict=True)
    return pa.array([_date(*row) for row in rows], pa.string())


@lru_cache(maxsize=100_000)
def _date(year: float | None, month: float | str | None, day: float | None = None) -> str | None:
    if year is None:
        return None
    number = MONTHS[schema.fold(month).strip(". ")] if isinstance(month, str) else int(month or 0)
    parts = [f"{int(year)}", f"{number:02}", f"{int(day or 0):02}"]
    return re.sub(r"(-00.*)$", "", "-".join(parts))
