"""Charts over time."""

from datetime import date, timedelta

import pandas as pd
import pytest

from geo import charts, ledger, style, timelines, view
from geo.filters import Filters

KINDS = ("boat_strike", "interdiction")


def records(*rows):
    frame = pd.DataFrame(rows, columns=["earliest", "kind"])
    return frame.assign(earliest=pd.to_datetime(frame["earliest"]), latest=pd.to_datetime(frame["earliest"]))


def test_a_week_runs_from_monday_to_sunday():
    week = charts.weekly(records(("2025-10-06", "boat_strike"), ("2025-10-12", "boat_strike")), KINDS)
    assert week[["week", "records"]].values.tolist() == [[pd.Timestamp(2025, 10, 6), 2]]


def test_kinds_are_counted_apart_and_in_their_order():
    week = charts.weekly(records(("2025-10-06", "interdiction"), ("2025-10-07", "boat_strike")), KINDS)
    assert week["kind"].tolist() == list(KINDS)


def test_a_record_without_a_date_is_in_no_week():
    assert charts.weekly(records((None, "boat_strike")), KINDS).empty


def test_weeks_hold_every_dated_record_once(everything):
    counted = charts.weekly(everything.records, ("boat_strike", "land_strike", "interdiction"))
    assert counted["records"].sum() == everything.records["earliest"].notna().sum()


def drawn(chart):
    """The chart as Vega-Lite has it, checked against its schema."""
    return chart.to_dict(validate=True)


def day(number):
    """The day that a chart counts from 1970."""
    return str(date(1970, 1, 1) + timedelta(days=number))


def data_of(chart):
    return [row for rows in drawn(chart)["datasets"].values() for row in rows]


@pytest.mark.parametrize("dark", [False, True])
def test_counts_are_drawn_in_the_colours_of_their_kinds(everything, dark):
    scale = drawn(charts.weekly_counts(everything, dark))["encoding"]["color"]["scale"]
    assert scale["range"] == [mark.dark if dark else mark.light for mark in style.KINDS.values()]


def test_counts_are_those_of_the_view(data, october):
    shown = view.build(data, october)
    rows = [row for row in data_of(charts.weekly_counts(shown, dark=False)) if "records" in row]
    assert sum(row["records"] for row in rows) == shown.counts.records


@pytest.fixture(scope="module")
def three_weeks(tiny):
    """A strike in each of three weeks."""
    days = ("2025-10-02", "2025-10-09", "2025-10-16")
    return view.build(tiny(*({"id": f"bs-{day}", "occurred": day} for day in days)), Filters())


@pytest.mark.parametrize(
    ("start", "end", "weeks"),
    [
        (None, None, ["2025-09-29", "2025-10-06", "2025-10-13"]),
        (date(2025, 10, 13), None, ["2025-10-13"]),
        (date(2025, 10, 12), None, ["2025-10-06", "2025-10-13"]),
        (None, date(2025, 10, 5), ["2025-09-29"]),
        (date(2025, 10, 8), date(2025, 10, 9), ["2025-10-06"]),
        (date(2030, 1, 1), None, []),
        (None, date(2020, 1, 1), []),
    ],
)
def test_weeks_outside_the_period_are_pale(three_weeks, start, end, weeks):
    chart = charts.histogram(
        three_weeks, Filters(start=start, end=end), date(2025, 10, 2), date(2025, 10, 16), dark=False
    )
    assert [day(row["week"]) for row in data_of(chart) if row["inside"]] == weeks


def test_the_time_axis_runs_from_the_first_to_the_last_day(everything):
    chart = charts.histogram(everything, Filters(), date(2025, 9, 2), date(2026, 10, 4), dark=True)
    domain = drawn(chart)["encoding"]["x"]["scale"]["domain"]
    assert [day(bound) for bound in domain] == ["2025-09-02", "2026-10-04"]


def test_killed_a_week_add_up_to_the_bounds_of_the_view(everything):
    rows = [row for row in data_of(charts.weekly_killed(everything, dark=False)) if "low" in row]
    counts = everything.counts
    assert (sum(row["low"] for row in rows), sum(row["high"] for row in rows)) == (counts.killed_min, counts.killed_max)


def test_a_view_without_a_date_can_be_drawn(undated):
    shown = view.build(undated, Filters())
    assert drawn(charts.weekly_counts(shown, dark=False)) and drawn(charts.weekly_killed(shown, dark=False))


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
    bars = [(row["kind"], row["week"], row["end"]) for row in rows if "low" in row]
    assert [kind for kind, *_ in bars] == ["boat_strike", "land_strike"] and bars[0][2] <= bars[1][1]


# Over time


def timeline(shown, dark=False):
    """Every chart of the timeline, one of totals for each unit and reading."""
    totals = [timelines.totals(shown, unit, reading, dark) for unit in ledger.UNITS for reading in ledger.READINGS]
    said = timelines.statements(shown, ledger.statements(shown), dark)
    return [*totals, said, timelines.zones(shown, ledger.zones(shown), dark), timelines.lags(shown, dark)]


def time_scales(chart):
    return [layer["encoding"]["x"]["scale"]["domain"] for layer in drawn(chart)["layer"]]


@pytest.mark.parametrize("chosen", [Filters(), Filters(start=date(2025, 12, 1), end=date(2025, 12, 31))])
def test_all_charts_over_time_share_one_axis_and_leave_no_room_beside_it(data, chosen):
    shown = view.build(data, chosen)
    scales = [scale for chart in timeline(shown) for scale in time_scales(chart)]
    assert scales.count(scales[0]) == len(scales)
    assert all(chart.padding["left"] == chart.padding["right"] == 0 for chart in timeline(shown))


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
    return [layer["mark"]["text"] for layer in drawn(chart)["layer"] if "text" in layer["mark"]]


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


def axes(chart):
    """Scales of both axes of a chart, those of its layers included."""
    for part in drawn(chart).get("layer", [drawn(chart)]):
        yield from (part["encoding"][name].get("scale") for name in "xy" if "field" in part["encoding"].get(name, {}))


def test_every_axis_has_a_length_before_its_rows_arrive(everything, undated):
    """The first layer names its axis; Vega warns of an infinite extent where none does."""
    for shown in (everything, view.build(undated, Filters())):
        for chart in (charts.weekly_counts(shown, False), charts.weekly_killed(shown, False), *timeline(shown)):
            assert any(scale and "domain" in scale for scale in axes(chart))
