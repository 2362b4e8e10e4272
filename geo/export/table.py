"""CSV for spreadsheets."""

from geo import filters, formulas, language
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
    rows = zip(*(column.to_pylist() for column in held.columns), strict=True)
    return formulas.written([*held.column_names, *origin], ((*row, *origin.values()) for row in rows))
