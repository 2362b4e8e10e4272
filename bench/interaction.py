"""From a reader's hand to the pixels: ours beside an empty page and beside the usual way, in one run.

``python -m bench.interaction --help`` tells the options; ``bench/README.md`` what is measured and how.
"""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TypeVar

from playwright.sync_api import Browser

from bench import figures
from bench.command import positive, printed
from bench.figures import Memory, Results, Row
from bench.machine import machine
from bench.readers import Change, Reader, chromium
from bench.servers import Server, serve
from bench.subjects import FIRST, MEMORY, SUBJECTS, Subject

PACKAGES = ("streamlit", "streamlit-folium", "folium", "geopandas")
PARTS = ("changes", "first", "memory")
Turn = TypeVar("Turn")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; 1 where that cannot be done."""
    asked = _options().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped from outside, no server is left behind

    def measured() -> str:
        with chromium() as browser:
            return figures.report([*machine(PACKAGES), ("Chromium", browser.version)], measure(browser, asked))

    return printed(measured)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.interaction", description=__doc__)
    parser.add_argument("--changes", type=positive, default=30, help="changes of each page (30)")
    parser.add_argument("--rounds", type=positive, default=10, help="first visits of each page (10)")
    parser.add_argument("--sessions", type=positive, default=30, help="readers at once, for the memory (30)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="parts to measure (all)")
    return parser


def measure(browser: Browser, asked: argparse.Namespace) -> Results:
    """Memory first, while the servers are fresh; then first maps, then changes. No server outlives its part."""
    memory = [_memory(*subject, asked.sessions) for subject in MEMORY] if "memory" in asked.only else []
    first = _first(browser, asked.rounds) if "first" in asked.only else {}
    changes = _changes(browser, asked.changes) if "changes" in asked.only else {}
    return Results(changes, first, memory, asked.sessions)


def _memory(name: str, title: str, sessions: int) -> Memory:
    _tell(f"memory: {title}")
    with serve(name) as server:
        with server.sessions(1):
            pass
        idle_mb = server.resident_mb()
        with server.sessions(sessions):
            return Memory(title, idle_mb, server.resident_mb())


def _first(browser: Browser, rounds: int) -> dict[str, Row]:
    """Each page opened by a new reader, turn by turn; a visit before the first turn warms the servers."""
    times: dict[str, list[float]] = {name: [] for name, *_ in FIRST}
    with _servers(dict.fromkeys(times)) as servers:
        for turn in range(-1, rounds):
            _tell(f"first maps: {max(turn, 0)} of {rounds}")
            for name, _, picture in _turned(FIRST, turn):
                time_ms = _visit(browser, servers[name].address, picture)
                if turn >= 0:
                    times[name].append(time_ms)
    return {name: Row(title, times[name], []) for name, title, _ in FIRST}


def _visit(browser: Browser, address: str, picture: str) -> float:
    reader = Reader(browser)
    try:
        time_ms = reader.open(address, picture)
        reader.rest()
    finally:
        reader.close()
    return time_ms


def _changes(browser: Browser, number: int) -> dict[str, Row]:
    """Each page changed turn by turn, so that what disturbs the machine disturbs all alike."""
    made: dict[str, list[Change]] = {subject.key: [] for subject in SUBJECTS}
    with _servers(dict.fromkeys(subject.server for subject in SUBJECTS)) as servers:
        readers = {subject.key: _opened(browser, subject, servers[subject.server]) for subject in SUBJECTS}
        for turn in range(-1, number):
            _tell(f"changes: {max(turn, 0)} of {number}")
            for subject in _turned(SUBJECTS, turn):
                act = partial(subject.act, number=turn + 1)
                change = readers[subject.key].change(act, subject.event, subject.picture)
                if turn >= 0:  # the first change of a page meets cold caches
                    made[subject.key].append(change)
        for reader in readers.values():
            reader.close()
    return {subject.key: _row(subject.title, made[subject.key]) for subject in SUBJECTS}


def _opened(browser: Browser, subject: Subject, server: Server) -> Reader:
    reader = Reader(browser)
    reader.open(server.address, subject.picture)
    reader.rest()
    return reader


def _row(title: str, made: Sequence[Change]) -> Row:
    return Row(title, [change.time_ms for change in made], [change.received_bytes for change in made])


def _turned(subjects: Sequence[Turn], turn: int) -> Sequence[Turn]:
    """The same in an order that begins one further at each turn."""
    at = turn % len(subjects)
    return [*subjects[at:], *subjects[:at]]


@contextmanager
def _servers(names: dict[str, None]) -> Iterator[dict[str, Server]]:
    with ExitStack() as running:
        yield {name: running.enter_context(serve(name)) for name in names}


def _tell(words: str) -> None:
    """Say on the error stream how far it is; the report alone goes to the output."""
    sys.stderr.write(f"bench: {words}\n")


if __name__ == "__main__":
    sys.exit(main())
