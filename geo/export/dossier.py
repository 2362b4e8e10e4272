"""A report of a view to read and to print: one HTML file that needs nothing else."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geo import figures, filters, language, provenance, report, schema, sources, summary, words, zones
from geo.grid import grid, happened
from geo.html import filled, link, own, text
from geo.language import _
from geo.surroundings import place, possible_waters, whereabouts
from geo.view import View

STYLE = Path(__file__).with_name("dossier.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Nothing is fetched and nothing runs, whoever opens it."""


def write(shown: View, figure: bytes) -> bytes:
    """The report with the figure, given as SVG, in it."""
    title = shown.dataset.package.title
    body = "".join(
        [
            f"<header><h1>{text(title)}</h1>{_lead(shown)}</header>",
            _figure(figure, title),
            _table_of_records(shown),
            _voices(shown),
            _waters(shown),
            _zones(shown),
            _records(shown),
            _origin(shown),
        ]
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="{text(language.current())}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>\n{STYLE.read_text(encoding='utf-8')}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )
    return page.encode()


def _lead(shown: View) -> str:
    counts = shown.counts
    told = figures.live(shown)
    items = _records_shown(shown) + "".join(
        _item(told[f"{name}-label"], told[name], told[f"{name}-sure"]) for name in ("strikes", "vessels", "killed")
    )
    period = _("Period: {period}, UTC").format(period=summary.period(shown.filters))
    asked = report.title(shown, dated=False)
    return (
        f'<p class="quiet">{text(asked)} · {text(period)}</p><dl class="figures">{items}</dl>'
        f'<p class="lead">{text(" ".join(summary.sentences(shown)))}</p>'
        f'<p class="quiet">{text(summary.placed(counts, shown.total))}</p>{_own_language()}'
    )


def _records_shown(shown: View) -> str:
    if summary.reaches(shown):
        figure = words.span(shown.surely.records, shown.counts.records)
        return _item(_("records, surely to possibly"), figure, "")
    return _item(_("records"), language.number(shown.counts.records), "")


def _item(label: str, figure: str, sure: str) -> str:
    """A large figure, and what of it is sure where that is told apart."""
    below = f'<dd class="sure">{text(sure)}</dd>' if sure else ""
    return f"<div><dt>{text(label)}</dt>{below}<dd>{text(figure)}</dd></div>"


def _own_language() -> str:
    told = words.own_language()
    return f'<p class="quiet">{text(told)}</p>' if told else ""


def _figure(figure: bytes, title: str) -> str:
    """The drawing without what belongs to a file of its own, so that it stands in the page."""
    drawing = figure[figure.index(b"<svg") :].decode()
    name = text(_("The records on a map: {title}").format(title=title))
    return "<figure>" + drawing.replace("<svg", f'<svg role="img" aria-label="{name}"', 1) + "</figure>"


def _head(title: str) -> str:
    return f"<h2>{text(title)}</h2>"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Heads as words, cells as markup; the first of each row names it."""
    top = "".join(f'<th scope="col">{text(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _aside(note: str) -> str:
    return f'<p class="aside">{text(note)}</p>'


def _plain(shown: View) -> list[dict[str, Any]]:
    """Each record by its fields, as JSON has them."""
    frame = shown.records.drop(columns="geometry")
    columns = {str(name): map(schema.plain, frame[name]) for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _anchor(row: dict[str, Any]) -> str:
    return text(f"record-{row['id']}")


def _table_of_records(shown: View) -> str:
    if shown.records.empty:
        return ""
    labels = filters.options(shown.dataset.package)
    rows = [
        (
            f'<a href="#{_anchor(row)}">{own(row["title"])}</a>',
            text(labels["kind"][row["kind"]]),
            text(whereabouts(row, shown)),
            text(words.bounds(row["killed_min"], row["killed_max"]) if row["counted_as"] == "strike" else "–"),
            text(labels["attribution"][row["attribution"]]),
            str(len(shown.evidence(row["id"]))),
        )
        for row in _plain(shown)
    ]
    heads = (_("Record"), _("Kind"), _("Place"), _("Killed"), _("Attribution"), _("Sources"))
    return _head(_("The records")) + _table(heads, rows)


def _voices(shown: View) -> str:
    """How many claims each side makes about each fact."""
    counted = report.voices(shown)
    if counted.empty:
        return ""
    claims = shown.dataset.package["claims"]
    sides = claims["side"].labels
    rows = [
        (
            text(claims["field"].labels[str(field)]),
            *(language.number(row[side]) if row[side] else "–" for side in sides),
            language.number(row["contested"]) if row["contested"] else "–",
        )
        for field, row in counted.to_dict("index").items()
    ]
    note = _(
        "Number of claims about the records above, by who makes them. What a record itself states is not among them."
    )
    heads = (_("Fact"), *sides.values(), _("Contested in records"))
    return _head(_("Who says what")) + _table(heads, rows) + _aside(note)


def _waters(shown: View) -> str:
    if shown.records.empty:
        return ""
    rows = [
        (text(row["waters"]), language.number(row["surely"]), language.number(row["possibly"]))
        for row in report.waters(shown).to_dict("records")
    ]
    note = _(
        "Records by the waters in which they may have happened; a record may be possible in several. Measured from "
        "Natural Earth's 1:10m coast, not from legal baselines. Waters of 200 nm between neighbours go to the nearest "
        "coast: our construction, not a boundary."
    )
    table = _table((_("Waters"), _("Surely"), _("Possibly")), rows)
    return _head(_("In which waters")) + table + _aside(note)


def _zones(shown: View) -> str:
    listed = zones.listed(shown.zones.to_dict("records"), shown)
    return _head(_("Zones in force in the period")) + listed if listed else ""


def _records(shown: View) -> str:
    if shown.records.empty:
        return ""
    return _head(_("Each record, and who says what of it")) + "".join(_record(shown, row) for row in _plain(shown))


def _record(shown: View, row: dict[str, Any]) -> str:
    labels = filters.options(shown.dataset.package)
    attribution = _("Attribution: {attribution}").format(attribution=labels["attribution"][row["attribution"]].lower())
    about = (labels["kind"][row["kind"]], attribution, whereabouts(row, shown), f"{happened(row)} · UTC")
    answer = (
        f"<br>{text(labels['answer'][row['answer']])}: {text(row['answer_reason'])}" if row["answer_reason"] else ""
    )
    notes = f"<p>{own(row['notes'])}</p>" if row["notes"] else ""
    listed = sources.listed(shown.evidence(row["id"]))
    revision = _("Record {record}, revision {revision}").format(record=row["id"], revision=row["revision"])
    return (
        f'<section class="record" id="{_anchor(row)}"><h3>{own(row["title"])}</h3>'
        f'<p class="quiet">{text(" · ".join(about))}<br>{text(revision)}{answer}</p>'
        f"{grid(shown, row, whole=True)}{place(row)}{possible_waters(shown, row)}"
        f"{notes}<h4>{text(_('Sources'))}</h4>{listed or _none()}</section>"
    )


def _none() -> str:
    return f'<p class="quiet">{text(_("No source is named."))}</p>'


def _origin(shown: View) -> str:
    """Which data, which choice, how to cite, and under which terms."""
    package, query = shown.dataset.package, filters.to_query(shown.filters)
    licence = link(package.licence["path"], package.licence["name"])
    terms = _("Texts and tables: {licence}. Coast and borders: Natural Earth, public domain.")
    rows = [
        (text(_("View")), f'<span class="mono">{text(query or _("all records"))}</span>'),
        (text(_("Data version")), text(package.version)),
        (text("SHA-256"), f'<span class="mono">{text(shown.dataset.sha256)}</span>'),
        (text(_("Software")), text(provenance.GENERATOR)),
        (text(_("Licence")), filled(terms, licence=licence)),
        (text(_("How to cite")), text(provenance.citation(shown))),
    ]
    notes = "".join(f"<li>{text(note)}</li>" for note in provenance.provenance(shown)["notes"])
    return f'{_head(_("Where this comes from"))}{_table((), rows)}<ul class="quiet">{notes}</ul>'
