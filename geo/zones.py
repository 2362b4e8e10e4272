"""Zones as they read: who declared each, by what, in which words, from when to when, and whose outline it has."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geo import filters, schema, summary
from geo.html import text
from geo.view import View

THERE = {"surely": "the place lies in it", "possibly": "the place may lie in it"}


def listed(zones: pd.DataFrame, shown: View, reports: Mapping[str, str] | None = None) -> str:
    """The zones as a list in markup; nothing where there is none.

    Parameters
    ----------
    zones : rows of the table, as known on the view's day; with ``there`` it is said whether a record lies in each.
    reports : address of the report of each zone that has one.
    """
    items = "".join(_zone(zone, shown, (reports or {}).get(zone["id"])) for zone in zones.to_dict("records"))
    return f'<ul class="zones">{items}</ul>' if items else ""


def _zone(raw: Mapping[Any, Any], shown: View, report: str | None) -> str:
    zone = {str(name): schema.plain(value) for name, value in raw.items() if name != "geometry"}
    table = shown.dataset.package["zones"]
    lines = [
        f"{table['kind'].labels[zone['kind']]}, declared by {zone['actor']}",
        summary.lifetime(zone["valid_from"], zone["valid_to"], shown.filters.known_on),
        _outline(zone, shown),
        f"Altitude: {zone['altitude']}" if zone["altitude"] else "",
    ]
    there = f' <span class="card-tag">{text(THERE[zone["there"]])}</span>' if zone.get("there") in THERE else ""
    wording = f"<p>{text(zone['wording'])}</p>" if zone["wording"] else ""
    details = "".join(f'<span class="card-by">{text(line[0].upper() + line[1:])}</span>' for line in lines if line)
    link = f'<a href="{text(report)}" target="_self">Report of this zone</a>' if report else ""
    return f"<li><b>{text(zone['name'])}</b>{there}{details}{wording}{link}</li>"


def _outline(zone: Mapping[str, Any], shown: View) -> str:
    """Whose outline it has and on what basis; of a declaration without one, that none was ever published."""
    if zone["id"] in shown.dataset.outlines:
        computed = zone["id"] in shown.dataset.computed
        return "outline computed by us, illustrative" if computed else "outline as officially published"
    if zone["role"] == "declaration" and zone["official_geometry"] == "no":
        return "declared; no boundary was ever published"
    published = shown.dataset.package["zones"]["official_geometry"].labels[zone["official_geometry"]]
    return f"no outline here: {published.lower()}"


def report_addresses(shown: View) -> dict[str, str]:
    """Address of the report of each zone that has an outline, under the view's other filters."""
    asked = {zone: replace(shown.filters, zone=(zone,)) for zone in shown.dataset.outlines}
    return {zone: f"report?{filters.to_query(chosen)}" for zone, chosen in asked.items()}
