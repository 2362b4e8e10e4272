"""How a look and a layer get from the child to whoever asked: tables as Arrow, shapes as WKB, the rest as JSON.

Nothing here runs what it reads, as pickle would; and the shapes are those that the child has read, mended and written
anew.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geo.ingest.layer import Column, Layer, Look
from geo.ingest.mapping import Mapping
from geo.ingest.report import Report

ARRAYS = ("row", "lon", "lat", "first", "last")
"""The arrays of a layer with a number a row."""

Message = Sequence[bytes | pa.Buffer]
"""One line of JSON, in which "sizes" tells how many bytes each of the tables behind it has; each begins at a multiple
of 64.
"""


def packed(answer: dict[str, Any], *tables: pa.Table) -> Message:
    """An answer with its tables."""
    buffers = [_buffer(table) for table in tables]
    head = json.dumps(answer | {"sizes": [buffer.size for buffer in buffers]}).encode()
    parts = [(buffer, bytes(_gap(buffer.size))) for buffer in buffers]
    return [head, b" " * _gap(len(head) + 1) + b"\n", *(piece for part in parts for piece in part)]


def unpacked(message: bytes) -> tuple[dict[str, Any], list[pa.Table]]:
    """The answer and its tables; these lie within the message."""
    begin = message.index(b"\n") + 1
    answer, tables = json.loads(message[:begin]), []
    for size in answer.pop("sizes"):
        tables.append(pa.ipc.open_file(pa.py_buffer(message).slice(begin, size)).read_all())
        tables[-1].validate(full=True)
        begin += size + _gap(size)
    return answer, tables


def _gap(size: int) -> int:
    """Bytes between something of that size and the next, as Arrow works best with what begins at a multiple of 64."""
    return -size % 64


def of_look(look: Look) -> Message:
    """A look to be sent."""
    plain = {name: value for name, value in vars(look).items() if name != "sample"}
    columns = [asdict(column) for column in look.columns]
    return packed(plain | {"columns": columns, "mapping": asdict(look.mapping)}, look.sample)


def to_look(answer: dict[str, Any], tables: Sequence[pa.Table]) -> Look:
    """The look that was sent."""
    columns = tuple(Column(**{**column, "first": tuple(column["first"])}) for column in answer["columns"])
    given = {"columns": columns, "mapping": Mapping(**answer["mapping"]), "layers": tuple(answer["layers"])}
    return Look(**answer | given, sample=tables[0])


def of_layer(layer: Layer) -> Message:
    """A layer to be sent."""
    places = {name: pa.array(getattr(layer, name)) for name in ARRAYS}
    if layer.shapes is not None:
        places["shapes"] = pa.array(shapely.to_wkb(layer.shapes), pa.binary())
    answer = {"name": layer.name, "label": layer.label, "mapping": asdict(layer.mapping)}
    counts = {"read": layer.report.read, "left_out": layer.report.refused}
    return packed(answer | counts, layer.table, pa.table(places), layer.report.issues)


def to_layer(answer: dict[str, Any], tables: Sequence[pa.Table]) -> Layer:
    """The layer that was sent."""
    table, places, issues = tables
    return Layer(
        name=answer["name"],
        table=table,
        **{name: places[name].to_numpy() for name in ARRAYS},
        shapes=_shapes(places["shapes"]) if "shapes" in places.column_names else None,
        label=answer["label"],
        mapping=Mapping(**answer["mapping"]),
        report=Report(issues, answer["read"], answer["left_out"]),
    )


def _shapes(wkb: pa.ChunkedArray) -> NDArray[Any]:
    return np.asarray(shapely.from_wkb(wkb.to_numpy()))


def _buffer(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)
    return sink.getvalue()
