"""What is known of a chosen vessel's way: its places in order of time, and distances of which no direction is known."""

from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pandas as pd

from geo import dates
from geo.maps import outlines
from geo.uncertainty import WGS84
from geo.view import View

NOTE = "The route between is not published"
EVERY_KM = 100
"""Distance between two corners of a leg."""


def payload(shown: View, selected: str | None) -> dict[str, Any] | None:
    """Places, rings and lines of the selected record's vessel; None when nothing of the kind is known."""
    chosen = shown.records[shown.records["id"] == selected]
    if chosen.empty:
        return None
    row = chosen.iloc[0]
    events = _events(shown, row["vessel"])
    places = [_place(same) for _, same in groupby(_rows(events, "lon"), _spot)]
    rings = [_ring(ring) for ring in _rows(_without_twin(events, chosen), "reference_lon")]
    if not places and not rings:
        return None
    lines = [line for pair in pairwise(places) if (line := _leg(*pair))]
    return {"places": places, "rings": rings, "lines": lines, "note": NOTE}


def _events(shown: View, vessel: str | None) -> pd.DataFrame:
    """Steps in the vessel's life that were public on the day asked for, as the table orders them: by time."""
    events = shown.dataset.tables["vessel_events"]
    own = events["vessel"] == vessel
    if shown.filters.known_on:
        public = pd.to_datetime(events["known_from"])
        own &= ~(public > pd.Timestamp(shown.filters.known_on))  # an undated entry stays, as an undated source does
    labels = shown.dataset.package["vessel_events"]["event"].labels
    return events[own].assign(what=events["event"].map(labels))


def _without_twin(events: pd.DataFrame, record: pd.DataFrame) -> pd.DataFrame:
    """The events and, unless one of them says the same, the record's own distance from a place."""
    own = record.assign(what="", text=record["location_text"])
    both = pd.concat([events[["occurred", "what", "text", *REFERENCE]], own[["occurred", "what", "text", *REFERENCE]]])
    return both.drop_duplicates(REFERENCE[1:])


REFERENCE = ["reference_name", "reference_lat", "reference_lon", "reference_km"]


def _rows(frame: pd.DataFrame, needed: str) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame[frame[needed].notna()].to_dict("records")]


def _spot(event: dict[str, Any]) -> tuple[float, float, float]:
    return event["lon"], event["lat"], event["uncertainty_km"]


def _place(same: Any) -> dict[str, Any]:
    """One place for all that happened there in a row."""
    events = list(same)
    lon, lat, radius_km = _spot(events[0])
    days = list(dict.fromkeys(dates.words(_text(event["occurred"])) for event in events))
    return {
        "center": [float(lon), float(lat)],
        "radius_km": 0.0 if pd.isna(radius_km) else float(radius_km),
        "label": " – ".join(days[:: max(1, len(days) - 1)]) + f" · {events[-1]['what']}",
        "text": " ".join(event["text"] for event in events),
    }


def _ring(event: dict[str, Any]) -> dict[str, Any]:
    distance = f"{event['reference_km']:g} km from {event['reference_name']}, direction not given"
    return {
        "center": [float(event["reference_lon"]), float(event["reference_lat"])],
        "radius_km": float(event["reference_km"]),
        "label": f"{dates.words(_text(event['occurred']))} · {distance}",
        "text": _text(event["text"]) or distance,
    }


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _leg(before: dict[str, Any], after: dict[str, Any]) -> list[int] | None:
    """A geodesic from rim to rim, since nobody said where within; None where the areas touch."""
    azimuth, _, metres = WGS84.inv(*before["center"], *after["center"])
    start, end = before["radius_km"] * 1000, metres - after["radius_km"] * 1000
    if end <= start:
        return None
    along = np.linspace(start, end, 2 + int((end - start) / (EVERY_KM * 1000)))
    lon, lat = (np.full(len(along), value) for value in before["center"])
    x, y, _ = WGS84.fwd(lon, lat, np.full(len(along), azimuth), along)
    return outlines.packed_line(np.column_stack([np.unwrap(x, period=360), y]))
