"""The OpenAPI document: pygeoapi's, made whole in itself.

pygeoapi's document leans on schemas of other hosts and tells of formats and pages that are not here. Here every
reference leads into the document, and each operation names what it takes and what it answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pygeoapi.openapi import get_oas

from geo import filters, language
from geo.dataset import Dataset
from geo.language import _
from geo.ogc.layers import LAYERS, Column, Layer

PAGE, MOST = 1000, 10_000
"""Features of an answer that names no limit, and of any."""

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0"

Json = dict[str, Any]


def document(config: Json, dataset: Dataset) -> Json:
    """The document of a configuration of pygeoapi's, in the language spoken now."""
    made: Json = get_oas(config)
    info = {name: value for name, value in made["info"].items() if name != "contact"}
    return {
        "openapi": made["openapi"],
        "info": info,
        "servers": [{"url": config["server"]["url"]}],
        "tags": [tag for tag in made["tags"] if tag["name"] == "server" or tag["name"] in LAYERS],
        "paths": {
            path: {"get": _operation(path, made["paths"][path]["get"], dataset)}
            for path in sorted(made["paths"], key=lambda path: (path.count("/") > 1, not path.endswith("/items")))
            if _is_here(path)
        },
        "components": {"schemas": _SCHEMAS, "responses": _RESPONSES, "parameters": _parameters()},
    }


def _is_here(path: str) -> bool:
    parts = path.strip("/").split("/")
    own = parts[0] in ("", "openapi", "conformance") or parts == ["collections"]
    return own or (len(parts) > 1 and parts[1] in LAYERS and parts[2:3] in ([], ["items"], ["schema"], ["queryables"]))


def _operation(path: str, made: Json, dataset: Dataset) -> Json:
    name = path.split("/")[2] if path.count("/") > 1 else ""
    items = path.endswith("/items")
    own = _of_items(LAYERS[name], dataset) if items else []
    known = ["f", "lang", *(["featureId"] if "{featureId}" in path else [])]
    failures = {"400": "Refused", "404": "NotFound", "414": "Refused", "503": "Refused"}
    return {
        **{key: made[key] for key in ("description", "tags", "operationId")},
        "summary": _summary(path),
        "parameters": [*({"$ref": f"#/components/parameters/{ref}"} for ref in known), *own],
        "responses": {
            "200": {"$ref": f"#/components/responses/{_answer(path)}"},
            **{status: {"$ref": f"#/components/responses/{answer}"} for status, answer in failures.items()},
        },
    }


def _summary(path: str) -> str:
    """What an operation gives, in the language spoken now: pygeoapi knows its own sentences in English."""
    parts = path.strip("/").split("/")
    if parts[0] != "collections" or len(parts) == 1:
        told = {"": _("Landing page"), "openapi": _("This document"), "conformance": _("Conformance")}
        return told.get(parts[0], _("Collections"))
    told = {
        "items": _("Features"),
        "{featureId}": _("One feature"),
        "schema": _("Schema"),
        "queryables": _("Properties"),
    }
    return f"{_(LAYERS[parts[1]].title)}: {told.get(parts[-1], _('Description'))}"


def _answer(path: str) -> str:
    last = path.rsplit("/", 1)[1]
    return {"items": "Features", "{featureId}": "Feature", "schema": "Schema", "queryables": "Schema"}.get(
        last, "Document"
    )


def _of_items(layer: Layer, dataset: Dataset) -> list[Json]:
    """Parameters of a question for the features of a layer."""
    columns = layer.columns(dataset.package)
    compared = [column for column in columns if column.compared and column.name not in layer.filters]
    names = [column.name for column in columns]
    shared = ["limit", "offset", "bbox", "resulttype", "skipGeometry", "filter", "filter-lang"]
    return [
        *({"$ref": f"#/components/parameters/{ref}"} for ref in [*shared, *(["datetime"] if layer.dated else [])]),
        _list("properties", _("Which properties the features shall have."), {"type": "string", "enum": names}),
        _list("sortby", _("Properties to sort by; one that begins with - from the last to the first."), _TEXT),
        *(_filter(name, dataset) for name in layer.filters),
        *(
            _query(column.name, _typed(column), column.description or column.title or column.name)
            for column in compared
        ),
    ]


_TEXT: Json = {"type": "string"}


def _filter(name: str, dataset: Dataset) -> Json:
    values = filters.options(dataset.package).get(name)
    told = _("As in the address of the page: one of its filters.")
    if name not in filters.LISTS:
        return _query(name, {"type": "string", "format": "date"} if name in filters.DAYS else _TEXT, told)
    entry = {"type": "string", "enum": list(values)} if values else _TEXT
    schema = {"type": "array", "items": entry, "maxItems": filters.most(name)}
    return {**_query(name, schema, told), "explode": True}


def _typed(column: Column) -> Json:
    return {"type": column.type, **({"format": column.format} if column.format else {})}


def _query(name: str, schema: Json, told: str) -> Json:
    style = {"style": "form", "explode": False}
    return {"name": name, "in": "query", "required": False, "description": told, "schema": schema, **style}


def _list(name: str, told: str, entry: Json, **bounds: int) -> Json:
    return _query(name, {"type": "array", "items": entry, **bounds}, told)


def _parameters() -> Json:
    number: Json = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    return {
        "f": _query("f", {"type": "string", "enum": ["json"], "default": "json"}, _("Format of the answer.")),
        "lang": _query("lang", {"type": "string", "enum": list(language.LANGUAGES)}, _("Language of the answer.")),
        "limit": _query(
            "limit", {**number, "minimum": 1, "maximum": MOST, "default": PAGE}, _("Features of one answer.")
        ),
        "offset": _query("offset", {**number, "default": 0}, _("How many features to leave out before the first.")),
        "bbox": _list(
            "bbox",
            _("West, south, east, north in degrees: only features whose geometry meets the box."),
            {"type": "number"},
            minItems=4,
            maxItems=6,
        ),
        "datetime": _query("datetime", _TEXT, _("A day, a moment or a period (RFC 3339), .. where it is open.")),
        "resulttype": _query("resulttype", {"type": "string", "enum": ["results", "hits"]}, _("hits only counts.")),
        "skipGeometry": _query("skipGeometry", {"type": "boolean"}, _("Leave the geometries out.")),
        "filter": _query("filter", _TEXT, _("CQL2 text on the properties and geometry.")),
        "filter-lang": _query("filter-lang", {"type": "string", "enum": ["cql2-text", "cql-text"]}, _("Its language.")),
        "featureId": {"name": "featureId", "in": "path", "required": True, "schema": _TEXT},
    }


_LINK: Json = {
    "type": "object",
    "required": ["href", "rel"],
    "properties": dict.fromkeys(("href", "rel", "type", "title"), _TEXT),
}
_SCHEMAS: Mapping[str, Json] = {
    "link": _LINK,
    "document": {
        "type": "object",
        "properties": {"links": {"type": "array", "items": {"$ref": "#/components/schemas/link"}}},
    },
    "geometry": {"type": "object", "nullable": True, "properties": {"type": _TEXT}},
    "feature": {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": _TEXT,
            "geometry": {"$ref": "#/components/schemas/geometry"},
            "properties": {"type": "object"},
        },
    },
    "features": {
        "type": "object",
        "required": ["type", "features", "numberMatched", "numberReturned"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": {"$ref": "#/components/schemas/feature"}},
            "links": {"type": "array", "items": {"$ref": "#/components/schemas/link"}},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
        },
    },
    "problem": {
        "type": "object",
        "required": ["status", "title", "detail"],
        "properties": {"type": _TEXT, "status": {"type": "integer"}, "title": _TEXT, "detail": _TEXT},
    },
}


def _response(told: str, media_type: str, schema: str) -> Json:
    return {"description": told, "content": {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


_RESPONSES: Mapping[str, Json] = {
    "Document": {
        "description": "A document of the standard",
        "content": {
            media_type: {"schema": {"$ref": "#/components/schemas/document"}}
            for media_type in ("application/json", MEDIA_TYPE)
        },
    },
    "Schema": _response("JSON Schema of the features", "application/schema+json", "document"),
    "Features": _response("A page of features", "application/geo+json", "features"),
    "Feature": _response("A feature", "application/geo+json", "feature"),
    "Refused": _response("What is wrong, and what to do", "application/problem+json", "problem"),
    "NotFound": _response("There is none of that name", "application/problem+json", "problem"),
}
