"""The words on the rims of areas and beside symbols, placed so that none covers another; numbers where words have no
room, which a list below the map explains.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import cos, hypot, pi, sin

import shapely
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from shapely.geometry.base import BaseGeometry

from geo.figure import glyphs
from geo.figure.marks import Mark, looks
from geo.figure.room import Room
from geo.figure.sheet import INKS, Box, Sheet, width_of, wrapped

ANGLES = [(-1 if index % 2 else 1) * ((index + 1) // 2) * pi / 12 for index in range(24)]
"""Clockwise from the top, by turns to both sides."""
DISTANCES = (0.0, 5.0, 11.0, 18.0, 26.0, 36.0, 48.0)
"""Points between rim and words."""
FARTHEST = (60.0, 75.0, 95.0, 120.0)
"""As far as a number goes beyond that: it must stand somewhere."""
WIDEST = {False: 0.32, True: 0.45}
"""Words that take more of a wide or a narrow sheet's width than this are told by a number."""
CLOSE = (0.0, 5.0)
"""On a narrow sheet words stand on their rims or not at all: hairlines would fill it."""
CHEAP = 22.0
"""What words on a narrow sheet may cost."""
TINY = 26.0
"""Points: words across the rim of a smaller area would hide it."""
CROSSED = 60.0
"""What a hairline costs for each other that it crosses, and for each words that it runs under."""
GUTTER = 2.6
"""Points at least between two columns of the list."""
STRUCK = 16.0
"""What it costs for each eighth of it that runs across what may not be covered."""


@dataclass(frozen=True)
class Owner:
    """What asks for words: some records and, on the sheet, where they lie."""

    label: str
    marks: tuple[Mark, ...]
    shape: BaseGeometry
    """An area, or the ground that symbols cover."""
    colour: str
    dashed: bool = False
    """Whether its outline is of our computation."""


@dataclass(frozen=True)
class Key:
    """A number on the map, and what it stands for."""

    number: int
    owner: Owner


@dataclass(frozen=True)
class Stand:
    """Where words stand that belong to a shape."""

    box: Box
    rim: tuple[float, float]
    away: bool
    """Whether a hairline must tie the words to their rim."""
    price: float


def place(
    sheet: Sheet, owners: Sequence[Owner], room: Room, after: int = 0, others: Iterable[BaseGeometry] = ()
) -> list[Key]:
    """Set the words of all owners and close the ground under them; the keys of those that had no room for words.

    Numbers go on from ``after``; hairlines had better not cross what ``others`` have set.
    """
    keys: list[Key] = []
    lines: list[BaseGeometry] = []
    words = list(others)
    for owner in sorted(owners, key=lambda one: (not one.marks, -len(one.marks), shapely.area(one.shape))):
        size = _size(sheet, owner)
        spot = None
        if size[0] < WIDEST[sheet.narrow] * sheet.width:
            spot = best(owner, size, room, [*lines, *words], CLOSE if sheet.narrow else DISTANCES)
        if spot and sheet.narrow and spot.price > CHEAP:
            spot = None
        if spot:
            _pill(sheet, owner, spot.box)
        else:
            keys.append(Key(after + len(keys) + 1, owner))
            spot = _spot_of_number(sheet, owner, room, [*lines, *words])
            _badge(sheet, keys[-1], spot.box)
        room.close(spot.box.grown(1.2))
        words.append(shapely.box(*spot.box))
        if spot.away:
            lines.append(leader(sheet, spot))
    return keys


def _size(sheet: Sheet, owner: Owner) -> tuple[float, float]:
    size = sheet.type.label
    return 7 + size * len(looks(owner.marks)) + width_of(owner.label, size), size * 1.62


def best(
    owner: Owner, size: tuple[float, float], room: Room, others: Sequence[BaseGeometry], distances: Iterable[float]
) -> Stand | None:
    """The cheapest place for words of this size at a rim or, tied to it by a hairline, at one of these distances; None
    where all are taken.
    """
    width, height = size
    largest = max(shapely.get_parts(owner.shape), key=shapely.area)  # a belt round an islet is no place for its words
    left, top, right, bottom = shapely.bounds(largest)
    x, y, reach = (left + right) / 2, (top + bottom) / 2, (right - left) + (bottom - top)
    tiny = right - left < TINY
    best: Stand | None = None
    for rank, angle in enumerate(ANGLES):
        across, down = sin(angle), -cos(angle)
        rim = _rim(largest, (x, y), (x + across * reach, y + down * reach))
        if rim is None:
            continue
        for distance in distances:
            price = rank * 0.5 + distance * 1.3
            if best and price >= best.price:
                break
            clear = _half(width, height, across, down) + 1.5 if tiny or distance else 0.0
            box = Box.around(rim[0] + across * (distance + clear), rim[1] + down * (distance + clear), width, height)
            if not room.is_free(box):
                continue
            away = distance > 0
            price += room.cost(box) + (_crossings(rim, box, room, others) if away else 0.0)
            if best is None or price < best.price:
                best = Stand(box, rim, away, price)
    return best


def _rim(shape: BaseGeometry, inside: tuple[float, float], outside: tuple[float, float]) -> tuple[float, float] | None:
    """The last point of the shape on the way from its middle outward; None where that way meets nothing of it."""
    met = shapely.get_coordinates(shapely.intersection(shape, shapely.LineString([inside, outside])))
    if not len(met):
        return None
    farthest = max(met, key=lambda point: hypot(point[0] - inside[0], point[1] - inside[1]))
    return float(farthest[0]), float(farthest[1])


def _half(width: float, height: float, across: float, down: float) -> float:
    """From a box's middle to its edge, in a direction."""
    return min(width / 2 / max(abs(across), 1e-9), height / 2 / max(abs(down), 1e-9))


def _crossings(rim: tuple[float, float], box: Box, room: Room, others: Sequence[BaseGeometry]) -> float:
    """The price of a hairline: the words and hairlines that it crosses, and what is closed on its way."""
    end = _toward(rim, box)
    line = shapely.LineString([rim, end])
    crossed = sum(bool(shapely.intersects(line, other)) for other in others)
    shares = [step / 8 for step in range(1, 8)]
    steps = [(rim[0] + (end[0] - rim[0]) * share, rim[1] + (end[1] - rim[1]) * share) for share in shares]
    struck = sum(not room.is_free(Box.around(x, y, 1, 1)) for x, y in steps)
    return crossed * CROSSED + struck * STRUCK


def _toward(rim: tuple[float, float], box: Box) -> tuple[float, float]:
    """The point of a box that is nearest to a rim."""
    return min(max(rim[0], box.left), box.right), min(max(rim[1], box.top), box.bottom)


def _spot_of_number(sheet: Sheet, owner: Owner, room: Room, others: Sequence[BaseGeometry]) -> Stand:
    size = sheet.type.small * 1.35
    spot = best(owner, (size * 1.25, size), room, others, (*DISTANCES, *FARTHEST))
    if spot:
        return spot
    left, top, right, bottom = shapely.bounds(owner.shape)
    middle = (left + right) / 2, (top + bottom) / 2
    found = room.nearest(size * 1.25, size, middle, 1)
    box = found[0] if found else Box.around(*middle, size * 1.25, size)
    return Stand(box, middle, True, 0)


def leader(sheet: Sheet, spot: Stand) -> BaseGeometry:
    """Draw the hairline from a rim to its words."""
    end = _toward(spot.rim, spot.box)
    x, y = zip(spot.rim, end, strict=True)
    sheet.add(Line2D(x, y, color=INKS["quiet"], linewidth=0.45, zorder=2, solid_capstyle="butt"))
    return shapely.LineString([spot.rim, end])


def _paper(sheet: Sheet, box: Box, owner: Owner) -> None:
    """The ground of words, edged as what they are about: zones have square corners."""
    style = f"round,pad=0,rounding_size={box.height / (2 if owner.marks else 8):.3f}"
    sheet.add(
        FancyBboxPatch(
            (box.left, box.top),
            box.width,
            box.height,
            boxstyle=style,
            facecolor=INKS["paper"],
            edgecolor=owner.colour,
            linewidth=0.55,
            linestyle=(0, (2.5, 1.5)) if owner.dashed else "solid",
            zorder=3,
        )
    )


def _pill(sheet: Sheet, owner: Owner, box: Box) -> None:
    size = sheet.type.label
    _paper(sheet, box, owner)
    middle = (box.top + box.bottom) / 2
    end = _signs(sheet, owner.marks, box.left + 2.8, middle)
    sheet.write(end + 1.2, middle + size * 0.36, owner.label, size, role="label")


def _signs(sheet: Sheet, marks: Iterable[Mark], left: float, middle: float) -> float:
    """One small symbol for each look among some records; returns where they end."""
    size = sheet.type.label
    for mark in looks(marks):
        plain = Mark(**{**vars(mark), "vessels": 1})
        glyphs.draw(sheet, plain, left + size * 0.45, middle, size * 0.62)
        left += size
    return left


def _badge(sheet: Sheet, key: Key, box: Box) -> None:
    size, words = sheet.type.small, str(key.number)
    _paper(sheet, box, key.owner)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    sheet.write(x - width_of(words, size, "bold") / 2, y + size * 0.36, words, size, face="bold", role="label")


def key_list(sheet: Sheet, keys: Sequence[Key], top: float) -> float:
    """What the numbers stand for, from here down in columns of about the same height; returns where the list ends."""
    if not keys:
        return top
    size = sheet.type.small
    before = [size * (1.7 + len(looks(key.owner.marks))) + 1.5 for key in keys]
    widths = [space + width_of(key.owner.label, size) + GUTTER for key, space in zip(keys, before, strict=True)]
    columns = max(1, int(sheet.width // max((wide for wide in widths if wide <= sheet.width / 2), default=sheet.width)))
    cell, line = sheet.width / columns, size * sheet.type.leading
    told = [wrapped(key.owner.label, cell - space - GUTTER, size) for key, space in zip(keys, before, strict=True)]
    starts = _columns([len(lines) for lines in told], columns)
    for key, space, lines, (column, row) in zip(keys, before, told, starts, strict=True):
        x, y = column * cell, top + row * line
        sheet.write(x, y + size, f"{key.number}", size, face="bold")
        _signs(sheet, key.owner.marks, x + size * 1.7, y + size * 0.62)
        for number, words in enumerate(lines):
            sheet.write(x + space, y + size + number * line, words, size)
    rows = max(row + len(lines) for (_column, row), lines in zip(starts, told, strict=True))
    return top + rows * line + sheet.type.gap


def _columns(heights: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Column and row at which each entry begins, in order down one column after the other, none of them higher than it
    takes.
    """
    tries = (_filled(heights, height) for height in count(max(heights)))
    return next(starts for starts in tries if starts[-1][0] < most)


def _filled(heights: Sequence[int], height: int) -> list[tuple[int, int]]:
    """Column and row of each entry where no column is higher than that."""
    starts, column, row = [], 0, 0
    for lines in heights:
        if row + lines > height:
            column, row = column + 1, 0
        starts.append((column, row))
        row += lines
    return starts
