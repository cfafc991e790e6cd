"""What a page leaves on paper: whole tables, black on white, nothing to press."""

from playwright.sync_api import Page, expect

from tests.browser.driver import wait_idle

ROWS = 100  # of the table; the screen shows some ten of them


def test_a_printed_page_has_every_row_of_its_tables(app_url: str, page: Page):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app_url}/tingkat_kekumuhan?data=Contoh+NTT+2019")
    wait_idle(page)
    screen = page.locator("[data-testid=stDataFrame]").last
    expect(screen).to_be_visible()
    expect(page.locator(".cetak").last).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    table = page.get_by_role("table", name="Nilai dan kelas tiap satuan, awal dan akhir")
    expect(table).to_be_visible()
    expect(table.locator("tbody tr")).to_have_count(ROWS)
    expect(screen).to_be_hidden()
    expect(page.locator("[data-testid=stSelectbox]").first).to_be_hidden()
    ink, ground = page.locator("h4").first.evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert ink == "rgb(23, 33, 43)"
    assert ground in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(table).to_have_count(0)
