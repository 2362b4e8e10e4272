"""What is shown, as bytes to take away: the same for page, command line and HTTP."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

import orjson
import shapely

from geo import __version__, filters, language, schema, view, waters
from geo.errors import FormatError
from geo.language import _
from geo.view import View

GENERATOR = f"Maritime Operations Map {__version__}"
DECIMALS = 5
"""Decimals of exported coordinates: about a metre, finer than anything in the data."""


def write(shown: View, name: str) -> bytes:
    """The view in one of ``FORMATS``, its words in the language spoken now, in which it was built.

    The same bytes for the same data, filters and language. FormatError for another name.
    """
    return find(name).write(shown)


def find(name: str) -> "Format":
    """The format of that name; FormatError names those that there are."""
    try:
        return FORMATS[name]
    except KeyError:
        told = _("{name}: no such format; use one of {known}")
        raise FormatError(told.format(name=name or _("no ending"), known=", ".join(FORMATS))) from None


def format_of(path: PurePath) -> str:
    """Name of the format that a file's ending asks for; FormatError where there is none."""
    name = path.suffix.lower().removeprefix(".")
    find(name)
    return name


def file_name(shown: View, name: str) -> str:
    """A file name that says which period the view holds."""
    chosen = shown.filters
    period = [day.isoformat() for day in (chosen.start, chosen.end) if day]
    return f"{'_'.join(['maritime-operations', *period])}.{name}"


def provenance(shown: View) -> dict[str, Any]:
    """Where an export comes from: filters, data, counts, licence, citation, generator. Holds no time of writing."""
    package = shown.dataset.package
    facts = view.info(shown)
    data = {"title": package.title} | facts.pop("data")
    chosen = facts.pop("filters")
    return {
        "title": package.title,
        "language": language.current(),
        "filters": chosen,
        "query": filters.to_query(shown.filters),
        "known_on": chosen["known_on"],
        "places_asked_for": [place.label for place in shown.questions],
        "data": data,
        "counts": facts,
        "rows_refused": len(shown.dataset.rejected),
        "licence": {"name": package.licence["name"], "url": package.licence["path"]},
        "citation": citation(shown),
        "generator": GENERATOR,
        "notes": [
            _("A record with null geometry has no published position; none was estimated."),
            _("A polygon is the area in which the event may have happened; its centre is not a reported position."),
            _("Killed is a range; strikes, vessels and killed count only records with counted_as = strike."),
            _("answer says whether a record surely or only possibly lies in the period and place asked for."),
            _(
                "waters are measured from Natural Earth's 1:10m coast, not from legal baselines; areas of 200 nm "
                "between neighbours go to the nearest coast, which is our construction, not a boundary."
            ),
        ],
    }


def citation(shown: View) -> str:
    """How to cite the data in this version."""
    package = shown.dataset.package
    told = _("Maritime Operations Map: {title}. Data version {version} (sha256 {digest}…), {licence}.")
    digest, licence = shown.dataset.sha256[:12], package.licence["name"]
    return told.format(title=package.title, version=package.version, digest=digest, licence=licence)


def _columns(shown: View) -> list[str]:
    """Fields of a record in the schema's order, then those that we derive."""
    own = [field.name for field in shown.dataset.package["incidents"].fields]
    return [*own, "precision", "earliest", "latest", "title", "answer", "answer_reason"]


def geojson(shown: View) -> bytes:
    """GeoJSON (RFC 7946): one feature a record, null geometry where no position was published, one a line.

    Beside ``features`` stand two foreign members: ``provenance``, and ``zones`` with the zones in force in the
    period.
    """
    columns = _columns(shown)
    rows = zip(*(shown.records[column] for column in columns), strict=True)
    features = [
        _feature(dict(zip(columns, map(schema.plain, row), strict=True)), geometry, shown)
        for row, geometry in zip(rows, shown.records.geometry, strict=True)
    ]
    return b"".join(
        [
            b'{"type":"FeatureCollection","provenance":',
            orjson.dumps(provenance(shown)),
            b',"features":[\n',
            b",\n".join(map(orjson.dumps, features)),
            b'\n],"zones":[\n',
            b",\n".join(map(orjson.dumps, _zone_features(shown))),
            b"\n]}\n",
        ]
    )


def _feature(record: dict[str, Any], geometry: shapely.Geometry | None, shown: View) -> dict[str, Any]:
    identity = record.pop("id")
    area = record["precision"] == "area"
    record["centre"] = [record["lon"], record["lat"]] if area else None
    record["radius_km"] = record["uncertainty_km"] if area else None
    record["waters"] = waters_of(shown, identity)
    record["sources"] = list(shown.evidence(identity))
    record["claims"] = list(shown.contested(identity))
    return {"type": "Feature", "id": identity, "geometry": _geometry(geometry), "properties": record}


def waters_of(shown: View, record: str) -> dict[str, Any] | None:
    """The waters in which an event may have been, as JSON has them; None where no more than a sea was named.

    ``possible`` are kinds of waters with the state's code, ``coast_nm`` bounds of the distance to the nearest coast
    in nautical miles (None on land), ``nearest_states`` codes; ``stated_is_consistent_with`` says with how much of
    what is known of the place the stated waters agree: all, part or none.
    """
    found = shown.waters(record)
    if found is None:
        return None
    stated = shown.stated_waters(record)
    on_land = all(entry.waters == "land" for entry in found.possible)
    return {
        "possible": [f"{entry.waters}:{entry.state}" if entry.state else entry.waters for entry in found.possible],
        "coast_nm": None if on_land else [round(found.coast.nearest_nm, 1), round(found.coast.farthest_nm, 1)],
        "nearest_states": list(found.nearest_states),
        "stated_is_consistent_with": waters.consistent(stated, found) if stated else None,
    }


def _zone_features(shown: View) -> list[dict[str, Any]]:
    names = [field.name for field in shown.dataset.package["zones"].fields if field.name != "id"] + ["basis"]
    rows = zip(*(shown.zones[name] for name in names), strict=True)
    return [
        {
            "type": "Feature",
            "id": identity,
            "geometry": _geometry(geometry),
            "properties": dict(zip(names, map(schema.plain, row), strict=True)),
        }
        for identity, geometry, row in zip(shown.zones["id"], shown.zones.geometry, rows, strict=True)
    ]


def _geometry(shape: shapely.Geometry | None) -> dict[str, Any] | None:
    if shape is None or shape.is_empty:
        return None
    rounded = shapely.transform(shape, lambda points: points.round(DECIMALS))
    if not rounded.is_valid:  # rounding can make a narrow ring touch itself
        rounded = shapely.make_valid(rounded, method="structure", keep_collapsed=False)
    geometry: dict[str, Any] = orjson.loads(shapely.to_geojson(shapely.orient_polygons(rounded)))
    return geometry


def csv_table(shown: View) -> bytes:
    """CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read it right), one row a record.

    Text that a spreadsheet would run as a formula is led by an apostrophe; numbers and dates are left alone. The
    last columns repeat where the table comes from.
    """
    package = shown.dataset.package
    columns = _columns(shown)
    origin = {
        "view": filters.to_query(shown.filters) or _("all records"),
        "language": language.current(),
        "data_version": package.version,
        "data_sha256": shown.dataset.sha256,
        "licence": package.licence["name"],
        "citation": citation(shown),
    }
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(
        [*columns, "waters_possible", "coast_nm_nearest", "coast_nm_farthest", "sources", "claims", *origin]
    )
    for row in zip(*(shown.records[column] for column in columns), strict=True):
        identity = row[0]
        lens = _waters_cells(shown, identity)
        sources = " ".join(entry["url"] or "" for entry in shown.evidence(identity))
        claims = " | ".join(f"{entry['by']}: {entry['claim']}" for entry in shown.contested(identity))
        writer.writerow([_cell(value) for value in (*row, *lens, sources, claims, *origin.values())])
    return text.getvalue().encode("utf-8-sig")


def _waters_cells(shown: View, record: str) -> tuple[str, float | None, float | None]:
    found = waters_of(shown, record)
    return (" ".join(found["possible"]), *(found["coast_nm"] or (None, None))) if found else ("", None, None)


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, the full-width signs of East Asian ones included."""


def _cell(value: Any) -> Any:
    """A value as a cell: text defused, truth values in lower case, missing as nothing."""
    cell = schema.plain(value)
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


@dataclass(frozen=True)
class Format:
    """One way to take a view away."""

    label: str
    media_type: str
    write: Callable[[View], bytes]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "geojson": Format("GeoJSON", "application/geo+json", geojson),
        "csv": Format("CSV", "text/csv; charset=utf-8", csv_table),
    }
)
