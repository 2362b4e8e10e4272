"""What is shown: the one pipeline from records and filters to everything that is drawn or taken away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo import answers, filters, known, language, places, schema, words
from geo.answers import Answers
from geo.dataset import Dataset, Entry
from geo.filters import Filters
from geo.known import Known
from geo.language import _
from geo.places import LEVELS, SURELY, Locus, Place
from geo.waters import Lens

PLACED = {"place": "placed", "area": "areas", "theatre": "unplaced", "none": "unplaced"}
"""How a record of each precision is counted."""


@dataclass(frozen=True)
class Counts:
    """Totals of some records. Strikes, vessels and killed count only what is counted as a strike."""

    records: int
    strikes: int
    interdictions: int
    targets: int
    """Reported targets of an operation that is counted once, as a whole."""
    others: int
    """Records that are none of these: candidate sites, denied attributions, finds, reports, vessels let pass."""
    vessels: int
    """Vessels struck."""
    killed_min: int
    killed_max: int
    """Upper bound; a strike without an upper figure adds its lower one."""
    killed_open: int
    """Strikes that have no upper figure of the killed."""
    killed_unstated: int
    """Strikes of which no figure of the killed was stated at all."""
    placed: int
    areas: int
    unplaced: int
    first: date | None
    last: date | None

    @property
    def killed(self) -> str:
        """The bounds as they read: "215–238"; "not stated" where no strike has a figure."""
        if self.strikes and self.killed_unstated == self.strikes:
            return _("not stated")
        return words.span(self.killed_min, self.killed_max)

    @property
    def killed_words(self) -> str:
        """The bounds with their noun: "215–238 killed", "killed not stated"."""
        if self.strikes and self.killed_unstated == self.strikes:
            return _("killed not stated")
        return words.killed(self.killed_min, self.killed_max)


@dataclass(frozen=True)
class View:
    """One choice of records, ready to be drawn, listed and exported. Nobody changes its frames."""

    dataset: Dataset
    filters: Filters
    known: Known
    """What was public on the day asked for."""
    masks: Mapping[str, NDArray[np.bool_]]
    """By the name of each filter that is not open, but for period and place: which known records it lets through."""
    found: Answers
    """Whether each known record answers the period and places asked for."""
    language: str
    """In which its answers are told: that spoken when the view was built, whoever looks at it first."""

    @cached_property
    def records(self) -> gpd.GeoDataFrame:
        """The chosen revisions, by date and id, with ``answer`` and ``answer_reason``, and a geometry in EPSG:4326: a
        point, an area, or None where no position was published.
        """
        with language.spoken(self.language):
            reasons = answers.reasons(self.known, self.found, self._shown)
        return self._told(self._shown, self.found.level[self._shown], reasons)

    @cached_property
    def _shown(self) -> NDArray[np.int64]:
        """Where the records shown stand among those known."""
        return np.flatnonzero(_all(self.masks, self.total) & self._wanted)

    @cached_property
    def anytime(self) -> gpd.GeoDataFrame:
        """As ``records``, for all that every filter but the period chooses: the answers are those to the places
        alone, and records of either answer are among them.
        """
        with language.spoken(self.language):
            reasons = [self.found.by_place[row].reason for row in self.rows]
        return self._told(self.rows, self.found.of_place[self.rows], reasons)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Where the records of ``anytime`` stand among those known."""
        return np.flatnonzero(_all(self.masks, self.total) & (self.found.of_place > 0))

    @cached_property
    def levels(self) -> NDArray[np.int64]:
        """For each known record whether it is shown, and surely (2) or possibly (1) answers; 0 where only the period
        leaves it out, -1 where another filter does.
        """
        levels = np.full(self.total, -1)
        levels[self.rows] = np.where(self._wanted, self.found.level, 0)[self.rows]
        return levels

    @cached_property
    def _wanted(self) -> NDArray[np.bool_]:
        wanted = [LEVELS[answer] for answer in self.filters.answer or filters.ANSWERS]
        return np.isin(self.found.level, wanted)

    def _told(self, rows: NDArray[np.int64], levels: NDArray[np.int64], why: list[str]) -> gpd.GeoDataFrame:
        chosen = self.known.records.iloc[rows].reset_index(drop=True)
        return chosen.assign(answer=[answers.BY_LEVEL[int(level)] for level in levels], answer_reason=why)

    @cached_property
    def zones(self) -> gpd.GeoDataFrame:
        """Zones in force in the period, with geometry and its ``basis`` (official or computed); both None
        without an outline.
        """
        in_force: gpd.GeoDataFrame = self.zones_anytime[self._in_force(self.filters.start, self.filters.end)]
        return in_force.reset_index(drop=True)

    @property
    def zones_anytime(self) -> gpd.GeoDataFrame:
        """As ``zones``, in force on whatever day."""
        return self.known.zones

    def _in_force(self, start: date | None, end: date | None) -> NDArray[np.bool_]:
        """Which of the zones were in force on some day of a period, which may be open."""
        return self.known.zone_days.touch(known.number(start, known.EARLIEST), known.number(end, known.LATEST))

    @property
    def total(self) -> int:
        """Records known on the day asked for, before any other filter."""
        return len(self.known.records)

    @cached_property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """For each choice, by its values, how many records it would show by itself under all other filters."""
        options = filters.options(self.dataset.package)
        return {name: self._facet(name, tuple(values)) for name, values in options.items()}

    def _facet(self, name: str, values: tuple[str, ...]) -> dict[str, int]:
        others = _all({field: mask for field, mask in self.masks.items() if field != name}, self.total)
        if name == "answer":
            held = np.bincount(self.found.level[others], minlength=3)
            return {value: int(held[LEVELS[value]]) for value in values}
        counted = self.known.records[name][others & self._wanted].value_counts()
        return {value: int(counted.get(value, 0)) for value in values}

    @cached_property
    def counts(self) -> Counts:
        """Totals of the records shown."""
        return count(self.records)

    @cached_property
    def surely(self) -> Counts:
        """Totals of those that surely answer what was asked; of all where nothing was."""
        return count(self.records[self.records["answer"] == SURELY])

    @property
    def asks(self) -> bool:
        """Whether the answers of the records are worth telling: a place was asked for, or they are not all sure."""
        return self.filters.asks_place or self.surely.records < self.counts.records

    @cached_property
    def questions(self) -> tuple[Place, ...]:
        """The places asked for."""
        with language.spoken(self.language):
            return tuple(place for choices in answers.asked(self.dataset, self.filters) for place in choices)

    def question_outlines(self) -> tuple[tuple[str, str, BaseGeometry | None], ...]:
        """Field, label and outline (EPSG:4326) of each place asked for; None for waters, which have none here."""
        return tuple(
            (place.field, place.label, None if place.field == "waters" else places.outline(place, self.dataset))
            for place in self.questions
        )

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """Oil terminals, ports, bases and airfields, as points in EPSG:4326."""
        frame = self.dataset.tables["places"]
        return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs="EPSG:4326")

    def by(self, field: str) -> dict[str, int]:
        """Number of records shown for each value of a choice, in the schema's order, zeros included."""
        found = self.records[field].value_counts()
        return {value: int(found.get(value, 0)) for value in filters.options(self.dataset.package)[field]}

    def layers(self) -> Mapping[str, gpd.GeoDataFrame]:
        """The view as GeoPandas layers: boat strikes by ocean, land strikes, interdictions, zones, places."""
        kind, theatre = self.records["kind"], self.records["theatre"]
        boats = kind == "boat_strike"
        chosen = {
            "boat_strikes_caribbean": boats & (theatre == "caribbean"),
            "boat_strikes_eastern_pacific": boats & (theatre == "eastern_pacific"),
            "boat_strikes_undisclosed": boats & ~theatre.isin(["caribbean", "eastern_pacific"]),
            "land_strikes": kind == "land_strike",
            "interdictions": kind == "interdiction",
        }
        return {name: self.records[mask] for name, mask in chosen.items()} | {
            "zones": self.zones,
            "places": self.places,
        }

    def locus(self, record: str) -> Locus:
        """Everywhere that the event may have been; KeyError where the view does not hold the record."""
        return self.known.loci[self._known_row(record)]

    def waters(self, record: str) -> Lens | None:
        """The waters in which the event may have been; None, undetermined, where no more than a
        sea was named.
        """
        return places.lens(self.locus(record))

    def zones_asked_for(self) -> pd.DataFrame:
        """The zones among the places asked for, as known on the day asked for; empty for one not yet declared."""
        asked = [place.text for place in self.questions if place.field == "zone"]
        held: pd.DataFrame = self.zones_anytime[self.zones_anytime["id"].isin(asked)]
        return held

    def stated_waters(self, record: str) -> str | None:
        """In which waters the event was, as those who gave its place worded it."""
        stated: str | None = schema.plain(self.known.records["waters_stated"].iloc[self._known_row(record)])
        return stated

    def zones_then(self, record: str) -> list[dict[str, Any]]:
        """Zones in force on a day of the record by their fields, with ``there``: whether it happened in them (surely,
        possibly, not, or "no outline"). Those there come first.
        """
        locus, at = self.locus(record), self._known_row(record)
        first, last = (self.known.records[name].iloc[at] for name in ("earliest", "latest"))
        rows = (self._zone_rows[row] for row in np.flatnonzero(self._in_force(first, last)))
        order = ["surely", "possibly", "no outline", "not"]
        told = [zone | {"there": self._there(zone["id"], locus)} for zone in rows]
        return sorted(told, key=lambda zone: order.index(zone["there"]))

    @cached_property
    def _zone_rows(self) -> list[dict[str, Any]]:
        """``zones_anytime`` row by row, without their outlines."""
        rows = self.zones_anytime.drop(columns=["geometry", "basis"]).to_dict("records")
        return [{str(name): value for name, value in row.items()} for row in rows]

    def _there(self, zone: str, locus: Locus) -> str:
        if zone not in self.dataset.outlines:
            return "no outline"
        return places.verdict([places.read("zone", zone, self.dataset)], locus, self.dataset).answer

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each record stands in ``records``."""
        return {record: row for row, record in enumerate(self.records["id"])}

    def _known_row(self, record: str) -> int:
        """Where a record shown stands among those known; KeyError for one that is not shown."""
        return int(self._shown[self.positions[record]])

    def evidence(self, record: str) -> tuple[Entry, ...]:
        """Sources of a record that were printed by the day asked for; undated ones stay."""
        return self.dataset.evidence(record, self.filters.known_on)

    def contested(self, record: str) -> tuple[Entry, ...]:
        """Claims about a record whose source was printed by the day asked for; undated ones stay."""
        return self.dataset.contested(record, self.filters.known_on)

    def disputed(self, record: str) -> frozenset[str]:
        """The facts of a record that are contested, by the claims as for ``contested``."""
        return self.dataset.disputed(record, self.filters.known_on)


def build(dataset: Dataset, chosen: Filters) -> View:
    """Filter the records as known on the day asked for, and answer what was asked of them."""
    of = known.on(dataset, chosen.known_on)
    return View(dataset, chosen, of, filters.masks(of, chosen), answers.answers(of, chosen), language.current())


def excerpt(shown: View) -> View:
    """The view by itself, as it is taken away: as if nothing were known but its own records and zones."""
    rows = np.flatnonzero(shown.levels > 0)
    of, found = shown.known, shown.found
    in_force = shown._in_force(shown.filters.start, shown.filters.end)
    days = known.Days(of.zone_days.first[in_force], of.zone_days.last[in_force])
    own = replace(of, records=of.records.iloc[rows], zones=shown.zones, zone_days=days)
    by_place = tuple(found.by_place[row] for row in rows)
    found = Answers(by_place, found.of_place[rows], found.of_period[rows])
    return View(shown.dataset, shown.filters, own, {}, found, shown.language)


def _all(masks: Mapping[str, NDArray[np.bool_]], length: int) -> NDArray[np.bool_]:
    """Where all of the masks hold."""
    held = np.ones(length, dtype=bool)
    for mask in masks.values():
        held &= mask
    return held


def count(records: pd.DataFrame) -> Counts:
    """Totals of records, each one revision of an incident with its derived columns."""
    role, place = records["counted_as"].to_numpy(), records["precision"].to_numpy()
    struck = role == "strike"
    low, high = (records[name].to_numpy("float64", na_value=np.nan)[struck] for name in ("killed_min", "killed_max"))
    interdictions, targets = (int((role == name).sum()) for name in ("interdiction", "part_of_operation"))
    placed, areas = (int((place == step).sum()) for step in ("place", "area"))
    return Counts(
        records=len(records),
        strikes=int(struck.sum()),
        interdictions=interdictions,
        targets=targets,
        others=len(records) - int(struck.sum()) - interdictions - targets,
        vessels=int(np.nansum(records["vessels"].to_numpy("float64", na_value=np.nan)[struck])),
        killed_min=int(np.nansum(low)),
        killed_max=int(np.nansum(np.where(np.isnan(high), low, high))),
        killed_open=int(np.isnan(high).sum()),
        killed_unstated=int((np.isnan(high) & np.isnan(low)).sum()),
        placed=placed,
        areas=areas,
        unplaced=len(records) - placed - areas,
        first=_day(records["earliest"].min()),
        last=_day(records["latest"].max()),
    )


def _day(moment: pd.Timestamp) -> date | None:
    return None if pd.isna(moment) else moment.date()


def info(view: View) -> dict[str, Any]:
    """Versions, counts and filters of a view as JSON has them."""
    counts = view.counts
    return {
        "records": counts.records,
        "strikes": counts.strikes,
        "vessels": counts.vessels,
        "killed_min": counts.killed_min,
        "killed_max": counts.killed_max,
        "killed_open": counts.killed_open,
        "first": schema.plain(counts.first),
        "last": schema.plain(counts.last),
        "placed": counts.placed,
        "areas": counts.areas,
        "unplaced": counts.unplaced,
        "total": view.total,
        "surely": {
            name: getattr(view.surely, name) for name in ("records", "strikes", "vessels", "killed_min", "killed_max")
        },
        "by_kind": view.by("kind"),
        "by_theatre": view.by("theatre"),
        "data": {"version": view.dataset.version, "sha256": view.dataset.sha256},
        "filters": filters.plain(view.filters),
    }


def extent(dataset: Dataset) -> tuple[date, date]:
    """The time axis: day of the first record, and of the last or, if that is later, of the end of the sources."""
    incidents = dataset.tables["incidents"]
    last = max(incidents["latest"].max().date(), dataset.package.sources_until)
    return incidents["earliest"].min().date(), last


def widened(dataset: Dataset, chosen: Filters, record: str | None) -> Filters:
    """The same filters with as much more of the period as a record needs to be shown, where it is the period that
    leaves it out.
    """
    shown = build(dataset, chosen)
    if record is None or record in set(shown.records["id"]) or record not in set(shown.anytime["id"]):
        return chosen
    row = int(np.flatnonzero(shown.known.records["id"] == record)[0])
    first, last = (known.day(int(bound[row])) for bound in (shown.known.sure_days.first, shown.known.sure_days.last))
    start = min(chosen.start, first) if chosen.start and first else None
    end = max(chosen.end, last) if chosen.end and last else None
    wide = replace(chosen, start=start, end=end)
    return wide if record in set(build(dataset, wide).records["id"]) else chosen


def without_period(shown: View) -> View:
    """The same view with its period left open."""
    return build(shown.dataset, replace(shown.filters, start=None, end=None))


def neighbouring_changes(dataset: Dataset, day: date) -> tuple[date | None, date | None]:
    """The last day before ``day``, and the first after it, on which a record or a revision became public."""
    days = dataset.tables["incidents"]["known_from"].dropna().dt.date
    earlier, later = days[days < day], days[days > day]
    return (earlier.max() if len(earlier) else None), (later.min() if len(later) else None)
