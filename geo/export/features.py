"""Features of GeoJSON that are serialised once and joined for each selection of rows."""

from io import BytesIO
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
from numpy.typing import NDArray

from geo.export import cells
from geo.export.shapes import Places

BETWEEN = b",\n"


def lines(table: pa.Table, numbers: NDArray[np.int64], places: Places) -> pa.LargeBinaryArray:
    """Each row of a plain table as a feature of GeoJSON with its number as ``id``, and ``BETWEEN``."""
    text, ends = BytesIO(), [np.zeros(1, "int64")]
    for part in cells.parts(len(numbers)):
        made = _lines(table[part], numbers[part], places.json_text(part))
        ends.append(_ends(made)[1:] + ends[-1][-1])
        text.write(_text(made))
    buffers = [None, pa.py_buffer(np.concatenate(ends)), pa.py_buffer(text.getvalue())]
    return pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(numbers), buffers)


def _lines(table: pa.Table, numbers: NDArray[np.int64], places: pa.Array) -> pa.Array:
    pieces: list[Any] = ['{"type":"Feature","id":', pa.array(numbers), ',"geometry":', places]
    sign = ',"properties":{'
    for name, column in zip(table.column_names, table.columns, strict=True):
        pieces += [f"{sign}{orjson.dumps(name).decode()}:", cells.json_text(column.combine_chunks())]
        sign = ","
    pieces.append(("" if table.column_names else sign) + "}}" + BETWEEN.decode())
    return cells.joined(*pieces, null="null")


def collection(name: str, chosen: pa.LargeBinaryArray) -> bytes:
    """Lines as one collection of GeoJSON (RFC 7946), with the layer's name as a foreign member."""
    head = b'{"type":"FeatureCollection","name":%b,"features":[\n' % orjson.dumps(name)
    return b"".join([head, _text(chosen)[: -len(BETWEEN)], b"\n]}\n"])


def _text(made: pa.Array) -> memoryview:
    """The bytes of all values, which lie one behind the other."""
    ends = _ends(made)
    return memoryview(made.buffers()[2] or b"")[ends[0] : ends[-1]]


def _ends(made: pa.Array) -> NDArray[np.int64]:
    """Where the values begin, and the last one ends."""
    held = np.frombuffer(made.buffers()[1] or bytes(8), "int64")
    return held[made.offset : made.offset + len(made) + 1]
