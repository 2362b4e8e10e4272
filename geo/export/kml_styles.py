"""How Google Earth draws a view: symbols and colours as near to the map's as KML comes."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from geo import style

HOST = "http://maps.google.com/mapfiles/kml"
SOLID: Mapping[str, str] = {
    "circle": f"{HOST}/paddle/wht-circle-lv.png",
    "square": f"{HOST}/paddle/wht-square-lv.png",
    "diamond": f"{HOST}/paddle/wht-diamond-lv.png",
}
HOLLOW: Mapping[str, str] = {
    "circle": f"{HOST}/shapes/placemark_circle.png",
    "square": f"{HOST}/shapes/placemark_square.png",
    "diamond": f"{HOST}/shapes/open-diamond.png",
}
"""Symbols by shape, white so that they take a colour. KML cannot hold pictures, and these Google Earth brings along;
half and crossed ones there are none of, so that all but confirmed records are hollow.
"""


def styles() -> Iterator[Element]:
    """Every style that a Placemark may name."""
    for kind, mark in style.KINDS.items():
        for attribution, fill in style.FILLS.items():
            icons = SOLID if fill == "solid" else HOLLOW
            yield _point(of_record(kind, attribution, "place"), mark.light, icons[mark.shape])
        yield _polygon(of_record(kind, "", "area"), mark.light, 0.2, 1.5)
    for basis in ("official", "computed"):
        yield _polygon(
            of_zone("warning", basis), style.ZONES["warning"].light, 0.25 if basis == "official" else 0.1, 1.5
        )
        yield _polygon(of_zone("limit", basis), style.ZONES["limit"].light, 0.07, 1)


def of_record(kind: str, attribution: str, precision: str) -> str:
    """Name of the style of a record that is drawn."""
    return f"drawn-{kind}-{'area' if precision == 'area' else attribution}"


def of_zone(role: str, basis: str) -> str:
    """Name of the style of a zone that has an outline."""
    return f"drawn-zone-{'limit' if role == 'limit' else 'warning'}-{basis}"


def _point(name: str, colour: str, icon: str) -> Element:
    element = Element("Style", id=name)
    look = SubElement(element, "IconStyle")
    SubElement(look, "color").text = _abgr(colour)
    SubElement(look, "scale").text = "0.8"
    SubElement(SubElement(look, "Icon"), "href").text = icon
    SubElement(SubElement(element, "LabelStyle"), "scale").text = "0.7"
    return element


def _polygon(name: str, colour: str, share: float, width: float) -> Element:
    element = Element("Style", id=name)
    line, fill = SubElement(element, "LineStyle"), SubElement(element, "PolyStyle")
    SubElement(line, "color").text = _abgr(colour, 0.85)
    SubElement(line, "width").text = f"{width:g}"
    SubElement(fill, "color").text = _abgr(colour, share)
    return element


def _abgr(colour: str, share: float = 1) -> str:
    """A colour as KML writes it: alpha, blue, green and red in two hexadecimal digits each."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{round(share * 255):02x}{blue}{green}{red}"
