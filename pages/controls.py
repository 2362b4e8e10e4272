"""The sidebar: widgets whose keys are the names of the filters."""

import streamlit as st

from geo import filters, html, language, places, waters
from geo.dataset import Dataset
from geo.errors import FilterError
from geo.filters import Filters
from geo.language import _
from geo.view import View
from pages import address, facets


def sidebar(shown: View) -> None:
    """Draw the sidebar below its head."""
    _language()
    st.text_input(
        _("Search words"),
        key="q",
        placeholder=_("Skipper, Trinidad, ELN …"),
        help=_("Every piece of text must occur in the record, its claims or its sources."),
    )
    st.date_input(
        _("As known on"),
        key="known_on",
        value=None,
        min_value=filters.FIRST_DAY,
        max_value=filters.LAST_DAY,
        format="YYYY-MM-DD",
        help=_("Goes back to what was public that day: later records vanish, figures return to that day's revision."),
    )
    facets.show(shown)
    _place(shown.dataset)
    st.button(
        _("Clear all filters"),
        key="clear all",
        on_click=address.clear,
        args=filters.NAMES,
        disabled=shown.filters == Filters(),
        width="stretch",
    )


def head() -> None:
    """Draw the head of the sidebar: it comes before the page, for a sidebar without anything has no width."""
    st.html(
        '<div class="brand"><strong>Maritime Operations Map</strong>'
        f"<span>{html.text(_('What is known, and what is not'))}</span></div>"
    )


def _language() -> None:
    st.segmented_control(
        _("Language"),
        list(language.LANGUAGES),
        format_func=language.LANGUAGES.get,
        key="lang",
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )


def _place(data: Dataset) -> None:
    """Ask for a place: a distance, waters, a zone, or what was drawn on the map. Folded it costs nothing."""
    asks = address.chosen().asks_place
    box = st.expander(_("In a place"), expanded=asks, key="in a place", on_change="rerun")
    if not box.open:
        return
    with box:
        origins = places.origins(data)
        first = list(origins).index("VEN")
        st.selectbox(_("Distance from"), list(origins), format_func=origins.get, key="near origin", index=first)
        number, unit = st.columns(2, gap="small")
        number.number_input(
            _("Distance"), 0.5, 2_600.0, 24.0, format="%g", key="near number", label_visibility="collapsed"
        )
        unit.selectbox(_("Unit"), ["nm", "km"], key="near unit", label_visibility="collapsed")
        st.button(_("Add this distance"), key="add near", on_click=_add_near, width="stretch")
        kinds = waters.WATERS
        st.selectbox(_("Waters"), list(kinds), format_func=lambda kind: _(kinds[kind]), key="waters kind", index=1)
        states = {"": _("of any state"), **waters.states()}
        st.selectbox(_("State"), list(states), format_func=states.get, key="waters state", label_visibility="collapsed")
        st.button(_("Add these waters"), key="add waters", on_click=_add_waters, width="stretch")
        zones = places.zones(data)
        st.session_state["zones picked"] = list(st.session_state.get("zone") or ())
        st.multiselect(
            _("Zone"),
            list(zones),
            format_func=zones.get,
            key="zones picked",
            on_change=_take_zones,
            placeholder=_("Any zone with an outline"),
        )
        st.html(f'<p class="aside">{html.text(_("Or draw a box or a polygon with the tools on the map."))}</p>')


def _take_zones() -> None:
    """Ask for the zones that were picked. The filter is no widget's own: one that is folded away loses its value."""
    st.session_state["zone"] = list(st.session_state["zones picked"])


def _add_near() -> None:
    _add("near", "{near origin}:{near number:g}{near unit}".format(**st.session_state))


def _add_waters() -> None:
    kind, state = st.session_state["waters kind"], st.session_state["waters state"]
    joined = f"{kind}:{state}" if state and kind != "beyond_200nm" else kind
    _add("waters", joined)


def _add(name: str, text: str) -> None:
    given = st.session_state.get(name) or []
    st.session_state[name] = list(dict.fromkeys([*given, text]))[: filters.most(name)]


def take_area(geometry: object, data: Dataset) -> None:
    """Ask for the polygon (GeoJSON, EPSG:4326) that was drawn on the map; None asks for no area."""
    if geometry is None:
        address.clear("area")
        return
    try:
        with language.spoken(st.session_state.get("lang", language.ENGLISH)):  # callbacks run before the page's script
            st.session_state["area"] = places.read("area", places.area_text(geometry), data).text
    except FilterError as error:
        st.toast(str(error))
