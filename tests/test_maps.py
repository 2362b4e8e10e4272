"""The map: what never changes, what does, and text that is shown and never run."""

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import ROOT, filters, html, language, style, uncertainty, view
from geo.delivery import File
from geo.filters import Filters
from geo.maps import basemap, layers, legs, outlines, scene
from geo.uncertainty import WGS84
from tests.conftest import SOURCE

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
    return drawn(view.build(dataset, Filters(**chosen)))


def drawn(shown, selected=None):
    """All that the browser gets for a view: its scene, and what is shown of it."""
    return scene.scene(shown.known) | layers.payload(shown, selected)


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
    assert all(basemap.files()[name].address in page for name in ("leaflet.js", "leaflet.css", "map.js", "map.css"))


def test_every_script_of_the_folder_is_loaded():
    assert {path.name for path in (ROOT / "geo" / "maps").glob("*.js")} == {*basemap.SCRIPTS, basemap.FIRST}


def test_an_address_changes_with_what_it_names():
    one, other = (File("/assets/map/map.js", content, basemap.JAVASCRIPT).address for content in (b"1", b"2"))
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


def test_the_legend_names_sizes_in_the_readers_language(data):
    with language.spoken("es"):
        sizes = basemap.options(data.package)["style"]["sizes"]
    assert [size["label"] for size in sizes] == ["0–3", "4–9", "10 o más"]


@pytest.mark.parametrize("name", ["world", "region"])
def test_the_base_map_holds_valid_shapes_on_the_globe(name):
    collection = json.loads((ROOT / "data" / "basemap" / f"{name}.geojson").read_text(encoding="utf-8"))
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in collection["features"]]
    west, south, east, north = shapely.total_bounds(shapes)
    assert shapes and all(shape.is_valid and not shape.is_empty for shape in shapes)
    # Russia and Fiji run on past 180° E, so that no cut is drawn as a coast.
    assert west >= -180 and south >= -90 and east < 191 and north <= 90


# outlines

NOTCHED = shapely.box(-68, 10, -67, 11) - shapely.box(-67.6, 10.4, -67.4, 10.6)


def unpacked(steps):
    """Positions that the browser makes of packed numbers."""
    return [
        (x / outlines.STEPS, y / outlines.STEPS)
        for x, y in accumulate(batched(steps), lambda a, b: (a[0] + b[0], a[1] + b[1]))
    ]


def batched(steps):
    return zip(steps[::2], steps[1::2], strict=True)


@given(st.lists(st.tuples(st.floats(-180, 190), st.floats(-90, 90)), min_size=1, max_size=9))
def test_a_packed_line_keeps_its_points_to_half_a_step(points):
    for (x, y), (back_x, back_y) in zip(points, unpacked(outlines.packed_line(points)), strict=True):
        assert abs(x - back_x) <= 0.51 / outlines.STEPS and abs(y - back_y) <= 0.51 / outlines.STEPS


def test_a_packed_outline_keeps_its_holes():
    ((shell, hole),) = outlines.packed(NOTCHED)
    assert shapely.Polygon(unpacked(shell), [unpacked(hole)]).equals(NOTCHED)


def test_a_small_outline_is_not_simplified_away():
    disc = uncertainty.discs(*(pd.Series([value]) for value in (-61.0, 11.0, 2.0)))[0]
    ((shell,),) = outlines.packed(disc)
    assert len(unpacked(shell)) > 8


def test_lines_and_points_among_polygons_are_left_out():
    mixed = shapely.GeometryCollection([NOTCHED, shapely.Point(0, 0)])
    assert len(outlines.packed(mixed)) == 1


# layers


def rows(payload):
    """The payload's records as the browser unpacks them."""

    def cells(column):
        return column if isinstance(column, list) else [None if at < 0 else column["of"][at] for at in column["at"]]

    columns = {name: cells(column) for name, column in payload["records"].items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


@settings(max_examples=15)
@given(st.data())
def test_every_record_is_drawn_once(gallery, any_filters, drawing):
    shown = view.build(gallery, drawing.draw(any_filters))
    payload, counts = drawn(shown), shown.counts
    records, levels = rows(payload), payload["levels"]
    placed = [row for row, record in enumerate(records) if record["place"]]
    areas, trays = ([row for box in payload[boxes] for row in box["records"]] for boxes in ("areas", "trays"))
    told = list(zip((record["id"] for record in records), levels, strict=True))
    assert [record for record, level in told if level >= 0] == shown.anytime["id"].tolist()
    assert [record for record, level in told if level > 0] == shown.records["id"].tolist()
    assert sorted(placed + areas + trays) == list(range(len(records)))
    selected = [sum(levels[row] > 0 for row in some) for some in (placed, areas, trays)]
    assert selected == [counts.placed, counts.areas, counts.unplaced]


@settings(max_examples=15)
@given(st.data())
def test_no_filter_but_the_day_changes_the_scene(gallery, any_filters, drawing):
    chosen = drawing.draw(any_filters)
    some, all_of_it = (
        layers.payload(view.build(gallery, filters), None) for filters in (chosen, Filters(known_on=chosen.known_on))
    )
    assert some["scene"] == all_of_it["scene"]


def test_levels_say_what_is_surely_and_what_possibly_shown(month_only):
    (level,) = of(month_only, start=date(2025, 11, 1), end=date(2025, 11, 5))["levels"]
    assert level == 1 and of(month_only)["levels"] == [2]


def test_the_reason_is_told_of_those_that_are_possibly_shown(month_only):
    payload = of(month_only, start=date(2025, 11, 1), end=date(2025, 11, 5))
    (reason,) = payload["reasons"]["of"]
    assert "may be outside the period" in reason and of(month_only)["reasons"]["of"] == []


def test_a_payload_is_json(everything):
    payload = layers.payload(everything, None)
    assert evaluated(html.script(payload)) == json.loads(json.dumps(payload, allow_nan=False))


def test_a_change_of_filter_is_small_and_the_scene_is_sent_once(everything):
    assert len(html.script(layers.payload(everything, "bs-2025-09-02-1"))) < 4_000
    assert len(scene.file(everything.known).compressed) < 20_000


def test_the_payload_says_where_the_scene_is(data):
    shown = view.build(data, Filters(known_on=date(2025, 12, 30)))
    assert layers.payload(shown, None)["scene"] == (
        f"../..{scene.PATH}?known_on=2025-12-30&lang=en&v={scene.file(shown.known).digest}"
    )


def test_a_scene_speaks_the_language_in_which_it_was_made(data):
    with language.spoken("es"):
        shown = view.build(data, Filters())
        assert "lang=es" in layers.payload(shown, None)["scene"]
        assert any("muertos" in record["detail"] for record in rows(drawn(shown)))


def test_strikes_of_the_same_area_share_it(everything):
    areas = drawn(everything)["areas"]
    assert len({(*area["center"], area["radius_km"]) for area in areas}) == len(areas)


def test_an_area_is_sent_as_its_centre_and_radius(across_180):
    (area,) = of(across_180)["areas"]
    assert (area["center"], area["radius_km"]) == ([-179.9, 5.0], 100.0)


def test_a_named_place_has_its_position(named_place):
    (port,) = [record for record in rows(of(named_place)) if record["id"] == "land-1-port"]
    assert port["place"] == [-66.93, 10.6] and port["parent"] == "land-1-operation"


def test_every_theatre_has_a_tray(data):
    assert set(scene.TRAYS) == set(filters.options(data.package)["theatre"])


def test_the_browser_gets_what_it_takes_to_add_up_a_tray(data):
    payload = of(data, kind=("boat_strike",))
    records, levels = rows(payload), payload["levels"]
    for tray in payload["trays"]:
        shown = [records[row] for row in tray["records"] if levels[row] > 0]
        strikes = [record for record in shown if record["role"] == "strike"]
        killed = sum(record["low"] or 0 for record in strikes)
        unplaced = view.build(data, Filters(kind=("boat_strike",), theatre=(tray["id"],))).records
        counts = view.count(unplaced[unplaced["precision"].map(view.PLACED) == "unplaced"])
        assert (len(strikes), killed) == (counts.strikes, counts.killed_min)


def test_a_tray_finds_the_outline_of_its_ocean(unplaced):
    ocean = shapely.box(-85, 10, -60, 20)
    (((shell,),),) = of(replace(unplaced, theatres={"caribbean": ocean}))["oceans"].values()
    assert shapely.Polygon(unpacked(shell)).equals(ocean)


def test_a_record_that_is_not_counted_is_marked(gallery):
    strikes = {record["id"]: record["role"] == "strike" for record in rows(of(gallery))}
    assert strikes == {"bs-1": True, "bs-2": True, "bs-3": True, "bs-4": True, "int-1": False, "land-1": False}


@pytest.mark.parametrize("attribution", style.FILLS)
def test_one_changed_value_changes_what_is_drawn(tiny, attribution):
    (record,) = rows(of(tiny({"attribution": attribution})))
    assert record["attribution"] == attribution and attribution in record["detail"]


def test_figures_are_those_of_the_day(revised):
    (early,), (late,) = (rows(of(revised, known_on=date(2025, 11, day))) for day in (4, 5))
    assert early["detail"].startswith("2 killed") and late["detail"].startswith("2–3 killed")


@pytest.mark.parametrize("deaths", [("0", "3"), ("4", "9"), ("", "12"), ("5", "")])
def test_the_size_of_a_symbol_follows_the_upper_figure_else_the_lower(tiny, deaths):
    low, high = deaths
    (record,) = rows(of(tiny({"killed_min": low, "killed_max": high})))
    assert record["step"] == style.step(int(high or low))


def test_zones_are_drawn_while_in_force_and_say_who_drew_them(zoned):
    (zone,) = of(zoned)["zones"]
    assert (zone["id"], zone["basis"]) == ("zone-1", "computed")
    assert of(zoned)["force"] == ["zone-1", "zone-2"] and of(zoned, start=date(2025, 10, 11))["force"] == ["zone-2"]


def test_the_blockade_is_there_to_be_hatched_once_it_was_declared(data):
    assert scene.BLOCKADE in of(data)["force"] and scene.BLOCKADE not in of(data, end=date(2025, 11, 30))["force"]
    assert [zone["id"] for zone in of(data)["zones"] if zone["territorial_sea"]] == [scene.TERRITORIAL_SEA]


def test_only_a_record_that_is_shown_can_be_selected(gallery):
    shown = view.build(gallery, Filters(kind=("boat_strike",)))
    assert [layers.payload(shown, record)["selected"] for record in ("bs-1", "int-1", None)] == ["bs-1", None, None]


def test_an_empty_view_draws_nothing(gallery):
    payload = of(gallery, q="no such word")
    assert set(payload["levels"]) == {-1}
    assert [payload[name] for name in ("question", "legs")] == [[], None]


def test_hostile_words_reach_the_map_as_data(hostile_data, hostile):
    shown = view.build(hostile_data(hostile), Filters())
    (record,) = rows(json.loads(scene.file(shown.known).content))
    assert hostile in record["title"]


def test_the_same_view_gives_the_same_payload(data, october):
    assert layers.payload(view.build(data, october), None) == layers.payload(view.build(data, replace(october)), None)


# answers and questions


NEAR = "VEN:24nm"


def test_an_answer_reaches_the_map_with_its_reason(unplaced):
    payload = of(unplaced, near=(NEAR,))
    assert payload["levels"] == [1] and payload["reasons"]["of"][0]


def test_the_place_asked_about_is_drawn_and_one_without_outline_only_named(unplaced):
    named, drawn = of(unplaced, area="-72,10,-70,12", waters=("beyond_200nm",))["question"]
    assert drawn["kind"] == "area" and len(drawn["outline"]) == 1 and drawn["label"]
    assert (named["kind"], named["outline"]) == ("waters", None) and named["label"]


# legs


STEP = {"vessel": "imo-1234567", "event": "boarded", "text": "It was boarded.", "record": "bs-1", "source": "source-1"}
CARIBBEAN = {"lat": "13", "lon": "-59", "uncertainty_km": "150", "location_basis": "As told"}
ICELAND = {"lat": "61", "lon": "-12", "uncertainty_km": "350", "location_basis": "As told"}
ANTIGUA = {"reference_name": "Antigua", "reference_lat": "17.1", "reference_lon": "-61.8", "reference_km": "500"}


@pytest.fixture(scope="module")
def chased(tiny):
    """A strike on a vessel that was seen in two places, and between them at a distance from a third."""
    steps = [
        {"occurred": "2025-12-20", "known_from": "2025-12-20", **CARIBBEAN},
        {"occurred": "2025-12-20", "known_from": "2025-12-21", **CARIBBEAN},
        {"occurred": "2025-12-21", "known_from": "2025-12-24", **ANTIGUA},
        {"occurred": "2026-01-07", "known_from": "2026-01-07", **ICELAND},
    ]
    return tiny(
        {"vessel": "imo-1234567"},
        vessels=[{"id": "imo-1234567", "name": "Marinera"}],
        vessel_events=[STEP | step | {"id": f"imo-1234567-e{n}"} for n, step in enumerate(steps, 1)],
        sources=[SOURCE],
    )


def legs_of(dataset, record="bs-1", **chosen):
    return layers.payload(view.build(dataset, Filters(**chosen)), record)["legs"]


def test_the_legs_are_those_of_the_chosen_record_only(chased):
    assert legs_of(chased, None) is None and len(legs_of(chased)["places"]) == 2


def test_what_happened_in_one_place_in_a_row_stands_there_once(chased):
    first, last = legs_of(chased)["places"]
    assert first["center"] == [-59.0, 13.0] and first["text"] == "It was boarded. It was boarded."
    assert first["label"].startswith("20 Dec 2025 · ") and last["label"].startswith("7 Jan 2026 · ")


def test_a_distance_without_a_direction_is_a_ring_and_no_place(chased):
    (ring,) = legs_of(chased)["rings"]
    assert (ring["center"], ring["radius_km"]) == ([-61.8, 17.1], 500.0)
    assert ring["label"] == "21 Dec 2025 · 500 km from Antigua, direction not given"


def test_a_leg_runs_from_rim_to_rim(chased):
    (line,) = legs_of(chased)["lines"]
    (x0, y0), *_, (x1, y1) = unpacked(line)
    assert WGS84.inv(-61.8, 17.1, x0, y0)[2] == pytest.approx(500_000, abs=150)
    assert WGS84.inv(-12, 61, x1, y1)[2] == pytest.approx(350_000, abs=150)


def test_the_legs_are_those_known_on_the_day(chased):
    early = legs_of(chased, known_on=date(2025, 12, 23))
    assert (len(early["places"]), early["rings"], early["lines"]) == (1, [], [])


def test_places_that_touch_are_not_joined(chased):
    near, far = legs_of(chased)["places"]
    assert legs._leg(near, near | {"center": [-58.0, 13.5]}) is None and legs._leg(near, far)


def test_a_record_with_a_distance_of_its_own_has_a_ring(tiny):
    (ring,) = legs_of(tiny(ANTIGUA))["rings"]
    assert ring["text"] == "International waters" and legs_of(tiny({})) is None
