"""Parts of Vega-Lite charts that several of them share: rows, axes of days and of figures, colours of the kinds.

Charts are plain dictionaries, made in a millisecond. Every axis has a domain and labels of its own making: a chart that
takes its domain from rows that have not arrived yet, or of which there are none, has no length, and Vega's own labels
know neither the reader's language nor that half a record is none.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
from babel.dates import format_date

from geo import dates, filters, language, ledger, style
from geo.view import View

Spec = dict[str, Any]
"""A chart, or a part of one, as Vega-Lite has it."""


def rows(data: pd.DataFrame | Mapping[str, list[Any]]) -> Spec:
    """The rows of a frame, or of columns in plain lists, as a chart's data; a frame's moments as days since 1970.

    They travel by columns, which is a third of the bytes, and are parted into rows in the browser. They stand in a
    layer, never at the top of a chart, for from there Streamlit would send them as Arrow.
    """
    columns = {str(name): column if isinstance(column, list) else _plain(column) for name, column in data.items()}
    return {"data": {"values": [columns]}, "transform": [{"flatten": list(columns)}]}


def _plain(column: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        column = (column - EPOCH) / ledger.DAY
    if pd.api.types.is_float_dtype(column):
        return [None if pd.isna(value) else _short(value) for value in column]
    return [None if pd.isna(value) else value for value in column.tolist()]


def _short(value: float) -> float | int:
    """A number of at most three decimals: of a day that is about a minute."""
    return int(value) if value == int(value) else round(float(value), 3)


def scale(first: date, last: date, clamp: bool = False) -> Spec:
    """A scale from one day to another, in days as ``number`` counts them."""
    return {"domain": [number(first), number(last)], "nice": False, "zero": False, "clamp": clamp}


def number(day: date) -> float:
    """Days since 1970 in UTC: charts count days, for Vega's own dates are of the reader's time zone, and it takes the
    two ends of a bar for two scales when they are dates.
    """
    return _short((pd.Timestamp(day) - EPOCH) / ledger.DAY)


def day(number: int) -> pd.Timestamp:
    """The day by its number."""
    return EPOCH + number * ledger.DAY


def worded(days: pd.Series) -> list[str]:
    """Days as they read: "2 Sep 2025"."""
    return [dates.day_words(day) for day in days]


def worded_there(moment: str) -> str:
    """The expression by which the browser writes a number of days since 1970 as ``worded`` does."""
    first = [dates.day_words(date(2025, month, 1)) for month in range(1, 13)]
    months = [day.removeprefix("1").removesuffix("2025") for day in first]
    return f"utcdate({moment} * 864e5) + {_listed(months)}[utcmonth({moment} * 864e5)] + utcyear({moment} * 864e5)"


def _listed(words: list[str]) -> str:
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def calendar(first: date, last: date, **changes: Any) -> Spec:
    """An axis of days that names months, or days where it is short, or years where it is long."""
    days, value = (last - first).days, "datum.value"
    if days < SHORT:
        marks = pd.date_range(first, last, periods=6, inclusive="neither").normalize()
        label = worded_there(value)
    else:
        marks = pd.date_range(first, last, freq="MS" if days < LONG else "YS")
        label = f"utcyear({value} * 864e5)"
    if SHORT <= days < LONG:
        months = [format_date(date(2025, month, 1), "MMM ", locale=language.current()) for month in range(1, 13)]
        label = f"{_listed(months)}[utcmonth({value} * 864e5)] + {label}"
    values = list(dict.fromkeys(map(number, marks)))
    return {"values": values, "labelExpr": label, "grid": False, "labelOverlap": True, **changes}


def figures(highest: int, **changes: Any) -> Spec:
    """An axis of whole numbers from none to the highest, at steps of one, two or five and their tens."""
    step = next(step for step in _steps() if highest <= TICKS * step)
    values = list(range(0, highest + 1, step))
    labels = _listed([language.number(value) for value in values])
    return {
        "values": values,
        "labelExpr": f"{labels}[datum.value / {step}]",
        "domain": False,
        "ticks": False,
        **changes,
    }


def _steps() -> Any:
    return (step * 10**tens for tens in range(12) for step in (1, 2, 5))


def told(titles: Mapping[str, str], kind: str = "nominal") -> list[Spec]:
    """Columns as they are told at the pointer under their titles; of words, unless they are "quantitative"."""
    return [{"field": column, "type": kind, "title": title} for column, title in titles.items()]


def from_zero(highest: float) -> Spec:
    """A scale of figures from none to the highest."""
    return {"domain": [0, highest]}


def top(*columns: pd.Series) -> int:
    """The largest figure; 1 where there is none, so that an axis has a length."""
    return max(1, *(0 if column.empty else int(column.max()) for column in columns))


def kinds(shown: View, dark: bool) -> Spec:
    """The kinds' own colours, by the column ``kind``."""
    names = list(filters.options(shown.dataset.package)["kind"])
    colours = [style.colour(kind, dark) for kind in names]
    return {"field": "kind", "type": "nominal", "legend": None, "scale": {"domain": names, "range": colours}}


EPOCH = pd.Timestamp(0)
SHORT, LONG = 100, 1500
"""Days below which a time axis names days rather than months, and above which it names years."""
TICKS = 4
"""Steps that an axis of figures has at most."""
