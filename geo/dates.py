"""Partial dates: which days they allow, how they read, and what was known on a day. All days are UTC."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd
from babel.dates import format_date, format_skeleton

from geo import language
from geo.language import _


@dataclass(frozen=True)
class Span:
    """First and last day that a partial date allows, both included; NaT where there is no bound."""

    earliest: pd.Timestamp
    latest: pd.Timestamp


def span(text: str | None) -> Span:
    """The days that one partial date allows: "2025-12" is 1 to 31 December 2025."""
    row = spans(pd.Series([text], dtype="object")).iloc[0]
    return Span(row["earliest"], row["latest"])


def spans(text: pd.Series, earliest: pd.Series | None = None, latest: pd.Series | None = None) -> pd.DataFrame:
    """The days that partial dates allow.

    Parameters
    ----------
    text : year, year-month, year-month-day, or a moment that begins with a day; None where nothing is known.
    earliest, latest : days that bound the date otherwise; they go before what the text allows.

    Returns
    -------
    Columns ``earliest`` and ``latest`` (datetime64), same index. NaT on a side without a bound; text that is no
    date has none.
    """
    given = text.astype("object").where(text.notna(), "").astype(str).str[:10]
    first = pd.to_datetime(given + _rest(given), format="%Y-%m-%d", errors="coerce")
    last = first.copy()
    months = given.str.len() == 7
    years = given.str.len() == 4
    last[months] = first[months] + pd.offsets.MonthEnd(0)
    last[years] = first[years] + pd.offsets.YearEnd(0)
    if earliest is not None:
        first = earliest.astype(first.dtype).fillna(first)
    if latest is not None:
        last = latest.astype(last.dtype).fillna(last)
    return pd.DataFrame({"earliest": first, "latest": last}, index=text.index)


def _rest(text: pd.Series) -> pd.Series:
    """What completes a partial date to its first day."""
    return text.str.len().map({4: "-01-01", 7: "-01"}).fillna("")


def touches(days: pd.DataFrame, start: date | None, end: date | None) -> pd.Series:
    """Whether any day of each span lies within the period, both ends included.

    A side without a bound reaches without end, so a record of which no date is known touches every period:
    nothing excludes it.
    """
    inside = pd.Series(True, index=days.index)
    if start is not None:
        inside &= ~(days["latest"] < pd.Timestamp(start))
    if end is not None:
        inside &= ~(days["earliest"] > pd.Timestamp(end))
    return inside


def in_force(zones: pd.DataFrame) -> pd.DataFrame:
    """The days on which zones may have been in force, as spans: from ``valid_from``, or where that is not known from
    ``occurred``, to ``valid_to``.
    """
    begun = spans(zones["valid_from"].fillna(zones["occurred"]))["earliest"]
    return pd.DataFrame({"earliest": begun, "latest": spans(zones["valid_to"])["latest"]})


def within(days: pd.DataFrame, start: date | None, end: date | None) -> pd.Series:
    """Whether every day of each span lies within the period, both ends included.

    A span without a bound on a side lies within no period that is bounded there.
    """
    inside = pd.Series(True, index=days.index)
    if start is not None:
        inside &= days["earliest"] >= pd.Timestamp(start)
    if end is not None:
        inside &= days["latest"] <= pd.Timestamp(end)
    return inside


HEDGE = pd.Timedelta(days=3)
"""How far off a day may be that is said to be about a date, or is that of the report; our reading, no source's."""


def hedged(days: pd.DataFrame, precision: pd.Series) -> pd.DataFrame:
    """Spans with ``HEDGE`` on both sides of a day that is hedged ("approx", "reported") and has no bounds of its own.

    ``days`` has columns ``earliest`` and ``latest``; ``precision`` is on the same index.
    """
    vague = precision.isin(["approx", "reported"]) & (days["earliest"] == days["latest"])
    around = pd.DataFrame({"earliest": days["earliest"] - HEDGE, "latest": days["latest"] + HEDGE})
    return days.mask(vague, around)


def as_known_on(revisions: pd.DataFrame, day: date | None) -> pd.DataFrame:
    """Each record's last revision that was public on ``day``; its last of all where ``day`` is None.

    Parameters
    ----------
    revisions : columns ``id``, ``revision``, ``known_from``; one row a revision, sorted by id and revision.
    day : included. A revision that was never dated counts as public on no day.

    Returns
    -------
    The chosen rows, at most one an id, in their order.
    """
    if day is not None:
        revisions = revisions[revisions["known_from"] <= pd.Timestamp(day)]
    return revisions.drop_duplicates("id", keep="last")


def public_by(printed: str | None, day: date) -> bool:
    """Whether what was printed in a year, in a month or on a day surely was public on ``day``; without a date it is."""
    text = printed or ""
    return text[:10] + {4: "-12-31", 7: "-31"}.get(len(text), "") <= day.isoformat()


def words(text: str | None, precision: str = "day") -> str:
    """A partial date as it reads: "2 Sep 2025", "about 24 Oct 2025", "December 2025", "date not known"."""
    return _words_in(text or "", precision, language.current())


@lru_cache(maxsize=8192)
def _words_in(text: str, precision: str, code: str) -> str:
    """``code`` is that of the language spoken now: words are kept for each."""
    if not text:
        return _("date not known")
    if len(text) == 4:
        return text
    if len(text) == 7:
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=code))
    day = str(format_date(date.fromisoformat(text[:10]), "d MMM y", locale=code))
    hedges = {"approx": _("about {day}"), "reported": _("reported {day}")}
    return hedges.get(precision, "{day}").format(day=day)


def day_words(day: date) -> str:
    """A day as it reads: "2 Sep 2025"."""
    return words(day.isoformat()[:10])


def phrase(text: str) -> str:
    """A year, a month or a day as it reads in a sentence, behind "from", "to" or "on"; not every language writes
    it as ``words`` does: "el 2 sept 2025", but "diciembre de 2025".
    """
    return _("{day}").format(day=words(text)) if len(text) >= 10 else words(text)
