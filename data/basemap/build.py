"""Base map: land and borders of Natural Earth, for the map in the browser.

Writes ``world.geojson`` (1:50m, low zooms) and ``region.geojson`` (1:10m, clipped to ``REGION``).
Each is a FeatureCollection of two features: ``part: land`` and ``part: borders``. Longitude and
latitude in degrees (WGS 84). The same input gives the same bytes.

    .venv/bin/python data/basemap/build.py [an unpacked copy of world-atlas 2.0.2]
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from shapely import Geometry, MultiLineString, MultiPolygon

HERE = Path(__file__).parent
PACKAGE = "world-atlas@2.0.2"
SHA256 = {
    "countries-10m.json": "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79",
    "countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
}
REGION = shapely.box(-125, -15, -45, 40)

# Simplification in degrees: the square root of the smallest triangle that is kept
# (Visvalingam). A pixel is 0.044 degrees at zoom 5 and 0.022 at zoom 6.
WORLD_NEAR = 0.035
WORLD_FAR = 0.2
# The package's own grid is 0.0036 x 0.0017 degrees; nothing finer is known.
REGION_DETAIL = 0.004
WORLD_DECIMALS = 2
REGION_DECIMALS = 3

ACROSS_180 = ["Russia", "Fiji"]
# Must be on both maps, whatever a repair or a clip does.
REGION_COUNTRIES = {
    *("Anguilla", "Antigua and Barb.", "Aruba", "Bahamas", "Barbados", "Belize", "Bermuda"),
    *("Bolivia", "Brazil", "British Virgin Is.", "Cayman Is.", "Colombia", "Costa Rica", "Cuba"),
    *("Curaçao", "Dominica", "Dominican Rep.", "Ecuador", "El Salvador", "France", "Grenada"),
    *("Guatemala", "Guyana", "Haiti", "Honduras", "Jamaica", "Mexico", "Montserrat"),
    *("Netherlands", "Nicaragua", "Panama", "Peru", "Puerto Rico", "Saint Lucia"),
    *("Sint Maarten", "St-Barthélemy", "St-Martin", "St. Kitts and Nevis", "St. Vin. and Gren."),
    *("Suriname", "Trinidad and Tobago", "Turks and Caicos Is.", "U.S. Virgin Is."),
    *("United States of America", "Venezuela"),
}


@contextmanager
def world_atlas(unpacked: Path | None = None) -> Iterator[Path]:
    """Folder of the unpacked npm package: the one given, or a temporary one fresh from npm."""
    if unpacked:
        yield unpacked
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
        [archive] = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder, "package")


def countries(package: Path, scale: str) -> gpd.GeoDataFrame:
    """Countries at a scale ("10m", "50m"): ``id``, ``name``, valid polygons in EPSG:4326.

    Neighbours share the vertices of their border. Russia and Fiji run on east of 180 degrees.
    Without Antarctica, whose outline runs along 180 degrees and the pole.
    """
    path = package / f"countries-{scale}.json"
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256[path.name]:
        raise ValueError(f"{path.name} is not the one of {PACKAGE}: fetch that version")
    raw = pyogrio.read_dataframe(path, layer="countries", where="name <> 'Antarctica'")
    crossing = raw.name.isin(ACROSS_180)
    whole = raw.geometry.where(~crossing, raw.geometry.map(without_antimeridian))
    repaired = raw.set_geometry(whole.map(polygons), crs=4326)
    check_areas(repaired, whole)
    return with_guantanamo(repaired)


def without_antimeridian(geometry: Geometry) -> Geometry:
    """The same outline with its western longitudes counted on beyond 180 degrees."""
    return shapely.transform(geometry, lambda xy: np.column_stack([xy[:, 0] % 360, xy[:, 1]]))


def polygons(geometry: Geometry) -> MultiPolygon:
    """The polygons of a geometry, repaired.

    Repairing turns an island that the grid has squeezed flat into a line, and its country
    (Cuba, the United States) into a geometry collection, which writers drop in silence.
    """
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(geometry)))
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


def check_areas(repaired: gpd.GeoDataFrame, raw: gpd.GeoSeries) -> None:
    """Fail if a repair has lost or added land."""
    before, after = shapely.area(raw.values), shapely.area(repaired.geometry.values)
    changed = repaired.name[abs(after - before) > 0.05 * before]
    if len(changed):
        raise ValueError(f"repair changes the area of {', '.join(changed)}")


def with_guantanamo(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The base at Guantánamo Bay as part of Cuba: it is leased, its edge is no border."""
    name = frame.name.replace("USNB Guantanamo Bay", "Cuba")
    return frame.assign(name=name).dissolve("name", sort=False).reset_index()


def land(areas: np.ndarray) -> MultiPolygon:
    """All areas in one, without the borders between them."""
    return polygons(shapely.union_all(areas))


def borders(areas: np.ndarray) -> MultiLineString:
    """Lines that two neighbouring areas share, each once."""
    one, other = shapely.STRtree(areas).query(areas, predicate="intersects")
    pair = one < other
    outlines = shapely.boundary(areas)
    shared = shapely.intersection(outlines[one[pair]], outlines[other[pair]])
    return lines(shapely.union_all(shared))


def lines(geometry: Geometry) -> MultiLineString:
    """The lines of a geometry, joined end to end."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    merged = shapely.line_merge(shapely.multilinestrings(parts[shapely.get_dimensions(parts) == 1]))
    return shapely.multilinestrings(shapely.get_parts(merged))


def near_and_far(frame: gpd.GeoDataFrame) -> np.ndarray:
    """Parts of all countries, simplified: finely on land masses that reach into the region.

    Sorting whole land masses keeps every land border on one side, so that both of its
    countries are simplified alike.
    """
    parts = shapely.get_parts(frame.geometry.values)
    masses = shapely.get_parts(land(parts))
    reaching = shapely.STRtree(masses[shapely.intersects(masses, REGION)])
    near = np.isin(np.arange(len(parts)), reaching.query(parts, predicate="intersects")[0])
    return np.concatenate(
        [
            shapely.coverage_simplify(parts[near], WORLD_NEAR),
            shapely.coverage_simplify(parts[~near], WORLD_FAR),
        ]
    )


def world(package: Path) -> tuple[MultiPolygon, MultiLineString]:
    """Land and borders of the world."""
    frame = countries(package, "50m")
    parts = near_and_far(frame)
    whole = polygons(shapely.set_precision(land(parts), 10**-WORLD_DECIMALS))
    check_region(whole, frame)
    return whole, lines(shapely.set_precision(borders(parts), 10**-WORLD_DECIMALS))


def region(package: Path) -> tuple[MultiPolygon, MultiLineString]:
    """Land and borders within ``REGION``."""
    frame = countries(package, "10m")
    frame = frame[frame.intersects(REGION)]
    areas = shapely.coverage_simplify(frame.geometry.values, REGION_DETAIL)
    grid = 10**-REGION_DECIMALS
    clipped = polygons(shapely.intersection(land(areas), REGION, grid_size=grid))
    check_region(clipped, frame)
    return clipped, lines(shapely.intersection(borders(areas), REGION, grid_size=grid))


def check_region(drawn: MultiPolygon, frame: gpd.GeoDataFrame) -> None:
    """Fail if a country of the region is missing from the land, or has lost much of its area."""
    wanted = frame.clip(REGION)
    missing = REGION_COUNTRIES - set(wanted.name)
    areas = wanted.geometry.values
    kept = shapely.area(shapely.intersection(areas, drawn)) / shapely.area(areas)
    lost = missing.union(wanted.name[kept < 0.5])
    if lost:
        raise ValueError(f"missing from the land: {', '.join(sorted(lost))}")


def collection(drawn: MultiPolygon, shared: MultiLineString, decimals: int) -> dict:
    """GeoJSON FeatureCollection of land and borders, rings as RFC 7946 wants them."""
    return {
        "type": "FeatureCollection",
        "features": [
            feature("land", shapely.orient_polygons(drawn.normalize()), decimals),
            feature("borders", shared.normalize(), decimals),
        ],
    }


def feature(part: str, geometry: Geometry, decimals: int) -> dict:
    """GeoJSON feature with coordinates to so many decimals."""
    shape = shapely.geometry.mapping(geometry)
    shape["coordinates"] = rounded(shape["coordinates"], decimals)
    return {"type": "Feature", "properties": {"part": part}, "geometry": shape}


def rounded(value: float | tuple | list, decimals: int) -> float | list:
    """Nested coordinates to so many decimals."""
    if isinstance(value, tuple | list):
        return [rounded(item, decimals) for item in value]
    return round(value, decimals)


def write(name: str, content: dict) -> None:
    """Compact JSON beside this script."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    (HERE / name).write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {len(text) / 1000:.0f} kB")


def main(unpacked: Path | None = None) -> None:
    """Write both maps."""
    with world_atlas(unpacked) as package:
        write("world.geojson", collection(*world(package), WORLD_DECIMALS))
        detail = collection(*region(package), REGION_DECIMALS)
        write("region.geojson", {**detail, "bbox": REGION.bounds})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
