"""The count over time: our totals, those that publishers printed, what was said, and when each record became public.

The totals are of the whole campaign of strikes on boats. Of a view's filters only ``known_on`` reaches them; its
period chooses the days that a chart shows.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from geo import dates, filters, language, schema, view, words
from geo.dataset import Dataset
from geo.language import N_, _, ngettext
from geo.view import View

UNITS = {"killed": N_("People killed"), "strikes": N_("Strikes"), "vessels": N_("Vessels struck")}
"""What is counted, and what it is called."""
READINGS = {"then": N_("As known on each day"), "now": N_("By day of event, as known now")}
"""The two ways to date a count: by the day on which it was public, or by the day on which it happened."""
FIGURES = ("strikes", "vessels", "killed_min", "killed_max")
"""The columns of a count; killed as its two bounds."""
DAY = pd.Timedelta(days=1)
YEAR = pd.Timedelta(days=365)
MARGIN = 0.025
"""Share of the time axis that is left free on both sides where the reader sets no period."""


@dataclass(frozen=True)
class Window:
    """The moments that a chart over time shows, and the one after which there is nothing to draw."""

    first: pd.Timestamp
    last: pd.Timestamp
    end: pd.Timestamp
    """Midnight after the last day of the sources or, if that is earlier, after the day asked for."""

    def holds(self, spans: pd.DataFrame) -> pd.Series:
        """Whether any of each span, from ``earliest`` to ``latest``, can be seen."""
        return dates.touches(spans, self.first.date(), (self.last - DAY).date())


def window(shown: View) -> Window:
    """The view's period; a side that it leaves open reaches a little beyond the records and the sources."""
    chosen = shown.filters
    incidents, sources_end = shown.dataset.tables["incidents"], pd.Timestamp(shown.dataset.package.sources_until)
    earliest, latest = incidents["earliest"].min(), incidents["latest"].max()
    begin = sources_end - YEAR if pd.isna(earliest) else earliest
    finish = sources_end if pd.isna(latest) else max(latest, sources_end)
    first = pd.Timestamp(chosen.start) if chosen.start else begin - MARGIN * (finish - begin)
    last = pd.Timestamp(chosen.end) + DAY if chosen.end else max(finish + MARGIN * (finish - begin), first + DAY)
    end = min(sources_end, pd.Timestamp(chosen.known_on)) if chosen.known_on else sources_end
    return Window(min(first, last - DAY).normalize(), last.normalize(), end + DAY)


def totals(dataset: Dataset, reading: str, known_on: date | None = None) -> pd.DataFrame:
    """Our running totals, in one of the two ``READINGS``.

    Parameters
    ----------
    reading : ``then`` counts on each day the revisions that were public by then, as dates.as_known_on reads them;
        ``now`` counts each record's last revision on the first day that its date allows.
    known_on : a day; revisions that were public only later do not count. None for all.

    Returns
    -------
    Column ``day`` and those of ``FIGURES`` (int64): one row for each day on which they change, by day. What is not
    dated is in no row.
    """
    revisions = dataset.tables["incidents"]
    if reading == "then":
        public = revisions.dropna(subset="known_from")
        counted = public if known_on is None else public[public["known_from"] <= pd.Timestamp(known_on)]
        return _running(counted, counted["known_from"])
    counted = dates.as_known_on(revisions, known_on).dropna(subset="earliest")
    return _running(counted, counted["earliest"])


def _running(revisions: pd.DataFrame, days: pd.Series) -> pd.DataFrame:
    """Sums by day; a later revision of a record adds only its difference to the one before."""
    shares = _shares(revisions)
    change = shares - shares.groupby(revisions["id"]).shift(fill_value=0)
    sums = change.groupby(days.rename("day")).sum().cumsum()
    changed = sums.ne(sums.shift(fill_value=0)).any(axis="columns")
    return sums[changed].reset_index()


def _shares(revisions: pd.DataFrame) -> pd.DataFrame:
    """What each revision adds to the count; a strike without an upper figure adds its lower one to both bounds."""
    counted = (revisions["kind"] == "boat_strike") & (revisions["counted_as"] == "strike")
    low = revisions["killed_min"].fillna(0)
    shares = pd.DataFrame(
        {
            "strikes": 1,
            "vessels": revisions["vessels"].fillna(0),
            "killed_min": low,
            "killed_max": revisions["killed_max"].fillna(low),
        }
    )
    return shares.astype("int64").where(counted, 0)


def at(running: pd.DataFrame, days: pd.Series) -> pd.DataFrame:
    """The running totals as they stand at the end of each day: columns ``FIGURES``, on the index of ``days``."""
    none = pd.DataFrame(0, index=[0], columns=list(FIGURES))
    figures = pd.concat([none, running[list(FIGURES)]], ignore_index=True)
    reached = running["day"].searchsorted(days, side="right")
    return figures.iloc[reached].set_index(days.index)


def drawn(running: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """Running totals as a line has them: from zero, and on to ``end`` at their last figures."""
    if running.empty:
        return running
    zero = running.head(1).assign(day=running["day"].min() - DAY, **dict.fromkeys(FIGURES, 0))
    close = running.tail(1).assign(day=max(end, running["day"].max() + DAY))
    return pd.concat([zero, running, close], ignore_index=True)


def printed(shown: View) -> pd.DataFrame:
    """Totals that publishers printed by the day asked for, beside ours as known on the day of each.

    Returns
    -------
    Columns of the table ``tallies``, by day, with ``our_*`` from our own running totals, the source's ``url``, and
    for each unit ``by_strikes``, ``by_vessels``, ``by_killed`` (Int64): how far the printed figure lies above (+) or
    below (-) ours or, for the killed, the nearer bound; 0 where it is the same, missing where none was printed.
    """
    tallies, known_on = shown.dataset.tables["tallies"], shown.filters.known_on
    if known_on:
        printed = tallies["source"].map(shown.dataset.tables["sources"].set_index("id")["published"])
        public = printed.map(lambda day: dates.public_by(schema.plain(day), known_on)).astype(bool)
        tallies = tallies[public & (tallies["as_of"] <= pd.Timestamp(known_on))]
    ours = at(totals(shown.dataset, "then", known_on), tallies["as_of"]).add_prefix("our_")
    urls = shown.dataset.tables["sources"].set_index("id")["url"]
    beside = tallies.assign(**ours, url=tallies["source"].map(urls)).sort_values(["as_of", "id"])
    gaps = {f"by_{unit}": _gap(beside[unit], *_bounds(beside, unit)) for unit in UNITS}
    return beside.assign(**gaps).reset_index(drop=True)


def _bounds(beside: pd.DataFrame, unit: str) -> tuple[pd.Series, pd.Series]:
    names = ("our_killed_min", "our_killed_max") if unit == "killed" else (f"our_{unit}", f"our_{unit}")
    return beside[names[0]], beside[names[1]]


def _gap(figure: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    below, above = (figure - low).clip(upper=0), (figure - high).clip(lower=0)
    return below + above


def given(beside: pd.DataFrame, unit: str) -> pd.DataFrame:
    """The printed totals that give a unit, of those that ``printed`` returns.

    Returns
    -------
    Columns ``id``, ``day``, ``publisher``, ``figure`` (as drawn), ``worded`` (as printed), ``ours`` (in words),
    ``same`` (whether it is ours or lies within our bounds) and ``explanation`` (empty where there is none).
    """
    rows = beside[beside[unit].notna()]
    low, high = _bounds(rows, unit)
    return pd.DataFrame(
        {
            "id": rows["id"],
            "day": rows["as_of"],
            "publisher": rows["publisher"],
            "figure": rows[unit].astype("int64"),
            "worded": rows["killed_text"] if unit == "killed" else rows[unit].astype("string").astype("object"),
            "ours": [words.span(*bounds) for bounds in zip(low, high, strict=True)],
            "same": rows[f"by_{unit}"].eq(0).astype(bool),
            "explanation": rows["explanation"].fillna(""),
        }
    )


def compared(beside: pd.DataFrame, unit: str) -> Iterator[tuple[str, str, bool]]:
    """Each figure of a unit as printed, ours in words, and whether they differ; empty where none was printed."""
    low, high = _bounds(beside, unit)
    worded = beside["killed_text"] if unit == "killed" else beside[unit]
    for figure, gap, *bounds in zip(worded, beside[f"by_{unit}"], low, high, strict=True):
        if pd.isna(gap):
            yield "", "", False
        else:
            ours = _("ours {figure}").format(figure=words.span(*bounds))
            yield str(figure), f"{ours}{_by(int(gap))}", gap != 0


def _by(gap: int) -> str:
    """How far a printed figure is from ours: " (−3)"."""
    return f" ({'+' if gap > 0 else '−'}{abs(gap)})" if gap else ""


def statements(shown: View, q: str = "", kinds: Collection[str] = ()) -> pd.DataFrame:
    """Statements and decisions that were public on the day asked for, newest first.

    Returns
    -------
    Columns ``id``, ``occurred``, ``date`` (in words), ``kind``, ``label`` (of the kind), ``who``, ``paraphrase``,
    and ``found``: whether every word of ``q`` stands in it and its kind is one of ``kinds``, which may be empty.
    """
    said = shown.dataset.tables["statements"]
    if shown.filters.known_on:
        public = said["announced"].fillna(said["occurred"])
        said = said[public <= pd.Timestamp(shown.filters.known_on)]
    label = said["kind"].map(shown.dataset.package["statements"]["kind"].labels)
    days = said["occurred"].dt.strftime("%Y-%m-%d")
    worded = [dates.words(day, precision) for day, precision in zip(days, said["occurred_precision"], strict=True)]
    told = said.assign(date=worded, label=label)
    columns = (told[name] for name in ("date", "label", "who", "paraphrase"))
    text = pd.Series([schema.fold(" ".join(row)) for row in zip(*columns, strict=True)], told.index, dtype="object")
    found = told["kind"].isin(kinds) if kinds else pd.Series(True, index=told.index)
    for word in schema.fold(q).split():
        found &= text.str.contains(word, regex=False)
    kept = ["id", "occurred", "date", "kind", "label", "who", "paraphrase", "found"]
    return told.assign(found=found).sort_values(["occurred", "id"], ascending=False)[kept].reset_index(drop=True)


def zones(shown: View) -> pd.DataFrame:
    """Zones that were public on the day asked for, as spans of days, by role, kind and start.

    Returns
    -------
    Columns ``id``, ``name``, ``role``, ``kind`` (in words), ``actor``, ``earliest`` and ``latest`` (datetime64; the
    latest is NaT where the zone was in force on the last day that is drawn), ``start_known``, ``end_known``,
    ``bounded`` (whether a boundary was published or described), and ``valid_from`` and ``valid_to`` as they are worded.
    """
    table, end = shown.dataset.tables["zones"], window(shown).end
    begun = dates.spans(table["valid_from"].fillna(table["occurred"]))["earliest"]
    public = dates.spans(table["announced"].fillna(table["occurred"]))["latest"]
    ended = dates.spans(table["valid_to"])["latest"]
    stated = table["valid_to"].where(ended < end, None)
    spans = pd.DataFrame(
        {
            "id": table["id"],
            "name": table["name"],
            "role": table["role"],
            "kind": table["kind"].map(shown.dataset.package["zones"]["kind"].labels),
            "actor": table["actor"],
            "earliest": begun,
            # An end after the day asked for may have been set later still; that day, the zone was in force.
            "latest": ended.where(ended < end),
            "start_known": table["valid_from"].notna(),
            "end_known": ended.notna() & (ended < end),
            "bounded": table["official_geometry"] != "no",
            "valid_from": table["valid_from"],
            "valid_to": stated,
        }
    )
    order = list(shown.dataset.package["zones"]["role"].labels)
    rank = spans["role"].map({role: place for place, role in enumerate(order)})
    known = spans.assign(rank=rank)[public < end].dropna(subset="earliest")
    return known.sort_values(["rank", "kind", "earliest"]).drop(columns="rank").reset_index(drop=True)


def lags(shown: View) -> pd.DataFrame:
    """When each record of the view became public, whatever its period; by first day. What lacks a day is left out.

    Returns
    -------
    Columns ``id``, ``title``, ``kind``, ``earliest`` (first day that its date allows), ``public`` (day of its first
    revision), ``days`` (int64, from the one to the other) and ``latest`` (day of its last revision).
    """
    records = view.without_period(shown).records
    first = _public(shown).drop_duplicates("id").set_index("id")["known_from"].reindex(records["id"]).to_numpy()
    frame = records[["id", "title", "kind", "earliest"]].assign(public=first, latest=records["known_from"])
    dated = frame.dropna(subset=["earliest", "public"])
    days = (dated["public"] - dated["earliest"]).dt.days.clip(lower=0)
    return pd.DataFrame(dated).assign(days=days).sort_values(["earliest", "id"]).reset_index(drop=True)


def changes(shown: View) -> pd.DataFrame:
    """Later revisions of the records of the view, whatever its period, newest first.

    Returns
    -------
    Columns ``id``, ``revision``, ``title``, ``kind``, ``day`` (on which it was public) and ``change`` (in words).
    """
    titles = view.without_period(shown).records.set_index("id")["title"]
    public = _public(shown)
    later = public[(public["revision"] > 1) & public["id"].isin(titles.index)]
    told = later[["id", "revision", "kind", "change"]].assign(day=later["known_from"], title=later["id"].map(titles))
    return told.sort_values(["day", "id", "revision"], ascending=[False, True, True]).reset_index(drop=True)


def _public(shown: View) -> pd.DataFrame:
    """All revisions that were public on the day asked for; those that were never dated are not."""
    revisions = shown.dataset.tables["incidents"].dropna(subset="known_from")
    known_on = shown.filters.known_on
    return revisions[revisions["known_from"] <= pd.Timestamp(known_on)] if known_on else revisions


def address(shown: View, record: str) -> str:
    """The record's page, relative to the pages, with the view's filters but for its period."""
    query = filters.to_query(replace(shown.filters, start=None, end=None))
    return f"./records?{query}&record={record}" if query else f"./records?record={record}"


def sentences(shown: View) -> list[str]:
    """The count told in plain sentences: the totals, how the printed ones compare, where the sources end."""
    return [*_count(shown), *_compared(printed(shown)), _sources_end(shown), *_unfiltered(shown)]


def _count(shown: View) -> list[str]:
    end = dates.day_words(window(shown).end - DAY)
    running = totals(shown.dataset, "then", shown.filters.known_on)
    if running.empty:
        return [_("As known on {day}, no strike on a boat had become public.").format(day=end)]
    last = running.iloc[-1]
    low, high = int(last["killed_min"]), int(last["killed_max"])
    told = (
        _("As known on {day}, we count {strikes}, {vessels} and {killed} people killed.")
        if low == high
        else _(
            "As known on {day}, we count {strikes}, {vessels} and {killed} people killed; the upper figure counts "
            "those who were never found."
        )
    )
    strikes = ngettext("{n} strike on a boat", "{n} strikes on boats", int(last["strikes"]))
    vessels = ngettext("{n} vessel struck", "{n} vessels struck", int(last["vessels"]))
    return [told.format(day=end, strikes=strikes, vessels=vessels, killed=words.span(low, high))]


def _compared(beside: pd.DataFrame) -> list[str]:
    if beside.empty:
        return []
    agree = int(beside["agrees"].sum())
    differ = len(beside) - agree
    if not differ:
        return [
            ngettext(
                "{n} running total printed by others agrees with ours of its day.",
                "{n} running totals printed by others agree with ours of their day.",
                len(beside),
            )
        ]
    told = _("Of {totals}, {agreeing} and {differing}; the rule behind each difference is in the table.")
    totals = ngettext("{n} running total printed by others", "{n} running totals printed by others", len(beside))
    agreeing = ngettext("{n} agrees with ours of the same day", "{n} agree with ours of the same day", agree)
    return [told.format(totals=totals, agreeing=agreeing, differing=ngettext("{n} differs", "{n} differ", differ))]


def _sources_end(shown: View) -> str:
    day = dates.day_words(shown.dataset.package.sources_until)
    return _("Our sources end on {day}: after it there is no data, which is not the same as no strikes.").format(
        day=day
    )


def _unfiltered(shown: View) -> list[str]:
    """What the filters do here, told where any of them is set."""
    others = filters.plain(replace(shown.filters, start=None, end=None, known_on=None))
    if not any(others.values()):
        return []
    return [_("The count is of all strikes on boats: the filters narrow only what is told of single records.")]


def undated(shown: View) -> int:
    """How many counted strikes on boats have no known day, so that they are in no total by day of event."""
    records = dates.as_known_on(shown.dataset.tables["incidents"], shown.filters.known_on)
    return int((_shares(records)["strikes"].eq(1) & records["earliest"].isna()).sum())


COUNTED = {
    "killed": N_("{figure} people killed by our count"),
    "strikes": N_("{figure} strikes on boats by our count"),
    "vessels": N_("{figure} vessels struck by our count"),
}
BESIDE = {
    "killed": N_(
        "{figure} people killed by our count; {same} of {totals} printed totals lie within our bounds of the day"
    ),
    "strikes": N_(
        "{figure} strikes on boats by our count; {same} of {totals} printed totals give our number of the day"
    ),
    "vessels": N_("{figure} vessels struck by our count; {same} of {totals} printed totals give our number of the day"),
}
"""What the chart of each unit shows, alone and beside the totals that others printed."""


def count_title(shown: View, unit: str) -> str:
    """What the chart of a unit shows, as a sentence."""
    running, rows = totals(shown.dataset, "then", shown.filters.known_on), given(printed(shown), unit)
    if running.empty:
        return _("Nothing to count yet")
    low, high = ("killed_min", "killed_max") if unit == "killed" else (unit, unit)
    figure = words.span(int(running[low].iloc[-1]), int(running[high].iloc[-1]))
    told = _(COUNTED[unit]) if rows.empty else _(BESIDE[unit])
    return told.format(figure=figure, same=int(rows["same"].sum()), totals=len(rows))


def notes(shown: View, unit: str, reading: str) -> list[str]:
    """What a reader of the chart of the totals must know, in sentences."""
    beside = printed(shown)
    covered = int(beside[unit].notna().sum())
    given_in = _("{covered} of {totals} give this unit; the table below has all of them.")
    told = [given_in.format(covered=covered, totals=_printed_totals(beside))]
    if unit == "killed":
        told.insert(0, _("The band reaches from our lower bound to our upper one."))
    missing = undated(shown) if reading == "now" else 0
    if missing:
        told.append(
            ngettext("{n} strike of unknown day is not in it.", "{n} strikes of unknown day are not in it.", missing)
        )
    return told


def _printed_totals(beside: pd.DataFrame) -> str:
    return ngettext("{n} printed total", "{n} printed totals", len(beside))


def printed_title(beside: pd.DataFrame) -> str:
    """How many of the printed totals differ from ours."""
    differ = int((~beside["agrees"]).sum())
    told = _("{differ} of {totals} differs from ours") if differ == 1 else _("{differ} of {totals} differ from ours")
    return told.format(differ=differ, totals=_printed_totals(beside))


def within(said: pd.DataFrame, span: Window) -> "pd.Series[bool]":
    """Which statements lie within the days that the charts show."""
    return said["occurred"].between(span.first, span.last)


def found_words(said: pd.DataFrame, span: Window) -> str:
    """How many statements of the days that the chart shows were found, and how many before or after them."""
    inside = within(said, span)
    outside = int((said["found"] & ~inside).sum())
    told = (
        _("{found} of {statements} found in the days drawn; {outside} before or after them.")
        if outside
        else _("{found} of {statements} found.")
    )
    statements = ngettext("{n} statement", "{n} statements", len(said))
    return told.format(found=int((said["found"] & inside).sum()), statements=statements, outside=outside)


def changes_title(later: pd.DataFrame) -> str:
    """How often, and how many, records changed after they had become public."""
    if later.empty:
        return _("No record was changed after its first word")
    changed = ngettext("{n} later change", "{n} later changes", len(later))
    return _("{changes} to {records}").format(changes=changed, records=_records(int(later["id"].nunique())))


def _records(count: int) -> str:
    return ngettext("{n} record", "{n} records", count)


def said_title(said: pd.DataFrame) -> str:
    """How many statements there are, and the month with the most of them."""
    if said.empty:
        return _("No statement or decision was public yet")
    months = said["occurred"].dt.strftime("%Y-%m").value_counts().sort_index()
    return _("{statements}, {most} of them in {month}").format(
        statements=ngettext("{n} statement or decision", "{n} statements and decisions", len(said)),
        most=int(months.max()),
        month=dates.words(str(months.idxmax())),
    )


def zones_title(shown: View, spans: pd.DataFrame) -> str:
    """How many zones there are, and how many of them were in force on the last day that is drawn."""
    if spans.empty:
        return _("No zone had been declared yet")
    return _("{zones}, {still} of them still in force on {day}").format(
        zones=ngettext("{n} zone", "{n} zones", len(spans)),
        still=int((~spans["end_known"]).sum()),
        day=dates.day_words(window(shown).end - DAY),
    )


def lag_title(waits: pd.DataFrame) -> str:
    """How soon the records became public: how many on the day itself, and the longest wait."""
    if waits.empty:
        return _("No record with a day was public yet")
    longest = int(waits["days"].max())
    told = (
        _("{same} of {records} became public on the day itself; the longest wait was {days}")
        if longest
        else _("{same} of {records} became public on the day itself")
    )
    return told.format(same=int(waits["days"].eq(0).sum()), records=_records(len(waits)), days=days_words(longest))


def days_words(count: int) -> str:
    """A number of days as it reads: "4 days"."""
    return ngettext("{n} day", "{n} days", count)


def lag_words(waits: pd.DataFrame) -> str:
    """The median of the waits, and the record that waited longest."""
    if waits.empty:
        return ""
    longest = waits.sort_values("days", ascending=False).iloc[0]
    counted = _("Waits count from the first day that a date allows; the longest, {days}, is that of {title}.").format(
        days=days_words(int(longest["days"])), title=longest["title"]
    )
    return f"{_middle(float(waits['days'].median()))} {counted}"


def _middle(days: float) -> str:
    if days == 0:
        return _("The record in the middle became public on its first day.")
    if days == int(days):
        return ngettext(
            "The record in the middle became public after {n} day.",
            "The record in the middle became public after {n} days.",
            int(days),
        )
    return _("The record in the middle became public after {days} days.").format(days=language.number(days))
