"""Nobody frames the app; that it keeps its own policy, test_accessible.py sees on each page."""

from playwright.sync_api import Browser

from tests.browser.driver import PATIENCE_MS


def test_another_page_of_this_computer_does_not_frame_it(app_url: str, browser: Browser) -> None:
    context = browser.new_context()
    window = context.new_page()
    window.set_default_timeout(PATIENCE_MS)
    with window.expect_console_message(lambda m: "frame-ancestors" in m.text):
        window.set_content(f'<iframe src="{app_url}"></iframe>')
    context.close()
