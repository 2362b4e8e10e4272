"""What is compared: each page, how a reader changes it, and what tells that it has changed."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from bench.servers import OURS

KINDS = ("boat_strike", "land_strike", "interdiction")
WALK = (0, 1, 0, 2, 0, 1, 0, 2)
"""The kind to switch at each change: through every choice of the three, so that no message is one that the browser has
kept from a moment ago (Streamlit then sends its name only)."""
PERIODS = ("year 2025", "last 90", "year 2026", "all")


@dataclass(frozen=True)
class Subject:
    """A page and one kind of change to it."""

    key: str
    title: str
    server: str
    event: str
    """The event of the page at which the time begins."""
    picture: str
    """What of the page changes, by its name in ``probe.js``."""
    act: Callable[[Page, int], None]
    """Make the change of that number, from 0."""


def _slide(page: Page, number: int) -> None:
    """One step to the left, from the end of the slider and back."""
    steps = 30
    page.get_by_role("slider").press("ArrowLeft" if number % (2 * steps) < steps else "ArrowRight")


def _switch_kind(page: Page, number: int) -> None:
    page.locator(f"[data-name='kind'] [data-value='{KINDS[WALK[number % len(WALK)]]}']").click()


def _set_period(page: Page, number: int) -> None:
    page.locator(f".presets button[data-value='{PERIODS[number % len(PERIODS)]}']").click()


SUBJECTS = (
    Subject("a", "floor: a slider changes one word", "floor", "keydown", "word", _slide),
    Subject("b", "ours: a filter in the sidebar", OURS, "pointerup", "drawing", _switch_kind),
    Subject("b time", "ours: a period on the time bar", OURS, "pointerup", "drawing", _set_period),
    Subject("c", "usual: a marker for each record", "markers", "keydown", "marks", _slide),
    Subject("d", "usual: one GeoJson layer", "geojson", "keydown", "marks", _slide),
)
FIRST = (("hello", "hello, world: one marker in st_folium", "marks"), (OURS, "ours", "land"))
"""Server, title and picture of each first map."""
MEMORY = (("floor", "floor"), (OURS, "ours"), ("markers", "usual: a marker for each record"))
"""Server and title of each whose memory is measured."""
