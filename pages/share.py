"""Sharing a view: its link, its citation, a frame of it; the credit in a frame; what changed since a link was made."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from geo import card, feed, html, language, provenance, summary, versions
from geo.language import _, ngettext
from geo.versions import Change, Changes
from geo.view import View

HERE = Path(__file__).parent
PINNED = "data"
"""Name in the address of the data's version with which a link was made."""

HANDED_ON = ("lang", "theme")
"""Names in the address that links of this page hand on."""

MOST_SHOWN = 40
"""Signs of an unknown version that are repeated to the reader."""

FRAME_HEIGHT = 900
"""Pixels that the map needs in a frame with its time bar and credit."""


def _component(name: str, isolated: bool) -> Any:
    """A component of ours from its script, which follows on the one that makes addresses, and its styles."""
    script, addresses, styles = (
        (HERE / file).read_text(encoding="utf-8") for file in (f"{name}.js", "links.js", f"{name}.css")
    )
    return st.components.v2.component(name, css=styles, js=f"{addresses}\n{script}", isolate_styles=isolated)


# A dialog keeps the focus among what it finds inside, and does not look into a part with styles of its own.
_panel = _component("share", isolated=False)
_credit = _component("credit", isolated=True)


def show(shown: View) -> None:
    """The button that opens what there is to copy; until then nothing is made for it."""
    _button(shown, language.current())


@st.fragment
def _button(shown: View, code: str) -> None:
    # A fragment that runs by itself runs in a thread of its own, to which nobody has said which language is spoken.
    with language.spoken(code):
        if st.button(_("Share"), icon=":material/ios_share:", width="stretch", key="share"):
            st.dialog(_("Share this view"))(_open)(shown, code)


def _open(shown: View, code: str) -> None:
    with language.spoken(code):
        _panel(data=panel(shown, st.session_state.get("record")), key="share panel")


def panel(shown: View, record: str | None) -> dict[str, Any]:
    """What the panel says: words, version, title of the frame, and the citation in three parts, between which the
    address and the day of access belong; ``query`` is the chosen record's, where the view holds one.
    """
    chosen = record if (shown.records["id"] == record).any() else None
    return {
        "language": language.current(),
        "version": shown.dataset.version,
        "title": _("Maritime Operations Map: {period}").format(period=summary.period(shown.filters)),
        "height": FRAME_HEIGHT,
        "query": card.address(shown, chosen) if chosen else None,
        "citation": _citation(shown, chosen),
        "words": _words(shown, chosen),
    }


def _citation(shown: View, record: str | None) -> list[str]:
    """The citation in three parts: before the address, between it and the day of access, and after."""
    cited = card.citation(shown, record) if record else provenance.citation(shown)
    blank = "\x1f"
    parts = provenance.accessed(cited.replace(blank, " "), blank, blank).split(blank)
    return [parts[0], parts[1], parts[2]]


def _words(shown: View, record: str | None) -> dict[str, str]:
    records = ngettext("{n} record", "{n} records", shown.counts.records)
    period = summary.period(shown.filters)
    return {
        "pin": _("Data version in the address"),
        "none": _("None"),
        "pinned_note": _("Opened later, the page shows the newest data and says what has changed since."),
        "newest_note": _("Opened later, the page shows the newest data and says nothing of changes."),
        "link": _("Link"),
        "copy_link": _("Copy the link"),
        "citation": _("Citation of the record") if record else _("Citation of the view"),
        "copy_citation": _("Copy the citation"),
        "frame": _("Frame for another page"),
        "copy_frame": _("Copy the frame"),
        "shows": _("Shows the map with its time bar: {records}, {period}.").format(records=records, period=period),
        "width": _("Width"),
        "fluid": _("Full"),
        "pixels": _("Pixels"),
        "height": _("Height, pixels"),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "selected": _("Selected: copy it with the keyboard"),
    }


def credit(shown: View) -> None:
    """The line below an embedded map: name, version, licence, and the full view in a window of its own."""
    licence = shown.dataset.package.licence
    _credit(
        key="credit",
        data={
            "name": _("Maritime Operations Map"),
            "version": " · ".join([_("data {version}").format(version=shown.dataset.version), *_since_pinned(shown)]),
            "licence": licence["name"].replace("-", " "),
            "licenceAddress": licence["path"],
            "open": _("Open the full view"),
        },
    )


def _since_pinned(shown: View) -> list[str]:
    """How many records changed since the version that a frame's address names, where any did."""
    found = versions.changes(shown.dataset, st.query_params.get(PINNED))
    if not (found and found.records):
        return []
    changed = ngettext("{n} record changed", "{n} records changed", found.records)
    return [_("{changed} since {version}").format(changed=changed, version=found.pinned)]


def pinned_notice(shown: View) -> None:
    """Say what changed since the version that the address names; nothing where it names none, or today's."""
    found = versions.changes(shown.dataset, st.query_params.get(PINNED))
    if found:
        st.html(HERE / "notice.css")
        st.html(notice(shown, found))


def notice(shown: View, found: Changes) -> str:
    """What changed, as markup: a sentence, and the records folded away below it."""
    if not found.known:
        return f'<div class="notice"><p>{html.text(_unknown(found))}</p></div>'
    sentences = [_since(found), *_among(shown, found), *_beside(shown, found)]
    listed = _listed(shown, found)
    return f'<div class="notice since"><p>{html.text(" ".join(sentences))}</p>{listed}</div>'


def _unknown(found: Changes) -> str:
    told = _("The address names data version “{pinned}”. What has changed since is not known; shown is {current}.")
    return told.format(pinned=_readable(found.pinned), current=found.current)


def _readable(pinned: str) -> str:
    """The start of a version that may be any text, without signs that would not be seen or would turn the line."""
    seen = "".join(sign if sign.isprintable() else " " for sign in pinned[:MOST_SHOWN])
    return f"{seen}…" if len(pinned) > MOST_SHOWN else seen


def _since(found: Changes) -> str:
    named = _("The address names data version {pinned}, shown is {current}.")
    counted = ngettext("{n} record has changed since.", "{n} records have changed since.", found.records)
    return f"{named.format(pinned=found.pinned, current=found.current)} {counted}"


def _among(shown: View, found: Changes) -> list[str]:
    """How many of them the view holds, where that is not all of them."""
    here = sum(change.record in set(shown.records["id"]) for change in (*found.changed, *found.added))
    if here == found.records:
        return []
    return [ngettext("{n} of them is among those shown.", "{n} of them are among those shown.", here)]


def _beside(shown: View, found: Changes) -> list[str]:
    tables = ", ".join(shown.dataset.package[name].title for name in found.tables)
    return [_("Changed beside the records: {tables}.").format(tables=tables)] if tables else []


def _listed(shown: View, found: Changes) -> str:
    groups = ((_("changed"), found.changed), (_("added"), found.added), (_("gone"), found.gone))
    items = "".join(_item(shown, what, change, change in found.gone) for what, group in groups for change in group)
    if not items:
        return ""
    label, which = html.text(_("Records that changed")), html.text(_("Which records"))
    return f'<details><summary>{which}</summary><ol tabindex="0" aria-label="{label}">{items}</ol></details>'


def _item(shown: View, what: str, change: Change, gone: bool) -> str:
    title = html.own(change.title) if gone else _link(change)
    told = " ".join(feed.details(shown.dataset, change))
    return f"<li><span>{html.text(what)}</span><div>{title}{f'<p>{told}</p>' if told else ''}</div></li>"


def _link(change: Change) -> str:
    """The record's own address on the map, still with the version that this page's address names."""
    names = (*HANDED_ON, PINNED)
    query = {"record": change.record} | {name: st.query_params[name] for name in names if name in st.query_params}
    return f'<a href="./?{html.text(urlencode(query))}" target="_self">{html.text(change.title)}</a>'
