"""One map of a figure: ground, zones in force, what was asked for, areas and symbols, and the words on them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from shapely.geometry.base import BaseGeometry

from geo import style
from geo.figure import glyphs, ground, labels, legend
from geo.figure.ground import path
from geo.figure.labels import Key, Owner
from geo.figure.marks import Mark, Spot, counted
from geo.figure.mercator import Frame
from geo.figure.room import Room
from geo.figure.sheet import INKS, Box, Sheet, width_of
from geo.language import _, ngettext
from geo.view import View

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


def start(sheet: Sheet, frame: Frame) -> Chart:
    """The ground and the scale."""
    axes = sheet.panel(frame.box)
    land = ground.draw(sheet, axes, frame)
    room = Room(Box(*(edge + 2 * sign for edge, sign in zip(frame.box, (1, 1, -1, -1), strict=True))))
    room.close(legend.scale(sheet, frame))
    return Chart(sheet, frame, axes, land, room)


def finish(chart: Chart) -> None:
    """Names where there is room left, and the frame's edge."""
    ground.names(chart.sheet, chart.frame, chart.words)
    box = chart.frame.box
    edge = Rectangle((box.left, box.top), box.width, box.height, facecolor="none", edgecolor=INKS["frame"])
    edge.set_linewidth(0.8)
    edge.set_zorder(6)
    chart.sheet.add(edge)


def zones(chart: Chart, shown: View) -> None:
    """Zones in force: official outlines solid, computed ones dashed and saying so; limits of waters as a thin line."""
    drawn = shown.zones[shown.zones.geometry.notna()]
    shapes = [chart.frame.shape(shape) for shape in drawn.geometry]
    for shape, basis, role in zip(shapes, drawn["basis"], drawn["role"], strict=True):
        _zone(chart, shape, basis == "computed", role == "limit")
        chart.words.charge(shape, ZONE_PRICE)
    for shape, name, basis, role in zip(shapes, drawn["name"], drawn["basis"], drawn["role"], strict=True):
        _zone_label(chart, shape, _zone_words(name, basis == "computed"), role == "limit")


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


def _zone_words(name: str, computed: bool) -> str:
    label = name.split(":")[0]
    if computed and not re.search("computed|illustrative", label, re.IGNORECASE):
        return _("{zone} · computed").format(zone=label)
    return label


def _zone_label(chart: Chart, shape: BaseGeometry, words: str, limit: bool) -> None:
    """The name of a zone beside it, where there is room."""
    seen = shapely.intersection(shape, shapely.box(*chart.frame.box))
    size = chart.sheet.type.small
    if seen.is_empty or shapely.area(seen) < 4:
        return
    left, top, right, bottom = shapely.bounds(seen)
    width, height, x, y = width_of(words, size), size * 1.2, (left + right) / 2, (top + bottom) / 2
    tries = [(x, bottom + height / 2 + 1), (x, top - height / 2 - 1)]
    tries += [(right + width / 2 + 2, y), (left - width / 2 - 2, y)]
    boxes = [Box.around(*spot, width, height) for spot in tries]
    free = [box for box in boxes if chart.words.is_free(box) and chart.words.cost(box) < 0.5 * width]
    if not free:
        return
    chart.words.close(free[0].grown(1))
    ink = style.ZONES["limit" if limit else "warning"].light
    chart.sheet.write(
        free[0].left, free[0].bottom - 0.3 * size, words, size, ink=ink, halo=INKS["sea"], role="zone", order=2
    )


def question(chart: Chart, asked: Sequence[tuple[str, BaseGeometry, bool]]) -> None:
    """Outlines of the places asked for, dashed where we computed them."""
    for _label, shape, computed in asked:
        on_sheet = chart.frame.shape(shape)
        outline = path(on_sheet)
        if outline is None:
            continue
        line: str | tuple[float, tuple[float, float]] = (0, (4, 2)) if computed else "solid"
        ink = INKS["ink"]
        chart.sheet.add(PathPatch(outline, facecolor=ink, alpha=0.03, linewidth=0, zorder=1.5), chart.axes)
        chart.sheet.add(
            PathPatch(outline, facecolor="none", edgecolor=ink, linewidth=0.8, linestyle=line, zorder=1.6, alpha=0.75),
            chart.axes,
        )
        chart.words.charge(shapely.boundary(on_sheet), 0.5)


def question_labels(chart: Chart, asked: Sequence[tuple[str, BaseGeometry, bool]]) -> None:
    """The names of the places asked for, beside their rims."""
    for label, shape, computed in asked:
        words = _("{zone} · computed").format(zone=label) if computed else label
        _zone_text(chart, chart.frame.shape(shape), words)


def _zone_text(chart: Chart, shape: BaseGeometry, words: str) -> None:
    """Words at the spot along a rim where they are least in the way."""
    seen = shapely.intersection(shape, shapely.box(*chart.frame.box))
    size = chart.sheet.type.small
    if seen.is_empty:
        return
    left, top, right, bottom = shapely.bounds(seen)
    width, height = width_of(words, size, "bold"), size * 1.2
    found = chart.words.nearest(width, height, ((left + right) / 2, top - height), 2)
    if found:
        box = found[0]
        chart.words.close(box.grown(1))
        chart.sheet.write(box.left, box.bottom - 0.3 * size, words, size, face="bold", halo=INKS["sea"], role="zone")


def records(chart: Chart, spots: Sequence[Spot], after: int = 0) -> None:
    """Areas and symbols at their places, then the words on them; numbers of the keys go on from ``after``."""
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
    chart.keys = labels.place(chart.sheet, _owners(spots, shapes), chart.words, after)


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

    def patch(**look: object) -> None:
        chart.sheet.add(PathPatch(outline, **look), chart.axes)

    if outline is None:
        return
    patch(facecolor=ink, alpha=0.11, linewidth=0, zorder=2.4)
    for width in (4.2, 2.4):
        patch(facecolor="none", edgecolor=ink, alpha=0.08, linewidth=width, zorder=2.4)
    patch(facecolor="none", edgecolor=ink, alpha=0.85, linewidth=0.65, linestyle=line, zorder=2.5)


def _close(chart: Chart, spots: Sequence[Spot], shapes: Sequence[BaseGeometry]) -> None:
    """Symbols may not be covered by words; rims and areas had better not be."""
    for spot, shape in zip(spots, shapes, strict=True):
        if spot.radius_km is None:
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
        small = spot.radius_km is None or (spot.marks[0].parent and shapely.bounds(shape)[2] - shapely.bounds(shape)[0] < 16)
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
