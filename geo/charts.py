"""Charts over time, drawn by Vega-Altair."""

from datetime import date

import altair as alt
import pandas as pd

from geo import dates, filters, style
from geo.filters import Filters
from geo.view import View

WEEK = "W-SUN"
"""Weeks run from Monday to Sunday."""


def weekly(records: pd.DataFrame, values: tuple[str, ...]) -> pd.DataFrame:
    """Records by week and kind.

    Parameters
    ----------
    records : columns ``earliest``, ``latest``, ``kind``; a record counts in the week of the first day that its
        date allows, and one without a date in none.
    values : the kinds, in order.

    Returns
    -------
    Columns ``week`` (its Monday), ``kind``, ``records``; no rows for weeks without a record.
    """
    dated = records.dropna(subset="earliest")
    week = _monday(dated["earliest"]).rename("week")
    counted = dated.groupby([week, "kind"]).size().rename("records").reset_index()
    order = counted["kind"].map({value: rank for rank, value in enumerate(values)})
    return counted.assign(order=order).sort_values(["week", "order"]).drop(columns="order").reset_index(drop=True)


def histogram(everything: View, chosen: Filters, first: date, last: date, dark: bool, height: int = 78) -> alt.Chart:
    """Records a week, stacked by kind, over the whole time; weeks outside the period are pale.

    ``everything`` is the view with its period left open; ``first`` and ``last`` bound the time axis, so that it lies
    exactly over a slider with the same bounds.
    """
    data = _weeks(everything)
    week = pd.DataFrame({"earliest": data["week"], "latest": data["end"]})
    data["inside"] = dates.touches(week, chosen.start, chosen.end)
    scale = alt.Scale(domain=[pd.Timestamp(first).isoformat(), pd.Timestamp(last).isoformat()], nice=False, clamp=True)
    bars: alt.Chart = (
        _bars(everything, data, dark)
        .encode(
            x=alt.X("week:T", scale=scale, title=None, axis=_months()),
            y=alt.Y("records:Q", stack="zero", axis=None),
            opacity=alt.condition("datum.inside", alt.value(1), alt.value(0.22)),
        )
        .properties(height=height, padding={"left": 0, "right": 0, "top": 4, "bottom": 0})
    )
    return bars


def weekly_counts(shown: View, dark: bool, height: int = 220) -> alt.Chart:
    """Records a week of what is shown, stacked by kind."""
    bars: alt.Chart = (
        _bars(shown, _weeks(shown), dark)
        .encode(
            x=alt.X("week:T", title=None, axis=_months()),
            y=alt.Y("records:Q", stack="zero", title=None, axis=_counts()),
        )
        .properties(height=height)
    )
    return bars


def weekly_killed(shown: View, dark: bool, height: int = 220) -> alt.LayerChart | alt.FacetChart:
    """People killed a week in what is counted as strikes: solid to the lower bound, pale on to the upper."""
    strikes = shown.records[shown.records["counted_as"] == "strike"].dropna(subset="earliest")
    low = strikes["killed_min"].fillna(0).astype("int64")
    high = strikes["killed_max"].fillna(low).astype("int64")
    bounds = pd.DataFrame({"week": _monday(strikes["earliest"]), "low": low, "high": high})
    data = bounds.groupby("week", as_index=False).sum()
    data["end"] = data["week"] + BAR
    base = alt.Chart(data).encode(
        x=alt.X("week:T", title=None, axis=_months()),
        x2="end:T",
        tooltip=[
            alt.Tooltip("week:T", title="Week of", format="%-d %b %Y"),
            alt.Tooltip("low:Q", title="Killed, at least"),
            alt.Tooltip("high:Q", title="Killed, at most"),
        ],
    )
    ink = "#c3ced3" if dark else "#46565e"
    return alt.layer(
        base.mark_bar(color=ink, opacity=0.35, orient="vertical").encode(y=alt.Y("high:Q", title=None, axis=_counts())),
        base.mark_bar(color=ink, orient="vertical").encode(y="low:Q"),
    ).properties(height=height)


BAR = pd.Timedelta(days=6, hours=8)
"""Width of a week's bar, which leaves a hair between two."""


def _monday(days: pd.Series) -> pd.Series:
    monday: pd.Series = days.dt.to_period(WEEK).dt.start_time
    return monday


def _weeks(shown: View) -> pd.DataFrame:
    labels = filters.options(shown.dataset.package)["kind"]
    data = weekly(shown.records, tuple(labels))
    return data.assign(label=data["kind"].map(labels), end=data["week"] + BAR)


def _months() -> alt.Axis:
    return alt.Axis(format="%b %Y", tickCount="month", grid=False, labelOverlap=True, labelFlush=True, ticks=False)


def _counts() -> alt.Axis:
    return alt.Axis(tickMinStep=1, tickCount=4, domain=False, ticks=False)


def _bars(shown: View, data: pd.DataFrame, dark: bool) -> alt.Chart:
    labels = filters.options(shown.dataset.package)["kind"]
    colours = [style.KINDS[kind].dark if dark else style.KINDS[kind].light for kind in labels]
    bars: alt.Chart = (
        alt.Chart(data)
        .mark_bar(orient="vertical")
        .encode(
            x2="end:T",
            color=alt.Color(
                "label:N", title=None, scale=alt.Scale(domain=list(labels.values()), range=colours), legend=None
            ),
            tooltip=[
                alt.Tooltip("week:T", title="Week of", format="%-d %b %Y"),
                alt.Tooltip("label:N", title="Kind"),
                alt.Tooltip("records:Q", title="Records"),
            ],
        )
    )
    return bars
