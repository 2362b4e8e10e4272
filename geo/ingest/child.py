"""The child that reads one file: ``python -I -c`` starts ``main`` with next to no environment.

Its input is the job as a line of JSON, and behind it the file.
"""

import json
import resource
import sys
from typing import Any

from geo import language
from geo.errors import IngestError
from geo.ingest import layer, wire
from geo.ingest.limits import Limits
from geo.ingest.mapping import Mapping


def main() -> None:
    """Set the limits, read, write what was found, or why not, to standard output."""
    job = json.loads(sys.stdin.buffer.readline())
    sys.meta_path.insert(0, _Absent())
    limits = Limits(**job["limits"])
    _limit(limits)
    language.speak(job["language"])
    try:
        result = _done(job, sys.stdin.buffer.read(), limits)
    except IngestError as error:
        result = wire.packed({"refused": str(error)})
    except MemoryError:
        result = wire.packed({"memory": True})
    sys.stdout.buffer.writelines(result)


class _Absent:
    """Makes as if GeoPandas were not there, which pyogrio imports where it can: it is slow to."""

    def find_spec(self, name: str, *_others: object) -> None:
        if name == "geopandas":
            raise ModuleNotFoundError(name)


def _limit(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_mb << 20),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 2 * limits.unpacked_bytes),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_STACK, 8 << 20),
        (resource.RLIMIT_CORE, 0),
    ):
        allowed = resource.getrlimit(kind)[1]
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(kind, (least, least))


def _done(job: dict[str, Any], content: bytes, limits: Limits) -> wire.Message:
    if job["look"]:
        return wire.of_look(layer.look(content, job["name"], limits, job["layer"]))
    mapping = Mapping(**job["mapping"]) if job["mapping"] else None
    return wire.of_layer(layer.read(content, job["name"], mapping, job["layer"], limits, job["today"]))
