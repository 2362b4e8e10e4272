"""What the time bar needs to know, as JSON has it: columns rather than rows, and days as numbers.

With it the browser answers for itself which records a period holds, by the rules of ``geo.answers``, and what they add
up to, by those of ``geo.view.count``.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo import dates, filters, known, ledger, style
from geo.dataset import Dataset
from geo.filters import Filters
from geo.known import Known
from geo.places import LEVELS
from geo.view import PLACED, View, build

MOST_NAMED = 1500
"""Records that the bar can name one by one; of more it tells only how many there are."""
MARGIN = 0.025
"""Share of the time axis behind the sources' last day: room to see that nothing is known of it."""
UNNAMED_SPAN = 365
"""Days of the axis where no record has a date."""
ROLES = ("other", "strike")
"""What a record counts as, by the position that stands for it."""
PLACES = tuple(dict.fromkeys(PLACED.values()))
"""How a record is placed, by the position that stands for it: placed, areas, unplaced."""


def payload(shown: View) -> dict[str, Any]:
    """All that the time bar draws and reckons with but for its words: records that every filter but the period
    chooses, zones, statements, the axis, and the period as it stands, which may be any within the limits.

    Days are days since 1970-01-01 (UTC); None stands for no bound.
    """
    first, last = axis(shown)
    chosen = shown.filters
    return {
        "axis": [first, last],
        "until": _until(shown),
        "period": {"start": _day(chosen.start), "end": _day(chosen.end)},
        "limits": {"start": None, "end": None},
        "wanted": [LEVELS[answer] for answer in chosen.answer or filters.ANSWERS],
        "bounds": chosen.asks_place and chosen.answer != ("possibly",),
        "total": shown.total,
        "kinds": _kinds(shown),
        "records": _records(shown),
        **_background(shown.known),
    }


def alone(shown: View) -> dict[str, Any]:
    """As ``payload``, for a view that is taken away: its period is all that there is to choose from.

    ``shown`` is an excerpt, as ``view.excerpt`` makes it.
    """
    told = payload(shown)
    low, high = told["period"]["start"], told["period"]["end"]
    first, last = (_within(day, low, high) for day in told["axis"])
    said = told["statements"]
    held = [row for row, day in enumerate(said["day"]) if first <= day <= last]
    kept = {name: [said[name][row] for row in held] for name in ("day", "kind", "who")}
    return told | {"axis": [first, last], "limits": told["period"], "statements": said | kept}


def _within(day: int, low: int | None, high: int | None) -> int:
    """A day, or the bound that it lies beyond; None stands for no bound."""
    floor = day if low is None else max(day, low)
    return floor if high is None else min(floor, high)


def axis(shown: View) -> tuple[int, int]:
    """First and last day that the bar can show, whatever is chosen: from the first record to a little behind the last
    one or the end of the sources.
    """
    incidents, until = shown.dataset.tables["incidents"], _day(shown.dataset.package.sources_until) or 0
    first, last = (_day(day) for day in (incidents["earliest"].min(), incidents["latest"].max()))
    end = until if last is None else max(last, until)
    begin = end - UNNAMED_SPAN if first is None else min(first, end)
    return begin, end + max(1, round((end - begin) * MARGIN))


def _until(shown: View) -> int:
    """The last day of which anything is known."""
    day = known.number(shown.dataset.package.sources_until, 0)
    return min(day, known.number(shown.filters.known_on, day))


def _day(day: date | None) -> int | None:
    return None if pd.isna(day) else known.number(day, 0)


def _kinds(shown: View) -> list[dict[str, str]]:
    """The kinds in order, with their shape and colours."""
    labels = filters.options(shown.dataset.package)["kind"]
    marks = [(style.KINDS[kind], label) for kind, label in labels.items()]
    return [{"label": label, "shape": mark.shape, "light": mark.light, "dark": mark.dark} for mark, label in marks]


def _records(shown: View) -> dict[str, Any]:
    """The records by columns. Digits are joined to one text; what only few have stands beside the rows that have it."""
    records = shown.anytime
    columns = _columns(shown.known)
    held = {name: column[shown.rows] for name, column in columns.items()}
    lasts, longer, hedged = (np.flatnonzero(held[name]) for name in ("lasts", "longer", "hedged"))
    return {
        "chosen": _digits(np.isin(np.arange(shown.total), shown.rows).astype(int)),  # of those known, by the map's rows
        "kind": _digits(held["kind"]),
        "place": _digits(np.array([LEVELS[answer] for answer in records["answer"]])),
        "precision": _digits(held["precision"]),
        "role": _digits(held["role"]),
        "vessels": held["vessels"].tolist(),
        "low": held["low"].tolist(),
        "high": held["high"].tolist(),
        "first": _days(held["first"], known.EARLIEST),
        "longer": longer.tolist(),
        "last": _days(held["last"][longer], known.LATEST),
        "hedge": dates.HEDGE.days,
        "hedged": hedged.tolist(),
        "lasting": lasts.tolist(),
        "ended": held["ended"][lasts].tolist(),
    } | _names(held)


def _names(held: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    """Ids, and titles in two parts: the date where it does not read like its first day, and the rest, which is often
    the same. Nothing of either where the records are too many to be named.
    """
    if len(held["id"]) > MOST_NAMED:
        return {"id": None, "dated": [], "when": [], "what": [], "names": []}
    names = list(dict.fromkeys(held["what"].tolist()))
    dated = np.flatnonzero(held["when"] != "")
    return {
        "id": held["id"].tolist(),
        "dated": dated.tolist(),
        "when": held["when"][dated].tolist(),
        "what": _positions(held["what"], names),
        "names": names,
    }


@lru_cache(maxsize=64)
def _columns(of: Known) -> Mapping[str, NDArray[Any]]:
    """Of all records that were public on a day what the bar tells of them, in the language of their titles."""
    records = of.records
    dated = [title.partition(" · ")[0] for title in records["title"]]
    first_days = ["" if pd.isna(first) else dates.day_words(first) for first in records["earliest"]]
    return {
        "id": records["id"].to_numpy(),
        "when": _objects("" if when == day else when for when, day in zip(dated, first_days, strict=True)),
        "what": _objects(title.partition(" · ")[2] for title in records["title"]),
        "kind": np.array(_positions(records["kind"], list(filters.options(of.dataset.package)["kind"])), dtype=int),
        "precision": np.array(_positions(records["precision"].map(PLACED), PLACES), dtype=int),
        "role": (records["counted_as"] == "strike").to_numpy(dtype=int),
        "vessels": _figures(records["vessels"]),
        "low": _figures(records["killed_min"]),
        "high": _figures(records["killed_max"]),
        "first": of.days.first,
        "last": of.days.last,
        "longer": of.days.last != of.days.first,
        "hedged": of.sure_days.first < of.days.first,
        "lasts": records["ended"].notna().to_numpy(),
        "ended": of.under_way.last,
    }


@lru_cache(maxsize=64)
def _background(of: Known) -> Mapping[str, Any]:
    """Zones and statements that were public on a day, in the language of the records' titles."""
    return {"zones": _zones(of), "statements": _statements(of.dataset, of.day)}


def _zones(of: Known) -> dict[str, Any]:
    """Zones by role and start, and from when to when each was in force."""
    zones, days = of.zones, of.zone_days
    roles = list(of.dataset.package["zones"]["role"].labels)
    order = np.lexsort((days.first, np.array([roles.index(role) for role in zones["role"]])))
    return {
        "id": zones["id"].iloc[order].tolist(),
        "name": zones["name"].iloc[order].tolist(),
        "role": zones["role"].iloc[order].tolist(),
        "first": _days(days.first[order], known.EARLIEST),
        "last": _days(
            np.where(days.last > known.number(of.day, known.LATEST), known.LATEST, days.last)[order], known.LATEST
        ),
    }


def _statements(dataset: Dataset, day: date | None) -> dict[str, Any]:
    """Statements and decisions by day, with their kind and who made them; the Timeline tells them in full."""
    said = ledger.statements(build(dataset, Filters(known_on=day))).dropna(subset="occurred").iloc[::-1]
    kinds, voices = (list(dict.fromkeys(said[column])) for column in ("label", "who"))
    return {
        "day": [known.number(moment, 0) for moment in said["occurred"]],
        "kind": _positions(said["label"], kinds),
        "kinds": kinds,
        "who": _positions(said["who"], voices),
        "voices": voices,
    }


def _positions(values: Iterable[Any], order: Sequence[str]) -> list[int]:
    position = {value: place for place, value in enumerate(order)}
    return [position[value] for value in values]


def _digits(values: NDArray[np.int64]) -> str:
    return "".join(map(str, values.tolist()))


def _figures(values: pd.Series) -> NDArray[Any]:
    return _objects(None if pd.isna(value) else int(value) for value in values)


def _objects(values: Iterable[Any]) -> NDArray[Any]:
    return np.array(list(values), dtype=object)


def _days(days: NDArray[np.int64], missing: int) -> list[int | None]:
    return [None if day == missing else day for day in days.tolist()]
