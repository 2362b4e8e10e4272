"""The claims and the lives of the vessels in the data, read with plain Python."""

import csv
from itertools import groupby, pairwise

import pytest

from geo import ROOT

DATA = ROOT / "data"


def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


CLAIMS, EVENTS, VESSELS, INCIDENTS = map(table, ("claims", "vessel_events", "vessels", "incidents"))
LAST = {row["id"]: row for row in INCIDENTS}
DOCK = "land-2025-12-cia-dock"
FLOTILLA = "tkr-2026-01-03-flotilla"
POSITION = ("lat", "lon", "uncertainty_km", "location_basis")
REFERENCE = ("reference_name", "reference_lat", "reference_lon", "reference_km")


def first_day(day):
    """A year, a month or a day as its first day."""
    return f"{day}-01-01"[:10]


def last_day(day):
    """A year, a month or a day as a string that sorts after each of its days."""
    return day if len(day) == 10 else f"{day}-99"


def cells(row, names):
    return tuple(row[name] for name in names)


def said_by(record, day, field):
    """What was said of a fact of a record by a day: who, in which stance, what."""
    rows = (row for row in CLAIMS if row["record"] == record and row["field"] == field)
    return [cells(row, ("by", "stance", "value")) for row in rows if row["published"] <= day]


# Claims


def test_every_claim_is_about_a_record():
    tables = ("incidents", "zones", "places", "statements")
    assert {row["record"] for row in CLAIMS} <= {row["id"] for name in tables for row in table(name)}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_a_claim_in_short_is_a_few_words_not_the_claim_cut_off(claim):
    assert claim["value"] != claim["claim"][:60]
    assert 1 <= len(claim["value"].split()) <= 9 and len(claim["value"]) <= 60


def test_claims_stand_in_order_and_are_numbered_without_a_gap():
    assert [row["record"] for row in CLAIMS] == sorted(row["record"] for row in CLAIMS)
    for record, rows in groupby(CLAIMS, key=lambda row: row["record"]):
        ids = [row["id"] for row in rows]
        assert ids == [f"{record}-c{n + 1}" for n in range(len(ids))]


def test_nobody_speaks_of_an_event_before_it_happened():
    dated = [row for row in CLAIMS if row["published"] and row["record"] in LAST]
    early = [
        row["id"]
        for row in dated
        for incident in [LAST[row["record"]]]
        if last_day(row["published"]) < (incident["occurred_earliest"] or first_day(incident["occurred"]))
    ]
    assert early == []


def test_a_speaker_is_always_on_the_same_side():
    sides = {(row["by"], row["side"]) for row in CLAIMS}
    assert len(sides) == len({row["by"] for row in CLAIMS})


def test_nobody_says_the_same_of_a_record_twice():
    said = [cells(row, ("record", "field", "value", "by")) for row in CLAIMS]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("strikes", ["bs-2025-10-27", "bs-2025-12-30"])
def test_what_was_said_of_strikes_announced_together_stands_on_each(strikes):
    names = ("field", "value", "stance", "by", "side", "published")
    places = [
        {cells(row, names) for row in CLAIMS if row["record"] == f"{strikes}-{n}" and row["field"] == "place"}
        for n in (1, 2, 3)
    ]
    assert set.intersection(*places) == places[0]


# The dock strike, as it became known


def test_on_27_december_the_dock_strike_is_as_trump_worded_it_the_day_before():
    known = [row for row in CLAIMS if row["record"] == DOCK and row["published"] <= "2025-12-27"]
    assert {cells(row, ("by", "published")) for row in known} == {("Donald Trump, on WABC radio", "2025-12-26")}
    assert not any("CIA" in row["value"] + row["claim"] for row in known)


def test_on_30_december_the_cia_is_named_and_special_operations_deny_a_part():
    known = said_by(DOCK, "2025-12-30", "actor")
    assert ("CNN sources", "states", "CIA, with a drone") in known
    assert [who for who, stance, _ in known if stance == "denies"] == [
        "Col. Allie Weiskopf, US Special Operations Command"
    ]


def test_the_place_of_the_dock_strike_is_disputed_by_petro_and_not_established_by_nbc():
    stances = {stance: who for who, stance, _ in said_by(DOCK, "2026-10-10", "place") if stance != "states"}
    assert stances == {"disputes": "Gustavo Petro", "doubts": "NBC News via Borderland Beat"}


# The strikes of 30 December


@pytest.mark.parametrize("strike", ["bs-2025-12-30-1", "bs-2025-12-30-2", "bs-2025-12-30-3"])
def test_three_were_announced_as_killed_on_31_december_and_eight_more_presumed_dead_a_week_later(strike):
    before, after = said_by(strike, "2026-01-02", "killed"), said_by(strike, "2026-01-08", "killed")
    assert [(who, value.split()[0]) for who, _, value in before] == [("US Southern Command", "three")]
    assert after[:1] == before and [stance for _, stance, _ in after[1:]] == ["corrects"]
    assert "eight" in after[1][2] and "presumed dead" in after[1][2]


# Lives of the vessels


def test_every_vessel_has_a_life():
    assert {row["vessel"] for row in EVENTS} == {row["id"] for row in VESSELS}


def test_events_are_numbered_in_their_order():
    assert [row["vessel"] for row in EVENTS] == sorted(row["vessel"] for row in EVENTS)
    for vessel, rows in groupby(EVENTS, key=lambda row: row["vessel"]):
        ids = [row["id"] for row in rows]
        assert ids == [f"{vessel}-e{n + 1}" for n in range(len(ids))]


def test_no_event_stands_after_one_that_came_later():
    for _, rows in groupby(EVENTS, key=lambda row: row["vessel"]):
        dated = [row for row in rows if row["occurred"]]
        for before, after in pairwise(dated):
            assert first_day(before["occurred"]) <= last_day(after["occurred"]), after["id"]


def test_no_event_is_known_before_it_happened():
    both = [row for row in EVENTS if row["occurred"] and row["known_from"]]
    assert [row["id"] for row in both if row["known_from"] < first_day(row["occurred"])] == []


@pytest.mark.parametrize("names", [POSITION, REFERENCE], ids=["position", "distance"])
def test_an_event_is_where_its_record_is_or_nowhere(names):
    placed = [row for row in EVENTS if any(cells(row, names))]
    assert placed and all(cells(row, names) == cells(LAST[row["record"]], names) for row in placed)


def test_every_position_of_a_named_vessel_is_in_its_life():
    placed = {row["id"] for row in LAST.values() if row["vessel"] and (row["lat"] or row["reference_km"])}
    assert {row["record"] for row in EVENTS if row["lat"] or row["reference_km"]} == placed


def test_an_event_belongs_to_a_record_of_its_vessel_or_to_the_flotilla():
    own = [row for row in EVENTS if row["record"] not in ("", FLOTILLA)]
    assert own and all(LAST[row["record"]]["vessel"] == row["vessel"] for row in own)


def test_every_record_of_a_named_vessel_is_in_its_life():
    records = {row["id"] for row in LAST.values() if row["vessel"]}
    assert {row["record"] for row in EVENTS} - {"", FLOTILLA} == records


def test_the_sources_of_the_events_are_those_of_the_interdictions():
    interdictions = {row["id"] for row in LAST.values() if row["kind"] == "interdiction"}
    cited = {row["source"] for row in (*table("citations"), *CLAIMS) if row["record"] in interdictions}
    assert {row["source"] for row in EVENTS} <= cited


def test_an_event_is_told_in_a_sentence():
    assert [row["id"] for row in EVENTS if not row["text"].endswith(".") or ". " in row["text"]] == []
    assert max(len(row["text"]) for row in EVENTS) <= 150


def test_bella_1_becomes_marinera_between_the_chase_and_the_seizure():
    life = [row for row in EVENTS if row["vessel"] == "imo-9230880"]
    events = [row["event"] for row in life]
    new = life[events.index("renamed")]["name"]
    assert {row["name"] for row in life[: events.index("pursued")]} == {"Bella 1"}
    assert life[events.index("seized")]["name"] == new == "Marinera"


def test_the_distress_calls_of_bella_1_lie_on_a_circle_around_antigua():
    near = [row for row in EVENTS if row["reference_km"]]
    assert [cells(row, ("occurred", "reference_km")) for row in near] == [("2025-12-21", "500")]
