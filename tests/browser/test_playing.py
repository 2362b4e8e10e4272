"""The whole period plays on the map: it is never built anew, never blank, never moves, and the counts run along."""

from itertools import groupby
from urllib.parse import parse_qsl, urlsplit

import pytest

from geo import dataset, figures, filters, view
from tests.browser.conftest import POLLING, window

AT = [12.5, -78.0, 5.1]
SAMPLE = """() => {
    const find = () => document.querySelector("iframe[title='streamlit_folium.st_folium']");
    const [frame, own] = [find(), find().contentWindow];
    const map = own.map;
    const hasLand = (page) => Array.from(page.querySelectorAll(".leaflet-maritime-land-pane path"))
        .some((path) => path.getAttribute("d").length > 1000 && path.getBoundingClientRect().width > 100);
    const boxOf = (element) => {
        const {x, y, width, height} = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(" ");
    };
    const told = (name) => document.querySelector(`[data-live=${name}]`).textContent;
    const look = () => {
        const page = find().contentDocument;
        const stats = own.mapStats;
        return {
            same: find() === frame && frame.contentWindow === own && own.map === map && map.getContainer().isConnected,
            at: [map.getCenter().lat, map.getCenter().lng, map.getZoom()].map((part) => part.toFixed(4)).join(" "),
            land: hasLand(page),
            frame: boxOf(frame),
            trays: Array.from(page.querySelectorAll(".maritime-tray"), boxOf).join(", "),
            cells: page.querySelectorAll(".maritime-tray .cell:not(.is-ghost)").length - stats.trays,
            shown: stats.shown,
            placed: told("placed"),
            strikes: told("strikes"),
        };
    };
    window.samples = [look()];
    window.sampler = setInterval(() => samples.push(look()), 150);
}"""
"""Looks at the page now and each 150 ms: whether it is the same map, where it looks, what lies on it, what is told."""

SAYS = """told => Object.entries(told).every(([name, text]) =>
    document.querySelector(`[data-live=${name}]`).textContent === text)"""


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def watched(reader, site, query):
    """The map at a place of its own, in a page that is looked at from now on."""
    frame = reader.open(f"{site}/?{query}&at={','.join(map(str, AT))}")
    stands = "([lat, lng, zoom]) => Math.abs(map.getCenter().lat - lat) < 1e-4 && Math.abs(map.getZoom() - zoom) < 0.01"
    frame.wait_for_function(stands, arg=AT, polling=POLLING)
    reader.page.locator(".timebar .cell").first.wait_for()
    frame.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')", polling=POLLING)
    reader.page.evaluate(SAMPLE)
    return frame


def seen(page):
    return page.evaluate("() => { clearInterval(window.sampler); return window.samples }")


def steady(samples, *names):
    for name in names:
        values = [value for value, _ in groupby(sample[name] for sample in samples)]
        assert len(values) == 1, (name, values[:4])


def chosen(page):
    """The view of the page's address."""
    query = [(name, value) for name, value in parse_qsl(urlsplit(page.url).query) if name in filters.NAMES]
    return view.build(dataset.bundled(), filters.from_pairs(query, dataset.bundled()))


def settle(reader, frame):
    """Wait until page and map say what the library says of the address."""
    shown = chosen(reader.page)
    reader.page.wait_for_function(SAYS, arg=figures.live(shown), polling=POLLING)
    assert reader.drawn(frame, view.info(shown))["shown"] == shown.counts.records
    return shown.filters


def check(samples):
    """No blank frame, no jump of the map, and the words say what is drawn."""
    steady(samples, "same", "at", "land", "frame")
    assert samples[0]["same"] and samples[0]["land"]
    running = samples[1:]
    assert all(sample["placed"].startswith(f"{sample['shown']} shown of 118") for sample in running)
    assert all(sample["cells"] == 0 for sample in running)


@pytest.mark.parametrize(
    ("mode", "query", "last"),
    [("Moving", "start=2025-09-01&end=2025-11-30", "end=2026-10-10"), ("Cumulative", "", "")],
)
def test_the_whole_period_plays_without_a_blank_frame_or_a_jump(site, chromium, mode, query, last):
    with window(chromium, reduced_motion="no-preference") as reader:
        page = reader.page
        frame = watched(reader, site, query)
        button(page, mode).click()
        page.get_by_role("button", name="4 times the speed").click()
        button(page, "Play").click()
        button(page, "Stop").wait_for()
        button(page, "Play").wait_for(timeout=60_000)
        page.wait_for_function("last => location.search.includes(last)", arg=last, polling=POLLING)
        settle(reader, frame)
        samples = seen(page)
        check(samples)
        assert len({sample["strikes"] for sample in samples}) > 5
        assert reader.errors == []


def test_trays_keep_their_place_while_it_plays_and_a_stop_chooses_the_period(site, chromium):
    with window(chromium, reduced_motion="no-preference") as reader:
        page = reader.page
        frame = watched(reader, site, "kind=boat_strike")
        button(page, "Play").click()
        page.wait_for_function("new Set(samples.map(({ strikes }) => strikes)).size > 4", polling=POLLING)
        samples = seen(page)
        button(page, "Stop").click()
        check(samples)
        steady(samples, "trays")
        page.wait_for_function("location.search.includes('start=')", polling=POLLING)
        period = settle(reader, frame)
        assert (period.end - period.start).days == 29
        assert page.locator(".timebar input").first.input_value() == str(period.start)
