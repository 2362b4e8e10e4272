"""Each format read back by a program that is not ours holds exactly the view."""

import io
import json
import sqlite3
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import fastkml
import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from fastkml import Placemark
from fastkml.utils import find_all
from fastkml.validator import validate
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from python_calamine import CalamineWorkbook

from geo import export, filters, html, schema, style, view
from geo.export import geopackage, kml, records
from geo.filters import Filters

FLAT = ("gpkg", "parquet", "fgb", "kml", "kmz", "xlsx", "geojsons")
SHAPES = ("geom", "geometry")
DRAWN = ("gpkg", "parquet", "fgb", "kml", "kmz", "geojsons")


@pytest.fixture
def read(tmp_path):
    """Reads the records of a format back: each as its plain values, its shape under ``geometry``."""

    def rows(name, shown):
        path = tmp_path / f"view.{name}"
        path.write_bytes(export.write(shown, name))
        return READERS[name](path)

    return rows


def from_layer(path, layer=None):
    """GDAL's reading of a layer."""
    _meta, table = pyogrio.read_arrow(path, layer=layer)
    return [shaped({**plain(row), "geometry": row.get("geom")}) for row in table.to_pylist()]


def from_features(path):
    """GDAL's reading feature by feature."""
    return [plain(row) | {"geometry": row["geometry"]} for row in pyogrio.read_dataframe(path).to_dict("records")]


def plain(row):
    return {name: schema.plain(value) for name, value in row.items() if name not in SHAPES}


def shaped(row):
    return row | {"geometry": None if row["geometry"] is None else shapely.from_wkb(row["geometry"])}


def from_geopackage(path):
    return [row for kind in style.KINDS for row in from_layer(path, geopackage.layer_of(kind))]


def from_parquet(path):
    rows = pq.read_table(path).to_pylist()
    return [shaped({**plain(row), "geometry": row["geometry"]}) for row in rows]


def from_kml(path):
    """The Placemarks of records, as fastkml reads them; its own geometries are turned into shapely's."""
    marks = find_all(fastkml.KML.parse(path), of_type=Placemark)
    return [of_placemark(mark) for mark in marks if mark.extended_data.elements[0].schema_url == "#record"]


def from_kmz(path):
    """The document in it, read likewise."""
    return from_kml(document_of(path))


def document_of(path):
    with zipfile.ZipFile(path) as packed:
        return io.BytesIO(packed.read("doc.kml"))


def of_placemark(mark):
    cells = {cell.name: cell.value for cell in mark.extended_data.elements[0].data}
    return cells | {"geometry": mark.geometry and shapely.geometry.shape(mark.geometry)}


def from_sheet(path, name="records"):
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [{column: plain_cell(cell) for column, cell in zip(head, row, strict=True)} for row in rows]


def plain_cell(cell):
    return None if cell == "" else schema.plain(cell)


def from_sequence(path):
    """Every text between record separators, without the first, which is no feature."""
    texts = [json.loads(text) for text in path.read_bytes().split(b"\x1e")[1:]]
    assert texts[0]["type"] == "FeatureCollection" and texts[0]["features"] == []
    return [
        {
            "id": text["id"],
            **text["properties"],
            "geometry": text["geometry"] and shapely.geometry.shape(text["geometry"]),
        }
        for text in texts[1:]
    ]


READERS = {
    "gpkg": from_geopackage,
    "parquet": from_parquet,
    "fgb": from_features,
    "kml": from_kml,
    "kmz": from_kmz,
    "xlsx": from_sheet,
    "geojsons": from_sequence,
}


def wanted(shown, name):
    """The records of a view by their ids, in the values that a format has."""
    columns = records.columns(shown)
    rows = zip(*(shown.records[column] for column in columns), strict=True)
    held = [dict(zip(columns, map(schema.plain, row), strict=True)) for row in rows]
    return {row["id"]: {column: told(value, name) for column, value in row.items()} for row in held}


def told(value, name):
    """The value as a format has it: KML has words alone, and neither it nor XLSX tells an empty text from none."""
    if value is None or (value == "" and name in ("kml", "kmz", "xlsx")):
        return None
    if name not in ("kml", "kmz"):
        return value
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return html.xml(words)


def same(shown, rows, name):
    """Whether rows are the records of the view, with all their values and shapes."""
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows) == len(shown.records)
    assert [fault for key, row in wanted(shown, name).items() for fault in differences(row, by_id[key])] == []
    if name in DRAWN:
        for identity, shape in zip(shown.records["id"], shown.records.geometry, strict=True):
            assert alike(by_id[identity]["geometry"], shape)


def differences(row, found):
    """The columns of a record whose values were read back otherwise, few enough to be printed."""
    return [(row["id"], name, value, found.get(name)) for name, value in row.items() if found.get(name) != value][:3]


def alike(found, shape):
    if found is None or shape is None:
        return found is shape
    return found.geom_type == shape.geom_type and shapely.hausdorff_distance(found, shape) < 2e-5


@pytest.mark.parametrize("name", FLAT)
def test_all_records_are_held_with_every_value_and_shape(everything, read, name):
    same(everything, read(name, everything), name)


@pytest.mark.parametrize("name", FLAT)
@settings(max_examples=5)
@given(drawn=st.data())
def test_exactly_the_view_is_held(data, any_bundled_filters, tmp_path_factory, name, drawn):
    shown = view.build(data, drawn.draw(any_bundled_filters))
    path = tmp_path_factory.mktemp("file") / f"view.{name}"
    path.write_bytes(export.write(shown, name))
    same(shown, READERS[name](path), name)


@pytest.mark.parametrize("name", FLAT)
def test_across_the_180th_meridian_and_by_the_month(across_180, month_only, named_place, read, name):
    for made in (across_180, month_only, named_place):
        shown = view.build(made, Filters())
        same(shown, read(name, shown), name)


@pytest.mark.parametrize("name", FLAT)
def test_an_empty_view_is_held_too(gallery, read, name):
    assert read(name, view.build(gallery, Filters(q="no such word"))) == []


@pytest.mark.parametrize("name", FLAT)
def test_words_that_attack_are_words(hostile_data, hostile, read, name):
    shown = view.build(hostile_data(hostile), Filters())
    rows = read(name, shown)
    same(shown, rows, name)
    assert list(rows[0].values()).count(told(hostile, name)) > 15


@pytest.mark.parametrize("name", ["gpkg", "xlsx", "kml"])
def test_zones_in_force_are_held(everything, zoned, tmp_path, name):
    for shown in (everything, view.build(zoned, Filters())):
        path = tmp_path / f"view.{name}"
        path.write_bytes(export.write(shown, name))
        assert set(zones(path)) == set(shown.zones["id"])


def zones(path):
    if path.suffix == ".kml":
        return [mark.id for mark in find_all(fastkml.KML.parse(path), of_type=Placemark) if mark.id.startswith("zone-")]
    return [row["id"] for row in (from_sheet if path.suffix == ".xlsx" else from_layer)(path, "zones")]


@pytest.mark.parametrize("name", ["gpkg", "xlsx"])
def test_sources_and_claims_have_tables_of_their_own(everything, tmp_path, name):
    path = tmp_path / f"view.{name}"
    path.write_bytes(export.write(everything, name))
    table = from_sheet if name == "xlsx" else from_layer
    for part, of in (("sources", everything.evidence), ("claims", everything.contested)):
        said = [entry | {"id": record} for record in everything.records["id"] for entry in of(record)]
        rows = [row | {"id": row["record"]} for row in table(path, part)]
        assert len(rows) == len(said)
        assert [fault for entry, row in zip(said, rows, strict=True) for fault in differences(entry, row)] == []


@pytest.mark.parametrize("name", ["parquet", "fgb", "kml", "kmz"])
def test_sources_and_claims_are_whole_where_there_is_one_table(everything, read, name):
    for row in read(name, everything):
        assert json.loads(row["sources"]) == list(everything.evidence(row["id"]))
        assert json.loads(row["claims"]) == list(everything.contested(row["id"]))


@pytest.mark.parametrize("name", [name for name in export.FORMATS if name in {*FLAT, "geojson"}])
def test_where_it_comes_from_is_inside(data, october, tmp_path, name):
    shown = view.build(data, october)
    path = tmp_path / f"view.{name}"
    path.write_bytes(export.write(shown, name))
    origin = ORIGINS[name](path)
    assert filters.from_query(origin["query"], data) == october
    assert data.sha256 in json.dumps(origin) and "CC-BY-4.0" in json.dumps(origin)


def told_of(tree):
    return json.loads(tree.find(".//{*}Data[@name='provenance']/{*}value").text)


ORIGINS = {
    "geojson": lambda path: json.loads(path.read_bytes())["provenance"],
    "geojsons": lambda path: json.loads(path.read_bytes().split(b"\x1e")[1])["provenance"],
    "gpkg": lambda path: {row["name"]: row["value"] for row in from_layer(path, "about")},
    "parquet": lambda path: json.loads(pq.read_schema(path).metadata[b"provenance"]),
    "fgb": lambda path: json.loads(pyogrio.read_info(path)["layer_metadata"]["provenance"]),
    "kml": lambda path: told_of(ET.parse(path)),
    "kmz": lambda path: told_of(ET.parse(document_of(path))),
    "xlsx": lambda path: dict(CalamineWorkbook.from_path(path).get_sheet_by_name("about").to_python()),
}


def test_gdal_reads_the_sequence_as_the_records_alone(everything, tmp_path):
    path = tmp_path / "view.geojsons"
    path.write_bytes(export.write(everything, "geojsons"))
    frame = pyogrio.read_dataframe(path)
    assert (
        pyogrio.read_info(path)["driver"] == "GeoJSONSeq" and frame["id"].tolist() == everything.records["id"].tolist()
    )


def test_a_geopackage_has_a_layer_a_kind_and_lists_the_unplaced(everything, tmp_path):
    path = tmp_path / "view.gpkg"
    path.write_bytes(export.write(everything, "gpkg"))
    layers = dict(pyogrio.list_layers(path))
    assert [name for name, shape in layers.items() if shape] == [
        "boat_strikes",
        "land_strikes",
        "interdictions",
        "zones",
    ]
    for kind, count in everything.by("kind").items():
        assert {row["kind"] for row in from_layer(path, f"{kind}s")} == {kind}
        assert len(from_layer(path, f"{kind}s")) == count
    assert len(from_layer(path, "unplaced")) == everything.counts.unplaced


def test_a_geopackage_is_sound_sqlite(everything, tmp_path):
    path = tmp_path / "view.gpkg"
    path.write_bytes(export.write(everything, "gpkg"))
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall() == [
            ("2026-10-10T00:00:00.000Z",)
        ]


def test_each_layer_has_a_style_by_shape_colour_and_attribution(everything, tmp_path):
    path = tmp_path / "view.gpkg"
    path.write_bytes(export.write(everything, "gpkg"))
    looks = {row["f_table_name"]: row for row in from_layer(path, "layer_styles")}
    assert set(looks) == {"boat_strikes", "land_strikes", "interdictions", "zones"}
    for kind, mark in style.KINDS.items():
        look = ET.fromstring(looks[geopackage.layer_of(kind)]["styleQML"])
        conditions = " ".join(rule.get("filter") for rule in look.iter("rule"))
        assert all(f"'{attribution}'" in conditions for attribution in style.FILLS)
        colours = {option.get("value") for option in look.iter("Option") if option.get("name") == "color"}
        red, green, blue = (int(mark.light[start : start + 2], 16) for start in (1, 3, 5))
        assert f"{red},{green},{blue},255" in colours


def test_each_record_meets_one_rule_of_its_style(everything, tmp_path):
    """The conditions are SQL too, so that SQLite can be asked."""
    path = tmp_path / "view.gpkg"
    path.write_bytes(export.write(everything, "gpkg"))
    with sqlite3.connect(path) as base:
        looks = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles"))
        for layer, look in looks.items():
            rules = [rule.get("filter") for rule in ET.fromstring(look).iter("rule")]
            met = " + ".join(f"({rule})" for rule in rules)
            drawn = base.execute(f"SELECT DISTINCT {met} FROM {layer} WHERE geom IS NOT NULL").fetchall()
            assert drawn == [(1,)]


def test_geopandas_reads_geoparquet_by_a_box(everything, tmp_path):
    path = tmp_path / "view.parquet"
    path.write_bytes(export.write(everything, "parquet"))
    whole, part = gpd.read_parquet(path), gpd.read_parquet(path, bbox=(-72, 10, -60, 13))
    assert whole.crs.to_epsg() == 4326 and whole.geometry.isna().sum() == everything.counts.unplaced
    assert set(part["id"]) == set(whole[whole.intersects(shapely.box(-72, 10, -60, 13))]["id"])


def test_geoparquet_says_what_version_1_1_asks_for(everything, across_180):
    for shown in (everything, view.build(across_180, Filters(q="no such word"))):
        content = io.BytesIO(export.write(shown, "parquet"))
        geo = json.loads(pq.read_schema(content).metadata[b"geo"])
        column = geo["columns"][geo["primary_column"]]
        assert geo["version"] == "1.1.0" and column["encoding"] == "WKB"
        assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
        assert set(column["geometry_types"]) == set(shown.records.geometry.dropna().geom_type)
        assert pq.ParquetFile(content).metadata.num_rows == len(shown.records)


def test_boxes_are_those_of_the_shapes(everything):
    rows = pq.read_table(io.BytesIO(export.write(everything, "parquet"))).to_pylist()
    for row in rows:
        bounds = row["geometry"] and shapely.from_wkb(row["geometry"]).bounds
        assert bounds == (row["bbox"] and tuple(row["bbox"].values()))


def test_kml_obeys_its_schema(everything, zoned, across_180, tmp_path):
    made = [everything, *(view.build(data, Filters()) for data in (zoned, across_180))]
    for shown in (*made, view.build(zoned, Filters(q="nothing"))):
        obeys(shown, tmp_path / "view.kml")


def test_kml_obeys_its_schema_whatever_words_it_holds(hostile_data, hostile, tmp_path):
    obeys(view.build(hostile_data(hostile), Filters()), tmp_path / "view.kml")


def obeys(shown, path):
    for drawn in (False, True):
        path.write_bytes(kml.document(shown, drawn))
        assert validate(file_to_validate=path)


def test_kml_tells_days_as_spans_that_a_slider_takes(month_only, undated, tmp_path):
    path = tmp_path / "view.kml"
    path.write_bytes(export.write(view.build(month_only, Filters()), "kml"))
    (mark,) = find_all(fastkml.KML.parse(path), of_type=Placemark)
    assert [str(mark.begin), str(mark.end)] == ["2025-11-01T00:00:00+00:00", "2025-11-30T23:59:59+00:00"]
    path.write_bytes(export.write(view.build(undated, Filters()), "kml"))
    (mark,) = find_all(fastkml.KML.parse(path), of_type=Placemark)
    assert mark.times is None


def test_kml_tells_a_zones_moments(zoned, tmp_path):
    path = tmp_path / "view.kml"
    path.write_bytes(export.write(view.build(zoned, Filters()), "kml"))
    zone = next(mark for mark in find_all(fastkml.KML.parse(path), of_type=Placemark) if mark.id == "zone-1")
    assert [str(zone.begin), str(zone.end)] == ["2025-10-10T06:00:00+00:00", "2025-10-10T18:00:00+00:00"]


def test_kml_has_a_folder_for_what_was_never_placed(everything, tmp_path):
    path = tmp_path / "view.kml"
    path.write_bytes(export.write(everything, "kml"))
    folders = {folder.name: folder for folder in find_all(fastkml.KML.parse(path), of_type=fastkml.Folder)}
    rest = folders[f"Position never published ({everything.counts.unplaced})"]
    assert len(rest.features) == everything.counts.unplaced and all(mark.geometry is None for mark in rest.features)
    assert "none was estimated" in rest.description


def test_every_style_that_kml_names_is_there(everything):
    root = ET.fromstring(export.write(everything, "kml"))
    named = {element.text.removeprefix("#") for element in root.iter(f"{{{kml.NAMESPACE}}}styleUrl")}
    assert named <= {element.get("id") for element in root.iter(f"{{{kml.NAMESPACE}}}Style")} and len(named) > 3


def test_kml_fetches_nothing_and_kmz_holds_what_it_shows(everything):
    assert not list(ET.fromstring(export.write(everything, "kml")).iter(f"{{{kml.NAMESPACE}}}href"))
    packed = zipfile.ZipFile(io.BytesIO(export.write(everything, "kmz")))
    shown = {element.text for element in ET.parse(packed.open("doc.kml")).iter(f"{{{kml.NAMESPACE}}}href")}
    assert packed.namelist()[0] == "doc.kml" and shown == set(packed.namelist()[1:])
    pictures = [Image.open(packed.open(name)) for name in shown]
    assert len({picture.tobytes() for picture in pictures}) == 24  # three kinds, four fills, counted or not
    assert {(picture.size, picture.getpixel((0, 0))[3]) for picture in pictures} == {((64, 64), 0)}


def test_flatgeobuf_of_what_is_placed_has_an_index_and_can_be_read_by_arrow(data, tmp_path):
    path = tmp_path / "view.fgb"
    shown = view.build(data, Filters(precision=("place", "area")))
    path.write_bytes(export.write(shown, "fgb"))
    assert pyogrio.read_info(path)["capabilities"]["fast_spatial_filter"]
    rows = pyogrio.read_dataframe(path, use_arrow=True).to_dict("records")
    same(shown, [plain(row) | {"geometry": row["geometry"]} for row in rows], "fgb")


def test_gdal_reads_kmz_folder_by_folder(everything, tmp_path):
    path = tmp_path / "view.kmz"
    path.write_bytes(export.write(everything, "kmz"))
    layers = [str(name) for name, _kind in pyogrio.list_layers(path)]
    counts = [len(pyogrio.read_dataframe(path, layer=layer)) for layer in layers]
    assert sum(counts) == len(everything.records) + len(everything.zones)


def test_days_are_days_and_partial_ones_text_in_a_spreadsheet(month_only, tmp_path):
    path = tmp_path / "view.xlsx"
    path.write_bytes(export.write(view.build(month_only, Filters()), "xlsx"))
    head, row = CalamineWorkbook.from_path(path).get_sheet_by_name("records").to_python()
    cells = dict(zip(head, row, strict=True))
    assert (cells["occurred"], cells["earliest"], cells["announced"]) == (
        "2025-11",
        date(2025, 11, 1),
        date(2025, 10, 2),
    )


def test_what_looks_like_a_formula_or_a_foreign_link_stays_text(tiny, tmp_path):
    words = {"notes": "=1+1", "outcome": "javascript:alert(1)", "cargo": "file:///etc/passwd", "target": "mailto:a@b"}
    content = export.write(view.build(tiny(words), Filters()), "xlsx")
    path = tmp_path / "view.xlsx"
    path.write_bytes(content)
    (row,) = from_sheet(path)
    assert {name: row[name] for name in words} == words
    sheets = "".join(parts(content, "xl/worksheets/"))
    assert "<f>" not in sheets and "hyperlink" not in sheets


def test_only_addresses_of_the_web_are_links(sourced):
    content = export.write(view.build(sourced, Filters()), "xlsx")
    assert "".join(parts(content, "xl/worksheets/_rels/")).count("https://example.org/1") >= 1


def test_an_address_too_long_for_a_link_is_text(tiny, tmp_path):
    url = f"https://example.org/{'é' * 700}"
    source = {"id": "source-1", "publisher": "A paper", "title": "A title", "url": url}
    cited = [{"record": "bs-1", "position": "1", "source": "source-1"}]
    path = tmp_path / "view.xlsx"
    path.write_bytes(export.write(view.build(tiny({}, sources=[source], citations=cited), Filters()), "xlsx"))
    assert [row["url"] for row in from_sheet(path, "sources")] == [url]


def parts(content, folder):
    """The texts of a workbook's parts under a folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return [book.read(name).decode() for name in book.namelist() if name.startswith(folder)]


def test_a_cell_too_long_for_a_spreadsheet_is_cut_and_this_is_said(tiny, tmp_path):
    path = tmp_path / "view.xlsx"
    path.write_bytes(export.write(view.build(tiny({"notes": "x" * 40_000}), Filters()), "xlsx"))
    (row,) = from_sheet(path)
    assert len(row["notes"]) == 32_767 and row["notes"].endswith("…")
    assert "1 cell" in dict(CalamineWorkbook.from_path(path).get_sheet_by_name("about").to_python())["cut"]
