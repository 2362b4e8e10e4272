"""The layers of a view as collections of the standard: what each is called, holds, and can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd

from geo import schema
from geo.dataset import Dataset
from geo.export import records
from geo.filters import NAMES
from geo.language import N_, _
from geo.schema import Package
from geo.view import View

Feature = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A property of the features of a layer: its JSON type and, for a day, its format."""

    name: str
    type: str
    format: str | None = None
    title: str | None = None
    description: str | None = None
    values: tuple[str, ...] = ()
    """Allowed values; empty where any is."""
    role: str | None = None
    """What the standard takes it for (OGC API – Features, part 5)."""

    compared: bool = True
    """Whether features can be chosen and sorted by it."""


@dataclass(frozen=True)
class Layer:
    """One collection."""

    name: str
    title: str
    filters: tuple[str, ...]
    """Names of ``Filters`` that choose among its features; the period and the drawn area stand beside them."""
    dated: bool
    """Whether its features are asked for by period."""
    columns: Callable[[Package], tuple[Column, ...]]
    features: Callable[[View, gpd.GeoDataFrame], list[Feature]]
    """Some of the layer's rows of a view as features, as GeoJSON has them."""


def rows(layer: Layer, shown: View) -> gpd.GeoDataFrame:
    """The layer's rows of a view, in the view's order."""
    return shown.layers()[layer.name].reset_index(drop=True)


def description(layer: Layer, dataset: Dataset) -> str:
    """What a reader has to know of a layer before he counts its features."""
    if layer.name == "places":
        return str(dataset.package["places"].description)
    if layer.name == "zones":
        told = _(
            "{described} A zone without a published outline has null geometry, and no bbox finds it. datetime keeps "
            "the zones in force on a day of the period."
        )
        return told.format(described=dataset.package["zones"].description)
    return _(
        "A record without a published position has null geometry: it is counted here, and no bbox finds it; area asks "
        "for a place and keeps those that may lie in it. A polygon is the area in which the event may have happened. "
        "datetime keeps what may have happened in the period; answer says whether a record surely or only possibly "
        "lies in the period and place asked for."
    )


def _own_columns(table: str) -> Callable[[Package], tuple[Column, ...]]:
    def columns(package: Package) -> tuple[Column, ...]:
        return tuple(map(_column, package[table].fields))

    return columns


def _column(field: schema.Field) -> Column:
    kind = "string" if field.type == "date" else field.type
    day = "date" if field.type == "date" else None
    return Column(field.name, kind, day, field.title, field.description, tuple(field.labels))


def _incident_columns(package: Package) -> tuple[Column, ...]:
    return (
        *_own_columns("incidents")(package),
        *(Column(name, "string") for name in ("precision", "title", "answer", "answer_reason")),
        Column("earliest", "string", "date", role="primary-interval-start"),
        Column("latest", "string", "date", role="primary-interval-end"),
        Column("radius_km", "number", compared=False),
        Column("waters", "object", compared=False),
        *(Column(name, "array", compared=False) for name in ("centre", "sources", "claims")),
    )


def _zone_columns(package: Package) -> tuple[Column, ...]:
    return (*_own_columns("zones")(package), Column("basis", "string"))


ASKED = tuple(name for name in NAMES if name not in ("start", "end"))
"""Filters that incidents are chosen by; the period is asked for as ``datetime``."""


def _incidents(name: str, title: str) -> Layer:
    return Layer(name, title, ASKED, True, _incident_columns, records.features)


LAYERS: Mapping[str, Layer] = {
    layer.name: layer
    for layer in (
        _incidents("boat_strikes_caribbean", N_("Strikes on boats: Caribbean")),
        _incidents("boat_strikes_eastern_pacific", N_("Strikes on boats: eastern Pacific")),
        _incidents("boat_strikes_undisclosed", N_("Strikes on boats: sea not named")),
        _incidents("land_strikes", N_("Strikes and other events on land")),
        _incidents("interdictions", N_("Interdictions")),
        Layer("zones", N_("Zones"), ("known_on",), True, _zone_columns, records.zones),
        Layer("places", N_("Places"), (), False, _own_columns("places"), records.places),
    )
}
"""By the name that the layer has in a view."""
