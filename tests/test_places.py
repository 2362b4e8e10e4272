"""Places that can be asked for: how they are written, and where an event lies to them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import language, places, view, waters
from geo.errors import FilterError
from geo.filters import Filters
from geo.places import NOT, POSSIBLY, SURELY, Locus


def answer(data, field, text, locus):
    return places.verdict([places.read(field, text, data)], locus, data).answer


@pytest.mark.parametrize(
    ("field", "text", "label"),
    [
        ("near", "VEN:24nm", "within 24 nm of Venezuela"),
        ("near", "pl-amuay:50km", "within 50 km of Amuay"),
        ("waters", "territorial_sea:VEN", "territorial sea of Venezuela"),
        ("waters", "beyond_200nm", "beyond 200 nm"),
        ("area", "-72,10,-70,12", "a drawn box"),
        ("area", "-72,10,-70,10,-71,12", "a drawn area of 3 corners"),
    ],
)
def test_a_place_reads_as_words(data, field, text, label):
    assert places.read(field, text, data).label == label


@pytest.mark.parametrize(
    ("given_text", "text"), [("VEN:24.0nm", "VEN:24nm"), ("-72.0,10,-70.00001,12", "-72,10,-70,12")]
)
def test_a_place_has_one_spelling(data, given_text, text):
    field = "near" if ":" in text else "area"
    assert places.read(field, given_text, data).text == text


@given(st.text(max_size=30), st.sampled_from(["zone", "waters", "near", "area"]))
def test_any_text_is_a_place_or_refused(data, text, field):
    try:
        assert places.read(field, text, data).label
    except FilterError as error:
        assert str(error).startswith(f"{field}: ")


CARACAS = Locus(-66.9, 10.5, 3)
HIGH_SEAS = Locus(-40, 20, 150)
OFF_TRINIDAD = Locus(-62.2, 11.0, 130, at_sea=True)
SOMEWHERE_IN_THE_CARIBBEAN = Locus(region="caribbean", at_sea=True)
ANYWHERE = Locus(at_sea=True)


@pytest.mark.parametrize(
    ("locus", "wanted"),
    [
        (CARACAS, SURELY),
        (OFF_TRINIDAD, POSSIBLY),
        (HIGH_SEAS, NOT),
        (SOMEWHERE_IN_THE_CARIBBEAN, POSSIBLY),
        (Locus(region="indian_ocean"), NOT),
        (Locus(region="VEN"), SURELY),
        (ANYWHERE, POSSIBLY),
    ],
)
def test_a_distance_from_a_state_has_three_answers(data, locus, wanted):
    assert answer(data, "near", "VEN:24nm", locus) == wanted


@pytest.mark.parametrize(
    ("area", "locus", "wanted"),
    [
        ("-68,10,-66,11", CARACAS, SURELY),
        ("-66.9,10,-66,11", CARACAS, POSSIBLY),
        ("-60,10,-59,11", CARACAS, NOT),
        ("-120,-20,-40,40", SOMEWHERE_IN_THE_CARIBBEAN, SURELY),
        ("-70,13,-69,14", SOMEWHERE_IN_THE_CARIBBEAN, POSSIBLY),
        ("170,-10,-170,10", Locus(-179.9, 5, 100), SURELY),
        ("170,-10,-180,10", Locus(-179.9, 5, 100), POSSIBLY),
    ],
)
def test_an_area_has_three_answers(data, area, locus, wanted):
    assert answer(data, "area", area, locus) == wanted


def test_a_zone_has_three_answers(data):
    inside = shapely.point_on_surface(data.outlines["zone-navarea-iv-1419-25"])
    found = [
        answer(data, "zone", "zone-navarea-iv-1419-25", Locus(inside.x, inside.y, radius)) for radius in (0.1, 500)
    ]
    assert [*found, answer(data, "zone", "zone-navarea-iv-1419-25", HIGH_SEAS)] == [SURELY, POSSIBLY, NOT]


@pytest.mark.parametrize(
    ("text", "locus", "wanted"),
    [
        ("land", CARACAS, SURELY),
        ("land", OFF_TRINIDAD, NOT),
        ("territorial_sea:VEN", OFF_TRINIDAD, POSSIBLY),
        ("territorial_sea:TTO", OFF_TRINIDAD, POSSIBLY),
        ("territorial_sea", HIGH_SEAS, NOT),
        ("beyond_200nm", HIGH_SEAS, SURELY),
        ("territorial_sea", SOMEWHERE_IN_THE_CARIBBEAN, POSSIBLY),
        ("territorial_sea:ECU", SOMEWHERE_IN_THE_CARIBBEAN, NOT),
    ],
)
def test_waters_have_three_answers(data, text, locus, wanted):
    assert answer(data, "waters", text, locus) == wanted


def test_every_verdict_has_a_reason(data):
    place = places.read("near", "VEN:24nm", data)
    reasons = [
        places.verdict([place], locus, data).reason for locus in (OFF_TRINIDAD, SOMEWHERE_IN_THE_CARIBBEAN, ANYWHERE)
    ]
    assert "nm from Venezuela" in reasons[0] and "only “Caribbean”" in reasons[1] and "not even" in reasons[2]


@given(st.floats(-75, -55), st.floats(5, 20), st.floats(0, 300), st.floats(1, 300), st.floats(0, 200))
def test_a_wider_distance_is_never_less_likely(data, lon, lat, radius_km, distance, more):
    locus = Locus(lon, lat, radius_km)
    near, wide = (answer(data, "near", f"pl-amuay:{km:.2f}km", locus) for km in (distance, distance + more))
    assert places.LEVELS[near] <= places.LEVELS[wide]


def test_a_drawn_box_is_four_numbers():
    box = shapely.geometry.mapping(shapely.box(-72.00004, 10, -70, 12))
    assert places.area_text(box) == "-72,10,-70,12"


def test_a_polygon_drawn_on_the_next_turn_of_the_globe_comes_back():
    ring = [[-432, 10], [-430, 10], [-431, 12], [-432, 10]]
    assert places.area_text({"type": "Polygon", "coordinates": [ring]}) == "-72,10,-70,10,-71,12"


@pytest.mark.parametrize(
    "geometry",
    [{}, "x", 7, {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": []}, {"type": "Polygon"}],
)
def test_what_is_no_polygon_is_refused(geometry):
    with pytest.raises(FilterError, match="no polygon"):
        places.area_text(geometry)


def test_each_record_of_the_data_is_somewhere(data):
    found = places.loci(data.tables["incidents"])
    assert len(found) == len(data.tables["incidents"])
    assert all((locus.lon is None) != (locus.lat is not None) for locus in found)
    assert {locus.region for locus in found} <= {None, *data.theatres, "VEN", "ECU", "COL", "MEX"}


def test_a_distance_is_no_less_likely_the_wider_it_is_up_to_the_widest(data):
    found = [answer(data, "near", f"pl-amuay:{km}km", Locus(region="eastern_pacific")) for km in (50, 2000, 4900)]
    assert [places.LEVELS[one] for one in found] == sorted(places.LEVELS[one] for one in found)


def test_an_area_drawn_across_180_holds_what_lies_in_it_and_not_the_rest_of_the_globe(data):
    ring = [[179, -2], [183, -2], [183, 2], [179, 2], [179, -2]]
    text = places.area_text({"type": "Polygon", "coordinates": [ring]})
    found = [answer(data, "area", text, Locus(lon, 0, 50)) for lon in (-178.5, 179.5, 0)]
    assert found == [SURELY, SURELY, NOT]


def test_a_country_across_180_lies_on_both_sides_of_it(data):
    assert answer(data, "area", "-179,65,-172,68", Locus(region="RUS")) == POSSIBLY


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80)), min_size=2, max_size=2))
def test_a_box_is_spelled_the_same_when_read_again(data, corners):
    (west, south), (east, north) = corners
    try:
        place = places.read("area", f"{west:.6f},{south:.6f},{east:.6f},{north:.6f}", data)
    except FilterError:
        return
    assert places.read("area", place.text, data) == place


def test_all_waters_together_are_surely_somewhere(data):
    choices = [places.read("waters", kind, data) for kind in waters.WATERS]
    assert places.verdict(choices, OFF_TRINIDAD, data).answer == SURELY


def test_what_happened_on_the_water_did_not_happen_on_land(data):
    assert answer(data, "waters", "land", ANYWHERE) == answer(data, "waters", "land", SOMEWHERE_IN_THE_CARIBBEAN) == NOT


def test_many_readers_at_once_get_the_answers_of_one(data):
    zones = tuple(places.zones(data))
    alone = view.build(data, Filters(zone=zones)).records["answer"].tolist()
    with ThreadPoolExecutor(4) as readers:
        asked = [readers.submit(view.build, data, Filters(zone=zones)) for _ in range(12)]
    assert all(one.result().records["answer"].tolist() == alone for one in asked)


@pytest.mark.parametrize(
    ("field", "text", "label"),
    [
        ("near", "GBR:24nm", "a menos de 24 millas náuticas del Reino Unido"),
        ("near", "pl-amuay:12.5km", "a menos de 12,5 km de Amuay"),
        ("waters", "territorial_sea:VEN", "mar territorial de Venezuela"),
        ("waters", "within_200nm:BHS", "de 24 a 200 millas náuticas de Bahamas"),
        ("waters", "beyond_200nm", "más allá de 200 millas náuticas"),
        ("area", "-72,10,-70,10,-71,12", "un área dibujada de 3 vértices"),
    ],
)
def test_a_place_reads_in_spanish(data, field, text, label):
    with language.spoken("es"):
        assert places.read(field, text, data).label == label


def test_a_reason_reads_in_spanish(data):
    with language.spoken("es"):
        place = places.read("near", "VEN:24nm", data)
        reasons = [
            places.verdict([place], locus, data).reason for locus in (OFF_TRINIDAD, Locus(region="VEN"), ANYWHERE)
        ]
    assert reasons[0].startswith("a ") and reasons[0].endswith(" millas náuticas de Venezuela")
    assert reasons[1] == "sin posición publicada, solo «Venezuela»: a 0 millas náuticas de Venezuela"
    assert reasons[2] == "no se nombró ni el mar ni el país"


def test_a_place_that_is_none_is_refused_in_spanish(data):
    with language.spoken("es"), pytest.raises(FilterError, match=r"^near: 'x' no es una distancia"):
        places.read("near", "x", data)
