"""Work that a reader waits for: how far it is, a button that stops it, and what came of it."""

from collections.abc import Callable

import streamlit as st

from geo import language
from geo.errors import GeoError
from geo.language import _
from geo.making import Making

GLANCE_S = 0.5
"""Seconds between two looks at how far it is."""


def progress(making: Making, code: str, stop: Callable[[], None], key: str) -> None:
    """Draw how far the work is, in the language ``code``, with a button of that key that stops it; the page is drawn
    anew at its end.
    """
    st.fragment(_progress, run_every=GLANCE_S)(making, code, stop, key)


def _progress(making: Making, code: str, stop: Callable[[], None], key: str) -> None:
    if not making.is_under_way:
        st.rerun()
    with language.spoken(code):  # a fragment that runs by itself runs in a thread of its own
        st.progress(min(max(making.share, 0.0), 1.0), text=making.words or _("Begun"))
        st.button(_("Stop"), key=key, width="stretch", on_click=stop)


def content(making: Making, drop: Callable[[], None]) -> bytes | None:
    """What came of work that has ended; None where it was stopped, or could not be done, which is then said."""
    try:
        return making.content()
    except Exception as error:
        drop()  # lest each look at the page meets it again
        if not isinstance(error, GeoError):
            raise
        st.error(str(error))
        return None
