"""The claim grid sets what the record states beside what officials and others say."""

from datetime import date

import pytest

from geo import grid, language, view
from geo.card import card, fields
from geo.filters import Filters


def test_the_record_states_its_facts_with_those_who_gave_them(tiny):
    shown = view.build(tiny({"waters_stated": "international_waters", "waters_stated_by": "A minister"}), Filters())
    own = grid.stated(fields(shown, "bs-1"), shown)
    assert own["place"] == grid.Stated("International waters", "Given by A spokesman")
    assert own["waters"] == grid.Stated("International waters", "Stated by A minister")
    assert "flag" not in own and "cargo" not in own


def test_the_upper_figure_says_whom_it_counts(revised):
    shown = view.build(revised, Filters())
    assert grid.stated(fields(shown, "bs-1"), shown)["killed"].value == "2–3 killed; the upper figure counts 1 missing"


def test_facts_stand_in_the_order_of_the_schema(data, everything):
    labels = list(data.package["claims"]["field"].labels.values())
    markup = grid.grid(everything, fields(everything, "bs-2025-09-02-1"))
    told = [label for label in labels if f'role="rowheader">{label}' in markup]
    assert [markup.index(f'role="rowheader">{label}') for label in told] == sorted(
        markup.index(f'role="rowheader">{label}') for label in told
    )


def test_every_claim_of_the_data_stands_in_a_grid(data, everything):
    for record in everything.records["id"]:
        assert card(everything, record).count("entry-value") >= len(data.contested(record))


def test_officials_and_others_have_columns_of_their_own(sourced):
    shown = view.build(sourced, Filters())
    vessel = grid.grid(shown, fields(shown, "bs-1")).split('role="rowheader">Vessel')[1]
    own, official, others = vessel.split('<td role="cell">')[1:4]
    assert "Those concerned:" in others and own.startswith("</td>") and official.startswith("</td>")


def test_a_claim_that_was_not_printed_yet_is_in_no_grid(sourced):
    early = view.build(sourced, Filters(known_on=date(2025, 12, 23)))
    assert "fishing boat" not in grid.grid(early, fields(early, "bs-1"))


def test_the_whole_grid_folds_nothing_away(sourced):
    shown = view.build(sourced, Filters())
    folded, whole = (grid.grid(shown, fields(shown, "bs-1"), whole) for whole in (False, True))
    assert folded.count("<details") == 1 and whole.count("<details") == 0


def test_claims_stand_in_order_of_their_dates_those_without_one_last(tiny):
    source = {"id": "source-1", "publisher": "A paper", "title": "A title", "url": "https://example.org/1"}
    told = {"record": "bs-1", "field": "killed", "stance": "states", "by": "An official", "side": "us_government"}
    days = {"third": "", "second": "2025-12-24", "first": "2025-11"}
    claims = [
        told | {"id": f"bs-1-c{n}", "value": value, "claim": value, "published": day, "source": "source-1"}
        for n, (value, day) in enumerate(days.items(), start=1)
    ]
    shown = view.build(tiny({}, sources=[source], claims=claims), Filters())
    markup = grid.grid(shown, fields(shown, "bs-1"))
    assert markup.index("first") < markup.index("second") < markup.index("third")


def test_the_grid_is_told_in_spanish_and_the_records_own_words_are_marked(tiny):
    shown = view.build(tiny({"killed_max": "3", "missing": "1"}), Filters())
    with language.spoken("es"):
        own = grid.stated(fields(shown, "bs-1"), shown)
        assert own["place"].by == 'Indicado por <span lang="en">A spokesman</span>'
        assert own["killed"].value == "2–3 muertos; la cifra más alta incluye a 1 desaparecido"
        assert "Quién dice qué" in grid.grid(shown, fields(shown, "bs-1"))


@pytest.mark.parametrize(("stance", "told"), [("states", None), *grid.STANCES.items()])
def test_who_objects_is_said_before_the_words_of_the_claim(tiny, stance, told):
    source = {"id": "source-1", "publisher": "A paper", "title": "A title", "url": "https://example.org/1"}
    claim = {"id": "bs-1-c1", "record": "bs-1", "field": "killed", "stance": stance, "value": "nobody was killed"}
    said = claim | {
        "by": "A minister",
        "side": "other_government",
        "claim": "Nobody died",
        "published": "",
        "source": "source-1",
    }
    shown = view.build(tiny({}, sources=[source], claims=[said]), Filters())
    markup = grid.grid(shown, fields(shown, "bs-1"))
    assert markup.count('class="stance"') == bool(told)
    assert not told or markup.index(told) < markup.index("nobody was killed") < markup.index("A minister")


def test_every_stance_of_the_schema_has_its_words(data):
    assert {"states", *grid.STANCES} == set(data.package["claims"]["stance"].labels)
