"""FlatGeobuf: the records as one layer."""

import tempfile
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from geo.export import flat, gdal
from geo.language import N_
from geo.provenance import citation, provenance
from geo.view import View

NOTE = N_(
    "For GIS. Records only; those without a position come first, with null geometry, which not every reader takes."
)


def write(shown: View) -> bytes:
    """FlatGeobuf, one feature a record, its sources and claims as JSON in two columns, provenance in the header.

    It has no spatial index, because with one the format holds no feature without a shape. Those come first, the rest
    of the order is the view's: GDAL 3.12 reads features by Arrow wrongly (as far as past the end of its memory) where
    one without a shape follows on one with a shape. Features read one by one are right in any order.
    """
    table = flat.with_shapes(flat.records_of(shown, whole_evidence=True), flat.shapes(shown.records))
    table = pa.concat_tables(
        [table.filter(pc.is_null(table[flat.GEOMETRY])), table.filter(pc.is_valid(table[flat.GEOMETRY]))]
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.fgb"
        gdal.write_layer(
            path,
            "records",
            table,
            "FlatGeobuf",
            layer_options={
                "SPATIAL_INDEX": "NO",
                "TITLE": shown.dataset.package.title,
                "DESCRIPTION": citation(shown),
                "TEMPORARY_DIR": folder,
            },
            layer_metadata={"provenance": orjson.dumps(provenance(shown)).decode()},
        )
        return path.read_bytes()
