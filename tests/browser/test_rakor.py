"""A rakor in two windows: the presenter leads with keys and clock, the other one follows."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driver import PATIENCE_MS, WIDE, wait_idle, watched

NTT = "data=Contoh+NTT+2019"


@pytest.fixture
def second(browser: Browser) -> Iterator[Page]:
    """Another window of another person; it too may ask for nothing outside."""
    with watched(browser, WIDE) as window:
        yield window


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=PATIENCE_MS)


def left(page: Page) -> int:
    """What the clock says [s]."""
    minutes, seconds = page.locator(".jam .sisa").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def open_rakor(page: Page, app_url: str) -> None:
    """Lead the meeting from this window: a new one, or the one that runs."""
    page.goto(f"{app_url}/mode_rakor?{NTT}")
    wait_idle(page, quiet_ms=400)
    start = page.get_by_text("Mulai rakor").first
    if start.is_visible():
        start.click()
        page.get_by_role("textbox", name="Nama").first.fill("Penyaji")
        page.get_by_role("button", name="Mulai rakor").last.click()
        wait_idle(page, quiet_ms=400)
    page.keyboard.press("Home")
    wait_idle(page)
    title(page, "Provinsi Nusa Tenggara Timur")


def press(page: Page, key: str) -> None:
    page.keyboard.press(key)
    wait_idle(page)


def test_keys_lead_and_the_other_window_follows(app_url: str, page: Page, second: Page):
    open_rakor(page, app_url)
    press(page, "ArrowRight")
    title(page, "1/9 Kabupaten Belu")
    assert "giliran=Kabupaten+Belu" in page.url
    second.goto(f"{app_url}/ikut")
    followed = second.get_by_role("heading", level=1)
    expect(followed).to_have_text("1/9 Kabupaten Belu")
    press(page, "ArrowRight")
    title(page, "2/9 Kabupaten Ende")
    expect(followed).to_have_text("2/9 Kabupaten Ende")
    expect(second.get_by_text("Catat masalah atau RTL")).to_have_count(0)
    second.keyboard.press("ArrowRight")
    expect(followed).to_have_text("2/9 Kabupaten Ende")
    press(page, "ArrowLeft")
    title(page, "1/9 Kabupaten Belu")
    expect(followed).to_have_text("1/9 Kabupaten Belu")


def test_the_clock_runs_pauses_and_outlives_a_reload(app_url: str, page: Page):
    open_rakor(page, app_url)
    press(page, "ArrowRight")
    page.wait_for_timeout(1500)
    before = left(page)
    assert before < 600
    page.reload()
    wait_idle(page, quiet_ms=400)
    assert before - 60 < left(page) < before
    press(page, "Space")
    expect(page.locator(".kata")).to_have_text("Jeda")
    stopped = left(page)
    page.wait_for_timeout(1500)
    assert left(page) == stopped
    page.reload()
    wait_idle(page, quiet_ms=400)
    expect(page.locator(".kata")).to_have_text("Jeda")
    assert left(page) == stopped
    press(page, "f")
    assert page.evaluate("!!document.fullscreenElement")


def test_the_clock_warns_in_words(app_url: str, page: Page):
    open_rakor(page, app_url)
    press(page, "ArrowRight")
    page.get_by_text("Atur", exact=True).click()
    minutes = page.get_by_label("Menit untuk Kabupaten Belu")
    minutes.fill("2")
    minutes.press("Tab")
    page.get_by_role("button", name="Giliran ini").click()
    expect(page.locator(".kata")).to_have_text("2 menit lagi")
    expect(page.locator(".jam")).to_have_class(re.compile("hampir"))
    wait_idle(page)


def test_what_is_typed_is_shown_letter_by_letter(app_url: str, page: Page):
    open_rakor(page, app_url)
    press(page, "ArrowRight")
    page.get_by_role("button", name="Catat masalah atau RTL").click()
    for what in ("<b>rapat</b> **besok** f", "menyelesaikan pembebasan lahan drainase"):
        page.get_by_label("Tindakan (RTL)").fill(what)
        page.get_by_label("PIC").fill("Kepala bidang permukiman")
        page.get_by_role("button", name="Simpan RTL").click()
        wait_idle(page, quiet_ms=400)
        expect(page.get_by_label("Tindakan (RTL)")).to_have_value("")
        expect(page.get_by_text(f"Kepala bidang permukiman: {what}").first).to_be_visible()
    page.get_by_role("button", name="Tutup formulir").click()
    assert not page.evaluate("!!document.fullscreenElement")
