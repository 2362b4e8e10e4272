"""Which columns are taken for place, time and label, and which complete another."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo import ingest
from geo.ingest import Limits, beside, layer, moments


def read(text):
    return layer.read(text.encode(), "x.csv", None, None, Limits(), 20_800)


def days(numbers):
    return [None if n == ingest.NO_DAY else str(np.datetime64(int(n), "D")) for n in numbers]


def rules(layer):
    return {rule.rule for rule in layer.report.rules}


@pytest.mark.parametrize(
    "text",
    [
        "id,date,lat,ns,lon,ew\n1,2025-09-02,10.5,N,66.9,W\n2,2025-09-03,11.25,S,67.5,E\n",
        "Date,Lat Deg,Lat Min,Lat Dir,Lon Deg,Lon Min,Lon Dir\n1,10,30,N,66,54.0,W\n2,11,15,S,67,30,E\n",
        "LatD,LatM,LatS,LatH,LonD,LonM,LonS,LonH,d\n10,30,0,N,66,54,0,W,1\n11,15,0,S,67,30,0,E,2\n",
        "Grados Lat,Min Lat,N/S,Grados Long,Min Long,E/O,f\n10,30,Norte,66,54,Oeste,1\n11,15,Sur,67,30,Este,2\n",
        "Lat,Lat Hem.,Lon,Lon Hem.,x\n10°30',N,66°54',W,1\n11°15',S,67°30',E,2\n",
    ],
)
def test_minutes_seconds_and_letters_may_stand_in_columns_of_their_own(text):
    layer = read(text)
    assert (list(layer.lat), list(layer.lon)) == ([10.5, -11.25], [-66.9, 67.5])
    assert any("columns beside it" in rule for rule in rules(layer))


WHOLE = "lat_deg,lat_min,lat_ns,lon_deg,lon_min,lon_ew"


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        (f"{WHOLE}\n10,05,N,066,45,W\n", [10 + 5 / 60], [-66.75]),
        (f"{WHOLE}\n10,30.5',N,66,45.2',W\n", [10 + 30.5 / 60], [-66 - 45.2 / 60]),
        (f"{WHOLE.replace(',', ';')}\n10;30,5;N;66;45,2;W\n", [10 + 30.5 / 60], [-66 - 45.2 / 60]),
        (f"{WHOLE}\n10,30,N,66,45,W\n10,15,N,66,45,W\n10,unk,N,66,45,W\n10,60,N,66,45,W\n",
         [10.5, 10.25, None, None], [-66.75, -66.75, None, None]),
        (f"{WHOLE}\n10,30,N,66,45,W\n11,30,N,66,45,W\n11.25,,N,66,45,W\n", [10.5, 11.5, 11.25], [-66.75] * 3),
        ("lat_deg,lat_min,lon_deg,lon_min,lon_ew\n10,30,66,45,W\n", [10.5], [-66.75]),
        ("lat,lon,ew\n10.5,66.75,W\n", [10.5], [-66.75]),
        ("lat_deg,lat_min,lon_deg,lon_min\n-10,-30,-66,-45\n0,-30,66,45\n", [-10.5, -0.5], [-66.75, 66.75]),
        ("lat,ns,lon,ew\n1.5,N,8.5,E\n2,N,8.5,?\n3,S,8.5,W\n4,S,8,\n0,,8,W\n", [1.5, None, -3, None, 0],
         [8.5, None, -8.5, None, -8]),
        ("lat,ns,lon,ew\n1030.5,N,6645.2,W\n45.5,N,245.5,W\n", [10 + 30.5 / 60, 45.5 / 60],
         [-66 - 45.2 / 60, -2 - 45.5 / 60]),
    ],
)  # fmt: skip
def test_a_part_that_does_not_fit_is_of_its_row_alone(text, lat, lon):
    layer = read(text)
    for read_as, expected in ((layer.lat, lat), (layer.lon, lon)):
        assert list(read_as) == pytest.approx([np.nan if value is None else value for value in expected], nan_ok=True)


def test_the_reader_is_not_asked_for_a_system_where_numbers_hold_minutes_too():
    given = b"lat,ns,lon,ew\n1030.5,N,6645.2,W\n"
    assert not layer.look(given, "x.csv", Limits()).crs_needed


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("lat,lon,lat_min,lat_max,lon_min,lon_max\n10,56,9,11,55,57\n", 10, 56),
        ("grid,lat,lon,lat min,lon min\na,10.0,56.0,7.5,52.5\n", 10, 56),
        ("name,lat,lon,lat_m,lon_m\na,10,56,7,52\n", 10, 56),
        ("date,lat,lon,dir,speed\n2025-09-02,10.5,66.2,W,3\n", 10.5, 66.2),
        ("vessel,dir,lat,lon\na,S,11.1,66\n", 11.1, 66),
        ("lat,lon,dir\n10.5,-66.2,E\n", 10.5, -66.2),
        ("lat,side,lon,dir\n10.5,N,-66.2,E\n", 10.5, -66.2),
    ],
)
def test_extremes_metres_and_directions_complete_no_degrees(text, lat, lon):
    layer = read(text)
    assert (layer.lat[0], layer.lon[0]) == (lat, lon)


def test_minutes_that_were_not_taken_are_said():
    assert beside.NOT_TAKEN in rules(read("grid,lat,lon,lat min,lon min\na,10,56,7.5,52.5\n"))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("year,month,day,lat,lon\n2025,09,02,1,2\n", ["2025-09-02"]),
        ("year,month,day,lat,lon\n2025,9,2,1,2\n2025,10,3,1,2\n2025,99,4,1,2\n",
         ["2025-09-02", "2025-10-03", "2025-01-01"]),
    ],
)  # fmt: skip
def test_a_month_that_is_none_is_of_its_row_alone(text, first):
    assert days(read(text).first) == first


def test_parts_that_are_no_numbers_are_left_out():
    nan = float("nan")
    table = pa.table(
        {"year": [2025, nan, 2026], "month": [1, nan, 3], "day": [2.0, 2, nan]} | {"lat": [1] * 3, "lon": [2] * 3}
    )
    packed = io.BytesIO()
    pq.write_table(table, packed)
    found = layer.read(packed.getvalue(), "x.parquet", None, None, Limits(), 20_800)
    assert days(found.first) == ["2025-01-02", None, "2026-03-01"]
    degrees = pa.table({"lat deg": [10.0, 11], "lat min": [30.0, nan], "lon deg": [66.0, 67], "lon min": [nan, 15.0]})
    packed = io.BytesIO()
    pq.write_table(degrees, packed)
    found = layer.read(packed.getvalue(), "x.parquet", None, None, Limits(), 20_800)
    assert (list(found.lat), list(found.lon)) == ([10.5, 11], [66, 67.25])


def test_what_is_completed_stays_as_it_was_in_the_table():
    layer = read("date,lat,ns,lon,ew\n2025-09-02,10.5,S,66.9,W\n")
    assert layer.table["lat"].to_pylist() == [10.5] and layer.lat[0] == -10.5


@pytest.mark.parametrize(
    "text",
    [
        "lat,confirmado,lon\n10.5,S,-66.9\n11.5,N,-67.9\n",
        "lat,lon,minutes\n10.5,-66.9,30\n11.5,-67.9,45\n",
        "latitude,lat min,longitude,lon min\n10.5,30,-66.9,54\n11.5,30,-67.9,54\n",
    ],
)
def test_columns_that_only_seem_to_complete_another_are_left_alone(text):
    assert list(read(text).lat) == [10.5, 11.5]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("YEAR,MONTH,DAY,LAT,LON\n2025,9,2,10,-66\n", "2025-09-02", "2025-09-02"),
        ("AÑO;MES;DIA;LATITUD;LONGITUD\n2025;septiembre;2;10;-66\n", "2025-09-02", "2025-09-02"),
        ("Start Year,Start Month,Start Day,End Year,End Month,End Day,lat,lon\n"
         "2024,1,5,2024,2,,1,2\n2024,1,5,2024,2,9,1,2\n",
         "2024-01-05", "2024-02-29"),
        ("year,month,lat,lon\n2024,2,1,2\n", "2024-02-01", "2024-02-29"),
        ("year,month,lat,lon\n2024,0,1,2\n2024,1,1,2\n", "2024-01-01", "2024-12-31"),
        ("jaar,maand,dag,lat,lon\n2025,9,2,1,2\n", "2025-09-02", "2025-09-02"),
        ("yyyy,mm,dd,lat,lon\n2025,9,2,1,2\n", "2025-09-02", "2025-09-02"),
        ("YR,MO,DY,lat,lon\n2025,9,2,1,2\n", "2025-09-02", "2025-09-02"),
        ("YEAR,MO,DY,lat,lon\n2025,9,2,1,2\n", "2025-09-02", "2025-09-02"),
        ("Year,Month,Day,Time,lat,lon\n2025,9,2,1830,1,2\n2025,9,2,2115,1,2\n", "2025-09-02", "2025-09-02"),
    ],
)  # fmt: skip
def test_year_month_and_day_may_stand_in_columns_of_their_own(text, first, last):
    layer = read(text)
    assert (days(layer.first)[0], days(layer.last)[0]) == (first, last)


def test_a_date_goes_before_a_year_and_before_when_the_row_was_written():
    acled = read(
        "event_id_cnty,event_date,year,latitude,longitude,timestamp\nYEM1,05 January 2024,2024,14,42,1704830000\n"
    )
    gdelt = read("SQLDATE\tYear\tFractionDate\tActor1Geo_Lat\tActor1Geo_Long\tActionGeo_Lat\tActionGeo_Long\n"
                 "20240115\t2024\t2024.04\t\t\t14.5\t42.25\n20240116\t2024\t2024.04\t1\t2\t14.5\t42.25\n")  # fmt: skip
    assert (acled.mapping.start, gdelt.mapping.start) == ("event_date", "SQLDATE")
    assert gdelt.mapping.lat == "ActionGeo_Lat"  # which misses in no row


@pytest.mark.parametrize(
    ("header", "row", "start"),
    [
        ("Entry Date,Start Year,Start Month,End Year,End Month,lat,lon", "2024-05-01,2024,1,2024,2,1,2", "Start Year"),
        ("created,last_update,year,lat,lon", "2024-05-01,2024-06-01,2023,1,2", "year"),
        ("created,date,lat,lon", "2024-05-01,2024-04-01,1,2", "date"),
        ("created,lat,lon", "2024-05-01,1,2", "created"),
        ("date_entered,reported,lat,lon", "2024-05-01,2024-04-01,1,2", "reported"),
        ("data entry,date,lat,lon", "2024-05-01,2024-04-01,1,2", "date"),
        ("entry_date,exit_date,lat,lon", "2024-05-01,2024-06-01,1,2", "entry_date"),
        ("eez_entry_time,eez_exit_time,lat,lon", "2024-05-01,2024-06-01,1,2", "eez_entry_time"),
        ("entry_into_force,expiry,lat,lon", "2024-05-01,2024-06-01,1,2", "entry_into_force"),
        ("entry_date,last_update,event_date,lat,lon", "2024-05-01,2024-06-01,2024-04-01,1,2", "event_date"),
        ("port_entry,reported,lat,lon", "2024-05-01,2024-06-01,1,2", "port_entry"),
    ],
)
def test_when_a_row_was_written_goes_last(header, row, start):
    assert read(f"{header}\n{row}\n").mapping.start == start


@pytest.mark.parametrize("name", ["Time", "utc", "Hora", "heure", "Hour (local)", "Start time"])
def test_a_time_of_day_is_no_year(name):
    assert read(f"{name},lat,lon\n1830,1,2\n2115,1,2\n").mapping.start is None
    assert read(f"{name},lat,lon\n0830,1,2\n2015,1,2\nunknown,1,2\n").mapping.start is None


def test_years_that_are_no_times_of_day_may_be_called_time():
    assert read("time,lat,lon\n1990,1,2\n2015,1,2\n").mapping.start == "time"


def test_a_year_is_known_by_a_letter_before_it():
    assert read("iyear,imonth,iday,lat,lon\n2015,9,2,1,2\n").mapping.start == "iyear"


def test_positions_of_ships_have_their_time_in_t():
    assert days(read("mmsi,t,lon,lat\n1,1443650402,-4.46,48.38\n").first) == ["2015-09-30"]


def test_weekdays_do_not_hide_which_stands_first():
    layer = read('date,lat,lon\n"Mon, 01/06/2014",1,2\n"Tue, 01/14/2014",1,3\n')
    assert days(layer.first) == ["2014-01-06", "2014-01-14"]


@pytest.mark.parametrize(
    "text", ["01/02/24 0130 hrs", "01.02.2024 : 0130 UTC", "01.02.2024: 0130 UTC", "01/02/2024 0130 hours"]
)
def test_times_are_read_as_reports_of_piracy_write_them(text):
    assert days([moments.day(text).first]) == ["2024-02-01"]


def test_a_number_among_dates_is_a_day_of_a_spreadsheet():
    layer = read("date,lat,lon\n02/09/2025,1,2\n15/09/2025,1,3\n45920,1,4\nunknown,1,5\n")
    assert days(layer.first) == ["2025-09-02", "2025-09-15", "2025-09-20", None]
    assert moments.SERIALS in rules(layer)
