"""What the peers share: the records as points, and a folium map that fetches nothing from other hosts."""

from pathlib import Path

import folium
import pandas as pd
import streamlit as st

INCIDENTS = Path(__file__).resolve().parents[2] / "data" / "incidents.csv"
SEAS = {
    "eastern_pacific": (3.0, -108.0),
    "caribbean": (18.0, -84.5),
    "atlantic": (22.0, -50.0),
    "indian_ocean": (-8.0, 75.0),
    "land": (8.0, -66.0),
    "undisclosed": (5.0, -95.0),
}
"""Where (lat, lon) the usual map puts what has no position: somewhere in its sea."""


@st.cache_data
def records() -> pd.DataFrame:
    """The last revision of each record by date, with ``lat`` and ``lon`` (EPSG:4326), its sea's where it has none."""
    rows = pd.read_csv(INCIDENTS).sort_values("revision").drop_duplicates("id", keep="last")
    seas = rows["theatre"].map(SEAS)
    rows["lat"], rows["lon"] = rows["lat"].fillna(seas.str[0]), rows["lon"].fillna(seas.str[1])
    rows["day"] = rows["occurred"].fillna(rows["occurred_earliest"]).fillna(rows["announced"]).fillna("not known")
    columns = ["id", "day", "kind", "theatre", "killed_min", "lat", "lon"]
    return rows.sort_values(["day", "id"])[columns].reset_index(drop=True)


def until() -> pd.DataFrame:
    """The records up to the day that the slider says."""
    rows = records()
    day = st.select_slider("Records until", rows["day"].unique(), value=rows["day"].iloc[-1])
    return rows[rows["day"] <= day]


def chart() -> folium.Map:
    """An empty map on Leaflet alone, from the page's own server."""
    made = folium.Map(location=(12, -81), zoom_start=4, tiles=None)
    made.default_js = [("leaflet", "../../leaflet/leaflet.js")]
    made.default_css = [("leaflet_css", "../../leaflet/leaflet.css")]
    return made
