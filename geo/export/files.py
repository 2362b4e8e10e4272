"""A table with its places as a file: CSV, GeoParquet, GeoPackage, FlatGeobuf. Written from Arrow, in batches."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
from numpy.typing import NDArray

from geo.export import cells, gdal
from geo.export.shapes import Places

GEOMETRY, NUMBER, BOX = "geometry", "fid", "bbox"
SIDES = ("xmin", "ymin", "xmax", "ymax")
ENDINGS = {"GPKG": "gpkg", "FlatGeobuf": "fgb"}
MARK = b"\xef\xbb\xbf"


def csv(table: pa.Table) -> bytes:
    """CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read it right). Text that would run as a formula, in the
    header too, is led by an apostrophe; null is nothing, empty text is ``""``.
    """
    names = cells.defused(pa.array(table.column_names, pa.string())).to_pylist()
    empty = _spreadsheet(table.schema.empty_table(), names)
    sink = BytesIO(MARK)
    sink.seek(len(MARK))
    with pyarrow.csv.CSVWriter(sink, empty.schema, write_options=pyarrow.csv.WriteOptions(eol="\r\n")) as writer:
        for part in cells.parts(len(table)):
            writer.write_table(_spreadsheet(table[part], names))
    return sink.getvalue()


def _spreadsheet(table: pa.Table, names: list[str]) -> pa.Table:
    return pa.table([cells.cell(column.combine_chunks()) for column in table.columns], names)


def geoparquet(table: pa.Table, places: Places) -> bytes:
    """GeoParquet 1.1 in OGC:CRS84, with a column ``bbox`` by which a reader can pass over groups of rows."""
    names = cells.unique([GEOMETRY, BOX, *table.column_names])[2:]
    whole = pa.table([*table.columns, boxes(places.bounds), places.wkb], [*names, BOX, GEOMETRY])
    schema = whole.schema.with_metadata({"geo": orjson.dumps(geo(places.kinds, places.extent))})
    sink = BytesIO()
    words = [name for name, column in zip(names, table.columns, strict=True) if cells.is_text(column.type)]
    with pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd", use_dictionary=words) as writer:
        for part in cells.parts(len(whole)):
            writer.write_table(whole[part].replace_schema_metadata(schema.metadata))
    return sink.getvalue()


def boxes(bounds: NDArray[np.float64]) -> pa.StructArray:
    """West, south, east and north of each row, shape (n, 4), as GeoParquet's column of boxes; NaN is null."""
    missing = np.isnan(bounds).any(axis=1)
    sides = [pa.array(side, pa.float64(), mask=missing) for side in bounds.T]
    return pa.StructArray.from_arrays(sides, names=SIDES, mask=pa.array(missing))


def geo(kinds: Sequence[str], extent: Sequence[float], **more: Any) -> dict[str, object]:
    """The metadata of GeoParquet 1.1 for shapes of these kinds, all of them within ``extent``, which is empty where
    there is none; ``more`` is said of the column. Without a ``crs`` that is OGC:CRS84.
    """
    covering = {"bbox": {side: [BOX, side] for side in SIDES}}
    column = {"encoding": "WKB", "geometry_types": kinds, **more, "covering": covering}
    if extent:
        column["bbox"] = extent
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def geopackage(table: pa.Table, places: Places, name: str) -> bytes:
    """A GeoPackage of one layer, whose identifier is the name. Fields whose names differ in upper and lower case alone
    get a number.
    """
    options = {"FID": NUMBER, "GEOMETRY_NAME": GEOMETRY, "IDENTIFIER": name}
    return _by_gdal(table, places, table_name(name), "GPKG", options)


def table_name(name: str) -> str:
    """A name for a table of a GeoPackage: GDAL takes no signs, and names in gpkg… and sqlite_… are taken."""
    plain = re.sub(r"\W+", "_", name).strip("_")
    return f"layer_{plain}" if not plain or plain.casefold().startswith(("gpkg", "sqlite_")) else plain


def flatgeobuf(table: pa.Table, places: Places, name: str) -> bytes:
    """A FlatGeobuf, in the order of its spatial index where all rows have a place; otherwise without an index, which
    takes no feature without a geometry, and with the rows that have no place first. Days are moments, the format has no
    others; shapes of several kinds lose their heights.
    """
    return _by_gdal(table, places, name, "FlatGeobuf", {"SPATIAL_INDEX": "NO" if places.wkb.null_count else "YES"})


def _by_gdal(table: pa.Table, places: Places, name: str, driver: str, options: dict[str, str]) -> bytes:
    names = cells.unique([NUMBER, GEOMETRY, *table.column_names], str.casefold)[2:]
    whole = pa.table([*table.columns, places.wkb], [*names, GEOMETRY])
    if driver == "FlatGeobuf" and places.wkb.null_count:
        whole = unplaced_first(whole, GEOMETRY)
    kind = places.kinds[0] if len(places.kinds) == 1 else "Unknown"
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"layer.{ENDINGS[driver]}"
        with gdal.undated(), _batches(whole) as batches:
            gdal.write_layer(path, name, batches, driver, GEOMETRY, kind, layer_options=options)
        return path.read_bytes()


def unplaced_first(table: pa.Table, geometry: str) -> pa.Table:
    """The rows without a shape, then the others, each in their order.

    GDAL 3.12 reads features of a FlatGeobuf by Arrow wrongly, as far as past the end of its memory, where one without a
    shape follows on one with a shape. Where those without come first, it takes their shapes for empty ones.
    """
    missing = pc.is_null(table[geometry])
    return pa.concat_tables([table.filter(missing), table.filter(pc.invert(missing))])


@contextmanager
def _batches(table: pa.Table) -> Iterator[pa.RecordBatchReader]:
    """The table for GDAL, which turns into an error of its own whatever stops the work: that is raised again."""
    stopped: list[Exception] = []

    def told() -> Iterator[pa.RecordBatch]:
        try:
            for part in cells.parts(len(table)):
                yield from table[part].combine_chunks().to_batches()
        except Exception as error:
            stopped.append(error)
            raise

    try:
        yield pa.RecordBatchReader.from_batches(table.schema, told())
    except RuntimeError:
        if stopped:
            raise stopped[0] from None
        raise
