"""A part of the world on the sheet, in Mercator's projection: degrees in, points out."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geo.figure.sheet import Box

MOST_LAT = 84.0
"""Latitude up to which anything is drawn."""

Bounds = tuple[float, float, float, float]
"""West, south, east and north in degrees; east is east of west and may lie beyond 180."""


@dataclass(frozen=True)
class Frame:
    """A box of the sheet and the part of the world that it shows."""

    box: Box
    west: float
    east: float
    north: float
    """Degrees of longitude, the northern edge as ``stretched``."""

    @property
    def per_degree(self) -> float:
        """Points that one degree of longitude takes."""
        return self.box.width / (self.east - self.west)

    @property
    def middle(self) -> float:
        """Longitude of the middle."""
        return (self.west + self.east) / 2

    @property
    def middle_lat(self) -> float:
        """Latitude of the middle."""
        return unstretched(self.north - self.box.height / 2 / self.per_degree)

    @property
    def bounds(self) -> Bounds:
        """What the frame shows, in degrees."""
        south = unstretched(self.north - self.box.height / self.per_degree)
        return self.west, south, self.east, unstretched(self.north)

    def points(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitudes and latitudes in two columns as x and y on the sheet."""
        lat = np.clip(degrees[:, 1], -MOST_LAT, MOST_LAT)
        x = self.box.left + (degrees[:, 0] - self.west) * self.per_degree
        y = self.box.top + (self.north - stretched(lat)) * self.per_degree
        return np.column_stack([x, y])

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """One place on the sheet: the turn of the world that is nearest to the middle."""
        x, y = self.points(np.array([[nearest_turn(lon, self.middle), lat]]))[0]
        return float(x), float(y)

    def shape(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in EPSG:4326 on the sheet, whole also where it was cut at the 180th meridian."""
        return shapely.transform(unrolled(shape, self.middle), self.points)

    def cut(self, shape: BaseGeometry, beyond: float = 2.0) -> BaseGeometry:
        """What is seen of a shape of the whole world, on the sheet, and a little beyond the frame's edges."""
        west, south, east, north = self.bounds
        window = shapely.box(west - beyond, max(-MOST_LAT, south - beyond), east + beyond, min(89, north + beyond))
        parts = [shapely.intersection(translate(shape, turn), window) for turn in (-360, 0, 360)]
        return shapely.transform(shapely.union_all([part for part in parts if not part.is_empty]), self.points)


def stretched(lat: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Mercator's ordinate of latitudes, in degrees of longitude."""
    return np.asarray(np.degrees(np.arctanh(np.sin(np.radians(lat)))))


def unstretched(ordinate: float) -> float:
    """The latitude of an ordinate."""
    return float(np.degrees(np.arcsin(np.tanh(np.radians(ordinate)))))


def nearest_turn(lon: float, middle: float) -> float:
    """The same longitude within half a turn of another."""
    return lon + 360 * round((middle - lon) / 360)


def unrolled(shape: BaseGeometry, middle: float) -> BaseGeometry:
    """A shape in EPSG:4326 with its parts on the turn of the world that is nearest to a longitude, seams dissolved."""
    parts = shapely.get_parts(shape)
    west, _south, east, _north = shapely.bounds(parts).T
    turns = [nearest_turn(centre, middle) - centre for centre in (west + east) / 2]
    if not any(turns):
        return shape
    moved = [translate(part, turn) for part, turn in zip(parts, turns, strict=True)]
    return shapely.union_all(moved, grid_size=1e-7)


def fitted(bounds: Bounds, box: Box, least_height: float, most_height: float) -> Frame:
    """A frame that holds these bounds, as wide as the box and, from its top, as high as it takes within limits."""
    west, south, east, north = bounds
    low, high = (float(stretched(np.clip(lat, -MOST_LAT, MOST_LAT))) for lat in (south, north))
    height = float(np.clip((high - low) / (east - west) * box.width, least_height, most_height))
    width_deg = max(east - west, (high - low) * box.width / height)
    middle, middle_high = (west + east) / 2, (low + high) / 2
    top = min(middle_high + width_deg * height / box.width / 2, float(stretched(MOST_LAT)))
    placed = Box(box.left, box.top, box.right, box.top + height)
    return Frame(placed, middle - width_deg / 2, middle + width_deg / 2, top)
