"""The choices of the sidebar: what they show before Python answers, and that it is what Python says."""

import random
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo import ROOT, dataset, filters, language, view
from geo.filters import Filters
from pages import facets

SCRIPTS = (language.SCRIPT, ROOT / "pages" / "choices.js")
PLAIN = Filters()
ASKED = (
    PLAIN,
    Filters(start=date(2025, 12, 1), end=date(2026, 1, 5)),
    Filters(near=("VEN:24nm",), start=date(2025, 9, 1)),
    Filters(waters=("territorial_sea",), q="trinidad"),
    Filters(known_on=date(2025, 12, 30), answer=("surely",)),
)


@pytest.fixture(scope="module")
def page(chromium):
    page = chromium.new_page()
    for script in SCRIPTS:
        page.add_script_tag(content=script.read_text(encoding="utf-8"))
    yield page
    page.close()


def chosen_at_random(data, asked, seed):
    dice = random.Random(seed)
    options = filters.options(data.package)
    picked = {name: tuple(value for value in options[name] if dice.random() < 0.3) for name in options}
    return replace(asked, **{name: picked[name] for name in dice.sample(list(picked), dice.randint(1, 4))})


def previewed(payload, asked):
    """The payload as the browser has it after the reader chose."""
    groups = [
        {
            **group,
            "options": [
                {**option, "chosen": option["value"] in getattr(asked, group["name"])} for option in group["options"]
            ],
        }
        for group in payload["groups"]
    ]
    return payload | {"groups": groups}


@pytest.mark.parametrize("before", ASKED)
def test_the_browser_chooses_as_python_does(data, page, before):
    payload = facets.payload(view.build(data, before))
    for seed in range(25):
        asked = chosen_at_random(data, before, seed)
        shown = view.build(data, asked)
        made = page.evaluate(
            "data => ({ levels: maritime.levelsOf(data), counts: maritime.counted(data) })", previewed(payload, asked)
        )
        assert made["levels"] == shown.levels.tolist()
        counts = {group["name"]: {o["value"]: o["count"] for o in group["options"]} for group in made["counts"]}
        assert counts == shown.facets


def test_a_choice_is_on_the_map_and_then_in_the_address(site, reader):
    frame = reader.open(site)
    reader.page.locator("[data-name=kind] input[value=interdiction]").check()
    frame.wait_for_function("window.mapStats.shown === 25", polling=50)
    reader.page.wait_for_url("**/?kind=interdiction")
    counted = reader.page.locator("[data-name=theatre] [data-value=indian_ocean] .count")
    assert counted.inner_text() == "3"
    assert not reader.errors


def test_a_chip_clears_its_filter(site, reader):
    frame = reader.open(f"{site}/?kind=interdiction&theatre=atlantic")
    reader.page.get_by_role("button", name="Clear the filter Atlantic").click()
    frame.wait_for_function("window.mapStats.shown === 25", polling=50)
    reader.page.get_by_role("button", name="Clear the filter Interdiction").click()
    frame.wait_for_function("window.mapStats.shown === 118", polling=50)
    assert reader.page.get_by_role("button", name="Clear all filters").count() <= 1


class LateSidebar:
    """Between server and page: from a moment on the choices, and all that follows them, wait until they are let go."""

    def __init__(self, page):
        self.holds, self._held = False, []
        page.route_web_socket("**/_stcore/stream", self._join)

    def _join(self, socket):
        socket.connect_to_server().on_message(self._pass)
        self._send = socket.send

    def _pass(self, message):
        if self.holds and (self._held or self._is_of_choices(ForwardMsg.FromString(message))):
            self._held.append(message)
        else:
            self._send(message)

    def _is_of_choices(self, told):
        return told.delta.new_element.bidi_component.component_name.endswith(facets.KEY)

    def let_go(self):
        self.holds = False
        for message in self._held:
            self._send(message)


def test_a_late_sidebar_takes_back_nothing_on_the_map(site, reader):
    page = reader.page
    page.clock.install()
    late = LateSidebar(page)
    frame = reader.open(f"{site}/?kind=boat_strike")
    choice = page.locator("[data-name=theatre] input[value=caribbean]")
    choice.wait_for()
    caribbean = view.info(view.build(dataset.bundled(), Filters(kind=("boat_strike",), theatre=("caribbean",))))
    late.holds = True
    choice.check()
    page.wait_for_url("**theatre=caribbean*")
    reader.drawn(frame, caribbean)
    page.clock.fast_forward(10_000)
    expect(choice).not_to_be_checked()  # the sidebar waited for its answer in vain
    reader.drawn(frame, caribbean)
    late.let_go()
    expect(choice).to_be_checked()
    reader.drawn(frame, caribbean)
    assert not reader.errors
