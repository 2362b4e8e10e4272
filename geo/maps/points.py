"""The points layer: a stranger's rows, which a browser fetches once, and what is chosen of them, sent with each change.

A million rows are one blob of bytes; a change costs what its selection takes, whatever the rows hold. The period is
two days: the browser compares them with the columns that it has, as ``geo.overlay.held`` does, so that the map keeps up
while the time bar is dragged. ``points.js`` and its neighbours draw it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import folium
import numpy as np
from branca.element import MacroElement
from jinja2 import Template
from numpy.typing import NDArray

from geo import html
from geo.maps import basemap, private, selection
from geo.maps.blobs import Columns
from geo.maps.selection import Mask
from geo.style import Mark

SHARED = "shared"
LATEST = 3
"""Selections that are kept: a browser may still ask for one that has just been overtaken."""


@dataclass(frozen=True)
class Chosen:
    """What of the rows is shown: ``rows`` by all filters but the period, first and last day of which each may be open,
    and the row that the reader chose.
    """

    rows: Mask
    start: int | None = None
    end: int | None = None
    row: int | None = None


@dataclass(frozen=True, eq=False)
class Guise:
    """How rows are told apart: ``codes`` say of each which of the marks is its, None gives all the first; ``legend``
    names those in use, each with how many of the rows shown have it, and its place among the marks.
    """

    codes: NDArray[np.uint8] | None
    marks: Sequence[Mark]
    legend: Sequence[tuple[str, int, int]]


class _Points(MacroElement):
    """Draws a payload through ``maritime.points``."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "maritime.points({{ this.payload }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "points"
        self.payload = payload


def add(group: folium.FeatureGroup, payload: dict[str, Any]) -> None:
    """Add the points to what streamlit-folium exchanges."""
    _Points(html.script(payload)).add_to(group)


def share(shelf: str, columns: Columns) -> dict[str, str | None]:
    """Lay the columns on the session's shelf, once; the addresses at which a browser that has its key finds them."""
    known = private.STORE.get(shelf, SHARED)
    if known is None or known[0] is not columns:
        outlines = _kept(shelf, "outlines", columns.outlines) if columns.outlined.any() else None
        known = columns, {"columns": _kept(shelf, "points", columns.points), "outlines": outlines}
        private.STORE.keep(shelf, SHARED, known, 0)
    addresses: dict[str, str | None] = known[1]
    return addresses


def payload(
    shelf: str, columns: Columns, chosen: Chosen, guise: Guise, name: str, records: bool = True
) -> dict[str, Any]:
    """What the drawing scripts need; ``records`` says whether our records are shown beside the rows."""
    return {
        "key": shelf,
        **share(shelf, columns),
        "codes": None if guise.codes is None else _kept(shelf, "codes", guise.codes.tobytes(), LATEST),
        "selection": _selection(shelf, chosen.rows),
        "period": [chosen.start, chosen.end],
        "chosen": chosen.row,
        "marks": [[mark.shape, mark.light, mark.dark] for mark in guise.marks],
        "row": f"{basemap.UP}{private.ROW}/",
        "name": name,
        "legend": [list(entry) for entry in guise.legend],
        "records": records,
    }


def _selection(shelf: str, rows: Mask) -> dict[str, Any]:
    if selection.run_count(rows) <= selection.MOST_RUNS:
        return {"runs": selection.runs(rows)}
    return {"bits": _kept(shelf, "selection", selection.bits(rows), LATEST)}


def _kept(shelf: str, kind: str, content: bytes, most: int = 1) -> str:
    """The address of content on the shelf, which names its digest; the newest ``most`` of a kind are kept."""
    name = f"{kind}-{hashlib.sha256(content).hexdigest()[:16]}"
    private.STORE.keep(shelf, name, content, len(content), most)
    return f"{basemap.UP}{private.PATH}/{name}"
