"""What is shown, as bytes to take away: the same for page, command line and HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from geo import standalone
from geo.errors import FormatError
from geo.export import figure, flatgeobuf, geojson, geopackage, geoparquet, kml, pack, sequence, spreadsheet, table
from geo.language import N_, _
from geo.view import View


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
    """A file name that says which period the view holds, and as known on which day."""
    chosen = shown.filters
    days = {"from": chosen.start, "until": chosen.end}
    whole = all(days.values())
    period = [day.isoformat() if whole else f"{side}-{day}" for side, day in days.items() if day]
    known = [f"known-on-{chosen.known_on}"] if chosen.known_on else []
    return f"{'_'.join(['maritime-operations', *period, *known])}.{name}"


@dataclass(frozen=True)
class Format:
    """One way to take a view away."""

    label: str
    """What it is called; to be translated where it is shown, like its note."""
    media_type: str
    write: Callable[[View], bytes]
    note: str
    """What it is good for, and what it cannot hold."""
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
        "geojson": Format("GeoJSON", "application/geo+json", geojson.write, geojson.NOTE),
        "csv": Format("CSV", "text/csv; charset=utf-8", table.write, table.NOTE),
        "xlsx": Format("XLSX", XLSX, spreadsheet.write, spreadsheet.NOTE),
        "gpkg": Format("GeoPackage", "application/geopackage+sqlite3", geopackage.write, geopackage.NOTE),
        "parquet": Format("GeoParquet", "application/vnd.apache.parquet", geoparquet.write, geoparquet.NOTE),
        "fgb": Format("FlatGeobuf", "application/flatgeobuf", flatgeobuf.write, flatgeobuf.NOTE),
        "geojsons": Format(N_("GeoJSON sequence"), "application/geo+json-seq", sequence.write, sequence.NOTE),
        "kml": Format("KML", "application/vnd.google-earth.kml+xml", kml.write, kml.NOTE),
        "svg": Format("SVG", "image/svg+xml", figure.svg, figure.SVG_NOTE, group="print", slow=True),
        "pdf": Format("PDF", "application/pdf", figure.pdf, figure.PDF_NOTE, group="print", slow=True),
        "png": Format("PNG", "image/png", figure.png, figure.PNG_NOTE, group="print", slow=True),
        "html": Format(N_("Standalone map"), HTML, standalone.write, standalone.NOTE, group="print", slow=True),
        "zip": Format(N_("Evidence pack"), "application/zip", pack.write, pack.NOTE, group="file", slow=True),
    }
)
"""By the ending of the file, without its dot."""
