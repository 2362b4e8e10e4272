"""What is shown, as bytes to take away."""

import csv
import io
import json
import math
from datetime import date
from pathlib import PurePath

import pandas as pd
import pyogrio
import pytest
import shapely
from geojson_pydantic import FeatureCollection
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import export, filters, formulas, language, view
from geo.errors import FormatError
from geo.export import records
from geo.filters import Filters


def collection(shown):
    return json.loads(export.write(shown, "geojson"))


def rows(shown):
    """The exported table, read back by Python's own reader."""
    text = export.write(shown, "csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def of(dataset, **chosen):
    return view.build(dataset, Filters(**chosen))


@settings(max_examples=15)
@given(st.data())
def test_both_formats_hold_the_records_of_the_view(gallery, any_filters, drawn):
    shown = view.build(gallery, drawn.draw(any_filters))
    ids = shown.records["id"].tolist()
    assert [feature["id"] for feature in collection(shown)["features"]] == [row["id"] for row in rows(shown)] == ids


@settings(max_examples=15)
@given(st.data())
def test_geometry_is_null_exactly_where_no_position_was_published(data, any_filters, drawn):
    for feature in collection(view.build(data, drawn.draw(any_filters)))["features"]:
        unplaced = feature["properties"]["precision"] in ("theatre", "none")
        assert (feature["geometry"] is None) == unplaced == (feature["properties"]["lat"] is None)


@pytest.mark.parametrize("name", export.FORMATS)
def test_the_same_view_gives_the_same_bytes(data, october, name):
    assert export.write(view.build(data, october), name) == export.write(view.build(data, october), name)


def test_a_validator_that_is_not_ours_finds_geojson(everything, zoned, across_180):
    for shown in (everything, of(zoned), of(across_180), of(zoned, q="no such word")):
        found = FeatureCollection.model_validate_json(export.write(shown, "geojson"))
        assert len(found.features) == len(shown.records)


def test_gdal_reads_every_record(everything, tmp_path):
    (tmp_path / "view.geojson").write_bytes(export.write(everything, "geojson"))
    frame = pyogrio.read_dataframe(tmp_path / "view.geojson")
    assert frame.crs.to_epsg() == 4326 and len(frame) == len(everything.records)
    assert frame.geometry.isna().sum() == everything.counts.unplaced


def test_there_is_no_crs_member(everything):
    assert set(collection(everything)) == {"type", "provenance", "features", "zones"}


def test_outlines_are_closed_and_wound_by_the_right_hand_rule(everything, across_180):
    found = [feature for shown in (everything, of(across_180)) for feature in collection(shown)["features"]]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in found if feature["geometry"]]
    parts = [part for shape in shapes for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    assert parts and all(part.is_valid and part.exterior.is_ccw for part in parts)


def test_zones_are_wound_by_the_right_hand_rule(everything):
    zones = collection(everything)["zones"]
    shapes = [shapely.geometry.shape(zone["geometry"]) for zone in zones if zone["geometry"]]
    assert shapes and all(shape.is_valid for shape in shapes)
    assert all(part.exterior.is_ccw for shape in shapes for part in shapely.get_parts(shape))


def test_an_area_says_its_centre_and_radius(across_180):
    (feature,) = collection(of(across_180))["features"]
    assert feature["properties"]["centre"] == [-179.9, 5] and feature["properties"]["radius_km"] == 100
    assert feature["geometry"]["type"] == "MultiPolygon"


def test_a_place_is_a_point_of_longitude_and_latitude(named_place):
    (feature,) = collection(of(named_place, precision=("place",)))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-66.93, 10.6]}
    assert feature["properties"]["centre"] is None


def test_unknown_is_null_numbers_are_numbers_and_days_are_iso(month_only):
    (feature,) = collection(of(month_only))["features"]
    wanted = {"survivors": None, "killed_min": 2, "known_from": "2025-10-02", "occurred": "2025-11"}
    assert {name: feature["properties"][name] for name in wanted} == wanted
    assert (feature["properties"]["earliest"], feature["properties"]["latest"]) == ("2025-11-01", "2025-11-30")


def test_no_number_is_not_a_number(everything):
    def refuse(word):
        raise AssertionError(f"{word} is not JSON")

    json.loads(export.write(everything, "geojson"), parse_constant=refuse)


def test_provenance_says_what_was_asked_of_which_data(data, october):
    shown = of(data, **{**vars(october), "known_on": date(2026, 1, 2)})
    origin = collection(shown)["provenance"]
    assert tuple(origin["filters"]) == filters.NAMES and origin["known_on"] == "2026-01-02"
    assert filters.from_query(origin["query"], data) == shown.filters
    assert origin["data"] == {"title": data.package.title, "version": data.version, "sha256": data.sha256}
    assert origin["counts"]["records"] == len(shown.records) and origin["licence"]["name"] == "CC-BY-4.0"
    assert data.version in origin["citation"] and origin["generator"].startswith("Maritime Operations Map ")


def test_evidence_known_on_the_day_travels_with_its_record(sourced):
    early, late = (
        collection(of(sourced, known_on=date(2025, 12, day)))["features"][0]["properties"] for day in (23, 24)
    )
    assert [len(early["sources"]), len(early["claims"]), len(late["sources"]), len(late["claims"])] == [2, 0, 3, 1]


def test_later_corrections_stay_at_home(revised):
    (feature,) = collection(of(revised, known_on=date(2025, 11, 4)))["features"]
    assert feature["properties"]["killed_max"] == 2 and "Search ended." not in json.dumps(feature)


def test_a_table_opens_right_in_a_spreadsheet(everything):
    content = export.write(everything, "csv")
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content


def test_columns_are_those_of_the_schema_in_its_order(everything):
    own = [field.name for field in everything.dataset.package["incidents"].fields]
    assert list(rows(everything)[0])[: len(own)] == own


def test_a_table_repeats_where_it_comes_from(data, october):
    (row, *_) = rows(view.build(data, october))
    assert row["view"] == filters.to_query(october) and row["data_sha256"] == data.sha256
    assert row["licence"] == "CC-BY-4.0" and data.version in row["citation"]


def test_pandas_reads_the_same_table(everything):
    frame = pd.read_csv(io.BytesIO(export.write(everything, "csv")), dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == rows(everything)


def test_an_empty_view_is_a_header(gallery):
    shown = of(gallery, q="no such word")
    assert rows(shown) == [] and collection(shown)["features"] == []
    assert len(export.write(shown, "csv").splitlines()) == 1


def test_numbers_are_left_alone(across_180):
    (row,) = rows(of(across_180))
    assert (float(row["lon"]), float(row["lat"]), int(row["killed_min"])) == (-179.9, 5, 2)


def test_every_longitude_of_the_data_is_a_number(everything):
    lons = [float(row["lon"]) for row in rows(everything) if row["lon"]]
    assert lons and all(math.isfinite(lon) for lon in lons) and min(lons) < 0


def test_formulas_are_defused(tiny):
    formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
    shown = of(tiny(*({"id": f"bs-{number}", "notes": formula} for number, formula in enumerate(formulas))))
    assert [row["notes"] for row in rows(shown)] == [f"'{formula}" for formula in formulas]


def test_formulas_are_defused_wherever_they_stand(tiny):
    (row,) = rows(of(tiny({"location_text": "=1+1", "vessel_type": "-1", "name": "@x"})))
    assert [row[name] for name in ("location_text", "vessel_type", "name")] == ["'=1+1", "'-1", "'@x"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@settings(max_examples=6)
@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_any_text_is_exported_as_it_is(tiny, texts):
    shown = of(tiny(*({"id": f"bs-{number:02}", "notes": text} for number, text in enumerate(texts))))
    defused = [f"'{text}" if text.startswith(formulas.STARTS) else text for text in texts]
    assert [feature["properties"]["notes"] for feature in collection(shown)["features"]] == texts
    assert [row["notes"] for row in rows(shown)] == defused


def test_hostile_words_are_exported_as_they_are(hostile_data, hostile):
    shown = of(hostile_data(hostile))
    (feature,), (row,) = collection(shown)["features"], rows(shown)
    held = [name for name, value in feature["properties"].items() if value == hostile]
    defused = f"'{hostile}" if hostile.startswith(formulas.STARTS) else hostile
    assert len(held) > 15 and {row[name] for name in held} == {defused}
    assert feature["properties"]["sources"][0]["title"] == feature["properties"]["claims"][0]["claim"] == hostile


@pytest.mark.parametrize("name", ["", "docx", "geojson ", "GEOJSON"])
def test_another_format_says_which_there_are(everything, name):
    with pytest.raises(FormatError, match="no such format; use one of geojson, csv"):
        export.write(everything, name)


@pytest.mark.parametrize(("path", "name"), [("a.geojson", "geojson"), ("b.c/view.CSV", "csv")])
def test_the_ending_of_a_file_picks_the_format(path, name):
    assert export.format_of(PurePath(path)) == name


@pytest.mark.parametrize("path", ["view", "view.docx", "view.geojson.gz", ".geojson"])
def test_a_file_with_another_ending_has_no_format(path):
    with pytest.raises(FormatError, match="no such format"):
        export.format_of(PurePath(path))


def test_a_file_is_named_after_its_period(data, everything, october):
    assert export.file_name(everything, "csv") == "maritime-operations.csv"
    named = export.file_name(view.build(data, october), "geojson")
    assert named == "maritime-operations_2025-10-01_2025-10-31.geojson"


def test_coordinates_have_no_more_decimals_than_the_data_deserves(everything):
    shapes = [feature["geometry"] for feature in collection(everything)["features"] if feature["geometry"]]
    numbers = [value for shape in shapes for value in shapely.get_coordinates(shapely.geometry.shape(shape)).flat]
    assert all(round(value, records.DECIMALS) == value for value in numbers)


def test_human_words_follow_the_language_and_names_of_columns_do_not(data):
    english = export.write(of(data, near=("VEN:24nm",)), "geojson")
    with language.spoken("es"):
        shown = of(data, near=("VEN:24nm",))
        spanish, (row, *_) = collection(shown), rows(shown)
    assert spanish["provenance"]["language"] == row["language"] == "es"
    assert spanish["provenance"]["title"].startswith("Operaciones marítimas de Estados Unidos")
    assert spanish["provenance"]["places_asked_for"] == ["a menos de 24 millas náuticas de Venezuela"]
    assert "Versión de los datos" in row["citation"] and row["title"].startswith("2 sept 2025 · Ataque")
    assert row["answer_reason"].endswith("millas náuticas de Venezuela")
    assert set(json.loads(english)["features"][0]["properties"]) == set(spanish["features"][0]["properties"])
    assert export.write(of(data, near=("VEN:24nm",)), "geojson") == english
