"""What was asked: one set of filters for widgets, address, command line and provenance."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
from numpy.typing import NDArray

from geo import places, schema, uncertainty
from geo.dataset import Dataset
from geo.errors import FilterError
from geo.known import Known
from geo.language import LANGUAGES, N_, _
from geo.schema import Package


@dataclass(frozen=True)
class Filters:
    """A choice of records. None, an empty tuple or an empty text leaves that field open.

    ``start`` and ``end`` bound the period in which a record may have happened, both included; given the wrong
    way round they change places. ``known_on`` goes back to what was public that day. Several values of one field
    widen the choice, several fields narrow it. All days are UTC.

    ``zone``, ``waters``, ``near`` and ``area`` ask for a place, as ``geo.places`` reads them. Together with the
    period they part the records into those that surely, possibly and surely not answer; ``answer`` chooses between
    the first two.
    """

    start: date | None = None
    end: date | None = None
    known_on: date | None = None
    kind: tuple[str, ...] = ()
    theatre: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()
    waters: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    area: str = ""
    answer: tuple[str, ...] = ()
    q: str = ""

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            earlier, later = self.end, self.start
            object.__setattr__(self, "start", earlier)
            object.__setattr__(self, "end", later)
        for name in LISTS:
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "q", " ".join(self.q.encode("utf-8", "replace").decode().split()))

    @property
    def asks_place(self) -> bool:
        """Whether a place is asked for."""
        return any(getattr(self, name) for name in PLACES)


DAYS = ("start", "end", "known_on")
COLUMNS = ("kind", "theatre", "attribution", "precision", "contested")
"""Choices that are columns of the records."""
CHOICES = (*COLUMNS, "answer")
"""Fields that take values of a fixed vocabulary."""
PLACES = ("zone", "waters", "near", "area")
LISTS = (*CHOICES, "zone", "waters", "near")
"""Fields that take several values."""
NAMES = tuple(field.name for field in fields(Filters))

ANSWERS: Mapping[str, str] = {"surely": N_("Surely"), "possibly": N_("Possibly")}
CONTESTED: Mapping[str, str] = {"yes": N_("Some fact contested"), "no": N_("None contested")}

MOST, MOST_MEASURED = 12, 4
"""Values that one field may have; fewer where each asks for a coast to be measured."""


def most(name: str) -> int:
    """How many values a field may have."""
    if name not in LISTS:
        return 1
    return MOST_MEASURED if name in ("near", "waters") else MOST


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Days that a filter can name; the widgets have the same bounds."""

PAGE_PARAMETERS: Mapping[str, str] = {
    "record": r".{1,200}",
    "lang": "|".join(LANGUAGES),
    "data": r"[0-9.]{1,40}",
    "at": r"-?[0-8]?[0-9](\.[0-9]{1,6})?,-?[0-9]{1,3}(\.[0-9]{1,6})?,[0-9]{1,2}(\.[0-9]{1,2})?",
    "theme": "light|dark",
    "tiles": r"[a-z,]{1,30}",
    "embed": r".{0,20}",
    "embed_options": r".{0,100}",
}
"""Names that the page's address may hold beside the filters, and what a sound value looks like: the chosen record,
the language, the version of the data that a link was made with, the map's middle and zoom (lat,lon,zoom), its theme,
its online tiles, and whether the page stands in another."""


def options(package: Package) -> Mapping[str, Mapping[str, str]]:
    """The values that each choice can take, in order, and what each is called in the language spoken now."""
    incidents = package["incidents"]
    return {name: dict(incidents[name].labels) for name in COLUMNS[:-2]} | {
        name: {value: _(called) for value, called in messages.items()} for name, messages in _OWN_CHOICES.items()
    }


_OWN_CHOICES = {"precision": uncertainty.PRECISIONS, "contested": CONTESTED, "answer": ANSWERS}


def from_pairs(pairs: Iterable[tuple[str, str]], dataset: Dataset) -> Filters:
    """Filters from names and values as words; FilterError names the first that is unknown and what is known."""
    allowed = options(dataset.package)
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name in NAMES and not value:
            continue  # a form sends its empty fields too
        if name in CHOICES:
            _check_choice(name, value, allowed[name])
        if name in PLACES:
            value = places.read(name, value, dataset).text
        if name in LISTS:
            given.setdefault(name, []).append(value)
            if len(given[name]) > most(name):
                raise FilterError(
                    _("{name}: given more than {most} times; leave some out").format(name=name, most=most(name))
                )
        elif name not in NAMES:
            told = _("{name}: no such filter; use one of {known}")
            raise FilterError(told.format(name=name, known=", ".join(NAMES)))
        elif name in given:
            raise FilterError(_("{name}: given twice; give one value").format(name=name))
        else:
            given[name] = _day(name, value) if name in DAYS else value
    return of(given)


def of(given: Mapping[str, Any]) -> Filters:
    """Filters from values by name, lists for choices; names that are missing or None leave their field open."""
    values: dict[str, Any] = {
        name: tuple(value) if name in LISTS else value
        for name, value in given.items()
        if name in NAMES and value is not None
    }
    return Filters(**values)


def salvage(pairs: Iterable[tuple[str, str]], dataset: Dataset) -> tuple[Filters, tuple[str, ...]]:
    """Filters from those of the pairs that are sound, and the names of the others: for a hand-made address."""
    sound: list[tuple[str, str]] = []
    dropped: list[str] = []
    held: Counter[str] = Counter()
    for name, value in list(pairs)[: MOST * len(NAMES)]:
        try:
            from_pairs([(name, value)], dataset)
        except FilterError:
            dropped.append(name)
            continue
        held[name] += bool(value)
        if held[name] > most(name):
            dropped.append(name)
        else:
            sound.append((name, value))
    return from_pairs(sound, dataset), tuple(dropped)


def _check_choice(name: str, value: str, allowed: Mapping[str, str]) -> None:
    if value not in allowed:
        told = _("{name}: {given!r} is no value of it; use one of {known}")
        raise FilterError(told.format(name=name, given=value, known=", ".join(allowed)))


def _day(name: str, value: str) -> date:
    try:
        day = datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        told = _("{name}: {given!r} is no day; write it as year-month-day, such as 2025-10-31")
        raise FilterError(told.format(name=name, given=value)) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        told = _("{name}: {given} is out of range; use a day from {first} to {last}")
        raise FilterError(told.format(name=name, given=value, first=FIRST_DAY, last=LAST_DAY))
    return day


def from_query(query: str, dataset: Dataset) -> Filters:
    """Filters from an address, or from its query string with or without the question mark."""
    own = urlsplit(query).query if "://" in query else query.lstrip("?")
    pairs = parse_qsl(own, keep_blank_values=True, errors="replace")
    return from_pairs([(name, value) for name, value in pairs if name not in PAGE_PARAMETERS], dataset)


def to_query(filters: Filters) -> str:
    """The shortest query string that gives these filters, always the same for the same filters."""
    pairs = [(name, value) for name, values in plain(filters).items() for value in _listed(values)]
    return urlencode(pairs, safe=":,")


def _listed(value: Any) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if value else []


def plain(filters: Filters) -> dict[str, Any]:
    """Every field with its value as JSON has it: ISO days, lists, text; None where open."""
    values = {name: schema.plain(getattr(filters, name)) for name in NAMES}
    return values | {"area": filters.area or None, "q": filters.q or None}


def masks(of: Known, chosen: Filters) -> dict[str, NDArray[np.bool_]]:
    """Which records each filter lets through by itself, of those that can be answered by yes or no: all but period
    and place. By the filter's name, those that are open left out; truth values in the order of ``of.records``.
    """
    found = {name: of.records[name].isin(values).to_numpy() for name in COLUMNS if (values := getattr(chosen, name))}
    if chosen.q:
        wanted = [of.text.str.contains(word, regex=False) for word in schema.fold(chosen.q).split()]
        found["q"] = np.logical_and.reduce(wanted)
    return found
