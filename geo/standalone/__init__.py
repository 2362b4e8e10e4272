"""The view as one HTML file: map, time bar and cards that work from a disk, with nothing loaded from anywhere."""

from geo import progress
from geo.language import _
from geo.standalone import content, document
from geo.view import View, excerpt


def write(shown: View) -> bytes:
    """The file: the same bytes for the same data, filters and language.

    Its records are those of the view; of all others it holds nothing. The period can be narrowed, never widened.
    """
    progress.step(0.0, _("Writing the cards"))
    with progress.part(0.0, 0.8):
        cards = content.cards(shown)
    progress.step(0.8, _("Putting the map together"))
    return document.page(shown, cards, content.blocks(shown, excerpt(shown))).encode()
