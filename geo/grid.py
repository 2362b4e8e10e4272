"""The claim grid: fact by fact, what the record states, what officials say, and what everybody else says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo import dates, schema, sources, words
from geo.dataset import Entry
from geo.html import text
from geo.schema import Table
from geo.view import View

OFFICIAL = frozenset({"us_government", "other_government"})
"""Sides that speak for a state; every other side is independent or concerned itself."""

COLUMNS = ("Fact", "As recorded", "Official", "Independent and those concerned")

Row = Mapping[str, Any]
"""One revision by its fields, as JSON has them; missing is None."""


@dataclass(frozen=True)
class Stated:
    """What the record itself states of one fact, and by whose word."""

    value: str
    by: str | None = None


def grid(shown: View, row: Row, whole: bool = False) -> str:
    """The grid of one record as a table, claims in order of their dates; with ``whole`` each is told in full."""
    table = shown.dataset.package["claims"]
    claims = sorted(shown.contested(row["id"]), key=lambda claim: claim["published"] or "undated")
    own, disputed = stated(row, shown), shown.disputed(row["id"])
    rows = ""
    for fact, label in table["field"].labels.items():
        about = [claim for claim in claims if claim["field"] == fact]
        if about or (fact in own and fact != "count"):  # a number of vessels or targets is told above, if undisputed
            rows += _row(_fact(label, fact in disputed), own.get(fact), about, table, whole)
    heads = "".join(f'<th scope="col" role="columnheader">{text(name)}</th>' for name in COLUMNS)
    return (
        f"<h4>Who says what{_how_many(disputed)}</h4>"
        f'<table class="grid" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def happened(row: Row) -> str:
    """When it happened, as precisely as known: "December 2025 (between 18 Dec 2025 and 26 Dec 2025)"."""
    day = dates.words(row["occurred"], row["occurred_precision"])
    if row["occurred_earliest"] and row["occurred_latest"]:
        day += f" (between {dates.words(row['occurred_earliest'])} and {dates.words(row['occurred_latest'])})"
    return f"{day}, ended {dates.words(row['ended'])}" if row["ended"] else day


def stated(row: Row, shown: View) -> dict[str, Stated]:
    """What the record states, by the facts of the claims' vocabulary; facts of which it says nothing are left out."""
    table = shown.dataset.package["incidents"]
    announced = f"Announced: {row['announced_by']}" if row["announced_by"] else None
    acknowledged = f"Acknowledged: {row['acknowledged_by']}" if row["acknowledged_by"] else None
    waters = table["waters_stated"].labels.get(row["waters_stated"])
    found: dict[str, tuple[str | None, str | None]] = {
        "date": (happened(row), announced or _first_source(shown, row)),
        "place": (row["location_text"], f"Given by {row['location_given_by']}"),
        "waters": (waters, f"Stated by {row['waters_stated_by']}" if row["waters_stated_by"] else None),
        "vessel": (_vessel(row), None),
        "affiliation": (row["claimed_affiliation"], announced),
        "cargo": (row["cargo"], None),
        "killed": (_killed(row), announced or _first_source(shown, row)),
        "survivors": (_survivors(row), None),
        "actor": (row["actor"], "; ".join(filter(None, [announced, acknowledged])) or None),
        "target": (row["target"], None),
        "flag": (_with(row["flag"], row["flag_status"]), None),
        "sanctions": ({True: "On a sanctions list", False: "On no sanctions list"}.get(row["sanctioned"]), None),
        "custody": (row["outcome"], None),
        "legal_basis": (row["legal_basis"], None),
        "count": (words.number(row["vessels"], "vessel") + " struck" if row["vessels"] else None, None),
    }
    return {fact: Stated(value, by) for fact, (value, by) in found.items() if value}


def _first_source(shown: View, row: Row) -> str | None:
    evidence = shown.evidence(row["id"])
    return f"According to {sources.publisher(evidence[0])}" if evidence else None


def _vessel(row: Row) -> str | None:
    name = row["name"] if row["kind"] == "interdiction" else None
    return ", ".join(filter(None, [name, row["vessel_type"]])) or None


def _killed(row: Row) -> str | None:
    low, high, missing = row["killed_min"], row["killed_max"], row["missing"]
    if (low is None and high is None) or (not (low or high) and row["kind"] == "interdiction"):
        return None  # that nobody was killed goes without saying of a boarding
    counted = missing and None not in (low, high) and low + missing == high
    return words.killed(low, high) + (f"; the upper figure counts {missing} missing" if counted else "")


def _survivors(row: Row) -> str | None:
    figures = ((row["survivors"], "recovered or reported alive"), (row["missing"], "never found"))
    return "; ".join(f"{count} {meaning}" for count, meaning in figures if count is not None) or None


def _with(value: str | None, remark: str | None) -> str | None:
    return f"{value} ({remark})" if value and remark else value or remark


def _how_many(disputed: frozenset[str]) -> str:
    return f" <small>{words.number(len(disputed), 'fact')} contested</small>" if disputed else ""


def _fact(label: str, disputed: bool) -> str:
    return text(label) + (' <span class="contested">contested</span>' if disputed else "")


def _row(fact: str, own: Stated | None, about: Sequence[Entry], table: Table, whole: bool) -> str:
    sides = (
        [claim for claim in about if claim["side"] in OFFICIAL],
        [claim for claim in about if claim["side"] not in OFFICIAL],
    )
    cells = [_own(own), *("".join(_said(claim, table, whole) for claim in side) for side in sides)]
    return (
        f'<tr role="row" class="{"claimed" if about else "unclaimed"}">'
        f'<th scope="row" role="rowheader">{fact}</th>'
        + "".join(f'<td role="cell">{cell}</td>' for cell in cells)
        + "</tr>"
    )


def _own(own: Stated | None) -> str:
    if own is None:
        return ""
    side = f"As recorded{':' if own.by else ''}"
    by = f'<p class="card-by"><span class="side">{side}</span> {text(own.by or "")}</p>'
    return f'<div class="entry entry-record"><p class="entry-value">{text(own.value)}</p>{by}</div>'


def _said(claim: Entry, table: Table, whole: bool) -> str:
    """One claim: the value, its stance unless it merely states, who says so, and where that was printed."""
    stance = "" if claim["stance"] == "states" else table["stance"].labels[claim["stance"] or ""]
    mark = f' <span class="stance">{text(stance)}</span>' if stance else ""
    side = claim["side"] or ""
    return (
        f'<div class="entry entry-{text(side)}"><p class="entry-value">{text(claim["value"])}{mark}</p>'
        f'<p class="card-by"><span class="side">{text(table["side"].labels[side])}:</span> '
        f"{text(claim['by'])} {sources.via(claim)}</p>{_in_full(claim, whole)}</div>"
    )


def _in_full(claim: Entry, whole: bool) -> str:
    """The claim as it was told, folded away unless the whole is wanted; nothing where the value says it all."""
    if schema.fold(claim["claim"] or "") == schema.fold(claim["value"] or ""):
        return ""
    told = f'<p class="entry-claim">{text(claim["claim"])}</p>'
    return told if whole else f"<details><summary>In full</summary>{told}</details>"
