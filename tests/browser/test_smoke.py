"""The app answers in a real browser, at the sizes of a laptop and of a hall."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.driver import LAPTOP, WIDE, shot, wait_idle
from tests.browser.server import serve


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server as users start it, to which nobody has spoken yet."""
    with serve(tmp_path_factory.mktemp("awal"), anew=True) as address:
        yield address


@pytest.mark.parametrize("viewport", [ViewportSize(**LAPTOP), ViewportSize(**WIDE)])
def test_the_app_answers(cold: str, page: Page, viewport: ViewportSize) -> None:
    page.goto(cold)
    wait_idle(page)
    expect(page.get_by_test_id("stApp")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert shot(page, f"awal-{viewport['width']}").stat().st_size > 0
