"""Parts of a page that scripts draw: the time bar, and the bar that leads from one record to the next.

They stand on the app's pages, where Streamlit mounts them, and in the map that is taken away as a file.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent
SHARED = FOLDER / "parts.js"
"""What all parts share; it goes before them."""
TIMEBAR = (
    *("days", "periods", "levels", "figures", "told", "elements", "frame", "choose", "controls", "drag", "keys"),
    *("play", "layout", "bins", "cells", "bars", "lanes", "axis", "beside", "paint", "pointer", "mount"),
)

Scripts = Mapping[str, Sequence[Path]]
"""Parts by their name: the scripts that each is made of, in their order. Beside the last lies its style sheet."""

SCRIPTS: Scripts = {
    "record": (FOLDER / "record.js",),
    "timebar": tuple(FOLDER / "timebar" / f"{name}.js" for name in TIMEBAR),
}


def files(parts: Scripts) -> tuple[Path, ...]:
    """All scripts of some parts, in their order."""
    return (SHARED, *(path for paths in parts.values() for path in paths))


def script(parts: Scripts) -> str:
    """The scripts and styles of some parts as one script; ``geo.language.SCRIPT`` goes before it."""
    styles = {name: paths[-1].with_name(f"{name}.css").read_text(encoding="utf-8") for name, paths in parts.items()}
    content = [path.read_text(encoding="utf-8") for path in files(parts)]
    return "\n".join([*content, f"maritime.styles({json.dumps(styles)});"])
