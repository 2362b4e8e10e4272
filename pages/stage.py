"""The map with the card of what is chosen on it, as the pages share it."""

from collections.abc import Callable

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo.dataset import Dataset
from geo.maps import basemap, layers
from geo.view import View
from pages import controls, record

HEIGHT = 590
DRAWN = "area"
"""Id of the feature by which the map tells of a drawn area."""
Hear = Callable[[str], bool]
"""Takes the id of what was chosen on the map, and says whether it was its to take."""


def show(
    shown: View,
    key: str,
    add: Callable[[folium.FeatureGroup], None] = lambda _group: None,
    hear: Hear = lambda _id: False,
    card: Callable[[], bool] = lambda: False,
) -> None:
    """Draw the map of a view. ``add`` puts more into what it draws, ``hear`` is told first what was chosen there, and
    ``card`` may draw what is shown instead of the chosen record, and says whether it did.
    """
    with st.container(key="stage"):
        group = layers.group(shown, st.session_state.get("record"))
        add(group)
        st_folium(
            basemap.build(shown.dataset.package),
            key=key,
            height=HEIGHT,
            use_container_width=True,
            returned_objects=["last_active_drawing"],
            feature_group_to_add=group,
            on_change=lambda: _choose(key, shown.dataset, hear),
        )
        if not card():
            _card(shown)


def _choose(key: str, data: Dataset, hear: Hear) -> None:
    """Take what the reader did on the map: chose a record, closed its card, or drew an area."""
    feature = (st.session_state.get(key) or {}).get("last_active_drawing")
    if not isinstance(feature, dict) or not isinstance(feature.get("id"), str) or hear(feature["id"]):
        return
    if feature["id"] == DRAWN:
        controls.take_area(feature.get("geometry"), data)
    else:
        st.session_state["record"] = feature["id"] or None


def _card(shown: View) -> None:
    """The chosen record's card, on the side of the page where its record does not lie."""
    chosen = st.session_state.get("record")
    if chosen is None:
        return
    lon = shown.records.loc[shown.records["id"] == chosen, "lon"]
    with st.container(key=card_key(bool((lon > basemap.CENTRE[1]).any()))):
        record.show(shown, chosen)


def card_key(east: bool) -> str:
    """Key of a card's container, on the side where what lies in the east or in the west of the map is not."""
    return "card_west" if east else "card_east"
