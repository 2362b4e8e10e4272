"""What comes from a folder of tables: typed rows, and a named fault for each that is broken."""

import json
from datetime import date

import pandas as pd
import pytest

from geo import dataset
from geo.errors import DataError
from tests.conftest import CLAIM, SOURCE

STRIKE = "bs-2025-10-27-3"
PART = "land-2026-01-03-"

BROKEN = {
    "no whole number": ("incidents", "bs-2025-09-15-1", "killed_min", "two", "is no whole number"),
    "no number": ("incidents", f"{PART}aragua", "lat", "10°26'N", "is no number"),
    "no date": ("incidents", "bs-2025-10-03-1", "known_from", "3 October", "is no date (year-month-day)"),
    "no day of the calendar": ("statements", "st-001-2025-02-20", "occurred", "2025-02-30", "is no date (year-month-"),
    "no truth value": ("incidents", "bs-2025-10-14-1", "sanctioned", "perhaps", "is no truth value (true or false)"),
    "missing": ("incidents", "bs-2025-10-16-1", "location_text", "", "is missing but required"),
    "not allowed": ("incidents", "bs-2025-10-17-1", "theatre", "pacific", "is none of caribbean, eastern_pacific"),
    "not of the pattern": ("sources", "1001infos-net-1", "url", "javascript:alert(1)", "does not match https?://.+"),
    "below the minimum": ("incidents", "bs-2025-10-21-1", "killed_min", "-1", "is below 0"),
    "above the maximum": ("incidents", f"{PART}barquisimeto-base", "lat", "90.5", "is above 90"),
    "repeated key": (
        "incidents",
        "bs-2026-01-23-1",
        "revision",
        "1",
        "repeats the key (id, revision) of an earlier row",
    ),
    "repeated id": ("places", "pl-amuay", "id", "pl-aguadilla", "stands in an earlier row but must be unique"),
    "no such parent": ("incidents", f"{PART}catia-la-mar", "parent", "land-nowhere", "is no id in incidents"),
    "no such vessel": ("incidents", "bs-2025-10-22-1", "vessel", "imo-0000000", "is no id in vessels"),
    "no such source": ("citations", "zone-ceiba-uas-5nm", "source", "nobody-1", "is no id in sources"),
    "no such cited record": ("citations", "pl-aruba-fol", "record", "pl-nowhere", "is no id in any table"),
    "no such claimed record": ("claims", "bs-2025-09-02-1-c1", "record", "bs-nowhere", "is no id in any table"),
    "bounds the wrong way round": ("incidents", "bs-2025-10-24-1", "killed_max", "1", "is below killed_min"),
    "impossible day": ("incidents", "bs-2025-10-27-1", "occurred", "2025-02-30", "is no day of the calendar"),
    "impossible month": ("incidents", "bs-2025-10-27-2", "occurred", "2025-13", "does not match"),
    "impossible day of a source": ("sources", "8657085-xyz-1", "published", "2026-02-30", "is no day of the calendar"),
    "impossible start of a zone": (
        "zones",
        "zone-ceiba-uas-5nm",
        "valid_from",
        "2025-02-30",
        "is no day of the calendar",
    ),
    "half a position": ("incidents", f"{PART}charallave-airport", "lon", "", "must be given exactly where lat is"),
    "position without uncertainty": (
        "incidents",
        f"{PART}el-volcan",
        "uncertainty_km",
        "",
        "is missing for a position",
    ),
    "revision left out": ("incidents", "bs-2026-02-09-1", "revision", "3", "does not follow on the revision before it"),
    "known before": (
        "incidents",
        "bs-2026-04-11-1",
        "known_from",
        "2025-10-01",
        "is before that of the revision before it",
    ),
    "kind changed": (
        "incidents",
        "bs-2026-05-08-1",
        "kind",
        "interdiction",
        "differs from the record's first revision",
    ),
    "part of nothing": ("incidents", f"{PART}ivic", "parent", "", "is missing for part of an operation"),
    "part of itself": ("incidents", f"{PART}la-carlota", "parent", f"{PART}la-carlota", "is the record itself"),
    "difference not explained": (
        "tallies",
        "tally-03",
        "explanation",
        "",
        "must be given exactly where the figures differ",
    ),
    "agreement explained": (
        "tallies",
        "tally-01",
        "explanation",
        "Why?",
        "must be given exactly where the figures differ",
    ),
}
"""One broken cell of each kind, in the last row of a record: table, key, field, value and the rule that it breaks."""


@pytest.fixture(scope="module")
def broken(copied):
    """The row of each broken cell, and the faults that are found when all are broken at once."""
    folder = copied()
    rows = {
        name: folder.edit(table, key, field, value, nth=-1) for name, (table, key, field, value, _) in BROKEN.items()
    }
    return rows, folder.rejected()


def test_the_bundled_data_has_no_fault(data):
    assert data.rejected == ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_named_with_its_field_value_and_rule(broken, name):
    rows, rejected = broken
    table, _, field, value, rule = BROKEN[name]
    found = [fault for fault in rejected if (fault.table, fault.row, fault.field) == (table, rows[name], field)]
    assert [fault.value for fault in found if rule in fault.rule] == [value]


def test_latest_day_before_the_earliest_is_named(package_folder):
    package_folder.edit("incidents", STRIKE, "occurred_earliest", "2025-10-28")
    row = package_folder.edit("incidents", STRIKE, "occurred_latest", "2025-10-27")
    assert [(fault.row, fault.rule) for fault in package_folder.rejected() if fault.field == "occurred_latest"] == [
        (row, "leaves no day between the earliest and the latest")
    ]


def test_a_row_with_a_fault_is_left_out_and_nothing_else(package_folder, data):
    package_folder.edit("places", "pl-amuay", "lat", "100")
    read = package_folder.read()
    assert set(data.tables["places"]["id"]) - set(read.tables["places"]["id"]) == {"pl-amuay"}
    assert len(read.tables["incidents"]) == len(data.tables["incidents"])


@pytest.mark.parametrize("record", ["bs-2025-09-15-1", STRIKE], ids=["cited", "revised"])
def test_rows_that_belong_to_a_broken_row_are_not_blamed_for_it(package_folder, record):
    row = package_folder.edit("incidents", record, "killed_min", "two")
    assert [(fault.table, fault.row) for fault in package_folder.rejected()] == [("incidents", row)]


def test_an_outline_of_no_zone_is_named(package_folder):
    rows = package_folder.rows("zones")
    package_folder.write("zones", [row for row in rows if row[0] != "zone-ceiba-uas-5nm"])
    assert ("zones", "zone-ceiba-uas-5nm") in {(fault.table, fault.value) for fault in package_folder.rejected()}


@pytest.mark.parametrize("table", ["incidents", "sources", "tallies"])
def test_a_missing_file_says_what_is_missing_and_what_to_do(package_folder, table):
    (package_folder.path / f"{table}.csv").unlink()
    with pytest.raises(DataError, match=rf"^{table}\.csv: cannot be read .*No such file.*; save it"):
        package_folder.read()


def test_a_file_that_is_not_utf_8_says_so(package_folder):
    (package_folder.path / "places.csv").write_bytes("id,kind\npl-güiria,port\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"^places\.csv: cannot be read as CSV in UTF-8 .*; save it as that"):
        package_folder.read()


def test_other_columns_are_named_beside_the_right_ones(package_folder):
    rows = package_folder.rows("vessels")
    package_folder.write("vessels", [["id", "imo", "ship", "former_names"], *rows[1:]])
    with pytest.raises(DataError, match=r"^vessels\.csv: columns differ .* in name, ship; use id, imo, name"):
        package_folder.read()


def test_columns_in_another_order_are_named(package_folder):
    package_folder.write("vessels", [row[::-1] for row in package_folder.rows("vessels")])
    with pytest.raises(DataError, match=r"^vessels\.csv: columns differ from the schema in their order; use id"):
        package_folder.read()


@pytest.mark.parametrize("change", [lambda row: row[:-1], lambda row: [*row, "more"]], ids=["short", "long"])
def test_a_ragged_row_is_named(package_folder, change):
    header, first, second, *rest = package_folder.rows("vessels")
    package_folder.write("vessels", [header, first, change(second), *rest])
    with pytest.raises(DataError, match=r"^vessels\.csv row 3: has \d cells, the header 4; quote commas"):
        package_folder.read()


@pytest.mark.parametrize("content", ["", '"id', "\n"], ids=["empty", "open quote", "blank line"])
def test_a_file_without_a_table_is_an_error(package_folder, content):
    (package_folder.path / "vessels.csv").write_text(content)
    with pytest.raises(DataError, match=r"^vessels\.csv: .*; (save|use) "):
        package_folder.read()


def test_a_mark_at_the_start_of_a_file_does_no_harm(package_folder):
    path = package_folder.path / "vessels.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert package_folder.rejected() == ()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"features": [{"id": "zone-1"}]}', '{"features": 3}'])
def test_a_file_without_outlines_is_an_error(package_folder, content):
    (package_folder.path / "zones.geojson").write_text(content)
    with pytest.raises(DataError, match=r"^zones\.geojson: no usable outlines .*; each feature needs"):
        package_folder.read()


@pytest.mark.parametrize("name", ["zones.geojson", "datapackage.json"])
def test_a_missing_json_file_is_an_error(package_folder, name):
    (package_folder.path / name).unlink()
    with pytest.raises(DataError, match=rf"{name}: no usable"):
        package_folder.read()


def test_a_zone_may_stand_in_the_outlines_with_null_geometry(package_folder):
    path = package_folder.path / "zones.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    collection["features"][0]["geometry"] = None
    path.write_text(json.dumps(collection), encoding="utf-8")
    assert collection["features"][0]["id"] not in package_folder.read().outlines


def test_dates_and_precision_are_derived_from_the_row(month_only):
    row = month_only.tables["incidents"].iloc[0]
    assert (row["earliest"], row["latest"]) == (pd.Timestamp(2025, 11, 1), pd.Timestamp(2025, 11, 30))
    assert row["precision"] == "theatre"


def test_the_digest_changes_with_any_file_of_the_package(package_folder, data):
    assert package_folder.read().sha256 == data.sha256
    package_folder.edit("sources", "8657085-xyz-1", "title", "Another title")
    assert package_folder.read().sha256 != data.sha256


def test_files_beside_the_package_do_not_change_the_digest(package_folder, data):
    (package_folder.path / "DICTIONARY.md").write_text("")
    assert package_folder.read().sha256 == data.sha256


def test_evidence_comes_in_the_order_of_citation(sourced):
    assert [entry["publisher"] for entry in sourced.evidence("bs-1")] == ["A paper", "Late News", "Undated News"]


def test_a_claim_carries_its_source(sourced):
    (claim,) = sourced.contested("bs-1")
    assert (claim["by"], claim["publisher"], claim["url"]) == ("The family", "Late News", "https://example.org/1")


def test_a_file_can_stand_for_a_table(package_folder):
    row = package_folder.edit("places", "pl-amuay", "lat", "100")
    found = dataset.check_table(package_folder.path / "places.csv", "places")
    assert [(fault.row, fault.field) for fault in found] == [(row, "lat")]


def test_the_bundled_data_is_read_once():
    assert dataset.bundled() is dataset.bundled()


def test_days_are_compared_as_days(data):
    assert (data.tables["incidents"]["known_from"].dropna() >= pd.Timestamp(date(2025, 9, 2))).all()


def disputed_facts(tiny, *changes):
    """What is disputed of a record of which these claims are made."""
    claims = [CLAIM | {"id": f"bs-1-c{number}"} | change for number, change in enumerate(changes, start=1)]
    return tiny({}, sources=[SOURCE], claims=claims).disputed("bs-1")


@pytest.mark.parametrize("stance", ["denies", "disputes", "corrects", "doubts"])
def test_a_stance_against_something_contests_a_fact(tiny, stance):
    assert disputed_facts(tiny, {"field": "evidence", "stance": stance}) == {"evidence"}


def test_one_that_merely_states_contests_nothing(tiny):
    assert disputed_facts(tiny, {}) == frozenset()


def test_values_that_differ_contest_a_fact_that_can_have_but_one(tiny):
    assert disputed_facts(tiny, {"value": "three"}, {"value": "four"}) == {"vessel"}
    assert disputed_facts(tiny, {"value": "Three"}, {"value": "three"}) == frozenset()


def test_values_that_add_up_contest_nothing(tiny):
    story = {"field": "conduct"}
    assert disputed_facts(tiny, story | {"value": "turned back"}, story | {"value": "hit twice"}) == frozenset()


def test_what_was_printed_in_a_month_is_public_from_its_end(tiny):
    made = tiny({}, sources=[SOURCE], claims=[CLAIM | {"published": "2025-12"}])
    counts = [len(made.contested("bs-1", date(2025, 12, day))) for day in (1, 30, 31)]
    assert counts == [0, 0, 1]
