"""What is shown, as bytes to take away: the same for page, command line and HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from geo import standalone
from geo.errors import FormatError
from geo.export import figure, geojson, pack, table
from geo.language import _
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
    """A file name that says which period the view holds."""
    chosen = shown.filters
    period = [day.isoformat() for day in (chosen.start, chosen.end) if day]
    return f"{'_'.join(['maritime-operations', *period])}.{name}"


@dataclass(frozen=True)
class Format:
    """One way to take a view away."""

    label: str
    media_type: str
    write: Callable[[View], bytes]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "geojson": Format("GeoJSON", "application/geo+json", geojson.write),
        "csv": Format("CSV", "text/csv; charset=utf-8", table.write),
        "html": Format("HTML", "text/html; charset=utf-8", standalone.write),
        "svg": Format("SVG", "image/svg+xml", figure.svg),
        "pdf": Format("PDF", "application/pdf", figure.pdf),
        "png": Format("PNG", "image/png", figure.png),
        "zip": Format("Evidence pack", "application/zip", pack.write),
    }
)
