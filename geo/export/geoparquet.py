"""GeoParquet 1.1."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from geo.export import files, flat, gdal
from geo.language import N_
from geo.provenance import provenance
from geo.view import View

NOTE = N_("For DuckDB, GeoPandas and R. Records only, typed and compressed.")


def write(shown: View) -> bytes:
    """GeoParquet 1.1, one row a record, compressed with Zstandard, its sources and claims as JSON in two columns.

    Shapes are WKB in EPSG:4326 by longitude and latitude (as GeoParquet has it, whatever the CRS says), ``bbox``
    their boxes, both null where no position was published. The provenance is a key of the file's metadata.
    """
    shapes = flat.shapes(shown.records)
    bounds = shapely.bounds(np.array(shapes, dtype=object)).reshape(-1, 4)  # which is flat where there is no row
    table = flat.records_of(shown, whole_evidence=True)
    table = table.append_column(files.BOX, files.boxes(bounds))
    table = table.append_column(
        pa.field(files.GEOMETRY, pa.binary()), pa.array(shapely.to_wkb(shapes, flavor="iso"), pa.binary())
    )
    metadata = {"geo": _geo([shape for shape in shapes if shape is not None]), "provenance": provenance(shown)}
    table = table.replace_schema_metadata({key: orjson.dumps(value) for key, value in metadata.items()})
    content = io.BytesIO()
    pq.write_table(table, content, compression="zstd", store_schema=True)
    return content.getvalue()


def _geo(drawn: Sequence[shapely.Geometry]) -> dict[str, Any]:
    """What GeoParquet 1.1 asks to be said of the shapes."""
    extent = shapely.total_bounds(drawn).tolist() if drawn else []
    crs = pyproj.CRS(gdal.CRS).to_json_dict()
    return files.geo(sorted({shape.geom_type for shape in drawn}), extent, crs=crs, orientation="counterclockwise")
