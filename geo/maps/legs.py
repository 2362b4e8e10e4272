"""What is known of a chosen vessel's way: its places in order of time, and distances of which no direction is known."""

from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pandas as pd

from geo import dates, language
from geo.language import N_, _
from geo.maps import outlines
from geo.uncertainty import WGS84
from geo.view import View

NOTE = N_("The route between is not published")
EVERY_KM = 100
"""Distance between two corners of a leg."""


def payload(shown: View, selected: str | None) -> dict[str, Any] | None:
    """Places, rings and lines of the selected record's vessel; None when nothing of the kind is known."""
    chosen = shown.anytime[shown.anytime["id"] == selected]
    if chosen.empty:
        return None
    row = chosen.iloc[0]
    events = _events(shown, row["vessel"])
    located = events[events["lon"].notna() | events["reference_lon"].notna()]
    stops = [_stop(list(same)) for _where, same in groupby(_rows(located), _spot)]
    own = [_ring(ring) for ring in _rows(_own_distance(events, chosen))]
    if not stops and not own:
        return None
    lines = [line for pair in pairwise(stops) if (line := _leg(*pair))]
    rings = [stop for stop in stops if stop["ring"]] + own
    return {"places": [stop for stop in stops if not stop["ring"]], "rings": rings, "lines": lines, "note": _(NOTE)}


def _events(shown: View, vessel: str | None) -> pd.DataFrame:
    """Steps in the vessel's life that were public on the day asked for, as the table orders them: by time."""
    events = shown.dataset.tables["vessel_events"]
    own = events["vessel"] == vessel
    if shown.filters.known_on:
        own &= events["public_from"] <= pd.Timestamp(shown.filters.known_on)
    labels = shown.dataset.package["vessel_events"]["event"].labels
    return events[own].assign(what=events["event"].map(labels))


def _own_distance(events: pd.DataFrame, record: pd.DataFrame) -> pd.DataFrame:
    """The record's own distance from a place, unless one of the events says the same."""
    known = set(events[REFERENCE].dropna().itertuples(index=False, name=None))
    said = [row in known for row in record[REFERENCE].itertuples(index=False, name=None)]
    own = record[record["reference_lon"].notna() & ~pd.Series(said, index=record.index, dtype=bool)]
    return own.assign(text=own["location_text"])


REFERENCE = ["reference_lat", "reference_lon", "reference_km"]


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def _spot(event: dict[str, Any]) -> tuple[float, ...]:
    """What tells two stops apart: a place where one is given, else a distance from somewhere."""
    names = REFERENCE if pd.isna(event["lon"]) else ["lat", "lon", "uncertainty_km"]
    return tuple(0.0 if pd.isna(event[name]) else float(event[name]) for name in names)


def _stop(events: list[dict[str, Any]]) -> dict[str, Any]:
    """One stop for all that happened there in a row."""
    return _ring(events[0]) if pd.isna(events[0]["lon"]) else _place(events)


def _place(events: list[dict[str, Any]]) -> dict[str, Any]:
    lat, lon, radius_km = _spot(events[0])
    days = list(dict.fromkeys(dates.words(_text(event["occurred"])) for event in events))
    return {
        "ring": False,
        "center": [lon, lat],
        "radius_km": radius_km,
        "label": " – ".join(days[:: max(1, len(days) - 1)]) + f" · {events[-1]['what']}",
        "text": " ".join(event["text"] for event in events),
    }


def _ring(event: dict[str, Any]) -> dict[str, Any]:
    distance = _("{km} km from {place}, direction not given").format(
        km=language.number(event["reference_km"]), place=event["reference_name"]
    )
    return {
        "ring": True,
        "center": [float(event["reference_lon"]), float(event["reference_lat"])],
        "radius_km": float(event["reference_km"]),
        "label": f"{dates.words(_text(event['occurred']))} · {distance}",
        "text": _text(event["text"]) or distance,
    }


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _leg(before: dict[str, Any], after: dict[str, Any]) -> list[int] | None:
    """A geodesic from rim to rim, since nobody said where within; None where the areas touch."""
    azimuth, _back, metres = WGS84.inv(*before["center"], *after["center"])
    start, end = before["radius_km"] * 1000, metres - after["radius_km"] * 1000
    if end <= start:
        return None
    along = np.linspace(start, end, 2 + int((end - start) / (EVERY_KM * 1000)))
    lon, lat = (np.full(len(along), value) for value in before["center"])
    x, y, _back = WGS84.fwd(lon, lat, np.full(len(along), azimuth), along)
    return outlines.packed_line(np.column_stack([np.unwrap(x, period=360), y]))
