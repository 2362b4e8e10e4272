"""Where a record lies: position as far as it is known, possible waters, and the zones in force then and there."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel.numbers import format_decimal

from geo import grid, language, places, schema, uncertainty, waters, words, zones
from geo.html import filled, own, text
from geo.language import N_, _, ngettext
from geo.view import View
from geo.waters import Lens, Possible

Row = Mapping[str, Any]

KNOWN = {"theatre": N_("position never published"), "none": N_("not even the sea was named")}
"""How the place of a record without a position is known."""

CONSISTENT = {
    "all": N_("Consistent with all that is known of the place."),
    "part": N_("Consistent with part of what is known of the place."),
    "none": N_("Consistent with none of what is known of the place."),
}


def whereabouts(row: Row, shown: View) -> str:
    """Sea or land, and how well the place is known: "Caribbean · within an area of ±130 km"."""
    theatre = shown.dataset.package["incidents"]["theatre"].labels[row["theatre"]]
    if row["lat"] is None:
        known = _(KNOWN[row["precision"]])
        return known.capitalize() if row["precision"] == "none" else f"{theatre} · {known}"
    how = _("known to ±{km} km") if row["precision"] == "place" else _("within an area of ±{km} km")
    return f"{theatre} · {how.format(km=words.bare(row['uncertainty_km']))}"


def place(row: Row) -> str:
    """The position as far as sources allow one, and how it was derived."""
    if row["lat"] is None:
        position = text(_("No position was published.")) if row["reference_km"] is None else _reference(row)
    else:
        position = text(_position(row))
    known = _(uncertainty.PRECISIONS[row["precision"]]).lower()
    return f"<h4>{text(_('Position'))} <small>{text(known)}</small></h4><p>{position}</p>{_derived(row)}"


def _derived(row: Row) -> str:
    if not row["location_basis"]:
        return ""
    return f"<details><summary>{text(_('How it was derived'))}</summary><p>{own(row['location_basis'])}</p></details>"


def _position(row: Row) -> str:
    point = f"{_degrees(row['lat'], _('N'), _('S'))} {_degrees(row['lon'], _('E'), _('W'))}"
    km = words.bare(row["uncertainty_km"])
    if row["precision"] == "place":
        return f"{point}, ±{km} km"
    told = _("Within an area of ±{km} km round {point}; its centre is no reported position.")
    return told.format(km=km, point=point)


def _reference(row: Row) -> str:
    told = _("No position was published, only a distance: about {km} km from {place}.")
    return filled(told, km=words.bare(row["reference_km"]), place=own(row["reference_name"]))


def _degrees(value: float, positive: str, negative: str) -> str:
    degrees = format_decimal(abs(value), "0.00", locale=language.current())
    return f"{degrees}° {positive if value >= 0 else negative}"


def possible_waters(shown: View, row: Row) -> str:
    """In which waters the event may have been, how far from a coast, and how that fits what was claimed."""
    lens = shown.waters(row["id"])
    if row["lat"] is None or lens is None:
        measured, method = f"<p>{text(_undetermined(row))}</p>", ""
    else:
        items = "".join(f"<li>{text(line)}</li>" for line in water_lines(lens))
        measured, method = f'<ul class="waters">{items}</ul><p>{text(_coast(lens))}</p>', _method(lens)
    head = f"<h4>{text(_('Waters'))} <small>{text(_('what the place allows'))}</small></h4>"
    return f"{head}{measured}{_claimed(shown, row, lens)}{method}"


def _undetermined(row: Row) -> str:
    if row["theatre"] == "land":
        return _("Undetermined: the record is of an event on land, and no place was published.")
    if row["precision"] == "none":
        return _("Undetermined: not even the sea was named.")
    return _("Undetermined: only the sea is known.")


def water_lines(lens: Lens) -> list[str]:
    """The possible waters as they read, one line a kind: "Territorial sea of Venezuela or Grenada possible"."""
    codes: dict[str, list[str]] = {}
    for entry in lens.possible:
        codes.setdefault(entry.waters, []).extend([entry.state] if entry.state else [])
    told = _("{waters} only") if len(lens.possible) == 1 else _("{waters} possible")
    labels = (places.waters_label(kind, *of_kind) for kind, of_kind in codes.items())
    return [_capital(told.format(waters=label)) for label in labels]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _coast(lens: Lens) -> str:
    if all(entry.waters == "land" for entry in lens.possible):
        return _("On land or on inland water.")
    states = words.joined([waters.in_sentence(code) for code in lens.nearest_states], "or")
    return _("Nearest coast: {distance}, {states}").format(distance=places.bounds_words(lens.coast), states=states)


def _claimed(shown: View, row: Row, lens: Lens | None) -> str:
    """What was said of the waters, by the record and by each claim, and whether the place bears it out."""
    labels = shown.dataset.package["incidents"]["waters_stated"].labels
    said: list[tuple[str | None, str | None, str]] = (
        [(labels[row["waters_stated"]], row["waters_stated_by"], "")] if row["waters_stated"] else []
    )
    said += [
        (claim["value"], claim["by"], grid.stance_of(claim))
        for claim in shown.contested(row["id"])
        if claim["field"] == "waters"
    ]
    items = "".join(
        f"<li>{said_by(own(by), stance)}: <b>{_quoted(value, labels)}</b>. "
        f"{text(_test(value, stance, labels, lens))}</li>"
        for value, by, stance in said
    )
    return f'<p class="card-by">{text(_("What was said of the waters"))}</p><ul>{items}</ul>' if items else ""


def said_by(who: str, stance: str = "") -> str:
    """Who claims something, before what is claimed, as markup: "A minister states".

    Parameters
    ----------
    who : markup; it may be several people, so that not every language can put a verb behind it.
    stance : what they do if they do not merely state, one of ``grid.STANCES`` as it is spoken.
    """
    return filled(_("{who} {stance}"), who=who, stance=text(stance)) if stance else filled(_("{who} states"), who=who)


def _quoted(value: str | None, labels: Mapping[str, str]) -> str:
    """What was said, as markup: a word of the schema, or the record's own."""
    return text(value) if value in labels.values() else own(value)


def _test(value: str | None, stance: str, labels: Mapping[str, str], lens: Lens | None) -> str:
    """How a claim fits the place. Only one that states in the schema's own words can be tested."""
    said = schema.fold(value or "").removeprefix("in ")
    meant = {schema.fold(label): name for name, label in labels.items()}.get(said)
    if lens is None:
        return _("Cannot be tested: no place was named.")
    if meant is None or stance:
        return ""
    return _(CONSISTENT[waters.consistent(meant, lens)])


def _method(lens: Lens) -> str:
    shares = "".join(f"<li>{text(_share(entry))}</li>" for entry in lens.possible)
    lead = text(_("Shares of the area, which are no probabilities:"))
    table = f"<p>{lead}</p><ul>{shares}</ul>" if len(lens.possible) > 1 else ""
    told = _(
        "From the coast of Natural Earth (1:10m), which is not the legal baseline; accurate to about {km} km. Between "
        "neighbours the 200 nm areas are divided at equal distance: our construction, not a boundary."
    ).format(km=words.bare(waters.ACCURACY_KM))
    head = text(_("How this was measured"))
    return f"<details><summary>{head}</summary>{table}<p>{text(told)}</p></details>"


def _share(entry: Possible) -> str:
    label = _capital(places.entry_label(entry))
    if entry.share < 0.01:
        return _("{waters}: under 1 % of the area").format(waters=label)
    return _("{waters}: {share} % of the area").format(waters=label, share=f"{entry.share * 100:.0f}")


def zones_then(shown: View, record: str) -> str:
    """The zones in force when the event happened: those that may hold its place, and declarations without a boundary.

    Folded away: zones without an outline, which may lie there or far from it, and those that lie elsewhere.
    """
    then = shown.zones_then(record)
    elsewhere = [zone for zone in then if zone["there"] == "not"]
    vague = [zone for zone in then if zone["there"] == "no outline" and zone["role"] != "declaration"]
    listed = zones.listed([zone for zone in then if zone not in elsewhere and zone not in vague], shown)
    unclear = ngettext(
        "{n} zone without an outline in these data: whether the place lay in it cannot be said",
        "{n} zones without an outline in these data: whether the place lay in one cannot be said",
        len(vague),
    )
    listed += _folded(unclear, vague, shown)
    others = ngettext("{n} zone in force elsewhere", "{n} zones in force elsewhere", len(elsewhere))
    listed += _folded(others, elsewhere, shown)
    return f"<h4>{text(_('Zones in force that day'))}</h4>{listed}" if listed else ""


def _folded(head: str, some: Sequence[Row], shown: View) -> str:
    items = zones.listed(some, shown)
    return f"<details><summary>{text(head)}</summary>{items}</details>" if items else ""
