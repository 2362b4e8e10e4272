"""The time bar: records by date, and the period that the reader sets on it; ``geo/parts/timebar`` draws it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from geo import figures, timebar
from geo.filters import FIRST_DAY, LAST_DAY
from geo.view import View
from pages import parts

KEY = "time"

_part = parts.part("timebar", '<section class="timebar"></section>')


def show(shown: View, beside: dict[str, Any] | None = None) -> None:
    """Draw the time bar; its choices go to the session's ``start``, ``end`` and ``record``.

    ``beside`` are rows of a reader's own, drawn above the records on an axis that holds both: what
    ``overlay.Overlay.days`` gives, with their ``name`` and how many there are, ``total`` and ``shown``.
    """
    ids = frozenset(shown.anytime["id"])
    with st.container(key="timebar", gap=None):
        _part(
            KEY,
            _data(shown, beside),
            on_period_change=_heard("period", _take_period),
            on_record_change=_heard("record", lambda record: _take_record(record, ids)),
        )


def _data(shown: View, beside: dict[str, Any] | None) -> dict[str, Any]:
    data = timebar.payload(shown)
    if beside:
        first, last = zip(data["axis"], beside["axis"], strict=True)
        data |= {"axis": [min(first), max(last)], "beside": beside}
    return data | {"figures": figures.live(shown), "record": st.session_state.get("record")}


def _heard(name: str, take: Callable[[Any], None]) -> Callable[[], None]:
    """What to call when the bar has told something; what it told comes from the browser and may be anything."""
    return lambda: take(getattr(st.session_state.get(KEY), name, None))


def _take_period(told: Any) -> None:
    """Set the period; anything but a pair of days, of which each may be open, changes nothing."""
    if not isinstance(told, dict):
        return
    try:
        start, end = (_day(told.get(side)) for side in ("start", "end"))
    except ValueError:
        return
    st.session_state["start"], st.session_state["end"] = start, end


def _day(text: Any) -> date | None:
    """A day within those that a filter can name; None for an open side, ValueError for anything that is no day."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError(text)
    return min(max(date.fromisoformat(text), FIRST_DAY), LAST_DAY)


def _take_record(told: Any, ids: frozenset[str]) -> None:
    """Choose a record that the bar shows, or none."""
    if told is None or (isinstance(told, str) and told in ids):
        st.session_state["record"] = told
