"""``/ogc`` and all below it."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import __version__, html, language
from geo.dataset import Dataset
from geo.delivery import File
from geo.errors import FilterError
from geo.http import resource
from geo.http.builds import Builds
from geo.http.problems import open_to_all
from geo.http.resource import METHODS, Resource
from geo.language import _
from geo.ogc import page

if TYPE_CHECKING:
    from geo.ogc.service import Service

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
    builds = Builds(waiting=16, kept_bytes=16_000_000)

    @open_to_all
    def ogc(request: Request) -> Response:
        path = request.path_params.get("path", "").rstrip("/")
        parts = path.split("/") if path else []
        if request.query_params.get("f", "json") not in ("json", "html"):
            given = request.query_params["f"][:60]
            raise FilterError(_("f: {given!r} is no format here; use json").format(given=given))
        file = _page if parts in page.PAGES and _wants_page(request) else _document
        base, query = _base(request, parts), request.query_params.multi_items()
        asked = (dataset.sha256, __version__, language.current(), base, file.__name__, path, *map(repr, query))
        tag = hashlib.sha256("\n".join(asked).encode("utf-8", "surrogatepass")).hexdigest()[:32]

        def make() -> File:
            return builds.get(tag, lambda: file(_service(dataset), parts, request.query_params, base))

        crs = {"content-crs": f"<{page.CRS84}>"} if "items" in parts else {}
        own = {"vary": "Accept, Accept-Encoding", **crs}
        # No day: whether there is such a document is not known before it is made.
        return resource.answer(request, Resource(tag, None, make, own))

    return [Route("/ogc", ogc, methods=METHODS), Route("/ogc/{path:path}", ogc, methods=METHODS)]


def _document(service: Service, parts: list[str], params: QueryParams, base: str) -> File:
    told = service.answer(parts, params)
    content = orjson.dumps(told.document).replace(page.PLACEHOLDER.encode(), json.dumps(base)[1:-1].encode())
    return File(f"/{parts[-1] if parts else 'ogc'}.json", content, told.media_type)


def _page(service: Service, parts: list[str], _params: QueryParams, base: str) -> File:
    content = page.page(parts, service.document, base).replace(page.PLACEHOLDER.encode(), html.text(base).encode())
    return File(f"/{parts[-1] if parts else 'ogc'}.html", content, "text/html; charset=utf-8")


def _base(request: Request, parts: list[str]) -> str:
    """The address of ``/ogc`` as it was asked for: behind a proxy or on whatever port."""
    whole = str(request.url.replace(query="", fragment="")).rstrip("/")
    return whole.rsplit("/", len(parts))[0] if parts else whole


def _wants_page(request: Request) -> bool:
    asked = request.query_params.get("f")
    return asked == "html" or (asked is None and "text/html" in request.headers.get("accept", ""))
