"""axe-core finds nothing serious on any page, in either theme and either language, nor in what opens on demand."""

import json
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import POLLING, Reader, window

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = "axe.run(document, {resultTypes: ['violations'], iframes: false}).then(({violations}) => violations)"
SERIOUS = ("serious", "critical")
RECORD = "bs-2025-09-02-1"

DRAWN = {
    "/": "dl.counts",
    "/timeline": ".stVegaLiteChart canvas, .stVegaLiteChart svg",
    "/records": "[data-testid=stDataFrame] canvas",
    "/report": "table.voices",
    "/about": ".contents",
}
"""What each page has once it is drawn, by its path."""

QUIET = """() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true]')
    && document.getAnimations().every(one => one.playState !== 'running')"""


def address(path: str, language: str, query: str = "") -> str:
    parts = [query, "lang=es" if language == "es" else "", "near=VEN:24nm" if path == "/report" else ""]
    return f"{path}?{'&'.join(filter(None, parts))}"


def open_page(reader: Reader, site: str, path: str, language: str = "en", query: str = "") -> Page:
    """Open a page and wait until all of it stands still."""
    page = reader.page
    page.goto(site + address(path, language, query))
    page.wait_for_selector(DRAWN[path], state="attached")
    if path == "/":
        reader.map()
    return still(page)


def still(page: Page) -> Page:
    page.wait_for_function(QUIET, polling=POLLING)
    return page


def faults(page: Page) -> list[str]:
    """What axe finds serious in the page and in the map's frame, each with the elements it names."""
    frames = [frame for frame in page.frames if frame.url.startswith("http")]
    return [told for frame in frames for told in _faults(frame)]


def _faults(frame: Frame) -> list[str]:
    frame.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')", polling=POLLING)
    if not frame.evaluate("'axe' in window"):
        frame.evaluate(AXE)
    found = [fault for fault in frame.evaluate(RUN) if fault["impact"] in SERIOUS]
    return [_told(fault) for fault in found]


def _told(fault: dict) -> str:
    nodes = [{"html": node["html"][:160], "why": node["failureSummary"][:220]} for node in fault["nodes"][:4]]
    return json.dumps({fault["id"]: nodes}, indent=1)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault(site, chromium, scheme, language):
    with window(chromium, color_scheme=scheme) as reader:
        for path in DRAWN:
            found = faults(open_page(reader, site, path, language))
            assert not found, f"{path}\n" + "\n".join(found)
        assert reader.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_record_a_day_gone_back_to_and_an_embedded_map_have_none(site, chromium, scheme):
    with window(chromium, color_scheme=scheme) as reader:
        for path, query in (
            ("/", f"record={RECORD}&known_on=2026-01-02&kind=boat_strike&near=VEN:200nm"),
            ("/records", f"record={RECORD}&data=2025.1.1"),
        ):
            page = open_page(reader, site, path, query=query)
            expect(page.locator(f".card[data-record='{RECORD}']")).to_be_visible()
            assert not (found := faults(page)), f"{path}?{query}\n" + "\n".join(found)
        reader.open(f"{site}/?embed=true")
        assert not (found := faults(still(reader.page))), "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_on_demand_has_none(site, chromium, scheme):
    with window(chromium, color_scheme=scheme) as reader:
        page = open_page(reader, site, "/")
        frame = reader.map()
        frame.get_by_role("button", name="Layers").click()
        page.get_by_test_id("stSidebar").get_by_text("In a place").click()
        page.get_by_text("The same records as a table").click()
        page.get_by_label("Distance from").wait_for()
        page.wait_for_selector(DRAWN["/records"])
        assert not (found := faults(still(page))), "\n".join(found)
        frame.get_by_role("button", name="Go to a place or position").click()
        frame.get_by_role("combobox").press_sequentially("cur")
        page.locator(".st-key-share button").click()
        page.get_by_role("button", name="Copy the link").wait_for()
        assert not (found := faults(still(page))), "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_none(site, chromium, scheme):
    with window(chromium, 390, 844, has_touch=True, is_mobile=True, color_scheme=scheme) as reader:
        page = open_page(reader, site, "/", query=f"record={RECORD}")
        expect(page.locator(f".card[data-record='{RECORD}']")).to_be_visible()
        assert not (found := faults(page)), "\n".join(found)
