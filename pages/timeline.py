"""The count over time: our totals and those of others, what was said, zones, and when each record became public."""

from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from geo import dates, filters, html, ledger, timelines
from geo.axes import Spec
from geo.language import N_, _
from geo.view import View
from pages import timebar

SORTS = {
    "as_of": N_("Date"),
    "publisher": N_("Publisher"),
    **{f"by_{unit}": name for unit, name in ledger.UNITS.items()},
}
"""Columns by which the table of printed totals can be put in order, and what they are called."""


def show(shown: View) -> None:
    """The timeline page."""
    st.title(_("Timeline"), anchor=False)
    st.html(f'<p class="summary">{html.text(" ".join(ledger.sentences(shown)))}</p>')
    timebar.show(shown)
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
        unit = _choice(_("Unit"), ledger.UNITS, "timeline unit")
        reading = _choice(_("Our count"), ledger.READINGS, "timeline reading")
    title.header(ledger.count_title(shown, unit), anchor=False)
    _draw(timelines.totals(shown, unit, reading, _dark()), "timeline totals")
    ours, differs = html.text(_("printed by others, ours of the day")), html.text(_("differs"))
    st.html(
        f'<p class="key"><i class="ring"></i>{ours}<i class="disc"></i>{differs}'
        f"<br>{html.text(' '.join(ledger.notes(shown, unit, reading)))}</p>"
    )


def _statements(shown: View) -> None:
    """Statements as ticks, and the found ones as a list."""
    everything = ledger.statements(shown)
    st.header(ledger.said_title(everything), anchor=False)
    if everything.empty:
        return
    search, pick = st.columns([1, 1.4])
    q = search.text_input(_("Search statements"), key="timeline search", placeholder=_("War Powers, Trump, blockade …"))
    labels = dict(zip(everything["kind"], everything["label"], strict=True))
    kinds = pick.multiselect(
        _("Kinds"),
        sorted(labels),
        key="timeline kinds",
        format_func=lambda kind: labels.get(kind, kind),
        placeholder=_("Choose options"),
    )
    said = ledger.statements(shown, q, kinds)
    _draw(timelines.statements(shown, said, _dark()), "timeline statements")
    span = ledger.window(shown)
    st.html(f'<p class="key">{html.text(ledger.found_words(said, span))}</p>')
    found, inside = said[said["found"]], ledger.within(said, span)
    if not inside[found.index].all() and not st.toggle(_("List those before and after too"), key="timeline all said"):
        found = found[inside[found.index]]
    if not found.empty:
        st.html(_told(_("Statements found"), _said(shown, found)))


def _told(name: str, items: str) -> str:
    """A list that scrolls, also by keyboard."""
    return f'<ol class="told" tabindex="0" aria-label="{html.text(name)}">{items}</ol>'


def _said(shown: View, found: pd.DataFrame) -> str:
    columns = (found[name] for name in ("id", "date", "label", "who", "paraphrase"))
    return "".join(
        f"<li><time>{html.text(day)}</time><div><p>{html.own(what)}</p>"
        f'<p class="by">{html.own(who)} · {html.text(label)} · {_sources(shown, statement)}</p></div></li>'
        for statement, day, label, who, what in zip(*columns, strict=True)
    )


def _sources(shown: View, statement: str) -> str:
    links = [html.link(entry["url"], entry["publisher"] or entry["title"]) for entry in shown.evidence(statement)]
    return ", ".join(links) or html.text(_("no source printed by that day"))


def _zones(shown: View) -> None:
    spans = ledger.zones(shown)
    st.header(ledger.zones_title(shown, spans), anchor=False)
    if spans.empty:
        return
    _draw(timelines.zones(shown, spans, _dark()), "timeline zones")
    roles = {"warning": _("warning or closure"), "limit": _("limit of waters"), "declaration": _("declaration")}
    signs = _("▶ in force on the last day drawn · ? start not known · broken bar: no boundary was published.")
    st.html(f'<p class="key">{_bars(roles)}<br>{html.text(signs)}</p>')


def _bars(labels: Mapping[str, str]) -> str:
    return "".join(f'<i class="bar {name}"></i>{html.text(label.lower())}' for name, label in labels.items())


def _lags(shown: View) -> None:
    """When each record became public, and what changed when."""
    waits, changes = ledger.lags(shown), ledger.changes(shown)
    st.header(ledger.lag_title(waits), anchor=False)
    if waits.empty:
        return
    st.html(f'<p class="key">{html.text(ledger.lag_words(waits))}</p>')
    _draw(timelines.lags(shown, _dark()), "timeline lags")
    key = _bars(filters.options(shown.dataset.package)["kind"])
    rows = _("A row a record, by date: bar until it was public; ticks: later changes.")
    st.html(f'<p class="key">{key}<br>{html.text(rows)}</p>')
    st.header(ledger.changes_title(changes), anchor=False)
    if not changes.empty:
        st.html(_told(_("What changed when"), _changed(shown, changes)))


def _changed(shown: View, changes: pd.DataFrame) -> str:
    columns = (changes[name] for name in ("id", "day", "title", "change"))
    return "".join(
        f"<li><time>{html.text(dates.day_words(day))}</time><div><p>"
        f'<a href="{html.text(ledger.address(shown, record))}" target="_self">{html.text(title)}</a></p>'
        f"<p>{html.own(change)}</p></div></li>"
        for record, day, title, change in zip(*columns, strict=True)
    )


def _printed(shown: View) -> None:
    """The totals that others printed beside ours, and the rule behind each difference."""
    beside = ledger.printed(shown)
    if beside.empty:
        return
    st.header(ledger.printed_title(beside), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="timeline table"):
        order = _choice(_("In order of"), SORTS, "timeline order")
        only = st.toggle(_("Only those that differ"), value=True, key="timeline differ")
    rows = beside[~beside["agrees"]] if only else beside
    st.html(_table(rows.sort_values([order, "as_of", "id"])))


def _table(rows: pd.DataFrame) -> str:
    heads = (_("Date"), _("Printed by"), *map(_, ledger.UNITS.values()), _("Why they differ"))
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
    label = html.text(_(ledger.UNITS[unit]))
    for printed, ours, gap in ledger.compared(rows, unit):
        mark = ' class="differs"' if gap else ""
        yield f'<td data-label="{label}"{mark}><b>{html.text(printed)}</b><small>{html.text(ours)}</small></td>'


def _explanations(rows: pd.DataFrame) -> Iterable[str]:
    return (f"<td>{html.own(reason)}</td>" for reason in rows["explanation"].fillna(""))


def _choice(label: str, options: Mapping[str, str], key: str) -> str:
    chosen: str = st.segmented_control(
        label,
        list(options),
        default=next(iter(options)),
        format_func=lambda value: _(options[value]),
        required=True,
        key=key,
    )
    return chosen


def _draw(chart: Spec, key: str) -> None:
    st.vega_lite_chart(spec=chart, width="stretch", key=key)


def _dark() -> bool:
    return st.context.theme.type == "dark"
