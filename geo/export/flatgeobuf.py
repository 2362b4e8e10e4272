"""FlatGeobuf: the records as one layer."""

import tempfile
from pathlib import Path

import orjson

from geo.export import files, flat, gdal
from geo.language import N_
from geo.provenance import citation, provenance
from geo.view import View

NOTE = N_(
    "For GIS. Records only; those without a position come first, with null geometry, which not every reader takes."
)


def write(shown: View) -> bytes:
    """FlatGeobuf, one feature a record, its sources and claims as JSON in two columns, provenance in the header.

    Where every record has a shape it has a spatial index, and that index's order. With one the format holds no feature
    without a shape; those then come first, see ``files.unplaced_first``, the rest of the order is the view's. They have
    no file of their own: whoever is handed this one has the whole view.
    """
    table = flat.with_shapes(flat.records_of(shown, whole_evidence=True), flat.shapes(shown.records))
    unplaced = table[flat.GEOMETRY].null_count > 0
    if unplaced:
        table = files.unplaced_first(table, flat.GEOMETRY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.fgb"
        gdal.write_layer(
            path,
            "records",
            table,
            "FlatGeobuf",
            layer_options={
                "SPATIAL_INDEX": "NO" if unplaced or not len(table) else "YES",
                "TITLE": shown.dataset.package.title,
                "DESCRIPTION": citation(shown),
                "TEMPORARY_DIR": folder,
            },
            layer_metadata={"provenance": orjson.dumps(provenance(shown)).decode()},
        )
        return path.read_bytes()
