"""Where a record lies: position as far as it is known, possible waters, and the zones in force then and there."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo import places, schema, uncertainty, waters, words, zones
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
    codes: dict[str, list[str]] = {}
    for entry in lens.possible:
        codes.setdefault(entry.waters, []).extend([entry.state] if entry.state else [])
    certainty = "only" if len(lens.possible) == 1 else "possible"
    return [f"{_capital(places.waters_label(kind, *of_kind))} {certainty}" for kind, of_kind in codes.items()]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _coast(lens: Lens) -> str:
    if all(entry.waters == "land" for entry in lens.possible):
        return "On land or on inland water."
    near, far = round(lens.coast.nearest_nm), round(lens.coast.farthest_nm)
    states = [waters.states().get(code, code) for code in lens.nearest_states]
    return f"Nearest coast: {words.span(near, far)} nm, {words.joined(states, 'or')}"


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
    share = "under 1" if entry.share < 0.01 else f"{entry.share * 100:.0f}"
    return f"{_capital(places.entry_label(entry))}: {share} % of the area"


def zones_then(shown: View, record: str) -> str:
    """The zones in force when the event happened: those that may hold its place, and declarations without a boundary.

    Folded away: zones whose outline is not known here, and those that lie elsewhere.
    """
    then = shown.zones_then(record)
    elsewhere, declared = then["there"] == "not", then["role"] == "declaration"
    vague = (then["there"] == "no outline") & ~declared
    listed = zones.listed(then[~elsewhere & ~vague], shown)
    listed += _folded("without an outline here: whether the place lay in one cannot be said", then[vague], shown)
    listed += _folded("in force elsewhere", then[elsewhere], shown)
    return f"<h4>Zones in force that day</h4>{listed}" if listed else ""


def _folded(which: str, some: pd.DataFrame, shown: View) -> str:
    items = zones.listed(some, shown)
    summary_line = f"{words.number(len(some), 'zone')} {which}"
    return f"<details><summary>{summary_line}</summary>{items}</details>" if items else ""
