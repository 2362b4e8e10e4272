"""How much of a stranger's file is read at most."""

import os
from dataclasses import dataclass, fields

from geo.errors import IngestError
from geo.language import _

ENVIRONMENT = "MARITIME_INGEST_"
"""Before the name of a limit in capitals, the variable that sets it: ``MARITIME_INGEST_ROWS=5000000``."""


@dataclass(frozen=True)
class Limits:
    """What a file may have at most; each is checked before the work that it bounds."""

    bytes: int = 200_000_000
    """Of the file as it arrives."""
    unpacked_bytes: int = 1_000_000_000
    """Of all that a zip or a Parquet file holds."""
    rows: int = 2_000_000
    columns: int = 256
    vertices: int = 5_000_000
    """Of all lines and polygons together."""
    depth: int = 64
    """Levels within levels of JSON and XML."""
    seconds: int = 60
    memory_mb: int = 4096
    """Of the process that reads the file."""
    answer_bytes: int = 2_000_000_000
    """Of what that process hands back."""


def from_environment() -> Limits:
    """The limits as this machine sets them; IngestError for one that is no whole number over 0."""
    given = {field.name: os.environ.get(ENVIRONMENT + field.name.upper()) for field in fields(Limits)}
    return Limits(**{name: _number(name, text) for name, text in given.items() if text})


def _number(name: str, text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        told = _("{variable}: “{text}” is no whole number over 0; set it to one, or leave it out")
        raise IngestError(told.format(variable=ENVIRONMENT + name.upper(), text=text))
    return int(text)
