"""The real app in a real browser; skipped with a sentence where there is no Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser import chromium
from tests.browser.driver import LAPTOP, PATIENCE_MS, watched
from tests.browser.server import ROOT, serve


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys and run them last: Playwright's loop stays open."""
    here = Path(__file__).parent
    journeys = [item for item in items if here in item.path.parents]
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    items.sort(key=journeys.__contains__)


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of app.py, served with an empty data folder."""
    with serve(ROOT / "app.py", tmp_path_factory.mktemp("app")) as address:
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


@pytest.fixture
def page(browser: Browser, viewport: ViewportSize) -> Iterator[Page]:
    """A fresh window; at its end nothing may have left the machine or complained."""
    with watched(browser, viewport, accept_downloads=True) as window:
        yield window
