"""One record as a card: what happened, where and by whose word, the figures, who disputes what, and the sources."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from geo import dates, schema, uncertainty, words
from geo.html import link, text
from geo.view import View

FACTS = (
    "vessel_type",
    "claimed_affiliation",
    "actor",
    "target",
    "flag",
    "flag_status",
    "sanctioned",
    "cargo",
    "legal_basis",
    "outcome",
    "announced_by",
    "acknowledged_by",
    "notes",
)
"""Fields listed as they stand, where they have something to say."""


def card(shown: View, record: str) -> str:
    """The record's card as markup in which every word of the data is shown and none is run.

    KeyError where the view does not hold the record.
    """
    rows = shown.records[shown.records["id"] == record]
    if rows.empty:
        raise KeyError(record)
    row = {str(name): schema.plain(value) for name, value in rows.drop(columns="geometry").iloc[0].items()}
    return "".join(
        [
            f'<article class="card" data-record="{text(record)}">',
            _head(shown, row),
            _figures(row),
            _place(row),
            _facts(shown, row),
            _claims(shown.contested(record)),
            _revisions(shown, record),
            _sources(shown.evidence(record), row["source_quality"], shown),
            f'<p class="card-id">Record {text(record)}, revision {row["revision"]}</p></article>',
        ]
    )


def _head(shown: View, row: dict[str, Any]) -> str:
    labels = shown.dataset.package["incidents"]
    kind = labels["kind"].labels[row["kind"]]
    attribution = labels["attribution"].labels[row["attribution"]]
    counted = labels["counted_as"].labels[row["counted_as"]]
    tags = [kind, f"Attribution: {attribution.lower()}", *([counted] if counted.lower() not in kind.lower() else [])]
    meaning = labels["attribution"].meanings[row["attribution"]]
    tag_line = "".join(f'<span class="card-tag" title="{text(meaning)}">{text(tag)}</span>' for tag in tags)
    return f'<p class="card-tags card-{row["kind"]}">{tag_line}</p><h3>{text(row["title"])}</h3>{_dates(row)}'


def _dates(row: dict[str, Any]) -> str:
    if row["announced"]:
        told = f"announced {dates.words(row['announced'])}"
    elif row["known_from"]:
        told = f"first dated source {dates.words(row['known_from'])}"
    else:
        told = "no dated source"
    happened = dates.words(row["occurred"], row["occurred_precision"])
    if row["occurred_earliest"] and row["occurred_latest"]:
        happened += f" (between {dates.words(row['occurred_earliest'])} and {dates.words(row['occurred_latest'])})"
    if row["ended"]:
        happened += f", ended {dates.words(row['ended'])}"
    return f'<p class="card-dates">{text(happened)} · {text(told)} · UTC</p>'


def _figures(row: dict[str, Any]) -> str:
    cells = []
    low, high = row["killed_min"], row["killed_max"]
    if row["counted_as"] in ("strike", "part_of_operation"):
        figure = "not stated" if low is None and high is None else words.killed(low, high).removesuffix(" killed")
        cells.append(("Killed", figure))
    for name, title in (("missing", "Missing"), ("survivors", "Survivors"), ("vessels", "Vessels struck")):
        if row[name] is not None:
            cells.append((title, f"{row[name]:,}"))
    if not cells:
        return ""
    items = "".join(f"<div><dt>{text(title)}</dt><dd>{text(value)}</dd></div>" for title, value in cells)
    return f'<dl class="card-figures">{items}</dl>'


def _place(row: dict[str, Any]) -> str:
    known = uncertainty.PRECISIONS[row["precision"]].lower()
    if row["lat"] is None:
        position = "No position was published." if row["reference_km"] is None else _reference(row)
    else:
        position = _position(row)
    basis = f"<p>{text(row['location_basis'])}</p>" if row["location_basis"] else ""
    return (
        f"<h4>Place <small>{text(known)}</small></h4><p>{text(row['location_text'])}</p>"
        f'<p class="card-by">Given by {text(row["location_given_by"])}</p><p>{text(position)}</p>'
        f"<details><summary>How it was derived</summary>{basis}</details>"
    )


def _position(row: dict[str, Any]) -> str:
    place = f"{_degrees(row['lat'], 'N', 'S')} {_degrees(row['lon'], 'E', 'W')}"
    radius = f"±{row['uncertainty_km']:g} km"
    if row["precision"] == "place":
        return f"{place}, {radius}"
    return f"Within an area of {radius} round {place}; its centre is no reported position."


def _reference(row: dict[str, Any]) -> str:
    return f"No position was published, only a distance: about {row['reference_km']:g} km from {row['reference_name']}."


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):.2f}° {positive if value >= 0 else negative}"


def _facts(shown: View, row: dict[str, Any]) -> str:
    table = shown.dataset.package["incidents"]
    items = "".join(
        f"<dt>{text(table[name].title)}</dt><dd>{text(_said(row[name]))}</dd>"
        for name in FACTS
        if row[name] is not None
    )
    return f'<h4>Reported</h4><dl class="card-facts">{items}</dl>' if items else ""


def _said(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _claims(claims: Iterable[dict[str, Any]]) -> str:
    items = "".join(
        f'<li><q>{text(claim["claim"])}</q><span class="card-by">{text(claim["by"])} {_via(claim)}</span></li>'
        for claim in claims
    )
    return f'<h4>Contested</h4><ul class="card-claims">{items}</ul>' if items else ""


def _via(source: dict[str, Any]) -> str:
    return f"({link(source['url'], source['publisher'] or _host(source['url']))}{_dated(source)})"


def _host(url: str) -> str:
    return url.split("/")[2] if url.count("/") > 1 else url


def _revisions(shown: View, record: str) -> str:
    incidents = shown.dataset.tables["incidents"]
    history = incidents[incidents["id"] == record]
    if shown.filters.known_on:
        history = history[history["known_from"] <= pd.Timestamp(shown.filters.known_on)]
    if len(history) < 2:
        return ""
    items = "".join(
        f"<li><time>{text(dates.words(schema.plain(day)))}</time> {text(change)}</li>"
        for day, change in zip(history["known_from"], history["change"], strict=True)
    )
    return f'<h4>What changed when</h4><ol class="card-revisions">{items}</ol>'


def _sources(sources: Iterable[dict[str, Any]], quality: str | None, shown: View) -> str:
    items = "".join(
        f"<li>{link(source['url'], source['title'] or source['url'])}"
        f'<span class="card-by">{text(source["publisher"] or _host(source["url"]))}{_dated(source)}</span></li>'
        for source in sources
    )
    warning = ""
    if quality == "mirror_or_aggregator_only":
        meaning = shown.dataset.package["incidents"]["source_quality"].meanings[quality]
        warning = f'<p class="card-warning">{text(meaning)}</p>'
    return f'<h4>Sources</h4>{warning}<ul class="card-sources">{items}</ul>' if items else ""


def _dated(source: dict[str, Any]) -> str:
    return f", {text(dates.words(source['published']))}" if source["published"] else ", no date seen"
