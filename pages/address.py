"""The page's address and the widgets hold the same filters; a broken or hostile address does no harm."""

import streamlit as st

from geo import filters, html
from geo.dataset import Dataset
from geo.filters import Filters

SEEN, PATH, DROPPED, STATE = "address seen", "address path", "address dropped", "address state"


def take(data: Dataset) -> None:
    """Fill the widgets from the address where it is new: at first, and when the reader goes back or forward.

    Two addresses are not taken though they differ from the one last written: the empty one after a change of page,
    which keeps the widgets, and one that lags behind because the reader was quicker with the next widget.
    """
    pairs = _pairs()
    moved = st.session_state.get(PATH) not in (None, st.context.url)
    touched = STATE in st.session_state and st.session_state[STATE] != _state()
    if st.session_state.get(SEEN) == pairs or touched or (moved and not pairs):
        return
    own = [(name, value) for name, value in pairs if name not in filters.PAGE_PARAMETERS]
    read, dropped = filters.salvage(own, data)
    for name in filters.NAMES:
        value = getattr(read, name)
        st.session_state[name] = list(value) if name in filters.LISTS else value
    st.session_state["record"] = dict(pairs).get("record")
    st.session_state[DROPPED] = dropped


def give(asked: Filters) -> None:
    """Write the filters and the chosen record into the address."""
    wanted = {name: values for name, values in filters.plain(asked).items() if values}
    if st.session_state.get("record"):
        wanted["record"] = st.session_state["record"]
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name.startswith("embed")}
    st.query_params.from_dict({**wanted, **kept})
    st.session_state[SEEN] = _pairs()
    st.session_state[PATH] = st.context.url
    st.session_state[STATE] = _state()


def chosen() -> Filters:
    """What the widgets say now."""
    return filters.of({name: st.session_state.get(name) for name in filters.NAMES})


def clear(*names: str) -> None:
    """Leave these filters open again."""
    for name in names:
        empty = getattr(Filters(), name)
        st.session_state[name] = list(empty) if name in filters.LISTS else empty


def _state() -> tuple[Filters, str | None]:
    return chosen(), st.session_state.get("record")


def notice() -> None:
    """Say once which parts of the address were not understood."""
    dropped = set(st.session_state.get(DROPPED, ()))
    if dropped:
        names = ", ".join(sorted(dropped & set(filters.NAMES))) or "names that are no filters"
        st.html(f'<p class="notice">Parts of the address were not understood and left out: {html.text(names)}.</p>')
        st.session_state[DROPPED] = ()


def _pairs() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
