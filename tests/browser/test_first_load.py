"""What a phone fetches before it sees a page for the first time, counted on the line."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

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

    pieces: list[int] = []
    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", came)
    line.on("Network.webSocketFrameReceived", framed)
    page.goto(address)
    wait_idle(page, quiet_ms=1500)
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
