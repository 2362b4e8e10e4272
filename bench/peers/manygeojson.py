"""The usual way with many rows: 50,000 of them in one ``folium.GeoJson`` layer, made anew for each change."""

import folium
import geopandas as gpd
import streamlit as st
from many import until
from streamlit_folium import st_folium
from usual import chart

ROWS = 50_000

st.set_page_config(layout="wide")
shown = until(ROWS)
points = gpd.GeoDataFrame(shown, geometry=gpd.points_from_xy(shown["lon"], shown["lat"]), crs="EPSG:4326")
group = folium.FeatureGroup()
folium.GeoJson(points, marker=folium.CircleMarker(radius=3, fill=True)).add_to(group)
st_folium(chart(), height=590, use_container_width=True, returned_objects=[], feature_group_to_add=group)
