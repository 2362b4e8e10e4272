"""What the Workbench does with a reader's own rows while the reader waits, run without a browser."""

from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from geo import language, progress
from geo.errors import FormatError
from geo.export import bulk
from geo.ingest import lens
from geo.maps import private
from geo.overlay import Asked
from pages import bring, own


def script():
    import streamlit as st

    from geo import dataset, ingest, view
    from geo.filters import Filters
    from geo.overlay import Asked
    from pages import bring, own

    content = st.session_state.get("given", b"lat,lon,name\n10,-66,one\n11,-67,two\n")
    bring._laid(bring.Given("two.csv", content, str(content)), ingest.look(content, "two.csv"), None)
    found, asked = bring.overlay(), Asked(st.session_state.get("asked", ""))
    own.take_away(view.build(dataset.bundled(), Filters()), found, asked, int(found.shown(asked).sum()))


@pytest.fixture
def page(monkeypatch):
    """The buttons below two rows, which are many."""
    monkeypatch.setattr(own, "LONG_ROWS", 1)
    return AppTest.from_function(script, default_timeout=60).run()


@pytest.fixture
def held_up(monkeypatch):
    """Work that goes on only when ``go_on`` is set, or fails with what ``fails`` holds."""
    go_on, fails, real = Event(), [], {}

    def slowed(name):
        def work(*args):
            progress.step(0.1, "Begun in earnest")
            go_on.wait(20)
            progress.step(0.2, "Going on")
            if fails:
                raise fails[0]
            return real[name](*args)

        return work

    for owner, name in ((own, "_written"), (lens, "columns")):
        real[name] = getattr(owner, name)
        monkeypatch.setattr(owner, name, slowed(name))
    yield go_on, fails
    go_on.set()


def labels(page):
    return [button.proto.label for button in (*page.get("download_button"), *page.button)]


def ended(page):
    """Wait for the work, and look again."""
    page.session_state[own.WORK].making.wait(20)
    return page.run()


def shelf(page):
    return page.session_state[bring.SHELF]


def test_few_rows_are_files_at_once():
    page = AppTest.from_function(script, default_timeout=60).run()
    assert labels(page)[:5] == [form.label for form in bulk.FORMATS.values()] and not page.exception


def test_a_file_of_many_rows_is_prepared_and_then_holds_those_rows(page):
    assert "Prepare CSV" in labels(page) and not page.get("download_button")
    page.button(key="own prepare csv").click().run()
    page = ended(page)
    assert [button.proto.label for button in page.get("download_button")] == ["Download CSV"] and not page.exception
    found = private.STORE.get(shelf(page), "layer")
    assert own._kept(shelf(page)) == bulk.find("csv").write(bulk.Writer(found.layer), found.shown(Asked()))


@pytest.mark.parametrize("button", ["own prepare gpkg", "own lens"])
def test_long_work_on_rows_says_how_far_it_is_and_can_be_stopped(page, held_up, button):
    page.button(key=button).click().run()
    found, making = private.STORE.get(shelf(page), "layer"), page.session_state[own.WORK].making
    assert labels(page) == ["Stop"] and not page.exception
    page.button(key="stop own work").click().run()
    assert "Prepare GeoPackage" in labels(page) and own.WORK not in page.session_state
    held_up[0].set()
    making.wait(20)
    assert private.STORE.get(shelf(page), "layer") is found and private.STORE.get(shelf(page), own.FILE) is None


def test_waters_are_added_to_many_rows_while_the_reader_waits(page):
    page.button(key="own lens").click().run()
    if own.WORK in page.session_state:
        page = ended(page)
    assert "waters" in private.STORE.get(shelf(page), "layer").table.column_names
    assert "Add waters and zones" not in labels(page) and own.WORK not in page.session_state and not page.exception


def test_other_rows_drop_what_was_prepared(page):
    page.button(key="own prepare csv").click().run()
    page = ended(page)
    page.session_state["asked"] = "one"
    assert "Prepare CSV" in labels(page.run()) and private.STORE.get(shelf(page), own.FILE) is None


def test_rows_that_came_meanwhile_are_not_overwritten(page, held_up):
    page.button(key="own lens").click().run()
    making, other = page.session_state[own.WORK].making, object()
    private.STORE.keep(shelf(page), "layer", other, 0)
    held_up[0].set()
    making.wait(20)
    assert private.STORE.get(shelf(page), "layer") is other


def test_a_file_that_does_not_fit_leaves_the_rows_that_were_there(page, monkeypatch):
    found = private.STORE.get(shelf(page), "layer")
    monkeypatch.setattr(private.STORE, "_most_bytes", 0)
    page.session_state["given"] = b"lat,lon\n1,2\n"
    page.run()
    assert page.exception
    assert private.STORE.get(shelf(page), "layer") is found


def test_work_that_fails_says_why_and_may_be_tried_again(page, held_up):
    held_up[1].append(FormatError("too much to write"))
    page.button(key="own prepare csv").click().run()
    held_up[0].set()
    page = ended(page)
    assert [error.value for error in page.error] == ["too much to write"] and "Prepare CSV" in labels(page)


@pytest.mark.parametrize(("code", "read"), [("en", "not read: 2"), ("es", "sin leer: 2")])
def test_what_was_not_read_agrees_with_its_number(code, read):
    with language.spoken(code):
        assert own._counts({"refused": 2, "coerced": 0, "suspicious": 0}) == [read]
