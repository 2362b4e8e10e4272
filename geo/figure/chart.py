"""One map of a figure: ground, zones in force, what was asked for, areas and symbols, and the words on them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from shapely.geometry.base import BaseGeometry

from geo import style
from geo.figure import glyphs, ground, labels, legend, states
from geo.figure.ground import path
from geo.figure.labels import Key, Owner
from geo.figure.marks import Mark, Spot, counted
from geo.figure.mercator import Frame
from geo.figure.room import Room
from geo.figure.sheet import INKS, Box, Sheet
from geo.language import _, ngettext
from geo.view import View

SMALL = 5.0
"""Points: a smaller zone is drawn as a square of this size."""
HIDDEN = 40.0
"""Points: words would hide an area that is not as wide."""
NEAR = 9.0
"""Points between neighbours that share one label."""
RIM_PRICE, INSIDE_PRICE, ZONE_PRICE = 1.2, 0.05, 0.4
"""What words cost that cover a cell of another's rim, of an area, of a zone."""


@dataclass
class Chart:
    """A map under way."""

    sheet: Sheet
    frame: Frame
    axes: Axes
    land: BaseGeometry
    words: Room
    """Where words may stand."""
    placed: list[BaseGeometry] = field(default_factory=list)
    """What was placed, on the sheet: nothing may cover it."""
    keys: list[Key] = field(default_factory=list)
    zones: set[tuple[bool, bool]] = field(default_factory=set)
    """Of what sorts the zones are that are drawn: whether a limit of waters, and whether computed."""
    named: dict[str, BaseGeometry] = field(default_factory=dict)
    """Names of states that are set already, by their English name."""


def start(sheet: Sheet, frame: Frame) -> Chart:
    """The ground and the scale."""
    axes = sheet.panel(frame.box)
    land = ground.draw(sheet, axes, frame)
    room = Room(Box(*(edge + 2 * sign for edge, sign in zip(frame.box, (1, 1, -1, -1), strict=True))))
    room.close(legend.scale(sheet, frame))
    return Chart(sheet, frame, axes, land, room)


def finish(chart: Chart) -> None:
    """Names where there is room left, and the frame's edge."""
    ground.names(chart.sheet, chart.frame, chart.words, chart.named)
    box = chart.frame.box
    edge = Rectangle((box.left, box.top), box.width, box.height, facecolor="none", edgecolor=INKS["frame"])
    edge.set_linewidth(0.8)
    edge.set_zorder(6)
    chart.sheet.add(edge)


def zones(chart: Chart, shown: View) -> list[Owner]:
    """Draw the zones in force: official outlines solid, computed ones dashed, limits of waters as a thin line; who asks
    for words on them.
    """
    drawn = shown.zones[shown.zones.geometry.notna()]
    owners = []
    columns = (drawn[name] for name in ("name", "basis", "role"))
    for shape, name, basis, role in zip(map(chart.frame.shape, drawn.geometry), *columns, strict=True):
        computed, limit = basis == "computed", role == "limit"
        seen = shapely.intersection(_found(shape), shapely.box(*chart.words.box))
        if seen.is_empty:
            continue
        _zone(chart, _found(shape), computed, limit)
        chart.zones.add((limit, computed))
        if shapely.area(shapely.envelope(seen)) < HIDDEN**2 / 4:
            chart.words.close_shape(seen)
        else:
            chart.words.charge(seen, ZONE_PRICE)
        ink = style.ZONES["limit" if limit else "warning"].light
        owners.append(Owner(_zone_words(name, computed, limit), (), seen, ink, computed))
    return owners


def _found(shape: BaseGeometry) -> BaseGeometry:
    """A zone as it is drawn: one that is too small to be seen as a square to be found by."""
    left, top, right, bottom = shapely.bounds(shape)
    if max(right - left, bottom - top) >= SMALL:
        return shape
    return shapely.box(*Box.around((left + right) / 2, (top + bottom) / 2, SMALL, SMALL))


def _zone(chart: Chart, shape: BaseGeometry, computed: bool, limit: bool) -> None:
    ink = style.ZONES["limit" if limit else "warning"].light
    # Computed belts along a coast lie under the land, as on the page, which hides their landward side.
    belt = limit or (computed and shape.geom_type == "MultiPolygon")
    order = 0.5 if belt else 2.0
    line: str | tuple[float, tuple[float, float]] = (0, (3.2, 1.8)) if computed else "solid"
    outline = path(shape)
    if outline is None:
        return
    chart.sheet.add(PathPatch(outline, facecolor=ink, alpha=0.1, linewidth=0, zorder=order), chart.axes)
    edge = PathPatch(outline, facecolor="none", edgecolor=ink, linewidth=0.7, linestyle=line, zorder=order + 0.1)
    if not limit:
        edge.set_hatch("/////")
        edge.set_hatchcolor((*_rgb(ink), 0.35))
    chart.sheet.add(edge, chart.axes)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _zone_words(name: str, computed: bool, limit: bool) -> str:
    label = name.split(" (")[0] if limit else name.split(":")[0]
    if computed and not re.search("computed|illustrative", label, re.IGNORECASE):
        return _("{zone} · computed").format(zone=label)
    return label


def question(chart: Chart, asked: Sequence[tuple[str, BaseGeometry, bool]]) -> list[Owner]:
    """Draw the outlines of the places asked for, dashed where we computed them; who asks for words on them."""
    owners = []
    for label, shape, computed in asked:
        on_sheet = chart.frame.shape(shape)
        seen = shapely.intersection(on_sheet, shapely.box(*chart.words.box))
        outline = path(on_sheet)
        if seen.is_empty or outline is None:
            continue
        line: str | tuple[float, tuple[float, float]] = (0, (4, 2)) if computed else "solid"
        ink = INKS["ink"]
        chart.sheet.add(PathPatch(outline, facecolor=ink, alpha=0.03, linewidth=0, zorder=1.5), chart.axes)
        rim = PathPatch(outline, facecolor="none", edgecolor=ink, linewidth=0.8, linestyle=line, zorder=1.6, alpha=0.75)
        chart.sheet.add(rim, chart.axes)
        chart.words.charge(shapely.boundary(seen), 0.5)
        if label:
            words = _("{zone} · computed").format(zone=label) if computed else label
            owners.append(Owner(words, (), seen, ink, computed))
    return owners


def records(chart: Chart, spots: Sequence[Spot], others: Sequence[Owner] = (), after: int = 0) -> None:
    """Areas and symbols at their places, then the words on them and those that others ask for; numbers of the keys go
    on from ``after``.
    """
    shapes = [_ground_of(chart, spot) for spot in spots]
    for spot, shape in sorted(zip(spots, shapes, strict=True), key=lambda pair: -shapely.area(pair[1])):
        if spot.radius_km is not None:
            _area(chart, spot, shape)
    for spot in spots:
        if spot.radius_km is None:
            x, y = chart.frame.point(*spot.centre)
            mark = spot.marks[0]
            glyphs.draw(chart.sheet, mark, x, y, chart.sheet.type.symbols[mark.step], axes=chart.axes)
    chart.placed += shapes
    _close(chart, spots, shapes)
    chart.named = states.name(chart.sheet, chart.frame, spots, chart.words)
    chart.keys = labels.place(
        chart.sheet, [*_owners(spots, shapes), *others], chart.words, after, [*chart.named.values()]
    )


def _ground_of(chart: Chart, spot: Spot) -> BaseGeometry:
    """What a spot covers of the sheet."""
    if spot.radius_km is not None:
        return chart.frame.shape(spot.shape)
    size = chart.sheet.type.symbols[spot.marks[0].step]
    return shapely.buffer(shapely.Point(chart.frame.point(*spot.centre)), size * 0.62)


def _area(chart: Chart, spot: Spot, shape: BaseGeometry) -> None:
    """An outline, translucent and with a soft rim; no dot in it, for its centre is no reported position."""
    outline, ink = path(shape), glyphs.shared_colour(spot.marks)
    possible = all(mark.possible for mark in spot.marks)
    line: str | tuple[float, tuple[float, float]] = (0, (0.8, 1.8)) if possible else "solid"

    if outline is None:
        return

    def patch(**look: Any) -> None:
        chart.sheet.add(PathPatch(outline, **look), chart.axes)

    patch(facecolor=ink, alpha=0.11, linewidth=0, zorder=2.4)
    for width in (4.2, 2.4):
        patch(facecolor="none", edgecolor=ink, alpha=0.08, linewidth=width, zorder=2.4)
    patch(facecolor="none", edgecolor=ink, alpha=0.85, linewidth=0.65, linestyle=line, zorder=2.5)


def _close(chart: Chart, spots: Sequence[Spot], shapes: Sequence[BaseGeometry]) -> None:
    """Symbols and areas that words would hide may not be covered by them; other rims and areas had better not be."""
    for spot, shape in zip(spots, shapes, strict=True):
        left, _top, right, _bottom = shapely.bounds(shape)
        if spot.radius_km is None or right - left < HIDDEN:
            chart.words.close_shape(shape)
        else:
            chart.words.charge(shape, INSIDE_PRICE)
            chart.words.charge(shapely.boundary(shape), RIM_PRICE)


def _owners(spots: Sequence[Spot], shapes: Sequence[BaseGeometry]) -> list[Owner]:
    """Who asks for words: each spot for itself, but for crowds of symbols, of which one label tells."""
    crowds = _crowds(spots, shapes)
    return [_owner([spots[index] for index in crowd], [shapes[index] for index in crowd]) for crowd in crowds]


def _crowds(spots: Sequence[Spot], shapes: Sequence[BaseGeometry]) -> list[list[int]]:
    """Numbers of the spots that share one label: symbols that all but touch, with small areas of their operation."""
    found: list[list[int]] = []
    for index, (spot, shape) in enumerate(zip(spots, shapes, strict=True)):
        small = spot.radius_km is None or (
            spot.marks[0].parent and shapely.bounds(shape)[2] - shapely.bounds(shape)[0] < 16
        )
        near = [
            crowd
            for crowd in found
            if small and any(_together(spot, shape, spots[other], shapes[other]) for other in crowd)
        ]
        found = [crowd for crowd in found if crowd not in near]
        found.append(sorted([*(other for crowd in near for other in crowd), index]))
    return found


def _together(one: Spot, at: BaseGeometry, other: Spot, there: BaseGeometry) -> bool:
    if one.marks[0].parent != other.marks[0].parent:
        return False
    if one.radius_km is not None and other.radius_km is not None:
        return False
    width = shapely.bounds(there)[2] - shapely.bounds(there)[0]
    return width < 16 and float(shapely.distance(shapely.centroid(at), shapely.centroid(there))) < NEAR


def _owner(spots: Sequence[Spot], shapes: Sequence[BaseGeometry]) -> Owner:
    marks = tuple(mark for spot in spots for mark in spot.marks)
    label = spots[0].label if len(spots) == 1 else _crowd_label(marks)
    return Owner(label, marks, shapely.convex_hull(shapely.union_all(shapes)), glyphs.shared_colour(marks))


def _crowd_label(marks: Sequence[Mark]) -> str:
    """How many there are, and the day where it is one: "9 targets · 3 Jan 2026"."""
    parts = all(mark.role == "part_of_operation" for mark in marks)
    what = ngettext("{n} target", "{n} targets", len(marks)) if parts else counted(marks)
    days = {mark.day for mark in marks}
    return f"{what} · {days.pop()}" if len(days) == 1 else what
