"""What changed in the data since a version that an address names, by short digests that are kept of each record."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo import dataset, schema, words
from geo.dataset import Dataset, Source
from geo.errors import DataError
from geo.language import N_

FILE = "versions.json"
"""Name of the file of digests, which lies beside ``datapackage.json``."""

PARTS: Mapping[str, str] = MappingProxyType(
    {"claims": N_("Claims changed."), "sources": N_("Sources changed."), "vessel": N_("Story of the vessel changed.")}
)
"""What belongs to a record beside its revisions, and what is said when it changed."""

TABLES = ("zones", "places", "statements", "tallies")
"""Tables that stand beside the records, and are compared as a whole."""

BOOKKEEPING = frozenset({"id", "revision", "known_from", "known_from_basis", "change"})
"""Fields that differ in every revision."""

DIGITS = 8
"""Hexadecimal digits of a digest: two contents share one by chance once in four thousand million."""


@dataclass(frozen=True)
class State:
    """What a record was in one version: a digest of each revision, in order, and of what belongs to it."""

    revisions: tuple[str, ...]
    parts: Mapping[str, str]


@dataclass(frozen=True)
class History:
    """Digests of the versions that were published, oldest first."""

    versions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By version: ``sha256`` of its files, and ``tables``, a digest of each of ``TABLES``."""
    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By record: ``title``, and ``states`` by the version from which each held, as text; None where it was gone."""

    def states(self, version: str) -> dict[str, State]:
        """Every record of a version; KeyError where the version is not recorded."""
        order = list(self.versions)
        until = order[: order.index(version) + 1] if version in self.versions else None
        if until is None:
            raise KeyError(version)
        found = {record: _last(entry["states"], until) for record, entry in self.records.items()}
        return {record: _state(text) for record, text in found.items() if text}


@dataclass(frozen=True)
class Change:
    """What became of one record."""

    record: str
    title: str
    added: tuple[int, ...] = ()
    """Numbers of the revisions that were added."""
    edited: tuple[int, ...] = ()
    """Numbers of the revisions that do not stand as they stood."""
    fields: tuple[str, ...] = ()
    """Names of the fields in which the last revision differs from the last one of then, where only some were added."""
    parts: tuple[str, ...] = ()
    """Which of ``PARTS`` changed."""


@dataclass(frozen=True)
class Changes:
    """What changed between the version that an address names and the one that is shown."""

    pinned: str
    current: str
    known: bool
    """Whether both versions are recorded; where not, nothing else is known."""
    changed: tuple[Change, ...] = ()
    added: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    tables: tuple[str, ...] = ()
    """Which of ``TABLES`` changed."""

    @property
    def records(self) -> int:
        """How many records changed, were added or are gone."""
        return len(self.changed) + len(self.added) + len(self.gone)


def moment(version: str) -> datetime | None:
    """When a version was made, by its name ("2026.11.22", or "2026.11.22.2" for the second of a day); None for others.

    Only the day is meant; seconds keep the versions of a day apart and in order.
    """
    found = re.fullmatch(r"(\d{4})\.(\d{1,2})\.(\d{1,2})(?:\.(\d{1,4}))?", version)
    if not found:
        return None
    year, month, day, nth = (int(part or 1) for part in found.groups())
    try:
        return datetime(year, month, day, tzinfo=UTC) + timedelta(seconds=nth - 1)
    except (ValueError, OverflowError):
        return None


def changes(data: Dataset, pinned: str | None, history: History | None = None) -> Changes | None:
    """What changed since the pinned version; None where none is pinned, or the one that is shown.

    Any text may be pinned: one that is no recorded version is not ``known``. Without a history it is the one that
    lies beside the project's data.
    """
    if not pinned or pinned == data.version:
        return None
    history = bundled() if history is None else history
    recorded = history.versions.get(data.version, {}).get("sha256") == data.sha256
    if not recorded or pinned not in history.versions:
        return Changes(pinned, data.version, known=False)
    return _between(data, history, pinned, data.version)


def steps(data: Dataset, history: History | None = None) -> tuple[Changes, ...]:
    """What each recorded version changed in the one before it, oldest first; the first changed nothing, and has none.

    Titles are those of today where the record is still there.
    """
    history = bundled() if history is None else history
    return tuple(_between(data, history, then, now) for then, now in pairwise(history.versions))


def _between(data: Dataset, history: History, pinned: str, current: str) -> Changes:
    then, now = history.states(pinned), history.states(current)
    titles = {record: entry["title"] for record, entry in history.records.items()} | _titles(data)
    changed = [record for record in now if record in then and now[record] != then[record]]
    return Changes(
        pinned,
        current,
        known=True,
        changed=tuple(_change(data, record, titles[record], then[record], now[record]) for record in changed),
        added=tuple(Change(record, titles[record]) for record in now if record not in then),
        gone=tuple(Change(record, history.records[record]["title"]) for record in then if record not in now),
        tables=_changed_tables(history.versions[pinned], history.versions[current]),
    )


def _titles(data: Dataset) -> dict[str, str]:
    """What each record is called now, in the language spoken now."""
    last = data.tables["incidents"].groupby("id").tail(1)
    return dict(zip(last["id"], words.titles(last, data.package["incidents"]["event"].labels), strict=True))


def _change(data: Dataset, record: str, title: str, then: State, now: State) -> Change:
    common = min(len(then.revisions), len(now.revisions))
    added = tuple(range(len(then.revisions) + 1, len(now.revisions) + 1))
    edited = [number for number in range(1, common + 1) if then.revisions[number - 1] != now.revisions[number - 1]]
    edited += range(common + 1, len(then.revisions) + 1)
    fields = _fields(data, record, common, len(now.revisions)) if added and not edited else ()
    parts = tuple(part for part in PARTS if then.parts[part] != now.parts[part])
    return Change(record, title, added, tuple(edited), fields, parts)


def _fields(data: Dataset, record: str, earlier: int, later: int) -> tuple[str, ...]:
    """The fields in which two revisions of a record, by their numbers, differ; none where either is not there now."""
    incidents = data.tables["incidents"]
    rows = incidents[incidents["id"] == record].set_index("revision", drop=False)
    if not {earlier, later} <= set(rows.index):
        return ()
    names = [entry.name for entry in data.package["incidents"].fields if entry.name not in BOOKKEEPING]
    return tuple(name for name in names if schema.plain(rows.at[later, name]) != schema.plain(rows.at[earlier, name]))


def _changed_tables(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in TABLES if then["tables"][name] != now["tables"][name])


@cache
def bundled() -> History:
    """The history of the project's own data; an empty one where there is none that can be read."""
    try:
        return read(Source().folder / FILE)
    except DataError:
        return History()


def read(path: Path) -> History:
    """A file of digests; an empty history where there is no file, DataError where it cannot be read."""
    if not path.exists():
        return History()
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return History(raw["versions"], raw["records"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        rule = "take it from the version before, or delete it"
        raise DataError(f"{path.name}: cannot be read ({error}); {rule}") from error


def record(folder: Path, path: Path, again: bool = False) -> History:
    """Add the version of the data in a folder to a file of digests, and write the file.

    A version that was recorded with other data raises DataError: what was published keeps its name. ``again`` records
    the newest one anew, for data that nobody has been given yet.
    """
    history = read(path)
    package = schema.load(folder / "datapackage.json")
    sha256 = dataset.digest(folder, package)
    if history.versions.get(package.version, {}).get("sha256") == sha256:
        return history
    if package.version in history.versions:
        if not again or package.version != list(history.versions)[-1]:
            raise DataError(
                f"datapackage.json, version: {package.version} is recorded with other data; raise the version"
            )
        history = _without(history, package.version)
    grown = _with(history, package.version, sha256, folder, {name: t.path for name, t in package.tables.items()})
    path.write_text(_written(grown), encoding="utf-8")
    return grown


def _without(history: History, version: str) -> History:
    """A history as it was before its newest version."""
    kept = {
        record: {**entry, "states": {name: text for name, text in entry["states"].items() if name != version}}
        for record, entry in history.records.items()
    }
    return History(
        {name: entry for name, entry in history.versions.items() if name != version},
        {record: entry for record, entry in kept.items() if entry["states"]},
    )


def _with(history: History, version: str, sha256: str, folder: Path, paths: Mapping[str, str]) -> History:
    """A history with one more version; of each record only what changed."""
    tables = {name: _rows(folder / path) for name, path in paths.items()}
    texts, before = _texts(tables), list(history.versions)
    titles = _first_titles(tables["incidents"]) | {name: entry["title"] for name, entry in history.records.items()}
    records = {}
    for record in sorted(texts.keys() | history.records.keys()):
        states = dict(history.records[record]["states"]) if record in history.records else {}
        if _last(states, before) != texts.get(record):
            states[version] = texts.get(record)
        records[record] = {"title": titles[record], "states": states}
    whole = {"sha256": sha256, "tables": {name: _digest(tables.get(name, ())) for name in TABLES}}
    return History({**history.versions, version: whole}, records)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _first_titles(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What a record is called where it is gone: its day, and its name or event."""
    return {row["id"]: f"{row['occurred'] or '?'} · {row['name'] or row['event'].replace('_', ' ')}" for row in rows}


def _texts(tables: Mapping[str, list[dict[str, str]]]) -> dict[str, str]:
    """The state of every record as text: digests of its revisions, joined by dots, then those of ``PARTS``."""
    claims, citations = (_gathered(tables[name], "record") for name in ("claims", "citations"))
    vessels = _gathered(tables.get("vessels", []), "id")
    events = _gathered(tables.get("vessel_events", []), "vessel")
    sources = {row["id"]: row for row in tables["sources"]}
    texts = {}
    for record, revisions in _gathered(tables["incidents"], "id").items():
        said, cited, vessel = claims.get(record, []), citations.get(record, []), revisions[-1].get("vessel", "")
        origins = [sources[row["source"]] for row in (*cited, *said) if row["source"] in sources]
        parts = (said, [*cited, *origins], [*vessels.get(vessel, []), *events.get(vessel, [])])
        texts[record] = " ".join([".".join(_digest([row]) for row in revisions), *map(_digest, parts)])
    return texts


def _gathered(rows: Iterable[dict[str, str]], key: str) -> dict[str, list[dict[str, str]]]:
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def _digest(rows: Iterable[Mapping[str, str]]) -> str:
    """A digest of rows that does not depend on their order, on that of the columns, or on columns without a value."""
    told = sorted({json.dumps({name: value for name, value in row.items() if value}, sort_keys=True) for row in rows})
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:DIGITS]


def _state(text: str) -> State:
    revisions, *parts = text.split(" ")
    return State(tuple(revisions.split(".")), dict(zip(PARTS, parts, strict=True)))


def _last(states: Mapping[str, str | None], versions: Iterable[str]) -> str | None:
    """The state that held in the last of some versions."""
    found = [states[version] for version in versions if version in states]
    return found[-1] if found else None


def _written(history: History) -> str:
    """A history as JSON with a line for each version and each record, so that a difference of files can be read."""
    parts = {"versions": history.versions, "records": history.records}
    lines = [
        f'"{name}": {{\n' + ",\n".join(f"{json.dumps(key)}: {_json(value)}" for key, value in part.items()) + "\n}"
        for name, part in parts.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
