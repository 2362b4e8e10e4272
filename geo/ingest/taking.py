"""A layer as a file: its own columns, what was made of them, and the columns of the lens."""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray
from pyarrow import csv as arrow
from pyarrow import parquet

from geo.errors import FormatError
from geo.ingest.layer import Layer
from geo.ingest.moments import NO_DAY
from geo.strangers.found import unique_names

MADE = ("ingest_row", "ingest_lon", "ingest_lat", "first_day", "last_day")
"""Columns that are added to those of the file: row of the file, place in EPSG:4326, days (UTC)."""
FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"


def write(layer: Layer, name: str, added: pa.Table | None = None) -> bytes:
    """The layer in the format of that ending, with further columns a row; FormatError where there is none."""
    if name not in WRITERS:
        raise FormatError(f"{name or 'no ending'}: a layer is not written so; use one of {', '.join(WRITERS)}")
    return WRITERS[name](layer, table(layer, added))


def table(layer: Layer, added: pa.Table | None = None) -> pa.Table:
    """All columns that are taken away, each name once: those of the file, ``MADE``, and those added."""
    made = [
        pa.array(layer.row),
        pa.array(layer.lon, from_pandas=True),
        pa.array(layer.lat, from_pandas=True),
        *(pa.array(days, mask=days == NO_DAY).cast(pa.date32()) for days in (layer.first, layer.last)),
    ]
    others = added if added is not None else pa.table({})
    names = unique_names([*layer.table.column_names, *MADE, *others.column_names])
    return pa.table([*layer.table.columns, *made, *others.columns], names=names)


def _shapes(layer: Layer) -> NDArray[Any]:
    """The geometry of each row, EPSG:4326, None where it has no place."""
    if layer.shapes is not None:
        return layer.shapes
    shapes = np.asarray(shapely.points(layer.lon, layer.lat), dtype=object)
    shapes[~np.isfinite(layer.lon)] = None
    return shapes


def _csv(_layer: Layer, columns: pa.Table) -> bytes:
    """CSV (UTF-8 with a mark); text that a spreadsheet would run is led by an apostrophe."""
    for place, name in enumerate(columns.column_names):
        if pa.types.is_string(columns[name].type):
            risky = pc.match_substring_regex(columns[name], FORMULA)
            if pc.any(risky).as_py():
                led = pc.binary_join_element_wise("'", columns[name], "")
                columns = columns.set_column(place, name, pc.if_else(risky, led, columns[name]))
    sink = pa.BufferOutputStream()
    sink.write(b"\xef\xbb\xbf")
    arrow.write_csv(columns, sink)
    return bytes(sink.getvalue())


def _parquet(layer: Layer, columns: pa.Table) -> bytes:
    """GeoParquet 1.1; its coordinates are WGS 84, longitude first, which is what it has where no system is named."""
    shapes = _shapes(layer)
    name = unique_names([*columns.column_names, "geometry"])[-1]
    kinds = sorted({shape.geom_type for shape in shapes if shape is not None})
    about = {
        "version": "1.1.0",
        "primary_column": name,
        "columns": {name: {"encoding": "WKB", "geometry_types": kinds}},
    }
    whole = columns.append_column(name, pa.array(shapely.to_wkb(shapes), pa.binary()))
    whole = whole.replace_schema_metadata({"geo": json.dumps(about)})
    sink = pa.BufferOutputStream()
    parquet.write_table(whole, sink, compression="zstd")
    return bytes(sink.getvalue())


def _by_gdal(driver: str, ending: str, **options: str) -> Callable[[Layer, pa.Table], bytes]:
    def write(layer: Layer, columns: pa.Table) -> bytes:
        import pyogrio

        shapes = _shapes(layer)
        taken = [*columns.column_names, "fid", "FID", "geom"]  # names that a GeoPackage keeps for itself
        name = unique_names([*taken, "shape_wgs84"])[-1]
        safe = [f"{own}_file" if own.lower() in ("fid", "geom") else own for own in columns.column_names]
        whole = columns.rename_columns(safe).append_column(name, pa.array(shapely.to_wkb(shapes), pa.binary()))
        kinds = {shape.geom_type for shape in shapes if shape is not None}
        kind = kinds.pop() if len(kinds) == 1 else "Unknown"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"layer.{ending}"
            pyogrio.write_arrow(
                whole,
                path,
                layer=layer.name,
                driver=driver,
                geometry_name=name,
                geometry_type=kind,
                crs="EPSG:4326",
                layer_options=options,
            )
            return path.read_bytes()

    return write


WRITERS: Mapping[str, Callable[[Layer, pa.Table], bytes]] = MappingProxyType(
    {
        "geojson": _by_gdal("GeoJSON", "geojson", RFC7946="YES"),
        "csv": _csv,
        "parquet": _parquet,
        "gpkg": _by_gdal("GPKG", "gpkg"),
    }
)
"""By ending."""
