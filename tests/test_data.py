"""The data itself, read with plain Python, so that a fault of the library hides none of the tables."""

import csv
import json
import re
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

import frictionless
import pytest
import shapely

from geo import ROOT, dictionary, schema

DATA = ROOT / "data"


def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


INCIDENTS, ZONES, PLACES, STATEMENTS, TALLIES = map(table, ("incidents", "zones", "places", "statements", "tallies"))
CITATIONS, SOURCES, CLAIMS = map(table, ("citations", "sources", "claims"))
LAST = {row["id"]: row for row in INCIDENTS}
OUTLINES = json.loads((DATA / "zones.geojson").read_text(encoding="utf-8"))["features"]
OPERATION = "land-2026-01-03-operation"


def number(cell):
    return int(cell) if cell else None


def totals(day):
    """Our strikes on boats, vessels struck and bounds of the killed as they were known on a day."""
    known = {}
    for row in sorted(INCIDENTS, key=lambda row: (row["id"], int(row["revision"]))):
        if row["known_from"] and row["known_from"] <= day:
            known[row["id"]] = row
    strikes = [row for row in known.values() if row["kind"] == "boat_strike" and row["counted_as"] == "strike"]
    low = [number(row["killed_min"]) or 0 for row in strikes]
    high = [number(row["killed_max"]) for row in strikes]
    return (
        len(strikes),
        sum(number(row["vessels"]) or 0 for row in strikes),
        sum(low),
        sum(least if most is None else most for least, most in zip(low, high, strict=True)),
    )


def ours(tally):
    return tuple(int(tally[name]) for name in ("our_strikes", "our_vessels", "our_killed_min", "our_killed_max"))


# What there is


def test_every_incident_is_there():
    assert Counter(row["kind"] for row in LAST.values()) == {"boat_strike": 71, "land_strike": 22, "interdiction": 25}


def test_every_other_record_is_there():
    assert [len(rows) for rows in (ZONES, PLACES, STATEMENTS, TALLIES)] == [17, 36, 74, 57]


def test_every_record_has_a_source():
    records = {row["id"] for rows in (INCIDENTS, ZONES, PLACES, STATEMENTS) for row in rows}
    assert {row["record"] for row in CITATIONS} == records


def test_every_source_supports_something():
    used = {row["source"] for rows in (CITATIONS, CLAIMS, TALLIES) for row in rows}
    assert {row["id"] for row in SOURCES} == used


def test_a_record_cites_a_source_once():
    pairs = [(row["record"], row["source"]) for row in CITATIONS]
    assert len(set(pairs)) == len(pairs)


def test_sources_are_pages():
    addresses = [urlsplit(row["url"]) for row in SOURCES]
    assert all(address.scheme in ("http", "https") and "." in address.netloc for address in addresses)


@pytest.mark.parametrize("rows", [INCIDENTS, ZONES, PLACES, STATEMENTS], ids=["incidents", "zones", "places", "said"])
def test_rows_stand_in_order(rows):
    keys = [(row["id"], int(row.get("revision", 0))) for row in rows]
    assert keys == sorted(keys)


# The schema


def test_frictionless_finds_the_package_valid():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "rowNumber", "type", "note"])


def test_every_field_is_described_with_an_example():
    resources = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    fields = [field for resource in resources if "schema" in resource for field in resource["schema"]["fields"]]
    assert all(field["description"] and field["title"] and "example" in field for field in fields)


def test_allowed_values_have_names():
    package = schema.load(DATA / "datapackage.json")
    raw = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for resource in (resource for resource in raw if "schema" in resource):
        for field in resource["schema"]["fields"]:
            labels = package[resource["name"]][field["name"]].labels
            assert list(labels) == field.get("constraints", {}).get("enum", []), field["name"]


def test_the_dictionary_is_not_stale():
    written = (DATA / "DICTIONARY.md").read_text(encoding="utf-8")
    assert written == dictionary.markdown(schema.load(DATA / "datapackage.json")), "run: python -m geo dictionary"


# Revisions


def test_revisions_follow_one_another():
    revisions = Counter()
    for row in INCIDENTS:
        revisions[row["id"]] += 1
        assert int(row["revision"]) == revisions[row["id"]], row["id"]


def test_no_revision_is_known_before_the_one_before():
    days = {}
    for row in INCIDENTS:
        assert row["known_from"] >= days.get(row["id"], ""), row["id"]
        days[row["id"]] = row["known_from"]


def test_no_record_is_known_before_it_happened():
    early = [
        row["id"]
        for row in INCIDENTS
        if row["known_from"] and row["known_from"] < (row["occurred_earliest"] or row["occurred"])
    ]
    assert early == []


@pytest.mark.parametrize(
    ("record", "known_from", "low", "high"),
    [
        ("bs-2025-10-27-3", "2025-11-01", 2, 3),
        ("bs-2025-12-30-2", "2026-01-07", 0, 4),
        ("bs-2025-12-30-3", "2026-01-07", 0, 4),
        ("bs-2026-01-23-1", "2026-01-26", 2, 3),
        ("bs-2026-02-09-1", "2026-02-17", 2, 3),
        ("bs-2026-04-11-1", "2026-04-15", 2, 3),
        ("bs-2026-05-08-1", "2026-05-28", 2, 3),
        ("bs-2026-05-26-1", "2026-05-28", 1, 3),
        ("bs-2026-06-16-1", "2026-06-21", 1, 3),
        ("bs-2026-06-21-1", "2026-06-21", 2, 8),
    ],
)
def test_the_missing_were_added_when_they_were_given_up(record, known_from, low, high):
    revisions = [row for row in INCIDENTS if row["id"] == record]
    found = next(row for row in revisions if row["missing"] == str(high - low))
    assert found != revisions[0] and found["known_from_basis"] == "correction"
    assert (found["known_from"], found["killed_min"], found["killed_max"]) == (known_from, str(low), str(high))
    assert {row["missing"] for row in revisions[revisions.index(found) :]} == {str(high - low)}


MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def test_no_note_of_an_earlier_revision_speaks_of_a_later_day():
    """Days written as "18 June", as far as their year can be told from the record's own."""
    for row in INCIDENTS:
        for day, month in re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b", row["notes"]):
            told = date(int(row["occurred"][:4]), MONTHS.index(month) + 1, int(day)) if row["occurred"] else date.min
            revisions = [other for other in INCIDENTS if other["id"] == row["id"]]
            if row is not revisions[-1]:
                assert told.isoformat() <= row["known_from"], (row["id"], row["revision"], day, month)


# Figures


@pytest.mark.parametrize("tally", TALLIES, ids=lambda tally: tally["id"])
def test_our_totals_are_those_of_the_tallys_day(tally):
    assert ours(tally) == totals(tally["as_of"])


@pytest.mark.parametrize("tally", TALLIES, ids=lambda tally: tally["id"])
def test_a_tally_agrees_exactly_when_every_printed_figure_does(tally):
    strikes, vessels, low, high = totals(tally["as_of"])
    same = [number(tally["strikes"]) in (None, strikes), number(tally["vessels"]) in (None, vessels)]
    within = not tally["killed"] or low <= int(tally["killed"]) <= high
    assert tally["agrees"] == ("true" if all(same) and within else "false")


@pytest.mark.parametrize("tally", TALLIES, ids=lambda tally: tally["id"])
def test_a_difference_is_explained_and_an_agreement_is_not(tally):
    assert bool(tally["explanation"]) == (tally["agrees"] == "false")


def test_a_tally_prints_a_figure():
    assert all(tally["strikes"] or tally["vessels"] or tally["killed"] for tally in TALLIES)


@pytest.mark.parametrize(("day", "expected"), [("2026-01-02", (35, 36, 114, 115)), ("2026-12-31", (71, 72, 215, 238))])
def test_the_totals_are_those_of_the_issue(day, expected):
    assert totals(day) == expected


def test_bounds_hold_the_missing():
    rows = [row for row in INCIDENTS if row["kind"] == "boat_strike" and row["killed_min"] and row["missing"]]
    assert rows and all(int(row["killed_max"]) == int(row["killed_min"]) + int(row["missing"]) for row in rows)


# What is counted


def test_targets_of_3_january_hang_on_their_operation():
    targets = [row for row in LAST.values() if row["id"].startswith("land-2026-01-03-") and row["id"] != OPERATION]
    assert len(targets) == 13
    assert {(row["parent"], row["counted_as"]) for row in targets} == {(OPERATION, "part_of_operation")}


@pytest.mark.parametrize(
    ("record", "counted_as"),
    [
        (OPERATION, "strike"),
        ("land-2025-12-cia-dock", "strike"),
        ("land-2025-12-18-alta-guajira", "candidate_site"),
        ("land-2025-12-24-primazol", "denied_attribution"),
        ("land-2026-03-17-amarradero-bomb", "find"),
        ("land-2026-mexico-cia-report", "report"),
    ],
)
def test_what_is_a_strike_is_in_the_data(record, counted_as):
    assert LAST[record]["counted_as"] == counted_as


def test_interdictions_are_no_strikes():
    assert {row["counted_as"] for row in INCIDENTS if row["kind"] == "interdiction"} == {
        "interdiction",
        "not_interdicted",
    }


# Places


def test_positions_are_whole_or_not_there():
    assert {tuple(bool(row[name]) for name in ("lat", "lon", "uncertainty_km")) for row in INCIDENTS} == {
        (True, True, True),
        (False, False, False),
    }


def test_these_strikes_on_boats_have_an_area_and_no_others():
    placed = {row["id"] for row in LAST.values() if row["kind"] == "boat_strike" and row["lat"]}
    assert placed == {
        "bs-2025-09-02-1",
        "bs-2025-09-19-1",
        "bs-2025-10-14-1",
        "bs-2025-10-27-1",
        "bs-2025-10-27-2",
        "bs-2025-10-27-3",
        "bs-2025-11-06-1",
        "bs-2025-12-30-1",
        "bs-2025-12-30-2",
        "bs-2025-12-30-3",
        "bs-2026-03-19-1",
    }


def test_a_record_of_which_no_source_allows_a_position_has_none():
    null = [row for row in INCIDENTS if row["location_basis"].startswith("No position")]
    assert null and [row["id"] for row in null if row["lat"] or row["lon"] or row["uncertainty_km"]] == []


def test_a_position_says_how_it_was_derived():
    assert all(row["location_basis"] for row in INCIDENTS if row["lat"])


# Zones


def test_outlines_are_valid_and_wound_by_the_right_hand_rule():
    parts = [part for one in OUTLINES for part in shapely.get_parts(shapely.geometry.shape(one["geometry"]))]
    assert all(part.is_valid and part.exterior.is_ccw for part in parts)
    assert not any(hole.is_ccw for part in parts for hole in part.interiors)


def test_outlines_lie_on_the_globe():
    west, south, east, north = shapely.total_bounds([shapely.geometry.shape(one["geometry"]) for one in OUTLINES])
    assert -180 <= west < east <= 180 and -90 <= south < north <= 90


def test_every_outline_is_of_a_zone():
    assert {one["id"] for one in OUTLINES} <= {row["id"] for row in ZONES}


def test_official_outlines_are_those_that_were_published():
    published = {row["id"] for row in ZONES if row["official_geometry"] == "yes"}
    assert {one["id"] for one in OUTLINES if one["properties"]["basis"] == "official"} <= published


def test_the_blockade_has_no_outline():
    assert "zone-blockade-venezuela" not in {one["id"] for one in OUTLINES}


# Dates


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (INCIDENTS, ("occurred", "known_from", "announced", "ended", "occurred_earliest", "occurred_latest")),
        (ZONES, ("occurred", "announced", "valid_from", "valid_to")),
        (STATEMENTS, ("occurred", "announced")),
        (SOURCES, ("published",)),
        (TALLIES, ("as_of",)),
    ],
    ids=["incidents", "zones", "statements", "sources", "tallies"],
)
def test_every_day_is_one_of_the_calendar(rows, names):
    for text in {row[name][:10] for row in rows for name in names} - {""}:
        assert date.fromisoformat(text + "-01-01"[len(text) - 4 :])
