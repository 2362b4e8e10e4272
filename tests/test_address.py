"""The address holds the whole view, and a link to a record shows it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo import ROOT, view
from geo.filters import Filters

FRAME = str(ROOT / "pages" / "frame.py")
LATE = "bs-2026-03-19-1"


def opened(**parameters):
    page = AppTest.from_file(FRAME, default_timeout=120)
    for name, value in parameters.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def markup(page):
    return " ".join(element.proto.body for element in page.get("html"))


@pytest.mark.parametrize("record", [LATE, "bs-2025-09-19-1"])
def test_a_link_to_a_record_widens_the_period_until_it_shows(data, record):
    narrow = Filters(start=date(2025, 12, 1), end=date(2025, 12, 31))
    wide = view.widened(data, narrow, record)
    assert record in set(view.build(data, wide).records["id"])
    assert wide.start == narrow.start or wide.end == narrow.end


@pytest.mark.parametrize("record", [None, "no-such-record", "bs-2025-12-30-1"])
def test_a_period_is_not_widened_for_what_it_shows_or_cannot_show(data, record):
    narrow = Filters(start=date(2025, 12, 1), end=date(2025, 12, 31))
    assert view.widened(data, narrow, record) == narrow


def test_a_record_that_another_filter_leaves_out_widens_nothing(data):
    narrow = Filters(end=date(2025, 12, 31), kind=("interdiction",))
    assert view.widened(data, narrow, LATE) == narrow


def test_the_page_says_that_it_widened_the_period():
    page = opened(start="2025-12-01", end="2025-12-31", record=LATE)
    assert "The period was widened" in markup(page)
    assert page.session_state["end"] > date(2025, 12, 31)


def test_what_the_browser_wrote_is_passed_on():
    page = opened(at="12.4000,-81.5000,4.50", theme="dark", kind="boat_strike")
    assert "12.4000,-81.5000,4.50" in page.query_params["at"] and "dark" in page.query_params["theme"]


def test_broken_parameters_of_the_page_are_named():
    page = opened(at="here", theme="pink", lang="xx")
    assert "not understood and left out: at, lang, theme" in markup(page)


def test_the_address_speaks_its_language():
    page = opened(lang="es")
    assert page.session_state["lang"] == "es"
    assert "Lo que se sabe" in markup(page)
