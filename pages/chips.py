"""The filters in force as chips, each to be cleared by itself."""

import streamlit as st

from geo import dates, filters
from geo.language import _
from geo.view import View
from pages import address, facets, parts

KEY = "chips"

_part = parts.part("chips", '<ul class="chips"></ul>')


def show(shown: View) -> None:
    """Draw a chip for each filter in force, and one that clears them all."""
    chips = [{"name": name, "value": value, "label": label} for name, value, label in listed(shown)]
    _part(KEY, {"chips": chips}, on_cleared_change=_clear)


def listed(shown: View) -> list[tuple[str, str, str]]:
    """Each filter in force: its name, its value as in an address, and how it reads."""
    chosen, options = shown.filters, filters.options(shown.dataset.package)
    days = {
        "start": _("From {day}"),
        "end": _("Until {day}"),
        "known_on": _("As known on {day}"),
    }
    told = [
        (name, "", words.format(day=dates.day_words(day)))
        for name, words in days.items()
        if (day := getattr(chosen, name))
    ]
    for name in facets.TITLES:
        told += [(name, value, options[name].get(value, value)) for value in getattr(chosen, name)]
    told += [(place.field, place.text, _capital(place.label)) for place in shown.questions]
    return [*told, ("q", "", f"“{chosen.q}”")] if chosen.q else told


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


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
