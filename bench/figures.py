"""The bench's figures, and the report that it prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median

MEDIAN_MOST, P95_MOST, USUAL_LEAST, FIRST_MOST, KILOBYTES_MOST = 1.5, 2.0, 3.0, 1.5, 60


@dataclass(frozen=True)
class Row:
    """What was measured of one change: milliseconds and bytes, one of each for every time that it was made."""

    title: str
    times_ms: Sequence[float]
    received_bytes: Sequence[int]

    @property
    def median_ms(self) -> float:
        """Half of the times are no longer."""
        return median(self.times_ms)

    @property
    def p95_ms(self) -> float:
        """Nineteen of twenty times are no longer."""
        return p95(self.times_ms)


@dataclass(frozen=True)
class Memory:
    """Resident megabytes of a server that has shown its page, and the same with sessions open."""

    title: str
    idle_mb: float
    open_mb: float


@dataclass(frozen=True)
class Results:
    """All that one run measured; what it was not asked for is empty. Changes and first maps are by their keys."""

    changes: Mapping[str, Row] = field(default_factory=dict)
    first: Mapping[str, Row] = field(default_factory=dict)
    memory: Sequence[Memory] = ()
    sessions: int = 0


@dataclass(frozen=True)
class Promise:
    """One promise: its words, what was measured, and the bound."""

    words: str
    measured: float
    bound: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether what was measured keeps to the bound."""
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound


def p95(values: Sequence[float]) -> float:
    """The smallest of the values that 95 % of them do not exceed (nearest rank)."""
    return sorted(values)[ceil(0.95 * len(values)) - 1]


def promises(results: Results) -> list[Promise]:
    """The promises that the results can answer; of ours the worse of filter and period counts."""
    return [*_of_changes(results.changes), *_of_first_maps(results.first)]


def _of_changes(changes: Mapping[str, Row]) -> list[Promise]:
    if not changes:
        return []
    floor, markers = changes["a"], changes["c"]
    ours = [row for key, row in changes.items() if key.startswith("b")]
    middle, tail = max(row.median_ms for row in ours), max(row.p95_ms for row in ours)
    most = max(size for row in ours for size in row.received_bytes) / 1000
    return [
        Promise("change to pixels, median, × the floor", middle / floor.median_ms, MEDIAN_MOST),
        Promise("change to pixels, p95, × the floor", tail / floor.p95_ms, P95_MOST),
        Promise("times quicker than a marker for each record", markers.median_ms / middle, USUAL_LEAST, at_least=True),
        Promise("most that a change sends, kB", most, KILOBYTES_MOST),
    ]


def _of_first_maps(first: Mapping[str, Row]) -> list[Promise]:
    if not first:
        return []
    return [
        Promise("first map, median, × hello, world", first["ours"].median_ms / first["hello"].median_ms, FIRST_MOST)
    ]


def report(machine: Sequence[tuple[str, str]], results: Results) -> str:
    """The whole report as text."""
    parts = [
        lines(machine),
        table("Change to pixels", ["median ms", "p95 ms", "× floor", "kB sent"], _change_cells(results.changes)),
        table("First map, cold cache", ["median ms", "p95 ms", "× hello"], _first_cells(results.first)),
        table(
            "Memory of the server, MB",
            ["no session", f"{results.sessions} sessions", "each"],
            _memory_cells(results.memory, results.sessions),
        ),
        promised(promises(results)),
    ]
    return "\n\n".join(filter(None, parts))


def lines(pairs: Sequence[tuple[str, str]]) -> str:
    """Names and their values, one a line."""
    width = max(len(name) for name, _ in pairs)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in pairs)


def _change_cells(changes: Mapping[str, Row]) -> list[list[str]]:
    floor = changes["a"].median_ms if changes else 0
    return [
        [
            f"({key[0]}) {row.title}",
            f"{row.median_ms:.0f}",
            f"{row.p95_ms:.0f}",
            f"{row.median_ms / floor:.2f}",
            f"{median(row.received_bytes) / 1000:.1f}",
        ]
        for key, row in changes.items()
    ]


def _first_cells(first: Mapping[str, Row]) -> list[list[str]]:
    hello = first["hello"].median_ms if first else 0
    return [
        [row.title, f"{row.median_ms:.0f}", f"{row.p95_ms:.0f}", f"{row.median_ms / hello:.2f}"]
        for row in first.values()
    ]


def _memory_cells(memory: Sequence[Memory], sessions: int) -> list[list[str]]:
    return [
        [row.title, f"{row.idle_mb:.0f}", f"{row.open_mb:.0f}", f"{(row.open_mb - row.idle_mb) / sessions:.2f}"]
        for row in memory
    ]


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows whose first cell is words and whose others are figures; "" where there are none."""
    if not rows:
        return ""
    cells = [[title, *columns], *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    told = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in cells]
    return "\n".join([told[0], "-" * len(told[0]), *told[1:]])


def promised(given: Sequence[Promise]) -> str:
    """What was promised, as a table; "" where nothing was."""
    rows = [
        [
            each.words,
            f"{each.measured:.2f}",
            f"{'≥' if each.at_least else '≤'} {each.bound:g}",
            "yes" if each.holds else "NO",
        ]
        for each in given
    ]
    return table("Promises", ["measured", "bound", "holds"], rows)
