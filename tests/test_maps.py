"""The map: what never changes, what does, and text that is shown and never run."""

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import ROOT, filters, html, style, view
from geo.filters import Filters
from geo.maps import basemap, layers

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMED = re.compile(r"JSON\.parse\((\".*\")\)", re.DOTALL)


def evaluated(expression):
    """What a browser makes of the expression; its string literal is also one of JSON."""
    return json.loads(json.loads(NAMED.fullmatch(expression)[1]))


def seen(markup):
    """Elements and text that a browser sees in markup."""
    elements, texts = [], []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: elements.append((tag, *attrs))
    parser.handle_data = texts.append
    parser.feed(markup)
    parser.close()
    return elements, "".join(texts)


def of(dataset, **chosen):
    return layers.payload(view.build(dataset, Filters(**chosen)), None)


HAZARDOUS = st.text(st.sampled_from("<>&_`${}'\"\\\u2028\u2029\u202e\r\n a1"), max_size=30)


# html


@given(st.dictionaries(HAZARDOUS, JSON, max_size=4))
def test_a_script_gives_back_its_value(value):
    assert evaluated(html.script(value)) == value


@given(HAZARDOUS)
def test_a_script_holds_no_sign_that_anything_could_take_for_its_own(text):
    literal = html.script({text: text}).removeprefix("JSON.parse(")
    assert not re.search("[<>&_`${}'\u2028\u2029\n\r]", literal)


def test_hostile_words_give_back_themselves(hostile):
    assert evaluated(html.script({"words": hostile})) == {"words": hostile}


@given(HAZARDOUS)
def test_text_holds_no_sign_of_markup_or_template(text):
    assert not re.search("[<>\"'`${}\\\\\r\n\u2028\u2029]", html.text(text))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60))
def test_text_reads_as_it_was_up_to_white_space(text):
    assert unescape(html.text(text)).split() == text.split()


def test_hostile_words_are_text_in_an_element_and_in_an_attribute(hostile):
    elements, text = seen(f'<p title="{html.text(hostile)}">{html.text(hostile)}</p>')
    ((tag, (name, value)),) = elements
    assert (tag, name) == ("p", "title") and value.split() == text.split() == hostile.split()


def test_numbers_are_text_too():
    assert html.text(3) == "3"


@pytest.mark.parametrize("url", ["https://example.org/?a=1&b=2", "http://example.org"])
def test_pages_are_linked(url):
    elements, text = seen(html.link(url, "A <title>"))
    assert elements[0][:2] == ("a", ("href", url)) and text == "A <title>"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "", " https://x", "ftp://x"]
)
def test_other_addresses_are_text(url):
    assert seen(html.link(url, "label")) == ([], "label")


# basemap


@pytest.fixture(scope="module")
def page(data):
    """The map's own page, as folium writes it."""
    return basemap.build(data.package).get_root().render()


def test_the_map_asks_no_other_host_for_anything(page):
    assert not re.findall(r"(?:src|href|url)\s*[=(:]\s*[\"']?\s*(?:https?:)?//[^\s\"')]+", page)


def test_the_map_loads_leaflet_and_our_scripts_from_our_own_process(page):
    assert f"{basemap.LEAFLET}/leaflet.js" in page
    assert basemap.versioned("map.js", basemap.script()) in page
    assert basemap.versioned("map.css", basemap.styles()) in page


def test_every_script_of_the_folder_is_loaded():
    assert {path.name for path in (ROOT / "geo" / "maps").glob("*.js")} == set(basemap.SCRIPTS)


def test_an_address_changes_with_what_it_names():
    one, other = (basemap.versioned("map.js", content) for content in (b"1", b"2"))
    assert one != other and re.fullmatch(r".*/map\.js\?v=[0-9a-f]{12}", one)


def test_the_map_is_the_same_for_every_reader(data):
    def script(chart):
        return re.sub(r"_[0-9a-f]{32}", "_", chart.get_root().render())

    assert script(basemap.build(data.package)) == script(basemap.build(data.package))


def test_the_legend_knows_every_kind_and_attribution_by_name(data):
    known = basemap.options(data.package)["style"]
    options = filters.options(data.package)
    assert {kind: mark["label"] for kind, mark in known["kinds"].items()} == options["kind"]
    assert {value: mark["label"] for value, mark in known["attributions"].items()} == options["attribution"]


@pytest.mark.parametrize("name", ["world", "region"])
def test_the_base_map_holds_valid_shapes_on_the_globe(name):
    collection = json.loads((ROOT / "data" / "basemap" / f"{name}.geojson").read_text(encoding="utf-8"))
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in collection["features"]]
    west, south, east, north = shapely.total_bounds(shapes)
    assert shapes and all(shape.is_valid and not shape.is_empty for shape in shapes)
    # Russia and Fiji run on past 180° E, so that no cut is drawn as a coast.
    assert west >= -180 and south >= -90 and east < 191 and north <= 90


# layers


@settings(max_examples=15)
@given(st.data())
def test_every_record_is_drawn_once(gallery, any_filters, drawn):
    shown = view.build(gallery, drawn.draw(any_filters))
    payload, counts = layers.payload(shown, None), shown.counts
    assert [record["id"] for record in payload["records"]] == shown.records["id"].tolist()
    homes = [[home for home in ("place", "area", "tray") if record[home] is not None] for record in payload["records"]]
    assert all(len(home) == 1 for home in homes)
    assert [homes.count([home]) for home in ("place", "area", "tray")] == [counts.placed, counts.areas, counts.unplaced]


def test_areas_and_trays_hold_the_records_that_say_so(everything):
    payload = layers.payload(everything, None)
    for home, boxes in (("area", "areas"), ("tray", "trays")):
        held = {box["id"]: box["records"] for box in payload[boxes]}
        said = {box: [record["id"] for record in payload["records"] if record[home] == box] for box in held}
        assert held == said


def test_a_payload_is_json(everything):
    payload = layers.payload(everything, None)
    assert evaluated(html.script(payload)) == json.loads(json.dumps(payload, allow_nan=False))


def test_strikes_of_the_same_area_share_it(everything):
    areas = layers.payload(everything, None)["areas"]
    assert len({(*area["center"], area["radius_km"]) for area in areas}) == len(areas)


def test_an_area_across_180_has_one_closed_outline(across_180):
    (area,) = of(across_180)["areas"]
    assert area["ring"][0] == area["ring"][-1] and area["center"] == [-179.9, 5.0]


def test_an_area_is_named_by_what_it_holds(across_180):
    (area,) = of(across_180)["areas"]
    assert area["label"].endswith("±100 km")


def test_a_named_place_has_its_position(named_place):
    (port,) = [record for record in of(named_place)["records"] if record["id"] == "land-1-port"]
    assert port["place"] == [-66.93, 10.6]


def test_every_theatre_has_a_tray(data):
    assert set(layers.TRAYS) == set(filters.options(data.package)["theatre"])


def test_a_tray_says_what_it_adds_up_to(data):
    shown = view.build(data, Filters(kind=("boat_strike",)))
    trays = {tray["id"]: tray for tray in layers.payload(shown, None)["trays"]}
    strikes = {name: len(tray["records"]) for name, tray in trays.items()}
    assert sum(strikes.values()) == shown.counts.unplaced
    assert all(tray["count"].startswith(f"{strikes[name]} strike") for name, tray in trays.items())


def test_a_record_that_is_not_counted_is_marked(gallery):
    counted = {record["id"]: record["counted"] for record in of(gallery)["records"]}
    assert counted == {"bs-1": True, "bs-2": True, "bs-3": True, "bs-4": True, "int-1": True, "land-1": False}


@pytest.mark.parametrize("attribution", style.FILLS)
def test_one_changed_value_changes_what_is_drawn(tiny, attribution):
    (record,) = of(tiny({"attribution": attribution}))["records"]
    assert record["attribution"] == attribution and attribution in record["detail"]


def test_figures_are_those_of_the_day(revised):
    (early,), (late,) = (of(revised, known_on=date(2025, 11, day))["records"] for day in (4, 5))
    assert early["detail"].startswith("2 killed") and late["detail"].startswith("2–3 killed")


def test_zones_are_drawn_while_in_force_and_say_who_drew_them(zoned):
    (zone,) = of(zoned)["zones"]
    assert (zone["id"], zone["basis"]) == ("zone-1", "computed")
    assert of(zoned, start=date(2025, 10, 11))["zones"] == []


def test_only_a_record_that_is_shown_can_be_selected(gallery):
    shown = view.build(gallery, Filters(kind=("boat_strike",)))
    assert [layers.payload(shown, record)["selected"] for record in ("bs-1", "int-1", None)] == ["bs-1", None, None]


def test_an_empty_view_draws_nothing(gallery):
    assert of(gallery, q="no such word") | {"selected": None} == {
        "selected": None,
        "records": [],
        "areas": [],
        "trays": [],
        "zones": [],
    }


def test_hostile_words_reach_the_map_as_data(hostile_data, hostile):
    shown = view.build(hostile_data(hostile), Filters())
    group = layers.group(shown, None)
    script = "".join(child._template.module.script(child, {}) for child in group._children.values())
    (record,) = json.loads(json.loads(re.search(r"JSON\.parse\((\".*\")\)", script, re.DOTALL)[1]))["records"]
    assert hostile in record["title"]


def test_the_same_view_gives_the_same_payload(data, october):
    assert layers.payload(view.build(data, october), None) == layers.payload(view.build(data, replace(october)), None)
