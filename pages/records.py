"""The records: all of the view as a table, and one in full."""

import streamlit as st

from geo import card, dates, html, summary
from geo.view import View
from pages import table


def show(shown: View) -> None:
    """The records page."""
    st.title("Records")
    st.html(f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}</p>')
    table.show(shown, _columns(shown) or table.DEFAULT)
    record = st.session_state.get("record")
    if record is None:
        st.caption("Choose a row to read its record in full.")
        return
    with st.container(key="record"):
        if (shown.records["id"] == record).any():
            _in_full(shown, record)
        else:
            st.html(f'<p class="notice">{html.text(_why_not(shown, record))}</p>')


def _columns(shown: View) -> list[str]:
    """The columns that the reader chose for the table; those of the start at first."""
    with st.expander("Columns"):
        return st.multiselect(
            "Columns of the table",
            table.names(shown),
            default=table.DEFAULT,
            key="columns",
            persist_state="session",
            label_visibility="collapsed",
            help="Every field of a record can be shown. The data dictionary on the page About says what each means.",
        )


def _in_full(shown: View, record: str) -> None:
    before, after = card.neighbours(shown, record)
    with st.container(horizontal=True):
        _go("Previous record", before, ":material/chevron_left:")
        _go("Next record", after, ":material/chevron_right:")
        _go("Close", None, ":material/close:", enabled=True)
    st.html(card.card(shown, record, whole=True))
    st.caption("To copy: the citation with this page's own address.")
    st.code(card.citation(shown, record, _page()), language=None, wrap_lines=True)


def _go(label: str, record: str | None, icon: str, enabled: bool = False) -> None:
    st.button(label, key=label, on_click=_choose, args=(record,), icon=icon, disabled=not (record or enabled))


def _choose(record: str | None) -> None:
    st.session_state["record"] = record


def _page() -> str:
    """Address of this page without its query; nothing where the server does not know it."""
    return (st.context.url or "").split("?")[0]


def _why_not(shown: View, record: str) -> str:
    """Why a record that was asked for cannot be shown."""
    incidents, day = shown.dataset.tables["incidents"], shown.filters.known_on
    if not (incidents["id"] == record).any():
        return f"There is no record {record}. Choose one in the table."
    if not (dates.as_known_on(incidents, day)["id"] == record).any():
        return f"{record} was not public by the day that you go back to. Clear “As known on” to see it."
    return f"{record} is not among the records shown; clear a filter to see it."
