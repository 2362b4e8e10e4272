"""The page's address and the widgets hold the same view; a broken or hostile address does no harm."""

import re
from datetime import UTC, datetime

import streamlit as st

from geo import dates, filters, html, language, view
from geo.dataset import Dataset
from geo.filters import PAGE_PARAMETERS, Filters
from geo.language import ENGLISH, LANGUAGES, _

SEEN, PATH, STATE = "address seen", "address path", "address state"
DROPPED, WIDENED, PASSED = "address dropped", "address widened", "address passed"
PASSED_ON = ("data", "at", "theme", "tiles")
"""Parameters that Python passes on as they stand: the browser's own, and the version that a link was made with."""


def speak() -> None:
    """Speak the reader's language: that of the address, else the one chosen before, else that of a browser that
    comes with a bare address.
    """
    asked = st.query_params.get("lang")
    if asked in LANGUAGES and st.session_state.get(SEEN) != _asked():
        st.session_state["lang"] = asked
    elif "lang" not in st.session_state:
        own = (st.context.locale or "")[:2] if not _asked() else ENGLISH
        st.session_state["lang"] = own if own in LANGUAGES else ENGLISH
    language.speak(st.session_state["lang"])


def take(data: Dataset) -> None:
    """Fill the widgets from the address where it is new: at first, and when the reader goes back or forward.

    Two addresses are not taken though they differ from the one last written: the empty one after a change of page,
    which keeps the widgets, and one that lags behind because the reader was quicker with the next widget.
    """
    pairs = _asked()
    moved = _moved()
    touched = STATE in st.session_state and st.session_state[STATE] != _state()
    if st.session_state.get(SEEN) == pairs or touched or (moved and not pairs):
        return
    page = [(name, value) for name, value in _pairs() if name in PAGE_PARAMETERS]
    read, dropped = filters.salvage([pair for pair in pairs if pair[0] not in PAGE_PARAMETERS], data)
    broken = [name for name, value in page if not _is_sound(name, value)]
    record = dict(page).get("record") if "record" not in broken else None
    wide = view.widened(data, read, record)
    for name in filters.NAMES:
        value = getattr(wide, name)
        st.session_state[name] = list(value) if name in filters.LISTS else value
    st.session_state["record"] = record
    st.session_state[DROPPED] = (*dropped, *broken)
    st.session_state[WIDENED] = wide != read


def give(asked: Filters) -> None:
    """Write the view into the address, unless it stands there already."""
    wanted = {name: values for name, values in filters.plain(asked).items() if values}
    if st.session_state.get("record"):
        wanted["record"] = st.session_state["record"]
    if language.current() != ENGLISH:
        wanted["lang"] = language.current()
    passed = {name: st.query_params[name] for name in PASSED_ON if _is_sound(name, st.query_params.get(name, ""))}
    if _moved() and not passed:
        passed = st.session_state.get(PASSED, {})
    if sorted(_pairs()) != sorted(_flat({**wanted, **passed})):
        st.query_params.from_dict({**wanted, **passed})
    st.session_state[PASSED] = passed
    st.session_state[SEEN] = _asked()
    st.session_state[PATH] = st.context.url
    st.session_state[STATE] = _state()


def _is_sound(name: str, value: str) -> bool:
    return re.fullmatch(PAGE_PARAMETERS[name], value) is not None


def _flat(wanted: dict[str, list[str] | str]) -> list[tuple[str, str]]:
    return [
        (name, value) for name, values in wanted.items() for value in (values if isinstance(values, list) else [values])
    ]


def page() -> str:
    """The page's address without its query; nothing where the server does not know it."""
    return (st.context.url or "").split("?")[0]


def today() -> str:
    """The day, UTC, in words."""
    return dates.words(datetime.now(UTC).date().isoformat())


def chosen() -> Filters:
    """What the widgets say now."""
    return filters.of({name: st.session_state.get(name) for name in filters.NAMES})


def clear(*names: str) -> None:
    """Leave these filters open again."""
    for name in names:
        empty = getattr(Filters(), name)
        st.session_state[name] = list(empty) if name in filters.LISTS else empty


def _state() -> tuple[Filters, str | None, str | None]:
    return chosen(), st.session_state.get("record"), st.session_state.get("lang")


def notice() -> None:
    """Say once which parts of the address were not understood, and that the period was widened for a record."""
    dropped = set(st.session_state.get(DROPPED, ()))
    if dropped:
        names = ", ".join(sorted(dropped & {*filters.NAMES, *PAGE_PARAMETERS})) or _("names that are no filters")
        told = _("Parts of the address were not understood and left out: {names}.").format(names=names)
        st.html(f'<p class="notice">{html.text(told)}</p>')
        st.session_state[DROPPED] = ()
    if st.session_state.pop(WIDENED, False):
        told = _("The period was widened so that the record of this address shows.")
        st.html(f'<p class="notice">{html.text(told)}</p>')


def _moved() -> bool:
    """Whether the reader came from another page."""
    return st.session_state.get(PATH) not in (None, st.context.url)


def _asked() -> list[tuple[str, str]]:
    """The address without what Python only passes on."""
    return [(name, value) for name, value in _pairs() if name not in PASSED_ON]


def _pairs() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
