"""A stranger's file as it is: first looked at, then read whole. The child of ``geo.ingest.apart`` does this."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from geo.errors import IngestError
from geo.ingest import beside, checks, codes, columns, delimited, files, formats, moments, places, text
from geo.ingest import mapping as mappings
from geo.ingest.files import File
from geo.ingest.limits import Limits
from geo.ingest.mapping import Mapping
from geo.ingest.moments import EPOCH, NO_DAY
from geo.ingest.raw import Raw
from geo.ingest.report import Findings, Report
from geo.language import N_, _, number

HEAD = 1000
"""Rows by which a file is looked at."""
SHOWN = 20

OTHER_LAYERS = N_("the file holds other layers too, which were not read: {layers}")
NULS = N_("NUL characters were left out")
NONE_READ = N_("{name}: no row has a place or a date that could be read ({first}); choose other columns")
UNDECODED = N_("has bytes that are no letters in the file's encoding; each stands as �")
BAD_SHAPE = N_("its geometry cannot be read")
NESTED = N_("its collections of geometries nest deeper than {limit} levels")


@dataclass(frozen=True)
class Column:
    """A column of a file."""

    name: str
    kind: str
    """text, whole number, number, truth value, day or moment: in Arrow's words."""
    first: tuple[str, ...]
    """Its first few values."""


@dataclass(frozen=True, eq=False)
class Look:
    """What a file is, by its first rows."""

    name: str
    format: str
    """A key of ``files.FORMATS``."""
    columns: tuple[Column, ...]
    rows: int | None
    """Of the whole file, where it can be told without reading it."""
    mapping: Mapping
    """What the columns seem to hold."""
    sample: pa.Table
    """Its first rows."""
    crs: str | None
    """Of the shapes, by its code where it has one."""
    crs_needed: bool
    """Whether the coordinates are no degrees and the file doesn't say of which system they are."""
    layers: tuple[str, ...]
    """Of a file with several."""
    layer: str | None
    """The one that was looked at."""
    encoding: str
    shapes: bool
    """Whether the file brings its own geometries, so that no column of place has to be chosen."""


@dataclass(frozen=True, eq=False)
class Layer:
    """A file as a layer: a row for each row kept. Nobody changes its arrays."""

    name: str
    table: pa.Table
    """The file's own columns in their order: text, int64, float64, bool, date32 or timestamp[us, UTC]."""
    row: NDArray[np.int64]
    """Row as a spreadsheet counts it, the header being 1, or number of the feature."""
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    """EPSG:4326: the point, or one on the line or in the polygon; NaN where no place could be read."""
    shapes: NDArray[Any] | None
    """EPSG:4326, None where a row has no place; None as a whole where there are only points."""
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    """Days since 1970-01-01 (UTC) in which it happened; ``NO_DAY`` where not known."""
    label: str | None
    """Column whose values name the rows."""
    mapping: Mapping
    report: Report

    @property
    def placed(self) -> int:
        """Rows with a place."""
        return int(np.isfinite(self.lon).sum())

    @property
    def dated(self) -> int:
        """Rows with a date."""
        return int((self.first != NO_DAY).sum())


def look(content: bytes, name: str, limits: Limits, layer: str | None = None) -> Look:
    """As ``geo.ingest.look``, in this process."""
    file = files.opened(content, name, limits, layer)
    raw = _raw(file, limits, layer, HEAD)
    table = columns.typed(raw.table)
    guessed = mappings.guess(table, _has_shapes(raw))
    whole = beside.completed(table, guessed, raw.row, Findings())
    return Look(
        name=name,
        format=file.format,
        columns=tuple(_column(name, table[name]) for name in table.column_names),
        rows=raw.total,
        mapping=guessed,
        sample=pa.table(raw.table.slice(0, SHOWN).columns, raw.table.column_names),
        crs=places.crs_name(raw.crs),
        crs_needed=(raw.crs is None or places.is_wgs84(raw.crs)) and _unknown_system(whole, raw, guessed),
        layers=raw.layers,
        layer=raw.layer,
        encoding=raw.encoding,
        shapes=_has_shapes(raw),
    )


def read(
    content: bytes,
    name: str,
    mapping: Mapping | None,
    layer: str | None,
    limits: Limits,
    today: int | None = None,
) -> Layer:
    """As ``geo.ingest.read``, in this process."""
    raw = _raw(files.opened(content, name, limits, layer), limits, layer, None)
    findings = Findings()
    table = columns.typed(_without_nuls(raw, findings))
    _note(raw, findings)
    _note_undecoded(table, raw.row, findings)
    chosen = mappings.checked(mapping, table, name) if mapping else mappings.guess(table, _has_shapes(raw))
    whole = beside.completed(table, chosen, raw.row, findings)
    placed = _places(whole, raw, chosen, name, findings, limits)
    first, last = _days(whole, raw.row, chosen, findings)
    _confirm(placed, first, name, table, findings)
    checks.places(placed.lon, placed.lat, raw.row, chosen.lat or chosen.position or chosen.geometry, findings)
    today = today if today is not None else datetime.now(UTC).toordinal() - EPOCH
    checks.days(first, last, today, raw.row, chosen.end or chosen.start, findings)
    shaped = [] if placed.shapes is None else [_digests(placed.shapes)]
    checks.twice(table, checks.key(placed.lon, placed.lat, first, last, *shaped), raw.row, findings)
    return Layer(
        name=PurePath(name).stem,
        table=table,
        row=raw.row,
        lon=placed.lon,
        lat=placed.lat,
        shapes=placed.shapes,
        first=first,
        last=last,
        label=chosen.label,
        mapping=chosen,
        report=findings.report(len(raw.row), raw.refused),
    )


def _raw(file: File, limits: Limits, layer: str | None, head: int | None) -> Raw:
    if file.format == "csv":
        raw = delimited.read(file.content, file.name, limits, head)
    else:
        content, encoding, guessed = text.utf8(file.content) if _is_bare(file) else (file.content, "UTF-8", False)
        parts = file.parts if "txt" not in file.parts else {file.format: content}
        raw = formats.read(parts, file.format, file.name, None if file.members else layer, limits, head)
        raw = replace(raw, encoding=encoding, problems=[*text.doubts(encoding, guessed), *raw.problems])
    return replace(raw, layers=file.members, layer=file.member) if file.members else raw


def _is_bare(file: File) -> bool:
    """Whether a text doesn't say itself in which encoding it is, as XML does; that of UTF-16 has a mark."""
    start = file.content[:200]
    return file.format == "geojson" or (file.format in ("kml", "gpx") and not re.search(rb"encoding|\0", start))


def _has_shapes(raw: Raw) -> bool:
    return raw.wkb is not None and any(value is not None for value in raw.wkb)


def _without_nuls(raw: Raw, findings: Findings) -> pa.Table:
    """The table without NUL characters, at which many programs cut a text off."""
    table = raw.table
    if raw.format == "csv":
        return table
    for place, name in enumerate(table.column_names):
        if pa.types.is_string(table[name].type):
            held = pc.match_substring(table[name], "\0").fill_null(False).to_numpy()
            if held.any():
                findings.add("coerced", _(NULS), name, raw.row[held])
                table = table.set_column(place, name, pc.replace_substring(table[name], "\0", ""))
    return table


def _note(raw: Raw, findings: Findings) -> None:
    alike: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for row, column, value, verdict, rule in raw.problems:
        alike.setdefault((verdict, rule, column), []).append((row, value))
    for (verdict, rule, column), cases in alike.items():
        findings.add(verdict, rule, column, [row for row, _value in cases], [value for _row, value in cases])
    others = [name for name in raw.layers if name != raw.layer]
    if others:
        findings.add("suspicious", _(OTHER_LAYERS).format(layers=", ".join(others)), None, 0)


def _note_undecoded(table: pa.Table, row: NDArray[np.int64], findings: Findings) -> None:
    for name in table.column_names:
        if pa.types.is_string(table[name].type):
            held = pc.match_substring(table[name], "\ufffd").fill_null(False)
            if pc.any(held).as_py():
                findings.add(
                    "suspicious", _(UNDECODED), name, row[held.to_numpy()], table[name].filter(held).to_pylist()
                )


def _places(table: pa.Table, raw: Raw, chosen: Mapping, name: str, findings: Findings, limits: Limits) -> places.Places:
    by_columns = chosen.lat is not None or chosen.position is not None
    if chosen.geometry is not None and not by_columns:
        shapes, srid = places.of_text(table[chosen.geometry], chosen.geometry, raw.row, findings)
        shapes = _shallow(shapes, chosen.geometry, raw.row, findings, limits)
        own = None if chosen.crs else srid
        return places.of_shapes(shapes, chosen.crs or places.WGS84, raw.row, name, findings, limits, own)
    if by_columns:
        return places.of_columns(table, chosen, raw.row, name, findings)
    if raw.wkb is not None:
        shapes = _shallow(_shapes(raw, findings), "geometry", raw.row, findings, limits)
        return places.of_shapes(shapes, chosen.crs or raw.crs, raw.row, name, findings, limits)
    codes.note(table, raw.row, findings)
    nowhere = np.full(len(raw.row), np.nan)
    return places.Places(nowhere, nowhere, None)


def _shapes(raw: Raw, findings: Findings) -> NDArray[Any]:
    given = np.asarray(raw.wkb, dtype=object)
    shapes = np.asarray(shapely.from_wkb(given, on_invalid="ignore"))
    bad = shapely.is_missing(shapes) & np.array([value is not None for value in given])
    findings.add("refused", _(BAD_SHAPE), "geometry", raw.row[bad])
    return shapes


def _shallow(
    shapes: NDArray[Any], column: str, row: NDArray[np.int64], findings: Findings, limits: Limits
) -> NDArray[Any]:
    """Shapes without those that nest deeper than the limit: GEOS calls itself once a level, till its stack is full."""
    parts, owner = shapes, np.arange(len(shapes))
    for _level in range(limits.depth):
        nests = shapely.get_type_id(parts) == shapely.GeometryType.GEOMETRYCOLLECTION
        if not nests.any():
            return shapes
        parts, inner = shapely.get_parts(parts[nests], return_index=True)
        owner = owner[nests][inner]
    bad = np.unique(owner)
    findings.add("refused", _(NESTED).format(limit=number(limits.depth)), column, row[bad])
    shapes = shapes.copy()
    shapes[bad] = None
    return shapes


def _days(
    table: pa.Table, row: NDArray[np.int64], chosen: Mapping, findings: Findings
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First and last day of each row: of one date, or from one to another; where one of two misses, the other's."""
    names = [name for name in dict.fromkeys((chosen.start, chosen.end)) if name is not None]
    dated = [
        moments.column(table[name], name, chosen.day_first, row, findings, [table[n] for n in names if n != name])
        for name in names
    ]
    if not dated:
        never = np.full(len(row), NO_DAY, dtype=np.int32)
        return never, never
    if len(dated) == 1:
        return dated[0].first, dated[0].last
    start, end = dated
    first, last = checks.in_order(start, end, row, chosen.end, findings)
    open_start, open_end = start.first == NO_DAY, end.last == NO_DAY
    return np.where(open_start, end.first, first), np.where(open_end, start.last, last)


def _confirm(placed: places.Places, first: NDArray[np.int32], name: str, table: pa.Table, findings: Findings) -> None:
    """IngestError where no row has a place or a date, saying why."""
    if np.isfinite(placed.lon).any() or (first != NO_DAY).any():
        return
    told = findings.first_refused()
    if told is not None:
        raise IngestError(_(NONE_READ).format(name=name, first=told))
    raise IngestError(
        _(mappings.NOTHING).format(name=name, columns=", ".join(column[:40] for column in table.column_names[:20]))
    )


def _digests(shapes: NDArray[Any]) -> NDArray[np.uint64]:
    """A number for each shape, alike for like shapes."""
    return np.array([hash(content) & 0xFFFFFFFFFFFFFFFF for content in shapely.to_wkb(shapes)], dtype=np.uint64)


def _column(name: str, values: pa.ChunkedArray) -> Column:
    first = values.drop_null().slice(0, 3).to_pylist()
    return Column(name, str(values.type), tuple(str(value)[:60] for value in first))


def _unknown_system(table: pa.Table, raw: Raw, guessed: Mapping) -> bool:
    if raw.wkb is not None:
        shapes = shapely.from_wkb(np.asarray(raw.wkb, dtype=object), on_invalid="ignore")
        return places.needs_crs(shapely.bounds(shapes)[:, :2])
    pair = [table[name] for name in (guessed.lon, guessed.lat) if name is not None]
    if len(pair) < 2 or not all(pa.types.is_integer(c.type) or pa.types.is_floating(c.type) for c in pair):
        return False
    return places.needs_crs(np.column_stack([c.cast(pa.float64()).to_numpy() for c in pair]))
