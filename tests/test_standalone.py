"""The view as one HTML file: exactly its records, nothing loaded from elsewhere, and text that stays text."""

import base64
import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from geo import language, progress, standalone, timebar, view
from geo.filters import Filters
from geo.standalone import document

MOST_BYTES = 3_000_000


class Document(HTMLParser):
    """A file read back by Python's own parser: elements with their attributes, and the text in each sort of them."""

    def __init__(self, shown):
        super().__init__()
        self.bytes = standalone.write(shown)
        self.elements, self.texts, self.open = [], {}, []
        self.feed(self.bytes.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open.append((tag, dict(attrs).get("id")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for element in {self.open[-1]} if self.open else ():
            self.texts[element] = self.texts.get(element, "") + data

    def block(self, name):
        return json.loads(self.texts["script", name])

    @property
    def cards(self):
        return [attrs["data-record"] for tag, attrs in self.elements if tag == "article"]


def of(dataset, **chosen):
    return view.build(dataset, Filters(**chosen))


@settings(max_examples=10)
@given(st.data())
def test_it_holds_exactly_the_records_of_the_view(gallery, any_filters, drawn):
    shown = view.build(gallery, drawn.draw(any_filters))
    found, ids = Document(shown), shown.records["id"].tolist()
    assert (
        found.cards
        == found.block("scene.json")["records"]["id"]
        == found.block("view.json")["time"]["records"]["id"]
        == ids
    )


def test_of_other_records_nothing_is_in_it(data, october):
    shown = view.build(data, october)
    content, held = standalone.write(shown).decode(), set(shown.records["id"])
    assert [
        record for record in data.tables["incidents"]["id"].unique() if record not in held and record in content
    ] == []


def test_zones_and_statements_are_those_of_the_period(data, october):
    shown = view.build(data, october)
    time = Document(shown).block("view.json")["time"]
    first, last = time["axis"]
    assert sorted(time["zones"]["id"]) == sorted(shown.zones["id"])
    assert time["statements"]["day"] and all(first <= day <= last for day in time["statements"]["day"])


def test_a_card_links_only_to_cards_that_are_there(data):
    shown = of(data, q="marinera")
    found = Document(shown)
    linked = {attrs["href"] for tag, attrs in found.elements if tag == "a" and attrs["href"].startswith("#")}
    assert linked and {address.partition("record=")[2] for address in linked} <= set(found.cards)


def test_nothing_loads(everything):
    found = Document(everything)
    loads = {
        (tag, name) for tag, attrs in found.elements for name in attrs if name in ("src", "srcset", "data", "action")
    }
    styled = found.texts["style", None]
    assert loads == set() and "url(" not in re.sub(r'url\("?#[^)]*\)', "", styled) and "@import" not in styled
    links = [attrs for tag, attrs in found.elements if tag == "a"]
    assert all(re.match(r"https?://|#", attrs["href"]) for attrs in links)
    assert [attrs["href"] for tag, attrs in found.elements if tag == "link"] == ["data:,"]


def test_its_policy_lets_only_its_own_scripts_and_styles_run(everything):
    found = Document(everything)
    policy = next(attrs["content"] for tag, attrs in found.elements if attrs.get("http-equiv"))
    own = re.findall(rb"<(script|style)>(.*?)</\1>", found.bytes, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(content).digest()).decode() for _tag, content in own]
    assert sorted(re.findall(r"sha256-([^']+)", policy)) == sorted(digests) and len(digests) == 3
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy


def test_hostile_words_stay_text(hostile_data, hostile):
    calm, found = (Document(of(hostile_data(words))) for words in ("calm words", hostile))
    shape = [[(tag, sorted(attrs)) for tag, attrs in each.elements] for each in (calm, found)]
    assert shape[0] == shape[1]
    assert found.block("provenance.json")["counts"]["records"] == 1


def test_it_stays_small(everything):
    assert len(standalone.write(everything)) < MOST_BYTES


def test_it_speaks_the_language_of_the_view(data, october):
    with language.spoken("es"):
        found = Document(view.build(data, october))
    assert found.elements[0] == ("html", {"lang": "es"})
    assert found.block("view.json")["options"]["words"]["Zoom in"] == "Acercar"


def test_a_view_without_records_is_a_file_too(gallery):
    found = Document(of(gallery, q="no such word"))
    assert found.cards == [] and found.block("scene.json")["records"]["id"] == []


def test_provenance_is_inside(data, october):
    origin = Document(view.build(data, october)).block("provenance.json")
    assert (
        origin["query"] == "start=2025-10-01&end=2025-10-31&kind=boat_strike"
        and origin["data"]["sha256"] == data.sha256
    )


def test_work_tells_how_far_it_is(gallery):
    told = []
    with progress.heard(lambda share, _words: told.append(share)):
        standalone.write(of(gallery))
    assert told == sorted(told) and told[0] == 0 and told[-1] == 0.8


def test_an_excerpt_is_the_view_by_itself(data):
    shown = of(data, start=date(2025, 10, 1), end=date(2025, 12, 31), near=("VEN:200nm",))
    alone = view.excerpt(shown)
    assert alone.records.drop(columns="geometry").equals(shown.records.drop(columns="geometry"))
    assert alone.total == len(shown.records) and alone.counts == shown.counts and alone.surely == shown.surely
    assert alone.zones["id"].tolist() == alone.zones_anytime["id"].tolist() == shown.zones["id"].tolist()


def test_the_bar_of_a_file_reaches_as_far_as_the_view(data, october):
    told = timebar.alone(view.excerpt(view.build(data, october)))
    assert told["limits"] == told["period"] == {"start": told["axis"][0], "end": told["axis"][1]}
    free = timebar.alone(view.excerpt(of(data)))
    assert free["limits"] == {"start": None, "end": None} and free["axis"] == list(timebar.axis(of(data)))


def test_a_block_is_never_markup():
    assert document.block("x", b'{"a":"</script><!--&"}') == (
        '<script type="application/json" id="x">{"a":"\\u003c/script\\u003e\\u003c!--\\u0026"}</script>\n'
    )
