"""KML: the placemarks of every folder, with their times as they are written."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import shapely

from geo.strangers.found import N_, NO_ROWS, Found, Job, Limits, Problem, Refused, column

# expat, which ElementTree reads with, fetches nothing and stops entities that multiply.
NO_XML = N_("{name}: is broken XML ({why}); export it anew")
NO_GEOMETRY = N_("its coordinates cannot be read")
LINK = N_("it links to another file, which is not fetched")
CONTAINERS = frozenset({"Folder", "Document"})
FIRST = ("name", "folder", "description", "begin", "end")


@dataclass
class _Marks:
    """What has been read of a file so far."""

    limits: Limits
    rows: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[shapely.Geometry | None] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=lambda: dict.fromkeys(FIRST))
    vertices: int = 0

    def add(self, mark: ET.Element, folder: str) -> None:
        """Take in one placemark."""
        values = {"folder": folder or None, **_values(mark)}
        self.names.update(dict.fromkeys(values))
        self.limits.check_columns(len(self.names))
        self.rows.append(values)
        self.limits.check_rows(len(self.rows))
        try:
            shape = _shape(mark)
        except ValueError as error:
            self.problems.append((len(self.rows), "geometry", str(error)[:80], "refused", NO_GEOMETRY))
            shape = None
        self.shapes.append(shape)
        self.vertices += int(shapely.get_num_coordinates(shape))
        self.limits.check_vertices(self.vertices)


def read(job: Job) -> Found:
    """Every placemark, numbered in the file's order; its folders in the column ``folder``."""
    marks = _Marks(job.limits)
    try:
        for mark, folder in _placemarks(job.path, job.limits, marks.problems):
            marks.add(mark, folder)
    except ET.ParseError as error:
        raise Refused(NO_XML, why=str(error)) from error
    if not marks.rows:
        raise Refused(NO_ROWS)
    rows = marks.rows[: job.head]
    used = [name for name in marks.names if any(row.get(name) is not None for row in rows)]
    return Found(
        table=pa.table({name: column([row.get(name) for row in rows]) for name in used}),
        row=range(1, len(rows) + 1),
        wkb=list(shapely.to_wkb(marks.shapes[: job.head])),
        crs="OGC:CRS84",
        total=len(marks.rows),
        problems=marks.problems,
    )


def _placemarks(path: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[ET.Element, str]]:
    """Placemarks with the names of their folders, outermost first; each is dropped once it has been read."""
    above: list[ET.Element] = []
    for event, element in ET.iterparse(path, events=("start", "end")):
        if event == "start":
            above.append(element)
            if len(above) > limits.depth:
                raise Refused(
                    N_("{name}: nests {depth} levels deep, and {limit} are read at most; flatten its folders"),
                    depth=len(above),
                    limit=limits.depth,
                )
            continue
        above.pop()
        kind = _tag(element)
        if kind == "NetworkLink":
            problems.append((0, "NetworkLink", (_said(element, "name") or "")[:80], "suspicious", LINK))
        if kind == "Placemark":
            folders = [_said(outer, "name") for outer in above if _tag(outer) == "Folder"]
            yield element, " / ".join(name for name in folders if name)
        if kind in CONTAINERS | {"Placemark", "NetworkLink", "Style", "StyleMap", "GroundOverlay"} and above:
            above[-1].remove(element)


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: ET.Element, *kinds: str) -> list[ET.Element]:
    return [child for child in element if _tag(child) in kinds]


def _below(element: ET.Element, kind: str) -> list[ET.Element]:
    return [child for child in element.iter() if _tag(child) == kind]


def _said(element: ET.Element, kind: str) -> str | None:
    found = _children(element, kind)
    return (found[0].text or "").strip() or None if found else None


def _values(mark: ET.Element) -> dict[str, str | None]:
    """Name, description, begin, end and what else a placemark says of itself, by name."""
    values = {name: _said(mark, name) for name in ("name", "description", "address", "phoneNumber")}
    for kind in ("TimeStamp", "TimeSpan"):
        for time in _children(mark, kind):
            values |= {"begin": _said(time, "when") or _said(time, "begin"), "end": _said(time, "end")}
    moments = [(when.text or "").strip() for track in _below(mark, "Track") for when in _children(track, "when")]
    if moments:
        values |= {"begin": min(moments), "end": max(moments)}
    for entry in _children(mark, "ExtendedData"):
        for data in _below(entry, "Data"):
            values[_free(data.get("name"), values)] = _said(data, "value")
        for data in _below(entry, "SimpleData"):
            values[_free(data.get("name"), values)] = (data.text or "").strip() or None
    return {name: value for name, value in values.items() if value is not None}


def _free(name: str | None, values: dict[str, str | None]) -> str:
    """A name for an added value that none of the placemark's own has."""
    return f"{name or 'value'}{'_2' if name in FIRST or values.get(name or '') is not None else ''}"


def _shape(mark: ET.Element) -> shapely.Geometry | None:
    """The geometry of a placemark or of one part of it; ValueError where its coordinates cannot be read."""
    shapes = [shape for child in mark for shape in [_part(child)] if shape is not None]
    if len(shapes) <= 1:
        return shapes[0] if shapes else None
    kinds = {shape.geom_type for shape in shapes}
    many = {"Point": shapely.multipoints, "LineString": shapely.multilinestrings, "Polygon": shapely.multipolygons}
    return many.get(kinds.pop() if len(kinds) == 1 else "", shapely.geometrycollections)(shapes)


def _part(element: ET.Element) -> shapely.Geometry | None:
    kind = _tag(element)
    if kind in ("MultiGeometry", "MultiTrack"):
        return _shape(element)
    if kind == "Polygon":
        rings = {
            side: [_points(ring) for part in _children(element, side) for ring in _below(part, "LinearRing")]
            for side in ("outerBoundaryIs", "innerBoundaryIs")
        }
        if not rings["outerBoundaryIs"]:
            raise ValueError("Polygon")
        return shapely.Polygon(rings["outerBoundaryIs"][0], rings["innerBoundaryIs"])
    if kind == "Point":
        return shapely.Point(_points(element)[0])
    if kind in ("LineString", "LinearRing"):
        return _line(_points(element))
    if kind == "Track":
        words = [(point.text or "").split() for point in _children(element, "coord")]
        return _line([(float(word[0]), float(word[1])) for word in words if len(word) >= 2])
    return None


def _line(points: list[tuple[float, float]]) -> shapely.Geometry:
    if not points:
        raise ValueError("LineString")
    return shapely.LineString(points) if len(points) > 1 else shapely.Point(points[0])


def _points(element: ET.Element) -> list[tuple[float, float]]:
    """Longitude and latitude of the coordinates of an element, heights left out."""
    text = ",".join(map(str.strip, (_said(element, "coordinates") or "").split(","))).split()
    try:
        pairs = [tuple(map(float, word.split(",")[:2])) for word in text]
        if not pairs or any(len(pair) != 2 for pair in pairs):
            raise ValueError
    except ValueError as error:
        raise ValueError(" ".join(text)) from error
    return [(pair[0], pair[1]) for pair in pairs]
