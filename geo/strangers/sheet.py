"""Spreadsheets: the cells of one sheet as a grid, merged cells filled."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from geo.strangers.found import BROKEN, NO_ROWS, NO_SUCH_LAYER, Found, Job, Refused, column
from geo.strangers.grid import header

Cell = Any
"""None, text, number, truth value, day or moment."""


def read(job: Job) -> Found:
    """The rows of a sheet below its header of one or more rows: the largest sheet that shows, where none is chosen."""
    try:
        book = CalamineWorkbook.from_path(job.path)
        names = book.sheet_names
        if job.layer is not None and job.layer not in names:
            raise Refused(NO_SUCH_LAYER, layer=job.layer, layers=", ".join(names))
        sheets = [book.get_sheet_by_name(name) for name in ([job.layer] if job.layer is not None else _shown(book))]
        sheet = max(sheets, key=lambda sheet: sheet.height * sheet.width, default=None)
        if sheet is None or not sheet.height:
            raise Refused(NO_ROWS)
        job.limits.check_rows(sheet.total_height)
        job.limits.check_columns(sheet.total_width)
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = sheet.merged_cell_ranges or []
    except CalamineError as error:
        raise Refused(BROKEN, why=str(error)[:160]) from error
    _fill(rows, merged)
    return _found(rows, merged, job, tuple(names), sheet.name)


def _shown(book: CalamineWorkbook) -> list[str]:
    """The sheets that are not hidden, or all where every one is."""
    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    return shown or book.sheet_names


def _found(rows: list[list[Cell]], merged: Any, job: Job, layers: tuple[str, ...], layer: str) -> Found:
    top = header(rows, {row for (first, _), (last, _) in merged for row in range(first, last + 1)}, len(rows[0]))
    numbered = [
        (number, row)
        for number, row in enumerate(rows[top.rows :], start=top.rows + 1)
        if any(cell is not None for cell in row)
    ]
    if not numbered:
        raise Refused(NO_ROWS)
    kept = numbered[: job.head]
    columns = {name: _column([row[place] for _, row in kept]) for place, name in enumerate(top.names)}
    unused = {f"column_{place}" for place in range(1, len(top.names) + 1)}
    return Found(
        table=pa.table({name: c for name, c in columns.items() if name not in unused or c.null_count < len(c)}),
        row=[number for number, _ in kept],
        total=len(numbered),
        layers=layers,
        layer=layer,
        problems=top.problems,
    )


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return str(value) if isinstance(value, (time, timedelta)) else value


def _fill(rows: list[list[Cell]], merged: Any) -> None:
    """Every cell of a merged range holds what its first one does."""
    for (top, left), (bottom, right) in merged:
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [rows[top][left]] * (min(right + 1, len(row)) - left)


def _column(values: list[Cell]) -> pa.Array:
    kinds = {type(value) for value in values} - {type(None)}
    if kinds and kinds <= {date, datetime}:
        if all(value is None or not isinstance(value, datetime) or value.time() == time() for value in values):
            return pa.array([value and date(value.year, value.month, value.day) for value in values], pa.date32())
        moments = [
            value if isinstance(value, datetime) or value is None else datetime(*value.timetuple()[:3])
            for value in values
        ]
        return pa.array(moments, pa.timestamp("us", "UTC"))
    return column(values)
