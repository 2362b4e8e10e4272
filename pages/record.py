"""One record: the bar that leads to the one before and the one after in time, and its card."""

import streamlit as st

from geo import card, html, known
from geo.card import Links
from geo.language import _
from geo.view import View
from pages import address, parts

KEY = "record bar"

_part = parts.part("record", '<div class="bar"></div>')


def show(shown: View, record: str, whole: bool = False) -> None:
    """Draw the record's bar and its card, ``whole`` with all that it holds; or say why it cannot be shown."""
    _bar(shown, record)
    if (shown.records["id"] == record).any():
        st.html(card.card(shown, record, whole=whole, links=Links(page=address.page(), day=address.today())))
    else:
        st.html(f'<p class="notice">{html.text(why_not(shown, record))}</p>')


def why_not(shown: View, record: str) -> str:
    """Why a record that was asked for cannot be shown."""
    if not (known.on(shown.dataset, None).records["id"] == record).any():
        return _("There is no record {record}. Choose one on the map or in the table.").format(record=record)
    if not (shown.known.records["id"] == record).any():
        told = _("{record} was not public by the day that you go back to. Clear “As known on” to see it.")
        return told.format(record=record)
    return _("{record} is not among the records shown; clear a filter to see it.").format(record=record)


def _bar(shown: View, record: str) -> None:
    """Draw the bar; the arrow keys do what its buttons do."""
    before, after = card.neighbours(shown, record)
    data = {
        "before": before is not None,
        "after": after is not None,
    }
    _part(KEY, data, on_went_change=lambda: _go(before, after))


def _go(before: str | None, after: str | None) -> None:
    went = st.session_state[KEY].went
    if went in ("before", "after", "close"):
        st.session_state["record"] = {"before": before, "after": after, "close": None}[went]
