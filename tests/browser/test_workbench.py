"""The Workbench as its reader uses it: a file is given, drawn, filtered, told row by row, taken away, and private."""

from datetime import date, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pyarrow.csv as arrow
import pytest
from playwright.sync_api import Frame, Page, expect

from geo import ingest
from geo.export import bulk
from geo.maps import private
from geo.overlay import Asked, Overlay
from tests.browser.conftest import POLLING, Reader, window
from tests.browser.test_accessible import faults, still

ATTACK = "<img src=x onerror=alert(1)>`${alert(2)}`"
FIRST = date(2025, 10, 1)
FLAGS = ("Panama", "Liberia", "Venezuela")


def rows() -> str:
    """Sixty vessels on a grid of the Caribbean, one a day; the first attacks."""
    lines = ["name,flag,date,lat,lon"]
    for n in range(60):
        name = f'"{ATTACK}"' if n == 0 else f"Vessel {n}"
        lat, lon = 12 + n // 10 * 1.2, -76 + n % 10 * 1.5
        lines.append(f"{name},{FLAGS[n % 3]},{FIRST + timedelta(days=n)},{lat:.1f},{lon:.1f}")
    return "\n".join(lines)


GIVEN = {"name": "vessels.csv", "mimeType": "text/csv", "buffer": rows().encode()}


def give(reader: Reader, site: str, given: dict = GIVEN, query: str = "") -> Frame:
    """Give the file and wait until its rows are on the map."""
    reader.page.goto(f"{site}/workbench{query}")
    reader.page.locator("input[type=file]").set_input_files(given)
    frame = reader.page.wait_for_selector("iframe[title*='folium']").content_frame()
    drawn(frame, "stats.rows > 0")
    still(reader.page)
    return frame


def drawn(frame: Frame, condition: str) -> dict:
    """What the map says of the rows, once the condition holds for its ``stats``."""
    frame.wait_for_function(f"window.pointStats && ((stats) => {condition})(window.pointStats)", polling=POLLING)
    return frame.evaluate("window.pointStats")


def library() -> Overlay:
    return Overlay(ingest.read(GIVEN["buffer"], GIVEN["name"]), ingest.NO_DAY)


def spot(page: Page, frame: Frame, lat: float, lon: float) -> tuple[float, float]:
    """Where a place of the map is on the page."""
    at = frame.evaluate("place => maritime.map.latLngToContainerPoint(place)", [lat, lon])
    box = page.locator("iframe[title*='folium']").bounding_box()
    return box["x"] + at["x"], box["y"] + at["y"]


def test_a_file_is_drawn_and_its_bytes_stay_with_its_session(site, reader, chromium):
    asked: list[tuple[str, str]] = []

    def note(request):
        if private.PATH in request.url:
            asked.append((request.url, request.headers.get(private.KEY, "")))

    reader.page.on("request", note)
    frame = give(reader, site)
    stats = drawn(frame, "stats.shown === 60")
    assert stats["mode"] == "marks" and stats["seen"] == 60
    expect(frame.get_by_label("Legend of your rows")).to_contain_text("Your rows60")
    expect(reader.page.locator(".own-head")).to_contain_text("60 of 60 rows shown")
    (address, key), *_ = asked
    assert key and key not in address
    with urlopen(Request(address, headers={private.KEY: key})) as answer:
        assert answer.read(4) == b"MPT1" and answer.headers["cache-control"] == "no-store"
    with window(chromium) as other:
        give(other, site, GIVEN | {"buffer": rows().replace("Vessel 7", "Another").encode()})
        status = other.page.evaluate("address => fetch(address).then((answer) => answer.status)", address)
    assert status == 404
    with pytest.raises(HTTPError):
        urlopen(address)
    assert reader.foreign == [] and reader.errors == []


def test_the_time_bar_filters_as_the_library_does_before_and_after_the_server_has_heard(site, reader):
    frame = give(reader, site)
    end = FIRST + timedelta(days=20)
    wanted = int(library().within(None, end).sum())
    days = (end - date(1970, 1, 1)).days
    assert frame.evaluate(f"maritime.showPeriod(null, {days})") == wanted
    reader.page.get_by_label("To", exact=True).fill(str(end))
    reader.page.get_by_label("To", exact=True).press("Enter")
    drawn(frame, f"stats.shown === {wanted} && stats.sequence > 1 && stats.seen === {wanted}")
    expect(reader.page.locator(".own-head")).to_contain_text(f"{wanted} of 60 rows shown")
    expect(reader.page.locator(".beside-words .told")).to_have_text(f"{wanted} of 60 rows")


def test_pointing_at_a_row_tells_it_and_a_click_opens_its_card_as_text(site, reader):
    frame = give(reader, site)
    frame.evaluate("maritime.map.setView([12.5, -77], 6, {animate: false})")  # away from what stands on the map
    told = frame.locator(".maritime-tooltip strong")
    for turn in range(60):  # while the map still finds its frame and its size, the row is elsewhere
        x, y = spot(reader.page, frame, 12, -76)
        reader.page.mouse.move(x - turn % 2, y)
        reader.page.wait_for_timeout(3 * POLLING)
        if told.is_visible():
            break
    expect(told).to_have_text(ATTACK)
    reader.page.mouse.click(x, y)
    card = reader.page.locator("article.card")
    expect(card.locator("h3")).to_have_text(ATTACK)
    expect(card).to_contain_text("Panama")
    expect(card).to_contain_text("nm from")
    assert frame.evaluate("document.querySelectorAll('img').length") == 0 and reader.errors == []
    reader.page.get_by_role("button", name="Close").click()
    expect(card).to_have_count(0)


def test_text_and_values_choose_rows_and_the_files_hold_exactly_those(site, reader):
    frame = give(reader, site)
    page = reader.page
    page.get_by_label("Search your rows").fill("vessel 1")
    page.get_by_label("Search your rows").press("Enter")
    drawn(frame, "stats.shown === 11")
    page.get_by_role("combobox", name="Tell your rows apart by").press("ArrowDown")
    page.get_by_role("option", name="Apart by flag").click()
    expect(frame.get_by_label("Legend of your rows")).to_contain_text("Liberia")
    page.get_by_role("combobox", name="Only rows with these values").press("ArrowDown")
    page.get_by_role("option", name="Liberia").click()
    asked = Asked("vessel 1", "flag", ("Liberia",))
    found = library()
    wanted = found.shown(asked)
    drawn(frame, f"stats.shown === {int(wanted.sum())}")
    for ending in ("csv", "geojson"):
        with page.expect_download() as download:
            page.locator(f"[class*=st-key-own-file-{ending}] button").click()
        assert download.value.path().read_bytes() == bulk.find(ending).write(bulk.Writer(found.layer), wanted)


def test_added_columns_are_in_the_file(site, reader):
    give(reader, site)
    reader.page.get_by_role("button", name="Add waters and zones").click()
    expect(reader.page.get_by_role("button", name="Add waters and zones")).to_have_count(0)
    still(reader.page)
    with reader.page.expect_download() as download:
        reader.page.locator("[class*=st-key-own-file-csv] button").click()
    table = arrow.read_csv(download.value.path())
    assert {"waters", "nearest_state", "coast_nm", "zones"} <= set(table.column_names) and table.num_rows == 60


def test_a_refused_file_gives_its_sentence_and_the_app_goes_on(site, reader):
    page = reader.page
    page.goto(f"{site}/workbench")
    page.locator("input[type=file]").set_input_files(
        {"name": "picture.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(500)}
    )
    expect(page.get_by_role("alert").filter(has_text="picture.csv")).to_be_visible()
    page.locator("input[type=file]").set_input_files(GIVEN)
    frame = page.wait_for_selector("iframe[title*='folium']").content_frame()
    drawn(frame, "stats.shown === 60")
    assert reader.errors == []


def test_a_file_is_let_go_of_at_a_click(site, reader):
    give(reader, site)
    reader.page.get_by_text("The file and its columns").click()
    reader.page.get_by_role("button", name="Let go of this file").click()
    expect(reader.page.get_by_role("button", name="Try it with a small sample")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_serious_fault_before_and_with_a_file(site, chromium, scheme):
    with window(chromium, color_scheme=scheme) as reader:
        reader.page.goto(f"{site}/workbench")
        reader.page.get_by_role("button", name="Try it with a small sample").wait_for()
        assert not (found := faults(still(reader.page))), "\n".join(found)
        give(reader, site)
        reader.page.get_by_text("How it was read").or_(reader.page.get_by_text("Reading found nothing amiss")).click()
        assert not (found := faults(still(reader.page))), "\n".join(found)
