"""A million rows in and out: ours beside the usual way, in one run.

``python -m bench.formats --help`` tells the options; ``bench/README.md`` what is measured and how.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.command import positive, printed
from bench.figures import Promise, lines, promised, table
from bench.machine import machine
from bench.steps import STEPS, Step, Taken, lay_out, measured

SIDES = ("usual", "ours")
PACKAGES = ("geopandas", "pandas", "pyarrow", "pyogrio", "shapely", "orjson")
LEAST = {
    "geojson": ("GeoJSON, first time, times quicker than GeoDataFrame.to_json", 5.0),
    "filter": ("GeoJSON, a later tenth, times quicker than gdf[mask].to_json", 25.0),
    "csv": ("CSV, times quicker than DataFrame.to_csv", 8.0),
}
"""How many times quicker ours is at least, by the step's key."""
INGEST_WORDS, INGEST_MOST = "CSV read whole, × pyarrow's bare read", 4.0


@dataclass(frozen=True)
class Row:
    """What one step took, each side in so many processes."""

    title: str
    usual: Sequence[Taken]
    ours: Sequence[Taken]

    @property
    def times_quicker(self) -> float:
        """How many times longer the usual way takes."""
        return seconds(self.usual) / seconds(self.ours)


def seconds(taken: Sequence[Taken]) -> float:
    """The shortest of the times: whatever disturbs a computation makes it longer."""
    return min(time for each in taken for time in each.times_s)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; 1 where that cannot be done."""
    asked = _options().parse_args(arguments)
    head = [*machine(PACKAGES), ("Rows", f"{asked.rows:,} of 12 columns, seed {asked.seed}")]
    return printed(lambda: report(head, measure(asked)))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.formats", description=__doc__)
    parser.add_argument("--rows", type=positive, default=1_000_000, help="rows of the layer (1,000,000)")
    parser.add_argument("--rounds", type=positive, default=2, help="processes for each side of each step (2)")
    parser.add_argument("--seed", type=int, default=5, help="seed of the rows (5)")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS), help="steps to measure (all)")
    return parser


def measure(asked: argparse.Namespace) -> dict[str, Row]:
    """Each step by its key; the sides take turns, so that what disturbs the machine disturbs both alike."""
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), asked.rows, asked.seed)
        return {key: _row(key, STEPS[key], Path(folder), asked.rounds) for key in asked.only}


def _row(key: str, step: Step, folder: Path, rounds: int) -> Row:
    taken: dict[str, list[Taken]] = {side: [] for side in SIDES}
    for number in range(rounds):
        for side in SIDES[:: -1 if number % 2 else 1]:
            sys.stderr.write(f"bench: {step.title}, {side}: {number + 1} of {rounds}\n")
            taken[side].append(measured(key, side, folder))
    return Row(step.title, taken["usual"], taken["ours"])


def report(head: Sequence[tuple[str, str]], measured_rows: Mapping[str, Row]) -> str:
    """The whole report as text."""
    times = [
        [row.title, f"{1000 * seconds(row.usual):,.0f}", f"{1000 * seconds(row.ours):,.0f}", f"{row.times_quicker:.1f}"]
        for row in measured_rows.values()
    ]
    memory = [[row.title, *_memory_cells(row.usual), *_memory_cells(row.ours)] for row in measured_rows.values()]
    parts = [
        lines(head),
        table("Time", ["usual ms", "ours ms", "times quicker"], times),
        table("Memory, MB", ["usual: before", "at most", "ours: before", "at most"], memory),
        promised(promises(measured_rows)),
    ]
    return "\n\n".join(filter(None, parts))


def _memory_cells(taken: Sequence[Taken]) -> list[str]:
    before_mb = median(each.before_mb for each in taken)
    return [f"{before_mb:,.0f}", f"{max(each.peak_mb for each in taken):,.0f}"]


def promises(measured_rows: Mapping[str, Row]) -> list[Promise]:
    """The promises that the rows can answer."""
    exports = [
        Promise(words, measured_rows[key].times_quicker, bound, at_least=True)
        for key, (words, bound) in LEAST.items()
        if key in measured_rows
    ]
    if "ingest" not in measured_rows:
        return exports
    return [*exports, Promise(INGEST_WORDS, 1 / measured_rows["ingest"].times_quicker, INGEST_MOST)]


if __name__ == "__main__":
    sys.exit(main())
