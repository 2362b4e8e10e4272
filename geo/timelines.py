"""The charts of the Timeline page, drawn by Vega-Altair on one time axis: totals, statements, zones, lags."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from geo import axes, dates, filters, ledger, style, summary, words
from geo.ledger import Window
from geo.view import View

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
    y = alt.Y("low:Q", title=None, axis=_figures(dark), scale=axes.from_zero(axes.top(*seen) * 1.1))
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
    return pd.DataFrame({"day": line["day"], "date": axes.worded(line["day"]), **figures})


def _steps(line: pd.DataFrame, span: Window, y: alt.Y, unit: str, dark: bool) -> list[alt.Chart]:
    """The band between the bounds, its lower edge as a line, and its changes to point at."""
    colour = style.colour("boat_strike", dark)
    base = axes.chart(line).encode(x=_time(span, dark), y=y)
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
        axes.chart(
            reached.assign(day=moment, low=reached["high"], total=[f"{total} {noun}" for total in reached["total"]])
        )
        .mark_text(
            **_beside(moment, span), dy=-10, fontSize=14, fontWeight=700, color=style.colour("boat_strike", dark)
        )
        .encode(x=_time(span, dark), y=y, text="total:N")
    )
    return label


def _printed(points: pd.DataFrame, span: Window, y: alt.Y, dark: bool) -> alt.Chart:
    colours = _palette(dark)
    circles: alt.Chart = (
        axes.chart(points.rename(columns={"figure": "low"}).assign(date=axes.worded(points["day"])))
        .mark_point(clip=True, size=38, strokeWidth=1.3, opacity=1)
        .encode(
            x=_time(span, dark),
            y=y,
            fill=alt.condition("datum.same", alt.value(colours.paper), alt.value(colours.ink)),
            stroke=alt.condition("datum.same", alt.value(colours.quiet), alt.value(colours.ink)),
            tooltip=axes.told(
                {
                    "publisher": "Printed by",
                    "date": "For",
                    "worded": "As printed",
                    "ours": "Ours that day",
                    "explanation": "Why they differ",
                }
            ),
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
        axes.chart(data)
        .mark_tick(clip=True, orient="vertical", thickness=2.5, height=13)
        .encode(
            x=_time(span, dark),
            y=_rows(axes.top(data["place"] + 0.5)),
            color=alt.condition("datum.found", alt.value(colours.ink), alt.value(colours.grid)),
            tooltip=axes.told({"date": "Date", "label": "Kind", "who": "Who", "paraphrase": "What"}),
        )
    )
    height = 17 * axes.top(data["place"] + 0.5)
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
    base = axes.chart(data).encode(x=x, y=y, color=_roles(dark), tooltip=ZONE_TOLD)
    layers = [
        *_void(span, dark),
        base.transform_filter("datum.bounded").mark_rule(clip=True, strokeWidth=7).encode(x2="until:Q"),
        base.transform_filter("!datum.bounded")
        .mark_rule(clip=True, strokeWidth=7, strokeDash=[3, 2])
        .encode(x2="until:Q"),
        base.transform_filter("!datum.end_known")
        .mark_point(clip=True, shape="triangle-right", filled=True, size=130, opacity=1)
        .encode(x=alt.X("until:Q", scale=axes.scale(span.first, span.last))),
        base.transform_filter("!datum.start_known").mark_text(
            clip=True, text="?", align="right", dx=-3, fontWeight=700
        ),
        *_names(data, span, y, dark),
    ]
    return _charted(layers, ROW * max(1, len(data)) + AXIS, ledger.zones_title(shown, spans))


def _names(data: pd.DataFrame, span: Window, y: alt.Y, dark: bool) -> list[alt.Chart]:
    """Names of zones from the start of their bars, of late ones up to the end of the axis, as far as they fit."""
    x = axes.scale(span.first, span.last)
    room = f"truncate(datum.told, floor(width * (1 - datum.share) / {LETTER}))"
    base = axes.chart(data).encode(y=y, tooltip=ZONE_TOLD)
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


ZONE_TOLD = axes.told({"name": "Zone", "kind": "Kind", "actor": "Declared by", "lifetime": "In force"})


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
    told = axes.told({"title": "Record", "wait": "Became public"})
    changed = axes.told({"title": "Record", "date": "Changed", "change": "What changed"})
    base = axes.chart(waits).encode(x=x, y=y, color=axes.kinds(shown, dark), tooltip=told)
    layers = [
        *_void(span, dark),
        base.mark_rule(clip=True, strokeWidth=0.7, color=colours.quiet, opacity=0.55).encode(
            x2="latest:Q", color=alt.value(colours.quiet)
        ),
        base.mark_rule(clip=True, strokeWidth=row - 1).encode(x2="until:Q"),
        axes.chart(later)
        .mark_tick(clip=True, orient="vertical", thickness=1.8, height=row + 3)
        .encode(x=x, y=y, color=axes.kinds(shown, dark), tooltip=changed),
        axes.chart(waits[waits["days"] > 0].nlargest(1, "days").assign(told=lambda rows: rows["days"].map(_days_words)))
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
    later = changes.assign(date=axes.worded(changes["day"])).merge(waits[["id", "place", "label"]], on="id")
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
    axis = axes.calendar(
        span.first,
        span.last,
        ticks=True,
        tickSize=4,
        labelBound=True,
        labelColor=quiet,
        tickColor=quiet,
        domainColor=quiet,
    )
    return alt.X("day:Q", scale=axes.scale(span.first, span.last), title=None, axis=axis)


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
    base = axes.chart(days).encode(x=_time(span, dark))
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
        axes.chart(pd.DataFrame({"day": [edge]}))
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
