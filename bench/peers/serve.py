"""Any of the peers, with Leaflet beside it so that no map waits for a network: PEER names the page's script."""

import os
from importlib import resources

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit import net_util

# Streamlit asks a foreign host for this machine's address when a page comes from an origin that it does not know.
net_util.get_external_ip = lambda: None

app = st.App(
    os.environ["PEER"],
    routes=[Mount("/leaflet", StaticFiles(directory=str(resources.files("xstatic.pkg.leaflet") / "data")))],
)
