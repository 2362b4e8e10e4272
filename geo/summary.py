"""A view told in plain sentences, true under every filter."""

from datetime import date

import pandas as pd

from geo import dates, words
from geo.filters import Filters
from geo.places import POSSIBLY, SURELY
from geo.view import Counts, View, count


def period(chosen: Filters) -> str:
    """The period as it reads: "1 Oct 2025 to 31 Oct 2025", "on 1 Oct 2025", "from 1 Oct 2025", "all dates"."""
    if chosen.start and chosen.start == chosen.end:
        return f"on {dates.day_words(chosen.start)}"
    if chosen.start and chosen.end:
        return f"{dates.day_words(chosen.start)} to {dates.day_words(chosen.end)}"
    if chosen.start:
        return f"from {dates.day_words(chosen.start)}"
    return f"until {dates.day_words(chosen.end)}" if chosen.end else "all dates"


def lifetime(start: str | None, end: str | None, day: date | None = None) -> str:
    """How long a zone is in force: "in force from 16 Dec 2025, no end announced".

    With the ``day`` of a view that goes back, one without an end is no more than in force then.
    """
    begun = f"in force from {dates.words(start)}" if start else "start not known"
    if end:
        return f"{begun} to {dates.words(end)}"
    return f"{begun}, and on {dates.day_words(day)}" if day else f"{begun}, no end announced"


def left_out(shown: View) -> str:
    """What a view of an earlier day leaves out: "40 records and 12 corrections became public later"."""
    incidents, day = shown.dataset.tables["incidents"], shown.filters.known_on
    later = incidents[~(incidents["known_from"] <= pd.Timestamp(day))] if day else incidents[:0]
    records = words.number(int((later["revision"] == 1).sum()), "record")
    changes = words.number(int((later["revision"] > 1).sum()), "correction or addition", "corrections or additions")
    return f"{records} and {changes} became public later and are left out here and in what you take away."


def placed(counts: Counts, total: int) -> str:
    """How many records are shown and how they are placed: "71 shown of 118 · 0 placed · 11 as areas · 60 in trays"."""
    parts = (f"{counts.placed} placed", f"{counts.areas} as areas", f"{counts.unplaced} in trays")
    return " · ".join([f"{counts.records} shown of {total}", *parts])


def tally(counts: Counts) -> str:
    """What some records add up to: "40 strikes, 108–116 killed · 8 interdictions · 1 not counted"."""
    parts = []
    if counts.strikes:
        parts.append(f"{words.number(counts.strikes, 'strike')}, {counts.killed_words}")
    if counts.interdictions:
        parts.append(words.number(counts.interdictions, "interdiction"))
    if counts.targets:
        parts.append(words.number(counts.targets, "reported target"))
    if counts.others:
        parts.append(f"{counts.others} not counted")
    return " · ".join(parts)


def sentences(shown: View) -> list[str]:
    """The view in plain sentences: what is shown, how it is placed, as of when."""
    counts, chosen = shown.counts, shown.filters
    if not counts.records:
        asked = f"{period(chosen)}{_where(shown)}"
        return [f"No record matches these filters ({asked}). Widen the period or the place, or clear a filter."]
    when = "" if period(chosen) == "all dates" else f", {period(chosen)}"
    return [
        f"{_what(shown)}{when}{_where(shown)}.",
        *_answered(shown),
        *_open_bounds(counts),
        *_unplaced(counts, count(shown.records[shown.records["counted_as"] == "strike"])),
        *_known_on(shown),
    ]


def _where(shown: View) -> str:
    """The places asked for: ", within 24 nm of Venezuela or in a drawn box"."""
    labels: dict[str, list[str]] = {}
    for place in shown.questions:
        labels.setdefault(place.field, []).append(place.label if place.field == "near" else f"in {place.label}")
    sure, possible = shown.surely.records, shown.counts.records - shown.surely.records
    how = ("surely or possibly " if sure else "possibly ") if possible else ""
    return "".join(f", {how}{' or '.join(choices)}" for choices in labels.values())


def _answered(shown: View) -> list[str]:
    """Both bounds of a question: what surely lies in it, and what possibly does."""
    sure, all_of_it = shown.surely, shown.counts
    possible = all_of_it.records - sure.records
    if not possible:
        left_out = "; those only possibly in it are left out" if shown.filters.answer == (SURELY,) else ""
        told = shown.questions and all_of_it.records > 1
        return [f"All {all_of_it.records} are surely in it{left_out}."] if told else []
    if not sure.records:
        return ["It is only possibly in it." if possible == 1 else "All of them are only possibly in it, none surely."]
    strikes = f" ({words.number(sure.strikes, 'strike')}, {sure.killed_words})" if sure.strikes else ""
    [*_, reason] = shown.records["answer_reason"][shown.records["answer"] == POSSIBLY]
    why = f": {reason}" if possible == 1 else ""
    verb = "is" if sure.records == 1 else "are"
    return [f"{words.number(sure.records, 'record')} {verb} surely in it{strikes}, {possible} more only possibly{why}."]


def _what(shown: View) -> str:
    records = shown.records
    boats = count(records[records["kind"] == "boat_strike"])
    land = count(records[records["kind"] == "land_strike"])
    rest = count(records[records["kind"] == "interdiction"])
    parts = []
    if boats.strikes:
        strikes = words.number(boats.strikes, "strike on a boat", "strikes on boats")
        parts.append(f"{strikes} ({words.number(boats.vessels, 'vessel')}, {boats.killed_words})")
    if land.strikes:
        parts.append(f"{words.number(land.strikes, 'strike on land', 'strikes on land')} ({land.killed_words})")
    if land.targets:
        parts.append(
            words.number(land.targets, "reported target of one operation", "reported targets of one operation")
        )
    if rest.interdictions:
        parts.append(words.number(rest.interdictions, "interdiction"))
    others = boats.others + land.others + rest.others
    if others:
        parts.append(words.number(others, "record that is not counted", "records that are not counted"))
    return words.joined(parts)


def _open_bounds(counts: Counts) -> list[str]:
    if not counts.killed_open:
        return []
    return [f"For {words.number(counts.killed_open, 'strike')} no upper figure of the killed was given."]


def _unplaced(counts: Counts, strikes: Counts) -> list[str]:
    """How many have no position; of strikes that none has one is said outright."""
    if not counts.unplaced:
        return []
    if strikes.records > 1 and not strikes.placed and strikes.areas:
        areas = words.number(strikes.areas, "is known to an area", "are known to areas")
        told = f"No strike has a published position: {areas}, {strikes.unplaced} to a sea or country at most."
        return [f"{told} {words.number(counts.unplaced, 'record lies', 'records lie')} in trays."]
    if counts.records == 1:
        return ["It has no published position and lies in a tray."]
    if counts.unplaced == 1:
        return [f"1 of the {counts.records} records has no published position and lies in a tray."]
    if counts.unplaced == counts.records:
        return ["None of them has a published position; they lie in trays."]
    return [f"{counts.unplaced} of the {counts.records} records have no published position and lie in trays."]


def _known_on(shown: View) -> list[str]:
    day = shown.filters.known_on
    return [f"As known on {dates.day_words(day)}: later records and corrections are left out."] if day else []
