"""Reading a stranger's CSV of a million rows, against pyarrow's bare read of the same file in the same run.

.venv/bin/python -m bench.ingest [rows]
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from geo import ingest

RUNS = 5
TIMES = 4
"""How many times the bare read it may take."""


def written(rows: int, path: Path) -> None:
    """A CSV with 12 columns: ids, degrees, a day, a moment, names, words, numbers, empty cells."""
    rng = np.random.default_rng(0)
    day = np.datetime64("2024-01-01") + rng.integers(0, 700, rows)
    moment = day.astype("datetime64[s]") + rng.integers(0, 7 * 86_400, rows)
    columns = {
        "id": np.arange(rows),
        "lat": rng.uniform(5, 25, rows).round(5),
        "lon": rng.uniform(-90, -60, rows).round(5),
        "start": day.astype(str),
        "end": moment.astype(str),
        "name": np.char.add("VESSEL ", rng.integers(0, 50_000, rows).astype(str)),
        "flag": np.array(["PA", "LR", "MH", "VE"])[rng.integers(0, 4, rows)],
        "mmsi": rng.integers(200_000_000, 799_999_999, rows),
        "speed": rng.uniform(0, 20, rows).round(1),
        "hours": rng.uniform(0, 200, rows).round(2),
        "kind": np.array(["gap", "loiter"])[rng.integers(0, 2, rows)],
        "note": np.array(["", "dark", "x, y"])[rng.integers(0, 3, rows)],
    }
    csv.write_csv(pa.table({name: pa.array(values) for name, values in columns.items()}), path)


def seconds(work: Callable[[], object]) -> float:
    """The shortest of some runs: what others do on the machine only adds."""
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def main() -> int:
    """Print the ratio; 1 where it is over ``TIMES``."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        written(rows, path)
        bare, own = seconds(lambda: csv.read_csv(path)), seconds(lambda: ingest.read(path))
    print(f"{rows:,} rows: bare read {bare:.2f} s, ingest {own:.2f} s, {own / bare:.1f} times (at most {TIMES})")  # noqa: T201
    return int(own > TIMES * bare)


if __name__ == "__main__":
    sys.exit(main())
