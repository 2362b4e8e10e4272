"""A view told in plain sentences, true under every filter."""

from geo import dates, words
from geo.filters import Filters
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


def lifetime(start: str | None, end: str | None) -> str:
    """How long a zone is in force: "in force from 16 Dec 2025, no end announced"."""
    begun = f"in force from {dates.words(start)}" if start else "start not known"
    return f"{begun} to {dates.words(end)}" if end else f"{begun}, no end announced"


def placed(counts: Counts, total: int) -> str:
    """How many records are shown and how they are placed: "71 shown of 118 · 0 placed · 11 as areas · 60 in trays"."""
    parts = (f"{counts.placed} placed", f"{counts.areas} as areas", f"{counts.unplaced} in trays")
    return " · ".join([f"{counts.records} shown of {total}", *parts])


def tally(counts: Counts) -> str:
    """What some records add up to: "40 strikes, 108–116 killed · 8 interdictions · 1 not counted"."""
    parts = []
    if counts.strikes:
        parts.append(f"{words.number(counts.strikes, 'strike')}, {counts.killed} killed")
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
        return [f"No record matches these filters ({period(chosen)}). Widen the period or clear a filter."]
    when = "" if period(chosen) == "all dates" else f", {period(chosen)}"
    return [
        f"{_what(shown)}{when}.",
        *_open_bounds(counts),
        *_unplaced(counts),
        *_known_on(shown),
        *_undated(shown),
    ]


def _what(shown: View) -> str:
    records = shown.records
    boats = count(records[records["kind"] == "boat_strike"])
    land = count(records[records["kind"] == "land_strike"])
    rest = count(records[records["kind"] == "interdiction"])
    parts = []
    if boats.strikes:
        strikes = words.number(boats.strikes, "strike on a boat", "strikes on boats")
        parts.append(f"{strikes} ({words.number(boats.vessels, 'vessel')}, {boats.killed} killed)")
    if land.strikes:
        parts.append(f"{words.number(land.strikes, 'strike on land', 'strikes on land')} ({land.killed} killed)")
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


def _unplaced(counts: Counts) -> list[str]:
    if not counts.unplaced:
        return []
    if counts.records == 1:
        return ["It has no published position and lies in a tray."]
    if counts.unplaced == counts.records:
        return ["None of them has a published position; they lie in trays."]
    return [f"{counts.unplaced} of the {counts.records} records have no published position and lie in trays."]


def _known_on(shown: View) -> list[str]:
    day = shown.filters.known_on
    return [f"As known on {dates.day_words(day)}: later records and corrections are left out."] if day else []


def _undated(shown: View) -> list[str]:
    undated = int(shown.records["earliest"].isna().sum())
    if not undated or not (shown.filters.start or shown.filters.end):
        return []
    if undated == shown.counts.records == 1:
        return ["Its date is not known, so it belongs to every period."]
    noun = "record" if undated == 1 else "records"
    return [f"With {undated} {noun} of unknown date, which {'belongs' if undated == 1 else 'belong'} to every period."]
