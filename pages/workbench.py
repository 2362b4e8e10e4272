"""The Workbench: a reader's own file beside our records, on the map and under the same time bar."""

from typing import Any

import folium
import streamlit as st

from geo import html, known, language, overlay
from geo.errors import GeoError
from geo.language import N_, _, ngettext
from geo.maps import points
from geo.maps.blobs import Mask
from geo.overlay import Asked, Overlay
from geo.style import STRANGERS
from geo.view import View
from pages import bring, own, stage, timebar

KEY = "workbench map"
RECOGNISED = {
    N_("Place"): N_(
        "Latitude and longitude in two columns or one, as decimals, degrees and minutes, or ISO 6709; geometries; any "
        "coordinate system, asked for where the file does not name it"
    ),
    N_("Time"): N_(
        "One date or a first and a last one, day or month first as the whole column tells, moments and epochs; UTC"
    ),
    N_("Columns"): N_("Recognised by their names in several languages and by what they hold, and yours to correct"),
    N_("Report"): N_("Every value that was refused, read as something else, or looks wrong, row by row"),
    N_("Files out"): N_("The rows shown, as GeoJSON, CSV, GeoPackage, GeoParquet or FlatGeobuf"),
}


def show(shown: View) -> None:
    """The page: where a file is given, and once one is read, what it holds beside our records."""
    found = bring.overlay()
    if found is None:
        own.drop()
        _welcome(shown)
        return
    head, notice = st.container(key="own_head"), st.container(key="own_notice")
    asked = _asked(shown, found)
    chosen, rows = found.chosen(asked), found.shown(asked)
    with head:
        _head(found, rows)
    _choices(found)
    with st.container(key="own_stage"):
        _map(shown, found, asked, chosen, rows)
    _bar(shown, found, chosen, rows)
    own.take_away(shown, found, asked, int(rows.sum()))
    own.report(found)
    with st.expander(_("The file and its columns"), key="own file"):
        _file(shown, notice)
        st.button(_("Let go of this file"), key="own let go", on_click=bring.let_go)
    own.table(found, rows)


def _welcome(shown: View) -> None:
    lede = _(
        "Lay a file of your own beside the records: on the map, under the same time bar, with the waters and the "
        "zones in which each row lies. Then take it away again with those columns added."
    )
    private = _(
        "It is held in this server’s memory, shown to nobody else, and gone when you close the page. Files other than "
        "CSV, while they are read, and GeoPackage and FlatGeobuf, while they are written, lie in a private folder on "
        "its disk, which is removed at once."
    )
    st.html(
        f'<h1>{html.text(_("Workbench"))}</h1><p class="summary">{html.text(lede)}</p>'
        f'<p class="own-private">{html.text(private)}</p>'
    )
    _file(shown, st.container(key="own_notice"))
    facts = "".join(
        f"<dt>{html.text(_(about))}</dt><dd>{html.text(_(told))}</dd>" for about, told in RECOGNISED.items()
    )
    st.html(f'<dl class="own-facts">{facts}</dl>')


def _file(shown: View, notice: Any) -> None:
    """Where a file is given and its columns are settled; what is wrong with it is said in ``notice``."""
    given = bring.offer(shown.dataset)
    if given is None:
        st.button(_("Try it with a small sample"), key="own try", on_click=bring.try_sample)
        return
    try:
        anew = bring.read(given)
    except GeoError as error:
        notice.html(f'<p class="notice" role="alert">{html.text(error)}</p>')
        return
    if anew is None:
        told = _("{name} is not read yet: say below which columns hold the place, and in which coordinate system.")
        notice.html(f'<p class="notice" role="alert">{html.text(told.format(name=given.name))}</p>')
    if anew:
        st.rerun()


def _asked(shown: View, found: Overlay) -> Asked:
    """What the widgets say now; a column that the file does not have is none."""
    state = st.session_state
    column = state.get("own column")
    return Asked(
        state.get("own text") or "",
        column if column in found.kinds else None,
        tuple(state.get("own values") or ()),
        shown.filters.start,
        shown.filters.end,
    )


def _head(found: Overlay, rows: Mask) -> None:
    number, total = language.number, found.layer.table.num_rows
    undated = total - int(found.dated.sum())
    shown = _("{shown} of {total} rows shown").format(shown=number(int(rows.sum())), total=number(total))
    nowhere = ngettext("{n} without a place", "{n} without a place", total - found.placed)
    never = ngettext("{n} without a date, in every period", "{n} without a date, in every period", undated)
    told = [shown, *([nowhere] * (found.placed < total)), *([never] * bool(undated))]
    private = _("In this session only; gone when you close the page")
    st.html(
        f'<div class="own-head"><h1>{html.text(found.layer.name)}</h1><p>{html.text(" · ".join(told))}</p>'
        f'<p class="own-private">{html.text(private)}</p></div>'
    )


def _choices(found: Overlay) -> None:
    """Search, the column that tells the rows apart, and which of its values are shown."""
    with st.container(key="own_choices"):
        text, column, values, records = st.columns([1.2, 1, 1.4, 0.6], gap="small", vertical_alignment="center")
        text.text_input(
            _("Search your rows"), key="own text", placeholder=_("Search your rows"), label_visibility="collapsed"
        )
        name = column.selectbox(
            _("Tell your rows apart by"),
            ["", *found.kinds],
            format_func=lambda name: own.apart_by(found, name) if name else _("Rows all alike"),
            key="own column",
            on_change=lambda: st.session_state.pop("own values", None),
            label_visibility="collapsed",
        )
        values.multiselect(
            _("Only rows with these values"),
            found.values(name).names if name else (),
            format_func=own.reading(found, name),
            key="own values",
            disabled=not name,
            placeholder=_("All values"),
            label_visibility="collapsed",
        )
        records.toggle(_("Our records"), value=True, key="own beside")


def _map(shown: View, found: Overlay, asked: Asked, chosen: Mask, rows: Mask) -> None:
    key, column = bring.shelf(), asked.column
    if key is None:
        return

    def add(group: folium.FeatureGroup) -> None:
        codes = found.codes(column) if column else None
        start, end = (None if day is None else known.number(day, 0) for day in (asked.start, asked.end))
        picked = points.Chosen(chosen, start, end, st.session_state.get(own.ROW))
        marks = STRANGERS if column else STRANGERS[:1]
        guise = points.Guise(codes, marks, _legend(found, column, rows))
        points.add(group, points.payload(key, found.columns, picked, guise, found.layer.name, _records_too()))

    stage.show(shown, KEY, add, own.hear, lambda: own.card(shown, found))


def _records_too() -> bool:
    return bool(st.session_state.get("own beside", True))


def _legend(found: Overlay, column: str | None, rows: Mask) -> list[tuple[str, int, int]]:
    if column is None:
        return [(_("Your rows"), int(rows.sum()), 0)]
    told = overlay.counted(found.values(column), rows)
    read = own.reading(found, column)
    return [(read(name) if name else _("other or none"), count, mark) for name, count, mark in told]


def _bar(shown: View, found: Overlay, chosen: Mask, rows: Mask) -> None:
    days = found.days(chosen)
    beside = {"name": found.layer.name, "total": found.layer.table.num_rows, "shown": int(rows.sum())}
    timebar.show(shown, None if days is None else days | beside)
