"""The view as flat, typed tables: the one truth of every format that has rows and columns."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import orjson
import pandas as pd
import pyarrow as pa
import shapely

from geo import schema
from geo.dataset import REPORTED_FIELDS, SOURCE_FIELDS, Entry
from geo.export import records
from geo.provenance import provenance
from geo.view import View

TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
)
"""Arrow's type for each type of the schema."""

GEOMETRY = "geom"
"""Column of shapes, as ISO WKB in EPSG:4326."""


def records_of(shown: View, whole_evidence: bool = False) -> pa.Table:
    """One row a record, in the view's order, without its shape.

    Fields of the schema in its order, those that we derive, centre and radius of areas, the waters that are possible,
    and sources and claims: in words, or with ``whole_evidence`` as JSON, for files that have no tables of their own
    for them.
    """
    named = {field.name: TYPES[field.type] for field in shown.dataset.package["incidents"].fields}
    days = dict.fromkeys(("earliest", "latest"), pa.date32())
    columns = {
        name: pa.array(shown.records[name], (named | days).get(name, pa.string()), from_pandas=True)
        for name in records.columns(shown)
    }
    identities = shown.records["id"].tolist()
    sources, claims = map(shown.evidence, identities), map(shown.contested, identities)
    told = (_json, _json) if whole_evidence else (_addresses, _sayings)
    return pa.table(
        {
            **columns,
            **_areas(shown.records),
            **_waters(shown, identities),
            "sources": pa.array(map(told[0], sources), pa.string()),
            "claims": pa.array(map(told[1], claims), pa.string()),
        }
    )


def _areas(frame: pd.DataFrame) -> dict[str, pa.Array]:
    """Centre and radius of the records of which an area is known; the centre is not a reported position."""
    area = frame["precision"] == "area"
    made = {"centre_lon": "lon", "centre_lat": "lat", "radius_km": "uncertainty_km"}
    return {name: pa.array(frame[of].where(area), pa.float64(), from_pandas=True) for name, of in made.items()}


def _waters(shown: View, identities: Iterable[str]) -> dict[str, pa.Array]:
    found = [records.waters_of(shown, identity) or {} for identity in identities]
    coasts = [lens.get("coast_nm") or (None, None) for lens in found]
    return {
        "waters_possible": pa.array([_joined(lens.get("possible")) for lens in found], pa.string()),
        "coast_nm_nearest": pa.array([nearest for nearest, _ in coasts], pa.float64()),
        "coast_nm_farthest": pa.array([farthest for _, farthest in coasts], pa.float64()),
        "nearest_states": pa.array([_joined(lens.get("nearest_states")) for lens in found], pa.string()),
        "stated_is_consistent_with": pa.array([lens.get("stated_is_consistent_with") for lens in found], pa.string()),
    }


def _joined(parts: Sequence[str] | None) -> str | None:
    return None if parts is None else " ".join(parts)


def _addresses(sources: Sequence[Entry]) -> str:
    return " ".join(entry["url"] or "" for entry in sources)


def _sayings(claims: Sequence[Entry]) -> str:
    return " | ".join(f"{entry['by']}: {entry['claim']}" for entry in claims)


def _json(entries: Sequence[Entry]) -> str:
    return orjson.dumps(entries).decode()


def sources_of(shown: View) -> pa.Table:
    """One row for each source of each record: its id, the source's place among its sources, and the source."""
    cited = [
        {"record": identity, "position": position, **entry}
        for identity in shown.records["id"]
        for position, entry in enumerate(shown.evidence(identity), start=1)
    ]
    return pa.table({name: _column(cited, name) for name in ("record", "position", *SOURCE_FIELDS)})


def claims_of(shown: View) -> pa.Table:
    """One row for each claim about each record: its id, what is claimed by whom, and the source that reports it."""
    said = [{"record": identity, **entry} for identity in shown.records["id"] for entry in shown.contested(identity)]
    return pa.table({name: _column(said, name) for name in ("record", *REPORTED_FIELDS)})


def _column(rows: Sequence[Mapping[str, Any]], name: str) -> pa.Array:
    kind = pa.int64() if name == "position" else pa.string()
    return pa.array([row[name] for row in rows], kind)


def zones_of(shown: View) -> pa.Table:
    """One row a zone in force in the period, without its outline, which ``basis`` says whose it is."""
    own = shown.dataset.package["zones"].fields
    types = {field.name: TYPES[field.type] for field in own} | {"basis": pa.string()}
    return pa.table({name: pa.array(shown.zones[name], kind, from_pandas=True) for name, kind in types.items()})


def about(shown: View) -> list[tuple[str, str]]:
    """Where it all comes from, line by line: the provenance with its nested names joined by dots."""
    return [(name, _told(value)) for name, value in _lines("", provenance(shown))]


def _lines(above: str, value: Any) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        return [(above, value)]
    prefix = f"{above}." if above else ""
    return chain.from_iterable(_lines(f"{prefix}{name}", inner) for name, inner in value.items())


def _told(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(schema.plain(value))


def shapes(frame: gpd.GeoDataFrame) -> list[shapely.Geometry | None]:
    """The shape of each row as it is exported; None where there is none."""
    return [records.rounded(shape) for shape in frame.geometry]


def with_shapes(table: pa.Table, drawn: Sequence[shapely.Geometry | None]) -> pa.Table:
    """The table with a last column ``GEOMETRY``, marked as what GDAL and others know for shapes."""
    known = pa.field(GEOMETRY, pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    return table.append_column(known, pa.array(shapely.to_wkb(list(drawn), flavor="iso"), pa.binary()))
