"""The usual way with one layer: the records as a GeoDataFrame in ``folium.GeoJson``, made anew for each change."""

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium
from usual import chart, until

st.set_page_config(layout="wide")
shown = until()
points = gpd.GeoDataFrame(shown, geometry=gpd.points_from_xy(shown["lon"], shown["lat"]), crs="EPSG:4326")
made = chart()
folium.GeoJson(
    points,
    marker=folium.CircleMarker(radius=5, fill=True),
    tooltip=folium.GeoJsonTooltip(["day", "kind", "theatre"]),
).add_to(made)
st_folium(made, height=590, use_container_width=True, returned_objects=["last_object_clicked"])
