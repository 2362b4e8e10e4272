"""Shapes across the 180th meridian: their longitudes go on past it, or jump from one side of the map to the other."""

import math

import numpy as np
import shapely
from numpy.typing import NDArray


def unrolled(shape: shapely.Geometry) -> shapely.Geometry | None:
    """The shape with longitudes that go on where they jumped by more than half the globe: the short way was meant.

    The same object where none jumps, as in one that is cut already (it follows the meridian, or has parts on either
    side); None where a ring doesn't come back to where it began, as round a pole. EPSG:4326.
    """
    if isinstance(shape, shapely.Polygon):
        return _polygon(shape)
    if isinstance(shape, shapely.LineString):
        lon, lat = shapely.get_coordinates(shape).T
        steady = _steady(lon)
        return shape if np.array_equal(lon, steady) else shapely.LineString(np.column_stack([steady, lat]))
    if isinstance(shape, shapely.Point | shapely.MultiPoint) or shape.is_empty:
        return shape
    parts = [(part, unrolled(part)) for part in shapely.get_parts(shape)]
    if any(found is None for _part, found in parts):
        return None
    return shape if all(found is part for part, found in parts) else type(shape)([found for _part, found in parts])


def _polygon(shape: shapely.Polygon) -> shapely.Polygon | None:
    rings = [shapely.get_coordinates(ring).T for ring in (shape.exterior, *shape.interiors)]
    steady = [_steady(lon) for lon, _lat in rings]
    if all(np.array_equal(lon, own) for own, (lon, _lat) in zip(steady, rings, strict=True)):
        return shape
    if any(abs(lon[-1] - lon[0]) > 180 for lon in steady):
        return None
    middle = _middle(steady[0])
    beside = [lon + 360 * round((middle - _middle(lon)) / 360) for lon in steady]  # a hole may begin on the other side
    shell, *holes = (np.column_stack([lon, lat]) for lon, (_lon, lat) in zip(beside, rings, strict=True))
    return shapely.Polygon(shell, holes)


def _steady(lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitudes without jumps of more than 180 degrees; one of 360 is the edge of a map."""
    step = np.diff(lon)
    jump = (np.abs(step) > 180) & (np.abs(step) < 360)
    turns: NDArray[np.float64] = lon - 360 * np.concatenate([[0.0], np.cumsum(np.where(jump, np.sign(step), 0.0))])
    return turns


def _middle(lon: NDArray[np.float64]) -> float:
    return float(lon.min() + lon.max()) / 2


def on_the_globe(shape: shapely.Geometry) -> shapely.Geometry:
    """The same shape with longitudes from -180 to 180, cut at the 180th meridian."""
    west, _south, east, _north = shape.bounds
    first = math.floor((west + 180) / 360)
    last = max(first + 1, math.ceil((east + 180) / 360))
    cut = [
        shapely.affinity.translate(shapely.intersection(shape, shapely.box(turn - 180, -90, turn + 180, 90)), -turn)
        for turn in range(360 * first, 360 * last, 360)
    ]
    pieces = shapely.get_parts(cut)
    if shape.geom_type != "GeometryCollection":  # where it only touches the meridian, the cut leaves lines and points
        pieces = pieces[shapely.get_dimensions(pieces) == shapely.get_dimensions(shape)]
    return shapely.union_all(pieces)
