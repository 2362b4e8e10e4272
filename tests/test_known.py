"""What the public knew on a day."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo import dates, known, language

DAYS = st.one_of(st.none(), st.dates(date(2025, 6, 1), date(2026, 12, 31)))


@given(start=DAYS, end=DAYS)
def test_spans_touch_and_lie_within_as_the_dates_module_has_it(data, start, end):
    of = known.on(data, None)
    first, last = known.number(start, known.EARLIEST), known.number(end, known.LATEST)
    assert (of.days.touch(first, last) == dates.touches(of.records, start, end).to_numpy()).all()
    hedged = dates.hedged(of.records[["earliest", "latest"]], of.records["occurred_precision"])
    assert (of.sure_days.lie_within(first, last) == dates.within(hedged, start, end).to_numpy()).all()


def test_what_did_not_last_is_never_under_way(everything):
    of = everything.known
    assert not of.under_way.touch(known.EARLIEST + 1, known.LATEST)[of.records["ended"].isna().to_numpy()].any()
    assert of.under_way.touch(known.EARLIEST, known.LATEST - 1)[of.records["ended"].notna().to_numpy()].all()


def test_a_day_and_a_language_are_made_once(data):
    assert known.on(data, date(2025, 12, 30)) is known.on(data, date(2025, 12, 30))
    english = known.on(data, None).records
    with language.spoken("es"):
        assert known.on(data, None).records["title"].tolist() != english["title"].tolist()


def test_records_come_by_date_and_have_their_geometry(data):
    records = known.on(data, None).records
    assert records["earliest"].dropna().is_monotonic_increasing
    assert (records.geometry.isna() == records["precision"].isin(["theatre", "none"])).all()


def test_a_zone_s_end_is_not_known_before_its_day(data):
    day = date(2025, 12, 1)
    zones = known.on(data, day).zones
    whole = data.tables["zones"]
    later = whole["id"].isin(zones["id"]) & (dates.spans(whole["valid_to"])["latest"] > np.datetime64(day))
    assert later.any()
    assert not (dates.spans(zones["valid_to"])["latest"] > np.datetime64(day)).any()
    assert zones["notes"].isna().all()


def test_numbers_give_back_their_days():
    assert known.day(known.number(date(2025, 9, 2), 0)) == date(2025, 9, 2)
    assert known.day(known.EARLIEST) is None and known.number(None, known.LATEST) == known.LATEST
