"""Records and killed by week, drawn by Vega-Altair."""

from datetime import date

import altair as alt
import pandas as pd

from geo import axes, dates, filters, ledger, style, words
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
    highest = axes.top(data.groupby("week")["records"].sum())
    data["inside"] = dates.touches(week, chosen.start, chosen.end)
    bars: alt.Chart = (
        _bars(everything, data, dark)
        .encode(
            x=_weekly_axis(first, last),
            y=alt.Y("records:Q", stack="zero", axis=None, scale=axes.from_zero(highest)),
            opacity=alt.condition("datum.inside", alt.value(1), alt.value(0.22)),
        )
        .properties(height=height, padding={"left": 0, "right": 0, "top": 4, "bottom": 0})
    )
    return bars


def weekly_counts(shown: View, dark: bool, height: int = 220) -> alt.Chart:
    """Records a week of what is shown, stacked by kind."""
    data = _weeks(shown)
    highest = axes.top(data.groupby("week")["records"].sum())
    bars: alt.Chart = (
        _bars(shown, data, dark)
        .encode(
            x=_week_axis(shown),
            y=alt.Y("records:Q", stack="zero", title=None, axis=_counts(), scale=axes.from_zero(highest)),
        )
        .properties(height=height)
    )
    return bars


def weekly_killed(shown: View, dark: bool, height: int = 220) -> alt.LayerChart | alt.FacetChart:
    """People killed a week in what is counted as strikes: solid to the lower bound, pale on to the upper.

    Strikes on boats and on land never add up: where a week has both, they stand side by side.
    """
    data = _killed(shown)
    base = axes.chart(data).encode(
        x=_week_axis(shown),
        x2="end:Q",
        color=axes.kinds(shown, dark),
        tooltip=[
            alt.Tooltip("monday:N", title="Week of"),
            alt.Tooltip("label:N", title="Kind"),
            alt.Tooltip("low:Q", title="Killed, at least"),
            alt.Tooltip("high:Q", title="Killed, at most"),
        ],
    )
    y = alt.Y("high:Q", title=None, axis=_counts(), scale=axes.from_zero(axes.top(data["high"]) * 1.12))
    return alt.layer(
        base.mark_bar(opacity=0.35, orient="vertical").encode(y=y),
        base.mark_bar(orient="vertical").encode(y="low:Q"),
        _largest_on_land(data, shown, dark).encode(y="top:Q"),
    ).properties(height=height)


def _killed(shown: View) -> pd.DataFrame:
    """Bounds of the killed by week and kind, each with its share of the week's width."""
    strikes = shown.records[shown.records["counted_as"] == "strike"].dropna(subset="earliest")
    low = strikes["killed_min"].fillna(0).astype("int64")
    high = strikes["killed_max"].fillna(low).astype("int64")
    bounds = pd.DataFrame({"week": _monday(strikes["earliest"]), "kind": strikes["kind"], "low": low, "high": high})
    data = bounds.groupby(["week", "kind"], as_index=False).sum()
    together = data.groupby("week")["kind"]
    width = BAR / together.transform("size")
    begin = data["week"] + width * together.cumcount()
    labels = filters.options(shown.dataset.package)["kind"]
    return data.assign(week=begin, end=begin + width, monday=axes.worded(data["week"]), label=data["kind"].map(labels))


def _largest_on_land(data: pd.DataFrame, shown: View, dark: bool) -> alt.Chart:
    """A label for the land strikes' largest week, which a reader would take for boats."""
    largest = data[data["kind"] == "land_strike"].nlargest(1, "high")
    told = [f"{words.span(*bounds)} on land" for bounds in zip(largest["low"], largest["high"], strict=True)]
    late = bool((largest["week"] > shown.records["earliest"].median()).any())
    label: alt.Chart = (
        axes.chart(largest[["week"]].assign(top=largest["high"], told=told))
        .mark_text(align="right" if late else "left", baseline="bottom", dy=-3, color=style.colour("land_strike", dark))
        .encode(x=_week_axis(shown), text="told:N")
    )
    return label


def _week_axis(shown: View) -> alt.X:
    """The weeks that hold a record of the view; charts of one view share it."""
    weeks = _monday(shown.records["earliest"].dropna())
    last = pd.Timestamp(shown.dataset.package.sources_until) if weeks.empty else weeks.max() + 7 * ledger.DAY
    return _weekly_axis(last - ledger.YEAR if weeks.empty else weeks.min(), last)


def _weekly_axis(first: date, last: date) -> alt.X:
    """Weeks between two days; a week that reaches over an end is cut there."""
    axis = axes.calendar(first, last, labelFlush=True, ticks=False)
    return alt.X("week:Q", scale=axes.scale(first, last, clamp=True), title=None, axis=axis)


BAR = pd.Timedelta(days=6, hours=8)
"""Width of a week's bar, which leaves a hair between two."""


def _monday(days: pd.Series) -> pd.Series:
    monday: pd.Series = days.dt.to_period(WEEK).dt.start_time
    return monday


def _weeks(shown: View) -> pd.DataFrame:
    labels = filters.options(shown.dataset.package)["kind"]
    data = weekly(shown.records, tuple(labels))
    return data.assign(label=data["kind"].map(labels), end=data["week"] + BAR, monday=axes.worded(data["week"]))


def _counts() -> alt.Axis:
    return alt.Axis(tickMinStep=1, tickCount=4, domain=False, ticks=False)


def _bars(shown: View, data: pd.DataFrame, dark: bool) -> alt.Chart:
    bars: alt.Chart = (
        axes.chart(data)
        .mark_bar(orient="vertical")
        .encode(
            x2="end:Q",
            color=axes.kinds(shown, dark),
            tooltip=[
                alt.Tooltip("monday:N", title="Week of"),
                alt.Tooltip("label:N", title="Kind"),
                alt.Tooltip("records:Q", title="Records"),
            ],
        )
    )
    return bars
