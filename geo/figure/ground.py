"""Sea, land, coast and borders under a map, and the few names on them."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log2
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geo import ROOT, language
from geo.figure import glyphs
from geo.figure.mercator import Bounds, Frame
from geo.figure.room import Room
from geo.figure.sheet import INKS, Box, Sheet, width_of

FOLDER = ROOT / "data" / "basemap"
REGION_WIDTH = 26.0
"""Degrees of longitude: a frame that is no wider shows the finer coast, where that reaches."""
PIXELS_PER_POINT = 2.15
"""A figure of a page's width shows as much as the page's map at this many pixels to a point."""


def draw(sheet: Sheet, axes: Axes, frame: Frame) -> BaseGeometry:
    """Draw the ground of a frame; returns its land in the sheet's points."""
    box = frame.box
    sheet.add(Rectangle((box.left, box.top), box.width, box.height, facecolor=INKS["sea"], zorder=0), axes)
    parts = _ground(_finest(frame))
    # What is smaller than a hair is left out, which keeps the file small.
    land, borders = (shapely.simplify(frame.cut(parts[name]), 0.08) for name in ("land", "borders"))
    outline = path(land)
    if outline is not None:
        sheet.add(PathPatch(outline, facecolor=INKS["land"], edgecolor=INKS["coast"], linewidth=0.35, zorder=1), axes)
    lines = path(borders)
    if lines is not None:
        sheet.add(PathPatch(lines, facecolor="none", edgecolor=INKS["border"], linewidth=0.35, zorder=1.1), axes)
    return land


def _finest(frame: Frame) -> str:
    west, south, east, north = frame.bounds
    fine = json_of("region.geojson")["bbox"]
    inside = west > fine[0] + 2 and south > fine[1] + 2 and east < fine[2] - 2 and north < fine[3] - 2
    return "region.geojson" if inside and east - west <= REGION_WIDTH else "world.geojson"


@cache
def json_of(name: str) -> Any:
    """A file of the base map."""
    return json.loads((FOLDER / name).read_bytes())


@cache
def _ground(name: str) -> Mapping[str, BaseGeometry]:
    return {
        feature["properties"]["part"]: shapely.geometry.shape(feature["geometry"])
        for feature in json_of(name)["features"]
    }


def land_share(bounds: Bounds) -> float:
    """How much of a box in degrees is land."""
    west, south, east, north = bounds
    window = shapely.box(west, south, east, north)
    land = _ground("world.geojson")["land"]
    seen = sum(shapely.area(shapely.intersection(translate(land, turn), window)) for turn in (-360, 0, 360))
    return float(seen / shapely.area(window))


def path(shape: BaseGeometry) -> Path | None:
    """The rings and lines of a shape as one path; None where it has none."""
    parts = shapely.get_parts(shape)
    rings: list[BaseGeometry] = []
    for part in parts:
        if part.geom_type == "Polygon":
            rings += [part.exterior, *part.interiors]
        elif part.geom_type in ("LineString", "LinearRing"):
            rings.append(part)
    corners = [shapely.get_coordinates(ring) for ring in rings if not ring.is_empty]
    if not corners:
        return None
    return Path.make_compound_path(*(Path(ring, _codes(ring)) for ring in corners))


def _codes(ring: np.ndarray) -> list[np.uint8]:
    closed = len(ring) > 2 and np.array_equal(ring[0], ring[-1])
    end = Path.CLOSEPOLY if closed else Path.LINETO
    return [Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), end]


PRIORITY = {"sea": 0, "country": 1, "capital": 2, "terminal": 3}
AROUND = ((0, 0), (0, -8), (0, 8), (-14, 0), (14, 0), (0, -17), (0, 17), (-30, 0), (30, 0))
"""Points by which the name of a sea may step aside; that of a country would stray into its neighbour."""
MOST = {False: 40, True: 14}
"""Names on a wide and on a narrow sheet."""


@dataclass(frozen=True)
class _Look:
    size: float
    face: str
    ink: str
    halo: str


def labels() -> list[Mapping[str, Any]]:
    """The names of the base map, each with its place, its kind and the scales for which it is meant."""
    return list(json_of("labels.json"))


def words_of(label: Mapping[str, Any]) -> str:
    """A label's name in the language spoken now."""
    return str(label.get("names", {}).get(language.current(), label["name"]))


def names(sheet: Sheet, frame: Frame, room: Room, named: Collection[str] = ()) -> None:
    """Set the names that the scale calls for and that find room; they give way to everything. States that are
    ``named`` already are not named again.
    """
    zoom = log2(frame.per_degree * PIXELS_PER_POINT * 360 / 256)
    due = [label for label in labels() if _is_due(label, zoom) and label["name"] not in named]
    due.sort(key=lambda label: (PRIORITY[label["kind"]], label["min_zoom"]))
    left = MOST[sheet.narrow]
    for label in due:
        if left and name(sheet, frame, room, label):
            left -= 1


def _is_due(label: Mapping[str, Any], zoom: float) -> bool:
    return label["kind"] in PRIORITY and label["min_zoom"] <= zoom <= (label.get("max_zoom") or 99)


def _look(sheet: Sheet, kind: str) -> _Look:
    looks = {
        "sea": _Look(sheet.type.small + 0.7, "italic", INKS["sea-name"], INKS["sea"]),
        "country": _Look(6, "plain", INKS["name"], INKS["land"]),
        "capital": _Look(6, "plain", INKS["quiet"], INKS["land"]),
        "terminal": _Look(6, "italic", INKS["quiet"], INKS["land"]),
    }
    return looks[kind]


def name(sheet: Sheet, frame: Frame, room: Room, label: Mapping[str, Any]) -> Box | None:
    """Set a name at its place and close the ground under it; its box, None where there is no room."""
    look = _look(sheet, label["kind"])
    x, y = frame.point(label["lon"], label["lat"])
    if not frame.box.holds(Box.around(x, y, 1, 1)):
        return None
    words = words_of(label)
    dotted = PRIORITY[label["kind"]] > 1
    words = words if dotted else _spaced(words.upper() if label["kind"] == "country" else words)
    width, height = width_of(words, look.size, look.face), look.size
    for box in _boxes(label["kind"], x, y, width, height):
        dot = Box.around(x, y, 3, 3)
        if room.is_free(box.grown(1.5)) and (not dotted or room.is_free(dot)):
            room.close(box.grown(1.5))
            sheet.write(
                box.left,
                box.bottom - 0.2 * height,
                words,
                look.size,
                face=look.face,
                ink=look.ink,
                halo=look.halo,
                role="name",
                order=1,
            )
            if dotted:
                _dot(sheet, dot, label["kind"] == "terminal")
            return box
    return None


def _spaced(words: str) -> str:
    """Words with hair spaces between their letters."""
    return "\N{HAIR SPACE}".join(words)


def _boxes(kind: str, x: float, y: float, width: float, height: float) -> Iterable[Box]:
    """Where a name may stand, best first: those of towns beside their dot, others around their point."""
    if PRIORITY[kind] > 1:
        away = 3 + width / 2
        steps: Iterable[tuple[float, float]] = ((away, 0), (-away, 0), (0, -height), (0, height))
    else:
        steps = AROUND if kind == "sea" else AROUND[:3]
    return (Box.around(x + across, y + down, width, height) for across, down in steps)


def _dot(sheet: Sheet, box: Box, hollow: bool) -> None:
    face = INKS["paper"] if hollow else INKS["quiet"]
    round_dot = glyphs.disc(0.9, box.left + 1.5, box.top + 1.5)
    sheet.add(PathPatch(round_dot, facecolor=face, edgecolor=INKS["quiet"], linewidth=0.5, zorder=1))
