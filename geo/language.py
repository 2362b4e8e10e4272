"""The language in which a reader is told things: English as it stands in the code, or a translation of it.

Words that the code holds pass through ``_`` or ``ngettext`` where they are used; ``N_`` marks those that stand in a
constant. Records' own words are never translated.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = MappingProxyType({ENGLISH: "English", "es": "Español"})
"""Languages by their code (ISO 639-1), each under its own name."""

LOCALE = Path(__file__).parent / "locale"
"""Folder of the translations, one ``<code>.po`` for each language but English."""

SCRIPT = Path(__file__).parent / "maps" / "words.js"
"""What our browser scripts tell their words by; it goes before them."""

_current: ContextVar[str] = ContextVar("language", default=ENGLISH)


def current() -> str:
    """Code of the language spoken now, in this thread."""
    return _current.get()


def speak(code: str) -> None:
    """Speak this language from now on, in this thread; English for a code that ``LANGUAGES`` does not know."""
    _current.set(code if code in LANGUAGES else ENGLISH)


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Speak this language for a while."""
    before = current()
    speak(code)
    try:
        yield
    finally:
        speak(before)


def _(message: str) -> str:
    """The message in the language spoken now."""
    return _catalogue(current()).gettext(message) if message else message


def ngettext(one: str, many: str, count: int, figure: str = "") -> str:
    """The message that fits the count, in the language spoken now, with ``{n}`` filled in: by the count, or by a figure
    that ends with it, such as "3–24".
    """
    return str(_catalogue(current()).ngettext(one, many, count)).format(n=figure or number(count))


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """The message as it is, marked as one to be translated where it is used."""
    return message


def number(value: float) -> str:
    """A number as the language spoken now writes it: "1,234.5" or "1.234,5"."""
    return str(format_decimal(value, locale=current()))


def words_of(*scripts: Path) -> dict[str, str | list[str]]:
    """What the messages of our browser scripts are in the language spoken now: text, or its two forms by count.

    Empty in English, which the scripts hold themselves.
    """
    catalogue = _catalogue(current())
    told: dict[str, str | list[str]] = {}
    for message in _messages_of(scripts) if current() != ENGLISH else ():
        if isinstance(message, tuple):
            one, many = message
            told[one] = [str(catalogue.ngettext(one, many, count)) for count in (1, 2)]
        else:
            told[message] = catalogue.gettext(message)
    return told


SCRIPT_KEYWORDS: Mapping[str, tuple[int, ...] | None] = MappingProxyType(
    {"maritime.say": None, "maritime.count": (2, 3)}
)
"""Functions of our browser scripts that take messages, and in which places."""


@cache
def _messages_of(scripts: tuple[Path, ...]) -> tuple[str | tuple[str, ...], ...]:
    from babel.messages.extract import extract_from_file  # slow to import, and English needs none

    return tuple(
        message
        for script in scripts
        for _line, message, _comments, _context in extract_from_file("javascript", script, keywords=SCRIPT_KEYWORDS)
    )


@cache
def _catalogue(code: str) -> Translations:
    """Translations compiled from the text in which they are kept, so that nothing has to be built beforehand."""
    compiled = BytesIO()
    if code != ENGLISH:
        with (LOCALE / f"{code}.po").open("rb") as kept:
            write_mo(compiled, read_po(kept, locale=code))
        compiled.seek(0)
        return Translations(compiled)
    return Translations()
