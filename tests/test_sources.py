"""A source says who published it, when, and whether a copy was read."""

import pytest

from geo import language, sources

SOURCE = {"publisher": "A paper", "title": "A title", "url": "https://example.org/1", "published": None}


@pytest.mark.parametrize(
    ("publisher", "words"),
    [
        ("CBS News (mirror)", "copy"),
        ("Reuters via KSL", "copy"),
        ("The Intercept (republished copy, microvibenews.com)", "copy"),
        ("La Verdad (relaying El Nuevo Herald)", "relays another's report"),
        ("Newser (summarising The Washington Post)", "relays another's report"),
        ("Bolivia Today", ""),
        ("Copyright Weekly", ""),
        ("gCaptain / Reuters", ""),
        (None, ""),
    ],
)
def test_a_copy_is_known_by_the_words_in_its_publishers_name(publisher, words):
    assert sources.copy_words(publisher) == words


def test_a_copy_is_marked_in_the_list():
    marked, plain = (sources.listed([SOURCE | {"publisher": name}]) for name in ("A paper (copy)", "A paper"))
    assert '<span class="card-tag">copy</span>' in marked and "card-tag" not in plain


def test_a_source_without_a_date_says_so():
    assert sources.via(SOURCE).endswith(", no date seen)")
    assert sources.via(SOURCE | {"published": "2025-12"}).endswith(", December 2025)")


def test_a_source_without_a_publisher_is_named_by_its_host():
    assert sources.publisher(SOURCE | {"publisher": None}) == "example.org"


def test_no_sources_make_no_list():
    assert sources.listed([]) == ""


def test_titles_are_marked_as_english_in_another_language_unless_they_are_not():
    with language.spoken("es"):
        marked = sources.listed([SOURCE | {"title": "Strike on a boat"}])
        plain = sources.listed([SOURCE | {"title": "Venezuela denuncia el ataque"}])
    assert '<span lang="en">Strike on a boat</span>' in marked and "lang=" not in plain
    assert "lang=" not in sources.listed([SOURCE | {"title": "Strike on a boat"}])
