"""Everything on a page can be read: nothing cut, nothing upon another, no unit apart."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import legible
from tests.browser.legible import PAGES, SETS, WINDOWS, Served

# Each page once a day, with another data set in another window; all of them by
# ``python -m tests.browser.legible``.
_TODAY = random.Random(date.today().toordinal())
SOME = [(page, _TODAY.choice(SETS), _TODAY.choice(WINDOWS)) for page in PAGES]
SOME.sort(key=lambda one: one[1])  # of one data set after another, so that few load the app anew


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with legible.served(tmp_path_factory.mktemp("terbaca")) as address:
        yield address


@pytest.fixture(scope="module")
def looked(browser: Browser) -> Iterator[Page]:
    """One window for all pages."""
    page = legible.windows(browser)
    yield page
    page.context.close()


@pytest.mark.parametrize(("name", "data", "window"), SOME)
def test_nothing_is_cut_or_covered(
    looked: Page, at: Served, name: str, data: str, window: tuple[int, int]
) -> None:
    assert legible.unreadable(looked, at, name, data, window) == []
