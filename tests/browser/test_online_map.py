"""The base map of an office's own choice: asked for only while somebody switched it on."""

import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.driver import LAPTOP, wait_idle, watched
from tests.browser.server import serve

SAMPLE = "Contoh NTT 2019"
COLOUR = (200, 30, 160)  # of no other thing on the page


class _Pictures(http.server.BaseHTTPRequestHandler):
    """Answers every address with one picture, and keeps what was asked."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        out = io.BytesIO()
        Image.new("RGB", (256, 256), COLOUR).save(out, "PNG")
        self.send_response(200)
        self.send_header("content-type", "image/png")
        self.send_header("access-control-allow-origin", "*")
        self.end_headers()
        self.wfile.write(out.getvalue())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def pictures() -> Iterator[tuple[str, list[str]]]:
    """Serve pictures of a map; yields their address and what was asked."""
    asked: list[str] = []
    handler = type("Pictures", (_Pictures,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{{z}}/{{x}}/{{y}}.png", asked
        server.shutdown()


def seen(page: Page) -> float:
    """Return the part of the map in the colour of the pictures."""
    shown = page.locator(".st-key-peta_lokasi").screenshot()
    image = Image.open(io.BytesIO(shown)).convert("RGB").resize((160, 60), Image.Resampling.NEAREST)
    near = [
        max(abs(a - b) for a, b in zip(pixel, COLOUR, strict=True)) < 9
        for pixel in image.get_flattened_data()
    ]
    return sum(near) / len(near)


def switch(page: Page) -> None:
    """Turn the switch of the online map."""
    page.get_by_role("button", name="Tampilan").click()
    page.get_by_text("Peta dasar daring", exact=True).click()
    wait_idle(page, quiet_ms=1500)
    page.keyboard.press("Escape")
    page.wait_for_timeout(1000)


def test_its_server_is_asked_while_it_is_on_and_not_before_or_after(
    browser: Browser, tmp_path: Path
) -> None:
    with pictures() as (template, asked):
        settings = {"KOTAKU_PETA_DARING": template, "KOTAKU_PETA_DARING_SUMBER": "Ilustrasi <b>"}
        with (
            serve(tmp_path, **settings) as address,
            watched(browser, LAPTOP) as page,
        ):
            page.goto(f"{address}/peta?{urlencode({'data': SAMPLE})}")
            wait_idle(page, quiet_ms=2000)
            assert asked == []
            assert seen(page) == 0
            switch(page)
            assert len(asked) > 3
            assert all(path.count("/") == 3 and path.endswith(".png") for path in asked)
            assert seen(page) > 0.7
            source = page.locator(".mapboxgl-ctrl-attrib-inner")
            expect(source).to_have_text("Ilustrasi <b>")
            switch(page)
            assert seen(page) == 0
            asked.clear()
            page.get_by_role("button", name="Perbesar").click()
            page.wait_for_timeout(1000)
            assert asked == []


@pytest.mark.parametrize("wrong", ["http://peta.contoh.go.id/{z}/{x}/{y}.png"])
def test_a_wrong_setting_is_named_and_not_used(
    browser: Browser, tmp_path: Path, wrong: str
) -> None:
    with serve(tmp_path, KOTAKU_PETA_DARING=wrong) as address:
        with watched(browser, LAPTOP) as page:
            page.goto(f"{address}/peta?{urlencode({'data': SAMPLE})}")
            wait_idle(page, quiet_ms=1000)
            page.get_by_role("button", name="Tampilan").click()
            expect(page.get_by_text("KOTAKU_PETA_DARING harus alamat https")).to_be_visible()
        said = (tmp_path / "server.log").read_text(encoding="utf-8")
        assert "KOTAKU_PETA_DARING harus alamat https" in said
