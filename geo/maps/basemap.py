"""The part of the map that never changes: sea, land, names, legend, scale.

streamlit-folium rebuilds the map, and loses its place, when this part's script changes; it also takes two scripts
that differ only behind an underscore for the same. So nothing that depends on a filter may stand here.
"""

import hashlib
from functools import cache
from pathlib import Path

import folium
from branca.element import MacroElement
from jinja2 import Template

from geo import filters, html, style
from geo.schema import Package

LEAFLET = "../../assets/leaflet"
BASEMAP = "../../assets/basemap"
MAP = "../../assets/map"
"""Addresses relative to streamlit-folium's own, so that they survive a ``baseUrlPath``."""

LAND = ("world.geojson", "region.geojson", "labels.json", "limits.geojson")
"""Files of the base map, as they are built into ``data/basemap``."""

FOLDER = Path(__file__).parent
SCRIPTS = (
    "theme.js",
    "glyphs.js",
    "geodesic.js",
    "payload.js",
    "room.js",
    "reader.js",
    "chooser.js",
    "symbols.js",
    "pills.js",
    "areas.js",
    "stacks.js",
    "trays.js",
    "berths.js",
    "zones.js",
    "legs.js",
    "question.js",
    "labels.js",
    "furniture.js",
    "waters.js",
    "sketch.js",
    "base.js",
    "checks.js",
    "records.js",
)
CENTRE, ZOOM = (12.4, -81.5), 4.5
OPENING = {"center": CENTRE, "zoom": ZOOM, "narrow": {"center": (10.0, -81.5), "zoom": 3.1}}
"""The view (lat, lon) on which the map opens; the narrow one for frames as wide as a phone."""


class _Base(MacroElement):
    """Runs ``maritime.base`` once the map is there."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "maritime.base({{ this._parent.get_name() }}, {{ this.options }});"
        "{% endmacro %}"
    )

    def __init__(self, options: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "base"
        self.options = options


def build(package: Package) -> folium.Map:
    """A folium map of sea, land and names that fetches nothing from other hosts."""
    chart = folium.Map(
        location=CENTRE,
        zoom_start=round(ZOOM),
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.1,
        world_copy_jump=False,
        max_bounds=False,
    )
    chart.default_js = [("leaflet", f"{LEAFLET}/leaflet.js"), ("map", versioned("map.js", script()))]
    chart.default_css = [("leaflet_css", f"{LEAFLET}/leaflet.css"), ("map_css", versioned("map.css", styles()))]
    _Base(html.script(options(package))).add_to(chart)
    return chart


@cache
def script() -> bytes:
    """Our drawing scripts as one file: streamlit-folium would fetch them one after the other."""
    return b"\n".join((FOLDER / name).read_bytes() for name in SCRIPTS)


@cache
def styles() -> bytes:
    """The map's style sheet."""
    return (FOLDER / "map.css").read_bytes()


def versioned(name: str, content: bytes) -> str:
    """Address of one of our files with a digest, so that no browser keeps an old one."""
    return f"{MAP}/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def options(package: Package) -> dict[str, object]:
    """What the drawing scripts need to know once: addresses, styles with their words, the opening view."""
    named = filters.options(package)
    return {
        **{name.split(".")[0]: f"{BASEMAP}/{name}" for name in LAND},
        "view": OPENING,
        "style": {
            "kinds": {
                kind: {"label": named["kind"][kind], "shape": mark.shape, "light": mark.light, "dark": mark.dark}
                for kind, mark in style.KINDS.items()
            },
            "attributions": {
                value: {"label": named["attribution"][value], "fill": fill} for value, fill in style.FILLS.items()
            },
            "sizes": [{"label": step.label, "px": step.pixels} for step in style.STEPS],
            "zone": {
                role: {"label": package["zones"]["role"].labels[role], "light": mark.light, "dark": mark.dark}
                for role, mark in style.ZONES.items()
            },
        },
    }
