"""Drawn files are brought to the truth by the page alone, with at most three answers each.

Who answers knows the truth and nothing else: of a question's buttons the one that shows the true
hectares or percent is pressed. The next year's file of a layout asks nothing.

All files of a seed go through one window, which moves by the links of the page as a person does:
loading the page anew for each file would take most of the time.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kotaku.words.numbers import format_number
from tests.browser.drawn import drawn, maker
from tests.browser.driver import LAPTOP, PHONE, chips, choose, shot, wait_idle
from tests.browser.server import serve
from tests.intake import books

SEEDS = ["5", pytest.param(str(random.randrange(10**6)), id="acak")]
AREAS, SCHEDULES = 6, 2  # drawn files of each seed: sixteen in all
MOST_ANSWERS = 3
ANSWERS = "[class*=st-key-jawab-] button"
ROUNDED = 0.06  # drawn points are rounded to two decimals, their sum is not exact [%]
HEAD = ["Kab/Kota", "Kelurahan", "Luas Kumuh (Ha)", "Luas Lain (Ha)"]
ROWS = [["Kota Kupang", "Oesapa", 31.5, 9.0], ["Kota Kupang", "<b>Alak</b>", 52.25, 9.0],
        ["Kota Kupang", "Naikoten", 7.0, 9.0]]  # fmt: skip


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own: what others answered before would count here."""
    with serve(tmp_path_factory.mktemp("periksa")) as address:
        yield address


def upload(page: Page, address: str, file: Path) -> None:
    """Open the page of uploads and send a file."""
    page.goto(f"{address}/unggah_data")
    wait_idle(page)
    send(page, file)


def send(page: Page, file: Path) -> None:
    """Send a file and wait until it is the one that is open."""
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_role("combobox").first).to_have_value(re.compile(re.escape(file.name)))
    expect(page.get_by_role("heading", name="baris dipakai")).to_be_visible()
    wait_idle(page)


def answers(page: Page) -> list[str]:
    """Return the answers on offer to the open questions."""
    return page.locator(ANSWERS).all_inner_texts()


def answer_all(page: Page, *truth: float) -> int:
    """Answer what is asked as somebody does who knows the truth; return how often."""
    known = [format_number(figure) for figure in truth]
    for count in range(MOST_ANSWERS + 1):
        offered = answers(page)
        if not offered:
            return count
        right = next((t for t in offered if any(k in t for k in known)), offered[0])
        page.locator(ANSWERS, has_text=right).first.click()
        wait_idle(page, quiet_ms=400)
    return MOST_ANSWERS + 1


def metric(page: Page, label: str) -> str:
    """Return the figure under a label of a headline."""
    card = page.get_by_test_id("stMetric").filter(has_text=label)
    said: str = card.get_by_test_id("stMetricValue").first.inner_text()
    return said.replace("\N{NO-BREAK SPACE}", " ")


def unsure(page: Page) -> bool:
    return page.get_by_test_id("stMetric").filter(has_text="belum pasti").count() > 0


def followed(page: Page, link: str) -> None:
    """Follow a link of the page, which loads nothing anew."""
    page.get_by_role("link", name=link, exact=True).first.click()
    wait_idle(page)


def menu(page: Page, group: str, title: str) -> None:
    """Open a page by the menu, which loads nothing anew."""
    page.get_by_test_id("stTopNavSection").filter(has_text=group).click()
    page.get_by_text(title, exact=True).filter(visible=True).first.click()
    wait_idle(page)


def back(page: Page) -> None:
    """Go back to the page of uploads."""
    menu(page, "Data", "Unggah data")
    page.locator("input[type=file]").first.wait_for(state="attached")
    wait_idle(page)


@pytest.mark.parametrize("seed", SEEDS)
def test_drawn_hectares_are_right_on_the_page(own_url, page, shared, tmp_path, seed):
    wrong = []
    page.goto(f"{own_url}/unggah_data")
    wait_idle(page)
    for name, (file, truth) in drawn(maker(shared, "make"), tmp_path, AREAS, seed).items():
        send(page, file)
        count = answer_all(page, truth["awal"], truth["sisa"])
        followed(page, "Buka Ringkasan")
        got = (metric(page, "Luas kumuh awal"), metric(page, "Sisa kumuh"))
        expected = tuple(f"{format_number(truth[key])} ha" for key in ("awal", "sisa"))
        if got != expected or count > MOST_ANSWERS or unsure(page):
            wrong.append((name, count, got, expected))
        back(page)
    assert wrong == [], f"benih {seed}"


@pytest.mark.parametrize("seed", SEEDS)
def test_drawn_schedules_are_right_on_the_page(own_url, page, shared, tmp_path, seed):
    wrong = []
    page.goto(f"{own_url}/unggah_data")
    wait_idle(page)
    for name, (file, truth) in drawn(maker(shared, "make_ms"), tmp_path, SCHEDULES, seed).items():
        send(page, file)
        count = answer_all(page, truth["realisasi"], truth["rencana"])
        menu(page, "Capaian", "Master Schedule")
        text = page.get_by_test_id("stMain").inner_text()
        told = [float(n.replace(",", ".")) for n in re.findall(r"\d+,\d\d", text)]
        # rounded weights may come to more than a hundred, a plan never does
        expected = [min(truth[key], 100.0) for key in ("rencana", "realisasi")]
        near = all(any(abs(n - e) <= ROUNDED for n in told) for e in expected)
        if not near or count > MOST_ANSWERS or unsure(page):
            wrong.append((name, count, told[:4], expected))
        back(page)
    assert wrong == [], f"benih {seed}"


def without_unit(year: int) -> bytes:
    """Return the recap of a year that does not say its unit."""
    head = ["No", "Kab/Kota", "Kelurahan", "Luas Kumuh", f"Berkurang {year}"]
    rows = [[1, "Kota Kupang", "Oesapa", 31000, 1000], [2, "Kota Kupang", "Alak", 52000, 3000]]
    return books.xlsx({"Rekap": [["LUAS KUMUH"], head, *rows]})


def test_an_answer_holds_for_next_years_file_and_is_taken_back(own_url, page, tmp_path):
    for year in (2019, 2020):
        (tmp_path / f"rekap {year}.xlsx").write_bytes(without_unit(year))
    upload(page, own_url, tmp_path / "rekap 2019.xlsx")
    expect(page.locator(ANSWERS, has_text="8,30 ha")).to_be_visible()
    followed(page, "Buka Ringkasan")
    assert unsure(page)
    back(page)
    assert answer_all(page, 8.3) == 1
    followed(page, "Buka Ringkasan")
    assert metric(page, "Luas kumuh awal") == "8,30 ha"
    back(page)
    send(page, tmp_path / "rekap 2020.xlsx")
    assert answers(page) == []
    page.get_by_text("Jawaban yang berlaku").click()
    page.get_by_role("button", name="Tarik kembali").click()
    wait_idle(page, quiet_ms=400)
    assert len(answers(page)) == 2


def filled_on(year: int, done: list[float]) -> bytes:
    """Return a schedule whose progress was pulled through to the last month."""
    months = [f"{m} {year}" for m in ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")]
    head = ["No", "Kegiatan", "Bobot (%)", *months]
    plan = [[1, "Jalan", 60, 10, 20, 30, 40, 50, 60], [2, "Drainase", 40, 0, 10, 20, 30, 40, 40]]
    rows = [plan[0], [None, "Realisasi", None, *done], plan[1],
            [None, "Realisasi", None, *(v / 2 for v in done)]]  # fmt: skip
    return books.xlsx({"MS": [[f"MASTER SCHEDULE {year}"], head, *rows]})


def test_an_answer_on_a_schedule_holds_for_next_years_file(own_url, page, tmp_path):
    for year, done in ((2021, [10, 20, 20, 20, 20, 20]), (2022, [5, 15, 25, 35, 35, 35])):
        (tmp_path / f"ms {year}.xlsx").write_bytes(filled_on(year, done))
    upload(page, own_url, tmp_path / "ms 2021.xlsx")
    assert len(answers(page)) == 2
    page.locator(ANSWERS, has_text="sampai periode ke-2").click()
    wait_idle(page, quiet_ms=400)
    assert answers(page) == []
    send(page, tmp_path / "ms 2022.xlsx")
    assert answers(page) == []
    expect(page.get_by_text("realisasi 52,50 %")).to_be_visible()


def test_clicks_on_the_sheet_change_the_figures_and_none_gets_lost(own_url, page, tmp_path):
    file = tmp_path / "klik.xlsx"
    file.write_bytes(books.xlsx({"Data": [HEAD, *ROWS]}))
    upload(page, own_url, file)
    expect(page.get_by_text("<b>Alak</b>").first).to_be_visible()
    choose(page, "data", "Baris ini", "abaikan baris ini")
    choose(page, "Luas awal · ha · –", "Satuan", "m²")  # at once, before the server answered
    expect(chips(page, "Luas awal · m² · –")).to_be_visible()
    expect(chips(page, "abaikan baris ini")).to_be_visible()
    shot(page, "periksa")
    choose(page, "Luas awal · m² · –", "Satuan", "ha")
    expect(chips(page, "Luas awal · ha · –")).to_be_visible()
    wait_idle(page)
    followed(page, "Buka Ringkasan")
    assert metric(page, "Luas kumuh awal") == "83,75 ha"


IN_SIGHT = """cell => {
  const around = cell.closest(".gulung").getBoundingClientRect()
  const label = cell.parentElement.querySelector("th").getBoundingClientRect()
  const text = document.createRange()
  text.selectNodeContents(cell)
  const at = text.getBoundingClientRect(), own = cell.getBoundingClientRect()
  return at.left >= label.right && at.right <= around.right && at.right <= own.right
    && at.bottom <= own.bottom + 1 && document.documentElement.scrollWidth <= innerWidth
}"""


@pytest.mark.parametrize("size", [{"width": 1024, "height": 768}, PHONE], ids=["laptop", "ponsel"])
def test_a_long_cell_is_read_whole_with_a_click_and_with_the_keyboard(
    own_url, page, tmp_path, size
):
    long = "pembangunan jalan lingkungan dan drainase menurut musyawarah warga " * 8
    file = tmp_path / "panjang.xlsx"
    file.write_bytes(books.xlsx({"Data": [[*HEAD, "Catatan"], *([*r, long] for r in ROWS)]}))
    page.set_viewport_size(size)
    upload(page, own_url, file)
    first, second = (page.locator("td.panjang").nth(n) for n in (0, 1))
    assert not first.evaluate(IN_SIGHT)
    first.click()
    assert first.evaluate(IN_SIGHT)
    page.keyboard.press("ArrowDown")
    assert second.evaluate(IN_SIGHT)
    assert not first.evaluate(IN_SIGHT)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert second.evaluate(IN_SIGHT)


def test_a_list_is_mended_on_its_own_sheet_and_one_step_back_undoes_it(own_url, page, tmp_path):
    head = ["Kab/Kota", "Kelurahan", "BKM", "Pagu BPM (Rp)", "Cair (Rp)"]
    rows = [["Kota Kupang", "Oesapa", "Maju", 5e8, 3e8], ["Kota Kupang", "Alak", "Jaya", 4e8, 2e8]]
    file = tmp_path / "bpm.xlsx"
    file.write_bytes(books.xlsx({"BPM": [head, *rows]}))
    upload(page, own_url, file)
    expect(page.get_by_text("Pagu (Rp): 900.000.000")).to_be_visible()
    choose(page, "Cair (Rp)", "Arti", "Tidak dipakai")
    choose(page, "data", "Baris ini", "abaikan baris ini")  # at once, before the server answered
    expect(page.get_by_text("Pagu (Rp): 500.000.000")).to_be_visible()
    expect(chips(page, "Tidak dipakai")).to_be_visible()
    page.get_by_role("button", name="Kembali").first.click()
    expect(page.get_by_text("Pagu (Rp): 900.000.000")).to_be_visible()
    page.get_by_role("button", name="Abaikan lembar ini").click()
    expect(page.get_by_text("Lembar ini diabaikan.")).to_be_visible()
    page.get_by_role("button", name="Pakai lembar ini lagi").click()
    expect(page.get_by_text("Pagu (Rp): 900.000.000")).to_be_visible()


def test_two_people_on_one_sheet_and_a_reload_lose_nothing(own_url, browser, page, tmp_path):
    head = ["No", "Kab/Kota", "Kelurahan", "BKM", "Pagu BPM (Rp)", "Termin"]
    rows = [[n, "Kota Kupang", f"Kelurahan {n}", f"BKM {n}", 1e8, "I"] for n in range(1, 9)]
    file = tmp_path / "bersama.xlsx"
    file.write_bytes(books.xlsx({"BPM": [head, *rows]}))
    upload(page, own_url, file)
    context = browser.new_context()
    other = context.new_page()
    other.goto(page.url)
    other.get_by_text("Periksa isi lembar").click()
    rows = "tbody th button"
    other.locator(rows).first.wait_for()
    page.locator(rows).nth(1).click()
    page.locator(rows).nth(3).click(modifiers=["Shift"])  # a range of three
    page.get_by_label("Baris ini", exact=True).select_option(label="abaikan baris ini")
    page.get_by_role("button", name="Pakai", exact=True).click()
    choose(other, "Termin", "Arti", "Tidak dipakai")
    expect(other.get_by_text("Pagu (Rp): 500.000.000")).to_be_visible()
    choose(page, "BKM/LKM", "Arti", "Tidak dipakai")  # this window does not know of the other yet
    expect(chips(page, "Tidak dipakai")).to_have_count(3)
    page.reload()
    page.get_by_text("Periksa isi lembar").click()
    expect(page.get_by_text("Pagu (Rp): 500.000.000")).to_be_visible()
    expect(chips(page, "Tidak dipakai")).to_have_count(3)
    expect(chips(page, "abaikan baris ini")).to_have_count(3)
    context.close()


TWO = [["LUAS KUMUH KOTA BIMA"], ["No", "Kelurahan", "Luas kumuh (ha)", "Hasil", "Catatan"],
       [None, None, "titik nol", "dientaskan", None],
       [1, "Rabadompu", 12.5, 2.5, "x"], [2, "Jatiwangi", 20, 4, "y"],
       [3, "Melayu", 9, 1, "z"]]  # fmt: skip


def test_a_row_of_a_table_is_called_its_heading_by_keyboard_and_the_hand_stays(
    own_url, page, tmp_path
):
    file = tmp_path / "dua baris judul.xlsx"
    file.write_bytes(books.xlsx({"Rekap": TWO}))
    upload(page, own_url, file)
    row = page.get_by_role("button", name="Baris 3: catatan", exact=True)
    row.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Baris ini", exact=True).select_option(label="judul kolom")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    here = page.get_by_role("button", name="Baris 3: judul kolom", exact=True)
    expect(here).to_be_focused()
    expect(page.get_by_text("berkurang 7,50 ha")).to_be_visible()
    expect(
        page.get_by_role("button", name="Kolom D · Hasil dientaskan: Berkurang", exact=False)
    ).to_be_visible()
    wait_idle(page)
    expect(here).to_be_focused()
    page.get_by_role("button", name="Kembali").first.click()
    expect(row).to_be_visible()
    expect(page.get_by_text("berkurang 7,50 ha")).to_have_count(0)


def test_what_a_schedules_figures_are_is_said_on_its_sheet_or_to_its_question(
    own_url, page, tmp_path
):
    months = [f"Tahap {n} {month}" for n, month in enumerate(("Jan", "Feb", "Mar", "Apr"), 1)]
    rows = [["Butir", "Porsi (%)", *months], ["Jalan beton", 60, 5, 10, 20, 30],
            ["Selokan", 40, 5, 10, 15, 20]]  # fmt: skip
    file = tmp_path / "kurva.xlsx"
    file.write_bytes(books.xlsx({"Kerja": rows}))
    upload(page, own_url, file)
    assert len(answers(page)) > 1
    chip = page.get_by_role("button", name=re.compile("^Isi angka: "))
    chip.click()
    field = page.get_by_label("Isi angka", exact=True)
    field.select_option(label="bobot kumulatif tiap kegiatan")
    page.get_by_role("button", name="Pakai", exact=True).click()
    expect(page.get_by_text("rencana 50,00 %")).to_be_visible()
    expect(chip).to_be_focused()
    assert answers(page) == []
    choose(page, "Angka kegiatan: rencana", "Angka kegiatan", "realisasi")
    expect(page.get_by_text("realisasi 50,00 %")).to_be_visible()
    page.get_by_text("Jawaban yang berlaku").click()
    page.get_by_role("button", name="Tarik kembali").first.click()
    wait_idle(page, quiet_ms=400)
    page.get_by_role("button", name="Tarik kembali").first.click()
    wait_idle(page, quiet_ms=400)
    assert len(answers(page)) > 1


def test_the_unit_of_a_lists_column_is_said_on_its_sheet(own_url, page, tmp_path):
    head = ["Kab/Kota", "Kelurahan", "BKM", "Pagu BPM", "Pencairan"]
    rows = [["Kota Bima", "Melayu", "Guyub", 350, 120], ["Kota Bima", "Sarae", "Rukun", 410, 95]]
    file = tmp_path / "paket.xlsx"
    file.write_bytes(books.xlsx({"Paket": [head, *rows]}))
    upload(page, own_url, file)
    chip = page.get_by_role("button", name="Kolom D · Pagu BPM: Pagu (Rp)")
    chip.click()
    page.get_by_label("Satuan", exact=True).select_option(label="jutaan rupiah")
    page.get_by_role("button", name="Pakai", exact=True).click()
    expect(page.get_by_text("Pagu (Rp): 760.000.000")).to_be_visible()
    expect(chip).to_have_text("Pagu (Rp) · jutaan rupiah")
    expect(chip).to_be_focused()
    assert answers(page) == []
    shot(page, "satuan-daftar")
    chip.click()
    page.get_by_label("Arti", exact=True).select_option(label="Kelurahan/Desa")
    expect(page.get_by_label("Satuan", exact=True)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(chip).to_be_focused()
    choose(page, "Pagu (Rp) · jutaan rupiah", "Satuan", "rupiah penuh")
    expect(page.get_by_text(re.compile(r"Pagu \(Rp\): 760(?!\.)"))).to_be_visible()
    page.get_by_role("button", name="Kembali").first.click()
    expect(page.get_by_text("Pagu (Rp): 760.000.000")).to_be_visible()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "ponsel"])
def test_a_sheet_on_its_side_is_shown_and_mended_as_it_lies(own_url, page, tmp_path, size):
    rows = [["Perihal", "Kota Bima", "Kab. Dompu", "Kab. Sumbawa"],
            ["Luas kumuh semula (ha)", 10, 25, 45], ["Berkurang 2019 (ha)", 1, 2, 4],
            ["Tersisa (ha)", 9, 23, 41]]  # fmt: skip
    file = tmp_path / f"miring {size['width']}.xlsx"
    file.write_bytes(books.xlsx({f"Miring {size['width']}": rows}))
    page.set_viewport_size(size)
    upload(page, own_url, file)
    expect(page.get_by_text("awal 80,00 ha")).to_be_visible()
    kept = page.get_by_role("button", name="Kolom C: data", exact=True)
    kept.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Kolom ini", exact=True).select_option(label="abaikan kolom ini")
    page.get_by_role("button", name="Pakai", exact=True).click()
    expect(page.get_by_text("awal 55,00 ha")).to_be_visible()
    expect(page.get_by_role("button", name="Kolom C: abaikan kolom ini")).to_be_focused()
    shot(page, f"miring-{size['width']}")
    area = page.get_by_role("button", name=re.compile("^Baris 2 · Luas kumuh semula"))
    area.click()
    page.get_by_label("Satuan", exact=True).select_option(label="m²")
    page.get_by_role("button", name="Pakai", exact=True).click()
    expect(area).to_have_text("Luas awal · m² · –")
    for _ in range(2):
        page.get_by_role("button", name="Kembali").first.click()
        wait_idle(page, quiet_ms=400)
    expect(page.get_by_text("awal 80,00 ha")).to_be_visible()


def test_a_list_whose_records_stand_side_by_side_is_mended_as_it_lies(own_url, page, tmp_path):
    rows = [["Kab/Kota", "Kota Bima", "Kota Bima", "Kab. Dompu"],
            ["Desa", "Melayu", "Sarae", "Bada"], ["BKM", "Guyub", "Rukun", "Maju"],
            ["Dana BPM", 350e6, 410e6, 275e6], ["Dana keluar", 120e6, 95e6, 60e6]]  # fmt: skip
    file = tmp_path / "berdampingan.xlsx"
    file.write_bytes(books.xlsx({"Paket miring": rows}))
    upload(page, own_url, file)
    page.get_by_text("Periksa isi lembar").wait_for()
    expect(page.get_by_text("Pagu (Rp): 1.035.000.000")).to_be_visible()
    choose(page, "data", "Kolom ini", "abaikan kolom ini")
    expect(page.get_by_text("Pagu (Rp): 760.000.000")).to_be_visible()
    expect(page.get_by_role("button", name="Kolom D: abaikan kolom ini")).to_be_focused()
    fund = page.get_by_role("button", name="Baris 4 · Dana BPM: Pagu (Rp)")
    fund.click()
    page.get_by_label("Satuan", exact=True).select_option(label="ribuan rupiah")
    page.get_by_role("button", name="Pakai", exact=True).click()
    expect(page.get_by_text("Pagu (Rp): 760.000.000.000")).to_be_visible()
    shot(page, "daftar-miring")
    page.get_by_role("button", name="Lupakan pilihan").click()
    expect(page.get_by_text(re.compile(r"Pagu \(Rp\): 760\.000\.000(?!\.)"))).to_be_visible()
