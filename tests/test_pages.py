"""The pages Timeline, Records and About, run without a browser."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo import dataset, grid, language, view
from geo.filters import Filters
from pages import about, table


def markup(page):
    return " ".join(element.proto.body for element in page.get("html"))


def records_page(record, known_on=None):
    """The records page of all records, with one chosen."""

    def script(record, known_on):
        import streamlit as st

        from geo import dataset, view
        from geo.filters import Filters
        from pages import records

        st.session_state.setdefault("record", record)
        records.show(view.build(dataset.bundled(), Filters(known_on=known_on)))

    return AppTest.from_function(script, kwargs={"record": record, "known_on": known_on}, default_timeout=60).run()


def test_the_records_page_shows_one_record_in_full():
    page = records_page("bs-2025-12-30-2")
    assert not page.exception
    assert 'data-record="bs-2025-12-30-2"' in markup(page)
    assert "record bs-2025-12-30-2, revision" in page.code[0].value


@pytest.mark.parametrize(
    ("record", "words"),
    [("bs-1999-01-01-1", "There is no record"), ("<b>x</b>", "There is no record &lt;b&gt;x&lt;/b&gt;")],
)
def test_an_address_with_an_unknown_record_shows_a_notice(record, words):
    assert words in markup(records_page(record))


def test_the_about_page_leads_to_each_of_its_parts(everything):
    parts = about.sections(everything)
    links = about.contents(list(parts))
    assert next(iter(parts)) == "Method" and "Known gaps" in parts
    assert all(f'href="#{about.anchor(title)}"' in links for title in parts)
    assert len({about.anchor(title) for title in parts}) == len(parts)


def test_the_about_page_draws():
    def script():
        from geo import dataset, view
        from geo.filters import Filters
        from pages import about

        about.show(view.build(dataset.bundled(), Filters()))

    page = AppTest.from_function(script, default_timeout=60).run()
    assert not page.exception
    assert "Newest dated source" in markup(page) and "Accessed on" in page.code[0].value


def test_the_timeline_lists_the_statements_of_the_period_and_others_on_request():
    def script():
        from datetime import date

        from geo import dataset, view
        from geo.filters import Filters
        from pages import timeline

        timeline.show(view.build(dataset.bundled(), Filters(start=date(2025, 12, 1), end=date(2025, 12, 31))))

    def listed(page):
        return next(body for element in page.get("html") if 'class="told"' in (body := element.proto.body)).count(
            "<li>"
        )

    page = AppTest.from_function(script, default_timeout=60).run()
    said = dataset.bundled().tables["statements"]
    december = int((said["occurred"].dt.strftime("%Y-%m") == "2025-12").sum())
    assert 0 < december < len(said) and listed(page) == december
    assert f"{december} of {len(said)} statements found in the days drawn; {len(said) - december} before" in markup(
        page
    )
    page.toggle(key="timeline all said").set_value(True).run()
    assert listed(page) == len(said)


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_report_says_who_objects_before_the_words_of_the_claim(code):
    def script(code):
        from geo import dataset, language, view
        from geo.filters import Filters
        from pages import report

        with language.spoken(code):
            report.show(view.build(dataset.bundled(), Filters(near=("VEN:24nm",))))

    page = AppTest.from_function(script, kwargs={"code": code}, default_timeout=60).run()
    with language.spoken(code):
        told = language._(grid.STANCES["disputes"])
    who, claim = "El Pitazo, as relayed by La Estrella", "The boat was destroyed in the early hours"
    assert not page.exception and re.search(f"{who}.{{0,80}}{told}.{{0,40}}{claim}", markup(page))


def test_every_column_that_is_offered_can_be_shown(everything):
    heads = table.names(everything)
    shown = table.columns(everything, list(heads))
    assert shown.column_names == list(heads) and len(shown) == 118
    assert len(heads) > 50 and len(set(heads.values())) == len(heads)


def test_the_table_is_small(everything):
    assert table.columns(everything).nbytes < 6_000


def test_columns_have_names_that_no_language_changes(everything):
    with language.spoken("es"):
        assert table.columns(everything).column_names == list(table.DEFAULT)
        assert table.names(everything)["killed"] == "Muertos"


def test_the_table_says_surely_or_possibly_where_the_view_asks(month_only):
    shown = view.build(month_only, Filters(start=date(2025, 11, 10)))
    assert table.columns(shown, table.ANSWER)["answer"].to_pylist() == ["possibly"]
