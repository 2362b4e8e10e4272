"""How QGIS draws the layers of a view, as its own style files (QML) have it: like the map on light ground."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from geo import style
from geo.language import _
from geo.schema import Package

MM_A_PIXEL = 25.4 / 96
PAPER = "#ffffff"
"""Colour of what is hollow."""

COUNTED = ("strike", "part_of_operation", "interdiction")
"""Records counted as one of these have the colour of their kind."""

SHAPES: Mapping[str, tuple[str, str, float]] = {
    "circle": ("M0,-10A10,10 0 1 1 0,10A10,10 0 1 1 0,-10Z", "M0,-10A10,10 0 0 0 0,10Z", 7.0),
    "square": ("M-8.8,-8.8H8.8V8.8H-8.8Z", "M-8.8,-8.8H0V8.8H-8.8Z", 8.8),
    "diamond": ("M0,-12.2L12.2,0L0,12.2L-12.2,0Z", "M0,-12.2V12.2L-12.2,0Z", 6.1),
}
"""The map's shapes for a radius of 10: the whole, its left half, and how far a cross reaches."""

REACH = 14
"""Half the width of a symbol's picture, its outline included."""


@dataclass(frozen=True)
class Rule:
    """Which features are drawn with a symbol, and what the legend calls them."""

    label: str
    condition: str
    symbol: Element


def records_style(package: Package, kind: str) -> str:
    """Style of the layer of one kind: places as its symbol, filled by attribution; areas in its translucent colour.

    The layer holds points and polygons, for which QGIS makes a layer each with the same style.
    """
    mark, labels = style.KINDS[kind], package["incidents"]["attribution"].labels
    rules = []
    for counted, colour in ((True, mark.light), (False, style.NEUTRAL.light)):
        among = f'"counted_as" {"" if counted else "NOT "}IN {COUNTED}'
        told = "" if counted else f", {_('not counted')}"
        rules += [
            Rule(
                labels[attribution] + told,
                f"\"precision\" = 'place' AND \"attribution\" = '{attribution}' AND {among}",
                _marker(picture(mark.shape, fill, dashed=not counted), colour),
            )
            for attribution, fill in style.FILLS.items()
        ]
        rules.append(Rule(_("Area") + told, f"\"precision\" = 'area' AND {among}", _area(colour)))
    return _document(rules, label="title", days=("earliest", "latest"))


def zones_style() -> str:
    """Style of the zones: limits of waters as thin lines, all others hatched; dashed where the outline is computed."""
    limit, warning = style.ZONES["limit"].light, style.ZONES["warning"].light
    rules = []
    for basis, line, told in (
        ("official", "solid", _("Official outline")),
        ("computed", "dash", _("Computed outline")),
    ):
        drawn = f'"basis" = \'{basis}\' AND "role"'
        rules.append(Rule(told, f"{drawn} <> 'limit'", _hatched(warning, line)))
        told = _("Limit of waters, {basis}").format(basis=told.lower())
        rules.append(Rule(told, f"{drawn} = 'limit'", _limit(limit, line)))
    return _document(rules, label="name")


def picture(shape: str, fill: str, dashed: bool = False) -> str:
    """A symbol as SVG, in the colour that QGIS puts in for ``param(fill)``."""
    whole, half, reach = SHAPES[shape]
    body = "param(fill)" if fill == "solid" else PAPER
    stroke = 'stroke="param(fill)" stroke-width="2.4"'
    dashes = ' stroke-dasharray="3.4 2.4"' if dashed else ""
    paths = [
        f'<path d="{whole}" fill="{PAPER}" stroke="{PAPER}" stroke-width="5" stroke-linejoin="round"/>',
        f'<path d="{whole}" fill="{body}" {stroke}{dashes}/>',
    ]
    if fill == "half":
        paths.append(f'<path d="{half}" fill="param(fill)"/>')
    if fill == "crossed":
        cross = f"M{-reach},{-reach}L{reach},{reach}M{-reach},{reach}L{reach},{-reach}"
        paths.append(f'<path d="{cross}" fill="none" {stroke}/>')
    box = f"{-REACH} {-REACH} {2 * REACH} {2 * REACH}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(paths)}</svg>'


def _marker(svg: str, colour: str) -> Element:
    """A symbol for points, sized by people killed like on the map."""
    symbol = _symbol("marker")
    name = f"base64:{base64.b64encode(svg.encode()).decode()}"
    steps = " ".join(
        f'WHEN coalesce(nullif("killed_max", 0), "killed_min", 0) >= {step.killed} THEN {_width_mm(step.pixels)}'
        for step in reversed(style.STEPS)
    )
    size = {"name": name, "color": _rgba(colour), "size": str(_width_mm(style.STEPS[0].pixels)), "size_unit": "MM"}
    _layer(symbol, "SvgMarker", size, size=f"CASE {steps} END")
    return symbol


def _width_mm(pixels: int) -> float:
    """Width of the picture of a symbol that is so many pixels across on the map."""
    return round(pixels * MM_A_PIXEL * REACH / 10, 2)


def _area(colour: str) -> Element:
    """An area with a soft edge and no centre, its rim dotted where it only possibly answers what was asked."""
    symbol = _symbol("fill")
    soft = {"color": _rgba(colour, 0.13), "outline_color": _rgba(colour, 0.13), "outline_width": _mm(7)}
    rim = {"style": "no", "outline_color": _rgba(colour, 0.85), "outline_width": _mm(1.1), "outline_style": "solid"}
    _layer(symbol, "SimpleFill", soft)
    _layer(symbol, "SimpleFill", rim, outlineStyle="if(\"answer\" = 'possibly', 'dot', 'solid')")
    return symbol


def _hatched(colour: str, line: str) -> Element:
    symbol = _symbol("fill")
    hatch = {"angle": "45", "distance": _mm(6), "distance_unit": "MM", "color": _rgba(colour), "line_width": _mm(1.2)}
    edge = {
        "color": _rgba(colour, 0.1),
        "outline_color": _rgba(colour),
        "outline_width": _mm(1.3),
        "outline_style": line,
    }
    pattern = _layer(symbol, "LinePatternFill", hatch)
    stripe = SubElement(pattern, "symbol", type="line", name="@0@0", alpha="1", clip_to_extent="1", force_rhr="0")
    _layer(stripe, "SimpleLine", {"line_color": _rgba(colour, 0.45), "line_width": _mm(1.2), "line_width_unit": "MM"})
    _layer(symbol, "SimpleFill", edge)
    return symbol


def _limit(colour: str, line: str) -> Element:
    symbol = _symbol("fill")
    look = {
        "color": _rgba(colour, 0.07),
        "outline_color": _rgba(colour),
        "outline_width": _mm(1),
        "outline_style": line,
    }
    _layer(symbol, "SimpleFill", look)
    return symbol


def _symbol(kind: str) -> Element:
    """A symbol that is half as strong where its record only possibly answers."""
    symbol = Element("symbol", type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    if kind == "marker":
        _expressions(symbol, {"alpha": "if(\"answer\" = 'possibly', 50, 100)"})
    return symbol


def _layer(symbol: Element, kind: str, look: Mapping[str, str], **expressions: str) -> Element:
    """Add a layer to a symbol; ``expressions`` set what depends on the feature."""
    layer = SubElement(symbol, "layer", attrib={"class": kind, "enabled": "1", "pass": "0", "locked": "0"})
    held = SubElement(layer, "Option", type="Map")
    units = {"outline_width_unit": "MM"} if "outline_width" in look else {}
    for name, value in {**look, **units}.items():
        SubElement(held, "Option", name=name, value=value, type="QString")
    if expressions:
        _expressions(layer, expressions)
    return layer


def _expressions(owner: Element, expressions: Mapping[str, str]) -> None:
    held = SubElement(SubElement(owner, "data_defined_properties"), "Option", type="Map")
    SubElement(held, "Option", name="name", value="", type="QString")
    properties = SubElement(held, "Option", name="properties", type="Map")
    for name, expression in expressions.items():
        one = SubElement(properties, "Option", name=name, type="Map")
        SubElement(one, "Option", name="active", value="true", type="bool")
        SubElement(one, "Option", name="expression", value=expression, type="QString")
        SubElement(one, "Option", name="type", value="3", type="int")
    SubElement(held, "Option", name="type", value="collection", type="QString")


def _document(rules: Sequence[Rule], label: str, days: tuple[str, str] | None = None) -> str:
    """The style file; ``label`` is the column that names a feature, ``days`` those that bound its time."""
    root = Element("qgis", version="3.22.0", styleCategories="Symbology|MapTips|Temporal|Fields")
    if days:
        first, last = days
        SubElement(root, "temporal", enabled="1", mode="2", startField=first, endField=last, limitMode="1")
    renderer = SubElement(
        root, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0", forceraster="0"
    )
    tree = SubElement(renderer, "rules", key="all")
    symbols = SubElement(renderer, "symbols")
    for number, rule in enumerate(rules):
        SubElement(tree, "rule", key=f"rule{number}", symbol=str(number), label=rule.label, filter=rule.condition)
        rule.symbol.set("name", str(number))
        symbols.append(rule.symbol)
    SubElement(root, "previewExpression").text = f'"{label}"'
    return ET.tostring(root, encoding="unicode")


def _mm(pixels: float) -> str:
    return f"{pixels * MM_A_PIXEL:.2f}"


def _rgba(colour: str, share: float = 1) -> str:
    """A colour as QGIS writes it, "red,green,blue,alpha", each from 0 to 255."""
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return ",".join(map(str, (*parts, round(share * 255))))
