"""What changed since a version of the data is told from digests, and no version is published twice."""

import json

import pytest

from geo import ROOT, versions
from geo.errors import DataError
from geo.versions import Change, History

STRIKE, OTHER = "bs-2025-09-02-1", "bs-2025-09-15-1"
TANKER = "tkr-2025-12-20-centuries"


def raise_version(folder, version):
    path = folder.path / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(package | {"version": version}), encoding="utf-8")


def recorded(folder, version, **how):
    raise_version(folder, version)
    return versions.record(folder.path, folder.path / "history.json", **how)


@pytest.fixture
def folder(package_folder):
    """A copy of the data, recorded as version 1."""
    recorded(package_folder, "1")
    return package_folder


def since_first(folder):
    history = recorded(folder, "2")
    return versions.changes(folder.read(), "1", history)


def test_the_data_is_recorded_under_its_version(data, tmp_path):
    entry = versions.bundled().versions.get(data.version)
    remedy = "the data changed: raise the version in data/datapackage.json and run make data"
    assert entry and entry["sha256"] == data.sha256, remedy
    anew = versions.record(ROOT / "data", tmp_path / "history.json")
    assert anew.states(data.version) == versions.bundled().states(data.version)
    assert set(anew.records) == set(data.tables["incidents"]["id"])


def test_the_file_stays_small():
    kilobytes = (ROOT / "data" / versions.FILE).stat().st_size / 1000
    assert kilobytes < 20 + 5 * len(versions.bundled().versions)


def test_nothing_is_told_of_no_version_and_of_todays(data):
    assert versions.changes(data, None) is None
    assert versions.changes(data, "") is None
    assert versions.changes(data, data.version) is None


def test_an_unknown_version_is_one_of_which_nothing_is_known(data, hostile):
    found = versions.changes(data, hostile)
    assert (found.pinned, found.known, found.records) == (hostile, False, 0)


def test_the_first_version_is_known(data):
    found = versions.changes(data, "2026.11.22")
    assert found.known and "tkr-2026-01-07-marinera" in {change.record for change in found.changed}


def test_data_that_was_never_recorded_has_no_known_changes(data, unplaced):
    assert versions.changes(unplaced, "2026.11.22").known is False
    assert versions.changes(data, "2026.11.22", History()).known is False


def test_nothing_changed_where_only_the_version_did(folder):
    found = since_first(folder)
    assert (found.known, found.records, found.tables) == (True, 0, ())


def test_a_revision_that_was_added_is_named_with_its_fields(folder):
    rows = folder.rows("incidents")
    index = max(index for index, row in enumerate(rows) if row[0] == OTHER)
    later = dict(zip(rows[0], rows[index], strict=True))
    number = int(later["revision"]) + 1
    later |= {"revision": str(number), "known_from": "2026-10-01", "change": "New.", "killed_max": "9"}
    folder.write("incidents", [*rows[: index + 1], list(later.values()), *rows[index + 1 :]])
    (change,) = since_first(folder).changed
    assert (change.record, change.added, change.fields, change.parts) == (OTHER, (number,), ("killed_max",), ())


def test_a_revision_that_was_edited_is_told_from_one_that_was_added(folder):
    folder.edit("incidents", OTHER, "notes", "Other words.")
    (change,) = since_first(folder).changed
    assert (change.edited, change.added, change.fields) == ((1,), (), ())


@pytest.mark.parametrize(
    ("table", "key", "field", "part"),
    [
        ("claims", f"{STRIKE}-c1", "claim", "claims"),
        ("sources", "airwars-org-2", "title", "sources"),
        ("vessel_events", "imo-9206310-e1", "text", "vessel"),
        ("vessels", "imo-9206310", "former_names", "vessel"),
    ],
)
def test_what_belongs_to_a_record_is_compared_too(folder, table, key, field, part):
    folder.edit(table, key, field, "Other words")
    found = {change.record: change.parts for change in since_first(folder).changed}
    assert found[STRIKE if part != "vessel" else TANKER] == (part,)


def test_records_that_were_added_or_are_gone_are_named(folder):
    for table in ("incidents", "claims", "citations"):
        rows = folder.rows(table)
        folder.write(table, [[OTHER + "0" if cell == OTHER else cell for cell in row] for row in rows])
    found = since_first(folder)
    assert found.added == (Change(OTHER + "0", "15 Sep 2025 · Strike on a boat"),)
    assert found.gone == (Change(OTHER, "2025-09-15 · boat strike"),)


def test_a_record_that_comes_back_as_it_was_has_not_changed(folder):
    rows = folder.rows("incidents")
    folder.write("incidents", [row for row in rows if row[0] != OTHER])
    assert [change.record for change in since_first(folder).gone] == [OTHER]
    folder.write("incidents", rows)
    history = recorded(folder, "3")
    assert versions.changes(folder.read(), "1", history).records == 0
    assert [change.record for change in versions.changes(folder.read(), "2", history).added] == [OTHER]


def test_tables_beside_the_records_are_compared_as_a_whole(folder):
    folder.edit("zones", "zone-blockade-venezuela", "notes", "Other words.")
    found = since_first(folder)
    assert (found.records, found.tables) == (0, ("zones",))


def test_the_order_of_rows_and_an_empty_column_more_change_nothing():
    rows = [{"id": "a", "text": "x"}, {"id": "b", "text": ""}]
    same = [{"id": "b"}, {"text": "x", "id": "a", "later": ""}]
    assert versions._digest(rows) == versions._digest(same) != versions._digest(rows[:1])


def test_a_version_is_not_recorded_with_other_data(folder):
    before = versions.read(folder.path / "history.json").states("1")[OTHER]
    folder.edit("incidents", OTHER, "notes", "Other words.")
    with pytest.raises(DataError, match="raise the version"):
        recorded(folder, "1")
    assert recorded(folder, "1", again=True).states("1")[OTHER] != before


def test_only_the_newest_version_can_be_recorded_anew(folder):
    since_first(folder)
    folder.edit("incidents", OTHER, "notes", "Other words.")
    with pytest.raises(DataError, match="raise the version"):
        recorded(folder, "1", again=True)


def test_a_history_is_written_as_it_is_read(folder):
    path = folder.path / "history.json"
    history = versions.read(path)
    assert recorded(folder, "1") == history
    assert versions._written(history) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["{", "[]", '{"versions": {}}'])
def test_a_broken_history_is_named(tmp_path, text):
    path = tmp_path / "history.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"history\.json: cannot be read"):
        versions.read(path)
