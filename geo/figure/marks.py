"""The records of a view as a figure draws them: as symbols, as areas that some share, and in trays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import schema, style, uncertainty, view, words
from geo.language import _, ngettext
from geo.maps.scene import TRAYS
from geo.places import POSSIBLY
from geo.view import View

COUNTED = frozenset({"strike", "part_of_operation", "interdiction"})
"""As what a record must be counted to be drawn in its kind's colour."""


CORNERS = 240
"""Of an area's outline: as round in print as it is."""


@dataclass(frozen=True)
class Mark:
    """What a record's symbol tells, and what it is called."""

    record: str
    title: str
    kind: str
    attribution: str
    role: str
    step: int
    """Index into the sizes by people killed."""
    vessels: int
    possible: bool
    """Whether the record only possibly answers what was asked."""
    theatre: str
    parent: str | None

    @property
    def counted(self) -> bool:
        """Whether any sum counts it."""
        return self.role in COUNTED

    @property
    def day(self) -> str:
        """The day with which its title begins."""
        return self.title.split(" · ")[0]


@dataclass(frozen=True)
class Spot:
    """Where records lie: a shape in EPSG:4326 with those that share it, in order of date."""

    shape: BaseGeometry
    marks: tuple[Mark, ...]
    radius_km: float | None
    """Of an area; None for a place."""

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of its middle; for reckoning, never drawn."""
        point = self.shape if self.radius_km is None else shapely.centroid(self.shape)
        return float(point.x), float(point.y)

    @property
    def label(self) -> str:
        """What stands on its rim: "3 strikes · ±350 km", or the day of the only record."""
        what = self.marks[0].day if len(self.marks) == 1 else counted(self.marks)
        if self.radius_km is None:
            return what
        return _("{what} · ±{km} km").format(what=what, km=words.bare(self.radius_km))


def counted(marks: Sequence[Mark]) -> str:
    """How many there are: "3 strikes", or "3 records" where not all are strikes."""
    if all(mark.role == "strike" for mark in marks):
        return ngettext("{n} strike", "{n} strikes", len(marks))
    return ngettext("{n} record", "{n} records", len(marks))


def marks(records: pd.DataFrame) -> list[Mark]:
    """One for each record, in their order."""
    names = ["id", "title", "kind", "attribution", "counted_as", "killed_min", "killed_max", "vessels", "answer"]
    columns = (map(schema.plain, records[name]) for name in [*names, "theatre", "parent"])
    return [
        Mark(
            record,
            title,
            kind,
            attribution,
            role,
            style.step(high or low),
            vessels or 0,
            answer == POSSIBLY,
            sea,
            parent,
        )
        for record, title, kind, attribution, role, low, high, vessels, answer, sea, parent in zip(
            *columns, strict=True
        )
    ]


def spots(shown: View) -> list[Spot]:
    """All that has a place: records that share centre and radius lie in one area, each other stands for itself."""
    records = shown.records[shown.records["lat"].notna()]
    grouped: dict[tuple[object, ...], list[Mark]] = {}
    shapes: dict[tuple[object, ...], tuple[BaseGeometry, float | None]] = {}
    columns = (records[name] for name in ("precision", "lon", "lat", "uncertainty_km"))
    rims = uncertainty.discs(records["lon"], records["lat"], records["uncertainty_km"], CORNERS)
    outlines = records.geometry.where(records["precision"] == "place", rims)
    for mark, shape, precision, *where in zip(marks(records), outlines, *columns, strict=True):
        area = precision == "area"
        key = (area, *where, None if area else mark.record)
        grouped.setdefault(key, []).append(mark)
        shapes[key] = (shape, float(where[2]) if area else None)
    return [Spot(shapes[key][0], tuple(held), shapes[key][1]) for key, held in grouped.items()]


@dataclass(frozen=True)
class Tray:
    """Records of which no more than a sea is known, or not even that."""

    theatre: str
    marks: tuple[Mark, ...]
    counts: view.Counts


def trays(shown: View) -> list[Tray]:
    """Those without a position by the sea that was named, in the order of the page's trays."""
    records = shown.records[shown.records["lat"].isna()]
    held = {theatre: records[records["theatre"] == theatre] for theatre in TRAYS}
    return [Tray(theatre, tuple(marks(rows)), view.count(rows)) for theatre, rows in held.items() if len(rows)]


def looks(marks: Iterable[Mark]) -> list[Mark]:
    """One mark for each look among them, at most three."""
    found = {(mark.kind, mark.attribution, mark.counted, mark.possible): mark for mark in marks}
    return list(found.values())[:3]
