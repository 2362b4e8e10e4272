"""SVG, PDF and PNG: the view as a figure at print quality."""

import io
from collections.abc import Callable, Mapping
from threading import Lock
from types import MappingProxyType
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from geo import filters, language, progress, provenance, summary
from geo.errors import FormatError
from geo.figure.page import compose
from geo.language import N_, _
from geo.view import View

SVG_NOTE = N_("The map as a figure for layout programs. Its letters are outlines.")
PDF_NOTE = N_("The map as a figure to print, as wide as a page. Its letters are text.")
PNG_NOTE = N_("The map as a picture, 300 dots an inch.")

PAGE_MM, COLUMN_MM = 180.0, 85.0
"""Widths of a figure on a full page and in one column of a newspaper."""
LEAST_MM, MOST_MM = 70.0, 420.0
DOTS_PER_INCH = 300

_DRAWING = Lock()
"""matplotlib shares its fonts between threads: one figure at a time."""


def svg(shown: View, width_mm: float = PAGE_MM) -> bytes:
    """The figure as SVG; its letters are outlines, so that it looks the same everywhere."""
    return write(shown, ["svg"], width_mm)["svg"]


def pdf(shown: View, width_mm: float = PAGE_MM) -> bytes:
    """The figure as PDF; its letters are text in an embedded typeface."""
    return write(shown, ["pdf"], width_mm)["pdf"]


def png(shown: View, width_mm: float = PAGE_MM) -> bytes:
    """The figure as PNG of ``DOTS_PER_INCH``."""
    return write(shown, ["png"], width_mm)["png"]


def write(shown: View, names: list[str], width_mm: float = PAGE_MM) -> Mapping[str, bytes]:
    """One figure in several formats: the same bytes for the same data, filters, language and libraries.

    FormatError for a width at which it could not be read.
    """
    if not LEAST_MM <= width_mm <= MOST_MM:
        told = _("width: {given} mm is out of range; use {least} to {most} mm")
        raise FormatError(told.format(given=f"{width_mm:g}", least=f"{LEAST_MM:g}", most=f"{MOST_MM:g}"))
    written = {}
    with _DRAWING:
        with progress.part(0, 0.7):
            figure = compose(shown, width_mm)
        for number, name in enumerate(names):
            progress.step(0.7 + 0.3 * number / len(names), _("Writing {format}").format(format=name.upper()))
            written[name] = _WRITERS[name](figure, _words(shown))
    return MappingProxyType(written)


def _words(shown: View) -> dict[str, str]:
    """What a file says of itself."""
    package = shown.dataset.package
    return {
        "title": package.title,
        "description": " ".join(summary.sentences(shown)),
        "source": f"{provenance.citation(shown)} {filters.to_query(shown.filters)}".strip(),
        "rights": f"{package.licence['name']}, {package.licence['path']}",
    }


def _printed(canvas: Any, name: str, **options: Any) -> bytes:
    content = io.BytesIO()
    getattr(canvas, f"print_{name}")(content, **options)
    return content.getvalue()


def _svg(figure: Figure, words: Mapping[str, str]) -> bytes:
    told = {
        "Title": words["title"],
        "Description": words["description"],
        "Source": words["source"],
        "Rights": words["rights"],
        "Creator": provenance.GENERATOR,
        "Language": language.current(),
        "Date": None,
    }
    return _printed(FigureCanvasSVG(figure), "svg", metadata=told)


def _pdf(figure: Figure, words: Mapping[str, str]) -> bytes:
    told = {
        "Title": words["title"],
        "Subject": words["description"],
        "Keywords": f"{words['source']} {words['rights']}",
        "Creator": provenance.GENERATOR,
        "CreationDate": None,
    }
    return _printed(FigureCanvasPdf(figure), "pdf", metadata=told)


def _png(figure: Figure, words: Mapping[str, str]) -> bytes:
    told = {
        "Title": words["title"],
        "Description": words["description"],
        "Source": words["source"],
        "Copyright": words["rights"],
        "Software": provenance.GENERATOR,
    }
    resolution = figure.dpi
    figure.set_dpi(DOTS_PER_INCH)
    try:
        return _printed(FigureCanvasAgg(figure), "png", metadata=told)
    finally:
        figure.set_dpi(resolution)


_WRITERS: Mapping[str, Callable[[Figure, Mapping[str, str]], bytes]] = MappingProxyType(
    {"svg": _svg, "pdf": _pdf, "png": _png}
)
NAMES = tuple(_WRITERS)
"""Formats of a figure."""
