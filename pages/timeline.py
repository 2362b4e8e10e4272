"""The count over time: our totals and those of others, what was said, zones, and when each record became public."""

from collections.abc import Iterable, Mapping

import altair as alt
import pandas as pd
import streamlit as st

from geo import dates, filters, html, ledger, timelines
from geo.view import View

SORTS = {"as_of": "Date", "publisher": "Publisher", **{f"by_{unit}": name for unit, name in ledger.UNITS.items()}}
"""Columns by which the table of printed totals can be put in order, and what they are called."""


def show(shown: View) -> None:
    """The timeline page."""
    st.title("Timeline")
    st.html(f'<p class="summary">{html.text(" ".join(ledger.sentences(shown)))}</p>')
    with st.container(key="timeline"):
        _totals(shown)
        _statements(shown)
        _zones(shown)
        _lags(shown)
        _printed(shown)


def _totals(shown: View) -> None:
    """Our totals in the unit that the reader chooses, with those of others over them."""
    title = st.container()
    with st.container(horizontal=True, key="timeline switches"):
        unit = _choice("Unit", ledger.UNITS, "timeline unit")
        reading = _choice("Our count", ledger.READINGS, "timeline reading")
    title.subheader(ledger.count_title(shown, unit), anchor=False)
    _draw(timelines.totals(shown, unit, reading, _dark()), "timeline totals")
    st.html(
        '<p class="key"><i class="ring"></i>printed by others, ours of the day<i class="disc"></i>differs'
        f"<br>{html.text(' '.join(ledger.notes(shown, unit, reading)))}</p>"
    )


def _statements(shown: View) -> None:
    """Statements as ticks, and the found ones as a list."""
    everything = ledger.statements(shown)
    st.subheader(ledger.said_title(everything), anchor=False)
    if everything.empty:
        return
    search, pick = st.columns([1, 1.4])
    q = search.text_input("Search statements", key="timeline search", placeholder="War Powers, Trump, blockade …")
    labels = dict(zip(everything["kind"], everything["label"], strict=True))
    kinds = pick.multiselect(
        "Kinds", sorted(labels), key="timeline kinds", format_func=lambda kind: labels.get(kind, kind)
    )
    said = ledger.statements(shown, q, kinds)
    _draw(timelines.statements(shown, said, _dark()), "timeline statements")
    found = said[said["found"]]
    st.html(f'<p class="key">{html.text(ledger.found_words(said, ledger.window(shown)))}</p>')
    if not found.empty:
        st.html(f'<ol class="told" tabindex="0" aria-label="Statements found">{_said(shown, found)}</ol>')


def _said(shown: View, found: pd.DataFrame) -> str:
    columns = (found[name] for name in ("id", "date", "label", "who", "paraphrase"))
    return "".join(
        f"<li><time>{html.text(day)}</time><div><p>{html.text(what)}</p>"
        f'<p class="by">{html.text(who)} · {html.text(label)} · {_sources(shown, statement)}</p></div></li>'
        for statement, day, label, who, what in zip(*columns, strict=True)
    )


def _sources(shown: View, statement: str) -> str:
    links = [html.link(entry["url"], entry["publisher"] or entry["title"]) for entry in shown.evidence(statement)]
    return ", ".join(links) or "no source printed by that day"


def _zones(shown: View) -> None:
    spans = ledger.zones(shown)
    st.subheader(ledger.zones_title(shown, spans), anchor=False)
    if spans.empty:
        return
    _draw(timelines.zones(shown, spans, _dark()), "timeline zones")
    st.html(
        '<p class="key"><i class="bar warning"></i>warning or closure<i class="bar limit"></i>limit of waters'
        '<i class="bar declaration"></i>declaration<br>▶ in force on the last day drawn · ? start not known · '
        "broken bar: no boundary was published.</p>"
    )


def _lags(shown: View) -> None:
    """When each record became public, and what changed when."""
    waits, changes = ledger.lags(shown), ledger.changes(shown)
    st.subheader(ledger.lag_title(waits), anchor=False)
    if waits.empty:
        return
    st.html(f'<p class="key">{html.text(ledger.lag_words(waits))}</p>')
    _draw(timelines.lags(shown, _dark()), "timeline lags")
    kinds = filters.options(shown.dataset.package)["kind"].items()
    key = "".join(f'<i class="bar {kind}"></i>{html.text(label.lower())}' for kind, label in kinds)
    st.html(f'<p class="key">{key}<br>A row a record, by date: bar until it was public; ticks: later changes.</p>')
    st.subheader(ledger.changes_title(changes), anchor=False)
    if not changes.empty:
        items = _changed(shown, changes)
        st.html(f'<ol class="told" tabindex="0" aria-label="What changed when">{items}</ol>')


def _changed(shown: View, changes: pd.DataFrame) -> str:
    columns = (changes[name] for name in ("id", "day", "title", "change"))
    return "".join(
        f"<li><time>{html.text(dates.day_words(day))}</time><div><p>"
        f'<a href="{html.text(ledger.address(shown, record))}" target="_self">{html.text(title)}</a></p>'
        f"<p>{html.text(change)}</p></div></li>"
        for record, day, title, change in zip(*columns, strict=True)
    )


def _printed(shown: View) -> None:
    """The totals that others printed beside ours, and the rule behind each difference."""
    beside = ledger.printed(shown)
    if beside.empty:
        return
    st.subheader(ledger.printed_title(beside), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="timeline table"):
        order = _choice("In order of", SORTS, "timeline order")
        only = st.toggle("Only those that differ", value=True, key="timeline differ")
    rows = beside[~beside["agrees"]] if only else beside
    st.html(_table(rows.sort_values([order, "as_of", "id"])))


def _table(rows: pd.DataFrame) -> str:
    heads = ("Date", "Printed by", *ledger.UNITS.values(), "Why they differ")
    head = "".join(f'<th scope="col">{html.text(name)}</th>' for name in heads)
    cells = [_dates(rows), _publishers(rows), *(_figures(rows, unit) for unit in ledger.UNITS), _explanations(rows)]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    return f'<table class="printed"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _dates(rows: pd.DataFrame) -> Iterable[str]:
    return (f"<td><time>{html.text(dates.day_words(day))}</time></td>" for day in rows["as_of"])


def _publishers(rows: pd.DataFrame) -> Iterable[str]:
    pairs = zip(rows["publisher"], rows["url"], strict=True)
    return (f'<th scope="row">{html.link(url, publisher)}</th>' for publisher, url in pairs)


def _figures(rows: pd.DataFrame, unit: str) -> Iterable[str]:
    """The printed figure and under it ours; marked where they differ."""
    label = html.text(ledger.UNITS[unit])
    for printed, ours, gap in ledger.compared(rows, unit):
        mark = ' class="differs"' if gap else ""
        yield f'<td data-label="{label}"{mark}><b>{html.text(printed)}</b><small>{html.text(ours)}</small></td>'


def _explanations(rows: pd.DataFrame) -> Iterable[str]:
    return (f"<td>{html.text(reason)}</td>" for reason in rows["explanation"].fillna(""))


def _choice(label: str, options: Mapping[str, str], key: str) -> str:
    chosen: str = st.segmented_control(
        label, list(options), default=next(iter(options)), format_func=options.get, required=True, key=key
    )
    return chosen


def _draw(chart: alt.LayerChart, key: str) -> None:
    st.altair_chart(chart, width="stretch", key=key)


def _dark() -> bool:
    return st.context.theme.type == "dark"
