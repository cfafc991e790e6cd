"""The real app in a real browser; skipped with a sentence where there is no Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser import chromium
from tests.browser.driver import LAPTOP, PATIENCE_MS, again
from tests.browser.server import serve

# The longest first, so that all parts of a run end together; the others take seconds.
LONGEST = (
    *("periksa", "accessible", "hall", "legible", "map", "first_load", "two_servers"),
    *("online_map", "whole_rakor", "rakor", "journeys", "keyboard", "strange_layout"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys and run them last: Playwright's loop stays open."""
    here = Path(__file__).parent
    assert all((here / f"test_{name}.py").is_file() for name in LONGEST)
    order = {name: number for number, name in enumerate(LONGEST, 1)}

    def place(item: pytest.Item) -> int:
        if here not in item.path.parents:
            return 0
        return order.get(item.path.stem.removeprefix("test_"), len(order) + 1)

    for item in items:
        if place(item):
            item.add_marker(pytest.mark.browser)
    items.sort(key=place)


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of app.py, served with an empty data folder."""
    with serve(tmp_path_factory.mktemp("app")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    path = chromium.find()
    if path is None:
        sentence = "Chromium tidak ditemukan (atur KOTAKU_CHROMIUM): uji peramban dilewati"
        if chromium.required():
            pytest.fail(sentence)
        pytest.skip(sentence)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def viewport() -> ViewportSize:
    """The size of the window; override by parametrising with LAPTOP or WIDE."""
    return ViewportSize(**LAPTOP)


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[list[Page]]:
    """The window of all journeys, which a journey that fails takes along."""
    opened: list[Page] = []
    yield opened
    for window in opened:
        window.context.close()


@pytest.fixture
def page(browser: Browser, windows: list[Page], viewport: ViewportSize) -> Iterator[Page]:
    """A window of somebody new; at its end nothing may have left the machine or complained."""
    if not windows:
        windows.append(browser.new_context(locale="id-ID", accept_downloads=True).new_page())
        windows[0].set_default_timeout(PATIENCE_MS)
    window = windows.pop()
    with again(window, viewport):
        yield window
    windows.append(window)
