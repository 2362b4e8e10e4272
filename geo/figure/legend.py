"""The legend of what a figure shows, and the scale of its map."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from math import cos, floor, log10, radians

from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle

from geo import filters, language, style
from geo.figure import glyphs
from geo.figure.marks import Mark
from geo.figure.mercator import Frame
from geo.figure.sheet import INKS, Box, Sheet, width_of
from geo.language import _
from geo.maps.scene import DEADLY
from geo.view import View

SAMPLE = Mark("", "", "boat_strike", "confirmed", "strike", 1, 1, False, "", None)
KEY = 11.0
"""Width of a sign, in points."""


@dataclass(frozen=True)
class _Entry:
    words: str
    sign: Callable[[Sheet, float, float], None] | None
    """Draws the sign with its middle here; None for the name of a group."""


def draw(
    sheet: Sheet, shown: View, marks: Iterable[Mark], areas: bool, zones: Collection[tuple[bool, bool]], top: float
) -> float:
    """Explain every sign that the figure holds, from here down; returns where it ends.

    ``zones`` are the sorts of those drawn, as ``Chart`` has them.
    """
    size = sheet.type.small
    x, y, space = 0.0, top, sheet.type.gap + 2
    row = max(size * sheet.type.leading, sheet.type.symbols[-1] + 1)
    for group in _groups(shown, list(marks), areas, zones):
        for index, entry in enumerate(group):
            bold = entry.sign is None
            width = width_of(entry.words, size, "bold" if bold else "plain") + (0 if bold else KEY + 2)
            reserve = _width(group[1], size) + 5 if index == 0 and len(group) > 1 else 0.0
            if x and x + width + reserve > sheet.width:
                x, y = 0.0, y + row
            if entry.sign:
                entry.sign(sheet, x + KEY / 2, y + size * 0.62)
            start = x if bold else x + KEY + 2
            face, ink = ("bold", INKS["quiet"]) if bold else ("plain", INKS["ink"])
            sheet.write(start, y + size, entry.words, size, face=face, ink=ink)
            x += width + (5 if bold else space)
        x += space / 2
    return y + size * sheet.type.leading + sheet.type.gap if x else top


def _width(entry: _Entry, size: float) -> float:
    return width_of(entry.words, size) + KEY + 2


def _groups(shown: View, marks: list[Mark], areas: bool, zones: Collection[tuple[bool, bool]]) -> list[list[_Entry]]:
    """Names of groups, each with its entries; groups without any are left out."""
    labels = filters.options(shown.dataset.package)
    kinds = [kind for kind in style.KINDS if any(mark.kind == kind for mark in marks)]
    stances = [value for value in style.FILLS if any(mark.attribution == value for mark in marks)]
    sample = replace(SAMPLE, kind=kinds[0]) if kinds else SAMPLE
    steps = sorted({mark.step for mark in marks if mark.role in DEADLY})
    told = [
        (_("Kind"), [_glyph(labels["kind"][kind], replace(sample, kind=kind)) for kind in kinds]),
        (
            _("Attribution"),
            [_glyph(labels["attribution"][value], replace(sample, attribution=value)) for value in stances],
        ),
        (_("Killed"), [_glyph(_(style.STEPS[step].label), replace(sample, step=step)) for step in steps]),
        (_("Place"), _place(sample, marks, areas)),
        (_("Zones"), _zones(shown, zones)),
    ]
    return [[_Entry(title, None), *entries] for title, entries in told if entries]


def _place(sample: Mark, marks: list[Mark], areas: bool) -> list[_Entry]:
    found = []
    if areas:
        found.append(_Entry(_("Within this area"), lambda sheet, x, y: _area(sheet, x, y, sample)))
    if any(mark.possible for mark in marks):
        found.append(_glyph(_("Only possibly"), replace(sample, possible=True)))
    if any(mark.vessels >= 2 for mark in marks):
        found.append(_glyph(_("Two vessels"), replace(sample, vessels=2)))
    if any(not mark.counted for mark in marks):
        found.append(_glyph(_("Not counted"), replace(sample, role="report", attribution="claimed")))
    return found


def _zones(shown: View, drawn: Collection[tuple[bool, bool]]) -> list[_Entry]:
    roles = shown.dataset.package["zones"]["role"].labels
    found = []
    if (False, False) in drawn:
        found.append(_Entry(roles["warning"], lambda sheet, x, y: _box(sheet, x, y, dashed=False)))
    if (False, True) in drawn:
        found.append(_Entry(_("Computed, illustrative"), lambda sheet, x, y: _box(sheet, x, y, dashed=True)))
    if any(limit for limit, _computed in drawn):
        found.append(_Entry(roles["limit"], _line))
    return found


def _glyph(words: str, mark: Mark) -> _Entry:
    def sign(sheet: Sheet, x: float, y: float) -> None:
        glyphs.draw(sheet, mark, x, y, sheet.type.symbols[mark.step] * 0.9)

    return _Entry(words, sign)


def _area(sheet: Sheet, x: float, y: float, mark: Mark) -> None:
    ink = glyphs.colour(mark)
    sheet.add(Circle((x, y), 4.2, facecolor=ink, alpha=0.15, linewidth=0, zorder=3))
    sheet.add(Circle((x, y), 3.2, facecolor="none", edgecolor=ink, linewidth=0.6, zorder=3))


def _box(sheet: Sheet, x: float, y: float, dashed: bool) -> None:
    ink = style.ZONES["warning"].light
    line = (0, (2.5, 1.5)) if dashed else "solid"
    sheet.add(Rectangle((x - 5, y - 3), 10, 6, facecolor=ink, alpha=0.15, linewidth=0, zorder=3))
    sheet.add(
        Rectangle((x - 5, y - 3), 10, 6, facecolor="none", edgecolor=ink, linestyle=line, linewidth=0.7, zorder=3)
    )


def _line(sheet: Sheet, x: float, y: float) -> None:
    ink = style.ZONES["limit"].light
    sheet.add(Line2D([x - 5, x + 5], [y, y], color=ink, linewidth=0.8, linestyle=(0, (2.5, 1.5)), zorder=3))


UNITS = {"nm": 1852.0, "km": 1000.0}
EQUATOR_M = 2 * 3.141592653589793 * 6_378_137.0
LONGEST = 0.22
"""Of the scale bar, as a share of the map's width."""


def scale(sheet: Sheet, frame: Frame) -> Box:
    """Set the scale bar, right at the middle latitude, into the map's lower left corner; returns its box."""
    size, left, bottom = sheet.type.small, frame.box.left + 6, frame.box.bottom - 5
    metres = EQUATOR_M / 360 * cos(radians(frame.middle_lat)) / frame.per_degree
    bars = []
    for unit, told in (("nm", _("{length} nm")), ("km", _("{length} km"))):
        length = _round(frame.box.width * LONGEST * metres / UNITS[unit])
        bars.append((told.format(length=language.number(length)), length * UNITS[unit] / metres))
    widths = [width_of(words, size) + 5 for words, _reach in bars]
    # Words that are longer than their bar stand clear of the tick at its end.
    clear = 2.6 if any(wide > reach for wide, (_words, reach) in zip(widths, bars, strict=True)) else 0.0
    middle = bottom - size - 1.2 - clear
    for (words, reach), side, baseline in zip(bars, (-1, 1), (middle - 1 - clear, bottom - 1.2), strict=True):
        x, y = [left, left, left + reach, left + reach], [middle + side * 3, middle, middle, middle + side * 3]
        sheet.add(Line2D(x, y, color=INKS["quiet"], linewidth=0.6, zorder=2))
        start = left if clear else left + 2.5
        sheet.write(start, baseline, words, size, ink=INKS["quiet"], halo=INKS["sea"], role="scale", order=3)
    longest = max(*widths, *(reach for _words, reach in bars))
    return Box(left - 3, middle - size - clear - 3.8, left + longest + 3, bottom + 3)


def _round(most: float) -> float:
    """The greatest of 1, 2, 5, 10, … that is not above this."""
    power = 10 ** floor(log10(most))
    found = next(digit for digit in (5, 2, 1) if digit * power <= most) * power
    return int(found) if found >= 1 else found
