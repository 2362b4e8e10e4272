"""Where the rows of a stranger's layer are, as files hold it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geo.export.cells import TEXT, joined

POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("lon", "<f8"), ("lat", "<f8")])
"""A point in well-known binary (OGC 06-103r4, 8.2): 21 bytes."""


@dataclass(frozen=True, eq=False)
class Places:
    """Where each row is, in EPSG:4326: longitude and latitude, NaN where there is no place, and in a layer of more than
    points a shape, which may be None.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    shapes: NDArray[np.object_] | None = None

    @cached_property
    def here(self) -> NDArray[np.bool_]:
        """Which rows have a longitude and a latitude."""
        return np.isfinite(self.lon) & np.isfinite(self.lat)

    @cached_property
    def whole(self) -> NDArray[np.object_] | None:
        """The shape of each row, or a point where it has a place alone; None where it has neither, or where the shape
        is empty or has a coordinate that is no number. Outer rings run counter-clockwise (RFC 7946, 3.1.6). None for
        a layer of points.
        """
        if self.shapes is None:
            return None
        points, owner = shapely.get_coordinates(self.shapes, return_index=True)
        broken = shapely.is_empty(self.shapes)
        broken[owner[~np.isfinite(points).all(axis=1)]] = True
        found: NDArray[np.object_] = shapely.orient_polygons(self.shapes)
        found[broken] = None
        alone = shapely.is_missing(found) & self.here
        found[alone] = shapely.points(self.lon[alone], self.lat[alone])
        return found

    @cached_property
    def wkb(self) -> pa.LargeBinaryArray:
        """Well-known binary, null where there is no place."""
        if self.whole is not None:
            return pa.array(shapely.to_wkb(self.whole), pa.large_binary())
        points = np.zeros(int(self.here.sum()), POINT)
        points["order"], points["kind"] = 1, 1
        points["lon"], points["lat"] = self.lon[self.here], self.lat[self.here]
        ends = np.concatenate([[0], np.cumsum(self.here, dtype="int64")]) * POINT.itemsize
        held = np.packbits(self.here, bitorder="little")
        buffers = [pa.py_buffer(buffer) for buffer in (held, ends, points)]
        return pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(self.lon), buffers)

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """West, south, east and north of each row, NaN where there is no place; shape (n, 4)."""
        if self.whole is not None:
            return np.asarray(shapely.bounds(self.whole))
        lon, lat = (np.where(self.here, values, np.nan) for values in (self.lon, self.lat))
        return np.column_stack([lon, lat, lon, lat])

    @property
    def extent(self) -> list[float]:
        """West, south, east and north of all rows; empty where none has a place."""
        there = self.bounds[~np.isnan(self.bounds[:, 0])]
        return [*there[:, :2].min(axis=0).tolist(), *there[:, 2:].max(axis=0).tolist()] if len(there) else []

    @cached_property
    def kinds(self) -> list[str]:
        """Kinds of shapes that there are, named as in GeoParquet: "Point", "Polygon Z"."""
        if self.whole is None:
            return ["Point"]
        there = self.whole[~shapely.is_missing(self.whole)]
        kinds = {(shape.geom_type, shape.has_z) for shape in there}
        return sorted(f"{kind} Z" if high else kind for kind, high in kinds)

    def take(self, rows: slice | NDArray[np.int64]) -> "Places":
        """Where some of the rows are."""
        return Places(self.lon[rows], self.lat[rows], None if self.whole is None else self.whole[rows])

    def json_text(self, part: slice) -> pa.Array:
        """Some rows as the text of GeoJSON geometries; null where there is no place."""
        if self.whole is not None:
            return pa.array(shapely.to_geojson(self.whole[part]), TEXT)
        lon, lat = (pa.array(values[part], mask=~self.here[part]) for values in (self.lon, self.lat))
        return joined('{"type":"Point","coordinates":[', lon, ",", lat, "]}")

    def columns(self) -> dict[str, pa.Array]:
        """The same as columns of a table: ``lon``, ``lat``, null where there is no place, and ``wkt`` in a layer of
        more than points.
        """
        found = {name: pa.array(values, mask=~self.here) for name, values in (("lon", self.lon), ("lat", self.lat))}
        if self.whole is not None:
            found["wkt"] = pa.array(shapely.to_wkt(self.whole, rounding_precision=-1), TEXT)
        return found
