"""The banner of a view that goes back to an earlier day: what it leaves out, and the days of changes."""

from datetime import date

import streamlit as st

from geo import dates, html, summary, view
from geo.view import View


def show(shown: View) -> None:
    """Draw the banner; nothing where the view is of today."""
    day = shown.filters.known_on
    if day is None:
        return
    earlier, later = view.neighbouring_changes(shown.dataset, day)
    with st.container(key="known_on_banner", horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p><strong>As known on {html.text(dates.day_words(day))}.</strong> "
            f"{html.text(summary.left_out(shown))}</p>",
            width="stretch",
        )
        _go("Previous change", earlier, ":material/chevron_left:")
        _go("Next change", later, ":material/chevron_right:")
        st.button("Back to today", key="back to today", on_click=_set, args=(None,))


def _go(label: str, day: date | None, icon: str) -> None:
    words = f"To {dates.day_words(day)}" if day else "There is none"
    st.button(label, key=label, on_click=_set, args=(day,), disabled=day is None, help=words, icon=icon)


def _set(day: date | None) -> None:
    st.session_state["known_on"] = day
