"""The time bar by itself: it reckons as the library does, and is dragged, typed, stepped and played."""

import json
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from playwright.sync_api import expect

from geo import figures, language, timebar, view
from geo.filters import Filters
from pages import parts
from tests.browser.conftest import POLLING, window

EPOCH = date(1970, 1, 1)
FRAME = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<style>body {{ margin: 20px; color-scheme: light }}</style>
<h1>Bar</h1><dl>{live}</dl><iframe title="streamlit_folium.st_folium"></iframe><div id="bar"></div>
<script>{js}</script>"""
NAMES = ["placed", *(f"{name}{part}" for name in ("strikes", "vessels", "killed") for part in ("", "-label", "-sure"))]


def payload(shown, **changes):
    """What the page gives the bar."""
    told = {"language": language.current(), "figures": figures.live(shown), "record": None}
    return timebar.payload(shown) | told | changes


def document(code):
    """A page that holds what the bar needs of it, and the scripts of all parts in a language."""
    live = "".join(f'<dd data-live="{name}"></dd>' for name in NAMES)
    return FRAME.format(live=live, js=parts.scripts(code).content.decode())


POINTER = """(kind) => (target, name, x) => {
    const plot = bar.querySelector(".plot");
    plot.setPointerCapture = () => {};
    const { y } = plot.getBoundingClientRect();
    const at = { pointerId: 7, pointerType: kind, clientX: x, clientY: y + 50, bubbles: true };
    bar.querySelector(target).dispatchEvent(new PointerEvent(name, at));
}"""
"""Makes a pointer of a kind, which plays its events on an element."""

MOUNT = """(data) => {
    const parentElement = document.querySelector("#bar").attachShadow({ mode: "open" });
    parentElement.innerHTML = '<section class="timebar"></section>';
    Object.assign(window, { sent: [], selections: [], draws: true, data, bar: parentElement.firstChild });
    const select = (...given) => { selections.push(given); return window.draws; };
    document.querySelector("iframe").contentWindow.maritime = { select };
    const setTriggerValue = (...given) => sent.push(given);
    window.show = (changes) => {
        Object.assign(window.data, changes);
        window.leave = maritime.mount("timebar", { data: { ...window.data }, parentElement, setTriggerValue });
    };
    show({});
}"""
"""Draws the bar with some data; it keeps what it sends, and what it tells the map, which may refuse to draw it."""


@pytest.fixture
def mount(chromium):
    """Draws a bar with some data in a window of its own, in the language of the data."""
    opened = []

    def draw(data, width=1100, height=900, **options):
        context = window(chromium, width, height, **options)
        reader = context.__enter__()
        opened.append((context, reader))
        reader.page.set_content(document(data["language"]))
        reader.page.evaluate(MOUNT, data)
        return reader.page

    yield draw
    for context, reader in opened:
        assert reader.errors == []
        context.__exit__(None, None, None)


def sent(page):
    return page.evaluate("sent")


def period(page):
    return page.locator(".period-words").inner_text()


def middle_of(page, selector):
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, selector, by, steps=6):
    x, y = middle_of(page, selector)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=steps)


def periods(count):
    """Periods of every length about the records, some open on a side."""
    random = Random(4)
    first = date(2025, 8, 20)
    for _ in range(count):
        start, end = sorted(first + timedelta(random.randrange(430)) for _side in range(2))
        if random.random() < 0.3:
            end = min(end, start + timedelta(random.randrange(4)))
        yield random.choice([(start, end)] * 4 + [(start, None), (None, end)])
    yield None, None


def number(day):
    return None if day is None else (day - EPOCH).days


RECKON = """([data, periods]) => periods.map((period) => {
    const { columnsOf, levelsOf, tally, figuresOf } = maritime.timebar;
    const columns = columnsOf(data);
    const levels = levelsOf(columns, period, data.wanted);
    const all = tally(columns, levels, 1), sure = tally(columns, levels, 2);
    return { levels: Array.from(levels), all, sure, figures: figuresOf(data, all, sure) };
})"""


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Filters(), "en"),
        (Filters(near=("VEN:24nm",)), "es"),
        (Filters(waters=("within_200nm",), answer=("possibly",)), "en"),
        (Filters(answer=("surely",)), "en"),
        (Filters(kind=("interdiction",), known_on=date(2026, 2, 1)), "es"),
    ],
    ids=["all", "near", "waters", "surely", "known on"],
)
def test_the_bar_reckons_as_the_library_does(data, mount, asked, code):
    chosen = [replace(asked, start=start, end=end) for start, end in periods(120)]
    with language.spoken(code):
        views = [view.build(data, filters) for filters in chosen]
        page = mount(payload(views[-1]))
        days = [{"start": number(filters.start), "end": number(filters.end)} for filters in chosen]
        found = page.evaluate(RECKON, [payload(views[-1]), days])
        for shown, answer in zip(views, found, strict=True):
            assert answer["levels"] == shown.levels[shown.rows].tolist()
            assert _figures(answer["all"]) == _counts(shown.counts)
            assert _figures(answer["sure"]) == _counts(shown.surely)
            assert answer["figures"] == figures.live(shown)


def test_the_line_of_the_bar_has_the_bounds_of_a_place_asked_for(data, mount):
    shown = view.build(data, Filters(kind=("boat_strike",), near=("TTO:100nm",)))
    told, sure = mount(payload(shown)).locator(".tally-words").inner_text(), shown.surely
    assert f"{sure.strikes}–{shown.counts.strikes} strikes" in told
    assert f"{sure.killed_min}–{shown.counts.killed_max} killed" in told


def _figures(sums):
    names = ("records", "strikes", "vessels", "low", "high", "open", "unstated", "placed", "areas", "unplaced")
    return [sums[name] for name in names]


def _counts(counts):
    names = ("records", "strikes", "vessels", "killed_min", "killed_max", "killed_open", "killed_unstated")
    return [getattr(counts, name) for name in (*names, "placed", "areas", "unplaced")]


def test_an_end_that_is_dragged_tells_the_map_at_once_and_python_on_release(everything, mount):
    page = mount(payload(everything))
    drag(page, ".handle.end", -400)
    assert sent(page) == []
    levels, zones, options = page.evaluate("selections.at(-1)")
    assert len(levels) == 118 and 0 < sum(level > 0 for level in levels) < 118
    assert set(zones) <= set(everything.zones["id"]) and options == {"ghosts": True}
    assert page.locator("[data-live=strikes]").inner_text() in page.locator(".tally-words").inner_text()
    page.mouse.up()
    [[name, told]] = sent(page)
    assert name == "period" and told["start"] is None
    assert date.fromisoformat(told["end"]) < date(2026, 10, 1)


def test_the_map_is_told_of_every_known_record(data, mount):
    page = mount(payload(view.build(data, Filters(kind=("interdiction",)))))
    page.get_by_role("button", name="2025", exact=True).click()
    chosen = view.build(data, Filters(kind=("interdiction",), start=date(2025, 1, 1), end=date(2025, 12, 31)))
    levels, zones, _ = page.evaluate("selections.at(-1)")
    assert levels == chosen.levels.tolist() and -1 in levels
    assert set(zones) == set(chosen.zones["id"])


def test_what_the_map_cannot_draw_now_is_chosen_all_the_same_and_told_again(everything, mount):
    page = mount(payload(everything))
    page.evaluate("draws = false")
    page.get_by_role("button", name="2025", exact=True).click()
    page.evaluate("draws = true")
    page.get_by_role("button", name="2025", exact=True).click()
    page.get_by_role("button", name="2025", exact=True).click()
    assert page.evaluate("selections.length") == 2
    assert sent(page)[0] == ["period", {"start": "2025-01-01", "end": "2025-12-31"}]


def test_the_settled_period_reads_as_python_words_it(everything, mount):
    page = mount(payload(everything) | {"figures": {"strikes": "as Python says"}})
    assert page.locator("[data-live=strikes]").inner_text() == "as Python says"
    drag(page, ".handle.start", 300)
    assert page.locator("[data-live=strikes]").inner_text() != "as Python says"
    page.keyboard.press("Escape")
    assert page.locator("[data-live=strikes]").inner_text() == "as Python says"
    page.mouse.up()
    assert sent(page) == [] and period(page) == "All dates"
    assert page.evaluate("selections.at(-1)[2]") == {"ghosts": False}


def test_brushing_makes_a_period_and_its_middle_moves_it(everything, mount):
    page = mount(payload(everything))
    box = page.locator(".plot").bounding_box()
    page.mouse.move(box["x"] + 700, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 14, steps=5)
    page.mouse.up()
    [[_, brushed]] = sent(page)
    drag(page, ".handle.middle", 60)
    page.mouse.up()
    [_, [_, moved]] = sent(page)
    lengths = [date.fromisoformat(told["end"]) - date.fromisoformat(told["start"]) for told in (brushed, moved)]
    assert lengths[0] == lengths[1] and moved["start"] > brushed["start"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("2025-10-01", "2025-10-31"), {"start": "2025-10-01", "end": "2025-10-31"}),
        (("2025-10-31", "2025-10-01"), {"start": "2025-10-01", "end": "2025-10-31"}),
        (("2025-11", "2026-02"), {"start": "2025-11-01", "end": "2026-02-28"}),
        (("20251101", ""), {"start": "2025-11-01", "end": None}),
        (("", "2025"), {"start": None, "end": "2025-12-31"}),
        (("2025/10/1", "2025.10.31"), {"start": "2025-10-01", "end": "2025-10-31"}),
        (("1 Oct 2025", "October 31, 2025"), {"start": "2025-10-01", "end": "2025-10-31"}),
        (("1-Oct-2025", "Oct 31 2025"), {"start": "2025-10-01", "end": "2025-10-31"}),
        (("sept. 2025", "November 2025"), {"start": "2025-09-01", "end": "2025-11-30"}),
    ],
)
def test_days_are_typed_whole_or_in_part(everything, mount, typed, told):
    page = mount(payload(everything))
    fields = page.locator(".fields input")
    for index, text in enumerate(typed):
        fields.nth(index).fill(text)
    fields.nth(1).press("Enter")
    fields.nth(1).press("Tab")
    assert sent(page)[-1] == ["period", told]


def test_days_are_typed_in_the_page_s_language(everything, mount):
    page = mount(payload(everything, language="es"))
    fields = page.locator(".fields input")
    for index, text in enumerate(("1 de octubre de 2025", "sept 2026")):
        fields.nth(index).fill(text)
    fields.nth(1).press("Enter")
    assert sent(page)[-1] == ["period", {"start": "2025-10-01", "end": "2026-09-30"}]


def test_what_is_being_typed_stays_when_the_page_answers(everything, mount):
    page = mount(payload(everything))
    fields = page.locator(".fields input")
    fields.nth(0).fill("2025-11")
    fields.nth(0).press("Enter")
    fields.nth(1).fill("2025-12")
    page.evaluate("day => show({period: {start: day, end: null}})", number(date(2025, 11, 1)))
    fields.nth(1).press("Enter")
    assert sent(page)[-1] == ["period", {"start": "2025-11-01", "end": "2025-12-31"}]
    assert [field.input_value() for field in fields.all()] == ["2025-11-01", "2025-12-31"]


@pytest.mark.parametrize(
    "text", ["2025-02-30", "yesterday", "2025-13", "12025-01-01", "<b>", "1492-10-12", "31/10/2025", "2 May 3, 2025"]
)
def test_what_is_no_day_is_marked_and_changes_nothing(everything, mount, text):
    page = mount(payload(everything))
    field = page.get_by_role("textbox", name="From")
    field.fill(text)
    field.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"
    assert "such as 2025-10-31" in page.get_by_role("status").inner_text()
    expect(page.locator(".fault")).to_be_visible()
    assert sent(page) == []
    field.fill("2025-11")
    field.press("Enter")
    expect(page.locator(".fault")).to_be_hidden()


def test_presets_count_back_from_the_end_of_the_data(everything, mount):
    page = mount(payload(everything))
    page.get_by_role("button", name="30 days").click()
    page.get_by_role("button", name="2025", exact=True).click()
    until = everything.dataset.package.sources_until
    assert sent(page) == [
        ["period", {"start": str(until - timedelta(29)), "end": str(until)}],
        ["period", {"start": "2025-01-01", "end": "2025-12-31"}],
    ]
    assert page.get_by_role("button", name="2025", exact=True).get_attribute("aria-pressed") == "true"


def test_a_month_steps_by_months_and_other_windows_by_their_length(everything, mount):
    page = mount(payload(everything, period={"start": number(date(2026, 1, 1)), "end": number(date(2026, 1, 31))}))
    page.get_by_role("button", name="One window forward").click()
    page.get_by_role("button", name="One window back").click()
    assert sent(page) == [["period", {"start": "2026-02-01", "end": "2026-02-28"}]]
    page.get_by_role("button", name="One window back").click()
    assert sent(page)[-1] == ["period", {"start": "2025-12-01", "end": "2025-12-31"}]
    days = page.evaluate("maritime.timebar.moved([20400, 20409], 1)")
    assert days == {"start": 20410, "end": 20419}


@pytest.mark.parametrize(
    ("part", "keys", "told"),
    [
        ("Start", ["ArrowRight", "ArrowRight"], {"start": "2025-12-03", "end": "2025-12-31"}),
        ("Start", ["PageDown"], {"start": "2025-11-01", "end": "2025-12-31"}),
        ("Start", ["Home"], {"start": None, "end": "2025-12-31"}),
        ("End", ["ArrowDown"], {"start": "2025-12-01", "end": "2025-12-30"}),
        ("End", ["PageUp", "PageUp"], {"start": "2025-12-01", "end": "2026-02-28"}),
        ("End", ["End"], {"start": "2025-12-01", "end": None}),
        ("The period as a whole", ["ArrowRight"], {"start": "2025-12-02", "end": "2026-01-01"}),
    ],
)
def test_keys_move_the_ends_and_the_middle_and_tell_once(everything, mount, part, keys, told):
    page = mount(payload(everything, period={"start": number(date(2025, 12, 1)), "end": number(date(2025, 12, 31))}))
    slider = page.get_by_role("slider", name=part)
    slider.focus()
    for key in keys:
        slider.press(key)
    page.wait_for_function("sent.length > 0", polling=POLLING)
    assert sent(page) == [["period", told]]


def test_the_ends_say_their_days_in_words(everything, mount):
    page = mount(payload(everything, period={"start": number(date(2025, 12, 1)), "end": number(date(2026, 1, 31))}))
    said = [slider.get_attribute("aria-valuetext") for slider in page.get_by_role("slider").all()]
    assert said == ["1 Dec 2025 to 31 Jan 2026", "1 Dec 2025", "31 Jan 2026"]
    assert page.get_by_role("slider", name="Start").get_attribute("aria-valuenow") == str(number(date(2025, 12, 1)))


def test_a_click_or_a_key_chooses_a_record(everything, mount):
    page = mount(payload(everything))
    page.mouse.click(*middle_of(page, ".cell[data-row='4']"))
    ids = list(everything.anytime["id"])
    assert sent(page) == [["record", ids[4]]]
    page.locator(".cell[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert sent(page)[-1] == ["record", ids[5]]
    page.evaluate("id => show({record: id})", ids[5])
    assert page.locator(".cell.is-chosen:focus").get_attribute("data-row") == "5"
    page.evaluate("show({record: null})")
    assert page.locator(".cell.is-chosen").count() == 0


def test_playing_moves_the_window_to_the_end_of_the_data_and_tells_once(everything, mount):
    period_now = {"start": number(date(2026, 8, 1)), "end": number(date(2026, 8, 31))}
    page = mount(payload(everything, period=period_now))
    page.get_by_role("button", name="4 times").click()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("sent.length > 0", polling=POLLING)
    until = everything.dataset.package.sources_until
    assert sent(page) == [["period", {"start": str(until - timedelta(30)), "end": str(until)}]]
    assert page.get_by_role("button", name="Play").is_visible()
    assert page.evaluate("selections.length") > 3


def test_playing_can_gather_and_be_stopped(everything, mount):
    page = mount(payload(everything))
    page.get_by_role("button", name="Cumulative").click()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("selections.length > 2", polling=POLLING)
    page.evaluate("show({total: 118})")
    page.get_by_role("button", name="Stop").click()
    [[_, told]] = sent(page)
    assert told["start"] is None and told["end"] is not None


def test_without_motion_it_plays_window_by_window(everything, mount):
    page = mount(payload(everything), reduced_motion="reduce")
    page.get_by_role("button", name="4 times").click()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("selections.length === 2", polling=POLLING)
    seen = page.evaluate("bar.querySelector('.period-words').textContent")
    page.get_by_role("button", name="Stop").click()
    assert seen == "2 Oct 2025 to 31 Oct 2025"


def test_a_choice_that_python_refuses_is_taken_back(everything, mount):
    page = mount(payload(everything))
    page.get_by_role("button", name="2025", exact=True).click()
    page.evaluate("show({record: 'bs-2025-10-21-1'})")
    assert period(page) == "1 Jan 2025 to 31 Dec 2025"
    page.wait_for_function("bar.querySelector('.period-words').textContent === 'All dates'", polling=POLLING)


def test_a_finger_drags_an_end_and_a_scroll_is_let_go(everything, mount):
    page = mount(payload(everything), width=390, height=844, has_touch=True, is_mobile=True)
    assert page.locator(".handle.start").bounding_box()["width"] >= 44
    page.evaluate(
        f"""() => {{
            const at = ({POINTER})("touch");
            at(".end", "pointerdown", 370); at(".plot", "pointermove", 200); at(".plot", "pointercancel", 200);
            window.after = bar.querySelector(".period-words").textContent;
            at(".end", "pointerdown", 370); at(".plot", "pointermove", 200); at(".plot", "pointerup", 200);
        }}"""
    )
    assert page.evaluate("after") == "All dates"
    assert len(sent(page)) == 1


def test_a_phone_folds_the_lanes_and_scrolls_nowhere(everything, mount):
    page = mount(payload(everything), width=390, height=844, has_touch=True, is_mobile=True)
    assert page.locator(".zone").count() == 0
    page.get_by_role("button", name="Zones and statements").click()
    assert page.locator(".zone").count() > 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


SCALES = [
    (0, 300, 1100),
    (1, 1, 1100),
    (1, 3, 390),
    (40, 3, 1100),
    (118, 400, 390),
    (500, 3650, 1100),
    (2_000, 400, 1100),
    (20_000, 400, 1100),
    (20_000, 400, 390),
    (20_000, 40_000, 1100),
]


@pytest.mark.parametrize(("count", "days", "width"), SCALES)
def test_it_holds_for_few_and_many_records_and_short_and_long_axes(everything, mount, count, days, width):
    given = payload(everything)
    first = 20_000
    random = Random(2)
    row = [first + random.randrange(days) for _ in range(count)]
    named = count <= timebar.MOST_NAMED
    records = {
        "chosen": "1" * count,
        "kind": "".join(str(random.randrange(3)) for _ in row),
        "place": "2" * count,
        "precision": "2" * count,
        "role": "1" * count,
        "vessels": [1] * count,
        "low": [2] * count,
        "high": [3] * count,
        "first": row,
        "id": [f"bs-{n}" for n in range(count)] if named else None,
        "what": [0] * count if named else [],
        "names": ["Strike"],
    } | {name: [] for name in ("longer", "last", "hedged", "lasting", "ended", "dated", "when")}
    axis = [first, first + days]
    page = mount(given | {"records": {"hedge": 3, **records}, "axis": axis, "until": first + days - 1}, width=width)
    cells, bars = page.locator(".plot .cell").count(), page.locator(".plot .bar").count()
    assert cells == count or bars == 6
    tall = page.evaluate("[...bar.querySelectorAll('.plot .cell, .plot .bar')].map((mark) => mark.getBBox().y)")
    assert all(0 <= top <= 96 for top in tall)
    took = page.evaluate(
        f"""() => {{
            const at = ({POINTER})("mouse");
            const {{ right }} = bar.querySelector(".plot").getBoundingClientRect();
            const times = [];
            at(".end", "pointerdown", right);
            for (let step = 1; step < 40; step++) {{
                const began = performance.now();
                at(".plot", "pointermove", right - step * 5);
                times.push(performance.now() - began);
            }}
            at(".plot", "pointerup", 0);
            return times.sort((one, other) => one - other)[20];
        }}"""
    )
    assert took < 60  # 16 on a machine with nothing else to do
    assert "NaN" not in page.locator(".timebar").inner_html()


def test_the_bar_speaks_spanish(mount, data):
    with language.spoken("es"):
        given = payload(view.build(data, Filters(start=date(2025, 12, 1), end=date(2026, 1, 31))))
    page = mount(given)
    assert period(page) == "Del 1 dic 2025 al 31 ene 2026"
    assert page.get_by_role("button", name="Reproducir").is_visible()


def test_words_from_the_data_are_shown_and_never_run(hostile_data, hostile, mount):
    page = mount(json.loads(json.dumps(payload(view.build(hostile_data(hostile), Filters())))))
    page.mouse.move(*middle_of(page, ".cell"))
    assert page.locator(".tip script, .tip img").count() == 0


def test_it_leaves_nothing_behind(everything, mount):
    page = mount(payload(everything))
    page.get_by_role("button", name="Play").click()
    page.evaluate("leave()")
    assert page.locator(".timebar > *").count() == 0
    page.evaluate("show({})")
    assert period(page) == "All dates"
    assert page.get_by_role("button", name="Play").is_visible()


def test_a_mounting_that_ends_after_the_next_has_begun_takes_nothing_away(everything, mount):
    page = mount(payload(everything))
    page.evaluate("{ const first = leave; show({}); first(); }")
    assert period(page) == "All dates"
