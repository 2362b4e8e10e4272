"""Files that take a while to make: a few at a time, each once, the latest kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from geo.delivery import File
from geo.errors import BusyError
from geo.language import _


class Builds:
    """Makes files for many readers at once without letting them take the whole machine.

    Who asks for a file that is being made waits for it. Beyond ``at_once`` files readers wait for their turn; beyond
    ``waiting`` readers, or after ``patience_s`` seconds, BusyError tells them to come back.
    """

    def __init__(
        self, at_once: int = 2, waiting: int = 8, patience_s: float = 20.0, kept_bytes: int = 64_000_000
    ) -> None:
        self.patience_s = patience_s
        self.kept_bytes = kept_bytes
        self._places = threading.BoundedSemaphore(at_once)
        self._chairs = threading.BoundedSemaphore(waiting)
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, File] = OrderedDict()
        self._under_way: dict[str, Future[File]] = {}

    def get(self, tag: str, make: Callable[[], File]) -> File:
        """The file of this tag, kept from before or made now."""
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return self._kept[tag]
            other = self._under_way.get(tag)
            own = self._under_way.setdefault(tag, Future())
        return self._made(tag, own, make) if other is None else self._awaited(other)

    def _made(self, tag: str, own: "Future[File]", make: Callable[[], File]) -> File:
        try:
            with self._place():
                file = make()
        except BaseException as error:
            self._forget(tag)
            own.set_exception(error)
            raise
        self._keep(tag, file)
        own.set_result(file)
        return file

    def _awaited(self, other: "Future[File]") -> File:
        with self._chair():
            try:
                return other.result(timeout=self.patience_s)
            except TimeoutError:
                raise _busy() from None

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            with self._chair():
                if not self._places.acquire(timeout=self.patience_s):
                    raise _busy()
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def _chair(self) -> Iterator[None]:
        if not self._chairs.acquire(blocking=False):
            raise _busy()
        try:
            yield
        finally:
            self._chairs.release()

    def _forget(self, tag: str) -> None:
        with self._lock:
            del self._under_way[tag]

    def _keep(self, tag: str, file: File) -> None:
        with self._lock:
            del self._under_way[tag]
            self._kept[tag] = file
            while sum(kept.size_bytes for kept in self._kept.values()) > self.kept_bytes:
                self._kept.popitem(last=False)


def _busy() -> BusyError:
    return BusyError(_("Too many files are being made at once; ask again in a few seconds."))
