"""Questions of place and of the day of knowledge, asked on the page."""

import json
import random
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo import dataset, filters, view
from geo.filters import Filters
from tests.browser.conftest import window


def counted(query: str) -> dict:
    data = dataset.bundled()
    return view.info(view.build(data, filters.from_query(query, data)))


def some_filters(seed: int) -> Filters:
    """Filters that are random, and the same for the same seed."""
    pick = random.Random(seed)
    start = date(2025, 9, 1) + timedelta(pick.randrange(300))
    options = filters.options(dataset.bundled().package)
    return Filters(
        start=pick.choice([None, start]),
        end=pick.choice([None, start + timedelta(pick.randrange(200))]),
        known_on=pick.choice([None, None, date(2026, 1, 2)]),
        kind=tuple(pick.sample(list(options["kind"]), pick.randrange(3))),
        theatre=tuple(pick.sample(list(options["theatre"]), pick.randrange(4))),
        near=pick.choice([(), ("VEN:24nm",), ("COL:200nm", "pl-amuay:500km")]),
        area=pick.choice(["", "-80,5,-60,20"]),
    )


@pytest.mark.parametrize("seed", range(10))
def test_what_is_shown_is_placed_or_an_area_or_in_a_tray(site, reader, seed):
    query = filters.to_query(some_filters(seed))
    facts = counted(query)
    stats = reader.drawn(reader.open(f"{site}/?{query}"), facts)
    assert stats["shown"] == stats["placed"] + stats["areas"] + stats["trays"] == facts["records"]
    expect(reader.page.locator("p.placed")).to_have_text(
        f"{facts['records']} shown of {facts['total']} · {facts['placed']} placed · {facts['areas']} as areas · "
        f"{facts['unplaced']} in trays"
    )


def test_a_drawn_box_is_a_question_that_another_browser_opens_again(site, chromium, reader):
    frame = reader.open(f"{site}/")
    frame.evaluate("map.setView([11, -66], 5, {animate: false})")
    frame.get_by_role("button", name="Draw a box").click()
    box = frame.locator("#map_div").bounding_box()
    reader.page.mouse.move(box["x"] + 420, box["y"] + 180)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 760, box["y"] + 400, steps=4)
    reader.page.mouse.up()
    reader.page.wait_for_url("**/?area=*")
    query = urlsplit(reader.page.url).query
    facts = counted(query)
    assert len(parse_qs(query)["area"][0].split(",")) == 4 and facts["records"] > facts["surely"]["records"] > 0
    with window(chromium) as other:
        other.drawn(other.open(f"{site}/?{query}"), facts)
        expect(other.page.locator("p.summary")).to_contain_text("only possibly")


def test_both_bounds_stand_in_the_headline(site, reader):
    reader.open(f"{site}/?near=VEN:24nm")
    facts = counted("near=VEN:24nm")
    live = reader.page.locator
    expect(live("[data-live=strikes]")).to_have_text(f"{facts['surely']['strikes']}–{facts['strikes']}")
    expect(live("[data-live=killed]")).to_have_text(f"{facts['surely']['killed_min']}–{facts['killed_max']}")


def test_a_distance_can_be_asked_for_in_the_sidebar(site, reader):
    frame = reader.open(f"{site}/")
    reader.page.get_by_text("In a place", exact=True).click()
    reader.page.get_by_role("button", name="Add this distance").click()
    reader.page.wait_for_url("**near=VEN*24nm*")
    reader.drawn(frame, counted("near=VEN:24nm"))


def test_the_report_names_each_record_s_answer_and_reason(site, reader):
    reader.page.goto(f"{site}/report?near=VEN:24nm")
    expect(reader.page.get_by_role("heading", name="Within 24 nm of Venezuela")).to_be_visible()
    expect(reader.page.get_by_role("heading", name="Who says what")).to_be_visible()
    expect(reader.page.locator("table.voices").last).to_contain_text("territorial sea of Venezuela", timeout=30_000)
    assert reader.errors == []


DOCK = "land-2025-12-cia-dock"


@pytest.mark.parametrize(
    ("day", "told", "untold"),
    [
        ("2025-12-25", ["was not public by the day"], ["CIA"]),
        ("2025-12-27", ["facility", "Donald Trump"], ["CIA", "Special Operations Command"]),
        ("2025-12-30", ["CIA", "Weiskopf, US Special Operations Command", "denies"], []),
    ],
)
def test_the_dock_strike_is_told_as_it_was_known(site, reader, day, told, untold):
    reader.open(f"{site}/?known_on={day}&record={DOCK}")
    expect(reader.page.get_by_text("As known on", exact=False).first).to_be_visible()
    card = reader.page.locator(".st-key-card_east, .st-key-card_west")
    for words in told:
        expect(card).to_contain_text(words)
    for words in untold:
        expect(card).not_to_contain_text(words)


def test_the_banner_steps_to_the_next_change_and_back_to_today(site, reader):
    frame = reader.open(f"{site}/?known_on=2026-01-02")
    reader.page.get_by_role("button", name="Next change").click()
    reader.page.wait_for_url("**known_on=2026-01-03*")
    reader.page.get_by_role("button", name="Back to today").click()
    reader.drawn(frame, counted(""))


def test_escape_closes_the_card_and_next_opens_the_record_after(site, reader):
    frame = reader.open(f"{site}/?record=bs-2025-09-02-1")
    card = reader.page.locator(".card")
    reader.page.get_by_role("button", name="Next", exact=True).click()
    expect(card).to_have_attribute("data-record", "int-2025-09-12-carmen-rosa")
    frame.locator("#map_div").focus()
    reader.page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_the_timeline_shows_every_printed_total_in_some_unit(site, reader):
    reader.page.goto(f"{site}/timeline")
    expect(reader.page.get_by_role("heading", name="Timeline", exact=True)).to_be_visible()
    expect(reader.page.get_by_text("57 running totals")).to_be_visible()
    assert reader.errors == []


def test_a_record_s_page_carries_its_grid_and_its_citation(site, reader):
    reader.page.goto(f"{site}/records?record={DOCK}")
    grid = reader.page.locator("table.grid")
    expect(grid.locator("thead th")).to_have_text(
        ["Fact", "As recorded", "Official", "Independent and those concerned"]
    )
    expect(reader.page.locator("code").last).to_contain_text(f"records?record={DOCK}")
    assert json.dumps(reader.errors) == "[]"
