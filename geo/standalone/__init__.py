"""The view as one HTML file: map, time bar and cards that work from a disk, with nothing loaded from anywhere.

``document`` writes its markup, ``scripts`` gathers its code; here is what it holds.
"""

from functools import cache
from typing import Any

import orjson

from geo import card, figures, language, parts, progress, timebar
from geo.language import N_, _
from geo.maps import basemap, layers, legs, scene
from geo.provenance import provenance
from geo.standalone import document, scripts
from geo.view import View, excerpt

NOTE = N_("One file with map, time bar and cards. It opens from a disk, without a network.")

SCENE = "scene.json"
"""The name under which the scripts ask for what the map may draw."""


def write(shown: View) -> bytes:
    """The file: the same bytes for the same data, filters and language.

    Its records are those of the view; of all others it holds nothing. The period can be narrowed, never widened.
    """
    with progress.part(0.0, 0.8):
        told = cards(shown)
    progress.step(0.8, _("Putting the map together"))
    return document.page(shown, told, blocks(shown, excerpt(shown))).encode()


def cards(shown: View) -> dict[str, str]:
    """The card of each record as markup, by id, in the view's order. They link to each other and to no other."""
    ids = shown.records["id"].tolist()
    links = card.Links("#", frozenset(ids))
    told = {}
    for row, record in enumerate(ids):
        progress.step(row / len(ids), _("Writing the cards"))
        told[record] = card.card(shown, record, links=links)
    return told


def blocks(shown: View, alone: View) -> dict[str, bytes]:
    """JSON by the names under which the file's scripts ask for it. ``alone`` is the excerpt of ``shown``."""
    own = {
        "view.json": view_json(shown, alone),
        SCENE: scene.scene(alone.known),
        "provenance.json": provenance(shown),
    }
    return {name: orjson.dumps(value) for name, value in own.items()} | ground()


def view_json(shown: View, alone: View) -> dict[str, Any]:
    """Settings of the map, what is drawn on it at first, and what the time bar reckons with."""
    beside = {name: name for name in basemap.LAND}
    options = {name.split(".")[0]: name for name in beside}
    words = language.words_of(*scripts.files(), *parts.files(parts.SCRIPTS))
    told = timebar.alone(alone) | {"total": shown.total, "figures": figures.live(shown), "language": language.current()}
    return {
        "options": basemap.options(shown.dataset.package) | options | {"tiles": {}, "words": words},
        "map": layers.selection(alone, None) | {"scene": SCENE},
        "by_place": scene.coded(reason or None for reason in alone.anytime["answer_reason"]),
        "legs": _legs(alone),
        "east": alone.records["id"][alone.records["lon"] > basemap.CENTRE[1]].tolist(),
        "time": told,
    }


def _legs(alone: View) -> dict[str, Any]:
    """What is known of the way of each record's vessel, where anything is."""
    events = alone.dataset.tables["vessel_events"]["vessel"]
    records = alone.records
    told = records["vessel"].isin(events.dropna()) | records["reference_lon"].notna()
    found = {record: legs.payload(alone, record) for record in records["id"][told]}
    return {record: way for record, way in found.items() if way}


@cache
def ground() -> dict[str, bytes]:
    """Sea, land, names and limits of waters: the same in every file."""
    return {name: basemap.files()[name].content for name in basemap.LAND}
