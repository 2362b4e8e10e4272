"""Our own parts of a page: what each draws is a script of ours, mounted by Streamlit.

What a component of Streamlit is made of goes to the browser with each change of its data. So all scripts and styles of
our parts are one file with an address of its own, fetched once, and a component is no more than the line that calls
its part of it.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import Route

from geo import language
from geo.delivery import File

FOLDER = Path(__file__).parent
TIMEBAR = (
    *("days", "periods", "levels", "figures", "told", "elements", "frame", "choose", "controls", "drag", "keys"),
    *("play", "layout", "bins", "cells", "bars", "lanes", "axis", "paint", "pointer", "mount"),
)
SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "facets": ("choices.js", "facets.js"),
    "chips": ("chips.js",),
    "record": ("record.js",),
    "timebar": tuple(f"timebar/{name}.js" for name in TIMEBAR),
}
"""The parts: the scripts that each is made of, in their order. Beside the last lies the part's style sheet."""


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
    paths = [FOLDER / name for names in SCRIPTS.values() for name in names]
    styles = {name: _styles(name).read_text(encoding="utf-8") for name in SCRIPTS}
    with language.spoken(code):
        told = language.words_of(FOLDER / "parts.js", *paths)
    content = [path.read_text(encoding="utf-8") for path in (language.SCRIPT, FOLDER / "parts.js", *paths)]
    content += [f"maritime.styles({json.dumps(styles)});", f'maritime.speak("{code}", {json.dumps(told)});']
    return File(f"/assets/page/parts.{code}.js", "\n".join(content).encode(), "text/javascript; charset=utf-8")


def _styles(name: str) -> Path:
    return (FOLDER / SCRIPTS[name][-1]).with_name(f"{name}.css")


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
