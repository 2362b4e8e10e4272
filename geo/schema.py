"""The field table: what ``data/datapackage.json`` says a table holds, and whether rows obey it.

Titles, descriptions and what values are called are kept in English and read in the language spoken at that moment.
"""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from geo import language
from geo.errors import DataError
from geo.language import _

T = TypeVar("T")


class Told:
    """An attribute that is given in English and read in the language spoken now: a text, or texts by their values."""

    def __init__(self, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object, _owner: type) -> Any:
        by_language, code = vars(instance)[self._name], language.current()
        if code not in by_language:
            by_language[code] = _told(by_language[language.ENGLISH])
        return by_language[code]

    def __set__(self, instance: object, english: str | Mapping[str, str]) -> None:
        given = english if isinstance(english, str) else MappingProxyType(dict(english))
        vars(instance)[self._name] = {language.ENGLISH: given}


def _told(english: str | Mapping[str, str]) -> str | Mapping[str, str]:
    if isinstance(english, str):
        return _(english)
    return MappingProxyType({value: _(text) for value, text in english.items()})


def told(*names: str) -> Callable[[type[T]], type[T]]:
    """Make attributes of a dataclass ``Told``."""

    def with_told(owner: type[T]) -> type[T]:
        for name in names:
            setattr(owner, name, Told(name))
        return owner

    return with_told


@told("title", "description", "labels", "meanings")
@dataclass(frozen=True)
class Field:
    """One column: its type, unit, meaning and limits."""

    name: str
    type: str
    title: str
    description: str
    unit: str | None = None
    example: Any = None
    required: bool = False
    unique: bool = False
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    labels: Mapping[str, str] = attribute(default_factory=dict)
    """Allowed values and what they are called; empty where any value is allowed."""
    meanings: Mapping[str, str] = attribute(default_factory=dict)
    """What an allowed value means, where the name alone does not say it."""

    @property
    def is_text(self) -> bool:
        """Whether the cells are words, as opposed to numbers, dates and truth values."""
        return self.type == "string"


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values must be found in a column of a table."""

    field: str
    table: str
    target: str


@told("title", "description")
@dataclass(frozen=True)
class Table:
    """One table of the package: a CSV file and its columns, in order."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Its fields by their names."""
        return MappingProxyType({field.name: field for field in self.fields})

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]


@told("title", "description")
@dataclass(frozen=True)
class Package:
    """The whole schema: every table, the data's version and its licence."""

    title: str
    description: str
    version: str
    licence: Mapping[str, str]
    tables: Mapping[str, Table]
    sources_until: date
    """Last day that the sources reach; what came later is no data, not no events."""
    paths: tuple[str, ...]
    """Files of all resources in order, relative to the package."""

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]


@dataclass(frozen=True)
class Rejected:
    """One fault of one row: where it stands, what it says and which rule it breaks."""

    table: str
    row: int
    """Row of the file as a spreadsheet counts it: the header is row 1."""
    field: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"{self.table}.csv row {self.row}, {self.field}: {self.value!r} {self.rule}"


def load(path: Path) -> Package:
    """Read the schema from a ``datapackage.json``; DataError where it is none."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        tables = [_table(resource) for resource in raw["resources"] if "schema" in resource]
        return Package(
            title=raw["title"],
            description=raw["description"],
            version=raw["version"],
            licence=raw["licenses"][0],
            tables=MappingProxyType({table.name: table for table in tables}),
            sources_until=date.fromisoformat(raw["sourcesUntil"]),
            paths=tuple(resource["path"] for resource in raw["resources"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path}: no usable data package ({error}); name a folder that holds datapackage.json"
        ) from error


def _table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    keys = (
        ForeignKey(key["fields"][0], key["reference"]["resource"] or resource["name"], key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", [])
    )
    return Table(
        name=resource["name"],
        path=resource["path"],
        title=resource["title"],
        description=resource["description"],
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=tuple(keys),
    )


def _field(raw: Mapping[str, Any]) -> Field:
    limits = raw.get("constraints", {})
    categories = raw.get("categories", [])
    return Field(
        name=raw["name"],
        type=raw["type"],
        title=raw["title"],
        description=raw["description"],
        unit=raw.get("unit"),
        example=raw.get("example"),
        required=limits.get("required", False),
        unique=limits.get("unique", False),
        pattern=limits.get("pattern"),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        labels={entry["value"]: entry["label"] for entry in categories},
        meanings={entry["value"]: entry["description"] for entry in categories if "description" in entry},
    )


def check(table: Table, cells: pd.DataFrame) -> tuple[pd.DataFrame, list[Rejected]]:
    """Type the cells of one table and name every fault of its rows.

    Parameters
    ----------
    table : what the rows must obey.
    cells : text as read, one column a field, missing as None; the index is the row of the file.

    Returns
    -------
    The typed rows without a fault (same index; integers as Int64, dates as datetime64), and all faults,
    sorted by row.
    """
    faults: list[Rejected] = []
    typed = {}
    for field in table.fields:
        typed[field.name], found = _column(table, field, cells[field.name])
        faults += found
    frame = pd.DataFrame(typed, index=cells.index, columns=list(table.by_name))
    faults += _duplicates(table, cells)
    bad = {fault.row for fault in faults}
    return frame[~frame.index.isin(bad)], sorted(faults, key=lambda fault: fault.row)


def _column(table: Table, field: Field, text: pd.Series) -> tuple[pd.Series, list[Rejected]]:
    given = text.notna()
    typed, readable = _typed(field, text)
    broken = [(given & ~readable, f"is no {_TYPE_WORDS[field.type]}")]
    if field.required:
        broken.append((~given, "is missing but required"))
    if field.labels:
        broken.append((given & ~text.isin(field.labels), f"is none of {', '.join(field.labels)}"))
    if field.pattern:
        matches = text.str.fullmatch(field.pattern).fillna(False).astype(bool)
        broken.append((given & ~matches, f"does not match {field.pattern}"))
    if field.minimum is not None:
        broken.append(((typed < field.minimum).fillna(False).astype(bool), f"is below {field.minimum:g}"))
    if field.maximum is not None:
        broken.append(((typed > field.maximum).fillna(False).astype(bool), f"is above {field.maximum:g}"))
    if field.unique:
        broken.append((given & text.duplicated(), "stands in an earlier row but must be unique"))
    return typed, [fault for mask, rule in broken for fault in faults(table.name, field.name, text, mask, rule)]


def faults(table: str, field: str, values: pd.Series, broken: pd.Series, rule: str) -> list[Rejected]:
    """A fault for each row where ``broken`` holds; ``values`` and ``broken`` are indexed by row of the file."""
    return [
        Rejected(table, int(row), field, _shown(value), rule)
        for row, value in zip(values.index[broken], values[broken], strict=True)
    ]


def _shown(value: object) -> str:
    known = plain(value)
    text = "" if known is None else str(known)
    return text if len(text) <= 80 else text[:79] + "…"


_TYPE_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "truth value (true or false)",
    "date": "date (year-month-day)",
}


def _typed(field: Field, text: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The column in its type, and where each cell could be read as it."""
    if field.type == "integer":
        readable = text.str.fullmatch(r"[+-]?\d{1,15}").fillna(False).astype(bool)
        return pd.to_numeric(text.where(readable), errors="coerce").astype("Int64"), readable
    if field.type == "number":
        number = pd.to_numeric(text, errors="coerce").astype("float64")
        return number, pd.Series(np.isfinite(number), index=text.index)
    if field.type == "boolean":
        return text.map({"true": True, "false": False}).astype("boolean"), text.isin(["true", "false"])
    if field.type == "date":
        shape = text.str.fullmatch(r"\d{4}-\d{2}-\d{2}").fillna(False).astype(bool)
        day = pd.to_datetime(text.where(shape), format="%Y-%m-%d", errors="coerce")
        return day, day.notna()
    if field.type == "string":
        return text, text.notna()
    raise DataError(f"{field.name}: type {field.type!r} of the schema is unknown; use {', '.join(_TYPE_WORDS)}")


def _duplicates(table: Table, cells: pd.DataFrame) -> list[Rejected]:
    key = list(table.primary_key)
    again = cells.duplicated(key) & cells[key].notna().all(axis="columns")
    rule = f"repeats the key ({', '.join(key)}) of an earlier row"
    return faults(table.name, key[-1], cells[key[-1]], again, rule)


def check_references(
    package: Package, frames: Mapping[str, pd.DataFrame], cells: Mapping[str, pd.DataFrame]
) -> list[Rejected]:
    """Every value of a foreign key in ``frames`` that stands in no row of the table that it names, as read."""
    return [
        fault
        for table in package.tables.values()
        for key in table.foreign_keys
        for fault in missing_targets(table.name, key.field, frames[table.name], cells[key.table][key.target], key.table)
    ]


def missing_targets(table: str, field: str, frame: pd.DataFrame, targets: Iterable[str], where: str) -> list[Rejected]:
    """A fault for each given value of ``field`` that is not among ``targets``."""
    values = frame[field]
    return faults(table, field, values, values.notna() & ~values.isin(set(targets)), f"is no id in {where}")


def plain(value: Any) -> Any:
    """The value as JSON has it: None for missing, ISO text for dates, Python's own numbers and truth values."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return _plain_number(float(value))
    if isinstance(value, (pd.Timestamp, datetime, date)):
        return value.isoformat()[:10]
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, Sequence):
        return [plain(entry) for entry in value]
    raise TypeError(f"no plain form for {type(value).__name__}")


def _plain_number(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def fold(text: str) -> str:
    """Text for comparing: lower case, without accents and without runs of white space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", bare.casefold()).strip()
