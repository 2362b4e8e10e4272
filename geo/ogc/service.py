"""pygeoapi asked from within this process: one question in, one JSON document out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import orjson
import pygeoapi.api
from pygeoapi.api import API, APIRequest, itemtypes
from starlette.datastructures import QueryParams

from geo import language
from geo.dataset import Dataset
from geo.errors import AbsentError, FilterError
from geo.language import _
from geo.ogc import config, cql, openapi, questions
from geo.ogc.layers import LAYERS

itemtypes.parse_ecql_text = cql.parse  # pygeoapi's own reader knows the older language only
logging.getLogger("pygeoapi").setLevel(logging.CRITICAL)  # what a reader got wrong is told to the reader


@dataclass(frozen=True)
class Told:
    """An answer of the service."""

    media_type: str
    document: dict[str, Any]


class Service:
    """The standard's documents of one dataset, in one language."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        own = config.config(dataset)
        self.document = openapi.document(own, dataset)
        with _logging_kept():
            self.api = API(own, self.document)
        # Asked once: pygeoapi adds to its list of classes each time.
        self._conformance = self._asked(pygeoapi.api.conformance, QueryParams())
        classes = self._conformance.document["conformsTo"]
        self._conformance.document["conformsTo"] = [name for name in classes if not name.endswith(NOT_KEPT_TO)]

    def answer(self, parts: list[str], params: QueryParams) -> Told:
        """The document at a path below ``/ogc``, by its parts.

        AbsentError where there is none, FilterError for a question that cannot be understood.
        """
        questions.check(params)
        match parts:
            case []:
                return self._asked(pygeoapi.api.landing_page, params)
            case ["openapi"]:
                return Told(openapi.MEDIA_TYPE, self.document)
            case ["conformance"]:
                return self._conformance
            case ["collections"]:
                return self._asked(pygeoapi.api.describe_collections, params)
            case ["collections", name] if name in LAYERS:
                return self._asked(pygeoapi.api.describe_collections, params, name)
            case ["collections", name, what] if name in LAYERS and what in _OF_COLLECTION:
                return self._asked(_OF_COLLECTION[what], params, name)
            case ["collections", name, "items", identifier] if name in LAYERS:
                return self._asked(itemtypes.get_collection_item, params, name, identifier)
        raise AbsentError(_("There is nothing at this address; begin at /ogc."))

    def _asked(self, function: Callable[..., Any], params: QueryParams, *what: str) -> Told:
        request = APIRequest(_Request(params), self.api.locales)
        headers, status, content = function(self.api, request, *what)
        document = orjson.loads(content)
        if status == HTTPStatus.NOT_FOUND:
            raise AbsentError(_("{layer} has no feature of this id.").format(layer=what[0]))
        if status != HTTPStatus.OK:
            raise FilterError(document["description"])  # in pygeoapi's words
        _tidy(document)
        self._dated(document)
        geojson = function in (itemtypes.get_collection_items, itemtypes.get_collection_item)
        return Told("application/geo+json" if geojson else headers["Content-Type"], document)

    def _dated(self, document: dict[str, Any]) -> None:
        """Say which period a collection covers."""
        for collection in document.get("collections", [document]):
            if "extent" in collection and (layer := LAYERS[collection["id"]]).dated:
                period = config.interval(layer, self.dataset)
                trs = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
                collection["extent"]["temporal"] = {"interval": [period], "trs": trs}


_OF_COLLECTION: Mapping[str, Callable[..., Any]] = {
    "items": itemtypes.get_collection_items,
    "queryables": itemtypes.get_collection_queryables,
    "schema": pygeoapi.api.get_collection_schema,
}


class _Params(QueryParams):
    """A query in which a name may stand several times, as pygeoapi goes through it and writes it into its links."""

    def items(self) -> Any:
        return self.multi_items()


class _Request(SimpleNamespace):
    """What pygeoapi looks at of a request. It is always asked for JSON, in the language of its configuration."""

    def __init__(self, params: QueryParams) -> None:
        super().__init__(query_params=_passed_on(params), headers={"accept": "application/json"}, scope={"path": "/"})


def _passed_on(params: QueryParams) -> _Params:
    """What is asked, by the names that pygeoapi knows, in the language spoken now."""
    kept = [(name, value) for name, value in params.multi_items() if name not in ("f", "lang")]
    named = [(name, "cql-text" if (name, value) == ("filter-lang", "cql2-text") else value) for name, value in kept]
    return _Params([*named, *([("lang", language.current())] if language.current() != language.ENGLISH else [])])


UNSPOKEN = ("text/html", "application/ld+json")
"""Media types of pygeoapi's that need scripts from other hosts, or that nobody asked for."""

NOT_KEPT_TO = ("/html", "/create-replace-delete")
"""Classes that pygeoapi claims for whoever runs it: the pages here are our own, and nobody writes."""

PARTS_NOT_HERE = ("/processes", "/jobs", "/TileMatrixSets?f=json")


def _tidy(document: dict[str, Any]) -> None:
    """Leave out links to what is not here, the moment of answering, and a next page that is empty."""
    document.pop("timeStamp", None)
    for part in (document, *document.get("collections", [])):
        if "links" in part:
            part["links"] = [_plain(link) for link in part["links"] if not _leads_nowhere(link, document)]


def _plain(link: dict[str, Any]) -> dict[str, Any]:
    """A link to features without what they are anyway: GDAL writes a feature's name behind the address."""
    return {**link, "href": link["href"].removesuffix("?f=json")} if link["rel"] == "items" else link


def _leads_nowhere(link: dict[str, Any], document: dict[str, Any]) -> bool:
    if link["rel"] == "next" and "numberMatched" in document:
        offset = int(QueryParams(link["href"].partition("?")[2]).get("offset", "0"))
        return offset >= document["numberMatched"] or not document["numberReturned"]
    return link.get("type") in UNSPOKEN or link["href"].endswith(PARTS_NOT_HERE)


@contextmanager
def _logging_kept() -> Iterator[None]:
    """Leave the process' logging as it was: pygeoapi takes it over when it starts."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
