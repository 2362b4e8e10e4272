"""Charts over time."""

import json
from datetime import date, timedelta

import pandas as pd
import pytest
from altair import LayerChart

from geo import axes, charts, language, ledger, style, timelines, view
from geo.filters import Filters


def records(*rows):
    frame = pd.DataFrame(rows, columns=["earliest", "kind"]).assign(counted_as="strike", killed_min=1, killed_max=None)
    frame["answer"] = "surely"
    return frame.assign(earliest=pd.to_datetime(frame["earliest"]))


def weeks(frame):
    """Strikes by the Monday of the week and the kind."""
    return {(day(week), kind): tally.strikes for (week, kind), tally in charts.weekly(frame).items()}


def test_a_week_runs_from_monday_to_sunday():
    found = weeks(records(("2025-10-06", "boat_strike"), ("2025-10-12", "boat_strike")))
    assert found == {("2025-10-06", "boat_strike"): 2}


def test_kinds_are_counted_apart():
    found = weeks(records(("2025-10-06", "interdiction"), ("2025-10-07", "boat_strike")))
    assert found == {("2025-10-06", "interdiction"): 1, ("2025-10-06", "boat_strike"): 1}


def test_a_record_without_a_date_is_in_no_week():
    assert weeks(records((None, "boat_strike"))) == {}


def test_a_strike_without_an_upper_figure_adds_its_lower_one_to_both_bounds():
    [tally] = charts.weekly(records(("2025-10-06", "boat_strike"))).values()
    assert (tally.low, tally.high) == (1, 1)


def test_killed_who_are_only_possibly_in_the_place_are_not_drawn_solid(data):
    asked = Filters(date(2025, 10, 1), date(2025, 10, 31), kind=("boat_strike",), near=("TTO:100nm",))
    shown = view.build(data, asked)
    tallies = charts.weekly(shown.records).values()
    drawn_bounds = sum(tally.low for tally in tallies), sum(tally.high for tally in tallies)
    assert drawn_bounds == (shown.surely.killed_min, shown.counts.killed_max)
    assert drawn_bounds[0] < shown.counts.killed_min


def test_weeks_hold_every_dated_strike_once(everything):
    dated = everything.records[everything.records["earliest"].notna()]
    assert sum(weeks(everything.records).values()) == (dated["counted_as"] == "strike").sum()


def drawn(chart):
    """The chart as it is, checked against Vega-Lite's schema."""
    LayerChart.from_dict(chart, validate=True)
    return chart


def day(number):
    """The day that a chart counts from 1970."""
    return str(date(1970, 1, 1) + timedelta(days=number))


def parts(chart):
    """The chart and its layers, those within layers included."""
    yield chart
    for layer in chart.get("layer", ()):
        yield from parts(layer)


def data_of(chart):
    """The rows of all layers, parted as the browser parts them."""
    columns = [values for part in parts(drawn(chart)) if "data" in part for values in part["data"]["values"]]
    tables = [
        {name: column if isinstance(column, list) else [column] for name, column in values.items()}
        for values in columns
    ]
    return [dict(zip(table, row, strict=True)) for table in tables for row in zip(*table.values(), strict=True)]


@pytest.mark.parametrize("dark", [False, True])
def test_the_killed_are_drawn_in_the_colours_of_their_kinds(everything, dark):
    scale = drawn(charts.weekly_killed(everything, dark))["layer"][0]["encoding"]["color"]["scale"]
    assert scale["range"] == [mark.dark if dark else mark.light for mark in style.KINDS.values()]


def test_killed_a_week_add_up_to_the_bounds_of_the_view(everything):
    rows = [row for row in data_of(charts.weekly_killed(everything, dark=False)) if "low" in row]
    counts = everything.counts
    assert (sum(row["low"] for row in rows), sum(row["high"] for row in rows)) == (counts.killed_min, counts.killed_max)


def test_a_view_without_a_date_can_be_drawn(undated):
    shown = view.build(undated, Filters())
    assert drawn(charts.weekly_killed(shown, dark=False))


def test_strikes_on_boats_and_on_land_of_one_week_stand_side_by_side(tiny):
    land = {
        "id": "land-1",
        "kind": "land_strike",
        "event": "military_operation",
        "theatre": "land",
        "vessels": "",
        "name": "A port",
    }
    rows = data_of(charts.weekly_killed(view.build(tiny({}, land), Filters()), dark=False))
    assert [(row["kind"], row["nth"], row["of"]) for row in rows if "low" in row] == [(0, 0, 2), (1, 1, 2)]


def test_the_chart_of_the_map_page_is_small(everything):
    assert len(json.dumps(charts.weekly_killed(everything, dark=False))) < 4_000


@pytest.mark.parametrize(("highest", "values"), [(1, [0, 1]), (7, [0, 2, 4, 6]), (238, [0, 100, 200])])
def test_an_axis_of_figures_goes_by_ones_twos_fives_and_tens(highest, values):
    assert axes.figures(highest)["values"] == values


def test_axes_speak_the_readers_language():
    with language.spoken("es"):
        assert '"ene ","feb ","mar "' in axes.calendar(date(2025, 9, 1), date(2026, 9, 1))["labelExpr"]
        assert axes.figures(8000)["labelExpr"].startswith('["0","2.000","4.000"')
    assert axes.figures(8000)["labelExpr"].startswith('["0","2,000","4,000"')


# Over time


def timeline(shown, dark=False):
    """Every chart of the timeline, one of totals for each unit and reading."""
    totals = [timelines.totals(shown, unit, reading, dark) for unit in ledger.UNITS for reading in ledger.READINGS]
    said = timelines.statements(shown, ledger.statements(shown), dark)
    return [*totals, said, timelines.zones(shown, ledger.zones(shown), dark), timelines.lags(shown, dark)]


def time_scales(chart):
    x = (part.get("encoding", {}).get("x", {}) for part in parts(drawn(chart)))
    return [channel["scale"]["domain"] for channel in x if "scale" in channel]


@pytest.mark.parametrize("chosen", [Filters(), Filters(start=date(2025, 12, 1), end=date(2025, 12, 31))])
def test_all_charts_over_time_share_one_axis_and_leave_no_room_beside_it(data, chosen):
    shown = view.build(data, chosen)
    scales = [scale for chart in timeline(shown) for scale in time_scales(chart)]
    assert scales.count(scales[0]) == len(scales)
    assert all(chart["padding"]["left"] == chart["padding"]["right"] == 0 for chart in timeline(shown))


def test_the_period_is_the_axis(data):
    shown = view.build(data, Filters(start=date(2025, 12, 1), end=date(2025, 12, 31)))
    assert [day(bound) for bound in time_scales(timeline(shown)[0])[0]] == ["2025-12-01", "2026-01-01"]


def test_every_printed_total_is_drawn_in_one_unit_or_another(data, everything):
    rows = [row for unit in ledger.UNITS for row in data_of(timelines.totals(everything, unit, "then", dark=False))]
    assert {row["id"] for row in rows if "publisher" in row} == set(data.tables["tallies"]["id"])


@pytest.mark.parametrize("reading", ledger.READINGS)
def test_the_line_ends_on_the_day_asked_for(data, reading):
    shown = view.build(data, Filters(known_on=date(2026, 1, 2)))
    rows = data_of(timelines.totals(shown, "killed", reading, dark=False))
    assert max(day(row["day"]) for row in rows if "day" in row) == "2026-01-03"


def texts(chart):
    marks = [part["mark"] for part in parts(drawn(chart)) if "mark" in part]
    return [mark["text"] for mark in marks if isinstance(mark.get("text"), list)]


def test_the_end_of_the_sources_is_told_on_the_chart(data, everything):
    edge = ["Sources end 10 Oct 2026:", "no data after, not no strikes"]
    assert texts(timelines.totals(everything, "killed", "then", dark=False)) == [edge]
    before = view.build(data, Filters(end=date(2026, 1, 31)))
    assert texts(timelines.totals(before, "killed", "then", dark=False)) == []


def test_the_chart_says_when_it_is_of_an_earlier_day(data):
    shown = view.build(data, Filters(known_on=date(2026, 1, 2)))
    assert texts(timelines.totals(shown, "killed", "then", dark=False))[0][0] == "As known on 2 Jan 2026:"


def test_statements_that_were_not_found_are_still_drawn(everything):
    said = ledger.statements(everything, "war powers")
    rows = [row for row in data_of(timelines.statements(everything, said, dark=False)) if "found" in row]
    assert len(rows) == len(said) and 0 < sum(row["found"] for row in rows) < len(said)


def test_a_zone_without_a_boundary_says_so(everything):
    rows = data_of(timelines.zones(everything, ledger.zones(everything), dark=False))
    blockade = next(row for row in rows if row.get("id") == "zone-blockade-venezuela")
    assert blockade["told"].startswith("No boundary published")


def test_each_record_with_a_day_has_its_row(everything):
    rows = [row for row in data_of(timelines.lags(everything, dark=False)) if "wait" in row and "told" not in row]
    assert sorted(row["place"] for row in rows) == [place + 0.5 for place in range(len(ledger.lags(everything)))]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "chosen", [Filters(), Filters(known_on=date(2020, 1, 1)), Filters(start=date(2030, 1, 1), q="nothing has this")]
)
def test_charts_without_a_row_can_be_drawn(undated, chosen, dark):
    assert all(drawn(chart) for chart in timeline(view.build(undated, chosen), dark))


def scales(chart):
    """Scales of both axes of a chart, those of its layers included."""
    for part in parts(drawn(chart)):
        yield from (part.get("encoding", {}).get(name, {}).get("scale") for name in "xy")


def test_every_axis_has_a_length_before_its_rows_arrive(everything, undated):
    """Vega warns of an infinite extent where none names it."""
    for shown in (everything, view.build(undated, Filters())):
        for chart in (charts.weekly_killed(shown, False), *timeline(shown)):
            assert sum(bool(scale and "domain" in scale) for scale in scales(chart)) >= 2


def test_a_chart_over_time_is_told_in_spanish(everything):
    with language.spoken("es"):
        chart = timelines.totals(everything, "killed", "then", dark=False)
        assert texts(chart) == [["Las fuentes llegan hasta el 10 oct 2026:", "sin datos posteriores, no sin ataques"]]
        assert chart["description"].startswith("215–238 muertos según nuestro recuento")
