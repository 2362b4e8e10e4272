"""The part of the map that never changes: sea, land, names, legend, scale.

streamlit-folium rebuilds the map, and loses its place, when this part's script changes; it also takes two scripts
that differ only behind an underscore for the same. So nothing that depends on a filter may stand here.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import folium
from branca.element import MacroElement
from jinja2 import Template

from geo import ROOT, filters, headers, html, language, style
from geo.delivery import File
from geo.language import _
from geo.schema import Package

UP = "../.."
"""From streamlit-folium's own address to the app's, so that ours survive a ``baseUrlPath``."""

LAND = ("world.geojson", "region.geojson", "labels.json", "limits.geojson")
"""Files of the base map, as they are built into ``data/basemap``."""

FOLDER = Path(__file__).parent
SCRIPTS = (
    "words.js",
    "address.js",
    "theme.js",
    "glyphs.js",
    "geodesic.js",
    "distance.js",
    "degrees.js",
    "payload.js",
    "selection.js",
    "room.js",
    "reader.js",
    "walk.js",
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
    "legend.js",
    "vantage.js",
    "hand.js",
    "sketch.js",
    "ruler.js",
    "pointer.js",
    "search.js",
    "graticule.js",
    "tiles.js",
    "screen.js",
    "waters.js",
    "layers.js",
    "toolbar.js",
    "base.js",
    "checks.js",
    "scene.js",
    "records.js",
    "fetched.js",
    "columns.js",
    "nearby.js",
    "density.js",
    "marks.js",
    "strokes.js",
    "canvas.js",
    "pointslegend.js",
    "picking.js",
    "points.js",
)
STYLES = ("map.css", "tools.css", "selection.css", "points.css")
"""Style sheets of the map, in their order."""

FIRST = "ground.js"
"""The script that the map's document runs before all others: see ``head``."""

FULL = "<style>html body { margin: 0; min-height: 100vh; } body > span { display: none; }</style>"
"""As high as the page made the frame: streamlit-folium asks for its content's height before there is any."""

CENTRE, ZOOM = (12.4, -81.5), 4.5
OPENING = {"center": CENTRE, "zoom": ZOOM, "narrow": {"center": (10.0, -81.5), "zoom": 3.0}}
"""The view (lat, lon) on which the map opens; the narrow one for frames as wide as a phone."""

JAVASCRIPT, CSS, JSON = "text/javascript; charset=utf-8", "text/css; charset=utf-8", "application/json"


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
    own = files()
    chart.default_js = [("leaflet", _address(own["leaflet.js"])), ("map", _address(own["map.js"]))]
    chart.default_css = [("leaflet_css", _address(own["leaflet.css"])), ("map_css", _address(own["map.css"]))]
    _Base(html.script(options(package))).add_to(chart)
    return chart


@cache
def files() -> Mapping[str, File]:
    """Everything that the map's document loads, by its name; none of it depends on the data or on the language."""
    leaflet = resources.files("xstatic.pkg.leaflet") / "data"
    return {
        "leaflet.js": File("/assets/leaflet/leaflet.js", (leaflet / "leaflet.js").read_bytes(), JAVASCRIPT),
        "leaflet.css": File("/assets/leaflet/leaflet.css", (leaflet / "leaflet.css").read_bytes(), CSS),
        "map.js": File("/assets/map/map.js", script(), JAVASCRIPT),
        "map.css": File("/assets/map/map.css", styles(), CSS),
        **{name: File(f"/assets/basemap/{name}", _land(name), JSON) for name in LAND},
    }


@cache
def script() -> bytes:
    """Our drawing scripts as one file: streamlit-folium would fetch them one after the other."""
    return b"\n".join((FOLDER / name).read_bytes() for name in SCRIPTS)


@cache
def styles() -> bytes:
    """The map's style sheets as one file."""
    return b"\n".join((FOLDER / name).read_bytes() for name in STYLES)


@cache
def head() -> bytes:
    """What stands first in the map's document: its ground, and what it is about to need."""
    own = files()
    kinds = {"leaflet.js": "script", "map.js": "script", "leaflet.css": "style", "map.css": "style"}
    asked = {**kinds, "world.geojson": "fetch", "labels.json": "fetch"}
    links = (
        f'<link rel="preload" as="{kind}" href="{_address(own[name])}"{" crossorigin" if kind == "fetch" else ""}>'
        for name, kind in asked.items()
    )
    return f"{FULL}<script>{(FOLDER / FIRST).read_text(encoding='utf-8')}</script>{''.join(links)}".encode()


def options(package: Package) -> dict[str, object]:
    """What the drawing scripts need to know once: addresses, words, styles with their words, the opening view."""
    named = filters.options(package)
    return {
        **{name.split(".")[0]: _address(files()[name]) for name in LAND},
        "language": language.current(),
        "words": language.words_of(*(FOLDER / name for name in SCRIPTS)),
        "view": OPENING,
        "tiles": dict(headers.TILES),
        "style": {
            "kinds": {
                kind: {"label": named["kind"][kind], "shape": mark.shape, "light": mark.light, "dark": mark.dark}
                for kind, mark in style.KINDS.items()
            },
            "attributions": {
                value: {"label": named["attribution"][value], "fill": fill} for value, fill in style.FILLS.items()
            },
            "sizes": [{"label": _(step.label), "px": step.pixels} for step in style.STEPS],
            "zone": {
                role: {"label": package["zones"]["role"].labels[role], "light": mark.light, "dark": mark.dark}
                for role, mark in style.ZONES.items()
            },
        },
    }


def _address(file: File) -> str:
    return UP + file.address


def _land(name: str) -> bytes:
    return (ROOT / "data" / "basemap" / name).read_bytes()
