"""Brings the translations up to date with the code: `make messages`.

New messages are added without a translation, those that no code holds any more are dropped, the others stay. A test
fails while one is missing.
"""

import ast
import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from geo import ROOT
from geo.language import ENGLISH, LANGUAGES, LOCALE, SCRIPT_KEYWORDS

PYTHON_KEYWORDS: Mapping[str, int] = {"_": 1, "N_": 1, "ngettext": 2}
"""Functions of our own code that take messages as their first so many arguments."""

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
        path.write_bytes(_written(kept))


def _written(catalogue: Catalog) -> bytes:
    """A catalogue as text that changes only with its messages: without the day and the names that Babel puts in."""
    content = BytesIO()
    write_po(content, catalogue, width=120, sort_by_file=True, include_lineno=False)
    kept = ("Language:", "Plural-Forms:", "MIME-Version:", "Content-")
    header, _, messages = content.getvalue().decode().partition("\n\n#")
    lines = [line for line in header.splitlines() if not line.startswith('"') or line[1:].startswith(kept)]
    return "\n".join([*lines, "", f"#{messages}"]).encode()


def _coded() -> Iterator[Found]:
    for folder in ("geo", "pages"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".py" and path != Path(__file__):
                yield from _in_python(path)
            elif path.suffix == ".js":
                yield from _in_script(path)


def _in_python(path: Path) -> Iterator[Found]:
    """Read as a tree, because Babel does not look into f-strings before Python 3.12."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        wanted = PYTHON_KEYWORDS.get(call.func.id, 0) if isinstance(call.func, ast.Name) else 0
        given = tuple(str(arg.value) for arg in call.args[:wanted] if isinstance(arg, ast.Constant))
        if given and len(given) == wanted:
            yield str(path.relative_to(ROOT)), given if wanted > 1 else given[0]


def _in_script(path: Path) -> Iterator[Found]:
    for _line, message, _comments, _context in extract_from_file("javascript", path, keywords=SCRIPT_KEYWORDS):
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
