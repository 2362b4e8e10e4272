"""Axes of days and figures, which several charts share.

Every axis has a domain of its own making: a chart that takes it from rows that have not arrived yet, or of which
there are none, has no length.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from geo import dates, filters, ledger, style
from geo.view import View


def scale(first: date, last: date, clamp: bool = False) -> alt.Scale:
    """A scale from one day to another, in days as ``number`` counts them."""
    return alt.Scale(domain=[number(first), number(last)], nice=False, zero=False, clamp=clamp)


def number(day: date) -> float:
    """Days since 1970 in UTC: charts count days, for Vega's own dates are of the reader's time zone, and it takes the
    two ends of a bar for two scales when they are dates.
    """
    return (pd.Timestamp(day) - EPOCH) / ledger.DAY


def chart(data: pd.DataFrame) -> alt.Chart:
    """A chart of the rows, their moments as days since 1970."""
    moments = data.select_dtypes("datetime")
    return alt.Chart(data.assign(**{str(name): (column - EPOCH) / ledger.DAY for name, column in moments.items()}))


def worded(days: pd.Series) -> list[str]:
    """Days as they read: "2 Sep 2025"."""
    return [dates.day_words(day) for day in days]


def calendar(first: date, last: date, **changes: Any) -> alt.Axis:
    """An axis of days that names months, or days where it is short, or years where it is long."""
    days = (last - first).days
    if days < SHORT:
        marks, form = pd.date_range(first, last, periods=6, inclusive="neither").normalize(), "%-d %b %Y"
    else:
        marks, form = pd.date_range(first, last, freq="MS" if days < LONG else "YS"), "%b %Y" if days < LONG else "%Y"
    values = [number(mark) for mark in marks.unique()]
    label = f"utcFormat(datum.value * 864e5, '{form}')"
    return alt.Axis(values=values, labelExpr=label, grid=False, labelOverlap=True, **changes)


def told(titles: Mapping[str, str]) -> list[alt.Tooltip]:
    """Columns that hold words, as they are told at the pointer under their titles."""
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in titles.items()]


def from_zero(highest: float) -> alt.Scale:
    """A scale of figures from none to the highest."""
    return alt.Scale(domain=[0, highest])


def top(*figures: pd.Series) -> int:
    """The largest figure; 1 where there is none, so that an axis has a length."""
    return max(1, *(0 if column.empty else int(column.max()) for column in figures))


def kinds(shown: View, dark: bool) -> alt.Color:
    """The kinds' own colours."""
    labels = filters.options(shown.dataset.package)["kind"]
    colours = [style.KINDS[kind].dark if dark else style.KINDS[kind].light for kind in labels]
    return alt.Color("label:N", title=None, scale=alt.Scale(domain=list(labels.values()), range=colours), legend=None)


EPOCH = pd.Timestamp(0)
SHORT, LONG = 100, 1500
"""Days below which a time axis names days rather than months, and above which it names years."""
