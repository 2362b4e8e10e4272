"""Outlines of zones: official corners written down, the others computed from the coast.

Writes its features into ``zones.geojson`` and leaves any other feature there as it is. The computed
outlines are illustrations. Their coast is Natural Earth 1:10m, which is not the legal baseline, and
their lateral limits are equidistance lines, not the treaties.

    .venv/bin/python data/build_zones.py [an unpacked copy of world-atlas 2.0.2]
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from basemap.build import countries, polygons, rounded, world_atlas
from pyproj import Geod
from shapely import Geometry, MultiPoint, MultiPolygon, Polygon

TARGET = Path(__file__).parent / "zones.geojson"
WGS84 = Geod(ellps="WGS84")
NAUTICAL_MILE_M = 1852

# Lambert conformal, metres. Lengths are right to 0.2 % between 7 and 14 N, where Venezuela's
# coast lies, and to 0.4 % at Isla de Aves (15.7 N).
VENEZUELA_CRS = "+proj=lcc +lat_0=10.5 +lon_0=-66 +lat_1=9 +lat_2=12 +ellps=WGS84 +units=m"
# Land farther from Venezuela than this is nearer to none of its waters.
NEIGHBOURHOOD_DEG = 2.0
COAST_STEP_M = 250
MOUTH_M = 3000
# Lake Maracaibo and the bay behind its bar are inland waters, open to the sea in the source.
LAKE_MARACAIBO = shapely.box(-72.3, 8.9, -71.0, 10.97)

# The seaward line must stay within 1 % of its distance; the landward one need only look right.
SEAWARD_TOLERANCE_M = 130
LANDWARD_TOLERANCE_M = 1000
# The belt of an islet has 1,500 square kilometres; smaller parts are reaches of rivers.
SMALLEST_PART_M2 = 100e6
SMALLEST_HOLE_M2 = 5e6
DECIMALS = 4


def degrees(degree: int, minute: int, second: int = 0) -> float:
    """Decimal degrees, north or east positive."""
    return degree + minute / 60 + second / 3600


def official() -> dict[str, Polygon]:
    """Outlines whose limits an authority printed: zone id to polygon, EPSG:4326.

    Source: NAVAREA IV warnings as printed by La Estrella de Panamá (27 December 2025); FAA FDC
    5/9106 as printed by El Nuevo Día (31 October 2025). Of the latter only the limits of latitude
    and longitude are known: the true corridor may lie slanted in this box.
    """
    return {
        "zone-navarea-iv-1419-25": shapely.box(-degrees(68, 26), degrees(13, 34), -degrees(67, 55), degrees(14, 4)),
        "zone-navarea-iv-1420-25": shapely.box(-degrees(66, 0), degrees(12, 5), -degrees(65, 24), degrees(12, 37)),
        "zone-faa-tfr-ceiba-5-9106": shapely.box(
            -degrees(65, 40, 29), degrees(17, 52, 20), -degrees(65, 36, 2), degrees(18, 11, 7)
        ),
    }


def circle(lon: float, lat: float, radius_m: float, corners: int = 90) -> Polygon:
    """Geodesic circle in EPSG:4326."""
    bearings = np.arange(corners) * 360 / corners
    lons, lats, _ = WGS84.fwd([lon] * corners, [lat] * corners, bearings, [radius_m] * corners)
    return shapely.polygons(np.column_stack([lons, lats]))


@dataclass(frozen=True)
class Land:
    """Land at 1:10m, unsimplified, in ``VENEZUELA_CRS`` (metres)."""

    venezuela: MultiPolygon
    others: MultiPolygon
    lake: Polygon

    def and_inland_water(self) -> Geometry:
        """All land, with the lake and whatever channel or river mouth is narrower than ``MOUTH_M``.

        A river's mouth is closed by a line (UNCLOS art. 9); we have no list of those lines.
        """
        every = shapely.union_all([self.venezuela, self.others, self.lake])
        return every.buffer(MOUTH_M / 2).buffer(-MOUTH_M / 2).union(every)


def read_land(package: Path) -> Land:
    """Venezuela, and all land near enough to share its waters."""
    frame = countries(package, "10m")
    is_venezuela = frame.name == "Venezuela"
    reach = shapely.box(*frame[is_venezuela].total_bounds).buffer(NEIGHBOURHOOD_DEG)
    return Land(
        polygons(projected(frame[is_venezuela].union_all())),
        polygons(projected(frame[~is_venezuela].clip(reach).union_all())),
        projected(LAKE_MARACAIBO),
    )


def projected(geometry: Geometry) -> Geometry:
    """From EPSG:4326 to ``VENEZUELA_CRS``."""
    return gpd.GeoSeries([geometry], crs=4326).to_crs(VENEZUELA_CRS).iloc[0]


def geographic(geometry: Geometry) -> Geometry:
    """From ``VENEZUELA_CRS`` to EPSG:4326."""
    return gpd.GeoSeries([geometry], crs=VENEZUELA_CRS).to_crs(4326).iloc[0]


def shore(own: MultiPolygon, other: MultiPolygon) -> MultiPoint:
    """Points every ``COAST_STEP_M`` or closer along a coast, land borders left out."""
    line = shapely.difference(own.boundary, other.buffer(COAST_STEP_M))
    points = shapely.get_coordinates(shapely.segmentize(line, COAST_STEP_M))
    return shapely.multipoints(np.unique(points, axis=0))


def nearer_to_venezuela(land: Land) -> Geometry:
    """Where the nearest coast is Venezuela's; bounded by the equidistance line."""
    own = shapely.get_parts(shore(land.venezuela, land.others))
    other = shapely.get_parts(shore(land.others, land.venezuela))
    every = shapely.multipoints(np.concatenate([own, other]))
    cells = shapely.get_parts(shapely.voronoi_polygons(every, ordered=True))
    return shapely.coverage_union_all(cells[: len(own)])


def belt(land: Land, half: Geometry, width_m: float) -> MultiPolygon:
    """Sea within a distance of Venezuela's coast and islands, in EPSG:4326.

    Parameters
    ----------
    half : where Venezuela is the nearest state, in ``VENEZUELA_CRS``.
    """
    within = shapely.intersection(land.venezuela.buffer(width_m, quad_segs=32), half)
    sea = shapely.difference(
        shapely.simplify(within, SEAWARD_TOLERANCE_M),
        shapely.simplify(land.and_inland_water(), LANDWARD_TOLERANCE_M),
    )
    return polygons(shapely.set_precision(geographic(without_specks(sea)), 10**-DECIMALS))


def without_specks(geometry: Geometry) -> MultiPolygon:
    """A geometry in metres without its smallest parts and holes."""
    parts = shapely.get_parts(polygons(geometry))
    large = parts[shapely.area(parts) > SMALLEST_PART_M2]
    return shapely.multipolygons([Polygon(part.exterior, large_holes(part)) for part in large])


def large_holes(part: Polygon) -> list[Geometry]:
    """The interior rings of a polygon in metres that are worth drawing."""
    return [ring for ring in part.interiors if Polygon(ring).area > SMALLEST_HOLE_M2]


def seaward_error(outline: MultiPolygon, land: Land, width_m: float) -> float:
    """Largest relative error of the geodesic distance from the seaward line to the coast.

    Of the outline, the points on a coast and those on the equidistance line are left out.
    """
    edge = projected(shapely.segmentize(outline.boundary, 0.005))
    points = shapely.points(shapely.get_coordinates(edge))
    own_m = geodesic_distance(points, shore(land.venezuela, land.others))
    other_m = geodesic_distance(points, shore(land.others, land.venezuela))
    at_coast = shapely.distance(points, land.and_inland_water()) < 2 * LANDWARD_TOLERANCE_M
    at_equidistance = abs(own_m - other_m) < 0.05 * width_m
    seaward_m = own_m[~at_coast & ~at_equidistance]
    print(f"  {len(seaward_m)} points at {seaward_m.min():.0f} to {seaward_m.max():.0f} m")
    return float(abs(seaward_m / width_m - 1).max())


def geodesic_distance(points: np.ndarray, targets: MultiPoint) -> np.ndarray:
    """Metres on the ellipsoid from each point to the nearest target, all in ``VENEZUELA_CRS``."""
    targets = shapely.get_parts(targets)
    nearest = targets[shapely.STRtree(targets).nearest(points)]
    start = shapely.get_coordinates(geographic(shapely.multipoints(points)))
    end = shapely.get_coordinates(geographic(shapely.multipoints(nearest)))
    return WGS84.inv(*start.T, *end.T)[2]


def belts(package: Path) -> dict[str, MultiPolygon]:
    """Outlines described by a distance from Venezuela's coast: zone id to EPSG:4326."""
    land = read_land(package)
    half = nearer_to_venezuela(land)
    widths_m = {
        "zone-ve-territorial-sea-12nm": 12 * NAUTICAL_MILE_M,  # Venezuelan law of 27 July 1956
        "zone-bsh-solas-level2": 24 * NAUTICAL_MILE_M,  # BSH, NfS 51-52/2025
    }
    outlines = {}
    for zone, width_m in widths_m.items():
        outlines[zone] = belt(land, half, width_m)
        if (error := seaward_error(outlines[zone], land, width_m)) > 0.01:
            raise ValueError(f"{zone}: seaward line is {error:.1%} off its distance")
    return outlines


def feature(zone: str, basis: str, outline: Geometry, decimals: int) -> dict:
    """GeoJSON feature as RFC 7946 wants it: exterior rings counter-clockwise."""
    parts = shapely.get_parts(shapely.orient_polygons(outline.normalize()))
    shape = shapely.geometry.mapping(parts[0] if len(parts) == 1 else shapely.multipolygons(parts))
    shape["coordinates"] = rounded(shape["coordinates"], decimals)
    return {"type": "Feature", "id": zone, "properties": {"basis": basis}, "geometry": shape}


def write(features: list[dict]) -> None:
    """Replace these features in ``zones.geojson``: sorted by id, one a line."""
    kept = json.loads(TARGET.read_text(encoding="utf-8"))["features"] if TARGET.exists() else []
    by_id = {item["id"]: item for item in [*kept, *features]}
    lines = [json.dumps(by_id[zone], separators=(",", ":"), ensure_ascii=False) for zone in sorted(by_id)]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    TARGET.write_text(text, encoding="utf-8")


def main(unpacked: Path | None = None) -> None:
    """Write all outlines."""
    with world_atlas(unpacked) as package:
        computed = belts(package)
    # Airport reference point of José Aponte de la Torre, Ceiba; 5 nm by municipal notice.
    computed["zone-ceiba-uas-5nm"] = circle(-65.6434, 18.2453, 5 * NAUTICAL_MILE_M)
    write(
        # Official limits are whole arc-minutes and arc-seconds: seven decimals keep them.
        [feature(zone, "official", outline, 7) for zone, outline in official().items()]
        + [feature(zone, "computed", outline, DECIMALS) for zone, outline in computed.items()]
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
