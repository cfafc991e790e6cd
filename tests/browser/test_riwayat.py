"""The meeting's memory: a snapshot taken, agreed on, compared with other data; the trail."""

from io import BytesIO
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.driver import shot, wait_idle

NTB, NTT = "Contoh NTB 2022", "Contoh NTT 2019"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).last.click()
    wait_idle(page)


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.fill(option)
    box.press("Enter")
    wait_idle(page)


def test_freeze_agree_compare_and_take_the_trail(app_url: str, page: Page):
    page.goto(f"{app_url}/riwayat?data={NTB.replace(' ', '+')}")
    wait_idle(page)
    press(page, "Masuk sebagai penyaji")
    page.get_by_role("textbox", name="Nama").first.fill("Penyaji")
    page.get_by_role("button", name="Masuk", exact=True).click()
    wait_idle(page)
    page.get_by_role("button", name="Buat potret").first.click()
    page.get_by_label("Nama potret").fill("Potret <b>uji</b>")
    press(page, "Simpan potret")
    expect(page.locator("p", has_text="Belum disepakati")).to_be_visible()
    page.get_by_role("button", name="Sepakati").first.click()
    press(page, "Ya, sepakati dan kunci")
    expect(page.locator("p", has_text="Disepakati, terkunci")).to_be_visible()
    expect(page.get_by_role("heading", name="Potret <b>uji</b>", level=5)).to_be_visible()
    expect(page.get_by_role("button", name="Buang")).to_have_count(0)

    page.get_by_role("tab", name="Bandingkan").click()
    wait_idle(page)
    choose(page, "Dulu", f"Data: {NTT}")
    expect(page.get_by_text("Sisa kumuh naik 312,57 ha")).to_be_visible()
    shot(page, "riwayat-bandingkan")

    page.get_by_role("tab", name="Jejak perubahan").click()
    wait_idle(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="Unduh Excel").click()
    book = openpyxl.load_workbook(BytesIO(Path(got.value.path()).read_bytes()))
    told = [cell.value for row in book["Jejak"].iter_rows() for cell in row]
    assert {"Potret dibuat", "Potret disepakati", "Potret <b>uji</b>"} <= set(told)
