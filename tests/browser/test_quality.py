"""Two teams' files that differ: joined, decided with one click, and the figures follow."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.driver import wait_idle

FIRST = "Kabupaten;Kelurahan;Luas SK (ha)\nEnde;Paupire;5\nEnde;Onekore;7\n"


def test_a_person_decides_which_file_holds(app_url: str, page: Page, tmp_path: Path):
    first, later = tmp_path / "korkot.csv", tmp_path / "askot.csv"
    first.write_text(FIRST)
    later.write_text(FIRST.replace(";5", ";9"))
    page.goto(f"{app_url}/unggah_data")
    wait_idle(page)
    page.set_input_files("input[type=file]", [first, later])
    wait_idle(page)
    page.get_by_role("link", name="Lihat temuan").click()
    page.get_by_role("tab", name="Berkas berbeda").click()
    expect(page.get_by_text("1 belum diputuskan")).to_be_visible()
    page.get_by_role("button", name="Pakai askot.csv").click()
    expect(page.get_by_text("semuanya sudah diputuskan")).to_be_visible()
    wait_idle(page)
    page.goto(page.url.replace("kualitas_data", "ringkasan"))
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("16,00 ha")
