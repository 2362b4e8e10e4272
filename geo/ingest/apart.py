"""Reads a file in a child process that can do no harm: see ``geo.strangers``."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pyarrow as pa

from geo import ROOT
from geo.errors import IngestError
from geo.ingest.limits import Limits
from geo.ingest.raw import Raw
from geo.language import N_, _, number
from geo.strangers import child, gdal

AT_ONCE = BoundedSemaphore(2)
"""So many children at once: each may take the memory that the limits allow."""

STARTS = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from geo.strangers.child import main; main()"
TOO_LONG = N_("{name}: took more than {seconds} seconds to read; simplify it, or cut it into several files")
TOO_LARGE = N_("{name}: needs more than {memory} MB of memory; simplify it, or cut it into several files")
CRASHED = N_("{name}: is broken and cannot be read; export it anew")


def read(parts: Mapping[str, bytes], kind: str, name: str, layer: str | None, limits: Limits, head: int | None) -> Raw:
    """What the child finds in a file.

    Parameters
    ----------
    parts : by their endings the files that make it up, which lie in a private folder for the while.
    kind : format, as ``geo.ingest.files`` calls it; head : rows wanted, all where None.
    """
    with AT_ONCE, tempfile.TemporaryDirectory(prefix="maritime-ingest-") as folder:
        for ending, content in parts.items():
            (Path(folder) / f"file.{ending}").write_bytes(content)
        job = {
            "path": str(Path(folder) / f"file.{next(iter(parts))}"),
            "format": kind,
            "layer": layer,
            "head": head,
            "seconds": limits.seconds,
            "memory_mb": limits.memory_mb,
            "limits": {
                name: getattr(limits, name) for name in ("unpacked_bytes", "rows", "columns", "vertices", "depth")
            },
        }
        answer = _answer(job, folder, name, limits)
        result = Path(folder) / child.RESULT
        return _raw(pa.ipc.open_file(pa.py_buffer(result.read_bytes())).read_all(), answer, kind)


def _answer(job: Mapping[str, Any], folder: str, name: str, limits: Limits) -> dict[str, Any]:
    command = [sys.executable, "-I", "-B", "-c", STARTS]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(json.dumps(job).encode(), timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise IngestError(_(TOO_LONG).format(name=name, seconds=limits.seconds)) from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    return _understood(process.returncode, out, err, name, limits)


def _understood(code: int, out: bytes, err: bytes, name: str, limits: Limits) -> dict[str, Any]:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise IngestError(_(TOO_LONG).format(name=name, seconds=limits.seconds))
    answer = json.loads(out) if code == 0 else {}
    if answer.get("memory") or (
        code and any(words in err for words in (b"alloc", b"MemoryError", b"memory", b"map segment"))
    ):
        raise IngestError(_(TOO_LARGE).format(name=name, memory=number(limits.memory_mb)))
    if code < 0:
        raise IngestError(_(CRASHED).format(name=name))
    if code:
        raise RuntimeError(f"the reader of strangers' files failed:\n{err.decode(errors='replace')}")
    if "refused" in answer:
        blanks = {key: number(value) if isinstance(value, int) else value for key, value in answer["blanks"].items()}
        raise IngestError(_(answer["refused"]).format(name=name, **blanks))
    return dict(answer)


def _environment(folder: str) -> dict[str, str]:
    """All that the child knows of its surroundings."""
    return {
        "OGR_SKIP": ",".join(_skipped()),
        "GDAL_SKIP": "",
        "GDAL_DRIVER_PATH": "disable",
        "GDAL_NUM_THREADS": "1",
        "CPL_TMPDIR": folder,
        "TMPDIR": folder,
        "HOME": folder,
        "LANG": "C.UTF-8",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


@cache
def _skipped() -> tuple[str, ...]:
    import pyogrio

    return tuple(sorted(set(pyogrio.list_drivers()) - gdal.DRIVERS))


def _raw(table: pa.Table, answer: Mapping[str, Any], kind: str) -> Raw:
    names, last = answer["names"], table.num_columns - answer["shapes"]
    problems = [(row, column, value, verdict, _(rule)) for row, column, value, verdict, rule in answer["problems"]]
    return Raw(
        format=kind,
        table=table.select(range(len(names))).rename_columns(names),
        row=table.column(last - 1).to_numpy(),
        wkb=table.column(last).to_numpy() if answer["shapes"] else None,
        crs=answer["crs"],
        total=answer["total"],
        layers=tuple(answer["layers"]),
        layer=answer["layer"],
        problems=problems,
    )
