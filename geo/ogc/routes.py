"""``/ogc`` and all below it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import language, versions
from geo.dataset import Dataset
from geo.delivery import File
from geo.errors import FilterError
from geo.http import resource
from geo.http.problems import open_to_all, problem
from geo.http.resource import METHODS, Resource
from geo.language import _
from geo.ogc import page

if TYPE_CHECKING:
    from geo.ogc.service import Service, Told

_starting = Lock()


@lru_cache(maxsize=8)
def _made(dataset: Dataset, _language: str) -> Service:
    from geo.ogc.service import Service  # pygeoapi takes a second to import: the first question waits, not the start

    return Service(dataset)


def _service(dataset: Dataset) -> Service:
    """The service in the language spoken now; made once."""
    with _starting:
        return _made(dataset, language.current())


def routes(dataset: Dataset) -> list[Route]:
    """The standard's addresses, answering from this dataset."""

    @open_to_all
    def ogc(request: Request) -> Response:
        path = request.path_params.get("path", "").rstrip("/")
        parts = path.split("/") if path else []
        if request.query_params.get("f", "json") not in ("json", "html"):
            raise FilterError(_("f: {given!r} is no format here; use json").format(given=request.query_params["f"]))
        service = _service(dataset)
        told = service.answer(parts, request.query_params)
        if told is None:
            return problem(404, _("There is nothing at this address; begin at /ogc."))
        if told.status != 200:
            return problem(told.status, _refusal(told))
        return _document(request, dataset, told, parts)

    return [Route("/ogc", ogc, methods=METHODS), Route("/ogc/{path:path}", ogc, methods=METHODS)]


def _refusal(told: Told) -> str:
    """What pygeoapi says, in its own words."""
    return str(told.document.get("description", ""))


def _document(request: Request, dataset: Dataset, told: Told, parts: list[str]) -> Response:
    base = _base(request, parts)
    if parts in page.PAGES and _wants_page(request):
        service = _service(dataset)
        content, media_type = page.page(parts, service.document, base), "text/html; charset=utf-8"
    else:
        content, media_type = orjson.dumps(told.document), told.headers["content-type"]
    content = content.replace(page.PLACEHOLDER.encode(), base.encode())
    file = File(f"/{parts[-1] if parts else 'ogc'}.{'html' if 'html' in media_type else 'json'}", content, media_type)
    own = {"vary": "Accept, Accept-Encoding"}
    own |= {"content-crs": told.headers["content-crs"]} if "content-crs" in told.headers else {}
    tag = hashlib.sha256(content).hexdigest()[:32]
    return resource.answer(request, Resource(tag, versions.moment(dataset.version), lambda: file, own))


def _base(request: Request, parts: list[str]) -> str:
    """The address of ``/ogc`` as it was asked for: behind a proxy or on whatever port."""
    whole = str(request.url.replace(query="", fragment="")).rstrip("/")
    return whole.rsplit("/", len(parts))[0] if parts else whole


def _wants_page(request: Request) -> bool:
    asked = request.query_params.get("f")
    return asked == "html" or (asked is None and "text/html" in request.headers.get("accept", ""))
