"""The records of a view as a table from which one can be chosen, and which shows the one that is."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import streamlit as st

from geo import filters, html, schema, words
from geo.language import N_, _
from geo.schema import Field
from geo.view import View

KEY = "table"
DEFAULT = ("occurred", "what", "theatre", "killed", "vessels", "attribution", "precision")
"""The columns of the start."""
ANSWER = ("answer", "answer_reason")
"""Columns that stand first where the view asks a question."""


def show(shown: View, chosen: Sequence[str] = DEFAULT) -> None:
    """Draw the table with the chosen columns; ticking a row chooses its record, and the chosen record is ticked."""
    if shown.records.empty:
        told = _("No record matches these filters. Widen the period, or clear a filter in the sidebar.")
        st.html(f'<p class="notice">{html.text(told)}</p>')
        return
    ids = shown.records["id"].tolist()
    _tick(ids)
    st.dataframe(
        columns(shown, [*(ANSWER if shown.asks else ()), *chosen]),
        key=KEY,
        hide_index=True,
        width="stretch",
        on_select=_choose,
        selection_mode="single-row",
        column_config=_heads(shown, chosen),
        placeholder="",
    )
    told = _("Tick a row to open its record: with the mouse, or with the arrow keys and Shift + space bar.")
    st.html(f'<p class="aside">{html.text(told)}</p>')
    st.session_state[IDS] = ids


IDS = "table ids"
"""Where the session keeps the records by their rows, as the reader sees them."""


def _tick(ids: list[str]) -> None:
    """Tick the chosen record's row, wherever it was chosen; no row where it is not among those shown."""
    record = st.session_state.get("record")
    rows = [ids.index(record)] if record in ids else []
    if _ticked() != rows:
        st.session_state[KEY] = {"selection": {"rows": rows}}


def _ticked() -> list[int]:
    state = st.session_state.get(KEY)
    return list(state["selection"]["rows"]) if state else []


def _choose() -> None:
    """Choose the record whose row was ticked; one that is not in the table stays chosen when nothing is ticked."""
    rows, ids = _ticked(), st.session_state.get(IDS, [])
    if rows:
        st.session_state["record"] = ids[rows[0]] if rows[0] < len(ids) else None
    elif st.session_state.get("record") in ids:
        st.session_state["record"] = None


def names(shown: View) -> dict[str, str]:
    """Every column that the table can show, and its head: those of the start, the schema's fields, derived ones."""
    fields = {field.name: field.title for field in shown.dataset.package["incidents"].fields}
    made = {name: _(title) for name, (title, _make) in MADE.items()}
    heads = {name: made.get(name) or fields[name] for name in [*DEFAULT, *fields, *DERIVED]}
    return {name: title for name, title in heads.items() if name not in ANSWER}


def _heads(shown: View, chosen: Sequence[str]) -> dict[str, object]:
    """The heads of the chosen columns in the reader's language, the frame having names that no language changes."""
    heads = names(shown) | {name: _(MADE[name][0]) for name in ANSWER}
    return {name: st.column_config.Column(heads[name], width=WIDTHS.get(name)) for name in (*ANSWER, *chosen)}


def columns(shown: View, chosen: Sequence[str] = DEFAULT) -> pa.Table:
    """The chosen columns of each record, by their names, in the view's order.

    Words travel once and are referred to by number: a third of the bytes that a frame of pandas takes.
    """
    fields = {field.name: field for field in shown.dataset.package["incidents"].fields}
    cells = {
        name: MADE[name][1](shown) if name in MADE else _field(shown, fields[name])
        for name in dict.fromkeys(chosen)
        if name in MADE or name in fields
    }
    return pa.table({name: _array(column) for name, column in cells.items()})


def _array(cells: list[Any]) -> pa.Array:
    plain = pa.array(cells)
    if pa.types.is_integer(plain.type):
        return plain.cast(pa.int32())
    if not pa.types.is_string(plain.type):
        return plain
    coded = plain.dictionary_encode()
    numbers = coded.indices.cast(pa.int8() if len(coded.dictionary) < 128 else pa.int32())
    coded = pa.DictionaryArray.from_arrays(numbers, coded.dictionary)
    return min(plain, coded, key=lambda array: array.nbytes)


def _field(shown: View, field: Field) -> list[Any]:
    """A field as it reads in a cell: values of a vocabulary by their names, days as ISO text, truth values as words."""
    cells = [schema.plain(value) for value in shown.records[field.name].tolist()]
    names = {True: _("yes"), False: _("no")} if field.type == "boolean" else field.labels
    return [names.get(cell) for cell in cells] if names else cells


def _days(shown: View) -> list[Any]:
    """Partial dates that sort, with their hedge: "2025-10-24 (about)"."""
    hedges = {"approx": _("{day} (about)"), "reported": _("{day} (reported)")}
    columns = (map(schema.plain, shown.records[name].tolist()) for name in ("occurred", "occurred_precision"))
    return [
        hedges.get(how, "{day}").format(day=day) if day else _("not known") for day, how in zip(*columns, strict=True)
    ]


def _what(shown: View) -> list[Any]:
    return [title.partition(" · ")[2] for title in shown.records["title"].tolist()]


def _killed(shown: View) -> list[Any]:
    bounds = (shown.records[name].tolist() for name in ("killed_min", "killed_max"))
    return [words.figure(low, high) for low, high in zip(*bounds, strict=True)]


def _named(name: str) -> Callable[[View], list[Any]]:
    """A filter's choice by what its values are called."""

    def made(shown: View) -> list[Any]:
        labels = filters.options(shown.dataset.package)[name]
        return [_(labels[value]) for value in shown.records[name].tolist()]

    return made


def _answer(shown: View) -> list[Any]:
    return [answer.lower() for answer in _named("answer")(shown)]


def _derived(name: str) -> Callable[[View], list[Any]]:
    return lambda shown: [schema.plain(value) for value in shown.records[name].tolist()]


MADE: Mapping[str, tuple[str, Callable[[View], list[Any]]]] = MappingProxyType(
    {
        "occurred": (N_("Date"), _days),
        "what": (N_("What"), _what),
        "killed": (N_("Killed"), _killed),
        "precision": (N_("Place known as"), _named("precision")),
        "answer": (N_("Answer"), _answer),
        "answer_reason": (N_("Reason"), _derived("answer_reason")),
        "earliest": (N_("Earliest day"), _derived("earliest")),
        "latest": (N_("Latest day"), _derived("latest")),
    }
)
"""Columns that read otherwise than the field of that name, or that are no field at all: head, and what makes each."""

DERIVED = ("earliest", "latest")
WIDTHS = {"location_text": "large", "answer_reason": "large"}
