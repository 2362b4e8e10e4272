"""A stranger's layer of a million rows, as bytes to take away."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.export import cells, features, files, formats
from geo.export.formats import MEDIA_TYPES, Format
from geo.export.shapes import Places
from geo.ingest import NO_DAY, Layer

Rows = slice | NDArray[np.bool_] | NDArray[np.integer]
"""Which rows of a layer, and in which order: a slice, a mask over all, or their places in the layer."""
ALL = slice(None)
Held = TypeVar("Held", pa.Table, pa.Array)


@dataclass(frozen=True, eq=False)
class Writer:
    """Writes a layer, or some of its rows, with the columns ``extra``, one row for each of the layer, after its own.

    Each feature is serialised once, when GeoJSON is first asked for, and joined from then on: keep the writer as long
    as the layer is filtered. It then holds the GeoJSON of all rows, 0.4 kB for a row of twelve columns.
    """

    layer: Layer
    extra: pa.Table | None = None

    @cached_property
    def table(self) -> pa.Table:
        """The columns that are written, in plain types: the file's, ``first_day`` and ``last_day`` (UTC) where any row
        is dated, those added. A name that is there already gets a number.
        """
        tables = [self.layer.table, *self._days, *([] if self.extra is None else [self.extra])]
        columns = [column for table in tables for column in table.columns]
        if any(len(column) != len(self.layer.row) for column in columns):
            raise ValueError("the columns are not as long as the layer")
        names = cells.unique(name for table in tables for name in table.column_names)
        return cells.plain(pa.table(columns, names))

    @property
    def _days(self) -> list[pa.Table]:
        bounds = {"first_day": self.layer.first, "last_day": self.layer.last}
        days = {name: pa.array(values, mask=values == NO_DAY).cast(pa.date32()) for name, values in bounds.items()}
        return [] if (self.layer.first == NO_DAY).all() else [pa.table(days)]

    @cached_property
    def places(self) -> Places:
        """Where the rows are."""
        return Places(self.layer.lon, self.layer.lat, self.layer.shapes)

    @cached_property
    def lines(self) -> pa.LargeBinaryArray:
        """Each row as a feature of GeoJSON."""
        return features.lines(self.table, self.layer.row, self.places)

    def geojson(self, rows: Rows = ALL) -> bytes:
        """GeoJSON (RFC 7946): one feature a line, the row's number in the file as its ``id``; null geometry where
        there is no place, moments in UTC, infinity as null.
        """
        return features.collection(self.layer.name, _taken(self.lines, self._picked(rows)))

    def csv(self, rows: Rows = ALL) -> bytes:
        """CSV; the place comes last: ``lon`` and ``lat``, and ``wkt`` in a layer of more than points. Points that stand
        in two columns as these very numbers are not told again.
        """
        table, places = self._placed(rows)
        more = {} if self._told else places.columns()
        names = cells.unique([*table.column_names, *more])
        return files.csv(pa.table([*table.columns, *more.values()], names))

    @cached_property
    def _told(self) -> bool:
        """Whether columns of the table already say all of the place."""
        if self.layer.shapes is not None:
            return False
        columns, mapping = self.places.columns(), self.layer.mapping
        pairs = ((mapping.lon, columns["lon"]), (mapping.lat, columns["lat"]))
        return all(name is not None and _numbers(self.table[name]).equals(values) for name, values in pairs)

    def geoparquet(self, rows: Rows = ALL) -> bytes:
        """GeoParquet 1.1 with the column ``bbox``."""
        return files.geoparquet(*self._placed(rows))

    def geopackage(self, rows: Rows = ALL) -> bytes:
        """A GeoPackage with the layer under its name."""
        return files.geopackage(*self._placed(rows), self.layer.name)

    def flatgeobuf(self, rows: Rows = ALL) -> bytes:
        """A FlatGeobuf, with a spatial index where all rows have a place."""
        return files.flatgeobuf(*self._placed(rows), self.layer.name)

    def _placed(self, rows: Rows) -> tuple[pa.Table, Places]:
        picked = self._picked(rows)
        return _taken(self.table, picked), self.places.take(picked)

    def _picked(self, rows: Rows) -> "slice | NDArray[np.int64]":
        """The same rows by their places in the layer, as a slice where they follow each other."""
        length = len(self.layer.row)
        if isinstance(rows, slice):
            start, stop, step = rows.indices(length)
            if step == 1:
                return slice(start, max(start, stop))
            rows = np.arange(start, stop, step)
        elif rows.dtype == bool:
            if len(rows) != length:
                raise ValueError(f"a mask of {len(rows)} for {length} rows")
            rows = np.flatnonzero(rows)
        if len(rows) == 0:
            return slice(0, 0)
        follow = rows[-1] - rows[0] == len(rows) - 1 and (np.diff(rows) == 1).all()
        return slice(int(rows[0]), int(rows[-1]) + 1) if follow else rows.astype("int64")


def _numbers(column: pa.ChunkedArray) -> pa.Array:
    """A column of numbers as doubles, any other as it is."""
    return (column.cast(pa.float64()) if pa.types.is_integer(column.type) else column).combine_chunks()


def _taken(held: Held, picked: "slice | NDArray[np.int64]") -> Held:
    if isinstance(picked, slice):
        return held.slice(picked.start, picked.stop - picked.start)
    return held.take(pa.array(picked))


FORMATS: Mapping[str, Format[[Writer, Rows]]] = MappingProxyType(
    {
        "geojson": Format("GeoJSON", MEDIA_TYPES["geojson"], Writer.geojson),
        "csv": Format("CSV", MEDIA_TYPES["csv"], Writer.csv),
        "gpkg": Format("GeoPackage", MEDIA_TYPES["gpkg"], Writer.geopackage),
        "parquet": Format("GeoParquet", MEDIA_TYPES["parquet"], Writer.geoparquet),
        "fgb": Format("FlatGeobuf", MEDIA_TYPES["fgb"], Writer.flatgeobuf),
    }
)


def find(name: str) -> Format[[Writer, Rows]]:
    """The format of that name; FormatError names those that there are."""
    return formats.find(FORMATS, name)
