"""Where a record lies: position as far as it is known, possible waters, and the zones in force then and there."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from geo import schema, summary, uncertainty, waters, words
from geo.html import text
from geo.view import View
from geo.waters import Lens, Possible

Row = Mapping[str, Any]

KNOWN = {"theatre": "position never published", "none": "not even the sea was named"}
"""How the place of a record without a position is known."""

CONSISTENT = {
    "all": "Consistent with all that is known of the place.",
    "part": "Consistent with part of what is known of the place.",
    "none": "Consistent with none of what is known of the place.",
}


def whereabouts(row: Row, shown: View) -> str:
    """Sea or land, and how well the place is known: "Caribbean · within an area of ±130 km"."""
    theatre = shown.dataset.package["incidents"]["theatre"].labels[row["theatre"]]
    if row["lat"] is None:
        known = KNOWN[row["precision"]]
        return known.capitalize() if row["precision"] == "none" else f"{theatre} · {known}"
    how = "known to" if row["precision"] == "place" else "within an area of"
    return f"{theatre} · {how} ±{row['uncertainty_km']:g} km"


def place(row: Row) -> str:
    """The position as far as sources allow one, and how it was derived."""
    if row["lat"] is None:
        position = "No position was published." if row["reference_km"] is None else _reference(row)
    else:
        position = _position(row)
    known = uncertainty.PRECISIONS[row["precision"]].lower()
    return f"<h4>Position <small>{text(known)}</small></h4><p>{text(position)}</p>{_derived(row)}"


def _derived(row: Row) -> str:
    if not row["location_basis"]:
        return ""
    return f"<details><summary>How it was derived</summary><p>{text(row['location_basis'])}</p></details>"


def _position(row: Row) -> str:
    point = f"{_degrees(row['lat'], 'N', 'S')} {_degrees(row['lon'], 'E', 'W')}"
    radius = f"±{row['uncertainty_km']:g} km"
    if row["precision"] == "place":
        return f"{point}, {radius}"
    return f"Within an area of {radius} round {point}; its centre is no reported position."


def _reference(row: Row) -> str:
    return f"No position was published, only a distance: about {row['reference_km']:g} km from {row['reference_name']}."


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):.2f}° {positive if value >= 0 else negative}"


def possible_waters(shown: View, row: Row) -> str:
    """In which waters the event may have been, how far from a coast, and how that fits what was claimed."""
    lens = shown.waters(row["id"])
    if row["lat"] is None or lens is None:
        measured, method = f"<p>{_undetermined(row)}</p>", ""
    else:
        items = "".join(f"<li>{text(line)}</li>" for line in water_lines(lens))
        measured, method = f'<ul class="waters">{items}</ul><p>{text(_coast(lens))}</p>', _method(lens)
    return f"<h4>Waters <small>what the place allows</small></h4>{measured}{_claimed(shown, row, lens)}{method}"


def _undetermined(row: Row) -> str:
    if row["theatre"] == "land":
        return "Undetermined: the record is of an event on land, and no place was published."
    if row["precision"] == "none":
        return "Undetermined: not even the sea was named."
    return "Undetermined: only the sea is known."


def water_lines(lens: Lens) -> list[str]:
    """The possible waters as they read, one line a kind: "Territorial sea of Venezuela or Grenada possible"."""
    states: dict[str, list[str]] = {}
    for entry in lens.possible:
        states.setdefault(entry.waters, []).extend(_state_names([entry.state] if entry.state else []))
    certain = len(lens.possible) == 1
    return [
        f"{waters.WATERS[kind]}{f' of {_either(names)}' if names else ''} {'only' if certain else 'possible'}"
        for kind, names in states.items()
    ]


def _state_names(codes: Iterable[str]) -> list[str]:
    return [waters.states().get(code, code) for code in codes]


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _coast(lens: Lens) -> str:
    if all(entry.waters == "land" for entry in lens.possible):
        return "On land or on inland water."
    near, far = round(lens.coast.nearest_nm), round(lens.coast.farthest_nm)
    return f"Nearest coast: {words.span(near, far)} nm, {_either(_state_names(lens.nearest_states))}"


def _claimed(shown: View, row: Row, lens: Lens | None) -> str:
    """What was said of the waters, by the record and by each claim, and whether the place bears it out."""
    labels = shown.dataset.package["incidents"]["waters_stated"].labels
    stances = shown.dataset.package["claims"]["stance"].labels
    said: list[tuple[str | None, str | None, str]] = (
        [(labels[row["waters_stated"]], row["waters_stated_by"], "")] if row["waters_stated"] else []
    )
    said += [
        (claim["value"], claim["by"], "" if claim["stance"] == "states" else stances[claim["stance"] or ""])
        for claim in shown.contested(row["id"])
        if claim["field"] == "waters"
    ]
    items = "".join(
        f"<li>{text(by)} {text(stance or 'states')}: <b>{text(value)}</b>. {_test(value, stance, labels, lens)}</li>"
        for value, by, stance in said
    )
    return f'<p class="card-by">What was said of the waters</p><ul>{items}</ul>' if items else ""


def _test(value: str | None, stance: str, labels: Mapping[str, str], lens: Lens | None) -> str:
    """How a claim fits the place. Only one that states in the schema's own words can be tested."""
    said = schema.fold(value or "").removeprefix("in ")
    meant = {schema.fold(label): name for name, label in labels.items()}.get(said)
    if lens is None:
        return "Cannot be tested: no place was named."
    if meant is None or stance:
        return ""
    return CONSISTENT[waters.consistent(meant, lens)]


def _method(lens: Lens) -> str:
    shares = "".join(f"<li>{text(_share(entry))}</li>" for entry in lens.possible)
    table = f"<p>Shares of the area, which are no probabilities:</p><ul>{shares}</ul>" if len(lens.possible) > 1 else ""
    return (
        f"<details><summary>How this was measured</summary>{table}<p>From the coast of Natural Earth (1:10m), which "
        f"is not the legal baseline; accurate to about {waters.ACCURACY_KM:g} km. Between neighbours the 200 nm areas "
        "are divided at equal distance: our construction, not a boundary.</p></details>"
    )


def _share(entry: Possible) -> str:
    whose = f" of {_either(_state_names([entry.state]))}" if entry.state else ""
    share = "under 1" if entry.share < 0.01 else f"{entry.share * 100:.0f}"
    return f"{waters.WATERS[entry.waters]}{whose}: {share} % of the area"


THERE = {"surely": "the place lies in it", "possibly": "the place may lie in it"}


def zones_then(shown: View, record: str) -> str:
    """The zones in force when the event happened: those that may hold its place, and declarations without a boundary.

    Folded away: zones whose outline is not known here, and those that lie elsewhere.
    """
    zones = shown.zones_then(record)
    elsewhere, declared = zones["there"] == "not", zones["role"] == "declaration"
    vague = (zones["there"] == "no outline") & ~declared
    listed = _zone_list(zones[~elsewhere & ~vague], shown)
    listed += _folded("without an outline here: whether the place lay in one cannot be said", zones[vague], shown)
    listed += _folded("in force elsewhere", zones[elsewhere], shown)
    return f"<h4>Zones in force that day</h4>{listed}" if listed else ""


def _folded(which: str, zones: pd.DataFrame, shown: View) -> str:
    items = _zone_list(zones, shown)
    summary_line = f"{words.number(len(zones), 'zone')} {which}"
    return f"<details><summary>{summary_line}</summary>{items}</details>" if items else ""


def _zone_list(zones: pd.DataFrame, shown: View) -> str:
    items = "".join(_zone(zone, shown) for zone in zones.to_dict("records"))
    return f'<ul class="card-zones">{items}</ul>' if items else ""


def _zone(raw: Mapping[Any, Any], shown: View) -> str:
    zone = {str(name): schema.plain(value) for name, value in raw.items() if name != "geometry"}
    table = shown.dataset.package["zones"]
    lines = [
        f"{table['kind'].labels[zone['kind']]}, declared by {zone['actor']}",
        summary.lifetime(zone["valid_from"], zone["valid_to"], shown.filters.known_on),
        _outline(zone, shown),
        f"Altitude: {zone['altitude']}" if zone["altitude"] else "",
    ]
    there = f'<span class="card-tag">{text(THERE[zone["there"]])}</span>' if zone["there"] in THERE else ""
    wording = f"<p>{text(zone['wording'])}</p>" if zone["wording"] else ""
    details = "".join(f'<span class="card-by">{text(line[0].upper() + line[1:])}</span>' for line in lines if line)
    return f"<li><b>{text(zone['name'])}</b> {there}{details}{wording}</li>"


def _outline(zone: Row, shown: View) -> str:
    """Whose outline it has; of a declaration without one, that none was ever published."""
    if zone["id"] in shown.dataset.outlines:
        computed = zone["id"] in shown.dataset.computed
        return "outline computed by us, illustrative" if computed else "outline as officially published"
    if zone["role"] == "declaration" and zone["official_geometry"] == "no":
        return "declared; no boundary was ever published"
    published = shown.dataset.package["zones"]["official_geometry"].labels[zone["official_geometry"]]
    return f"no outline here: {published.lower()}"
