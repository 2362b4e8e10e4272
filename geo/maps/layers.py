"""The part of the map that changes: records as symbols, areas and trays, and the zones in force."""

from typing import Any

import folium
import pandas as pd
from branca.element import MacroElement
from jinja2 import Template

from geo import filters, html, schema, style, summary, view, words
from geo.maps import legs, outlines
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

BLOCKADE, TERRITORIAL_SEA = "zone-blockade-venezuela", "zone-ve-territorial-sea-12nm"
"""A declared zone whose boundary was never published, and the water that a reader may have hatched for it."""


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

    ``records`` is a table by columns, in order of date; areas and trays name their records by row.
    """
    records = shown.records
    chosen = selected if selected in set(records["id"]) else None
    return {
        "selected": chosen,
        "records": _columns(shown),
        "areas": _areas(records),
        "trays": _trays(shown),
        "zones": _zones(shown),
        "blockade": bool((shown.zones["id"] == BLOCKADE).any()),
        "question": _question(shown),
        "legs": legs.payload(shown, chosen),
    }


def _columns(shown: View) -> dict[str, Any]:
    """Records as columns: values once, and for each record the row of its own."""
    records = shown.records
    placed = records["precision"] == "place"
    points = zip(placed, records["lon"], records["lat"], strict=True)
    repeated = {
        "kind": records["kind"],
        "attribution": records["attribution"],
        "counted": records["counted_as"].isin(["strike", "part_of_operation", "interdiction"]),
        "step": _steps(records),
        "vessels": records["vessels"],
        "parent": records["parent"],
        "detail": _details(shown),
    }
    answers = {name: records[column] for name, column in ANSWER.items()}
    return {
        "id": list(records["id"]),
        "title": list(records["title"]),
        "place": [[lon, lat] if has else None for has, lon, lat in points],
        **{name: _coded(values) for name, values in (repeated | answers).items()},
    }


ANSWER = {"answer": "answer", "reason": "answer_reason"}
"""Columns that a view has when it answers a question of place: surely or possibly, and why."""


def _coded(values: pd.Series) -> dict[str, list[Any]]:
    """A column whose values repeat: the values that it has, and each record's among them, -1 for none."""
    codes, found = pd.factorize(values)
    return {"of": [schema.plain(value) for value in found], "at": codes.tolist()}


def _steps(records: pd.DataFrame) -> pd.Series:
    """Size step of each symbol."""
    killed = records["killed_max"].fillna(0).where(records["killed_max"].fillna(0) > 0, records["killed_min"].fillna(0))
    return killed.astype(int).map(style.step)


def _details(shown: View) -> pd.Series:
    """The second line of each record's tooltip: "3 killed · confirmed · Caribbean"."""
    records, labels = shown.records, filters.options(shown.dataset.package)
    bounds = zip(records["killed_min"], records["killed_max"], strict=True)
    killed = pd.Series([words.killed(*map(schema.plain, pair)) for pair in bounds], records.index, dtype="object")
    deadly = records["counted_as"].isin(["strike", "part_of_operation"])
    attribution, theatre = (records[name].map(labels[name]) for name in ("attribution", "theatre"))
    details: pd.Series = (killed + " · ").where(deadly, "") + attribution.str.lower() + " · " + theatre
    return details


def _areas(records: pd.DataFrame) -> list[dict[str, Any]]:
    """Areas with the rows of their records: those with the same centre and radius share one."""
    areas = records.reset_index(drop=True)
    areas = areas[areas["precision"] == "area"]
    return [_area(members) for _, members in areas.groupby(["lon", "lat", "uncertainty_km"], sort=False)]


def _area(members: pd.DataFrame) -> dict[str, Any]:
    first = members.iloc[0]
    kinds = set(members["kind"])
    count = len(members)
    noun = "strike" if set(members["counted_as"]) == {"strike"} else "record"
    radius = f"±{first['uncertainty_km']:g} km"
    return {
        "kind": kinds.pop() if len(kinds) == 1 else "mixed",
        "center": [float(first["lon"]), float(first["lat"])],
        "radius_km": float(first["uncertainty_km"]),
        "label": f"{first['title'].split(' · ')[0]} · {radius}" if count == 1 else f"{count} {noun}s · {radius}",
        "records": members.index.tolist(),
    }


def _trays(shown: View) -> list[dict[str, Any]]:
    records = shown.records.reset_index(drop=True)
    unplaced = records[records["precision"].map(view.PLACED) == "unplaced"]
    held = {theatre: unplaced[unplaced["theatre"] == theatre] for theatre in TRAYS}
    return [_tray(shown, theatre, members) for theatre, members in held.items() if not members.empty]


def _tray(shown: View, theatre: str, members: pd.DataFrame) -> dict[str, Any]:
    title = shown.dataset.package["incidents"]["theatre"].labels[theatre]
    ocean = shown.dataset.theatres.get(theatre)
    return {
        "id": theatre,
        "title": {"undisclosed": "Ocean not given"}.get(theatre, title),
        "note": "position never published",
        "count": summary.tally(view.count(members)),
        "anchor": TRAYS[theatre],
        "ocean": None if ocean is None else outlines.packed(ocean, 0.5),
        "records": members.index.tolist(),
    }


def _zones(shown: View) -> list[dict[str, Any]]:
    drawn = shown.zones[shown.zones.geometry.notna()]
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


def _question(shown: View) -> list[dict[str, Any]]:
    """The places that the view asks about, as outlines; a view that asks about none has none."""
    return [
        {"kind": kind, "label": label, "outline": None if shape is None else outlines.packed(shape)}
        for kind, label, shape in shown.question_outlines()
    ]
