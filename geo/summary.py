"""A view told in plain sentences, true under every filter."""

from datetime import date

import pandas as pd

from geo import dates, filters, words
from geo.filters import Filters
from geo.language import _, ngettext, number
from geo.places import POSSIBLY, SURELY, Place, in_waters
from geo.view import Counts, View, count


def period(chosen: Filters) -> str:
    """The period as it reads: "1 Oct 2025 to 31 Oct 2025", "on 1 Oct 2025", "from 1 Oct 2025", "all dates"."""
    start, end = (dates.day_words(day) if day else "" for day in (chosen.start, chosen.end))
    if start and start == end:
        return _("on {day}").format(day=start)
    if start and end:
        return _("{start} to {end}").format(start=start, end=end)
    if start:
        return _("from {day}").format(day=start)
    return _("until {day}").format(day=end) if end else _("all dates")


def lifetime(start: str | None, end: str | None, day: date | None = None) -> str:
    """How long a zone is in force: "in force from 16 Dec 2025, no end announced".

    With the ``day`` of a view that goes back, one without an end is no more than in force then.
    """
    if start and end:
        return _("in force from {start} to {end}").format(start=dates.phrase(start), end=dates.phrase(end))
    if end:
        return _("until {end}, start not known").format(end=dates.phrase(end))
    begun = _("in force from {start}").format(start=dates.phrase(start)) if start else _("start not known")
    if day:
        return _("{begun}, and on {day}").format(begun=begun, day=dates.day_words(day))
    return _("{begun}, no end announced").format(begun=begun)


def asked(shown: View) -> list[tuple[str, str, str]]:
    """Each filter in force: its name, its value as in an address, and how it reads."""
    chosen, options = shown.filters, filters.options(shown.dataset.package)
    days = {
        "start": _("From {day}"),
        "end": _("Until {day}"),
        "known_on": _("As known on {day}"),
    }
    told = [
        (name, "", words.format(day=dates.day_words(day)))
        for name, words in days.items()
        if (day := getattr(chosen, name))
    ]
    for name in filters.CHOICES:
        told += [(name, value, options[name].get(value, value)) for value in getattr(chosen, name)]
    told += [(place.field, place.text, _capital(place.label)) for place in shown.questions]
    return [*told, ("q", "", f"“{chosen.q}”")] if chosen.q else told


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def left_out(shown: View) -> str:
    """What a view of an earlier day leaves out: "40 records and 12 corrections became public later"."""
    incidents, day = shown.dataset.tables["incidents"], shown.filters.known_on
    later = incidents[~(incidents["known_from"] <= pd.Timestamp(day))] if day else incidents[:0]
    records = ngettext("{n} record", "{n} records", int((later["revision"] == 1).sum()))
    corrected = int((later["revision"] > 1).sum())
    changes = ngettext("{n} correction or addition", "{n} corrections or additions", corrected)
    told = _("{records} and {changes} became public later and are left out here and in what you take away.")
    return told.format(records=records, changes=changes)


def placed(counts: Counts, total: int) -> str:
    """How many records are shown and how they are placed: "71 shown of 118 · 0 placed · 11 as areas · 60 in trays"."""
    parts = (
        _("{shown} shown of {total}").format(shown=number(counts.records), total=number(total)),
        _("{n} placed").format(n=number(counts.placed)),
        _("{n} as areas").format(n=number(counts.areas)),
        _("{n} in trays").format(n=number(counts.unplaced)),
    )
    return " · ".join(parts)


def tally(counts: Counts) -> str:
    """What some records add up to: "40 strikes, 108–116 killed · 8 interdictions · 1 not counted"."""
    parts = []
    if counts.strikes:
        parts.append(f"{ngettext('{n} strike', '{n} strikes', counts.strikes)}, {counts.killed_words}")
    if counts.interdictions:
        parts.append(ngettext("{n} interdiction", "{n} interdictions", counts.interdictions))
    if counts.targets:
        parts.append(ngettext("{n} reported target", "{n} reported targets", counts.targets))
    if counts.others:
        parts.append(ngettext("{n} not counted", "{n} not counted", counts.others))
    return " · ".join(parts)


def sentences(shown: View) -> list[str]:
    """The view in plain sentences: what is shown, how it is placed, as of when."""
    counts, chosen = shown.counts, shown.filters
    if not counts.records:
        asked = ", ".join([period(chosen), *_where(shown)])
        told = _("No record matches these filters ({asked}). Widen the period or the place, or clear a filter.")
        return [told.format(asked=asked)]
    when = [period(chosen)] if chosen.start or chosen.end else []
    return [
        f"{', '.join([_what(shown), *when, *_where(shown)])}.",
        *_answered(shown),
        *_open_bounds(counts),
        *_unplaced(counts, count(shown.records[shown.records["counted_as"] == "strike"])),
        *_known_on(shown),
    ]


def _where(shown: View) -> list[str]:
    """The places asked for, by field: "within 24 nm of Venezuela", "possibly in a drawn box"."""
    labels: dict[str, list[str]] = {}
    for place in shown.questions:
        labels.setdefault(place.field, []).append(_in(place))
    sure, possible = shown.surely.records, shown.counts.records - shown.surely.records
    how = (_("surely or possibly {place}") if sure else _("possibly {place}")) if possible else "{place}"
    return [how.format(place=words.joined(choices, "or")) for choices in labels.values()]


def _in(place: Place) -> str:
    if place.field == "near":
        return place.label
    if place.field == "zone":
        return _("in {zone}").format(zone=place.label)
    if place.field == "waters":
        return in_waters(place)
    return _("in {area}").format(area=place.label)


def _answered(shown: View) -> list[str]:
    """Both bounds of a question: what surely lies in it, and what possibly does."""
    sure, all_of_it = shown.surely, shown.counts
    possible = all_of_it.records - sure.records
    if not possible:
        return [_all_surely(shown)] if shown.questions and all_of_it.records > 1 else []
    if not sure.records:
        one = possible == 1
        return [_("It is only possibly in it.") if one else _("All of them are only possibly in it, none surely.")]
    told = _("{surely}, {possibly}.") if possible > 1 else _("{surely}, {possibly}: {reason}.")
    more = ngettext("{n} more only possibly", "{n} more only possibly", possible)
    [*_others, reason] = shown.records["answer_reason"][shown.records["answer"] == POSSIBLY]
    return [told.format(surely=_surely(sure), possibly=more, reason=reason)]


def _all_surely(shown: View) -> str:
    if shown.filters.answer == (SURELY,):
        told = _("All {n} are surely in it; those only possibly in it are left out.")
    else:
        told = _("All {n} are surely in it.")
    return told.format(n=number(shown.counts.records))


def _surely(sure: Counts) -> str:
    records = ngettext("{n} record is surely in it", "{n} records are surely in it", sure.records)
    strikes = ngettext("{n} strike", "{n} strikes", sure.strikes)
    return f"{records} ({strikes}, {sure.killed_words})" if sure.strikes else records


def reaches(shown: View) -> bool:
    """Whether figures reach from what is surely in the places asked for to what possibly is."""
    both = shown.surely.records < shown.counts.records
    return both and shown.filters.asks_place and shown.filters.answer != (POSSIBLY,)


def _what(shown: View) -> str:
    records, span = shown.records, words.span
    sure = records[records["answer"] == SURELY] if reaches(shown) else records
    kinds = ("boat_strike", "land_strike", "interdiction")
    sure_boats, sure_land, sure_rest = (count(sure[sure["kind"] == kind]) for kind in kinds)
    boats, land, rest = (count(records[records["kind"] == kind]) for kind in kinds)
    parts = []
    if boats.strikes:
        told = ngettext(
            "{n} strike on a boat", "{n} strikes on boats", boats.strikes, span(sure_boats.strikes, boats.strikes)
        )
        vessels = ngettext("{n} vessel", "{n} vessels", boats.vessels, span(sure_boats.vessels, boats.vessels))
        parts.append(f"{told} ({vessels}, {_killed(sure_boats, boats)})")
    if land.strikes:
        told = ngettext(
            "{n} strike on land", "{n} strikes on land", land.strikes, span(sure_land.strikes, land.strikes)
        )
        parts.append(f"{told} ({_killed(sure_land, land)})")
    if land.targets:
        parts.append(_targets(sure_land.targets, land.targets))
    if rest.interdictions:
        figure = span(sure_rest.interdictions, rest.interdictions)
        parts.append(ngettext("{n} interdiction", "{n} interdictions", rest.interdictions, figure))
    others = boats.others + land.others + rest.others
    if others:
        figure = span(sure_boats.others + sure_land.others + sure_rest.others, others)
        told = ngettext("{n} record that is not counted", "{n} records that are not counted", others, figure)
        parts.append(told)
    return words.joined(parts)


def _killed(sure: Counts, all_of_it: Counts) -> str:
    """People killed, from the least in what is sure to the most in all of it."""
    if all_of_it.killed_unstated == all_of_it.strikes:
        return all_of_it.killed_words
    return words.killed(sure.killed_min, all_of_it.killed_max)


def _targets(sure: int, targets: int) -> str:
    return ngettext(
        "{n} reported target of one operation",
        "{n} reported targets of one operation",
        targets,
        words.span(sure, targets),
    )


def _open_bounds(counts: Counts) -> list[str]:
    if not counts.killed_open:
        return []
    return [
        ngettext(
            "For {n} strike no upper figure of the killed was given.",
            "For {n} strikes no upper figure of the killed was given.",
            counts.killed_open,
        )
    ]


def _unplaced(counts: Counts, strikes: Counts) -> list[str]:
    """How many have no position; of strikes that none has one is said outright."""
    if not counts.unplaced:
        return []
    if strikes.records > 1 and not strikes.placed and strikes.areas:
        areas = ngettext("{n} is known to an area", "{n} are known to areas", strikes.areas)
        told = _("No strike has a published position: {areas}, {rest} to a sea or country at most.")
        trays = ngettext("{n} record lies in trays.", "{n} records lie in trays.", counts.unplaced)
        return [told.format(areas=areas, rest=number(strikes.unplaced)), trays]
    if counts.records == 1:
        return [_("It has no published position and lies in a tray.")]
    if counts.unplaced == counts.records:
        return [_("None of them has a published position; they lie in trays.")]
    if counts.unplaced == 1:
        told = _("{n} of the {total} records has no published position and lies in a tray.")
    else:
        told = _("{n} of the {total} records have no published position and lie in trays.")
    return [told.format(n=number(counts.unplaced), total=number(counts.records))]


def _known_on(shown: View) -> list[str]:
    day = shown.filters.known_on
    told = _("As known on {day}: later records and corrections are left out.")
    return [told.format(day=dates.day_words(day))] if day else []
