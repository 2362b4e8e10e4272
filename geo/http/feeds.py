"""``/changes.atom`` and ``/changes.json``: the data's changes, to subscribe to."""

import hashlib
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import feed, versions
from geo.dataset import Dataset
from geo.delivery import File
from geo.feed import Entry
from geo.http import resource
from geo.http.problems import open_to_all
from geo.http.resource import METHODS, Resource

Write = Callable[[Dataset, tuple[Entry, ...], str], bytes]

FEEDS: Mapping[str, tuple[str, Write]] = {
    "atom": ("application/atom+xml; charset=utf-8", feed.atom),
    "json": ("application/feed+json; charset=utf-8", feed.json_feed),
}
"""By the ending of the address: media type, and what writes it."""

HEAD = b"".join(
    f'<link rel="alternate" type="{media_type.partition(";")[0]}" title="Changes of the data" '
    f'href="./changes.{name}">'.encode()
    for name, (media_type, _) in FEEDS.items()
)
"""What the page's document says of the lists, so that a feed reader finds them by the page's address."""


def routes(dataset: Dataset) -> list[Route]:
    """The lists of changes of this dataset."""
    return [Route(f"/changes.{name}", _endpoint(dataset, name), methods=METHODS) for name in FEEDS]


def _endpoint(dataset: Dataset, name: str) -> Callable[[Request], Response]:
    media_type, write = FEEDS[name]

    @open_to_all
    def changes(request: Request) -> Response:
        # Its links are whole addresses, as readers ask for; they begin as the one that was asked for.
        base = str(request.url.replace(query="", fragment="")).removesuffix(f"changes.{name}")
        content = write(dataset, feed.entries(dataset), base)
        tag = hashlib.sha256(content).hexdigest()[:32]
        file = File(f"/changes.{name}", content, media_type)
        return resource.answer(request, Resource(tag, versions.moment(dataset.version), lambda: file))

    return changes
