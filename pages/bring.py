"""A reader's own file: given, looked at, its columns settled, read, and laid on the session's shelf."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo import html, ingest, language, progress, sample
from geo.dataset import Dataset
from geo.errors import GeoError
from geo.ingest import lens
from geo.ingest.files import FORMATS as FORMAT_NAMES
from geo.language import N_, _, ngettext
from geo.maps import private
from geo.overlay import Overlay

SHELF, UPLOAD, READ, SAMPLE, TURN = "own shelf", "own file", "own file read", "own sample", "own turn"
FORMATS = "CSV, TSV, XLSX, GeoJSON, GeoPackage, GeoParquet, FlatGeobuf, KML, KMZ, GPX, zip"
ROLES = {
    "lat": N_("Latitude"),
    "lon": N_("Longitude"),
    "position": N_("Position in one column"),
    "geometry": N_("Geometry as text"),
    "start": N_("Day, or first day"),
    "end": N_("Last day"),
    "label": N_("Name of a row"),
}
"""What a column may be, by the fields of ``ingest.Mapping``."""


@dataclass(frozen=True)
class Given:
    """A file as the reader gave it."""

    name: str
    content: bytes = field(repr=False)
    identity: str


def shelf() -> str | None:
    """The key of the session's shelf; None where it has none, or none any more."""
    key = st.session_state.get(SHELF)
    return key if key and private.STORE.has(key) else None


def overlay() -> Overlay | None:
    """What the reader's file gave, while it is kept."""
    key = shelf()
    return private.STORE.get(key, "layer") if key else None


def offer(data: Dataset) -> Given | None:
    """Draw where a file is given; the file that is given now."""
    limits = ingest.from_environment()
    turn = st.session_state.setdefault(TURN, 0)
    told = _("{formats}: up to {megabytes} MB and {rows} rows").format(
        formats=FORMATS, megabytes=language.number(limits.bytes // 1_000_000), rows=language.number(limits.rows)
    )
    upload = st.file_uploader(
        told, key=f"{UPLOAD} {turn}", max_upload_size=-(-limits.bytes // 1_000_000), on_change=_forget_sample
    )
    if upload is not None:
        return Given(upload.name, upload.getvalue(), upload.file_id)
    if st.session_state.get(SAMPLE):
        return Given(sample.NAME, sample.sample(data), "sample")
    return None


def try_sample() -> None:
    """Take the sample for the file that the reader gave."""
    st.session_state[SAMPLE] = True
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def let_go() -> None:
    """Forget the file and all that came of it."""
    if key := shelf():
        private.STORE.clear(key)
    for name in (READ, SAMPLE):
        st.session_state.pop(name, None)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def _forget_sample() -> None:
    st.session_state.pop(SAMPLE, None)


def read(given: Given) -> bool | None:
    """Look at a file and read it, as it is recognised or as the reader corrects it: whether it was read just now; None
    while the reader has to say something first.

    Raises GeoError for a file that cannot be read; what was read before then stays.
    """
    look = _looked(given, st.session_state.get(f"own layer {given.identity}"))
    if len(look.layers) > 1:
        st.selectbox(_("Layer"), look.layers, look.layers.index(look.layer), key=f"own layer {given.identity}")
    asked = _columns(look, f"{given.identity} {look.layer}")
    return None if asked is None else _laid(given, look, asked[0])


def _looked(given: Given, layer: str | None) -> ingest.Look:
    key, wanted = _opened(), (given.identity, layer)
    kept = private.STORE.get(key, "look")
    if kept is None or kept[0] != wanted:
        with _working(_("Looking at {name}").format(name=given.name)):
            kept = wanted, ingest.look(given.content, given.name, layer=layer)
        private.STORE.keep(key, "look", kept, 0)
    look: ingest.Look = kept[1]
    return look


def _columns(look: ingest.Look, identity: str) -> tuple[ingest.Mapping | None] | None:
    """How the file is to be read: a mapping, or None in it for as it was recognised, which it is until the reader sends
    the form; nothing while the reader has to say something first.
    """
    found, key = look.mapping, f"own columns {identity}"
    placed = bool(look.shapes or (found.lat and found.lon) or found.position or found.geometry)
    waits = look.crs_needed or not placed
    title = _("How the columns were understood") if placed else _("Which columns hold the place?")
    st.html(f'<h3>{html.text(title)}</h3><p class="aside">{html.text(_described(look))}</p>')
    st.dataframe(look.sample, hide_index=True, width="stretch", height=35 * (min(5, len(look.sample)) + 1) + 3)
    with st.form(f"own mapping {identity}", border=False):
        chosen = _fields(look, identity)
        if st.form_submit_button(_("Read the file this way"), type="primary"):
            st.session_state[key] = (chosen,)
    return st.session_state.get(key, None if waits else (None,))


def _described(look: ingest.Look) -> str:
    rows = ngettext("{n} row", "{n} rows", look.rows) if look.rows is not None else _("rows not counted yet")
    columns = ngettext("{n} column", "{n} columns", len(look.columns))
    parts = [FORMAT_NAMES[look.format], look.encoding, rows, columns, look.crs]
    return " · ".join(filter(None, parts))


def _fields(look: ingest.Look, identity: str) -> ingest.Mapping:
    """The form's fields, filled as the file was understood."""
    chosen = {}
    names: Sequence[str | None] = [None, *(column.name for column in look.columns)]
    columns = st.columns(3, gap="small")
    for at, (role, title) in enumerate(ROLES.items()):
        found = getattr(look.mapping, role)
        chosen[role] = columns[at % 3].selectbox(
            _(title),
            names,
            index=names.index(found) if found in names else 0,
            format_func=lambda name: "—" if name is None else str(name),
            key=f"own {role} {identity}",
        )
    chosen["day_first"] = columns[0].selectbox(
        _("“3/4/2025” is"),
        [True, False],
        index=int(not look.mapping.day_first),
        format_func=lambda first: (
            _("3 April, where no other date tells") if first else _("4 March, where no other date tells")
        ),
        key=f"own days {identity}",
    )
    chosen["decimal_comma"] = columns[1].selectbox(
        _("Decimals are written with"),
        [False, True],
        index=int(bool(look.mapping.decimal_comma)),
        format_func=lambda comma: _("a comma") if comma else _("a point"),
        key=f"own comma {identity}",
    )
    if chosen["geometry"] and chosen["geometry"] != look.mapping.geometry:
        chosen |= {"lat": None, "lon": None, "position": None}  # which were only guessed, and would go before it
    crs = columns[2].text_input(
        _("Coordinate system"), look.mapping.crs or look.crs or "", key=f"own crs {identity}", placeholder="EPSG:4326"
    )
    return replace(look.mapping, **chosen, crs=crs.strip() or None)


def _laid(given: Given, look: ingest.Look, mapping: ingest.Mapping | None) -> bool:
    """Read the file and lay it on the shelf; False where it lies there already."""
    key, wanted = _opened(), (given.identity, mapping, look.layer)
    if st.session_state.get(READ) == wanted and private.STORE.get(key, "layer") is not None:
        return False
    with _working(_("Reading {name}").format(name=given.name)):
        read = ingest.read(given.content, given.name, mapping, look.layer)
        progress.step(0.97, _("Laying it on the map"))
        _shelve(key, Overlay(read, ingest.NO_DAY), instead_of_all=True)
    st.session_state[READ] = wanted
    for name in ("own text", "own column", "own values", "own row"):
        st.session_state.pop(name, None)
    return True


def add(found: Overlay, data: Dataset) -> None:
    """Add the columns of the lens to each row, and draw the page with them; what stands against it is said."""
    key = shelf()
    if key is None:
        return
    try:
        with _working(_("Measuring the distance to the coast")):
            lay_added(key, found, data)
    except GeoError as error:
        st.html(f'<p class="notice" role="alert">{html.text(error)}</p>')
        return
    st.rerun()


def lay_added(key: str, found: Overlay, data: Dataset) -> None:
    """Lay the rows with the columns of the lens on the shelf, unless others came there meanwhile."""
    extra = lens.columns(found.layer, data)
    progress.step(0.97, _("Laying it on the map"))
    if private.STORE.get(key, "layer") is found:
        _shelve(key, Overlay(found.layer, found.no_day, extra))


def _shelve(key: str, found: Overlay, instead_of_all: bool = False) -> None:
    private.STORE.keep(key, "layer", found, found.size_bytes, instead_of_all=instead_of_all)
    private.STORE.keep(key, private.ROWS, found.told, 0)
    private.STORE.keep(key, "writer", None, 0)


def _opened() -> str:
    """The key of the session's shelf, a new one where it has none."""
    key = shelf()
    if key is None:
        context = get_script_run_ctx()
        session = context.session_id if context else ""
        key = private.STORE.open(lambda: not runtime.exists() or runtime.get_instance().is_active_session(session))
        st.session_state[SHELF] = key
    return key


@contextmanager
def _working(words: str) -> Iterator[None]:
    """Show how far the work is, until it is done."""
    place = st.empty()
    bar = place.progress(0.0, words)
    try:
        with progress.heard(lambda share, told: bar.progress(min(1.0, max(0.0, share)), told)):
            yield
    finally:
        place.empty()
