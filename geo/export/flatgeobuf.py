"""FlatGeobuf: the records as one layer."""

import tempfile
from pathlib import Path

import orjson

from geo.export import flat, gdal
from geo.language import N_
from geo.provenance import citation, provenance
from geo.view import View

NOTE = N_("For web maps and GIS. Records only; those without a position are in it, so it has no spatial index.")


def write(shown: View) -> bytes:
    """FlatGeobuf, one feature a record in the view's order, its sources and claims as JSON in two columns.

    It has no spatial index, because with one the format holds no feature without a shape. The provenance is in the
    header's metadata.
    """
    table = flat.with_shapes(flat.records_of(shown, whole_evidence=True), flat.shapes(shown.records))
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
