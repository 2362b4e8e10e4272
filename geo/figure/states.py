"""Names of the states whose land the records reach: readers look for them, so they find room before all other words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from geo import coast
from geo.figure import ground, labels
from geo.figure.labels import Owner
from geo.figure.marks import Spot
from geo.figure.mercator import Frame
from geo.figure.room import Room
from geo.figure.sheet import INKS, Box, Sheet, width_of

REACH_DEG = 0.25
"""A record that lies so near reaches a state's land: its symbol stands on its coast."""
MOST = {False: 3, True: 2}
"""Names on a wide and on a narrow sheet."""
ISLAND = 24.0
"""Points: the name of a state that is smaller on the map stands beside it."""
AWAY = (0.0, 5.0, 11.0, 18.0, 26.0, 36.0)
"""Points from an island to its name."""
SIZE = 6.0
SHORT = 12
"""Signs of a name that is set on one line."""


def name(sheet: Sheet, frame: Frame, spots: Sequence[Spot], room: Room) -> dict[str, BaseGeometry]:
    """Name the states that most records reach and close the ground under the names; what was drawn, by English name."""
    due = [state for state, _count in _reached(spots).most_common() if state in _labels()]
    found: dict[str, BaseGeometry] = {}
    for state in due:
        drawn = _set(sheet, frame, state, room, [*found.values()])
        if drawn is not None:
            found[state] = drawn
        if len(found) == MOST[sheet.narrow]:
            break
    return found


def _reached(spots: Sequence[Spot]) -> Counter[str]:
    """How many records may lie on the land of each state, or at its coast."""
    found: Counter[str] = Counter()
    tree, owners = _land()
    for spot in spots:
        near = tree.query(spot.shape, predicate="dwithin", distance=REACH_DEG)
        found.update(dict.fromkeys(owners[near], len(spot.marks)))
    return found


@cache
def _land() -> tuple[STRtree, NDArray[np.object_]]:
    """All pieces of land, and the English name of the state or territory of each."""
    world = coast.world()
    names = [name.partition(" (")[0] for name in world.names]
    return STRtree(world.polygons), np.array(names, dtype=object)[world.polygon_state]


@cache
def _labels() -> Mapping[str, Mapping[str, Any]]:
    """The base map's labels of states and territories by their English name."""
    return MappingProxyType({label["name"]: label for label in ground.labels() if label["kind"] == "country"})


def _set(sheet: Sheet, frame: Frame, state: str, room: Room, others: Sequence[BaseGeometry]) -> BaseGeometry | None:
    """Set a name on a land that is large enough, or beside an island; None where it found no room."""
    label, island = _labels()[state], _largest(frame, state)
    left, _top, right, _bottom = shapely.bounds(island)
    if right - left >= ISLAND:
        box = ground.name(sheet, frame, room, label)
        return box and shapely.box(*box)
    if not frame.box.holds(Box(*shapely.bounds(island))):
        return None
    lines = _lines(ground.words_of(label))
    size = max(width_of(line, SIZE) for line in lines), len(lines) * SIZE * 1.15
    stand = labels.best(Owner(state, (), island, INKS["quiet"]), size, room, others, AWAY)
    if stand is None:
        return None
    room.close(stand.box.grown(1.5))
    drawn = [shapely.box(*stand.box), *([labels.leader(sheet, stand)] if stand.away else [])]
    for number, line in enumerate(lines, 1):
        baseline = stand.box.top + SIZE * (1.15 * number - 0.25)
        left = (stand.box.left + stand.box.right - width_of(line, SIZE)) / 2
        sheet.write(left, baseline, line, SIZE, ink=INKS["quiet"], halo=INKS["sea"], role="name", order=1)
    return shapely.GeometryCollection(drawn)


def _largest(frame: Frame, state: str) -> BaseGeometry:
    """The largest piece of a state's land, on the sheet."""
    tree, owners = _land()
    return frame.shape(max(tree.geometries[owners == state], key=shapely.area))


def _lines(words: str) -> list[str]:
    """A name on one line or, where it is long, on two of about the same length."""
    breaks = [at for at, sign in enumerate(words) if sign == " "]
    if len(words) <= SHORT or not breaks:
        return [words]
    middle = min(breaks, key=lambda at: abs(2 * at + 1 - len(words)))
    return [words[:middle], words[middle + 1 :]]
