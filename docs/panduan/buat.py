"""Make what the guide shows: the lists from the data, the pictures from the running app.

Run: python docs/panduan/buat.py --daftar; with a browser: python docs/panduan/buat.py --gambar,
which takes every page, or those named behind it.
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WINDOW = {"width": 1280, "height": 800}
WIDTH, QUALITY = 900, 55  # of a picture [px], of WebP
SAMPLE = "Contoh NTT 2019"
WITHOUT_DATA = ("mulai", "panduan")
PATIENCE_S = 120
MAP, MAP_MS = "[data-testid=stDeckGlJsonChart]", 6000  # its land comes after the page stands


def lists() -> None:
    """Write the lists beside this script."""
    from kotaku.output.guide import lists as made

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (HERE / "daftar.md").write_text(made(readme), encoding="utf-8")


def pictures(wanted: list[str]) -> None:
    """Take a picture of every page of the app, or of those wanted, opened with a sample."""
    import app

    names = wanted or [name for entries in app.PAGES.values() for name, *_ in entries]
    port = _free()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(  # noqa: S603 -- runs nothing but this Python
            [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"),
             "--server.port", str(port), "--server.headless", "true"],
            env={**os.environ, "KOTAKU_DATA_DIR": folder},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _awake(port)
            _take(port, names)
        finally:
            server.terminate()
            server.wait()


def _take(port: int, names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser import driver
    from tests.browser.chromium import ARGUMENTS, find

    patience = PATIENCE_S * 1000  # said at each call: a default is fixed when its function is made
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        page = browser.new_page(viewport=WINDOW)
        page.set_default_timeout(patience)
        for name in names:
            query = "" if name in WITHOUT_DATA else "?" + urlencode({"data": SAMPLE})
            page.goto(f"http://127.0.0.1:{port}/{'' if name == 'mulai' else name}{query}")
            driver.wait_idle(page, quiet_ms=1500, patience_ms=patience)
            if page.locator(MAP).count():
                page.wait_for_timeout(MAP_MS)
            _keep(page.screenshot(), HERE / "gambar" / f"{name}.webp")
        browser.close()


def _keep(png: bytes, path: Path) -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    height = round(picture.height * WIDTH / picture.width)
    picture.resize((WIDTH, height), Image.Resampling.LANCZOS).save(path, quality=QUALITY, method=6)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _awake(port: int) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            address = f"http://127.0.0.1:{port}/_stcore/health"
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if "--gambar" in sys.argv:
        pictures(sys.argv[sys.argv.index("--gambar") + 1 :])
    lists()
