"""Surely, possibly, not: the answers to questions of period and place."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import answers, dates, filters, view
from geo.filters import Filters


def answered(data, **chosen):
    """Answer of each record, by id."""
    records = view.build(data, Filters(**chosen)).records
    return dict(zip(records["id"], records["answer"], strict=True))


def test_where_nothing_is_asked_every_record_is_sure(everything):
    assert set(everything.records["answer"]) == {"surely"} and set(everything.records["answer_reason"]) == {""}
    assert not everything.asks


def test_a_month_is_surely_in_its_year_and_possibly_in_its_first_days(month_only):
    assert answered(month_only, start=date(2025, 1, 1), end=date(2025, 12, 31)) == {"bs-1": "surely"}
    assert answered(month_only, start=date(2025, 11, 1), end=date(2025, 11, 9)) == {"bs-1": "possibly"}


def test_an_undated_record_is_possibly_in_every_period(undated):
    assert answered(undated, start=date(1999, 1, 1), end=date(1999, 1, 1)) == {"bs-1": "possibly"}


def test_only_surely_leaves_out_what_is_possible(month_only):
    assert answered(month_only, end=date(2025, 11, 9), answer=("surely",)) == {}
    assert answered(month_only, end=date(2025, 11, 9), answer=("possibly",)) == {"bs-1": "possibly"}


def test_alternatives_widen_and_conditions_narrow(named_place):
    near, far = "VEN:24nm", "IND:24nm"
    assert "land-1-port" not in answered(named_place, near=(far,))
    assert answered(named_place, near=(near, far))["land-1-port"] == "surely"
    assert "land-1-port" not in answered(named_place, near=(near,), area="0,0,1,1")


def test_unplaced_caribbean_records_are_possibly_but_not_surely_within_24_nm_of_venezuela(data):
    possible = answered(data, near=("VEN:24nm",))
    sure = answered(data, near=("VEN:24nm",), answer=("surely",))
    records = view.build(data, Filters(theatre=("caribbean",), precision=("theatre",))).records
    assert len(records) > 20 and set(records["id"]) <= set(possible) and not set(records["id"]) & set(sure)


def test_the_land_records_of_venezuela_s_coast_are_surely_within_24_nm_of_it(data):
    sure = answered(data, near=("VEN:24nm",), answer=("surely",))
    assert {"land-2026-01-03-la-carlota", "land-2026-01-03-la-guaira-port", "land-2025-12-cia-dock"} <= set(sure)
    assert "tkr-2026-02-24-bertha" not in answered(data, near=("VEN:24nm",))


def test_each_answer_to_a_place_has_its_reason(data):
    records = view.build(data, Filters(near=("VEN:24nm",))).records
    assert records["answer_reason"].str.len().gt(5).all()


@settings(max_examples=60)
@given(st.data())
def test_surely_and_possibly_part_what_is_shown(gallery, any_filters, drawn):
    chosen = drawn.draw(any_filters)
    shown = view.build(gallery, chosen)
    assert shown.surely.killed_max <= shown.counts.killed_max
    assert set(shown.records["answer"]) <= set(chosen.answer or filters.ANSWERS)


@given(st.dates(date(2025, 9, 1), date(2025, 12, 31)), st.integers(0, 90), st.integers(0, 90))
def test_what_surely_is_in_a_part_of_the_period_surely_is_in_the_period(gallery, start, days, more):
    end = start + timedelta(days)
    part, whole = (answered(gallery, start=start, end=last) for last in (end, end + timedelta(more)))
    assert {record for record, answer in part.items() if answer == "surely"} <= set(whole)
    assert all(whole[record] == "surely" for record, answer in part.items() if answer == "surely")


@pytest.mark.parametrize(("first", "last"), [("2025-11-01", "2025-11-30"), ("2025-10-31", "2025-12-01")])
def test_a_span_is_within_a_period_that_holds_its_first_and_last_day(first, last):
    days = dates.spans(pd.Series(["2025-11"]))
    assert dates.within(days, date.fromisoformat(first), date.fromisoformat(last)).all()
    assert not dates.within(days, date(2025, 11, 2), None).any()


def test_places_asked_for_are_grouped_by_field(data):
    questions = answers.asked(data, Filters(near=("VEN:24nm", "COL:24nm"), area="-72,10,-70,12"))
    assert [[place.field for place in choices] for choices in questions] == [["near", "near"], ["area"]]


def test_a_day_said_to_be_about_a_date_is_only_possibly_that_day(tiny):
    about = tiny({"occurred_precision": "approx", "occurred": "2025-10-02"})
    assert answered(about, start=date(2025, 10, 2), end=date(2025, 10, 2)) == {"bs-1": "possibly"}
    assert answered(about, start=date(2025, 9, 25), end=date(2025, 10, 9)) == {"bs-1": "surely"}


def test_a_pursuit_surely_was_under_way_until_it_ended(data):
    found = answered(data, start=date(2026, 1, 2), end=date(2026, 1, 4), kind=("interdiction",))
    assert found["tkr-2025-12-21-bella1-pursuit"] == "surely"


def test_with_only_surely_each_record_still_has_its_reason(data):
    shown = view.build(data, Filters(near=("VEN:24nm",), answer=("surely",)))
    assert shown.asks and shown.records["answer_reason"].str.len().gt(3).all()
