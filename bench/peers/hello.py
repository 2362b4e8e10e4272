"""Hello, world: the shortest page with a map."""

import folium
from streamlit_folium import st_folium
from usual import chart

made = chart()
folium.Marker((12, -81), tooltip="Hello").add_to(made)
st_folium(made, width=725)
