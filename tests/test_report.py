"""What a report holds beside its figures."""

from dataclasses import replace
from datetime import date

import pytest

from geo import language, report, view
from geo.filters import Filters
from geo.places import POSSIBLY, SURELY


def test_a_report_without_a_place_is_of_all_records(everything):
    assert report.title(everything) == "All records"


def test_a_report_is_titled_by_its_place(data):
    assert report.title(view.build(data, Filters(near=("VEN:24nm",)))) == "Within 24 nm of Venezuela"


def test_a_report_is_titled_by_every_filter_in_force(data):
    october = Filters(start=date(2025, 10, 1), kind=("boat_strike",))
    assert report.title(view.build(data, october)) == "Strike on a boat · From 1 Oct 2025"
    near = replace(october, start=None, near=("VEN:24nm",))
    assert report.title(view.build(data, near)) == "Within 24 nm of Venezuela · Strike on a boat"


def test_a_title_beside_the_period_does_not_repeat_it(data, everything):
    october = view.build(data, Filters(start=date(2025, 10, 1)))
    assert report.title(october, dated=False) == "A choice of the records"
    assert report.title(everything, dated=False) == "All records"


def test_records_of_which_only_a_sea_is_known_stand_last(everything):
    last = report.waters(everything).iloc[-1]
    assert last["waters"] == "undetermined: no more than a sea was named" and last[SURELY] == 0 < last[POSSIBLY]


def test_claims_are_counted_once(data, everything):
    counted = report.voices(everything).drop(columns="contested").to_numpy().sum()
    assert counted == sum(len(data.contested(record)) for record in everything.records["id"])


@pytest.mark.parametrize(("code", "title"), [("en", "All records"), ("es", "Todos los registros")])
def test_a_report_speaks_the_readers_language(everything, code, title):
    with language.spoken(code):
        assert report.title(everything) == title


def test_waters_are_told_in_spanish(everything):
    with language.spoken("es"):
        assert report.waters(everything)["waters"].iloc[-1] == "indeterminadas: solo se nombró un mar"
