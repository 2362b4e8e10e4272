"""The banner of a view that goes back to an earlier day: what it leaves out, and the days of changes."""

from datetime import date

import streamlit as st

from geo import dates, html, summary, view
from geo.language import _
from geo.view import View


def show(shown: View) -> None:
    """Draw the banner; nothing where the view is of today."""
    day = shown.filters.known_on
    if day is None:
        return
    earlier, later = view.neighbouring_changes(shown.dataset, day)
    with st.container(key="known_on_banner", horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p><strong>{html.text(_('As known on {day}.').format(day=dates.day_words(day)))}</strong> "
            f"{html.text(summary.left_out(shown))}</p>",
            width="stretch",
        )
        _go(_("Previous change"), "Previous change", earlier, ":material/chevron_left:")
        _go(_("Next change"), "Next change", later, ":material/chevron_right:")
        st.button(_("Back to today"), key="back to today", on_click=_set, args=(None,))


def _go(label: str, key: str, day: date | None, icon: str) -> None:
    words = _("To {day}").format(day=dates.day_words(day)) if day else _("There is none")
    st.button(label, key=key, on_click=_set, args=(day,), disabled=day is None, help=words, icon=icon)


def _set(day: date | None) -> None:
    st.session_state["known_on"] = day
