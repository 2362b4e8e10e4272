"""Partial dates: the days that they allow, how they read, and what was known on a day."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import dates, language
from geo.dates import Span

DAYS = st.dates(date(2025, 9, 1), date(2026, 10, 31))
FIRST = date(2025, 1, 1)
NUMBERS = st.none() | st.integers(0, 9)


def spans_of(*pairs):
    return pd.DataFrame(pairs, columns=["earliest", "latest"], dtype="datetime64[s]")


def day_of(number):
    return None if number is None else FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-12-30", "2025-12-30", "2025-12-30"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2025-12-27T13:00Z", "2025-12-27", "2025-12-27"),
    ],
)
def test_a_partial_date_allows_these_days(text, first, last):
    assert dates.span(text) == Span(pd.Timestamp(first), pd.Timestamp(last))


@pytest.mark.parametrize("text", [None, "", "2025-02-30", "2025-13", "soon"])
def test_what_is_no_date_bounds_nothing(text):
    found = dates.span(text)
    assert pd.isna(found.earliest) and pd.isna(found.latest)


def test_stated_bounds_go_before_what_the_text_allows():
    text, bounds = pd.Series(["2025-12", "2025-12"]), pd.Series(pd.to_datetime(["2025-12-18", None]))
    found = dates.spans(text, earliest=bounds)
    assert found["earliest"].dt.day.tolist() == [18, 1] and found["latest"].dt.day.tolist() == [31, 31]


def test_spans_stand_on_the_index_of_the_text():
    assert dates.spans(pd.Series(["2025"], index=[7])).index.tolist() == [7]


def test_spans_of_nothing_are_nothing():
    assert dates.spans(pd.Series([], dtype="object")).empty


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31))), st.sampled_from((4, 7, 10)))
def test_days_lie_in_the_spans_of_their_months_and_years(days, length):
    found = dates.spans(pd.Series([day.isoformat()[:length] for day in days], dtype="object"))
    moments = pd.Series(days, dtype="datetime64[s]")
    assert (found["earliest"] <= moments).all() and (moments <= found["latest"]).all()


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: None in pair or pair[0] <= pair[1]), max_size=8),
    st.tuples(NUMBERS, NUMBERS).filter(lambda pair: None in pair or pair[0] <= pair[1]),
)
def test_touching_agrees_with_looking_at_every_day(spans, period):
    def within(day, bounds):
        return (bounds[0] is None or bounds[0] <= day) and (bounds[1] is None or day <= bounds[1])

    found = dates.touches(spans_of(*(map(day_of, span) for span in spans)), *map(day_of, period))
    assert found.tolist() == [any(within(day, span) and within(day, period) for day in range(-1, 11)) for span in spans]


def test_both_ends_of_a_period_belong_to_it():
    span = spans_of((date(2025, 10, 2), date(2025, 10, 4)))
    assert dates.touches(span, date(2025, 10, 4), date(2025, 10, 9)).all()
    assert dates.touches(span, date(2025, 9, 1), date(2025, 10, 2)).all()
    assert not dates.touches(span, date(2025, 10, 5), None).any()


def test_a_record_without_a_date_touches_every_period():
    assert dates.touches(spans_of((None, None)), date(2025, 10, 1), date(2025, 10, 1)).all()


@given(st.dates(), st.dates())
def test_any_day_of_the_calendar_can_bound_a_period(start, end):
    assert len(dates.touches(spans_of((date(2025, 10, 2), date(2025, 10, 2))), min(start, end), max(start, end))) == 1


def test_a_record_reads_as_it_did_on_a_day(revised):
    incidents = revised.tables["incidents"]
    known = {day: dates.as_known_on(incidents, date(2025, 11, day))["revision"].tolist() for day in (4, 5)}
    assert known == {4: [1], 5: [2]}


def test_without_a_day_the_last_revision_counts(revised):
    assert dates.as_known_on(revised.tables["incidents"], None)["killed_max"].tolist() == [3]


def test_a_record_is_not_known_before_its_first_revision(revised):
    assert dates.as_known_on(revised.tables["incidents"], date(2025, 10, 1)).empty


def test_a_revision_that_was_never_dated_is_known_on_no_day(undated):
    assert dates.as_known_on(undated.tables["incidents"], date(2099, 1, 1)).empty


@given(DAYS, DAYS)
def test_what_was_known_stays_known(data, one, other):
    earlier, later = (
        dates.as_known_on(data.tables["incidents"], day).set_index("id")["revision"] for day in sorted((one, other))
    )
    assert set(earlier.index) <= set(later.index) and (later[earlier.index] >= earlier).all()


@given(DAYS)
def test_each_record_is_known_once(data, day):
    assert dates.as_known_on(data.tables["incidents"], day)["id"].is_unique


@pytest.mark.parametrize(
    ("text", "precision", "read"),
    [
        ("2025-09-02", "day", "2 Sep 2025"),
        ("2025-10-24", "approx", "about 24 Oct 2025"),
        ("2025-10-24", "reported", "reported 24 Oct 2025"),
        ("2025-12", "month", "December 2025"),
        ("2026", "unknown", "2026"),
        ("2025-12-27T13:00Z", "day", "27 Dec 2025"),
        (None, "unknown", "date not known"),
        ("", "unknown", "date not known"),
    ],
)
def test_a_partial_date_reads_as_what_is_known(text, precision, read):
    assert dates.words(text, precision) == read


def test_a_day_reads_without_a_leading_zero():
    assert dates.day_words(date(2025, 9, 2)) == "2 Sep 2025"


@pytest.mark.parametrize(
    ("text", "precision", "read"),
    [
        ("2025-09-02", "day", "2 sept 2025"),
        ("2025-10-24", "approx", "hacia el 24 oct 2025"),
        ("2025-10-24", "reported", "noticia del 24 oct 2025"),
        ("2025-12", "month", "diciembre de 2025"),
        (None, "unknown", "fecha desconocida"),
    ],
)
def test_a_partial_date_reads_in_spanish(text, precision, read):
    with language.spoken("es"):
        assert dates.words(text, precision) == read


def test_words_of_one_language_are_not_kept_for_another():
    with language.spoken("es"):
        assert dates.words("2026-01-02") == "2 ene 2026"
    assert dates.words("2026-01-02") == "2 Jan 2026"


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [("2025-09-02", "2 Sep 2025", "el 2 sept 2025"), ("2025-12", "December 2025", "diciembre de 2025")],
)
def test_a_date_in_a_sentence_takes_what_its_language_asks_for(text, english, spanish):
    assert dates.phrase(text) == english
    with language.spoken("es"):
        assert dates.phrase(text) == spanish
