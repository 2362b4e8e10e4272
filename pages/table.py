"""The records of a view as a table from which one can be chosen."""

import pandas as pd
import streamlit as st

from geo import filters, uncertainty, words
from geo.view import View


def show(shown: View) -> None:
    """Draw the table; choosing a row chooses its record."""
    if shown.records.empty:
        st.info("No record matches these filters. Widen the period, or clear a filter in the sidebar.")
        return
    st.dataframe(
        columns(shown),
        key="table",
        hide_index=True,
        width="stretch",
        on_select=_choose,
        selection_mode="single-row",
        column_config={"Place as worded": st.column_config.TextColumn(width="large")},
    )
    st.caption("Tick a row to open its record.")
    st.session_state["table ids"] = list(shown.records["id"])


def columns(shown: View) -> pd.DataFrame:
    """What the table shows of each record, in the view's order."""
    records, labels = shown.records, filters.options(shown.dataset.package)
    return pd.DataFrame(
        {
            "Date": _days(records),
            "What": records["title"].str.split(" · ", n=1).str[1],
            "Theatre": records["theatre"].map(labels["theatre"]),
            "Killed": [
                words.figure(low, high) for low, high in zip(records["killed_min"], records["killed_max"], strict=True)
            ],
            "Vessels struck": records["vessels"].astype("string").fillna(""),
            "Attribution": records["attribution"].map(labels["attribution"]),
            "Place known as": records["precision"].map(uncertainty.PRECISIONS),
            "Place as worded": records["location_text"],
            "Id": records["id"],
        }
    )


def _days(records: pd.DataFrame) -> pd.Series:
    """Partial dates that sort, with their hedge: "2025-10-24 (about)"."""
    hedge = records["occurred_precision"].map({"approx": " (about)", "reported": " (reported)"}).fillna("")
    return (records["occurred"] + hedge).fillna("not known")


def _choose() -> None:
    rows = st.session_state["table"]["selection"]["rows"]
    ids = st.session_state.get("table ids", [])
    st.session_state["record"] = ids[rows[0]] if rows and rows[0] < len(ids) else None
