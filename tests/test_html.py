"""Text made safe for a page, and marked with its language."""

from geo import html, language


def test_a_records_own_words_are_marked_where_another_language_is_spoken():
    assert html.own("A & B") == "A &amp; B"
    with language.spoken("es"):
        assert html.own("A & B") == '<span lang="en">A &amp; B</span>' and html.own("") == ""
        assert html.own_link("https://example.org", "A <title>") == (
            '<a href="https://example.org" target="_blank" rel="noopener noreferrer">'
            '<span lang="en">A &lt;title&gt;</span></a>'
        )


def test_a_message_is_filled_with_markup_and_made_safe_itself():
    assert html.filled("{kind}, <by> {actor}.", kind="<b>Zone</b>", actor="A") == "<b>Zone</b>, &lt;by&gt; A."


def test_what_is_no_web_address_is_no_link():
    assert html.own_link("javascript:alert(1)", "A title") == html.link("javascript:alert(1)", "A title") == "A title"
