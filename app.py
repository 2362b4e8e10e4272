"""The server: the pages, and beside them files, assets and health, all from one process."""

import streamlit as st
from starlette.middleware import Middleware

from geo import dataset, routes

app = st.App(
    "pages/frame.py",
    routes=routes.routes(dataset.bundled()),
    middleware=[Middleware(routes.SecurityHeaders)],
)
