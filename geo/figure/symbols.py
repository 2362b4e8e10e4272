"""The map's symbols as small pictures, for programs that draw the records themselves."""

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg

from geo import style
from geo.figure import glyphs
from geo.figure.legend import SAMPLE
from geo.figure.marks import Mark
from geo.figure.sheet import POINTS_PER_MM, Sheet

SIDE, DIAMETER = 32.0, 19.0
"""Points: of a picture, and of the symbol in its middle."""
PIXELS_PER_POINT = 2


@cache
def pictures() -> Mapping[tuple[str, str, bool], bytes]:
    """PNG of each symbol by kind, attribution and whether the record is counted."""
    sorts = product(style.KINDS, style.FILLS, (True, False))
    return MappingProxyType({sort: _picture(_mark(*sort)) for sort in sorts})


def _mark(kind: str, attribution: str, counted: bool) -> Mark:
    return replace(SAMPLE, kind=kind, attribution=attribution, role="strike" if counted else "report")


def _picture(mark: Mark) -> bytes:
    sheet = Sheet(SIDE / POINTS_PER_MM, margin_mm=0)
    glyphs.draw(sheet, mark, SIDE / 2, SIDE / 2, DIAMETER, axes=sheet.page)
    figure, content = sheet.finish(SIDE), io.BytesIO()
    figure.set_facecolor("none")
    figure.set_dpi(72 * PIXELS_PER_POINT)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(content, metadata={"Software": None})
    return content.getvalue()
