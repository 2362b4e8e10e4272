"""Shape, colour and size of everything that is drawn; the only place for them.

Colours follow Okabe and Ito's palette, darkened for a light sea and lightened for a dark one, so that the
three kinds differ in hue, in lightness and in shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.language import N_


@dataclass(frozen=True)
class Mark:
    """How one kind is drawn: a shape and its colour on light and dark ground."""

    shape: str
    light: str
    dark: str


KINDS: Mapping[str, Mark] = MappingProxyType(
    {
        "boat_strike": Mark("circle", "#c8451b", "#f07a4a"),
        "land_strike": Mark("diamond", "#87418a", "#c990cc"),
        "interdiction": Mark("square", "#1b67a6", "#62abe6"),
    }
)

NEUTRAL = Mark("circle", "#5d6b73", "#a9b6bf")
"""The colours of records that no total counts; their shape is that of their kind."""

FILLS: Mapping[str, str] = MappingProxyType(
    {"confirmed": "solid", "claimed": "hollow", "contested": "half", "denied": "crossed"}
)

ZONES: Mapping[str, Mark] = MappingProxyType(
    {
        "warning": Mark("area", "#a86a00", "#e3b04b"),
        "limit": Mark("line", "#3f7fae", "#7fb4d8"),
    }
)

STRANGERS = (
    Mark("up", "#0b7a5c", "#35c79b"),
    Mark("cross", "#9a2f6a", "#f08cc0"),
    Mark("down", "#3c4fae", "#9aa8f5"),
    Mark("hexagon", "#8a6d00", "#e3c54a"),
    Mark("saltire", "#0e7490", "#5fd0e6"),
    Mark("right", "#7a4a1e", "#d9a066"),
    Mark("pentagon", "#4d7c0f", "#a3d65c"),
    Mark("left", "#b0285a", "#ff9aa8"),
    Mark("dot", "#5d6b73", "#a9b6bf"),
)
"""Rows of a reader's own file by the values of a column, the last for all other values: shapes that no record has."""


@dataclass(frozen=True)
class Step:
    """One step of symbol size: for at least ``killed`` people, a symbol ``pixels`` across."""

    killed: int
    pixels: int
    label: str
    """How many were killed; to be translated where it is shown."""


STEPS = (Step(0, 11, "0–3"), Step(4, 15, "4–9"), Step(10, 20, N_("10 or more")))


def step(killed: int | None) -> int:
    """Index into ``STEPS`` for a number of people killed; the smallest where it is not known."""
    return max(index for index, entry in enumerate(STEPS) if (killed or 0) >= entry.killed)


def colour(kind: str, dark: bool) -> str:
    """A kind's colour on dark or light ground."""
    return KINDS[kind].dark if dark else KINDS[kind].light
