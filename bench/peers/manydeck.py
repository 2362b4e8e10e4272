"""The usual way with a million rows: ``st.pydeck_chart`` with a layer of points, no base map, no columns but places."""

import pydeck
import streamlit as st
from many import until

ROWS = 1_000_000

st.set_page_config(layout="wide")
shown = until(ROWS)[["lon", "lat"]]
layer = pydeck.Layer(
    "ScatterplotLayer", shown, get_position=["lon", "lat"], get_radius=3000, get_fill_color=[11, 122, 92]
)
view = pydeck.ViewState(latitude=14, longitude=-70, zoom=3.5)
st.pydeck_chart(pydeck.Deck([layer], initial_view_state=view, map_provider=None, map_style=None), height=590)
