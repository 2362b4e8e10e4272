"""Where the header of a grid of cells ends, and what its columns are called."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from geo.strangers.found import N_, Problem, unique_names

LOOKED_AT = 30
"""Rows in which a header is sought."""
NO_HEADER = N_("the first row holds values, so the columns have no names")
JOINED = N_("several header rows were joined into one")
OF_UNITS = N_("a row below the header that holds units only was left out")
PREFACE = N_("rows above the header were left out")


@dataclass(frozen=True)
class Header:
    """The names of the columns, how many rows they take with what stands above, and what was assumed."""

    names: list[str]
    rows: int
    problems: list[Problem]


def header(rows: Sequence[Sequence[Any]], merged_rows: Collection[int] = (), width: int = 0) -> Header:
    """The header of a grid whose missing cells are None.

    It begins with the first row that is filled at least half as wide as the table; it goes on as long as rows hold
    words only, and those before them are merged or have gaps. The table is as wide as most rows and as its header, or
    as ``width`` where that is more.
    """
    head = rows[:LOOKED_AT]
    filled = [row for row in head if _distinct(row)]
    width = max(
        width, _usual([_filled(row) for row in filled if len(_distinct(row)) > 1] or list(map(_filled, filled)))
    )
    usual = sorted(len(_distinct(row)) for row in head if len(_distinct(row)) > 1)
    wanted = max(2, (usual[len(usual) // 2] + 1) // 2) if usual and width > 1 else 1
    first = next((place for place, row in enumerate(head) if len(_distinct(row)) >= wanted), 0)
    above = [row for row in head[:first] if _distinct(row)]
    problems: list[Problem] = [(first, "", _short(above[0]), "suspicious", PREFACE)] if above else []
    if not head or _has_values(head[first]):
        widest = max([width, *(_filled(row) for row in head)])
        problems.append((first + 1, "", "", "suspicious", NO_HEADER))
        return Header(unique_names([None] * widest), first, problems)
    width = max(width, _filled(head[first]))
    last = first
    while (
        last + 1 < len(head)
        and not _are_units(head[last + 1])
        and _goes_on(head[last], head[last + 1], last in merged_rows, width)
    ):
        last += 1
    if last + 1 >= len(rows):  # nothing but words: the first row alone names them
        last = first
    if last > first:
        problems.append((first + 1, "", _short(head[first]), "coerced", JOINED))
    names, rows_taken = unique_names(_names(head[first : last + 1], width)), last + 1
    if rows_taken + 1 < len(rows) and _are_units(rows[rows_taken]):
        problems.append((rows_taken + 1, "", _short(rows[rows_taken]), "suspicious", OF_UNITS))
        rows_taken += 1
    return Header(names, rows_taken, problems)


def _filled(row: Sequence[Any]) -> int:
    """How many cells a row has up to its last that holds something."""
    return max((place for place, cell in enumerate(row, start=1) if cell not in (None, "")), default=0)


def _usual(widths: Sequence[int]) -> int:
    return max(Counter(widths).items(), key=lambda entry: (entry[1], entry[0]))[0] if widths else 0


def _distinct(row: Sequence[Any]) -> set[str]:
    return {str(cell) for cell in row if cell not in (None, "")}


_VALUE = re.compile(r"[-+(]?\s*\d")


def _has_values(row: Sequence[Any]) -> bool:
    """Whether a row holds a number or a date, which no header does; "2024" alone may be a name."""
    cells = [cell for cell in row if cell not in (None, "")]
    return any(not isinstance(cell, str) or (bool(_VALUE.match(cell)) and not cell.isdigit()) for cell in cells) or (
        bool(cells) and all(isinstance(cell, str) and cell.isdigit() for cell in cells)
    )


def _goes_on(row: Sequence[Any], below: Sequence[Any], merged: bool, width: int) -> bool:
    """Whether the row below belongs to the header too."""
    gaps = sum(cell in (None, "") for cell in row) + width - len(row)
    repeated = len(_distinct(row)) + gaps < width
    if not _distinct(below) or _has_values(below) or any(not isinstance(c, str) for c in below if c is not None):
        return False
    filled = sum(cell not in (None, "") for cell, over in zip(below, row, strict=False) if over in (None, ""))
    return (merged and repeated) or (gaps > 0 and filled > 0 and _distinct(below) != _distinct(row))


_OF_DEGREES = frozenset({"degrees_north", "degrees_east", "degree_north", "degree_east"})
_UNITS = _OF_DEGREES | {
    *("deg", "degree", "degrees", "°", "dd", "utc", "year", "kts", "kt", "knots", "kn", "m/s", "km/h", "mb", "hpa"),
    *("km", "nm", "nmi", "m", "ft", "hours", "hrs", "h", "min", "s", "days", "decimal degrees", "yyyy-mm-dd"),
}


def _are_units(row: Sequence[Any]) -> bool:
    """Whether a row says in which units the columns are, as that below the header of IBTrACS and of ERDDAP does."""
    cells = {str(cell).strip("()[] ").lower() for cell in row if cell not in (None, "")}
    return len(cells) > 1 and not _has_values(row) and (not cells.isdisjoint(_OF_DEGREES) or cells <= _UNITS)


def _names(rows: Sequence[Sequence[Any]], width: int) -> list[str]:
    parts: list[list[str]] = [[] for _ in range(width)]
    for place, row in enumerate(rows):
        over = ""
        for column in range(width):
            cell = str(row[column]) if column < len(row) and row[column] not in (None, "") else ""
            if not cell and place < len(rows) - 1 and column and rows[-1][column : column + 1] not in ([None], [""]):
                cell = over  # what a merged cell says holds for the columns that it spans
            over = cell
            if cell and cell not in parts[column]:
                parts[column].append(cell)
    return [" ".join(" ".join(part).split()) for part in parts]


def _short(row: Sequence[Any]) -> str:
    return ", ".join(str(cell) for cell in row if cell not in (None, ""))[:80]
