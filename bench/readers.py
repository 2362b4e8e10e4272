"""A reader in Chromium: opens a page, changes something, and tells how long it took and how much was sent."""

import base64
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Late

NAMES = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PROBE = Path(__file__).with_name("probe.js")
CALM_MS, POLLING_MS, PATIENCE_MS = 300, 50, 60_000
AT_REST = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
SIZE = {"width": 1400, "height": 900}


@dataclass(frozen=True)
class Change:
    """One change: milliseconds from the event to the pixels, and the bytes that the server sent for it."""

    time_ms: float
    received_bytes: int


class Reader:
    """One window with an empty cache."""

    def __init__(self, browser: Browser, patience_ms: int = PATIENCE_MS) -> None:
        self._context = browser.new_context(viewport=SIZE)
        self._context.set_default_timeout(patience_ms)
        self._patience_ms = patience_ms
        self._context.add_init_script(path=PROBE)
        self.page = self._context.new_page()
        self._received = 0
        wire = self._context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.webSocketFrameReceived", self._count)

    def _count(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        content = frame["payloadData"]
        self._received += len(base64.b64decode(content)) if frame["opcode"] == 2 else len(content)

    def open(self, address: str, picture: str) -> float:
        """Open a page; milliseconds from the navigation until the picture is on the screen."""
        self.page.goto(address, wait_until="commit")
        return float(self.page.evaluate("picture => stopwatch.first(picture)", picture))

    def rest(self) -> None:
        """Wait as a reader would: until no script runs, and is still not running a moment later."""
        self.page.wait_for_function(AT_REST, polling=POLLING_MS)
        self.page.wait_for_timeout(CALM_MS)
        self.page.wait_for_function(AT_REST, polling=POLLING_MS)

    def change(self, act: Callable[[Page], None], event: str, picture: str) -> Change:
        """Do something to a page at rest; measured from the first event of that type that it causes."""
        self.page.bring_to_front()
        self.rest()
        self._received = 0
        self.page.evaluate("([event, picture]) => { stopwatch.arm(event, picture) }", [event, picture])
        act(self.page)
        time_ms = self._time(picture)
        self.rest()
        return Change(time_ms, self._received)

    def _time(self, picture: str) -> float:
        self.page.evaluate("stopwatch.time.then((time) => { stopwatch.told = time })")
        try:
            self.page.wait_for_function("stopwatch.told !== undefined", polling=POLLING_MS)
        except Late as late:
            raise RuntimeError(f"{self.page.url}: the {picture} did not change within {self._patience_ms} ms") from late
        return float(self.page.evaluate("stopwatch.told"))

    def close(self) -> None:
        """Close the window."""
        self._context.close()


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """The machine's own Chromium, with ``more`` arguments; RuntimeError where it has none."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        raise RuntimeError(f"No Chromium here: none of {', '.join(NAMES)} is on the path. `make test` installs one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            browser.close()
