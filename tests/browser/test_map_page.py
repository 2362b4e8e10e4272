"""The map page as its reader uses it."""

import json
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from geo import ROOT, dataset, filters, view
from tests.browser.conftest import window


def counted(query: str) -> dict:
    data = dataset.bundled()
    return view.info(view.build(data, filters.from_query(query, data)))


def said(page) -> str:
    return page.locator("p.placed").inner_text()


OCTOBER = "start=2025-10-01&end=2025-10-31&kind=boat_strike"


def test_nothing_is_fetched_from_other_hosts_and_nothing_fails(site, reader):
    frame = reader.open(f"{site}/")
    reader.drawn(frame, counted(""))
    expect(frame.get_by_label("Legend")).to_be_visible()
    assert frame.locator(".maritime-tray").count() == 6
    assert frame.locator(".maritime-symbol").count() == 9
    assert reader.foreign == []
    assert reader.failed == []
    assert reader.errors == []


@pytest.mark.parametrize(
    ("query", "strikes", "vessels", "killed"),
    [
        ("kind=boat_strike&end=2025-12-31", "35", "36", "114–123"),
        ("kind=boat_strike&end=2025-12-31&known_on=2026-01-02", "35", "36", "114–115"),
        ("kind=boat_strike", "71", "72", "215–238"),
    ],
)
def test_the_page_counts_what_the_library_counts(site, reader, query, strikes, vessels, killed):
    frame = reader.open(f"{site}/?{query}")
    facts = counted(query)
    expect(reader.page.locator("dl.counts dd:not(.sure)")).to_have_text([strikes, vessels, killed])
    assert said(reader.page) == (
        f"{facts['records']} shown of {facts['total']} · {facts['placed']} placed · "
        f"{facts['areas']} as areas · {facts['unplaced']} in trays"
    )
    stats = reader.drawn(frame, facts)
    assert stats["placed"] + stats["areas"] + stats["trays"] == facts["records"]


@pytest.mark.parametrize("name", ["geojson", "csv"])
def test_button_command_line_and_address_give_the_same_bytes(site, reader, tmp_path, name):
    reader.open(f"{site}/?{OCTOBER}")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=name, exact=False).first.click()
    button = download.value.path().read_bytes()
    out = tmp_path / f"view.{name}"
    subprocess.run([sys.executable, "-m", "geo", "export", "--query", OCTOBER, str(out)], cwd=ROOT, check=True)
    with urlopen(f"{site}/view.{name}?{OCTOBER}") as answer:
        assert button == out.read_bytes() == answer.read()


def test_every_other_format_is_chosen_in_the_panel(site, reader):
    reader.open(f"{site}/?{OCTOBER}")
    panel = reader.page.get_by_test_id("stSidebar")
    panel.get_by_text("More formats").click()
    panel.get_by_text("KML", exact=True).click()
    with reader.page.expect_download() as download:
        panel.get_by_role("button", name="Download KML").click()
    with urlopen(f"{site}/view.kml?{OCTOBER}") as answer:
        assert download.value.path().read_bytes() == answer.read()


def test_a_filter_change_neither_reloads_the_map_nor_moves_it(site, reader):
    frame = reader.open(f"{site}/")
    frame.evaluate("window.mark = 'the same window'; map.setView([12.3, -71.2], 6.3, {animate: false})")
    place = frame.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    facets = reader.page.locator(".facets")
    query: list[str] = []
    changes = [
        "kind=boat_strike",
        "theatre=caribbean",
        "precision=area",
        "theatre=eastern_pacific",
        "precision=area",
        "theatre=caribbean",
        "kind=interdiction",
        "attribution=confirmed",
        "theatre=eastern_pacific",
        "kind=boat_strike",
    ]
    for pair in changes:
        name, value = pair.split("=")
        facets.locator(f"[data-name={name}] input[value={value}]").click()
        query = [other for other in query if other != pair] if pair in query else [*query, pair]
        facts = counted("&".join(query))
        reader.drawn(frame, facts)
        expect(reader.page.locator("p.placed")).to_contain_text(f"{facts['records']} shown of")
    assert frame.evaluate("window.mark") == "the same window"
    assert frame.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]") == place


def test_the_address_follows_the_filters_and_back_returns_to_the_view_before(site, reader):
    frame = reader.open(f"{site}/?kind=boat_strike")
    reader.page.get_by_role("checkbox", name="Caribbean").check()
    reader.drawn(frame, counted("kind=boat_strike&theatre=caribbean"))
    reader.page.wait_for_url("**/?*kind=boat_strike*theatre=caribbean*")
    reader.page.go_back()
    reader.drawn(frame, counted("kind=boat_strike"))


def test_quick_clicks_are_all_heard(site, reader):
    frame = reader.open(f"{site}/")
    facets = reader.page.get_by_test_id("stSidebar").locator(".facets")
    for value in ("boat_strike", "caribbean", "area", "interdiction"):
        facets.locator(f"input[value={value}]").check()
    for name in ("kind=boat_strike", "kind=interdiction", "theatre=caribbean", "precision=area"):
        reader.page.wait_for_url(f"**{name}*")
    reader.drawn(frame, counted("kind=boat_strike&kind=interdiction&theatre=caribbean&precision=area"))


def test_a_hostile_address_gives_a_page_with_a_notice(site, reader):
    frame = reader.open(f"{site}/?kind=<script>alert(1)</script>&start=yesterday&nonsense=1&theatre=caribbean")
    reader.drawn(frame, counted("theatre=caribbean"))
    expect(reader.page.get_by_text("not understood")).to_be_visible()
    assert reader.errors == []


def test_the_time_bar_and_the_address_keep_step(site, reader):
    frame = reader.open(f"{site}/?end=2025-12-31")
    reader.drawn(frame, counted("end=2025-12-31"))
    end = reader.page.get_by_role("slider", name="End of the period")
    assert "31 Dec 2025" in end.get_attribute("aria-valuetext")
    end.press("ArrowLeft")
    reader.drawn(frame, counted("end=2025-12-30"))
    reader.page.wait_for_url("**end=2025-12-30*")
    expect(reader.page.locator(".period-words")).to_contain_text("30 Dec 2025")


def test_a_click_on_a_glyph_opens_its_card_with_safe_links(site, reader):
    frame = reader.open(f"{site}/?kind=boat_strike&theatre=eastern_pacific")
    frame.locator(".maritime-tray .cell").first.click()
    card = reader.page.locator(".card")
    expect(card).to_have_attribute("data-record", "bs-2025-10-21-1")
    expect(card).to_contain_text("Given by Hegseth; anonymous US officials")
    for link in card.locator("a").all():
        assert link.get_attribute("href").startswith(("http://", "https://"))
        assert "noopener" in link.get_attribute("rel")
    reader.page.wait_for_url("**record=bs-2025-10-21-1*")
    reader.page.get_by_role("button", name="Close", exact=True).click()
    expect(card).to_have_count(0)


def test_a_symbol_names_itself_on_hover_and_opens_its_card(site, reader):
    frame = reader.open(f"{site}/?precision=place")
    symbol = frame.locator(".maritime-symbol").first
    symbol.hover()
    tooltip = frame.get_by_role("tooltip")
    expect(tooltip).to_be_visible()
    assert symbol.get_attribute("aria-label").split(". ")[0] in tooltip.inner_text()
    symbol.click()
    expect(reader.page.locator(".card")).to_be_visible()


def test_zones_are_drawn_only_while_in_force(site, reader):
    inside = counted("start=2025-12-27&end=2025-12-28")
    frame = reader.open(f"{site}/?start=2025-12-27&end=2025-12-28")
    reader.drawn(frame, inside)
    during = frame.evaluate("window.mapStats.zones")
    frame = reader.open(f"{site}/?start=2026-06-01&end=2026-06-02")
    assert during - frame.evaluate("window.mapStats.zones") == 3


def test_an_empty_view_explains_itself(site, reader):
    frame = reader.open(f"{site}/?q=no+such+words+anywhere")
    expect(reader.page.get_by_text("No record matches these filters").first).to_be_visible()
    reader.drawn(frame, counted("q=no+such+words+anywhere"))


def test_filters_survive_a_change_of_page(site, reader):
    reader.open(f"{site}/?{OCTOBER}")
    reader.page.get_by_role("link", name="Records").click()
    expect(reader.page.get_by_role("heading", name="Records", exact=True)).to_be_visible()
    expect(reader.page.get_by_text("11 strikes on boats")).to_be_visible()
    reader.page.wait_for_url("**/records?*start=2025-10-01*")
    reader.page.get_by_role("link", name="About the map").click()
    expect(reader.page.get_by_text("Draw what is known, not pins")).to_be_visible()


def test_a_phone_shows_all_of_it_without_sideways_scrolling(site, chromium):
    with window(chromium, 390, 844, has_touch=True, is_mobile=True) as phone:
        frame = phone.open(f"{site}/")
        phone.drawn(frame, counted(""))
        main = phone.page.get_by_test_id("stMain")
        assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
        assert frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_answer_to_a_broken_query_says_what_is_wrong(site):
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{site}/view.geojson?kind=submarine")
    assert caught.value.code == 400
    assert "submarine" in json.loads(caught.value.read())["detail"]
