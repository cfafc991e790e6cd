"""From a row, a finding and a name to the place on the map, and the zoom stays under filters."""

import io
import re
from urllib.parse import urlencode

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kotaku import view
from kotaku.geo import basemap
from kotaku.intake.understand import build_dataset
from tests.browser.driver import wait_idle
from tests.browser.server import ROOT

SAMPLE = "Contoh NTT 2019"
SAMPLE_FILES = [ROOT / "data" / f"contoh_ntt_2019.{ending}" for ending in ("xlsx", "geojson")]
GRID = (160, 60)
HEADER, ROW, MARK = 35, 35, 20  # px of a table: its headings, a row, the box that selects it


def drawn(page: Page, key: str) -> float:
    """Return the part of a map that neither sea, nor bare land, nor its graticule takes."""
    page.wait_for_timeout(700)  # the map moves there
    picture = page.locator(f".st-key-{key}").screenshot()
    small = Image.open(io.BytesIO(picture)).convert("RGB").resize(GRID, Image.Resampling.NEAREST)
    base = (*basemap.LIGHT[:2], basemap.GRID[0])
    bare = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in base]
    own = [
        all(max(abs(a - b) for a, b in zip(pixel, one, strict=True)) > 12 for one in bare)
        for pixel in small.get_flattened_data()
    ]
    return sum(own) / len(own)


def choose_row(page: Page, key: str, row: int) -> None:
    """Select one row of a table, a picture where there is room for its texts."""
    table = page.locator(f".st-key-{key}, .st-key-tabel-{key}")
    table.scroll_into_view_if_needed()
    if boxes := table.get_by_role("checkbox").all():
        boxes[row].check()
    else:
        table.click(position={"x": MARK, "y": HEADER + ROW * row + ROW // 2})
    wait_idle(page, quiet_ms=700)


def opened(page: Page, app_url: str, name: str) -> None:
    """Open a page of the sample and wait until it stands."""
    page.goto(f"{app_url}/{name}?{urlencode({'data': SAMPLE})}")
    wait_idle(page, quiet_ms=1500)


def test_a_row_of_the_table_zooms_the_map_and_leads_to_the_page_of_the_map(
    app_url: str, page: Page
) -> None:
    opened(page, app_url, "peta_dan_tabel")
    assert drawn(page, "peta_tabel") < 0.05
    choose_row(page, "unit_di_peta", 0)
    assert drawn(page, "peta_tabel") > 0.2
    page.get_by_role("link", name="buka di halaman Peta").click()
    expect(page.get_by_text("Diperbesar: RT00")).to_be_visible()
    wait_idle(page, quiet_ms=1500)
    assert drawn(page, "peta_lokasi") > 0.1


def test_a_finding_leads_to_its_polygon(app_url: str, page: Page) -> None:
    opened(page, app_url, "peta_dan_tabel")
    page.get_by_text("temuan peta").click()
    choose_row(page, "temuan_di_peta", 0)
    assert drawn(page, "peta_tabel") > 0.2


def test_a_finding_of_the_data_leads_to_its_polygon_on_the_map(app_url: str, page: Page) -> None:
    files = [(path.name, path.read_bytes()) for path in SAMPLE_FILES]
    found = build_dataset(files)
    told = view.polygon_findings(found.findings, found.delineasi)
    drawn_ones = told[told["bentuk"] >= 0]
    kinds = view.findings_by_kind(view.findings_frame(found.findings))["judul"].tolist()
    opened(page, app_url, "kualitas_data")
    choose_row(page, "jenis_terpilih", kinds.index(drawn_ones["judul"].iloc[0]))
    page.get_by_role("link", name="Lihat di peta").first.click()
    expect(page.get_by_text("Diperbesar:")).to_be_visible()
    wait_idle(page, quiet_ms=1500)
    assert drawn(page, "peta_lokasi") > 0.1
    page.get_by_role("link", name="Seluruh peta").click()
    expect(page.get_by_text("Diperbesar:")).to_be_hidden()


def test_a_name_is_found_and_another_colour_keeps_the_place(app_url: str, page: Page) -> None:
    opened(page, app_url, "peta")
    field = page.get_by_role("combobox", name="Cari unit")
    field.fill("Tetandara")
    field.press("Enter")
    wait_idle(page, quiet_ms=1500)
    near = drawn(page, "peta_lokasi")
    assert near > 0.1
    page.get_by_text("Tahun tuntas", exact=True).click()
    wait_idle(page, quiet_ms=1000)
    assert drawn(page, "peta_lokasi") == pytest.approx(near, abs=0.02)


def test_a_place_says_what_it_is_when_it_is_pointed_at_and_a_click_chooses_it(
    app_url: str, page: Page
) -> None:
    page.goto(f"{app_url}/peta?{urlencode({'data': SAMPLE, 'dekat': 0})}")
    wait_idle(page, quiet_ms=1500)
    name = page.get_by_text("Diperbesar: ").inner_text().removeprefix("Diperbesar: ")
    chart = page.locator(".st-key-peta_lokasi [data-testid=stDeckGlJsonChart]")
    chart.scroll_into_view_if_needed()
    expect(chart.locator(".mapboxgl-ctrl-scale")).to_be_visible()  # all of the map is there
    box = chart.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(middle[0] - 2, middle[1])
    page.mouse.move(*middle)
    tip = page.locator(".deck-tooltip")
    expect(tip).to_contain_text(name)
    area = tip.inner_text().split("poligon ")[1].split()[0]
    page.mouse.click(*middle)
    expect(page.get_by_text(re.compile(rf"· luas {area}\b"))).to_be_visible()  # as its row says


def metres_a_pixel(page: Page) -> float:
    """Return what the scale bar of the map says."""
    bar = page.locator(".st-key-peta_lokasi .mapboxgl-ctrl-scale")
    length, unit = bar.inner_text().split()
    width = float(bar.evaluate("bar => bar.getBoundingClientRect().width"))
    return float(length) * {"km": 1000, "m": 1}[unit] / width


def test_the_scale_bar_follows_the_zoom_and_the_map_is_never_turned(
    app_url: str, page: Page
) -> None:
    opened(page, app_url, "peta")
    before = metres_a_pixel(page)
    chart = page.locator(".st-key-peta_lokasi")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    picture = chart.screenshot()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 300)
    page.mouse.down(button="right")
    page.mouse.move(box["x"] + box["width"] / 2 + 200, box["y"] + 200, steps=8)
    page.mouse.up(button="right")
    page.mouse.move(2, 2)
    page.wait_for_timeout(700)
    assert chart.screenshot() == picture
    chart.get_by_role("button", name="Perbesar").click()
    page.wait_for_timeout(1000)
    assert metres_a_pixel(page) == pytest.approx(before / 2, rel=0.03)
