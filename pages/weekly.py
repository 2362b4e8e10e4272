"""The records and the people killed by week, side by side."""

import streamlit as st

from geo import charts
from geo.view import View


def show(shown: View) -> None:
    """Draw both charts; nothing where no record has a day."""
    if shown.records["earliest"].isna().all():
        return
    dark = st.context.theme.type == "dark"
    records, killed = st.columns(2, gap="large")
    with records:
        st.subheader("Records a week")
        st.altair_chart(charts.weekly_counts(shown, dark), width="stretch", key="weekly records")
    with killed:
        st.subheader("People killed a week")
        st.altair_chart(charts.weekly_killed(shown, dark), width="stretch", key="weekly killed")
        st.caption("Strikes only. Solid: at least; pale: at most, with those never found.")
