"""The nearest of many lines for each of many points: geodesic, for all points at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer

from geo.coast import in_space

STEP_DEGREES = 0.05
"""Between vertices: a straight line in degrees and one through space then lie within a metre of each other."""
BLOCK = 16
"""Segments that are looked at together."""
AT_ONCE = 400_000
"""Pairs of point and segment that are measured at once."""
SMALLEST_DEGREES = 0.05
WGS84 = Geod(ellps="WGS84")
_TO_DEGREES = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines as segments in space, in blocks of one line each; metres from the centre of the earth."""

    start: Floats
    """Where each segment begins: blocks × BLOCK × 3. A block is filled up with its last segment."""
    along: Floats
    """From there to where it ends."""
    owner: Ints
    """Number of the line that each block is of."""
    centre: Floats
    radius_m: Floats
    """A ball round each block."""

    def nearest(self, lon: Floats, lat: Floats) -> tuple[Ints, Floats]:
        """Number of the nearest line to each point (EPSG:4326, all finite), and the geodesic distance in metres."""
        degrees = np.column_stack([lon, lat])
        points = in_space(degrees)
        everything = np.arange(len(self.owner))
        found = list(self._pairs(degrees, points, np.arange(len(points)), everything, 20.0))
        point, block, feet = (np.concatenate(part) for part in zip(*found, strict=True))
        foot_lon, foot_lat, _height = _TO_DEGREES.transform(*feet.T)
        metres = WGS84.inv(lon[point], lat[point], foot_lon, foot_lat)[2]
        order = np.lexsort((metres, point))
        first = np.flatnonzero(np.diff(point[order], prepend=-1))
        chosen = order[first]
        return self.owner[block[chosen]], np.asarray(metres)[chosen]

    def _pairs(
        self, degrees: Floats, points: Floats, rows: Ints, blocks: Ints, size: float
    ) -> Iterator[tuple[Ints, Ints, Floats]]:
        """For each point the blocks that may be the nearest, and its place that is: cell by cell, ever smaller."""
        centre = points[rows].mean(axis=0)
        reach_m = np.linalg.norm(points[rows] - centre, axis=1).max()
        apart = np.linalg.norm(self.centre[blocks] - centre, axis=1)
        least = (apart + self.radius_m[blocks]).min()
        # A longer chord may span a shorter geodesic, the earth not being round, but by no 1 %.
        near = blocks[apart - self.radius_m[blocks] <= (least + 2 * reach_m) * 1.01 + 1]
        if len(rows) * len(near) * BLOCK <= AT_ONCE or size < SMALLEST_DEGREES:
            most = max(1, AT_ONCE // (len(near) * BLOCK))
            for begin in range(0, len(rows), most):
                yield self._measured(points, rows[begin : begin + most], near, centre)
            return
        cells = np.floor(degrees[rows] / size)
        _, cell = np.unique(cells[:, 0] * 100_000 + cells[:, 1], return_inverse=True)
        order = np.argsort(cell, kind="stable")
        for part in np.split(rows[order], np.flatnonzero(np.diff(cell[order])) + 1):
            yield from self._pairs(degrees, points, part, near, size / 4)

    def _measured(self, points: Floats, rows: Ints, blocks: Ints, centre: Floats) -> tuple[Ints, Ints, Floats]:
        start = (self.start[blocks] - centre).reshape(-1, 3)
        along = self.along[blocks].reshape(-1, 3)
        xyz = points[rows] - centre
        square = np.maximum(np.einsum("ij,ij->i", along, along), 1e-9)
        onto = xyz @ along.T - np.einsum("ij,ij->i", start, along)
        share = np.clip(onto / square, 0, 1)
        from_start = (xyz**2).sum(axis=1)[:, None] - 2 * xyz @ start.T + (start**2).sum(axis=1)
        distance = np.sqrt(np.maximum(from_start + share * (share * square - 2 * onto), 0))
        by_block = distance.reshape(len(rows), len(blocks), BLOCK)
        least = by_block.min(axis=2)
        point, block = np.nonzero(least <= least.min(axis=1)[:, None] * 1.01 + 1)
        segment = block * BLOCK + by_block[point, block].argmin(axis=1)
        feet = start[segment] + share[point, segment][:, None] * along[segment] + centre
        return rows[point], blocks[block], feet


def lines(geometries: NDArray[Any], owner: Ints) -> Lines:
    """The lines of geometries in EPSG:4326, each known by its owner's number."""
    parts, whose = shapely.get_parts(geometries, return_index=True)
    dense = shapely.segmentize(parts, STEP_DEGREES)
    xy, line = shapely.get_coordinates(dense, return_index=True)
    space = in_space(xy)
    begins = np.flatnonzero(line[:-1] == line[1:])
    run = np.flatnonzero(np.diff(line[begins], prepend=-1))
    place = np.arange(len(begins)) - np.repeat(run, np.diff(np.append(run, len(begins))))
    first = np.flatnonzero(place % BLOCK == 0)
    last = np.append(first[1:], len(begins)) - 1
    inside = np.minimum(first[:, None] + np.arange(BLOCK), last[:, None])
    start, end = space[begins[inside]], space[begins[inside] + 1]
    centre = (start.mean(axis=1) + end[:, -1]) / 2
    radius = np.maximum(*(np.linalg.norm(side - centre[:, None], axis=2).max(axis=1) for side in (start, end)))
    return Lines(start, end - start, owner[whose[line[begins[first]]]], centre, radius)
