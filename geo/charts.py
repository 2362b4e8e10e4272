"""Charts over time, drawn by Vega-Altair.

Every axis has a domain of its own making: a chart that takes it from rows that have not arrived yet, or of which
there are none, has no length.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from geo import dates, filters, ledger, style, summary, words
from geo.filters import Filters
from geo.ledger import Window
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
    highest = _top(data.groupby("week")["records"].sum())
    data["inside"] = dates.touches(week, chosen.start, chosen.end)
    bars: alt.Chart = (
        _bars(everything, data, dark)
        .encode(
            x=_weekly_axis(first, last),
            y=alt.Y("records:Q", stack="zero", axis=None, scale=_from_zero(highest)),
            opacity=alt.condition("datum.inside", alt.value(1), alt.value(0.22)),
        )
        .properties(height=height, padding={"left": 0, "right": 0, "top": 4, "bottom": 0})
    )
    return bars


def weekly_counts(shown: View, dark: bool, height: int = 220) -> alt.Chart:
    """Records a week of what is shown, stacked by kind."""
    data = _weeks(shown)
    highest = _top(data.groupby("week")["records"].sum())
    bars: alt.Chart = (
        _bars(shown, data, dark)
        .encode(
            x=_week_axis(shown),
            y=alt.Y("records:Q", stack="zero", title=None, axis=_counts(), scale=_from_zero(highest)),
        )
        .properties(height=height)
    )
    return bars


def weekly_killed(shown: View, dark: bool, height: int = 220) -> alt.LayerChart | alt.FacetChart:
    """People killed a week in what is counted as strikes: solid to the lower bound, pale on to the upper.

    Strikes on boats and on land never add up: where a week has both, they stand side by side.
    """
    data = _killed(shown)
    base = _chart(data).encode(
        x=_week_axis(shown),
        x2="end:Q",
        color=_kinds(shown, dark),
        tooltip=[
            alt.Tooltip("monday:N", title="Week of"),
            alt.Tooltip("label:N", title="Kind"),
            alt.Tooltip("low:Q", title="Killed, at least"),
            alt.Tooltip("high:Q", title="Killed, at most"),
        ],
    )
    y = alt.Y("high:Q", title=None, axis=_counts(), scale=_from_zero(_top(data["high"]) * 1.12))
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
    return data.assign(week=begin, end=begin + width, monday=_worded(data["week"]), label=data["kind"].map(labels))


def _largest_on_land(data: pd.DataFrame, shown: View, dark: bool) -> alt.Chart:
    """A label for the land strikes' largest week, which a reader would take for boats."""
    largest = data[data["kind"] == "land_strike"].nlargest(1, "high")
    told = [f"{words.span(*bounds)} on land" for bounds in zip(largest["low"], largest["high"], strict=True)]
    late = bool((largest["week"] > shown.records["earliest"].median()).any())
    label: alt.Chart = (
        _chart(largest[["week"]].assign(top=largest["high"], told=told))
        .mark_text(align="right" if late else "left", baseline="bottom", dy=-3, color=_colour("land_strike", dark))
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
    axis = _calendar(first, last, labelFlush=True, ticks=False)
    return alt.X("week:Q", scale=_days(first, last, clamp=True), title=None, axis=axis)


def _days(first: date, last: date, clamp: bool = False) -> alt.Scale:
    """A scale from one day to another, in days as ``_number`` counts them."""
    return alt.Scale(domain=[_number(first), _number(last)], nice=False, zero=False, clamp=clamp)


def _number(day: date) -> float:
    """Days since 1970 in UTC: charts count days, for Vega's own dates are of the reader's time zone, and it takes the
    two ends of a bar for two scales when they are dates.
    """
    return (pd.Timestamp(day) - EPOCH) / ledger.DAY


def _chart(data: pd.DataFrame) -> alt.Chart:
    """A chart of the rows, their moments as days since 1970."""
    moments = data.select_dtypes("datetime")
    return alt.Chart(data.assign(**{str(name): (column - EPOCH) / ledger.DAY for name, column in moments.items()}))


def _worded(days: pd.Series) -> list[str]:
    return [dates.day_words(day) for day in days]


def _calendar(first: date, last: date, **changes: Any) -> alt.Axis:
    """An axis of days that names months, or days where it is short, or years where it is long."""
    days = (last - first).days
    if days < SHORT:
        marks, form = pd.date_range(first, last, periods=6, inclusive="neither").normalize(), "%-d %b %Y"
    else:
        marks, form = pd.date_range(first, last, freq="MS" if days < LONG else "YS"), "%b %Y" if days < LONG else "%Y"
    values = [_number(mark) for mark in marks.unique()]
    label = f"utcFormat(datum.value * 864e5, '{form}')"
    return alt.Axis(values=values, labelExpr=label, grid=False, labelOverlap=True, **changes)


def _from_zero(highest: float) -> alt.Scale:
    return alt.Scale(domain=[0, highest])


def _top(*figures: pd.Series) -> int:
    """The largest figure; 1 where there is none, so that an axis has a length."""
    return max(1, *(0 if column.empty else int(column.max()) for column in figures))


EPOCH = pd.Timestamp(0)
SHORT, LONG = 100, 1500
"""Days below which a time axis names days rather than months, and above which it names years."""
BAR = pd.Timedelta(days=6, hours=8)
"""Width of a week's bar, which leaves a hair between two."""


def _monday(days: pd.Series) -> pd.Series:
    monday: pd.Series = days.dt.to_period(WEEK).dt.start_time
    return monday


def _weeks(shown: View) -> pd.DataFrame:
    labels = filters.options(shown.dataset.package)["kind"]
    data = weekly(shown.records, tuple(labels))
    return data.assign(label=data["kind"].map(labels), end=data["week"] + BAR, monday=_worded(data["week"]))


def _counts() -> alt.Axis:
    return alt.Axis(tickMinStep=1, tickCount=4, domain=False, ticks=False)


def _bars(shown: View, data: pd.DataFrame, dark: bool) -> alt.Chart:
    bars: alt.Chart = (
        _chart(data)
        .mark_bar(orient="vertical")
        .encode(
            x2="end:Q",
            color=_kinds(shown, dark),
            tooltip=[
                alt.Tooltip("monday:N", title="Week of"),
                alt.Tooltip("label:N", title="Kind"),
                alt.Tooltip("records:Q", title="Records"),
            ],
        )
    )
    return bars


def _kinds(shown: View, dark: bool) -> alt.Color:
    """The kinds' own colours."""
    labels = filters.options(shown.dataset.package)["kind"]
    colours = [style.KINDS[kind].dark if dark else style.KINDS[kind].light for kind in labels]
    return alt.Color("label:N", title=None, scale=alt.Scale(domain=list(labels.values()), range=colours), legend=None)


PLOT = {"left": 0, "right": 0, "top": 6, "bottom": 0}
"""Room round the plot: none at the sides, so that charts of one width share their time axis to the pixel."""


@dataclass(frozen=True)
class Palette:
    """Colours of what is neither a record nor a zone."""

    ink: str
    quiet: str
    paper: str
    grid: str
    void: str
    """Ground of the days of which nothing is known."""


LIGHT = Palette("#1b2a30", "#64747c", "#ffffff", "#e3e9ec", "#eef2f3")
DARK = Palette("#dbe5e9", "#93a4ad", "#10191e", "#25333b", "#1a272e")


def _palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


def totals(shown: View, unit: str, reading: str, dark: bool, height: int = 380) -> alt.LayerChart:
    """Our running total of a unit as a line of steps, the killed as a band, and over it the totals others printed.

    ``unit`` and ``reading`` are keys of ledger.UNITS and ledger.READINGS. A printed total is hollow where it is ours
    of its day, as known then, and filled where it differs.
    """
    span = ledger.window(shown)
    line = _line(ledger.totals(shown.dataset, reading, shown.filters.known_on), unit, span)
    points = ledger.given(ledger.printed(shown), unit).sort_values("same", ascending=False)
    seen = (frame.loc[frame["day"] <= span.last, column] for frame, column in ((line, "high"), (points, "figure")))
    y = alt.Y("low:Q", title=None, axis=_figures(dark), scale=_from_zero(_top(*seen) * 1.1))
    layers = [
        *_void(span, dark),
        *_meaning(span, shown, dark),
        *_steps(line, span, y, unit, dark),
        _last_figure(line, span, y, unit, dark),
        _printed(points, span, y, dark),
    ]
    return _charted(layers, height, ledger.count_title(shown, unit))


def _line(running: pd.DataFrame, unit: str, span: Window) -> pd.DataFrame:
    """Columns ``day``, ``low``, ``high`` and ``total`` (both in words) of a unit, up to the end of the window."""
    low, high = ("killed_min", "killed_max") if unit == "killed" else (unit, unit)
    line = ledger.drawn(running, span.end)
    told = [words.span(*bounds) for bounds in zip(line[low], line[high], strict=True)]
    figures = {"low": line[low], "high": line[high], "total": told}
    return pd.DataFrame({"day": line["day"], "date": _worded(line["day"]), **figures})


def _steps(line: pd.DataFrame, span: Window, y: alt.Y, unit: str, dark: bool) -> list[alt.Chart]:
    """The band between the bounds, its lower edge as a line, and its changes to point at."""
    colour = _colour("boat_strike", dark)
    base = _chart(line).encode(x=_time(span, dark), y=y)
    told = [
        alt.Tooltip("date:N", title="From"),
        alt.Tooltip("total:N", title=f"{ledger.UNITS[unit]}, our total"),
    ]
    return [
        base.mark_area(interpolate="step-after", clip=True, color=colour, opacity=0.3).encode(y2="high:Q"),
        base.mark_line(interpolate="step-after", clip=True, color=colour, strokeWidth=1.8),
        base.mark_point(clip=True, opacity=0, size=90).encode(tooltip=told),
    ]


def _last_figure(line: pd.DataFrame, span: Window, y: alt.Y, unit: str, dark: bool) -> alt.Chart:
    """The total that is reached, written at the end of the line."""
    noun = {"killed": "killed", "strikes": "strikes", "vessels": "vessels"}[unit]
    moment = min(span.end, span.last)
    reached = line[line["day"] <= span.last].tail(1)
    label: alt.Chart = (
        _chart(reached.assign(day=moment, low=reached["high"], total=[f"{total} {noun}" for total in reached["total"]]))
        .mark_text(**_beside(moment, span), dy=-10, fontSize=14, fontWeight=700, color=_colour("boat_strike", dark))
        .encode(x=_time(span, dark), y=y, text="total:N")
    )
    return label


def _printed(points: pd.DataFrame, span: Window, y: alt.Y, dark: bool) -> alt.Chart:
    colours = _palette(dark)
    circles: alt.Chart = (
        _chart(points.rename(columns={"figure": "low"}).assign(date=_worded(points["day"])))
        .mark_point(clip=True, size=38, strokeWidth=1.3, opacity=1)
        .encode(
            x=_time(span, dark),
            y=y,
            fill=alt.condition("datum.same", alt.value(colours.paper), alt.value(colours.ink)),
            stroke=alt.condition("datum.same", alt.value(colours.quiet), alt.value(colours.ink)),
            tooltip=[
                alt.Tooltip("publisher:N", title="Printed by"),
                alt.Tooltip("date:N", title="For"),
                alt.Tooltip("worded:N", title="As printed"),
                alt.Tooltip("ours:N", title="Ours that day"),
                alt.Tooltip("explanation:N", title="Why they differ"),
            ],
        )
    )
    return circles


def statements(shown: View, said: pd.DataFrame, dark: bool) -> alt.LayerChart:
    """Statements and decisions as ticks, those of one day above each other; the found ones in ink.

    ``said`` is what ledger.statements returns.
    """
    span, colours = ledger.window(shown), _palette(dark)
    data = said.rename(columns={"occurred": "day"}).sort_values(["day", "id"])
    data["place"] = data.groupby("day").cumcount() + 0.5
    ticks = (
        _chart(data)
        .mark_tick(clip=True, orient="vertical", thickness=2.5, height=13)
        .encode(
            x=_time(span, dark),
            y=_rows(_top(data["place"] + 0.5)),
            color=alt.condition("datum.found", alt.value(colours.ink), alt.value(colours.grid)),
            tooltip=[
                alt.Tooltip("date:N", title="Date"),
                alt.Tooltip("label:N", title="Kind"),
                alt.Tooltip("who:N", title="Who"),
                alt.Tooltip("paraphrase:N", title="What"),
            ],
        )
    )
    height = 17 * _top(data["place"] + 0.5)
    return _charted([*_void(span, dark), ticks], height + AXIS, ledger.said_title(said))


def _rows(number: int) -> alt.Y:
    """Rows counted from the top, without an axis; each row's middle lies at a half."""
    return alt.Y("place:Q", scale=alt.Scale(domain=[number, 0]), axis=None)


AXIS = 30
"""Height of the labels of a time axis in pixels, which Streamlit takes from a chart's height."""
ROW = 27
"""Height of a zone's row in pixels: its name, and under it its bar."""
LETTER = 5.9
"""Width of a letter of a zone's name in pixels, a little more than on average."""


def zones(shown: View, spans: pd.DataFrame, dark: bool) -> alt.LayerChart:
    """Zones as spans of days under their names; an arrow where a zone was in force on the last day drawn, a question
    mark where its start is not known, a broken line where no boundary was published.

    ``spans`` is what ledger.zones returns.
    """
    span = ledger.window(shown)
    data = _bars_of_zones(spans, span)
    x, y = _time(span, dark), _rows(max(1, len(data)))
    base = _chart(data).encode(x=x, y=y, color=_roles(dark), tooltip=ZONE_TOLD)
    layers = [
        *_void(span, dark),
        base.transform_filter("datum.bounded").mark_rule(clip=True, strokeWidth=7).encode(x2="until:Q"),
        base.transform_filter("!datum.bounded")
        .mark_rule(clip=True, strokeWidth=7, strokeDash=[3, 2])
        .encode(x2="until:Q"),
        base.transform_filter("!datum.end_known")
        .mark_point(clip=True, shape="triangle-right", filled=True, size=130, opacity=1)
        .encode(x=alt.X("until:Q", scale=_days(span.first, span.last))),
        base.transform_filter("!datum.start_known").mark_text(
            clip=True, text="?", align="right", dx=-3, fontWeight=700
        ),
        *_names(data, span, y, dark),
    ]
    return _charted(layers, ROW * max(1, len(data)) + AXIS, ledger.zones_title(shown, spans))


def _names(data: pd.DataFrame, span: Window, y: alt.Y, dark: bool) -> list[alt.Chart]:
    """Names of zones from the start of their bars, of late ones up to the end of the axis, as far as they fit."""
    x = _days(span.first, span.last)
    room = f"truncate(datum.told, floor(width * (1 - datum.share) / {LETTER}))"
    base = _chart(data).encode(y=y, tooltip=ZONE_TOLD)
    written: dict[str, Any] = {
        "clip": True,
        "baseline": "bottom",
        "dy": -5,
        "fontSize": 11.5,
        "color": _palette(dark).ink,
    }
    early = base.transform_filter("datum.share < 0.6").transform_calculate(fits=room).mark_text(align="left", **written)
    late = base.transform_filter("datum.share >= 0.6").mark_text(align="right", **written)
    return [
        early.encode(x=alt.X("shown_from:Q", scale=x), text="fits:N"),
        late.encode(x=alt.X("finish:Q", scale=x), text="told:N"),
    ]


ZONE_TOLD = [
    alt.Tooltip("name:N", title="Zone"),
    alt.Tooltip("kind:N", title="Kind"),
    alt.Tooltip("actor:N", title="Declared by"),
    alt.Tooltip("lifetime:N", title="In force"),
]


def _bars_of_zones(spans: pd.DataFrame, span: Window) -> pd.DataFrame:
    """The zones that can be seen, each with its row, its bar's ends, and where its name starts."""
    seen = spans[span.holds(spans)].reset_index(drop=True)
    until = (seen["latest"] + ledger.DAY).fillna(span.end)
    shown_from = seen["earliest"].where(seen["earliest"] > span.first, span.first)
    names = zip(seen["name"], seen["bounded"], strict=True)
    lives = zip(seen["valid_from"], seen["valid_to"], strict=True)
    return seen.assign(
        day=seen["earliest"],
        until=until,
        shown_from=shown_from,
        finish=span.last,
        lifetime=[summary.lifetime(*life) for life in lives],
        share=(shown_from - span.first) / (span.last - span.first),
        place=seen.index + 0.72,
        told=[name if bounded else f"No boundary published · {name}" for name, bounded in names],
    )


def _roles(dark: bool) -> alt.Color:
    colours = {role: mark.dark if dark else mark.light for role, mark in style.ZONES.items()}
    colours["declaration"] = _palette(dark).quiet
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Color("role:N", scale=scale, legend=None)


def lags(shown: View, dark: bool, row: int = 5) -> alt.LayerChart:
    """A row a record, by date: a bar from its first day to the day on which it became public, and on a hairline a
    tick for each later revision.
    """
    span, colours = ledger.window(shown), _palette(dark)
    waits, later = _lag_rows(shown, span)
    x, y = _time(span, dark), _rows(max(1, len(waits)))
    told = [alt.Tooltip("title:N", title="Record"), alt.Tooltip("wait:N", title="Became public")]
    changed = [
        alt.Tooltip("title:N", title="Record"),
        alt.Tooltip("date:N", title="Changed"),
        alt.Tooltip("change:N", title="What changed"),
    ]
    base = _chart(waits).encode(x=x, y=y, color=_kinds(shown, dark), tooltip=told)
    layers = [
        *_void(span, dark),
        base.mark_rule(clip=True, strokeWidth=0.7, color=colours.quiet, opacity=0.55).encode(
            x2="latest:Q", color=alt.value(colours.quiet)
        ),
        base.mark_rule(clip=True, strokeWidth=row - 1).encode(x2="until:Q"),
        _chart(later)
        .mark_tick(clip=True, orient="vertical", thickness=1.8, height=row + 3)
        .encode(x=x, y=y, color=_kinds(shown, dark), tooltip=changed),
        _chart(waits[waits["days"] > 0].nlargest(1, "days").assign(told=lambda rows: rows["days"].map(_days_words)))
        .mark_text(clip=True, align="right", dx=-6, fontSize=11.5, color=colours.ink)
        .encode(x=x, y=y, text="told:N"),
    ]
    return _charted(layers, max(60, row * len(waits)) + AXIS, ledger.lag_title(ledger.lags(shown)))


def _lag_rows(shown: View, span: Window) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The records that can be seen, each with its row and its bar's ends, and their later revisions."""
    labels = filters.options(shown.dataset.package)["kind"]
    waits = ledger.lags(shown)
    waits = waits[span.holds(waits)].reset_index(drop=True)
    waits = waits.assign(
        day=waits["earliest"],
        until=waits["public"] + ledger.DAY,
        place=waits.index + 0.5,
        label=waits["kind"].map(labels),
        wait=[_waited(days) for days in waits["days"]],
    )
    changes = ledger.changes(shown)
    later = changes.assign(date=_worded(changes["day"])).merge(waits[["id", "place", "label"]], on="id")
    return waits, later


def _waited(days: int) -> str:
    return f"{_days_words(days)} later" if days else "the same day"


def _days_words(days: int) -> str:
    return words.number(days, "day")


def _charted(layers: list[alt.Chart], height: int, description: str) -> alt.LayerChart:
    chart: alt.LayerChart = alt.LayerChart(layer=layers, height=height, padding=PLOT, description=description)
    return chart


def _time(span: Window, dark: bool) -> alt.X:
    """The time axis that all charts of a window share."""
    quiet = _palette(dark).quiet
    axis = _calendar(
        span.first,
        span.last,
        ticks=True,
        tickSize=4,
        labelBound=True,
        labelColor=quiet,
        tickColor=quiet,
        domainColor=quiet,
    )
    return alt.X("day:Q", scale=_days(span.first, span.last), title=None, axis=axis)


def _figures(dark: bool) -> alt.Axis:
    """Labels of a value axis that stand on its grid lines, inside the plot."""
    colours = _palette(dark)
    return alt.Axis(
        tickCount=5,
        tickMinStep=1,
        ticks=False,
        domain=False,
        grid=True,
        gridColor=colours.grid,
        labelColor=colours.quiet,
        labelAlign="left",
        labelBaseline="bottom",
        labelPadding=0,
        labelOffset=-2,
    )


def _void(span: Window, dark: bool) -> list[alt.Chart]:
    """The days after the end as an empty ground with an edge."""
    if span.end >= span.last:
        return []
    colours = _palette(dark)
    days = pd.DataFrame({"day": [max(span.end, span.first)], "until": [span.last]})
    base = _chart(days).encode(x=_time(span, dark))
    return [
        base.mark_rect(color=colours.void).encode(x2="until:Q"),
        base.mark_rule(color=colours.quiet, strokeWidth=1),
    ]


def _meaning(span: Window, shown: View, dark: bool) -> list[alt.Chart]:
    """What it means that nothing is drawn after the end, written at its edge."""
    if span.end >= span.last:
        return []
    edge = max(span.end, span.first)
    return [
        _chart(pd.DataFrame({"day": [edge]}))
        .mark_text(
            **_beside(edge, span),
            text=_ended(span, shown),
            baseline="bottom",
            dy=-20,
            lineHeight=14,
            color=_palette(dark).quiet,
        )
        .encode(x=_time(span, dark), y=alt.value("height"))
    ]


def _ended(span: Window, shown: View) -> list[str]:
    last = (span.end - ledger.DAY).date()
    if last == shown.dataset.package.sources_until:
        return [f"Sources end {dates.day_words(last)}:", "no data after, not no strikes"]
    return [f"As known on {dates.day_words(last)}:", "what came later is left out"]


def _beside(moment: pd.Timestamp, span: Window) -> dict[str, Any]:
    """On which side of a moment words find room."""
    early = moment - span.first < (span.last - span.first) / 2
    return {"align": "left", "dx": 6} if early else {"align": "right", "dx": -6}


def _colour(kind: str, dark: bool) -> str:
    return style.KINDS[kind].dark if dark else style.KINDS[kind].light
