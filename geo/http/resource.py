"""How a file is answered: not at all where the reader still has it, in parts, compressed, or whole (RFC 9110)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

from geo import language
from geo.delivery import NOT_KEPT, File, takes_gzip

OPEN: Mapping[str, str] = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Content-Disposition, Content-Encoding, Content-Language, "
    "Content-Length, Content-Range, ETag, Last-Modified, Link, Retry-After",
    "cross-origin-resource-policy": "cross-origin",
}
"""What lets a page of any other site read an answer: nothing here depends on who asks, no cookie is looked at."""

METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Resource:
    """A file that can be asked for, of which it is known without making it whether it has changed."""

    tag: str
    """Stands for its very bytes, before they are compressed."""
    modified: datetime | None
    """Since when it is as it is, in UTC; None where that is not known."""
    make: Callable[[], File]
    """Its path ends in the name under which a reader keeps it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """What else is to be said of it."""


def preflight() -> Response:
    """The answer to a browser that asks whether another site's page may read."""
    allowed = {
        "allow": ", ".join(METHODS),
        "access-control-allow-methods": ", ".join(METHODS),
        "access-control-allow-headers": "Accept, Content-Type, If-Modified-Since, If-None-Match, If-Range, Range",
        "access-control-max-age": "86400",
    }
    return Response(status_code=204, headers={**OPEN, **allowed})


def answer(request: Request, resource: Resource) -> Response:
    """The file or, by what the reader has of it already, a part of it or the word that nothing changed.

    Text is compressed for who takes it, except where a part is asked for: parts count the bytes of the plain file.
    What is compressed has a tag of its own, for a strong tag stands for bytes.
    """
    headers = {
        **OPEN,
        "cache-control": NOT_KEPT,
        "vary": "Accept-Encoding",
        "etag": f'"{resource.tag}"',
        "content-language": language.current(),
        **resource.headers,
    }
    if resource.modified:
        headers["last-modified"] = format_datetime(resource.modified, usegmt=True)
    if _is_unchanged(request, resource):
        return Response(status_code=304, headers=headers)
    file = resource.make()
    wanted = request.headers.get("range") if request.method == "GET" and _still_fits(request, resource) else None
    name = re.sub(r"[^\w.-]", "_", PurePosixPath(file.path).name, flags=re.ASCII)
    headers |= {"content-disposition": f'inline; filename="{name}"', "accept-ranges": "bytes"}
    if wanted and (found := _part(wanted, len(file.content))) is not None:
        return _partial(file, found, headers)
    if is_text(file.media_type) and takes_gzip(request.headers.get("accept-encoding", "")):
        headers |= {"etag": f'"{resource.tag}{SQUEEZED}"', "content-encoding": "gzip"}
        return Response(file.compressed, media_type=file.media_type, headers=headers)
    # Named, so that nothing on the way through this process compresses it: its tag stands for these bytes.
    headers["content-encoding"] = "identity"
    return Response(file.content, media_type=file.media_type, headers=headers)


SQUEEZED = "-gzip"
"""Ends the tag of what is compressed."""


def is_text(media_type: str) -> bool:
    """Whether compressing is worth it."""
    name = media_type.partition(";")[0].strip().lower()
    return name.startswith("text/") or name.endswith(("json", "xml", "json-seq", "javascript"))


def _is_unchanged(request: Request, resource: Resource) -> bool:
    """Whether the reader's copy still holds; its day is looked at only where it names no tag (RFC 9110, 13.2.2)."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        tags = {tag.strip().removeprefix("W/").strip('"').removesuffix(SQUEEZED) for tag in asked.split(",")}
        # A star asks whether there is such a file at all: making it tells.
        return resource.tag in tags or ("*" in tags and bool(resource.make()))
    since = _moment(request.headers.get("if-modified-since"))
    return bool(since and resource.modified and resource.modified <= since)


def _still_fits(request: Request, resource: Resource) -> bool:
    """Whether a part goes with the part that the reader has: by the very tag or day that it names, if any."""
    named = request.headers.get("if-range")
    if named is None or named == f'"{resource.tag}"':
        return True
    return resource.modified is not None and _moment(named) == resource.modified


def _moment(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return found.replace(tzinfo=found.tzinfo or UTC)


def _part(wanted: str, length: int) -> range | None:
    """The bytes that one range asks for, none where it lies behind the end; None for what is no single range."""
    found = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", wanted.replace(" ", ""))
    if not found or found[1] == found[2] == "":
        return None
    if not found[1]:
        return range(max(0, length - int(found[2])), length)
    first, last = int(found[1]), int(found[2] or max(length, int(found[1])))
    return range(first, min(last + 1, length)) if first <= last else None


def _partial(file: File, found: range, headers: dict[str, str]) -> Response:
    length = len(file.content)
    if not found:
        return Response(status_code=416, headers=headers | {"content-range": f"bytes */{length}"})
    headers["content-range"] = f"bytes {found.start}-{found.stop - 1}/{length}"
    return Response(file.content[found.start : found.stop], 206, headers, file.media_type)
