"""The scene: all that the map may draw of what was known on a day, with nothing that a filter changes.

A browser fetches it once and keeps it; a change of filter sends no more than which of its records are shown.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import orjson
import pandas as pd

from geo import filters, language, schema, style, view, words
from geo.delivery import File
from geo.known import Known
from geo.language import N_, _
from geo.maps import basemap, outlines

PATH = "/assets/map/scene.json"

TRAYS = {
    "eastern_pacific": [-108.0, 3.0],
    "caribbean": [-84.5, 18.0],
    "atlantic": [-50.0, 22.0],
    "indian_ocean": [75.0, -8.0],
    "land": None,
    "undisclosed": None,
}
"""Open water (lon, lat) where each theatre's tray likes to lie, first choice first; None lies at the map's edge."""
UNDISCLOSED = N_("Ocean not given")
NOTE = N_("position never published")

BLOCKADE, TERRITORIAL_SEA = "zone-blockade-venezuela", "zone-ve-territorial-sea-12nm"
"""A declared zone whose boundary was never published, and the water that a reader may have hatched for it."""


@lru_cache(maxsize=64)
def file(of: Known) -> File:
    """The scene as a file, in the language spoken when ``of`` was made."""
    return File(PATH, orjson.dumps(scene(of)), basemap.JSON)


def address(of: Known) -> str:
    """Where a browser finds the scene, relative to streamlit-folium's own address."""
    asked = {"known_on": of.day.isoformat() if of.day else "", "lang": language.current(), "v": file(of).digest}
    return f"{basemap.UP}{PATH}?{urlencode({name: value for name, value in asked.items() if value})}"


def scene(of: Known) -> dict[str, Any]:
    """Records by columns, in order of date; areas and trays name theirs by row; zones with their outlines."""
    seas = {theatre: outlines.packed(shape, 0.5) for theatre, shape in of.dataset.theatres.items()}
    return {
        "records": _columns(of),
        "areas": _areas(of.records),
        "trays": _trays(of),
        "zones": _zones(of),
        "blockade": BLOCKADE,
        "oceans": seas,
    }


def _columns(of: Known) -> dict[str, Any]:
    """Records as columns: values once, and for each record the row of its own."""
    records = of.records
    low, high, role = (_plain(records[name]) for name in ("killed_min", "killed_max", "counted_as"))
    points = zip(records["precision"], records["lon"], records["lat"], strict=True)
    repeated = {
        "kind": records["kind"],
        "attribution": records["attribution"],
        "role": role,
        "low": low,
        "high": high,
        "step": map(_step, low, high),
        "vessels": _plain(records["vessels"]),
        "parent": _plain(records["parent"]),
        "detail": _details(of, low, high, role),
    }
    return {
        "id": records["id"].tolist(),
        "title": records["title"].tolist(),
        "place": [[lon, lat] if precision == "place" else None for precision, lon, lat in points],
        **{name: coded(values) for name, values in repeated.items()},
    }


def _plain(values: pd.Series) -> list[Any]:
    return [schema.plain(value) for value in values]


def coded(values: Iterable[Any]) -> dict[str, list[Any]]:
    """A column whose values repeat: the values that it has, and each record's among them, -1 for none."""
    found: dict[Any, int] = {}
    at = [-1 if value is None else found.setdefault(value, len(found)) for value in values]
    return {"of": list(found), "at": at}


def _step(low: int | None, high: int | None) -> int:
    """Size step of a symbol: that of the upper figure, else of the lower."""
    return style.step(high or low)


def _details(of: Known, low: list[Any], high: list[Any], role: list[Any]) -> list[str]:
    """The second line of each record's tooltip: "3 killed · confirmed · Caribbean"."""
    labels = filters.options(of.dataset.package)
    said = [labels["attribution"][value].lower() for value in of.records["attribution"]]
    where = [labels["theatre"][value] for value in of.records["theatre"]]
    told = [words.killed(*bounds) for bounds in zip(low, high, strict=True)]
    rows = zip(role, told, said, where, strict=True)
    return [" · ".join(parts if counted in DEADLY else parts[1:]) for counted, *parts in rows]


DEADLY = ("strike", "part_of_operation")
"""As what a record must be counted for its killed to be told."""


def _areas(records: pd.DataFrame) -> list[dict[str, Any]]:
    """Areas with the rows of their records: those with the same centre and radius share one."""
    columns = (records[name] for name in ("precision", "lon", "lat", "uncertainty_km"))
    spots = enumerate(zip(*columns, strict=True))
    shared = _grouped((tuple(map(float, spot)), row) for row, (precision, *spot) in spots if precision == "area")
    return [
        {"center": [lon, lat], "radius_km": radius, "records": members}
        for (lon, lat, radius), members in shared.items()
    ]


def _grouped(rows: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    """Rows by their keys, in the order given."""
    groups: dict[Any, list[int]] = {}
    for key, row in rows:
        groups.setdefault(key, []).append(row)
    return groups


def _trays(of: Known) -> list[dict[str, Any]]:
    spots = enumerate(zip(of.records["precision"], of.records["theatre"], strict=True))
    held = _grouped((theatre, row) for row, (precision, theatre) in spots if view.PLACED[precision] == "unplaced")
    return [_tray(of, theatre, held[theatre]) for theatre in TRAYS if theatre in held]


def _tray(of: Known, theatre: str, members: list[int]) -> dict[str, Any]:
    labels = of.dataset.package["incidents"]["theatre"].labels
    return {
        "id": theatre,
        "title": _(UNDISCLOSED) if theatre == "undisclosed" else labels[theatre],
        "note": _(NOTE),
        "anchor": TRAYS[theatre],
        "records": members,
    }


def _zones(of: Known) -> list[dict[str, Any]]:
    """All zones with an outline."""
    drawn = of.zones[of.zones.geometry.notna()]
    columns = (drawn[name] for name in ("id", "name", "basis", "role"))
    return [
        {
            "id": identity,
            "name": name,
            "label": name.split(":")[0],
            "basis": basis,
            "role": "limit" if role == "limit" else "warning",
            "territorial_sea": identity == TERRITORIAL_SEA,
            "outline": outlines.packed(shape),
        }
        for identity, name, basis, role, shape in zip(*columns, drawn.geometry, strict=True)
    ]
