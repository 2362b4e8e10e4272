"""The house: records flow down, so a module imports only from floors below its own."""

import ast
from pathlib import Path

import pytest

from geo import ROOT

FLOORS = {
    "geo": 0,
    "geo.errors": 0,
    "geo.language": 0,
    "geo.progress": 0,
    "geo.style": 0,
    "geo.locale": 0,
    "geo.locale.extract": 1,
    "geo.maps": 0,  # the package's own lines; its modules have floors of their own
    "geo.html": 1,
    "geo.schema": 1,
    "geo.dates": 2,
    "geo.uncertainty": 2,
    "geo.dictionary": 2,
    "geo.words": 3,
    "geo.coast": 2,
    "geo.waters": 3,
    "geo.sources": 3,
    "geo.dataset": 4,
    "geo.places": 5,
    "geo.versions": 5,
    "geo.known": 6,
    "geo.filters": 7,
    "geo.answers": 8,
    "geo.view": 9,
    "geo.summary": 10,
    "geo.report": 10,
    "geo.ledger": 10,
    "geo.grid": 10,
    "geo.story": 10,
    "geo.zones": 11,
    "geo.surroundings": 12,
    "geo.maps.store": 1,
    "geo.maps.selection": 1,
    "geo.maps.blobs": 1,
    "geo.maps.private": 2,
    "geo.maps.points": 12,
    "geo.overlay": 7,
    "geo.sample": 5,
    "geo.maps.legs": 10,
    "geo.maps.outlines": 1,
    "geo.headers": 2,
    "geo.delivery": 2,
    "geo.maps.basemap": 11,
    "geo.maps.scene": 12,
    "geo.maps.layers": 13,
    "geo.axes": 11,
    "geo.charts": 12,
    "geo.timelines": 12,
    "geo.timebar": 12,
    "geo.card": 13,
    "geo.provenance": 11,
    "geo.export.records": 11,
    "geo.export.geojson": 12,
    "geo.export.table": 12,
    "geo.export.cells": 13,
    "geo.export.shapes": 14,
    "geo.export.features": 15,
    "geo.export.files": 15,
    "geo.export.bulk": 16,
    "geo.export": 15,
    "geo.strangers": 0,
    "geo.strangers.found": 0,
    "geo.strangers.grid": 1,
    "geo.strangers.gdal": 1,
    "geo.strangers.geojson": 1,
    "geo.strangers.kml": 1,
    "geo.strangers.parquet": 1,
    "geo.strangers.sheet": 2,
    "geo.strangers.child": 3,
    "geo.ingest.raw": 0,
    "geo.ingest.columns": 0,
    "geo.ingest.limits": 1,
    "geo.ingest.report": 1,
    "geo.ingest.files": 2,
    "geo.ingest.text": 3,
    "geo.ingest.apart": 4,
    "geo.ingest.delimited": 4,
    "geo.ingest.positions": 2,
    "geo.ingest.moments": 2,
    "geo.ingest.mapping": 3,
    "geo.ingest.checks": 3,
    "geo.ingest.places": 4,
    "geo.ingest.layer": 5,
    "geo.ingest.nearest": 3,
    "geo.ingest.lens": 6,
    "geo.ingest.told": 6,
    "geo.ingest": 6,
    "geo.routes": 16,
    "geo.__main__": 17,
    "pages": 14,
    "pages.address": 14,
    "pages.banner": 14,
    "pages.parts": 14,
    "pages.figures": 14,
    "pages.share": 15,
    "pages.table": 14,
    "pages.timebar": 15,
    "pages.weekly": 14,
    "pages.facets": 15,
    "pages.record": 15,
    "pages.chips": 16,
    "pages.controls": 16,
    "pages.stage": 17,
    "pages.bring": 17,
    "pages.own": 18,
    "pages.map": 19,
    "pages.timeline": 19,
    "pages.records": 19,
    "pages.report": 19,
    "pages.workbench": 19,
    "pages.about": 19,
    "pages.frame": 20,
    "app": 21,
}
PAGES = ("map", "timeline", "records", "report", "workbench", "about")
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in [ROOT / "app.py", *(ROOT / "geo").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
}


def imports(path: Path) -> set[str]:
    """Full names of all that a file imports; a module of ours rather than the package that it is taken from."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in FILES else str(node.module) for name in inner}
    return names


def test_every_module_has_its_floor():
    assert set(FLOORS) == set(FILES)


@pytest.mark.parametrize("module", sorted(FILES))
def test_a_module_imports_only_from_lower_floors(module):
    climbing = {name for name in imports(FILES[module]) & set(FLOORS) if FLOORS[name] >= FLOORS[module]}
    assert not climbing


@pytest.mark.parametrize("module", sorted(name for name in FILES if name.startswith("geo")))
def test_the_library_knows_nothing_of_streamlit(module):
    assert not {name for name in imports(FILES[module]) if name.split(".")[0] == "streamlit"}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_imports_another_page(page):
    others = {f"pages.{name}" for name in PAGES} - {f"pages.{page}"}
    assert not imports(FILES[f"pages.{page}"]) & others


def test_the_library_imports_nothing_of_the_pages():
    assert not {name for path in (ROOT / "geo").rglob("*.py") for name in imports(path) if name.startswith("pages")}


def test_imports_of_a_module_are_told_from_those_of_its_package(tmp_path):
    (tmp_path / "module.py").write_text("import json\nfrom geo import ROOT, dates\nfrom geo.maps import layers\n")
    assert imports(tmp_path / "module.py") == {"json", "geo", "geo.dates", "geo.maps.layers"}
