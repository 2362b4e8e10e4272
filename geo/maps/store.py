"""What a reader brought, kept in memory for as long as the reader's page is open, and for nobody else.

A shelf belongs to one session. Its key is never part of an address: a browser sends it in a header, so that an
address in a log or a history opens nothing. The shelves are in memory alone. All formats but CSV are on the disk while
they are read (``geo.ingest.apart``), GeoPackage and FlatGeobuf while they are written (``geo.export.files``): in a
private folder that is removed at once.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any

from geo.errors import StoreError
from geo.language import _

MOST_BYTES = 4_000_000_000
"""Of all sessions together."""
GRACE_S = 120.0
"""Seconds for which a shelf outlives its session's last sign of life, as long as Streamlit waits for a reader who lost
the network."""
SWEEP_S = 15.0


@dataclass
class Shelf:
    """What one session keeps, by name, and the bytes that each thing takes."""

    alive: Callable[[], bool]
    seen_s: float
    things: dict[str, tuple[Any, int]] = field(default_factory=dict)

    @property
    def size_bytes(self) -> int:
        """Of all that lies on it."""
        return sum(size for _thing, size in list(self.things.values()))


class Store:
    """Shelves by their keys; those whose session has ended are cleared by a thread that runs while there are any."""

    def __init__(
        self,
        most_bytes: int = MOST_BYTES,
        grace_s: float = GRACE_S,
        sweep_s: float = SWEEP_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most_bytes, self._grace_s, self._sweep_s, self._now = most_bytes, grace_s, sweep_s, now
        self._shelves: dict[str, Shelf] = {}
        self._lock = Lock()
        self._sweeper: Thread | None = None

    def open(self, alive: Callable[[], bool]) -> str:
        """A key to a new shelf, kept while ``alive`` says that its session is there."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._shelves[key] = Shelf(alive, self._now())
            if self._sweeper is None or not self._sweeper.is_alive():
                self._sweeper = Thread(target=self._sweeping, name="store", daemon=True)
                self._sweeper.start()
        return key

    def keep(
        self, key: str, name: str, thing: Any, size_bytes: int, most: int = 1, instead_of_all: bool = False
    ) -> None:
        """Lay a thing on the shelf under this name (``kind-digest``); of its kind the newest ``most`` stay, of all else
        nothing where it comes ``instead_of_all``.

        Raises StoreError where the shelf is gone, or where all shelves together would hold more than they may; what
        lies on the shelf then stays.
        """
        with self._lock:
            if key not in self._shelves:
                raise StoreError(_("What this page held has been cleared away; load the page anew and give the file."))
            things = self._shelves[key].things
            kind = name.partition("-")[0]
            alike = [other for other in things if other.partition("-")[0] == kind and other != name]
            going = alike[: max(0, len(alike) + 1 - most)] + ([name] if name in things else [])
            going = list(things) if instead_of_all else going
            freed_bytes = sum(things[old][1] for old in going)
            held_bytes = sum(shelf.size_bytes for shelf in self._shelves.values())
            if held_bytes - freed_bytes + size_bytes > self._most_bytes:
                raise StoreError(_("The server holds as many files as it can; try again later, or give a part of it."))
            for old in going:
                del things[old]
            things[name] = (thing, size_bytes)

    def get(self, key: str, name: str) -> Any | None:
        """What lies under this name; None where nothing does, or the key opens nothing."""
        shelf = self._shelves.get(key)
        return shelf.things.get(name, (None, 0))[0] if shelf else None

    def has(self, key: str) -> bool:
        """Whether the key opens a shelf."""
        return key in self._shelves

    def clear(self, key: str) -> None:
        """Take everything from the shelf; it stays open."""
        with self._lock:
            if key in self._shelves:
                self._shelves[key].things.clear()

    @property
    def size_bytes(self) -> int:
        """Of all shelves."""
        with self._lock:
            return sum(shelf.size_bytes for shelf in self._shelves.values())

    def sweep(self) -> None:
        """Clear the shelves whose session has given no sign of life for ``grace_s``."""
        with self._lock:
            for key, shelf in list(self._shelves.items()):
                if shelf.alive():
                    shelf.seen_s = self._now()
                elif self._now() - shelf.seen_s > self._grace_s:
                    del self._shelves[key]

    def _sweeping(self) -> None:
        while self._shelves:
            time.sleep(self._sweep_s)
            self.sweep()
