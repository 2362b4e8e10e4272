"""What was asked: the same filters in widgets, address, command line and provenance."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import filters, language, view
from geo.errors import FilterError
from geo.filters import Filters


def chosen(data, **given_filters):
    """Ids that the filters let through."""
    return set(view.build(data, Filters(**given_filters)).records["id"])


def test_the_names_are_those_of_the_contract():
    names = tuple(field.name for field in fields(Filters))
    assert names == filters.NAMES
    assert names[:7] == ("start", "end", "known_on", "kind", "theatre", "attribution", "precision")
    assert names[7:] == ("contested", "zone", "waters", "near", "area", "answer", "q")


def test_every_choice_has_options_and_each_a_name(data):
    options = filters.options(data.package)
    assert tuple(options) == filters.CHOICES and all(label for values in options.values() for label in values.values())


def test_options_are_the_values_of_the_schema(data):
    assert set(filters.options(data.package)["theatre"]) == set(data.package["incidents"]["theatre"].labels)


def test_a_period_given_the_wrong_way_round_changes_places():
    turned = Filters(start=date(2025, 10, 31), end=date(2025, 10, 1))
    assert turned == Filters(start=date(2025, 10, 1), end=date(2025, 10, 31))


def test_the_order_of_values_makes_no_difference():
    assert Filters(kind=("b", "a", "b")) == Filters(kind=("a", "b"))


def test_white_space_in_the_search_makes_no_difference():
    assert Filters(q="  a \n b ").q == "a b"


def test_half_a_sign_in_the_search_is_replaced():
    assert Filters(q="\ud800").q == "?"


@given(st.data())
def test_a_query_string_gives_back_its_filters(data, any_bundled_filters, drawn):
    wanted = drawn.draw(any_bundled_filters)
    assert filters.from_query(filters.to_query(wanted), data) == wanted


@given(st.data())
def test_plain_filters_give_back_their_filters(any_filters, drawn):
    wanted = drawn.draw(any_filters)
    days = {name: getattr(wanted, name) for name in filters.DAYS}
    plain = filters.plain(wanted)
    assert tuple(plain) == filters.NAMES and filters.of(plain | days) == wanted
    assert {name: plain[name] for name in days} == {name: day and day.isoformat() for name, day in days.items()}


def test_open_filters_need_no_query_string():
    assert filters.to_query(Filters()) == ""


def test_a_query_string_is_short_and_readable(october):
    assert filters.to_query(october) == "start=2025-10-01&end=2025-10-31&kind=boat_strike"


@pytest.mark.parametrize("query", ["", "?", "start=&q=&known_on=&kind=", "record=bs-1&embed=true"])
def test_these_query_strings_ask_for_everything(data, query):
    assert filters.from_query(query, data) == Filters()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("colour=red", r"colour: no such filter; use one of start, end, known_on, kind"),
        ("kind=submarine", r"kind: 'submarine' is no value of it; use one of boat_strike, land_strike"),
        ("start=31.10.2025", r"start: '31\.10\.2025' is no day; write it as year-month-day"),
        ("end=2025-02-30", r"end: '2025-02-30' is no day"),
        ("end=20251031", r"end: '20251031' is no day"),
        ("start=1899-12-31", r"start: 1899-12-31 is out of range; use a day from 1900-01-01 to 2199-12-31"),
        ("known_on=9999-12-31", r"known_on: 9999-12-31 is out of range"),
        ("zone=zone-blockade-venezuela", r"zone: 'zone-blockade-venezuela' is no zone with an outline; use one of"),
        ("waters=sea:VEN", r"waters: 'sea' is none; use one of land, territorial_sea"),
        ("waters=land:ZZZ", r"waters: 'ZZZ' is no state with a coast"),
        ("near=Venezuela", r"near: 'Venezuela' is no distance; write it as VEN:24nm"),
        ("near=ZZZ:24nm", r"near: 'ZZZ' is no state with a coast and no place"),
        ("near=VEN:0nm", r"near: 0nm is out of range"),
        ("area=1,2,3", r"area: 3 numbers; use 4 for a box"),
        ("area=a,b", r"area: 'a,b' is no list of degrees"),
        ("area=-72,10,190,95", r"area: it is off the globe"),
        ("area=0,0,1,1,1,0,0,1", r"area: its edges cross or enclose nothing"),
        ("area=1,1,1,5", r"area: its edges cross or enclose nothing"),
        ("q=a&q=b", r"q: given twice; give one value"),
        ("start=2025-10-01&start=2025-10-02", r"start: given twice"),
    ],
)
def test_a_filter_that_is_none_says_what_there_is(data, query, message):
    with pytest.raises(FilterError, match=f"^{message}"):
        filters.from_query(query, data)


def test_a_hand_made_address_keeps_what_is_sound(data):
    pairs = [("kind", "boat_strike"), ("kind", "submarine"), ("start", "soon"), ("colour", "red"), ("q", "ship")]
    kept, dropped = filters.salvage(pairs, data)
    assert kept == Filters(kind=("boat_strike",), q="ship") and dropped == ("kind", "start", "colour")


@given(st.lists(st.tuples(st.sampled_from([*filters.NAMES, "x"]), st.text(max_size=12)), max_size=6))
def test_no_address_does_harm(data, pairs):
    kept, dropped = filters.salvage(pairs, data)
    assert isinstance(kept, Filters) and len(dropped) <= len(pairs)


@given(st.text())
def test_a_query_string_is_read_or_refused(data, query):
    try:
        filters.from_query(query, data)
    except FilterError as error:
        assert str(error)


def test_a_record_is_in_the_period_if_any_of_its_days_is(month_only):
    assert chosen(month_only, start=date(2025, 11, 30), end=date(2025, 12, 31)) == {"bs-1"}
    assert chosen(month_only, start=date(2025, 12, 1)) == set()


def test_an_undated_record_is_in_every_period(undated):
    assert chosen(undated, start=date(1999, 1, 1), end=date(1999, 1, 1)) == {"bs-1"}


def test_values_of_one_filter_widen_and_several_filters_narrow(gallery):
    assert chosen(gallery, kind=("interdiction", "land_strike")) == {"int-1", "land-1"}
    assert chosen(gallery, kind=("interdiction", "land_strike"), theatre=("land",)) == {"land-1"}


@pytest.mark.parametrize(("step", "ids"), [("place", {"land-1"}), ("area", {"bs-3", "bs-4"}), ("none", {"bs-2"})])
def test_precision_is_a_choice_like_the_others(gallery, step, ids):
    assert chosen(gallery, precision=(step,)) == ids


def test_contested_only_leaves_those_of_which_something_is_disputed(disputed):
    assert chosen(disputed, contested=("yes",)) == {"bs-1", "bs-2"}
    assert chosen(disputed, contested=("no",)) == {"bs-3"}


def test_a_record_is_not_contested_before_its_claim_was_made(disputed):
    assert chosen(disputed, contested=("yes",), known_on=date(2025, 12, 23)) == {"bs-2"}


@pytest.mark.parametrize("words", ["güiria", "GUIRIA", "  Güi  ", "waters guiria", "land-1"])
def test_a_search_minds_neither_case_nor_accents_nor_order(gallery, words):
    assert chosen(gallery, q=words) == {"land-1"}


def test_a_search_wants_all_of_its_words(gallery):
    assert chosen(gallery, q="guiria skipper") == set()


@pytest.mark.parametrize("words", ["late news", "fishing boat", "the family"])
def test_a_search_reads_sources_and_claims(sourced, words):
    assert chosen(sourced, q=words) == {"bs-1"}


@given(st.text(max_size=8))
def test_any_text_can_be_searched_for(gallery, text):
    assert chosen(gallery, q=text) <= set(gallery.tables["incidents"]["id"])


def test_a_search_takes_no_pattern(gallery):
    assert chosen(gallery, q=".*") == set()


def test_filters_leave_the_records_as_they_were(gallery):
    before = gallery.tables["incidents"].copy(deep=True)
    chosen(gallery, kind=("boat_strike",), q="x", start=date(2025, 10, 1))
    assert before.equals(gallery.tables["incidents"])


def test_choices_are_called_in_the_language_spoken(data):
    english = filters.options(data.package)
    with language.spoken("es"):
        spanish = filters.options(data.package)
    assert spanish["precision"]["area"] == "Área" and spanish["theatre"]["caribbean"] == "Caribe"
    assert {name: list(values) for name, values in spanish.items()} == {name: list(v) for name, v in english.items()}
