"""Places that can be asked for, and whether an event surely, possibly or surely not happened there.

A place is written as in an address: ``zone=zone-navarea-iv-1419-25``, ``waters=territorial_sea:VEN`` (or of any
state: ``waters=territorial_sea``), ``near=VEN:24nm``, ``near=pl-amuay:50km``, ``area=-72,10,-70,12`` (a box: west,
south, east, north) or ``area=`` with the corners of a polygon, longitude before latitude. Edges of areas are straight
in longitude and latitude.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd
import shapely
import shapely.affinity
from shapely import Geometry

from geo import coast, uncertainty, waters, words
from geo.dataset import Dataset
from geo.errors import FilterError
from geo.language import N_, _, ngettext

SURELY, POSSIBLY, NOT = "surely", "possibly", "not"
LEVELS: Mapping[str, int] = MappingProxyType({NOT: 0, POSSIBLY: 1, SURELY: 2})
"""The three answers in order: of several conditions the lowest holds, of several alternatives the highest."""

MAX_CORNERS = 100
MAX_KM = 4_900.0
"""Discs are drawn for less than 5,000 km."""


@dataclass(frozen=True)
class Locus:
    """Everywhere that an event may have been: a disc, the sea or country that was named, or anywhere."""

    lon: float | None = None
    lat: float | None = None
    radius_km: float = 0.0
    region: str | None = None
    """Theatre, or ISO 3166-1 alpha-3 code of a country; None with a position, and where nothing was named."""
    at_sea: bool = False
    """Whether the event was on the water, so that land within the disc is no possible place."""


class Verdict(NamedTuple):
    """One of the three answers, and what it rests on in a few words."""

    answer: str
    reason: str


@dataclass(frozen=True)
class Place:
    """A place that was asked for."""

    field: str
    text: str
    """As it stands in an address; one text for one place."""
    label: str
    """As it reads behind "in" or on its own: "within 24 nm of Venezuela"."""


def loci(revisions: pd.DataFrame) -> list[Locus]:
    """Everywhere that each event may have been; a row a revision with its derived columns."""
    names = ("lon", "lat", "uncertainty_km", "theatre", "country", "kind", "precision")
    return [_locus(*row) for row in zip(*(revisions[name] for name in names), strict=True)]


def _locus(
    lon: float, lat: float, radius_km: float, theatre: str, country: str | None, kind: str, precision: str
) -> Locus:
    at_sea = theatre != "land" and kind != "land_strike"
    if precision in ("place", "area"):
        return Locus(float(lon), float(lat), float(radius_km), None, at_sea)
    if theatre == "land":
        return Locus(region=country if isinstance(country, str) else None)
    return Locus(region=None if theatre == "undisclosed" else theatre, at_sea=at_sea)


def read(field: str, text: str, dataset: Dataset) -> Place:
    """A place from its words; FilterError names what is wrong and what is known."""
    return _READERS[field](text, dataset)


def _read_zone(text: str, dataset: Dataset) -> Place:
    names = zones(dataset)
    if text not in names:
        told = _("zone: {given!r} is no zone with an outline; use one of {known}")
        raise FilterError(told.format(given=text, known=", ".join(names)))
    return Place("zone", text, names[text])


def zones(dataset: Dataset) -> dict[str, str]:
    """The zones that have an outline, by id, and what each is called."""
    frame = dataset.tables["zones"]
    return {zone: name for zone, name in zip(frame["id"], frame["name"], strict=True) if zone in dataset.outlines}


def _read_waters(text: str, _dataset: Dataset) -> Place:
    kind, state = text.partition(":")[::2]
    if kind not in waters.WATERS:
        told = _("waters: {given!r} is none; use one of {known}, with or without :VEN")
        raise FilterError(told.format(given=kind, known=", ".join(waters.WATERS)))
    if state and state not in waters.states():
        told = _("waters: {given!r} is no state with a coast; use a code of three letters, such as VEN")
        raise FilterError(told.format(given=state))
    return Place("waters", text, waters_label(kind, *([state] if state else [])))


def waters_label(kind: str, *codes: str) -> str:
    """Waters as they read: "territorial sea of Venezuela or Grenada", "24–200 nm from Colombia", "beyond 200 nm"."""
    name = _(waters.WATERS[kind])
    return _of_states(kind, name[:1].lower() + name[1:], codes)


def _of_states(kind: str, name: str, codes: Sequence[str]) -> str:
    if not codes or kind == "beyond_200nm":
        return name
    whose = words.joined([waters.in_sentence(code) for code in codes], "or")
    if kind == "within_200nm":
        return words.contracted(_("{belt} from {states}").format(belt=name, states=whose))
    return words.contracted(_("{waters} of {states}").format(waters=name, states=whose))


BEHIND_IN: Mapping[str, str] = MappingProxyType(
    {
        "land": N_("land or inland water"),
        "territorial_sea": N_("the territorial sea"),
        "contiguous_zone": N_("the contiguous zone"),
        "within_200nm": N_("the belt of 24–200 nm"),
        "beyond_200nm": N_("the waters beyond 200 nm"),
    }
)
"""Every water as it reads behind "in", with the article that it takes: a message."""


def in_waters(place: Place) -> str:
    """Waters that were asked for as they read in a sentence: "in the territorial sea of Venezuela"."""
    kind, state = place.text.partition(":")[::2]
    return _("in {waters}").format(waters=_of_states(kind, _(BEHIND_IN[kind]), [state] if state else []))


def entry_label(entry: waters.Possible) -> str:
    """One of the waters of a lens as it reads."""
    return waters_label(entry.waters, *([entry.state] if entry.state else []))


def _read_near(text: str, dataset: Dataset) -> Place:
    match = re.fullmatch(r"([A-Za-z0-9-]+):(\d+(?:\.\d+)?)(nm|km)", text)
    if not match:
        told = _("near: {given!r} is no distance; write it as VEN:24nm or pl-amuay:50km")
        raise FilterError(told.format(given=text))
    origin, number, unit = match.groups()
    names = origins(dataset)
    if origin not in names:
        told = _("near: {given!r} is no state with a coast and no place; write it as VEN:24nm")
        raise FilterError(told.format(given=origin))
    distance = float(number)
    if not 0 < distance * (waters.NM_KM if unit == "nm" else 1) <= MAX_KM:
        told = _("near: {given} is out of range; use more than 0 and at most {most} km")
        raise FilterError(told.format(given=f"{number}{unit}", most=words.bare(MAX_KM)))
    label = _("within {distance} nm of {origin}") if unit == "nm" else _("within {distance} km of {origin}")
    told = label.format(distance=words.bare(distance), origin=_origin(origin, names))
    return Place("near", f"{origin}:{distance:g}{unit}", words.contracted(told))


def _origin(origin: str, names: Mapping[str, str]) -> str:
    """What a distance is measured from as it stands in a sentence."""
    return waters.in_sentence(origin) if origin in waters.states() else names[origin]


def origins(dataset: Dataset) -> dict[str, str]:
    """What a distance can be measured from: states by their coast, and the places of the data."""
    frame = dataset.tables["places"]
    return {**waters.states(), **dict(zip(frame["id"], frame["name"], strict=True))}


def _read_area(text: str, _dataset: Dataset) -> Place:
    parts = text.split(",")
    if not all(re.fullmatch(r"-?\d{1,3}(\.\d{1,9})?", part) for part in parts):
        told = _("area: {given!r} is no list of degrees; write a box as west,south,east,north")
        raise FilterError(told.format(given=text[:60]))
    numbers = tuple(round(float(part), DECIMALS) + 0.0 for part in parts)
    _check_corners(numbers)
    return Place("area", area_words(numbers), _drawn(len(numbers) // 2))


def _drawn(corners: int) -> str:
    if corners == 2:
        return _("a drawn box")
    return ngettext("a drawn area of {n} corner", "a drawn area of {n} corners", corners)


DECIMALS = 4
"""Decimals of a drawn corner in degrees: about ten metres."""


def area_words(numbers: Iterable[float]) -> str:
    """Degrees as text for an address, each as short as it can be."""
    return ",".join(f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".") for number in numbers)


def _check_corners(numbers: tuple[float, ...]) -> None:
    if len(numbers) % 2 or len(numbers) < 4 or len(numbers) > 2 * MAX_CORNERS:
        told = _("area: {n} numbers; use 4 for a box, or a pair for each of 3 to {most}")
        raise FilterError(told.format(n=len(numbers), most=MAX_CORNERS))
    lons, lats = numbers[::2], numbers[1::2]
    if any(abs(lon) > 360 for lon in lons) or any(abs(lat) > 90 for lat in lats) or max(lons) - min(lons) > 360:
        told = _("area: it is off the globe; latitudes reach from -90 to 90, and it may go round once at most")
        raise FilterError(told)
    shape = outline_of(numbers)
    if not shape.is_valid or shape.area == 0:
        raise FilterError(_("area: its edges cross or enclose nothing; draw it anew"))


@lru_cache(maxsize=256)
def outline_of(numbers: tuple[float, ...]) -> Geometry:
    """The area with these corners, EPSG:4326, cut at the 180th meridian where it crosses it.

    It crosses with longitudes beyond 180 degrees, and as a box whose west is east of its east.
    """
    if len(numbers) > 4:
        shape = shapely.polygons(list(zip(numbers[::2], numbers[1::2], strict=True)))
        return _on_the_globe(shape) if shape.is_valid else shape
    west, south, east, north = numbers
    return _on_the_globe(shapely.box(west, south, east if east >= west else east + 360, north))


def _on_the_globe(shape: Geometry) -> Geometry:
    """The same place with longitudes from -180 to 180."""
    west, _south, east, _north = shape.bounds
    if west >= -180 and east <= 180:
        return shape
    turns = [turn for turn in (-720, -360, 0, 360, 720) if west <= 180 + turn and east >= turn - 180]
    parts = [shapely.intersection(shape, shapely.box(turn - 180, -90, turn + 180, 90)) for turn in turns]
    moved = [shapely.affinity.translate(part, -turn) for part, turn in zip(parts, turns, strict=True)]
    return shapely.union_all([part for part in moved if part.area > 0])


def area_text(geometry: object) -> str:
    """A drawn polygon, as GeoJSON has it, as text for an address: four numbers for an upright box, else its corners.

    A map that was dragged round the world gives longitudes beyond 180 degrees; the area comes back as a whole, so
    that it begins between -180 and 180. FilterError for whatever is no polygon.
    """
    try:
        shape = shapely.geometry.shape(geometry)
        corners = shapely.get_coordinates(shape.exterior)[:-1]
        west, south, east, north = shape.bounds
        turn = 360 * math.floor((west + 180) / 360)
    except Exception as error:  # whatever a browser sends
        raise FilterError(_("area: this is no polygon; draw it anew")) from error
    if len(corners) == 4 and shapely.equals(shape, shapely.box(west, south, east, north)):
        return area_words((west - turn, south, east - turn, north))
    return area_words(number for lon, lat in corners for number in (float(lon) - turn, float(lat)))


_READERS: Mapping[str, Callable[[str, Dataset], Place]] = MappingProxyType(
    {"zone": _read_zone, "waters": _read_waters, "near": _read_near, "area": _read_area}
)


def verdict(choices: Sequence[Place], locus: Locus, dataset: Dataset) -> Verdict:
    """Whether an event surely, possibly or surely not happened in any of some places of one field, and why."""
    if choices[0].field == "waters":
        return _judge_waters(choices, locus, dataset)
    if locus.lon is None and locus.region is None:
        return Verdict(POSSIBLY, _("not even the sea or country was named"))
    judge = _judge_near if choices[0].field == "near" else _judge_outline
    return _likeliest(judge(place, locus, dataset) for place in choices)


def _likeliest(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=lambda verdict: LEVELS[verdict.answer])


def _judge_outline(place: Place, locus: Locus, dataset: Dataset) -> Verdict:
    return _laid_on(outline(place, dataset), locus, dataset)


def outline(place: Place, dataset: Dataset) -> Geometry | None:
    """The place's outline in EPSG:4326, where it is a zone, a drawn area or a distance from a point."""
    if place.field == "zone":
        return dataset.outlines[place.text]
    if place.field == "area":
        return outline_of(tuple(float(number) for number in place.text.split(",")))
    origin, distance_km = near_parts(place)
    point = _point(origin, dataset)
    return None if point is None else disc(*point, distance_km)


def near_parts(place: Place) -> tuple[str, float]:
    """Where a distance is measured from, and the distance in kilometres."""
    origin, distance = place.text.partition(":")[::2]
    return origin, float(distance[:-2]) * (waters.NM_KM if distance.endswith("nm") else 1.0)


def _point(origin: str, dataset: Dataset) -> tuple[float, float] | None:
    frame = dataset.tables["places"]
    rows = frame[frame["id"] == origin]
    return None if rows.empty else (float(rows["lon"].iloc[0]), float(rows["lat"].iloc[0]))


@lru_cache(maxsize=1024)
def disc(lon: float, lat: float, radius_km: float) -> Geometry:
    """A geodesic disc as a polygon in EPSG:4326, fine enough to reason with; a point where the radius is 0."""
    if radius_km <= 0:
        return shapely.Point(lon, lat)
    lons, lats, radii = (pd.Series([value]) for value in (lon, lat, radius_km))
    return uncertainty.discs(lons, lats, radii, corners=180).iloc[0]


def _extent(locus: Locus, dataset: Dataset) -> Geometry | None:
    if locus.lon is not None and locus.lat is not None:
        return disc(locus.lon, locus.lat, locus.radius_km)
    return _region(locus, dataset)


def _region(locus: Locus, dataset: Dataset) -> Geometry | None:
    if locus.region is None:
        return None
    return _land(locus.region) if _is_country(locus) else dataset.theatres.get(locus.region)


def _is_country(locus: Locus) -> bool:
    return locus.region is not None and locus.region in waters.states()


@cache
def _land(code: str) -> Geometry:
    """The land of a state, EPSG:4326."""
    world = coast.world()
    return _on_the_globe(shapely.union_all(world.polygons[world.polygon_state == world.codes.index(code)]))


def region_name(locus: Locus, dataset: Dataset) -> str:
    """The sea or country that was named, as it reads."""
    if locus.region is not None and _is_country(locus):
        return waters.states()[locus.region]
    return dataset.package["incidents"]["theatre"].labels.get(str(locus.region), str(locus.region))


def _laid_on(shape: Geometry | None, locus: Locus, dataset: Dataset) -> Verdict:
    extent = _extent(locus, dataset)
    if extent is None or shape is None:
        return Verdict(POSSIBLY, _("neither can be laid on the other"))
    answer = _overlap(shape, extent)
    if locus.lon is None:
        return Verdict(answer, _(_REGION_LIES[answer]).format(region=region_name(locus, dataset)))
    if locus.radius_km > uncertainty.PLACE_KM:
        return Verdict(answer, _(_AREA_LIES[answer]).format(km=words.bare(locus.radius_km)))
    return Verdict(answer, _(_PLACE_LIES[answer]))


_REGION_LIES = {
    SURELY: N_("no position published, only “{region}”, which lies wholly inside it"),
    POSSIBLY: N_("no position published, only “{region}”, which lies partly inside it"),
    NOT: N_("no position published, only “{region}”, which lies outside it"),
}
_AREA_LIES = {
    SURELY: N_("its area of ±{km} km lies wholly inside it"),
    POSSIBLY: N_("its area of ±{km} km lies partly inside it"),
    NOT: N_("its area of ±{km} km lies outside it"),
}
_PLACE_LIES = {
    SURELY: N_("its place lies wholly inside it"),
    POSSIBLY: N_("its place lies partly inside it"),
    NOT: N_("its place lies outside it"),
}


def _overlap(shape: Geometry, extent: Geometry) -> str:
    # Nothing is prepared: these shapes are shared, and preparing one while another thread asks it ends the process.
    if not shapely.intersects(shape, extent):
        return NOT
    return SURELY if shapely.covers(shape, extent) else POSSIBLY


def _judge_near(place: Place, locus: Locus, dataset: Dataset) -> Verdict:
    origin, distance_km = near_parts(place)
    bounds = distance_bounds(origin, locus, dataset)
    if bounds is None:
        return _judge_outline(place, locus, dataset)
    limit = distance_km / waters.NM_KM
    slack = waters.ACCURACY_KM / waters.NM_KM if origin in waters.states() and bounds.farthest_nm > 0 else 0.0
    near, far = bounds.nearest_nm > limit + slack, bounds.farthest_nm <= limit - slack
    answer = NOT if near else SURELY if far else POSSIBLY
    told = {"distance": bounds_words(bounds), "origin": _origin(origin, origins(dataset))}
    if locus.lon is not None:
        return Verdict(answer, words.contracted(_("{distance} from {origin}").format(**told)))
    reason = _("no position published, only “{region}”: {distance} from {origin}")
    return Verdict(answer, words.contracted(reason.format(region=region_name(locus, dataset), **told)))


def bounds_words(bounds: waters.Bounds) -> str:
    """Bounds of a distance as they read: "0–137 nm", "12 nm"."""
    low, high = round(bounds.nearest_nm), round(bounds.farthest_nm)
    return _("1 nm") if low == high == 1 else _("{span} nm").format(span=words.span(low, high))


def distance_bounds(origin: str, locus: Locus, dataset: Dataset) -> waters.Bounds | None:
    """How near and how far an event may have been from a state's land, or from a place of the data.

    None for the distance of a whole sea from a point.
    """
    point = _point(origin, dataset)
    if locus.lon is not None and locus.lat is not None:
        if point is None:
            return waters.coast_bounds(locus.lon, locus.lat, locus.radius_km, origin)
        return waters.place_bounds(locus.lon, locus.lat, locus.radius_km, *point)
    if locus.region == origin:
        return waters.Bounds(0, 0)
    region = _region(locus, dataset)
    return waters.region_bounds(region, origin) if region is not None and point is None else None


def _judge_waters(choices: Sequence[Place], locus: Locus, dataset: Dataset) -> Verdict:
    """Several waters are taken together, for an area may lie in two of them and in nothing else."""
    asked = [place.text.partition(":")[::2] for place in choices]
    found = lens(locus)
    if found is None:
        return _likeliest(_judge_waters_of_sea(kind, state or None, locus, dataset) for kind, state in asked)
    hits = [e for e in found.possible if any(e.waters == kind and state in ("", e.state) for kind, state in asked)]
    answer = NOT if not hits else SURELY if len(hits) == len(found.possible) else POSSIBLY
    listed = words.joined([entry_label(entry) for entry in found.possible])
    return Verdict(answer, _("possible: {waters}").format(waters=listed))


def _judge_waters_of_sea(kind: str, state: str | None, locus: Locus, dataset: Dataset) -> Verdict:
    """Whether the sea that was named has such waters: it is never wholly of one kind."""
    if kind == "land" and locus.at_sea:
        return Verdict(NOT, _("it happened on the water"))
    region = _region(locus, dataset)
    if region is None:
        return Verdict(POSSIBLY, _("not even the sea or country was named"))
    if kind == "beyond_200nm":
        has = waters.region_bounds(region).farthest_nm > waters.LIMITS["within_200nm"]
    else:
        has = waters.region_bounds(region, state).nearest_nm <= waters.LIMITS[kind]
    if has:
        reason = _("no position published, only “{region}”, which has such waters")
    else:
        reason = _("no position published, only “{region}”, which has no such waters")
    return Verdict(POSSIBLY if has else NOT, reason.format(region=region_name(locus, dataset)))


def lens(locus: Locus) -> waters.Lens | None:
    """The waters in which an event may have been; for one on the water without the land that its area covers.

    None, undetermined, where no more than a sea was named.
    """
    if _is_country(locus):
        return waters.Lens((waters.Possible("land", locus.region, 1.0),), waters.Bounds(0, 0), (str(locus.region),))
    if locus.lon is None or locus.lat is None:
        return None
    found = waters.lens(locus.lon, locus.lat, locus.radius_km)
    return _at_sea(found) if locus.at_sea else found


def warm(dataset: Dataset) -> None:
    """Measure the waters of every place of the data, so that no reader waits for them."""
    for locus in set(loci(dataset.tables["incidents"])):
        lens(locus)


def _at_sea(found: waters.Lens) -> waters.Lens:
    """The same waters without the land among them; as they were where there is nothing but land."""
    sea = [entry for entry in found.possible if entry.waters != "land"]
    whole = sum(entry.share for entry in sea)
    return replace(found, possible=tuple(replace(entry, share=entry.share / whole) for entry in sea)) if sea else found
