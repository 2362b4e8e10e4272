"""Which part of the world a figure shows: all that is placed, what lies far from the rest in insets of its own."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.figure import ground
from geo.figure.marks import Spot, Tray
from geo.figure.mercator import MOST_LAT, Bounds, nearest_turn, unrolled
from geo.uncertainty import WGS84

HOME: Bounds = (-118.0, -6.0, -56.0, 28.0)
"""What the page's map shows when it opens, about: shown where nothing has a place."""
HOME_SEAS = frozenset({"caribbean", "eastern_pacific", "land", "undisclosed"})
FAR_KM = 3000
"""What is farther from all the rest goes into an inset."""
WIDEST_DEG, HIGHEST_DEG = 80.0, 45.0
"""Unless all of it fits into a frame of this size."""
MOST_INSETS = 3
LEAST_DEG = 6.0
"""Width of the narrowest frame: one place by itself needs its surroundings."""
MARGIN = 0.09
"""Room on each side, as a share of the width."""
AROUND = 2.6
"""Width of a frame at least, in widths of the widest area: an area by itself says nothing of where it is."""
LEAST_LAND, WIDER, MOST_WIDENED = 0.04, 1.35, 4
"""A frame with a smaller share of land is widened by steps, so often at most: land is what readers find a place by."""


def groups(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Spots that one map can hold, the group of most records first; no more than ``MOST_INSETS`` beside it."""
    found = _merged(_linked(spots, FAR_KM))
    far_km: float = FAR_KM
    while len(found) > 1 + MOST_INSETS:
        far_km *= 1.5
        found = _merged(_linked(spots, far_km))
    return sorted(found, key=lambda group: -sum(len(spot.marks) for spot in group))


def _merged(found: list[list[Spot]]) -> list[list[Spot]]:
    """Groups that fit into one frame no wider than the page's own are one."""
    for one, other in combinations(found, 2):
        west, south, east, north = bounds([spot.shape for spot in (*one, *other)])
        if east - west <= WIDEST_DEG and north - south <= HIGHEST_DEG:
            return _merged([*(group for group in found if group not in (one, other)), [*one, *other]])
    return found


def _linked(spots: Sequence[Spot], far_km: float) -> list[list[Spot]]:
    """Groups of spots of which each lies near another of its group."""
    found: list[list[Spot]] = []
    for spot in spots:
        near = [group for group in found if any(_apart_km(spot, other) < far_km for other in group)]
        found = [group for group in found if group not in near]
        found.append([*(other for group in near for other in group), spot])
    return found


def _apart_km(one: Spot, other: Spot) -> float:
    between = WGS84.inv(*one.centre, *other.centre)[2] / 1000
    return float(between) - (one.radius_km or 0) - (other.radius_km or 0)


def bounds(shapes: Iterable[BaseGeometry]) -> Bounds:
    """The box round some shapes in EPSG:4326, also across the 180th meridian, with room around it."""
    given = list(shapes)
    west, south, east, north = shapely.bounds(given[0])
    middle = (west + east) / 2 if east - west < 180 else 180.0  # one that was cut there
    boxes = np.array([shapely.bounds(unrolled(shape, middle)) for shape in given])
    west, south, east, north = (float(value) for value in (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)))
    widest = max(float((boxes[:, 2] - boxes[:, 0]).max()) * AROUND, LEAST_DEG)
    return roomy((west, south, east, north), widest)


def roomy(tight: Bounds, least_deg: float) -> Bounds:
    """Bounds with a margin, no narrower than this, and with some land in them."""
    west, south, east, north = tight
    share = 1 + 2 * MARGIN
    width, height = max((east - west) * share, least_deg), max((north - south) * share, least_deg * 0.6)
    found = _about((west + east) / 2, (south + north) / 2, width, height)
    for _step in range(MOST_WIDENED):
        if ground.land_share(found) >= LEAST_LAND:
            break
        width, height = width * WIDER, height * WIDER
        found = _about((west + east) / 2, (south + north) / 2, width, height)
    return found


def _about(lon: float, lat: float, width: float, height: float) -> Bounds:
    width = min(width, 360.0)
    low, high = max(lat - height / 2, -MOST_LAT), min(lat + height / 2, MOST_LAT)
    return lon - width / 2, low, lon + width / 2, high


def of_seas(trays: Sequence[Tray], seas: dict[str, BaseGeometry]) -> Bounds:
    """What to show where nothing has a place: the sea of most records, or where the page's map opens."""
    most = max(trays, key=lambda tray: len(tray.marks), default=None)
    if most is None or most.theatre in HOME_SEAS or most.theatre not in seas:
        return HOME
    return bounds([seas[most.theatre]])


def joined(one: Bounds, other: Bounds) -> Bounds:
    """The box round two, on the turn of the world of the first."""
    shift = nearest_turn((other[0] + other[2]) / 2, (one[0] + one[2]) / 2) - (other[0] + other[2]) / 2
    west, east = min(one[0], other[0] + shift), max(one[2], other[2] + shift)
    return west, min(one[1], other[1]), min(east, west + 360), max(one[3], other[3])
