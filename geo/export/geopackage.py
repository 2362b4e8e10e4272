"""GeoPackage: a layer a kind, drawn by QGIS as the map draws it."""

import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geo import style
from geo.export import flat, gdal, qgis
from geo.language import N_, _
from geo.view import View

NOTE = N_("For QGIS, drawn as on this map. A layer a kind; records without a position also have a table of their own.")


def write(shown: View) -> bytes:
    """GeoPackage: a layer for each kind of record and one for zones, in each also the rows without a shape.

    Tables without shapes: ``unplaced`` repeats the records that no map can draw, ``sources`` and ``claims`` say what
    each record rests on, ``about`` where all this comes from; ``layer_styles`` is how QGIS draws the layers.
    """
    layers = _layers(shown)
    tables = {
        "zones": flat.with_shapes(flat.zones_of(shown), flat.shapes(shown.zones)),
        "unplaced": _unplaced(layers.values()),
        "sources": flat.sources_of(shown),
        "claims": flat.claims_of(shown),
        "about": pa.table(dict(zip(("name", "value"), zip(*flat.about(shown), strict=True), strict=True))),
    }
    with tempfile.TemporaryDirectory() as folder, gdal.dated(shown.dataset.package.sources_until):
        path = Path(folder) / "view.gpkg"
        for name, table in (layers | tables).items():
            gdal.write_layer(path, name, table, "GPKG", dataset_options={"VERSION": "1.3"})
        gdal.write_layer(path, "layer_styles", _styles(shown), "GPKG", layer_options={"FID": "id"})
        return path.read_bytes()


def layer_of(kind: str) -> str:
    """The layer of a kind of record."""
    return f"{kind}s"


def _layers(shown: View) -> dict[str, pa.Table]:
    records = flat.with_shapes(flat.records_of(shown), flat.shapes(shown.records))
    return {layer_of(kind): records.filter(pc.equal(records["kind"], kind)) for kind in style.KINDS}


def _unplaced(layers: Iterable[pa.Table]) -> pa.Table:
    without = [layer.filter(pc.is_null(layer[flat.GEOMETRY])) for layer in layers]
    return pa.concat_tables(without).drop_columns(flat.GEOMETRY)


def _styles(shown: View) -> pa.Table:
    """The table in which QGIS looks for the style of a layer, by the layer's name."""
    package = shown.dataset.package
    day = datetime.combine(package.sources_until, time(), UTC)
    looks = {layer_of(kind): qgis.records_style(package, kind) for kind in style.KINDS} | {"zones": qgis.zones_style()}
    return pa.Table.from_pylist([_style(name, look, day) for name, look in looks.items()])


def _style(layer: str, look: str, day: datetime) -> Mapping[str, object]:
    return {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": layer,
        "f_geometry_column": flat.GEOMETRY,
        "styleName": layer,
        "styleQML": look,
        "styleSLD": "",
        "useAsDefault": True,
        "description": _("As on the map"),
        "owner": "",
        "ui": "",
        "update_time": day,
    }
