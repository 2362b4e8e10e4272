"""Where two files that should be the same differ, told in one line."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

SHOWN = 60
"""Signs of a value that are told."""
NOTHING = "nothing"


def told(name: str, given: bytes, wanted: bytes) -> str:
    """How the file that was given differs from the one that is wanted; nothing where it is the same.

    Of tables and GeoJSON the record and the field are named, of other JSON the field, of text the line, of anything
    else the byte.
    """
    if given == wanted:
        return ""
    compare = _COMPARED.get(PurePosixPath(name).suffix, _bytes)
    try:
        return compare(given, wanted) or _bytes(given, wanted)
    except (ValueError, RecursionError, csv.Error):  # no longer what its name says
        return _lines(given, wanted) or _bytes(given, wanted)


def _bytes(given: bytes, wanted: bytes) -> str:
    at = next((at for at, (one, other) in enumerate(zip(given, wanted, strict=False)) if one != other), None)
    if at is None:
        return f"has {len(given):,} bytes, not {len(wanted):,}"
    return f"byte {at + 1:,} is {given[at]:#04x}, not {wanted[at]:#04x}"


def _lines(given: bytes, wanted: bytes) -> str:
    lines = zip_longest(*(content.decode("utf-8", "backslashreplace").split("\n") for content in (given, wanted)))
    for number, (one, other) in enumerate(lines, start=1):
        if one != other:
            return f"line {number} {_instead(*_around(one, other))}"
    return ""


def _around(one: str | None, other: str | None) -> tuple[str | None, str | None]:
    """Two long lines from shortly before they part."""
    if one is None or other is None:
        return one, other
    part = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, part - SHOWN // 3)
    mark = "…" if start else ""
    return mark + one[start:], mark + other[start:]


def _instead(one: Any, other: Any) -> str:
    return f"is {_short(one)}, not {_short(other)}"


def _short(value: Any) -> str:
    if value is None:
        return NOTHING
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{words[:SHOWN]}{'…' if len(words) > SHOWN else ''}”"


def _json(given: bytes, wanted: bytes) -> str:
    return _values(_loaded(given), _loaded(wanted), "")


def _loaded(content: bytes) -> Any:
    return json.loads(content.decode("utf-8"))


def _values(one: Any, other: Any, path: str) -> str:
    """The first field in which two values of JSON differ."""
    if type(one) is type(other) and isinstance(one, dict):
        for name in dict.fromkeys([*other, *one]):
            if found := _values(one.get(name), other.get(name), f"{path}.{name}".lstrip(".")):
                return found
        return "" if list(one) == list(other) else f"the fields of {path or 'the file'} stand in another order"
    if type(one) is type(other) and isinstance(one, list):
        for number, pair in enumerate(zip_longest(one, other), start=1):
            if found := _values(*pair, f"{path}[{number}]"):
                return found
        return ""
    return "" if one == other and type(one) is type(other) else f"{path or 'the file'} {_instead(one, other)}"


def _geojson(given: bytes, wanted: bytes) -> str:
    one, other = _loaded(given), _loaded(wanted)
    if not isinstance(one, dict) or not isinstance(one.get("features"), list):
        return "it holds no features any more"
    for name in ("features", "zones"):
        if found := _features(one.get(name), other[name]):
            return found
    return _values(one, other, "")


def _features(given: Any, wanted: Sequence[Mapping[str, Any]]) -> str:
    by_id = {feature.get("id"): feature for feature in given or () if isinstance(feature, dict)}
    for feature in wanted:
        if feature["id"] not in by_id:
            return f"record {feature['id']} is missing"
        held = by_id.pop(feature["id"])
        properties = held.get("properties"), feature["properties"]
        if found := _values(*properties, "") or _values(held, feature, ""):
            return f"record {feature['id']}, {found}"
    return f"record {_short(next(iter(by_id)))} does not belong in it" if by_id else ""


def _csv(given: bytes, wanted: bytes) -> str:
    (heads, *rows), (wanted_heads, *wanted_rows) = _rows(given), _rows(wanted)
    if heads != wanted_heads:
        return _lines(given, wanted)
    for number, (row, other) in enumerate(zip_longest(rows, wanted_rows), start=2):
        if row == other:
            continue
        if row is None or other is None:
            return f"row {number}, {(row or other)[0]}: {'is missing' if row is None else 'does not belong in it'}"
        cells = zip_longest(heads, row, other)
        field, one, wanted_cell = next(cell for cell in cells if cell[1] != cell[2])
        return f"row {number}, record {other[0]}, {field} {_instead(one, wanted_cell)}"
    return ""


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)) or [[]]


_COMPARED: Mapping[str, Callable[[bytes, bytes], str]] = MappingProxyType(
    {
        ".geojson": _geojson,
        ".json": _json,
        ".csv": _csv,
        ".html": _lines,
        ".svg": _lines,
        ".txt": _lines,
        "": _lines,
    }
)
