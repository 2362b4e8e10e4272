"""What the server answers beside the pages: data for other programs, the map's assets, and whether it is well."""

from collections.abc import Iterable
from urllib.parse import urlencode

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from geo import __version__, filters, known
from geo.dataset import Dataset
from geo.delivery import Compressed, Rewritten
from geo.headers import MAP_FRAME, SecurityHeaders
from geo.http import feeds, files
from geo.http.problems import open_to_all
from geo.maps import basemap, private, scene
from geo.ogc import routes as ogc


def middleware(base: str = "") -> list[Middleware]:
    """What every request passes through, outermost first; ``base`` is the path under which the app stands ("/maps")."""
    return [
        Middleware(SecurityHeaders, base=base),
        Middleware(Rewritten, fits=lambda path: path.endswith(MAP_FRAME), words=basemap.head),
        Middleware(Compressed),
    ]


def under(base: str, own: Iterable[Route]) -> list[BaseRoute]:
    """The same routes below the path under which the app stands ("/maps"); Streamlit moves its own only."""
    return [Route(base + route.path, route.endpoint, methods=list(route.methods or ())) for route in own]


def routes(dataset: Dataset) -> list[Route]:
    """``/view.<format>``, ``/changes``, ``/ogc``, ``/healthz`` and ``/assets``, answering from this dataset."""

    @open_to_all
    def scene_file(request: Request) -> Response:
        chosen = filters.from_query(urlencode({"known_on": request.query_params.get("known_on", "")}), dataset)
        return scene.file(known.on(dataset, chosen.known_on)).answer(request)

    def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "version": __version__, "data": dataset.version})

    return [
        files.route(dataset),
        *feeds.routes(dataset),
        *ogc.routes(dataset),
        Route("/healthz", health),
        Route(scene.PATH, scene_file),
        *private.routes(),
        *(Route(file.path, file.answer) for file in basemap.files().values()),
    ]
