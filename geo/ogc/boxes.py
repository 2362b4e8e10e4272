"""Boxes of longitude and latitude, which may cross the 180th meridian."""

from __future__ import annotations

import shapely

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is east of east where the box crosses 180 degrees."""


def on_the_globe(box: Box) -> Box:
    """The same box with longitudes from -180 to 180; one that goes round once is the whole globe."""
    west, south, east, north = box
    if east - west >= 360:
        return -180.0, south, 180.0, north
    return _turned(west), south, _turned(east), north


def _turned(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def outline(box: Box) -> shapely.Geometry:
    """The box in EPSG:4326, in two parts where it crosses the 180th meridian."""
    west, south, east, north = on_the_globe(box)
    if west <= east:
        return shapely.box(west, south, east, north)
    return shapely.union(shapely.box(west, south, 180, north), shapely.box(-180, south, east, north))
