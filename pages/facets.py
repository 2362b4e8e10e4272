"""The choices of the sidebar with their live counts."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from geo import filters, style
from geo.language import N_, _
from geo.view import View
from pages import parts

TITLES = {
    "kind": N_("Kind"),
    "theatre": N_("Theatre"),
    "precision": N_("Place known as"),
    "attribution": N_("Attribution"),
    "contested": N_("Claims"),
    "answer": N_("Answer to period and place"),
}
MEANINGS = {
    "contested": N_(
        "Contested: somebody denies, disputes, corrects or cannot establish a fact of the record, or several things "
        "are said of it."
    ),
    "answer": N_(
        "A record is surely in a period or place when every day and spot that it may have is inside, and possibly when "
        "some are. Records without a position are possibly in whatever overlaps their sea."
    ),
}
KEY = "facets"

_part = parts.part("facets", '<div class="facets"></div>')


def show(shown: View) -> None:
    """Draw the choices; choosing changes the filter of that name."""
    options = filters.options(shown.dataset.package)
    _part(KEY, payload(shown), on_chosen_change=lambda: _choose(options))


def payload(shown: View) -> dict[str, Any]:
    """Each choice with its options: what each is called, whether it is chosen, and how many records it would show."""
    labels = filters.options(shown.dataset.package)
    return {
        "groups": [
            {
                "name": name,
                "title": _(title),
                "meanings": _meanings(shown, name),
                "options": [
                    {
                        "value": value,
                        "label": label,
                        "count": shown.facets[name][value],
                        "chosen": value in getattr(shown.filters, name),
                        "mark": _mark(name, value),
                    }
                    for value, label in labels[name].items()
                ],
            }
            for name, title in TITLES.items()
        ],
        **_known(shown),
    }


def _known(shown: View) -> dict[str, Any]:
    """What every known record is by each choice, and its answers, as one sign a record: see choices.js."""
    options, found = filters.options(shown.dataset.package), shown.found
    searched = shown.masks.get("q", True)
    signs = {
        name: {value: np.base_repr(index, 36).lower() for index, value in enumerate(options[name])}
        for name in filters.COLUMNS
    }
    return {
        "rows": {
            name: "".join(signs[name].get(value, "-") for value in shown.known.records[name])
            for name in filters.COLUMNS
        },
        "place": "".join(map(str, np.where(searched, found.of_place, 0))),
        "period": "".join(map(str, found.of_period)),
    }


def _meanings(shown: View, name: str) -> list[tuple[str, str]]:
    """What the values of a choice mean, where that is written: label and words."""
    if name in MEANINGS:
        return [("", _(MEANINGS[name]))]
    fields = shown.dataset.package["incidents"].by_name
    if name not in fields:
        return []
    return [(fields[name].labels[value], meaning) for value, meaning in fields[name].meanings.items()]


def _mark(name: str, value: str) -> dict[str, str] | None:
    """The map's symbol of a value."""
    if name == "kind":
        mark = style.KINDS[value]
        return {"shape": mark.shape, "fill": "solid", "light": mark.light, "dark": mark.dark}
    return {"shape": "circle", "fill": style.FILLS[value]} if name == "attribution" else None


def _choose(options: Mapping[str, Mapping[str, str]]) -> None:
    """Take what the reader chose of each choice, as far as there is such an option: it comes from a browser."""
    chosen = st.session_state[KEY].chosen
    for name, values in chosen.items() if isinstance(chosen, dict) else ():
        if name in TITLES and isinstance(values, list):
            st.session_state[name] = [value for value in options[name] if value in values]
