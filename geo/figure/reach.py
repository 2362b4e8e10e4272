"""How far a distance from a state's land reaches: the outline of what a question asks for, of our computation."""

from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import coast, places
from geo.coast import Plane
from geo.view import View

STEP_DEG = 4.0
"""Side of the squares whose land is measured on a plane of its own, on which lengths are right to 0.1 %."""
DETAIL_DEG = 0.01


def outlines(shown: View) -> list[tuple[str, BaseGeometry, bool]]:
    """Label, outline in EPSG:4326 and whether we computed it, of each place asked for that has one.

    A zone that is in force has no label here: it is drawn and named as every zone is.
    """
    in_force = set(shown.zones["id"])
    found: list[tuple[str, BaseGeometry, bool]] = []
    for place, (_field, label, shape) in zip(shown.questions, shown.question_outlines(), strict=True):
        if shape is None and place.field == "near":
            shape = around_state(*places.near_parts(place))
        if shape is not None:
            label = "" if place.field == "zone" and place.text in in_force else label
            found.append((label, shape, place.field == "near" or place.text in shown.dataset.computed))
    return found


@lru_cache(maxsize=64)
def around_state(code: str, distance_km: float) -> BaseGeometry:
    """All within a distance of a state's land, the land included; longitudes may run on past 180 degrees."""
    world = coast.world()
    land = shapely.union_all(world.polygons[world.polygon_state == world.codes.index(code)])
    land = shapely.simplify(land, min(DETAIL_DEG, distance_km / 1000))
    return shapely.union_all([_grown(part, distance_km * 1000) for part in _squares(land)])


def _squares(shape: BaseGeometry) -> list[BaseGeometry]:
    """A shape in pieces of a square each."""
    west, south, east, north = shapely.bounds(shape)
    x, y = np.meshgrid(np.arange(west, east, STEP_DEG), np.arange(south, north, STEP_DEG))
    boxes = shapely.box(x.ravel(), y.ravel(), x.ravel() + STEP_DEG, y.ravel() + STEP_DEG)
    pieces = shapely.intersection(shape, boxes)
    return [piece for piece in pieces if not piece.is_empty]


def _grown(piece: BaseGeometry, metres: float) -> BaseGeometry:
    middle = shapely.centroid(piece)
    plane = Plane(middle.x, middle.y)
    grown = shapely.buffer(plane.flat(np.asarray(piece)).item(), metres, quad_segs=12)

    def degrees(xy: np.ndarray) -> np.ndarray:
        found = plane.degrees(xy)
        found[:, 0] = middle.x + (found[:, 0] - middle.x + 180) % 360 - 180
        return found

    return shapely.transform(grown, degrees)
