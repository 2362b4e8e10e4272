"""What is shown, as bytes to take away: the same for page, command line and HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from geo import standalone
from geo.export import (
    figure,
    flatgeobuf,
    formats,
    geojson,
    geopackage,
    geoparquet,
    kml,
    pack,
    sequence,
    spreadsheet,
    table,
)
from geo.export.formats import MEDIA_TYPES
from geo.language import N_
from geo.view import View


def write(shown: View, name: str) -> bytes:
    """The view in one of ``FORMATS``, its words in the language spoken now, in which it was built.

    The same bytes for the same data, filters and language. FormatError for another name.
    """
    return find(name).write(shown)


def find(name: str) -> "Format":
    """The format of that name; FormatError names those that there are."""
    return formats.find(FORMATS, name)


def format_of(path: PurePath) -> str:
    """Name of the format that a file's ending asks for; FormatError where there is none."""
    name = path.suffix.lower().removeprefix(".")
    find(name)
    return name


def file_name(shown: View, name: str) -> str:
    """A file name that says which period the view holds, and as known on which day."""
    chosen = shown.filters
    days = {"from": chosen.start, "until": chosen.end}
    whole = all(days.values())
    period = [day.isoformat() if whole else f"{side}-{day}" for side, day in days.items() if day]
    known = [f"known-on-{chosen.known_on}"] if chosen.known_on else []
    return f"{'_'.join(['maritime-operations', *period, *known])}.{name}"


@dataclass(frozen=True)
class Format(formats.Format[[View]]):
    """One way to take a view away."""

    note: str
    """What it is good for, and what it cannot hold; to be translated where it is shown."""
    group: str = "data"
    """One of ``GROUPS``."""
    slow: bool = False
    """Whether it takes so long that who waits for it is told how far it is."""


GROUPS: Mapping[str, str] = MappingProxyType(
    {"data": N_("Data"), "print": N_("Map and print"), "file": N_("For the file")}
)
"""What formats are good for, in the order in which they are offered."""

HTML = "text/html; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "geojson": Format("GeoJSON", MEDIA_TYPES["geojson"], geojson.write, geojson.NOTE),
        "csv": Format("CSV", MEDIA_TYPES["csv"], table.write, table.NOTE),
        "xlsx": Format("XLSX", XLSX, spreadsheet.write, spreadsheet.NOTE),
        "gpkg": Format("GeoPackage", MEDIA_TYPES["gpkg"], geopackage.write, geopackage.NOTE),
        "parquet": Format("GeoParquet", MEDIA_TYPES["parquet"], geoparquet.write, geoparquet.NOTE),
        "fgb": Format("FlatGeobuf", MEDIA_TYPES["fgb"], flatgeobuf.write, flatgeobuf.NOTE),
        "geojsons": Format(N_("GeoJSON sequence"), "application/geo+json-seq", sequence.write, sequence.NOTE),
        "kml": Format("KML", "application/vnd.google-earth.kml+xml", kml.write, kml.NOTE),
        "kmz": Format("KMZ", "application/vnd.google-earth.kmz", kml.kmz, kml.KMZ_NOTE),
        "svg": Format("SVG", "image/svg+xml", figure.svg, figure.SVG_NOTE, group="print", slow=True),
        "pdf": Format("PDF", "application/pdf", figure.pdf, figure.PDF_NOTE, group="print", slow=True),
        "png": Format("PNG", "image/png", figure.png, figure.PNG_NOTE, group="print", slow=True),
        "html": Format(N_("Standalone map"), HTML, standalone.write, standalone.NOTE, group="print", slow=True),
        "zip": Format(N_("Evidence pack"), "application/zip", pack.write, pack.NOTE, group="file", slow=True),
    }
)
"""By the ending of the file, without its dot."""
