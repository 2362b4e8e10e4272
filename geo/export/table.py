"""CSV for spreadsheets."""

import csv
import io
from typing import Any

from geo import filters, language, schema
from geo.export import flat
from geo.language import N_, _
from geo.provenance import citation
from geo.view import View

NOTE = N_("For any spreadsheet and for scripts. One row a record, without outlines and zones.")


def write(shown: View) -> bytes:
    """CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read it right), one row a record.

    Text that a spreadsheet would run as a formula is led by an apostrophe; numbers and dates are left alone. The
    last columns repeat where the table comes from.
    """
    package, held = shown.dataset.package, flat.records_of(shown)
    origin = {
        "view": filters.to_query(shown.filters) or _("all records"),
        "language": language.current(),
        "data_version": package.version,
        "data_sha256": shown.dataset.sha256,
        "licence": package.licence["name"],
        "citation": citation(shown),
    }
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*held.column_names, *origin])
    for row in zip(*(column.to_pylist() for column in held.columns), strict=True):
        writer.writerow([cell(value) for value in (*row, *origin.values())])
    return text.getvalue().encode("utf-8-sig")


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, the full-width signs of East Asian ones included."""


def cell(value: Any) -> Any:
    """A value as a cell: text defused, truth values in lower case, missing as nothing."""
    cell = schema.plain(value)
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
