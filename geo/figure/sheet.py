"""The sheet that a figure is drawn on: its measures, type and inks, and how words are set on it.

All lengths are in points, 72 to the inch; x runs to the right and y down from the upper left corner of what is set: a
margin lies around it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

# Set once, for the whole process and before anything is drawn: a matplotlibrc of the machine would change the bytes,
# and the settings of matplotlib belong to no thread.
matplotlib.rcdefaults()
matplotlib.rcParams.update(
    {
        "svg.hashsalt": "maritime-operations-map",
        "svg.fonttype": "path",  # looks the same where the typeface is missing; the PDF holds its words as text
        "pdf.fonttype": 42,
        "text.hinting": "none",
        "text.parse_math": False,  # a dollar sign in a record is a dollar sign
        "path.simplify": False,
        "hatch.linewidth": 0.4,
    }
)

POINTS_PER_MM = 72 / 25.4
MARGIN_MM = 2.5
"""On every side: what stands at the edge of a page is cut off by a printer, and by many a layout."""
NARROW_MM = 120
"""Width below which a sheet is set as a column."""

INKS: Mapping[str, str] = MappingProxyType(
    {
        "sea": "#dde7ed",
        "land": "#efebe3",
        "coast": "#aaa598",
        "border": "#cdc7b9",
        "ink": "#1e2a31",
        "quiet": "#55636c",
        "name": "#857d6e",
        "sea-name": "#6d8ea5",
        "paper": "#fcfbf8",
        "panel": "#fcfcfa",
        "frame": "#b9c7cf",
        "neutral": "#5d6b73",
    }
)
"""Those of the map on the page, in its light theme: see geo/maps/map.css."""

_FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FACES: Mapping[str, FontProperties] = MappingProxyType(
    {
        "plain": FontProperties(fname=_FOLDER / "DejaVuSans.ttf"),
        "bold": FontProperties(fname=_FOLDER / "DejaVuSans-Bold.ttf"),
        "italic": FontProperties(fname=_FOLDER / "DejaVuSans-Oblique.ttf"),
    }
)
MISSING = "\N{REPLACEMENT CHARACTER}"


class Box(NamedTuple):
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> "Box":
        """The box of this size with its middle here."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def grown(self, by: float) -> "Box":
        """Larger by so much on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def touches(self, other: "Box") -> bool:
        """Whether the two share some ground."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True)
class Type:
    """Sizes of type, and of what goes with it."""

    title: float
    deck: float
    small: float
    """The smallest size that is set: 6 points can still be read in print."""
    label: float
    symbols: tuple[float, float, float]
    """Diameters of symbols by step of people killed."""
    cell: float
    """Width and height of one glyph's place in a tray."""
    gap: float
    """Between two parts of the sheet."""
    leading: float
    """Distance between two lines, as a share of the type's size: short lines may stand closer."""


PAGE = Type(10.6, 7.5, 6.5, 6.5, (5.0, 7.0, 9.4), 8.4, 7, 1.3)
COLUMN = Type(9, 6.3, 6, 6, (4.0, 5.6, 7.6), 7.0, 4.2, 1.2)


class Sheet:
    """A figure under way: artists are added from the top down, and the height is known at the end."""

    def __init__(self, width_mm: float, margin_mm: float = MARGIN_MM) -> None:
        self.margin = margin_mm * POINTS_PER_MM
        self.width = width_mm * POINTS_PER_MM - 2 * self.margin
        """Between the margins."""
        self.narrow = width_mm < NARROW_MM
        self.type = COLUMN if self.narrow else PAGE
        self.figure = Figure(facecolor="white", dpi=72)
        self._panels: list[tuple[Axes, Box | None]] = []
        self.page = self._axes(None, 10)

    def panel(self, box: Box) -> Axes:
        """Axes of this box, below the page's own; what reaches beyond the box is cut off. Units are the sheet's."""
        return self._axes(box, len(self._panels))

    def _axes(self, box: Box | None, order: int) -> Axes:
        axes = self.figure.add_axes((0, 0, 1, 1), zorder=order)
        axes.set_axis_off()
        axes.patch.set_visible(False)
        self._panels.append((axes, box))
        return axes

    def finish(self, height: float) -> Figure:
        """The figure, cut to the height of what is set and its margins."""
        whole = Box(0, 0, self.width, height).grown(self.margin)
        self.figure.set_size_inches(whole.width / 72, whole.height / 72)
        for axes, box in self._panels:
            left, top, right, bottom = box or whole
            axes.set_xlim(left, right)
            axes.set_ylim(bottom, top)
            axes.set_position(
                (
                    (left - whole.left) / whole.width,
                    (whole.bottom - bottom) / whole.height,
                    (right - left) / whole.width,
                    (bottom - top) / whole.height,
                )
            )
        return self.figure

    def add(self, artist: Artist, axes: Axes | None = None) -> None:
        """Add what is neither text nor data: nothing is scaled to fit it."""
        (axes or self.page).add_artist(artist)

    def write(
        self,
        x: float,
        baseline: float,
        words: str,
        size: float,
        *,
        face: str = "plain",
        ink: str = INKS["ink"],
        halo: str | None = None,
        role: str = "text",
        order: float = 5,
    ) -> None:
        """One line of words from here to the right. ``role`` names what they are, for those who look for it."""
        effects = [withStroke(linewidth=1.6, foreground=halo)] if halo else None
        line = Text(
            x,
            baseline,
            printable(words),
            fontproperties=FACES[face],
            fontsize=size,
            color=ink,
            va="baseline",
            parse_math=False,
            gid=role,
            zorder=order,
            path_effects=effects,
        )
        self.page.add_artist(line)

    def paragraph(self, box: Box, words: str, size: float, *, face: str = "plain", ink: str = INKS["ink"]) -> float:
        """Words as a block at the top of the box, as wide as it; returns where it ends."""
        lines, leading = wrapped(words, box.width, size, face), self.type.leading
        for number, line in enumerate(lines):
            self.write(box.left, box.top + size * (0.95 + leading * number), line, size, face=face, ink=ink)
        return box.top + size * leading * len(lines)


def printable(words: str) -> str:
    """The words as the typeface can set them, on one line: what it lacks is marked."""
    return "".join(" " if sign.isspace() else sign if sign in _signs() else MISSING for sign in words)


@cache
def _signs() -> frozenset[str]:
    """What the typeface can set."""
    known = map(chr, get_font(_FOLDER / "DejaVuSans.ttf").get_charmap())
    return frozenset(sign for sign in known if sign.isprintable())


def width_of(words: str, size: float, face: str = "plain") -> float:
    """How wide a line of words is."""
    return _unit_width(printable(words), face) * size


@lru_cache(maxsize=16384)
def _unit_width(words: str, face: str) -> float:
    """How wide words are as a share of their size."""
    if not words:
        return 0.0
    font = FACES[face].copy()
    font.set_size(100)
    return float(text_to_path.get_text_width_height_descent(words, font, False)[0]) / 100


def wrapped(words: str, width: float, size: float, face: str = "plain", indent: float = 0) -> list[str]:
    """Words as lines that are no wider than this, the first by ``indent`` less, and empty where no word fits it; a word
    that is wider is broken.
    """
    lines = [""] if indent else []
    space, left = width_of("\N{NO-BREAK SPACE}", size, face), width - indent
    for word in _pieces(words.split(" "), width, size, face):
        wide = width_of(word, size, face)
        if lines and not lines[-1] and left >= wide:
            lines[-1] = word
            left -= wide
        elif lines and lines[-1] and left >= space + wide:
            lines[-1] += f" {word}"
            left -= space + wide
        else:
            lines.append(word)
            left = width - wide
    return lines


def _pieces(words: Iterable[str], width: float, size: float, face: str) -> Iterable[str]:
    for word in words:
        rest = word
        while width_of(rest, size, face) > width and len(rest) > 1:
            most = max(1, int(len(rest) * width / width_of(rest, size, face)) - 1)
            yield rest[:most]
            rest = rest[most:]
        yield rest
