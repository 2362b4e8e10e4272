"""The story of a vessel: one line of names and flags, step by step, as far as it was known."""

from datetime import date

import pytest

from geo import language, story, view
from geo.card import fields
from geo.filters import Filters

VESSEL = {"id": "imo-1234567", "imo": "1234567", "name": "Marinera", "former_names": "Bella 1"}
EVENT = {"vessel": "imo-1234567", "event": "sighted", "text": "Seen.", "source": "source-1"}
BOARDING = {"kind": "interdiction", "event": "seizure", "counted_as": "interdiction", "vessel": "imo-1234567"}


@pytest.fixture(scope="module")
def chased(tiny):
    """A vessel that changed name and flag between two records, and a step that nobody dated."""
    return tiny(
        {**BOARDING, "id": "tkr-1", "name": "Bella 1"},
        {**BOARDING, "id": "tkr-2", "name": "Marinera", "occurred": "2026-01-07", "known_from": "2026-01-07"},
        vessels=[VESSEL],
        sources=[{"id": "source-1", "publisher": "A paper", "title": "A title", "url": "https://example.org/1"}],
        vessel_events=[
            EVENT | {"id": "imo-1234567-e1", "name": "Bella 1", "flag": "Panama", "text": "Undated."},
            EVENT
            | {"id": "imo-1234567-e2", "occurred": "2025-10-02", "known_from": "2025-10-02", "name": "Bella 1"}
            | {"record": "tkr-1", "event": "pursued"},
            EVENT
            | {"id": "imo-1234567-e3", "occurred": "2025-12-24", "known_from": "2026-01-01", "event": "reflagged"}
            | {"name": "Marinera", "flag": "Russia"},
        ],
    )


def told(dataset, record="tkr-1", **chosen):
    shown = view.build(dataset, Filters(**chosen))
    return story.story(shown, fields(shown, record))


def test_names_follow_each_other_without_repeats(chased):
    life = story.steps(chased, "imo-1234567")
    assert story.names(life) == ["Bella 1", "Marinera"]
    assert story.names(life, "flag") == ["Panama", "Russia"]


def test_a_change_of_name_and_flag_is_marked(chased):
    markup = told(chased)
    assert "Name: Bella 1 → Marinera" in markup and "Flag: Panama → Russia" in markup
    assert markup.count("story-change") == 2


def test_what_was_not_public_yet_is_not_told(chased):
    early = told(chased, known_on=date(2025, 12, 31))
    assert "Marinera" not in early and "Pursued" in early


def test_a_step_without_a_date_is_told_only_in_a_view_of_today(chased):
    assert "Undated." in told(chased) and "<time>no date seen</time>" in told(chased)
    assert "Undated." not in told(chased, known_on=date(2025, 12, 31))


def test_the_steps_of_this_record_are_marked(chased):
    assert told(chased).count("this record") == 1
    assert told(chased, "tkr-2").count("this record") == 0


def test_the_other_records_of_a_vessel_can_be_opened(chased):
    assert 'href="?record=tkr-2"' in told(chased) and "record=tkr-1" not in told(chased)
    assert "record=tkr-2" not in told(chased, known_on=date(2025, 12, 31))


def test_a_record_without_a_vessel_has_no_story(unplaced):
    assert told(unplaced, "bs-1") == ""


def test_hostile_words_of_a_vessel_are_text(tiny, hostile):
    data = tiny(
        {**BOARDING, "id": "tkr-1", "name": "A ship"},
        vessels=[VESSEL],
        sources=[{"id": "source-1", "publisher": hostile, "title": hostile, "url": "https://example.org/1"}],
        vessel_events=[EVENT | {"id": "imo-1234567-e1", "name": hostile, "flag": hostile, "text": hostile}],
    )
    markup = told(data)
    assert "<img" not in markup and "<script" not in markup and "<svg" not in markup
    assert not set(markup) & set("`{}\\")


def test_a_story_is_told_in_spanish_with_its_own_words_marked(chased):
    with language.spoken("es"):
        markup = told(chased)
    assert 'Bandera: <span lang="en">Panama → Russia</span>' in markup and "<b>Perseguido</b>" in markup
    assert "<time>2 oct 2025</time>" in markup and "este registro" in markup
