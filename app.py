"""The server: the pages, and beside them files, assets and health, all from one process."""

import sys
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from streamlit import net_util

from geo import dataset, places, routes
from geo.delivery import Rewritten
from geo.errors import GeoError
from geo.http import feeds
from pages import parts

# Streamlit asks a foreign host for this machine's address when a page comes from an origin that it does not know.
net_util.get_external_ip = lambda: None

BASE = "/".join(["", *filter(None, st.get_option("server.baseUrlPath").split("/"))])
"""The path under which the app stands, without a slash at its end."""

try:
    data = dataset.bundled()
except GeoError as error:
    sys.exit(f"geo: {error}")

Thread(target=places.warm, args=(data,), name="waters", daemon=True).start()

app = st.App(
    "pages/frame.py",
    routes=routes.under(BASE, [*routes.routes(data), *parts.routes()]),
    middleware=[
        *routes.middleware(BASE),
        Middleware(Rewritten, fits=lambda path: path == f"{BASE}/", words=lambda: feeds.HEAD + parts.head()),
    ],
)
