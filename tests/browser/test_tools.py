"""Tools at hand on the map: positions, ruler, go to, the view in the address, theme, online maps, embedding."""

import math
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread

import axe_playwright_python
import pytest
from playwright.sync_api import expect
from pyproj import Geod

from geo.headers import MAP_FRAME
from geo.maps.basemap import FOLDER
from tests.browser.conftest import POLLING, window

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
WGS84 = Geod(ellps="WGS84")
LONE = ("words.js", "geodesic.js", "distance.js", "degrees.js")
"""Scripts that know nothing of the map."""


@pytest.fixture(scope="module")
def lone(chromium):
    """An empty page with the scripts that reckon."""
    page = chromium.new_page()
    for name in LONE:
        page.add_script_tag(path=FOLDER / name)
    yield page
    page.close()


LINES = [
    ((-66.9, 10.6), (-71.6, 10.7)),
    ((-81.5, 12.4), (-81.5, 12.4)),
    ((-109.0, 3.0), (-60.0, 25.0)),
    ((170.0, 10.0), (-170.0, -5.0)),
    ((-179.9, 52.0), (179.9, 51.0)),
    ((0.0, 0.0), (90.0, 0.0)),
    ((-70.0, 0.0), (-70.0, 60.0)),
    ((0.0, 0.5), (179.7, -0.4)),
    ((10.0, 0.0), (-170.0, 0.0)),
    ((20.0, 40.0), (-160.0, -40.0)),
]


@pytest.mark.parametrize(("start", "end"), LINES)
def test_the_ruler_measures_as_pyproj_does(lone, start, end):
    azimuth, _, metres = WGS84.inv(*start, *end)
    measured = lone.evaluate("([a, b]) => maritime.between(a, b)", [start, end])
    assert measured["metres"] == pytest.approx(metres, rel=1e-3, abs=0.001)
    if 0 < metres < 19_000_000:
        assert measured["metres"] == pytest.approx(metres, rel=1e-8)
        assert math.cos(math.radians(measured["azimuth"] - azimuth)) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(("start", "end"), LINES[2:7])
def test_a_course_follows_the_shortest_way_and_ends_where_it_should(lone, start, end):
    course = lone.evaluate("([a, b]) => maritime.course(a, b)", [start, end])
    assert course[0] == list(start)
    assert (course[-1][0] - end[0]) % 360 == pytest.approx(0, abs=1e-9) and course[-1][1] == end[1]
    legs = [WGS84.inv(*one, *other)[2] for one, other in pairwise(course)]
    assert sum(legs) == pytest.approx(WGS84.inv(*start, *end)[2], rel=1e-6) and max(legs) <= 50_001
    assert max(abs(one[0] - other[0]) for one, other in pairwise(course)) < 5


@pytest.mark.parametrize(
    "text",
    [
        "12.4, -81.5",
        "12.4 -81.5",
        "12.4,-81.5",
        "12,4 -81,5",
        "12,4; -81,5",
        "12,4, -81,5",
        "12.4° N, 81.5° W",
        "N 12.4 W 81.5",
        "81.5 W 12.4 N",
        "12° 24.00′ N 081° 30.00′ W",
        "12° 24,00′ N 081° 30,00′ O",
        "12°24'N 81°30'W",
        "12 24 N 81 30 W",
        "12 24 00 N, 81 30 00 W",
        "12°24'0\"N 81°30'0\"W",
        "12°24’00”N, 081°30’00”O",
        "12,4 norte 81,5 oeste",
        "lat 12.4 lon -81.5",
        "12.4000°, −81.5000°",
        "n12.4 w81.5",
    ],
)
def test_a_position_is_read_in_any_usual_writing(lone, text):
    read = lone.evaluate("text => maritime.position(text)", text)
    assert read == {"lat": pytest.approx(12.4), "lng": pytest.approx(-81.5)}


@pytest.mark.parametrize(
    "text",
    [
        *("", "Caracas", "12.4", "91 10", "12 200", "12 N 81 N", "-12 S 81 W", "12 75 N 81 30 W", "1 2 3"),
        *("12,4,81,5,3", "E 12 W 81", "12 N 81", "<b>12.4</b>, 81", "12.4.5, 81", "12' 24°, 81", "12..4 81"),
        *("NaN NaN", "1e3 5"),
    ],
)
def test_what_is_no_position_is_not_taken_for_one(lone, text):
    assert lone.evaluate("text => maritime.position(text)", text) is None


@pytest.mark.parametrize(
    ("lat", "lon", "decimal", "minutes"),
    [
        (12.4, -81.5, "12.4000°, −81.5000°", "12° 24.00′ N\u2002081° 30.00′ W"),
        (-0.99999999, 179.99999, "−1.0000°, 180.0000°", "01° 00.00′ S\u2002180° 00.00′ E"),
        (5.5, 190.25, "5.5000°, −169.7500°", "05° 30.00′ N\u2002169° 45.00′ W"),
    ],
)
def test_a_position_is_written_as_mariners_do(lone, lat, lon, decimal, minutes):
    written = "([lat, lng]) => [maritime.decimal({lat, lng}), maritime.minutes({lat, lng})]"
    assert lone.evaluate(written, [lat, lon]) == [decimal, minutes]
    read = lone.evaluate("([text]) => maritime.position(text)", [minutes])
    assert read["lat"] == pytest.approx(lat, abs=1e-4) and (read["lng"] - lon) % 360 == pytest.approx(0, abs=1e-3)


SETTLED = "at => window.parent.location.search.includes(at)"


def centre(frame) -> list[float]:
    return frame.evaluate("[maritime.map.getCenter().lat, maritime.map.getCenter().lng, maritime.map.getZoom()]")


def drag(page, frame, right: int, down: int) -> None:
    """Pull the map with the pointer, from open sea."""
    box = frame.locator("#map_div").bounding_box()
    x, y = box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.85
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2)
    page.mouse.move(x + right, y + down, steps=3)
    page.wait_for_timeout(300)  # no throw
    page.mouse.up()


def tool(frame, name: str):
    return frame.get_by_role("button", name=name)


def test_where_the_reader_looks_is_in_the_address_and_comes_back_elsewhere(site, reader, chromium):
    frame = reader.open(f"{site}/?kind=boat_strike")
    assert "at=" not in reader.page.url
    drag(reader.page, frame, -150, -60)
    frame.wait_for_function(SETTLED, arg="at=", polling=POLLING)
    tool(frame, "Zoom in").click()
    frame.wait_for_function(SETTLED, arg=",5.50", polling=POLLING)
    assert "kind=boat_strike" in reader.page.url
    seen = centre(frame)
    with window(chromium) as other:
        again = other.open(reader.page.url)
        other.page.wait_for_timeout(800)
        assert centre(again) == pytest.approx(seen, abs=5e-5)
        assert other.page.url == reader.page.url
    tool(frame, "Back to the whole map").click()
    frame.wait_for_function("() => !window.parent.location.search.includes('at=')", polling=POLLING)
    assert reader.errors == []


@pytest.mark.parametrize("at", [[15.4321, -70.1234, 5.37], [83.9, -214, 1.5]])
def test_any_view_that_an_address_may_hold_is_taken_or_left_in_peace(site, reader, at):
    frame = reader.open(f"{site}/?at={','.join(map(str, at))}")
    if at[2] > 2:
        assert centre(frame) == pytest.approx(at, abs=1e-6)
    moves = """() => new Promise(done => {
        let moves = 0;
        maritime.map.on("moveend", () => { moves += 1; });
        setTimeout(() => done(moves), 900);
    })"""
    assert frame.evaluate(moves) < 5 and reader.errors == []


@pytest.mark.parametrize("at", ["91,0,5", "12,13", "12,-81,99", "<b>,1,5", "NaN,1,5", "1e1,2,5", ""])
def test_a_broken_view_in_the_address_does_no_harm(site, reader, at):
    frame = reader.open(f"{site}/?at={at}")
    assert centre(frame)[:2] == pytest.approx([12.4, -81.5], abs=1e-6)
    assert reader.errors == []


def test_a_view_that_the_page_drops_is_put_back_and_back_brings_the_earlier_one(site, reader):
    frame = reader.open(f"{site}/?at=15.0000,-70.0000,5.00")
    assert centre(frame) == [15, -70, 5]
    drag(reader.page, frame, 100, 0)
    moved = "() => !window.parent.location.search.includes('at=15.0000,-70.0000')"
    frame.wait_for_function(moved, polling=POLLING)
    at = reader.page.url.split("at=")[1]
    reader.page.evaluate("history.pushState(history.state, '', '?kind=boat_strike')")
    frame.wait_for_function(SETTLED, arg=f"at={at}", polling=POLLING)
    reader.page.evaluate("history.pushState(history.state, '', '?kind=boat_strike&at=9.0000,-60.0000,6.00')")
    reader.page.go_back()
    frame.wait_for_function(SETTLED, arg=f"at={at}", polling=POLLING)


def test_the_map_has_a_theme_of_its_own_in_the_address(site, reader):
    frame = reader.open(f"{site}/?theme=dark")
    theme = "document.documentElement.dataset.theme"
    assert frame.evaluate(theme) == "dark"
    assert (
        frame.evaluate("getComputedStyle(document.querySelector('.maritime-legend')).backgroundColor")
        == "rgb(16, 25, 30)"
    )
    tool(frame, "Layers").click()
    frame.get_by_label("Light", exact=True).check()
    assert frame.evaluate(theme) == "light" and "theme=light" in reader.page.url
    frame.get_by_label("As the page").check()
    assert "theme=" not in reader.page.url


def test_the_ruler_measures_and_the_keyboard_measures_too(site, reader):
    frame = reader.open(f"{site}/")
    tool(frame, "Measure distances").click()
    expect(tool(frame, "Measure distances")).to_have_attribute("aria-pressed", "true")
    reader.page.keyboard.press("Space")
    reader.page.keyboard.press("ArrowRight")
    arrived = "maritime.map.getCenter().lng > -81.4 && !maritime.map._panAnim?._inProgress"
    frame.wait_for_function(arrived, polling=POLLING)
    end = centre(frame)
    reader.page.keyboard.press("Space")
    metres = WGS84.inv(-81.5, 12.4, end[1], end[0])[2]
    assert frame.evaluate("maritime.measured()") == pytest.approx(metres, rel=1e-6)
    told = frame.locator(".maritime-hint").inner_text()
    assert f"{round(metres / 1852):,} nm ({round(metres / 1000):,} km)" in told and "bearing 0" in told
    reader.page.keyboard.press("Escape")
    assert frame.locator("path.maritime-ruler").count() == 0
    assert reader.errors == []


def test_go_to_finds_places_and_positions_and_says_what_it_understands(site, reader):
    frame = reader.open(f"{site}/")
    tool(frame, "Go to a place or position").click()
    field = frame.get_by_role("combobox")
    field.fill("curacao")
    expect(frame.get_by_role("option")).to_contain_text(["Curaçao"])
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "maritime-found-0"
    field.press("Enter")
    status = frame.locator(".maritime-goto p")
    expect(status).to_contain_text("Curaçao: 12°")
    field.fill("12,4 N 81,5 O")
    field.press("Enter")
    expect(status).to_contain_text("At 12° 24.00′ N")
    frame.wait_for_function("Math.abs(maritime.map.getCenter().lat - 12.4) < 1e-3", polling=POLLING)
    assert frame.locator(".maritime-found").count() == 1
    field.fill("somewhere")
    field.press("Enter")
    expect(status).to_contain_text("Write the name of a place")
    field.fill("<img src=x onerror=alert(1)>")
    field.press("Enter")
    field.press("Escape")
    expect(frame.locator(".maritime-goto")).to_be_hidden()
    assert reader.errors == []


def test_the_position_under_the_pointer_is_told_and_copied(site, chromium):
    with window(chromium, permissions=["clipboard-read", "clipboard-write"]) as reader:
        frame = reader.open(f"{site}/?at=12.0000,-75.0000,6.00")
        strip = frame.locator(".maritime-position")
        width = strip.bounding_box()["width"]
        box = frame.locator("#map_div").bounding_box()
        reader.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(strip).to_contain_text(re.compile(r"11° 59\.|12° 00\."))  # a pixel is half a minute
        expect(strip).to_contain_text("−75.0")
        assert strip.bounding_box()["width"] == width
        strip.focus()
        reader.page.keyboard.press("Enter")
        expect(strip).to_contain_text("Copied")
        lat, lon = map(float, reader.page.evaluate("navigator.clipboard.readText()").split(", "))
        assert lat == pytest.approx(12, abs=0.05) and lon == pytest.approx(-75, abs=0.05)


def test_the_graticule_is_drawn_on_request_and_named(site, reader):
    frame = reader.open(f"{site}/")
    tool(frame, "Layers").click()
    frame.get_by_label("Graticule").check()
    assert frame.locator("path.maritime-graticule").count() == 1
    assert {"10° N", "80° W"} <= set(frame.locator(".maritime-degrees span").all_inner_texts())


def test_full_screen_takes_the_map_and_the_card(site, reader):
    frame = reader.open(f"{site}/")
    tool(frame, "Full screen").click()
    reader.page.wait_for_function("document.fullscreenElement?.matches('.st-key-stage')", polling=POLLING)
    frame.wait_for_function("window.innerHeight === window.parent.innerHeight", polling=POLLING)
    tool(frame, "Full screen").click()
    reader.page.wait_for_function("!document.fullscreenElement", polling=POLLING)


TILE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00"
    b"\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


def tiles(reader) -> list[dict[str, str]]:
    """The requests for tiles so far and from now on, each answered with one pixel."""
    asked: list[dict[str, str]] = []

    def answer(route):
        asked.append({"url": route.request.url, **route.request.all_headers()})
        route.fulfill(body=TILE, content_type="image/png")

    reader.page.context.route("https://tile*.open*map.org/**", answer)
    return asked


def test_an_online_map_is_asked_of_its_host_only_after_a_word_and_a_yes(site, reader):
    asked = tiles(reader)
    frame = reader.open(f"{site}/")
    tool(frame, "Layers").click()
    frame.get_by_label("OpenStreetMap").click()
    expect(frame.get_by_role("alertdialog")).to_contain_text("Tiles come from tile.openstreetmap.org. It learns")
    tool(frame, "No, stay with this map").click()
    assert asked == [] and "tiles" not in reader.page.url
    expect(frame.get_by_label("OpenStreetMap")).not_to_be_checked()
    frame.get_by_label("OpenStreetMap").click()
    with reader.page.expect_navigation():
        tool(frame, "Load tiles").click()
    frame = reader.map()
    frame.wait_for_function("document.querySelectorAll('.leaflet-tile-loaded').length > 3", polling=POLLING)
    assert "tiles=osm" in reader.page.url
    assert {request["url"].split("/")[2] for request in asked} == {"tile.openstreetmap.org"}
    assert {request.get("referer") for request in asked} == {f"{site}/"}  # its name, not what is looked at
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text("© OpenStreetMap")
    assert reader.foreign == [] and reader.errors == []


def test_an_address_with_tiles_asks_each_reader_first(site, reader):
    asked = tiles(reader)
    frame = reader.open(f"{site}/?tiles=osm")
    expect(frame.get_by_role("alertdialog")).to_be_visible()
    assert asked == []
    tool(frame, "No, stay with this map").click()
    assert "tiles" not in reader.page.url


@pytest.mark.parametrize("query", ["", "?tiles=other", "?tiles=osm,other"])
def test_without_a_known_choice_no_tile_can_be_loaded(site, reader, query):
    asked = tiles(reader)
    frame = reader.open(f"{site}/{query}")
    assert frame.get_by_role("alertdialog").count() == 0
    blocked = """() => new Promise(done => {
        document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
        new Image().src = "https://tile.openstreetmap.org/0/0/0.png";
    })"""
    assert frame.evaluate(blocked) == "img-src"
    assert asked == []


@pytest.fixture(scope="module")
def other_site(site):
    """A server of another origin, whose page at any path frames our address of that path."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(
                f"<iframe src='{site}{self.path}' width='900' height='700' allowfullscreen></iframe>".encode()
            )

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_another_site_frames_the_embedded_map(other_site, chromium):
    with window(chromium) as reader:
        reader.page.goto(f"{other_site}/?embed=true")
        ours = reader.page.wait_for_selector("iframe").content_frame()
        frame = ours.wait_for_selector("iframe[title*='folium']").content_frame()
        frame.wait_for_function("window.mapStats", polling=POLLING)
        assert frame.locator(".leaflet-top button").count() == 4
        assert reader.errors == []


@pytest.mark.parametrize("path", ["/", "/report?embed=true", MAP_FRAME])
def test_another_site_frames_nothing_else(other_site, chromium, path):
    with window(chromium) as reader:
        refused = []
        reader.page.on("console", lambda message: refused.append(message.text))
        reader.page.goto(f"{other_site}{path}")
        reader.page.wait_for_timeout(1500)
        assert reader.page.frames[1].url.startswith("chrome-error:")
        assert any("frame-ancestors" in text for text in refused)


def test_the_map_listens_to_its_own_page_alone(site, reader):
    frame = reader.open(f"{site}/")
    message = "{isStreamlitMessage: true, type: 'streamlit:render', args: {feature_group: 'window.attacked = 1;'}}"
    frame.evaluate(
        f"window.dispatchEvent(new MessageEvent('message', {{data: {message}, origin: 'https://other.example'}}))"
    )
    assert frame.evaluate("window.attacked") is None


@pytest.mark.parametrize(("width", "theme"), [(1400, "light"), (1400, "dark"), (390, "light")])
def test_axe_finds_nothing_serious_in_the_maps_tools(site, chromium, width, theme):
    with window(chromium, width=width, has_touch=width < 600) as reader:
        frame = reader.open(f"{site}/?theme={theme}")
        if width < 600:
            tool(frame, "More tools").click()
        else:
            tool(frame, "Go to a place or position").click()
            frame.get_by_role("combobox").fill("a")
            tool(frame, "Layers").click()
        frame.add_script_tag(path=AXE)
        found = frame.evaluate("() => axe.run(document)")["violations"]
        grave = [fault for fault in found if fault["impact"] in ("serious", "critical")]
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in grave] == []


def test_a_narrow_frame_keeps_its_tools_behind_one_button(site, chromium):
    with window(chromium, width=390, height=844, has_touch=True) as reader:
        frame = reader.open(f"{site}/")
        assert frame.locator(".leaflet-top button:visible").count() == 3
        tool(frame, "More tools").tap()
        tool(frame, "Measure distances").tap()
        box = frame.locator("#map_div").bounding_box()
        for x, y in ((120, 300), (260, 330)):
            reader.page.touchscreen.tap(box["x"] + x, box["y"] + y)
            reader.page.wait_for_timeout(400)
        expect(frame.locator(".maritime-hint strong")).to_contain_text("nm")
        assert reader.errors == []
