"""Driving the app in a page: wait until it rests, take its picture, watch what it asks for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, ViewportSize

SCREENSHOTS = Path(__file__).parent / "screenshots"
LAPTOP = {"width": 1366, "height": 768}  # what the hall's projector shows
WIDE = {"width": 1920, "height": 1080}
PATIENCE_MS = 30_000  # a busy machine is slow, not wrong
HERE = {"127.0.0.1", "localhost"}

PHONE = {"width": 390, "height": 844}

_RESTING = """
() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app !== null
    && app.dataset.testScriptState === "notRunning"
    && app.dataset.testConnectionState === "CONNECTED"
    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
}
"""


class Watch:
    """Everything one page asked for or complained about."""

    def __init__(self, page: Page) -> None:
        """Start watching a page that has not gone anywhere yet."""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._on_request)
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("console", self._on_console)
        page.on("pageerror", self._on_page_error)

    @property
    def strangers(self) -> list[str]:
        """Addresses asked for that are not on this machine; data: and blob: never leave it."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname not in HERE
        ]

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _on_page_error(self, error: Error) -> None:
        self.complaints.append(str(error))


@contextmanager
def watched(
    browser: Browser, size: Mapping[str, int], *, quiet: bool = True, **more: Any
) -> Iterator[Page]:
    """Open a window of another person; at its end nothing may have left the machine.

    A ``quiet`` one has not complained either.
    """
    context = browser.new_context(viewport=ViewportSize(**size), locale="id-ID", **more)
    window = context.new_page()
    window.set_default_timeout(PATIENCE_MS)
    watch = Watch(window)
    yield window
    context.close()
    assert watch.strangers == []
    assert not quiet or watch.complaints == []


def wait_idle(page: Page, *, quiet_ms: int = 250, patience_ms: int = PATIENCE_MS) -> None:
    """Wait until Streamlit finished its run and stays so for a moment.

    A click starts the run a little later, so rest must last before it counts.
    """
    page.wait_for_function(_RESTING, timeout=patience_ms)
    page.wait_for_timeout(quiet_ms)
    page.wait_for_function(_RESTING, timeout=patience_ms)


def shot(page: Page, name: str) -> Path:
    """Keep a picture of the page under tests/browser/screenshots and return its path."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path)
    return path


def choose(page: Page, chip: str, label: str, option: str) -> None:
    """Click a chip of the check step, choose an option of its panel, and take it."""
    page.get_by_role("button", name=chip, exact=True).last.click()
    page.get_by_label(label, exact=True).select_option(label=option)
    page.get_by_role("button", name="Pakai", exact=True).click()
