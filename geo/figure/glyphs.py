"""Symbols as paths: shape and colour by kind, fill by attribution, size by people killed. As on the page."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from geo import style
from geo.figure.marks import Mark
from geo.figure.sheet import INKS, Sheet

POSSIBLE_ALPHA = 0.55
SECOND = 0.42
"""Size of the dot that stands for a second vessel, as a share of the symbol's."""


def colour(mark: Mark) -> str:
    """The kind's colour; neutral for what no sum counts."""
    return style.colour(mark.kind, dark=False) if mark.counted else INKS["neutral"]


def shared_colour(marks: Iterable[Mark]) -> str:
    """The colour of an area: its records' kind, neutral where they are of several."""
    kinds = {mark.kind for mark in marks}
    return style.colour(kinds.pop(), dark=False) if len(kinds) == 1 else INKS["neutral"]


def draw(
    sheet: Sheet, mark: Mark, x: float, y: float, diameter: float, *, axes: Axes | None = None, order: float = 4
) -> None:
    """The symbol of a record with its middle here; on a map (with ``axes``) it has a halo of paper."""
    radius, ink, pen = diameter / 2, colour(mark), max(0.55, diameter * 0.11)
    whole, half, strokes = (_at(path, x, y) for path in SHAPES[style.KINDS[mark.kind].shape](radius))
    fill = style.FILLS[mark.attribution]
    alpha = POSSIBLE_ALPHA if mark.possible else None
    dashes: str | tuple[float, tuple[float, float]] = "solid"
    if mark.possible:
        dashes = (0, (1.0, 1.3))
    elif not mark.counted:
        dashes = (0, (2.0, 1.2))

    def patch(path: Path, face: str, edge: str, width: float, above: float, **more: object) -> None:
        sheet.add(PathPatch(path, facecolor=face, edgecolor=edge, linewidth=width, zorder=order + above, **more), axes)

    if axes is not None:
        patch(whole, INKS["paper"], INKS["paper"], 2.2 * pen, 0, joinstyle="round")
    body = ink if fill == "solid" else INKS["paper"]
    patch(whole, body, ink, pen, 0.01, joinstyle="round", linestyle=dashes, alpha=alpha)
    if fill == "half":
        patch(half, ink, "none", 0, 0.02, alpha=alpha)
    if fill == "crossed":
        patch(strokes, "none", ink, pen, 0.02, alpha=alpha)
    if mark.vessels >= 2:
        away, size = radius * 0.95 + 0.3, max(0.9, radius * SECOND)
        patch(disc(size, x + away, y - away), ink, INKS["paper"], 0.5, 0.03)


def _at(path: Path, x: float, y: float) -> Path:
    return _moved(path, 1.0, x, y)


def _moved(path: Path, by: float, x: float = 0.0, y: float = 0.0) -> Path:
    """A path as large by so much as it was, and then moved."""
    return Path(np.asarray(path.vertices, "float64") * by + np.array([x, y]), path.codes)


def disc(radius: float, x: float = 0.0, y: float = 0.0) -> Path:
    """A circle round here."""
    return _moved(Path.unit_circle(), radius, x, y)


def _polygon(*corners: tuple[float, float]) -> Path:
    return Path([*corners, corners[0]], closed=True)


def _cross(reach: float) -> Path:
    codes = [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO]
    return Path([(-reach, -reach), (reach, reach), (-reach, reach), (reach, -reach)], codes)


def _left_half(radius: float) -> Path:
    return _moved(Path.arc(90, 270), radius)


def _square(radius: float) -> tuple[Path, Path, Path]:
    side = radius * 0.88
    left = _polygon((-side, -side), (0, -side), (0, side), (-side, side))
    return _polygon((-side, -side), (side, -side), (side, side), (-side, side)), left, _cross(side)


def _diamond(radius: float) -> tuple[Path, Path, Path]:
    reach = radius * 1.22
    left = _polygon((0, -reach), (0, reach), (-reach, 0))
    return _polygon((0, -reach), (reach, 0), (0, reach), (-reach, 0)), left, _cross(reach / 2)


SHAPES: Mapping[str, Callable[[float], tuple[Path, Path, Path]]] = MappingProxyType(
    {
        "circle": lambda radius: (disc(radius), _left_half(radius), _cross(radius * 0.7)),
        "square": _square,
        "diamond": _diamond,
    }
)
"""Shapes of the same visual weight for one radius: the whole, its left half, and the strokes of a cross."""
