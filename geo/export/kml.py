"""KML 2.2 for Google Earth and its kin, by itself and as KMZ, with the map's symbols in it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

import orjson
import pyarrow as pa
import shapely

from geo import dates, filters, html, schema, style, words
from geo.export import archive, flat, kml_styles
from geo.figure import symbols
from geo.figure.marks import COUNTED
from geo.language import N_, _
from geo.provenance import citation, provenance
from geo.view import View

NOTE = N_(
    "For Google Earth and its time slider, places as plain pins. Records without a position are listed in a folder of "
    "their own, not drawn."
)
KMZ_NOTE = N_("KML with this map’s own symbols in it: how a record is attributed is seen too.")

NAMESPACE = "http://www.opengis.net/kml/2.2"

TYPES: Mapping[pa.DataType, str] = {pa.int64(): "int", pa.float64(): "double", pa.bool_(): "bool"}
"""KML's types of columns; all others are text, for it has no days."""


def write(shown: View) -> bytes:
    """KML in which places are pins in the colour of their kind; it needs nothing beside it."""
    return document(shown, drawn=False)


def kmz(shown: View) -> bytes:
    """KMZ: the same document with the pictures of the map's symbols."""
    pictures = {
        kml_styles.picture(kml_styles.of_record(kind, attribution, "place", counted)): content
        for (kind, attribution, counted), content in symbols.pictures().items()
    }
    return archive.packed({"doc.kml": document(shown, drawn=True), **pictures})


def document(shown: View, drawn: bool) -> bytes:
    """KML: a folder a kind, one for the records without a published position, one for the zones.

    Points and polygons have styles by kind and attribution, dates stand as time spans, every column as typed data of
    its Placemark. Signs that XML cannot hold become U+FFFD.
    """
    root = Element("kml", xmlns=NAMESPACE)
    top = _add(root, "Document")
    _add(top, "name", shown.dataset.package.title)
    _add(top, "open", "1")
    _add(top, "description", _description(shown))
    top.extend(kml_styles.styles(drawn))
    origin = _add(_add(top, "ExtendedData"), "Data", name="provenance")
    _add(origin, "value", orjson.dumps(provenance(shown)).decode())
    held = {"record": flat.records_of(shown, whole_evidence=True), "zone": flat.zones_of(shown)}
    for name, table in held.items():
        top.append(_schema(name, table.schema))
    top.extend(_folders(shown, held["record"]))
    top.append(_zones(shown, held["zone"]))
    text = ET.tostring(root, encoding="unicode").replace("\r", "&#13;")  # a bare one would be read as a line feed
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text.encode() + b"\n"


def _add(above: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Add an element, its text and attributes freed of what XML cannot hold."""
    element = SubElement(above, tag, {key: html.xml(value) for key, value in attributes.items()})
    element.text = None if text is None else html.xml(text)
    return element


def _description(shown: View) -> str:
    """Where it comes from and how to read it, as the markup that Google Earth shows."""
    query = filters.to_query(shown.filters) or _("all records")
    paragraphs = [citation(shown), f"{_('Filters')}: {query}", *provenance(shown)["notes"]]
    return "".join(f"<p>{html.text(paragraph)}</p>" for paragraph in paragraphs)


def _schema(name: str, columns: pa.Schema) -> Element:
    element = Element("Schema", name=name, id=name)
    for column in columns:
        SubElement(element, "SimpleField", type=TYPES.get(column.type, "string"), name=column.name)
    return element


def _folders(shown: View, table: pa.Table) -> Iterator[Element]:
    """Records by kind, and behind them those without a published position; empty folders are left out."""
    shapes = flat.shapes(shown.records)
    rows = list(zip(table.to_pylist(), shapes, strict=True))
    labels = shown.dataset.package["incidents"]["kind"].labels
    for kind in style.KINDS:
        placed = [_record(row, shape, shown) for row, shape in rows if row["kind"] == kind and shape is not None]
        if placed:
            yield _folder(labels[kind], placed)
    rest = [_record(row, None, shown) for row, shape in rows if shape is None]
    if rest:
        note = _("No position of these records was published; none was estimated. They are listed, not drawn.")
        yield _folder(_("Position never published"), rest, note)


def _folder(name: str, placemarks: Iterable[Element], note: str | None = None) -> Element:
    folder = Element("Folder")
    placemarks = list(placemarks)
    _add(folder, "name", f"{name} ({len(placemarks)})")
    if note:
        _add(folder, "description", note)
    folder.extend(placemarks)
    return folder


def _record(row: Mapping[str, Any], shape: shapely.Geometry | None, shown: View) -> Element:
    first, last = (schema.plain(row[name]) for name in ("earliest", "latest"))
    span = (_begin(first), _end(last))
    counted = row["counted_as"] in COUNTED
    look = shape and kml_styles.of_record(row["kind"], row["attribution"], row["precision"], counted)
    return _placemark("record", row, row["title"], _told(row, shown), span, look, shape)


def _told(row: Mapping[str, Any], shown: View) -> str:
    """A record in a few lines of markup: place as worded, people killed, why it is here, sources."""
    lines = [
        html.own(row["location_text"]),
        html.text(words.killed(row["killed_min"], row["killed_max"])) if row["counted_as"] == "strike" else "",
        html.text(row["answer_reason"]) if shown.asks else "",
        *(
            html.own_link(entry["url"] or "", entry["title"] or entry["url"] or "")
            for entry in shown.evidence(row["id"])
        ),
    ]
    return "".join(f"<p>{line}</p>" for line in lines if line)


def _zones(shown: View, table: pa.Table) -> Element:
    rows = zip(table.to_pylist(), flat.shapes(shown.zones), strict=True)
    return _folder(_("Zones in force"), [_zone(row, shape) for row, shape in rows])


def _zone(row: Mapping[str, Any], shape: shapely.Geometry | None) -> Element:
    first, last = (row[name] for name in ("valid_from", "valid_to"))
    span = (
        _moment(first) or _begin(schema.plain(dates.span(first).earliest)),
        _moment(last) or _end(schema.plain(dates.span(last).latest)),
    )
    look = kml_styles.of_zone(row["role"], row["basis"]) if shape is not None else None
    return _placemark("zone", row, row["name"], f"<p>{html.own(row['location_text'])}</p>", span, look, shape)


def _placemark(
    kind: str,
    row: Mapping[str, Any],
    name: str,
    told: str,
    span: tuple[str | None, str | None],
    look: str | None,
    shape: shapely.Geometry | None,
) -> Element:
    """A record or zone, its elements in the order that KML's schema wants."""
    placemark = Element("Placemark", id=html.xml(row["id"]))
    _add(placemark, "name", name)
    _add(placemark, "description", told)
    if any(span):
        time = _add(placemark, "TimeSpan")
        for tag, moment in zip(("begin", "end"), span, strict=True):
            if moment:
                _add(time, tag, moment)
    if look:
        _add(placemark, "styleUrl", f"#{look}")
    data = _add(_add(placemark, "ExtendedData"), "SchemaData", schemaUrl=f"#{kind}")
    for column, value in row.items():
        if value is not None:
            _add(data, "SimpleData", _cell(value), name=column)
    if shape is not None:
        placemark.append(_geometry(shape))
    return placemark


def _cell(value: Any) -> str:
    plain = schema.plain(value)
    return str(plain).lower() if isinstance(plain, bool) else str(plain)


def _moment(text: str | None) -> str | None:
    """A zone's moment to the minute as KML has it; None for a day, a month or a year."""
    return f"{text[:16]}:00Z" if text and "T" in text else None


def _begin(day: str | None) -> str | None:
    return day and f"{day}T00:00:00Z"


def _end(day: str | None) -> str | None:
    """The last second of a day: a bare day would end as it begins."""
    return day and f"{day}T23:59:59Z"


def _geometry(shape: shapely.Geometry) -> Element:
    if hasattr(shape, "geoms"):
        element = Element("MultiGeometry")
        element.extend(map(_geometry, shape.geoms))
        return element
    element = Element(shape.geom_type)
    if shape.geom_type == "Point":
        _add(element, "coordinates", _coordinates(shape))
        return element
    _add(element, "tessellate", "1")
    rings = [("outerBoundaryIs", shape.exterior), *(("innerBoundaryIs", ring) for ring in shape.interiors)]
    for name, ring in rings:
        _add(_add(_add(element, name), "LinearRing"), "coordinates", _coordinates(ring))
    return element


def _coordinates(line: shapely.Geometry) -> str:
    return " ".join(f"{lon:.10g},{lat:.10g}" for lon, lat in shapely.get_coordinates(line))
