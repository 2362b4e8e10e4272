"""What is done with a million rows, the usual way and ours, each in a process of its own.

``python -m bench.steps KEY SIDE FOLDER`` does one of them with the rows in the folder and prints what it took.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.csv
import pyarrow.feather
from numpy.typing import NDArray

from bench.rows import rows
from geo import ingest
from geo.export.bulk import Writer
from geo.ingest import NO_DAY, Mapping

ROWS, CSV = "rows.arrow", "rows.csv"
Work = Callable[[], object]


@dataclass(frozen=True)
class Taken:
    """What a piece of work took: seconds each time, and resident megabytes (10⁶ bytes) before it and at most."""

    times_s: list[float]
    before_mb: float
    peak_mb: float


@dataclass(frozen=True)
class Step:
    """The same work done the usual way and ours; each is made ready from the folder before the time begins."""

    title: str
    usual: Callable[[Path], Work]
    ours: Callable[[Path], Work]
    times: int = 1
    """How often it is done in one process."""


def lay_out(folder: Path, number: int, seed: int) -> None:
    """Write so many rows into the folder, for the steps."""
    table = rows(number, seed)
    pyarrow.feather.write_feather(table, folder / ROWS)
    pyarrow.csv.write_csv(table, folder / CSV)


def _table(folder: Path) -> pyarrow.Table:
    return pyarrow.feather.read_table(folder / ROWS, memory_map=False)


def _tenth(number: int) -> NDArray[np.bool_]:
    """A mask that lets one row of ten through."""
    chosen: NDArray[np.bool_] = np.random.default_rng(10).random(number) < 0.1
    return chosen


def _frame(folder: Path) -> gpd.GeoDataFrame:
    """The rows as GeoPandas has them."""
    frame = _table(folder).to_pandas()
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs="EPSG:4326")


def _dated_in_words(folder: Path) -> gpd.GeoDataFrame:
    """The same with moments as text: ``to_json`` takes no others."""
    frame = _frame(folder)
    return frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%dT%H:%M:%SZ") for name in ("start", "end")})


def _filtered(folder: Path) -> Work:
    frame = _dated_in_words(folder)
    chosen = _tenth(len(frame))
    return lambda: frame[chosen].to_json()


def _by_geopandas(folder: Path, ending: str, **options: object) -> Work:
    frame = _frame(folder)

    def work() -> None:
        with TemporaryDirectory() as place:
            path = Path(place) / f"rows.{ending}"
            frame.to_parquet(path, **options) if ending == "parquet" else frame.to_file(path, **options)

    return work


def _as_table(folder: Path) -> Work:
    frame: pd.DataFrame = _table(folder).to_pandas()
    return partial(frame.to_csv, index=False)


def _writer(folder: Path) -> Writer:
    """The rows as a layer has them; undated, so that no more than their own columns are written."""
    table = _table(folder)
    layer = SimpleNamespace(name="Rows", table=table, shapes=None, mapping=Mapping(lon="lon", lat="lat"))
    layer.row = np.arange(len(table), dtype="int64") + 2
    layer.lon, layer.lat = (table[name].to_numpy() for name in ("lon", "lat"))
    layer.first = layer.last = np.full(len(table), NO_DAY, dtype="int32")
    return Writer(layer)


def _joined(folder: Path) -> Work:
    writer = _writer(folder)
    chosen = _tenth(writer.geojson().count(b"\n") - 2)
    return lambda: writer.geojson(chosen)


def _bare(folder: Path) -> Work:
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    return partial(pyarrow.csv.read_csv, folder / CSV, parse_options=parse)


def _ingested(folder: Path) -> Work:
    return partial(ingest.read, folder / CSV)


BOXES = {"write_covering_bbox": True, "schema_version": "1.1.0", "compression": "zstd"}
STEPS = {
    "geojson": Step(
        "GeoJSON, all rows, first time", lambda f: _dated_in_words(f).to_json, lambda f: _writer(f).geojson
    ),
    "filter": Step("GeoJSON, 10 % of the rows, later", _filtered, _joined, times=5),
    "csv": Step("CSV", _as_table, lambda f: _writer(f).csv, times=2),
    "gpkg": Step("GeoPackage", partial(_by_geopandas, ending="gpkg"), lambda f: _writer(f).geopackage),
    "parquet": Step("GeoParquet", partial(_by_geopandas, ending="parquet", **BOXES), lambda f: _writer(f).geoparquet),
    "fgb": Step("FlatGeobuf", partial(_by_geopandas, ending="fgb"), lambda f: _writer(f).flatgeobuf),
    "ingest": Step("CSV read (usual: bare)", _bare, _ingested),
}


def measured(key: str, side: str, folder: Path) -> Taken:
    """The step's usual or our way (``usual``, ``ours``) in a process of its own; RuntimeError where it fails."""
    command = [sys.executable, "-m", "bench.steps", key, side, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{key}, {side}: {done.stderr}")
    return Taken(**json.loads(done.stdout))


def take(step: Step, side: str, folder: Path) -> Taken:
    """Do it here."""
    work: Work = getattr(step, side)(folder)
    before_mb, times_s = _resident_mb(), []
    _forget_peak()
    for _ in range(step.times):
        begin = time.perf_counter()
        work()
        times_s.append(time.perf_counter() - begin)
    return Taken(times_s, before_mb, _peak_mb())


STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _resident_mb() -> float:
    return _told_mb("VmRSS") if STATUS.exists() else _peak_mb()


def _peak_mb() -> float:
    return _told_mb("VmHWM") if STATUS.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _told_mb(name: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024 / 1e6


def _forget_peak() -> None:
    """Let the peak be that of what follows, where the system can (proc(5)); elsewhere making ready counts too."""
    if CLEAR.exists():
        CLEAR.write_text("5")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(take(STEPS[sys.argv[1]], sys.argv[2], Path(sys.argv[3])))))
