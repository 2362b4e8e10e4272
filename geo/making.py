"""Long work in a thread of its own, which says how far it is and can be stopped."""

from collections.abc import Callable
from contextvars import copy_context
from threading import Event, Thread

from geo import progress
from geo.progress import Stopped


class Making:
    """One piece of work, under way from the moment that it is made, in the language spoken then."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        self.share, self.words = 0.0, ""
        """How much of it is done, 0 to 1, and what is under way."""
        self._content: bytes | None = None
        self._error: Exception | None = None
        self._stop = Event()
        self._thread = Thread(target=copy_context().run, args=(self._run, work), name="making", daemon=True)
        self._thread.start()

    @property
    def is_under_way(self) -> bool:
        """Whether it is neither done nor stopped."""
        return self._thread.is_alive() and not self._stop.is_set()

    def stop(self) -> None:
        """End the work at its next step; nothing comes of it."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the thread has ended, at most so long."""
        self._thread.join(seconds)

    def content(self) -> bytes | None:
        """What came of it; None while it is under way and where it was stopped. Raises what the work raised."""
        if self._error:
            raise self._error
        return None if self._stop.is_set() else self._content

    def _run(self, work: Callable[[], bytes]) -> None:
        try:
            with progress.heard(self._hear):
                self._content = work()
        except Stopped:
            self._stop.set()
        except Exception as error:
            self._error = error

    def _hear(self, share: float, words: str) -> None:
        if self._stop.is_set():
            raise Stopped
        self.share, self.words = share, words
