"""The records of a view as a table from which one can be chosen."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from geo import filters, schema, uncertainty, words
from geo.schema import Field
from geo.view import View

DEFAULT = (
    "Date",
    "What",
    "Theatre",
    "Killed",
    "Vessels struck",
    "Attribution",
    "Place known as",
    "Place as worded",
    "Id",
)
ANSWER = ("Answer", "Reason")
"""Columns that stand first where the view asks a question."""

DERIVED = {"earliest": "Earliest day", "latest": "Latest day"}


def show(shown: View, chosen: Sequence[str] = DEFAULT) -> None:
    """Draw the table with the chosen columns; choosing a row chooses its record."""
    if shown.records.empty:
        st.info("No record matches these filters. Widen the period, or clear a filter in the sidebar.")
        return
    st.dataframe(
        columns(shown, [*(ANSWER if shown.asks else ()), *chosen]),
        key="table",
        hide_index=True,
        width="stretch",
        on_select=_choose,
        selection_mode="single-row",
        column_config={"Place as worded": st.column_config.TextColumn(width="large")},
    )
    st.caption("Tick a row to open its record: with the mouse, or with the arrow keys and the space bar.")
    st.session_state["table ids"] = list(shown.records["id"])


def names(shown: View) -> list[str]:
    """Every column that the table can show: those of the start, then each field of the schema, then derived ones."""
    fields = [field.title for field in shown.dataset.package["incidents"].fields]
    return list(dict.fromkeys([*DEFAULT, *fields, *DERIVED.values()]))


def columns(shown: View, chosen: Sequence[str] = DEFAULT) -> pd.DataFrame:
    """The chosen columns of each record, by their names, in the view's order."""
    made = _made(shown)
    fields = {field.title: field for field in shown.dataset.package["incidents"].fields}
    return pd.DataFrame(
        {name: made[name] if name in made else _field(shown, fields[name]) for name in dict.fromkeys(chosen)}
    )


def _field(shown: View, field: Field) -> pd.Series:
    values = shown.records[field.name]
    return _readable(values.map(field.labels) if field.labels else values)


def _made(shown: View) -> Mapping[str, pd.Series]:
    """Columns that read otherwise than the field of that name, or that are no field at all."""
    records, labels = shown.records, filters.options(shown.dataset.package)
    bounds = zip(records["killed_min"], records["killed_max"], strict=True)
    return {
        "Date": _days(records),
        "What": records["title"].str.split(" · ", n=1).str[1],
        "Killed": pd.Series([words.figure(low, high) for low, high in bounds], index=records.index, dtype="object"),
        "Vessels struck": records["vessels"].astype("string").fillna(""),
        "Place known as": records["precision"].map(uncertainty.PRECISIONS),
        "Theatre": records["theatre"].map(labels["theatre"]),
        "Answer": records["answer"],
        "Reason": records["answer_reason"],
    } | {title: _readable(records[field]) for field, title in DERIVED.items()}


def _readable(values: pd.Series) -> pd.Series:
    """A field as it reads in a cell: days as ISO text, truth values as words, missing as nothing; numbers stay."""
    if pd.api.types.is_bool_dtype(values):
        return values.map({True: "yes", False: "no"}).fillna("")
    if pd.api.types.is_numeric_dtype(values):
        return values
    return values.map(schema.plain).fillna("")


def _days(records: pd.DataFrame) -> pd.Series:
    """Partial dates that sort, with their hedge: "2025-10-24 (about)"."""
    hedge = records["occurred_precision"].map({"approx": " (about)", "reported": " (reported)"}).fillna("")
    return (records["occurred"] + hedge).fillna("not known")


def _choose() -> None:
    rows = st.session_state["table"]["selection"]["rows"]
    ids = st.session_state.get("table ids", [])
    st.session_state["record"] = ids[rows[0]] if rows and rows[0] < len(ids) else None
