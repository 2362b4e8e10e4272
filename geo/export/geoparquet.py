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

from geo.export import flat, gdal
from geo.language import N_
from geo.provenance import provenance
from geo.view import View

NOTE = N_("For DuckDB, GeoPandas and R. Records only, typed and compressed.")

BOX = ("xmin", "ymin", "xmax", "ymax")


def write(shown: View) -> bytes:
    """GeoParquet 1.1, one row a record, compressed with Zstandard, its sources and claims as JSON in two columns.

    Shapes are WKB in EPSG:4326 by longitude and latitude (as GeoParquet has it, whatever the CRS says), ``bbox``
    their boxes, both null where no position was published. The provenance is a key of the file's metadata.
    """
    shapes = flat.shapes(shown.records)
    table = flat.records_of(shown, whole_evidence=True)
    table = table.append_column("bbox", _boxes(shapes))
    table = table.append_column(
        pa.field("geometry", pa.binary()), pa.array(shapely.to_wkb(shapes, flavor="iso"), pa.binary())
    )
    metadata = {"geo": _geo(shapes), "provenance": provenance(shown)}
    table = table.replace_schema_metadata({key: orjson.dumps(value) for key, value in metadata.items()})
    content = io.BytesIO()
    pq.write_table(table, content, compression="zstd", store_schema=True)
    return content.getvalue()


def _boxes(shapes: Sequence[shapely.Geometry | None]) -> pa.StructArray:
    bounds = _bounds(shapes)
    missing = np.isnan(bounds).any(axis=1)
    sides = [pa.array(side, pa.float64(), mask=missing) for side in bounds.T]
    return pa.StructArray.from_arrays(sides, names=BOX, mask=pa.array(missing))


def _bounds(shapes: Sequence[shapely.Geometry | None]) -> Any:
    """West, south, east and north of each shape, NaN where there is none; never empty of columns."""
    return shapely.bounds(np.array(shapes, dtype=object)).reshape(-1, 4)


def _geo(shapes: Sequence[shapely.Geometry | None]) -> dict[str, Any]:
    """What GeoParquet 1.1 asks to be said of the shapes."""
    drawn = [shape for shape in shapes if shape is not None]
    column = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in drawn}),
        "crs": pyproj.CRS(gdal.CRS).to_json_dict(),
        "orientation": "counterclockwise",
        "covering": {"bbox": {side: ["bbox", side] for side in BOX}},
    }
    if drawn:
        column["bbox"] = shapely.total_bounds(drawn).tolist()
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
