"""The report of a place: figures with their bounds, charts, each record with its reason, and who says what."""

import streamlit as st

from geo import figures, grid, html, language, report, sources, summary, surroundings, zones
from geo.dataset import Entry
from geo.language import _, ngettext
from geo.view import View
from pages import table, timebar, weekly


def show(shown: View) -> None:
    """The report page."""
    st.html(
        f"<h1>{html.text(report.title(shown))}</h1>"
        f'<div class="headline">{figures.counts(shown)}'
        f'<p class="placed" data-live="placed">{html.text(summary.placed(shown.counts, shown.total))}</p></div>'
        f'<p class="summary">{html.text(" ".join(summary.sentences(shown)))}</p>'
    )
    if not shown.questions:
        told = _(
            "This is the report of all that the filters choose. For one of a place, ask for it in the sidebar under "
            "<em>In a place</em>, or draw it on the map."
        )
        st.html(f'<p class="aside">{told}</p>')
    timebar.show(shown)
    if shown.records.empty:
        return
    asked = zones.listed(shown.zones_asked_for().to_dict("records"), shown)
    if asked:
        st.html(asked)
    st.header(_("People killed a week"), anchor=False)
    weekly.show(shown)
    st.header(_("The records, and why each is here"), anchor=False)
    table.show(shown)
    voices, lens = st.columns([1.25, 1], gap="large")
    with voices:
        _voices(shown)
    with lens:
        _waters(shown)


def _voices(shown: View) -> None:
    """Facts by sides, a bar for the number of claims, and below it the claims themselves."""
    st.header(_("Who says what"), anchor=False)
    counted = report.voices(shown)
    if counted.empty:
        told = _("Nothing is claimed beside what the records state.")
        st.html(f'<p class="aside">{html.text(told)}</p>')
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
    note = _(
        "Number of claims about the records above, by who makes them. What a record itself states is not among them."
    )
    st.html(f'{_voices_table(head, rows)}<p class="aside">{html.text(note)}</p>')
    field = st.selectbox(
        _("Read the claims about"), list(counted.index), format_func=claims["field"].labels.get, key="claims about"
    )
    _said(shown, field)


def _voices_table(head: str, rows: str) -> str:
    fact = _("Fact")
    heads = f'<th scope="col">{html.text(fact)}</th>{head}'
    return f'<table class="voices"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _mark(contested: int) -> str:
    if not contested:
        return ""
    told = ngettext("contested in {n} record", "contested in {n} records", contested)
    return f" <small>{html.text(told)}</small>"


def _bar(count: int, most: int) -> str:
    return f'<td><span style="--share:{count / most:.3f}">{language.number(count) if count else "–"}</span></td>'


def _said(shown: View, field: str) -> None:
    items = "".join(
        f"<li>{_who(claim)}: {html.own(claim['claim'])} "
        f"<small>{html.text(claim['about'])} {sources.via(claim)}</small></li>"
        for claim in report.said(shown, field)
    )
    name = _("Claims")
    st.html(f'<ul class="said" tabindex="0" aria-label="{html.text(name)}">{items}</ul>')


def _who(claim: Entry) -> str:
    return surroundings.said_by(f"<strong>{html.own(claim['by'])}</strong>", grid.stance_of(claim))


def _waters(shown: View) -> None:
    st.header(_("In which waters"), anchor=False)
    rows = "".join(
        f'<tr><th scope="row">{html.text(row["waters"])}</th><td>{language.number(row["surely"])}</td>'
        f"<td>{language.number(row['possibly'])}</td></tr>"
        for row in report.waters(shown).to_dict("records")
    )
    heads = "".join(f'<th scope="col">{html.text(head)}</th>' for head in (_("Waters"), _("Surely"), _("Possibly")))
    note = _(
        "Records by the waters in which they may have happened; a record may be possible in several. Measured from "
        "Natural Earth's 1:10m coast, not from legal baselines. Waters of 200 nm between neighbours go to the nearest "
        "coast: our construction, not a boundary."
    )
    st.html(
        f'<table class="voices"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="aside">{html.text(note)}</p>'
    )
