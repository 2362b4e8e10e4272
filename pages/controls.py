"""The sidebar: widgets whose keys are the names of the filters."""

import streamlit as st

from geo import export, filters, words
from geo.dataset import Dataset
from geo.filters import Filters
from geo.view import View
from pages import address

BRAND = """<div class="brand"><strong>Maritime Operations Map</strong>
<span>What is known, and what is not</span></div>"""
TITLES = {"kind": "Kind", "theatre": "Theatre", "precision": "Place known as", "attribution": "Attribution"}


def sidebar(data: Dataset) -> Filters:
    """Draw the sidebar and say what was asked."""
    with st.sidebar:
        st.html(BRAND)
        st.text_input(
            "Search words",
            key="q",
            placeholder="Skipper, Trinidad, ELN …",
            help="Every piece of text must occur in the record, its claims or its sources.",
        )
        for name, title in TITLES.items():
            labels = filters.options(data.package)[name]
            st.pills(
                title,
                list(labels),
                selection_mode="multi",
                format_func=labels.get,
                key=name,
                help=_meanings(data, name),
            )
        st.date_input(
            "As known on",
            key="known_on",
            value=None,
            min_value=filters.FIRST_DAY,
            max_value=filters.LAST_DAY,
            format="YYYY-MM-DD",
            help="Goes back to what was public that day: later records vanish, figures return to that day's revision.",
        )
        st.button("Clear all filters", on_click=_clear, disabled=address.chosen() == Filters(), width="stretch")
    return address.chosen()


def _clear() -> None:
    for name in filters.NAMES:
        st.session_state[name] = [] if name in filters.CHOICES else "" if name == "q" else None


def _meanings(data: Dataset, name: str) -> str | None:
    """What the values of a choice mean, where the schema says it."""
    meanings = data.package["incidents"].by_name[name].meanings if name in data.package["incidents"].by_name else {}
    labels = filters.options(data.package)[name]
    return "  \n".join(f"**{labels[value]}**: {meaning}" for value, meaning in meanings.items()) or None


def take_away(shown: View) -> None:
    """Draw the buttons that give exactly the view."""
    st.html(
        '<h4 class="aside">Take this view away</h4>'
        f'<p class="aside">{words.number(shown.counts.records, "record")}, with filters, data version, licence and '
        "citation inside.</p>"
    )
    columns = st.columns(len(export.FORMATS))
    for column, (name, form) in zip(columns, export.FORMATS.items(), strict=True):
        column.download_button(
            form.label,
            data=lambda name=name: export.write(shown, name),
            file_name=export.file_name(shown, name),
            mime=form.media_type,
            on_click="ignore",
            type="primary",
            width="stretch",
            key=f"download {name}",
        )
