"""Looks at and reads strangers' files, each in a child process that can do no harm.

All of the work is the child's, from unpacking a zip to mending an outline: ``geo.ingest.layer`` does it there.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any, cast

import pyarrow as pa

from geo import ROOT, language
from geo.errors import IngestError
from geo.ingest import files, wire
from geo.ingest.layer import Layer, Look
from geo.ingest.limits import Limits, from_environment
from geo.ingest.mapping import Mapping
from geo.language import N_, _, number
from geo.strangers import gdal

LOG = logging.getLogger(__name__)
AT_ONCE = BoundedSemaphore(2)
"""So many children at once: each may take the memory that the limits allow."""

STARTS = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from geo.ingest.child import main; main()"
TOO_LONG = N_("{name}: took more than {seconds} seconds to read; simplify it, or cut it into several files")
TOO_LARGE = N_("{name}: needs more than {memory} MB of memory; simplify it, or cut it into several files")
TOO_MUCH = N_("{name}: gives more than {limit} bytes when it is read; cut it into several files")
FAULT = N_("{name}: cannot be read, by a fault of ours; save it in another format and try again")
CRASHED = N_("{name}: is broken and cannot be read; export it anew")


def look(
    content: Path | bytes, name: str | None = None, limits: Limits | None = None, layer: str | None = None
) -> Look:
    """What a file is, its columns, and what they seem to hold, by its first rows.

    Parameters
    ----------
    content : the file or its bytes, which then never touch a disk where it is text in columns.
    name : as the reader calls it; layer : which of several. Raises IngestError as ``read`` does.
    """
    return wire.to_look(*_asked(content, name, limits, {"look": True, "layer": layer}))


def read(
    content: Path | bytes,
    name: str | None = None,
    mapping: Mapping | None = None,
    layer: str | None = None,
    limits: Limits | None = None,
    today: int | None = None,
) -> Layer:
    """The whole file as a layer.

    A row is left out only where its cells don't fit the columns. One whose place or date can't be read stays without;
    nothing is made up. All that was not simply read is in the layer's report.

    Parameters
    ----------
    content : the file or its bytes; name : as the reader calls it; layer : which of several.
    mapping : which columns hold what; as they seem to where None.
    today : days since 1970 (UTC) after which a date lies in the future; the day of reading where None.

    Raises
    ------
    IngestError where the file is not of a format read here, is broken, goes beyond a limit, needs a coordinate system
    that nobody named, or where no row has a place or a date.
    """
    chosen = asdict(mapping) if mapping else None
    job = {"look": False, "layer": layer, "mapping": chosen, "today": None if today is None else int(today)}
    return wire.to_layer(*_asked(content, name, limits, job))


def _asked(
    content: Path | bytes, name: str | None, limits: Limits | None, job: dict[str, Any]
) -> tuple[dict[str, Any], list[pa.Table]]:
    """What a child answers to a job on a file."""
    limits = limits or from_environment()
    name = name or (content.name if isinstance(content, Path) else _("the file"))
    data = files.content_of(content, name, limits)
    job |= {"name": name, "limits": asdict(limits), "language": language.current()}
    with AT_ONCE, tempfile.TemporaryDirectory(prefix="maritime-ingest-") as folder:
        code, out, err = _ran([json.dumps(job).encode(), b"\n", data], folder, name, limits)
    return _understood(code, out, err, name, limits)


def _ran(given: Sequence[bytes], folder: str, name: str, limits: Limits) -> tuple[int, bytes, bytes]:
    """How a child ended, in a private folder, and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", "-c", STARTS],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + limits.seconds
    pipes = [cast(IO[bytes], pipe) for pipe in (process.stdin, process.stdout, process.stderr)]
    said = [_Said(pipes[1], limits.answer_bytes), _Said(pipes[2], MOST_ERRORS)]
    with process, ThreadPoolExecutor(3) as pool:
        try:
            heard = [pool.submit(said[0].listen, partial(_end, process)), pool.submit(said[1].listen)]
            pool.submit(_write, pipes[0], given)
            process.wait(limits.seconds)
            if wait(heard, max(0, until - time.monotonic())).not_done:  # what it started holds its pipes
                raise subprocess.TimeoutExpired(process.args, limits.seconds)
        except subprocess.TimeoutExpired:
            raise IngestError(_(TOO_LONG).format(name=name, seconds=limits.seconds)) from None
        finally:
            _end(process)
            wait(heard)
    if said[0].over:
        raise IngestError(_(TOO_MUCH).format(name=name, limit=number(limits.answer_bytes)))
    out, err = (b"".join(one.parts) for one in said)
    return process.returncode, out, err


MOST_ERRORS = 1_000_000
"""Bytes that are kept of what went wrong in a child."""


@dataclass
class _Said:
    """What a child says, so many bytes at most."""

    stream: IO[bytes]
    most: int
    parts: list[bytes] = field(default_factory=list)
    over: bool = False

    def listen(self, end: Callable[[], None] | None = None) -> None:
        """Take in all of it; where it says more, ``end`` the child, or else leave out the rest."""
        size = 0
        while part := os.read(self.stream.fileno(), 1 << 20):
            self.parts.append(part[: max(0, self.most - size)])
            size += len(part)
            self.over = size > self.most
            if self.over and end:
                end()
                return


def _write(stream: IO[bytes], given: Sequence[bytes]) -> None:
    with suppress(BrokenPipeError), stream:  # a child that has ended needs no more
        stream.writelines(given)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and all that it started, which may go on when it has ended itself."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _understood(code: int, out: bytes, err: bytes, name: str, limits: Limits) -> tuple[dict[str, Any], list[pa.Table]]:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise IngestError(_(TOO_LONG).format(name=name, seconds=limits.seconds))
    answer, tables = wire.unpacked(out) if code == 0 else ({}, [])
    if answer.get("memory") or (code and any(words in err for words in OUT_OF_MEMORY)):
        raise IngestError(_(TOO_LARGE).format(name=name, memory=number(limits.memory_mb)))
    if code < 0:
        raise IngestError(_(CRASHED).format(name=name))
    if code:
        LOG.error("the reader of strangers' files failed:\n%s", err.decode(errors="replace"))
        raise IngestError(_(FAULT).format(name=name))
    if "refused" in answer:
        raise IngestError(answer["refused"])
    return answer, tables


OUT_OF_MEMORY = (b"alloc", b"MemoryError", b"memory", b"map segment", b"start new thread")
"""What a process says, in one way or another, that may have no more."""


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
        "MALLOC_ARENA_MAX": "4",
        "OMP_NUM_THREADS": "2",
        "OPENBLAS_NUM_THREADS": "1",
    }


@cache
def _skipped() -> tuple[str, ...]:
    import pyogrio

    return tuple(sorted(set(pyogrio.list_drivers()) - gdal.DRIVERS))
