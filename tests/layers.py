"""Layers of strangers' rows, by hand and at random, as ``geo.ingest`` would hand them over."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa

NO_DAY = -(2**31)


def layer(lon, lat, first=None, last=None, shapes=None, label=None, **columns):
    """A layer of these rows; without days none has one."""
    rows = len(lon)
    first = np.full(rows, NO_DAY, np.int32) if first is None else np.array(first, np.int32)
    table = pa.table({"name": [f"row {n}" for n in range(rows)], **columns})
    return SimpleNamespace(
        name="rows",
        table=table,
        row=np.arange(2, rows + 2),
        lon=np.array(lon, float),
        lat=np.array(lat, float),
        shapes=None if shapes is None else np.array(shapes, object),
        first=first,
        last=first if last is None else np.array(last, np.int32),
        label=label,
    )
