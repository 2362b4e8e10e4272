"""Positions and dates as people write them."""

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ingest import columns, moments, positions
from geo.ingest.report import Findings


@pytest.mark.parametrize(
    ("text", "axis", "value"),
    [
        ("10.5", "lat", 10.5),
        ("10,5", "lat", 10.5),
        ("−10,5", "lat", -10.5),
        ("10°30'15\"N", "lat", 10 + 30 / 60 + 15 / 3600),
        ("10º30’ S", "lat", -10.5),
        ("10° 30.5′ N", "lat", 10 + 30.5 / 60),
        ("10-30N", "lat", 10.5),
        ("066-55.5W", "lon", -(66 + 55.5 / 60)),
        ("W066°55'30\"", "lon", -(66 + 55 / 60 + 30 / 3600)),
        ("66 55 30 O", "lon", -(66 + 55 / 60 + 30 / 3600)),
        ("1030N", "lat", 10.5),
        ("0665530W", "lon", -(66 + 55 / 60 + 30 / 3600)),
        ("10:30:15N", "lat", 10 + 30 / 60 + 15 / 3600),
        ("10d30m15sN", "lat", 10 + 30 / 60 + 15 / 3600),
        ("10 grados 30 minutos sur", "lat", -10.5),
        ("+1030.5", "lat", 10 + 30.5 / 60),
        ("Lat: 10.5", "lat", 10.5),
        ("120.5 L", "lon", 120.5),
        ("10°30' LN", "lat", 10.5),
        ("66.30.00 L.O.", "lon", -66.5),
        ("10.30.15N", "lat", 10 + 30 / 60 + 15 / 3600),
        ("10Â°30'N", "lat", 10.5),
    ],
)
def test_degrees_are_read_as_mariners_write_them(text, axis, value):
    assert positions.degrees(text, axis).value == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("off the coast", positions.NO_DEGREES),
        ("nan", positions.NOT_FINITE),
        ("-inf", positions.NOT_FINITE),
        ("10°75'N", positions.SIXTY),
        ("66°55'W", positions.WRONG_LETTER),
        ("-10.5N", positions.TWO_SIGNS),
        ("N10.5N", positions.NO_DEGREES),
        ("1_0", positions.NO_DEGREES),
    ],
)
def test_what_is_no_latitude_says_why(text, rule):
    with pytest.raises(positions.Unread, match=rule.split(":")[0]):
        positions.degrees(text, "lat")


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59), st.sampled_from("EW"))
def test_degrees_minutes_and_seconds_come_back(whole, minutes, seconds, letter):
    value = (whole + minutes / 60 + seconds / 3600) * (1 if letter == "E" else -1)
    forms = [f"{whole:03}°{minutes:02}'{seconds:02}\"{letter}", f"{letter}{whole:03} {minutes:02} {seconds:02}"]
    forms += [f"{whole:03}{minutes:02}{seconds:02}{letter}", f"{whole:03}-{minutes:02}-{seconds:02}{letter}"]
    assert [positions.degrees(form, "lon").value for form in forms] == pytest.approx([value] * 4, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "10°30'N 066°55'W",
        "066°55'W 10°30'N",
        "10.5, -66.9166666667",
        "10,5; -66,9166666667",
        "10,5 -66,9166666667",
        "(10.5,-66.9166666667)",
        "10-30N / 066-55W",
        "1030N06655W",
        "+1030-06655/",
        "+10.5-066.9166666667/",
        "N 10° 30' W 066° 55.0'",
        "Lat: 10.5 Long: -66.9166666667",
        "10:30.0N – 066:55.0W",
    ],
)
def test_both_coordinates_may_stand_in_one_text(text):
    assert positions.pair(text)[:2] == pytest.approx((10.5, -66.9166666667), abs=1e-6)


def column(*texts):
    return pa.chunked_array([pa.array(texts)])


def rows(values):
    return pa.array(range(2, 2 + len(values))).to_numpy()


def test_one_pair_that_can_only_be_longitude_first_turns_its_column():
    texts = column("-66.9, 10.5", "-120.5, 12")
    lat, lon = positions.pair_column(texts, "position", rows(texts), Findings())
    assert (list(lat), list(lon)) == ([10.5, 12], [-66.9, -120.5])


def test_o_is_east_only_under_a_german_name():
    texts, findings = column("9°30'O"), Findings()
    west = positions.axis_column(texts, "Longitud", "lon", rows(texts), findings)
    east = positions.axis_column(texts, "Länge", "lon", rows(texts), findings)
    assert (west[0], east[0]) == (-9.5, 9.5)
    assert {rule.rule for rule in findings.report(1, 0).rules} >= {positions.O_WEST, positions.O_EAST}


def days(text, **how):
    found = moments.day(text, **how)
    start = date(1970, 1, 1)
    return start + timedelta(found.first), start + timedelta(found.last)


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-02",
        "2025/9/2",
        "20250902",
        "202509021430",
        "02/09/2025",
        "2.9.25",
        "2 September 2025",
        "02-Sep-25",
        "September 2, 2025",
        "2 de septiembre de 2025",
        "2 septembre 2025",
        "2. September 2025",
        "2 de setembro de 2025",
        "021430Z SEP 25",
        "Tue, 2 Sep 2025 10:00:00 +0200",
        "2/9/2025 11:30 PM",
        "2025-09-02 2330Z",
        "2025-09-02T23:30:00.250Z",
        "2025-09-01T23:30:00-04:00",
        "1 Sep 2025 2330 EST",
        "2025-09-03 01:00 UTC+2",
        "2.9.2025 14.30 Uhr",
        "02 Sep 2025 - 2030",
        "02/09/2025 - 2015",
        "1800 - 2 Sep 2025",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert days(text) == (date(2025, 9, 2), date(2025, 9, 2))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("Feb 2024", (2024, 2, 1), (2024, 2, 29)),
        ("02/2024", (2024, 2, 1), (2024, 2, 29)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-05-01/2024-05-03", (2024, 5, 1), (2024, 5, 3)),
        ("01/05/2024 - 03/05/2024", (2024, 5, 1), (2024, 5, 3)),
        ("1-3 May 2024", (2024, 5, 1), (2024, 5, 3)),
        ("2023 - 2024", (2023, 1, 1), (2024, 12, 31)),
        ("May 2024 - Jun 2024", (2024, 5, 1), (2024, 6, 30)),
        ("1 y 3 de mayo de 2024", (2024, 5, 1), (2024, 5, 3)),
        ("2024-W18", (2024, 4, 29), (2024, 5, 5)),
    ],
)
def test_part_of_a_date_is_all_the_days_that_it_allows(text, first, last):
    assert days(text) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    [
        *("soon", "31/02/2025", "2025-13-01", "10:30", "13/13/2025", "12 Foo 2025", "2025-W54", "1-3 Foo 2025"),
        *("30-2 September 2025", "2 Sep 2025 - 2075", "2 Sep 2025 1800 - 2030", "Sep 2025 - 2030"),
    ],
)
def test_what_is_no_day_of_the_calendar_is_not_read(text):
    with pytest.raises(moments.Unread):
        moments.day(text)


@given(st.dates(date(1971, 1, 1), date(2068, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d %b %Y", "%Y%m%d", "%d.%m.%y"]))
def test_dates_come_back(day, form):
    assert days(day.strftime(form)) == (day, day)


def read(*texts, day_first=True):
    findings = Findings()
    found = moments.column(column(*texts), "date", day_first, rows(texts), findings)
    read = [date(1970, 1, 1) + timedelta(int(n)) if n != moments.NO_DAY else None for n in found.first]
    return read, findings.report(len(texts), 0)


def test_one_date_tells_the_order_of_its_column():
    assert read("03/04/2025", "25/04/2025")[0] == [date(2025, 4, 3), date(2025, 4, 25)]
    assert read("03/04/2025", "04/25/2025")[0] == [date(2025, 3, 4), date(2025, 4, 25)]


def test_what_the_column_shows_goes_before_what_was_chosen():
    assert read("03/04/2025", "04/25/2025", day_first=True)[0][0] == date(2025, 3, 4)


def test_a_column_that_leaves_it_open_says_so_and_has_the_day_first():
    found, report = read("03/04/2025", "05/06/2025")
    assert found[0] == date(2025, 4, 3)
    assert [rule.rule for rule in report.rules] == [moments.AMBIGUOUS]
    assert read("03/04/2025", day_first=False)[0] == [date(2025, 3, 4)]


def test_a_column_that_leaves_it_open_takes_the_order_of_the_one_beside_it():
    findings = Findings()
    found = moments.column(column("03/04/2025"), "end", True, rows([1]), findings, [column("03/25/2025", None)])
    assert date(1970, 1, 1) + timedelta(int(found.first[0])) == date(2025, 3, 4)
    assert not findings.chunks


def test_a_year_of_two_digits_is_said():
    _found, report = read("03/04/25", "03/04/2025", "25/04/2025")
    assert [(rule.rule, rule.first_row, rule.rows) for rule in report.rules] == [(moments.TWO_DIGITS, 2, 1)]


def test_a_column_of_both_orders_names_the_rows_that_could_be_either():
    _found, report = read("25/04/2025", "04/25/2025", "03/04/2025", "03/03/2025")
    assert [(rule.rule, rule.first_row, rule.rows) for rule in report.rules] == [(moments.MIXED, 4, 1)]


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        (1_756_771_200, moments.EPOCH_SECONDS),
        (1_756_771_200_000, moments.EPOCH_MILLIS),
        (45_902, moments.SERIALS),
        (20_250_902, moments.COMPACT),
    ],
)
def test_numbers_are_days_by_their_size(number, rule):
    findings = Findings()
    found = moments.column(column(number, None), "date", True, rows([1, 2]), findings)
    assert date(1970, 1, 1) + timedelta(int(found.first[0])) == date(2025, 9, 2)
    assert found.first[1] == moments.NO_DAY
    assert [entry.rule for entry in findings.report(2, 0).rules] == [rule]


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("1", "-20"), "int64"),
        (("007", "12"), "string"),
        (("1", "0123"), "string"),
        (("12345678901234567890", "1"), "string"),
        (("1.5", "-2"), "double"),
        (("1", "2.25"), "double"),
        (("true", "False"), "bool"),
        (("2025-09-02", None), "date32[day]"),
        (("2025-09-02", "2025-02-30"), "string"),
        (("2025-09-02T10:00:00Z", "2025-09-02 12:00:00-04:00"), "timestamp[us, tz=UTC]"),
        (("NA", "1"), "string"),
        (("1e5", "x"), "string"),
        (("235000001",) * 60 + ("003669999",), "string"),
        (("1.5", "-07.25"), "string"),
        (("1", "+5"), "string"),
        (("1E5", "12E3"), "string"),
        (("100",) * 60 + ("12E3",), "string"),
        (("0.5", "1e300", "12.25"), "double"),
        (("0.5", "12345678901234567890"), "string"),
        (("0.5", "1e400"), "string"),
    ],
)
def test_text_becomes_what_all_of_its_column_is_and_nothing_is_lost(texts, kind):
    assert str(columns.typed(pa.table({"a": column(*texts)}))["a"].type) == kind
