"""What a reader found in a file, and how it says no."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
import pyarrow as pa


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """The message as it is, marked as one to be translated where it is told."""
    return message


class Refused(Exception):  # noqa: N818 (told to whoever started the child, who raises the error)
    """A file that is not read: a message, with ``{name}`` for the file, and what fills its other blanks."""

    def __init__(self, message: str, **blanks: object) -> None:
        super().__init__(message)
        self.message, self.blanks = message, blanks


@dataclass(frozen=True)
class Limits:
    """The limits that matter inside the child; see ``geo.ingest.Limits``."""

    unpacked_bytes: int
    rows: int
    columns: int
    vertices: int
    depth: int

    def check_rows(self, rows: int) -> None:
        """Refuse more rows than allowed."""
        if rows > self.rows:
            raise Refused(TOO_MANY_ROWS, rows=rows, limit=self.rows)

    def check_columns(self, columns: int) -> None:
        """Refuse more columns than allowed."""
        if columns > self.columns:
            raise Refused(TOO_MANY_COLUMNS, columns=columns, limit=self.columns)

    def check_vertices(self, vertices: int) -> None:
        """Refuse shapes with more vertices than allowed."""
        if vertices > self.vertices:
            raise Refused(TOO_MANY_VERTICES, vertices=vertices, limit=self.vertices)


TOO_MANY_ROWS = N_("{name}: has {rows} rows, and {limit} are read at most; cut it into several files")
TOO_MANY_COLUMNS = N_("{name}: has {columns} columns, and {limit} are read at most; leave out those not needed")
TOO_MANY_VERTICES = N_("{name}: its shapes have {vertices} vertices, and {limit} are read at most; simplify them")
NO_SUCH_LAYER = N_("{name}: holds no layer “{layer}”; choose one of {layers}")
BROKEN = N_("{name}: is broken and cannot be read ({why}); export it anew")
NO_ROWS = N_("{name}: holds no rows; choose a file with at least one")

Problem = tuple[int, str, str, str, str]
"""Row, column, value, verdict (refused, coerced or suspicious) and rule, a message."""


@dataclass(frozen=True)
class Job:
    """What the child is asked for."""

    path: str
    format: str
    layer: str | None
    head: int | None
    """Rows wanted, all where None."""
    limits: Limits


@dataclass(frozen=True)
class Found:
    """The rows of a file."""

    table: pa.Table
    row: Sequence[int]
    """Row of each as a spreadsheet counts it, or number of the feature, from 1."""
    wkb: Sequence[bytes | None] | pa.ChunkedArray | None = None
    crs: str | None = None
    total: int | None = None
    """Rows of the whole file, where known."""
    layers: tuple[str, ...] = ()
    layer: str | None = None
    problems: list[Problem] = field(default_factory=list)


def unique_names(names: Iterable[str | None]) -> list[str]:
    """Names of columns, each once: an empty one says its place, a second "name" is "name_2"."""
    taken: dict[str, None] = {}
    for place, given in enumerate(names, start=1):
        base = " ".join((given or "").replace("\0", " ").split())[:200] or f"column_{place}"
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}_{count}"
        taken[name] = None
    return list(taken)


def column(values: Sequence[Any]) -> pa.Array:
    """Values of JSON or of cells as a column: of their own type where they share one, else as text."""
    plain = [_flat(value) for value in values]
    kinds = {type(value) for value in plain} - {type(None)}
    if kinds <= {int, float} and float in kinds and not all(map(_exact, plain)):
        kinds.add(str)
    if len(kinds) <= 1 or kinds == {int, float}:
        try:
            return pa.array(plain)
        except (pa.ArrowInvalid, OverflowError, pa.ArrowTypeError):
            pass
    return pa.array([_text(value) for value in plain], pa.string())


def _exact(value: Any) -> bool:
    return not isinstance(value, int) or abs(value) < 2**53


def _flat(value: Any) -> Any:
    return orjson.dumps(value).decode() if isinstance(value, (dict, list)) else value


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
