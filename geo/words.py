"""How records and figures read, in neutral words and with their bounds, in the language spoken now."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd
from babel.numbers import format_decimal

from geo import dates, language
from geo.language import _, ngettext


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun, "1 strike", "40 strikes": in English, for the command line."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def bare(value: float) -> str:
    """A measure as short as it can be, without groups of digits: "24", "1234.5", "1234,5"."""
    return str(format_decimal(float(f"{value:g}"), "0.######", locale=language.current()))


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Parts of a sentence as a list: "a", "a and b", "a, b and c"; with ``last`` as "or", "a, b or c"."""
    if len(parts) < 2:
        return "".join(parts)
    link = _("or") if last == "or" else _("and")
    return f"{', '.join(parts[:-1])} {_before(link, parts[-1])} {parts[-1]}"


_EUPHONIC: Mapping[tuple[str, str], tuple[str, str]] = {
    ("es", "y"): ("e", r"(?i)h?[ií](?![aeoáéó])"),
    ("es", "o"): ("u", r"(?i)h?[oó]|8|11\b"),
}
"""Links that change their sound before some words: "Colombia u Honduras", "Irlanda e Islandia"."""


def _before(link: str, word: str) -> str:
    other, sound = _EUPHONIC.get((language.current(), link), (link, ""))
    return other if sound and re.match(sound, word) else link


def contracted(sentence: str) -> str:
    """A sentence put together from parts, with what its language draws together: "del Reino Unido"."""
    if language.current() != "es":
        return sentence
    return re.sub(r"\b(de|a) el (?=[A-ZÁÉÍÓÚ])", lambda found: f"{'del' if found[1] == 'de' else 'al'} ", sentence)


def own_language() -> str:
    """That the data's own texts are not translated; empty in English, in which most of them are."""
    if language.current() == language.ENGLISH:
        return ""
    return _("The texts of records, claims and sources stay in their own language.")


def span(low: int, high: int) -> str:
    """Two bounds as they read: "61–70", or "3" where they meet."""
    return _digits(low) if low == high else f"{_digits(low)}–{_digits(high)}"


def _digits(value: int) -> str:
    return _digits_in(int(value), language.current())


@lru_cache(maxsize=4096)
def _digits_in(value: int, code: str) -> str:
    return str(format_decimal(value, locale=code))


def killed(low: int | None, high: int | None) -> str:
    """People killed: "3 killed", "2–3 killed", "at least 1 killed", "killed not stated"."""
    if low is None and high is None:
        return _("killed not stated")
    if high is None:
        return ngettext("at least {n} killed", "at least {n} killed", low or 0)
    if low is None:
        return ngettext("at most {n} killed", "at most {n} killed", high)
    if low == high:
        return ngettext("{n} killed", "{n} killed", low)
    return _("{figure} killed").format(figure=span(low, high))


def bounds(low: int | None, high: int | None) -> str:
    """A figure without its noun: "3", "2–3", "at least 1", "at most 3", "not stated"."""
    if low is None and high is None:
        return _("not stated")
    if high is None:
        return _("at least {n}").format(n=_digits(low or 0))
    return _("at most {n}").format(n=_digits(high)) if low is None else span(low, high)


def figure(low: int | None, high: int | None) -> str:
    """People killed as a bare figure: "3", "2–3", "≥ 1", or nothing where nothing was stated."""
    least, most = (None if pd.isna(bound) else int(bound) for bound in (low, high))
    if most is None:
        return f"≥ {_digits(least)}" if least else ""
    return f"≤ {_digits(most)}" if least is None else span(least, most)


def titles(records: pd.DataFrame, events: Mapping[str, str]) -> pd.Series:
    """What each record is called: its day, and the vessel, site or event; index of ``records``.

    ``events`` are what the events are called, as the schema has them in the language spoken now.
    """
    columns = (records[name] for name in ("occurred", "occurred_precision", "kind", "name", "event"))
    return pd.Series(
        [
            f"{dates.words(occurred, precision)} · {_subject(kind, name, events[event])}"
            for occurred, precision, kind, name, event in zip(*columns, strict=True)
        ],
        index=records.index,
        dtype="object",
    )


def _subject(kind: str, name: str | None, event: str) -> str:
    if not name:
        return event
    return f"{name}: {event[0].lower()}{event[1:]}" if kind == "interdiction" else name
