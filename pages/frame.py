"""What every page shares: settings, the sidebar that makes the filters, the view, navigation."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # Streamlit puts only this script's own folder there

from geo import dataset, view  # noqa: E402
from geo.errors import GeoError  # noqa: E402
from pages import about, address, controls, map, records  # noqa: E402

st.set_page_config(page_title="Maritime Operations Map", page_icon=str(ROOT / "pages" / "icon.svg"), layout="wide")
st.html(ROOT / "pages" / "frame.css")

try:
    data = dataset.bundled()
except GeoError as error:
    st.error(str(error))
    st.stop()

address.take(data.package)
chosen = controls.sidebar(data)
address.give(chosen)
address.notice()
shown = view.build(data, chosen)
with st.sidebar:
    controls.take_away(shown)

page = st.navigation(
    [
        st.Page(lambda: map.show(shown), title="Map", default=True),
        st.Page(lambda: records.show(shown), title="Records", url_path="records"),
        st.Page(lambda: about.show(shown), title="About", url_path="about"),
    ],
    position="top",
)
page.run()
