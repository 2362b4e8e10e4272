"""The map, its time bar, the chosen record, and the same records as a table."""

from datetime import date
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo import card, charts, dates, filters, html, summary, view, words, zones
from geo.dataset import Dataset
from geo.filters import FIRST_DAY, LAST_DAY, Filters
from geo.maps import basemap, layers
from geo.view import View
from pages import controls, figures, table, weekly

HEIGHT = 590
KEY = "map"
DRAWN = "area"
"""Id of the feature by which the map tells of a drawn area."""


def show(shown: View) -> None:
    """The map page."""
    _headline(shown)
    with st.container(key="stage"):
        st_folium(
            basemap.build(shown.dataset.package),
            key=KEY,
            height=HEIGHT,
            use_container_width=True,
            returned_objects=["last_active_drawing"],
            feature_group_to_add=layers.group(shown, st.session_state.get("record")),
            on_change=lambda: _choose(shown.dataset),
        )
        _card(shown)
    _time_bar(shown)
    _zones(shown)
    st.subheader("The same records as a table")
    table.show(shown)
    weekly.show(shown)


def _headline(shown: View) -> None:
    st.html(
        '<p class="phone-name">Maritime Operations Map</p>'
        f'<div class="headline">{figures.counts(shown)}'
        f'<p class="placed">{html.text(summary.placed(shown.counts, shown.total))}</p></div>'
        f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}{_report_link(shown)}</p>'
    )


def _report_link(shown: View) -> str:
    if not shown.questions:
        return ""
    return f' <a href="report?{html.text(filters.to_query(shown.filters))}" target="_self">Report of this place</a>'


def _choose(data: Dataset) -> None:
    """Take what the reader did on the map: chose a record, closed its card, or drew an area."""
    feature = (st.session_state.get(KEY) or {}).get("last_active_drawing")
    if not isinstance(feature, dict) or not isinstance(feature.get("id"), str):
        return
    if feature["id"] == DRAWN:
        controls.take_area(feature.get("geometry"), data)
    else:
        st.session_state["record"] = feature["id"] or None


def _card(shown: View) -> None:
    """The chosen record's card, on the side of the page where its record does not lie."""
    record = st.session_state.get("record")
    if record is None:
        return
    lon = shown.records.loc[shown.records["id"] == record, "lon"]
    with st.container(key="card_west" if (lon > basemap.CENTRE[1]).any() else "card_east"):
        _card_bar(shown, record)
        try:
            st.html(card.card(shown, record))
        except KeyError:
            st.html(f"<p>{html.text(record)} is not among the records shown.</p>")


def _card_bar(shown: View, record: str) -> None:
    """Buttons to the records before and after in time, and to close the card."""
    before, after = card.neighbours(shown, record)
    with st.container(key="card_bar", horizontal=True):
        _go("previous record", "Previous", before, ":material/chevron_left:")
        _go("next record", "Next", after, ":material/chevron_right:", icon_position="right")
        st.button("Close", key="close card", on_click=_open, args=(None,), type="tertiary", icon=":material/close:")


def _go(key: str, label: str, record: str | None, icon: str, **where: Any) -> None:
    st.button(label, key=key, on_click=_open, args=(record,), disabled=not record, type="tertiary", icon=icon, **where)


def _open(record: str | None) -> None:
    st.session_state["record"] = record


def _time_bar(shown: View) -> None:
    """A histogram, and under it the slider and the two fields that set the period."""
    first, last = view.extent(shown.dataset)
    everything = view.without_period(shown)
    with st.container(key="time"):
        st.altair_chart(
            charts.histogram(everything, shown.filters, first, last, _dark()), width="stretch", key="histogram"
        )
        st.session_state["period"] = _within(shown.filters, first, last)
        st.slider(
            "Period",
            min_value=first,
            max_value=last,
            format="D MMM YYYY",
            key="period",
            on_change=_slide,
            args=(first, last),
            label_visibility="collapsed",
        )
        words_column, start, end = st.columns([2.4, 1, 1], vertical_alignment="bottom")
        words_column.html(
            f'<p class="period"><strong>Period: {html.text(summary.period(shown.filters))}</strong> · UTC<br>'
            f"Sources reach {html.text(dates.day_words(shown.dataset.package.sources_until))}; "
            "what came later is no data, not no events.</p>"
        )
        for column, key, label in ((start, "start", "From"), (end, "end", "To")):
            column.date_input(
                label,
                key=key,
                value=None,
                format="YYYY-MM-DD",
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                persist_state="session",
            )


def _within(chosen: Filters, first: date, last: date) -> tuple[date, date]:
    """The period as far as the slider can show it."""
    return tuple(min(max(day or bound, first), last) for day, bound in ((chosen.start, first), (chosen.end, last)))


def _slide(first: date, last: date) -> None:
    """Take the period from the slider; an end of the slider leaves that side open."""
    start, end = st.session_state["period"]
    st.session_state["start"] = None if start == first else start
    st.session_state["end"] = None if end == last else end


def _dark() -> bool:
    return st.context.theme.type == "dark"


def _zones(shown: View) -> None:
    """Every zone in force in the period, and whether it is drawn."""
    count, drawn = len(shown.zones), int(shown.zones.geometry.notna().sum())
    if not count:
        return
    with st.expander(f"{words.number(count, 'zone')} in force: {drawn} drawn, {count - drawn} without an outline"):
        st.html(zones.listed(shown.zones, shown, zones.report_addresses(shown)))
