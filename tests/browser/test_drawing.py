"""The map's drawing: where trays and pills stand, what can be drawn and chosen, and what Python is told."""

import json

import pytest
from playwright.sync_api import expect

from geo.uncertainty import WGS84
from tests.browser.conftest import POLLING, window

SHARED = (11.49, -105.3, 6.5)
CASES = {
    "opening": (1400, 900, None),
    "card open": (1400, 900, None),
    "phone": (390, 844, None),
    "Gulf of Venezuela": (1400, 900, (11.5, -71, 8)),
    "27 October": (1400, 900, SHARED),
    "Pacific": (1400, 900, (5, -115, 4)),
}
PANS = [(0, 0), (220, 0), (0, 160), (-440, 0), (0, -320)]
NOTHING = {"trayTray": 0, "trayPlaced": 0, "pillPill": 0, "pillSymbol": 0}
SPY = "() => { window.sent = []; Streamlit.setComponentValue = value => sent.push(value.last_active_drawing) }"


def go(frame, lat, lon, zoom):
    frame.evaluate("view => { map.setView([view[0], view[1]], view[2], {animate: false}) }", [lat, lon, zoom])


def settled(frame):
    """Wait until no tray glides, and give what the map says of itself."""
    frame.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')", polling=POLLING)
    return frame.evaluate("window.mapStats")


def listened(reader, address):
    """A map whose words to Python are kept in ``sent``."""
    frame = reader.open(address)
    frame.evaluate(SPY)
    return frame


def sent(frame):
    frame.wait_for_function("window.sent.length", polling=POLLING)
    return frame.evaluate("window.sent.at(-1)")


def at(frame, lat, lon):
    """Where a position lies in the window."""
    box = frame.locator("#map_div").bounding_box()
    x, y = frame.evaluate(
        "([lat, lon]) => { const {x, y} = map.latLngToContainerPoint([lat, lon]); return [x, y] }", [lat, lon]
    )
    return box["x"] + x, box["y"] + y


def switch(frame, words):
    frame.get_by_role("button", name="Layers").click()
    frame.get_by_label(words).check()


@pytest.mark.parametrize("case", CASES)
def test_nothing_lies_over_what_is_placed_however_the_map_is_moved(site, chromium, case):
    width, height, place = CASES[case]
    with window(chromium, width, height, has_touch=width < 600, is_mobile=width < 600) as opened:
        frame = opened.open(f"{site}/?record=bs-2025-09-02-1" if case == "card open" else f"{site}/")
        if place:
            go(frame, *place)
        for pan in PANS:
            frame.evaluate("by => { map.panBy(by, {animate: false}) }", list(pan))
            stats = settled(frame)
            assert stats["overlaps"] == NOTHING, pan
            assert stats["shown"] == stats["placed"] + stats["areas"] + stats["trays"] == 118


def test_a_tray_folds_and_opens_and_holds_the_same(site, reader):
    frame = reader.open(f"{site}/?kind=boat_strike")
    before = frame.evaluate("window.mapStats.trays")
    tray = frame.get_by_role("group", name="Eastern Pacific, position never published")
    expect(tray.locator(".cell:visible")).to_have_count(40)
    tray.locator(".bar").click()
    expect(tray.locator(".cell:visible")).to_have_count(0)
    tray.locator(".bar").click()
    expect(tray.locator(".cell:visible")).to_have_count(40)
    assert settled(frame)["trays"] == before


def test_a_tray_without_room_opens_below_the_map(site, reader):
    frame = reader.open(f"{site}/?theatre=caribbean")
    go(frame, 11.7, -71.2, 8.5)
    tray = frame.get_by_role("group", name="Caribbean, position never published")
    while tray.locator(".cell").first.is_hidden():
        tray.locator(".bar").click()
    expect(tray.locator(".cell").first).to_be_visible()
    assert settled(frame)["overlaps"] == NOTHING


def test_arrow_keys_walk_through_a_tray_in_order_of_date(site, reader):
    frame = reader.open(f"{site}/?kind=boat_strike&theatre=eastern_pacific")
    cells = frame.locator(".maritime-tray .cell:visible")
    cells.first.focus()
    reader.page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    reader.page.keyboard.press("End")
    expect(cells.last).to_be_focused()


def test_a_discs_outline_is_geodesic(site, reader):
    frame = reader.open(f"{site}/?kind=boat_strike")
    disc = frame.evaluate("maritime.disc([-179.9, 55], 600).map(({lat, lng}) => [lng, lat])")
    away = [WGS84.inv(-179.9, 55, lon, lat)[2] for lon, lat in disc]
    assert len(away) >= 72 and away == pytest.approx([600_000] * len(away), abs=1)


def test_crowded_targets_are_one_stack_that_lists_them_all(site, reader):
    frame = listened(reader, f"{site}/?start=2026-01-03&end=2026-01-03")
    stack = frame.locator(".maritime-pill", has_text="targets · 3 Jan 2026")
    count = int(stack.inner_text().split()[0])
    stack.focus()
    reader.page.keyboard.press("Enter")
    rows = frame.get_by_role("dialog").get_by_role("button")
    expect(rows).to_have_count(count)
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    assert sent(frame)["id"] == rows.nth(1).get_attribute("data-record")


def test_a_tap_on_a_shared_area_opens_the_list_at_once(site, chromium):
    with window(chromium, 390, 844, has_touch=True, is_mobile=True) as phone:
        frame = phone.open(f"{site}/?kind=boat_strike&start=2025-10-27&end=2025-10-27")
        go(frame, *SHARED[:2], 5)
        frame.locator("#map_div").scroll_into_view_if_needed()
        phone.page.touchscreen.tap(*at(frame, *SHARED[:2]))
        expect(frame.get_by_role("dialog").get_by_role("button")).to_have_count(3)
        expect(frame.get_by_role("tooltip")).to_be_hidden()


def test_escape_closes_the_list_first_and_then_the_card(site, reader):
    frame = listened(reader, f"{site}/?start=2026-01-03&end=2026-01-03")
    frame.locator(".maritime-pill", has_text="targets").click()
    expect(frame.get_by_role("dialog")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(frame.get_by_role("dialog")).to_have_count(0)
    assert frame.evaluate("window.sent") == []
    reader.page.keyboard.press("Escape")
    assert (sent(frame)["id"], sent(frame)["geometry"]) == ("", None)


def test_a_box_is_drawn_by_dragging_and_chooses_no_record(site, reader):
    frame = listened(reader, f"{site}/")
    frame.get_by_role("button", name="Draw a box").click()
    reader.page.mouse.move(*at(frame, 14, -66))
    reader.page.mouse.down()
    reader.page.mouse.move(*at(frame, 9, -60), steps=4)
    reader.page.mouse.up()
    drawing = sent(frame)
    (ring,) = drawing["geometry"]["coordinates"]
    assert (drawing["id"], drawing["geometry"]["type"], ring[0]) == ("area", "Polygon", ring[-1])
    corners = [[-66, 9], [-60, 9], [-60, 14], [-66, 14]]  # counter-clockwise
    assert all(got == pytest.approx(wanted, abs=0.2) for got, wanted in zip(ring[:-1], corners, strict=True))
    assert len(frame.evaluate("window.sent")) == 1


def test_a_polygon_is_drawn_corner_by_corner(site, reader):
    frame = listened(reader, f"{site}/")
    frame.get_by_role("button", name="Draw a polygon").click()
    for lat, lon in ((14, -66), (9, -66), (0, -100), (9, -60)):
        reader.page.mouse.click(*at(frame, lat, lon))
        if lat == 0:
            reader.page.keyboard.press("Backspace")
    reader.page.keyboard.press("Enter")
    (ring,) = sent(frame)["geometry"]["coordinates"]
    assert len(ring) == 4 and max(lon for lon, _ in ring) == pytest.approx(-60, abs=0.2)


def test_escape_puts_the_tool_down_and_draws_nothing(site, reader):
    frame = listened(reader, f"{site}/")
    frame.get_by_role("button", name="Draw a polygon").click()
    reader.page.mouse.click(*at(frame, 14, -66))
    reader.page.keyboard.press("Escape")
    expect(frame.get_by_role("status")).to_be_hidden()
    assert frame.evaluate("window.sent") == []


def test_the_hatch_says_that_it_illustrates_and_is_off_until_asked_for(site, reader):
    frame = reader.open(f"{site}/")
    hatch = frame.locator("path.is-illustration")
    expect(hatch).to_be_hidden()
    switch(frame, "Illustrative hatch")
    expect(hatch).to_be_visible()
    expect(frame.get_by_text("Illustrative: no boundary of the blockade was ever published")).to_be_visible()
    assert frame.evaluate("window.mapStats.zones") == 6


def test_limits_of_waters_are_fetched_once_and_only_when_switched_on(site, reader):
    line = {"type": "MultiLineString", "coordinates": [[[-75, 14], [-60, 14]]]}
    features = [{"type": "Feature", "properties": {"nm": nm}, "geometry": line} for nm in (12, 24, 200)]
    asked = []

    def answer(route):
        asked.append(route.request.url)
        body = json.dumps({"type": "FeatureCollection", "features": features})
        route.fulfill(body=body, content_type="application/json")

    reader.page.context.route("**/limits.geojson?*", answer)
    frame = reader.open(f"{site}/")
    assert asked == []
    switch(frame, "Limits of waters")
    expect(frame.locator("path.maritime-water")).to_have_count(1)  # 12 and 24 nm come closer in
    go(frame, 14, -68, 7)
    expect(frame.locator("path.maritime-water")).to_have_count(3)
    assert len(asked) == 1
