"""The data's changes as a list to subscribe to: Atom (RFC 4287) and JSON Feed 1.1, newest first.

Who subscribes wants to know when figures and records that they have used no longer stand. So there is one entry for
each version of the data, with what is written of it in ``CHANGELOG.md``, and after it one for each record that the
version added, changed or dropped: its new revisions with the day on which each became public, the fields that differ,
and whether its claims or sources changed. Everything is dated by the version, not by the event: a correction is news on
the day on which it comes into the data, however old what it corrects. The first version has no entries of its own
records, for it corrects nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pandas as pd

from geo import dates, html, language, schema, versions
from geo.dataset import Dataset, Source
from geo.language import _, ngettext
from geo.versions import Change, Changes, History

MOST = 200
"""Entries of a list: those that a reader who looks in now and then has not seen."""

FILE = "CHANGELOG.md"
"""Name of the file in which each version is told, which lies beside ``datapackage.json``."""

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One thing that changed."""

    identity: str
    """A tag URI (RFC 4151) that never changes."""
    title: str
    query: str
    """What follows the page's address to open what changed."""
    updated: datetime
    content: str
    """Markup."""


def entries(data: Dataset, history: History | None = None, notes: str | None = None) -> tuple[Entry, ...]:
    """What changed in each version, newest first, in the language spoken now.

    Without a history and notes they are those that lie beside the project's data. A version without a day in its name
    is left out.
    """
    history = versions.bundled() if history is None else history
    told = _sections(_notes() if notes is None else notes)
    by_version: dict[str, Changes | None] = dict.fromkeys(history.versions or [data.version])
    by_version |= {step.current: step for step in versions.steps(data, history)}
    found = [
        entry
        for version, step in reversed(by_version.items())
        if (day := versions.moment(version))
        for entry in _of_version(data, version, day, step, told.get(version, ""))
    ]
    return tuple(found[:MOST])


def _notes() -> str:
    path = Source().folder / FILE
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _sections(notes: str) -> dict[str, str]:
    """What is written of each version, by its heading."""
    _before, *parts = re.split(r"^## +", notes, flags=re.MULTILINE)
    return {title.strip(): body.strip() for title, _, body in (part.partition("\n") for part in parts)}


def _of_version(data: Dataset, version: str, day: datetime, step: Changes | None, written: str) -> Iterator[Entry]:
    title = _("Data version {version}").format(version=version)
    counted = html.text(_counted(step, data)) if step else html.text(_("The first version that is recorded."))
    yield Entry(_tag(version), title, "", day, f"<p>{counted}</p>{_as_markup(written)}")
    groups = ((_("Changed"), step.changed), (_("Added"), step.added), (_("Gone"), step.gone)) if step else ()
    for what, changes in groups:
        for change in changes:
            query = f"?{urlencode({'record': change.record})}" if change.record in _records(data) else ""
            told = [f"{html.text(what)}: {html.text(change.record)}", *details(data, change)]
            content = "".join(f"<p>{sentence}</p>" for sentence in told)
            yield Entry(f"{_tag(version)}/{change.record}", f"{what}: {change.title}", query, day, content)


def _records(data: Dataset) -> frozenset[str]:
    return frozenset(data.tables["incidents"]["id"])


IDENTITY = "tag:maritime-operations-map.invalid,2026"
"""What our tag URIs begin with; their authority is a name that nobody can own (RFC 2606)."""


def _tag(version: str) -> str:
    return f"{IDENTITY}:data/{quote(version)}"


def _counted(step: Changes, data: Dataset) -> str:
    tables = ", ".join(data.package[name].title for name in step.tables)
    told = [
        (len(step.changed), ngettext("{n} record changed.", "{n} records changed.", len(step.changed))),
        (len(step.added), ngettext("{n} record was added.", "{n} records were added.", len(step.added))),
        (len(step.gone), ngettext("{n} record was dropped.", "{n} records were dropped.", len(step.gone))),
        (len(step.tables), _("Changed beside the records: {tables}.").format(tables=tables)),
    ]
    return " ".join(words for count, words in told if count) or _("No record changed.")


def details(data: Dataset, change: Change) -> list[str]:
    """What changed of a record, as sentences of markup."""
    titles = ", ".join(data.package["incidents"][name].title for name in change.fields)
    edited = ngettext("{n} revision was edited.", "{n} revisions were edited.", len(change.edited))
    return [
        *_revisions(data, change),
        *([html.text(_("Fields: {titles}.").format(titles=titles))] if titles else []),
        *([html.text(edited)] if change.edited else []),
        *(html.text(_(versions.PARTS[part])) for part in change.parts),
    ]


def _revisions(data: Dataset, change: Change) -> list[str]:
    """The revisions that were added, each with its day and what is new in it."""
    incidents = data.tables["incidents"]
    rows = incidents[(incidents["id"] == change.record) & incidents["revision"].isin(change.added)]
    return [
        f"{html.text(_public(known))} {html.own(new)}"
        for known, new in zip(rows["known_from"], rows["change"], strict=True)
    ]


def _public(known: pd.Timestamp) -> str:
    if pd.isna(known):
        return _("New revision:")
    return _("New revision, public from {day}:").format(day=dates.words(schema.plain(known)))


def _as_markup(written: str) -> str:
    """The little Markdown that the list of changes is written in: paragraphs, bullets, and rows of tables."""
    blocks = []
    for block in re.split(r"\n\s*\n", written):
        lines = re.sub(r"\n(?![-|])\s*", " ", block.strip()).split("\n")
        rows = [line.strip("| ").replace(" | ", " · ") for line in lines if not re.fullmatch(r"[|:\- ]*", line)]
        listed = block.lstrip().startswith(("- ", "|"))
        items = [html.own(row.removeprefix("- ").replace("`", "")) for row in rows]
        blocks.append(f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if listed else "".join(items))
    return "".join(block if block.startswith("<ul>") else f"<p>{block}</p>" for block in blocks if block)


def atom(data: Dataset, found: tuple[Entry, ...], base: str) -> bytes:
    """The entries as Atom; ``base`` is the address of the page, with its slash at the end."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": language.current()})
    _add(feed, "id", f"{IDENTITY}:changes")
    _add(feed, "title", _title(data))
    _add(feed, "updated", _moment(_updated(data, found)))
    _add(_add(feed, "author"), "name", _("Maritime Operations Map"))
    _add(feed, "rights", str(data.package.licence["name"]))
    _add(feed, "link", rel="self", type="application/atom+xml", href=_own_address(base, "atom"))
    _add(feed, "link", rel="alternate", type="text/html", href=base)
    for entry in found:
        told = _add(feed, "entry")
        _add(told, "id", entry.identity)
        _add(told, "title", entry.title)
        _add(told, "updated", _moment(entry.updated))
        _add(told, "link", rel="alternate", type="text/html", href=base + entry.query)
        _add(told, "content", entry.content, type="html")
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def json_feed(data: Dataset, found: tuple[Entry, ...], base: str) -> bytes:
    """The entries as JSON Feed 1.1; ``base`` as for ``atom``."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(data),
        "home_page_url": base,
        "feed_url": _own_address(base, "json"),
        "language": language.current(),
        "authors": [{"name": _("Maritime Operations Map")}],
        "items": [
            {
                "id": entry.identity,
                "url": base + entry.query,
                "title": entry.title,
                "content_html": entry.content,
                "date_published": _moment(entry.updated),
            }
            for entry in found
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _title(data: Dataset) -> str:
    return _("Changes of the data: {title}").format(title=data.package.title)


def _own_address(base: str, name: str) -> str:
    spoken = language.current()
    return f"{base}changes.{name}" + (f"?lang={spoken}" if spoken != language.ENGLISH else "")


def _updated(data: Dataset, found: tuple[Entry, ...]) -> datetime:
    day = found[0].updated if found else versions.moment(data.version)
    return day or datetime(1970, 1, 1, tzinfo=UTC)


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ElementTree.Element, name: str, words: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = html.xml(words) or None
    return element
