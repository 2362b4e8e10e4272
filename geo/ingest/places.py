"""Where each row is: from its columns or its shape, in whatever system, as longitude and latitude."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyproj
import shapely
from numpy.typing import NDArray

from geo.errors import IngestError
from geo.ingest import meridian, positions
from geo.ingest.limits import Limits
from geo.ingest.mapping import Mapping
from geo.ingest.report import Findings
from geo.language import N_, _, number
from geo.strangers.found import TOO_MANY_VERTICES

WGS84 = "OGC:CRS84"

NO_SHAPE = N_("is no geometry as well-known text, GeoJSON or WKB")
EMPTY_SHAPE = N_("its geometry is empty")
NOT_FINITE = N_("its coordinates are not all finite numbers")
LAT_RANGE = N_("the latitude is beyond 90 degrees")
AIS_UNKNOWN = N_("91 is how AIS says that the latitude is not known")
LON_RANGE = N_("the longitude is beyond 360 degrees")
SWAPPED_COLUMNS = N_(
    "the latitude is beyond 90 degrees; latitude and longitude seem to be swapped, so choose the columns anew"
)
TURNED = N_("the longitude was beyond 180 degrees and was brought between -180 and 180")
CROSSED = N_("goes across the 180th meridian without being cut there, so it was cut")
ROUND_A_POLE = N_("seems to go round a pole, and is drawn as it stands")
SEVERAL_POINTS = N_("has several points, of which one stands for its place; give each a row of its own")
HALF = N_("latitude or longitude is missing")
MENDED = N_("the outline crosses itself and was mended")
ASSUMED = N_("the file names no coordinate system; its coordinates were taken as WGS 84")
OUTSIDE = N_("lies outside of where its coordinate system holds")
BAD_SRID = N_("its SRID names no coordinate system that longitude and latitude can be worked out from")
NEEDS_CRS = N_(
    "{name}: its coordinates are no degrees, and no coordinate system is named for them; choose one, such as EPSG:32619"
)
UNKNOWN_CRS = N_("{name}: the coordinate system “{crs}” is not known; choose one by its code, such as EPSG:32619")
GEOCENTRIC = N_(
    "{name}: the coordinate system “{crs}” measures neither degrees nor metres on a map; choose one that does, such as "
    "EPSG:4326"
)


@dataclass(frozen=True, eq=False)
class Places:
    """A place a row."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    shapes: NDArray[Any] | None
    """EPSG:4326, where there is other than points."""


def needs_crs(xy: NDArray[np.float64]) -> bool:
    """Whether coordinates cannot be degrees: most are beyond what degrees reach."""
    with np.errstate(invalid="ignore"):
        beyond = (np.abs(xy[:, 0]) > 400) | (np.abs(xy[:, 1]) > 400)
    return bool(beyond.sum() > 0.5 * np.isfinite(xy).all(axis=1).sum() and beyond.any())


def of_columns(table: pa.Table, chosen: Mapping, row: NDArray[np.int64], name: str, findings: Findings) -> Places:
    """Points of two columns, or of one that holds both."""
    if chosen.lat is not None and chosen.lon is not None:
        comma, assumed = positions.comma([table[chosen.lat], table[chosen.lon]])
        comma = comma if chosen.decimal_comma is None else chosen.decimal_comma
        if assumed:
            findings.add("suspicious", _(positions.COMMA_DECIMAL if comma else positions.COMMA_GROUPS), chosen.lat, 1)
        lat = positions.axis_column(table[chosen.lat], chosen.lat, "lat", row, findings, comma)
        lon = positions.axis_column(table[chosen.lon], chosen.lon, "lon", row, findings, comma)
        named = chosen.lat, chosen.lon
    else:
        column = str(chosen.position)
        lat, lon = positions.pair_column(table[column], column, row, findings, chosen.decimal_comma)
        named = column, column
    half = np.isnan(lat) != np.isnan(lon)
    if half.any():
        nulls = np.zeros(len(row), dtype=bool)
        for column in set(named):
            nulls |= table[column].is_null().to_numpy()
        findings.add("refused", _(HALF), named[0], row[half & nulls])
        lat, lon = np.where(half, np.nan, lat), np.where(half, np.nan, lon)
    if chosen.crs is not None or _far(lon, lat):
        lon, lat = _transformed(np.column_stack([lon, lat]), chosen.crs, name, row, named[0], findings).T
    return _in_range(lon, lat, row, named, findings)


def _far(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> bool:
    with np.errstate(invalid="ignore"):
        return bool(np.fmax.reduce(np.abs(lat), initial=0) > 400 and needs_crs(np.column_stack([lon, lat])))


def _in_range(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    row: NDArray[np.int64],
    named: tuple[str, str],
    findings: Findings,
) -> Places:
    """The points with those out of range taken out, and longitudes from -180 to 180."""
    with np.errstate(invalid="ignore"):
        bad_lat, bad_lon, turned = np.abs(lat) > 90, np.abs(lon) > 360, np.abs(lon) > 180
    if bad_lat.any():
        unknown = lat == 91
        findings.add("refused", _(AIS_UNKNOWN), named[0], row[unknown], list(lat[unknown]))
        beyond = bad_lat & ~unknown
        swapped = beyond.sum() > 0.2 * np.isfinite(lat).sum() and not (np.abs(lon[beyond]) > 90).any()
        findings.add("refused", _(SWAPPED_COLUMNS if swapped else LAT_RANGE), named[0], row[beyond], list(lat[beyond]))
    if turned.any():
        findings.add("refused", _(LON_RANGE), named[1], row[bad_lon & ~bad_lat], list(lon[bad_lon & ~bad_lat]))
        moved = turned & ~bad_lat & ~bad_lon
        findings.add("coerced", _(TURNED), named[1], row[moved], list(lon[moved]))
        lon = np.where(turned, (lon + 180) % 360 - 180, lon)
    bad = bad_lat | bad_lon
    return Places(np.where(bad, np.nan, lon), np.where(bad, np.nan, lat), None) if bad.any() else Places(lon, lat, None)


def _transformed(
    xy: NDArray[np.float64], crs: str | None, name: str, row: NDArray[np.int64], column: str, findings: Findings
) -> NDArray[np.float64]:
    there = np.isfinite(xy).all(axis=1)
    moved = np.full(xy.shape, np.nan)
    moved[there] = np.column_stack(_transformer(crs, name).transform(*xy[there].T))
    lost = there & ~np.isfinite(moved).all(axis=1)
    findings.add("refused", _(OUTSIDE), column, row[lost], [f"{x:.10g} {y:.10g}" for x, y in xy[lost]])
    moved[lost] = np.nan
    return moved


def _transformer(crs: str | None, name: str) -> pyproj.Transformer:
    """From that system, x before y, to longitude and latitude; IngestError where it is not known."""
    if crs is None:
        raise IngestError(_(NEEDS_CRS).format(name=name))
    try:
        found = crs_of(crs)
        if not (found.is_geographic or found.is_projected):
            raise IngestError(_(GEOCENTRIC).format(name=name, crs=crs[:80]))
        return pyproj.Transformer.from_crs(found, WGS84, always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise IngestError(_(UNKNOWN_CRS).format(name=name, crs=crs[:80])) from error


def crs_of(text: str) -> pyproj.CRS:
    """A system by its code, its name or its definition; "32619" is EPSG's. CRSError where it is none."""
    code = text.strip()
    return pyproj.CRS.from_user_input(f"EPSG:{code}" if code.isdecimal() else code)


def crs_name(text: str | None) -> str | None:
    """What a system is called for a reader: its code where it has one."""
    if text is None:
        return None
    try:
        found = crs_of(text)
    except pyproj.exceptions.CRSError:
        return text[:80]
    authority = found.to_authority(min_confidence=70)
    return ":".join(authority) if authority else str(found.name)


def is_wgs84(text: str) -> bool:
    """Whether a system is WGS 84 in degrees, whatever its axes' order and its authority."""
    try:
        found = crs_of(text)
        return bool(
            found.is_geographic and not found.is_derived and found.to_2d().equals(_WGS84, ignore_axis_order=True)
        )
    except pyproj.exceptions.CRSError:
        return False


_WGS84 = pyproj.CRS("EPSG:4326")


def of_text(
    column: pa.ChunkedArray, name: str, row: NDArray[np.int64], findings: Findings
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Shapes of a column of well-known text, GeoJSON or hexadecimal WKB, and the SRID that each names, or 0."""
    texts = np.array([None if value is None else str(value).strip() for value in column.to_pylist()], dtype=object)
    named = [text and re.match(r"(?i)SRID=(\d{1,9});", text) for text in texts]
    bare = np.array(
        [found.string[found.end() :] if found else text for found, text in zip(named, texts, strict=True)], dtype=object
    )
    shapes = np.full(len(bare), None, dtype=object)
    is_json = np.array([bool(text) and text.startswith("{") for text in bare])
    is_hex = np.array([bool(text) and bool(re.fullmatch(r"0[01][0-9A-Fa-f]{16,}", text)) for text in bare])
    rest = np.array([bool(text) for text in bare]) & ~is_json & ~is_hex
    for which, reader in ((is_json, shapely.from_geojson), (is_hex, shapely.from_wkb), (rest, shapely.from_wkt)):
        if which.any():
            shapes[which] = reader(bare[which], on_invalid="ignore")
    bad = shapely.is_missing(shapes) & (is_json | is_hex | rest)
    findings.add("refused", _(NO_SHAPE), name, row[bad], list(texts[bad]))
    srid = np.array([int(found.group(1)) if found else 0 for found in named], dtype=np.int64)
    return shapes, np.where(srid == 0, np.maximum(shapely.get_srid(shapes), 0), srid)


def of_shapes(
    shapes: NDArray[Any],
    crs: str | None,
    row: NDArray[np.int64],
    name: str,
    findings: Findings,
    limits: Limits,
    srid: NDArray[np.int64] | None = None,
) -> Places:
    """Points or shapes in EPSG:4326. One that is empty, not finite, or out of range, is taken out.

    ``srid`` is the EPSG code of each shape's own system, 0 where it is in ``crs``.
    """
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    if vertices > limits.vertices:
        raise _too_many(vertices, name, limits)
    shapes = _finite(_filled(shapely.force_2d(shapes), row, findings), row, findings)
    for code in (0,) if srid is None else np.unique(srid):
        which = np.full(len(row), True) if srid is None else srid == code
        if code:
            shapes[which] = _by_srid(shapes[which], f"EPSG:{code}", row[which], name, findings)
        else:
            shapes[which] = _in_degrees(shapes[which], crs, row[which], name, findings)
    kinds = shapely.get_type_id(shapes)
    if np.isin(kinds, (-1, 0)).all():
        return _in_range(shapely.get_x(shapes), shapely.get_y(shapes), row, ("geometry", "geometry"), findings)
    several = (kinds == MULTIPOINT) & (shapely.get_num_geometries(shapes) > 1)
    findings.add("suspicious", _(SEVERAL_POINTS), "geometry", row[several], list(shapely.to_wkt(shapes[several])))
    whole = _filled(_whole(shapes, row, findings), row, findings)
    mended = int(shapely.get_num_coordinates(whole).sum())  # where an outline crosses itself it gets more corners
    if mended > limits.vertices:
        raise _too_many(mended, name, limits)
    return _shaped(whole)


def _too_many(vertices: int, name: str, limits: Limits) -> IngestError:
    return IngestError(_(TOO_MANY_VERTICES).format(name=name, vertices=number(vertices), limit=number(limits.vertices)))


MULTIPOINT = int(shapely.GeometryType.MULTIPOINT)


def _filled(shapes: NDArray[Any], row: NDArray[np.int64], findings: Findings) -> NDArray[Any]:
    empty = shapely.is_empty(shapes)
    findings.add("refused", _(EMPTY_SHAPE), "geometry", row[empty], list(shapely.to_wkt(shapes[empty])))
    kept = shapes.copy()
    kept[empty] = None
    return kept


def _in_degrees(
    shapes: NDArray[Any], crs: str | None, row: NDArray[np.int64], name: str, findings: Findings
) -> NDArray[Any]:
    """Shapes of one system in EPSG:4326; IngestError where it has to be named first."""
    if (crs is None or is_wgs84(crs)) and needs_crs(shapely.bounds(shapes)[:, :2]):
        raise IngestError(_(NEEDS_CRS).format(name=name))
    if crs is None:
        findings.add("suspicious", _(ASSUMED), None, 0)
    return shapes if crs is None or is_wgs84(crs) else _moved(shapes, _transformer(crs, name), row, findings)


def _by_srid(shapes: NDArray[Any], crs: str, row: NDArray[np.int64], name: str, findings: Findings) -> NDArray[Any]:
    """Shapes of the system that they name themselves in EPSG:4326; None each where that gives no place."""
    try:
        _transformer(crs, name)
    except IngestError:
        findings.add("refused", _(BAD_SRID), "geometry", row, crs)
        return np.full(len(shapes), None, dtype=object)
    return _in_degrees(shapes, crs, row, name, findings)


def _finite(shapes: NDArray[Any], row: NDArray[np.int64], findings: Findings) -> NDArray[Any]:
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    bad = np.unique(owner[~np.isfinite(xy).all(axis=1)])
    empty_points = shapely.is_empty(shapes[bad])
    bad = bad[~empty_points]
    if len(bad):
        findings.add("refused", _(NOT_FINITE), "geometry", row[bad], list(shapely.to_wkt(shapes[bad])))
        shapes = shapes.copy()
        shapes[bad] = None
    return shapes


def _moved(
    shapes: NDArray[Any], transformer: pyproj.Transformer, row: NDArray[np.int64], findings: Findings
) -> NDArray[Any]:
    moved = shapely.transform(shapes, lambda xy: np.column_stack(transformer.transform(*xy.T)))
    xy, owner = shapely.get_coordinates(moved, return_index=True)
    lost = np.unique(owner[~np.isfinite(xy).all(axis=1)])
    lost = lost[~shapely.is_empty(shapes[lost])]
    findings.add("refused", _(OUTSIDE), "geometry", row[lost], list(shapely.to_wkt(shapes[lost])))
    moved[lost] = None
    return np.asarray(moved)


def _whole(shapes: NDArray[Any], row: NDArray[np.int64], findings: Findings) -> NDArray[Any]:
    """Shapes that stay on the globe: those out of range taken out, those beyond 180 degrees cut there."""
    west, south, east, north = shapely.bounds(shapes).T
    with np.errstate(invalid="ignore"):
        bad_lat = (south < -90) | (north > 90)
        bad_lon = (west < -360) | (east > 360)
        turned = ((west < -180) | (east > 180)) & ~bad_lat & ~bad_lon
        wide = (east - west > 180) & ~bad_lat & ~bad_lon
    shapes = shapes.copy()
    for bad, rule in ((bad_lat, LAT_RANGE), (bad_lon & ~bad_lat, LON_RANGE)):
        findings.add("refused", _(rule), "geometry", row[bad], list(shapely.to_wkt(shapes[bad])))
        shapes[bad] = None
    across = _unrolled(shapes, np.flatnonzero(wide), row, findings)
    crossed = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    if crossed.any():
        findings.add("coerced", _(MENDED), "geometry", row[crossed], list(shapely.to_wkt(shapes[crossed])))
        shapes[crossed] = shapely.make_valid(shapes[crossed], method="structure")
    for place in np.flatnonzero(turned | across):
        shapes[place] = meridian.on_the_globe(shapes[place])
    findings.add("coerced", _(TURNED), "geometry", row[turned & ~across])
    return shapes


def _unrolled(
    shapes: NDArray[Any], wide: NDArray[np.int64], row: NDArray[np.int64], findings: Findings
) -> NDArray[np.bool_]:
    """Which shapes jump across the 180th meridian; those go on past it now. ``wide`` are the places to look at."""
    across, polar = np.zeros((2, len(shapes)), dtype=bool)
    for place in wide:
        found = meridian.unrolled(shapes[place])
        polar[place] = found is None
        across[place] = found is not None and found is not shapes[place]
        shapes[place] = shapes[place] if found is None else found
    findings.add("coerced", _(CROSSED), "geometry", row[across])
    findings.add("suspicious", _(ROUND_A_POLE), "geometry", row[polar])
    return across


def _shaped(shapes: NDArray[Any]) -> Places:
    points = shapely.point_on_surface(shapes)
    return Places(shapely.get_x(points), shapely.get_y(points), np.asarray(shapes))
