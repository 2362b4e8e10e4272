"""The part of the map that changes: records as symbols, areas and trays, and the zones in force."""

from typing import Any

import folium
import orjson
import pandas as pd
import shapely
from branca.element import MacroElement
from jinja2 import Template

from geo import filters, html, schema, style, summary, view, words
from geo.view import View

TRAYS = {
    "eastern_pacific": [-108.0, 3.0],
    "atlantic": [-50.0, 22.0],
    "caribbean": [-84.5, 18.0],
    "indian_ocean": [75.0, -8.0],
    "land": None,
    "undisclosed": None,
}
"""Open water (lon, lat) where each theatre's tray likes to lie; None lies at the map's edge."""


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
    """What the drawing scripts need: records in order of date, and the areas, trays and zones that hold them."""
    records = shown.records
    area_of = _area_ids(records)
    return {
        "selected": selected if selected in set(records["id"]) else None,
        "records": _records(shown, area_of),
        "areas": [_area(name, members) for name, members in records.groupby(area_of, sort=False)],
        "trays": [
            _tray(shown, theatre, records[_unplaced(records) & (records["theatre"] == theatre)])
            for theatre in TRAYS
            if (_unplaced(records) & (records["theatre"] == theatre)).any()
        ],
        "zones": _zones(shown),
    }


def _unplaced(records: pd.DataFrame) -> pd.Series:
    return records["precision"].map(view.PLACED) == "unplaced"


def _area_ids(records: pd.DataFrame) -> pd.Series:
    """Id of the area of each record that has one: records with the same centre and radius share it."""
    areas = records[records["precision"] == "area"]
    keys = areas["lon"].astype(str) + "/" + areas["lat"].astype(str) + "/" + areas["uncertainty_km"].astype(str)
    return "area " + keys.reindex(records.index)


def _records(shown: View, area_of: pd.Series) -> list[dict[str, Any]]:
    labels = filters.options(shown.dataset.package)
    rows = shown.records.assign(area=area_of, tray=shown.records["theatre"].where(_unplaced(shown.records)))
    return [_record({str(key): schema.plain(value) for key, value in row.items()}, labels) for row in _rows(rows)]


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    wanted = "id kind attribution counted_as killed_min killed_max vessels title theatre precision lon lat area tray"
    names = wanted.split()
    return [dict(zip(names, row, strict=True)) for row in zip(*(frame[name] for name in names), strict=True)]


def _record(row: dict[str, Any], labels: Any) -> dict[str, Any]:
    facts = [labels["attribution"][row["attribution"]].lower(), labels["theatre"][row["theatre"]]]
    if row["counted_as"] in ("strike", "part_of_operation"):
        facts.insert(0, words.killed(row["killed_min"], row["killed_max"]))
    return {
        "id": row["id"],
        "kind": row["kind"],
        "attribution": row["attribution"],
        "counted": row["counted_as"] in ("strike", "part_of_operation", "interdiction"),
        "step": style.step(row["killed_max"] or row["killed_min"]),
        "vessels": row["vessels"],
        "title": row["title"],
        "detail": " · ".join(facts),
        "place": [row["lon"], row["lat"]] if row["precision"] == "place" else None,
        "area": row["area"],
        "tray": row["tray"],
    }


def _area(name: str, members: pd.DataFrame) -> dict[str, Any]:
    first = members.iloc[0]
    kinds = set(members["kind"])
    # A disc that crosses the 180th meridian is drawn by its larger part's outline.
    outline = max(getattr(first.geometry, "geoms", [first.geometry]), key=shapely.area).exterior
    count = len(members)
    noun = "strike" if set(members["counted_as"]) == {"strike"} else "record"
    radius = f"±{first['uncertainty_km']:g} km"
    return {
        "id": name,
        "kind": kinds.pop() if len(kinds) == 1 else "mixed",
        "center": [float(first["lon"]), float(first["lat"])],
        "radius_km": float(first["uncertainty_km"]),
        "ring": shapely.get_coordinates(outline).round(2 if first["uncertainty_km"] >= 60 else 3).tolist(),
        "label": f"{first['title'].split(' · ')[0]} · {radius}" if count == 1 else f"{count} {noun}s · {radius}",
        "records": list(members["id"]),
    }


def _tray(shown: View, theatre: str, members: pd.DataFrame) -> dict[str, Any]:
    title = shown.dataset.package["incidents"]["theatre"].labels[theatre]
    return {
        "id": theatre,
        "title": {"undisclosed": "Ocean not given"}.get(theatre, title),
        "note": "position never published",
        "count": summary.tally(view.count(members)),
        "anchor": TRAYS[theatre],
        "records": list(members["id"]),
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
            "geometry": orjson.loads(shapely.to_geojson(_light(shape))),
        }
        for identity, name, basis, role, shape in zip(*columns, drawn.geometry, strict=True)
    ]


def _light(shape: shapely.Geometry) -> shapely.Geometry:
    """An outline as fine as a screen shows it, about a kilometre; exports keep the whole."""
    return shapely.transform(shapely.simplify(shape, 0.01), lambda points: points.round(3))
