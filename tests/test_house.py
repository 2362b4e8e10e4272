"""The house: records flow down, so a module imports only from floors below its own."""

import ast
from pathlib import Path

import pytest

from geo import ROOT

FLOORS = {
    "geo": 0,
    "geo.errors": 0,
    "geo.style": 0,
    "geo.maps": 0,  # the package's own lines; its modules have floors of their own
    "geo.html": 0,
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
    "geo.filters": 6,
    "geo.answers": 7,
    "geo.view": 8,
    "geo.summary": 9,
    "geo.report": 9,
    "geo.ledger": 9,
    "geo.grid": 9,
    "geo.story": 9,
    "geo.zones": 10,
    "geo.surroundings": 11,
    "geo.maps.legs": 9,
    "geo.maps.outlines": 1,
    "geo.maps.basemap": 10,
    "geo.maps.layers": 10,
    "geo.axes": 10,
    "geo.charts": 11,
    "geo.timelines": 11,
    "geo.card": 12,
    "geo.export": 11,
    "geo.routes": 12,
    "geo.__main__": 12,
    "pages": 13,
    "pages.address": 13,
    "pages.banner": 13,
    "pages.figures": 13,
    "pages.table": 13,
    "pages.weekly": 13,
    "pages.controls": 14,
    "pages.map": 15,
    "pages.timeline": 15,
    "pages.records": 15,
    "pages.report": 15,
    "pages.about": 15,
    "pages.frame": 16,
    "app": 17,
}
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


@pytest.mark.parametrize("page", ["map", "timeline", "records", "report", "about"])
def test_no_page_imports_another_page(page):
    others = {f"pages.{name}" for name in ("map", "timeline", "records", "report", "about")} - {f"pages.{page}"}
    assert not imports(FILES[f"pages.{page}"]) & others


def test_the_library_imports_nothing_of_the_pages():
    assert not {name for path in (ROOT / "geo").rglob("*.py") for name in imports(path) if name.startswith("pages")}


def test_imports_of_a_module_are_told_from_those_of_its_package(tmp_path):
    (tmp_path / "module.py").write_text("import json\nfrom geo import ROOT, dates\nfrom geo.maps import layers\n")
    assert imports(tmp_path / "module.py") == {"json", "geo", "geo.dates", "geo.maps.layers"}
