"""What the time bar is told, and what is taken from it."""

import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo import figures, known, timebar, view
from geo.filters import Filters
from pages import timebar as page


@pytest.fixture(scope="module")
def told(everything):
    return timebar.payload(everything)


def test_the_payload_is_small_json(told):
    assert len(json.dumps(told, separators=(",", ":"))) < 16_000


def test_every_column_has_a_value_for_each_record_of_any_time(everything, told):
    records = told["records"]
    columns = ("kind", "place", "precision", "role", "vessels", "low", "high", "first", "id", "what")
    assert {len(records[name]) for name in columns} == {len(everything.anytime)}
    assert records["id"] == list(everything.anytime["id"])


def test_the_period_is_the_views_own_and_shapes_nothing_else(data):
    chosen = Filters(start=date(2025, 12, 1), kind=("boat_strike",))
    bounded = timebar.payload(view.build(data, chosen))
    free = timebar.payload(view.build(data, Filters(kind=("boat_strike",))))
    assert bounded.pop("period") == {"start": known.number(date(2025, 12, 1), 0), "end": None}
    assert free.pop("period") == {"start": None, "end": None}
    assert bounded == free


def test_the_axis_reaches_a_little_behind_the_end_of_the_sources(everything, told):
    first, last = told["axis"]
    assert first == known.number(everything.anytime["earliest"].min(), 0)
    assert told["until"] == known.number(everything.dataset.package.sources_until, 0) < last


def test_going_back_to_a_day_ends_what_is_known_on_it(data):
    told = timebar.payload(view.build(data, Filters(known_on=date(2025, 12, 1))))
    assert told["until"] == known.number(date(2025, 12, 1), 0)
    assert max(told["statements"]["day"]) <= told["until"]


def test_a_month_reaches_from_its_first_day_to_its_last(month_only):
    records = timebar.payload(view.build(month_only, Filters()))["records"]
    assert records["last"][0] - records["first"][0] == 29
    assert records["hedged"] == []


def test_an_undated_record_has_no_bounds(undated):
    told = timebar.payload(view.build(undated, Filters()))
    assert told["records"]["first"] == [None] and told["records"]["last"] == [None]
    assert told["axis"][0] < told["axis"][1]


def test_a_view_of_nothing_still_has_an_axis(data):
    told = timebar.payload(view.build(data, Filters(q="no such words anywhere")))
    assert told["records"]["id"] == [] and told["records"]["names"] == []
    assert told["axis"][0] < told["until"] < told["axis"][1]


def test_records_too_many_to_be_named_are_only_counted(everything, monkeypatch):
    monkeypatch.setattr(timebar, "MOST_NAMED", 100)
    records = timebar.payload(everything)["records"]
    assert records["id"] is None and len(records["kind"]) == 118


def test_the_figures_are_named_for_the_bar_to_keep_them_true(everything):
    live, markup = figures.live(everything), figures.counts(everything)
    assert all(f'data-live="{name}"' in markup for name in live if name != "placed")
    assert live["strikes-sure"] == ""


def drawn(filters=None, **state):
    """A page with the bar alone."""

    def script(filters, state):
        import streamlit as st

        from geo import dataset, view
        from geo.filters import Filters
        from pages import timebar

        for name, value in state.items():
            st.session_state.setdefault(name, value)
        timebar.show(view.build(dataset.bundled(), filters or Filters()))

    return AppTest.from_function(script, kwargs={"filters": filters, "state": state}, default_timeout=60).run()


def test_the_bar_draws_beside_a_chosen_record():
    assert not drawn(record="bs-2025-10-21-1").exception


@pytest.fixture
def session(monkeypatch):
    state = {}
    monkeypatch.setattr(page.st, "session_state", state)
    return state


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2025-10-01", None, (date(2025, 10, 1), None)),
        (None, "2025-10-01", (None, date(2025, 10, 1))),
        ("0001-01-01", "9999-12-31", (date(1900, 1, 1), date(2199, 12, 31))),
        (None, None, (None, None)),
    ],
)
def test_a_period_from_the_browser_is_taken_within_the_days_of_the_filters(session, start, end, days):
    page._take_period({"start": start, "end": end})
    assert (session["start"], session["end"]) == days


@pytest.mark.parametrize(
    "told", [None, "2025", [], {"start": "yesterday"}, {"start": 7}, {"start": "2025-13-01", "end": None}, {"end": {}}]
)
def test_what_is_no_period_changes_nothing(session, told):
    page._take_period(told)
    assert session == {}


def test_only_a_record_of_the_view_can_be_chosen(session):
    ids = frozenset(["bs-1"])
    for told in ("bs-2", 7, ["bs-1"], {"id": "bs-1"}):
        page._take_record(told, ids)
    assert session == {}
    page._take_record("bs-1", ids)
    assert session == {"record": "bs-1"}
    page._take_record(None, ids)
    assert session == {"record": None}
