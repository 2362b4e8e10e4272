"""What the server answers beside the pages: the view as a file, the map's assets, and whether it is well."""

from urllib.parse import urlencode

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from geo import __version__, export, filters, known, language, view
from geo.dataset import Dataset
from geo.delivery import Compressed, Rewritten
from geo.errors import GeoError
from geo.headers import MAP_FRAME, SecurityHeaders
from geo.maps import basemap, private, scene


def middleware(base: str = "") -> list[Middleware]:
    """What every request passes through, outermost first; ``base`` is the path under which the app stands ("/maps")."""
    return [
        Middleware(SecurityHeaders, base=base),
        Middleware(Rewritten, fits=lambda path: path.endswith(MAP_FRAME), words=basemap.head),
        Middleware(Compressed),
    ]


def routes(dataset: Dataset) -> list[BaseRoute]:
    """``/view.<format>``, ``/healthz`` and ``/assets``, answering from this dataset."""

    def view_file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in export.FORMATS:
            return JSONResponse({"error": _unknown(name)}, status_code=404)
        try:
            with language.spoken(_language(request)):
                chosen = filters.from_query(request.url.query, dataset)
                shown = view.build(dataset, chosen)
                content = export.write(shown, name)
        except GeoError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        disposition = f'inline; filename="{export.file_name(shown, name)}"'
        media_type = export.FORMATS[name].media_type
        return Response(content, media_type=media_type, headers={"content-disposition": disposition})

    def scene_file(request: Request) -> Response:
        try:
            chosen = filters.from_query(urlencode({"known_on": request.query_params.get("known_on", "")}), dataset)
        except GeoError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        with language.spoken(_language(request)):
            return scene.file(known.on(dataset, chosen.known_on)).answer(request)

    def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "version": __version__, "data": dataset.version})

    return [
        Route("/view.{name}", view_file),
        Route("/healthz", health),
        Route(scene.PATH, scene_file),
        *private.routes(),
        *(Route(file.path, file.answer) for file in basemap.files().values()),
    ]


def _language(request: Request) -> str:
    return request.query_params.get("lang", language.ENGLISH)


def _unknown(name: str) -> str:
    return f"{name}: no such format; use one of {', '.join(export.FORMATS)}"
