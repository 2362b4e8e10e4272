"""What stands behind the map: method, known gaps, freshness, licence, how to cite, what changed, dictionary."""

import re
from collections.abc import Callable

import streamlit as st

from geo import ROOT, __version__, dates, dictionary, export, html, summary
from geo.view import View


def show(shown: View) -> None:
    """The about page."""
    st.title("About")
    st.html(f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}</p>')
    parts = sections(shown)
    st.html(contents(list(parts)))
    for title, draw in parts.items():
        st.header(title, anchor=anchor(title))
        draw()


def sections(shown: View) -> dict[str, Callable[[], object]]:
    """The page's parts in order: the title of each, and what draws it."""
    read = {title: lambda body=body: st.markdown(body) for title, body in chapters("README.md").items()}
    return {
        **read,
        "How fresh the data is": lambda: _freshness(shown),
        "Licence and citation": lambda: _licence(shown),
        "Changes of the data": lambda: _changes(),
        "Data dictionary": lambda: st.markdown(dictionary.markdown(shown.dataset.package).split("\n", 4)[4]),
    }


def chapters(name: str) -> dict[str, str]:
    """The chapters of a Markdown file in ``data/`` by their titles."""
    parts = (ROOT / "data" / name).read_text(encoding="utf-8").split("\n## ")[1:]
    return dict(tuple(part.split("\n", 1)) for part in parts)


def anchor(title: str) -> str:
    """What follows # in an address that leads to this part: "known-gaps"."""
    return re.sub(r"\W+", "-", title.lower()).strip("-")


def contents(titles: list[str]) -> str:
    """Links to the page's parts as markup."""
    items = "".join(f'<li><a href="#{html.text(anchor(title))}">{html.text(title)}</a></li>' for title in titles)
    return f'<nav aria-label="On this page"><ul class="contents">{items}</ul></nav>'


def _freshness(shown: View) -> None:
    dataset = shown.dataset
    # Partial dates sort as text, and a month before its own days.
    printed = dataset.tables["sources"]["published"].dropna().max()
    revised = dataset.tables["incidents"]["known_from"].max()
    facts = [
        ("Data version", dataset.version),
        ("Sources for strikes on boats reach", dates.day_words(dataset.package.sources_until)),
        ("Newest dated source", dates.words(printed) if printed else "none"),
        ("Newest revision of a record", dates.day_words(revised.date()) if revised == revised else "none"),
        ("SHA-256 of the data", dataset.sha256),
        ("Software", f"Maritime Operations Map {__version__}"),
    ]
    items = "".join(f"<dt>{html.text(title)}</dt><dd>{html.text(value)}</dd>" for title, value in facts)
    st.html(f'<dl class="facts">{items}</dl>')
    if dataset.rejected:
        faults = "".join(f"<li>{html.text(fault)}</li>" for fault in dataset.rejected)
        st.html(f"<p>Rows of the data that were refused:</p><ul>{faults}</ul>")


def _licence(shown: View) -> None:
    licence = shown.dataset.package.licence
    st.markdown(
        f"Data: [{licence['title']}]({licence['path']}). Code: MIT. Land and borders: Natural Earth, public domain."
    )
    st.code(f"{export.citation(shown)} Accessed on … (day, month, year).", language=None, wrap_lines=True)
    st.caption("Fill in the day on which you looked. The version and the checksum say which data you saw.")


def _changes() -> None:
    st.markdown(
        (ROOT / "data" / "CHANGELOG.md").read_text(encoding="utf-8").split("\n", 1)[1].replace("\n## ", "\n### ")
    )
