"""The coast by state, and the lines 12, 24 and 200 nautical miles off it.

Writes ``coast.npz``, which ``geo/waters.py`` measures on, and ``basemap/limits.geojson``, which the map draws. The
coast is Natural Earth 1:10m, unsimplified; it is not the legal baseline. The same input gives the same bytes.

    PYTHONPATH=. .venv/bin/python data/build_waters.py [an unpacked copy of world-atlas 2.0.2]
"""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from basemap.build import REGION, REGION_DECIMALS, countries, feature, lines, polygons, world_atlas, write
from build_zones import LAKE_MARACAIBO
from shapely import Geometry, MultiLineString, MultiPolygon, Polygon

from geo import coast
from geo.coast import Plane
from geo.waters import NM_KM

HERE = Path(__file__).parent
# A unit is 1e-5 degrees, a metre. The package's own grid is 400 times as coarse.
UNITS_PER_DEGREE = 100_000
# In square degrees. The smallest triangle of the grid is 30 times as large; what is smaller comes from repairs.
SMALLEST_ISLAND = 1e-7

# Simplification in degrees of the line at each distance in nautical miles. A pixel is 0.003 degrees at zoom 9.
DETAIL = {12: 0.01, 24: 0.01, 200: 0.02}
TILE_DEGREES = 5
# Shorter rings, in degrees, are chinks between boxes or between belts.
SHORTEST_LINE = 0.05


def state_names() -> dict[str, tuple[str, str]]:
    """Code and full name of the state or territory that each of the package's countries belongs to, by its name.

    Places without an ISO 3166-1 code of their own go with the state that governs them or, where several
    claim them, have a code of those that the standard leaves to its users (X..).
    """
    with (HERE / "basemap" / "states.csv").open(encoding="utf-8", newline="") as file:
        return {row["world_atlas"]: (row["code"], row["name"]) for row in csv.DictReader(file)}


def states(package: Path) -> gpd.GeoDataFrame:
    """Land of each state by ``code``: ``name``, polygons in EPSG:4326, Lake Maracaibo filled in."""
    names = state_names()
    frame = countries(package, "10m")
    keys = [names[name] for name in frame.name]
    frame = frame.assign(code=[code for code, _ in keys], name=[name for _, name in keys])
    merged = frame.dissolve("code", aggfunc={"name": "first"}).sort_index()
    merged.loc["VEN", "geometry"] = shapely.union(merged.loc["VEN", "geometry"], LAKE_MARACAIBO)
    return merged.set_geometry(merged.geometry.map(without_specks))


def without_specks(geometry: Geometry) -> MultiPolygon:
    """The polygons of a geometry that are not too small to be islands, rounded to whole units."""
    rounded_off = shapely.transform(polygons(geometry), lambda xy: np.round(xy * UNITS_PER_DEGREE) / UNITS_PER_DEGREE)
    parts = [Polygon(part.exterior, large_rings(part.interiors)) for part in large_rings(rounded_off.geoms)]
    return shapely.multipolygons(shapely.remove_repeated_points(parts))


def large_rings(shapes: Iterable[Geometry]) -> list[Geometry]:
    """The polygons or rings that enclose more than a repair leaves behind."""
    return [shape for shape in shapes if Polygon(shapely.get_exterior_ring(shape) or shape).area > SMALLEST_ISLAND]


def in_units(geometry: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Vertices of multipolygons in whole units, and the offsets of their rings, polygons and states."""
    _, vertices, offsets = shapely.to_ragged_array(geometry)
    return np.round(vertices * UNITS_PER_DEGREE).astype(np.int64), offsets


def on_coast(vertices: np.ndarray, rings: np.ndarray) -> np.ndarray:
    """Whether the segment from each vertex to the next lies on a coast, not on a border.

    Neighbours share the vertices of their border, so that its segments come twice.
    """
    vertex = vertices[:, 0] * 360 * UNITS_PER_DEGREE + vertices[:, 1]
    ends = np.sort(np.column_stack([vertex, np.roll(vertex, -1)]), axis=1)
    _, segment, times = np.unique(ends, axis=0, return_inverse=True, return_counts=True)
    once = times[segment.ravel()] == 1
    once[rings[1:] - 1] = False  # nothing leads on from the last vertex of a ring
    return once


def write_coast(frame: gpd.GeoDataFrame) -> None:
    """``coast.npz``: vertices as differences, which pack well, offsets, and what is coast."""
    vertices, (rings, parts, wholes) = in_units(frame.geometry.values)
    steps = np.diff(vertices, axis=0, prepend=0).astype(np.int32)
    np.savez_compressed(
        HERE / "coast.npz",
        code=frame.index.to_numpy(dtype=str),
        name=frame.name.to_numpy(dtype=str),
        lon_steps=steps[:, 0],
        lat_steps=steps[:, 1],
        rings=rings.astype(np.int32),
        polygons=parts.astype(np.int32),
        states=wholes.astype(np.int32),
        coast=np.packbits(on_coast(vertices, rings)),
    )


def within(limit_nm: float, tile: Polygon) -> MultiPolygon:
    """Land and sea within a distance of any coast, in a box of a few degrees, EPSG:4326."""
    lon, lat = tile.centroid.coords[0]
    plane, limit_m = Plane(lon, lat), limit_nm * NM_KM * 1000
    corners = shapely.get_coordinates(plane.flat(np.array([tile])))
    world = coast.world()
    near = world.within(lon, lat, np.hypot(*corners.T).max() + limit_m, np.flatnonzero(world.is_coast))
    belt = shapely.union_all(shapely.buffer(shapely.simplify(plane.flat(world.pieces[near]), 200), limit_m))
    dense = shapely.transform(shapely.segmentize(belt, 10_000), plane.degrees)
    land = shapely.intersection(shapely.make_valid(world.polygons[shapely.intersects(world.polygons, tile)]), tile)
    return polygons(shapely.union_all([shapely.intersection(shapely.make_valid(dense), tile), *land]))


def tiles() -> list[Polygon]:
    """Boxes that cover the region, a little beyond its edge and over each other, so that no edge is left."""
    west, south, east, north = REGION.bounds
    overlap = 0.02
    return [
        shapely.box(lon - overlap, lat - overlap, lon + TILE_DEGREES + overlap, lat + TILE_DEGREES + overlap)
        for lon in np.arange(west, east, TILE_DEGREES)
        for lat in np.arange(south, north, TILE_DEGREES)
    ]


def limit(limit_nm: float) -> MultiLineString:
    """The line at a distance from the coast, within the region, EPSG:4326."""
    whole = shapely.union_all([within(limit_nm, tile) for tile in tiles()])
    edge = REGION.buffer(-0.001)
    seaward = lines(shapely.intersection(whole.boundary, edge))
    simple = shapely.simplify(seaward, DETAIL[limit_nm])
    long = shapely.get_parts(simple)[shapely.length(shapely.get_parts(simple)) > SHORTEST_LINE]
    return lines(shapely.set_precision(shapely.multilinestrings(long), 10**-REGION_DECIMALS))


def write_limits() -> None:
    """``basemap/limits.geojson``: a feature for each distance, its property ``nm``."""
    features = []
    for limit_nm in DETAIL:
        drawn = feature("", limit(limit_nm).normalize(), REGION_DECIMALS)
        features.append({**drawn, "properties": {"nm": limit_nm}})
    write("limits.geojson", {"type": "FeatureCollection", "features": features})


def main(unpacked: Path | None = None) -> None:
    """Write the coast and the limits."""
    with world_atlas(unpacked) as package:
        write_coast(states(package))
    write_limits()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
