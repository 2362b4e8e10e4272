"""The one plugin of pygeoapi: a layer of a view as a collection."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
from pygeoapi.provider.base import BaseProvider, ProviderItemNotFoundError

from geo import view
from geo.dataset import Dataset
from geo.errors import FilterError
from geo.filters import Filters
from geo.language import _
from geo.ogc import boxes, cql, layers, questions
from geo.ogc.layers import LAYERS, Feature
from geo.ogc.questions import Question

_served: dict[str, Dataset] = {}
"""Datasets by their digest: pygeoapi copies its configuration, and makes a provider for each question."""


def serve(dataset: Dataset) -> str:
    """Word that the provider may be asked of this dataset, and by what name."""
    _served[dataset.sha256] = dataset
    return dataset.sha256


class LayerProvider(BaseProvider):  # type: ignore[misc]  # pygeoapi tells no types
    """Answers from ``view.build``; ``data`` of its definition is the dataset's name and the layer's."""

    def __init__(self, definition: dict[str, Any]) -> None:
        super().__init__(definition)
        name, layer = self.data.split("/")
        self.dataset, self.layer = _served[name], LAYERS[layer]
        # Of names that it does not know pygeoapi makes nothing; we say so.
        self.include_extra_query_parameters = True
        self._fields = {column.name: _field(column) for column in self.layer.columns(self.dataset.package)}

    def get_fields(self) -> dict[str, dict[str, Any]]:
        """The properties of the features, as JSON Schema has them."""
        return self._fields

    def query(
        self,
        offset: int = 0,
        limit: int = 10,
        resulttype: str = "results",
        bbox: list[float] | None = None,
        datetime_: str | None = None,
        properties: list[tuple[str, str]] | None = None,
        sortby: list[dict[str, str]] | None = None,
        select_properties: list[str] | None = None,
        skip_geometry: bool = False,
        q: str | None = None,
        filterq: Any = None,
        **_others: Any,
    ) -> dict[str, Any]:
        """A page of what is asked for, as a GeoJSON collection with the number of features that there are."""
        others = [*(properties or []), *([("q", q)] if q else [])]
        asked = questions.read(self.layer, self.dataset, datetime_, bbox or [], others)
        shown = view.build(self.dataset, asked.filters)
        found = _ordered(_chosen(layers.rows(self.layer, shown), asked, filterq), sortby or [])
        page = found.iloc[offset : offset + limit if resulttype != "hits" else offset]
        features = self.layer.features(shown, page)
        return {
            "type": "FeatureCollection",
            "features": [_narrowed(feature, select_properties or [], skip_geometry) for feature in features],
            "numberMatched": len(found),
            "numberReturned": len(features),
        }

    def get(self, identifier: str, **_others: Any) -> Feature:
        """One feature; an error of pygeoapi's where there is none of that name."""
        shown = view.build(self.dataset, Filters())
        rows = layers.rows(self.layer, shown)
        rows = rows[rows["id"] == identifier].reset_index(drop=True)
        if rows.empty:
            raise ProviderItemNotFoundError(identifier)
        return self.layer.features(shown, rows)[0]


def _field(column: layers.Column) -> dict[str, Any]:
    told = {
        "type": column.type,
        "format": column.format,
        "title": column.title,
        "description": column.description,
        "x-ogc-role": column.role,
    }
    return {name: value for name, value in told.items() if value}


def _chosen(rows: gpd.GeoDataFrame, asked: Question, tree: Any) -> gpd.GeoDataFrame:
    held = np.ones(len(rows), dtype=bool)
    if asked.box:
        held &= rows.geometry.intersects(boxes.outline(asked.box)).to_numpy()
    for name, text in asked.columns:
        column = cql.comparable(rows[name])
        held &= (column == _value(name, text, column.dtype)).fillna(False).to_numpy(dtype=bool)
    if tree is not None:
        held &= cql.mask(tree, rows)
    return rows[held]


def _value(name: str, text: str, dtype: Any) -> Any:
    """A value of an address as one that the column can hold."""
    if dtype == "string":
        return text
    try:
        return {"true": True, "false": False}[text] if dtype == "boolean" else float(text)
    except (KeyError, ValueError):
        wanted = _("true or false") if dtype == "boolean" else _("a number")
        raise FilterError(
            _("{name}: {given!r} is not {wanted}").format(name=name, given=text[:60], wanted=wanted)
        ) from None


def _ordered(rows: gpd.GeoDataFrame, sortby: list[dict[str, str]]) -> gpd.GeoDataFrame:
    """The rows sorted by some columns, what is missing last; rows that are alike stay in the view's order."""
    for order in reversed(sortby):
        name = order["property"]
        if name not in rows.columns:
            raise FilterError(_("sortby: {name} is no value that can be sorted by").format(name=name))
        key = cql.comparable(rows[name])
        rows = rows.loc[key.sort_values(ascending=order["order"] == "+", kind="stable", na_position="last").index]
    return rows


def _narrowed(feature: Feature, properties: list[str], skip_geometry: bool) -> Feature:
    """A feature with only the properties asked for, and without its geometry where that is not wanted."""
    told = dict(feature)
    if properties:
        told["properties"] = {name: value for name, value in told["properties"].items() if name in properties}
    if skip_geometry:
        told["geometry"] = None
    return told
