"""Trays: records of which only a sea is known, or not even that, as a unit chart in a framed panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from matplotlib.patches import FancyBboxPatch

from geo import summary
from geo.figure import glyphs
from geo.figure.marks import Tray
from geo.figure.sheet import INKS, LEADING, Box, Sheet, width_of, wrapped
from geo.language import _
from geo.maps.scene import NOTE, UNDISCLOSED
from geo.view import View

PAD = 4.5
SCALE = 0.8
"""Size of a glyph in a tray, as a share of its size on the map."""
LEAST_COLUMNS = 8
MOST_COLUMNS = 24


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


def panel(sheet: Sheet, shown: View, tray: Tray, most_width: float, flat: float) -> Panel:
    """A tray to stand in open water, as narrow as its words and its chart allow.

    ``flat`` says how many columns it would like to a row.
    """
    size, cell, inner = sheet.type.small, sheet.type.cell, most_width - 2 * PAD
    count = len(tray.marks)
    columns = min(count, max(LEAST_COLUMNS, min(MOST_COLUMNS, int(inner // cell), ceil(sqrt(flat * count)))))
    lines = _lines(shown, tray, max(columns * cell, width_of(_(NOTE), size) + 1), size)
    width = max(columns * cell, *(_width(line, size) for line in lines)) + 2 * PAD
    return Panel(tray, lines, columns, width, _height(sheet, lines, count, columns))


def wide_panel(sheet: Sheet, shown: View, tray: Tray, width: float) -> Panel:
    """A tray to stand below the map, exactly so wide."""
    size, inner, count = sheet.type.small, width - 2 * PAD, len(tray.marks)
    columns = min(count, int(inner // sheet.type.cell))
    head: Line = (("bold", name(shown, tray)), ("plain", f" — {_(NOTE)}"))
    whole: Line = (*head, ("plain", f" — {summary.tally(tray.counts)}"))
    lines: tuple[Line, ...] = (whole,)
    if _width(whole, size) > inner:
        lines = (head, *((("plain", line),) for line in _tally(tray, inner, size)))
    if max(_width(line, size) for line in lines) > inner:
        lines = _lines(shown, tray, inner, size)
    return Panel(tray, lines, columns, width, _height(sheet, lines, count, columns))


def _lines(shown: View, tray: Tray, width: float, size: float) -> tuple[Line, ...]:
    told = (("bold", name(shown, tray)), ("plain", _(NOTE)))
    head = [((face, line),) for face, words in told for line in wrapped(words, width, size, face)]
    return (*head, *((("plain", line),) for line in _tally(tray, width, size)))


def _tally(tray: Tray, width: float, size: float) -> list[str]:
    """What the tray's records add up to, broken between its parts where they are short enough."""
    told = summary.tally(tray.counts)
    parts = told.replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}", " ·  ").split("  ")
    if any(width_of(part, size) > width for part in parts):
        return wrapped(told, width, size)
    return wrapped(" ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts), width, size)


def _width(line: Line, size: float) -> float:
    return sum(width_of(words, size, face) for face, words in line)


def _height(sheet: Sheet, lines: Sequence[Line], count: int, columns: int) -> float:
    return len(lines) * sheet.type.small * LEADING + ceil(count / columns) * sheet.type.cell + 2 * PAD


def name(shown: View, tray: Tray) -> str:
    """What the tray's sea is called."""
    if tray.theatre == "undisclosed":
        return _(UNDISCLOSED)
    return shown.dataset.package["incidents"]["theatre"].labels[tray.theatre]


def draw(sheet: Sheet, panel: Panel, box: Box) -> None:
    """Set a tray into its box: words, then a glyph a record in order of date."""
    size, cell = sheet.type.small, sheet.type.cell
    frame(sheet, box)
    y = box.top + PAD
    for line in panel.lines:
        x = box.left + PAD
        for face, words in line:
            ink = INKS["ink"] if face == "bold" else INKS["quiet"]
            sheet.write(x, y + size * 0.95, words, size, face=face, ink=ink, role="tray")
            x += width_of(words, size, face)
        y += size * LEADING
    for index, mark in enumerate(panel.tray.marks):
        row, column = divmod(index, panel.columns)
        x = box.left + PAD + (column + 0.5) * cell
        glyphs.draw(sheet, mark, x, y + (row + 0.5) * cell + 1, sheet.type.symbols[mark.step] * SCALE)


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


def grid(sizes: Sequence[tuple[float, float]], width: float, gap: float, top: float) -> tuple[list[Box], float]:
    """Boxes of these widths and heights side by side, in as many rows as it takes, each row as high as its highest;
    and where what comes next begins.
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
        top = bottom + gap
    return boxes, top
