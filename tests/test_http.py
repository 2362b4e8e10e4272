"""Files of a view under an address that stays: whole, compressed, in parts, unchanged, or refused in words."""

import gzip
import threading
import warnings
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from geo import export, filters, routes, versions, view
from geo.delivery import File
from geo.errors import BusyError
from geo.filters import Filters
from geo.http import files, resource
from geo.http.builds import Builds

QUERY = "start=2025-10-01&end=2025-10-31&kind=boat_strike"
VIEW = f"/view.geojson?{QUERY}"
NAMES = [*filters.NAMES, *filters.PAGE_PARAMETERS, "x"]
PLAIN = {"accept-encoding": "identity"}


@pytest.fixture(scope="module")
def client(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Starlette asks for httpx2 where httpx is installed; both do
        from starlette.testclient import TestClient
    app = Starlette(routes=routes.routes(data), middleware=routes.middleware())
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("name", "query"),
    [
        *((name, QUERY) for name in export.FORMATS),
        ("csv", ""),
        ("csv", f"{QUERY}&known_on=2026-01-02&theatre=caribbean&theatre=eastern_pacific"),
    ],
)
def test_a_file_is_what_the_export_writes(client, data, name, query):
    answer = client.get(f"/view.{name}?{query}")
    assert answer.status_code == 200
    assert answer.content == export.write(view.build(data, filters.from_query(query, data)), name)


@pytest.mark.parametrize("name", export.FORMATS)
def test_a_file_says_what_it_is_and_how_to_call_it(client, name):
    answer = client.get(f"/view.{name}?{QUERY}")
    assert answer.headers["content-type"].startswith(export.FORMATS[name].media_type)
    assert f'filename="maritime-operations_2025-10-01_2025-10-31.{name}"' in answer.headers["content-disposition"]


@pytest.mark.parametrize("name", export.FORMATS)
def test_who_has_the_file_is_told_that_nothing_changed(client, name):
    first = client.get(f"/view.{name}?{QUERY}")
    again = client.get(f"/view.{name}?{QUERY}", headers={"if-none-match": f'W/"other", {first.headers["etag"]}'})
    assert again.status_code == 304 and not again.content
    assert client.get(f"/view.{name}?{QUERY}", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_tag_is_told_without_making_the_file(client, data, monkeypatch, october):
    monkeypatch.setattr(export, "write", lambda *_: pytest.fail("made"))
    asked = {"if-none-match": f'"{files.tag(data, october, "csv")}"'}
    assert client.get(f"/view.csv?{filters.to_query(october)}", headers=asked).status_code == 304


def test_another_order_of_the_same_filters_is_the_same_file(client):
    one, other = "kind=interdiction&kind=boat_strike&q=&lang=en", "lang=en&kind=boat_strike&kind=interdiction"
    assert client.get(f"/view.csv?{one}").headers["etag"] == client.get(f"/view.csv?{other}").headers["etag"]


def test_other_data_words_filters_formats_and_encodings_have_other_tags(client, data, gallery):
    answers = [client.get(f"/view.{name}?{query}") for name in ("csv", "geojson") for query in ("", "lang=es", QUERY)]
    tags = {answer.headers["etag"] for answer in answers} | {client.get("/view.csv", headers=PLAIN).headers["etag"]}
    assert len(tags) == 7
    assert files.tag(data, Filters(), "csv") != files.tag(gallery, Filters(), "csv")


def test_a_file_is_as_old_as_its_data(client, data):
    day = client.get(VIEW).headers["last-modified"]
    assert versions.moment(data.version).strftime("%a, %d %b %Y") == day[:16]
    assert client.get(VIEW, headers={"if-modified-since": day}).status_code == 304
    assert client.get(VIEW, headers={"if-modified-since": "Sat, 01 Nov 2025 00:00:00 GMT"}).status_code == 200
    assert client.get(VIEW, headers={"if-modified-since": day, "if-none-match": '"other"'}).status_code == 200


def test_versions_of_one_day_have_moments_in_order():
    first, second = versions.moment("2026.11.22"), versions.moment("2026.11.22.2")
    assert first == datetime(2026, 11, 22, tzinfo=UTC) < second and first.date() == second.date()
    assert [versions.moment(name) for name in ("1", "2026.13.1", "", "2026.11.22.x")] == [None] * 4


@pytest.mark.parametrize("name", export.FORMATS)
def test_text_is_compressed_for_who_takes_it_and_nothing_else_is(client, name):
    packed, plain = (client.get(f"/view.{name}?{QUERY}", headers={"accept-encoding": e}) for e in ("gzip", "identity"))
    wanted = "gzip" if resource.is_text(export.FORMATS[name].media_type) else "identity"
    assert packed.headers["content-encoding"] == wanted and packed.content == plain.content
    assert "Accept-Encoding" in packed.headers["vary"] and plain.headers["content-encoding"] == "identity"
    if wanted == "gzip":
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])


@pytest.mark.parametrize("name", export.FORMATS)
def test_head_tells_what_get_would(client, name):
    whole, head = client.get(f"/view.{name}?{QUERY}"), client.head(f"/view.{name}?{QUERY}")
    assert head.status_code == 200 and dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-9", slice(0, 10)), ("bytes=100-", slice(100, None)), ("bytes=-7", slice(-7, None))],
)
def test_a_part_is_answered_as_a_part_of_the_plain_file(client, asked, part):
    whole = client.get("/view.csv", headers=PLAIN)
    answer = client.get("/view.csv", headers={"range": asked, "if-range": whole.headers["etag"]})
    assert answer.status_code == 206 and answer.content == whole.content[part]
    assert answer.headers["content-range"].endswith(f"/{len(whole.content)}")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=9-1", "bytes=-", "bytes=x-", "bytes=" + "9" * 99]
)
def test_what_is_no_single_range_is_answered_whole(client, asked):
    assert client.get("/view.csv", headers={"range": asked}).status_code == 200


def test_a_part_behind_the_end_and_one_of_another_file_are_not_given(client):
    behind = client.get("/view.csv", headers={"range": "bytes=999999999-"})
    assert behind.status_code == 416 and behind.headers["content-range"].startswith("bytes */")
    assert client.get("/view.csv", headers={"range": "bytes=0-9", "if-range": '"other"'}).status_code == 200
    day = behind.headers["last-modified"]
    assert client.get("/view.csv", headers={"range": "bytes=0-9", "if-range": day}).status_code == 206


@pytest.mark.parametrize("address", [VIEW, "/view.nonsense", "/changes.atom", "/changes.json", "/view.csv?kind=x"])
def test_pages_of_other_sites_may_read(client, address):
    for answer in (client.get(address), client.head(address), client.get(address, headers={"if-none-match": "*"})):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "ETag" in answer.headers["access-control-expose-headers"]
    asked = {"origin": "https://other.example", "access-control-request-method": "GET"}
    allowed = client.options(address, headers=asked)
    assert allowed.status_code == 204 and "GET" in allowed.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in allowed.headers


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/view.nonsense", 404, "geojson"),
        ("/view.geojson?colour=red", 400, "colour"),
        ("/view.csv?start=soon", 400, "2025-10-31"),
        ("/view.csv?q=a&q=b", 400, "twice"),
        ("/view.csv?q=" + "a" * 9000, 414, "8000"),
    ],
)
def test_a_wrong_question_is_answered_with_the_rule_and_the_remedy(client, address, status, words):
    answer = client.get(address)
    assert answer.status_code == answer.json()["status"] == status and words in answer.json()["detail"]
    assert (
        answer.headers["content-type"] == "application/problem+json" and answer.headers["cache-control"] == "no-store"
    )


def test_a_file_and_a_refusal_speak_the_language_asked_for(client):
    facts = client.get("/view.geojson?lang=es&kind=interdiction").json()
    assert facts["provenance"]["language"] == "es" and "Versión de los datos" in facts["provenance"]["citation"]
    refused = client.get("/view.geojson?lang=es&kind=x")
    assert "no es un valor" in refused.json()["detail"] and refused.headers["content-language"] == "es"


def test_hostile_words_in_a_question_are_data(client, hostile):
    for name in filters.NAMES:
        answer = client.get("/view.csv", params={name: hostile, "lang": hostile})
        assert answer.status_code in (200, 400) and "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/view", "/view.", "/view.geojson/", "/elsewhere", "/view.csv/../../app.py"])
def test_other_addresses_are_not_found(client, address):
    assert client.get(address, follow_redirects=False).status_code in (307, 400, 404)


@settings(max_examples=60)
@given(
    st.sampled_from(["/view.csv", "/view.geojson", "/changes.atom", "/changes.json"]),
    st.lists(
        st.tuples(st.sampled_from([*filters.NAMES, *filters.PAGE_PARAMETERS, "x"]), st.text(max_size=30)), max_size=5
    ),
    st.dictionaries(
        st.sampled_from(["range", "if-range", "if-none-match", "if-modified-since", "accept-encoding"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    ),
)
def test_no_question_brings_the_server_down(client, address, query, asked):
    assert client.get(address, params=query, headers=asked).status_code < 500


class Slow:
    """Makes a file when it is let, and counts how often it was asked to."""

    def __init__(self):
        self.begun, self.let, self.times = threading.Event(), threading.Event(), 0

    def __call__(self):
        self.times += 1
        self.begun.set()
        assert self.let.wait(10)
        return File("/slow", b"slow", "text/plain")


def running(builds, tag, make):
    thread = threading.Thread(target=lambda: builds.get(tag, make), daemon=True)
    thread.start()
    return thread


def test_a_file_that_many_ask_for_is_made_once():
    builds, slow = Builds(), Slow()
    threads = [running(builds, "a", slow) for _ in range(5)]
    slow.begun.wait(10)
    slow.let.set()
    for thread in threads:
        thread.join(10)
    assert builds.get("a", lambda: pytest.fail("again")).content == b"slow" and slow.times == 1


def test_beyond_what_may_be_under_way_readers_are_asked_to_come_back():
    builds, slow = Builds(at_once=1, waiting=0), Slow()
    thread = running(builds, "a", slow)
    slow.begun.wait(10)
    for tag in ("a", "b"):
        with pytest.raises(BusyError):
            builds.get(tag, slow)
    slow.let.set()
    thread.join(10)
    assert builds.get("b", slow).content == b"slow"


def test_who_waits_too_long_is_asked_to_come_back():
    builds, slow = Builds(at_once=1, waiting=1, patience_s=0.01), Slow()
    thread = running(builds, "a", slow)
    slow.begun.wait(10)
    with pytest.raises(BusyError):
        builds.get("b", slow)
    slow.let.set()
    thread.join(10)


def test_a_file_that_failed_is_made_anew_and_old_ones_make_room():
    builds = Builds(kept_bytes=10)
    with pytest.raises(ZeroDivisionError):
        builds.get("a", lambda: 1 / 0)
    for tag in ("a", "b", "c"):
        builds.get(tag, lambda: File("/x", b"12345", "text/plain"))
    made = []
    builds.get("a", lambda: made.append(1) or File("/x", b"12345", "text/plain"))
    builds.get("c", lambda: pytest.fail("c was kept"))
    assert made == [1]


def test_what_is_kept_as_gzip_too_takes_room():
    builds, files = Builds(kept_bytes=3000), [File("/x", bytes(1000), "text/plain") for _ in range(3)]
    files[0].__dict__["compressed"] = bytes(1001)
    for tag, file in enumerate(files):
        builds.get(str(tag), lambda file=file: file)
    made = []
    builds.get("0", lambda: made.append(1) or files[0])
    assert made == [1]


def test_a_busy_server_says_when_to_ask_again(client, monkeypatch):
    def busy(*_):
        raise BusyError("Too much at once.")

    monkeypatch.setattr(export, "write", busy)
    answer = client.get("/view.csv?q=something+not+kept")
    assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0


def test_what_is_compressed_is_the_file(client):
    with client.stream("GET", VIEW, headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert gzip.decompress(packed) == client.get(VIEW, headers=PLAIN).content
