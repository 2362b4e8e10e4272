"""Outlines and lines in whole numbers, small enough to be sent with every redraw."""

from typing import Any

import numpy as np
import shapely

STEPS = 1000
"""Steps to a degree: about a hundred metres, finer than a screen shows."""

Packed = list[list[list[int]]]
"""Polygons of rings; each ring is ``packed_line``'s numbers, its first point not repeated at its end."""


def packed_line(points: Any) -> list[int]:
    """Points (lon, lat in degrees) as steps from one to the next, the first from 0, 0: x, y, x, y, …"""
    steps = np.rint(np.asarray(points, "float64") * STEPS).astype(int)
    moves: list[int] = np.diff(steps, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return moves


def packed(shape: shapely.Geometry, tolerance: float = 0.01) -> Packed:
    """The polygons of a shape in EPSG:4326, simplified by ``tolerance`` degrees; exports keep the whole."""
    light = shapely.simplify(shape, min(tolerance, _extent(shape) / 100))
    polygons = [part for part in getattr(light, "geoms", [light]) if part.geom_type == "Polygon"]
    return [[_ring(ring) for ring in (polygon.exterior, *polygon.interiors)] for polygon in polygons if polygon.area]


def _ring(ring: shapely.LinearRing) -> list[int]:
    return packed_line(shapely.get_coordinates(ring)[:-1])


def _extent(shape: shapely.Geometry) -> float:
    """The longer side of a shape's box, in degrees."""
    if shape.is_empty:
        return 0.0
    west, south, east, north = shape.bounds
    return float(max(east - west, north - south))
