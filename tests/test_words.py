"""How records and figures read."""

import pandas as pd
import pytest

from geo import language, words


@pytest.mark.parametrize(
    ("count", "read"), [(0, "0 strikes"), (1, "1 strike"), (40, "40 strikes"), (1200, "1,200 strikes")]
)
def test_a_count_agrees_with_its_noun(count, read):
    assert words.number(count, "strike") == read


def test_a_plural_of_its_own_is_used():
    assert words.number(2, "strike on a boat", "strikes on boats") == "2 strikes on boats"


@pytest.mark.parametrize(
    ("parts", "read"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_parts_are_joined_as_a_list_reads(parts, read):
    assert words.joined(parts) == read


@pytest.mark.parametrize(
    ("low", "high", "read", "figure"),
    [
        (3, 3, "3 killed", "3"),
        (2, 3, "2–3 killed", "2–3"),
        (0, 0, "0 killed", "0"),
        (1, None, "at least 1 killed", "≥ 1"),
        (None, 3, "at most 3 killed", "≤ 3"),
        (None, None, "killed not stated", ""),
    ],
)
def test_the_killed_read_with_their_bounds(low, high, read, figure):
    assert words.killed(low, high) == read and words.figure(low, high) == figure


def test_missing_cells_are_figures_that_were_not_stated():
    assert words.figure(pd.NA, pd.NA) == ""


@pytest.mark.parametrize(
    ("kind", "name", "title"),
    [
        ("boat_strike", None, "2 Oct 2025 · Strike on a boat"),
        ("land_strike", "Port", "2 Oct 2025 · Port"),
        ("interdiction", "Skipper", "2 Oct 2025 · Skipper: strike on a boat"),
    ],
)
def test_a_record_is_called_by_its_day_and_name(kind, name, title):
    row = {"occurred": "2025-10-02", "occurred_precision": "day", "kind": kind, "name": name, "event": "boat_strike"}
    frame = pd.DataFrame([row], index=[7], dtype="object")
    titles = words.titles(frame, {"boat_strike": "Strike on a boat"})
    assert titles.to_dict() == {7: title}


@pytest.mark.parametrize(
    ("low", "high", "read"),
    [(None, 3, "at most 3"), (1, None, "at least 1"), (2, 3, "2–3"), (None, None, "not stated")],
)
def test_a_figure_without_its_noun_keeps_its_bounds(low, high, read):
    assert words.bounds(low, high) == read


@pytest.mark.parametrize(
    ("low", "high", "read"),
    [
        (1, 1, "1 muerto"),
        (3, 3, "3 muertos"),
        (1200, 1300, "1.200–1.300 muertos"),
        (1, None, "al menos 1 muerto"),
        (None, None, "sin cifra de muertos"),
    ],
)
def test_the_killed_read_in_spanish(low, high, read):
    with language.spoken("es"):
        assert words.killed(low, high) == read


@pytest.mark.parametrize(
    ("parts", "last", "read"),
    [
        (["Irlanda", "Islandia"], "and", "Irlanda e Islandia"),
        (["Colombia", "Honduras"], "or", "Colombia u Honduras"),
        (["agua", "hierro"], "and", "agua y hierro"),
        (["Cuba", "Haití", "México"], "or", "Cuba, Haití o México"),
    ],
)
def test_a_list_minds_its_sounds_in_spanish(parts, last, read):
    with language.spoken("es"):
        assert words.joined(parts, last) == read


def test_a_measure_is_as_short_as_it_can_be():
    assert [words.bare(value) for value in (24.0, 12.5, 4900)] == ["24", "12.5", "4900"]
    with language.spoken("es"):
        assert words.bare(12.5) == "12,5"


def test_spanish_draws_article_and_preposition_together():
    with language.spoken("es"):
        assert words.contracted("mar territorial de el Reino Unido") == "mar territorial del Reino Unido"
        assert words.contracted("mar territorial de El Salvador") == "mar territorial de El Salvador"


def test_a_record_is_called_in_the_language_spoken(data):
    incidents, labels = data.tables["incidents"], data.package["incidents"]["event"]
    with language.spoken("es"):
        told = words.titles(incidents, labels.labels)
    assert told.iloc[0] == "2 sept 2025 · Ataque a embarcación"
    assert words.titles(incidents, labels.labels).iloc[0] == "2 Sep 2025 · Strike on a boat"
