"""What ways to take something away have in common, be it a view or a stranger's layer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, ParamSpec, TypeVar

from geo.errors import FormatError
from geo.language import _

Of = ParamSpec("Of")
Named = TypeVar("Named")

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "geojson": "application/geo+json",
        "csv": "text/csv; charset=utf-8",
        "gpkg": "application/geopackage+sqlite3",
        "parquet": "application/vnd.apache.parquet",
        "fgb": "application/vnd.flatgeobuf",
    }
)
"""Of the formats that a view and a layer can both have, by the ending of the file. FlatGeobuf's is not registered; it
is what STAC calls it.
"""


@dataclass(frozen=True)
class Format(Generic[Of]):
    """One way to take something away."""

    label: str
    """What it is called; to be translated where it is shown."""
    media_type: str
    write: Callable[Of, bytes]


def find(known: Mapping[str, Named], name: str) -> Named:
    """The format of that name; FormatError names those that there are."""
    try:
        return known[name]
    except KeyError:
        told = _("{name}: no such format; use one of {known}")
        raise FormatError(told.format(name=name or _("no ending"), known=", ".join(known))) from None
