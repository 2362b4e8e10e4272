"""The panel that gives the view as files, run without a browser."""

from threading import Event
from types import MappingProxyType

import pytest
from streamlit.testing.v1 import AppTest

from geo import export, progress
from geo.errors import FormatError
from geo.export import Format
from pages import takeaway


def panel(**state):
    """The panel of all records, or of those that the session's ``q`` chooses."""

    def script():
        import streamlit as st

        from geo import dataset, view
        from geo.filters import Filters
        from pages import takeaway

        takeaway.show(view.build(dataset.bundled(), Filters(q=st.session_state.get("asked", ""))))

    page = AppTest.from_function(script, default_timeout=60)
    for name, value in state.items():
        page.session_state[name.replace("_", " ")] = value
    return page.run()


@pytest.fixture
def slow(monkeypatch):
    """A format that takes until ``go_on`` is set, or fails; chosen in an open panel."""
    go_on, fails = Event(), []

    def write(_shown):
        progress.step(0.25, "Drawing the map")
        go_on.wait(20)
        progress.step(0.5, "Writing")
        if fails:
            raise FormatError("figure: too much to draw; show less")
        return b"figure"

    made = Format("Figure", "text/plain", write, "Slow.", group="print", slow=True)
    monkeypatch.setattr(export, "FORMATS", MappingProxyType({**export.FORMATS, "fig": made}))
    page = panel(**{"more formats": True, takeaway.CHOSEN: "fig"})
    yield page, go_on, fails
    go_on.set()


def labels(page):
    return [button.proto.label for button in (*page.get("download_button"), *page.button)]


def made(page):
    """Wait until the file is made, and look again."""
    page.session_state[takeaway.FILE].making.wait(20)
    return page.run()


def test_two_formats_are_at_hand_and_the_rest_is_folded():
    page = panel()
    assert not page.exception and labels(page) == ["GeoJSON", "CSV"] and not page.get("button_group")


def test_opened_it_offers_every_format_once():
    page = panel(**{"more formats": True})
    offered = [name for held in takeaway.groups().values() for name in held]
    assert sorted([*takeaway.QUICK, *offered]) == sorted(export.FORMATS)
    assert labels(page) == ["GeoJSON", "CSV", f"Download {export.FORMATS[offered[0]].label} (.{offered[0]})"]


def test_the_chosen_format_says_what_it_is_good_for():
    page = panel(**{"more formats": True, takeaway.CHOSEN: "kml"})
    assert "Google Earth" in " ".join(element.proto.body for element in page.get("html"))
    assert "Download KML (.kml)" in labels(page)


def test_a_slow_format_is_prepared_while_the_page_says_how_far_it_is(slow):
    page, go_on, _fails = slow
    page.button(key="prepare").click().run()
    assert not page.exception and "Stop" in labels(page)
    go_on.set()
    assert "Download Figure (.fig)" in labels(made(page))


def test_what_is_prepared_can_be_stopped(slow):
    page, _go_on, _fails = slow
    page.button(key="prepare").click().run()
    page.button(key="stop making").click().run()
    assert "Prepare Figure (.fig)" in labels(page)


def test_another_view_drops_what_was_prepared(slow):
    page, go_on, _fails = slow
    go_on.set()
    page.button(key="prepare").click().run()
    assert "Download Figure (.fig)" in labels(made(page))
    page.session_state["asked"] = "skipper"
    assert "Prepare Figure (.fig)" in labels(page.run())


def test_another_view_stops_what_is_being_prepared(slow):
    page, _go_on, _fails = slow
    page.button(key="prepare").click().run()
    making = page.session_state[takeaway.FILE].making
    page.session_state["asked"] = "skipper"
    page.run()
    assert not making.is_under_way and takeaway.FILE not in page.session_state


def test_a_file_that_could_not_be_made_says_why_and_may_be_tried_again(slow):
    page, go_on, fails = slow
    fails.append(True)
    page.button(key="prepare").click().run()
    go_on.set()
    page = made(page)
    assert [error.value for error in page.error] == ["figure: too much to draw; show less"]
    assert "Prepare Figure (.fig)" in labels(page.run())
