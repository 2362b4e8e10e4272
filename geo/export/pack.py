"""Evidence pack: one zip with the records in several forms, a report, a figure, and how to make and check all of it.

The same view gives the same bytes: nothing in it tells of the hour or of the machine.
"""

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib import metadata
from typing import Any

from geo import __version__, filters, formulas, language, progress, provenance, summary
from geo.export import archive, dossier, evidence, figure, geojson, table
from geo.language import N_, _
from geo.view import View

NOTE = N_("Records, sources, claims, report, figure and how to make them again, with the digest of each file.")

KIND, FORM = "maritime-operations-evidence-pack", 1
"""What a recipe calls itself, and in which edition."""
RECIPE, SUMS = "recipe.json", "SHA256SUMS"
LIBRARIES = ("babel", "geopandas", "matplotlib", "numpy", "orjson", "pandas", "pyproj", "shapely")
"""Whose version can change a byte."""


def write(shown: View) -> bytes:
    """The pack as a zip."""
    return archive.packed(files(shown))


def files(shown: View) -> dict[str, bytes]:
    """All files of a pack by name, in their order, in the language spoken now."""
    progress.step(0.02, _("Gathering records and sources"))
    found = {
        "README.txt": _readme(shown),
        "report.html": b"",  # these three hold their place: the figure comes first
        "figure.svg": b"",
        "figure.pdf": b"",
        "records.geojson": geojson.write(shown),
        "records.csv": table.write(shown),
        "sources.csv": formulas.written(*evidence.sources(shown)),
        "citations.csv": formulas.written(*evidence.citations(shown)),
        "claims.csv": formulas.written(*evidence.claims(shown)),
        RECIPE: _json(recipe(shown)),
        "LICENCE.txt": _licence(shown),
        "CITATION.txt": f"{provenance.citation(shown)}\n".encode(),
    }
    with progress.part(0.1, 0.7):
        drawn = figure.write(shown, ["svg", "pdf"])
    progress.step(0.75, _("Writing the report"))
    found |= {"figure.svg": drawn["svg"], "figure.pdf": drawn["pdf"], "report.html": dossier.write(shown, drawn["svg"])}
    progress.step(0.95, _("Packing"))
    return found | {SUMS: sums(found)}


def sums(found: Mapping[str, bytes]) -> bytes:
    """What ``sha256sum -c`` reads: digest and name of each file."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in found.items()).encode()


def recipe(shown: View) -> dict[str, Any]:
    """All that is needed to make the pack again: data, choice, language, software."""
    package = shown.dataset.package
    return {
        "kind": KIND,
        "form": FORM,
        "data": {"title": package.title, "version": package.version, "sha256": shown.dataset.sha256},
        "query": filters.to_query(shown.filters),
        "filters": filters.plain(shown.filters),
        "language": language.current(),
        "figure_mm": figure.PAGE_MM,
        "software": {"name": "Maritime Operations Map", "version": __version__},
        "libraries": libraries(),
        "licence": {"name": package.licence["name"], "url": package.licence["path"]},
        "citation": provenance.citation(shown),
    }


def libraries() -> dict[str, str]:
    """Versions of Python and of the libraries that have a hand in the bytes."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **{name: metadata.version(name) for name in LIBRARIES}}


def _json(value: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


def _licence(shown: View) -> bytes:
    licence = shown.dataset.package.licence
    told = _(
        "Texts and tables of this pack: {name} ({title}), {url}\n"
        "They may be shared and adapted, also commercially, as long as their origin is named as in CITATION.txt, the "
        "licence is linked and changes are said.\n"
        "Coast and borders of the figure: Natural Earth, public domain."
    )
    return f"{told.format(name=licence['name'], title=licence['title'], url=licence['path'])}\n".encode()


def _readme(shown: View) -> bytes:
    """What a receiver should know, line by line."""
    about = {
        "report.html": _("the report: read it in any browser, print it from there"),
        "figure.svg": _("the figure, for a graphics desk"),
        "figure.pdf": _("the figure, for print"),
        "records.geojson": _("the records with their places, for a map program"),
        "records.csv": _("the records, for a spreadsheet"),
        "sources.csv": _("each source once; its id is what the next two tables call source"),
        "citations.csv": _("which record rests on which source"),
        "claims.csv": _("who says what of which record, and by which source"),
        RECIPE: _("data, choice, language and software from which all of this was made"),
        "LICENCE.txt": _("terms"),
        "CITATION.txt": _("how to cite"),
        SUMS: _("a digest of each file: sha256sum -c SHA256SUMS"),
    }
    wide = max(map(len, about))
    lines = [
        shown.dataset.package.title,
        _("Evidence pack of Maritime Operations Map"),
        "",
        *summary.sentences(shown),
        "",
        *(f"{name:<{wide}}  {told}" for name, told in about.items()),
        "",
        _("View: {query}.").format(query=filters.to_query(shown.filters) or _("all records")),
        provenance.citation(shown),
        "",
        _(
            "To check the pack, have Maritime Operations Map with the same data and run: python -m geo verify PACK\n"
            "It makes every file anew and says which differs, and where. Built again from the same data, with the "
            "libraries that recipe.json names, a pack is the same to the byte."
        ),
        _("A record without a position has none in any of these files: none was published, none was estimated."),
    ]
    return ("\n".join(lines) + "\n").encode()
