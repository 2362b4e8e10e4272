"""The figures of a view, large, with both bounds where a question has two."""

from collections.abc import Mapping

from geo import html, language, summary, words
from geo.language import _, ngettext
from geo.view import Counts, View


def counts(shown: View) -> str:
    """Strikes, vessels struck and killed as markup, each part named by ``data-live``, for the time bar to keep it true
    while a period is tried out.
    """
    told = live(shown)
    items = "".join(_item(name, told) for name in ("strikes", "vessels", "killed"))
    return f'<dl class="counts">{items}</dl>'


def live(shown: View) -> dict[str, str]:
    """The words of the figures by the names of their elements; empty for what is not told.

    Where a place was asked for they reach from what is surely there to what possibly is; where only a period was,
    what surely lies in it stands below. geo/parts/timebar/figures.js says the same.
    """
    both = shown.surely.records < shown.counts.records
    if summary.reaches(shown):
        told = _bounds(shown.surely, shown.counts)
    else:
        told = _cells(shown.counts, shown.surely if both else None)
    return told | {"placed": summary.placed(shown.counts, shown.total)}


def _bounds(sure: Counts, possible: Counts) -> dict[str, str]:
    return {
        "strikes": words.span(sure.strikes, possible.strikes),
        "strikes-label": _("strikes, surely to possibly"),
        "strikes-sure": "",
        "vessels": words.span(sure.vessels, possible.vessels),
        "vessels-label": _("vessels struck, surely to possibly"),
        "vessels-sure": "",
        "killed": words.span(sure.killed_min, possible.killed_max),
        "killed-label": _("killed, surely to possibly"),
        "killed-sure": "",
    }


def _cells(of: Counts, sure: Counts | None) -> dict[str, str]:
    number = language.number
    unbounded = _("killed; {n} without an upper figure").format(n=number(of.killed_open))
    return {
        "strikes": number(of.strikes),
        "strikes-label": ngettext("strike", "strikes", of.strikes),
        "strikes-sure": _surely(number(sure.strikes)) if sure else "",
        "vessels": number(of.vessels),
        "vessels-label": ngettext("vessel struck", "vessels struck", of.vessels),
        "vessels-sure": _surely(number(sure.vessels)) if sure else "",
        "killed": of.killed,
        "killed-label": unbounded if of.killed_open else _("killed"),
        "killed-sure": _surely(sure.killed) if sure else "",
    }


def _surely(figure: str) -> str:
    return _("{figure} surely").format(figure=figure)


def _item(name: str, told: Mapping[str, str]) -> str:
    label, value, sure = (html.text(told[f"{name}{part}"]) for part in ("-label", "", "-sure"))
    return (
        f'<div><dt data-live="{name}-label">{label}</dt><dd data-live="{name}">{value}</dd>'
        f'<dd class="sure" data-live="{name}-sure">{sure}</dd></div>'
    )
