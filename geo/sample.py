"""A small file to try the Workbench with, made of the data's own places and of the ways of vessels."""

import csv
from io import StringIO

import pandas as pd

from geo.dataset import Dataset

NAME = "ports-and-vessels.csv"
COLUMNS = ("Name", "What", "Country or flag", "Day", "Latitude", "Longitude", "Known to within km")
WELL_KNOWN_KM = 30
"""A place known less well is no point, and is not made one here."""
SLIP = ("A slip of the pen", "none", "", "", "95°00.0'N", "067°00.0'W", "")
"""A row that is refused, to show how that is told: no latitude is beyond 90°."""


def sample(dataset: Dataset) -> bytes:
    """CSV in UTF-8: ports, terminals and bases, undated, and where vessels were met, with the day; positions in degrees
    and minutes as mariners write them.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([*_places(dataset.tables["places"]), *_met(dataset.tables["vessel_events"]), SLIP])
    return out.getvalue().encode()


def _places(places: pd.DataFrame) -> list[tuple[str, ...]]:
    drawn = places[places["uncertainty_km"] <= WELL_KNOWN_KM]
    return _rows(drawn["name"], drawn["kind"], drawn["country"], pd.Series("", index=drawn.index), drawn)


def _met(events: pd.DataFrame) -> list[tuple[str, ...]]:
    drawn = events[(events["uncertainty_km"] <= WELL_KNOWN_KM) & (events["occurred"].str.len() == len("2025-12-20"))]
    return _rows(drawn["name"], drawn["event"], drawn["flag"].fillna(""), drawn["occurred"], drawn)


def _rows(
    names: pd.Series, kinds: pd.Series, states: pd.Series, days: pd.Series, of: pd.DataFrame
) -> list[tuple[str, ...]]:
    columns = (names, kinds, states, days, of["lat"], of["lon"], of["uncertainty_km"])
    return [
        (name, kind.replace("_", " "), state, day, *_degrees(lat, lon), "" if pd.isna(km) else f"{km:g}")
        for name, kind, state, day, lat, lon, km in zip(*columns, strict=True)
    ]


def _degrees(lat: float, lon: float) -> tuple[str, str]:
    return _written(lat, 2, "NS"), _written(lon, 3, "EW")


def _written(value: float, digits: int, sides: str) -> str:
    """Degrees and minutes to a tenth: "11°45.0'N"."""
    tenths = round(abs(value) * 600)
    return f"{tenths // 600:0{digits}d}°{tenths % 600 / 10:04.1f}'{sides[value < 0]}"
