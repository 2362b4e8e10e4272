"""What is asked of a layer, in the standard's words: checked, and told as ``Filters`` where they have a word for it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NoReturn

from starlette.datastructures import QueryParams

from geo import filters, places
from geo.dataset import Dataset
from geo.errors import FilterError
from geo.filters import FIRST_DAY, LAST_DAY, Filters
from geo.language import _
from geo.ogc import boxes, cql
from geo.ogc.boxes import Box
from geo.ogc.layers import Layer

OWN = ("f", "lang", "limit", "offset", "resulttype", "bbox", "bbox-crs", "crs", "datetime", "sortby", "properties")
CQL = ("filter", "filter-lang", "filter-crs", "skipGeometry", "q")
RESERVED = (*OWN, *CQL)
"""Names that the standard gives a meaning; all others are filters or columns."""


@dataclass(frozen=True)
class Question:
    """Filters, the box that geometries must meet, and values that columns must have."""

    filters: Filters
    box: Box | None
    columns: tuple[tuple[str, str], ...]


def read(
    layer: Layer, dataset: Dataset, period: str | None, bbox: Sequence[float], others: Iterable[tuple[str, str]]
) -> Question:
    """A question from its parts as pygeoapi hands them over; FilterError names what is wrong and the remedy."""
    pairs = list(others)
    known = [column.name for column in layer.columns(dataset.package) if column.compared]
    for name, _value in pairs:
        if name not in (*layer.filters, *known):
            told = _("{name}: {layer} has no such property or filter; use one of {known}")
            names = ", ".join(dict.fromkeys([*RESERVED, *layer.filters, *known]))
            raise FilterError(told.format(name=name[:60], layer=layer.name, known=names))
    chosen = [pair for pair in pairs if pair[0] in layer.filters]
    box = _box(bbox) if len(bbox) else None
    if box and "area" in layer.filters and "area" not in dict(chosen):
        chosen.append(("area", _area(box)))
    if period is not None and layer.dated:
        start, end = days(period)
        chosen += [(name, day.isoformat()) for name, day in (("start", start), ("end", end)) if day]
    return Question(
        filters.from_pairs(chosen, dataset), box, tuple(pair for pair in pairs if pair[0] not in layer.filters)
    )


def check(params: QueryParams) -> None:
    """FilterError where a value is none that the standard allows: what pygeoapi would stumble over, and what only
    costs time.
    """
    given = [name for name, _value in params.multi_items()]
    for name in RESERVED:
        if given.count(name) > 1:
            raise FilterError(_("{name}: given twice; give one value").format(name=name))
    for name in ("limit", "offset"):
        if name in params and not re.fullmatch(r"\d{1,9}", params[name]):
            raise FilterError(_("{name}: {given!r} is no whole number from 0 up").format(name=name, given=params[name]))
    if params.get("limit") and not int(params["limit"]):
        raise FilterError(_("limit: ask for 1 feature at least"))
    if "bbox" in params:
        _box(_numbers(params["bbox"]))
    if "datetime" in params:
        days(params["datetime"])
    if "sortby" in params and not re.fullmatch(r"[+ -]?\w+(,[+ -]?\w+)*", params["sortby"]):
        raise FilterError(
            _("sortby: {given!r} is no list of properties; write +name,-other").format(given=params["sortby"])
        )
    if "filter" in params:
        cql.check(params["filter"])


def _numbers(text: str) -> list[float]:
    parts = text.split(",")
    if not all(re.fullmatch(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*", part) for part in parts):
        _no_box(text)
    return [float(part) for part in parts]


def _box(numbers: Sequence[float]) -> Box:
    """A box on the globe, of four numbers, or of six with heights, left out: nothing here has a height."""
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        _no_box(",".join(f"{number:g}" for number in numbers))
    half = len(numbers) // 2
    west, south, east, north = *numbers[:2], *numbers[half : half + 2]
    if south > north or max(abs(west), abs(east)) > 360 or max(abs(south), abs(north)) > 90:
        _no_box(",".join(f"{number:g}" for number in numbers))
    return boxes.on_the_globe((west, south, east, north))


def _no_box(text: str) -> NoReturn:
    told = _("bbox: {given!r} is no box; write west,south,east,north in degrees, south before north")
    raise FilterError(told.format(given=text[:60]))


def _area(box: Box) -> str:
    """The box as a drawn area, a little larger where it must be: whoever meets the one meets the other."""
    step = 10**places.DECIMALS
    west, south = (math.floor(bound * step) / step for bound in box[:2])
    east, north = (math.ceil(bound * step) / step for bound in box[2:])
    south, north = (max(south - 1 / step, -90.0), min(north + 1 / step, 90.0)) if south == north else (south, north)
    east = west + 1 / step if west == east else east
    if east - west >= 360:
        west, east = -180.0, 180.0
    return places.area_words((west, south, east, north))


_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](?:(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|z|[+-]\d\d:\d\d)?)?)?", re.ASCII
)
"""A day or a moment (RFC 3339); GDAL ends a day in T."""


def days(period: str) -> tuple[date | None, date | None]:
    """First and last day (UTC) of a ``datetime``: a day, a moment, or two with a slash between, either of them open."""
    parts = period.split("/")
    if len(parts) > 2 or (len(parts) == 1 and parts[0] in ("", "..")):
        _no_period(period)
    found = [None if part in ("", "..") else _day(part, period) for part in parts]
    first, last = found[0], found[-1]
    if first and last and first > last:
        _no_period(period)
    return first, last


def _day(text: str, period: str) -> date:
    found = _MOMENT.fullmatch(text)
    try:
        moment = datetime.fromisoformat(text.rstrip("Tt ").replace("z", "Z")) if found else _no_period(period)
        day = (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        _no_period(period)
    return min(max(day, FIRST_DAY), LAST_DAY)


def _no_period(period: str) -> NoReturn:
    told = _("datetime: {given!r} is no day or period; write 2025-10-01, 2025-10-01/2025-10-31 or 2025-10-01/..")
    raise FilterError(told.format(given=period[:60]))
