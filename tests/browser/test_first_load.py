"""What a phone fetches before it sees a page for the first time, counted on the line."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driver import PHONE, wait_idle, watched
from web.lean import STEM

BAR = 2_500_000  # bytes
MAP = "DeckGlJsonChart"
DATA = "data=Contoh+NTT+2019"
# The pages, and which of the two heavy drawers each of them needs.
PAGES = {
    "": set(),
    "unggah_data": set(),
    "kualitas_data": set(),
    "ringkasan": {STEM},
    "mode_rakor": set(),
    "tindak_lanjut": set(),
    "laporan": set(),
    "peta": {MAP},
}


def fetched(page: Page, address: str) -> dict[str, int]:
    """Open an address as for the first time; return the bytes of each file that came."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["response"]["url"].rpartition("/")[2]

    def came(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = int(event["encodedDataLength"])

    def framed(event: dict[str, Any]) -> None:
        pieces.append(len(event["response"]["payloadData"]))

    def said(event: dict[str, Any]) -> None:
        told.append(b64decode(event["response"]["payloadData"]))

    pieces: list[int] = []
    told: list[bytes] = []
    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", came)
    line.on("Network.webSocketFrameReceived", framed)
    line.on("Network.webSocketFrameSent", said)
    page.goto(address)
    wait_idle(page, quiet_ms=1500)
    assert not any(b'"lebar"' in one for one in told), "drawn twice, for its width came late"
    return {"pesan": sum(pieces), **{names.get(one, one): size for one, size in sizes.items()}}


@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit_is_light_and_loads_no_drawer_that_it_does_not_need(
    browser: Browser, app_url: str, name: str
):
    with watched(browser, PHONE) as page:
        files = fetched(page, f"{app_url}/{name}?{DATA}")
    assert sum(files.values()) <= BAR
    drawers = {stem for stem in (STEM, MAP) if any(file.startswith(stem) for file in files)}
    assert drawers == PAGES[name]


def test_a_click_or_back_right_after_the_window_changed_opens_its_page(app_url: str, page: Page):
    page.goto(app_url)
    wait_idle(page)
    for width, waited_ms in ((1024, 0), (1366, 120), (1024, 240)):
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_timeout(waited_ms)
        page.get_by_role("link", name="Buka Contoh NTT 2019").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ringkasan")
        page.get_by_role("link", name="Mulai", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Mulai")
    for width, waited_ms in ((1366, 0), (1024, 120), (1366, 200)):
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_timeout(waited_ms)
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ringkasan")
        wait_idle(page)
        page.go_forward()
        expect(page.get_by_role("heading", level=1)).to_have_text("Mulai")
        wait_idle(page)


def test_a_new_width_is_told_once_however_often_the_page_was_drawn(app_url: str, page: Page):
    told: list[str | bytes] = []

    def said(frame: str | bytes) -> None:
        told.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", said))
    page.goto(f"{app_url}/ringkasan?{DATA}")
    wait_idle(page)
    for width in (1024, 1366) * 4:
        told.clear()
        page.set_viewport_size({"width": width, "height": 768})
        wait_idle(page, quiet_ms=600)
        assert len(told) == 1
