"""The report of a place: figures with their bounds, charts, each record with its reason, and who says what."""

import streamlit as st

from geo import html, report, sources, summary, words, zones
from geo.view import View
from pages import figures, table, weekly


def show(shown: View) -> None:
    """The report page."""
    st.html(
        f"<h1>{html.text(report.title(shown))}</h1>"
        f'<div class="headline">{figures.counts(shown)}'
        f'<p class="placed">{html.text(summary.placed(shown.counts, shown.total))}</p></div>'
        f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}</p>'
    )
    if not shown.questions:
        st.html(
            '<p class="aside">This is the report of all that the filters choose. For one of a place, ask for it in the '
            "sidebar under <em>In a place</em>, or draw it on the map.</p>"
        )
    if shown.records.empty:
        return
    asked = zones.listed(shown.zones_asked_for(), shown)
    if asked:
        st.html(asked)
    weekly.show(shown)
    st.subheader("The records, and why each is here")
    table.show(shown)
    voices, lens = st.columns([1.25, 1], gap="large")
    with voices:
        _voices(shown)
    with lens:
        _waters(shown)


def _voices(shown: View) -> None:
    """Facts by sides, a bar for the number of claims, and below it the claims themselves."""
    st.subheader("Who says what")
    counted = report.voices(shown)
    if counted.empty:
        st.html('<p class="aside">Nothing is claimed beside what the records state.</p>')
        return
    claims = shown.dataset.package["claims"]
    sides = claims["side"].labels
    head = "".join(f'<th scope="col">{html.text(label)}</th>' for label in sides.values())
    most = int(counted[list(sides)].to_numpy().max())
    rows = "".join(
        f'<tr><th scope="row">{html.text(claims["field"].labels[field])}{_mark(row["contested"])}</th>'
        + "".join(_bar(int(row[side]), most) for side in sides)
        + "</tr>"
        for field, row in counted.to_dict("index").items()
    )
    st.html(
        f'<table class="voices"><thead><tr><th scope="col">Fact</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
        '<p class="aside">Number of claims about the records above, by who makes them. What a record itself '
        "states is not among them.</p>"
    )
    field = st.selectbox("Read the claims about", list(counted.index), format_func=claims["field"].labels.get)
    _said(shown, field)


def _mark(contested: int) -> str:
    return f" <small>contested in {words.number(contested, 'record')}</small>" if contested else ""


def _bar(count: int, most: int) -> str:
    return f'<td><span style="--share:{count / most:.3f}">{count or "–"}</span></td>'


def _said(shown: View, field: str) -> None:
    stances = shown.dataset.package["claims"]["stance"].labels
    items = "".join(
        f"<li><strong>{html.text(claim['by'])}</strong> {html.text(stances[claim['stance']])}: "
        f"{html.text(claim['claim'])} <span>{html.text(claim['about'])} {sources.via(claim)}</span></li>"
        for claim in report.said(shown, field)
    )
    st.html(f'<ul class="said">{items}</ul>')


def _waters(shown: View) -> None:
    st.subheader("In which waters")
    rows = "".join(
        f'<tr><th scope="row">{html.text(row["waters"])}</th><td>{row["surely"]}</td><td>{row["possibly"]}</td></tr>'
        for row in report.waters(shown).to_dict("records")
    )
    st.html(
        '<table class="voices"><thead><tr><th scope="col">Waters</th><th scope="col">Surely</th>'
        f'<th scope="col">Possibly</th></tr></thead><tbody>{rows}</tbody></table>'
        '<p class="aside">Records by the waters in which they may have happened; a record may be possible in several. '
        "Measured from Natural Earth's 1:10m coast, not from legal baselines. Waters of 200 nm between neighbours go "
        "to the nearest coast: our construction, not a boundary.</p>"
    )
