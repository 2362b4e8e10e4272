"""Trays: records of which only a sea is known, or not even that, as a unit chart in a framed panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from matplotlib.patches import FancyBboxPatch

from geo import summary
from geo.figure import glyphs
from geo.figure.marks import Tray
from geo.figure.sheet import INKS, Box, Sheet, width_of, wrapped
from geo.language import _
from geo.maps.scene import NOTE, UNDISCLOSED
from geo.view import View

PAD = 4.5
SCALE = 0.8
"""Size of a glyph in a tray, as a share of its size on the map."""
LEAST_COLUMNS = 8
MOST_COLUMNS = 24
BESIDE, BERTH_GAP, ROW_GAP = 5.0, 14.0, 1.8
"""On the shelf: between words and the symbols behind them, between two trays of a row, and between rows."""

Line = tuple[tuple[str, str], ...]
"""Runs of words that stand on one line, each with its face."""


@dataclass(frozen=True)
class Panel:
    """A tray as it is to be set: its lines of words, its columns, and the room that they take."""

    tray: Tray
    lines: tuple[Line, ...]
    columns: int
    width: float
    height: float


@dataclass(frozen=True)
class Berth:
    """A tray's place on the shelf."""

    tray: Tray
    lines: tuple[Line, ...]
    columns: int
    beside: float
    """How far from its left edge symbols begin that stand behind the words; 0 where they stand below."""
    width: float
    height: float


def panel(sheet: Sheet, shown: View, tray: Tray, most_width: float, flat: float) -> Panel:
    """A tray to stand in open water, as narrow as its words and its chart allow.

    ``flat`` says how many columns it would like to a row.
    """
    size, cell, inner = sheet.type.small, sheet.type.cell, most_width - 2 * PAD
    count = len(tray.marks)
    columns = min(count, max(LEAST_COLUMNS, min(MOST_COLUMNS, int(inner // cell), ceil(sqrt(flat * count)))))
    told: Line = (("bold", name(shown, tray)), ("plain", _(NOTE)))
    lines = _lines(told, tray, max(columns * cell, width_of(_(NOTE), size) + 1), size)
    width = max(columns * cell, *(_width(line, size) for line in lines)) + 2 * PAD
    return Panel(tray, lines, columns, width, _height(sheet, lines, count, columns))


def shelf(sheet: Sheet, shown: View, held: Sequence[Tray], top: float) -> float:
    """Set the trays that found no room on the map into one panel below it; returns where it ends."""
    if not held:
        return top
    size, inner = sheet.type.small, sheet.width - 2 * PAD
    title = wrapped(_("Position never published: one symbol a record, in order of date"), inner, size)
    places = [_berth(sheet, shown, tray, inner) for tray in held]
    first = top + PAD + len(title) * size * sheet.type.leading + ROW_GAP
    boxes, after = grid([(place.width, place.height) for place in places], inner, BERTH_GAP, first, ROW_GAP)
    frame(sheet, Box(0, top, sheet.width, after - ROW_GAP + PAD))
    for number, line in enumerate(title):
        sheet.write(
            PAD, top + PAD + size * (0.95 + sheet.type.leading * number), line, size, ink=INKS["quiet"], role="tray"
        )
    for place, box in zip(places, boxes, strict=True):
        _fill(sheet, place, PAD + box.left, box.top)
    return after - ROW_GAP + PAD + sheet.type.gap


def _berth(sheet: Sheet, shown: View, tray: Tray, most_width: float) -> Berth:
    """A tray's place on the shelf: its symbols behind its words where they fit on their last line, else below."""
    size, cell, leading, count = sheet.type.small, sheet.type.cell, sheet.type.leading, len(tray.marks)
    head = (("bold", name(shown, tray)), ("plain", "  "))
    first, *rest = _tally(tray, most_width, size, _width(head, size))
    lines: tuple[Line, ...] = ((*head, ("plain", first)), *((("plain", line),) for line in rest))
    wide, beside = max(_width(line, size) for line in lines), _width(lines[-1], size) + BESIDE
    if beside + count * cell <= most_width:
        height = (len(lines) - 1) * size * leading + max(size * leading, cell)
        return Berth(tray, lines, count, beside, max(wide, beside + count * cell), height)
    columns = min(count, int(most_width // cell))
    height = len(lines) * size * leading + ceil(count / columns) * cell
    return Berth(tray, lines, columns, 0, max(wide, columns * cell), height)


def _fill(sheet: Sheet, place: Berth, left: float, top: float) -> None:
    size, cell, leading = sheet.type.small, sheet.type.cell, sheet.type.leading
    bottom = _write(sheet, place.lines, left, top)
    above = (cell + size * leading) / 2 if place.beside else 0
    _glyphs(sheet, place.tray, place.columns, left + place.beside, bottom - above)


def _lines(told: Line, tray: Tray, width: float, size: float) -> tuple[Line, ...]:
    """What the tray is called, then what its records add up to."""
    head = [((face, line),) for face, words in told for line in wrapped(words, width, size, face)]
    return (*head, *((("plain", line),) for line in _tally(tray, width, size)))


def _tally(tray: Tray, width: float, size: float, indent: float = 0) -> list[str]:
    """What the tray's records add up to, broken between its parts where they are short enough."""
    told = summary.tally(tray.counts)
    parts = told.replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}", " ·  ").split("  ")
    if any(width_of(part, size) > width for part in parts):
        return wrapped(told, width, size, indent=indent)
    return wrapped(" ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts), width, size, indent=indent)


def _width(line: Line, size: float) -> float:
    return sum(width_of(words, size, face) for face, words in line)


def _height(sheet: Sheet, lines: Sequence[Line], count: int, columns: int) -> float:
    return len(lines) * sheet.type.small * sheet.type.leading + ceil(count / columns) * sheet.type.cell + 2 * PAD


def name(shown: View, tray: Tray) -> str:
    """What the tray's sea is called."""
    if tray.theatre == "undisclosed":
        return _(UNDISCLOSED)
    return shown.dataset.package["incidents"]["theatre"].labels[tray.theatre]


def draw(sheet: Sheet, panel: Panel, box: Box) -> None:
    """Set a tray into its box: words, then a glyph a record in order of date."""
    frame(sheet, box)
    bottom = _write(sheet, panel.lines, box.left + PAD, box.top + PAD)
    _glyphs(sheet, panel.tray, panel.columns, box.left + PAD, bottom + 1)


def _write(sheet: Sheet, lines: Sequence[Line], left: float, top: float) -> float:
    """Set lines of words from here down; returns where they end."""
    size, y = sheet.type.small, top
    for line in lines:
        x = left
        for face, words in line:
            ink = INKS["ink"] if face == "bold" else INKS["quiet"]
            sheet.write(x, y + size * 0.95, words, size, face=face, ink=ink, role="tray")
            x += width_of(words, size, face)
        y += size * sheet.type.leading
    return y


def _glyphs(sheet: Sheet, tray: Tray, columns: int, left: float, top: float) -> None:
    cell = sheet.type.cell
    for index, mark in enumerate(tray.marks):
        row, column = divmod(index, columns)
        middle = left + (column + 0.5) * cell, top + (row + 0.5) * cell
        glyphs.draw(sheet, mark, *middle, sheet.type.symbols[mark.step] * SCALE)


def frame(sheet: Sheet, box: Box) -> None:
    """A panel's ground and its edge."""
    sheet.add(
        FancyBboxPatch(
            (box.left, box.top),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=2",
            facecolor=INKS["panel"],
            edgecolor=INKS["frame"],
            linewidth=0.6,
            zorder=2.5,
        )
    )


def grid(
    sizes: Sequence[tuple[float, float]], width: float, gap: float, top: float, below: float | None = None
) -> tuple[list[Box], float]:
    """Boxes of these widths and heights side by side, in as many rows as it takes, each row as high as its highest;
    and where what comes next begins. Rows are ``below`` apart, or as far as boxes.
    """
    rows: list[list[tuple[float, float]]] = []
    for size in sizes:
        if not rows or sum(wide + gap for wide, _high in rows[-1]) + size[0] > width + 0.01:
            rows.append([])
        rows[-1].append(size)
    boxes: list[Box] = []
    for row in rows:
        left, bottom = 0.0, top + max(high for _wide, high in row)
        for wide, _high in row:
            boxes.append(Box(left, top, left + wide, bottom))
            left += wide + gap
        top = bottom + (gap if below is None else below)
    return boxes, top
