"""How far a long piece of work is, told to whoever waits for it, who may also stop it.

Work says ``step(0.4, _("Drawing the map"))`` as it goes; whoever started it hears that through ``heard``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Hear = Callable[[float, str], None]
"""Called with the share done, 0 to 1, and what is under way. What it raises ends the work."""


class Stopped(Exception):  # noqa: N818 (no error: the reader wished it)
    """Raised from a step of work that nobody waits for any more."""


def _nobody(_share: float, _words: str) -> None:
    pass


_hear: ContextVar[Hear] = ContextVar("hear", default=_nobody)


def step(share: float, words: str) -> None:
    """Say that this share (0 to 1) of the work is done, and what comes now."""
    _hear.get()(share, words)


@contextmanager
def heard(hear: Hear) -> Iterator[None]:
    """Call ``hear`` at each step of the work done meanwhile."""
    token = _hear.set(hear)
    try:
        yield
    finally:
        _hear.reset(token)


@contextmanager
def part(begin: float, end: float) -> Iterator[None]:
    """The steps of the work done meanwhile are those from ``begin`` to ``end`` of a larger one."""
    outer = _hear.get()
    with heard(lambda share, words: outer(begin + (end - begin) * share, words)):
        yield
