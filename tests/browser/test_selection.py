"""The map draws another period without Python: the same picture, at once, and nothing jumps; the keyboard walks it."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from geo import dataset, summary, view
from geo.filters import Filters
from geo.maps import layers
from tests.browser.conftest import POLLING, window

SPY = "() => { window.sent = []; Streamlit.setComponentValue = value => sent.push(value.last_active_drawing) }"
SEND = "payload => { map.removeLayer(maritime.drawing); maritime.records(payload).addTo(map) }"
SELECT = "([levels, force, ghosts]) => maritime.select(levels, force, {ghosts})"
WORDS = """() => Array.from(document.querySelectorAll('.maritime-tray, .maritime-pill, .maritime-symbol, .cell'))
    .filter(element => element.checkVisibility({visibilityProperty: true}) || element.closest('.is-folded'))
    .filter(element => !element.closest('[hidden]:not(.body)'))
    .map(element => element.getAttribute('aria-label')).sort()"""
BOXES = """selector => Array.from(document.querySelectorAll(selector)).filter(element => element.checkVisibility())
    .map(element => { const {x, y, width, height} = element.getBoundingClientRect();
                      return [element.getAttribute('aria-label').split(',')[0], x, y, width, height] })"""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PERIODS = [
    (date(2025, 9, 2), date(2025, 10, 31)),
    (date(2025, 10, 27), date(2025, 10, 27)),
    (None, date(2025, 12, 31)),
    (date(2026, 1, 3), None),
    (date(2024, 1, 1), date(2024, 1, 2)),
    (None, None),
]


def of(start=None, end=None, **chosen):
    return view.build(dataset.bundled(), Filters(start=start, end=end, **chosen))


def select(frame, shown, ghosts=False):
    frame.evaluate(SELECT, [shown.levels.tolist(), shown.zones["id"].tolist(), ghosts])
    return frame.evaluate("window.mapStats")


def listened(reader, address):
    frame = reader.open(address)
    frame.evaluate(SPY)
    return frame


def chosen(frame):
    """The record of which Python was told last."""
    return frame.evaluate("window.sent.at(-1)?.id")


def settled(frame):
    frame.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')", polling=POLLING)


def counted(stats):
    return [stats[name] for name in ("shown", "placed", "areas", "trays", "zones")]


def expected(shown):
    counts = shown.counts
    drawn = int(shown.zones.geometry.notna().sum())
    return [counts.records, counts.placed, counts.areas, counts.unplaced, drawn]


@pytest.mark.parametrize("ghosts", [False, True])
def test_a_selection_shows_what_python_counts(site, reader, ghosts):
    frame = reader.open(f"{site}/")
    for period in PERIODS:
        assert counted(select(frame, of(*period), ghosts)) == expected(of(*period)), period


def test_a_selection_is_told_in_the_words_that_python_s_own_drawing_has(site, reader):
    frame = reader.open(f"{site}/?kind=boat_strike&kind=interdiction")
    for period in PERIODS:
        shown = of(*period, kind=("boat_strike", "interdiction"))
        select(frame, shown)
        told = frame.evaluate(WORDS)
        frame.evaluate("map.removeLayer(maritime.drawing)")
        frame.wait_for_function("!document.querySelector('.maritime-tray')", polling=POLLING)
        frame.evaluate("payload => { maritime.records(payload).addTo(map) }", layers.payload(shown, None))
        # Only Python knows why a record is no more than possibly in the period.
        plain = [words.split(" · only possibly")[0] for words in frame.evaluate(WORDS)]
        assert [words.split(" · only possibly")[0] for words in told] == plain, period


def test_a_tray_adds_up_as_python_does(site, reader):
    frame = reader.open(f"{site}/")
    for period in PERIODS:
        shown = of(*period)
        select(frame, shown)
        unplaced = shown.records[shown.records["precision"].map(view.PLACED) == "unplaced"]
        for theatre, members in unplaced.groupby("theatre"):
            bar = frame.locator(f'[data-key="tray {theatre}"]')
            assert bar.get_attribute("title").endswith(" · " + summary.tally(view.count(members)))


def test_nothing_jumps_while_a_period_is_dragged(site, reader):
    frame = reader.open(f"{site}/")
    select(frame, of(), ghosts=True)
    settled(frame)
    trays = frame.evaluate(BOXES, ".maritime-tray")
    pills = {name: box for name, *box in frame.evaluate(BOXES, ".maritime-pill")}
    for period in PERIODS:
        select(frame, of(*period), ghosts=True)
        settled(frame)
        assert frame.evaluate(BOXES, ".maritime-tray") == trays
        assert all(pills.get(name, box) == box for name, *box in frame.evaluate(BOXES, ".maritime-pill"))


def test_what_is_left_out_keeps_its_place_in_the_tray_and_cannot_be_reached(site, reader):
    frame = reader.open(f"{site}/?kind=boat_strike&theatre=eastern_pacific")
    shown = of(end=date(2025, 12, 31), kind=("boat_strike",), theatre=("eastern_pacific",))
    stats = select(frame, shown, ghosts=True)
    expect(frame.locator(".cell:visible")).to_have_count(40)
    assert stats["trays"] == frame.locator(".cell:not(.is-ghost)").count() == shown.counts.unplaced
    assert frame.evaluate("Array.from(document.querySelectorAll('.is-ghost')).every(cell => cell.inert)")
    select(frame, shown)
    expect(frame.locator(".cell:visible")).to_have_count(shown.counts.unplaced)


def test_python_s_drawing_of_what_is_on_the_screen_moves_only_trays(site, reader):
    frame = reader.open(f"{site}/")
    shown = of(*PERIODS[0])
    select(frame, shown, ghosts=True)
    settled(frame)
    frame.evaluate("() => { document.querySelectorAll('.maritime-pill').forEach(pill => { pill.kept = true }) }")
    with_words = frame.evaluate(BOXES, ".maritime-pill:not(.is-compact)")
    frame.evaluate(SEND, layers.payload(shown, None))
    settled(frame)
    after = frame.evaluate(BOXES, ".maritime-pill")
    assert all(pill in after for pill in with_words)
    assert frame.evaluate("Array.from(document.querySelectorAll('.maritime-pill')).every(pill => pill.kept)")
    assert counted(frame.evaluate("window.mapStats")) == expected(shown)


def test_each_drawing_is_counted(site, reader):
    frame = reader.open(f"{site}/")
    drawn = [frame.evaluate("mapStats.drawn")]
    drawn += [select(frame, of(*period), ghosts)["drawn"] for ghosts in (True, False) for period in PERIODS[:2]]
    frame.evaluate(SEND, layers.payload(of(), None))
    drawn.append(frame.evaluate("mapStats.drawn"))
    assert all(after > before for before, after in pairwise(drawn))


def test_levels_that_are_not_of_these_records_change_nothing(site, reader):
    frame = reader.open(f"{site}/")
    assert frame.evaluate("maritime.select([2, 2], [])") is False
    assert frame.evaluate("mapStats.shown") == 118


def test_the_chosen_record_and_the_focus_survive_a_selection(site, reader):
    frame = listened(reader, f"{site}/?kind=boat_strike&theatre=eastern_pacific")
    choice = {"kind": ("boat_strike",), "theatre": ("eastern_pacific",)}
    cell = frame.locator('.cell[data-key="record bs-2025-10-21-1"]')
    cell.click()
    for ghosts in (True, False):
        select(frame, of(end=date(2025, 12, 31), **choice), ghosts)
        expect(cell).to_be_focused()
        expect(cell).to_have_attribute("aria-current", "true")
    frame.evaluate(SEND, layers.payload(of(end=date(2025, 12, 31), **choice), "bs-2025-10-21-1"))
    expect(cell).to_be_focused()
    select(frame, of(start=date(2026, 1, 1), **choice))
    expect(frame.locator(".is-selected")).to_have_count(0)
    select(frame, of(**choice))
    expect(cell).to_have_attribute("aria-current", "true")


def test_an_open_list_keeps_those_that_are_shown(site, reader):
    frame = reader.open(f"{site}/?start=2026-01-03&end=2026-01-03")
    frame.locator(".maritime-pill", has_text="targets · 3 Jan 2026").click()
    rows = frame.get_by_role("dialog").get_by_role("button")
    before = rows.count()
    shown = of(start=date(2026, 1, 3), end=date(2026, 1, 3))
    frame.evaluate(SEND, layers.payload(shown, None))
    expect(rows).to_have_count(before)
    select(frame, of(end=date(2025, 12, 31)), ghosts=True)
    expect(rows).to_have_count(0)


# The scene comes from a file of its own


def test_nothing_is_drawn_before_the_scene_has_come(site, reader):
    held = []
    reader.page.context.route("**/scene.json*", lambda route: held.append(route))
    reader.page.goto(f"{site}/")
    frame = reader.page.wait_for_selector("iframe[title*='folium']").content_frame()
    frame.wait_for_selector("#map_div path")
    assert frame.evaluate("window.mapStats === undefined && !maritime.select([], [])")
    for _ in range(100):
        if held:
            break
        reader.page.wait_for_timeout(100)
    held[0].continue_()
    assert counted(reader.map().evaluate("window.mapStats")) == expected(of())


def test_a_change_of_filters_does_not_send_the_scene_again(site, reader):
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url) if "scene.json" in request.url else None)
    frame = reader.open(f"{site}/")
    shown = of(kind=("interdiction",))
    frame.evaluate(SEND, layers.payload(shown, None))
    assert counted(frame.evaluate("window.mapStats")) == expected(shown) and len(asked) == 1


# The keyboard


def in_time(shown):
    return shown.records["id"].tolist()


def test_arrow_keys_choose_the_record_before_and_after_in_time(site, reader):
    frame = listened(reader, f"{site}/?kind=boat_strike")
    ids = in_time(of(kind=("boat_strike",)))
    frame.locator(f'[data-key="record {ids[20]}"]').first.evaluate(
        "element => maritime.choose(element.dataset.key.slice(7))"
    )
    frame.evaluate("document.body.tabIndex = -1; document.body.focus()")
    for key, wanted in (("ArrowRight", 21), ("ArrowRight", 22), ("ArrowLeft", 21)):
        reader.page.keyboard.press(key)
        assert chosen(frame) == ids[wanted]


def test_the_walk_goes_through_those_that_are_shown_only(site, reader):
    frame = listened(reader, f"{site}/")
    shown = of(*PERIODS[0])
    select(frame, shown)
    ids = in_time(shown)
    frame.evaluate("id => maritime.choose(id)", ids[-1])
    frame.evaluate("document.body.tabIndex = -1; document.body.focus()")
    reader.page.keyboard.press("ArrowRight")
    assert chosen(frame) == ids[-1]
    reader.page.keyboard.press("ArrowLeft")
    assert chosen(frame) == ids[-2]


def test_the_focus_goes_along_from_mark_to_mark(site, reader):
    frame = listened(reader, f"{site}/?kind=boat_strike")
    ids = in_time(of(kind=("boat_strike",)))
    cell = frame.locator(".cell:visible").first
    at = ids.index(cell.get_attribute("data-key").removeprefix("record "))
    cell.press("Enter")
    for step in range(1, 6):
        reader.page.keyboard.press("ArrowRight")
        assert chosen(frame) == ids[at + step]
        stands = "id => maritime.reader.markOf(id) === document.activeElement"
        frame.wait_for_function(stands, arg=ids[at + step], polling=POLLING)


def test_without_a_choice_arrow_keys_only_move_the_focus_and_on_the_map_they_pan(site, reader):
    frame = listened(reader, f"{site}/")
    frame.locator(".cell:visible").first.focus()
    reader.page.keyboard.press("ArrowRight")
    assert chosen(frame) is None
    frame.evaluate("maritime.choose('bs-2025-10-21-1')")
    frame.locator("#map_div").focus()
    middle = frame.evaluate("map.getCenter().lng")
    reader.page.keyboard.press("ArrowRight")
    frame.wait_for_function("middle => map.getCenter().lng > middle", arg=middle, polling=POLLING)
    assert chosen(frame) == "bs-2025-10-21-1"


def test_a_record_chosen_elsewhere_comes_into_the_frame_and_the_scale_stays(site, reader):
    frame = reader.open(f"{site}/")
    frame.evaluate("map.setView([30, -150], 6, {animate: false})")
    shown = of()
    record = shown.records[shown.records["precision"] == "place"].iloc[0]
    frame.evaluate(SEND, layers.payload(shown, record["id"]))
    inside = "([lat, lon]) => map.getBounds().contains([lat, lon])"
    frame.wait_for_function(inside, arg=[record["lat"], record["lon"]], polling=POLLING)
    assert frame.evaluate("map.getZoom()") == 6


def test_an_older_answer_of_python_does_not_undo_the_reader_s_choice(site, reader):
    frame = listened(reader, f"{site}/")
    first, second = in_time(of())[3:5]
    frame.evaluate("ids => ids.forEach(id => maritime.choose(id))", [first, second])
    frame.evaluate(SEND, layers.payload(of(), first))
    assert frame.evaluate("maritime.reader.selected()") == second
    for answer in (second, first):
        frame.evaluate(SEND, layers.payload(of(), answer))
    assert frame.evaluate("maritime.reader.selected()") == first


# For everyone


def test_every_mark_says_what_it_stands_for_and_how_sure_that_is(site, reader):
    frame = reader.open(f"{site}/")
    select(frame, of(start=date(2025, 9, 2), end=date(2025, 9, 30)))
    names = frame.evaluate(WORDS)
    assert all(names) and len([name for name in names if "only possibly" in name]) >= 1


def test_a_tray_is_a_list_of_what_is_shown(site, reader):
    frame = reader.open(f"{site}/?kind=boat_strike&theatre=eastern_pacific")
    tray = frame.get_by_role("group", name="Eastern Pacific, position never published")
    expect(tray.get_by_role("list").get_by_role("listitem")).to_have_count(40)
    shown = of(end=date(2025, 12, 31), kind=("boat_strike",), theatre=("eastern_pacific",))
    select(frame, shown)
    expect(tray.get_by_role("listitem")).to_have_count(shown.counts.unplaced)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "?record=int-2025-12-20-1", "?start=2025-10-01&end=2025-10-31"])
def test_axe_finds_nothing_serious_in_the_map(site, chromium, scheme, query):
    with window(chromium, color_scheme=scheme) as opened:
        frame = opened.open(f"{site}/{query}")
        settled(frame)
        frame.evaluate(AXE)
        found = frame.evaluate("axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations)")
        serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
        told = [(fault["id"], [node["html"][:120] for node in fault["nodes"]][:3]) for fault in serious]
        assert not serious, json.dumps(told, indent=1)


def test_a_selection_is_quick(site, reader):
    frame = reader.open(f"{site}/")
    steps = [of(date(2025, 9, 1), date(2025, 9 + month % 4, 28)) for month in range(4)]
    took = [select(frame, step, ghosts=True)["drawMs"] for step in [*steps, *steps, *steps]]
    assert sorted(took)[len(took) // 2] < 100  # 2 ms on a quiet machine
