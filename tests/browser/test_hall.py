"""Mode rakor and its followers on the hall's projectors: full, readable, led by a clicker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import long_names
from tests.browser.driver import PATIENCE_MS, PHONE, shot, wait_idle, watched
from tests.browser.hall import CLASHES, CUT, complaints, open_meeting
from tests.browser.server import projector_settings, serve

SIZES = ((1024, 768), (1280, 720), (1366, 768), (1920, 1080), (1366, 650))
TURNS = ("0", "2", "9")  # the province, a late team, many places
DATA = "data=Contoh+NTT+2019"
FITS = """() => document.querySelector(".giliran")?.classList
  .contains(document.documentElement.dataset.bentuk)"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a meeting that runs."""
    folder = tmp_path_factory.mktemp("hall")
    open_meeting(folder / "data")
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="module")
def weak(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same in the form for a weak projector."""
    folder = tmp_path_factory.mktemp("weak")
    open_meeting(folder / "data")
    with serve(folder, **projector_settings()) as address:
        yield address


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a meeting on the longest names and sentences."""
    folder = tmp_path_factory.mktemp("crowded")
    open_meeting(folder / "data", book=long_names.workbook(), at=2)
    with serve(folder) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A follower's phone."""
    with watched(browser, PHONE, quiet=False) as window:  # it loses its line
        yield window


def go(page: Page, number: str) -> None:
    """Jump to a turn as a hand on the number keys does."""
    for digit in number:
        page.keyboard.press(digit)
    page.keyboard.press("Enter")
    wait_idle(page, quiet_ms=300)


def lead(page: Page, address: str) -> None:
    page.goto(f"{address}/mode_rakor?{DATA}")
    wait_idle(page, quiet_ms=400)


def seen(page: Page, name: str) -> list[str]:
    """Return what the last row would complain about, and keep a picture of that."""
    found = complaints(page)
    if found:
        shot(page, name)
    return found


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.mark.parametrize("form", ["hall", "weak"])
def test_every_projector_is_full_and_the_last_row_reads_it(
    form: str, page: Page, request: pytest.FixtureRequest
):
    address = request.getfixturevalue(form)
    lead(page, address)
    found = {}
    for wide, high in SIZES:
        page.set_viewport_size(ViewportSize(width=wide, height=high))
        wait_idle(page, quiet_ms=400)
        for turn in TURNS:
            go(page, turn)
            page.wait_for_function(FITS)
            found[wide, high, turn] = seen(page, f"rakor-{form}-{turn}-{wide}x{high}")
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("form", ["hall", "crowded"])
def test_a_second_projector_follows_as_large(form: str, page: Page, request: pytest.FixtureRequest):
    page.goto(f"{request.getfixturevalue(form)}/ikut")
    found = {}
    for wide, high in SIZES:
        page.set_viewport_size(ViewportSize(width=wide, height=high))
        page.wait_for_timeout(300)
        page.wait_for_function(FITS)
        found[wide, high] = seen(page, f"ikut-{form}-{wide}x{high}")
    assert {where: what for where, what in found.items() if what} == {}


def test_a_phone_reads_every_sentence_to_its_end(crowded: str, phone: Page):
    phone.goto(f"{crowded}/ikut")
    expect(phone.locator(".giliran.ponsel")).to_be_visible()
    shot(phone, "ikut-panjang-ponsel")
    assert phone.evaluate(CLASHES) == []
    assert phone.evaluate(CUT) == []


def test_a_page_zoomed_to_twice_its_size_wraps_and_cuts_nothing(hall: str, page: Page):
    page.set_viewport_size(ViewportSize(width=683, height=384))
    lead(page, hall)
    expect(page.locator(".giliran.ponsel")).to_be_visible()
    wide, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    figures = page.locator(".giliran .nilai")
    cut = figures.evaluate_all("all => all.map((e) => e.scrollWidth - e.clientWidth)")
    assert wide <= inner
    assert max(cut) <= 0
    px = figures.first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert px >= 30  # twice that on the screen


def test_a_clicker_leads_the_hall(hall: str, page: Page):
    lead(page, hall)
    page.keyboard.press("Home")
    title(page, "Provinsi Nusa Tenggara Timur")
    for key, words in (
        ("PageDown", "1/9 Kabupaten Alor"),
        ("ArrowRight", "2/9 Kabupaten Belu"),
        ("Enter", "3/9 Kabupaten Ende"),
        ("PageUp", "2/9 Kabupaten Belu"),
        ("End", "9/9 Kota Kupang"),
    ):
        page.keyboard.press(key)
        title(page, words)
        wait_idle(page)
    page.keyboard.press("5")  # and nothing more: a pause is enough
    title(page, "5/9 Kabupaten Sikka")
    wait_idle(page)
    page.keyboard.press("1")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tidak ada giliran 12; yang terakhir 9.")).to_be_visible()
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(page.locator(".gelap")).to_be_visible()
        page.keyboard.press("PageDown")
        expect(page.locator(".gelap")).to_be_hidden()
        title(page, "5/9 Kabupaten Sikka")
    page.keyboard.press("g")
    page.keyboard.type("kupang")
    page.keyboard.press("Enter")
    title(page, "9/9 Kota Kupang")
    wait_idle(page)


def test_keys_are_letters_where_somebody_types(hall: str, page: Page):
    lead(page, hall)
    go(page, "5")
    page.get_by_role("button", name="Catat masalah atau RTL").click()
    figures = page.locator(".giliran .nilai")
    form = page.locator(".st-key-formulir")
    expect(form).to_be_visible()
    wait_idle(page)  # the turn makes room for it
    over = form.evaluate("e => e.getBoundingClientRect().top")
    assert all(box and box["y"] + box["height"] <= over for box in
               (one.bounding_box() for one in figures.all()))  # fmt: skip
    page.get_by_label("Masalah atau catatan").click()
    page.keyboard.type("b 2.5 f")
    page.keyboard.press("End")
    title(page, "5/9 Kabupaten Sikka")
    expect(page.get_by_label("Masalah atau catatan")).to_have_value("b 2.5 f")
    expect(page.locator(".gelap")).to_be_hidden()


def test_evidence_is_one_click_away_and_so_is_the_way_back(hall: str, page: Page):
    lead(page, hall)
    go(page, "9")
    for name, page_name in (
        ("Luas kumuh: awal → sisa", "pengurangan_kumuh"),
        ("Master Schedule", "master_schedule"),
        ("Titik kumuh: awal → sisa", "peta"),
        ("RTL", "tindak_lanjut"),
    ):
        page.locator(".giliran").get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{page_name}?*kab=Kota+Kupang*")
        wait_idle(page)
        page.get_by_role("link", name="Kembali ke 9/9 Kota Kupang").click()
        title(page, "9/9 Kota Kupang")
        wait_idle(page)


def test_the_presenters_own_screen_leads_and_is_nobody_elses(hall: str, page: Page):
    lead(page, hall)
    go(page, "2")
    own = page.context.new_page()
    own.goto(f"{hall}/mode_rakor?{DATA}&layar=penyaji")
    wait_idle(own, quiet_ms=400)
    title(own, "2/9 Kabupaten Belu")
    expect(own.get_by_role("heading", name="Berikutnya: 3/9 Kabupaten Ende")).to_be_visible()
    expect(own.get_by_role("heading", name="Catatan giliran ini")).to_be_visible()
    expect(own.locator(".jam .sisa")).to_be_visible()
    own.get_by_label("Masalah atau catatan").fill("air belum mengalir")
    own.get_by_role("button", name="Simpan catatan").click()
    expect(own.get_by_text("air belum mengalir (Penyaji)")).to_be_visible()
    own.get_by_role("heading", level=1).click()
    own.keyboard.press("PageDown")
    title(own, "3/9 Kabupaten Ende")
    title(page, "3/9 Kabupaten Ende")
    own.close()


def test_a_follower_comes_back_after_the_line_was_lost(hall: str, page: Page, phone: Page):
    lead(page, hall)
    go(page, "2")
    phone.goto(f"{hall}/ikut")
    title(phone, "2/9 Kabupaten Belu")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(phone, "ikut-ponsel")
    phone.context.set_offline(True)
    go(page, "4")
    phone.context.set_offline(False)
    title(phone, "4/9 Kabupaten Manggarai")
    expect(phone.locator("#sambungan")).to_have_text("")
    told = page.locator(".giliran .nilai").all_inner_texts()
    assert phone.locator(".giliran .nilai").all_inner_texts() == told
    assert "Potret data" in phone.locator(".bawah").inner_text()
    phone.get_by_role("link", name="Buka dasbor").click()
    phone.wait_for_url("**/ringkasan?*kab=Kabupaten+Manggarai*")
    wait_idle(phone)


def test_a_server_that_starts_again_is_followed_again(phone: Page, tmp_path: Path):
    open_meeting(tmp_path / "data", at=2)
    port = 9199
    with serve(tmp_path, port=port) as address:
        phone.goto(f"{address}/ikut")
        title(phone, "2/9 Kabupaten Belu")
    expect(phone.locator("#sambungan")).not_to_have_text("")
    with serve(tmp_path, port=port):
        expect(phone.locator("#sambungan")).to_have_text("", timeout=PATIENCE_MS)
        title(phone, "2/9 Kabupaten Belu")
        phone.goto("about:blank")
