"""A whole rakor by the keyboard alone: no hand ever touches a mouse."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import wait_idle
from tests.browser.server import serve

MOST = 80  # presses of Tab until something is reached
# What the hand stands on, as it is read out; "" where it is nothing that can be used.
HELD = """() => {
  const one = document.activeElement
  if (!one.matches("a, button, input, textarea, [role=button], [role=tab]")) return ""
  const named = one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent
  return named.replace(/\\s+/g, " ").trim()
}"""


@pytest.fixture
def hall(page: Page, tmp_path: Path) -> Iterator[str]:
    """A server that has never seen a meeting; the page rests before it goes."""
    with serve(tmp_path) as address:
        yield address
        page.goto("about:blank")


def tab_to(page: Page, words: str, *, back: bool = False) -> None:
    """Press Tab until the hand stands on what is called so."""
    passed = []
    for _ in range(MOST):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        passed.append(page.evaluate(HELD))
        if words in passed[-1]:
            return
    raise AssertionError(f"{words!r} is not reached by Tab: {passed}")


def press(page: Page, words: str, *, back: bool = False) -> None:
    tab_to(page, words, back=back)
    page.keyboard.press("Enter")
    wait_idle(page)


def title(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_rakor_by_the_keyboard_alone(hall: str, page: Page):
    page.goto(hall)
    wait_idle(page)
    press(page, "Buka Contoh NTT 2019")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("202,43 ha")
    press(page, "Rakor", back=True)
    expect(page.get_by_role("menuitem", name="Mode rakor")).to_be_focused()
    page.keyboard.press("Enter")
    title(page, "Provinsi Nusa Tenggara Timur")
    wait_idle(page)
    press(page, "Mulai rakor")
    tab_to(page, "Nama")
    page.keyboard.type("Penyaji")
    press(page, "Mulai rakor")
    expect(page.get_by_text("Catat masalah atau RTL")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    title(page, re.compile("^2/9 "))
    wait_idle(page)
    here = page.get_by_role("heading", level=1).inner_text().strip()
    press(page, "Catat masalah atau RTL")
    tab_to(page, "Tindakan (RTL)")
    page.keyboard.type("bersurat kepada PPK")
    press(page, "Simpan RTL")
    expect(page.locator(".giliran").get_by_text("bersurat kepada PPK")).to_be_visible()
    wait_idle(page)
    press(page, "Tutup formulir", back=True)
    press(page, "Master Schedule", back=True)  # the evidence behind a figure, and back
    page.wait_for_url("**/master_schedule?*kab=*")
    press(page, f"Kembali ke {here}")
    title(page, here)
    press(page, "Atur")
    press(page, "Potret akhir rakor")
    expect(page.get_by_text("Potret akhir tersimpan")).to_be_visible()
    page.keyboard.press("Escape")
    wait_idle(page)
    page.keyboard.press("End")
    title(page, re.compile("^9/9 "))
    wait_idle(page)
