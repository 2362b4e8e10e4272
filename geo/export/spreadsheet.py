"""XLSX for spreadsheets."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo import dataset, schema
from geo.export import flat
from geo.language import N_, ngettext
from geo.provenance import GENERATOR, citation
from geo.view import View

NOTE = N_("Records, sources, claims and zones as sheets, with real dates. Without outlines.")

LONGEST, LONGEST_LINK, MOST_LINKS = 32_767, 600, 60_000
"""Signs that a cell can hold, signs of an address (a third of it, as many may count threefold), and addresses on a
sheet: Excel's limits, or just below.
"""

EARLIEST = date(1900, 3, 1)
"""First day that all spreadsheets count alike."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PARTIAL = frozenset(("printed", *chain.from_iterable(dataset.PARTIAL_DATES.values())))
"""Columns of text that may hold a full day."""

WIDTHS: Mapping[str, int] = {
    "id": 24,
    "record": 24,
    "title": 44,
    "location_text": 44,
    "url": 44,
    "claim": 60,
    "value": 90,
}


def write(shown: View) -> bytes:
    """XLSX: a sheet on where it all comes from, then records, sources, claims and zones, a row each.

    Full days are days of the spreadsheet, partial ones stay text. All other words are text, whatever they begin with;
    only http and https addresses in a cell of their own are links. Longer words than a cell can hold are cut, which
    the first sheet says.
    """
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": shown.dataset.package.title,
            "comments": citation(shown),
            "author": GENERATOR,
            "created": datetime.combine(shown.dataset.package.sources_until, time()),
        }
    )
    first = book.add_worksheet("about")
    looks = {name: book.add_format(look) for name, look in LOOKS.items()}
    cut = sum(_sheet(book.add_worksheet(name), table, looks) for name, table in _tables(shown).items())
    _about(first, [*flat.about(shown), *_cut(cut)], looks)
    book.close()
    return content.getvalue()


LOOKS: Mapping[str, Mapping[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    "text": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "link": {"valign": "top", "font_color": "#1b67a6", "underline": 1},
}


def _tables(shown: View) -> dict[str, pa.Table]:
    return {
        "records": flat.records_of(shown),
        "sources": flat.sources_of(shown),
        "claims": flat.claims_of(shown),
        "zones": flat.zones_of(shown),
    }


def _cut(count: int) -> list[tuple[str, str]]:
    if not count:
        return []
    told = ngettext(
        "{n} cell held more than a spreadsheet's cells can, and was cut; GeoJSON holds it whole.",
        "{n} cells held more than a spreadsheet's cells can, and were cut; GeoJSON holds them whole.",
        count,
    )
    return [("cut", told)]


def _about(sheet: Worksheet, lines: Sequence[tuple[str, str]], looks: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    for row, (name, told) in enumerate(lines):
        sheet.write_string(row, 0, name, looks["head"])
        sheet.write_string(row, 1, told[:LONGEST], looks["wrapped"])


def _sheet(sheet: Worksheet, table: pa.Table, looks: Mapping[str, Format]) -> int:
    """Write a table under its head, which stays in sight; the number of cells that were cut."""
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)
    cut = links = 0
    for column, (name, values) in enumerate(zip(table.column_names, table.columns, strict=True)):
        sheet.set_column(column, column, WIDTHS.get(name, 14))
        sheet.write_string(0, column, name, looks["head"])
        for row, value in enumerate(values.to_pylist(), start=1):
            cell = _cell(name, value)
            if _is_address(cell) and links < MOST_LINKS:
                sheet.write_url(row, column, cell, looks["link"], string=cell)
                links += 1
            elif isinstance(cell, str):
                cut += len(cell) > LONGEST
                sheet.write_string(row, column, _fitting(cell), looks["text"])
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, datetime.combine(cell, time()), looks["day"])
            elif isinstance(cell, bool):
                sheet.write_boolean(row, column, cell, looks["text"])
            elif cell is not None:
                sheet.write_number(row, column, cell, looks["text"])
    return cut


def _cell(name: str, value: Any) -> Any:
    """A value as a cell has it: a full day as a day, whether a date or the text of one; anything else as it is."""
    if name in PARTIAL and isinstance(value, str) and DAY.fullmatch(value):
        value = date.fromisoformat(value)
    return schema.plain(value) if isinstance(value, date) and value < EARLIEST else value


def _is_address(cell: Any) -> bool:
    """Whether a cell is an address and nothing else, short enough for a link."""
    return isinstance(cell, str) and len(cell) <= LONGEST_LINK and re.fullmatch(r"https?://\S+", cell) is not None


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
