"""``/view.<format>``: a view as a file, under an address that stays."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import __version__, export, filters, language, versions, view
from geo.dataset import Dataset
from geo.delivery import File
from geo.filters import Filters
from geo.http import resource
from geo.http.builds import Builds
from geo.http.problems import open_to_all
from geo.http.resource import METHODS, Resource


def route(dataset: Dataset, builds: Builds | None = None) -> Route:
    """``/view.<format>?<filters>`` for every format of the export, with the export's own bytes."""
    builds = Builds() if builds is None else builds

    @open_to_all
    def view_file(request: Request) -> Response:
        name = request.path_params["name"]
        export.find(name)
        chosen = filters.from_query(request.url.query, dataset)
        return resource.answer(request, _resource(dataset, chosen, name, builds))

    return Route("/view.{name}", view_file, methods=METHODS)


def _resource(dataset: Dataset, chosen: Filters, name: str, builds: Builds) -> Resource:
    known_as = tag(dataset, chosen, name)

    def make() -> File:
        shown = view.build(dataset, chosen)
        return File(f"/{export.file_name(shown, name)}", export.write(shown, name), export.FORMATS[name].media_type)

    return Resource(known_as, versions.moment(dataset.version), lambda: builds.get(known_as, make))


def tag(dataset: Dataset, chosen: Filters, name: str) -> str:
    """What stands for the bytes of a view in a format: they depend on nothing but data, software, language, filters."""
    parts = (dataset.sha256, __version__, language.current(), filters.to_query(chosen), name)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
