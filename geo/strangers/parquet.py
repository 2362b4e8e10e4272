"""GeoParquet, and Parquet without places. The footer says how much there is before any of it is unpacked."""

import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.strangers.found import BROKEN, N_, NO_ROWS, Found, Job, Refused

UNPACKS = N_("{name}: unpacks to {bytes} bytes, and {limit} are read at most; cut it into several files")


def read(job: Job) -> Found:
    """The columns of a file, nested ones as JSON; the primary geometry by its metadata or its name."""
    try:
        with pq.ParquetFile(job.path) as file:
            _check(file.metadata, job)
            about = _geo(file.metadata.metadata or {})
            table = _head(file, job.head) if job.head else file.read()
            total = file.metadata.num_rows
    except (pa.ArrowException, OSError) as error:
        raise Refused(BROKEN, why=str(error).splitlines()[0][:160]) from error
    if not total:
        raise Refused(NO_ROWS)
    geometry = about.get("primary_column", "geometry")
    wkb = _wkb(table[geometry], about) if geometry in table.column_names else None
    return Found(
        table=_plain(table.drop_columns([geometry]) if wkb is not None else table, about),
        row=range(1, table.num_rows + 1),
        wkb=wkb,
        crs=_crs(about, geometry) if wkb is not None else None,
        total=total,
    )


def _check(about: Any, job: Job) -> None:
    if not about.num_rows:
        raise Refused(NO_ROWS)
    job.limits.check_rows(about.num_rows)
    job.limits.check_columns(about.num_columns)
    size = sum(about.row_group(group).total_byte_size for group in range(about.num_row_groups))
    if size > job.limits.unpacked_bytes:
        raise Refused(UNPACKS, bytes=size, limit=job.limits.unpacked_bytes)


def _geo(metadata: dict[bytes, bytes]) -> dict[str, Any]:
    try:
        about = json.loads(metadata.get(b"geo", b"{}"))
    except ValueError:
        about = {}
    return about if isinstance(about, dict) else {}


def _head(file: pq.ParquetFile, rows: int) -> pa.Table:
    batch = next(file.iter_batches(batch_size=rows), None)
    return pa.Table.from_batches([batch] if batch is not None else [], schema=file.schema_arrow)


def _wkb(column: pa.ChunkedArray, about: dict[str, Any]) -> Any:
    """WKB, also of a column with coordinates apart (GeoArrow's struct of x and y); None for anything else."""
    kind = column.type.storage_type if isinstance(column.type, pa.BaseExtensionType) else column.type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind):
        return column.cast(pa.binary())
    if pa.types.is_struct(kind) and {"x", "y"} <= {field.name for field in kind} and about:
        parts = column.combine_chunks()
        xy = [parts.field(kind.get_field_index(name)).to_numpy(zero_copy_only=False) for name in ("x", "y")]
        return list(shapely.to_wkb(shapely.points(*xy)))
    return None


def _crs(about: dict[str, Any], geometry: str) -> str | None:
    """The system of the geometry as PROJ reads it; WGS 84 where none is named (GeoParquet 1.1)."""
    named = about.get("columns", {}).get(geometry, {}).get("crs", "OGC:CRS84") if about else "OGC:CRS84"
    return json.dumps(named) if isinstance(named, dict) else named


def _plain(table: pa.Table, about: dict[str, Any]) -> pa.Table:
    """Flat columns: a covering box left out, nested values as JSON, dictionaries as what they stand for."""
    boxes = {part[0] for entry in about.get("columns", {}).values() for part in _covering(entry)}
    for name in table.column_names:
        kind, place = table[name].type, table.column_names.index(name)
        if name in boxes and pa.types.is_struct(kind):
            table = table.drop_columns([name])
        elif pa.types.is_nested(kind):
            texts = [None if value is None else json.dumps(value, default=str) for value in table[name].to_pylist()]
            table = table.set_column(place, name, pa.array(texts, pa.string()))
        elif pa.types.is_dictionary(kind):
            table = table.set_column(place, name, table[name].cast(kind.value_type))
    return table


def _covering(entry: Any) -> list[list[str]]:
    try:
        return list(entry["covering"]["bbox"].values())
    except (KeyError, TypeError, AttributeError):
        return []
