"""Formats that are more than text in columns, each by its reader of ``geo.strangers``. Only the child calls this."""

import importlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa

from geo.errors import IngestError
from geo.ingest.limits import Limits
from geo.ingest.raw import Raw
from geo.language import _, number
from geo.strangers.found import Found, Job, Refused, unique_names
from geo.strangers.found import Limits as Bounds

READERS = {"geojson": "geojson", "kml": "kml", "parquet": "parquet", "xlsx": "sheet"}
"""Modules of ``geo.strangers`` by format; GDAL reads the others."""


def read(parts: Mapping[str, bytes], kind: str, name: str, layer: str | None, limits: Limits, head: int | None) -> Raw:
    """What the reader of a format finds in a file.

    Parameters
    ----------
    parts : by their endings the files that make it up, which lie in a private folder for the while.
    kind : format, as ``geo.ingest.files`` calls it; head : rows wanted, all where None.
    """
    bounds = Bounds(limits.unpacked_bytes, limits.rows, limits.columns, limits.vertices, limits.depth)
    reader = importlib.import_module(f"geo.strangers.{READERS.get(kind, 'gdal')}")
    with tempfile.TemporaryDirectory() as folder:
        for ending, content in parts.items():
            (Path(folder) / f"file.{ending}").write_bytes(content)
        job = Job(str(Path(folder) / f"file.{next(iter(parts))}"), kind, layer, head, bounds)
        try:
            return _raw(reader.read(job), kind)
        except Refused as refused:
            blanks = {key: number(value) if isinstance(value, int) else value for key, value in refused.blanks.items()}
            raise IngestError(_(refused.message).format(name=name, **blanks)) from refused


def _raw(found: Found, kind: str) -> Raw:
    wkb = found.wkb
    if wkb is not None and not isinstance(wkb, pa.ChunkedArray):
        wkb = pa.chunked_array([pa.array(wkb, pa.binary())])
    return Raw(
        format=kind,
        table=found.table.rename_columns(unique_names(found.table.column_names)),
        row=np.array(found.row, dtype=np.int64),
        wkb=None if wkb is None else wkb.to_numpy(),
        crs=found.crs,
        total=found.total,
        layers=tuple(found.layers) if len(found.layers) > 1 else (),
        layer=found.layer,
        problems=[(row, column, value, verdict, _(rule)) for row, column, value, verdict, rule in found.problems],
    )
