"""A source as it reads under what rests on it: publisher, date, and whether only a copy was read."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from geo import dates
from geo.html import link, own_link, text
from geo.language import _

COPY = re.compile(r"\b(mirror|copy|repost|republished|archived|via)\b", re.IGNORECASE)
"""Words in a publisher's name by which the data says that a page was read elsewhere: "CBS News (mirror)"."""

RELAY = re.compile(r"\b(relaying|reporting|quoting|citing|summarising|summarised)\b", re.IGNORECASE)
"""Words by which it says that one publisher tells what another had: "La Verdad (relaying El Nuevo Herald)"."""

Source = Mapping[str, str | None]
"""Publisher, title, url and published, as ``Dataset.evidence`` has them."""


def copy_words(publisher: str | None) -> str:
    """What kind of copy was read, "copy" or "relays another's report", by the publisher's name; else nothing."""
    if COPY.search(publisher or ""):
        return _("copy")
    return _("relays another's report") if RELAY.search(publisher or "") else ""


def unnamed_if_later(entry: dict[str, Any], day: date) -> dict[str, Any]:
    """The entry, without publisher, title and address of its source where that was ``printed`` after the day.

    What was said on a day may be known from a page of a later one, whose title may tell what was not known yet.
    """
    if dates.public_by(entry["printed"], day):
        return entry
    return entry | dict.fromkeys(("publisher", "title", "url", "printed"))


def via(source: Source) -> str:
    """Publisher as a link, and its date, in brackets."""
    return f"({link(source['url'] or '', publisher(source))}{dated(source)})"


def publisher(source: Source) -> str:
    """Who published it; the host of its address where nobody is named."""
    url = source["url"] or _("a source printed later")
    return source["publisher"] or (url.split("/")[2] if url.count("/") > 1 else url)


def dated(source: Source) -> str:
    """Its date with a comma before it: ", 24 Dec 2025", or ", no date seen"."""
    if source["url"] is None:
        return ""
    return f", {text(dates.words(source['published']) if source['published'] else _('no date seen'))}"


def listed(sources: Iterable[Source]) -> str:
    """The sources as a list, each a link to its page, copies marked as copies; nothing where there is none."""
    items = "".join(
        f"<li>{_titled(source['title'], source['url'] or '')}"
        f'<span class="card-by">{text(publisher(source))}{dated(source)}{_mark(source)}</span></li>'
        for source in sources
    )
    return f'<ul class="card-sources">{items}</ul>' if items else ""


FOREIGN = re.compile(r"\b(de|del|el|la|los|las|en|por|una?|y|les|des|dans|do|da)\b")
ENGLISH = re.compile(r"\b(the|of|in|on|to|for|and|with|at|after|says|US)\b")


def _titled(title: str | None, url: str) -> str:
    """The title as a link, marked as English unless its small words are those of another language."""
    foreign = FOREIGN.search(title or "") and not ENGLISH.search(title or "")
    return link(url, title or url) if foreign or not title else own_link(url, title)


def _mark(source: Source) -> str:
    words = copy_words(source["publisher"])
    return f' <span class="card-tag">{text(words)}</span>' if words else ""
