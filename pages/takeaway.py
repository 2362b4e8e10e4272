"""Taking the view away: two formats at hand, all others behind a choice, the slow ones made while the reader waits."""

from dataclasses import dataclass

import streamlit as st

from geo import export, html, language
from geo.export import Format
from geo.filters import Filters
from geo.language import _, ngettext
from geo.making import Making
from geo.view import View
from pages import waiting

QUICK = ("geojson", "csv")
"""Formats that are one click away."""

CHOSEN, FILE = "take away chosen", "take away file"
"""Where the session keeps the format chosen among the others, and the slow file that is made or was."""


@dataclass(frozen=True)
class _File:
    """A slow file of one view, in one language."""

    name: str
    filters: Filters
    sha256: str
    language: str
    making: Making

    def is_of(self, name: str, shown: View) -> bool:
        """Whether it is this file of this view."""
        asked = (name, shown.filters, shown.dataset.sha256, shown.language)
        return (self.name, self.filters, self.sha256, self.language) == asked


def show(shown: View) -> None:
    """Draw the buttons that give exactly the view."""
    count = ngettext("{n} record", "{n} records", shown.counts.records)
    told = _("{records}, with filters, data version, licence and citation inside.").format(records=count)
    st.html(f'<h4 class="aside">{html.text(_("Take this view away"))}</h4><p class="aside">{html.text(told)}</p>')
    columns = st.columns(len(QUICK))
    for column, name in zip(columns, QUICK, strict=True):
        with column:
            _download(shown, name, _(export.FORMATS[name].label))
    _drop_another_views_file(shown)
    _others(shown)


def _download(shown: View, name: str, label: str) -> None:
    form = export.FORMATS[name]
    st.download_button(
        label,
        data=lambda: _written(shown, name),
        file_name=export.file_name(shown, name),
        mime=form.media_type,
        on_click="ignore",
        type="primary",
        width="stretch",
        help=_(form.note) if name in QUICK else None,
        key=f"download {name}",
    )


def _named(name: str) -> str:
    return f"{_(export.FORMATS[name].label)} (.{name})"


def _written(shown: View, name: str) -> bytes:
    """The view as a file, in the reader's language: it is made at the click, in a thread of its own."""
    with language.spoken(shown.language):
        return export.write(shown, name)


@st.fragment
def _others(shown: View) -> None:
    """All other formats; folded they cost nothing, and a choice among them runs nothing else of the page."""
    with language.spoken(shown.language):  # a fragment that runs by itself runs in a thread of its own
        box = st.expander(_("More formats"), key="more formats", on_change="rerun")
        if not box.open:
            return
        with box:
            name = _chosen()
            form = export.FORMATS[name]
            st.html(f'<p class="aside">{html.text(_(form.note))}</p>')
            label = _("Download {format}").format(format=_named(name))
            if form.slow:
                _slow(shown, name, label)
            else:
                _download(shown, name, label)


def groups() -> dict[str, dict[str, Format]]:
    """The formats that are not at hand, by their group; groups without any are left out."""
    others = {name: form for name, form in export.FORMATS.items() if name not in QUICK}
    by_group = {group: {name: form for name, form in others.items() if form.group == group} for group in export.GROUPS}
    return {group: held for group, held in by_group.items() if held}


def _chosen() -> str:
    """Draw the choice among the other formats, a row of pills for each group; the chosen one's name."""
    offered = groups()
    known = [name for held in offered.values() for name in held]
    if st.session_state.get(CHOSEN) not in known:
        st.session_state[CHOSEN] = known[0]
    chosen: str = st.session_state[CHOSEN]
    for group, held in offered.items():
        key = f"formats {group}"
        st.session_state[key] = chosen if chosen in held else None
        labels = {name: _(form.label) for name, form in held.items()}
        st.pills(_(export.GROUPS[group]), list(held), format_func=labels.get, key=key, on_change=_choose, args=(key,))
    return chosen


def _choose(key: str) -> None:
    """Take what was chosen in one group; a click on what is chosen already leaves it so."""
    st.session_state[CHOSEN] = st.session_state[key] or st.session_state[CHOSEN]


def _slow(shown: View, name: str, label: str) -> None:
    """A button that starts the making of a file; while it is made how far it is; then the file."""
    file: _File | None = st.session_state.get(FILE)
    if file is None or not file.is_of(name, shown):
        told = _("Prepare {format}").format(format=_named(name))
        st.button(told, key="prepare", type="primary", width="stretch", on_click=_start, args=(shown, name))
    elif file.making.is_under_way:
        waiting.progress(file.making, file.language, _drop, "stop making")
    else:
        _made(shown, file, label)


def _start(shown: View, name: str) -> None:
    """Start the making of a file; one that is under way is stopped."""
    _drop()
    making = Making(lambda: _written(shown, name))
    st.session_state[FILE] = _File(name, shown.filters, shown.dataset.sha256, shown.language, making)


def _made(shown: View, file: _File, label: str) -> None:
    """The finished file; where it could not be made, why."""
    content = waiting.content(file.making, _drop)
    if content is None:
        return
    st.download_button(
        label,
        data=lambda: content,
        file_name=export.file_name(shown, file.name),
        mime=export.FORMATS[file.name].media_type,
        on_click="ignore",
        type="primary",
        width="stretch",
        key=f"download {file.name}",
    )


def _drop() -> None:
    """Stop what is being made, and forget what was."""
    file: _File | None = st.session_state.pop(FILE, None)
    if file:
        file.making.stop()


def _drop_another_views_file(shown: View) -> None:
    file: _File | None = st.session_state.get(FILE)
    if file and not file.is_of(file.name, shown):
        _drop()
