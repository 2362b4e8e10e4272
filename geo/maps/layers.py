"""The part of the map that changes: records as symbols, areas and trays, and the zones in force.

What every filter but the period chooses is sent whole, with what the period makes of it: the browser draws any other
period from the same payload.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import folium
import orjson
import pandas as pd
from branca.element import MacroElement
from jinja2 import Template

from geo import filters, html, schema, style, view, words
from geo.dataset import Dataset
from geo.delivery import File
from geo.language import N_, _
from geo.maps import basemap, legs, outlines
from geo.view import View

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

OUTLINES = "/assets/map/outlines.json"
"""Path of ``outlines_file``."""


class _Records(MacroElement):
    """Draws a payload through ``maritime.records``."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "maritime.records({{ this.payload }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "records"
        self.payload = payload


def group(shown: View, selected: str | None) -> folium.FeatureGroup:
    """Everything that the view shows, as the one group that streamlit-folium exchanges without moving the map."""
    layer = folium.FeatureGroup()
    _Records(html.script(payload(shown, selected))).add_to(layer)
    return layer


def payload(shown: View, selected: str | None) -> dict[str, Any]:
    """What the drawing scripts need, as small as it goes: it is sent with every redraw.

    ``records`` is a table by columns of all that any period may show, in order of date; areas and trays name their
    records by row. ``levels`` says of each row whether it is shown, and surely (2) or possibly (1); ``force`` names the
    zones in force, also those without an outline. Only ``levels``, ``force`` and ``reasons`` change with the period,
    ``selected`` and ``legs`` with the chosen record.
    """
    records = shown.anytime
    chosen = selected if selected in set(records["id"]) else None
    return {
        "selected": chosen,
        "levels": shown.levels.tolist(),
        "force": shown.zones["id"].tolist(),
        "reasons": _reasons(shown),
        "legs": legs.payload(shown, chosen),
        "records": _columns(shown),
        "areas": _areas(records),
        "trays": _trays(shown),
        "zones": _zones(shown),
        "blockade": BLOCKADE,
        "outlines": basemap.UP + outlines_file(shown.dataset).address,
        "question": _question(shown),
    }


@lru_cache(maxsize=8)
def outlines_file(dataset: Dataset) -> File:
    """Outlines of all zones and oceans, by their ids, as JSON: no filter changes them, so a browser keeps them."""
    zones = {zone: outlines.packed(shape) for zone, shape in dataset.outlines.items()}
    oceans = {theatre: outlines.packed(shape, 0.5) for theatre, shape in dataset.theatres.items()}
    return File(OUTLINES, orjson.dumps({"zones": zones, "oceans": oceans}), basemap.JSON)


def _columns(shown: View) -> dict[str, Any]:
    """Records as columns: values once, and for each record the row of its own."""
    records = shown.anytime
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
        "detail": _details(shown, low, high, role),
    }
    return {
        "id": records["id"].tolist(),
        "title": records["title"].tolist(),
        "place": [[lon, lat] if precision == "place" else None for precision, lon, lat in points],
        **{name: _coded(values) for name, values in repeated.items()},
    }


def _plain(values: pd.Series) -> list[Any]:
    return [schema.plain(value) for value in values]


def _coded(values: Iterable[Any]) -> dict[str, list[Any]]:
    """A column whose values repeat: the values that it has, and each record's among them, -1 for none."""
    found: dict[Any, int] = {}
    at = [-1 if value is None else found.setdefault(value, len(found)) for value in values]
    return {"of": list(found), "at": at}


def _reasons(shown: View) -> dict[str, list[Any]]:
    """Why the answer of a record is no more than possibly; none for all others."""
    told = dict(zip(shown.records["id"], shown.records["answer_reason"], strict=True))
    rows = zip(shown.anytime["id"], shown.levels, strict=True)
    return _coded((told[record] or None) if level == 1 else None for record, level in rows)


def _step(low: int | None, high: int | None) -> int:
    """Size step of a symbol: that of the upper figure, else of the lower."""
    return style.step(high or low)


def _details(shown: View, low: list[Any], high: list[Any], role: list[Any]) -> list[str]:
    """The second line of each record's tooltip: "3 killed · confirmed · Caribbean"."""
    labels = filters.options(shown.dataset.package)
    said = [labels["attribution"][value].lower() for value in shown.anytime["attribution"]]
    where = [labels["theatre"][value] for value in shown.anytime["theatre"]]
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


def _trays(shown: View) -> list[dict[str, Any]]:
    spots = enumerate(zip(shown.anytime["precision"], shown.anytime["theatre"], strict=True))
    held = _grouped((theatre, row) for row, (precision, theatre) in spots if view.PLACED[precision] == "unplaced")
    return [_tray(shown, theatre, held[theatre]) for theatre in TRAYS if theatre in held]


def _tray(shown: View, theatre: str, members: list[int]) -> dict[str, Any]:
    labels = shown.dataset.package["incidents"]["theatre"].labels
    return {
        "id": theatre,
        "title": _(UNDISCLOSED) if theatre == "undisclosed" else labels[theatre],
        "note": _(NOTE),
        "anchor": TRAYS[theatre],
        "records": members,
    }


def _zones(shown: View) -> list[dict[str, Any]]:
    """All zones with an outline that any period may show."""
    drawn = shown.zones_anytime[shown.zones_anytime.geometry.notna()]
    columns = (drawn[name] for name in ("id", "name", "basis", "role"))
    return [
        {
            "id": identity,
            "name": name,
            "label": name.split(":")[0],
            "basis": basis,
            "role": "limit" if role == "limit" else "warning",
            "territorial_sea": identity == TERRITORIAL_SEA,
        }
        for identity, name, basis, role in zip(*columns, strict=True)
    ]


def _question(shown: View) -> list[dict[str, Any]]:
    """The places that the view asks about, as outlines; a view that asks about none has none."""
    return [
        {"kind": kind, "label": label, "outline": None if shape is None else outlines.packed(shape)}
        for kind, label, shape in shown.question_outlines()
    ]
