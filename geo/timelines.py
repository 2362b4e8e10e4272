"""The charts of the Timeline page, in Vega-Lite on one time axis: totals, statements, zones, lags."""

from dataclasses import dataclass

import pandas as pd

from geo import axes, dates, ledger, style, summary, words
from geo.axes import Spec
from geo.language import N_, _, ngettext
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


def totals(shown: View, unit: str, reading: str, dark: bool, height: int = 380) -> Spec:
    """Our running total of a unit as a line of steps, the killed as a band, and over it the totals others printed.

    ``unit`` and ``reading`` are keys of ledger.UNITS and ledger.READINGS. A printed total is hollow where it is ours
    of its day, as known then, and filled where it differs.
    """
    span = ledger.window(shown)
    line = _line(ledger.totals(shown.dataset, reading, shown.filters.known_on), unit, span)
    points = ledger.given(ledger.printed(shown), unit).sort_values("same", ascending=False)
    highest = axes.top(line.loc[line["day"] <= span.last, "high"], points.loc[points["day"] <= span.last, "figure"])
    y = {"field": "low", "type": "quantitative", "title": None, "axis": _figures(highest, dark)}
    y["scale"] = axes.from_zero(highest * 1.1)
    layers = [
        *_void(span, dark),
        *_meaning(span, shown, dark),
        _steps(line, y, unit, dark),
        *_last_figure(line, span, unit, dark),
        _printed(points, dark),
    ]
    return _charted(span, layers, height, ledger.count_title(shown, unit), dark)


def _line(running: pd.DataFrame, unit: str, span: Window) -> pd.DataFrame:
    """Columns ``day``, ``date`` (in words), ``low``, ``high`` and ``total`` (in words) of a unit, up to the end of the
    window.
    """
    low, high = ("killed_min", "killed_max") if unit == "killed" else (unit, unit)
    line = ledger.drawn(running, span.end)
    told = [words.span(*bounds) for bounds in zip(line[low], line[high], strict=True)]
    figures = {"low": line[low], "high": line[high], "total": told}
    return pd.DataFrame({"day": line["day"], "date": axes.worded(line["day"]), **figures})


TOTALS = {
    "killed": N_("People killed, our total"),
    "strikes": N_("Strikes, our total"),
    "vessels": N_("Vessels struck, our total"),
}


def _steps(line: pd.DataFrame, y: Spec, unit: str, dark: bool) -> Spec:
    """The band between the bounds, its lower edge as a line, and its changes to point at."""
    drawn = {"clip": True, "color": style.colour("boat_strike", dark), "interpolate": "step-after"}
    tooltip = axes.told({"date": _("From"), "total": _(TOTALS[unit])})
    return axes.rows(line) | {
        "encoding": {"y": y},
        "layer": [
            {"mark": {"type": "area", "opacity": 0.3, **drawn}, "encoding": {"y2": {"field": "high"}}},
            {"mark": {"type": "line", "strokeWidth": 1.8, **drawn}},
            {"mark": {"type": "point", "clip": True, "opacity": 0, "size": 90}, "encoding": {"tooltip": tooltip}},
        ],
    }


REACHED = {"killed": N_("{figure} killed"), "strikes": N_("{figure} strikes"), "vessels": N_("{figure} vessels")}


def _last_figure(line: pd.DataFrame, span: Window, unit: str, dark: bool) -> list[Spec]:
    """The total that is reached, written at the end of the line."""
    moment = min(span.end, span.last)
    reached = line[line["day"] <= span.last].tail(1)
    if reached.empty:
        return []
    text = _(REACHED[unit]).format(figure=reached["total"].iloc[0])
    colour = style.colour("boat_strike", dark)
    return [
        axes.rows(pd.DataFrame({"day": [moment], "high": reached["high"].tolist()}))
        | {
            "mark": {
                "type": "text",
                "text": text,
                **_beside(moment, span),
                "dy": -10,
                "fontSize": 14,
                "fontWeight": 700,
                "color": colour,
            },
            "encoding": {"y": {"field": "high", "type": "quantitative"}},
        }
    ]


def _printed(points: pd.DataFrame, dark: bool) -> Spec:
    colours = _palette(dark)
    titles = {
        "publisher": _("Printed by"),
        "date": _("For"),
        "worded": _("As printed"),
        "ours": _("Ours that day"),
        "explanation": _("Why they differ"),
    }
    return axes.rows(points.assign(date=axes.worded(points["day"]))) | {
        "mark": {"type": "point", "clip": True, "size": 38, "strokeWidth": 1.3, "opacity": 1},
        "encoding": {
            "y": {"field": "figure", "type": "quantitative"},
            "fill": _if("datum.same", colours.paper, colours.ink),
            "stroke": _if("datum.same", colours.quiet, colours.ink),
            "tooltip": axes.told(titles),
        },
    }


def _if(test: str, value: str, otherwise: str) -> Spec:
    """A colour that depends on a row."""
    return {"condition": {"test": test, "value": value}, "value": otherwise}


def statements(shown: View, said: pd.DataFrame, dark: bool) -> Spec:
    """Statements and decisions as ticks, those of one day above each other; the found ones in ink.

    ``said`` is what ledger.statements returns.
    """
    span, colours = ledger.window(shown), _palette(dark)
    data = said.rename(columns={"occurred": "day"}).sort_values(["day", "id"])
    place = data.groupby("day").cumcount() + 0.5
    number = axes.top(place + 0.5)
    titles = {"date": _("Date"), "label": _("Kind"), "who": _("Who"), "paraphrase": _("What")}
    ticks = axes.rows(data[["day", *titles, "found"]].assign(place=place)) | {
        "mark": {"type": "tick", "clip": True, "orient": "vertical", "thickness": 2.5, "height": 13},
        "encoding": {
            "y": _rows(number),
            "color": _if("datum.found", colours.ink, colours.grid),
            "tooltip": axes.told(titles),
        },
    }
    return _charted(span, [*_void(span, dark), ticks], 17 * number + AXIS, ledger.said_title(said), dark)


def _rows(number: int) -> Spec:
    """Rows counted from the top, without an axis; each row's middle lies at a half."""
    return {"field": "place", "type": "quantitative", "scale": {"domain": [number, 0]}, "axis": None}


AXIS = 30
"""Height of the labels of a time axis in pixels, which Streamlit takes from a chart's height."""
ROW = 27
"""Height of a zone's row in pixels: its name, and under it its bar."""
LETTER = 5.9
"""Width of a letter of a zone's name in pixels, a little more than on average."""


def zones(shown: View, spans: pd.DataFrame, dark: bool) -> Spec:
    """Zones as spans of days under their names; an arrow where a zone was in force on the last day drawn, a question
    mark where its start is not known, a broken line where no boundary was published.

    ``spans`` is what ledger.zones returns.
    """
    span = ledger.window(shown)
    data = _bars_of_zones(spans, span)
    titles = {"name": _("Zone"), "kind": _("Kind"), "actor": _("Declared by"), "lifetime": _("In force")}
    bars = axes.rows(data) | {
        "encoding": {"y": _rows(max(1, len(data))), "tooltip": axes.told(titles)},
        "layer": [*_zone_bars(dark), *_names(dark)],
    }
    layers = [*_void(span, dark), bars]
    return _charted(span, layers, ROW * max(1, len(data)) + AXIS, ledger.zones_title(shown, spans), dark)


def _zone_bars(dark: bool) -> list[Spec]:
    until, colour = {"field": "until"}, _roles(dark)
    rule = {"type": "rule", "clip": True, "strokeWidth": 7}
    arrow = {"type": "point", "clip": True, "shape": "triangle-right", "filled": True, "size": 130, "opacity": 1}
    question = {"type": "text", "clip": True, "text": "?", "align": "right", "dx": -3, "fontWeight": 700}
    return [
        _where("datum.bounded", rule, x2=until, color=colour),
        _where("!datum.bounded", {**rule, "strokeDash": [3, 2]}, x2=until, color=colour),
        _where("!datum.end_known", arrow, x=until, color=colour),
        _where("!datum.start_known", question, color=colour),
    ]


def _where(test: str, mark: Spec, *calculated: Spec, **encoding: Spec) -> Spec:
    """A layer of the rows that pass a test."""
    return {"transform": [{"filter": test}, *calculated], "mark": mark, "encoding": encoding}


def _names(dark: bool) -> list[Spec]:
    """Names of zones from the start of their bars, of late ones up to the end of the axis, as far as they fit."""
    room = {"calculate": f"truncate(datum.told, floor(width * (1 - datum.share) / {LETTER}))", "as": "fits"}
    mark = {"type": "text", "clip": True, "baseline": "bottom", "dy": -5, "fontSize": 11.5, "color": _palette(dark).ink}
    early, late = {"field": "shown_from"}, {"field": "finish"}
    return [
        _where("datum.share < 0.6", {**mark, "align": "left"}, room, x=early, text={"field": "fits"}),
        _where("datum.share >= 0.6", {**mark, "align": "right"}, x=late, text={"field": "told"}),
    ]


def _bars_of_zones(spans: pd.DataFrame, span: Window) -> pd.DataFrame:
    """The zones that can be seen, each with its row, its bar's ends, and where its name starts."""
    seen = spans[span.holds(spans)].reset_index(drop=True)
    until = (seen["latest"] + ledger.DAY).fillna(span.end)
    shown_from = seen["earliest"].where(seen["earliest"] > span.first, span.first)
    names = zip(seen["name"], seen["bounded"], strict=True)
    lives = zip(seen["valid_from"], seen["valid_to"], strict=True)
    without = _("No boundary published · {zone}")
    return seen.drop(columns=["earliest", "latest", "valid_from", "valid_to"]).assign(
        day=seen["earliest"],
        until=until,
        shown_from=shown_from,
        finish=span.last,
        lifetime=[summary.lifetime(*life) for life in lives],
        share=(shown_from - span.first) / (span.last - span.first),
        place=seen.index + 0.72,
        told=[name if bounded else without.format(zone=name) for name, bounded in names],
    )


def _roles(dark: bool) -> Spec:
    colours = {role: mark.dark if dark else mark.light for role, mark in style.ZONES.items()}
    colours["declaration"] = _palette(dark).quiet
    scale = {"domain": list(colours), "range": list(colours.values())}
    return {"field": "role", "type": "nominal", "scale": scale, "legend": None}


def lags(shown: View, dark: bool, row: int = 5) -> Spec:
    """A row a record, by date: a bar from its first day to the day on which it became public, and on a hairline a
    tick for each later revision.
    """
    span, every = ledger.window(shown), ledger.lags(shown)
    waits, later = _lag_rows(shown, every, span)
    y, colour = _rows(max(1, len(waits))), axes.kinds(shown, dark)
    layers = [*_void(span, dark), _waits(waits, y, colour, row, dark), _later(later, y, colour, row)]
    layers += _longest(waits, y, dark)
    return _charted(span, layers, max(60, row * len(waits)) + AXIS, ledger.lag_title(every), dark)


def _waits(waits: pd.DataFrame, y: Spec, colour: Spec, row: int, dark: bool) -> Spec:
    quiet = _palette(dark).quiet
    hairline = {"type": "rule", "clip": True, "strokeWidth": 0.7, "color": quiet, "opacity": 0.55}
    bar = {"type": "rule", "clip": True, "strokeWidth": row - 1}
    return axes.rows(waits.drop(columns=["earliest", "public"])) | {
        "encoding": {"y": y, "tooltip": axes.told({"title": _("Record"), "wait": _("Became public")})},
        "layer": [
            {"mark": hairline, "encoding": {"x2": {"field": "latest"}}},
            {"mark": bar, "encoding": {"x2": {"field": "until"}, "color": colour}},
        ],
    }


def _later(later: pd.DataFrame, y: Spec, colour: Spec, row: int) -> Spec:
    titles = {"title": _("Record"), "date": _("Changed"), "change": _("What changed")}
    return axes.rows(later[["day", "place", "kind", *titles]]) | {
        "mark": {"type": "tick", "clip": True, "orient": "vertical", "thickness": 1.8, "height": row + 3},
        "encoding": {"y": y, "color": colour, "tooltip": axes.told(titles)},
    }


def _longest(waits: pd.DataFrame, y: Spec, dark: bool) -> list[Spec]:
    """The longest wait in words, beside its bar."""
    longest = waits[waits["days"] > 0].nlargest(1, "days")
    mark = {"type": "text", "clip": True, "align": "right", "dx": -6, "fontSize": 11.5, "color": _palette(dark).ink}
    return [
        axes.rows(one[["day", "place"]])
        | {"mark": {**mark, "text": ledger.days_words(int(one["days"].iloc[0]))}, "encoding": {"y": y}}
        for one in [longest]
        if not one.empty
    ]


def _lag_rows(shown: View, every: pd.DataFrame, span: Window) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The records that can be seen, each with its row and its bar's ends, and their later revisions."""
    waits = every[span.holds(every)].reset_index(drop=True)
    waits = waits.assign(
        day=waits["earliest"],
        until=waits["public"] + ledger.DAY,
        place=waits.index + 0.5,
        wait=[_waited(days) for days in waits["days"]],
    )
    changes = ledger.changes(shown)
    later = changes.assign(date=axes.worded(changes["day"])).merge(waits[["id", "place"]], on="id")
    return waits, later


def _waited(days: int) -> str:
    return ngettext("{n} day later", "{n} days later", days) if days else _("the same day")


def _charted(span: Window, layers: list[Spec], height: int, description: str, dark: bool) -> Spec:
    """Layers over the time axis that all charts of a window share."""
    quiet = _palette(dark).quiet
    colours = {"labelColor": quiet, "tickColor": quiet, "domainColor": quiet}
    axis = axes.calendar(span.first, span.last, ticks=True, tickSize=4, labelBound=True, **colours)
    x = {
        "field": "day",
        "type": "quantitative",
        "scale": axes.scale(span.first, span.last),
        "title": None,
        "axis": axis,
    }
    return {"description": description, "height": height, "padding": PLOT, "encoding": {"x": x}, "layer": layers}


def _figures(highest: int, dark: bool) -> Spec:
    """Labels of a value axis that stand on its grid lines, inside the plot."""
    colours = _palette(dark)
    return axes.figures(
        highest,
        grid=True,
        gridColor=colours.grid,
        labelColor=colours.quiet,
        labelAlign="left",
        labelBaseline="bottom",
        labelPadding=0,
        labelOffset=-2,
    )


def _void(span: Window, dark: bool) -> list[Spec]:
    """The days after the end as an empty ground with an edge."""
    if span.end >= span.last:
        return []
    colours = _palette(dark)
    ground = {"mark": {"type": "rect", "color": colours.void}, "encoding": {"x2": {"field": "until"}}}
    edge = {"mark": {"type": "rule", "color": colours.quiet, "strokeWidth": 1}}
    days = pd.DataFrame({"day": [max(span.end, span.first)], "until": [span.last]})
    return [axes.rows(days) | {"layer": [ground, edge]}]


def _meaning(span: Window, shown: View, dark: bool) -> list[Spec]:
    """What it means that nothing is drawn after the end, written at its edge."""
    if span.end >= span.last:
        return []
    edge = max(span.end, span.first)
    mark = {"type": "text", "text": _ended(span, shown), "baseline": "bottom", "dy": -20, "lineHeight": 14}
    return [
        axes.rows(pd.DataFrame({"day": [edge]}))
        | {
            "mark": {**mark, **_beside(edge, span), "color": _palette(dark).quiet},
            "encoding": {"y": {"value": "height"}},
        }
    ]


def _ended(span: Window, shown: View) -> list[str]:
    last = (span.end - ledger.DAY).date()
    if last == shown.dataset.package.sources_until:
        return [_("Sources end {day}:").format(day=dates.day_words(last)), _("no data after, not no strikes")]
    return [_("As known on {day}:").format(day=dates.day_words(last)), _("what came later is left out")]


def _beside(moment: pd.Timestamp, span: Window) -> Spec:
    """On which side of a moment words find room."""
    early = moment - span.first < (span.last - span.first) / 2
    return {"align": "left", "dx": 6} if early else {"align": "right", "dx": -6}
