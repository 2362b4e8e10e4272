"""A stranger's rows as bytes that a browser reads without parsing: columns of points, and lines and areas by vertices.

All numbers are little-endian; each blob begins with sixteen bytes: four that name its form, then three counts (uint32).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

POINTS, SHAPES = b"MPT1", b"MSH1"
ONE_DAY = 1
"""Flag of a blob without last days: each row's is its first."""
POINT, POLYGON, MULTIPOINT = 0, 3, 4
"""Kinds of geometries as shapely numbers them."""

Mask = NDArray[np.bool_]
Days = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Columns:
    """Where and when each row is; all arrays in the order of the rows.

    ``lon``, ``lat`` in EPSG:4326, NaN where there is no place; ``first``, ``last`` in days since 1970-01-01 (UTC), the
    least and the greatest that fit where nothing is known of one. ``shapes`` are geometries by row, or None.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    first: Days
    last: Days
    shapes: NDArray[np.object_] | None = None

    @cached_property
    def outlined(self) -> Mask:
        """Rows that are drawn as a line or an area, not as a point."""
        if self.shapes is None:
            return np.zeros(len(self.lon), dtype=bool)
        kinds = shapely.get_type_id(self.shapes)  # -1 for none
        drawn: Mask = (kinds > POINT) & (kinds != MULTIPOINT) & ~shapely.is_empty(self.shapes)
        return drawn

    @cached_property
    def points(self) -> bytes:
        """Counts: rows, flags, 0. Then lon and lat (float32), first and, unless ``ONE_DAY``, last days (int32)."""
        one_day = np.array_equal(self.first, self.last)
        lon = np.where(self.outlined, np.nan, self.lon)
        days = [self.first] if one_day else [self.first, self.last]
        return b"".join(
            [
                _head(POINTS, len(lon), ONE_DAY if one_day else 0),
                *(column.astype("<f4").tobytes() for column in (lon, self.lat)),
                *(column.astype("<i4").tobytes() for column in days),
            ]
        )

    @cached_property
    def outlines(self) -> bytes:
        """Counts: parts, vertices, 0. Then of each part its row and where its vertices end (uint32), of which ring of
        an area it is (uint8: 0 for lines, 1 for outer rings, 2 for holes of the ring before; filled to four bytes).
        Then lon and lat of each vertex in turn (float32).
        """
        rows = np.flatnonzero(self.outlined)
        parts, role, owner = _parts(self.shapes[rows] if self.shapes is not None else np.empty(0, dtype=object))
        ends, vertices = np.cumsum(shapely.get_num_coordinates(parts)), shapely.get_coordinates(parts)
        return b"".join(
            [
                _head(SHAPES, len(parts), len(vertices)),
                rows[owner].astype("<u4").tobytes(),
                ends.astype("<u4").tobytes(),
                role.tobytes() + bytes(-len(role) % 4),
                vertices.astype("<f4").tobytes(),
            ]
        )


def _head(form: bytes, *counts: int) -> bytes:
    return form + np.array([*counts, 0], dtype="<u4").tobytes()


def _parts(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.uint8], NDArray[np.int64]]:
    """Lines and rings of the shapes, the role of each, and which of the shapes it is of."""
    simple, owner = shapely.get_parts(shapes, return_index=True)
    simple, of = shapely.get_parts(simple, return_index=True)  # of collections that hold collections
    owner, kinds = owner[of], shapely.get_type_id(simple)
    areas, lines = kinds == POLYGON, (kinds != POLYGON) & (kinds != POINT)
    rings, ring_of = shapely.get_rings(simple[areas], return_index=True)
    role = np.full(len(rings), 2, dtype=np.uint8)
    role[np.flatnonzero(np.diff(ring_of, prepend=-1))] = 1
    return (
        np.concatenate([simple[lines], rings]),
        np.concatenate([np.zeros(np.count_nonzero(lines), dtype=np.uint8), role]),
        np.concatenate([owner[lines], owner[areas][ring_of]]).astype(np.int64),
    )
