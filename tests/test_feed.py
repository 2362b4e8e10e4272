"""The list of the data's changes: one entry a version and a changed record, newest first, as feed readers want it."""

import json
from xml.etree import ElementTree

import pytest

from geo import feed, language, versions
from tests.test_versions import STRIKE, recorded

ATOM = {"a": feed.ATOM}
BASE = "https://example.org/maps/"


@pytest.fixture(scope="module")
def found(data):
    return feed.entries(data)


@pytest.fixture
def history(package_folder):
    """Two versions: in the second one record has a new revision, and another record is gone."""
    recorded(package_folder, "2026.1.1")
    rows = package_folder.rows("incidents")
    header, last = rows[0], next(row for row in rows if row[0] == "bs-2025-10-17-1")
    later = dict(zip(header, last, strict=True)) | {
        "revision": "2",
        "known_from": "2026-02-01",
        "change": "Four, not three.",
    }
    rows.insert(rows.index(last) + 1, [str(later[name]) for name in header])
    package_folder.write("incidents", [row for row in rows if row[0] != STRIKE])
    return recorded(package_folder, "2026.2.3")


def test_every_version_has_an_entry_newest_first(found):
    titles = [entry.title for entry in found if entry.title.startswith("Data version")]
    assert titles == [f"Data version {version}" for version in reversed(versions.bundled().versions)]
    assert [entry.updated for entry in found] == sorted((entry.updated for entry in found), reverse=True)


def test_a_changed_record_has_an_entry_that_says_what_became_of_it(package_folder, history):
    told = feed.entries(package_folder.read(), history, "")
    changed = next(entry for entry in told if entry.identity.endswith("/bs-2025-10-17-1"))
    assert changed.title.startswith("Changed: ") and changed.query == "?record=bs-2025-10-17-1"
    assert "public from 1 Feb 2026" in changed.content and "Four, not three." in changed.content
    gone = next(entry for entry in told if entry.identity.endswith(STRIKE))
    assert gone.title.startswith("Gone: ") and gone.query == ""
    assert "1 record changed. 1 record was dropped." in told[0].content


def test_what_is_written_of_a_version_is_in_its_entry(data):
    written = "- One `thing`\n  goes on.\n- Two\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    notes = f"# Changes\n\n## {data.version}\n\n{written}\n\n## other"
    content = feed.entries(data, notes=notes)[0].content
    assert "<ul><li>One thing goes on.</li><li>Two</li></ul><ul><li>a · b</li><li>1 · 2</li></ul>" in content


def test_entries_keep_their_names_whatever_is_added(data):
    history = versions.bundled()
    first = dict(list(history.versions.items())[:1])
    then = {entry.identity for entry in feed.entries(data, versions.History(first, history.records), "")}
    assert then <= {entry.identity for entry in feed.entries(data)}


def test_identities_are_tag_uris_and_no_two_are_alike(found):
    names = [entry.identity for entry in found]
    assert len(set(names)) == len(names) and all(name.startswith("tag:") and " " not in name for name in names)


def test_atom_has_all_that_the_standard_asks_for(data, found):
    root = ElementTree.fromstring(feed.atom(data, found, BASE))
    assert root.tag == f"{{{feed.ATOM}}}feed"
    for element in (root, *root.findall("a:entry", ATOM)):
        assert all(len(element.findall(f"a:{name}", ATOM)) == 1 for name in ("id", "title", "updated"))
        assert element.find("a:updated", ATOM).text.endswith("Z")
    assert root.find("a:author/a:name", ATOM).text
    assert root.find("a:link[@rel='self']", ATOM).get("href") == f"{BASE}changes.atom"
    assert all(link.get("href").startswith(BASE) for link in root.findall("a:entry/a:link", ATOM))
    assert len(root.findall("a:entry", ATOM)) == len(found)


def test_the_json_feed_holds_the_same(data, found):
    told = json.loads(feed.json_feed(data, found, BASE))
    assert told["version"] == "https://jsonfeed.org/version/1.1" and told["feed_url"] == f"{BASE}changes.json"
    assert [(item["id"], item["content_html"]) for item in told["items"]] == [(e.identity, e.content) for e in found]


def test_it_is_told_in_the_language_spoken(data):
    with language.spoken("es"):
        root = ElementTree.fromstring(feed.atom(data, feed.entries(data), BASE))
    assert "Cambios en los datos" in root.find("a:title", ATOM).text
    assert root.find("a:link[@rel='self']", ATOM).get("href").endswith("?lang=es")


def test_hostile_words_stay_words(data, hostile):
    told = feed.entries(data, notes=f"## {data.version}\n\n- {hostile}\n")
    assert "<script" not in told[0].content and "<img" not in told[0].content and "<svg" not in told[0].content
    ElementTree.fromstring(feed.atom(data, told, BASE))


def test_data_without_a_history_has_a_list_without_changes(unplaced):
    assert len(feed.entries(unplaced, versions.History(), "")) == 1
