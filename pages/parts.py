"""Our own parts of a page: what each draws is a script of ours, mounted by Streamlit.

What a component of Streamlit is made of goes to the browser with each change of its data. So all scripts and styles of
our parts are one file with an address of its own, fetched once, and a component is no more than the line that calls
its part of it.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import Route

from geo import language, parts
from geo.delivery import File

FOLDER = Path(__file__).parent
SCRIPTS: parts.Scripts = {
    "facets": (FOLDER / "choices.js", FOLDER / "facets.js"),
    "chips": (FOLDER / "chips.js",),
    **parts.SCRIPTS,
}


def part(name: str, html: str, isolated: bool = True) -> Callable[..., Any]:
    """What mounts the part of this name in ``html``: called with ``key``, ``data`` and what to call at its changes.

    Styles of a part that is not isolated hold for the whole page. Only a dialog needs that: it keeps the focus among
    what it finds inside, and does not look into an isolated part.
    """
    call = f"""export default async function (component) {{
  await import(new URL(component.data.script, document.baseURI));
  return window.maritime.mount("{name}", component);
}}"""
    component = st.components.v2.component(name, html=html, js=call, isolate_styles=isolated)

    def mounted(key: str, data: dict[str, Any], **changes: Callable[[], None]) -> Any:
        code = language.current()
        own = {"language": code, "script": scripts(code).address.lstrip("/")}
        return component(key=key, data={**data, **own}, **changes)

    return mounted


@cache
def scripts(code: str) -> File:
    """Every part's scripts and styles, and their words in a language, as one file."""
    with language.spoken(code):
        told = language.words_of(*parts.files(SCRIPTS))
    spoken = f'maritime.speak("{code}", {json.dumps(told)});'
    content = "\n".join([language.SCRIPT.read_text(encoding="utf-8"), parts.script(SCRIPTS), spoken])
    return File(f"/assets/page/parts.{code}.js", content.encode(), "text/javascript; charset=utf-8")


def routes() -> list[Route]:
    """Where the server gives the file, in each language."""
    return [Route(scripts(code).path, scripts(code).answer) for code in language.LANGUAGES]


EARLY = (
    *("Html", "purify.es", "BidiComponent", "serialization", "recordbatch"),
    *("ComponentInstance", "ReorderedSegments", "IFrameUtil", "withCalculatedWidth", "urls"),
)
"""Scripts of Streamlit's own that it would fetch one after the other when it meets a part of ours or the map."""


@cache
def head() -> bytes:
    """What stands first in the map page's document: what it is about to need, to be fetched at once."""
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    found = [path.name for name in EARLY for path in sorted(folder.glob(f"{name}.*.js"))]
    links = (f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in found)
    return "".join(links).encode()
