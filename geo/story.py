"""The story of a vessel: its names and flags, and what happened to it, step by step."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd

from geo import dates, schema, sources, words
from geo.dataset import Dataset
from geo.html import own, text
from geo.language import N_, _
from geo.view import View

Step = dict[str, Any]
"""One entry of ``vessel_events`` by its fields, with its source's publisher, title, url and printed."""


def steps(dataset: Dataset, vessel: str, day: date | None = None) -> list[Step]:
    """What is known of a vessel's life, in order; with a day, what surely was public by then."""
    events = dataset.tables["vessel_events"]
    known = events["vessel"] == vessel
    if day is not None:
        known &= events["public_from"] <= pd.Timestamp(day)
    origin = dataset.tables["sources"].set_index("id").rename(columns={"published": "printed"})
    joined = events[known].join(origin, on="source").to_dict("records")
    found = [{str(name): schema.plain(value) for name, value in step.items()} for step in joined]
    return found if day is None else [sources.unnamed_if_later(step, day) for step in found]


def names(steps: list[Step], field: str = "name") -> list[str]:
    """The names, or with "flag" the flags, that a vessel bore one after the other."""
    borne = [step[field] for step in steps if step[field]]
    return [name for index, name in enumerate(borne) if index == 0 or borne[index - 1] != name]


def story(shown: View, row: dict[str, Any], address: str = "?", among: Collection[str] | None = None) -> str:
    """The vessel's story as markup; nothing where the record names none.

    Parameters
    ----------
    row : the record's revision by its fields.
    address : what precedes ``record=`` in a link to another record's card, such as "?known_on=2026-01-02&".
    among : the only records that are linked to; None for all.
    """
    vessel = row["vessel"]
    if not vessel:
        return ""
    life = steps(shown.dataset, vessel, shown.filters.known_on)
    return (
        f"<h4>{text(_('Story of the vessel'))}</h4>{_identity(shown.dataset, vessel, life)}"
        f"{_steps(shown, life, row['id'])}{_others(shown, vessel, row['id'], address, among)}"
    )


def _identity(dataset: Dataset, vessel: str, life: list[Step]) -> str:
    vessels = dataset.tables["vessels"]
    number = schema.plain(vessels.loc[vessels["id"] == vessel, "imo"].squeeze())
    lines = [(_("Names"), " → ".join(names(life))), (_("Flags"), " → ".join(names(life, "flag")))]
    items = "".join(f"<dt>{text(title)}</dt><dd>{own(value)}</dd>" for title, value in lines if value)
    number_words = text(number if number else _("not seen"))
    return f'<dl class="card-facts"><dt>{text(_("IMO number"))}</dt><dd>{number_words}</dd>{items}</dl>'


def _steps(shown: View, life: list[Step], record: str) -> str:
    labels = shown.dataset.package["vessel_events"]["event"].labels
    borne: dict[str, str] = {}
    items = ""
    for step in life:
        items += _step(step, labels[step["event"]], _changes(step, borne), step["record"] == record)
        borne |= {field: step[field] for field in ("name", "flag") if step[field]}
    return f'<ol class="story">{items}</ol>' if items else ""


CHANGES = {"name": N_("Name"), "flag": N_("Flag")}
"""What of a vessel may change from one step to the next."""


def _changes(step: Step, borne: dict[str, str]) -> str:
    """Name and flag where they differ from those before: "Name: Bella 1 → Marinera"."""
    changed = [
        f"{text(_(label))}: {own(f'{borne[field]} → {step[field]}')}"
        for field, label in CHANGES.items()
        if step[field] and borne.get(field, step[field]) != step[field]
    ]
    return "".join(f'<strong class="story-change">{change}</strong>' for change in changed)


def _step(step: Step, label: str, changes: str, is_own: bool) -> str:
    day = text(dates.words(step["occurred"]) if step["occurred"] else _("no date seen"))
    mark = f' <span class="card-tag">{text(_("this record"))}</span>' if is_own else ""
    return (
        f'<li class="{"is-own" if is_own else "is-other"}"><time>{day}</time> <b>{text(label)}</b>{mark}'
        f"<p>{own(step['text'])}</p>{changes}"
        f'<span class="card-by">{sources.via(step | {"published": step["printed"]})}</span></li>'
    )


def _others(shown: View, vessel: str, record: str, address: str, among: Collection[str] | None) -> str:
    """Links to the cards of the vessel's other records, as far as they were known on the day asked for."""
    known = dates.as_known_on(shown.dataset.tables["incidents"], shown.filters.known_on)
    others = known[(known["vessel"] == vessel) & (known["id"] != record)].sort_values("earliest")
    if among is not None:
        others = others[others["id"].isin(among)]
    events = shown.dataset.package["incidents"]["event"].labels
    items = "".join(
        f'<li><a href="{text(address)}record={text(other)}">{text(title)}</a></li>'
        for other, title in zip(others["id"], words.titles(others, events), strict=True)
    )
    return f'<p class="card-by">{text(_("Other records of this vessel"))}</p><ul>{items}</ul>' if items else ""
