"""What every page shares: settings, the sidebar that makes the filters, the view, navigation."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # Streamlit puts only this script's own folder there

from geo import dataset, view, words  # noqa: E402
from geo.errors import GeoError  # noqa: E402
from pages import about, address, banner, controls, map, records, report, timeline  # noqa: E402

st.set_page_config(page_title="Maritime Operations Map", page_icon=str(ROOT / "pages" / "icon.svg"), layout="wide")
st.html(ROOT / "pages" / "frame.css")

data = dataset.bundled()
address.take(data)
chosen = controls.sidebar(data)
address.give(chosen)
try:
    shown = view.build(data, chosen)
except GeoError as error:
    st.error(str(error))
    st.stop()
reports = st.Page(lambda: report.show(shown), title="Report", url_path="report")
with st.container(key="notices"):  # always there: an element more or less before the map would build it anew
    address.notice()
    if data.rejected:
        faults = words.number(len(data.rejected), "fault")
        st.html(f'<p class="notice">{faults} in the data: the rows are left out here and named on the page About.</p>')
    banner.show(shown)
with st.sidebar:
    if shown.questions:
        st.page_link(reports, label="Report of this place", icon=":material/summarize:", width="stretch")
    controls.take_away(shown)

page = st.navigation(
    [
        st.Page(lambda: map.show(shown), title="Map", default=True),
        st.Page(lambda: timeline.show(shown), title="Timeline", url_path="timeline"),
        st.Page(lambda: records.show(shown), title="Records", url_path="records"),
        reports,
        st.Page(lambda: about.show(shown), title="About", url_path="about"),
    ],
    position="top",
)
page.run()
