"""What is shared of a view: citation, words, the notice of what changed since a link was made."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from geo import language, versions, view
from geo.filters import Filters
from pages import share

RECORD = "bs-2025-12-30-2"


@pytest.fixture(scope="module")
def since_first(data):
    return versions.changes(data, "2026.11.22")


def page(query=(), opened=False, code="en"):
    """A page with the button, the notice and the credit."""

    def script(code):
        from geo import dataset, language, view
        from geo.filters import Filters
        from pages import share

        with language.spoken(code):
            shown = view.build(dataset.bundled(), Filters())
            share.show(shown)
            share.pinned_notice(shown)
            share.credit(shown)

    test = AppTest.from_function(script, kwargs={"code": code}, default_timeout=60)
    for name, value in query:
        test.query_params[name] = value
    test.run()
    return test.button(key="share").click().run() if opened else test


def markup(test):
    return " ".join(element.proto.body for element in test.get("html"))


def told(test):
    """The data of our components on a page, as they are sent."""
    return [element.proto.json for element in test.get("bidi_component")]


def test_the_citation_of_a_record_leaves_room_for_address_and_day(everything):
    data = share.panel(everything, RECORD)
    before, between, after = data["citation"]
    assert before.startswith("“30 Dec 2025 · Strike on a boat”, record bs-2025-12-30-2, revision 3")
    assert (between, after) == (" (accessed on ", ").")
    assert "?" not in before and data["query"] == f"?record={RECORD}"


def test_a_view_is_cited_where_no_record_is_chosen_or_shown(everything):
    for record in (None, "bs-1999-01-01-1", "<b>"):
        data = share.panel(everything, record)
        assert data["query"] is None
        assert data["citation"][0].startswith("Maritime Operations Map: US maritime operations")
        assert data["words"]["citation"] == "Citation of the view"


def test_hostile_words_stay_within_the_first_part_of_the_citation(hostile_data, hostile):
    data = share.panel(view.build(hostile_data(hostile + "\x1f"), Filters()), "bs-1")
    assert len(data["citation"]) == 3 and data["citation"][2] == ")."


def test_the_panel_counts_what_it_shows(data, october):
    shown = view.build(data, october)
    told, count = share.panel(shown, None), shown.counts.records
    assert told["words"]["shows"] == f"Shows the map with its time bar: {count} records, 1 Oct 2025 to 31 Oct 2025."
    assert told["title"] == "Maritime Operations Map: 1 Oct 2025 to 31 Oct 2025"


def test_every_word_that_the_script_asks_for_is_given(everything):
    script = (share.HERE / "share.js").read_text(encoding="utf-8")
    asked = {part.split(")")[0].split(",")[0].split(";")[0].strip() for part in script.split("words.")[1:]}
    named = {f"{verb}{name}" for name in ("link", "citation", "frame") for verb in ("", "copy_")}
    words = set(share.panel(everything, None)["words"])
    assert {name.split()[0].split("}")[0] for name in asked} | named == words


def test_the_notice_names_each_record_and_what_changed(everything, since_first):
    told = share.notice(everything, since_first)
    assert f"{since_first.records} records have changed since." in told
    assert told.count("<li>") == since_first.records
    assert 'href="./?record=tkr-2026-01-07-marinera"' in told and "New revision, public from 15 Jan 2026:" in told


def test_the_notice_counts_those_that_are_shown(data, since_first):
    shown = view.build(data, Filters(kind=("boat_strike",)))
    assert "1 of them is among those shown." in share.notice(shown, since_first)


def test_the_notice_says_that_nothing_changed(everything, since_first):
    nothing = replace(since_first, changed=(), added=(), gone=(), tables=())
    told = share.notice(everything, nothing)
    assert "0 records have changed since." in told and "<details>" not in told


def test_a_record_that_is_gone_is_named_without_a_link(everything, since_first):
    change = versions.Change("bs-gone", "1 Jan 2026 · <b>")
    told = share.notice(everything, replace(since_first, changed=(), gone=(change,)))
    assert "1 Jan 2026 · &lt;b&gt;" in told and "bs-gone" not in told


def test_an_unknown_version_is_shown_as_words(everything, hostile):
    told = share.notice(everything, versions.changes(everything.dataset, hostile))
    inside = told.removeprefix('<div class="notice"><p>').removesuffix("</p></div>")
    assert inside.startswith("The address names data version “") and len(inside) < 500
    assert not set(inside) & set("<>`\u202e\x1b\n\u2028")


def test_the_page_draws_with_each_version(data):
    assert "have changed since" in markup(page([("data", "2026.11.22")]))
    assert "is not known" in markup(page([("data", "<script>alert(1)</script>" * 400)]))
    for query in ([], [("data", data.version)], [("data", "")]):
        test = page(query)
        assert not test.exception and "notice" not in markup(test)


def test_a_closed_panel_sends_nothing():
    closed, opened = page(), page(opened=True)
    assert not closed.exception and not opened.exception
    assert len(told(closed)) == 1 and len(told(opened)) == 2
    assert '"copied"' not in "".join(told(closed)) and '"copied"' in "".join(told(opened))


def test_the_panel_speaks_the_readers_language():
    with language.spoken("es"):
        expected = language._("Copied")
    assert f'"{expected}"' in "".join(told(page(opened=True, code="es"))).encode().decode("unicode_escape")
