"""The evening before: a strange spreadsheet is explained once, marked, corrected, and accepted."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.driver import choose, shot, wait_idle
from tests.intake import books

ROWS = [
    ["Sandi", "Asal isian", "Besar lahan", "Letak"],
    ["a", "Kota Kupang", 12.5, "Oesapa"],
    ["b", "Kota Kupang", "sepuluh", "Alak"],
    ["c", "Kota Kupang", 7.25, "Maulafa"],
]
WRONG = "C3"


def upload(page: Page, app_url: str, file: Path) -> None:
    page.goto(f"{app_url}/unggah_data")
    wait_idle(page)
    page.locator("input[type=file]").first.set_input_files(file)
    wait_idle(page, quiet_ms=600)


def go(page: Page, link: str) -> None:
    page.get_by_role("link", name=link).click()
    wait_idle(page)


def test_a_strange_layout_is_explained_once_and_its_error_mended(
    app_url: str, page: Page, tmp_path: Path
):
    strange = tmp_path / "tim.xlsx"
    strange.write_bytes(books.xlsx({"Isian tim": ROWS}))
    upload(page, app_url, strange)
    expect(page.get_by_text("Lembar ini belum dikenali")).to_be_visible()
    choose(page, "Isi: belum dikenali", "Isi lembar ini", "Lokasi: satu lokasi dalam SK Kumuh")
    choose(page, "Belum ada: Kabupaten/Kota", "Kabupaten/Kota ada di kolom",
           "B · Asal isian (Kota Kupang)")  # fmt: skip
    shot(page, "kolom-dipilih")
    choose(page, "Belum ada: Luas SK (ha)", "Luas SK (ha) ada di kolom",
           "C · Besar lahan (12,5, sepuluh, 7,25)")  # fmt: skip
    expect(page.get_by_role("heading", name="3 dari 3 baris dipakai")).to_be_visible()
    expect(page.get_by_text("Perlu dipilih")).to_have_count(0)
    go(page, "Buka Ringkasan")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("19,75 ha")
    page.goto(page.url.replace("/ringkasan", "/kualitas_data"))
    wait_idle(page)
    page.get_by_text("Kembalikan kepada tim").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh tim.xlsx bertanda").click()
    marked = tmp_path / "tim diperbaiki.xlsx"
    download.value.save_as(marked)
    book = load_workbook(marked)
    cell = book["Isian tim"][WRONG]
    assert cell.comment is not None
    cell.value, cell.comment = 10, None
    book.save(marked)
    upload(page, app_url, marked)
    expect(page.get_by_role("heading", name="3 dari 3 baris dipakai, 0 dilaporkan; 0 galat"))\
        .to_be_visible()  # fmt: skip
    expect(page.get_by_text("Perlu dipilih")).to_have_count(0)
    go(page, "Buka Ringkasan")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("29,75 ha")
