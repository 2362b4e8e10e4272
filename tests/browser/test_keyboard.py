"""All of it with the keyboard alone: nothing here points at anything."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from geo import dataset, export, figures, filters, language, view
from tests.browser.conftest import POLLING, window

MOST = 150
"""Presses of the tab key in which everything must be reached."""

FOCUSED = """([wanted, name]) => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement || element?.contentDocument?.activeElement) {
        element = (element.shadowRoot || element.contentDocument).activeElement;
    }
    const called = element.getAttribute("aria-label") || element.value || element.textContent || "";
    return element.matches(wanted) && called.trim().startsWith(name);
}"""
"""Whether what has the focus, in whatever part or frame, is of this sort and called so."""

OUTLINED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement || element?.contentDocument?.activeElement) {
        element = (element.shadowRoot || element.contentDocument).activeElement;
    }
    const around = [element, element.parentElement, element.closest("label"), element.closest(".stDataFrame")];
    const looks = around.filter(Boolean).flatMap((one) => [null, "::before", "::after"].map((part) =>
        element.ownerDocument.defaultView.getComputedStyle(one, part)));
    return element.matches(":focus-visible") && looks.some((look) => look.boxShadow !== "none"
        || (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 1) || parseFloat(look.strokeWidth) > 3);
}"""
"""Whether it can be seen that it has the focus: by an outline, its shadow or, in a drawing, its stroke."""

SAYS = """told => Object.entries(told).every(([name, text]) =>
    document.querySelector(`[data-live=${name}]`)?.textContent === text)"""


def reach(page: Page, wanted: str, name: str = "", key: str = "Tab") -> None:
    """Press the tab key until this has the focus, and see that it shows."""
    for _ in range(MOST):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED, [wanted, name]):
            assert page.evaluate(OUTLINED), f"the focus on {wanted} {name} cannot be seen"
            return
    raise AssertionError(f"{wanted} {name} is not reached by {key}")


def has_focus(page: Page, wanted: str, name: str = "") -> None:
    page.wait_for_function(FOCUSED, arg=[wanted, name], polling=POLLING)


def asked(page: Page) -> filters.Filters:
    query = [(name, value) for name, value in parse_qsl(urlsplit(page.url).query) if name in filters.NAMES]
    return filters.from_pairs(query, dataset.bundled())


def told(page: Page, code: str = "en") -> view.View:
    """The view of the address, once the page says its figures."""
    with language.spoken(code):
        shown = view.build(dataset.bundled(), asked(page))
        page.wait_for_function(SAYS, arg=figures.live(shown), polling=POLLING)
    return shown


def address(page: Page, pattern: str) -> None:
    page.wait_for_function("wanted => new RegExp(wanted).test(location.search)", arg=pattern, polling=POLLING)


def card(page: Page, record: str) -> None:
    expect(page.locator(".card")).to_have_attribute("data-record", record)
    address(page, f"record={record}(&|$)")


def test_a_whole_session_narrows_chooses_reads_and_takes_away(site, reader):
    page, press = reader.page, reader.page.keyboard.press
    frame = reader.open(f"{site}/")
    page.locator(".timebar .handle.start").wait_for()
    reach(page, "a", "Skip to main content")
    press("Enter")
    has_focus(page, "main, [id=stMain], .stMain")

    reach(page, "[role=slider]", "Start of the period")
    for _ in range(3):
        press("PageUp")
    address(page, r"start=2025-12-\d\d")
    shown = told(page)
    reader.drawn(frame, view.info(shown))
    ids = list(shown.records["id"])

    reach(page, ".cell.is-stop", key="Shift+Tab")
    reach(page, ".cell.is-stop", "20 Dec 2025", key="Shift+Tab")
    press("Enter")
    address(page, "record=")
    first = dict(parse_qsl(urlsplit(page.url).query))["record"]
    card(page, first)
    press("ArrowRight")
    card(page, after := ids[ids.index(first) + 1])

    reach(page, "[data-to=before]")
    reach(page, ".card a, .card summary")
    press("ArrowRight")
    card(page, ids[ids.index(after) + 1])
    has_focus(page, "[data-to=after]")
    press("Shift+Tab")
    press("Enter")
    card(page, after)
    expect(page.locator(".card h3")).to_be_visible()
    has_focus(page, "[data-to=before]")
    press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    has_focus(page, ".cell, .maritime-pill, .maritime-symbol, .bar")
    page.wait_for_function("!location.search.includes('record=')", polling=POLLING)

    reach(page, "button", "GeoJSON", key="Shift+Tab")
    with page.expect_download() as download:
        press("Enter")
    assert download.value.path().read_bytes() == export.write(view.build(shown.dataset, shown.filters), "geojson")
    assert reader.errors == []


def test_choices_are_checked_cleared_and_told_in_another_language(site, reader):
    page, press = reader.page, reader.page.keyboard.press
    frame = reader.open(f"{site}/")
    page.locator(".facets input").first.wait_for()
    reach(page, "input[type=checkbox]", "interdiction")
    press("Space")
    address(page, "kind=interdiction")
    reader.drawn(frame, view.info(told(page)))
    assert page.evaluate(FOCUSED, ["input:checked", "interdiction"])
    reach(page, "input[type=checkbox]", "atlantic")
    press("Space")
    address(page, "theatre=atlantic")
    reader.drawn(frame, view.info(told(page)))

    reach(page, "button", "Clear the filter Interdiction")
    press("Enter")
    page.wait_for_function("!location.search.includes('kind=')", polling=POLLING)
    assert asked(page) == filters.Filters(theatre=("atlantic",))
    told(page)
    has_focus(page, "button", "Clear the filter Atlantic")

    reach(page, "[role=radio]", key="Shift+Tab")
    if not page.evaluate(FOCUSED, ["[role=radio]", "Español"]):
        press("ArrowRight")
    press("Space")
    address(page, "lang=es")
    told(page, "es")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    reach(page, "button", "Quitar el filtro")
    assert reader.errors == []


@pytest.mark.parametrize("path", ["/", "/records"])
def test_the_table_chooses_a_row_by_the_keys_that_it_names(site, chromium, path):
    with window(chromium) as reader:
        page, press = reader.page, reader.page.keyboard.press
        page.goto(f"{site}{path}?kind=boat_strike&end=2025-10-31")
        page.locator(".timebar .handle.start").wait_for()
        if path == "/":
            reader.map()
            reach(page, "summary", "keyboard_arrow_rightThe same records")
            press("Enter")
        page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
        reach(page, "canvas, [role=grid], [role=gridcell]")
        press("ArrowDown")
        press("ArrowDown")
        press("Shift+Space")
        address(page, "record=")
        ids = list(view.build(dataset.bundled(), asked(page)).records["id"])
        card(page, dict(parse_qsl(urlsplit(page.url).query))["record"])
        assert dict(parse_qsl(urlsplit(page.url).query))["record"] in ids[:3]
        assert reader.errors == []


def test_days_are_typed_into_the_time_bar(site, reader):
    page, press = reader.page, reader.page.keyboard.press
    reader.open(f"{site}/?record=bs-2025-10-27-3")
    page.locator(".timebar .handle.start").wait_for()
    reach(page, "input[name=period-start]")
    page.keyboard.type("2025-10")
    press("Tab")
    page.keyboard.type("2025-10")
    press("Enter")
    address(page, "start=2025-10-01.*end=2025-10-31")
    told(page)
    card(page, "bs-2025-10-27-3")
