"""Driving the app in a page: wait until it rests, take its picture, watch what it asks for."""

import itertools
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    ViewportSize,
    WebSocket,
)

SCREENSHOTS = Path(__file__).parent / "screenshots"
LAPTOP = {"width": 1366, "height": 768}  # what the hall's projector shows
WIDE = {"width": 1920, "height": 1080}
PATIENCE_MS = 30_000  # a busy machine is slow, not wrong
HERE = {"127.0.0.1", "localhost"}

PHONE = {"width": 390, "height": 844}

# Rest counts from the call on and lasts as long as nothing on the page changes; where something
# moves without end, such as a clock, no longer than four times as long.
_RESTING = """
({ quiet, call }) => {
  const now = performance.now()
  const rest = window.uji ??= { since: now, last: now }
  if (!rest.eye) {
    rest.eye = new MutationObserver(() => { rest.last = performance.now() })
    rest.eye.observe(document, { subtree: true, childList: true, attributes: true,
      characterData: true })
  }
  if (rest.call !== call) Object.assign(rest, { call, since: now, last: now })
  const app = document.querySelector('[data-testid="stApp"]');
  const rests = app !== null
    && app.dataset.testScriptState === "notRunning"
    && app.dataset.testConnectionState === "CONNECTED"
    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
  if (!rests) rest.since = rest.last = now
  return now - rest.last >= quiet || now - rest.since >= 4 * quiet
}
"""
_CALLS = itertools.count()
_GO_BACK = """(address) => {
  history.pushState({}, "", address)
  dispatchEvent(new PopStateEvent("popstate"))
}"""
# What a person's browser keeps of a place.
_FORGET = (
    "() => { if (location.protocol !== 'about:') { localStorage.clear(); sessionStorage.clear() } }"
)


class Watch:
    """Everything one page asked for or complained about."""

    def __init__(self, page: Page) -> None:
        """Start watching a page that has not gone anywhere yet."""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._page = page
        self._ears: dict[Any, Any] = {
            "request": self._on_request,
            "websocket": self._on_websocket,
            "console": self._on_console,
            "pageerror": self._on_page_error,
        }
        for event, ear in self._ears.items():
            page.on(event, ear)

    def end(self) -> None:
        """Watch the page no longer."""
        for event, ear in self._ears.items():
            self._page.remove_listener(event, ear)

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

    def _on_websocket(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)

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


@contextmanager
def again(window: Page, size: Mapping[str, int]) -> Iterator[Page]:
    """Give a window that was used to another person; see ``watched``.

    What it has loaded and compiled it keeps, which takes half of the time of a page; what it knows
    of its last person is gone.
    """
    window.set_viewport_size(ViewportSize(**size))
    watch = Watch(window)
    yield window
    for other in window.context.pages:
        if other is not window:
            other.close()
    window.evaluate(_FORGET)
    window.goto("about:blank")
    window.emulate_media(media="null", color_scheme="null")
    window.context.clear_cookies()
    watch.end()
    assert watch.strangers == []
    assert watch.complaints == []


def visit(page: Page, address: str) -> None:
    """Open a page of the app; where it is open with the same data, as the Back of a browser does.

    Loading the app anew takes more than half of the time of a page. The start has no name to go to.
    """
    here, there = urlsplit(page.url), urlsplit(address)
    inside = here.netloc == there.netloc and parse_qs(here.query) == parse_qs(there.query)
    if not inside or here.path == there.path or there.path == "/":
        page.goto(address)
        return
    wait_idle(page, quiet_ms=500)  # a new width is told, and the page drawn for it
    before = page.title()
    page.evaluate(_GO_BACK, address)
    page.wait_for_function("before => document.title !== before", arg=before)


def wait_idle(page: Page, *, quiet_ms: int = 250, patience_ms: int = PATIENCE_MS) -> None:
    """Wait until Streamlit finished its run and the page stays as it is for a moment.

    A click starts the run a little later, so rest must last before it counts.
    """
    told = {"quiet": quiet_ms, "call": next(_CALLS)}
    page.wait_for_function(_RESTING, arg=told, timeout=patience_ms, polling=50)


def shot(page: Page, name: str) -> Path:
    """Keep a picture of the page under tests/browser/screenshots and return its path."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path)
    return path


def chips(page: Page, words: str) -> Locator:
    """Return the chips of the check step that say exactly this; their names say of what, too."""
    return page.locator(".lembar button", has_text=re.compile(rf"^{re.escape(words)}$"))


def choose(page: Page, chip: str, label: str, option: str) -> None:
    """Click a chip of the check step, choose an option of its panel, and take it."""
    chips(page, chip).last.click()
    page.get_by_label(label, exact=True).select_option(label=option)
    page.get_by_role("button", name="Pakai", exact=True).click()
