"""The app really runs under the policy it tells browsers, and nobody frames it."""

import urllib.parse

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driver import PATIENCE_MS, wait_idle

DATA = urllib.parse.quote("Contoh NTT 2019")


@pytest.mark.parametrize("name", ["peta", "ringkasan", "master_schedule", "mode_rakor", "laporan"])
def test_a_page_breaks_no_rule(app_url: str, page: Page, name: str) -> None:
    broken: list[str] = []
    page.on("console", lambda m: broken.append(m.text) if "ontent Security Policy" in m.text else 0)
    page.goto(f"{app_url}/{name}?data={DATA}")
    wait_idle(page)
    assert broken == []


def test_another_page_of_this_computer_does_not_frame_it(app_url: str, browser: Browser) -> None:
    context = browser.new_context()
    window = context.new_page()
    window.set_default_timeout(PATIENCE_MS)
    with window.expect_console_message(lambda m: "frame-ancestors" in m.text):
        window.set_content(f'<iframe src="{app_url}"></iframe>')
    context.close()
