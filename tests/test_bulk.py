"""A stranger's layer, as bytes to take away."""

import io
import json
import math
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import export, progress
from geo.errors import FormatError
from geo.export import bulk, cells, features, gdal
from geo.export.bulk import FORMATS, Writer
from geo.ingest import NO_DAY, Mapping
from geo.making import Making
from tests.conftest import HOSTILE

DAY = date(2025, 9, 2)
MOMENT = datetime(2025, 9, 2, 13, 5, 7, tzinfo=UTC)


@dataclass
class Layer:
    """A layer as the library reads it from a stranger's file."""

    table: pa.Table
    lon: Any = ()
    lat: Any = ()
    shapes: Any = None
    name: str = "Gaps"
    mapping: Mapping = field(default_factory=Mapping)
    row: Any = field(init=False)
    first: Any = field(init=False)
    last: Any = field(init=False)

    def __post_init__(self):
        length = len(self.table)
        self.row = np.arange(length, dtype="int64") + 2
        self.lon, self.lat = (
            np.asarray(values if len(values) else np.full(length, np.nan), "float64") for values in (self.lon, self.lat)
        )
        self.first = self.last = np.full(length, NO_DAY, dtype="int32")
        self.shapes = None if self.shapes is None else np.array([*self.shapes, None], dtype=object)[:-1]


def of(shapes=None, lon=(), lat=(), **columns):
    return Layer(pa.table(columns), lon, lat, shapes)


@pytest.fixture(scope="module")
def ships():
    """Four rows: one of each type of column, with a place each but the last, in which all is missing."""
    table = pa.table(
        {
            "name": ["Güiria", 'a "b"\\c', "", None],
            "crew": [-1, 0, 2**53 + 1, None],
            "speed": [0.1, -1e-7, 1e22, None],
            "day": [DAY, date(1969, 7, 20), date(9999, 12, 31), None],
            "seen": pa.array([MOMENT, MOMENT + timedelta(seconds=1), MOMENT, None], pa.timestamp("ns", "UTC")),
            "sure": [True, False, True, None],
        }
    )
    return Layer(table, [-66.93, 179.99, -180, math.nan], [10.6, 0, -0.00001, math.nan])


@pytest.fixture(scope="module")
def areas():
    """A polygon wound the wrong way, a track across the 180th meridian, a point, an empty shape, a broken one, none."""
    shapes = [
        shapely.Polygon([(0, 0), (0, 1), (1, 1), (1, 0)]),
        shapely.LineString([(179, 1), (181, 2)]),
        shapely.Point(1, 2, 3),
        shapely.Polygon(),
        shapely.LineString([(0, 0), (math.inf, 1)]),
        None,
        None,
    ]
    places = [math.nan, 180, 1, math.nan, math.nan, 5, math.nan]
    return of(shapes, places, places, name=[*"abcdefg"])


def collection(content):
    def refuse(word):
        raise AssertionError(f"{word} is not JSON")

    return json.loads(content, parse_constant=refuse)


def properties(writer, rows=bulk.ALL):
    return [feature["properties"] for feature in collection(writer.geojson(rows))["features"]]


def table_of(content):
    convert = pyarrow.csv.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=False)
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    return pyarrow.csv.read_csv(pa.BufferReader(content), parse_options=parse, convert_options=convert)


def frame_of(content, ending, tmp_path):
    path = tmp_path / f"layer.{ending}"
    path.write_bytes(content)
    return pyogrio.read_dataframe(path)


def test_every_type_of_column_reads_back_from_geojson(ships):
    first, second, third, last = properties(Writer(ships))
    assert first == {
        "name": "Güiria",
        "crew": -1,
        "speed": 0.1,
        "day": "2025-09-02",
        "seen": "2025-09-02T13:05:07Z",
        "sure": True,
    }
    assert (second["name"], second["speed"], second["day"]) == ('a "b"\\c', -1e-7, "1969-07-20")
    assert (third["name"], third["crew"], third["speed"]) == ("", 2**53 + 1, 1e22)
    assert set(last.values()) == {None}


def test_a_feature_has_its_row_in_the_file_and_its_place(ships):
    found = collection(Writer(ships).geojson())
    assert found["name"] == "Gaps" and [feature["id"] for feature in found["features"]] == [2, 3, 4, 5]
    places = [feature["geometry"] and feature["geometry"]["coordinates"] for feature in found["features"]]
    assert places == [[-66.93, 10.6], [179.99, 0], [-180, -0.00001], None]


VALUES = {
    "text": st.none() | st.text(st.characters(codec="utf-8"), max_size=12),
    "whole": st.none() | st.integers(-(2**63), 2**63 - 1),
    "real": st.none() | st.floats(allow_nan=False),
    "day": st.none() | st.dates(),
    "moment": st.none() | st.datetimes(timezones=st.just(UTC)),
    "truth": st.none() | st.booleans(),
}
TYPES = [pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.timestamp("us", "UTC"), pa.bool_()]
SCHEMA = pa.schema(list(zip(VALUES, TYPES, strict=True)))
NUMBER = st.floats(-180, 180) | st.just(math.nan)


@st.composite
def layers(draw):
    rows = draw(st.lists(st.fixed_dictionaries(VALUES), max_size=8))
    places = draw(st.lists(st.tuples(NUMBER, NUMBER), min_size=len(rows), max_size=len(rows)))
    lon, lat = zip(*places, strict=True) if places else ((), ())
    return Layer(pa.Table.from_pylist(rows, SCHEMA), lon, lat)


def told(value):
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and math.isinf(value) else value


def same_moment(text):
    return text and datetime.fromisoformat(text).isoformat()


@given(layers(), st.data())
def test_any_selection_holds_the_features_of_its_rows(layer, drawn):
    mask = np.array(drawn.draw(st.lists(st.booleans(), min_size=len(layer.row), max_size=len(layer.row))), bool)
    writer = Writer(layer)
    whole = collection(writer.geojson())["features"]
    chosen = [feature for feature, wanted in zip(whole, mask, strict=True) if wanted]
    assert collection(writer.geojson(mask))["features"] == chosen
    assert collection(writer.geojson(np.flatnonzero(mask)[::-1]))["features"] == chosen[::-1]
    wanted = [{name: told(value) for name, value in row.items()} for row in layer.table.to_pylist()]
    found = [one["properties"] | {"moment": same_moment(one["properties"]["moment"])} for one in whole]
    assert found == wanted


@given(layers())
def test_any_table_reads_back_from_csv(layer):
    content = Writer(layer).csv()
    names = pyarrow.csv.ConvertOptions(
        column_types=SCHEMA, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
    )
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    found = pyarrow.csv.read_csv(pa.BufferReader(content), parse_options=parse, convert_options=names)
    wanted = layer.table.set_column(0, "text", [cells.defused(layer.table["text"].combine_chunks())])
    assert found.select(SCHEMA.names).to_pylist() == wanted.to_pylist()
    here = np.isfinite(layer.lon) & np.isfinite(layer.lat)
    assert [value is not None for value in found["lon"].to_pylist()] == here.tolist()


def column_of(content, name, ending, tmp_path):
    """A column of a written layer, read back by a program that is not ours."""
    if ending == "csv":
        return table_of(content)[name].to_pylist()
    if ending == "parquet":
        return pyarrow.parquet.read_table(io.BytesIO(content))[name].to_pylist()
    if ending == "geojson":
        return [feature["properties"][name] for feature in collection(content)["features"]]
    return frame_of(content, ending, tmp_path)[name].astype(object).replace({np.nan: None}).tolist()


@pytest.mark.parametrize("rows", [slice(1, 3), slice(None, None, -1), [2, 0], [True, False, True, False], []])
@pytest.mark.parametrize("ending", sorted(set(FORMATS) - {"fgb"}))
def test_rows_are_chosen_alike_in_every_format(ships, ending, rows, tmp_path):
    rows = rows if isinstance(rows, slice) else np.array(rows, bool if True in rows else int)
    content = FORMATS[ending].write(Writer(ships), rows)
    wanted = np.array(ships.table["name"].to_pylist(), object)[rows].tolist()
    assert column_of(content, "name", ending, tmp_path) == wanted


def test_a_flatgeobuf_without_places_has_no_index_and_all_rows(ships, tmp_path):
    for rows, count in ((slice(None), 4), (slice(0, 3), 3), (slice(0, 0), 0)):
        frame = frame_of(Writer(ships).flatgeobuf(rows), "fgb", tmp_path)
        assert len(frame) == count and frame.geometry.isna().sum() == max(0, count - 3)


def test_rows_without_a_place_come_first_in_a_flatgeobuf(ships, tmp_path):
    frame = frame_of(Writer(ships).flatgeobuf(np.array([0, 3, 1])), "fgb", tmp_path)
    assert frame.geometry.isna().tolist() == [True, False, False] and frame["crew"].tolist()[1:] == [-1, 0]


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "geojson"])
def test_gdal_reads_values_and_places(ships, ending, tmp_path):
    frame = frame_of(FORMATS[ending].write(Writer(ships), slice(0, 3)), ending, tmp_path).sort_values("crew")
    assert frame.crs.to_epsg() == 4326
    assert frame["name"].tolist() == ["Güiria", 'a "b"\\c', ""]
    assert frame["crew"].tolist() == [-1, 0, 2**53 + 1] and frame["speed"].tolist() == [0.1, -1e-7, 1e22]
    assert frame["seen"].iloc[0] == MOMENT and frame["sure"].tolist() == [True, False, True]
    assert str(frame["day"].iloc[1])[:10] == "1969-07-20"
    assert shapely.get_coordinates(frame.geometry).tolist() == [[-66.93, 10.6], [179.99, 0], [-180, -0.00001]]


def test_missing_is_missing_in_a_geopackage(ships, tmp_path):
    frame = frame_of(Writer(ships).geopackage(slice(3, 4)), "gpkg", tmp_path)
    assert frame.iloc[0].isna().all()


def test_geoparquet_reads_back_with_types_and_boxes(ships, tmp_path):
    (tmp_path / "layer.parquet").write_bytes(Writer(ships).geoparquet())
    frame = gpd.read_parquet(tmp_path / "layer.parquet")
    assert frame.crs == "OGC:CRS84" and frame.geometry.isna().tolist() == [False, False, False, True]
    table = pyarrow.parquet.read_table(tmp_path / "layer.parquet")
    assert table.select(ships.table.column_names).to_pylist() == ships.table.to_pylist()
    assert [box and box["xmin"] for box in table["bbox"].to_pylist()] == [-66.93, 179.99, -180, None]
    assert len(gpd.read_parquet(tmp_path / "layer.parquet", bbox=(-70, 0, -60, 20))) == 1
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0" and geo["columns"]["geometry"]["geometry_types"] == ["Point"]
    assert geo["columns"]["geometry"]["bbox"] == [-180, -0.00001, 179.99, 10.6]


def test_shapes_are_written_as_they_are_and_broken_ones_are_none(areas):
    first, track, point, *others = [feature["geometry"] for feature in collection(Writer(areas).geojson())["features"]]
    assert first["coordinates"] == [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
    assert track == {"type": "LineString", "coordinates": [[179, 1], [181, 2]]}
    assert point["coordinates"] == [1, 2, 3]
    assert others == [None, None, {"type": "Point", "coordinates": [5, 5]}, None]


def test_shapes_are_the_same_in_every_format(areas, tmp_path):
    writer = Writer(areas)
    wanted = [shape and shape.wkt for shape in writer.places.whole]
    assert table_of(writer.csv())["wkt"].to_pylist() == wanted
    (tmp_path / "layer.parquet").write_bytes(writer.geoparquet())
    frames = [frame_of(writer.geopackage(), "gpkg", tmp_path), gpd.read_parquet(tmp_path / "layer.parquet")]
    for frame in frames:
        assert [shape and shape.wkt for shape in frame.geometry] == wanted
    flat = frame_of(writer.flatgeobuf(), "fgb", tmp_path)
    unplaced_first = sorted(writer.places.whole, key=lambda shape: shape is not None)
    assert [shape and shape.wkt for shape in flat.geometry] == [
        shape and shapely.force_2d(shape).wkt for shape in unplaced_first
    ]


def test_kinds_of_shapes_are_named(areas):
    assert Writer(areas).places.kinds == ["LineString", "Point", "Point Z", "Polygon"]


@pytest.mark.parametrize("ending", FORMATS)
def test_hostile_words_are_written_as_they_are(ending, tmp_path):
    texts = [*HOSTILE.values()]
    layer = of(name=texts, lon=range(len(texts)), lat=range(len(texts)))
    found = column_of(FORMATS[ending].write(Writer(layer), bulk.ALL), "name", ending, tmp_path)
    defused = cells.defused(pa.array(texts)).to_pylist()
    assert sorted(found) == sorted(defused if ending == "csv" else texts)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_of_columns_and_layers_are_written_as_they_are(words, tmp_path):
    layer = Layer(pa.table({words: [1]}), [0], [0], name=words)
    writer = Writer(layer)
    found = collection(writer.geojson())
    assert found["name"] == words and found["features"][0]["properties"] == {words: 1}
    assert pyarrow.parquet.read_table(io.BytesIO(writer.geoparquet())).column_names[0] == words
    assert frame_of(writer.geopackage(), "gpkg", tmp_path)[words].tolist() == [1]


def test_text_alone_is_defused():
    layer = of(note=["=1+1", "-1", "＝1", "a=1", None], lon=[-66.5] * 5, lat=[-1] * 5)
    found = table_of(Writer(layer).csv())
    assert found["note"].to_pylist() == ["'=1+1", "'-1", "'＝1", "a=1", None]
    assert found["lon"].to_pylist() == [-66.5] * 5 and found["lat"].to_pylist() == [-1] * 5


def test_the_header_is_defused_too():
    assert Writer(of(**{"=cmd": [1]})).csv().splitlines()[0] == b'\xef\xbb\xbf"\'=cmd","lon","lat"'


def test_a_table_has_its_mark_and_the_line_ends_of_the_standard(ships):
    content = Writer(ships).csv(slice(0, 1))
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 2


def test_columns_that_hold_the_place_already_are_not_repeated():
    layer = of(x=[1, None], y=[2.5, None], lon=[1, math.nan], lat=[2.5, math.nan])
    layer.mapping = Mapping(lon="x", lat="y")
    assert table_of(Writer(layer).csv()).column_names == ["x", "y"]


def test_columns_that_hold_the_place_otherwise_are_not_all_that_is_told():
    layer = of(x=[1, 2], y=[2.5, 3], lon=[1, math.nan], lat=[2.5, math.nan])
    layer.mapping = Mapping(lon="x", lat="y")
    assert table_of(Writer(layer).csv()).column_names == ["x", "y", "lon", "lat"]


def test_other_columns_of_these_names_stay():
    layer = Layer(pa.table({"lon": ["1°30'E"], "lat": ["2°N"]}), [1.5], [2])
    found = table_of(Writer(layer).csv())
    assert found.to_pylist() == [{"lon": "1°30'E", "lat": "2°N", "lon_2": 1.5, "lat_2": 2}]


@pytest.mark.parametrize("ending", FORMATS)
def test_other_columns_can_be_added(ending, tmp_path):
    layer = of(waters=["a", "b"], lon=[1, 2], lat=[1, 2])
    writer = Writer(layer, pa.table({"waters": ["high seas", None], "nearest_nm": [1.5, 2]}))
    content = FORMATS[ending].write(writer, bulk.ALL)
    names = ("waters", "waters_2", "nearest_nm")
    rows = set(zip(*(column_of(content, name, ending, tmp_path) for name in names), strict=True))
    assert rows == {("a", "high seas", 1.5), ("b", None, 2)}


@pytest.mark.parametrize("ending", FORMATS)
def test_the_days_that_were_read_are_written(ending, tmp_path):
    layer = of(date=["2.9.2025", "soon"], lon=[1, 2], lat=[1, 2])
    layer.first, layer.last = (np.array([day, NO_DAY], "int32") for day in (20333, 20334))
    content = FORMATS[ending].write(Writer(layer), bulk.ALL)
    days = {name: column_of(content, name, ending, tmp_path) for name in ("first_day", "last_day")}
    assert {name: {str(day)[:10] for day in values} - {"NaT", "None"} for name, values in days.items()} == {
        "first_day": {"2025-09-02"},
        "last_day": {"2025-09-03"},
    }


def test_columns_that_are_too_short_are_a_bug():
    with pytest.raises(ValueError, match="as long as the layer"):
        Writer(of(a=[1, 2]), pa.table({"b": [1]})).geojson()


def test_a_mask_of_another_length_is_a_bug(ships):
    with pytest.raises(ValueError, match="a mask of 3 for 4 rows"):
        Writer(ships).csv(np.ones(3, bool))


def test_a_row_that_is_not_there_is_a_bug(ships):
    with pytest.raises(IndexError):
        Writer(ships).geojson(np.array([0, 4]))


@pytest.mark.parametrize("ending", FORMATS)
def test_names_that_a_format_needs_itself_are_not_lost(ending, tmp_path):
    names = ["fid", "geometry", "geom", "bbox", "Speed", "speed", "id", "ogc_fid"]
    layer = Layer(pa.table({name: [number] for number, name in enumerate(names)}), [0], [0])
    content = FORMATS[ending].write(Writer(layer), bulk.ALL)
    taken = {"gpkg": {"fid", "geometry", "speed"}, "parquet": {"geometry", "bbox"}}
    taken["fgb"] = taken["gpkg"]
    for number, name in enumerate(names):
        written = f"{name}_2" if name in taken.get(ending, ()) else name
        assert column_of(content, written, ending, tmp_path) == [number]


def test_names_are_told_apart():
    assert cells.unique(["a", "a", "a_2", "A"]) == ["a", "a_2", "a_2_2", "A"]
    assert cells.unique(["a", "A"], str.casefold) == ["a", "A_2"]


ODD = {
    "categories": (pa.array(["a", None, "a"]).dictionary_encode(), ["a", None, "a"]),
    "lists": (pa.array([[1, 2], None, []]), ["[1,2]", None, "[]"]),
    "records": (pa.array([{"a": "ñ"}, None, {"a": None}]), ['{"a":"ñ"}', None, '{"a":null}']),
    "bytes": (pa.array([b"\xff", None, b""]), ['"ff"', None, '""']),
    "prices": (pa.array([Decimal("1.25"), None, Decimal("-3.00")]), [1.25, None, -3]),
    "long numbers": (pa.array([Decimal("1234567890123456789.5")]), ["1234567890123456789.5"]),
    "large counts": (pa.array([2**64 - 1, 1], pa.uint64()), ["18446744073709551615", "1"]),
    "counts": (pa.array([2**63 - 1, 1], pa.uint64()), [2**63 - 1, 1]),
    "no number": (pa.array([math.nan, 1.5, -math.inf]), [None, 1.5, None]),
    "single": (pa.array([1.5, None], pa.float32()), [1.5, None]),
    "hours": (pa.array([time(1, 2, 3)]), ["01:02:03.000000"]),
    "durations": (pa.array([timedelta(hours=1, minutes=1)]), ['"1:01:00"']),
    "nothing": (pa.nulls(2), [None, None]),
    "views": (pa.array(["a", None], pa.string_view()), ["a", None]),
    "zones of time": (pa.array([MOMENT], pa.timestamp("us", "America/Caracas")), ["2025-09-02T13:05:07Z"]),
    "no zone of time": (pa.array([datetime(2025, 1, 1)]), ["2025-01-01T00:00:00Z"]),
    "fractions": (pa.array([datetime(2025, 1, 1, 0, 0, 0, 250000)]), ["2025-01-01T00:00:00.250Z"]),
    "days as moments": (pa.array([DAY], pa.date64()), ["2025-09-02"]),
}


@pytest.mark.parametrize(("column", "wanted"), ODD.values(), ids=ODD)
def test_odd_types_of_columns_are_written_too(column, wanted, tmp_path):
    writer = Writer(of(odd=column, shapes=None))
    assert [row["odd"] for row in properties(writer)] == wanted
    assert len(frame_of(writer.geopackage(), "gpkg", tmp_path)) == len(table_of(writer.csv())) == len(column)


def test_a_layer_may_have_no_columns_and_no_rows(tmp_path):
    bare = Layer(pa.table({"a": [1, 2]}).select([]), [1, 2], [3, 4])
    bare.row, bare.first = np.array([2, 3]), np.full(2, NO_DAY, "int32")
    bare.lon, bare.lat = np.array([1.0, 2]), np.array([3.0, 4])
    assert properties(Writer(bare)) == [{}, {}]
    for ending, layer in ((ending, layer) for ending in FORMATS for layer in (bare, of(a=pa.array([], pa.string())))):
        content = FORMATS[ending].write(Writer(layer), bulk.ALL)
        if ending in ("gpkg", "fgb", "geojson"):
            assert len(frame_of(content, ending, tmp_path)) == len(layer.row)


@pytest.mark.parametrize("name", ["", "...", "gpkg_contents", "Güiria, 2025"])
def test_a_geopackage_has_its_layer_under_a_name_that_it_allows(ships, name, tmp_path):
    ships = Layer(ships.table, ships.lon, ships.lat, name=name)
    (tmp_path / "layer.gpkg").write_bytes(Writer(ships).geopackage())
    ((found, _kind),) = pyogrio.list_layers(tmp_path / "layer.gpkg")
    assert found == {"gpkg_contents": "layer_gpkg_contents", "Güiria, 2025": "Güiria_2025"}.get(name, "layer_")


def test_a_large_layer_is_the_same_whatever_is_serialised_at_once(ships, areas, monkeypatch):
    for layer in (ships, areas):
        whole = Writer(layer)
        contents = [whole.geojson(), whole.csv()]
        monkeypatch.setattr(cells, "ROWS_AT_ONCE", 2)
        again = Writer(layer)
        assert [again.geojson(), again.csv()] == contents
        assert len(pyarrow.parquet.read_table(io.BytesIO(again.geoparquet()))) == len(layer.row)
        monkeypatch.undo()


@pytest.mark.parametrize("ending", FORMATS)
def test_the_work_says_how_far_it_is_and_can_be_stopped(ships, ending, monkeypatch):
    monkeypatch.setattr(cells, "ROWS_AT_ONCE", 2)
    shares = []

    def stop(share, _words):
        shares.append(share)
        if share:
            raise progress.Stopped

    with progress.heard(stop), pytest.raises(progress.Stopped):
        FORMATS[ending].write(Writer(ships), bulk.ALL)
    assert shares == [0, 0.5]


def test_features_are_serialised_once(ships, monkeypatch):
    writer = Writer(ships)
    first = writer.geojson()
    monkeypatch.setattr(features, "lines", None)
    assert writer.geojson() == first and writer.geojson(slice(0, 1)) != first


def test_another_format_says_which_there_are():
    with pytest.raises(FormatError, match="pdf: no such format; use one of geojson, csv, gpkg, parquet, fgb"):
        bulk.find("pdf")
    assert bulk.find("csv") is FORMATS["csv"]


@pytest.mark.parametrize("name", ["sqlite_x", "SQLite_master", "gpkg_x", "!"])
def test_a_geopackage_takes_names_that_are_not_free(name):
    layer = Layer(pa.table({"a": [1]}), lon=[1.0], lat=[2.0], name=name)
    assert Writer(layer).geopackage().startswith(b"SQLite format 3")


def test_a_layer_is_not_dated_as_a_view_that_is_written_meanwhile(ships, tmp_path):
    with gdal.dated(date(2001, 2, 3)):
        made = Making(Writer(ships).geopackage)
        made.wait(0.3)
    made.wait(20)
    (tmp_path / "x.gpkg").write_bytes(made.content())
    with closing(sqlite3.connect(tmp_path / "x.gpkg")) as file:
        assert not file.execute("SELECT last_change FROM gpkg_contents").fetchone()[0].startswith("2001")


def test_a_layer_and_a_view_call_a_format_the_same():
    types = {name: (form.label, form.media_type) for name, form in FORMATS.items()}
    assert types == {name: (export.FORMATS[name].label, export.FORMATS[name].media_type) for name in FORMATS}
