"""More files that may harm: what a database works out, what multiplies, what ends too early, what answers too much."""

import io
import sqlite3
import time
import zipfile
from contextlib import closing

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
import xlsxwriter

from geo import ingest
from geo.errors import IngestError
from geo.ingest import Limits, apart, columns, delimited, files, layer, wire
from geo.strangers import kml
from tests.test_ingest_refusals import private, refused, zipped

__all__ = ["private"]

POINTS = gpd.GeoDataFrame({"a": range(500)}, geometry=[shapely.Point(1, 2)] * 500, crs="EPSG:4326")
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c) select"


def database(folder, script):
    POINTS.to_file(folder / "x.gpkg", layer="ok")
    with closing(sqlite3.connect(folder / "x.gpkg")) as file:
        file.executescript(script)
    return (folder / "x.gpkg").read_bytes()


def book(write):
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content)
    write(workbook.add_worksheet())
    workbook.close()
    return content.getvalue()


def laughing_book():
    with zipfile.ZipFile(io.BytesIO(book(lambda sheet: sheet.write_row(0, 0, ["lat", "lon", "n"])))) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    shared = members["xl/sharedStrings.xml"]
    start = shared.index(b"<sst")
    return zipped(**members | {"xl/sharedStrings.xml": LAUGHS + shared[start:].replace(b">n<", b">&j;<")})


def parquet_with(change):
    sink = io.BytesIO()
    pq.write_table(pa.table({"lat": np.arange(999.0), "lon": np.arange(999.0)}), sink)
    content = bytearray(sink.getvalue())
    change(content)
    return bytes(content)


@pytest.mark.parametrize(
    "script",
    [
        f"alter table gpkg_spatial_ref_sys rename to old; create view gpkg_spatial_ref_sys as {ENDLESS} 'a' srs_name, "
        "x srs_id, 'EPSG' organization, 4326 organization_coordsys_id, 'x' definition, '' description from c;",
        f"alter table gpkg_contents rename to old; create view gpkg_contents as {ENDLESS} 'ok' table_name, "
        "'features' data_type from c;",
        "create table g (fid integer primary key, b generated always as (hex(zeroblob(400000000))) virtual);"
        "insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('g', 'attributes', 'g', 0);",
    ],
)
def test_what_a_database_would_have_to_work_out_is_not_asked(tmp_path, script):
    assert "worked out while they are read" in refused(database(tmp_path, script), "x.gpkg")


def test_a_database_with_a_trigger_and_a_view_beside_its_tables_is_read(tmp_path):
    script = f"create view v as {ENDLESS} x from c; create trigger t after insert on ok begin select 1 / 0; end;"
    assert ingest.read(database(tmp_path, script), "x.gpkg").placed == 500


def line(coordinates):
    return b'{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":%b}}' % coordinates


TRAPS = [
    ("laughs.gpx", lambda: LAUGHS + b'<gpx><wpt lat="1" lon="2"><name>&j;</name></wpt></gpx>', "is broken"),
    ("laughs.xlsx", laughing_book, "is broken"),
    ("deep.gpx", lambda: b'<gpx version="1.1">' + b"<a>" * 99_999 + b"</a>" * 99_999 + b"</gpx>", "holds no rows"),
    ("deep.kml", lambda: b"<kml>" + b"<Folder>" * 99_999, "nests 65 levels deep"),
    ("wide.xlsx", lambda: book(lambda sheet: sheet.write_row(0, 0, ["c"] * 16_384)), "columns, and 256 are read"),
    ("footer.parquet", lambda: parquet_with(lambda c: c.__setitem__(slice(-40, -8), b"\xff" * 32)), "is broken"),
    ("length.parquet", lambda: parquet_with(lambda c: c.__setitem__(slice(-8, -4), b"\xff\xff\xff\x7f")), "is broken"),
    ("gzip.csv", lambda: b"\x1f\x8b\x08" + bytes(99), "is a gzip file"),
    ("windows.zip", lambda: zipped(**{"..\\a.csv": b"lat,lon\n1,2"}), "leads out of the zip"),
    ("line.csv", lambda: b"a" * 50_000_000, "a cell of row 1 has more than 1,000,000 characters"),
    ("columns.csv", lambda: b"a," * 25_000_000, "columns, and 256 are read"),
    ("vertices.geojson", lambda: line(b"[" + b"[10,20]," * 10_000_000 + b"[1,2]]"), "vertices, and 5,000,000"),
    (
        "lists.geojson",
        lambda: line(b"[[1,2]]").replace(b"{}", b'{"a":[%b0]}' % (b"[]," * 25_000_000)),
        "points and lists",
    ),
]


@pytest.mark.parametrize(("name", "content", "says"), TRAPS, ids=[name for name, _content, _says in TRAPS])
def test_what_would_harm_is_refused_in_one_sentence(name, content, says):
    told = refused(content(), name)
    assert told.startswith(name) and says in told and "\n" not in told


def test_a_file_of_which_half_misses_is_broken(tmp_path):
    POINTS.to_file(tmp_path / "x.fgb")
    content = (tmp_path / "x.fgb").read_bytes()
    assert "is broken" in refused(content[: len(content) // 2], "x.fgb")


def shapefile(folder, change):
    POINTS[:2].set_geometry([shapely.LineString([(0, 0), (1, 1)])] * 2).to_file(folder / "x.shp")
    parts = {path.name: bytearray(path.read_bytes()) for path in folder.iterdir()}
    change(parts)
    return zipped(**{name: bytes(content) for name, content in parts.items()})


@pytest.mark.parametrize(
    ("part", "place", "value"), [("x.shp", 104, b"\xff\xff\xff\xfb"), ("x.shp", 144, b"\xfb\xff\xff\xff" * 2)]
)
def test_sizes_below_nothing_in_a_shapefile_end_no_reader(tmp_path, part, place, value):
    def change(parts):
        parts[part][place : place + len(value)] = value

    assert len(ingest.read(shapefile(tmp_path, change), "x.zip").row) == 2


def test_a_shapefile_without_its_index_is_read(tmp_path):
    assert ingest.read(shapefile(tmp_path, lambda parts: parts.pop("x.shx")), "x.zip").placed == 2


def test_coordinates_of_spaces_are_no_work():
    begin = time.process_time()
    text = (
        f"<kml><Placemark><LineString><coordinates>1,2{' ' * 400_000}3 , 4</coordinates></LineString></Placemark></kml>"
    )
    mark = kml.ET.fromstring(text)[0]
    assert list(kml._shape(mark).coords) == [(1, 2), (3, 4)]
    assert time.process_time() - begin < 1


def test_a_child_that_answers_too_much_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "STARTS", "import sys\nwhile True: sys.stdout.buffer.write(bytes(99_999))")
    assert "gives more than 1,000,000 bytes" in refused(b"lat,lon\n1,2\n", "x.csv", Limits(answer_bytes=1_000_000))


def test_of_a_child_that_tells_of_too_many_faults_the_first_are_kept(monkeypatch, caplog):
    monkeypatch.setattr(
        apart, "STARTS", "import sys\nfor n in range(99): sys.stderr.write(f'{n}'.zfill(99_999))\n1 / 0"
    )
    assert "a fault of ours" in refused(b"lat,lon\n1,2\n", "x.csv")
    assert apart.MOST_ERRORS <= len(caplog.messages[0]) < apart.MOST_ERRORS + 99
    monkeypatch.setattr(apart, "STARTS", "import sys\nwhile True: sys.stderr.buffer.write(bytes(99_999))")
    assert "took more than 1 seconds" in refused(b"lat,lon\n1,2\n", "x.csv", Limits(seconds=1))


def test_what_a_child_started_ends_with_it(monkeypatch):
    monkeypatch.setattr(apart, "STARTS", "import subprocess; subprocess.Popen(['sleep', '20'])")
    begin = time.monotonic()
    assert "took more than 1 seconds" in refused(b"lat,lon\n1,2\n", "x.csv", Limits(seconds=1))
    assert time.monotonic() - begin < 5


def test_a_child_that_ends_before_it_has_read_all_is_no_trouble(monkeypatch):
    monkeypatch.setattr(apart, "STARTS", "raise KeyError('a bug')")
    assert "a fault of ours" in refused(b"lat,lon\n" + b"1,2\n" * 999_999, "x.csv")


def test_what_is_answered_lies_where_it_can_be_read_at_once():
    table = pa.table({"a": [1, 2, 3], "b": ["x", "y", None]})
    message = b"".join(map(bytes, wire.packed({"name": "é" * 33}, table, table)))
    starts = [place for place in range(len(message)) if message.startswith(b"ARROW1\0\0", place)]
    assert [place % 64 for place in starts[::2]] == [0, 0]  # each file ends with the same letters
    assert wire.unpacked(message) == ({"name": "é" * 33}, [table, table])


@pytest.mark.parametrize("change", [(8, 99, "compression"), (6, 1, "locked")])
def test_a_zip_that_is_locked_is_told_from_one_of_an_unknown_kind(change):
    place, value, says = change
    packed = bytearray(zipped(**{"a.csv": b"lat,lon\n1,2\n"}))
    for start in (0, packed.rindex(b"PK\x01\x02") + 2):
        packed[start + place] = value
    with pytest.raises(IngestError, match=says):
        files.opened(bytes(packed), "x.zip", Limits())


def test_a_zip_whose_name_is_no_text_is_broken():
    packed = bytearray(zipped(**{"é.csv": b"lat,lon\n1,2\n"}).replace("é".encode(), b"\xff\xff"))
    with pytest.raises(IngestError, match="is a broken zip"):
        files.opened(bytes(packed), "x.zip", Limits())


@pytest.mark.parametrize(
    "breaks",
    [lambda packed: packed.replace("é".encode(), b"\xff\xff", 1), lambda packed: packed[30:]],
    ids=["name", "front"],
)
def test_a_zip_of_which_only_a_member_is_damaged_is_broken(breaks):
    packed = breaks(zipped(**{"é.csv": b"lat,lon\n1,2\n"}))
    with pytest.raises(IngestError, match="is a broken zip"):
        files.opened(b"PK" + packed[2:], "x.zip", Limits())


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (pa.array([None, 1], pa.duration("s")), [None, "0:00:01"]),
        (pa.array([2**63], pa.uint64()), [str(2**63)]),
        (pa.array([1, None], pa.decimal128(5, 2)), ["1.00", None]),
        (pa.array([None], pa.null()), [None]),
        (pa.array([61], pa.time32("s")), ["00:01:01"]),
    ],
)
def test_columns_of_any_other_kind_are_text(values, texts):
    assert columns.typed(pa.table({"a": values}))["a"].to_pylist() == texts


def test_a_cell_that_is_too_long_is_told_from_a_quotation_mark_that_stays_open():
    text = b"lat,lon\n1," + b"2" * (delimited.LONGEST_CELL + 1) + b"\n"
    with pytest.raises(IngestError, match="a cell of row 2 has more than"):
        layer.read(text, "x.csv", None, None, Limits())
