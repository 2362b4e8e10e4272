"""GeoPackage, FlatGeobuf, GPX and shapefiles, by GDAL without any driver beyond those."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from geo.strangers.found import BROKEN, N_, NO_ROWS, NO_SUCH_LAYER, Found, Job, Refused

DRIVERS = frozenset({"GPKG", "FlatGeobuf", "GPX", "ESRI Shapefile"})
"""The drivers that may read a stranger's file. All others are skipped, for GDAL picks one by a file's content."""

GPX_LAYERS = ("waypoints", "track_points", "route_points", "tracks", "routes")
"""In the order in which one is read when none is chosen: points carry the times."""


def read(job: Job) -> Found:
    """The rows of one layer; Refused where there is none, or more than the limits allow."""
    guessed = job.format == "shapefile" and _write_code_page(Path(job.path))
    tables = _tables(job.path) if job.format == "gpkg" else None
    pyogrio = _pyogrio()
    if job.format == "shapefile" and not Path(job.path).with_suffix(".shx").exists():
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})  # the index, which is made anew
    try:
        layers = tables if tables is not None else _layers(pyogrio, job)
        layer = _chosen(job.layer, layers)
        about = pyogrio.read_info(job.path, layer=layer, force_feature_count=True)
        job.limits.check_rows(about["features"])
        job.limits.check_columns(len(about["fields"]))
        _meta, table = pyogrio.read_arrow(job.path, layer=layer, max_features=job.head, datetime_as_string=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, OSError) as error:
        # Arrow's words for a file that ends early: OSError, and ArrowInvalid, which is a ValueError.
        raise Refused(BROKEN, why=_first_line(error)) from error
    if not about["features"]:
        raise Refused(NO_ROWS)
    places = [place for place, field in enumerate(table.schema) if _is_geometry(field)]
    wkb = table.column(places[0]) if places else None
    return Found(
        table=table.select(
            [p for p in range(table.num_columns) if p not in places and not _unused(job, table.column(p))]
        ),
        row=range(1, table.num_rows + 1),
        wkb=wkb,
        crs=about["crs"],
        total=about["features"],
        layers=tuple(layers),
        layer=layer,
        problems=[(0, "", "", "suspicious", GUESSED)] if guessed else [],
    )


def _pyogrio() -> Any:
    """GDAL's reader; it must never be imported before ``OGR_SKIP`` is set, which only then has an effect."""
    if not os.environ.get("OGR_SKIP"):
        raise RuntimeError("OGR_SKIP is not set")
    import pyogrio

    surplus = set(pyogrio.list_drivers()) - DRIVERS
    if surplus:
        raise RuntimeError(f"drivers that should be skipped: {sorted(surplus)}")
    return pyogrio


def _first_line(error: BaseException) -> str:
    """What GDAL says, without the folder in which the file lay for the while."""
    line = (str(error).splitlines() or [""])[0]
    return " ".join(word for word in line.partition(";")[0].split() if "/" not in word)[:120]


def _is_geometry(field: pa.Field) -> bool:
    return (field.metadata or {}).get(b"ARROW:extension:name") in (b"ogc.wkb", b"geoarrow.wkb")


def _unused(job: Job, column: pa.ChunkedArray) -> bool:
    """Whether GDAL made a column that the file says nothing in: those of GPX are the same for every file."""
    return job.format == "gpx" and column.null_count == len(column)


def _layers(pyogrio: Any, job: Job) -> list[str]:
    names = [str(name) for name in pyogrio.list_layers(job.path)[:, 0]]
    if job.format != "gpx":
        return names
    counted = [
        name
        for name in GPX_LAYERS
        if name in names and pyogrio.read_info(job.path, layer=name, force_feature_count=True)["features"]
    ]
    if not counted:
        raise Refused(NO_ROWS)
    return counted


def _chosen(asked: str | None, layers: list[str]) -> str:
    if not layers:
        raise Refused(NO_ROWS)
    if asked is not None and asked not in layers:
        raise Refused(NO_SUCH_LAYER, layer=asked, layers=", ".join(layers))
    return asked if asked is not None else layers[0]


def _tables(path: str) -> list[str]:
    """Tables that a GeoPackage lists as its contents. Views are left alone: one that refers to itself never ends. So
    may one in place of a table that GDAL asks first, or a column that is worked out.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as file:
            kinds = {str(name): str(kind) for name, kind in file.execute(_KINDS)}
            if "gpkg_contents" not in kinds:
                raise Refused(NO_CONTENTS)
            own = [name for name in kinds if name.lower().startswith("gpkg_")]
            if any(kinds[name] != "table" for name in own):
                raise Refused(WORKED_OUT)
            listed = [str(name) for (name,) in file.execute(_CONTENTS)]
            kept = [name for name in listed if kinds.get(name) == "table"]
            if any(file.execute(_COMPUTED, (name,)).fetchone() for name in {*own, *kept}):
                raise Refused(WORKED_OUT)
    except sqlite3.Error as error:
        raise Refused(BROKEN, why=str(error)) from error
    if not kept:
        raise Refused(ONLY_VIEWS if listed else NO_ROWS)
    return kept


_KINDS = """
SELECT name, CASE WHEN sql LIKE 'CREATE VIRTUAL%' THEN 'virtual' ELSE type END
FROM sqlite_master WHERE type IN ('table', 'view')
"""
_COMPUTED = "SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden IN (2, 3)"
_CONTENTS = "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') ORDER BY data_type DESC"
NO_CONTENTS = N_("{name}: is a database but no GeoPackage (it has no gpkg_contents); export it as GeoPackage")
WORKED_OUT = N_("{name}: has tables or columns that are worked out while they are read; save them as plain tables")
ONLY_VIEWS = N_("{name}: its layers are views, and only tables are read; save them as tables")


GUESSED = N_(
    "the encoding of its attributes is not named, and Windows-1252 was guessed; where letters look wrong, add a "
    ".cpg file that names it"
)


def _write_code_page(shape: Path) -> bool:
    """Say in which encoding the attributes are where the shapefile doesn't, or says UTF-8 and it isn't so.

    Whether it was guessed, and some letter depends on it.
    """
    beside = {path.suffix.lower(): path for path in shape.parent.iterdir() if path.stem == shape.stem}
    if ".dbf" not in beside:
        return False
    content = beside[".dbf"].read_bytes()
    stated = beside[".cpg"].read_text("latin-1").strip().upper() if ".cpg" in beside else ""
    records = content[int.from_bytes(content[8:10], "little") :]
    utf8 = _is_utf8(records)
    if not stated and utf8:
        shape.with_suffix(".cpg").write_text("UTF-8")
        return False
    if (stated in ("UTF-8", "UTF8", "65001") and not utf8) or (not stated and len(content) > 29 and content[29] == 0):
        shape.with_suffix(".cpg").write_text("CP1252")
        return not records.isascii()
    return False


def _is_utf8(records: bytes) -> bool:
    try:
        records.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(records) - 4  # cut off by a field's width
    return not records.isascii()
