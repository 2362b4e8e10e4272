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

PAD = 5.0
SCALE = 0.8
"""Size of a glyph in a tray, as a share of its size on the map."""
FLAT = 5.0
"""Columns to a row, about."""
LEAST_COLUMNS = 8
MOST_COLUMNS = 24


@dataclass(frozen=True)
class Panel:
    """A tray as it is to be set: its lines of words, its columns, and the room that they take."""

    tray: Tray
    lines: tuple[tuple[str, str], ...]
    """Face and words of each."""
    columns: int
    width: float
    height: float


def panel(sheet: Sheet, shown: View, tray: Tray, most_width: float, flat: float = FLAT) -> Panel:
    """A tray no wider than this; ``flat`` says how many columns it would like to a row."""
    size, cell, inner = sheet.type.small, sheet.type.cell, most_width - 2 * PAD
    count = len(tray.marks)
    least = min(LEAST_COLUMNS, int(inner // cell))
    columns = min(count, max(least, min(MOST_COLUMNS, int(inner // cell), ceil(sqrt(flat * count)))))
    title, tally = name(shown, tray), summary.tally(tray.counts)
    lines = [("bold", words) for words in wrapped(f"{title} — {_(NOTE)}", inner, size, "bold")]
    lines += [("plain", words) for words in wrapped(tally, inner, size)]
    narrow = max(columns * cell, min(inner, 17 * size))
    if narrow < inner:  # as narrow as its chart where the words then take no more than two lines each
        lines = [("bold", words) for words in wrapped(f"{title} — {_(NOTE)}", narrow, size, "bold")]
        lines += [("plain", words) for words in wrapped(tally, narrow, size)]
    width = max(columns * cell, *(width_of(words, size, face) for face, words in lines)) + 2 * PAD
    height = len(lines) * size * LEADING + ceil(count / columns) * cell + 2 * PAD
    return Panel(tray, tuple(lines), columns, width, height)


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
    for face, words in panel.lines:
        ink = INKS["ink"] if face == "bold" else INKS["quiet"]
        sheet.write(box.left + PAD, y + size * 0.95, words, size, face=face, ink=ink, role="tray")
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


def rows(panels: Sequence[tuple[float, float]], width: float, gap: float, top: float) -> tuple[list[Box], float]:
    """Boxes of these sizes side by side, in as many rows as it takes; and where the last row ends."""
    boxes: list[Box] = []
    left, row = 0.0, 0.0
    for wide, high in panels:
        if left and left + wide > width:
            left, top, row = 0.0, top + row + gap, 0.0
        boxes.append(Box(left, top, left + wide, top + high))
        left, row = left + wide + gap, max(row, high)
    return boxes, top + row
