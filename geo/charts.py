"""Charts over time, drawn by Vega-Altair."""

from datetime import date, timedelta

import altair as alt
import pandas as pd

from geo import filters, style
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
    week = dated["earliest"].dt.to_period(WEEK).dt.start_time
    counted = dated.groupby([week.rename("week"), "kind"]).size().rename("records").reset_index()
    return counted.sort_values(
        ["week", "kind"], key=lambda column: column.map(_rank(values)) if column.name == "kind" else column
    )


def _rank(values: tuple[str, ...]) -> dict[str, int]:
    return {value: rank for rank, value in enumerate(values)}


def histogram(
    everything: View, chosen: Filters, first: date, last: date, dark: bool, height: int = 84
) -> alt.LayerChart | alt.FacetChart:
    """Records a week, stacked by kind, over the whole time; what lies outside the period is veiled.

    ``everything`` is the view with its period left open; ``first`` and ``last`` bound the time axis.
    """
    edges = [first, last + timedelta(days=1)]
    scale = alt.Scale(domain=[edge.isoformat() for edge in edges], nice=False)
    start, end = chosen.start or edges[0], (chosen.end + timedelta(days=1)) if chosen.end else edges[1]
    outside = [(edges[0], min(start, edges[1])), (max(end, edges[0]), edges[1])]
    veil = pd.DataFrame(
        [{"from": pd.Timestamp(low), "to": pd.Timestamp(high)} for low, high in outside if low < high],
        columns=["from", "to"],
    )
    cover = alt.Chart(veil).mark_rect(color="#10191e" if dark else "#ffffff", opacity=0.72)
    return alt.layer(_bars(everything, dark, height, scale), cover.encode(x="from:T", x2="to:T")).properties(
        height=height
    )


def weekly_counts(shown: View, dark: bool, height: int = 240) -> alt.Chart:
    """Records a week of what is shown, stacked by kind."""
    return _bars(shown, dark, height, alt.Scale())


def _bars(shown: View, dark: bool, height: int, scale: alt.Scale) -> alt.Chart:
    labels = filters.options(shown.dataset.package)["kind"]
    data = weekly(shown.records, tuple(labels))
    data = data.assign(label=data["kind"].map(labels), end=data["week"] + pd.Timedelta(days=6, hours=12))
    colours = [style.KINDS[kind].dark if dark else style.KINDS[kind].light for kind in labels]
    bars: alt.Chart = (
        alt.Chart(data, height=height)
        .mark_bar(orient="vertical")
        .encode(
            x=alt.X(
                "week:T",
                scale=scale,
                title=None,
                axis=alt.Axis(format="%b %Y", tickCount="month", grid=False, labelOverlap=True),
            ),
            x2="end:T",
            y=alt.Y("sum(records):Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=3, domain=False, ticks=False)),
            color=alt.Color(
                "label:N",
                title=None,
                scale=alt.Scale(domain=list(labels.values()), range=colours),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("week:T", title="Week of", format="%-d %b %Y"),
                alt.Tooltip("label:N", title="Kind"),
                alt.Tooltip("records:Q", title="Records"),
            ],
        )
    )
    return bars
