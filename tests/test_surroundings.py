"""Where a record lies: the waters that are possible, what was said of them, and the zones in force."""

import dataclasses

import pytest

from geo import language, surroundings, view, zones
from geo.card import fields
from geo.filters import Filters
from geo.waters import Bounds, Lens, Possible

OFF_VENEZUELA = Lens(
    (
        Possible("territorial_sea", "VEN", 0.004),
        Possible("territorial_sea", "TTO", 0.246),
        Possible("beyond_200nm", None, 0.75),
    ),
    Bounds(0.2, 137.4),
    ("VEN", "TTO"),
)


class Stand(view.View):
    """A view whose waters and zones are those that a test gives it."""

    def waters(self, _record):
        return OFF_VENEZUELA

    def zones_then(self, _record):
        zones = self.dataset.tables["zones"]
        return zones.assign(there=["surely", "no outline"][: len(zones)]).to_dict("records")


def stand(dataset):
    shown = view.build(dataset, Filters())
    return Stand(*(getattr(shown, field.name) for field in dataclasses.fields(shown)))


def test_possible_waters_are_told_with_their_states():
    assert surroundings.water_lines(OFF_VENEZUELA) == [
        "Territorial sea of Venezuela or Trinidad and Tobago possible",
        "Beyond 200 nm possible",
    ]


def test_waters_without_another_choice_are_the_only_ones():
    lens = Lens((Possible("beyond_200nm", None, 1.0),), Bounds(299, 461), ("MEX",))
    assert surroundings.water_lines(lens) == ["Beyond 200 nm only"]


def test_distances_are_bounds_and_shares_are_of_area(across_180):
    shown = stand(across_180)
    markup = surroundings.possible_waters(shown, fields(shown, "bs-1"))
    assert "Nearest coast: 0–137 nm, Venezuela or Trinidad and Tobago" in markup
    assert "Territorial sea of Venezuela: under 1 % of the area" in markup
    assert "which are no probabilities" in markup and "not the legal baseline" in markup


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({}, "Undetermined: only the sea is known."),
        ({"theatre": "undisclosed"}, "Undetermined: not even the sea was named."),
        ({"theatre": "land", "kind": "land_strike"}, "Undetermined: the record is of an event on land"),
    ],
)
def test_waters_are_undetermined_without_a_position(tiny, place, words):
    shown = stand(tiny(place))
    markup = surroundings.possible_waters(shown, fields(shown, "bs-1"))
    assert words in markup and "nm" not in markup


def test_what_was_said_of_the_waters_is_set_against_the_place(tiny):
    stated = {"waters_stated": "international_waters", "waters_stated_by": "A minister"}
    shown = stand(tiny(stated | {"lat": "11", "lon": "-62", "uncertainty_km": "100"}))
    markup = surroundings.possible_waters(shown, fields(shown, "bs-1"))
    assert "A minister states: <b>International waters</b>. Consistent with part of what is known" in markup


def test_zones_say_who_declared_them_until_when_and_whose_outline_they_have(zoned):
    shown = stand(zoned)
    markup = surroundings.zones_then(shown, "bs-1")
    assert markup.index("Warning 1") < markup.index("Declaration")
    assert "the place lies in it" in markup and "Outline computed by us, illustrative" in markup
    assert "Declared; no boundary was ever published" in markup and "Start not known, no end announced" in markup


def test_a_zone_without_an_outline_is_named_and_not_said_to_be_there(everything):
    markup = surroundings.zones_then(everything, "bs-2025-12-15-1")  # in the eastern Pacific
    told = markup[markup.index("zones without an outline in these data") :]
    assert "FAA NOTAM KICZ A0012/25" in told and "outline here" not in markup


def test_a_zone_without_an_outline_is_listed_with_the_words_of_its_place(everything):
    listed = zones.listed(everything.zones.to_dict("records"), everything)
    assert "Where: Maiquetía Flight Information Region (SVZM)" in listed and "Where: Cuba; enforcement" in listed


def test_no_zone_in_force_is_nothing_to_tell(unplaced):
    assert surroundings.zones_then(stand(unplaced), "bs-1") == ""


def test_the_blockade_is_told_as_a_declaration(everything):
    markup = surroundings.zones_then(everything, "bs-2025-12-30-1")
    assert "Declared blockade" in markup and "Declared; no boundary was ever published" in markup


def test_a_distance_is_told_without_a_position(tiny):
    row = fields(view.build(tiny({"reference_name": "Antigua", "reference_km": "500"}), Filters()), "bs-1")
    assert "only a distance: about 500 km from Antigua." in surroundings.place(row)


def test_waters_and_zones_are_told_in_spanish(across_180, zoned):
    with language.spoken("es"):
        shown = stand(across_180)
        markup = surroundings.possible_waters(shown, fields(shown, "bs-1"))
        listed = surroundings.zones_then(stand(zoned), "bs-1")
        where = surroundings.place(fields(shown, "bs-1"))
    assert "Posible: mar territorial de Venezuela o Trinidad y Tobago" in markup
    assert "Costa más cercana: a 0–137 millas náuticas (Venezuela o Trinidad y Tobago)" in markup
    assert (
        "Declarada; nunca se publicaron sus límites" in listed and '<b><span lang="en">Warning 1</span></b>' in listed
    )
    assert "5,00° N 179,90° O" in where
