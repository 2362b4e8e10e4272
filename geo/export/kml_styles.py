"""How Google Earth draws a view: symbols and colours as near to the map's as KML comes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from geo import style

FOLDER = "symbols"
"""Where a KMZ holds its pictures."""


def styles(drawn: bool) -> Iterator[Element]:
    """Every style that a Placemark may name.

    KML alone cannot hold pictures: a place is then the pin that every program has, in the colour of its kind. With
    ``drawn`` it has the map's own symbol, which lies beside the document. Nothing is fetched from anybody.
    """
    for kind, mark in style.KINDS.items():
        for counted in (True, False):
            colour = mark.light if counted else style.NEUTRAL.light
            for attribution in style.FILLS:
                name = of_record(kind, attribution, "place", counted)
                yield _picture(name) if drawn else _pin(name, colour)
            yield _polygon(of_record(kind, "", "area", counted), colour, 0.2, 1.5)
    for basis in ("official", "computed"):
        yield _polygon(
            of_zone("warning", basis), style.ZONES["warning"].light, 0.25 if basis == "official" else 0.1, 1.5
        )
        yield _polygon(of_zone("limit", basis), style.ZONES["limit"].light, 0.07, 1)


def of_record(kind: str, attribution: str, precision: str, counted: bool) -> str:
    """Name of the style of a record that is drawn."""
    return f"drawn-{kind}-{'area' if precision == 'area' else attribution}{'' if counted else '-uncounted'}"


def picture(name: str) -> str:
    """The file in a KMZ that shows the places of a style."""
    return f"{FOLDER}/{name}.png"


def of_zone(role: str, basis: str) -> str:
    """Name of the style of a zone that has an outline."""
    return f"drawn-zone-{'limit' if role == 'limit' else 'warning'}-{basis}"


def _pin(name: str, colour: str) -> Element:
    return _point(name, colour, 0.9)


def _picture(name: str) -> Element:
    element = _point(name, "#ffffff", 0.7)  # white takes nothing from the picture's own colours
    SubElement(SubElement(element[0], "Icon"), "href").text = picture(name)
    return element


def _point(name: str, colour: str, scale: float) -> Element:
    element = Element("Style", id=name)
    look = SubElement(element, "IconStyle")
    SubElement(look, "color").text = _abgr(colour)
    SubElement(look, "scale").text = f"{scale:g}"
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
