"""An address holds the whole view: opened in another browser it gives the same counts, record, map and file."""

import os
import random
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from geo import dataset, export, figures, filters, language, places, view, waters
from geo.filters import Filters
from geo.view import View
from tests.browser.conftest import POLLING, Reader, window

VIEWS, AT_ONCE = int(os.environ.get("RANDOM_VIEWS", "24")), 4
"""How many views are opened; a hundred and more where they are asked for."""
SIZE = (1000, 700)
"""A window in which all of it is drawn, and no more to paint than that takes."""
FIRST = date(2025, 9, 1)
WORDS = ("trinidad", "submarine", "ELN", "skipper", "killed three", "«ñ» & más", "no such words")
STANDS = """([lat, lng, zoom]) => { const {lat: y, lng: x} = map.getCenter();
    return Math.abs(y - lat) < 5e-5 && Math.abs(x - lng) < 5e-5 && Math.abs(map.getZoom() - zoom) < 0.01 }"""
SETTLED = """wanted => Object.entries(wanted).every(([name, text]) =>
    document.querySelector(`[data-live="${name}"]`)?.textContent === text)"""


@dataclass(frozen=True)
class Whole:
    """All that an address may hold of the map page."""

    filters: Filters
    record: str | None
    at: tuple[float, float, float] | None
    theme: str | None
    lang: str

    @property
    def query(self) -> str:
        own = {
            "record": self.record,
            "at": self.at and "{:.4f},{:.4f},{:.2f}".format(*self.at),
            "theme": self.theme,
            "lang": "es" if self.lang == "es" else None,
        }
        parts = [filters.to_query(self.filters), urlencode({name: text for name, text in own.items() if text})]
        return "&".join(filter(None, parts))


def at_random(seed: int) -> Whole:
    """A view of any sort; narrow enough filters that some views are empty."""
    dice = random.Random(seed)
    asked = _filters(dice)
    code = dice.choice(list(language.LANGUAGES))
    ids = list(built(asked, code).records["id"])
    return Whole(
        filters=asked,
        record=dice.choice(ids) if ids and dice.random() < 0.4 else None,
        at=_vantage(dice) if dice.random() < 0.7 else None,
        theme=dice.choice([None, "light", "dark"]),
        lang=code,
    )


def _filters(dice: random.Random) -> Filters:
    data = dataset.bundled()
    choices = filters.options(data.package)
    made = {
        **{name: lambda name=name: _some(dice, list(choices[name])) for name in filters.CHOICES},
        "start": lambda: FIRST + timedelta(dice.randrange(200)),
        "end": lambda: FIRST + timedelta(dice.randrange(150, 440)),
        "known_on": lambda: FIRST + timedelta(dice.randrange(20, 440)),
        "q": lambda: dice.choice(WORDS),
        "zone": lambda: _some(dice, list(places.zones(data)))[:2],
        "waters": lambda: _some(
            dice, ["land", "territorial_sea:VEN", "within_200nm", "beyond_200nm", "contiguous_zone"]
        ),
        "near": lambda: (f"{dice.choice(['VEN', 'COL', 'pl-amuay', 'TTO'])}:{dice.choice([24, 200, 55.5])}nm",),
        "area": lambda: _area(dice),
    }
    assert set(made) == set(filters.NAMES) and set(waters.WATERS) >= {"land", "within_200nm"}
    return Filters(**{name: made[name]() for name in dice.sample(list(made), dice.choice([0, 1, 2, 2, 3, 4]))})


def _some(dice: random.Random, values: list[str]) -> tuple[str, ...]:
    return tuple(dice.sample(values, min(len(values), dice.choice([1, 1, 2, 3]))))


def _area(dice: random.Random) -> str:
    west, south = round(dice.uniform(-110, -60), 4), round(dice.uniform(0, 15), 4)
    east, north = round(west + dice.uniform(1, 30), 4), round(south + dice.uniform(1, 12), 4)
    corners = [west, south, east, north] if dice.random() < 0.5 else [west, south, east, south, west, north]
    return places.area_words(corners)


def _vantage(dice: random.Random) -> tuple[float, float, float]:
    return round(dice.uniform(2, 18), 4), round(dice.uniform(-105, -60), 4), round(dice.uniform(5, 8.5), 2)


@lru_cache(maxsize=8)
def built(asked: Filters, code: str = "en") -> View:
    with language.spoken(code):
        return view.build(dataset.bundled(), asked)


def of(query: str) -> View:
    """The view of an address in English."""
    return built(filters.from_query(query, dataset.bundled()))


def check(reader: Reader, whole: Whole) -> None:
    """The page that was opened at the address shows the view, and the address gives its file."""
    shown = built(whole.filters, whole.lang)
    with language.spoken(whole.lang):
        told = figures.live(shown)
    frame = reader.map()
    facts = view.info(shown)
    stats = reader.drawn(frame, facts)
    assert (stats["shown"], stats["placed"] + stats["areas"] + stats["trays"]) == (facts["records"],) * 2
    reader.page.wait_for_function(SETTLED, arg=told, polling=POLLING)
    cards = reader.page.locator(".card")
    if whole.record in set(shown.records["id"]):
        expect(cards).to_have_attribute("data-record", whole.record)
    else:
        expect(cards).to_have_count(0)
    if whole.at:
        frame.wait_for_function(STANDS, arg=list(whole.at), polling=POLLING)
    assert frame.evaluate("document.documentElement.dataset.theme") == (whole.theme or "light")
    assert sorted(parse_qsl(urlsplit(reader.page.url).query)) == sorted(parse_qsl(whole.query))
    assert reader.errors == [] and reader.foreign == []


def check_file(site: str, whole: Whole) -> None:
    """The address of the view as a file gives the bytes that the library writes."""
    with urlopen(f"{site}/view.geojson?{whole.query}") as answer, language.spoken(whole.lang):
        assert answer.read() == export.write(built(whole.filters, whole.lang), "geojson")


@pytest.mark.parametrize("first", range(0, VIEWS, AT_ONCE))
def test_random_views_open_alike_in_a_fresh_browser(site, chromium, first):
    wholes = [at_random(seed) for seed in range(first, first + AT_ONCE)]
    with ExitStack() as windows:
        readers = [windows.enter_context(window(chromium, *SIZE)) for _ in wholes]
        for reader, whole in zip(readers, wholes, strict=True):
            reader.page.goto(f"{site}/?{whole.query}", wait_until="commit")
        for reader, whole in zip(readers, wholes, strict=True):
            check(reader, whole)
    for whole in wholes:
        check_file(site, whole)


# By acting


def pick(name: str, value: str):
    return lambda page, _frame: page.locator(f"[data-name={name}] input[value={value}]").check()


def press(name: str):
    return lambda page, _frame: page.get_by_role("button", name=name, exact=True).click()


def search(page, _frame):
    field = page.get_by_role("textbox", name="Search words")
    field.fill("boat")
    field.press("Enter")


def choose(_page, frame):
    frame.locator(".maritime-tray .cell:visible").nth(2).click()


def walk(page, _frame):
    page.locator(".card").wait_for()
    page.get_by_role("button", name="Next").click()


def near(page, _frame):
    page.get_by_test_id("stSidebar").get_by_text("In a place").click()
    page.get_by_role("button", name="Add this distance").click()


def darken(_page, frame):
    frame.get_by_role("button", name="Layers").click()
    frame.get_by_role("radio", name="Dark").check()
    frame.get_by_role("button", name="Layers").click()


def pan(page, frame):
    frame.locator("#map_div").focus()
    for key in ("ArrowRight", "ArrowDown", "+"):
        frame.wait_for_function("!map._animatingZoom && !(map._panAnim && map._panAnim._inProgress)", polling=POLLING)
        page.keyboard.press(key)


def drag(page, frame):
    box = page.locator("iframe[title*=folium]").bounding_box()
    spot = frame.evaluate(FREE)
    page.mouse.move(box["x"] + spot[0], box["y"] + spot[1])
    page.mouse.down()
    page.mouse.move(box["x"] + spot[0] - 70, box["y"] + spot[1] + 40, steps=6)
    page.mouse.up()


FREE = """() => {
    for (let y = 60; y < innerHeight - 60; y += 20) for (let x = 120; x < innerWidth - 120; x += 20)
        if (document.elementFromPoint(x, y).id === "map_div") return [x, y];
}"""
"""A spot of the map where nothing lies."""

WRITTEN = """wanted => {
    const query = decodeURIComponent(parent.location.search);
    const [, at] = query.match(/[?&]at=([^&]+)/) || [];
    const {lat, lng} = map.getCenter();
    const moves = map._animatingZoom || map._panAnim?._inProgress;
    const here = [lat.toFixed(4), lng.toFixed(4), map.getZoom().toFixed(2)].join(",");
    return !moves && new RegExp(wanted).test(query) && (!at || at === here);
}"""
"""Whether the address holds what was done, and where the map stands now."""

ACTS = [
    ("kind=boat_strike", pick("kind", "boat_strike")),
    ("theme=dark", darken),
    ("start=2026-01-01", press("2026")),
    ("at=", pan),
    ("record=", choose),
    ("record=(?!{record})", walk),
    ("at=(?!{at})", drag),
    ("^(?!.*record=)", press("Close")),  # a record that the period leaves out would widen it in the other browser
    ("start=2025-01-01", press("One window back")),
    ("start=2026-01-01", press("One window forward")),
    ("near=VEN", near),
    ("q=boat", search),
    ("answer=possibly", pick("answer", "possibly")),
]
"""What a reader does one after the other, and what the address then holds; {name} is what it held before."""


def test_what_was_done_in_one_browser_stands_in_another(site, reader, chromium):
    page = reader.page
    frame = reader.open(f"{site}/")
    page.locator(".timebar .handle.start").wait_for()
    for pattern, act in ACTS:
        before = dict(parse_qsl(urlsplit(page.url).query))
        act(page, frame)
        wanted = pattern.format_map({"record": before.get("record"), "at": before.get("at")})
        frame.wait_for_function(WRITTEN, arg=wanted, polling=POLLING)
        address = page.url
        whole = whole_of(address)
        with window(chromium) as other:
            other.page.goto(address)
            check(other, whole)
        told = figures.live(built(whole.filters))
        page.wait_for_function(SETTLED, arg=told, polling=POLLING)
    assert reader.errors == []


def whole_of(address: str) -> Whole:
    query = urlsplit(address).query
    pairs = dict(parse_qsl(query))
    at = tuple(map(float, pairs["at"].split(","))) if "at" in pairs else None
    asked = filters.from_query(query, dataset.bundled())
    return Whole(asked, pairs.get("record"), at, pairs.get("theme"), pairs.get("lang", "en"))


def test_back_and_forward_go_through_filters_and_records(site, reader):
    page = reader.page
    frame = reader.open(f"{site}/?kind=boat_strike")
    page.locator(".facets input").first.wait_for()
    pick("theatre", "caribbean")(page, frame)
    page.wait_for_url("**theatre=caribbean*")
    reader.drawn(frame, view.info(of("kind=boat_strike&theatre=caribbean")))
    frame.locator(".maritime-tray .cell:visible").first.click()
    page.wait_for_url("**record=*")
    record = page.locator(".card").get_attribute("data-record")
    press("2025")(page, frame)
    page.wait_for_url("**start=2025-01-01*")
    steps = [
        ("back", "kind=boat_strike&theatre=caribbean", record),
        ("back", "kind=boat_strike&theatre=caribbean", None),
        ("back", "kind=boat_strike", None),
        ("forward", "kind=boat_strike&theatre=caribbean", None),
        ("forward", "kind=boat_strike&theatre=caribbean", record),
        ("forward", "kind=boat_strike&theatre=caribbean&start=2025-01-01&end=2025-12-31", record),
    ]
    for way, query, chosen in steps:
        page.evaluate(f"history.{way}()")
        shown = of(query)
        reader.drawn(frame, view.info(shown))
        page.wait_for_function(SETTLED, arg=figures.live(shown), polling=POLLING)
        expect(page.locator(f".card[data-record='{chosen}']" if chosen else ".card")).to_have_count(1 if chosen else 0)
        assert filters.from_query(page.url, dataset.bundled()) == shown.filters
    assert reader.errors == []


def test_a_record_outside_the_period_widens_it_and_an_older_version_is_told(site, reader):
    page = reader.page
    frame = reader.open(f"{site}/?start=2026-06-01&end=2026-06-30&record=bs-2025-09-02-1&data=2026.11.22")
    expect(page.get_by_text("The period was widened")).to_be_visible()
    expect(page.locator(".notice.since")).to_contain_text("The address names data version 2026.11.22")
    expect(page.locator(".card")).to_have_attribute("data-record", "bs-2025-09-02-1")
    shown = of("start=2025-09-02&end=2026-06-30")
    reader.drawn(frame, view.info(shown))
    page.wait_for_url("**start=2025-09-02&end=2026-06-30*")
    assert "data=2026.11.22" in page.url


HOSTILE = [
    "kind=<img src=x onerror=alert(1)>&theatre=caribbean",
    "start=yesterday&end=9999-99-99&near=VEN:1e308nm&area=nan,nan,nan,nan&theatre=caribbean",
    "at=NaN,Infinity,1e9&theme=url(x)&tiles=<b>&lang=../es&theatre=caribbean",
    "record=%3Cscript%3Ealert(1)%3C/script%3E&data=%27%22&theatre=caribbean&__proto__=1",
    "%E0%A4%A&=&&theatre=caribbean&kind=%00&q=%F0%9F%92%A9",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_address_shows_a_page_with_a_notice(site, reader, query):
    reader.page.goto(f"{site}/?{query}")
    frame = reader.map()
    expect(reader.page.locator(".notice").first).to_be_visible()
    expect(reader.page.locator("p.placed")).to_contain_text("shown of 118")
    assert reader.page.locator(".stException, .stAlert").count() == 0
    assert frame.evaluate("map.getZoom()") > 2 and "theatre=caribbean" in reader.page.url
    assert reader.errors == [] and reader.foreign == []
