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
_DATE_OPTION = "OGR_CURRENT_DATE"
_one_at_a_time = Lock()


@contextmanager
def dated(day: date) -> Iterator[None]:
    """GDAL writes this day wherever it would write the time of writing. Its options are the whole process's."""
    with _one_at_a_time:
        pyogrio.set_gdal_config_options({_DATE_OPTION: f"{day.isoformat()}T00:00:00.000Z"})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({_DATE_OPTION: None})


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
