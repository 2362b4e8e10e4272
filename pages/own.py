"""What the Workbench tells of a reader's own rows: the chosen one's card, the report of reading, table and files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import ref

import numpy as np
import pyarrow as pa
import streamlit as st

from geo import html, language, progress, waters, words
from geo.errors import StoreError
from geo.export import bulk
from geo.ingest import VERDICTS, Rule, lens
from geo.language import N_, _, ngettext
from geo.making import Making
from geo.maps import basemap, private
from geo.maps.blobs import Mask
from geo.overlay import Asked, Overlay
from geo.view import View
from pages import bring, stage, waiting

ROW = "own row"
"""Where the session keeps the chosen row: its place in the layer."""
LISTED = "own rows listed"
MOST_LISTED = 1_000
"""Rows that the table and the report show; files hold them all."""
TABLE = "own table"
LONG_ROWS = 100_000
"""Rows of a layer beyond which its files and added columns are made while the reader waits."""
WORK, LENS = "own work", "lens"
"""Where the session keeps long work, and the name of the one that gives no file."""
FILE = "file"
"""Where the shelf keeps the file that was prepared."""
BYTES_A_FEATURE = 450
"""About what a writer keeps of a row once it was written as GeoJSON."""


def hear(identity: str) -> bool:
    """Take a row that was chosen on the map; any other choice there lets go of it."""
    kind, _blank, number = identity.partition(" ")
    taken = kind == "row" and number.isdecimal() and len(number) < 10
    st.session_state[ROW] = int(number) if taken else None
    if taken:
        st.session_state["record"] = None
    return taken


def card(shown: View, found: Overlay) -> bool:
    """The chosen row's card, on the side of the page where the row does not lie; False where none is chosen."""
    row = st.session_state.get(ROW)
    told = None if row is None else found.told(row)
    if told is None:
        return False
    values = "".join(f"<dt>{html.text(name)}</dt><dd>{html.text(value)}</dd>" for name, value in told["values"])
    with st.container(key=stage.card_key(bool(found.layer.lon[row] > basemap.CENTRE[1]))):
        st.button(
            _("Close"), key="own_close", on_click=lambda: st.session_state.pop(ROW, None), icon=":material/close:"
        )
        st.html(
            f'<article class="card"><p class="card-dates">{html.text(found.layer.name)} · {html.text(told["row"])}</p>'
            f'<h3>{html.text(told["title"])}</h3><dl class="card-facts">{values}</dl>'
            f"{_surroundings(shown, found, row)}</article>"
        )
    return True


def _surroundings(shown: View, found: Overlay, row: int) -> str:
    """In which waters a row lies, the nearest coast, and which of our zones are there or near."""
    if np.isnan(found.layer.lon[row]):
        return ""
    at = lens.columns(found.layer, shown.dataset, np.array([row])).to_pylist()[0]
    names, outlined = waters.states(), found.columns.outlined[row]
    whose = f" · {names.get(at['waters_state'], at['waters_state'])}" if at["waters_state"] else ""
    lines = [_(waters.WATERS[at["waters"]]) + whose]
    if at["coast_nm"]:
        told = _("{nm} nm from the coast of {state}")
        lines.append(
            told.format(nm=words.bare(at["coast_nm"]), state=names.get(at["nearest_state"], at["nearest_state"]))
        )
    lines += _zones(shown, at)
    head, remark = _("Waters and zones"), _("from Natural Earth’s coast, not from legal baselines")
    told = _("of one point of its outline") if outlined else remark
    items = "".join(f"<li>{html.text(line)}</li>" for line in lines)
    return f"<h4>{html.text(head)} <small>{html.text(told)}</small></h4><ul>{items}</ul>"


ADDED = {
    "waters": N_("Apart by waters"),
    "waters_state": N_("Apart by whose waters"),
    "nearest_state": N_("Apart by nearest state"),
    "zones": N_("Apart by zones there"),
    "nearest_zone": N_("Apart by nearest zone"),
    "zones_of": N_("Apart by the day of their zones"),
}
"""Columns of the lens by which rows can be told apart."""


def apart_by(found: Overlay, column: str) -> str:
    """How a column reads where one is chosen to tell the rows apart."""
    if found.is_added(column) and column in ADDED:
        return _(ADDED[column])
    return _("Apart by {column}").format(column=column)


def reading(found: Overlay, column: str) -> Callable[[str], str]:
    """How the values of a column read: those of the file as they stand, those of the lens in words."""
    if not found.is_added(column):
        return str
    told = {"waters": waters.WATERS, "zones_of": lens.ZONES_OF}.get(column, {})
    names = {name: _(words) for name, words in told.items()}
    if column in ("waters_state", "nearest_state"):
        names = dict(waters.states())
    return lambda value: names.get(value, value)


def _zones(shown: View, at: dict[str, Any]) -> list[str]:
    """The zones that hold the place, else the nearest with its distance, and that they are of any day where so."""
    zones = shown.dataset.tables["zones"]
    names = dict(zip(zones["id"], zones["name"], strict=True))
    whenever = [_(lens.ZONES_OF["any day"])] if at["zones_of"] == "any day" else []
    if at["zones"]:
        return [_("In {zone}").format(zone=names.get(name, name)) for name in at["zones"].split()] + whenever
    if not at["nearest_zone"]:
        return []
    told = _("{nm} nm from {zone}, the nearest zone")
    zone = names.get(at["nearest_zone"], at["nearest_zone"])
    return [told.format(nm=words.bare(at["zone_nm"]), zone=zone), *whenever]


def table(found: Overlay, rows: Mask) -> None:
    """The first rows as a table; ticking one chooses it."""
    box = st.expander(_("Your rows as a table"), key="own rows", on_change="rerun")
    if not box.open:
        return
    listed = np.flatnonzero(rows)[:MOST_LISTED]
    st.session_state[LISTED] = listed.tolist()
    with box:
        st.dataframe(
            found.table.take(pa.array(listed)),
            key=TABLE,
            hide_index=True,
            width="stretch",
            on_select=_tick,
            selection_mode="single-row",
        )
        told = _("Tick a row to choose it. Shown are the first {n} at most; the files hold all.")
        st.html(f'<p class="aside">{html.text(told.format(n=language.number(MOST_LISTED)))}</p>')


def _tick() -> None:
    ticked, listed = st.session_state[TABLE]["selection"]["rows"], st.session_state.get(LISTED, [])
    st.session_state[ROW] = listed[ticked[0]] if ticked and ticked[0] < len(listed) else None


def report(found: Overlay) -> None:
    """What was not simply read: how often by rule, line by line, and as a file."""
    told = found.layer.report
    title = _("Reading found nothing amiss")
    if any(told.counts.values()):
        title = _("How it was read · {counts}").format(counts=" · ".join(_counts(told.counts)))
    with st.expander(title, key="own report"):
        kept = ngettext("{n} row was kept", "{n} rows were kept", told.read)
        refused = ngettext(
            "{n} row was left out, its cells not fitting the columns.",
            "{n} rows were left out, their cells not fitting the columns.",
            told.refused,
        )
        st.html(f'<p class="aside">{html.text(kept)}; {html.text(refused)}</p>')
        if not any(told.counts.values()):
            return
        rules = "".join(_rule(rule) for rule in told.rules)
        heads = "".join(
            f'<th scope="col">{html.text(head)}</th>'
            for head in (_("Verdict"), _("Column"), _("Rule"), _("Rows"), _("First case"))
        )
        st.html(f'<table class="own-rules"><thead><tr>{heads}</tr></thead><tbody>{rules}</tbody></table>')
        st.dataframe(told.issues.slice(0, MOST_LISTED), hide_index=True, width="stretch", height=240)
        st.download_button(
            _("The whole report as CSV"),
            told.to_csv,
            file_name=f"{_plain(found.layer.name)}-report.csv",
            mime="text/csv",
            on_click="ignore",
            key="own report file",
        )


def _counts(counts: dict[str, int]) -> list[str]:
    """The verdicts that were given, each with its number behind it, which agrees with any: "not read: 1"."""
    return [f"{_(words)}: {language.number(counts[verdict])}" for verdict, words in VERDICTS.items() if counts[verdict]]


def _rule(rule: Rule) -> str:
    case = _("row {row}: {value}").format(row=language.number(rule.first_row), value=rule.first_value)
    cells = (_(VERDICTS[rule.verdict]), rule.column, rule.rule, language.number(rule.rows), case)
    return f"<tr>{''.join(f'<td>{html.text(cell)}</td>' for cell in cells)}</tr>"


def _plain(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in name)[:60].strip("-")
    return kept or "rows"


@dataclass(frozen=True)
class _Work:
    """Long work on the rows: a file of those shown, or the columns of the lens. It holds on to nothing of the file."""

    name: str
    of: "ref[Overlay]"
    asked: Asked | None
    language: str
    making: Making


def take_away(shown: View, found: Overlay, asked: Asked, count: int) -> None:
    """Draw the buttons that give exactly the rows shown, and the one that adds columns to them. What takes long is made
    while the reader waits, and may stop it.
    """
    rows = ngettext("{n} row", "{n} rows", count)
    told = _("Take these rows away: {rows}").format(rows=rows)
    work = _work(found, asked)
    with st.container(key="own_files", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<p>{html.text(told)}</p>")
        if work and work.making.is_under_way:
            waiting.progress(work.making, work.language, drop, "stop own work")
            return
        ready = work.name if work and waiting.content(work.making, drop) is not None else None
        for ending in bulk.FORMATS:
            _file_button(found, asked, ending, ready == ending)
        if found.extra is None:
            help_words = _(
                "Adds to each row its waters, the nearest state, the distance to its coast, and zones of its day."
            )
            if st.button(_("Add waters and zones"), key="own lens", help=help_words, icon=":material/add:"):
                _add(shown, found)


def _is_long(found: Overlay) -> bool:
    return len(found.layer.row) > LONG_ROWS


def _file_button(found: Overlay, asked: Asked, ending: str, ready: bool) -> None:
    """The button that gives the rows in a format; where that takes long, first the one that has the file made."""
    form, key, code = bulk.FORMATS[ending], bring.shelf() or "", language.current()
    if _is_long(found) and not ready:
        told = _("Prepare {format}").format(format=form.label)
        st.button(told, key=f"own prepare {ending}", on_click=_prepare, args=(asked, ending, code))
        return
    st.download_button(
        _("Download {format}").format(format=form.label) if ready else form.label,
        data=lambda: _kept(key) if ready else _written(key, asked, ending, code),
        file_name=f"{_plain(found.layer.name)}.{ending}",
        mime=form.media_type,
        on_click="ignore",
        type="primary" if ready else "secondary",
        key=f"own file {ending}",
    )


def _prepare(asked: Asked, ending: str, code: str) -> None:
    """Start the making of a file, which then lies on the shelf; other work is stopped."""
    drop()
    key, found = bring.shelf() or "", bring.overlay()
    if found is None:
        return

    def work() -> bytes:
        content = _written(key, asked, ending, code)
        progress.step(1.0, _("Writing the rows"))  # which ends it here where it was stopped
        private.STORE.keep(key, FILE, content, len(content))
        return b""

    st.session_state[WORK] = _Work(ending, ref(found), asked, code, Making(work))


def _add(shown: View, found: Overlay) -> None:
    """Add the columns of the lens, at once or while the reader waits."""
    key, data = bring.shelf(), shown.dataset
    if key is None or not _is_long(found):
        bring.add(found, data)
        return
    drop()

    def work() -> bytes:
        bring.lay_added(key, found, data)
        return b""

    st.session_state[WORK] = _Work(LENS, ref(found), None, language.current(), Making(work))
    st.rerun()


def _work(found: Overlay, asked: Asked) -> _Work | None:
    """The work on these very rows that is under way or done; any other is stopped and forgotten."""
    work: _Work | None = st.session_state.get(WORK)
    if work is None:
        return None
    if work.of() is found and (work.name == LENS or (work.asked, work.language) == (asked, language.current())):
        return work
    drop()
    return None


def drop() -> None:
    """Stop the work that is under way, and forget the file that came of it."""
    work: _Work | None = st.session_state.pop(WORK, None)
    key = bring.shelf()
    if work:
        work.making.stop()
        if key:
            private.STORE.keep(key, FILE, None, 0)


def _kept(key: str) -> bytes:
    """The file that was prepared."""
    content: bytes | None = private.STORE.get(key, FILE)
    if content is None:
        raise _cleared()
    return content


def _written(key: str, asked: Asked, ending: str, code: str) -> bytes:
    """The rows as a file, made at the click. It holds on to nothing of the file: that lies on the shelf alone."""
    found = private.STORE.get(key, "layer")
    if found is None:
        raise _cleared()
    writer = private.STORE.get(key, "writer")
    if writer is None:
        writer = bulk.Writer(found.layer, found.extra)
        private.STORE.keep(key, "writer", writer, BYTES_A_FEATURE * len(found.layer.row))
    with language.spoken(code):
        return bulk.find(ending).write(writer, found.shown(asked))


def _cleared() -> StoreError:
    return StoreError(_("What this page held has been cleared away; load the page anew and give the file."))
