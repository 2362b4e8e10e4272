"""Where the header of a table is, what stands above and below it, and which sheet is meant."""

import io
from datetime import datetime

import numpy as np
import pytest
import xlsxwriter

from geo import ingest
from geo.errors import IngestError
from geo.ingest import Limits, codes, layer, places
from geo.strangers import grid


def read(text):
    return layer.read(text.encode(), "x.csv", None, None, Limits(), 20_800)


def rules(layer):
    return {rule.rule: rule.rows for rule in layer.report.rules}


def book(*sheets):
    """A spreadsheet whose sheets are written by these functions."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"default_date_format": "dd/mm/yyyy"})
    for write in sheets:
        write(workbook.add_worksheet())
    workbook.close()
    return content.getvalue()


IBTRACS = """SID,SEASON,NAME,ISO_TIME,LAT,LON,WMO_WIND
 ,Year, , ,degrees_north,degrees_east,kts
2020092S09155,2020,HAROLD,2020-04-08 06:00:00,-19.0,177.5,115
2020092S09155,2020,HAROLD,2020-04-08 12:00:00,-20.0,180.2,
"""


def test_a_row_of_units_below_the_header_is_no_row():
    track = read(IBTRACS)
    assert (list(track.row), list(track.lat)) == ([3, 4], [-19, -20]) and track.lon[1] == pytest.approx(-179.8)
    assert str(track.table["LAT"].type) == "double" and rules(track)[grid.OF_UNITS] == 1
    erddap = read("time,latitude,longitude,sst\nUTC,degrees_north,degrees_east,degree_C\n2025-09-02T00:00:00Z,1,2,3\n")
    assert list(erddap.row) == [3] and erddap.mapping.start == "time"


def test_a_row_of_words_is_no_row_of_units():
    assert list(read("name,lat,lon\nShip,unknown,unknown\nBoat,1,2\n").row) == [2, 3]


def test_titles_of_one_cell_above_a_header_hide_nothing():
    titles = "Casualty Report,,\nPrepared by: X,,\nPrinted 03/11/2025,,\n,,\n"
    layer = read(f"{titles}Date,Lat,Long\n02/09/2025,10.5,-66.9\n13/09/2025,11.5,-67.9\nSource: Y,,\n")
    assert (layer.mapping.lat, list(layer.lat[:2])) == ("Lat", [10.5, 11.5])
    assert layer.report.records()[0]["value"] == "Casualty Report" and rules(layer)[grid.PREFACE] == 1


def test_rows_above_a_table_without_a_header_are_said():
    track = ["20210826, 1200,  , TD, 16.5N,  78.9W, 30, 1006, 60", "20210826, 1800,  , TS, 17.4S,  79.5E, 35, 1004, 80"]
    layer = read("\n".join(["AL092021,  IDA,  2,", *track]))
    assert (list(layer.lat), list(layer.lon)) == ([16.5, -17.4], [-78.9, 79.5])  # known by their letters
    assert rules(layer)[grid.PREFACE] == 1


def test_a_hidden_sheet_is_read_only_when_asked_for():
    def choices(sheet):
        sheet.write_column(0, 0, [f"choice {n}" for n in range(40)])
        sheet.write_column(0, 1, [f"other {n}" for n in range(40)])
        sheet.hide()

    def data(sheet):
        sheet.write_row(0, 0, ["Lat", "Lon"])
        sheet.write_row(1, 0, [10.5, -66.9])
        sheet.activate()

    layer = ingest.read(book(choices, data), "x.xlsx")
    assert list(layer.lat) == [10.5] and any("Sheet1" in rule for rule in rules(layer))
    assert ingest.look(book(choices, data), "x.xlsx", layer="Sheet1").columns[0].name == "choice 0"


def test_a_table_that_begins_elsewhere_in_a_sheet_has_no_empty_columns():
    def data(sheet):
        sheet.write_row(3, 2, ["Date", "Lat", "Lon"])
        sheet.write_datetime(4, 2, datetime(2025, 9, 2))
        sheet.write_row(4, 3, [10.5, -66.9])

    layer = ingest.read(book(data), "x.xlsx")
    assert layer.table.column_names == ["Date", "Lat", "Lon"] and list(layer.row) == [5]
    assert not rules(layer)  # nothing stands above the header


@pytest.mark.parametrize(
    "header",
    [
        "Широта;Долгота;Дата;Судно",
        "Γεωγραφικό Πλάτος;Γεωγραφικό Μήκος;Ημερομηνία;Πλοίο",
        "Breedtegraad;Lengtegraad;Datum;Schip",
        "Enlem;Boylam;Tarih;Gemi",
        "Lintang;Bujur;Tanggal;Kapal",
        "纬度;经度;日期;船名",
        "خط العرض;خط الطول;التاريخ;id",
        "Latitud;Longitud;Fecha;Embarcación",
    ],
)
def test_columns_are_recognised_in_other_scripts_too(header):
    layer = read(f"{header}\n10,5;-66,9;02.09.2025;Aurora\n")
    lat, lon, start, label = header.split(";")
    assert (layer.mapping.lat, layer.mapping.lon, layer.mapping.start, layer.label) == (lat, lon, start, label)
    assert (layer.lat[0], layer.lon[0], layer.first[0]) == (10.5, -66.9, 20_333)


@pytest.mark.parametrize(
    ("header", "label"),
    [("gap_id,vessel_class,flag,lat,lon", "gap_id"), ("Vessel Type,Ship Name,Flag,lat,lon", "Ship Name")],
)
def test_what_sort_of_ship_it_is_is_no_name(header, label):
    assert read(f"{header}\na,b,c,1,2\n").label == label


def test_the_latitude_that_ais_gives_for_none_is_said():
    layer = read("mmsi,lat,lon\n1,56.1,10.9\n2,91.0,181.0\n3,91,0\n")
    assert rules(layer) == {places.AIS_UNKNOWN: 2} and np.isnan(layer.lat[1:]).all()


@pytest.mark.parametrize(("code", "rule"), [("18PVV1234567890", codes.MGRS), ("67PGGH25+2V", codes.PLUS_CODE)])
def test_codes_of_a_grid_are_said_where_there_is_no_other_place(code, rule):
    assert rules(read(f"date,where\n2025-09-02,{code}\n")) == {rule: 1}
    assert rules(read(f"lat,lon,where\n1,2,{code}\n")) == {}
    with pytest.raises(IngestError, match="which is not read"):
        read(f"n,where\na,{code}\n")


@pytest.mark.parametrize("row", ["12.05.30,66.10.15", "12-05-30,66-10-15", "12.05.30,16.10.15"])
def test_degrees_that_could_be_dates_are_no_dates(row):
    assert read(f"lat,lon,name\n{row},a\n").mapping.start is None
    assert read(f"lat,lon,seen\n{row},2025-09-02\n").mapping.start == "seen"


def test_a_local_time_that_could_be_a_position_is_a_date():
    found = read("name,local time\na,02-09-25 10:30\n").mapping
    assert (found.start, found.position) == ("local time", None)
