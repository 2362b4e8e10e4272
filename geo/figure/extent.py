"""Which part of the world a figure shows: all that is placed, what lies far from the rest in insets of its own."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.figure.marks import Spot, Tray
from geo.figure.mercator import MOST_LAT, Bounds, nearest_turn, unrolled
from geo.uncertainty import WGS84

HOME: Bounds = (-118.0, -6.0, -56.0, 28.0)
"""What the page's map shows when it opens, about: shown where nothing has a place."""
HOME_SEAS = frozenset({"caribbean", "eastern_pacific", "land", "undisclosed"})
FAR_KM = 3000
"""What is farther from all the rest goes into an inset."""
MOST_INSETS = 3
LEAST_DEG = 5.0
"""Width of the narrowest frame: one place by itself needs its surroundings."""
MARGIN = 0.09
"""Room on each side, as a share of the width."""


def groups(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Spots that lie together, the group of most records first; no more than ``MOST_INSETS`` beside it."""
    found = _linked(spots, FAR_KM)
    far_km = FAR_KM
    while len(found) > 1 + MOST_INSETS:
        far_km *= 1.5
        found = _linked(spots, far_km)
    return sorted(found, key=lambda group: -sum(len(spot.marks) for spot in group))


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
    west, south, east, north = (
        float(value) for value in (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))
    )
    return roomy((west, south, east, north))


def roomy(tight: Bounds) -> Bounds:
    """Bounds with a margin, and no narrower than is needed to see where they are."""
    west, south, east, north = tight
    width = max((east - west) * (1 + 2 * MARGIN), LEAST_DEG)
    height = max((north - south) * (1 + 2 * MARGIN), LEAST_DEG / 2)
    width, lon, lat = min(width, 360.0), (west + east) / 2, (south + north) / 2
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
