"""What the server answers beside the pages: the view as a file, the map's assets, and whether it is well."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo import ROOT, __version__, export, filters, view
from geo.dataset import Dataset
from geo.errors import GeoError
from geo.maps import basemap

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        # Streamlit and streamlit-folium evaluate scripts, Vega compiles expressions: the worth lies in closing hosts.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)
HEADERS = {
    b"content-security-policy": CONTENT_SECURITY_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
}


class SecurityHeaders:
    """Adds ``HEADERS`` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the answer's headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in HEADERS]
                message = {**message, "headers": [*kept, *HEADERS.items()]}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def routes(dataset: Dataset) -> list[BaseRoute]:
    """``/view.<format>``, ``/healthz`` and ``/assets``, answering from this dataset."""

    def view_file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in export.FORMATS:
            return JSONResponse({"error": _unknown(name)}, status_code=404)
        try:
            chosen = filters.from_query(request.url.query, dataset)
            shown = view.build(dataset, chosen)
            content = export.write(shown, name)
        except GeoError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        disposition = f'inline; filename="{export.file_name(shown, name)}"'
        media_type = export.FORMATS[name].media_type
        return Response(content, media_type=media_type, headers={"content-disposition": disposition})

    def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "version": __version__, "data": dataset.version})

    return [
        Route("/view.{name}", view_file),
        Route("/healthz", health),
        Mount("/assets/leaflet", StaticFiles(directory=str(resources.files("xstatic.pkg.leaflet") / "data"))),
        *(Route(f"/assets/basemap/{name}", _file(ROOT / "data" / "basemap" / name)) for name in basemap.LAND),
        Route("/assets/map/map.js", _fixed(basemap.script(), "text/javascript; charset=utf-8")),
        Route("/assets/map/map.css", _fixed(basemap.styles(), "text/css; charset=utf-8")),
    ]


def _fixed(content: bytes, media_type: str) -> Callable[[Request], Response]:
    """An answer that never changes; its address carries a digest, so a browser may keep it."""

    def answer(_: Request) -> Response:
        return Response(
            content, media_type=media_type, headers={"cache-control": "public, max-age=31536000, immutable"}
        )

    return answer


def _file(path: Path) -> Callable[[Request], Response]:
    """One file, which a browser asks about again before it uses its copy."""

    def answer(_: Request) -> Response:
        return FileResponse(path, headers={"cache-control": "no-cache"})

    return answer


def _unknown(name: str) -> str:
    return f"{name}: no such format; use one of {', '.join(export.FORMATS)}"
