"""A broken, old or hostile address gives a page with at most a notice, never an error."""

from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo import ROOT, filters, provenance, versions, view
from geo.dataset import bundled
from geo.errors import FilterError
from geo.filters import Filters

PAGE_NAMES = ("record", "embed", "embed_options", "at", "theme", "tiles", "lang", "data", "page", "unit")
NAMES = (*filters.NAMES, *PAGE_NAMES)

NONSENSE = [
    "",
    " ",
    "0",
    "-1",
    "null",
    "undefined",
    "None",
    "NaN",
    "true",
    "2025-13-45",
    "0000-00-00",
    "9999-12-31",
    "2025-10-01T00:00:00Z",
    "１２-١٢-2025",
    "VEN:24nm",
    "VEN:-24nm",
    "VEN:1e308nm",
    "VEN:nannm",
    "XXX:24nm",
    "pl-amuay:50km:50km",
    "territorial_sea:",
    "territorial_sea:XXX",
    "-72,10,-70,12",
    "-72,10,-70",
    "nan,nan,nan,nan",
    "1e999,0,0,0",
    "0,0,0,0",
    "0,0,1,1,0,1,1,0",
    ",".join(["1"] * 2000),
    "zone-blockade-venezuela",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "file:///etc/passwd",
    "https://example.org/",
    "'; DROP TABLE incidents; --",
    "1 OR 1=1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "${alert(1)}`{{7*7}}{% raw %}",
    "%s%n%x{0}{name!r}",
    "\x00",
    "a\x00b\x1b[31m\x7f",
    "\r\nSet-Cookie: a=b",
    "\u202egnissim\u2066\ufeff",
    "e\u0301" * 300,
    "😀" * 300,
    "(" * 500,
    "*+?[]^$|\\",
    "A" * 10_000,
    "-" * 10_000,
    "9" * 10_000,
]

VALUES = st.one_of(
    st.sampled_from(NONSENSE),
    st.text(max_size=40),
    st.dates().map(str),
    st.tuples(*[st.floats()] * 4).map(lambda numbers: ",".join(map(str, numbers))),
    st.sampled_from([value for labels in filters.options(bundled().package).values() for value in labels]),
    st.sampled_from(["bs-2025-09-02-1", "2026.11.22", "VEN:24nm", "land", "10.5,-66,5"]),
)
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=12), VALUES), max_size=12)


@given(PAIRS)
@example([(name, value) for name in NAMES for value in NONSENSE])
@example([("kind", "boat_strike")] * 5_000)
def test_any_pairs_give_filters_that_build_a_view(data, pairs):
    read, dropped = filters.salvage(pairs, data)
    assert filters.salvage(parse_qsl(filters.to_query(read)), data) == (read, ())
    assert set(dropped) <= {name for name, _ in pairs}
    assert view.build(data, read).counts.records <= len(data.tables["incidents"])


@given(PAIRS)
def test_an_address_gives_filters_or_one_sentence(data, pairs):
    try:
        read = filters.from_query(urlencode(pairs, errors="replace"), data)
    except FilterError as error:
        assert "\n" not in str(error) or any("\n" in text for pair in pairs for text in pair)
    else:
        assert provenance.citation(view.build(data, read))


@given(st.text(max_size=200) | st.sampled_from(NONSENSE))
def test_any_text_after_the_question_mark_is_read_or_refused(data, text):
    for query in (text, f"?{text}", quote(text, errors="replace"), f"http://localhost:8501/?{text}", f"q={text}"):
        try:
            assert isinstance(filters.from_query(query, data), Filters)
        except FilterError as error:
            assert str(error)


@given(st.text(max_size=100) | st.sampled_from(NONSENSE))
def test_any_version_may_be_named(data, text):
    found = versions.changes(data, text)
    assert found is None or not found.known or text in versions.bundled().versions


def _each(value):
    return [(name, value) for name in NAMES]


PAGES = {
    "markup everywhere": _each('"><img src=x onerror=alert(1)>'),
    "scripts everywhere": _each("<script>alert(1)</script>"),
    "template signs everywhere": _each("${alert(1)}`{{7*7}}"),
    "SQL everywhere": _each("'; DROP TABLE incidents; --"),
    "path parts everywhere": _each("../../etc/passwd"),
    "long values everywhere": _each("A" * 10_000),
    "digits everywhere": _each("9" * 400),
    "control characters everywhere": _each("a\x00b\x1b[31m\x7f"),
    "other scripts everywhere": _each("\u202e١٢😀e\u0301"),
    "nothing everywhere": _each(""),
    "not a number everywhere": _each("NaN"),
    "repeated names": [(name, value) for name in NAMES for value in ("a", "b", "a")],
    "sound names repeated": [("kind", "boat_strike")] * 3 + [("start", "2025-10-01"), ("start", "2025-11-01")],
    "many names": [(f"name{number}", "value") for number in range(200)],
    "names that attack": [('<img src=x onerror="alert(1)">', "1"), ("__proto__", "1"), ("constructor", "x")],
    "centres that are none": [("at", "NaN,Infinity,1e999"), ("at", "91,181,99")],
    "a centre far away": [("at", "89.99,-540,30"), ("record", "bs-2025-10-27-3")],
    "a theme and tiles that are none": [("theme", "url(x)"), ("tiles", "https://example.org/{z}/{x}/{y}.png")],
    "a language that is none": [("lang", "../es"), ("lang", "ES-419")],
    "an embed that is none": [("embed", "maybe"), ("embed_options", "<b>"), ("embed_options", "x" * 999)],
    "the embedded map of an old link": [("embed", "true"), ("data", "2026.11.22"), ("lang", "es")],
    "days out of range": [("start", "0001-01-01"), ("end", "9999-12-31"), ("known_on", "1900-01-01")],
    "a day before all": [("known_on", "1900-01-01"), ("record", "bs-2025-09-02-1"), ("answer", "possibly")],
    "a place that is a line": [("area", "0,0,1,1,2,2"), ("near", "VEN:0nm"), ("waters", "land:XXX"), ("zone", "x")],
    "a state of our own": [(name, "x") for name in ("address seen", "table", "map", "period", "share", "near number")],
}
"""Hostile addresses, by what is bad about them."""


@pytest.mark.parametrize("pairs", PAGES.values(), ids=PAGES)
def test_a_hostile_address_gives_a_page(pairs):
    test = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name in dict.fromkeys(name for name, _ in pairs):
        test.query_params[name] = [value for other, value in pairs if other == name]
    test.run()
    assert not test.exception and not test.error
    shown = " ".join(element.proto.body for element in test.get("html"))
    assert "<img src=x" not in shown and "<script>alert" not in shown
