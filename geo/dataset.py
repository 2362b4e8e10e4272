"""What came from a source: its typed tables, and the rows that were refused."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ROOT, dates, schema, sources, uncertainty, words
from geo.errors import DataError
from geo.schema import Package, Rejected, Table

FOLDER_VARIABLE = "MARITIME_DATA"
"""Environment variable that names another folder of the same tables to run on."""


@dataclass(frozen=True)
class Source:
    """Where records come from: a folder that holds ``datapackage.json`` and its tables."""

    folder: Path = field(default_factory=lambda: Path(os.environ.get(FOLDER_VARIABLE, ROOT / "data")))


@dataclass(frozen=True, eq=False)
class Dataset:
    """Typed tables of one data package. Nobody changes them after reading."""

    package: Package
    tables: Mapping[str, pd.DataFrame]
    """By name; ``incidents`` also has ``precision``, the days ``earliest`` and ``latest``, and ``title``."""
    outlines: Mapping[str, BaseGeometry]
    """Outline of each zone that has one, by zone id; EPSG:4326."""
    computed: frozenset[str]
    """Ids of the zones whose outline is our computation, not the issuer's."""
    theatres: Mapping[str, BaseGeometry]
    """Generous outline of each sea that records name, by theatre; our construction, EPSG:4326."""
    rejected: tuple[Rejected, ...]
    sha256: str
    """Digest of every file of the package, in the package's order."""

    @property
    def version(self) -> str:
        """Version of the data, as the package states it."""
        return self.package.version

    def evidence(self, record: str, day: date | None = None) -> tuple[Entry, ...]:
        """Sources of a record, in order: publisher, title, url, published. With a day, those printed by then.

        One without a date is left out until the record stands as it does today: it may tell what came later.
        """
        return self._printed_by(record, self._evidence.get(record, ()), day)

    def contested(self, record: str, day: date | None = None) -> tuple[Entry, ...]:
        """What is claimed or disputed of a record: field, value, stance, by, side, claim, published, and the source
        that reports it (publisher, title, url, printed), as for ``evidence``.

        With a day, a source that was printed later than the claim was made is not named: its title may tell more.
        """
        claims = self._printed_by(record, self._contested.get(record, ()), day)
        return claims if day is None else tuple(sources.unnamed_if_later(claim, day) for claim in claims)

    def disputed(self, record: str, day: date | None = None) -> frozenset[str]:
        """The facts of a record that are contested, as ``field`` of its claims: somebody denies, disputes, corrects
        or cannot establish what is said of them, or several things are said where only one can be so.
        """
        by_field: dict[str, list[Entry]] = {}
        for claim in self.contested(record, day):
            by_field.setdefault(str(claim["field"]), []).append(claim)
        return frozenset(field for field, claims in by_field.items() if _contradict(field, claims))

    def settled(self, record: str | None, day: date) -> bool:
        """Whether no revision of a record became public after the day; so also for what has no revisions."""
        last = self._last_change.get(record)
        return last is None or last <= pd.Timestamp(day)

    @cached_property
    def _last_change(self) -> Mapping[str | None, pd.Timestamp]:
        known = self.tables["incidents"].dropna(subset="known_from").groupby("id")["known_from"].max()
        return MappingProxyType({str(record): day for record, day in known.items()})

    def _printed_by(self, record: str, entries: tuple[Entry, ...], day: date | None) -> tuple[Entry, ...]:
        if day is None:
            return entries
        return tuple(entry for entry in entries if self._public(record, entry["published"], day))

    def _public(self, record: str, published: str | None, day: date) -> bool:
        return dates.public_by(published, day) if published else self.settled(record, day)

    def text(self, revisions: pd.DataFrame, day: date | None = None) -> pd.Series:
        """All words of each revision, and of its sources and claims by that day, folded for searching."""
        around = revisions["id"].map(lambda record: " ".join(self._words_around(record, day)))
        return (self._own_words.loc[revisions.index] + " " + around).str.strip()

    def _words_around(self, record: str, day: date | None) -> list[str]:
        printed = self._words.get(record, ())
        if day is None:
            return [said for _, said in printed]
        return [said for published, said in printed if self._public(record, published, day)]

    @cached_property
    def _evidence(self) -> Mapping[str, tuple[Entry, ...]]:
        cited = self.tables["citations"].sort_values(["record", "position"])
        return _grouped(cited.merge(self.tables["sources"], left_on="source", right_on="id"), SOURCE_FIELDS)

    @cached_property
    def _contested(self) -> Mapping[str, tuple[Entry, ...]]:
        origin = self.tables["sources"].set_index("id").rename(columns={"published": "printed"})
        return _grouped(self.tables["claims"].join(origin, on="source"), REPORTED_FIELDS)

    @cached_property
    def _own_words(self) -> pd.Series:
        incidents = self.tables["incidents"]
        columns = [entry.name for entry in self.package["incidents"].fields if entry.is_text]
        return incidents[columns].fillna("").agg(" ".join, axis="columns").map(schema.fold)

    @cached_property
    def _words(self) -> Mapping[str, list[tuple[str | None, str]]]:
        """For each record, when each of its sources and claims was printed, and its words, folded.

        The names of its vessel are among them, undated: it may have got one later.
        """
        gathered: dict[str, list[tuple[str | None, str]]] = {}
        vessels = self.tables["vessels"].astype("object").fillna("")
        names = dict(zip(vessels["id"], vessels["name"] + " " + vessels["former_names"], strict=True))
        for record, vessel in self.tables["incidents"].groupby("id")["vessel"].last().dropna().items():
            gathered[str(record)] = [(None, schema.fold(names[vessel]))]
        for group, columns in ((self._evidence, ("publisher", "title")), (self._contested, ("value", "by", "claim"))):
            for record, entries in group.items():
                for entry in entries:
                    said = " ".join(entry[name] or "" for name in columns)
                    gathered.setdefault(record, []).append((entry["published"], schema.fold(said)))
        return gathered


Entry = dict[str, str | None]
"""One source or claim by its fields."""

SOURCE_FIELDS = ("publisher", "title", "url", "published")
CLAIM_FIELDS = ("field", "value", "stance", "by", "side", "claim", "published")
REPORTED_FIELDS = (*CLAIM_FIELDS, "publisher", "title", "url", "printed")
"""Of a claim with the source that reports it, and when that was printed."""


def _grouped(frame: pd.DataFrame, columns: tuple[str, ...]) -> Mapping[str, tuple[Entry, ...]]:
    """Rows as plain mappings, gathered by their record, in the frame's order."""
    groups: dict[str, list[Entry]] = {}
    for record, *values in zip(frame["record"], *(frame[column] for column in columns), strict=True):
        groups.setdefault(record, []).append(dict(zip(columns, map(schema.plain, values), strict=True)))
    return MappingProxyType({record: tuple(rows) for record, rows in groups.items()})


SINGLE = frozenset({"date", "place", "waters", "vessel", "affiliation", "killed", "actor", "target", "flag", "count"})
"""Facts of which only one thing can be so; of the others, such as the course of events, claims may add up."""


def _contradict(field: str, claims: list[Entry]) -> bool:
    values = {schema.fold(claim["value"] or "") for claim in claims}
    return (field in SINGLE and len(values) > 1) or any(claim["stance"] != "states" for claim in claims)


def read(source: Source | None = None) -> Dataset:
    """Read and check a data package.

    Rows with a fault are left out and named in ``rejected``; a file that is no table, or is not there, raises
    DataError. Without a source it is the project's own.
    """
    source = source or Source()
    package = schema.load(source.folder / "datapackage.json")
    return _checked(
        source.folder, package, {name: source.folder / table.path for name, table in package.tables.items()}
    )


@cache
def bundled() -> Dataset:
    """The project's own data, read once a process."""
    return read()


def check_table(path: Path, name: str) -> list[Rejected]:
    """Faults of one file when it stands for the bundled table of that name, its references included."""
    folder = Source().folder
    package = schema.load(folder / "datapackage.json")
    paths = {table.name: folder / table.path for table in package.tables.values()}
    return [fault for fault in _checked(folder, package, {**paths, name: path}).rejected if fault.table == name]


def _checked(folder: Path, package: Package, paths: Mapping[str, Path]) -> Dataset:
    cells = {name: read_cells(paths[name], table) for name, table in package.tables.items()}
    tables, rejected = {}, []
    for name, table in package.tables.items():
        tables[name], found = schema.check(table, cells[name])
        rejected += found
    outlines, computed = _outlines(folder / "zones.geojson")
    theatres, _ = _outlines(folder / "theatres.geojson")
    rejected += schema.check_references(package, tables, cells) + check_records(tables, cells, outlines)
    bad = {(fault.table, fault.row) for fault in rejected}
    tables = {name: _without(frame, {row for table, row in bad if table == name}) for name, frame in tables.items()}
    return Dataset(
        package=package,
        tables=MappingProxyType(
            {
                **tables,
                "incidents": _with_derived(tables["incidents"], package["incidents"]),
                "vessel_events": _with_first_word(tables["vessel_events"], tables["incidents"]),
            }
        ),
        outlines=outlines,
        computed=computed,
        theatres=theatres,
        rejected=tuple(rejected),
        sha256=digest(folder, package),
    )


def _without(frame: pd.DataFrame, rows: set[int]) -> pd.DataFrame:
    return frame[~frame.index.isin(rows)].reset_index(drop=True)


def _with_derived(incidents: pd.DataFrame, table: Table) -> pd.DataFrame:
    days = dates.spans(incidents["occurred"], incidents["occurred_earliest"], incidents["occurred_latest"])
    place = uncertainty.precision(incidents["lat"], incidents["uncertainty_km"], incidents["theatre"])
    title = words.titles(incidents, table["event"].labels)
    return incidents.assign(precision=place, earliest=days["earliest"], latest=days["latest"], title=title)


def _with_first_word(events: pd.DataFrame, incidents: pd.DataFrame) -> pd.DataFrame:
    """Steps of vessels with ``public_from``: their own day, else the last change of the record that they belong to."""
    last = incidents.dropna(subset="known_from").groupby("id")["known_from"].max()
    of_record = pd.to_datetime(events["record"].map(last.to_dict()))
    return events.assign(public_from=pd.to_datetime(events["known_from"]).fillna(of_record))


def read_cells(path: Path, table: Table) -> pd.DataFrame:
    """The cells of a CSV file as text, missing as None; the index is the row of the file, the header being 1.

    Raises DataError where the file cannot be read, its columns are not the table's, or a row has too few or too
    many cells.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True)) or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name}: cannot be read as CSV in UTF-8 ({error}); save it as that") from error
    expected = list(table.by_name)
    if header != expected:
        wrong = sorted(set(header) ^ set(expected)) or ["their order"]
        raise DataError(f"{path.name}: columns differ from the schema in {', '.join(wrong)}; use {', '.join(expected)}")
    for number, row in enumerate(rows, start=2):
        if row and len(row) != len(expected):
            raise DataError(f"{path.name} row {number}: has {len(row)} cells, the header {len(expected)}; quote commas")
    numbered = [(number, row) for number, row in enumerate(rows, start=2) if row]  # blank lines are no rows
    index = [number for number, _ in numbered]
    frame = pd.DataFrame([row for _, row in numbered], columns=expected, index=index, dtype="object")
    return frame.where(frame != "", None)


def check_records(
    tables: Mapping[str, pd.DataFrame], cells: Mapping[str, pd.DataFrame], outlines: Mapping[str, BaseGeometry]
) -> list[Rejected]:
    """Faults that no single column shows: bounds the wrong way round, half a position, ids that lead nowhere.

    ``tables`` are the typed rows without a fault of their own; ``cells`` all rows as read, so that a broken row is
    named once, not again by each row that points to it.
    """
    known = {record for name in ("incidents", "zones", "places", "statements") for record in cells[name]["id"]}
    incidents, tallies = tables["incidents"], tables["tallies"]
    broken = set(cells["incidents"]["id"][~cells["incidents"].index.isin(incidents.index)])
    unexplained = tallies["explanation"].isna() != tallies["agrees"].astype(bool)
    rule = "must be given exactly where the figures differ"
    return [
        *_calendar_faults(tables),
        *_incident_faults(incidents),
        *_revision_faults(incidents[~incidents["id"].isin(broken)]),
        *schema.missing_targets("citations", "record", tables["citations"], known, "any table"),
        *schema.missing_targets("claims", "record", tables["claims"], known, "any table"),
        *schema.faults("tallies", "explanation", tallies["explanation"], unexplained, rule),
        *(
            Rejected("zones", 0, "id", zone, "has an outline in zones.geojson but no row; add one")
            for zone in sorted(set(outlines) - set(cells["zones"]["id"]))
        ),
    ]


PARTIAL_DATES = {
    "incidents": ("occurred",),
    "sources": ("published",),
    "claims": ("published",),
    "vessel_events": ("occurred",),
    "zones": ("occurred", "announced", "valid_from", "valid_to"),
}
"""Columns that hold a year, a month, a day or a moment as text."""


def _calendar_faults(tables: Mapping[str, pd.DataFrame]) -> list[Rejected]:
    columns = [(table, name, tables[table][name]) for table, names in PARTIAL_DATES.items() for name in names]
    return [
        fault
        for table, name, text in columns
        for fault in schema.faults(
            table, name, text, text.notna() & dates.spans(text)["earliest"].isna(), "is no day of the calendar"
        )
    ]


def _incident_faults(rows: pd.DataFrame) -> list[Rejected]:
    days = dates.spans(rows["occurred"], rows["occurred_earliest"], rows["occurred_latest"])
    part = rows["counted_as"] == "part_of_operation"
    rules = [
        ("killed_max", (rows["killed_max"] < rows["killed_min"]), "is below killed_min"),
        ("occurred_latest", days["latest"] < days["earliest"], "leaves no day between the earliest and the latest"),
        ("lon", rows["lat"].isna() != rows["lon"].isna(), "must be given exactly where lat is"),
        ("uncertainty_km", rows["lat"].notna() & rows["uncertainty_km"].isna(), "is missing for a position"),
        ("parent", part & rows["parent"].isna(), "is missing for part of an operation"),
        ("parent", rows["parent"] == rows["id"], "is the record itself"),
    ]
    return [
        fault
        for field, broken, rule in rules
        for fault in schema.faults("incidents", field, rows[field], broken.fillna(False).astype(bool), rule)
    ]


def _revision_faults(rows: pd.DataFrame) -> list[Rejected]:
    groups = rows.groupby("id")
    gap = rows["revision"] != groups.cumcount() + 1
    back = rows["known_from"] < groups["known_from"].shift()
    other_kind = rows["kind"] != groups["kind"].transform("first")
    return [
        *schema.faults("incidents", "revision", rows["revision"], gap, "does not follow on the revision before it"),
        *schema.faults("incidents", "known_from", rows["known_from"], back, "is before that of the revision before it"),
        *schema.faults("incidents", "kind", rows["kind"], other_kind, "differs from the record's first revision"),
    ]


def _outlines(path: Path) -> tuple[Mapping[str, BaseGeometry], frozenset[str]]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        drawn = [feature for feature in features if feature["geometry"] is not None]
        shapes = {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in drawn}
        computed = {feature["id"] for feature in drawn if feature["properties"]["basis"] == "computed"}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path.name}: no usable outlines ({error}); each feature needs id, basis, geometry") from error
    return MappingProxyType(shapes), frozenset(computed)


def digest(folder: Path, package: Package) -> str:
    """SHA-256, in hex, of the package's files: name, length and bytes of each, in the package's order."""
    total = hashlib.sha256()
    for name in ("datapackage.json", *package.paths):
        content = (folder / name).read_bytes()
        total.update(f"{name}\n{len(content)}\n".encode() + content)
    return total.hexdigest()
