"""The file's markup: one document with its styles, its scripts and its data inside, closed to everything else."""

import base64
import hashlib
from collections.abc import Mapping

from geo import dates, figures, filters, language, provenance, summary, zones
from geo.html import filled, link, text
from geo.language import N_, _, ngettext
from geo.standalone import scripts
from geo.view import View

NAME = "Maritime Operations Map"


NOTES = (
    N_("A record without a published position lies in a tray; none was estimated."),
    N_("An outline is the area in which the event may have happened; its middle is not a reported position."),
    N_("Killed is a range; strikes, vessels and killed count only what is counted as a strike."),
    N_("Waters are measured from Natural Earth’s 1:10m coast, not from legal baselines."),
    N_("Only the records of this view are in the file: a period can be narrowed here, but not widened."),
    N_("Nothing is loaded from elsewhere; links to sources are opened only when they are followed."),
)


def page(shown: View, cards: Mapping[str, str], blocks: Mapping[str, bytes]) -> str:
    """The whole document: ``cards`` by record, as markup; ``blocks`` of JSON by their name."""
    body = [_head_of_page(shown), _stage(), _lists(shown, cards), _origin(shown)]
    data = "".join(block(name, content) for name, content in blocks.items())
    return (
        f'<!doctype html>\n<html lang="{language.current()}">\n<head>\n{_head(shown)}</head>\n'
        f'<body class="sheet">\n{"".join(body)}{data}<script>{scripts.main()}</script>\n</body>\n</html>\n'
    )


def _head(shown: View) -> str:
    title = text(f"{shown.dataset.package.title} · {summary.period(shown.filters)}")
    return (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="{text(provenance.GENERATOR)}">\n<link rel="icon" href="data:,">\n'
        f"<title>{title}</title>\n<style>{scripts.styles()}</style>\n<script>{scripts.first()}</script>\n"
    )


def policy() -> str:
    """What the document may do: run its own scripts and styles, by their digests, and load nothing."""
    code = " ".join(map(_digest, (scripts.first(), scripts.main())))
    return (
        f"default-src 'none'; script-src {code}; style-src {_digest(scripts.styles())}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def block(name: str, content: bytes) -> str:
    """JSON that no browser takes for markup, whatever words stand in it."""
    safe = content.decode().replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return f'<script type="application/json" id="{name}">{safe}</script>\n'


def _head_of_page(shown: View) -> str:
    """Title, figures, and what is shown in words, which hold for the view as it was taken away."""
    package, day = shown.dataset.package, shown.filters.known_on
    version = _("Data version {version}").format(version=package.version)
    known = ""
    if day:
        told = _("As known on {day}.").format(day=dates.day_words(day))
        known = f'<p class="notice"><strong>{text(told)}</strong> {text(summary.left_out(shown))}</p>'
    return (
        f'<header class="masthead"><div><p class="kicker">{NAME} · {text(version)}</p><h1>{text(package.title)}</h1>'
        f'</div><div class="theme-switch maritime"></div></header>\n<main>\n<section class="view">'
        f'<div class="headline">{figures.counts(shown)}'
        f'<p class="placed" data-live="placed">{text(summary.placed(shown.counts, shown.total))}</p></div>'
        f'<p class="summary"><b>{text(_("In this file:"))}</b> {text(" ".join(summary.sentences(shown)))}</p>'
        f"{_asked(shown)}{known}</section>\n"
    )


def _asked(shown: View) -> str:
    """The filters by which the records were chosen."""
    items = "".join(f"<li>{text(label)}</li>" for _name, _value, label in summary.asked(shown))
    return f'<ul class="asked" aria-label="{text(_("Filters in force"))}">{items}</ul>' if items else ""


def _stage() -> str:
    """Where the scripts draw the map, the chosen record's card and the time bar."""
    needed = text(_("Map and time bar need scripts, which are switched off here. The records are listed below."))
    return (
        f'<section class="stage" aria-label="{text(_("Map"))}"><div class="frame"><div id="map_div"></div></div>'
        f'<aside class="record-card" aria-label="{text(_("The chosen record"))}" tabindex="-1" hidden>'
        '<div class="record-bar"></div><p class="notice" hidden></p><div class="record-body"></div></aside></section>\n'
        f'<noscript><p class="notice">{needed}</p></noscript>\n<div class="time"></div>\n'
    )


def _lists(shown: View, cards: Mapping[str, str]) -> str:
    """Zones and records in words, folded away."""
    told = ngettext("The same {n} record as text", "The same {n} records as text", len(cards))
    in_force = ngettext("{n} zone in force", "{n} zones in force", len(shown.zones))
    listed = zones.listed(shown.zones.to_dict("records"), shown)
    folded = _folded("zones-in-force", in_force, listed) if listed else ""
    return f"{folded}{_folded('cards', told, ''.join(cards.values()))}</main>\n"


def _folded(name: str, title: str, content: str) -> str:
    return f'<details class="folded {name}"><summary><h2>{text(title)}</h2></summary><div>{content}</div></details>\n'


def _origin(shown: View) -> str:
    """Where all of it comes from, and on which terms."""
    found = provenance.provenance(shown)
    package = shown.dataset.package
    facts = {
        _("Data"): filled(
            _("{title}, version {version}, sources until {day}"),
            title=text(package.title),
            version=text(package.version),
            day=text(dates.day_words(package.sources_until)),
        ),
        _("SHA-256 of the data"): f"<code>{text(shown.dataset.sha256)}</code>",
        _("Filters"): f"<code>{text(filters.to_query(shown.filters) or _('all records'))}</code>",
        _("Licence"): link(package.licence["path"], f"{package.licence['title']} ({package.licence['name']})"),
        _("How to cite"): text(found["citation"]),
        _("Made with"): text(found["generator"]),
    }
    rows = "".join(f"<div><dt>{text(name)}</dt><dd>{value}</dd></div>" for name, value in facts.items())
    notes = "".join(f"<li>{text(_(note))}</li>" for note in NOTES)
    return f'<footer class="origin"><h2>{text(_("About this file"))}</h2><dl>{rows}</dl><ul>{notes}</ul></footer>\n'
