"""Charts over time."""

from datetime import date

import pandas as pd
import pytest

from geo import charts, style, view
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
    assert [row["week"][:10] for row in data_of(chart) if row["inside"]] == weeks


def test_the_time_axis_runs_from_the_first_to_the_last_day(everything):
    chart = charts.histogram(everything, Filters(), date(2025, 9, 2), date(2026, 10, 4), dark=True)
    domain = drawn(chart)["encoding"]["x"]["scale"]["domain"]
    assert [bound[:10] for bound in domain] == ["2025-09-02", "2026-10-04"]


def test_killed_a_week_add_up_to_the_bounds_of_the_view(everything):
    rows = data_of(charts.weekly_killed(everything, dark=False))
    counts = everything.counts
    assert (sum(row["low"] for row in rows), sum(row["high"] for row in rows)) == (counts.killed_min, counts.killed_max)


def test_a_view_without_a_date_can_be_drawn(undated):
    shown = view.build(undated, Filters())
    assert drawn(charts.weekly_counts(shown, dark=False)) and drawn(charts.weekly_killed(shown, dark=False))
