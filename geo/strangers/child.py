"""The child that reads one file: ``python -I -c`` starts ``main`` with next to no environment, the job on its input."""

import json
import resource
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

RESULT = "result.arrow"
"""What the child writes, beside the file that it reads."""


def main() -> None:
    """Set the limits, read, write the result; a refusal goes to standard output as JSON, and so does what was found."""
    job = json.load(sys.stdin)
    sys.meta_path.insert(0, _Absent())
    _limit(job.pop("seconds"), job.pop("memory_mb"), job["limits"]["unpacked_bytes"])
    from geo.strangers.found import Refused

    try:
        answer = _read(job)
    except Refused as refused:
        answer = {"refused": refused.message, "blanks": refused.blanks}
    except MemoryError:
        answer = {"memory": True}
    json.dump(answer, sys.stdout)


class _Absent:
    """Makes as if pandas were not there, which pyarrow and pyogrio import where they can: it is slow to."""

    def find_spec(self, name: str, *_others: object) -> None:
        if name in ("pandas", "geopandas"):
            raise ModuleNotFoundError(name)


def _limit(seconds: int, memory_mb: int, file_bytes: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, memory_mb << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 2 * file_bytes),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _reader(name: str) -> ModuleType:
    """The module that reads a format; only that one is imported."""
    import importlib

    kinds = {"geojson": "geojson", "kml": "kml", "parquet": "parquet", "xlsx": "sheet"}
    return importlib.import_module(f"geo.strangers.{kinds.get(name, 'gdal')}")


def _read(job: dict[str, Any]) -> dict[str, Any]:
    import pyarrow as pa

    from geo.strangers.found import Job, Limits, unique_names

    found = _reader(job["format"]).read(Job(**{**job, "limits": Limits(**job["limits"])}))
    table = found.table.rename_columns(unique_names(found.table.column_names))
    columns = [*table.columns, pa.array(found.row, pa.int64())]
    if found.wkb is not None:
        columns.append(found.wkb if isinstance(found.wkb, pa.ChunkedArray) else pa.array(found.wkb, pa.binary()))
    whole = pa.table(columns, names=[str(place) for place in range(len(columns))])
    with pa.OSFile(str(Path(job["path"]).parent / RESULT), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as file:
        file.write_table(whole)
    return {
        "names": table.column_names,
        "shapes": found.wkb is not None,
        "crs": found.crs,
        "total": found.total,
        "layers": found.layers if len(found.layers) > 1 else (),
        "layer": found.layer,
        "problems": found.problems,
    }
