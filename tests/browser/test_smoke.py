"""The app answers in a real browser, at the sizes of a laptop and of a hall."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.driver import LAPTOP, WIDE, shot, wait_idle


@pytest.mark.parametrize("viewport", [ViewportSize(**LAPTOP), ViewportSize(**WIDE)])
def test_the_app_answers(app_url: str, page: Page, viewport: ViewportSize) -> None:
    page.goto(app_url)
    wait_idle(page)
    expect(page.get_by_test_id("stApp")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert shot(page, f"awal-{viewport['width']}").stat().st_size > 0
