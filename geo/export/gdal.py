"""Files that GDAL writes, by way of pyogrio: the same bytes for the same tables, on whatever day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa
import pyogrio
from pyogrio.raw import write_arrow

from geo.export.flat import GEOMETRY

CRS = "EPSG:4326"
_one_at_a_time = Lock()


@contextmanager
def dated(day: date) -> Iterator[None]:
    """GDAL writes this day wherever it would write the time of writing. Its options are the whole process's.

    Nor does it wait until each step is safe on the disk: the files are read once and thrown away.
    """
    options = {
        "OGR_CURRENT_DATE": f"{day.isoformat()}T00:00:00.000Z",
        "OGR_SQLITE_SYNCHRONOUS": "OFF",
        "OGR_SQLITE_JOURNAL": "MEMORY",
    }
    with _one_at_a_time:
        pyogrio.set_gdal_config_options(options)
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options(dict.fromkeys(options))


@contextmanager
def undated() -> Iterator[None]:
    """GDAL writes the time of writing, also where another thread would have it write some day."""
    with _one_at_a_time:
        yield


def write_layer(
    path: Path,
    name: str,
    rows: pa.Table | pa.RecordBatchReader,
    driver: str,
    geometry: str = GEOMETRY,
    kind: str = "Unknown",
    **more: Any,
) -> None:
    """Write rows as one layer, beside those that the file holds: their shapes, all of that kind, stand in the column
    ``geometry``; without it they are bare rows.
    """
    drawn = geometry in rows.schema.names
    write_arrow(
        rows,
        path,
        layer=name,
        driver=driver,
        geometry_name=geometry if drawn else None,
        geometry_type=kind if drawn else None,
        crs=CRS if drawn else None,
        **more,
    )
