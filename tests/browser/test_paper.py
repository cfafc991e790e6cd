"""What a page leaves on paper: whole tables, black on white, nothing to press."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.driver import wait_idle

ROWS = 100  # of the table; the screen shows some ten of them


TABLE = "Nilai dan kelas tiap satuan, awal dan akhir"


def printed(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def test_a_printed_page_has_every_row_of_its_tables(app_url: str, page: Page):
    page.set_viewport_size(ViewportSize(width=1920, height=1080))  # room for every text on a line
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app_url}/tingkat_kekumuhan?data=Contoh+NTT+2019")
    wait_idle(page)
    screen = page.locator("[data-testid=stDataFrame]").filter(visible=True).last
    expect(screen).to_be_visible()
    expect(page.locator(".cetak").last).to_be_hidden()
    printed(page)
    table = page.get_by_role("table", name=TABLE)
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


def test_a_table_without_room_breaks_its_texts_on_the_screen_and_on_paper(app_url: str, page: Page):
    page.set_viewport_size(ViewportSize(width=1024, height=768))
    page.goto(f"{app_url}/tingkat_kekumuhan?data=Contoh+NTT+2019")
    wait_idle(page)
    table = page.get_by_role("table", name=TABLE)
    expect(table.locator("tbody tr")).to_have_count(ROWS)
    place = page.get_by_role("region", name=TABLE)
    assert place.evaluate("e => e.scrollHeight > e.clientHeight && e.scrollWidth <= e.clientWidth")
    box = table.get_by_role("checkbox").nth(2)
    box.focus()
    page.keyboard.press("Space")
    wait_idle(page)
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    printed(page)
    assert place.evaluate("e => e.scrollHeight <= e.clientHeight")


# Words of charts beside their marks, and what lies behind them.
INK = """() => [...document.querySelectorAll(
    ".xtick text, .ytick text, .annotation-text, .legendtext, .bartext-outside")]
  .filter((e) => e.checkVisibility()).map((e) => getComputedStyle(e).fill)"""
GROUND = """() => [...document.querySelectorAll(".main-svg, .main-svg .legend .bg")]
  .map((e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).fill])"""
WIDE = """() => [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
  .map((e) => e.clientWidth * Number(e.style.getPropertyValue("--muat")))"""
NONE = "rgba(0, 0, 0, 0)"
SHEET = 703  # px between the margins of A4


def test_a_table_with_broken_texts_is_sorted_by_its_values_and_rows_stay_themselves(
    app_url: str, page: Page
):
    page.set_viewport_size(ViewportSize(width=1024, height=768))
    page.goto(f"{app_url}/tingkat_kekumuhan?data=Contoh+NTT+2019")
    wait_idle(page)
    table = page.get_by_role("table", name=TABLE)
    headings = [one.inner_text() for one in table.get_by_role("columnheader").all()]
    column = next(i for i, name in enumerate(headings) if "ha)" in name)
    cells = table.locator(f"tbody tr td:nth-child({column + 2})")  # after the box of the row
    lines = table.locator("tbody tr")
    before = sorted(lines.all_inner_texts())
    heading = table.get_by_role("button", name=headings[column])
    for state in ("ascending", "descending"):
        heading.click()
        expect(table.get_by_role("columnheader").nth(column)).to_have_attribute("aria-sort", state)
        areas = [float(t.replace(".", "").replace(",", ".")) for t in cells.all_inner_texts()]
        assert areas == sorted(areas, reverse=state == "descending")
        assert len(set(areas)) > 1
        assert sorted(lines.all_inner_texts()) == before
    largest = lines.first.inner_text()
    lines.first.get_by_role("checkbox").check()
    wait_idle(page)
    expect(lines.first.get_by_role("checkbox")).to_be_checked()
    assert lines.first.inner_text() == largest
    assert page.get_by_text(largest.split("\t")[1].strip()).count() > 1  # the page tells of it
    heading.click()
    expect(table.get_by_role("columnheader").nth(column)).to_have_attribute("aria-sort", "none")


@pytest.mark.parametrize("name", ["ringkasan", "tingkat_kekumuhan"])
def test_charts_of_a_dark_screen_are_dark_on_white_and_no_wider_than_paper(
    app_url: str, page: Page, name: str
):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app_url}/{name}?data=Contoh+NTT+2019")
    wait_idle(page, quiet_ms=500)
    dark = page.evaluate(INK)
    assert len(dark) > 10
    assert all(red > 200 for red in map(_red, dark))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert max(page.evaluate(WIDE)) <= SHEET
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(INK) == ["rgb(23, 33, 43)"] * len(dark)
    grounds = page.evaluate(GROUND)
    assert all(ground == NONE for ground, _ in grounds)
    assert all(_red(fill) < 200 or fill == NONE for _, fill in grounds)


def _red(colour: str) -> int:
    return int(re.findall(r"\d+", colour)[0])
