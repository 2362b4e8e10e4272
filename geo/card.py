"""One record as a card: what happened, who says what of it, where it lies, what came of it, and how to cite it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo import dates, filters, language, provenance, schema, sources, words
from geo.filters import Filters
from geo.grid import grid, happened
from geo.html import own, text
from geo.language import N_, _
from geo.story import story
from geo.surroundings import place, possible_waters, whereabouts, zones_then
from geo.view import View

PLAIN = frozenset({("boat_strike", "strike"), ("land_strike", "strike"), ("interdiction", "interdiction")})
"""Kinds with what they are counted as, where the one says the other."""

ANSWERS = {
    "surely": N_("Surely in the chosen place and period"),
    "possibly": N_("Possibly in the chosen place and period"),
}


@dataclass(frozen=True)
class Links:
    """Where a card's links to other records lead."""

    before: str = "?"
    """What precedes the query."""
    among: frozenset[str] | None = None
    """Records that have a card there; None for all. Of others no link is made."""
    page: str = ""
    """The page's own address, without a query, for the citation; none where there is no page."""
    day: str = ""
    """The day of reading in words, for the citation at that address."""

    def leads_to(self, record: str) -> bool:
        """Whether the record has a card there."""
        return self.among is None or record in self.among


EVERYWHERE = Links()


def card(shown: View, record: str, whole: bool = False, links: Links = EVERYWHERE) -> str:
    """The record's card as markup in which every word of the data is shown and none is run.

    With ``whole`` what is folded away in a narrow card stands open. KeyError where the view does not hold the record.
    """
    row = fields(shown, record)
    return "".join(
        [
            f'<article class="card" data-record="{text(record)}">',
            _head(shown, row),
            _figures(row),
            _own_language(),
            grid(shown, row, whole),
            place(row),
            possible_waters(shown, row),
            zones_then(shown, record),
            story(shown, row, f"{links.before}{_public_on(shown)}", links.among),
            _remarks(shown, row, links),
            _revisions(shown, record),
            _sources(shown, row),
            _titled(_("How to cite")),
            f'<p class="card-cite">{text(citation(shown, record, links.page, links.day))}</p></article>',
        ]
    )


def fields(shown: View, record: str) -> dict[str, Any]:
    """The revision of a record that the view holds, by its fields, as JSON has them. KeyError where it holds none."""
    row = shown.records.iloc[shown.positions[record]]
    return {str(name): schema.plain(value) for name, value in row.items() if name != "geometry"}


def neighbours(shown: View, record: str) -> tuple[str | None, str | None]:
    """The records before and after this one in the view's order, which is that of time; None at either end."""
    order: Sequence[str] = list(shown.records["id"])
    if record not in order:
        return None, None
    index = order.index(record)
    return order[index - 1] if index else None, order[index + 1] if index + 1 < len(order) else None


def address(shown: View, record: str) -> str:
    """The query that opens the record's card as it was known on the view's day: "?record=bs-2025-09-02-1"."""
    return f"?{_public_on(shown)}record={record}"


def _public_on(shown: View) -> str:
    query = filters.to_query(Filters(known_on=shown.filters.known_on))
    return f"{query}&" if query else ""


def citation(shown: View, record: str, page: str = "", day: str = "") -> str:
    """How to cite one revision of a record; at ``page``, the page's address without a query, read on ``day``, if there
    is such a page.
    """
    row = fields(shown, record)
    cited = _("“{title}”, record {record}, revision {revision} ({known}). In: {data}").format(
        title=row["title"],
        record=record,
        revision=row["revision"],
        known=_public_from(row["known_from"]),
        data=provenance.citation(shown),
    )
    return provenance.accessed(cited, f"{page}{address(shown, record)}", day) if page else cited


def _public_from(day: str | None) -> str:
    return _("public from {day}").format(day=dates.words(day)) if day else _("no day known from which public")


def _titled(title: str) -> str:
    """The title of one part of the card."""
    return f"<h4>{text(title)}</h4>"


def _head(shown: View, row: dict[str, Any]) -> str:
    labels = shown.dataset.package["incidents"]
    kind = labels["kind"].labels[row["kind"]]
    attribution = labels["attribution"].labels[row["attribution"]]
    tags = [kind, _("Attribution: {attribution}").format(attribution=attribution.lower())]
    if (row["kind"], row["counted_as"]) not in PLAIN:
        tags.append(labels["counted_as"].labels[row["counted_as"]])
    meaning = labels["attribution"].meanings[row["attribution"]]
    tag_line = "".join(f'<span class="card-tag" title="{text(meaning)}">{text(tag)}</span>' for tag in tags)
    when = f"{happened(row)} · {_told(row)} · UTC"
    return (
        f'<p class="card-tags card-{row["kind"]}">{tag_line}</p><h3>{text(row["title"])}</h3>'
        f'<p class="card-dates">{text(whereabouts(row, shown))}<br>{text(when)}</p>'
        f"{_known_on(shown)}{_answer(shown, row)}"
    )


def _told(row: dict[str, Any]) -> str:
    if row["announced"]:
        return _("announced {day}").format(day=dates.words(row["announced"]))
    if row["known_from"]:
        return _("first dated source {day}").format(day=dates.words(row["known_from"]))
    return _("no dated source")


def _known_on(shown: View) -> str:
    day = shown.filters.known_on
    told = _("As known on {day}").format(day=dates.day_words(day)) if day else ""
    return f'<p class="card-known">{text(told)}</p>' if told else ""


def _answer(shown: View, row: dict[str, Any]) -> str:
    """Whether the record surely or only possibly answers what the view asks; nothing where it asks nothing."""
    if not shown.asks:
        return ""
    reason = f": {row['answer_reason']}" if row["answer_reason"] else ""
    return f'<p class="card-answer">{text(_(ANSWERS[row["answer"]]))}{text(reason)}</p>'


def _figures(row: dict[str, Any]) -> str:
    cells = []
    if row["counted_as"] in ("strike", "part_of_operation"):
        cells.append((_("Killed"), words.bounds(row["killed_min"], row["killed_max"])))
    counts = (("missing", _("Missing")), ("survivors", _("Survivors")), ("vessels", _("Vessels struck")))
    cells += [(title, language.number(row[name])) for name, title in counts if row[name] is not None]
    if not cells:
        return ""
    items = "".join(f"<div><dt>{text(title)}</dt><dd>{text(value)}</dd></div>" for title, value in cells)
    return f'<dl class="card-figures">{items}</dl>'


def _own_language() -> str:
    told = words.own_language()
    return f'<p class="card-own">{text(told)}</p>' if told else ""


def _remarks(shown: View, row: dict[str, Any], links: Links) -> str:
    """What the record says beyond the facts of the grid."""
    parts = []
    if row["parent"]:
        query = text(f"{links.before}{_public_on(shown)}record={row['parent']}")
        operation = text(row["parent"])
        if links.leads_to(row["parent"]):
            operation = f'<a href="{query}">{operation}</a>'
        told = _("Part of the operation {operation}, and counted there.").format(operation=operation)
        parts.append(f"<p>{told}</p>")
    if row["notes"]:
        parts.append(f"<p>{own(row['notes'])}</p>")
    return _titled(_("Also to know")) + "".join(parts) if parts else ""


def _revisions(shown: View, record: str) -> str:
    incidents = shown.dataset.tables["incidents"]
    history = incidents.loc[incidents["id"] == record, ["known_from", "change"]]
    if shown.filters.known_on:
        history = history[history["known_from"] <= pd.Timestamp(shown.filters.known_on)]
    items = "".join(
        f"<li><time>{text(_day(known))}</time> {own(change)}</li>"
        for known, change in zip(history["known_from"], history["change"], strict=True)
    )
    return _titled(_("What changed when")) + f'<ol class="card-revisions">{items}</ol>'


def _day(known: pd.Timestamp) -> str:
    return _("No dated source") if pd.isna(known) else dates.words(schema.plain(known))


def _sources(shown: View, row: dict[str, Any]) -> str:
    warning = ""
    if row["source_quality"] == "mirror_or_aggregator_only":
        meaning = shown.dataset.package["incidents"]["source_quality"].meanings[row["source_quality"]]
        warning = f'<p class="card-warning">{text(meaning)}</p>'
    items = sources.listed(shown.evidence(row["id"]))
    return _titled(_("Sources")) + warning + items if items else ""
