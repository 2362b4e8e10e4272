"""The filters in force as chips, each to be cleared by itself."""

import streamlit as st

from geo import filters, summary
from geo.view import View
from pages import address, parts

KEY = "chips"

_part = parts.part("chips", '<ul class="chips"></ul>')


def show(shown: View) -> None:
    """Draw a chip for each filter in force, and one that clears them all."""
    chips = [{"name": name, "value": value, "label": label} for name, value, label in summary.asked(shown)]
    _part(KEY, {"chips": chips}, on_cleared_change=_clear)


def _clear() -> None:
    """Clear the filter of a chip; a name that is no filter clears them all."""
    cleared = st.session_state[KEY].cleared
    name, value = (cleared.get("name"), cleared.get("value")) if isinstance(cleared, dict) else (None, None)
    if name in filters.LISTS:
        st.session_state[name] = [kept for kept in st.session_state.get(name) or () if kept != value]
    elif name in filters.NAMES:
        address.clear(str(name))
    elif name == "all":
        address.clear(*filters.NAMES)
