"""The time bar: records by date, and the period that the reader sets on it. It is drawn by timebar.js."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from geo import ROOT, language, timebar
from geo.filters import FIRST_DAY, LAST_DAY
from geo.view import View
from pages import figures

KEY = "timebar"
SCRIPT = ROOT / "pages" / "timebar.js"
ROOM = """<style>
.st-key-timebar { container-type: inline-size; }
.st-key-timebar > .stElementContainer:last-child { min-height: 266px; }
@container (max-width: 939px) { .st-key-timebar > .stElementContainer:last-child { min-height: 300px; } }
@container (max-width: 559px) { .st-key-timebar > .stElementContainer:last-child { min-height: 326px; } }
.counts dd.sure:empty::before { content: "\\00a0"; }
</style>"""
"""The bar's height by its width, taken up before its script is there, and that of a line which only some periods have:
nothing moves when either comes.
"""
MOUNT = """export default async function (component) {
  const spoken = () => window.maritime?.timeBar?.language;
  while (spoken() !== component.data.language) await new Promise((again) => setTimeout(again, 15));
  return window.maritime.timeBar(component);
}"""
"""The bar itself: it waits for its script, and for the words of its language."""


def _source(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


# What a component is made of goes to the browser with each change of its data. So the bar's script is a component of
# its own, which changes with the language only and is sent once.
_script = st.components.v2.component(
    "timebar_script",
    js=_source("geo/maps/words.js", "pages/timebar.js"),
    css=_source("pages/timebar.css"),
    isolate_styles=False,
)
_bar = st.components.v2.component("timebar", js=MOUNT, isolate_styles=False)


def show(shown: View) -> None:
    """Draw the time bar; its choices go to the session's ``start``, ``end`` and ``record``."""
    ids = frozenset(shown.anytime["id"])
    with st.container(key=KEY, gap=None):
        st.html(ROOM)
        code = language.current()
        _script(key="timebar script", data={"language": code, "told": language.words_of(SCRIPT)})
        _bar(
            key="time",
            data=_data(shown),
            on_period_change=_heard("period", _take_period),
            on_record_change=_heard("record", lambda record: _take_record(record, ids)),
        )


def _data(shown: View) -> dict[str, Any]:
    return timebar.payload(shown) | {
        "figures": figures.live(shown),
        "record": st.session_state.get("record"),
    }


def _heard(name: str, take: Callable[[Any], None]) -> Callable[[], None]:
    """What to call when the bar has told something; what it told comes from the browser and may be anything."""
    return lambda: take(getattr(st.session_state.get("time"), name, None))


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
