"""pygeoapi's configuration, made in memory."""

from __future__ import annotations

from typing import Any

import numpy as np

from geo import language, schema, view
from geo.dataset import Dataset
from geo.filters import Filters
from geo.language import _
from geo.ogc import layers, provider
from geo.ogc.layers import LAYERS, Layer
from geo.ogc.openapi import MOST, PAGE
from geo.ogc.page import CRS84, PLACEHOLDER


def config(dataset: Dataset) -> dict[str, Any]:
    """The configuration in the language spoken now, with a collection for each layer."""
    name = provider.serve(dataset)
    package = dataset.package
    return {
        "server": {
            "url": PLACEHOLDER,
            "encoding": "utf-8",
            "gzip": False,
            "languages": [language.current()],
            "limits": {"default_items": PAGE, "max_items": MOST, "on_exceed": "throttle"},
            "map": {"url": "", "attribution": ""},
        },
        "logging": {"level": "WARNING"},
        "metadata": {
            "identification": {
                "title": _("Maritime Operations Map"),
                "description": package.description,
                "keywords": ["maritime security", "OGC API - Features"],
                "keywords_type": "theme",
                "terms_of_service": package.licence["path"],
                "url": PLACEHOLDER.removesuffix("ogc"),
            },
            "license": {"name": package.licence["name"], "url": package.licence["path"]},
            "provider": {"name": _("Maritime Operations Map"), "url": PLACEHOLDER.removesuffix("ogc")},
            "contact": {"name": _("Maritime Operations Map")},
        },
        "resources": {layer.name: _resource(layer, dataset, name) for layer in LAYERS.values()},
    }


def _resource(layer: Layer, dataset: Dataset, name: str) -> dict[str, Any]:
    definition = {
        "type": "feature",
        "name": "geo.ogc.provider.LayerProvider",
        "data": f"{name}/{layer.name}",
        "id_field": "id",
        "crs": [CRS84],
        "storage_crs": CRS84,
    }
    return {
        "type": "collection",
        "title": _(layer.title),
        "description": layers.description(layer, dataset),
        "keywords": [layer.name],
        # No period here: pygeoapi would refuse to be asked of one that it does not touch.
        "extents": {"spatial": {"bbox": _bounds(layer, dataset), "crs": CRS84}},
        "providers": [definition],
    }


def _bounds(layer: Layer, dataset: Dataset) -> list[float]:
    """West, south, east, north of what has a geometry; the whole globe where nothing has."""
    bounds = layers.rows(layer, view.build(dataset, Filters())).total_bounds
    return [float(bound) for bound in bounds] if np.isfinite(bounds).all() else [-180.0, -90.0, 180.0, 90.0]


def interval(layer: Layer, dataset: Dataset) -> list[str | None]:
    """First and last day of a layer's features, as the standard tells a period; open where nothing is dated."""
    if not layer.dated or layer.name == "zones":
        return [None, None]
    found = layers.rows(layer, view.build(dataset, Filters()))
    return [_moment(found["earliest"].min()), _moment(found["latest"].max())]


def _moment(day: Any) -> str | None:
    told = schema.plain(day)
    return f"{told}T00:00:00Z" if told else None
