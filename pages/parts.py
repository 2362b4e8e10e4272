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
from starlette.routing import BaseRoute, Route

from geo import language
from geo.delivery import File

FOLDER = Path(__file__).parent
NAMES = ("facets", "chips", "record")
"""The parts; each has a script and a style sheet of its name."""


def part(name: str, html: str) -> Callable[..., Any]:
    """What mounts the part of this name in ``html``: called with ``key``, ``data`` and what to call at its changes."""
    call = f"""export default async function (component) {{
  await import(new URL(component.data.script, document.baseURI));
  return window.maritime.mount("{name}", component);
}}"""
    component = st.components.v2.component(name, html=html, js=call)

    def mounted(key: str, data: dict[str, Any], **changes: Callable[[], None]) -> Any:
        code = language.current()
        own = {"language": code, "script": scripts(code).address.lstrip("/")}
        return component(key=key, data={**data, **own}, **changes)

    return mounted


@cache
def scripts(code: str) -> File:
    """Every part's script and styles, and their words in a language, as one file."""
    paths = [FOLDER / f"{name}.js" for name in NAMES]
    styles = {name: (FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in NAMES}
    with language.spoken(code):
        told = language.words_of(*paths)
    content = [path.read_text(encoding="utf-8") for path in (language.SCRIPT, FOLDER / "parts.js", *paths)]
    content += [f"maritime.styles({json.dumps(styles)});", f'maritime.speak("{code}", {json.dumps(told)});']
    return File(f"/assets/page/parts.{code}.js", "\n".join(content).encode(), "text/javascript; charset=utf-8")


def routes() -> list[BaseRoute]:
    """Where the server gives the file, in each language."""
    return [Route(scripts(code).path, scripts(code).answer) for code in language.LANGUAGES]
