"""The records: all of the view as a table, and one in full."""

import streamlit as st

from geo import card, html, summary
from geo.view import View
from pages import table


def show(shown: View) -> None:
    """The records page."""
    st.title("Records")
    st.html(f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}</p>')
    table.show(shown)
    record = st.session_state.get("record")
    if record is None:
        st.caption("Choose a row to read its record in full.")
        return
    with st.container(key="record"):
        try:
            st.html(card.card(shown, record))
        except KeyError:
            st.html(f"<p>{html.text(record)} is not among the records shown; clear a filter to see it.</p>")
