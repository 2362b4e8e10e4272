"""Columns of text as what they hold: whole numbers, numbers, truth values, days, moments."""

import re
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

PROBED = 50
"""Values by which it is decided what to try."""
MOMENT = pa.timestamp("us", "UTC")
_KINDS = (
    (re.compile(r"-?(0|[1-9]\d{0,18})"), (pa.int64(), pa.float64())),
    (re.compile(r"-?(0|[1-9]\d*)?\.\d*([eE][-+]?\d+)?"), (pa.float64(),)),
    (re.compile(r"(?i)true|false"), (pa.bool_(),)),
    (re.compile(r"\d{4}-\d\d-\d\d"), (pa.date32(),)),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?"), (pa.timestamp("us"),)),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[-+]\d\d:?\d\d)"), (MOMENT,)),
)


def typed(table: pa.Table) -> pa.Table:
    """The table with each column of text that is wholly of one other kind as that; moments in UTC, as they say."""
    with ThreadPoolExecutor(2) as pool:
        columns = list(pool.map(_typed, table.columns))
    return pa.table(columns, names=table.column_names)


def _typed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type):
        return _moments(column)
    if pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        return column.cast(pa.string())
    if not pa.types.is_string(column.type):
        return _simple(column)
    probe = [value for value in column.slice(0, PROBED).to_pylist() if value is not None]
    if not probe:
        probe = column.drop_null().slice(0, PROBED).to_pylist()
    for shape, kinds in _KINDS:
        if probe and all(shape.fullmatch(value) for value in probe):
            return next((found for kind in kinds if (found := _cast(column, kind)) is not None), column)
    if probe and all(map(_NUMBER.fullmatch, probe)):
        return _cast(column, pa.float64()) or column
    return column


_NUMBER = re.compile(r"-?(0|[1-9]\d*)?(\.\d*)?([eE][-+]?\d+)?(?<=\d|\.)")


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray | None:
    """The column as that kind; None where a value is not, or would lose digits, a sign or a zero that leads it."""
    try:
        found = column.cast(kind)
    except pa.ArrowInvalid:
        return None
    if pa.types.is_integer(kind) and _leads(column, found):
        return None
    if pa.types.is_floating(kind) and (_holds(column, r"^(\+|-?0\d)") or _is_code(column) or _too_long(column, found)):
        return None
    return _moments(found) if pa.types.is_timestamp(kind) else found


def _holds(text: pa.ChunkedArray, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(text, pattern)).as_py())


def _is_code(text: pa.ChunkedArray) -> bool:
    """Whether "12E3" among whole numbers is a name: programs write a number so only where others have a point."""
    return _holds(text, r"^-?\d+[eE]") and not _holds(text, r"\.")


def _too_long(text: pa.ChunkedArray, numbers: pa.ChunkedArray) -> bool:
    """Whether a whole number has more digits than float64 keeps, or one is beyond what it holds."""
    big = pc.greater_equal(pc.abs(numbers), float(2**53))
    if not pc.any(big).as_py():
        return False
    whole = pc.invert(pc.match_substring_regex(text.filter(big), r"[.eE]"))
    return bool(pc.any(whole).as_py() or pc.any(pc.is_inf(numbers)).as_py())


def _leads(text: pa.ChunkedArray, numbers: pa.ChunkedArray) -> bool:
    """Whether a whole number was written otherwise than it would be: "007"."""
    zero = pc.starts_with(text, "0")
    nonzero = pc.and_kleene(zero, pc.not_equal(numbers, 0))
    longer = pc.and_kleene(zero, pc.greater(pc.binary_length(text), 1))
    return bool(pc.any(nonzero).as_py() or pc.any(longer).as_py() or pc.any(pc.starts_with(text, "-0")).as_py())


def _moments(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Moments in UTC to the microsecond; without a zone they are UTC."""
    return (
        column.cast(MOMENT, safe=False) if column.type.tz else column.cast(pa.timestamp("us"), safe=False).cast(MOMENT)
    )


def _simple(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of a typed format as one of our six kinds; others as text."""
    kind = column.type
    if pa.types.is_integer(kind) and not pa.types.is_uint64(kind):
        return column.cast(pa.int64())
    if pa.types.is_floating(kind):
        return column.cast(pa.float64())
    if pa.types.is_date(kind):
        return column.cast(pa.date32())
    if pa.types.is_boolean(kind):
        return column
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.chunked_array([pa.array([v and v.hex() for v in column.to_pylist()], pa.string())])
    if any(is_kind(kind) for is_kind in _WRITTEN):
        return column.cast(pa.string())
    return pa.chunked_array([pa.array([v if v is None else str(v) for v in column.to_pylist()], pa.string())])


_WRITTEN = (pa.types.is_decimal, pa.types.is_time, pa.types.is_uint64, pa.types.is_null)
"""Kinds that Arrow writes as text."""
