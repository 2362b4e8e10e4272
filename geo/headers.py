"""The headers of each answer: what a page may load, and who may put it into a frame.

Nothing loads from other hosts and nobody else frames a page, with two exceptions that a reader asks for in the address
of the map's page: ``tiles=osm`` opens the map's frame for the images of exactly that host, and ``embed=true`` lets
other sites frame the page. The map is a document of its own inside the page, and its address says nothing of the
page's. But a browser names the page that it is in (``Referer``), and no other site can make it name one of ours: so
nobody else gets the map's frame, which runs what its page sends it, without the page around it.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import SplitResult, parse_qs, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TILES: Mapping[str, str] = MappingProxyType(
    {"osm": "https://tile.openstreetmap.org", "seamarks": "https://tiles.openseamap.org"}
)
"""Online base maps that a reader may choose, by their name in the address, and the host of each."""

MAP_FRAME = "/component/streamlit_folium.st_folium/index.html"
"""Where the document lies that draws the map inside the page."""

POLICY: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "default-src": ("'self'",),
        # Streamlit and streamlit-folium evaluate scripts, Vega compiles expressions: the worth lies in closing hosts.
        "script-src": ("'self'", "'unsafe-inline'", "'unsafe-eval'", "blob:"),
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:"),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'",),
        "worker-src": ("'self'", "blob:"),
        "frame-src": ("'self'",),
        "frame-ancestors": ("'self'",),
        "object-src": ("'none'",),
        "base-uri": ("'self'",),
        "form-action": ("'self'",),
    }
)
HEADERS = {
    b"x-content-type-options": b"nosniff",
    # Other hosts learn nothing; our own process learns from which of our pages the map's frame is asked for.
    b"referrer-policy": b"same-origin",
}


class SecurityHeaders:
    """Adds the policy and ``HEADERS`` to every answer; ``base`` is the path under which the app is served."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the answer's headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {b"content-security-policy": policy(scope, self.base).encode(), **HEADERS}
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in own]
                message = {**message, "headers": [*kept, *own.items()]}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def policy(scope: Scope, base: str = "") -> str:
    """The Content-Security-Policy of the answer to this request."""
    path = scope.get("path", "")
    opened: dict[str, Sequence[str]] = {}
    if path == base + MAP_FRAME:
        query = _page_query(scope, base)
        opened["img-src"] = (*POLICY["img-src"], *(TILES[name] for name in tiles(query)))
    else:
        query = scope.get("query_string", b"").decode("latin-1") if path in (base, f"{base}/") else ""
    if embedded(query):
        opened["frame-ancestors"] = ("*",)
    return "; ".join(" ".join([name, *values]) for name, values in {**POLICY, **opened}.items())


def tiles(query: str) -> tuple[str, ...]:
    """The online base maps that a page's address asks for; none when it names one that we don't know."""
    named = [name for value in _values(query, "tiles") for name in value.split(",") if name]
    return tuple(dict.fromkeys(named)) if set(named) <= set(TILES) else ()


def embedded(query: str) -> bool:
    """Whether a page's address asks for the map alone, to stand in another site's page."""
    return "true" in [value.lower() for value in _values(query, "embed")]


def _values(query: str, name: str) -> list[str]:
    try:
        return parse_qs(query, max_num_fields=500).get(name, [])
    except ValueError:  # too many parts for an address of ours
        return []


def _page_query(scope: Scope, base: str) -> str:
    """Query of the map's page around a frame; empty when the frame is asked for from anywhere else."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", ())}
    page = _split(headers.get(b"referer", ""))
    ours = page.netloc == headers.get(b"host") and page.path in (base, f"{base}/", f"{base}/workbench")
    return page.query if ours and headers.get(b"sec-fetch-site", "same-origin") == "same-origin" else ""


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
