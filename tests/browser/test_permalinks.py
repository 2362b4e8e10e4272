"""An address holds the whole view: opened in another browser it gives the same counts, record, map and file."""

import json
import random
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from geo import dataset, export, filters, language, places, view, waters
from geo.filters import Filters
from geo.view import View
from pages import figures
from tests.browser.conftest import POLLING, Reader, window

VIEWS, AT_ONCE = 100, 4
FIRST = date(2025, 9, 1)
WORDS = ("trinidad", "submarine", "ELN", "skipper", "killed three", "«ñ» & más", "no such words")
STANDS = """([lat, lng, zoom]) => { const {lat: y, lng: x} = map.getCenter();
    return Math.abs(y - lat) < 5e-5 && Math.abs(x - lng) < 5e-5 && Math.abs(map.getZoom() - zoom) < 0.01 }"""
VANTAGE = "[map.getCenter().lat, map.getCenter().lng, map.getZoom()]"
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
    data = dataset.bundled()
    asked = _filters(dice)
    shown = view.build(data, asked)
    ids = list(shown.records["id"])
    return Whole(
        filters=asked,
        record=dice.choice(ids) if ids and dice.random() < 0.4 else None,
        at=_vantage(dice) if dice.random() < 0.7 else None,
        theme=dice.choice([None, "light", "dark"]),
        lang=dice.choice(list(language.LANGUAGES)),
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


def built(query: str, lang: str = "en") -> View:
    data = dataset.bundled()
    with language.spoken(lang):
        return view.build(data, filters.from_query(query, data))


def check(reader: Reader, whole: Whole) -> None:
    """The page that was opened at the address shows the view, and the address gives its file."""
    with language.spoken(whole.lang):
        shown = view.build(dataset.bundled(), whole.filters)
        told = figures.live(shown)
    frame = reader.map()
    facts = view.info(shown)
    stats = reader.drawn(frame, facts)
    assert (stats["shown"], stats["placed"] + stats["areas"] + stats["trays"]) == (facts["records"],) * 2
    reader.page.wait_for_function(SETTLED, arg=told, polling=POLLING)
    cards = reader.page.locator(".card")
    expect(cards).to_have_count(1 if whole.record else 0)
    if whole.record:
        expect(cards).to_have_attribute("data-record", whole.record)
    if whole.at:
        frame.wait_for_function(STANDS, arg=list(whole.at), polling=POLLING)
    assert frame.evaluate("document.documentElement.dataset.theme") == (whole.theme or "light")
    assert sorted(parse_qsl(urlsplit(reader.page.url).query)) == sorted(parse_qsl(whole.query))
    assert reader.errors == [] and reader.foreign == []


def check_files(site: str, whole: Whole) -> None:
    with language.spoken(whole.lang):
        shown = view.build(dataset.bundled(), whole.filters)
        for name in export.FORMATS:
            with urlopen(f"{site}/view.{name}?{whole.query}") as answer:
                assert answer.read() == export.write(shown, name)


@pytest.mark.parametrize("first", range(0, VIEWS, AT_ONCE))
def test_a_hundred_random_views_open_alike_in_a_fresh_browser(site, chromium, first):
    wholes = [at_random(seed) for seed in range(first, first + AT_ONCE)]
    with ExitStack() as windows:
        readers = [windows.enter_context(window(chromium)) for _ in wholes]
        for reader, whole in zip(readers, wholes, strict=True):
            reader.page.goto(f"{site}/?{whole.query}", wait_until="commit")
        for reader, whole in zip(readers, wholes, strict=True):
            check(reader, whole)
    for whole in wholes:
        check_files(site, whole)
