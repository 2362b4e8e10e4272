"""What every page shares: settings, the view, the sidebar, navigation."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # Streamlit puts only this script's own folder there

from geo import dataset, html, view  # noqa: E402
from geo.errors import GeoError  # noqa: E402
from geo.language import _, ngettext  # noqa: E402
from pages import (  # noqa: E402
    about,
    address,
    banner,
    chips,
    controls,
    map,
    records,
    report,
    share,
    takeaway,
    timeline,
    workbench,
)

st.set_page_config(page_title="Maritime Operations Map", page_icon=str(ROOT / "pages" / "icon.svg"), layout="wide")
SHEETS = [*sorted((ROOT / "pages" / "styles").glob("*.css")), ROOT / "geo" / "card.css"]
if st.context.is_embedded:
    SHEETS.append(ROOT / "pages" / "embed.css")
st.html(f"<style>{''.join(sheet.read_text(encoding='utf-8') for sheet in SHEETS)}</style>")

address.speak()
data = dataset.bundled()
address.take(data)
chosen = address.chosen()
try:
    shown = view.build(data, chosen)
except GeoError as error:
    st.error(str(error))
    st.stop()
address.give(chosen)

if st.context.is_embedded:
    map.embedded(shown)
    st.stop()

pages = {
    "map": st.Page(lambda: map.show(shown), title=_("Map"), default=True),
    "timeline": st.Page(lambda: timeline.show(shown), title=_("Timeline"), url_path="timeline"),
    "records": st.Page(lambda: records.show(shown), title=_("Records"), url_path="records"),
    "report": st.Page(lambda: report.show(shown), title=_("Report"), url_path="report"),
    "workbench": st.Page(lambda: workbench.show(shown), title=_("Workbench"), url_path="workbench"),
    "about": st.Page(lambda: about.show(shown), title=_("About the map"), url_path="about"),
}
page = st.navigation(list(pages.values()), position="top")

with st.sidebar:
    controls.head()

with st.container(key="notices"):  # always there: an element more or less before the map would build it anew
    address.notice()
    share.pinned_notice(shown)
    if data.rejected:
        faults = ngettext(
            "{n} fault in the data: the row is left out here and named on the page About.",
            "{n} faults in the data: the rows are left out here and named on the page About.",
            len(data.rejected),
        )
        st.html(f'<p class="notice">{html.text(faults)}</p>')
    banner.show(shown)

if page.url_path != "about":
    chips.show(shown)
page.run()

with st.sidebar:  # last, for nothing on the page waits for it: the filters are in the session already
    controls.sidebar(shown)
    if shown.questions:
        st.page_link(pages["report"], label=_("Report of this place"), icon=":material/summarize:", width="stretch")
    share.show(shown)
    takeaway.show(shown)
