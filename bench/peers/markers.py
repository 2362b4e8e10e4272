"""The usual way: one folium marker for each record, made anew for each change."""

import folium
import streamlit as st
from streamlit_folium import st_folium
from usual import chart, until

st.set_page_config(layout="wide")
shown = until()
made = chart()
for row in shown.itertuples():
    folium.Marker((row.lat, row.lon), tooltip=f"{row.day} · {row.kind} · {row.theatre}").add_to(made)
st_folium(made, height=590, use_container_width=True, returned_objects=["last_object_clicked"])
