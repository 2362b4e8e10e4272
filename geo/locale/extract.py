"""Brings the translations up to date with the code: `make messages`.

New messages are added without a translation, those that no code holds any more are dropped, the others stay. A test
fails while one is missing.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from geo import ROOT
from geo.language import ENGLISH, LANGUAGES, LOCALE, SCRIPT_KEYWORDS

PYTHON_KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}


Found = tuple[str, str | tuple[str, ...]]
"""The file that holds a message, and the message or its two forms."""


def messages() -> Catalog:
    """Every message of the code, of the browser scripts and of the schema, with the file that holds it."""
    found = Catalog(project="Maritime Operations Map", fuzzy=False)
    for path, message in (*_coded(), *_schema()):
        found.add(message, locations=[(path, 0)])
    return found


def update() -> None:
    """Rewrite the translations with the messages of today."""
    template = messages()
    for code in LANGUAGES:
        if code == ENGLISH:
            continue
        path = LOCALE / f"{code}.po"
        kept = read_po(path.open("rb"), locale=code) if path.exists() else Catalog(locale=code, fuzzy=False)
        kept.update(template, no_fuzzy_matching=True)
        kept.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, kept, width=120, sort_by_file=True, include_lineno=False)


def _coded() -> Iterator[Found]:
    for folder in ("geo", "pages"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".py" and path != Path(__file__):
                yield from _in_file("python", path, PYTHON_KEYWORDS)
            elif path.suffix == ".js":
                yield from _in_file("javascript", path, SCRIPT_KEYWORDS)


def _in_file(method: str, path: Path, keywords: Mapping[str, tuple[int, ...] | None]) -> Iterator[Found]:
    for _line, message, _comments, _context in extract_from_file(method, path, keywords=keywords):
        yield str(path.relative_to(ROOT)), message


def _schema() -> Iterator[tuple[str, str]]:
    """Titles, descriptions and names of values in the schema."""
    raw = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    parts = [raw, *raw["resources"]]
    parts += [field for resource in raw["resources"] for field in resource.get("schema", {}).get("fields", [])]
    parts += [category for part in parts for category in part.get("categories", [])]
    for part in parts:
        for key in ("title", "label", "description"):
            if part.get(key):
                yield "data/datapackage.json", part[key]


if __name__ == "__main__":
    update()
