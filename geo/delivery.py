"""How files reach the browser: under an address that names their content, kept by it for good, and compressed once."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOR_GOOD = "public, max-age=31536000, immutable"
NOT_KEPT = "no-cache"
SMALL = 1000
"""Bytes below which compressing is not worth it."""


@dataclass(frozen=True)
class File:
    """Content under an address of ours (``/assets/…``)."""

    path: str
    content: bytes = field(repr=False)
    media_type: str

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that stand for the content."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def address(self) -> str:
        """The path with the content's digest, so that no browser keeps an old file."""
        return f"{self.path}?v={self.digest}"

    @cached_property
    def compressed(self) -> bytes:
        """The content as gzip; the same bytes each time."""
        return gzip.compress(self.content, compresslevel=9, mtime=0)

    @property
    def size_bytes(self) -> int:
        """What it takes in memory: its content, and as gzip once somebody took it so."""
        return len(self.content) + len(self.__dict__.get("compressed", b""))

    def answer(self, request: Request) -> Response:
        """The file; kept by the browser when it was asked for under the address of this very content."""
        kept = request.query_params.get("v") == self.digest
        headers = {"cache-control": FOR_GOOD if kept else NOT_KEPT, "vary": "Accept-Encoding"}
        if not takes_gzip(request.headers.get("accept-encoding", "")):
            return Response(self.content, media_type=self.media_type, headers=headers)
        headers["content-encoding"] = "gzip"
        return Response(self.compressed, media_type=self.media_type, headers=headers)


class Compressed:
    """Compresses Streamlit's own scripts and styles, each once: it sends them as they are, five megabytes at first.

    Their names hold a digest of their content, so what was compressed stays right while the process runs.
    """

    ENDINGS = (".js", ".css")

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.known: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what was compressed before, or compress what the app answers."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not self._concerns(scope, path):
            await self.app(scope, receive, send)
            return
        if path not in self.known:
            status, headers, body = await whole(self.app, plain(scope), receive)
            if status != 200 or len(body) < SMALL or not _is_code(headers):
                await answer(send, status, headers, body)
                return
            self.known[path] = await run_in_threadpool(_squeezed, headers, body)
        await answer(send, 200, *self.known[path])

    def _concerns(self, scope: Scope, path: str) -> bool:
        asked = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        fits = "/static/js/" in path or "/static/css/" in path
        whole_file = scope["method"] == "GET" and b"range" not in asked
        return fits and path.endswith(self.ENDINGS) and whole_file and takes_gzip(asked.get(b"accept-encoding", ""))


class Rewritten:
    """Puts ``words`` right after ``<head>`` of the documents whose path ``fits``."""

    def __init__(self, app: ASGIApp, fits: Callable[[str], bool], words: Callable[[], bytes]) -> None:
        self.app = app
        self.fits = fits
        self.words = words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the one document."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self.fits(scope["path"]):
            await self.app(scope, receive, send)
            return
        status, headers, body = await whole(self.app, plain(scope), receive)
        stale = (b"content-length", b"etag", b"last-modified", b"cache-control")
        kept = [(name, value) for name, value in headers if name.lower() not in stale]
        body = body.replace(b"<head>", b"<head>" + self.words(), 1)
        # What this document may do depends on the page around it: each page asks for its own.
        kept += [(b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
        await answer(send, status, kept, body)


def plain(scope: Scope) -> Scope:
    """The same request for the whole file as it is, neither compressed nor compared with a browser's copy."""
    special = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in special]
    return {**scope, "headers": headers}


async def whole(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, headers and body of what ``app`` answers."""
    started: Message = {}
    parts: list[bytes] = []

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.update(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    # Without extensions a file comes as bytes, not as a path for the server to send.
    await app({**scope, "extensions": {}}, receive, keep)
    return started["status"], list(started["headers"]), b"".join(parts)


async def answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    """Send an answer as a whole."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _squeezed(headers: list[tuple[bytes, bytes]], body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    content = gzip.compress(body, compresslevel=6, mtime=0)
    stale = (b"content-length", b"etag", b"accept-ranges", b"vary")
    kept = [(name, value) for name, value in headers if name.lower() not in stale]
    own = [
        (b"content-encoding", b"gzip"),
        (b"vary", b"Accept-Encoding"),
        (b"content-length", str(len(content)).encode()),
    ]
    return [*kept, *own], content


def _is_code(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether an answer is a script or a style; an address that nobody has may be answered with a page."""
    return any(
        name.lower() == b"content-type" and (b"javascript" in value or b"css" in value) for name, value in headers
    )


def takes_gzip(accepted: str) -> bool:
    """Whether an ``Accept-Encoding`` takes gzip."""
    for part in accepted.lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
