"""The part of the map that changes: which records of the scene are shown, and what was asked and chosen."""

from typing import Any

import folium
from branca.element import MacroElement
from jinja2 import Template

from geo import html
from geo.maps import legs, outlines, scene
from geo.view import View


class _Records(MacroElement):
    """Draws a payload through ``maritime.records``."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "maritime.records({{ this.payload }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "records"
        self.payload = payload


def group(shown: View, selected: str | None) -> folium.FeatureGroup:
    """Everything that the view shows, as the one group that streamlit-folium exchanges without moving the map."""
    layer = folium.FeatureGroup()
    _Records(html.script(payload(shown, selected))).add_to(layer)
    return layer


def payload(shown: View, selected: str | None) -> dict[str, Any]:
    """What the drawing scripts need beside the scene, as small as it goes: it is sent with every redraw."""
    return {"scene": scene.address(shown.known), **selection(shown, selected)}


def selection(shown: View, selected: str | None) -> dict[str, Any]:
    """Which records of a scene are shown, and what was asked and chosen.

    ``levels`` says of each row of the scene whether it is shown, and surely (2) or possibly (1); 0 where only the
    period leaves it out, -1 where another filter does. ``force`` names the zones in force, also those without an
    outline.
    """
    chosen = selected if selected in set(shown.anytime["id"]) else None
    return {
        "selected": chosen,
        "levels": shown.levels.tolist(),
        "force": shown.zones["id"].tolist(),
        "reasons": _reasons(shown),
        "legs": legs.payload(shown, chosen),
        "question": _question(shown),
    }


def _reasons(shown: View) -> dict[str, list[Any]]:
    """Why the answer of a record is no more than possibly; none for all others."""
    told = dict(zip(shown.records["id"], shown.records["answer_reason"], strict=True))
    rows = zip(shown.known.records["id"], shown.levels, strict=True)
    return scene.coded((told[record] or None) if level == 1 else None for record, level in rows)


def _question(shown: View) -> list[dict[str, Any]]:
    """The places that the view asks about, as outlines; a view that asks about none has none."""
    return [
        {"kind": kind, "label": label, "outline": None if shape is None else outlines.packed(shape)}
        for kind, label, shape in shown.question_outlines()
    ]
