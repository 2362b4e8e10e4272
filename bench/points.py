"""From a filter to the pixels of a million rows: the Workbench beside the usual ways, in one run.

``python -m bench.points --help`` tells the options; ``bench/README.md`` what is measured and how.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow
from playwright.sync_api import Browser, Page

from bench import figures
from bench.command import printed
from bench.figures import Promise, Row
from bench.machine import machine
from bench.peers.many import FIRST, made
from bench.readers import Reader, chromium
from bench.servers import OURS, Server, serve

ROWS = 1_000_000
PACKAGES = ("streamlit", "streamlit-folium", "folium", "pydeck", "pyarrow")
PATIENCE_MS = 400_000
GEOJSON_LEAST, DECK_LEAST = 20.0, 1.0
WORDS = ("cargo", "tanker", "fishing", "")
PERIODS = ("2025", "2026", "All")


@dataclass(frozen=True)
class Subject:
    """A page with many rows, and one way to filter them."""

    key: str
    title: str
    event: str
    picture: str
    act: Callable[[Page, int], None]


def _slide(page: Page, number: int) -> None:
    page.get_by_role("slider").press("ArrowLeft" if number % 2 == 0 else "ArrowRight")


def _search(page: Page, number: int) -> None:
    page.get_by_label("Search your rows").press("Enter")
    del number  # the word was typed before


def _period(page: Page, number: int) -> None:
    page.locator(".presets").get_by_role("button", name=PERIODS[number % len(PERIODS)], exact=True).click()


OURS_BY = (
    Subject("period", "ours: 1,000,000 rows, a period", "pointerup", "rows", _period),
    Subject("search", "ours: 1,000,000 rows, a word searched", "keydown", "rows", _search),
)
PEERS = (
    Subject("manygeojson", "st_folium: 50,000 rows in one GeoJson", "keydown", "marks", _slide),
    Subject("manydeck", "st.pydeck_chart: 1,000,000 rows", "keydown", "instances", _slide),
)


@dataclass(frozen=True)
class Step:
    """Resident megabytes of a server after a step."""

    title: str
    memory_mb: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where that cannot be done."""
    asked = _options().parse_args(arguments)

    def measured() -> str:
        with chromium("--enable-unsafe-swiftshader") as browser, _file() as path:
            described = [*machine(PACKAGES), ("Chromium", browser.version)]
            return _report(described, *_measured(browser, path, asked.changes, asked.peers))

    return printed(measured)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.points", description=__doc__)
    parser.add_argument("--changes", type=int, default=12, help="changes of ours of each kind (12)")
    parser.add_argument("--peers", type=int, default=4, help="changes of each peer (4)")
    return parser


@contextmanager
def _file() -> Iterator[Path]:
    """The rows as a CSV that the Workbench is given."""
    rows = made(ROWS)
    days = (FIRST + rows.pop("day").to_numpy().astype("timedelta64[D]")).astype("datetime64[D]")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        arrow.write_csv(pa.table({"date": pa.array(days), **{name: pa.array(rows[name]) for name in rows}}), path)
        yield path


def _measured(browser: Browser, path: Path, changes: int, peers: int) -> tuple[dict[str, Row], list[Step]]:
    rows: dict[str, Row] = {}
    steps: list[Step] = []
    with serve(OURS) as server:
        steps.append(Step("ours: started", server.resident_mb()))
        reader = Reader(browser, PATIENCE_MS)
        _give(reader, server, path)
        steps.append(Step("ours: the file read and drawn", server.resident_mb()))
        for subject in OURS_BY:
            rows[subject.key] = _changes(reader, subject, changes)
        steps.append(Step("ours: after all changes", server.resident_mb()))
        reader.close()
    for subject in PEERS:
        with serve(subject.key) as server:
            reader = Reader(browser, PATIENCE_MS)
            reader.open(server.address, subject.picture)
            steps.append(Step(f"{subject.title}: drawn", server.resident_mb()))
            rows[subject.key] = _changes(reader, subject, peers)
            steps.append(Step(f"{subject.title}: after all changes", server.resident_mb()))
            reader.close()
    return rows, steps


def _give(reader: Reader, server: Server, path: Path) -> None:
    _tell("ours: giving the file")
    reader.page.goto(f"{server.address}/workbench")
    reader.page.locator("input[type=file]").set_input_files(path)
    reader.page.wait_for_function("stopwatch.picture('rows') !== ''", polling=100)
    reader.rest()


def _changes(reader: Reader, subject: Subject, number: int) -> Row:
    """So many changes, after one that meets cold caches."""
    made = []
    for turn in range(-1, number):
        _tell(f"{subject.title}: {max(turn, 0)} of {number}")
        if subject.key == "search":  # typing is not what is measured
            reader.page.get_by_label("Search your rows").fill(WORDS[(turn + 1) % len(WORDS)])
        change = reader.change(partial(subject.act, number=turn + 1), subject.event, subject.picture)
        made += [change] * (turn >= 0)
    return Row(subject.title, [change.time_ms for change in made], [change.received_bytes for change in made])


def promises(rows: dict[str, Row]) -> list[Promise]:
    """What is claimed of the same filter, a period. A search in the words is a filter that the peers don't have."""
    ours = rows[OURS_BY[0].key].median_ms
    times = {subject.key: rows[subject.key].median_ms / ours for subject in PEERS}
    return [
        Promise("times quicker than st_folium with 50,000 rows", times["manygeojson"], GEOJSON_LEAST, at_least=True),
        Promise("times quicker than st.pydeck_chart", times["manydeck"], DECK_LEAST, at_least=True),
    ]


def _report(described: Sequence[tuple[str, str]], rows: dict[str, Row], steps: Sequence[Step]) -> str:
    floor = min(row.median_ms for row in rows.values())
    cells = [
        [
            row.title,
            f"{row.median_ms:.0f}",
            f"{row.p95_ms:.0f}",
            f"{row.median_ms / floor:.1f}",
            f"{np.median(row.received_bytes) / 1000:.0f}",
        ]
        for row in rows.values()
    ]
    return "\n\n".join(
        [
            figures.lines(described),
            figures.table("Filter to pixels", ["median ms", "p95 ms", "× quickest", "kB by WebSocket"], cells),
            figures.table("Memory of the server", ["MB"], [[step.title, f"{step.memory_mb:.0f}"] for step in steps]),
            figures.promised(promises(rows)),
        ]
    )


def _tell(words: str) -> None:
    sys.stderr.write(f"bench: {words}\n")


if __name__ == "__main__":
    sys.exit(main())
