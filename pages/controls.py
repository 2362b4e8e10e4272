"""The sidebar: widgets whose keys are the names of the filters."""

import streamlit as st

from geo import export, filters, html, places, waters, words
from geo.dataset import Dataset
from geo.errors import FilterError
from geo.filters import Filters
from geo.view import View
from pages import address

BRAND = """<div class="brand"><strong>Maritime Operations Map</strong>
<span>What is known, and what is not</span></div>"""
TITLES = {
    "kind": "Kind",
    "theatre": "Theatre",
    "precision": "Place known as",
    "attribution": "Attribution",
    "contested": "Claims",
}
HELP = {
    "contested": "Contested: somebody denies, disputes, corrects or cannot establish a fact of the record, or several "
    "things are said of it.",
    "answer": "A record is surely in a period or place when every day and spot that it may have is inside, and "
    "possibly when some are. Records without a position are possibly in whatever overlaps their sea.",
}


def sidebar(data: Dataset) -> Filters:
    """Draw the sidebar and say what was asked."""
    with st.sidebar:
        st.html(BRAND)
        st.text_input(
            "Search words",
            key="q",
            placeholder="Skipper, Trinidad, ELN …",
            help="Every piece of text must occur in the record, its claims or its sources.",
        )
        st.date_input(
            "As known on",
            key="known_on",
            value=None,
            min_value=filters.FIRST_DAY,
            max_value=filters.LAST_DAY,
            format="YYYY-MM-DD",
            help="Goes back to what was public that day: later records vanish, figures return to that day's revision.",
        )
        for name in TITLES:
            _choice(data, name, TITLES[name])
        _place(data)
        _choice(data, "answer", "Answer to period and place")
        st.button(
            "Clear all filters",
            on_click=address.clear,
            args=filters.NAMES,
            disabled=address.chosen() == Filters(),
            width="stretch",
        )
    return address.chosen()


def _choice(data: Dataset, name: str, title: str) -> None:
    labels = filters.options(data.package)[name]
    st.pills(
        title,
        list(labels),
        selection_mode="multi",
        format_func=labels.get,
        key=name,
        help=HELP.get(name) or _meanings(data, name),
    )


def _meanings(data: Dataset, name: str) -> str | None:
    """What the values of a choice mean, where the schema says it."""
    meanings = data.package["incidents"].by_name[name].meanings if name in data.package["incidents"].by_name else {}
    labels = filters.options(data.package)[name]
    return "  \n".join(f"**{labels[value]}**: {meaning}" for value, meaning in meanings.items()) or None


def _place(data: Dataset) -> None:
    """Ask for a place: a distance, waters, a zone, or what was drawn on the map."""
    with st.expander("In a place", expanded=address.chosen().asks_place):
        origins = places.origins(data)
        st.selectbox("Distance from", list(origins), format_func=origins.get, key="near origin", index=_first(origins))
        number, unit = st.columns(2, gap="small")
        number.number_input(
            "Distance", 0.5, 2_600.0, 24.0, format="%g", key="near number", label_visibility="collapsed"
        )
        unit.selectbox("Unit", ["nm", "km"], key="near unit", label_visibility="collapsed")
        st.button("Add this distance", key="add near", on_click=_add_near, width="stretch")
        _asked(data, "near")
        st.selectbox("Waters", list(waters.WATERS), format_func=waters.WATERS.get, key="waters kind", index=1)
        states = {"": "of any state", **waters.states()}
        st.selectbox("State", list(states), format_func=states.get, key="waters state", label_visibility="collapsed")
        st.button("Add these waters", key="add waters", on_click=_add_waters, width="stretch")
        _asked(data, "waters")
        zones = places.zones(data)
        st.multiselect("Zone", list(zones), format_func=zones.get, key="zone", placeholder="Any zone with an outline")
        _drawn_area()


def _first(origins: dict[str, str]) -> int:
    return list(origins).index("VEN")


def _asked(data: Dataset, name: str) -> None:
    """The places of one kind that are asked for, each to be taken away again."""
    given = st.session_state.get(name) or []
    if given:
        st.multiselect(
            f"Asked for: {name}",
            given,
            format_func=lambda text: places.read(name, text, data).label,
            key=name,
            label_visibility="collapsed",
        )


def _add_near() -> None:
    _add("near", "{near origin}:{near number:g}{near unit}".format(**st.session_state))


def _add_waters() -> None:
    kind, state = st.session_state["waters kind"], st.session_state["waters state"]
    joined = f"{kind}:{state}" if state and kind != "beyond_200nm" else kind
    _add("waters", joined)


def _add(name: str, text: str) -> None:
    given = st.session_state.get(name) or []
    st.session_state[name] = list(dict.fromkeys([*given, text]))[: filters.MOST]


def _drawn_area() -> None:
    if not st.session_state.get("area"):
        st.html('<p class="aside">Or draw a box or a polygon with the tools on the map.</p>')
        return
    st.html(f'<p class="aside">Drawn area: {html.text(st.session_state["area"])}</p>')
    st.button("Clear the drawn area", key="clear area", on_click=address.clear, args=("area",), width="stretch")


def take_area(geometry: object, data: Dataset) -> None:
    """Ask for the polygon (GeoJSON, EPSG:4326) that was drawn on the map; None asks for no area."""
    if geometry is None:
        address.clear("area")
        return
    try:
        st.session_state["area"] = places.read("area", places.area_text(geometry), data).text
    except FilterError as error:
        st.toast(str(error))


def take_away(shown: View) -> None:
    """Draw the buttons that give exactly the view."""
    st.html(
        '<h4 class="aside">Take this view away</h4>'
        f'<p class="aside">{words.number(shown.counts.records, "record")}, with filters, data version, licence and '
        "citation inside.</p>"
    )
    columns = st.columns(len(export.FORMATS))
    for column, (name, form) in zip(columns, export.FORMATS.items(), strict=True):
        column.download_button(
            form.label,
            data=lambda name=name: export.write(shown, name),
            file_name=export.file_name(shown, name),
            mime=form.media_type,
            on_click="ignore",
            type="primary",
            width="stretch",
            key=f"download {name}",
        )
