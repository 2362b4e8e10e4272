"""Zones as they read: who declared each, by what, in which words, from when to when, and whose outline it has."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from geo import filters, schema, summary
from geo.html import filled, own, text
from geo.language import N_, _
from geo.view import View

THERE = {"surely": N_("the place lies in it"), "possibly": N_("the place may lie in it")}


def listed(rows: Iterable[Mapping[Any, Any]], shown: View, reports: Mapping[str, str] | None = None) -> str:
    """The zones as a list in markup; nothing where there is none.

    Parameters
    ----------
    rows : zones by their fields, as known on the view's day; with ``there`` it is said whether a record lies in each.
    reports : address of the report of each zone that has one.
    """
    items = "".join(_zone(zone, shown, (reports or {}).get(zone["id"])) for zone in rows)
    return f'<ul class="zones">{items}</ul>' if items else ""


def _zone(raw: Mapping[Any, Any], shown: View, report: str | None) -> str:
    zone = {str(name): schema.plain(value) for name, value in raw.items() if name != "geometry"}
    kind = shown.dataset.package["zones"]["kind"].labels[zone["kind"]]
    # Beside a record it is told by its name alone: a card for each would repeat the words a hundred times.
    worded = zone["id"] not in shown.dataset.outlines and "there" not in zone
    lines = [
        filled(_("{kind}, declared by {actor}"), kind=text(kind), actor=own(zone["actor"])),
        _sentence(summary.lifetime(zone["valid_from"], zone["valid_to"], shown.filters.known_on)),
        _sentence(_outline(zone, shown)),
        filled(_("Where: {place}"), place=own(zone["location_text"])) if worded else "",
        f"{text(_('Altitude'))}: {own(zone['altitude'])}" if zone["altitude"] else "",
    ]
    there = f' <span class="card-tag">{text(_(THERE[zone["there"]]))}</span>' if zone.get("there") in THERE else ""
    wording = f"<p>{own(zone['wording'])}</p>" if zone["wording"] else ""
    details = "".join(f'<span class="card-by">{line}</span>' for line in lines if line)
    link = f'<a href="{text(report)}" target="_self">{text(_("Report of this zone"))}</a>' if report else ""
    name = own(zone["name"])
    return f'<li data-zone="{text(zone["id"])}"><b>{name}</b>{there}{details}{wording}{link}</li>'


def _sentence(line: str) -> str:
    return text(line[0].upper() + line[1:])


def _outline(zone: Mapping[str, Any], shown: View) -> str:
    """Whose outline it has and on what basis; of a declaration without one, that none was ever published."""
    if zone["id"] in shown.dataset.outlines:
        computed = zone["id"] in shown.dataset.computed
        return _("outline computed by us, illustrative") if computed else _("outline as officially published")
    if zone["role"] == "declaration" and zone["official_geometry"] == "no":
        return _("declared; no boundary was ever published")
    published = shown.dataset.package["zones"]["official_geometry"].labels[zone["official_geometry"]]
    return _("no outline in these data: {why}").format(why=published.lower())


def report_addresses(shown: View) -> dict[str, str]:
    """Address of the report of each zone that has an outline, under the view's other filters."""
    asked = {zone: replace(shown.filters, zone=(zone,)) for zone in shown.dataset.outlines}
    return {zone: f"report?{filters.to_query(chosen)}" for zone, chosen in asked.items()}
