"""The house: records flow down, so a module imports only from floors below its own."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from geo import ROOT

FLOORS = """
geo.errors geo.language geo.progress geo.strangers geo.headers geo.delivery geo.parts geo.coast
geo.html geo.locale geo.making geo.schema geo.dates geo.style geo.uncertainty
geo.dictionary geo.formulas geo.sources geo.waters geo.words
geo.dataset
geo.ingest geo.places geo.sample geo.versions
geo.known geo.feed
geo.filters
geo.answers
geo.view
geo.summary
geo.grid geo.ledger geo.maps geo.provenance geo.report geo.story
geo.axes geo.figure geo.figures geo.overlay geo.timebar geo.zones
geo.charts geo.surroundings geo.timelines
geo.card
geo.standalone
geo.export
geo.http
geo.ogc
geo.routes geo.__main__
pages
app
"""
"""The rooms of the house from the ground up, a line a floor; a package is one room. What a room may know lies below."""

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


ROOMS = {room: floor for floor, line in enumerate(FLOORS.split("\n")) for room in line.split()}
EDGES = {module: imports(path) & set(FILES) - {"geo", module} for module, path in FILES.items()}


def room(module: str) -> str:
    """The room that a module belongs to: itself, or a package around it."""
    parts = module.split(".")
    return next(name for count in range(len(parts), 0, -1) if (name := ".".join(parts[:count])) in ROOMS)


def test_every_module_has_its_room():
    assert {room(module) for module in FILES if module != "geo"} == set(ROOMS)


@pytest.mark.parametrize("module", sorted(set(FILES) - {"geo"}))
def test_a_module_imports_only_from_its_own_room_and_from_lower_floors(module):
    own = room(module)
    climbing = {name for name in EDGES[module] if room(name) != own and ROOMS[room(name)] >= ROOMS[own]}
    assert not climbing


def test_no_module_needs_itself_to_be_imported():
    TopologicalSorter(EDGES).prepare()  # which raises on a circle


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
