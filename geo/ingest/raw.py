"""The rows of a file as they were read, before places and times are made out of them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Raw:
    """What every reader hands on."""

    format: str
    table: pa.Table
    """The file's columns: text where the format knows nothing else, typed otherwise."""
    row: NDArray[np.int64]
    """Row as a spreadsheet counts it, the header being 1, or number of the feature from 1."""
    wkb: NDArray[Any] | None = None
    """A geometry a row, as WKB or None; None where the format has none."""
    crs: str | None = None
    """The system of the geometries as PROJ reads it."""
    total: int | None = None
    """Rows of the whole file, where known."""
    layers: tuple[str, ...] = ()
    layer: str | None = None
    encoding: str = "UTF-8"
    problems: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    """Row, column, value, verdict and rule, in the language spoken."""
    refused: int = 0
    """Rows whose cells don't fit the columns; each is among the problems."""
