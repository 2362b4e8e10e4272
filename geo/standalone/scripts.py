"""Scripts and styles of the file: those of the app's map and parts, and a host that stands in for the app."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from geo import ROOT, parts
from geo.maps import basemap

FOLDER = Path(__file__).parent
OWN = ("cards.js", "host.js")
BESIDE_A_SERVER = ("address.js", "tiles.js", "sketch.js")
"""Scripts of the map that ask something of the page around it, of a server or of other hosts."""

FIRST = (basemap.FOLDER / "words.js", FOLDER / "hash.js", basemap.FOLDER / "theme.js")
"""What runs before anything is drawn, so that the page has its theme from the first moment."""

SHEETS = (ROOT / "geo" / "card.css", FOLDER / "page.css")


def files() -> tuple[Path, ...]:
    """All our scripts but the parts', in their order."""
    return (*FIRST, *_of_the_map(), *(FOLDER / name for name in OWN))


def _of_the_map() -> tuple[Path, ...]:
    paths = (basemap.FOLDER / name for name in basemap.SCRIPTS if name not in BESIDE_A_SERVER)
    return tuple(path for path in paths if path not in FIRST)


@cache
def first() -> str:
    """The script of the file's head."""
    return _joined(FIRST)


@cache
def main() -> str:
    """The script that draws everything, once all of the file is there."""
    leaflet = basemap.files()["leaflet.js"].content.decode()
    own = (FOLDER / name for name in OWN)
    return _told(_unmapped(leaflet), _joined(_of_the_map()), parts.script(parts.SCRIPTS), _joined(own))


@cache
def styles() -> str:
    """All styles of the file; Leaflet's pictures are of controls that it has not."""
    leaflet = basemap.files()["leaflet.css"].content.decode()
    return _told(re.sub(r"url\([^)]*\)", "none", leaflet), basemap.styles().decode(), _joined(SHEETS))


def _told(*contents: str) -> str:
    """One text, with line ends as a browser reads them: it counts their digest."""
    return "\n".join(contents).replace("\r\n", "\n")


def _joined(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _unmapped(script: str) -> str:
    """A script without the address of its source, which would be looked for beside the file."""
    return re.sub(r"//# sourceMappingURL=\S+", "", script)
