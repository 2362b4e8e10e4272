"""The map as a file: opened from the disk, with the network switched off."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from geo import figures, language, standalone, view
from geo.filters import Filters
from tests.browser.conftest import POLLING
from tests.browser.test_accessible import AXE, RUN, SERIOUS
from tests.browser.test_keyboard import SAYS, reach

DRAWN = (
    """wanted => window.mapStats && Object.entries(wanted).every(([name, count]) => window.mapStats[name] === count)"""
)
CARD = ".record-card .card"
OCTOBER = Filters(start=date(2025, 10, 1), end=date(2025, 10, 31))


@pytest.fixture(scope="module")
def kept(tmp_path_factory, data) -> Callable[..., tuple[str, view.View]]:
    """Writes a view to the disk, once; its address there, and the view."""
    files = {}

    def write(chosen: Filters, code: str = "en", of=data):
        key = (chosen, code, of.sha256)
        if key not in files:
            with language.spoken(code):
                shown = view.build(of, chosen)
                path = tmp_path_factory.mktemp("file") / "view.html"
                path.write_bytes(standalone.write(shown))
            files[key] = path.as_uri(), shown
        return files[key]

    return write


@contextmanager
def opened(chromium, address: str, width: int = 1400, height: int = 900, **options):
    """A window on a file, in which nothing may go wrong and nothing may be asked for but the file."""
    context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
    context.set_default_timeout(60_000)
    page, faults = context.new_page(), []
    asked: list[str] = []
    page.on("console", lambda told: told.type in ("error", "warning") and faults.append(told.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(address)
        page.wait_for_function("() => window.mapStats", polling=POLLING)
        yield page
        assert faults == []
        assert {url.partition("#")[0] for url in asked if not url.startswith("data:")} == {address.partition("#")[0]}
    finally:
        context.close()


def shows(page: Page, shown: view.View) -> None:
    """Wait until the map has drawn the view's records, and the figures say so."""
    counts = shown.counts
    wanted = {"shown": counts.records, "placed": counts.placed, "areas": counts.areas, "trays": counts.unplaced}
    page.wait_for_function(DRAWN, arg=wanted, polling=POLLING)
    page.wait_for_function(SAYS, arg=figures.live(shown), polling=POLLING)
    assert page.locator(".cards .card:not([hidden])").count() == counts.records


def kept_in(page: Page, name: str) -> str | None:
    """What the file's address holds."""
    return parse_qs(urlsplit(page.url).fragment).get(name, [None])[0]


def test_the_map_draws_the_view_and_nothing_is_asked_of_any_network(chromium, kept):
    address, shown = kept(Filters())
    with opened(chromium, address) as page:
        shows(page, shown)
        page.wait_for_function("() => Object.values(mapStats.overlaps).every((count) => count === 0)", polling=POLLING)
        assert page.locator(".maritime-ground").count() and page.locator(".maritime-legend").is_visible()


def test_the_time_bar_narrows_the_map_the_figures_and_the_list(chromium, kept, data):
    address, _ = kept(Filters())
    with opened(chromium, address) as page:
        field = page.locator(".timebar input").first
        field.fill("2025-11-01")
        field.press("Enter")
        shows(page, view.build(data, Filters(start=date(2025, 11, 1))))
        page.get_by_role("button", name="2025", exact=True).click()
        shows(page, view.build(data, Filters(start=date(2025, 1, 1), end=date(2025, 12, 31))))
        box = page.locator(".handle.end").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] - 150, box["y"] + 40, steps=5)
        page.mouse.up()
        end = date.fromisoformat(kept_in(page, "end"))
        assert end < date(2025, 12, 1)
        shows(page, view.build(data, Filters(start=date(2025, 1, 1), end=end)))


def test_the_period_of_a_file_can_be_narrowed_and_not_widened(chromium, kept, data):
    address, shown = kept(OCTOBER)
    with opened(chromium, address) as page:
        shows(page, shown)
        start, end = (page.locator(".timebar input").nth(side) for side in (0, 1))
        start.fill("2025-09-01")
        start.press("Enter")
        expect(start).to_have_value("2025-10-01")
        end.fill("2025-10-20")
        end.press("Enter")
        shows(page, view.build(data, Filters(start=OCTOBER.start, end=date(2025, 10, 20))))
        page.get_by_role("button", name="All", exact=True).click()
        shows(page, shown)
        expect(page.locator(".period-words")).to_have_text("1 Oct 2025 to 31 Oct 2025")


def test_a_narrower_period_is_answered_as_the_library_does(chromium, kept, data):
    asked = {"near": ("VEN:24nm",), "start": date(2025, 10, 3)}
    address, shown = kept(Filters(**asked))
    with opened(chromium, address) as page:
        shows(page, shown)
        field = page.locator(".timebar input").last
        for end in (date(2025, 12, 20), date(2025, 10, 24)):
            field.fill(end.isoformat())
            field.press("Enter")
            shows(page, view.build(data, Filters(**asked, end=end)))


def test_it_plays(chromium, kept):
    address, shown = kept(OCTOBER)
    with opened(chromium, address) as page:
        page.get_by_role("button", name="4 times the speed").click()
        page.get_by_role("button", name="Play", exact=True).click()
        page.wait_for_function(f"() => mapStats.shown < {shown.counts.records}", polling=20)
        page.get_by_role("button", name="Stop", exact=True).click()
        assert kept_in(page, "end")


def test_a_record_opens_from_the_map_a_tray_and_the_bar(chromium, kept):
    address, shown = kept(OCTOBER)
    with opened(chromium, address) as page:
        shows(page, shown)
        page.locator(".maritime-tray .cell").first.click()
        record = page.locator(CARD).get_attribute("data-record")
        assert record in set(shown.records["id"]) and kept_in(page, "record") == record
        page.locator(".maritime-tray .cell[aria-current=true]").wait_for()
        page.get_by_role("button", name="Close").click()
        expect(page.locator(".record-card")).to_be_hidden()
        page.locator(".maritime-pill:visible").last.click()
        page.locator(f"{CARD}, .maritime-chooser").first.wait_for()
        page.locator(".timebar .cell").last.press("Enter")
        last = shown.records.loc[shown.records["earliest"].idxmax(), "id"]
        expect(page.locator(CARD)).to_have_attribute("data-record", last)


def test_a_card_opens_and_turns_by_keyboard_alone(chromium, kept):
    address, shown = kept(OCTOBER)
    ids = shown.records["id"].tolist()
    with opened(chromium, address) as page:
        shows(page, shown)
        reach(page, ".cell, .maritime-pill, .maritime-symbol")
        page.keyboard.press("Enter")
        at = ids.index(page.locator(CARD).get_attribute("data-record"))
        page.keyboard.press("ArrowRight")
        expect(page.locator(CARD)).to_have_attribute("data-record", ids[at + 1])
        page.keyboard.press("ArrowLeft")
        expect(page.locator(CARD)).to_have_attribute("data-record", ids[at])
        page.keyboard.press("Escape")
        expect(page.locator(".record-card")).to_be_hidden()
        assert kept_in(page, "record") is None


def test_keys_of_the_time_bar_are_its_own(chromium, kept):
    address, shown = kept(OCTOBER)
    with opened(chromium, f"{address}#record={shown.records['id'].iloc[0]}") as page:
        expect(page.locator(CARD)).to_have_attribute("data-record", shown.records["id"].iloc[0])
        page.locator(".handle.start").press("ArrowRight")
        page.wait_for_function("() => location.hash.includes('start=2025-10-02')", polling=POLLING)
        expect(page.locator(CARD)).to_have_attribute("data-record", shown.records["id"].iloc[0])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(chromium, kept, scheme):
    address, shown = kept(OCTOBER)
    record = f"{address}#record={shown.records['id'].iloc[0]}"
    with opened(chromium, record, color_scheme=scheme) as page:
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        page.locator("summary", has_text="as text").click()
        assert serious(page) == []
    with opened(chromium, address, 390, 844, color_scheme=scheme, is_mobile=True, has_touch=True) as page:
        shows(page, shown)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert serious(page) == []


def serious(page: Page) -> list[str]:
    """What axe finds serious; it is run by the browser's own tools, for the document lets nothing foreign run."""
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')", polling=POLLING)
    page.evaluate(AXE)
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in page.evaluate(RUN)
        if fault["impact"] in SERIOUS
    ]


def test_the_reader_chooses_the_theme(chromium, kept):
    address, _ = kept(OCTOBER)
    with opened(chromium, address, color_scheme="light") as page:
        page.get_by_role("radio", name="Dark").check()
        page.reload()
        page.wait_for_function("() => window.mapStats", polling=POLLING)
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 25, 30)"


def test_it_speaks_the_readers_language(chromium, kept):
    address, shown = kept(OCTOBER, "es")
    with opened(chromium, address) as page, language.spoken("es"):
        shows(page, shown)
        expect(page.get_by_role("button", name="Acercar")).to_be_visible()


def test_hostile_words_are_shown_and_not_run(chromium, kept, hostile_data):
    words = '</script><img src=x onerror="alert(1)"><!-- ${alert(2)} `{{x}}`'
    address, _ = kept(Filters(), of=hostile_data(words))
    with opened(chromium, f"{address}#record=bs-1") as page:
        expect(page.locator(CARD)).to_contain_text("</script><img src=x")
        page.locator(".timebar .cell").first.focus()
        assert page.locator("img").count() == 0
