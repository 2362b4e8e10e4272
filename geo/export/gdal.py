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


def write_layer(path: Path, name: str, table: pa.Table, driver: str, **more: Any) -> None:
    """Write a table as one layer, beside those that the file holds; without a column ``GEOMETRY`` as bare rows."""
    drawn = GEOMETRY in table.column_names
    write_arrow(
        table,
        path,
        layer=name,
        driver=driver,
        geometry_name=GEOMETRY if drawn else None,
        geometry_type="Unknown" if drawn else None,
        crs=CRS if drawn else None,
        **more,
    )
