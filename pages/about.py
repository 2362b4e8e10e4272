"""What stands behind the map: method, known gaps, freshness, licence, how to cite, what changed, dictionary."""

import re
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from geo import ROOT, __version__, dates, dictionary, html, language, provenance, schema, summary
from geo.language import _
from geo.view import View


def show(shown: View) -> None:
    """The about page."""
    st.title(_("About the map"), anchor=False)
    st.html(f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}</p>')
    parts = sections(shown)
    st.html(contents(list(parts)))
    for title, draw in parts.items():
        st.header(title, anchor=anchor(title))
        draw()


def sections(shown: View) -> dict[str, Callable[[], object]]:
    """The page's parts in order: the title of each, and what draws it."""
    read = {title: lambda body=body: _chapter(body) for title, body in chapters("README.md").items()}
    return {
        **read,
        _("How fresh the data is"): lambda: _freshness(shown),
        _("Licence and citation"): lambda: _licence(shown),
        _("Changes of the data"): lambda: _changes(),
        _("Data dictionary"): lambda: st.markdown(dictionary.markdown(shown.dataset.package).split("\n", 4)[4]),
    }


def chapters(name: str) -> dict[str, str]:
    """The chapters of a Markdown file in ``data/`` by their titles, in the language spoken where it is there in it."""
    parts = _file(name).read_text(encoding="utf-8").split("\n## ")[1:]
    return dict(tuple(part.split("\n", 1)) for part in parts)


def _file(name: str) -> Path:
    """``README.es.md`` beside ``README.md`` where Spanish is spoken; the English one where there is no such file."""
    english = ROOT / "data" / name
    told = english.with_suffix(f".{language.current()}{english.suffix}")
    return told if told.exists() else english


def _chapter(body: str, name: str = "README.md") -> None:
    """Draw Markdown, marked as English where another language is spoken and the file is not there in it."""
    if language.current() == language.ENGLISH or _file(name) != ROOT / "data" / name:
        st.markdown(body)
    else:
        st.markdown(f'<div lang="{language.ENGLISH}">\n\n{body}\n\n</div>', unsafe_allow_html=True)


def anchor(title: str) -> str:
    """What follows # in an address that leads to this part: "known-gaps"."""
    return re.sub(r"\W+", "-", schema.fold(title)).strip("-")


def contents(titles: list[str]) -> str:
    """Links to the page's parts as markup."""
    items = "".join(f'<li><a href="#{html.text(anchor(title))}">{html.text(title)}</a></li>' for title in titles)
    name = _("On this page")
    return f'<nav aria-label="{html.text(name)}"><ul class="contents">{items}</ul></nav>'


def _freshness(shown: View) -> None:
    dataset = shown.dataset
    # Partial dates sort as text, and a month before its own days.
    printed = dataset.tables["sources"]["published"].dropna().max()
    revised = dataset.tables["incidents"]["known_from"].max()
    facts = [
        (_("Data version"), dataset.version),
        (_("Sources for strikes on boats reach"), dates.day_words(dataset.package.sources_until)),
        (_("Newest dated source"), dates.words(printed) if printed else _("none")),
        (_("Newest revision of a record"), dates.day_words(revised.date()) if revised == revised else _("none")),
        (_("SHA-256 of the data"), dataset.sha256),
        (_("Software"), f"Maritime Operations Map {__version__}"),
    ]
    items = "".join(f"<dt>{html.text(title)}</dt><dd>{html.text(value)}</dd>" for title, value in facts)
    st.html(f'<dl class="facts">{items}</dl>')
    if dataset.rejected:
        faults = "".join(f"<li>{html.own(fault)}</li>" for fault in dataset.rejected)
        told = _("Rows of the data that were refused:")
        st.html(f"<p>{html.text(told)}</p><ul>{faults}</ul>")


def _licence(shown: View) -> None:
    licence = shown.dataset.package.licence
    told = _("Data: {licence}. Code: MIT. Land and borders: Natural Earth, public domain.")
    st.markdown(told.format(licence=f"[{licence['title']}]({licence['path']})"))
    cited = _("{citation} Accessed on … (day, month, year).").format(citation=provenance.citation(shown))
    st.code(cited, language=None, wrap_lines=True)
    _aside(_("Fill in the day on which you looked. The version and the checksum say which data you saw."))


def _changes() -> None:
    if language.current() != language.ENGLISH:
        _aside(_("The list of changes is kept in English."))
    written = (ROOT / "data" / "CHANGELOG.md").read_text(encoding="utf-8")
    _chapter(written.split("\n", 1)[1].replace("\n## ", "\n### "), "CHANGELOG.md")


def _aside(told: str) -> None:
    st.html(f'<p class="aside">{html.text(told)}</p>')
