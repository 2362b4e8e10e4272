"""The people killed by week, as a Vega-Lite chart."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from geo import axes, filters, ledger, style, words
from geo.axes import Spec
from geo.language import _
from geo.places import SURELY
from geo.view import View

WEEK, BAR = 7, 6.333
"""Days of a week, and of its bar, which leaves a hair between two."""

Key = tuple[int, str]
"""A week, by its Monday in days since 1970, and a kind."""


@dataclass
class Tally:
    """The strikes of one kind in one week, and the people killed in them: surely at least, and possibly at most."""

    strikes: int = 0
    low: int = 0
    high: int = 0


def weekly(records: pd.DataFrame) -> dict[Key, Tally]:
    """Strikes by week and kind, in no order; weeks run from Monday to Sunday. Weeks of other records are there too.

    Parameters
    ----------
    records : columns ``earliest``, ``kind``, ``counted_as``, ``answer``, ``killed_min``, ``killed_max``; a record
        counts in the week of the first day that its date allows, and one without a date in none. A strike without an
        upper figure adds its lower one to both bounds, and one that only possibly answers nothing to the lower bound.
    """
    found: dict[Key, Tally] = defaultdict(Tally)
    columns = (records[name].tolist() for name in ("kind", "counted_as", "answer", "killed_min", "killed_max"))
    for week, kind, counted, answer, low, high in zip(_mondays(records["earliest"]), *columns, strict=True):
        if week is None:
            continue
        tally = found[week, kind]
        if counted == "strike":
            least = 0 if pd.isna(low) else int(low)
            tally.strikes += 1
            tally.low += least if answer == SURELY else 0
            tally.high += least if pd.isna(high) else int(high)
    return dict(found)


def _mondays(moments: pd.Series) -> list[int | None]:
    days = moments.to_numpy("datetime64[D]")
    numbers = days.astype("int64")
    mondays = numbers - (numbers + 3) % WEEK  # the first day of 1970 was a Thursday
    return [None if missing else int(day) for day, missing in zip(mondays, np.isnat(days), strict=True)]


def weekly_killed(shown: View, dark: bool, height: int = 220) -> Spec:
    """People killed a week in what is counted as strikes: solid to the lower bound, pale on to the upper.

    The bounds are those of ``geo.figures``: from what surely answers to what possibly does.
    Strikes on boats and on land never add up: where a week has both, they stand side by side.
    """
    found = weekly(shown.records)
    struck = {key: tally for key, tally in found.items() if tally.strikes}
    highest = max([1, *(tally.high for tally in struck.values())])
    bars = axes.rows(_side_by_side(struck, _kinds(shown)))
    width = f"{BAR} / datum.of"
    bars["transform"] += [
        _calculated("begin", f"datum.week + datum.nth * {width}"),
        _calculated("end", f"datum.begin + {width}"),
        *_told_of(shown),
    ]
    titles = {"low": _("Killed, at least"), "high": _("Killed, at most")}
    bars["encoding"] = {
        "x": {"field": "begin", "type": "quantitative"},
        "x2": {"field": "end"},
        "color": _colours(shown, dark),
        "tooltip": axes.told({"monday": _("Week of"), "label": _("Kind"), **titles}),
    }
    mark = {"type": "bar", "orient": "vertical"}
    upper = {"field": "high", "type": "quantitative", **_from_zero(highest, highest * 1.12)}
    bars["layer"] = [
        {"mark": {**mark, "opacity": 0.35}, "encoding": {"y": upper}},
        {"mark": mark, "encoding": {"y": {"field": "low", "type": "quantitative"}}},
    ]
    layers = [bars, *_largest_on_land(struck, dark)]
    return _charted(shown, found, layers, height, _("People killed a week"))


def _side_by_side(struck: dict[Key, Tally], kinds: list[str]) -> dict[str, list[Any]]:
    """Bounds of the killed by week and kind; each bar is the ``nth`` ``of`` those of its week, counted from 0."""
    keys = sorted(struck, key=lambda key: (key[0], kinds.index(key[1])))
    weeks = [week for week, _kind in keys]
    return {
        "week": weeks,
        "kind": [kinds.index(kind) for _week, kind in keys],
        "nth": [place - weeks.index(week) for place, week in enumerate(weeks)],
        "of": [weeks.count(week) for week in weeks],
        "low": [struck[key].low for key in keys],
        "high": [struck[key].high for key in keys],
    }


def _largest_on_land(struck: dict[Key, Tally], dark: bool) -> list[Spec]:
    """A label for the land strikes' largest week, which a reader would take for boats."""
    on_land = {week: tally for (week, kind), tally in struck.items() if kind == "land_strike"}
    if not on_land:
        return []
    week, largest = max(on_land.items(), key=lambda entry: entry[1].high)
    earlier = sum(other < week for other, _kind in struck)
    mark = {"type": "text", "baseline": "bottom", "dy": -3, "color": style.colour("land_strike", dark)}
    text = _("{figure} on land").format(figure=words.span(largest.low, largest.high))
    return [
        {
            "data": {"values": [{"week": week, "high": largest.high}]},
            "mark": {**mark, "align": "right" if earlier > len(struck) / 2 else "left", "text": text},
            "encoding": {"y": {"field": "high", "type": "quantitative"}},
        }
    ]


def _charted(shown: View, found: dict[Key, Tally], layers: list[Spec], height: int, description: str) -> Spec:
    """Layers over the weeks that hold a record of the view; charts of one view share that axis.

    A week that reaches over an end is cut there.
    """
    weeks = [axes.day(week) for week, _kind in found]
    last = max(weeks) + WEEK * ledger.DAY if weeks else pd.Timestamp(shown.dataset.package.sources_until)
    first = min(weeks, default=last - ledger.YEAR)
    axis = axes.calendar(first, last, labelFlush=True, ticks=False)
    x = {"field": "week", "type": "quantitative", "title": None, "axis": axis, "scale": axes.scale(first, last, True)}
    room = {"bottom": 0}  # Streamlit would leave 20 pixels below
    return {"description": description, "height": height, "padding": room, "encoding": {"x": x}, "layer": layers}


def _kinds(shown: View) -> list[str]:
    return list(filters.options(shown.dataset.package)["kind"])


def _told_of(shown: View) -> list[Spec]:
    """What makes a bar's ``monday`` and ``label`` in the browser, from its ``week`` and the rank of its ``kind``."""
    labels = list(filters.options(shown.dataset.package)["kind"].values())
    return [
        _calculated("monday", axes.worded_there("datum.week")),
        _calculated("label", f"{json.dumps(labels, ensure_ascii=False)}[datum.kind]"),
    ]


def _calculated(name: str, expression: str) -> Spec:
    return {"calculate": expression, "as": name}


def _colours(shown: View, dark: bool) -> Spec:
    """The kinds' own colours, by their rank."""
    colours = axes.kinds(shown, dark)
    ranks = list(range(len(colours["scale"]["domain"])))
    return colours | {"scale": colours["scale"] | {"domain": ranks}}


def _from_zero(highest: int, room: float) -> Spec:
    return {"title": None, "axis": axes.figures(highest), "scale": axes.from_zero(room)}
