"""Addresses of what a reader brought: they answer only a browser that sends the key of the session's shelf.

The key is in no address. Nothing may be kept by the browser or by anything between: it is gone with the session.
"""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geo import language
from geo.maps.store import Store

PATH = "/private"
ROW = f"{PATH}/row"
KEY = "x-session-key"
ROWS = "rows"
"""Under which name a shelf holds what tells a row: a function of its number."""
HEADERS = {"cache-control": "no-store", "vary": KEY}

STORE = Store()
"""The one store of this process."""


def routes() -> list[Route]:
    """Where the server gives columns, outlines, selections, and one row with its values."""
    return [Route(f"{ROW}/{{number:int}}", _row), Route(f"{PATH}/{{name}}", _content)]


def _content(request: Request) -> Response:
    """Bytes by kind and digest; another digest than the one kept is as little there as what another's key opens."""
    kept = STORE.get(request.headers.get(KEY, ""), request.path_params["name"])
    if not isinstance(kept, bytes):
        return _nothing()
    return Response(kept, media_type="application/octet-stream", headers=HEADERS)


async def _row(request: Request) -> Response:
    tell = STORE.get(request.headers.get(KEY, ""), ROWS)
    code = request.query_params.get("lang", language.ENGLISH)
    told: Any = await run_in_threadpool(_told, tell, request.path_params["number"], code) if callable(tell) else None
    return _nothing() if told is None else JSONResponse(told, headers=HEADERS)


def _told(tell: Callable[[int], Any], number: int, code: str) -> Any:
    with language.spoken(code):
        return tell(number)


def _nothing() -> Response:
    return JSONResponse({"error": "nothing here"}, status_code=404, headers=HEADERS)
