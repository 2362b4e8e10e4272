"""A reader's own rows laid over our records: which of them are shown, in which colours, and when they happened.

An ``Overlay`` belongs to one session and keeps what it has worked out; nothing here outlives it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo import known
from geo.language import _
from geo.maps.blobs import Columns, Days, Mask
from geo.style import STRANGERS

MOST_VALUES = len(STRANGERS) - 1
"""Values of a column that have a colour of their own."""
MOST_DISTINCT = 60
"""Values up to which a column tells kinds apart rather than rows."""
MOST_OFFERED = 200
"""Values that a reader may choose from."""
MOST_BINS = 1500
OUTLYING = 0.001
"""Share of the dated rows at either end that may lie beyond the time bar's axis: a slip of the pen is a century."""
LONGEST = 300
"""Signs of a value that is told on the map."""
UNBOUNDED = (np.iinfo(np.int32).min, np.iinfo(np.int32).max)


class Layer(Protocol):
    """What is asked of a layer of ``geo.ingest``; its fields are described there."""

    name: str
    table: pa.Table
    row: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    shapes: NDArray[np.object_] | None
    first: Days
    last: Days
    label: str | None


@dataclass(frozen=True)
class Asked:
    """A choice of rows. What is None or empty leaves that open; days are UTC and included."""

    text: str = ""
    column: str | None = None
    values: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Values:
    """The values of a column, the most frequent first, and of each row which is its: an index into ``names``; those
    behind the last name, and rows without a value, have ``len(names)``.
    """

    names: tuple[str, ...]
    codes: NDArray[np.int64]


@dataclass(eq=False)
class Overlay:
    """One layer, and what has been worked out of it."""

    layer: Layer
    no_day: int
    """What stands for no day in the layer."""
    extra: pa.Table | None = None
    """Columns that were added to the file's own, a row for each of the layer."""
    _masks: dict[Asked, Mask] = field(default_factory=dict)
    _values: dict[str, Values] = field(default_factory=dict)

    @cached_property
    def table(self) -> pa.Table:
        """The file's own columns, then those that were added under names that are not taken."""
        table = self.layer.table
        extra = self.extra if self.extra is not None else pa.table({})
        for name in extra.column_names:
            if name not in table.column_names:
                table = table.append_column(name, extra[name])
        return table

    def is_added(self, name: str) -> bool:
        """Whether a column is one that was added, not the file's own."""
        return name in self.table.column_names and name not in self.layer.table.column_names

    @cached_property
    def columns(self) -> Columns:
        """Where and when the rows are, as the browser gets it."""
        of = self.layer
        first = np.where(of.first == self.no_day, UNBOUNDED[0], of.first).astype(np.int32)
        last = np.where(of.last == self.no_day, UNBOUNDED[1], of.last).astype(np.int32)
        return Columns(of.lon, of.lat, first, last, of.shapes)

    @property
    def size_bytes(self) -> int:
        """About what the layer takes in memory, with its columns for the browser."""
        of = self.layer
        held = (of.row, of.lon, of.lat, of.first, of.last)
        return int(self.table.nbytes + sum(array.nbytes for array in held) + len(self.columns.points))

    @cached_property
    def placed(self) -> int:
        """Rows with a place."""
        return int(np.count_nonzero(~np.isnan(self.layer.lon) | self.columns.outlined))

    @cached_property
    def dated(self) -> Mask:
        """Rows with a day."""
        mask: Mask = self.layer.first != self.no_day
        return mask

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Columns that tell kinds apart: from 2 to ``MOST_DISTINCT`` values, on average two rows to each at least."""
        return tuple(name for name in self.table.column_names if self._tells_kinds(name))

    def _tells_kinds(self, name: str) -> bool:
        column = self.table[name]
        kind = column.type
        if (
            pa.types.is_temporal(kind)
            or pa.types.is_floating(kind)
            or pa.types.is_nested(kind)
            or pa.types.is_binary(kind)
        ):
            return False
        few = pc.count_distinct(column.slice(0, 5_000)).as_py() <= MOST_DISTINCT  # most columns fail here
        distinct = pc.count_distinct(column).as_py() if few else 0
        return 2 <= distinct <= min(MOST_DISTINCT, max(2, len(column) // 2))

    def values(self, name: str) -> Values:
        """The values of a column as text, at most ``MOST_OFFERED``."""
        if name not in self._values:
            coded = pc.cast(self.table[name], pa.string()).combine_chunks().dictionary_encode()
            if isinstance(coded, pa.ChunkedArray):
                coded = coded.combine_chunks()
            codes = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False).astype(np.int64)
            counts = np.bincount(codes, minlength=len(coded.dictionary) + 1)[:-1]
            order = np.argsort(-counts, kind="stable")[:MOST_OFFERED]
            place = np.full(len(counts) + 1, len(order))
            place[order] = np.arange(len(order))
            words = coded.dictionary.to_pylist()
            self._values = {name: Values(tuple(words[at] for at in order), place[codes])}
        return self._values[name]

    def codes(self, name: str) -> NDArray[np.uint8]:
        """Which of ``STRANGERS`` each row has by the column's values: those behind the eighth, and none, the last."""
        return _marks(self.values(name)).astype(np.uint8)

    def chosen(self, asked: Asked) -> Mask:
        """The rows that all but the period choose: text that occurs in any text of the row, in whatever case, and any
        of the values of a column.
        """
        key = Asked(asked.text.strip(), asked.column if asked.values else None, asked.values if asked.column else ())
        if key not in self._masks:
            mask = self._holding(key.text)
            if key.column:
                found = self.values(key.column)
                wanted = [found.names.index(value) for value in key.values if value in found.names]
                mask = mask & np.isin(found.codes, wanted)
            self._masks = {key: mask}
        return self._masks[key]

    def _holding(self, text: str) -> Mask:
        table = self.table
        mask = np.full(table.num_rows, not text)
        for name in table.column_names if text else ():
            column = table[name]
            if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                found = pc.match_substring(column, text, ignore_case=True)
                mask |= found.fill_null(False).to_numpy()
        return mask

    def within(self, start: date | None, end: date | None) -> Mask:
        """Rows that may have happened in the period: those without a day may have in any."""
        first, last = (None if day is None else known.number(day, 0) for day in (start, end))
        return held(self.columns, first, last)

    def shown(self, asked: Asked) -> Mask:
        """The rows that all filters choose."""
        return self.chosen(asked) & self.within(asked.start, asked.end)

    def told(self, row: int) -> dict[str, Any] | None:
        """What the map tells of a row: a title, and its values by column; None for a number that is no row's."""
        table = self.table
        if not 0 <= row < table.num_rows:
            return None
        values = [(name, plain(table[name][row].as_py())) for name in table.column_names]
        label = dict(values).get(self.layer.label or "", "")
        number = _("Row {n}").format(n=int(self.layer.row[row]))
        rest = [[name, value] for name, value in values if value and name != self.layer.label]
        return {"title": label or number, "values": rest, "row": number}

    @cached_property
    def axis(self) -> tuple[int, int] | None:
        """First and last day of nearly all rows, for the time bar; None where no row has a day."""
        days = np.concatenate([self.layer.first[self.dated], self.layer.last[self.dated]])
        if not len(days):
            return None
        first, last = np.quantile(days, [OUTLYING, 1 - OUTLYING], method="nearest")
        return int(first), int(last)

    def days(self, chosen: Mask) -> dict[str, Any] | None:
        """How many of the chosen rows begin on each day of the axis, in bins of ``step`` days; None without an axis."""
        if self.axis is None:
            return None
        first, last = self.axis
        step = -(-(last - first + 1) // MOST_BINS)
        begun = self.layer.first[chosen & self.dated]
        counts = np.bincount((begun[(begun >= first) & (begun <= last)] - first) // step)
        undated = int(np.count_nonzero(chosen & ~self.dated))
        return {"axis": [first, last], "step": step, "counts": counts.tolist(), "undated": undated}


def held(columns: Columns, start: int | None, end: int | None) -> Mask:
    """Rows of which a day lies in the period (days since 1970-01-01, None for open). ``columns.js`` says the same."""
    from_day, to_day = (UNBOUNDED[0] if start is None else start), (UNBOUNDED[1] if end is None else end)
    mask: Mask = (columns.last >= from_day) & (columns.first <= to_day)
    return mask


def plain(value: Any) -> str:
    """A value as it reads in one line, cut where it is long."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        text = value.isoformat(sep=" ", timespec="minutes").removesuffix("+00:00")
        text = text.removesuffix(" 00:00") if value.time() == time.min else text
    else:
        text = " ".join(
            (
                f"{value:.15g}"
                if isinstance(value, float) and abs(value) < 1e6 and value == round(value, 4)
                else str(value)
            ).split()
        )
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def counted(found: Values, rows: Mask) -> list[tuple[str, int, int]]:
    """The values that have a mark of their own, with how many of the rows have each and its place in ``STRANGERS``;
    then all others under an empty name, where there are any.
    """
    counts = np.bincount(_marks(found)[rows], minlength=MOST_VALUES + 1).tolist()
    named = [(name, counts[mark], mark) for mark, name in enumerate(found.names[:MOST_VALUES])]
    return [*named, ("", counts[MOST_VALUES], MOST_VALUES)] if counts[MOST_VALUES] else named


def _marks(found: Values) -> NDArray[np.int64]:
    return np.where(found.codes < min(len(found.names), MOST_VALUES), found.codes, MOST_VALUES)
