"""The page on data that is not ours: a changed value, and words that attack."""

import csv
import json
import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from geo import ROOT
from tests.browser.conftest import serve

PLACED, TRAYED, SHARED = "land-2026-01-03-la-carlota", "bs-2025-09-15-1", "bs-2025-09-02-1"
ATTACK = (
    "<img src=x onerror=alert(1)><script>alert(2)</script>`${alert(3)}` {{'alert_4'}} _map_div </script> "
    '\u202egnorw\u202c =HYPERLINK("http://x") javascript:alert(5) & &amp; \\u0041 \'quoted\' "double" #{7*7}'
)


FREE_TEXT = """
name location_text location_given_by location_basis vessel_type actor target claimed_affiliation announced_by
acknowledged_by flag flag_status cargo legal_basis outcome notes change
claim value by publisher title wording geometry_basis altitude former_names waters_stated_by text
""".split()  # noqa: SIM905
ATTACKED_TABLES = ("incidents", "claims", "sources", "zones", "vessels", "vessel_events")


def copy_with(folder: Path, change, tables=("incidents",)) -> Path:
    """A copy of the data in which ``change(table, row)`` gives the rows that stand for each row of the tables."""
    target = folder / "data"
    shutil.copytree(ROOT / "data", target)
    for table in tables:
        path = target / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows = [row for old in rows for row in change(table, old)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return target


@pytest.fixture(scope="module")
def revised(tmp_path_factory):
    """A record whose attribution was contested from 2026 on."""

    def change(_, row):
        if row["id"] != TRAYED:
            return [row]
        later = {"revision": "2", "known_from": "2026-01-01", "known_from_basis": "correction", "change": "Disputed."}
        return [row, row | later | {"attribution": "contested"}]

    with serve(copy_with(tmp_path_factory.mktemp("revised"), change)) as address:
        yield address


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Three records, one placed, one in a tray, one as an area, and every claim, source, zone and vessel, in which
    every free text is an attack.
    """

    def change(table, row):
        spared = table == "incidents" and row["id"] not in (PLACED, TRAYED, SHARED)
        return [row if spared else row | {name: ATTACK for name in FREE_TEXT if name in row}]

    with serve(copy_with(tmp_path_factory.mktemp("hostile"), change, ATTACKED_TABLES)) as address:
        yield address


def test_one_changed_attribution_changes_what_is_drawn(revised, reader):
    frame = reader.open(f"{revised}/?kind=boat_strike&theatre=caribbean&known_on=2025-12-31")
    frame.evaluate("window.mark = 1")
    glyph = frame.locator(f'[data-key="record {TRAYED}"]')
    before = glyph.inner_html()
    expect(glyph).to_have_attribute("aria-label", "15 Sep 2025 · Strike on a boat. 3 killed · confirmed · Caribbean")
    reader.page.get_by_test_id("stSidebar").get_by_role("button", name="Clear all filters").click()
    label = "15 Sep 2025 · Strike on a boat. 3 killed · contested · Caribbean"
    expect(glyph).to_have_attribute("aria-label", label)
    assert glyph.inner_html() != before
    assert frame.evaluate("window.mark") == 1


def normal(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("record", [PLACED, TRAYED])
def test_words_that_attack_are_shown_as_words_on_the_map(hostile, reader, record):
    frame = reader.open(f"{hostile}/?q={record}")
    mark = frame.locator(f'[data-key="record {record}"]')
    mark.hover()
    expect(frame.get_by_role("tooltip")).to_contain_text(normal(ATTACK))
    mark.click()
    assert_shown(reader, frame)


def test_words_that_attack_are_shown_as_words_in_the_card_of_an_area(hostile, reader):
    assert_shown(reader, reader.open(f"{hostile}/?record={SHARED}"))


def assert_shown(reader, frame):
    card = reader.page.locator(".card")
    expect(card).to_be_visible()
    assert normal(card.inner_text()).count(normal(ATTACK)) >= 8
    assert card.locator("img, script").count() == 0
    assert frame.locator("#map_div img").count() == 0
    assert reader.errors == []
    assert reader.foreign == []


def test_words_that_attack_are_shown_as_words_in_claims_sources_and_zones(hostile, reader):
    frame = reader.open(f"{hostile}/?record={SHARED}")
    for part in (".grid .entry:not(.entry-record) .entry-value", ".card-sources a"):
        assert normal(ATTACK) in normal(reader.page.locator(part).first.inner_text())
    reader.page.locator(".st-key-zones summary").click()
    zones = reader.page.locator(".st-key-zones ul.zones")
    expect(zones).to_contain_text(normal(ATTACK))
    assert zones.locator("img, script").count() == 0
    assert_shown(reader, frame)


def test_words_that_attack_are_exported_as_they_are(hostile):
    with urlopen(f"{hostile}/view.geojson") as answer:
        view = json.load(answer)
    features = {feature["id"]: feature["properties"] for feature in view["features"]}
    assert features[TRAYED]["notes"] == features[PLACED]["name"] == ATTACK
    assert features[SHARED]["claims"][0]["claim"] == features[SHARED]["sources"][0]["title"] == ATTACK
    assert view["zones"][0]["properties"]["name"] == ATTACK


def test_the_table_and_the_records_page_hold_out_too(hostile, reader):
    reader.page.goto(f"{hostile}/records?record={TRAYED}")
    expect(reader.page.locator(".card")).to_be_visible()
    expect(reader.page.get_by_test_id("stDataFrame")).to_be_visible()
    assert reader.errors == []
    assert reader.foreign == []


def test_a_vessel_s_story_the_report_and_the_timeline_hold_out_too(hostile, reader):
    for page in ("records?record=tkr-2026-01-07-marinera", "report?near=VEN:24nm", "timeline"):
        reader.page.goto(f"{hostile}/{page}")
        reader.page.get_by_text("<img src=x", exact=False).first.wait_for(timeout=60_000)
        assert reader.page.locator(".stMain img").count() == 0
    assert reader.errors == []
    assert reader.foreign == []
