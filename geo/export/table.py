"""CSV for spreadsheets."""

import csv
import io
from typing import Any

from geo import filters, language, schema
from geo.export import records
from geo.language import _
from geo.provenance import citation
from geo.view import View


def write(shown: View) -> bytes:
    """CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read it right), one row a record.

    Text that a spreadsheet would run as a formula is led by an apostrophe; numbers and dates are left alone. The
    last columns repeat where the table comes from.
    """
    package = shown.dataset.package
    columns = records.columns(shown)
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
    writer.writerow(
        [*columns, "waters_possible", "coast_nm_nearest", "coast_nm_farthest", "sources", "claims", *origin]
    )
    for row in zip(*(shown.records[column] for column in columns), strict=True):
        identity = row[0]
        lens = _waters_cells(shown, identity)
        sources = " ".join(entry["url"] or "" for entry in shown.evidence(identity))
        claims = " | ".join(f"{entry['by']}: {entry['claim']}" for entry in shown.contested(identity))
        writer.writerow([cell(value) for value in (*row, *lens, sources, claims, *origin.values())])
    return text.getvalue().encode("utf-8-sig")


def _waters_cells(shown: View, record: str) -> tuple[str, float | None, float | None]:
    found = records.waters_of(shown, record)
    return (" ".join(found["possible"]), *(found["coast_nm"] or (None, None))) if found else ("", None, None)


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
