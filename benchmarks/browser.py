"""What a person waits for in a real browser: another filter, another page, an uploaded workbook.

The clock runs in the page, from the key, the click or the file to the first frame that shows the
headline figures of the new view.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks import province
from benchmarks.timing import Figure
from kotaku.intake.understand import build_dataset
from tests.browser import chromium
from tests.browser.driver import LAPTOP, PHONE, wait_idle
from tests.browser.server import ROOT, serve

LABEL, SAMPLE = "Contoh NTT 2019", ROOT / "data" / "contoh_ntt_2019.xlsx"
BAR_MS, UPLOAD_BAR_S = 400.0, 1.0
LOCATIONS = 400
# A phone on weak Wi-Fi: bytes a second both ways, milliseconds to and fro.
WEAK = {"downloadThroughput": 1.5e6 / 8, "uploadThroughput": 1.5e6 / 8, "latency": 40}
WEAK_BAR_S = 15.0
UNDERSTOOD = "baris dipakai"  # the sentence above the findings
REST_MS = 500
# Keeps the moment a part of the page first differs from what it was at the key or click.
WATCH = """
() => {
  const parts = {
    figures: () => [...document.querySelectorAll("[data-testid=stMetricValue]")]
      .map((e) => e.textContent).join("|"),
    title: () => document.querySelector("[data-testid=stMain] h1")?.textContent ?? "",
    answer: () => document.querySelector("[data-testid=stMain] h4")?.textContent ?? "",
  }
  let was = {}, start = 0
  const begin = () => {
    window.seen = {}
    for (const [name, read] of Object.entries(parts)) was[name] = read()
    start = performance.now()
  }
  window.begin = begin
  window.addEventListener("keydown", (e) => { if (e.key === "Enter") begin() }, true)
  window.addEventListener("click", (e) => { if (e.target.closest("a")) begin() }, true)
  new MutationObserver(() => {
    if (!start) return
    for (const [name, read] of Object.entries(parts)) {
      if (name in window.seen || !read() || read() === was[name]) continue
      window.seen[name] = null
      requestAnimationFrame(() => { window.seen[name] = performance.now() - start })
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true })
}
"""
MENU = ("Pengurangan kumuh", "Master Schedule", "Ringkasan")


def browser(rounds: int) -> list[Figure]:
    """Time every kab/kota and a walk through the menu, and an upload; a first round is told too."""
    path = chromium.find()
    if path is None:
        raise SystemExit("Chromium tidak ditemukan: atur KOTAKU_CHROMIUM")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        book = folder / province.FILE
        book.write_bytes(province.workbook(LOCATIONS))
        with serve(folder, anew=True) as address:
            opened = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
            page = opened.new_page(viewport=LAPTOP, locale="id-ID")
            page.goto(f"{address}/ringkasan?{urlencode({'data': LABEL})}")
            wait_idle(page, quiet_ms=2000)
            page.evaluate(WATCH)
            places = build_dataset([(SAMPLE.name, SAMPLE.read_bytes())]).kab_kota
            cold = [_filter(page, place) for place in places]
            warm = [_filter(page, place) for _ in range(rounds) for place in places]
            _walk(page)
            pages = [ms for _ in range(rounds) for ms in _walk(page)]
            uploads = [_upload(page, address, book) for _ in range(rounds)]
            visits = [_first_visit(opened, address) for _ in range(rounds)]
            opened.close()
    return [
        _p95("filter change never seen before", cold),
        _p95("filter change seen before", warm),
        _p95("page change", pages),
        Figure(
            f"upload of {LOCATIONS} locations to findings on screen",
            statistics.median(uploads),
            "s",
            UPLOAD_BAR_S,
        ),
        Figure(
            "first visit of Ringkasan over 1.5 Mbit/s, until its charts stand",
            statistics.median(visits),
            "s",
            WEAK_BAR_S,
        ),
    ]


def _filter(page: Page, place: str) -> float:
    """Choose a kab/kota and return the milliseconds until its figures stand."""
    page.get_by_role("combobox").nth(1).fill(place)
    page.wait_for_timeout(100)  # the list of choices
    page.keyboard.press("Enter")
    return _until(page, "figures")


def _walk(page: Page) -> list[float]:
    """Go through some pages by the menu and return the milliseconds of each."""
    times = []
    for title in MENU:
        page.get_by_role("button", name="Capaian").click()
        page.locator("a", has_text=title).last.click()
        times.append(_until(page, "title"))
    return times


def _until(page: Page, part: str) -> float:
    page.wait_for_function(f"() => window.seen && window.seen.{part}")
    seen: float = page.evaluate(f"() => window.seen.{part}")
    wait_idle(page, quiet_ms=REST_MS)
    return seen


def _upload(page: Page, address: str, book: Path) -> float:
    """Upload a workbook and return the seconds until what was understood stands there."""
    page.goto(f"{address}/unggah_data")
    wait_idle(page, quiet_ms=REST_MS)
    page.evaluate(f"""() => {{
      new MutationObserver(() => {{
        if (!window.read && document.body.textContent.includes("{UNDERSTOOD}"))
          window.read = performance.now()
      }}).observe(document.body, {{ subtree: true, childList: true, characterData: true }})
      document.querySelector("input[type=file]").addEventListener(
        "change", () => {{ window.sent = performance.now() }}, true)
    }}""")
    page.set_input_files("input[type=file]", book)
    page.wait_for_function("() => window.read && window.sent")
    seconds: float = page.evaluate("() => (window.read - window.sent) / 1000")
    wait_idle(page, quiet_ms=REST_MS)
    return seconds


def _first_visit(browser: Browser, address: str) -> float:
    """Open Ringkasan on a phone that never saw it; return the seconds until its charts stand."""
    context = browser.new_context(viewport=ViewportSize(**PHONE), locale="id-ID")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.emulateNetworkConditions", {"offline": False, **WEAK})
    start = time.perf_counter()
    page.goto(f"{address}/ringkasan?{urlencode({'data': LABEL})}", wait_until="commit")
    page.locator("[data-testid=stPlotlyChart] svg.main-svg").first.wait_for(state="attached")
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def _p95(what: str, times: list[float]) -> Figure:
    high = statistics.quantiles(times, n=20)[-1]
    median = statistics.median(times)
    return Figure(f"{what}, p95", high, "ms", BAR_MS, f"{len(times)} times, median {median:.0f} ms")
