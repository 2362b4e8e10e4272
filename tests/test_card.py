"""One record as a card: every word of the data is shown, and none is run."""

import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

import pytest

from geo import dates, language, view
from geo.card import Links, address, card, citation, neighbours
from geo.filters import Filters

STAND_IN = "placeholder"
VOID = {"br", "img", "input", "hr"}


@dataclass
class Markup(HTMLParser):
    """What a browser would see: the elements with the names of their attributes, the addresses, and the text."""

    elements: list = field(default_factory=list)
    addresses: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    opened: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.addresses += [value for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def read(markup):
    found = Markup()
    found.feed(markup)
    found.close()
    assert not found.opened
    return found


def without_digest(words):
    return re.sub("sha256 [0-9a-f]+", "sha256", words)


def shown_card(dataset, record="bs-1", **chosen):
    return read(card(view.build(dataset, Filters(**chosen)), record))


@pytest.fixture(scope="module")
def cards(everything):
    """The card of every record, as a browser sees it."""
    return {record: read(card(everything, record)) for record in everything.records["id"]}


def test_every_card_of_the_data_is_sound_markup(cards):
    assert len(cards) == 118 and all(found.text and found.elements for found in cards.values())


def test_every_card_of_the_data_links_only_to_pages_and_to_other_cards(cards):
    addresses = {address for found in cards.values() for address in found.addresses}
    inner = {address for address in addresses if not address.startswith(("http://", "https://"))}
    assert len(addresses) > len(inner) > 0
    assert {address.removeprefix("?record=") for address in inner} <= set(cards)


@pytest.mark.parametrize("day", [date(2025, 9, 2), date(2025, 12, 25), date(2026, 1, 7), date(2026, 10, 10)])
def test_every_card_is_sound_markup_on_every_day(data, day):
    then = view.build(data, Filters(known_on=day))
    assert all(f"As known on {dates.day_words(day)}" in read(card(then, record)).text for record in then.records["id"])


def test_a_card_holds_what_is_known(data, everything):
    text = read(card(everything, "bs-2025-10-27-3")).text
    row = everything.records.set_index("id").loc["bs-2025-10-27-3"]
    for words in (row["location_text"], row["location_given_by"], row["notes"], "2–3", "Attribution: confirmed"):
        assert " ".join(words.split()) in text
    assert all(" ".join(claim["claim"].split()) in text for claim in data.contested("bs-2025-10-27-3"))


def test_hostile_words_are_shown_as_text(hostile_data, hostile):
    attacked, harmless = shown_card(hostile_data(hostile)), shown_card(hostile_data(STAND_IN))
    assert attacked.elements == harmless.elements
    expected = " ".join(harmless.text.replace(STAND_IN, hostile).split())
    assert without_digest(attacked.text) == without_digest(expected)


def test_no_sign_of_a_template_is_left_in_a_card(hostile_data, hostile):
    markup = card(view.build(hostile_data(hostile), Filters()), "bs-1")
    assert not re.search(r"[`{}\\]|\$\{|[\u2028\u2029]", markup)


def test_a_record_that_is_not_shown_has_no_card(unplaced):
    with pytest.raises(KeyError):
        card(view.build(unplaced, Filters()), "bs-2")


def test_an_unplaced_record_says_that_nothing_was_published(unplaced):
    assert "No position was published." in shown_card(unplaced).text


def test_a_distance_without_a_bearing_is_no_position(tiny):
    text = shown_card(tiny({"reference_name": "Antigua", "reference_km": "500"})).text
    assert "No position was published, only a distance: about 500 km from Antigua." in text


def test_an_area_says_how_wide_it_is(across_180):
    assert "±100 km round 5.00° N 179.90° W" in shown_card(across_180).text


def test_a_month_stays_a_month(month_only):
    assert "November 2025" in shown_card(month_only).text


def test_a_record_without_a_date_says_so(undated):
    assert "date not known" in shown_card(undated).text


def test_bounds_of_a_date_are_told(tiny):
    text = shown_card(tiny({"occurred_earliest": "2025-10-01", "occurred_latest": "2025-10-03"})).text
    assert "between 1 Oct 2025 and 3 Oct 2025" in text


def test_what_changed_is_told_once_it_was_known(revised):
    assert "5 Nov 2025 Search ended." in shown_card(revised).text
    assert "Search ended." not in shown_card(revised, known_on=date(2025, 11, 4)).text


def test_figures_are_those_of_the_day(revised):
    assert "Killed 2–3" in shown_card(revised).text
    assert "Killed 2 " in shown_card(revised, known_on=date(2025, 11, 4)).text


def test_killed_is_not_stated_where_nothing_was(tiny):
    assert "Killed not stated" in shown_card(tiny({"killed_min": "", "killed_max": ""})).text


def test_sources_and_claims_are_those_of_the_day(sourced):
    early, late = (shown_card(sourced, known_on=date(2025, 12, day)).text for day in (23, 24))
    assert "Late News" in late and "It was a fishing boat" in late
    assert "Late News" not in early and "It was a fishing boat" not in early


def test_a_record_seen_only_as_copies_says_so(tiny):
    source = {"id": "source-1", "title": "A title", "url": "https://example.org/1"}
    copied = tiny(
        {"source_quality": "mirror_or_aggregator_only"},
        sources=[source],
        citations=[{"record": "bs-1", "position": "1", "source": "source-1"}],
    )
    assert "Only copies or summaries of the reports were seen." in shown_card(copied).text


def test_links_open_apart_and_tell_nothing(sourced):
    anchors = [element for element in shown_card(sourced).elements if element[0] == "a"]
    assert anchors and set(anchors) == {("a", "href", "target", "rel")}


def test_the_first_entry_is_told_too(unplaced):
    assert "What changed when 2 Oct 2025 First entry." in shown_card(unplaced).text


def test_the_head_says_how_the_place_is_known(unplaced, across_180, named_place):
    assert "Caribbean · position never published" in shown_card(unplaced).text
    assert "Caribbean · within an area of ±100 km" in shown_card(across_180).text
    assert "On land · known to ±2 km" in shown_card(named_place, "land-1-port").text


def test_a_record_of_which_not_even_the_sea_is_known_says_so(tiny):
    assert "Not even the sea was named" in shown_card(tiny({"theatre": "undisclosed"})).text


def test_a_target_leads_to_its_operation(named_place):
    assert shown_card(named_place, "land-1-port").addresses == ["?record=land-1-operation"]


def test_a_record_that_only_possibly_answers_says_why(month_only):
    text = shown_card(month_only, start=date(2025, 11, 10)).text
    assert "Possibly in the chosen place and period:" in text


def test_a_record_says_nothing_of_an_answer_where_nothing_was_asked(month_only):
    assert "in the chosen place and period" not in shown_card(month_only).text


def test_a_record_is_cited_with_revision_version_and_address(revised):
    cited = citation(view.build(revised, Filters()), "bs-1", "https://example.org/records", "5 Dec 2025")
    for part in ("“2 Oct 2025 · Strike on a boat”", "bs-1, revision 2 (public from 5 Nov 2025)", "Data version"):
        assert part in cited
    assert "https://example.org/records?record=bs-1 (accessed on 5 Dec 2025)." in cited


def test_a_card_is_cited_without_an_address_where_it_has_none(revised):
    shown = view.build(revised, Filters())
    assert "accessed" not in card(shown, "bs-1") and "bs-1, revision 2" in card(shown, "bs-1")
    assert "https://example.org/?record=bs-1 (accessed on 5 Dec 2025)." in card(
        shown, "bs-1", links=Links(page="https://example.org/", day="5 Dec 2025")
    )


def test_an_address_goes_back_to_the_day_of_the_view(unplaced):
    assert address(view.build(unplaced, Filters(known_on=date(2025, 12, 1))), "bs-1") == (
        "?known_on=2025-12-01&record=bs-1"
    )


def test_records_follow_each_other_in_time(gallery):
    shown = view.build(gallery, Filters())
    order = list(shown.records["id"])
    assert [neighbours(shown, record)[1] for record in order] == [*order[1:], None]
    assert [neighbours(shown, record)[0] for record in order] == [None, *order[:-1]]


def test_a_record_that_is_not_shown_has_no_neighbours(unplaced):
    assert neighbours(view.build(unplaced, Filters()), "bs-2") == (None, None)


def test_a_card_is_told_in_spanish(revised):
    with language.spoken("es"):
        text = shown_card(revised, known_on=date(2025, 12, 1)).text
        cited = citation(view.build(revised, Filters()), "bs-1", "https://example.org/", "5 dic 2025")
    assert "Según lo que se sabía el 1 dic 2025" in text and "Qué cambió y cuándo" in text
    assert "registro bs-1, revisión 2 (público desde el 5 nov 2025)" in cited and "(consultado el 5 dic 2025)" in cited


@pytest.mark.parametrize(("code", "times"), [("en", 0), ("es", 1)])
def test_a_card_in_another_language_says_that_the_records_keep_theirs(data, code, times):
    with language.spoken(code):
        assert card(view.build(data, Filters()), "bs-2025-09-02-1").count('class="card-own"') == times
