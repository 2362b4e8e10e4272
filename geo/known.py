"""What the public knew on a day: one revision of each record and the zones, with all that any question asks of them.

It is made once for a day and a language, and shared by every reader: nobody changes its frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo import dates, language, places, uncertainty, words
from geo.dataset import Dataset
from geo.places import Locus

EARLIEST, LATEST = np.iinfo(np.int64).min, np.iinfo(np.int64).max
"""Days that stand for no bound."""


def number(day: date | None, missing: int) -> int:
    """A day as days since 1970-01-01."""
    return missing if pd.isna(day) else (pd.Timestamp(day) - pd.Timestamp(0)).days


def day(number: int) -> date | None:
    """The day of a number; None for no bound."""
    return None if number in (EARLIEST, LATEST) else (pd.Timestamp(0) + pd.Timedelta(days=number)).date()


@dataclass(frozen=True)
class Days:
    """First and last day of some spans, in days since 1970-01-01; ``EARLIEST`` and ``LATEST`` for no bound."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def touch(self, start: int, end: int) -> NDArray[np.bool_]:
        """Whether any day of each span lies within the period, both ends included."""
        return (self.last >= start) & (self.first <= end)

    def lie_within(self, start: int, end: int) -> NDArray[np.bool_]:
        """Whether every day of each span lies within the period."""
        return (self.first >= start) & (self.last <= end)


@dataclass(frozen=True, eq=False)
class Known:
    """The records and zones of a dataset as they were public on a day, or as they stand where ``day`` is None."""

    dataset: Dataset
    day: date | None
    records: gpd.GeoDataFrame
    """One revision a record, by date and id, with the derived columns of the dataset, ``contested`` (yes or no), a
    ``title`` in the language spoken when this was made, and a geometry in EPSG:4326: a point, an area, or None. The
    index is that of the dataset's revisions."""
    zones: gpd.GeoDataFrame
    """Zones with their outline and its ``basis`` (official or computed), both None without one."""
    zone_days: Days
    """When each of the zones was in force, also where that was not yet known on the day."""

    @cached_property
    def days(self) -> Days:
        """Every day on which each record may have happened."""
        return _days(self.records["earliest"], self.records["latest"])

    @cached_property
    def sure_days(self) -> Days:
        """The days that must lie in a period for the record to be surely in it: with room for a hedged day."""
        spans = dates.hedged(self.records[["earliest", "latest"]], self.records["occurred_precision"])
        return _days(spans["earliest"], spans["latest"])

    @cached_property
    def under_way(self) -> Days:
        """From the last day on which each record may have begun to that of its end; no day where it did not last."""
        lasted = self.records["ended"].notna().to_numpy()
        found = _days(self.records["latest"], self.records["ended"])
        return Days(np.where(lasted, found.first, LATEST), np.where(lasted, found.last, EARLIEST))

    @cached_property
    def loci(self) -> tuple[Locus, ...]:
        """Everywhere that each record may have been."""
        return tuple(places.loci(self.records))

    @cached_property
    def text(self) -> pd.Series:
        """All words of each record and around it, folded for searching."""
        return self.dataset.text(self.records, self.day)


@lru_cache(maxsize=64)
def _on(dataset: Dataset, day: date | None, _language: str) -> Known:
    return Known(dataset, day, _records(dataset, day), *_zones(dataset, day))


def on(dataset: Dataset, day: date | None) -> Known:
    """What was public of the dataset on a day, included; all of it where ``day`` is None."""
    return _on(dataset, day, language.current())


def _records(dataset: Dataset, day: date | None) -> gpd.GeoDataFrame:
    records = dates.as_known_on(dataset.tables["incidents"], day).sort_values(["earliest", "id"])
    disputed = np.array([bool(dataset.disputed(record, day)) for record in records["id"]], dtype=bool)
    contested = records["attribution"].isin(["contested", "denied"]) | disputed
    title = words.titles(records, dataset.package["incidents"]["event"].labels)
    told = records.assign(contested=contested.map({True: "yes", False: "no"}).astype("object"), title=title)
    return gpd.GeoDataFrame(told, geometry=_geometry(records))


def _geometry(records: pd.DataFrame) -> gpd.GeoSeries:
    geometry = gpd.GeoSeries([None] * len(records), index=records.index, crs="EPSG:4326")
    points, areas = (records[records["precision"] == step] for step in ("place", "area"))
    geometry[points.index] = gpd.points_from_xy(points["lon"], points["lat"], crs="EPSG:4326")
    geometry[areas.index] = uncertainty.discs(areas["lon"], areas["lat"], areas["uncertainty_km"])
    return geometry


def _zones(dataset: Dataset, day: date | None) -> tuple[gpd.GeoDataFrame, Days]:
    """Zones that were public on the day, without what a later one may have brought: ends that lie ahead, and notes,
    which have no day.
    """
    zones = dataset.tables["zones"]
    if day is not None:
        announced = dates.spans(zones["announced"].fillna(zones["occurred"]))["latest"]
        zones = zones[announced <= pd.Timestamp(day)]
    spans = dates.in_force(zones)
    if day is not None:
        ahead = spans["latest"] > pd.Timestamp(day)
        zones = zones.assign(valid_to=zones["valid_to"].mask(ahead, None), notes=None)
    return _outlined(dataset, zones.reset_index(drop=True)), _days(spans["earliest"], spans["latest"])


def _outlined(dataset: Dataset, zones: pd.DataFrame) -> gpd.GeoDataFrame:
    outlines = gpd.GeoSeries([dataset.outlines.get(zone) for zone in zones["id"]], index=zones.index, crs="EPSG:4326")
    basis = outlines.notna().map({True: "official", False: None}).mask(zones["id"].isin(dataset.computed), "computed")
    return gpd.GeoDataFrame(zones.assign(basis=basis), geometry=outlines)


def _days(first: pd.Series, last: pd.Series) -> Days:
    return Days(_numbers(first, EARLIEST), _numbers(last, LATEST))


def _numbers(moments: pd.Series, missing: int) -> NDArray[np.int64]:
    """Days since 1970-01-01 of moments in UTC."""
    days = pd.to_datetime(moments).to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(days), missing, days.astype(np.int64))
