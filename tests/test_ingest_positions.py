"""Positions in one column: what parts decimals, which stands first, and what else the cell says."""

import pytest

from geo import ingest
from geo.ingest import Limits, Mapping, layer, positions


def read(text, **chosen):
    mapping = Mapping(**chosen) if chosen else None
    return layer.read(text.encode(), "x.csv", mapping, None, Limits(), 20_800)


def rules(layer):
    return {rule.rule: rule.rows for rule in layer.report.rules}


@pytest.mark.parametrize(
    ("text", "comma", "found"),
    [
        ("10,5 -66,9", True, (10.5, -66.9)),
        ("10,571,-62,301", True, (10.571, -62.301)),
        ("10,571,62,301", True, (10.571, 62.301)),
        ("10.5,66.9", True, (10.5, 66.9)),
        ("10°30,6'N 66°54,0'W", True, (10.51, -66.9)),
        ("10,66", False, (10, 66)),
        ("10.5,-66.9", False, (10.5, -66.9)),
        ("729,000 1,162,000", False, (1_162_000, 729_000)),
    ],
)
def test_a_comma_in_a_pair_is_what_was_chosen(text, comma, found):
    assert positions.pair(text, decimal_comma=comma)[:2] == pytest.approx(found)


@pytest.mark.parametrize(("text", "comma"), [("10,66", True), ("10,5 -66,9", False), ("10,5,66,9", False)])
def test_a_pair_that_is_none_by_what_was_chosen_is_not_read(text, comma):
    with pytest.raises(positions.Unread):
        positions.pair(text, decimal_comma=comma)


def test_the_readers_choice_of_a_comma_reaches_a_column_of_pairs():
    text = "position;date\n10,66;2025-09-02\n"
    assert read(text, position="position", start="date", decimal_comma=False).lat[0] == 10
    assert read(text, position="position", start="date", decimal_comma=True).placed == 0


@pytest.mark.parametrize(
    ("text", "comma"), [("10°30,5'N 66°54,0'W", True), ("10,5 -66,9", True), ("10.5, -66.9", None)]
)
def test_a_look_says_whether_pairs_have_a_decimal_comma(text, comma):
    assert ingest.look(f'position;n\n"{text}";1\n'.encode(), "x.csv").mapping.decimal_comma is comma


@pytest.mark.parametrize("header", ["lonlat", "Longitude / Latitude", "lon_lat", "longitud y latitud", "LongLat", "xy"])
def test_a_name_may_say_that_the_longitude_stands_first(header):
    layer = read(f'{header};date\n"-66.9,10.5";2025-09-02\n', position=header)
    assert (layer.lat[0], layer.lon[0]) == (10.5, -66.9)
    assert rules(layer) == {positions.LON_FIRST_NAMED: 1}


def test_a_name_may_say_that_the_latitude_stands_first_in_square_brackets():
    layer = read('id,lat_lon\n1,"[10.5, -66.2]"\n2,"[11.5, -66.2]"\n', position="lat_lon")
    assert (layer.lat[0], layer.lon[0]) == (10.5, -66.2) and not rules(layer)


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("Lon -66.2 Lat 10.5", 10.5, -66.2),
        ("Long 66 45 00, Lat 10 30 00", 10.5, 66.75),
        ("Lat 10.5 Lon -66.2", 10.5, -66.2),
        ("10d 30m 15s, 66d 45m 10s", 10 + 30.25 / 60, 66 + 45 / 60 + 10 / 3600),
        ("10°45.5'N 067°55'W near the anchorage", 10 + 45.5 / 60, -67 - 55 / 60),
    ],
)
def test_a_position_says_itself_what_stands_first(text, lat, lon):
    assert positions.within(text)[:2] == pytest.approx((lat, lon))


@pytest.mark.parametrize(
    "text",
    ["Area 7: 10 45N 067 55W", "Sept 2 10 45N 67 55W", "Sector 4 12.5N 66.2W", "No. 12 10-45N 067-55W",
     "anchorage 4 - 10 45.5N 067 55.2W", "66.2-, 10.5"],
)  # fmt: skip
def test_a_number_before_or_a_sign_behind_a_position_is_no_part_of_it(text):
    with pytest.raises(positions.Unread):
        positions.within(text)


def test_square_brackets_have_the_longitude_first_as_in_geojson():
    layer = read('id,coordinates\n1,"[-71.2, 12.3]"\n2,"[-10.5, 11.3]"\n')
    assert (list(layer.lat), list(layer.lon)) == ([12.3, 11.3], [-71.2, -10.5])


def test_square_brackets_that_can_only_be_latitude_first_are_read_so():
    assert list(read('id,coordinates\n1,"[12.3, -171.2]"\n2,"[11.3, -10.5]"\n').lat) == [12.3, 11.3]


def test_a_position_is_taken_out_of_what_is_said_around_it():
    rows = ["Posn: 05:40.0S – 081:09.0W, Talara Anchorage, Peru.", "Around 10nm NW of Pulau: 01:20.5N – 104:12.2E"]
    layer = read("Ref;Position\n" + "".join(f'{n};"{row}"\n' for n, row in enumerate([*rows, "02:01.0N-101:59.0E"])))
    assert layer.lat == pytest.approx([-(5 + 40 / 60), 1 + 20.5 / 60, 2 + 1 / 60])
    assert layer.lon == pytest.approx([-(81 + 9 / 60), 104 + 12.2 / 60, 101 + 59 / 60])
    assert rules(layer) == {positions.TAKEN_OUT: 2}


def test_of_two_positions_in_a_text_none_is_taken():
    assert read('Position;date\n"from 1 N 2 W to 3 N 4 W";2025-09-02\n', position="Position", start="date").placed == 0
