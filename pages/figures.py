"""The figures of a view, large, with both bounds where a question has two."""

from geo import html, words
from geo.view import Counts, View


def counts(shown: View) -> str:
    """Strikes, vessels struck and killed as markup.

    Where a place was asked for they reach from what is surely there to what possibly is; where only a period was,
    what surely lies in it stands below.
    """
    both = shown.surely.records < shown.counts.records
    if both and shown.filters.asks_place and shown.filters.answer != ("possibly",):
        items = "".join(_item(f"{label}, surely to possibly", value, None) for label, value in _bounds(shown))
    else:
        cells = zip(_cells(shown.counts), _cells(shown.surely), strict=True)
        items = "".join(_item(label, value, sure if both else None) for (label, value), (_, sure) in cells)
    return f'<dl class="counts">{items}</dl>'


def _bounds(shown: View) -> list[tuple[str, str]]:
    sure, possible = shown.surely, shown.counts
    return [
        ("strikes", words.span(sure.strikes, possible.strikes)),
        ("vessels struck", words.span(sure.vessels, possible.vessels)),
        ("killed", words.span(sure.killed_min, possible.killed_max)),
    ]


def _cells(of: Counts) -> list[tuple[str, str]]:
    open_bound = f"killed; {of.killed_open} without an upper figure" if of.killed_open else "killed"
    return [
        ("strike" if of.strikes == 1 else "strikes", f"{of.strikes:,}"),
        ("vessel struck" if of.vessels == 1 else "vessels struck", f"{of.vessels:,}"),
        (open_bound, of.killed),
    ]


def _item(label: str, value: str, sure: str | None) -> str:
    surely = f'<dd class="sure">{html.text(sure)} surely</dd>' if sure is not None else ""
    return f"<div><dt>{html.text(label)}</dt><dd>{html.text(value)}</dd>{surely}</div>"
