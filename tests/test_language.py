"""Every word that a reader is told can be told in each language."""

import string

import pytest
from babel.messages.pofile import read_po

from geo import language
from geo.locale import extract

MESSAGES = {entry.id: entry for entry in extract.messages() if entry.id}
CATALOGUES = {
    code: read_po((language.LOCALE / f"{code}.po").open("rb"), locale=code)
    for code in language.LANGUAGES
    if code != language.ENGLISH
}


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_message_is_translated(code):
    told = {entry.id: entry.string for entry in CATALOGUES[code] if not entry.fuzzy}  # which are not compiled
    missing = [message for message in MESSAGES if not _all(told.get(message))]
    assert missing == []


@pytest.mark.parametrize("code", CATALOGUES)
def test_no_translation_is_left_of_a_message_that_went(code):
    assert [entry.id for entry in CATALOGUES[code] if entry.id and entry.id not in MESSAGES] == []


@pytest.mark.parametrize("code", CATALOGUES)
def test_translations_keep_the_blanks_of_their_message(code):
    wrong = [entry.id for entry in CATALOGUES[code] if entry.id and entry.string and not _same_blanks(entry)]
    assert wrong == []


def test_words_are_english_unless_another_language_is_spoken():
    assert language._("Killed") == "Killed"
    with language.spoken("es"):
        assert language._("Killed") == "Muertos"
        assert language.number(1234.5) == "1.234,5"
    assert language.number(1234.5) == "1,234.5"


def test_an_unknown_language_is_english():
    with language.spoken("xx"):
        assert language.current() == "en"


def test_counts_take_the_form_that_fits():
    assert [language.ngettext("{n} strike", "{n} strikes", n) for n in (0, 1, 1200)] == [
        "0 strikes",
        "1 strike",
        "1,200 strikes",
    ]


def _all(told):
    return all(told) if isinstance(told, (tuple, list)) else bool(told)


def _same_blanks(entry):
    given = entry.id if isinstance(entry.id, (tuple, list)) else [entry.id]
    told = entry.string if isinstance(entry.string, (tuple, list)) else [entry.string]
    allowed = set().union(*map(_blanks, given))
    return all(_blanks(text) <= allowed for text in told) and _blanks(told[-1]) == _blanks(given[-1])


def _blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
