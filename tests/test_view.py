"""What is shown: the one pipeline from records and filters."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import export, language, summary, view
from geo.filters import Filters


def ids(shown):
    return shown.records["id"].tolist()


@settings(max_examples=100)
@given(st.data())
def test_every_record_is_placed_or_an_area_or_unplaced(gallery, any_filters, drawn):
    counts = view.build(gallery, drawn.draw(any_filters)).counts
    assert counts.records == counts.placed + counts.areas + counts.unplaced
    assert counts.strikes <= counts.records and counts.killed_min <= counts.killed_max


@settings(max_examples=200)
@given(st.data())
def test_every_bundled_record_is_placed_or_an_area_or_unplaced(data, any_bundled_filters, drawn):
    shown = view.build(data, drawn.draw(any_bundled_filters))
    counts, exported = shown.counts, json.loads(export.write(shown, "geojson"))["features"]
    assert len(exported) == counts.records == counts.placed + counts.areas + counts.unplaced
    assert counts.unplaced == sum(feature["geometry"] is None for feature in exported)
    assert counts.areas == sum(feature["properties"]["precision"] == "area" for feature in exported)


@settings(max_examples=15)
@given(st.data())
def test_a_narrower_choice_shows_no_more(gallery, any_filters, drawn):
    wide = drawn.draw(any_filters)
    narrow = replace(wide, kind=("boat_strike",)) if not wide.kind else replace(wide, theatre=("caribbean",))
    if not wide.theatre:
        assert set(ids(view.build(gallery, narrow))) <= set(ids(view.build(gallery, wide)))


@pytest.mark.parametrize(
    ("chosen", "strikes", "vessels", "low", "high"),
    [
        (Filters(end=date(2025, 12, 31)), 35, 36, 114, 123),
        (Filters(end=date(2025, 12, 31), known_on=date(2026, 1, 2)), 35, 36, 114, 115),
        (Filters(), 71, 72, 215, 238),
    ],
)
def test_strikes_on_boats_add_up(data, chosen, strikes, vessels, low, high):
    counts = view.build(data, replace(chosen, kind=("boat_strike",))).counts
    assert (counts.strikes, counts.vessels, counts.killed_min, counts.killed_max) == (strikes, vessels, low, high)


def test_records_come_by_date_and_id(everything):
    keys = list(zip(everything.records["earliest"].fillna(pd.Timestamp(2200, 1, 1)), ids(everything), strict=True))
    assert keys == sorted(keys)


def test_the_same_choice_gives_the_same_view(data, october):
    assert ids(view.build(data, october)) == ids(view.build(data, october))


def test_an_unplaced_record_has_no_geometry(unplaced):
    shown = view.build(unplaced, Filters())
    assert shown.records.geometry.isna().all() and shown.counts.unplaced == 1


def test_a_named_place_is_a_point(named_place):
    (port,) = view.build(named_place, Filters(precision=("place",))).records.geometry
    assert (port.x, port.y) == (-66.93, 10.6)


def test_an_area_across_180_is_one_record(across_180):
    shown = view.build(across_180, Filters())
    assert shown.counts.areas == 1 and shown.records.geometry.iloc[0].geom_type == "MultiPolygon"


def test_geometry_is_in_wgs84_whatever_is_shown(gallery):
    for chosen in (Filters(), Filters(q="no such word")):
        shown = view.build(gallery, chosen)
        assert shown.records.crs.to_epsg() == shown.zones.crs.to_epsg() == shown.places.crs.to_epsg() == 4326


def test_a_target_is_counted_with_its_operation_only(named_place):
    counts = view.build(named_place, Filters()).counts
    assert (counts.records, counts.strikes, counts.killed_min, counts.killed_max) == (2, 1, 2, 2)


def test_3_january_is_one_strike(data):
    day = date(2026, 1, 3)
    counts = view.build(data, Filters(kind=("land_strike",), start=day, end=day)).counts
    assert (counts.records, counts.strikes, counts.killed) == (14 + 1, 1, "83–100")


def test_a_strike_without_an_upper_figure_adds_its_lower_one(tiny):
    counts = view.build(tiny({"killed_max": ""}, {"id": "bs-2"}), Filters()).counts
    assert (counts.killed_min, counts.killed_max, counts.killed_open) == (4, 4, 1)


def test_a_strike_without_figures_adds_none(tiny):
    counts = view.build(tiny({"killed_min": "", "killed_max": ""}), Filters()).counts
    assert (counts.killed_min, counts.killed_max, counts.killed_open) == (0, 0, 1)


def test_what_is_no_strike_adds_nothing_to_the_totals(gallery):
    counts = view.build(gallery, Filters(kind=("interdiction", "land_strike"))).counts
    assert (counts.records, counts.strikes, counts.vessels, counts.killed_max) == (2, 0, 0, 0)


def test_a_view_goes_back_to_a_revision(revised):
    bounds = {day: view.build(revised, Filters(known_on=date(2025, 11, day))).counts.killed for day in (4, 5)}
    assert bounds == {4: "2", 5: "2–3"}


def test_records_of_later_announcement_are_not_in_the_total(gallery):
    assert view.build(gallery, Filters(known_on=date(2025, 10, 2))).total == 4
    assert view.build(gallery, Filters(kind=("interdiction",))).total == 6


def test_an_empty_view_counts_nothing(gallery):
    counts = view.build(gallery, Filters(q="no such word")).counts
    assert (counts.records, counts.killed, counts.first, counts.last) == (0, "0", None, None)


def test_layers_hold_every_record_once(everything):
    layers = everything.layers()
    held = [record for name, layer in layers.items() if name not in ("zones", "places") for record in layer["id"]]
    assert sorted(held) == sorted(ids(everything))


def test_boat_strikes_lie_in_the_layer_of_their_ocean(everything):
    layers = everything.layers()
    assert set(layers["boat_strikes_eastern_pacific"]["theatre"]) == {"eastern_pacific"}
    assert set(layers["boat_strikes_undisclosed"]["theatre"]) == {"undisclosed"}


def test_places_are_points(everything):
    assert set(everything.places.geom_type) == {"Point"} and len(everything.places) == 36


@pytest.mark.parametrize(
    ("start", "end", "zones"),
    [
        (None, None, {"zone-1", "zone-2"}),
        (date(2025, 10, 10), date(2025, 10, 10), {"zone-1", "zone-2"}),
        (date(2025, 10, 11), None, {"zone-2"}),
        (None, date(2025, 10, 9), set()),
    ],
)
def test_zones_are_shown_while_in_force(zoned, start, end, zones):
    assert set(view.build(zoned, Filters(start=start, end=end)).zones["id"]) == zones


def test_a_zone_is_not_known_before_it_was_declared(zoned):
    assert view.build(zoned, Filters(known_on=date(2025, 10, 9))).zones.empty


def test_a_computed_outline_says_so_and_a_missing_one_is_null(zoned):
    zones = view.build(zoned, Filters()).zones.set_index("id")
    assert zones["basis"].fillna("").to_dict() == {"zone-1": "computed", "zone-2": ""}
    assert zones.geometry.isna().to_dict() == {"zone-1": False, "zone-2": True}


def test_filters_of_records_leave_the_zones_alone(zoned):
    assert len(view.build(zoned, Filters(kind=("interdiction",), q="no such word")).zones) == 2


def test_sources_printed_later_are_left_out(sourced):
    shown = view.build(sourced, Filters(known_on=date(2025, 12, 23)))
    assert [entry["publisher"] for entry in shown.evidence("bs-1")] == ["A paper", "Undated News"]
    assert shown.contested("bs-1") == ()


def test_sources_printed_on_the_day_belong_to_it(sourced):
    shown = view.build(sourced, Filters(known_on=date(2025, 12, 24)))
    assert len(shown.evidence("bs-1")) == 3 and len(shown.contested("bs-1")) == 1


def test_a_search_finds_no_words_of_sources_printed_later(sourced):
    assert ids(view.build(sourced, Filters(known_on=date(2025, 12, 23), q="fishing boat"))) == []


def test_info_holds_what_the_contract_names(everything):
    info = view.info(everything)
    wanted = "records strikes vessels killed_min killed_max first last placed areas unplaced by_kind by_theatre data"
    assert {*wanted.split(), "filters"} <= set(info) and set(info["data"]) == {"version", "sha256"}


def test_counts_by_a_choice_add_up(everything):
    info = view.info(everything)
    assert sum(info["by_kind"].values()) == sum(info["by_theatre"].values()) == info["records"] == 118


def test_counts_by_a_choice_name_what_is_absent(unplaced):
    assert view.info(view.build(unplaced, Filters()))["by_kind"]["interdiction"] == 0


def test_building_a_view_leaves_the_tables_as_they_were(data, october):
    before = {name: frame.copy(deep=True) for name, frame in data.tables.items()}
    view.build(data, october)
    assert all(frame.equals(data.tables[name]) for name, frame in before.items())


def test_the_extent_is_from_the_first_possible_day_to_the_end_of_the_sources(month_only):
    assert view.extent(month_only) == (date(2025, 11, 1), month_only.package.sources_until)


def test_a_view_without_its_period_keeps_the_other_filters(data, october):
    assert view.without_period(view.build(data, october)).filters == Filters(kind=("boat_strike",))


@pytest.mark.parametrize(
    ("chosen", "read"),
    [
        (Filters(), "all dates"),
        (Filters(start=date(2025, 10, 1)), "from 1 Oct 2025"),
        (Filters(end=date(2025, 10, 31)), "until 31 Oct 2025"),
        (Filters(start=date(2025, 10, 1), end=date(2025, 10, 31)), "1 Oct 2025 to 31 Oct 2025"),
    ],
)
def test_a_period_reads_as_words(chosen, read):
    assert summary.period(chosen) == read


@pytest.mark.parametrize(
    ("start", "end", "read"),
    [
        (None, None, "start not known, no end announced"),
        (None, "2025-12-31", "until 31 Dec 2025, start not known"),
        ("2025-12-16", None, "in force from 16 Dec 2025, no end announced"),
        ("2025-12-27T13:00Z", "2025-12-27T23:00Z", "in force from 27 Dec 2025 to 27 Dec 2025"),
    ],
)
def test_the_life_of_a_zone_reads_as_words(start, end, read):
    assert summary.lifetime(start, end) == read


def test_sentences_say_what_is_shown(data):
    first, *_ = summary.sentences(view.build(data, Filters(kind=("boat_strike",), end=date(2025, 12, 31))))
    assert first.startswith("35 strikes on boats (36 vessels, 114–123 killed)") and "until 31 Dec 2025" in first


def test_sentences_say_that_nothing_is_shown(gallery):
    (only,) = summary.sentences(view.build(gallery, Filters(q="no such word")))
    assert only.startswith("No record matches") and "Widen the period" in only


@settings(max_examples=15)
@given(st.data())
def test_sentences_stand_under_every_filter(gallery, any_filters, drawn):
    sentences = summary.sentences(view.build(gallery, drawn.draw(any_filters)))
    assert sentences and all(sentence.endswith(".") and "None " not in sentence[5:] for sentence in sentences)


def test_sentences_say_of_which_day_they_speak(revised):
    told = " ".join(summary.sentences(view.build(revised, Filters(known_on=date(2025, 11, 4)))))
    assert "As known on 4 Nov 2025" in told


def test_sentences_say_outright_that_no_strike_has_a_position(everything):
    told = " ".join(summary.sentences(everything))
    assert "No strike has a published position: 12 are known to areas, 63 to a sea or country at most." in told


def test_a_view_tells_in_the_language_in_which_it_was_built(undated):
    with language.spoken("es"):
        shown = view.build(undated, Filters(start=date(2026, 1, 1)))
    assert shown.records["answer_reason"].tolist() == ["su fecha se desconoce"]
