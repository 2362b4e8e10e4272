"""GeoJSON and its sequences: features with whatever properties they have, each geometry by itself."""

import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import shapely

from geo.strangers.found import N_, NO_ROWS, Found, Job, Limits, Problem, Refused, column

GEOMETRIES = frozenset(
    ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"],
)
NO_JSON = N_("{name}: is no JSON ({why}); check the file, or export it anew")
NO_FEATURES = N_("{name}: is JSON without features; use a GeoJSON FeatureCollection, or one feature a line")
TOO_MANY_LISTS = N_(
    "{name}: holds {lists} points and lists, and {limit} are read at most; simplify its shapes and properties"
)
TOO_DEEP = N_("{name}: nests {depth} levels deep, and {limit} are read at most; flatten its properties")
CANNOT = N_("its geometry cannot be read")
NOT_FINITE = N_("its coordinates hold a number that is not finite")
REPAIRED = N_("coordinates given as text, or a ring left open, were mended")


LISTS_A_VERTEX = 5
"""Lists that may stand in a file for each vertex allowed: those in properties are no vertices, but fill memory too."""


def read(job: Job) -> Found:
    """Every feature of a collection, of a sequence, or the one that the file is."""
    content = Path(job.path).read_bytes()
    lists = check_depth(content, job.limits)
    most = LISTS_A_VERTEX * job.limits.vertices
    if lists > most:
        raise Refused(TOO_MANY_LISTS, lists=lists, limit=most)
    if lists > job.limits.vertices:
        job.limits.check_vertices(_points(content))
    features, crs = _features(content)
    if not features:
        raise Refused(NO_ROWS)
    job.limits.check_rows(len(features))
    total = len(features)
    features = features[: job.head]
    problems: list[Problem] = []
    shapes = _shapes([feature.get("geometry") for feature in features], problems)
    job.limits.check_vertices(int(shapely.get_num_coordinates(shapes).sum()))
    return Found(
        table=_table(features, job.limits),
        row=range(1, len(features) + 1),
        wkb=list(shapely.to_wkb(shapes)),
        crs=crs,
        total=total,
        problems=problems,
    )


STRUCTURE = np.zeros(256, dtype=np.int8)
STRUCTURE[[ord(c) for c in '[{"']] = 1, 1, 2
STRUCTURE[[ord(c) for c in "]}"]] = -1
CHUNK = 1 << 22


def check_depth(content: bytes, limits: Limits) -> int:
    """Refuse JSON that nests too deep, before it is parsed: brackets are counted, those in strings left out.

    How many lists it has: a point is one.
    """
    depth, in_string, slashes, lists = 0, False, 0, 0
    for begin in range(0, len(content), CHUNK):
        part = np.frombuffer(content, np.uint8, min(CHUNK, len(content) - begin), begin)
        marks = np.flatnonzero(STRUCTURE[part])
        kind = STRUCTURE[part[marks]]
        quote = kind == 2
        before = _slashes(part, np.append(marks[quote], len(part)), slashes)
        quote[quote], slashes = before[:-1] % 2 == 0, int(before[-1])
        outside = (np.cumsum(quote) + in_string) % 2 == 0
        steps = np.where(outside & (kind != 2), kind, 0).cumsum() + depth
        lists += int((outside & (part[marks] == ord("["))).sum())
        if len(steps):
            deepest = int(steps.max())
            if deepest > limits.depth:
                raise Refused(TOO_DEEP, depth=deepest, limit=limits.depth)
            depth, in_string = int(steps[-1]), bool((quote.sum() + in_string) % 2)
    return lists


COORDINATES = re.compile(rb'"coordinates"\s*:[-+\[\]\d\s.,eE]*+')


def _points(content: bytes) -> int:
    """How many points the coordinates of JSON have, before it is parsed: each is a list without lists in it."""
    return sum(part[0].translate(None, NO_BRACKETS).count(b"[]") for part in COORDINATES.finditer(content))


NO_BRACKETS = bytes(set(range(256)) - set(b"[]"))


def _slashes(part: np.ndarray, places: np.ndarray, earlier: int) -> np.ndarray:
    """How many backslashes stand right before each place in a part of a text, which so many stand before."""
    found = np.flatnonzero(part == ord("\\"))
    first = found[np.diff(found, prepend=-2) != 1]
    last = found[np.diff(found, append=len(part) + 1) != 1]
    first, last = np.append(-earlier, np.where(first == 0, -earlier, first)), np.append(-1, last)
    run = np.searchsorted(last, places) - 1
    return np.where(last[run] == places - 1, places - first[run], 0)


def _features(content: bytes) -> tuple[list[dict[str, Any]], str | None]:
    text = content.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"\x1e") or re.match(rb"\{[^\r\n]*\}[ \t]*\r?\n\s*[{\x1e]", text):
        return [feature for line in _lines(text) for feature in _of(_loads(line))], "OGC:CRS84"
    whole = _loads(text)
    return list(_of(whole)), _named_crs(whole)


def _lines(text: bytes) -> list[bytes]:
    parts = text.split(b"\x1e") if text.startswith(b"\x1e") else text.splitlines()
    return [part for part in map(bytes.strip, parts) if part]


def _loads(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if not re.search(rb"NaN|Infinity|\d[eE]\+?\d{3}", text):
            raise Refused(NO_JSON, why=str(error)) from error
    try:
        value = json.loads(text)  # which takes NaN, so that one such feature is named and not the file refused
        if rb"\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()  # half of a letter beyond the first 65,536
        return value
    except ValueError as error:
        raise Refused(NO_JSON, why=str(error)) from error


def _of(value: Any) -> Iterator[dict[str, Any]]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "FeatureCollection" and isinstance(value.get("features"), list):
        for feature in value["features"]:
            yield from _of(feature)
    elif kind == "Feature":
        yield value
    elif kind in GEOMETRIES:
        yield {"type": "Feature", "geometry": value, "properties": {}}
    else:
        raise Refused(NO_FEATURES)


def _named_crs(whole: Any) -> str | None:
    """The system that GeoJSON of 2008 could name; RFC 7946 has only WGS 84."""
    try:
        return str(whole["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return "OGC:CRS84"


def _table(features: Sequence[dict[str, Any]], limits: Limits) -> pa.Table:
    given = [feature.get("properties") for feature in features]
    properties = [entry if isinstance(entry, dict) else {} for entry in given]
    names: dict[str, None] = {}
    if any("id" in feature for feature in features) and not any("id" in entry for entry in properties):
        properties = [{"id": feature.get("id"), **entry} for feature, entry in zip(features, properties, strict=True)]
    for entry in properties:
        if not entry.keys() <= names.keys():
            names.update(dict.fromkeys(entry))
            limits.check_columns(len(names))
    return pa.table({name: column([entry.get(name) for entry in properties]) for name in names})


def _shapes(given: Sequence[Any], problems: list[Problem]) -> np.ndarray:
    texts = [orjson.dumps(geometry) if isinstance(geometry, dict) else None for geometry in given]
    shapes = shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore")
    for place in map(int, np.flatnonzero(shapely.is_missing(shapes))):
        if given[place] is not None:
            shapes[place] = _mended(given[place], place + 1, problems)
    return np.asarray(shapes)


def _mended(geometry: Any, row: int, problems: list[Problem]) -> shapely.Geometry | None:
    """A geometry that could not be read at once, with numbers for text and its rings closed; None where it is none."""
    kind = str(geometry.get("type")) if isinstance(geometry, dict) else "?"
    value = repr(geometry.get("coordinates"))[:80] if isinstance(geometry, dict) else repr(geometry)[:80]
    try:
        coordinates = _numbers(geometry["coordinates"])
        rings = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
        for ring in [ring for polygon in rings for ring in polygon]:
            if ring[0] != ring[-1]:
                ring.append(ring[0])
        shape = shapely.from_geojson(orjson.dumps({"type": kind, "coordinates": coordinates}))
    except ArithmeticError:
        problems.append((row, "geometry", value, "refused", NOT_FINITE))
        return None
    except (KeyError, TypeError, ValueError, IndexError, shapely.errors.GEOSException):
        problems.append((row, "geometry", value, "refused", CANNOT))
        return None
    problems.append((row, "geometry", value, "coerced", REPAIRED))
    return shape


def _numbers(value: Any) -> Any:
    if isinstance(value, list):
        return [_numbers(entry) for entry in value]
    number = float(value)
    if not math.isfinite(number):
        raise ArithmeticError
    return number
