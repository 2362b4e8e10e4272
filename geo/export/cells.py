"""Columns of a stranger's table in the forms that files can hold."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from geo import formulas, progress
from geo.language import _

TEXT = pa.large_string()
ROWS_AT_ONCE = 50_000
"""Rows that are written in one go, and held twice meanwhile."""
DOUBLE_DIGITS = 15
"""Decimal digits that a double keeps, whatever they are."""


def parts(length: int) -> Iterator[slice]:
    """The rows of a table in turn, ``ROWS_AT_ONCE``; whoever waits hears how far it is and may stop it."""
    for start in range(0, length, ROWS_AT_ONCE):
        progress.step(start / length, _("Writing the rows"))
        yield slice(start, min(start + ROWS_AT_ONCE, length))


def unique(names: Iterable[str], same: Callable[[str], str] = str) -> list[str]:
    """The names in their order, each that is taken already with a number: a, a_2. ``same`` maps to one those that
    count as equal: ``str.casefold`` where upper and lower case do.
    """
    given: dict[str, str] = {}
    for name in names:
        free, number = name, 2
        while same(free) in given:
            free, number = f"{name}_{number}", number + 1
        given[same(free)] = free
    return list(given.values())


def plain(table: pa.Table) -> pa.Table:
    """The table with text, truth values, whole numbers, doubles, days and moments (UTC) alone, which every format
    has. Not a number is null; a moment without a zone is taken for UTC; all else (lists, records, bytes, durations) is
    told in JSON.
    """
    return pa.table([_plain(column) for column in table.columns], table.column_names)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _plain(column.cast(kind.value_type))
    if pa.types.is_floating(kind):
        return _without_nan(column if pa.types.is_float64(kind) else column.cast(pa.float64()))
    if pa.types.is_decimal(kind):
        return column.cast(pa.float64() if kind.precision <= DOUBLE_DIGITS else pa.string())
    if pa.types.is_timestamp(kind):
        return _coarsest(column.cast(pa.timestamp(kind.unit, "UTC")))
    if pa.types.is_date(kind):
        return column.cast(pa.date32())
    if pa.types.is_uint64(kind):
        return column.cast(pa.int64() if (pc.max(column).as_py() or 0) < 2**63 else pa.string())
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return column
    if pa.types.is_null(kind) or pa.types.is_time(kind) or is_text(kind):
        return column if pa.types.is_large_string(kind) else column.cast(pa.string())
    return _told(column)


def is_text(kind: pa.DataType) -> bool:
    """Whether a type of Arrow holds text."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _without_nan(column: pa.ChunkedArray) -> pa.ChunkedArray:
    odd = pc.is_nan(column)
    return pc.if_else(odd, None, column) if pc.any(odd).as_py() else column


def _coarsest(moments: pa.ChunkedArray) -> pa.ChunkedArray:
    """The moments in the coarsest unit that holds them."""
    for unit in ("s", "ms", "us"):
        try:
            return moments.cast(pa.timestamp(unit, "UTC"))
        except pa.ArrowInvalid:  # some are finer
            continue
    return moments


def _told(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Values that only JSON can hold, as its text; bytes in hexadecimal."""
    texts = [None if value is None else orjson.dumps(value, _worded).decode() for value in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])


def _worded(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def joined(*pieces: Any, null: str | None = None) -> pa.Array:
    """Columns of text and fixed words, row by row one behind the other; a missing piece is ``null``, or makes the
    whole missing.
    """
    parts = [pa.scalar(piece, TEXT) if isinstance(piece, str) else piece.cast(TEXT) for piece in (*pieces, "")]
    rule = "emit_null" if null is None else "replace"
    return pc.binary_join_element_wise(*parts, null_handling=rule, null_replacement=null or "")


def json_text(column: pa.Array) -> pa.Array:
    """Each value of a plain column as the text of JSON, null where there is none; infinity, which JSON has not, is
    none.
    """
    kind = column.type
    if is_text(kind):
        return _quoted(column)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return joined('"', iso(column), '"')
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_finite(column), column, None)
    return column.cast(TEXT)


def _quoted(text: pa.Array) -> pa.Array:
    quoted = joined('"', _escaped(text), '"')
    odd = pc.match_substring_regex(text, r"[\x00-\x1f]").fill_null(False)
    if not odd.true_count:
        return quoted
    told = [orjson.dumps(value).decode() for value in text.filter(odd).to_pylist()]
    return pc.replace_with_mask(quoted, odd, pa.array(told, TEXT))


def _escaped(text: pa.Array) -> pa.Array:
    if not pc.any(pc.match_substring_regex(text, r'["\\]')).as_py():
        return text
    return pc.replace_substring(pc.replace_substring(text, "\\", "\\\\"), '"', '\\"')


def iso(column: pa.Array) -> pa.Array:
    """Days and moments (UTC) as ISO 8601 text, moments to the unit of their column."""
    if not pa.types.is_timestamp(column.type):
        return column.cast(pa.string())
    bare = column.cast(pa.timestamp(column.type.unit))  # a moment without a zone is written thirty times faster
    text = pc.replace_substring(bare.cast(pa.string()), " ", "T", max_replacements=1)
    return joined(text, "Z")


def cell(column: pa.Array) -> pa.Array:
    """A plain column as a spreadsheet takes it: moments as ISO text, other text defused, numbers as they are."""
    if pa.types.is_timestamp(column.type):
        return iso(column)
    return defused(column) if is_text(column.type) else column


def defused(text: pa.Array) -> pa.Array:
    """Text that a spreadsheet would run as a formula led by an apostrophe, other text as it is."""
    formula = pc.is_in(pc.utf8_slice_codeunits(text, 0, 1), pa.array(formulas.STARTS, text.type))
    if not pc.any(formula).as_py():
        return text
    return pc.if_else(formula, joined("'", text).cast(text.type), text)
