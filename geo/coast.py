"""The land of the world by state, with its coast in short pieces, and flat pictures of it around a place."""

from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
import shapely
from pyproj import Proj
from shapely import STRtree

from geo import ROOT

FILE = ROOT / "data" / "coast.npz"
"""Made by ``data/build_waters.py``."""
UNITS_PER_DEGREE = 100_000
PIECE_SEGMENTS = 16
EARTH_M, FLATTENING = 6_378_137.0, 1 / 298.257223563
SMALLEST_CURVATURE_M = 6_335_000.0
"""Radius of curvature of the ellipsoid where it is smallest: along the meridian, at the equator."""


class Plane:
    """A flat picture around a centre, in metres (azimuthal equidistant, WGS 84).

    A distance from the centre is the geodesic one. Between two other points, the flat distance is the geodesic one
    at least, and ``stretch`` times it at most.
    """

    def __init__(self, lon: float, lat: float) -> None:
        self._projection = Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")

    def flat(self, geometry: np.ndarray) -> np.ndarray:
        """Geometries in EPSG:4326 on this plane, with vertices so dense that straight lines stay where they are."""
        dense = shapely.segmentize(geometry, 0.05)
        return np.asarray(shapely.transform(dense, lambda xy: np.column_stack(self._projection(*xy.T))))

    def degrees(self, xy: np.ndarray) -> np.ndarray:
        """Longitude and latitude of points of this plane, in two columns."""
        return np.column_stack(self._projection(xy[:, 0], xy[:, 1], inverse=True))


def stretch(reach_m: np.ndarray) -> np.ndarray:
    """How many times too long a flat distance may be between points up to so far from the plane's centre."""
    angle = np.clip(reach_m / SMALLEST_CURVATURE_M, 1e-9, 3)
    return np.asarray(angle / np.sin(angle))


@dataclass(frozen=True)
class Coast:
    """Land of each state at 1:10m. States are counted in the order of their codes; -1 is none."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: np.ndarray
    """Prepared, in EPSG:4326; Russia and Fiji run on east of 180 degrees."""
    polygon_state: np.ndarray
    pieces: np.ndarray
    """Short lines that make up all outlines, EPSG:4326."""
    piece_state: np.ndarray
    is_coast: np.ndarray
    """Whether a piece lies on a coast, not on a border between states."""
    centres: np.ndarray
    """Centre of each piece in space, in metres from that of the earth."""
    radii_m: np.ndarray
    _tree: STRtree

    def state_at(self, degrees: np.ndarray) -> np.ndarray:
        """State on whose land each point (longitude, latitude) lies, -1 at sea."""
        found = np.full(len(degrees), -1)
        for turn in (0, 360):
            xy = degrees + np.array([turn, 0])
            point, polygon = self._tree.query(shapely.points(xy))
            with _LOCK:
                inside = shapely.contains_xy(self.polygons[polygon], *xy[point].T)
            found[point[inside]] = self.polygon_state[polygon[inside]]
        return found

    def within(self, lon: float, lat: float, reach_m: float, chosen: np.ndarray) -> np.ndarray:
        """Chosen pieces that may lie within a distance of a place, as their numbers."""
        nearest_m, _ = self._straight(lon, lat, chosen)
        return np.asarray(chosen[nearest_m <= reach_m])

    def nearest(self, lon: float, lat: float, chosen: np.ndarray) -> float:
        """Geodesic distance in metres to the nearest of the chosen pieces."""
        nearest_m, farthest_m = self._straight(lon, lat, chosen)
        # A longer chord may span a shorter geodesic, the earth not being round, but by no 1 %.
        candidates = chosen[nearest_m <= farthest_m.min() * 1.01]
        return float(shapely.distance(Plane(lon, lat).flat(self.pieces[candidates]), shapely.Point(0, 0)).min())

    def _straight(self, lon: float, lat: float, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Least and greatest length in metres of the chords, through the earth, from a place to the chosen pieces."""
        chords = np.linalg.norm(self.centres[chosen] - in_space(np.array([[lon, lat]])), axis=1)
        return chords - self.radii_m[chosen], chords + self.radii_m[chosen]


_LOCK = Lock()
"""A prepared polygon builds its index when first asked, which no two threads may do at once."""


@cache
def world() -> Coast:
    """The bundled coast, read once a process."""
    with np.load(FILE) as file:
        stored = {name: file[name] for name in file.files}
    vertices = np.column_stack([stored[name].cumsum(dtype="float64") for name in ("lon_steps", "lat_steps")])
    vertices /= UNITS_PER_DEGREE
    polygons = shapely.from_ragged_array(shapely.GeometryType.POLYGON, vertices, (stored["rings"], stored["polygons"]))
    shapely.prepare(polygons)
    polygon_state = np.repeat(np.arange(len(stored["code"])), np.diff(stored["states"]))
    ring_state = np.repeat(polygon_state, np.diff(stored["polygons"]))
    is_coast = np.unpackbits(stored["coast"], count=len(vertices)).astype(bool)
    ring = np.repeat(np.arange(len(ring_state)), np.diff(stored["rings"]))
    first, last = _pieces(ring, is_coast)
    pieces, centres, radii_m = _lines(vertices, first, last)
    return Coast(
        codes=tuple(map(str, stored["code"])),
        names=tuple(map(str, stored["name"])),
        polygons=polygons,
        polygon_state=polygon_state,
        pieces=pieces,
        piece_state=ring_state[ring[first]],
        is_coast=is_coast[first],
        centres=centres,
        radii_m=radii_m,
        _tree=STRtree(polygons),
    )


def _pieces(ring: np.ndarray, is_coast: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last vertex of each piece: of one ring, all coast or all border, no more than ``PIECE_SEGMENTS``."""
    start = np.flatnonzero(ring[:-1] == ring[1:])  # a ring's last vertex starts no segment
    run = np.flatnonzero((np.diff(ring[start], prepend=-1) != 0) | (np.diff(is_coast[start], prepend=False) != 0))
    length = np.diff(np.append(run, len(start)))
    place_in_run = np.arange(len(start)) - np.repeat(run, length)
    first = np.flatnonzero(place_in_run % PIECE_SEGMENTS == 0)
    return start[first], start[np.append(first[1:], len(start)) - 1] + 1


def _lines(vertices: np.ndarray, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lines from vertex to vertex, and for each a ball in space that holds it: centre and radius in metres."""
    count = last - first + 1
    begin = np.cumsum(count) - count
    line = np.repeat(np.arange(len(first)), count)
    path = vertices[np.arange(count.sum()) - begin[line] + first[line]]
    corners = in_space(path)
    centres = np.add.reduceat(corners, begin) / count[:, None]
    radii_m = np.maximum.reduceat(np.linalg.norm(corners - centres[line], axis=1), begin)
    return shapely.linestrings(path, indices=line), centres, radii_m + _SAG_M


_SAG_M = 100.0
"""More than the middle of a segment rises over its chord; the longest are half a degree."""


def in_space(degrees: np.ndarray) -> np.ndarray:
    """Points (longitude, latitude) on the ellipsoid as x, y, z in metres from the centre of the earth."""
    lon, lat = np.radians(degrees).T
    square = FLATTENING * (2 - FLATTENING)
    normal_m = EARTH_M / np.sqrt(1 - square * np.sin(lat) ** 2)
    across_m = normal_m * np.cos(lat)
    up_m = normal_m * (1 - square) * np.sin(lat)
    return np.column_stack([across_m * np.cos(lon), across_m * np.sin(lon), up_m])
