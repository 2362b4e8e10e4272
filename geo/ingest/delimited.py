"""Text in columns: CSV and its relatives, whatever parts their cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow

from geo.errors import IngestError
from geo.ingest import text
from geo.ingest.files import EMPTY
from geo.ingest.limits import Limits
from geo.ingest.raw import Raw
from geo.language import N_, _, number
from geo.strangers.found import NO_ROWS, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from geo.strangers.grid import Header, header

DELIMITERS = "\t;|,"
SNIFFED_BYTES = 100_000
SNIFFED_ROWS = 60
CHUNK_ROWS = 50_000
LONGEST_CELL = 1_000_000
OPEN_QUOTE = N_("{name}: a quotation mark in row {row} is never closed; close it, or double those inside of text")
LONG_CELL = N_(
    "{name}: a cell of row {row} has more than {limit} characters; shorten it, or check what parts the cells"
)
TOO_MANY_CELLS = N_("the row has more cells than there are columns; quote text that holds the separator")
TOO_FEW_CELLS = N_("the row has fewer cells than there are columns; those that miss are empty")
NULS = N_("NUL characters were left out")


@dataclass(frozen=True)
class _Layout:
    """How a text is laid out."""

    delimiter: str
    header: Header
    lines: int
    """Before the first row of values; -1 where they can only be found by reading row by row."""


def read(content: bytes, name: str, limits: Limits, head: int | None = None) -> Raw:
    """The rows of a text, all cells as text, so many where ``head`` is given.

    A row with more cells than columns is refused and one with fewer filled up; both are among the problems.
    """
    data, encoding, guessed = text.utf8(content)
    problems = text.doubts(encoding, guessed)
    if b"\0" in data:
        data = data.replace(b"\0", b"")
        problems.append((0, "", "", "coerced", _(NULS)))
    if not data[-2:].strip(b"\r\n\x1a \t"):
        data = data.rstrip(b"\r\n\x1a \t")
    if not data or data.isspace():
        raise IngestError(_(EMPTY).format(name=name))
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    _check_rows(name, lines if b'"' not in data[:SNIFFED_BYTES] else 0, limits)
    layout = _layout(data, name, limits)
    if head is not None:
        raw, total = _slow(_beginning(data, 2_000 * head), layout, name, head), lines - layout.header.rows
        raw_total = total if b'"' not in data else None
    else:
        raw = _fast(data, layout) or _slow(data, layout, name, None)
        raw_total = raw.table.num_rows + raw.refused
    _check_rows(name, raw.table.num_rows, limits)
    if not raw.table.num_rows and not raw.refused:
        raise IngestError(_(NO_ROWS).format(name=name))
    told = [(row, column, value, verdict, _(rule)) for row, column, value, verdict, rule in layout.header.problems]
    return Raw(
        "csv",
        raw.table,
        raw.row,
        total=raw_total,
        encoding=encoding,
        problems=problems + told + raw.problems,
        refused=raw.refused,
    )


def _beginning(data: bytes, size: int) -> bytes:
    """The first whole lines of a text."""
    return data if len(data) <= size else data[: data.rfind(b"\n", 0, size) + 1] or data[:size]


def _check_rows(name: str, rows: int, limits: Limits) -> None:
    if rows > limits.rows + 50:  # the header and lines above it
        raise IngestError(_(TOO_MANY_ROWS).format(name=name, rows=number(rows), limit=number(limits.rows)))


def _layout(data: bytes, name: str, limits: Limits) -> _Layout:
    sample = data[:SNIFFED_BYTES].decode("utf-8", "replace")
    states = sample[:4].lower() == "sep="
    stated = sample[4:5] if states else ""
    usable = stated.isascii() and stated not in ("", '"', "\r", "\n")
    delimiter = stated if usable else _delimiter(sample.partition("\n")[2] if states else sample)
    rows = _records(sample, delimiter)
    widest = max(map(len, rows), default=0)
    if widest > limits.columns:
        raise IngestError(_(TOO_MANY_COLUMNS).format(name=name, columns=number(widest), limit=number(limits.columns)))
    body = rows[1:] if states else rows
    top = header([[cell.strip() or None for cell in row] for row in body])
    rows_above = top.rows + states
    plain = all(line.count('"') % 2 == 0 for line in sample.splitlines()[:rows_above])
    return _Layout(delimiter, Header(top.names, rows_above, top.problems), rows_above if plain else -1)


def _records(sample: str, delimiter: str) -> list[list[str]]:
    """The first rows of a text; the last of several may be cut off, so it is left out."""
    rows = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > SNIFFED_ROWS:
                break
    except csv.Error:
        pass
    whole = rows[:-1] if len(sample) >= SNIFFED_BYTES // 2 or len(rows) > SNIFFED_ROWS else rows
    return whole or rows


def _delimiter(sample: str) -> str:
    """What parts the cells: the character that gives most rows the same number of them."""
    scored = []
    for place, delimiter in enumerate(DELIMITERS):
        widths = Counter(len(row) for row in _records(sample, delimiter) if row)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda entry: (entry[0] > 1, entry[1], entry[0]))
        if width > 1:
            scored.append((round(times / widths.total(), 1), -place, delimiter))
    return max(scored)[2] if scored else ","


def _fast(data: bytes, layout: _Layout) -> Raw | None:
    """All rows at once; None where some need to be looked at one by one."""
    if layout.lines < 0:
        return None
    odd: list[str] = []

    def note(row: arrow.InvalidRow) -> str:
        odd.append(row.text[:20])
        return "error"

    names = layout.header.names
    try:
        table = arrow.read_csv(
            pa.py_buffer(data),
            arrow.ReadOptions(column_names=names, skip_rows=layout.lines, block_size=1 << 22),
            arrow.ParseOptions(
                delimiter=layout.delimiter,
                ignore_empty_lines=False,
                newlines_in_values=b'"' in data,
                invalid_row_handler=note,
            ),
            arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
            ),
        )
    except pa.ArrowInvalid:
        return None
    longest = max(pc.max(pc.binary_length(column)).as_py() or 0 for column in table.columns)
    if odd or longest > LONGEST_CELL or data.count(b'"') % 2:  # a quotation mark that is never closed
        return None
    first = layout.header.rows + 1
    numbers = np.arange(first, first + table.num_rows, dtype=np.int64)
    filled = reduce(pc.or_, map(pc.is_valid, table.columns))
    if pc.all(filled).as_py():
        return Raw("csv", table, numbers)
    return Raw("csv", table.filter(filled), numbers[filled.to_numpy()])


def _slow(data: bytes, layout: _Layout, name: str, head: int | None) -> Raw:
    """Row by row, so that each that does not fit is named."""
    problems: list[tuple[int, str, str, str, str]] = []
    numbers: list[int] = []
    names = layout.header.names
    tables = [pa.table([pa.array([], pa.string())] * len(names), names=names)]
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline=""), delimiter=layout.delimiter)
    fitting = islice(_fitting(_numbered(reader, name, b'"' in data), layout, problems), head)
    while chunk := list(islice(fitting, CHUNK_ROWS)):
        numbers += [line for line, _row in chunk]
        cells = (pa.array(column, pa.string()) for column in zip(*(row for _line, row in chunk), strict=True))
        tables.append(pa.table([pc.if_else(pc.equal(column, ""), None, column) for column in cells], names=names))
    refused = sum(verdict == "refused" for _row, _column, _value, verdict, _rule in problems)
    return Raw("csv", pa.concat_tables(tables), np.array(numbers, dtype=np.int64), problems=problems, refused=refused)


def _numbered(rows: Iterator[list[str]], name: str, quoted: bool) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers from 1; IngestError for one that goes on and on: where the text is ``quoted``, for want
    of a second quotation mark.
    """
    line = 0
    try:
        for line, row in enumerate(rows, start=1):
            yield line, row
    except csv.Error as error:
        told = _(OPEN_QUOTE if quoted else LONG_CELL)
        raise IngestError(told.format(name=name, row=line + 1, limit=number(LONGEST_CELL))) from error


def _fitting(
    rows: Iterator[tuple[int, list[str]]], layout: _Layout, problems: list[tuple[int, str, str, str, str]]
) -> Iterator[tuple[int, list[str]]]:
    """Rows with as many cells as there are columns, each with its number; what had to be done to them is noted."""
    width = len(layout.header.names)
    for line, row in rows:
        if line <= layout.header.rows or not (any(row) and "".join(row).strip()):
            continue
        if len(row) > width and any(map(str.strip, row[width:])):
            problems.append((line, "", layout.delimiter.join(row)[:80], "refused", _(TOO_MANY_CELLS)))
            continue
        if len(row) < width:
            problems.append((line, "", layout.delimiter.join(row)[:80], "coerced", _(TOO_FEW_CELLS)))
            row += [""] * (width - len(row))
        yield line, row[:width]
