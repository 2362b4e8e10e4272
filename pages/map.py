"""The map, its time bar, the chosen record, and the same records as a table."""

from collections.abc import Callable
from time import sleep

import streamlit as st

from geo import figures, filters, html, language, summary, zones
from geo.language import _, ngettext
from geo.view import View
from pages import share, stage, table, timebar, weekly

KEY = "map"
STARTED = "map started"
START_S = 0.35
"""Seconds by which the map is ahead of the rest when a reader comes. A browser makes the parts of a page as they
arrive, all in one thread, and the map's frame has the longest way to go: so it is drawn a tenth of a second sooner.
"""


def show(shown: View) -> None:
    """The map page."""
    headline = st.container(key="headline")  # above the map, but made after it: the map is what a reader waits for
    stage.show(shown, KEY)
    _give_a_start()
    with headline:
        _headline(shown)
    timebar.show(shown)
    _zones(shown)
    _folded(_("The same records as a table"), "as a table", table.show, shown)
    _folded(_("People killed a week"), "killed a week", weekly.show, shown)


def embedded(shown: View) -> None:
    """The map with its time bar and a credit, for a frame in another page; what is left out of it is said."""
    stage.show(shown, KEY)
    _give_a_start()
    if kept := [label for _name, _value, label in summary.asked(shown)]:
        told = _("Only a choice of the records is shown: {filters}.").format(filters=" · ".join(kept))
        st.html(f'<p class="aside chosen">{html.text(told)}</p>')
    timebar.show(shown)
    share.credit(shown)


def _give_a_start() -> None:
    """Let a browser that has just come begin with the map."""
    if st.context.url and STARTED not in st.session_state:
        st.session_state[STARTED] = True
        sleep(START_S)


def _headline(shown: View) -> None:
    st.html(
        '<p class="phone-name">Maritime Operations Map</p>'
        f'<div class="headline">{figures.counts(shown)}<div>'
        f'<p class="placed" data-live="placed">{html.text(summary.placed(shown.counts, shown.total))}</p>'
        f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}{_report_link(shown)}</p></div></div>'
    )


def _report_link(shown: View) -> str:
    if not shown.questions:
        return ""
    query = html.text(filters.to_query(shown.filters))
    return f' <a href="report?{query}" target="_self">{html.text(_("Report of this place"))}</a>'


def _zones(shown: View) -> None:
    """Every zone in force in the period, and whether it is drawn; folded it costs nothing."""
    count, drawn = len(shown.zones), int(shown.zones.geometry.notna().sum())
    if not count:
        return
    zones_in_force = ngettext("{n} zone in force", "{n} zones in force", count)
    title = _("{zones}: {drawn} drawn, {rest} without an outline").format(
        zones=zones_in_force, drawn=language.number(drawn), rest=language.number(count - drawn)
    )
    _folded(title, "zones", _listed, shown)


def _listed(shown: View) -> None:
    st.html(zones.listed(shown.zones.to_dict("records"), shown, zones.report_addresses(shown)))


def _folded(title: str, key: str, draw: Callable[[View], None], shown: View) -> None:
    """A part of the page that costs nothing until it is opened."""
    box = st.expander(title, key=key, on_change="rerun")
    if box.open:
        with box:
            draw(shown)
