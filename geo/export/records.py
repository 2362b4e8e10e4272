"""The records of a view as plain values: what every format writes, each in its own way."""

from typing import Any

import geopandas as gpd
import orjson
import shapely

from geo import schema, waters
from geo.view import View

DECIMALS = 5
"""Decimals of exported coordinates: about a metre, finer than anything in the data."""


def columns(shown: View) -> list[str]:
    """Fields of a record in the schema's order, then those that we derive."""
    own = [field.name for field in shown.dataset.package["incidents"].fields]
    return [*own, "precision", "earliest", "latest", "title", "answer", "answer_reason"]


def features(shown: View, some: gpd.GeoDataFrame | None = None) -> list[dict[str, Any]]:
    """Each record of the view, or of ``some`` of its records, as a feature of GeoJSON, in their order, with its waters,
    sources and claims.
    """
    names, chosen = columns(shown), shown.records if some is None else some
    rows = zip(*(chosen[name] for name in names), strict=True)
    return [
        _feature(dict(zip(names, map(schema.plain, row), strict=True)), shape, shown)
        for row, shape in zip(rows, chosen.geometry, strict=True)
    ]


def _feature(record: dict[str, Any], geometry: shapely.Geometry | None, shown: View) -> dict[str, Any]:
    identity = record.pop("id")
    area = record["precision"] == "area"
    record["centre"] = [record["lon"], record["lat"]] if area else None
    record["radius_km"] = record["uncertainty_km"] if area else None
    record["waters"] = waters_of(shown, identity)
    record["sources"] = list(shown.evidence(identity))
    record["claims"] = list(shown.contested(identity))
    return {"type": "Feature", "id": identity, "geometry": _geometry(geometry), "properties": record}


def waters_of(shown: View, record: str) -> dict[str, Any] | None:
    """The waters in which an event may have been, as JSON has them; None where no more than a sea was named.

    ``possible`` are kinds of waters with the state's code, ``coast_nm`` bounds of the distance to the nearest coast
    in nautical miles (None on land), ``nearest_states`` codes; ``stated_is_consistent_with`` says with how much of
    what is known of the place the stated waters agree: all, part or none.
    """
    found = shown.waters(record)
    if found is None:
        return None
    stated = shown.stated_waters(record)
    on_land = all(entry.waters == "land" for entry in found.possible)
    return {
        "possible": [f"{entry.waters}:{entry.state}" if entry.state else entry.waters for entry in found.possible],
        "coast_nm": None if on_land else [round(found.coast.nearest_nm, 1), round(found.coast.farthest_nm, 1)],
        "nearest_states": list(found.nearest_states),
        "stated_is_consistent_with": waters.consistent(stated, found) if stated else None,
    }


def zones(shown: View, some: gpd.GeoDataFrame | None = None) -> list[dict[str, Any]]:
    """Each zone in force in the period, or of ``some``, as a feature of GeoJSON."""
    return _outlined(shown.zones if some is None else some, [*_names(shown, "zones"), "basis"])


def places(shown: View, some: gpd.GeoDataFrame | None = None) -> list[dict[str, Any]]:
    """Each oil terminal, port, base and airfield, or each of ``some``, as a feature of GeoJSON."""
    return _outlined(shown.places if some is None else some, _names(shown, "places"))


def _names(shown: View, table: str) -> list[str]:
    return [field.name for field in shown.dataset.package[table].fields if field.name != "id"]


def _outlined(frame: gpd.GeoDataFrame, names: list[str]) -> list[dict[str, Any]]:
    rows = zip(*(frame[name] for name in names), strict=True)
    return [
        {
            "type": "Feature",
            "id": identity,
            "geometry": _geometry(geometry),
            "properties": dict(zip(names, map(schema.plain, row), strict=True)),
        }
        for identity, geometry, row in zip(frame["id"], frame.geometry, rows, strict=True)
    ]


def rounded(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """The shape as it is exported: to ``DECIMALS``, valid, outer rings counter-clockwise; None for none."""
    if shape is None or shape.is_empty:
        return None
    found = shapely.transform(shape, lambda points: points.round(DECIMALS))
    if not found.is_valid:  # rounding can make a narrow ring touch itself
        found = shapely.make_valid(found, method="structure", keep_collapsed=False)
    return shapely.orient_polygons(found)


def _geometry(shape: shapely.Geometry | None) -> dict[str, Any] | None:
    found = rounded(shape)
    return None if found is None else orjson.loads(shapely.to_geojson(found))
