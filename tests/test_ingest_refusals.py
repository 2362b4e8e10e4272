"""Files that may harm, or are not what they say: each is refused in one clear sentence, at once, and leaves nothing."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from geo import ROOT, ingest
from geo.errors import IngestError
from geo.ingest import Limits, apart, files, layer, mapping, moments, positions
from geo.strangers import gdal, geojson
from geo.strangers.found import Limits as ChildLimits
from geo.strangers.found import Refused

VRT = b"<OGRVRTDataSource><OGRVRTLayer><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
GDALG = b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"}'
SHAPE = b"\0\0\x27\x0a"


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def corrupt(method):
    """A zip of one file whose packed bytes are damaged."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("a.csv", "lat,lon\n1,2\n" * 1000)
    content = bytearray(packed.getvalue())
    content[36:50] = b"\xff" * 14
    return bytes(content)


def bomb(member="a.csv"):
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(member, "w") as file,
    ):
        for _ in range(21):
            file.write(b" " * 1_000_000)
    return packed.getvalue()


def parquet(rows):
    sink = io.BytesIO()
    pq.write_table(pa.table({"lat": np.zeros(rows), "lon": np.zeros(rows)}), sink)
    return sink.getvalue()


def endless_view(folder):
    with closing(sqlite3.connect(folder / "v.gpkg")) as file:
        file.executescript(
            """create table gpkg_contents (table_name text, data_type text);
            create view v as with recursive c(x) as (select 1 union all select x + 1 from c) select x from c;
            insert into gpkg_contents values ('v', 'features');"""
        )
    return (folder / "v.gpkg").read_bytes()


def deep(levels):
    value = b"[" * levels + b"]" * levels
    return (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":'
        + value
        + b"}}]}"
    )


def many_keys():
    point = {"type": "Point", "coordinates": [0, 1]}
    features = [{"type": "Feature", "geometry": point, "properties": {f"k{n}": 1}} for n in range(20_000)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def point(text):
    return f'{{"type":"Feature","geometry":{{"type":"Point","coordinates":{text}}},"properties":{{}}}}'.encode()


def vast_sheet():
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "lat")
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    return content.getvalue()


WIDE = ",".join(f"c{n}" for n in range(300)).encode() + b"\n" + b",".join([b"1"] * 300) + b"\n"
LAUGHS = b'<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">%s]><kml><Placemark><name>&j;</name></Placemark></kml>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
OUTSIDE = b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>'
TRAPS = [
    ("empty.csv", b"", "is empty"),
    ("blank.csv", b"\n \r\n\n", "is empty"),
    ("header.csv", b"lat,lon\n", "holds no rows"),
    ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a PNG file"),
    ("picture.geojson", b"\xff\xd8\xff\xe0" + bytes(99), "is a JPEG file"),
    ("noise.csv", bytes(range(256)) * 9, "neither text nor any format"),
    ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(99), "save it as .xlsx"),
    ("lone.shp", SHAPE + bytes(99), "zip it together"),
    ("page.csv", b"<!DOCTYPE html><html><body></body></html>", "web page"),
    ("wide.csv", WIDE, "has 300 columns, and 256 are read at most"),
    ("vrt.geojson", VRT, "OGR VRT document"),
    ("vrt.csv", b"\xef\xbb\xbf\n<!-- x -->" + VRT, "OGR VRT document"),
    ("vrt.kml", VRT, "OGR VRT document"),
    ("vrt.kmz", zipped(**{"doc.kml": VRT}), "OGR VRT document"),
    ("vrt.zip", zipped(**{"a.csv": VRT}), "OGR VRT document"),
    ("vrt-shp.zip", zipped(**{"a.shp": VRT, "a.dbf": b"x"}), "is no shapefile"),
    ("gdalg.json", GDALG, "OGR GDALG document"),
    ("path.zip", zipped(**{"../../etc/a.csv": b"lat,lon\n1,2"}), "leads out of the zip"),
    ("absolute.zip", zipped(**{"/etc/a.csv": b"lat,lon\n1,2"}), "leads out of the zip"),
    ("nested.zip", zipped(**{"a.zip": zipped(**{"a.csv": b"x"})}), "without a file read here"),
    ("program.zip", zipped(**{"a.exe": b"MZ"}), "without a file read here"),
    ("cut.zip", zipped(**{"a.csv": b"lat,lon\n1,2"})[:40], "is a broken zip"),
    ("deflate.zip", corrupt(zipfile.ZIP_DEFLATED), "is a broken zip"),
    ("lzma.zip", corrupt(zipfile.ZIP_LZMA), "is a broken zip"),
    ("nan.csv", b"lat,lon\nNaN,inf\n", "is no finite number"),
    ("swapped.csv", b"lat,lon\n-120.5,10\n-121,11\n", "seem to be swapped"),
    ("words.csv", b"a,b\nfoo,bar\n", "neither a place nor a date was recognised"),
    ("quote.csv", b'lat,lon,n\n1,2,"x\n' + b"1,2,y\n" * 200_000, "row 2 is never closed"),
]
TRAPS_IN_A_CHILD = [
    ("deep.geojson", deep(1000), "nests 1,004 levels deep, and 64"),
    ("keys.geojson", many_keys(), "columns, and 256 are read at most"),
    ("nan.geojson", point("[NaN, 1]"), "is not finite"),
    ("half.geojson", point("[NaN, 1]").replace(b"{}", b'{"a": "\\ud800"}'), "is no JSON"),
    ("infinite.geojson", point("[1, -Infinity]"), "is not finite"),
    ("large.geojson", point("[1e999, 1]"), "is not finite"),
    ("cut.geojson", point("[1, 1]")[:-9], "is no JSON"),
    ("other.json", b'{"a": 1}', "JSON without features"),
    ("rows.parquet", parquet(2_000_001), "has 2,000,001 rows"),
    ("broken.parquet", b"PAR1" + bytes(99) + b"PAR1", "is broken"),
    ("broken.gpkg", b"SQLite format 3\0" + bytes(999), "is broken"),
    ("broken.fgb", b"fgb\x03fgb\0" + b"\xff" * 99, "broken.fgb: "),
    ("broken.xlsx", zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "is broken"),
    ("vast.xlsx", vast_sheet(), "more than 4,096 MB of memory"),
    ("broken.kml", b"<kml><Placemark></kml>", "broken XML"),
    ("laughs.kml", LAUGHS, "broken XML"),
    ("outside.kml", OUTSIDE, "broken XML"),
    ("deep.kml", b"<kml>" + b"<Folder>" * 99 + b"</Folder>" * 99 + b"</kml>", "nests 65 levels deep"),
]


DEEP = 40_000
POINT_WKB = "0101000000" + "000000000000F03F" * 2


def nested_parquet():
    wkb = pa.array([bytes.fromhex("010700000001000000" * DEEP + POINT_WKB)], pa.binary())
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}
    sink = io.BytesIO()
    pq.write_table(pa.table({"geometry": wkb}).replace_schema_metadata({"geo": json.dumps(about)}), sink)
    return sink.getvalue()


KILLERS = {
    "wkt.csv": b"id,wkt\n1,%bPOINT(1 1)%b\n" % (b"GEOMETRYCOLLECTION(" * DEEP, b")" * DEEP),
    "wkb.csv": f"id,wkt\n1,{'010700000001000000' * DEEP}{POINT_WKB}\n".encode(),
    "nested.parquet": nested_parquet(),
}
"""Each ends the process that parses it."""


@pytest.fixture(autouse=True)
def private(tmp_path, monkeypatch):
    """Temporary files lie here, so that one that is left is seen."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def seconds_of_work():
    """What this process and its children have worked so far, however busy the machine is."""
    return sum(os.times()[:4])


def here(content, name, limits):
    """The same in this process, which is quicker: for files that do no harm."""
    return layer.read(content, name, None, None, limits, None)


def refused(content, name, limits=None, read=ingest.read):
    """The sentence, which came in time and leaves no file behind."""
    begin = seconds_of_work()
    with pytest.raises(IngestError) as caught:
        read(content, name, limits=limits or Limits())
    assert seconds_of_work() - begin < 2
    assert not list(Path(tempfile.gettempdir()).glob("maritime-ingest-*"))
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "says"), TRAPS + TRAPS_IN_A_CHILD, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_is_not_read_is_refused_in_one_sentence(name, content, says):
    told = refused(content, name, read=here if (name, content, says) in TRAPS else ingest.read)
    assert told.startswith(name) and says in told
    assert "\n" not in told and tempfile.gettempdir() not in told and len(told) < 400


@pytest.mark.parametrize("name", KILLERS)
def test_a_geometry_that_nests_without_end_ends_no_server(name):
    told = refused(KILLERS[name], name)
    assert "is broken" in told or "nest deeper than 64" in told


def test_looking_at_a_file_is_done_in_a_child_too():
    with pytest.raises(IngestError, match="is broken"):
        ingest.look(KILLERS["nested.parquet"], "nested.parquet")


def test_text_in_columns_is_read_in_a_child_too(monkeypatch):
    monkeypatch.setattr(apart, "STARTS", "import time; time.sleep(60)")
    assert "took more than 1 seconds" in refused(b"lat,lon\n1,2\n", "x.csv", Limits(seconds=1))


def test_collections_in_collections_have_a_limit_of_levels():
    rows = [f"{n},{'GEOMETRYCOLLECTION(' * n}POINT(1 1){')' * n}" for n in (1, 63, 65)]
    read = here("\n".join(["id,wkt", *rows]).encode(), "x.csv", Limits())
    assert read.placed == 2 and "nest deeper than 64" in read.report.records()[-1]["rule"]


def test_an_outline_may_not_get_too_many_corners_by_being_mended():
    corners = np.random.default_rng(0).random((100, 2)).round(3)
    ring = ",".join(f"{x} {y}" for x, y in [*corners, corners[0]])
    told = refused(f'id,wkt\n1,"POLYGON(({ring}))"\n'.encode(), "x.csv", Limits(vertices=500), here)
    assert "vertices, and 500 are read" in told


@pytest.mark.parametrize(
    "tried",
    [
        lambda gap: positions.degrees(f"1{gap}x", "lat"),
        lambda gap: positions.pair(f"1{gap}x"),
        lambda gap: positions.pair(f"N{gap}1{gap}W{gap}x"),
        lambda gap: moments.day(f"1{gap}x"),
        lambda gap: moments.day(f"2025-09-02{gap}x{gap}x"),
        lambda gap: float(mapping._is_shape(f"POINT{gap}x")) or float("x"),
    ],
)
def test_a_cell_of_spaces_or_of_signs_is_no_work(tried):
    begin = time.process_time()
    for gap in (" " * 9000, "1" * 9000, "\t \n" * 3000):
        with pytest.raises(ValueError):
            tried(gap)
    assert time.process_time() - begin < 1


def test_backslashes_are_counted_at_once():
    begin = time.process_time()
    geojson.check_depth(b'{"a":"' + b"\\" * 4_000_000 + b'"}', ChildLimits(0, 0, 0, 0, depth=1))
    assert time.process_time() - begin < 1


def test_a_zip_is_weighed_before_it_is_unpacked():
    limits = Limits(unpacked_bytes=20_000_000)
    assert "unpacks to 21,000,000 bytes, and 20,000,000" in refused(bomb(), "bomb.zip", limits)
    assert "unpacks to 21,000,000 bytes" in refused(bomb("xl/workbook.xml"), "bomb.xlsx", limits)
    inner = zipped(**{"[Content_Types].xml": b"<x/>", "xl/a.xml": bytes(99_999)})
    assert "unpacks to 100,003 bytes" in refused(zipped(**{"a.xlsx": inner}), "a.zip", Limits(unpacked_bytes=9_999))


def test_a_member_gives_no_more_than_it_states():
    packed = bytearray(zipped(**{"a.csv": b"lat,lon\n" + b"1,2\n" * 9999}))
    directory = packed.rindex(b"PK\x01\x02")
    for place in (22, directory + 24):  # the stated size, in front of the member and in the directory
        packed[place : place + 4] = (100).to_bytes(4, "little")
    assert "broken zip" in refused(bytes(packed), "liar.zip")


def test_a_view_that_never_ends_is_not_asked(tmp_path):
    assert "only tables are read" in refused(endless_view(tmp_path), "view.gpkg")


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(bytes=10), "has 28 bytes, and 10"),
        (Limits(columns=1), "has 2 columns, and 1"),
    ],
)
def test_limits_are_checked_before_the_work(limits, says):
    assert says in refused(b"lat,lon\n10,-66\n11,-67\n12,-68"[:28], "x.csv", limits)


def test_rows_and_vertices_have_limits():
    assert "has 101 rows" in refused(b"lat,lon\n" + b"1,2\n" * 100, "x.csv", Limits(rows=40))
    line = json.dumps([[n, 0] for n in range(30)])
    shape = point("[0,0]").replace(b'"Point","coordinates":[0,0]', b'"LineString","coordinates":' + line.encode())
    assert "30 vertices, and 20" in refused(shape, "x.geojson", Limits(vertices=20))
    assert "lists, and 25" in refused(shape, "x.geojson", Limits(vertices=5))
    lists = point("[0,0]").replace(b'"properties":{}', b'"properties":{"a":[1],"b":[2]}')
    assert b'"a":[1]' in lists and ingest.read(lists, "x.geojson", limits=Limits(vertices=1)).placed == 1


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "STARTS", "import time; time.sleep(60)")
    assert "took more than 1 seconds" in refused(point("[1, 2]"), "x.geojson", Limits(seconds=1))


def test_a_child_that_takes_too_much_memory_is_told_so():
    rows = b"lat,lon\n" + b"10.5,-66.9\n" * 400_000
    assert "needs more than 60 MB" in refused(rows, "x.csv", Limits(memory_mb=60))


def test_a_bug_in_the_child_is_said_to_be_ours_and_is_logged(monkeypatch, caplog):
    monkeypatch.setattr(apart, "STARTS", "raise KeyError('a bug')")
    assert "a fault of ours" in refused(point("[1, 2]"), "x.geojson")
    assert "KeyError: 'a bug'" in caplog.text


def test_the_child_has_no_driver_beyond_those_allowed():
    code = "from geo.strangers import gdal; print(len(gdal._pyogrio().list_drivers()))"
    child = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"]
    found = subprocess.run(child, env=apart._environment("/tmp"), capture_output=True, text=True, check=True)
    assert int(found.stdout) == len(gdal.DRIVERS)
    bare = subprocess.run(child, env={}, capture_output=True, text=True, check=False)
    assert "OGR_SKIP is not set" in bare.stderr
    useless = subprocess.run(child, env={"OGR_SKIP": "CSV"}, capture_output=True, text=True, check=False)
    assert "drivers that should be skipped" in useless.stderr


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (b'{"a":[1,{"b":[]}]}', 4),
        (b'{"a":"[[[[[["}', 1),
        (b'{"a\\"[[[[":["\\\\",[1]]}', 3),
        (b'{"a":"\\\\"}' + b"[" * 5, 5),
        (b'["' + b"\\\\" * 3 + b'",[["' + b"\\" * 5 + b'"["]]]', 3),
    ],
)
def test_depth_is_counted_outside_of_strings(monkeypatch, text, levels):
    for chunk in (1 << 24, 3):
        monkeypatch.setattr(geojson, "CHUNK", chunk)
        geojson.check_depth(text, ChildLimits(0, 0, 0, 0, depth=levels))
        with pytest.raises(Refused):
            geojson.check_depth(text, ChildLimits(0, 0, 0, 0, depth=levels - 1))


def test_every_format_that_is_listed_has_a_name_and_an_ending():
    assert len(files.FORMATS) == 9 and {
        "csv",
        "xlsx",
        "geojson",
        "gpkg",
        "parquet",
        "kml",
        "kmz",
        "gpx",
        "fgb",
        "zip",
    } <= set(files.ENDINGS)
