"""A served app and a reader's browser that reaches this machine only."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlparse
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Request, expect, sync_playwright

from geo import ROOT, dataset

POLLING = 100
"""Milliseconds between two looks into the map's frame; a busy machine may draw no frames to wait for."""
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
HERE = ("localhost", "127.0.0.1")
FAILURES = Path(__file__).parent / "failures"


@contextmanager
def serve(folder: Path | None = None) -> Iterator[str]:
    """The app on a free port, on another data folder where one is given."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | ({dataset.FOLDER_VARIABLE: str(folder)} if folder else {})
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://localhost:{port}/healthz", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise RuntimeError(f"the app ended at start:\n{server.stdout.read().decode()}")
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    raise RuntimeError(f"no answer from {address}")


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with serve() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    no_other = "--host-resolver-rules=" + ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in HERE)])
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--font-render-hinting=none",
        no_other,
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@dataclass
class Reader:
    """One reader's window, and all that went wrong in it."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> Frame:
        """Open a page with a map and wait until it is drawn."""
        self.page.goto(address)
        return self.map()

    def map(self) -> Frame:
        """The map's frame, once something has been drawn in it."""
        frame = self.page.wait_for_selector("iframe[title*='folium']").content_frame()
        frame.wait_for_function("window.mapStats && document.querySelector('#map_div path')", polling=POLLING)
        return frame

    def drawn(self, frame: Frame, counts: dict[str, int]) -> dict[str, int]:
        """What the map says it drew, once it is what was counted."""
        wanted = {"placed": counts["placed"], "areas": counts["areas"], "unplaced": counts["unplaced"]}
        frame.wait_for_function(
            "wanted => Object.entries(wanted).every(([name, count]) => window.mapStats[name] === count)",
            arg=wanted,
            polling=POLLING,
        )
        return frame.evaluate("window.mapStats")


def _watch(reader: Reader) -> None:
    def failed(request: Request) -> None:
        reader.failed.append(request.url)
        if urlparse(request.url).hostname not in HERE:
            reader.foreign.append(request.url)

    reader.page.on("requestfailed", failed)
    reader.page.on("response", lambda answer: answer.status >= 400 and reader.failed.append(answer.url))
    reader.page.on("pageerror", lambda error: reader.errors.append(str(error)))
    reader.page.on("dialog", lambda dialog: (reader.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))


@contextmanager
def window(chromium: Browser, width: int = 1400, height: int = 900, **options) -> Iterator[Reader]:
    """A new reader with an empty cache."""
    context = _context(chromium, width, height, **options)
    try:
        yield _opened(context)
    finally:
        context.close()


def _context(chromium: Browser, width: int = 1400, height: int = 900, **options) -> BrowserContext:
    context = chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
    context.set_default_timeout(30_000)
    return context


def _opened(context: BrowserContext) -> Reader:
    reader = Reader(context.new_page())
    _watch(reader)
    return reader


@pytest.fixture(scope="session")
def browsed(chromium: Browser) -> Iterator[BrowserContext]:
    """What readers have in common who come one after the other: a cache of scripts."""
    context = _context(chromium)
    yield context
    context.close()


@pytest.fixture
def reader(browsed: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Reader]:
    opened = _opened(browsed)
    try:
        yield opened
        if getattr(request.node, "failed", False):
            FAILURES.mkdir(exist_ok=True)
            opened.page.screenshot(path=FAILURES / f"{request.node.name}.png")
    finally:
        _leave(browsed, opened.page)


def _leave(context: BrowserContext, page: Page) -> None:
    """Close the reader's windows; nothing but the cache is left of what was done in them."""
    address = urlparse(page.url)
    storage = {"origin": f"{address.scheme}://{address.netloc}", "storageTypes": "local_storage,indexeddb,cookies"}
    for other in set(context.pages) - {page}:
        other.close()
    page.close()
    blank = context.new_page()
    context.new_cdp_session(blank).send("Storage.clearDataForOrigin", storage)
    blank.close()
    context.unroute_all(behavior="ignoreErrors")
    context.clear_permissions()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report
