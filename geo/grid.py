"""The claim grid: fact by fact, what the record states, what officials say, and what everybody else says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo import dates, schema, sources, words
from geo.dataset import Entry
from geo.html import own, text
from geo.language import N_, _, ngettext
from geo.schema import Table
from geo.view import View

OFFICIAL = frozenset({"us_government", "other_government"})
"""Sides that speak for a state; every other side is independent or concerned itself."""

COLUMNS = (N_("Fact"), N_("As recorded"), N_("Official"), N_("Independent and those concerned"))

STANCES = {
    "denies": N_("denies what others say"),
    "disputes": N_("disputes what others say"),
    "corrects": N_("corrects what was said before"),
    "doubts": N_("says that it is not established"),
}
"""What a claim does that does not merely state, as the predicate of who makes it; its own words come after that."""

Row = Mapping[str, Any]
"""One revision by its fields, as JSON has them; missing is None."""


@dataclass(frozen=True)
class Stated:
    """What the record itself states of one fact, and by whose word; both as markup."""

    value: str
    by: str | None = None


def grid(shown: View, row: Row, whole: bool = False) -> str:
    """The grid of one record as a table, claims in order of their dates; with ``whole`` each is told in full."""
    table = shown.dataset.package["claims"]
    claims = sorted(shown.contested(row["id"]), key=lambda claim: claim["published"] or "undated")
    recorded, disputed = stated(row, shown), shown.disputed(row["id"])
    rows = ""
    for fact, label in table["field"].labels.items():
        about = [claim for claim in claims if claim["field"] == fact]
        if about or (
            fact in recorded and fact != "count"
        ):  # a number of vessels or targets is told above, if undisputed
            rows += _row(_fact(label, fact in disputed), recorded.get(fact), about, table, whole)
    title = _("Who says what")
    heads = "".join(f'<th scope="col" role="columnheader">{text(_(name))}</th>' for name in COLUMNS)
    return (
        f"<h4>{text(title)}{_how_many(disputed)}</h4>"
        f'<table class="grid" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def happened(row: Row) -> str:
    """When it happened, as precisely as known: "December 2025 (between 18 Dec 2025 and 26 Dec 2025)"."""
    day = dates.words(row["occurred"], row["occurred_precision"])
    if row["occurred_earliest"] and row["occurred_latest"]:
        bounds = {"first": dates.words(row["occurred_earliest"]), "last": dates.words(row["occurred_latest"])}
        day = _("{day} (between {first} and {last})").format(day=day, **bounds)
    return _("{day}, ended {end}").format(day=day, end=dates.words(row["ended"])) if row["ended"] else day


def stated(row: Row, shown: View) -> dict[str, Stated]:
    """What the record states, by the facts of the claims' vocabulary; facts of which it says nothing are left out."""
    table = shown.dataset.package["incidents"]
    announced = _by(_("Announced: {who}"), row["announced_by"])
    acknowledged = _by(_("Acknowledged: {who}"), row["acknowledged_by"])
    found: dict[str, tuple[str, str | None]] = {
        "date": (text(happened(row)), announced or _first_source(shown, row)),
        "place": (_own(row["location_text"]), _by(_("Given by {who}"), row["location_given_by"])),
        "waters": (
            text(table["waters_stated"].labels.get(row["waters_stated"], "")),
            _by(_("Stated by {who}"), row["waters_stated_by"]),
        ),
        "vessel": (_vessel(row), None),
        "affiliation": (_own(row["claimed_affiliation"]), announced),
        "cargo": (_own(row["cargo"]), None),
        "killed": (text(_killed(row)), announced or _first_source(shown, row)),
        "survivors": (text(_survivors(row)), None),
        "actor": (_own(row["actor"]), "; ".join(filter(None, [announced, acknowledged])) or None),
        "target": (_own(row["target"]), None),
        "flag": (_with(row["flag"], row["flag_status"]), None),
        "sanctions": (text(_sanctions(row)), None),
        "custody": (_own(row["outcome"]), None),
        "legal_basis": (_own(row["legal_basis"]), None),
        "count": (_struck(row), None),
    }
    return {fact: Stated(value, by) for fact, (value, by) in found.items() if value}


def _own(value: str | None) -> str:
    return own(value or "")


def _by(message: str, who: str | None) -> str | None:
    """A message that names who said it, as markup; nothing where nobody is named."""
    return message.format(who=own(who)) if who else None


def _first_source(shown: View, row: Row) -> str | None:
    evidence = shown.evidence(row["id"])
    return _by(_("According to {who}"), sources.publisher(evidence[0])) if evidence else None


def _vessel(row: Row) -> str:
    name = row["name"] if row["kind"] == "interdiction" else None
    return _own(", ".join(filter(None, [name, row["vessel_type"]])))


def _killed(row: Row) -> str:
    low, high, missing = row["killed_min"], row["killed_max"], row["missing"]
    if (low is None and high is None) or (not (low or high) and row["kind"] == "interdiction"):
        return ""  # that nobody was killed goes without saying of a boarding
    told = words.killed(low, high)
    if not missing or None in (low, high) or low + missing != high:
        return told
    remark = ngettext("the upper figure counts {n} missing", "the upper figure counts {n} missing", missing)
    return f"{told}; {remark}"


def _survivors(row: Row) -> str:
    alive, missing = row["survivors"], row["missing"]
    told = [] if alive is None else [_alive(alive)]
    return "; ".join(told if missing is None else [*told, _never_found(missing)])


def _alive(count: int) -> str:
    return ngettext("{n} recovered or reported alive", "{n} recovered or reported alive", count)


def _never_found(count: int) -> str:
    return ngettext("{n} never found", "{n} never found", count)


def _sanctions(row: Row) -> str:
    listed = {True: _("On a sanctions list"), False: _("On no sanctions list")}
    return "" if row["sanctioned"] is None else listed[row["sanctioned"]]


def _struck(row: Row) -> str:
    return text(ngettext("{n} vessel struck", "{n} vessels struck", row["vessels"])) if row["vessels"] else ""


def _with(value: str | None, remark: str | None) -> str:
    return _own(f"{value} ({remark})" if value and remark else value or remark)


def _how_many(disputed: frozenset[str]) -> str:
    if not disputed:
        return ""
    told = ngettext("{n} fact contested", "{n} facts contested", len(disputed))
    return f" <small>{text(told)}</small>"


def _fact(label: str, disputed: bool) -> str:
    mark = _("contested")
    return text(label) + (f' <span class="contested">{text(mark)}</span>' if disputed else "")


def _row(fact: str, recorded: Stated | None, about: Sequence[Entry], table: Table, whole: bool) -> str:
    sides = (
        [claim for claim in about if claim["side"] in OFFICIAL],
        [claim for claim in about if claim["side"] not in OFFICIAL],
    )
    cells = [_recorded(recorded), *("".join(_said(claim, table, whole) for claim in side) for side in sides)]
    return (
        f'<tr role="row" class="{"claimed" if about else "unclaimed"}">'
        f'<th scope="row" role="rowheader">{fact}</th>'
        + "".join(f'<td role="cell">{cell}</td>' for cell in cells)
        + "</tr>"
    )


def _recorded(fact: Stated | None) -> str:
    if fact is None:
        return ""
    side = text(_("As recorded")) + (":" if fact.by else "")
    by = f'<p class="card-by"><span class="side">{side}</span> {fact.by or ""}</p>'
    return f'<div class="entry entry-record"><p class="entry-value">{fact.value}</p>{by}</div>'


def _said(claim: Entry, table: Table, whole: bool) -> str:
    """One claim: its stance unless it merely states, the value, who says so, and where that was printed."""
    stance = stance_of(claim)
    mark = f'<p class="stance"><span>{text(stance)}</span></p>' if stance else ""
    side = claim["side"] or ""
    return (
        f'<div class="entry entry-{text(side)}">{mark}<p class="entry-value">{own(claim["value"])}</p>'
        f'<p class="card-by"><span class="side">{text(table["side"].labels[side])}:</span> '
        f"{own(claim['by'])} {sources.via(claim)}</p>{_in_full(claim, whole)}</div>"
    )


def stance_of(claim: Entry) -> str:
    """What a claim does that does not merely state, in words; empty for one that does."""
    return "" if claim["stance"] == "states" else _(STANCES[claim["stance"] or ""])


def _in_full(claim: Entry, whole: bool) -> str:
    """The claim as it was told, folded away unless the whole is wanted; nothing where the value says it all."""
    if schema.fold(claim["claim"] or "") == schema.fold(claim["value"] or ""):
        return ""
    told = f'<p class="entry-claim">{own(claim["claim"])}</p>'
    fold = _("In full")
    return told if whole else f"<details><summary>{text(fold)}</summary>{told}</details>"
