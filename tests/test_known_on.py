"""What the public knew on a day: the view, the files and the words of that day."""

import csv
import io
import json
from datetime import date

import pytest

from geo import export, view
from geo.card import card
from geo.filters import Filters

DOCK = "land-2025-12-cia-dock"
BOATS = ("bs-2025-12-30-1", "bs-2025-12-30-2", "bs-2025-12-30-3")


def known(data, day):
    return view.build(data, Filters(known_on=date.fromisoformat(day)))


def exported(shown, record):
    features = json.loads(export.write(shown, "geojson"))["features"]
    return next((feature["properties"] for feature in features if feature["id"] == record), None)


def test_on_25_december_there_is_no_dock_strike(data):
    assert exported(known(data, "2025-12-25"), DOCK) is None


def test_on_27_december_it_is_as_trump_worded_it_with_no_agency(data):
    shown = known(data, "2025-12-27")
    facts = exported(shown, DOCK)
    assert facts["name"].startswith("US strike on a facility in Venezuela that Donald Trump spoke of")
    assert {claim["by"] for claim in facts["claims"]} == {"Donald Trump, on WABC radio"}
    assert "CIA" not in json.dumps(facts) and "CIA" not in card(shown, DOCK)


def test_on_30_december_it_is_the_cia_per_cnn_and_special_operations_deny(data):
    facts = exported(known(data, "2025-12-30"), DOCK)
    assert facts["actor"].startswith("CIA (per CNN")
    [denial] = [claim for claim in facts["claims"] if claim["stance"] == "denies"]
    assert "US Special Operations Command" in denial["by"] and denial["side"] == "us_government"


@pytest.mark.parametrize(("day", "bounds"), [("2026-01-02", (3, 3)), ("2026-01-08", (3, 11))])
def test_the_dead_of_30_december_change_with_the_day(data, day, bounds):
    shown = known(data, day)
    own = view.count(shown.records[shown.records["id"].isin(BOATS)])
    assert (own.killed_min, own.killed_max) == bounds


def test_the_table_to_take_away_goes_back_too(data):
    rows = list(csv.DictReader(io.StringIO(export.write(known(data, "2025-12-27"), "csv").decode("utf-8-sig"))))
    [dock] = [row for row in rows if row["id"] == DOCK]
    assert dock["actor"] == "United States (per Trump)" and "CIA" not in dock["claims"]


@pytest.mark.parametrize("day", ["2025-10-01", "2025-12-27", "2026-01-08", "2026-06-21"])
def test_nothing_that_is_exported_is_dated_later_than_the_day(data, day):
    for feature in json.loads(export.write(known(data, day), "geojson"))["features"]:
        facts = feature["properties"]
        printed = [entry["published"] or "" for entry in (*facts["sources"], *facts["claims"])]
        assert facts["known_from"] <= day and all(text[:10] <= day for text in printed)


def test_a_vessel_is_not_found_by_a_name_that_it_got_later(data):
    found = view.build(data, Filters(known_on=date(2025, 12, 24), q="marinera")).records
    assert found.empty and "Marinera" not in card(known(data, "2025-12-24"), "tkr-2025-12-21-bella1-pursuit")


def test_a_zone_s_end_is_not_told_before_it_came(data):
    zones = json.loads(export.write(known(data, "2025-12-15"), "geojson"))["zones"]
    ends = [zone["properties"]["valid_to"] for zone in zones]
    assert zones and all(end is None or end[:10] <= "2025-12-15" for end in ends)
    assert all(zone["properties"]["notes"] is None for zone in zones)


def test_a_zone_that_was_not_declared_yet_is_not_described(data):
    shown = view.build(data, Filters(known_on=date(2025, 9, 30), zone=("zone-navarea-iv-1419-25",)))
    assert shown.zones_asked_for().empty
