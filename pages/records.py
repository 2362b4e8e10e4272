"""The records: all of the view as a table, and one in full."""

import streamlit as st

from geo import card, html, summary
from geo.language import _
from geo.view import View
from pages import address, record, table, timebar


def show(shown: View) -> None:
    """The records page."""
    st.title(_("Records"), anchor=False)
    st.html(f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}</p>')
    timebar.show(shown)
    table.show(shown, _columns(shown) or table.DEFAULT)
    chosen = st.session_state.get("record")
    if chosen is None:
        _aside(_("Choose a row to read its record in full."))
        return
    with st.container(key="record"):
        _in_full(shown, chosen)


def _columns(shown: View) -> list[str]:
    """The columns that the reader chose for the table; those of the start at first."""
    heads = table.names(shown)
    with st.expander(_("Columns")):
        return st.multiselect(
            _("Columns of the table"),
            list(heads),
            default=table.DEFAULT,
            format_func=heads.get,
            key="columns",
            persist_state="session",
            label_visibility="collapsed",
            placeholder=_("Choose options"),
            help=_("Every field of a record can be shown. The data dictionary on the page About says what each means."),
        )


def _in_full(shown: View, chosen: str) -> None:
    st.header(_("The record in full"), anchor=False)
    record.show(shown, chosen, whole=True)
    if (shown.records["id"] == chosen).any():
        _aside(_("To copy: the citation with this page's own address."))
        st.code(card.citation(shown, chosen, address.page(), address.today()), language=None, wrap_lines=True)


def _aside(told: str) -> None:
    st.html(f'<p class="aside">{html.text(told)}</p>')
