"""The people killed by week."""

import streamlit as st

from geo import charts, html
from geo.language import _
from geo.view import View


def show(shown: View) -> None:
    """Draw the chart; nothing where no record has a day."""
    if shown.records["earliest"].isna().all():
        return
    dark = st.context.theme.type == "dark"
    st.vega_lite_chart(spec=charts.weekly_killed(shown, dark), width="stretch", key="weekly killed")
    if shown.surely.records < shown.counts.records:
        told = _(
            "Strikes only. Solid: at least, in those surely in the place and period asked for; pale: at most, in those "
            "possibly there too, with those never found."
        )
    else:
        told = _("Strikes only. Solid: at least; pale: at most, with those never found.")
    st.html(f'<p class="aside">{html.text(told)}</p>')
