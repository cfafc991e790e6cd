"""The meeting's first steps in a real browser: open, upload, read, share the address."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Download, Page, WebSocketRoute, expect

from tests.browser.driver import LAPTOP, wait_idle, watched
from tests.intake.hostile import cells, sheet, xlsx

NTT = "data=Contoh+NTT+2019"


def headline(page: Page) -> list[str]:
    """The headline figures as the hall reads them."""
    found = page.get_by_test_id("stMetricValue").all_inner_texts()
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in found]


def first(page: Page, figure: str) -> None:
    """Wait until the first figure of the headline is this one, and the page stands."""
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(figure)
    wait_idle(page)


def picture(page: Page) -> Download:
    """Take the picture of the first chart with the only button that it has."""
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.hover()
    button = chart.locator(".modebar-btn")
    expect(button).to_have_attribute("aria-label", "Unduh PNG")
    with page.expect_download() as got:
        button.click()
    return got.value


def upload(page: Page, app_url: str, file: Path) -> None:
    page.goto(f"{app_url}/unggah_data")
    wait_idle(page)
    expect(page.get_by_text("20\N{NO-BREAK SPACE}MB tiap berkas").first).to_be_visible()
    page.set_input_files("input[type=file]", file)
    wait_idle(page)


def test_a_sample_is_one_click_away_and_its_address_can_be_shared(app_url: str, page: Page):
    page.goto(app_url)
    wait_idle(page)
    page.get_by_role("link", name="Buka Contoh NTT 2019").click()
    first(page, "202,43 ha")
    assert headline(page)[:3] == ["202,43 ha", "153,50 ha", "48,93 ha"]
    page.get_by_role("combobox").nth(1).fill("Kota Kupang")
    page.keyboard.press("Enter")
    first(page, "44,84 ha")
    seen, address = headline(page), page.url
    assert "kab=Kota+Kupang" in address
    assert NTT in address
    page.goto("about:blank")
    page.goto(address)
    wait_idle(page)
    assert headline(page) == seen


def test_the_menu_keeps_the_data_set(app_url: str, page: Page):
    page.goto(f"{app_url}/ringkasan?{NTT}")
    wait_idle(page)
    page.get_by_role("button", name="Capaian").click()
    page.locator("a", has_text="Master Schedule").last.click()
    expect(page.get_by_role("heading", name="Master Schedule 64,30 %")).to_be_visible()
    wait_idle(page)
    assert NTT in page.url
    taken = picture(page)
    assert taken.suggested_filename.startswith("kurva-s")
    assert Path(taken.path()).read_bytes().startswith(b"\x89PNG")


def test_back_leads_to_the_page_before(app_url: str, page: Page):
    page.goto(app_url)
    wait_idle(page)
    page.get_by_role("link", name="Buka Contoh NTT 2019").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ringkasan")
    walked = ["Ringkasan"]
    for group, title in (("Keluaran", "Laporan"), ("Data", "Kualitas data"), ("Capaian", "Dana")):
        page.get_by_role("button", name=group).click()
        page.locator("a", has_text=title).last.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        wait_idle(page)
        walked.append(title)
    for title in reversed(walked[:-1]):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        wait_idle(page)


def test_a_drawing_asked_for_before_the_last_one_came_does_not_end_the_session(
    browser: Browser, app_url: str
):
    held: list[Callable[[], None]] = []
    let = {"through": 1000}  # so many more of what the page asks the server for

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def asked(message: str | bytes) -> None:
            held.append(partial(server.send, message))
            if let["through"]:
                let["through"] -= 1
                held.pop()()

        socket.on_message(asked)

    with watched(browser, LAPTOP) as window:
        window.route_web_socket("**/_stcore/stream", between)
        window.goto(f"{app_url}/ringkasan?{NTT}")
        wait_idle(window)
        window.get_by_role("link", name="Mulai", exact=True).click()
        wait_idle(window)
        let["through"] = 1
        window.evaluate("dispatchEvent(new PopStateEvent('popstate')); history.back()")
        wait_idle(window)
        assert len(held) == 1
        let["through"] = 1000
        held.pop()()
        expect(window.get_by_role("heading", level=1)).to_have_text("Ringkasan")
        wait_idle(window)


def test_ntb_shows_what_is_not_explained(app_url: str, page: Page):
    page.goto(f"{app_url}/ringkasan?data=Contoh+NTB+2022")
    wait_idle(page)
    assert headline(page) == ["575,47 ha", "108,38 ha", "361,50 ha", "98,00 %"]
    expect(page.get_by_text("Pengurangan 105,59 ha belum terinci")).to_be_visible()
    page.goto(f"{app_url}/kualitas_data?data=Contoh+NTB+2022")
    wait_idle(page)
    expect(page.get_by_role("heading", name="1 galat")).to_be_visible()


def test_upload_of_a_real_city(app_url: str, page: Page, shared: Path):
    upload(page, app_url, shared / "real" / "pekalongan" / "pekalongan_a.xlsx")
    expect(page.get_by_text("725 dari 907 baris dipakai, 182 dilaporkan")).to_be_visible()
    page.get_by_role("link", name="Buka Ringkasan").click()
    first(page, "126,43 ha")
    assert headline(page) == ["126,43 ha", "62,03 ha", "64,40 ha"]
    page.get_by_role("combobox").nth(1).fill("Kawasan")
    page.keyboard.press("Enter")
    first(page, "104,28 ha")
    assert headline(page) == ["104,28 ha", "89,08 ha", "15,20 ha"]
    page.get_by_text("Bagaimana dihitung").nth(1).click()
    expect(page.get_by_text("terealisasi = jumlah pengurangan")).to_be_visible()


def test_a_file_that_would_kill_a_parser_gets_a_sentence(app_url: str, page: Page, tmp_path: Path):
    hostile = tmp_path / "jauh.xlsx"
    hostile.write_bytes(xlsx({"Data": sheet(cells("A1", "XFD1048576"))}))
    upload(page, app_url, hostile)
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_have_count(1)
    assert "jauh.xlsx" in alert.inner_text()
    page.goto(f"{app_url}/ringkasan?{NTT}")
    wait_idle(page)
    assert headline(page)[0] == "202,43 ha"
