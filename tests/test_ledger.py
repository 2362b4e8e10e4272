"""The count over time, beside a recomputation from the tables in plain Python."""

import csv
from datetime import date
from functools import cache

import pandas as pd
import pytest

from geo import ROOT, language, ledger, view
from geo.filters import Filters

FIGURES = list(ledger.FIGURES)


@cache
def table(name):
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def added(rows):
    """Strikes on boats, vessels and both bounds of the killed of some revisions, one a record."""
    boats = [row for row in rows if row["kind"] == "boat_strike" and row["counted_as"] == "strike"]
    low = [int(row["killed_min"] or 0) for row in boats]
    high = [int(row["killed_max"] or row["killed_min"] or 0) for row in boats]
    return [len(boats), sum(int(row["vessels"] or 0) for row in boats), sum(low), sum(high)]


def known(day):
    """Each record's last revision that was public on a day."""
    public = [row for row in table("incidents") if row["known_from"] and row["known_from"] <= day]
    return list({row["id"]: row for row in public}.values())


DAYS = sorted({row["known_from"] for row in table("incidents")} - {""})


def at(running, day):
    return ledger.at(running, pd.Series([pd.Timestamp(day)]))[FIGURES].iloc[0].tolist()


# Our totals


def test_totals_as_known_then_are_those_of_each_day(data):
    running = ledger.totals(data, "then")
    assert [at(running, day) for day in DAYS] == [added(known(day)) for day in DAYS]


@pytest.mark.parametrize("day", ["2025-11-01", "2026-01-02", "2026-10-10"])
def test_totals_as_known_now_count_what_happened_by_each_day(data, day):
    running = ledger.totals(data, "now", date.fromisoformat(day))
    for past in DAYS:
        happened = [row for row in known(day) if "" < (row["occurred_earliest"] or row["occurred"]) <= past]
        assert at(running, past) == added(happened)


@pytest.mark.parametrize("reading", ledger.READINGS)
def test_totals_have_a_row_only_for_days_on_which_they_change(data, reading):
    figures = ledger.totals(data, reading)[FIGURES]
    assert figures.ne(figures.shift(fill_value=0)).any(axis="columns").all()


@pytest.mark.parametrize("reading", ledger.READINGS)
def test_totals_end_on_the_day_asked_for(data, reading):
    assert ledger.totals(data, reading, date(2026, 1, 2))["day"].max() <= pd.Timestamp(2026, 1, 2)


def test_a_revision_moves_the_bounds_and_counts_no_second_strike(revised):
    assert ledger.totals(revised, "then")[FIGURES].values.tolist() == [[1, 1, 2, 2], [1, 1, 2, 3]]


def test_a_strike_that_is_no_longer_counted_leaves_the_total(tiny):
    later = {"revision": "2", "known_from": "2025-11-05", "known_from_basis": "correction", "change": "Not struck."}
    running = ledger.totals(tiny({}, later | {"counted_as": "report"}), "then")
    assert running[FIGURES].values.tolist() == [[1, 1, 2, 2], [0, 0, 0, 0]]


@pytest.mark.parametrize("reading", ledger.READINGS)
def test_what_was_never_dated_is_in_no_total(undated, reading):
    assert ledger.totals(undated, reading).empty


def test_strikes_of_unknown_day_are_named(undated, unplaced):
    assert [ledger.undated(view.build(data, Filters())) for data in (undated, unplaced)] == [1, 0]


def test_land_strikes_and_interdictions_are_not_counted(named_place):
    assert ledger.totals(named_place, "then").empty


def test_other_filters_do_not_narrow_the_count(data, everything):
    narrow = view.build(data, Filters(kind=("interdiction",), start=date(2026, 1, 1)))
    assert ledger.sentences(narrow)[0] == ledger.sentences(everything)[0]


def test_a_line_starts_from_zero_and_ends_with_the_window(unplaced):
    line = ledger.drawn(ledger.totals(unplaced, "then"), pd.Timestamp(2025, 12, 1))
    assert line["strikes"].tolist() == [0, 1, 1] and line["day"].iloc[-1] == pd.Timestamp(2025, 12, 1)


# Totals of others


@pytest.mark.parametrize("tally", table("tallies"), ids=lambda tally: tally["id"])
def test_our_figures_beside_a_printed_total_are_those_of_its_day(everything, tally):
    row = ledger.printed(everything).set_index("id").loc[tally["id"]]
    names = ["our_strikes", "our_vessels", "our_killed_min", "our_killed_max"]
    assert row[names].tolist() == added(known(tally["as_of"])) == [int(tally[name]) for name in names]


def test_a_total_agrees_exactly_where_no_figure_of_it_is_off(everything):
    beside = ledger.printed(everything)
    off = beside[[f"by_{unit}" for unit in ledger.UNITS]].fillna(0).ne(0).any(axis="columns")
    assert (off == ~beside["agrees"]).all()


def test_every_printed_figure_is_given_once(everything):
    beside = ledger.printed(everything)
    drawn = {unit: sorted(ledger.given(beside, unit)["id"]) for unit in ledger.UNITS}
    assert drawn == {unit: [row["id"] for row in table("tallies") if row[unit]] for unit in ledger.UNITS}


def test_totals_printed_later_are_not_shown(data):
    beside = ledger.printed(view.build(data, Filters(known_on=date(2026, 1, 2))))
    assert len(beside) == sum(row["as_of"] <= "2026-01-02" for row in table("tallies"))


def test_a_printed_figure_is_told_with_ours_and_how_far_it_is_off(everything):
    beside = ledger.printed(everything).head(3)
    assert list(ledger.compared(beside, "strikes"))[1:] == [("6", "ours 6", False), ("8", "ours 9 (−1)", True)]


# Statements and zones


def test_statements_are_searched_word_by_word_without_accents(everything):
    found = ledger.statements(everything, "YVAN carmen").query("found")
    assert found["id"].tolist() == ["st-003-2025-09-13"]


def test_statements_are_picked_by_kind(everything):
    found = ledger.statements(everything, kinds=["vote"]).query("found")
    assert len(found) == sum(row["kind"] == "vote" for row in table("statements"))


def test_statements_made_later_are_not_shown(data):
    said = ledger.statements(view.build(data, Filters(known_on=date(2025, 12, 25))))
    assert len(said) == sum((row["announced"] or row["occurred"]) <= "2025-12-25" for row in table("statements"))


def test_a_zone_whose_end_came_later_is_in_force_on_the_day_asked_for(data):
    spans = ledger.zones(view.build(data, Filters(known_on=date(2025, 12, 20)))).set_index("id")
    assert spans["end_known"].to_dict()["zone-faa-a0012-25-svzm"] and not spans["end_known"]["zone-faa-a0010-25-tjzs"]
    assert pd.isna(spans["valid_to"]["zone-faa-a0010-25-tjzs"])


def test_the_blockade_is_open_and_without_a_boundary(everything):
    row = ledger.zones(everything).set_index("id").loc["zone-blockade-venezuela"]
    assert pd.isna(row["latest"]) and not row["bounded"]


# When records became public


def test_a_wait_is_from_the_first_possible_day_to_the_first_revision(everything):
    waits = ledger.lags(everything).set_index("id")["days"]
    assert waits[["bs-2025-09-02-1", "bs-2025-11-10-1", "land-2025-12-cia-dock"]].tolist() == [0, 4, 8]


def test_a_record_without_a_day_has_no_wait(undated):
    waits = ledger.lags(view.build(undated, Filters()))
    assert waits.empty and ledger.lag_words(waits) == ""


def test_the_middle_wait_is_told(tiny):
    first, second = {"id": "bs-1", "known_from": "2025-10-05"}, {"id": "bs-2", "known_from": "2025-10-06"}
    words = ledger.lag_words(ledger.lags(view.build(tiny(first, second), Filters())))
    assert words.startswith("The record in the middle became public after 3.5 days.")


def test_changes_are_the_later_revisions_newest_first(everything):
    later = [row["id"] for row in table("incidents") if int(row["revision"]) > 1]
    changes = ledger.changes(everything)
    assert sorted(changes["id"]) == sorted(later) and changes["day"].is_monotonic_decreasing


def test_changes_made_later_are_not_shown(data):
    changes = ledger.changes(view.build(data, Filters(known_on=date(2025, 12, 27))))
    assert set(changes["id"]) == {"bs-2025-09-19-1", "bs-2025-10-27-3", "int-2025-11-13-seahorse", SKIPPER}


SKIPPER = "tkr-2025-12-10-skipper"


def test_the_period_hides_no_wait_and_no_change(data, everything):
    narrow = view.build(data, Filters(start=date(2026, 1, 1), end=date(2026, 1, 31)))
    assert len(ledger.lags(narrow)) == len(ledger.lags(everything))
    assert len(ledger.changes(narrow)) == len(ledger.changes(everything))


def test_a_records_address_keeps_the_filters_but_for_the_period(data):
    shown = view.build(data, Filters(start=date(2026, 1, 1), known_on=date(2026, 2, 1)))
    assert ledger.address(shown, "bs-1") == "./records?known_on=2026-02-01&record=bs-1"


# The axis and the words


def test_the_axis_is_the_period_and_ends_where_the_sources_do(data):
    span = ledger.window(view.build(data, Filters(start=date(2026, 10, 1), end=date(2026, 10, 31))))
    assert [str(day.date()) for day in (span.first, span.end, span.last)] == ["2026-10-01", "2026-10-11", "2026-11-01"]


def test_the_day_asked_for_ends_what_is_drawn(data):
    shown = view.build(data, Filters(known_on=date(2026, 1, 2)))
    assert ledger.window(shown).end == pd.Timestamp(2026, 1, 3)


def test_there_is_an_axis_without_any_dated_record(undated):
    span = ledger.window(view.build(undated, Filters()))
    assert span.first < span.end < span.last


@pytest.mark.parametrize("day", ["2025-11-06", "2026-01-02", "2026-10-10"])
def test_the_page_tells_the_totals_of_its_day(data, day):
    strikes, vessels, low, high = added(known(day))
    told = ledger.sentences(view.build(data, Filters(known_on=date.fromisoformat(day))))[0]
    assert f"{strikes} strikes on boats, {vessels} vessels struck and {low}–{high} people killed" in told


def test_the_page_tells_how_many_printed_totals_agree(everything):
    agree = sum(row["agrees"] == "true" for row in table("tallies"))
    expected = (
        f"Of 57 running totals printed by others, {agree} agree with ours of the same day and {57 - agree} differ"
    )
    assert ledger.sentences(everything)[1].startswith(expected)


def test_before_the_first_strike_nothing_is_counted(data):
    shown = view.build(data, Filters(known_on=date(2025, 8, 1)))
    assert ledger.sentences(shown)[0] == "As known on 1 Aug 2025, no strike on a boat had become public."
    assert ledger.count_title(shown, "killed") == "Nothing to count yet"


@pytest.mark.parametrize("unit", ledger.UNITS)
def test_a_title_counts_the_printed_totals_of_its_unit(everything, unit):
    rows = ledger.given(ledger.printed(everything), unit)
    assert f"{rows['same'].sum()} of {len(rows)} printed totals" in ledger.count_title(everything, unit)
    assert f"{len(rows)} of 57 printed totals" in " ".join(ledger.notes(everything, unit, "then"))


def test_the_count_is_told_in_spanish(everything):
    with language.spoken("es"):
        told = ledger.sentences(everything)
        assert told[0] == (
            "Según lo que se sabía el 10 oct 2026, contamos 71 ataques a embarcaciones, 72 embarcaciones atacadas y "
            "215–238 muertos; la cifra más alta incluye a quienes nunca fueron hallados."
        )
        assert told[1].startswith(
            "De 57 totales acumulados publicados por otros, 40 coinciden con el nuestro del mismo"
        )
        assert ledger.said_title(ledger.statements(everything)) == (
            "74 declaraciones y decisiones, 16 de ellas en enero de 2026"
        )
