"""Files that others made, of each sort: what was recognised, what came of each row."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
import xlsxwriter

from geo import ingest, language
from geo.__main__ import main
from geo.errors import IngestError
from geo.export import bulk
from geo.ingest import Limits, Mapping, layer, places, positions
from geo.ingest.layer import UNDECODED

POINTS = gpd.GeoDataFrame(
    {"nombre": ["Güiria", "Río Caribe", "Ñandú"], "fecha": ["2025-09-02", "2025-10-03", "2025-11-04"]},
    geometry=[shapely.Point(-62.3, 10.57), shapely.Point(-63.1, 10.7), shapely.Point(-66.9, 10.6)],
    crs="EPSG:4326",
)
TODAY = 20_800  # in December 2026


def read(content, name, **how):
    content = content.encode() if isinstance(content, str) else content
    if name.endswith(".csv"):  # here, as it is quicker, and safe
        return layer.read(content, name, how.pop("mapping", None), None, Limits(), TODAY, **how)
    return ingest.read(content, name, today=TODAY, **how)


def days(numbers):
    return [None if n == ingest.NO_DAY else str(np.datetime64(int(n), "D")) for n in numbers]


def rules(layer, verdict=None):
    return {rule.rule: rule.rows for rule in layer.report.rules if verdict in (None, rule.verdict)}


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return packed.getvalue()


def written(folder, frame, name, **how):
    frame.to_file(folder / name, **how)
    return (folder / name).read_bytes()


# text in columns

PIRACY = """Reference;Date of incident;Latitude;Longitude;Vessel;Narrative
2025-001;25/03/2025;10°30.5'N;066°55.0'W;Aurora;"Boarded; two knives"
2025-002;3 April 2025 2330 LT;N 11 15 30;W 63 05 00;Bonita;Chased
2025-003;03/04/2025;12-06.0N;068-55.0W;Céline;Robbed
2025-004;May 2025;1130N;06930W;Delta;
2025-005;;position not given;;Echo;Hailed
"""


def test_a_piracy_file_with_degrees_and_mixed_dates_comes_in_right():
    layer = read(PIRACY, "piracy.csv")
    assert (layer.mapping.lat, layer.mapping.lon, layer.mapping.start) == ("Latitude", "Longitude", "Date of incident")
    assert layer.label == "Vessel"
    assert layer.lat[:4] == pytest.approx([10 + 30.5 / 60, 11 + 15 / 60 + 30 / 3600, 12.1, 11.5])
    assert layer.lon[:4] == pytest.approx([-(66 + 55 / 60), -(63 + 5 / 60), -(68 + 55 / 60), -69.5])
    assert days(layer.first) == ["2025-03-25", "2025-04-03", "2025-04-03", "2025-05-01", None]
    assert days(layer.last)[3] == "2025-05-31"
    assert np.isnan(layer.lat[4]) and (layer.placed, layer.dated, list(layer.row)) == (4, 4, [2, 3, 4, 5, 6])
    assert layer.table["Narrative"][0].as_py() == "Boarded; two knives"


def test_gaps_with_a_start_and_an_end_span_days():
    lines = ["mmsi,gap_start,gap_end,gap_start_lat,gap_start_lon,gap_end_lat,gap_end_lon,hours"]
    lines += [f"00{n},2025-09-01T22:00:00Z,2025-09-03 01:00:00+00:00,10.{n},-66.{n},11,-67,27.5" for n in range(50)]
    layer = read("\n".join(lines), "gaps.csv")
    assert (layer.mapping.start, layer.mapping.end) == ("gap_start", "gap_end")
    assert (layer.mapping.lat, layer.mapping.lon) == ("gap_start_lat", "gap_start_lon")
    assert (days(layer.first)[7], days(layer.last)[7]) == ("2025-09-01", "2025-09-03")
    assert layer.table["mmsi"][3].as_py() == "003"  # a zero that leads is kept


def test_a_track_across_180_degrees_stays_on_the_globe():
    text = "ISO_TIME\tNAME\tLAT\tLON\n" + "".join(f"2025-01-0{n} 06:00\tANA\t-18.5\t{178 + n}\n" for n in range(1, 6))
    layer = read(text, "track.tsv")
    assert list(layer.lon) == [179, 180, -179, -178, -177]
    assert rules(layer) == {"the longitude was beyond 180 degrees and was brought between -180 and 180": 3}
    assert days(layer.first)[0] == "2025-01-01"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1252"])
def test_geojson_may_be_in_other_encodings(encoding):
    content = POINTS.to_json(ensure_ascii=False).encode(encoding)
    assert read(content, "x.geojson").table["nombre"].to_pylist() == ["Güiria", "Río Caribe", "Ñandú"]


def test_refusals_are_told_in_the_language_spoken():
    with language.spoken("es"), pytest.raises(IngestError, match="está vací"):
        ingest.read(b"", "x.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_any_separator(encoding, delimiter):
    rows = [["nombre", "latitud", "longitud", "fecha"], ["Güiria – Sucre", "10.57", "-62.3", "2025-09-02"]]
    text = "\r\n".join(delimiter.join(row) for row in [*rows, rows[1]])
    layer = read(text.encode(encoding), "x.csv")
    assert layer.table["nombre"].to_pylist() == ["Güiria – Sucre"] * 2
    assert (layer.lat[0], layer.lon[0], days(layer.first)[0]) == (10.57, -62.3, "2025-09-02")


def test_a_decimal_comma_is_understood():
    layer = read("Breite;Länge;Datum\n10,5;-66,9\n11,25;-67,0;2.9.2025\n", "de.csv")
    assert (list(layer.lat), list(layer.lon)) == ([10.5, 11.25], [-66.9, -67])
    assert layer.mapping.decimal_comma and days(layer.first) == [None, "2025-09-02"]


@pytest.mark.parametrize(
    ("lat", "chosen", "read_as", "said"),
    [
        (["1,234", "5,500"], None, [1.234, 5.5], [positions.COMMA_DECIMAL]),
        (["1,234", "5,5"], None, [1.234, 5.5], []),
        (["0,234"], None, [0.234], []),
        (["0,234"], False, [0.234], []),
        (["1,234", "5,5"], True, [1.234, 5.5], []),
    ],
)
def test_a_comma_is_what_the_whole_column_says_or_what_was_chosen(lat, chosen, read_as, said):
    text = "lat;lon;date\n" + "".join(f"{value};-66.5;2025-09-02\n" for value in lat)
    layer = read(text, "x.csv", mapping=Mapping(lat="lat", lon="lon", start="date", decimal_comma=chosen))
    assert layer.lat == pytest.approx(read_as, nan_ok=True)
    assert [rule for rule in rules(layer) if rule in (positions.COMMA_DECIMAL, positions.COMMA_GROUPS)] == said


def test_a_comma_that_was_chosen_to_part_thousands_is_no_decimal_one():
    layer = read(
        "lat;lon\n162,000;729,000\n", "x.csv", mapping=Mapping("lat", "lon", decimal_comma=False, crs="EPSG:32619")
    )
    assert layer.lat[0] == pytest.approx(1.465, abs=0.01)
    assert rules(layer)[positions.COMMA_GROUPS] == 1


@pytest.mark.parametrize(("x", "y"), [("729,000.5", "1,162,000"), ("729.000,5", "1.162.000,0")])
def test_thousands_are_parted_by_the_sign_that_parts_no_decimals(x, y):
    mapping = replace(ingest.look(f"x;y\n{x};{y}\n".encode(), "x.csv").mapping, lat="y", lon="x", crs="EPSG:32619")
    layer = read(f"x;y\n{x};{y}\n", "x.csv", mapping=replace(mapping, decimal_comma=None))
    assert (layer.lon[0], layer.lat[0]) == pytest.approx((-66.908, 10.505), abs=0.01)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "utf-16-le"])
def test_an_encoding_that_was_guessed_is_said(encoding):
    text = "name,lat,lon,remark\n" + "ship,10,-66,nothing seen that day\n" * 20
    layer = read((text + ("Ж,10,-66,x\n" if encoding == "cp1251" else "é,10,-66,x\n")).encode(encoding), "x.csv")
    said = [rule.rule for rule in layer.report.rules if "was guessed" in rule.rule]
    assert len(said) == 1 and (encoding in said[0] or encoding == "cp1251")
    assert not [rule for rule in rules(read(text, "x.csv")) if "was guessed" in rule]


def test_the_guessed_encoding_of_a_shapefile_is_said(tmp_path):
    POINTS.to_file(tmp_path / "x.shp", encoding="cp1252")
    members = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".cpg"}
    dbf = bytearray(members["x.dbf"])
    dbf[29] = 0  # which code page it is
    layer = read(
        zipped(**{name.replace(".", "_dot_"): c for name, c in (members | {"x.dbf": bytes(dbf)}).items()}), "x.zip"
    )
    assert layer.table["nombre"][2].as_py() == "Ñandú"
    assert [rule for rule in rules(layer) if "was guessed" in rule]


def test_bytes_that_are_no_letters_are_said():
    layer = read("name,lat,lon\nCafé,10,-66\n".encode("cp1252") + b"a\x81b,11,-66\n", "x.csv")
    assert layer.table["name"].to_pylist() == ["Café", "a\ufffdb"] and rules(layer)[UNDECODED] == 1


@pytest.mark.parametrize(
    ("header", "lat", "start"),
    [
        ("Latitud (°),Longitud (°),Fecha del hecho", "Latitud (°)", "Fecha del hecho"),
        ("LATITUDE,LONGITUDE,Data da ocorrência", "LATITUDE", "Data da ocorrência"),
        ("lat_dd,long_dd,date_heure", "lat_dd", "date_heure"),
        ("Breitengrad,Längengrad,Zeitpunkt", "Breitengrad", "Zeitpunkt"),
        ("startLat,startLon,startTime", "startLat", "startTime"),
        ("latitude_n,longitude_w_deg,fecha inicio", "latitude_n", "fecha inicio"),
        ("y,x,when", "y", "when"),
    ],
)
def test_columns_are_recognised_in_several_languages(header, lat, start):
    layer = read(f"{header}\n10.5,-66.9,2025-09-02\n", "x.csv")
    assert (layer.mapping.lat, layer.mapping.start, layer.lat[0]) == (lat, start, 10.5)


def test_one_column_may_hold_the_whole_place():
    by_name = read("posición,fecha\n\"10°30'N 066°55'W\",2025-09-02\n", "x.csv")
    by_content = read("a,b\n+1030-06655/,x\n", "x.csv")
    shapes = read('wkt,n\n"POINT (-66.9 10.5)",1\n"LINESTRING (0 0, 1 1)",2\n', "x.csv")
    assert (by_name.mapping.position, by_content.mapping.position) == ("posición", "a")
    assert by_name.lat[0] == by_content.lat[0] == 10.5
    assert shapes.mapping.geometry == "wkt" and shapes.shapes[1].geom_type == "LineString"


def test_rows_that_do_not_fit_are_named_and_the_others_keep_their_numbers():
    layer = read('lat,lon,note\n1,2,"two\nlines"\n\n3,4\n5,6,a,b\n7,8,x,\n', "ragged.csv")
    assert list(layer.row) == [2, 4, 6] and list(layer.lat) == [1, 3, 7]
    assert [(e["row"], e["verdict"]) for e in layer.report.records()] == [(4, "coerced"), (5, "refused")]
    assert layer.report.refused == 1 and layer.report.counts == {"refused": 1, "coerced": 1, "suspicious": 0}


def test_a_separator_at_the_end_of_each_row_shifts_nothing():
    layer = read("id,lat,lon\n7,10.5,-66.9,\n8,11.5,-67.9,\n", "x.csv")
    assert list(layer.lat) == [10.5, 11.5] and layer.table["id"].to_pylist() == [7, 8]


def test_rows_above_the_header_and_a_missing_header_are_noticed():
    titled = read("Incidents of 2025,,\n,,\nlat,lon,flag\n1,2,NA\n", "x.csv")
    assert titled.table.column_names == ["lat", "lon", "flag"] and titled.table["flag"][0].as_py() == "NA"
    assert list(titled.row) == [4]
    assert ingest.look(b"10.5,-66.9,2025-09-02\n", "x.csv").columns[0].name == "column_1"


def test_what_looks_wrong_is_said_and_kept():
    rows = [f"{10 + n / 10},{-66 - n / 10},2025-09-02,{n}" for n in range(20)]
    odd = ["0,0,2025-09-02,a", "-66.5,10.5,2025-09-02,b", "10,-66,2035-01-01,c", "91,-66,2025-09-02,d", rows[0]]
    layer = read("\n".join(["lat,lon,date,n", *rows, *odd]), "x.csv")
    found = {(e["row"], e["verdict"]) for e in layer.report.records()}
    assert found == {(22, "suspicious"), (23, "suspicious"), (24, "suspicious"), (25, "refused"), (26, "suspicious")}
    assert len(layer.row) == 25 and layer.placed == 24


def test_an_end_before_its_start_is_taken_in_order():
    layer = read("lat,lon,start,end\n1,2,2025-09-03,2025-09-01\n", "x.csv")
    assert (days(layer.first), days(layer.last)) == (["2025-09-01"], ["2025-09-03"])
    assert list(rules(layer, "coerced")) == ["the end is before the start; they were taken in order"]


def test_months_taken_in_order_keep_all_their_days():
    layer = read("lat,lon,start,end\n10,-66,2025-06,2025-05\n", "x.csv")
    assert (days(layer.first), days(layer.last)) == (["2025-05-01"], ["2025-06-30"])


def test_metres_need_a_system_and_take_the_one_chosen():
    text = b"x;y;name\n729000;1162000;a\n"
    assert ingest.look(text, "utm.csv").crs_needed
    with pytest.raises(IngestError, match="choose one, such as EPSG:32619"):
        ingest.read(text, "utm.csv")
    layer = ingest.read(text, "utm.csv", Mapping(lat="y", lon="x", crs="EPSG:32619"))
    assert (layer.lon[0], layer.lat[0]) == pytest.approx((-66.908, 10.505), abs=0.01)


def test_a_mapping_can_be_corrected():
    layer = ingest.read(b"a,b,c\n1,2,3\n", "x.csv", Mapping(lat="c", lon="a"))
    assert (layer.lat[0], layer.lon[0]) == (3, 1)
    with pytest.raises(IngestError, match="no column “z”"):
        ingest.read(b"a,b\n1,2\n", "x.csv", Mapping(lat="z", lon="a"))


def test_the_report_can_be_taken_away_and_runs_no_formula():
    report = read("lat,lon\n=1+1,2\n＝1+1,2\n1,2\n", "x.csv").report.to_csv().decode("utf-8-sig")
    assert report.splitlines()[0] == "row,column,value,verdict,rule"
    assert report.splitlines()[1].startswith("2,lat,'=1+1,refused")
    assert report.splitlines()[2].startswith("3,lat,'＝1+1,refused")


# formats


def test_a_spreadsheet_with_merged_header_rows_comes_in_right():
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet("Portada").write("A1", "Informe")
    sheet, day = book.add_worksheet("Datos"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range("A1:E1", "Incidentes de 2025")
    sheet.merge_range("A2:A3", "Fecha")
    sheet.merge_range("B2:C2", "Posición")
    sheet.write_row("B3", ["Latitud", "Longitud", "Nombre", "Bandera"])
    sheet.merge_range("D2:E2", "Buque")
    for place, lat in enumerate(["10°30'N", 11.5]):
        sheet.write_datetime(3 + place, 0, datetime(2025, 9, 2 + place), day)
        sheet.write_row(3 + place, 1, [lat, -66.9, "Ñandú", 7])
    book.close()
    layer = read(content.getvalue(), "x.xlsx")
    assert layer.table.column_names == [
        "Fecha",
        "Posición Latitud",
        "Posición Longitud",
        "Buque Nombre",
        "Buque Bandera",
    ]
    assert str(layer.table["Fecha"].type) == "date32[day]" and layer.table["Buque Bandera"].to_pylist() == [7, 7]
    assert (list(layer.row), list(layer.lat), days(layer.first)) == ([4, 5], [10.5, 11.5], ["2025-09-02", "2025-09-03"])


def test_geojson_keeps_what_others_lose():
    features = [
        {"type": "Point", "coordinates": ["-66.9", "10.5"]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [None, 0], [1, 1]]]},
        None,
    ]
    properties = [{"geometry": "kept"}, {"when": "2025-09-02"}, {"n": 2**60 + 1}, {"n": {"deep": [1]}, "s": "a\0b"}]
    collection = [
        {"type": "Feature", "geometry": shape, "properties": own}
        for shape, own in zip(features, properties, strict=True)
    ]
    layer = read(json.dumps({"type": "FeatureCollection", "features": collection}), "x.geojson")
    assert layer.table.column_names == ["geometry", "when", "n", "s"] and layer.placed == 2
    assert layer.table["n"].to_pylist() == [None, None, str(2**60 + 1), '{"deep":[1]}']
    assert layer.table["s"][3].as_py() == "ab" and layer.shapes[1].area == 0.5
    assert [(e["row"], e["verdict"]) for e in layer.report.records()] == [
        (1, "coerced"),
        (2, "coerced"),
        (3, "refused"),
        (4, "coerced"),
    ]


@pytest.mark.parametrize("start", ["", "\x1e"])
def test_geojson_sequences_are_read(start):
    lines = [
        json.dumps({"type": "Feature", "geometry": {"type": "Point", "coordinates": [n, 1]}, "properties": {}})
        for n in (1, 2)
    ]
    layer = read("".join(f"{start}{line}\n" for line in lines), "x.geojsonl")
    assert list(layer.lon) == [1, 2] and layer.report.issues.num_rows == 0


@pytest.mark.parametrize("name", ["x.gpkg", "x.fgb", "x.parquet"])
def test_formats_of_gis_programs_are_read_in_any_system(tmp_path, name):
    frame = POINTS.to_crs("EPSG:2202")
    if name == "x.parquet":
        frame.to_parquet(tmp_path / name)
        content = (tmp_path / name).read_bytes()
    else:
        content = written(tmp_path, frame, name)
    layer = read(content, name)
    assert layer.lon == pytest.approx(POINTS.geometry.x, abs=1e-5)
    assert layer.table["nombre"].to_pylist() == list(POINTS["nombre"]) and days(layer.first)[0] == "2025-09-02"


@pytest.mark.parametrize(("encoding", "page"), [("ISO-8859-1", True), ("ISO-8859-1", False), ("UTF-8", False)])
def test_a_shapefile_in_a_national_system_keeps_its_accents(tmp_path, encoding, page):
    POINTS.to_crs("EPSG:2202").to_file(tmp_path / "datos.shp", encoding=encoding)
    parts = [path for path in tmp_path.iterdir() if page or path.suffix != ".cpg"]
    content = zipped(**{f"carpeta/{path.name}": path.read_bytes() for path in parts})
    layer = read(content, "datos.zip")
    assert ingest.look(content, "datos.zip").crs == "EPSG:2202"
    assert layer.table["nombre"].to_pylist() == list(POINTS["nombre"])
    assert layer.lat == pytest.approx(POINTS.geometry.y, abs=1e-5)


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"
 xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>My Places</name><Style id="s"/>
<Placemark><name>Loose</name><Point><coordinates>-60,10,0</coordinates></Point></Placemark>
<Folder><name>Zones</name><Placemark><name>Área</name><TimeSpan><begin>2025-01-30</begin><end>2025-02</end></TimeSpan>
<Polygon><outerBoundaryIs><LinearRing><coordinates>-61,10,0 -60,10,0 -60,11,0 -61,10,0</coordinates></LinearRing>
</outerBoundaryIs></Polygon></Placemark><Folder><name>Inner</name><Placemark><name>Track</name><gx:Track>
<when>2025-03-01T23:00:00-04:00</when><when>2025-03-05T00:00:00Z</when><gx:coord>-62 10 0</gx:coord>
<gx:coord>-63 10 0</gx:coord></gx:Track></Placemark><Placemark><name>Point</name><TimeStamp><when>2025-04</when>
</TimeStamp><ExtendedData><Data name="flag"><value>PA</value></Data></ExtendedData><Point><coordinates>-62,10
</coordinates></Point></Placemark></Folder></Folder></Document></kml>"""


@pytest.mark.parametrize("packed", [False, True])
def test_kml_of_google_earth_keeps_its_folders_and_spans(packed):
    layer = read(zipped(doc_dot_kml=KML) if packed else KML, "earth.kmz" if packed else "earth.kml")
    assert layer.table["folder"].to_pylist() == [None, "Zones", "Zones / Inner", "Zones / Inner"]
    assert days(layer.first) == [None, "2025-01-30", "2025-03-02", "2025-04-01"]
    assert days(layer.last) == [None, "2025-02-28", "2025-03-05", "2025-04-30"]
    assert [shape.geom_type for shape in layer.shapes] == ["Point", "Polygon", "LineString", "Point"]
    assert layer.table["flag"].to_pylist() == [None, None, None, "PA"] and layer.label == "name"


GPX = """<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="10.5" lon="-66.9">
<time>2025-09-02T23:00:00-04:00</time><name>A</name></wpt><trk><name>T</name><trkseg><trkpt lat="10" lon="-60">
<time>2025-01-01T00:00:00Z</time></trkpt></trkseg></trk></gpx>"""


def test_gpx_has_layers_of_which_one_is_read_and_zones_of_time_count():
    layer = read(GPX, "x.gpx")
    assert days(layer.first) == ["2025-09-03"] and layer.table.column_names == ["time", "name"]
    assert list(rules(layer)) == ["the file holds other layers too, which were not read: track_points, tracks"]
    assert list(read(GPX, "x.gpx", layer="track_points").lon) == [-60]


def test_shapes_beyond_180_degrees_are_cut_there():
    text = 'wkt\n"POLYGON ((170 0, 190 0, 190 5, 170 5, 170 0))"\n"LINESTRING (185 0, 186 1)"\n'
    layer = read(text, "x.csv")
    assert [shape.bounds for shape in layer.shapes] == [(-180, 0, 180, 5), (-175, 0, -174, 1)]
    assert layer.shapes[0].area == 100


def test_shapes_that_jump_across_180_degrees_are_cut_there_and_keep_their_holes():
    ring, hole = "(170 0,-170 0,-170 10,170 10,170 0)", "(-175 2,-174 2,-174 3,-175 2)"
    line, cut = "LINESTRING(179 0,-179 2)", "MULTIPOLYGON(((170 0,180 0,180 5,170 0)),((-180 0,-170 0,-180 5,-180 0)))"
    layer = read(f'wkt\n"POLYGON({ring},{hole})"\n"{line}"\n"{cut}"\n', "x.csv")
    assert [shape.area for shape in layer.shapes] == [200 - 0.5, 0, 50]
    assert layer.shapes[1].length == pytest.approx(shapely.LineString([(0, 0), (2, 2)]).length)
    assert (np.abs(layer.lon) >= 170).all() and rules(layer) == {places.CROSSED: 2}


def test_a_whole_map_stays_whole_and_a_ring_round_a_pole_is_said():
    frame, cap = "(-180 -90,180 -90,180 90,-180 90,-180 -90)", "(0 80,120 80,-120 80,0 80)"
    layer = read(f'wkt\n"POLYGON({frame})"\n"POLYGON({cap})"\n', "x.csv")
    assert layer.shapes[0].area == 360 * 180
    assert rules(layer)[places.ROUND_A_POLE] == 1 and places.CROSSED not in rules(layer)


def test_each_row_is_in_the_system_that_it_names():
    utm = shapely.set_srid(shapely.Point(729000, 1162000), 32619)
    rows = ["SRID=4326;POINT(-66 10)", "SRID=32619;POINT(729000 1162000)", shapely.to_wkb(utm, True, include_srid=True)]
    rows += ["SRID=4978;POINT(1 2)", "SRID=999999;POINT(1 2)", "POINT(-66 10)"]
    layer = read("\n".join(["name,wkt", *(f"a,{row}" for row in rows)]), "x.csv")
    assert layer.lon == pytest.approx([-66, -66.908, -66.908, np.nan, np.nan, -66], abs=0.01, nan_ok=True)
    assert rules(layer) == {places.BAD_SRID: 2}


def test_a_system_without_a_map_is_refused_in_words():
    with pytest.raises(IngestError, match="neither degrees nor metres on a map"):
        ingest.read(b"x,y\n1,2\n", "x.csv", Mapping(lat="y", lon="x", crs="EPSG:4978"))


@pytest.mark.parametrize("empty", ["POINT EMPTY", "POLYGON EMPTY", '{""type"": ""Polygon"", ""coordinates"": []}'])
@pytest.mark.parametrize("other", ["POINT(1 2)", "POLYGON((0 0,2 0,2 2,0 0))"])
def test_an_empty_shape_is_a_row_without_a_place(empty, other):
    layer = read(f'wkt\n"{other}"\n"{empty}"\n', "x.csv")
    assert (layer.placed, len(layer.row), rules(layer)) == (1, 2, {places.EMPTY_SHAPE: 1})


def test_a_feature_with_empty_coordinates_is_a_row_without_a_place():
    shapes = [{"type": "Polygon", "coordinates": []}, {"type": "Point", "coordinates": [1, 2]}]
    features = [{"type": "Feature", "properties": {"n": 1}, "geometry": shape} for shape in shapes]
    layer = read(json.dumps({"type": "FeatureCollection", "features": features}), "x.geojson")
    assert (layer.placed, rules(layer)) == (1, {places.EMPTY_SHAPE: 1})


def test_several_points_in_one_row_are_said():
    layer = read('wkt\n"MULTIPOINT((1 2),(3 4))"\n"MULTIPOINT((1 2))"\n', "x.csv")
    assert rules(layer) == {places.SEVERAL_POINTS: 1} and layer.placed == 2


def test_a_look_says_what_a_file_is_before_it_is_read():
    look = ingest.look(PIRACY.encode(), "piracy.csv")
    assert (look.format, look.rows, look.encoding, look.crs_needed) == ("csv", None, "utf-8", False)
    assert [column.name for column in look.columns] == PIRACY.splitlines()[0].split(";")
    assert len(look.sample) == 5 and look.mapping.lat == "Latitude"


def test_features_without_a_geometry_are_placed_by_their_columns():
    own = {"lat": 10.5, "lon": -66.9}
    layer = read(json.dumps({"type": "Feature", "geometry": None, "properties": own}), "x.geojson")
    assert (layer.lat[0], layer.shapes) == (10.5, None)


# the command line, and taking away


@pytest.mark.parametrize("ending", bulk.FORMATS)
def test_a_layer_is_written_with_waters_and_zones(tmp_path, capsys, ending):
    (tmp_path / "in.csv").write_text("fid,lat,lon,date,note\n1,10.5,-64.0,2025-09-02,=x\n2,bad,,2025-09-03,y\n")
    out, report = tmp_path / f"out.{ending}", tmp_path / "report.csv"
    assert main(["ingest", str(tmp_path / "in.csv"), "--out", str(out), "--report", str(report)]) == 0
    assert "2 rows read: 1 with a place, 2 with a date" in capsys.readouterr().out
    frame = gpd.read_parquet(out) if ending == "parquet" else gpd.read_file(out)
    placed = frame[frame["lat"].astype(str) == "10.5"].iloc[0]
    assert len(frame) == 2 and (placed["waters_state"], placed["waters"]) == ("VEN", "territorial_sea")
    assert placed["note"] == ("'=x" if ending == "csv" else "=x")
    assert "is no position" in report.read_text("utf-8-sig")


def test_the_command_line_takes_corrections(tmp_path, capsys):
    (tmp_path / "in.csv").write_text("a;b;c\n729000;1162000;03/04/2025\n")
    options = ["--lat", "b", "--lon", "a", "--crs", "EPSG:32619", "--start", "c", "--month-first"]
    out = tmp_path / "out.geojson"
    assert main(["ingest", str(tmp_path / "in.csv"), *options, "--no-waters", "--out", str(out)]) == 0
    [feature] = json.loads(out.read_text())["features"]
    assert feature["properties"]["first_day"] == "2025-03-04"
    assert feature["geometry"]["coordinates"] == pytest.approx([-66.908, 10.505], abs=0.01)
    assert main(["ingest", str(tmp_path / "none.csv")]) == 2
    assert "none.csv: cannot be read" in capsys.readouterr().err


def test_parquet_without_a_geometry_takes_its_columns():
    sink = io.BytesIO()
    pq.write_table(pa.table({"lat": [10.5], "lon": [-66.9], "tags": [["a"]], "t": [datetime(2025, 9, 2)]}), sink)
    layer = read(sink.getvalue(), "x.parquet")
    assert (layer.lat[0], layer.table["tags"][0].as_py(), days(layer.first)) == (10.5, '["a"]', ["2025-09-02"])


def test_limits_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("MARITIME_INGEST_ROWS", "3")
    assert ingest.from_environment() == Limits(rows=3)
    monkeypatch.setenv("MARITIME_INGEST_ROWS", "many")
    with pytest.raises(IngestError, match="MARITIME_INGEST_ROWS"):
        ingest.from_environment()
