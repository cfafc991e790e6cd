"""What the hall waits for when the presenter goes on: from the key to the next turn on the screen.

A real browser and a real server with a meeting that runs. The clock starts in the page at the key
and stops at the first frame after the change: the title and the headline figures, then the charts.
"""

from __future__ import annotations

import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from benchmarks.timing import Figure
from kotaku.dataset import Dataset
from kotaku.intake.understand import build_dataset
from kotaku.store import Store
from tests.browser import chromium
from tests.browser.driver import LAPTOP, wait_idle
from tests.browser.server import ROOT, serve

SAMPLE = ("Contoh NTT 2019", ROOT / "data" / "contoh_ntt_2019.xlsx")
BAR_MS = 50.0
REST_MS = 2000  # between two keys: nobody presents faster
# Looks at every change of the page and keeps the moment a part first differs from what it was.
WATCH = """
() => {
  const text = (query) => [...document.querySelectorAll(query)].map((e) => e.textContent).join("|")
  const title = () => text(".giliran h1")
  const figures = () => text(".giliran .nilai")
  const charts = () => text(".giliran svg text")
  let was = {}, start = 0
  window.seen = {}
  const done = (name, now) => {
    if (name in window.seen || !now) return
    window.seen[name] = null
    requestAnimationFrame(() => { window.seen[name] = performance.now() - start })
  }
  const look = () => {
    if (!start) return
    done("words", title() !== was.title && figures() && figures() !== was.figures)
    done("charts", charts() && charts() !== was.charts)
  }
  window.addEventListener("keydown", () => {
    was = { title: title(), figures: figures(), charts: charts() }
    window.seen = {}
    start = performance.now()
  }, true)
  new MutationObserver(look).observe(document,
    { subtree: true, childList: true, characterData: true, attributes: true })
}
"""


def presenter(rounds: int) -> list[Figure]:
    """Time the key "next" through a whole agenda, so many times; a first round does not count."""
    path = chromium.find()
    if path is None:
        raise SystemExit("Chromium tidak ditemukan: atur KOTAKU_CHROMIUM")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        turns = _open_rakor(folder / "data")
        with serve(folder, anew=True) as address:
            browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
            page = browser.new_page(viewport=LAPTOP, locale="id-ID")
            page.add_init_script(f"({WATCH})()")  # before the page's own keys: it sees what was
            page.goto(f"{address}/mode_rakor?{urlencode({'data': SAMPLE[0]})}")
            wait_idle(page, quiet_ms=2000)
            seen = [_round(page, turns) for _ in range(rounds + 1)][1:]
            browser.close()
    times = [one for found in seen for one in found]
    return [
        *_figures("title and headline figures", [t["words"] for t in times], BAR_MS),
        *_figures("charts", [t["charts"] for t in times], None),
    ]


def _open_rakor(folder: Path) -> int:
    """Open a meeting on the sample and return how many steps lead through it."""
    label, file = SAMPLE
    places = _sample(file).kab_kota
    store = Store.in_folder(folder)
    writer = store.writer("presenter", "Penyaji")
    now = datetime.now(UTC)
    writer.open_rakor("Rakor", dataset=label, agenda=["", *places], seconds=600, at=now)
    store.close()
    return len(places)


def _sample(file: Path) -> Dataset:
    return build_dataset([(file.name, file.read_bytes())])


def _round(page: Page, turns: int) -> list[dict[str, float]]:
    """Go through the agenda once and back to its start; return the milliseconds of each step."""
    found = []
    for _ in range(turns):
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => window.seen.words && window.seen.charts")
        found.append(page.evaluate("() => window.seen"))
        wait_idle(page, quiet_ms=REST_MS)
    page.keyboard.press("Home")
    wait_idle(page, quiet_ms=REST_MS)
    return found


def _figures(what: str, times: list[float], bar: float | None) -> list[Figure]:
    """Return median and 95th percentile of what the hall waits for."""
    high = statistics.quantiles(times, n=20)[-1]
    detail = f"{len(times)} steps, longest {max(times):.0f} ms"
    return [
        Figure(f"next turn: {what}, p50", statistics.median(times), "ms", None, detail),
        Figure(f"next turn: {what}, p95", high, "ms", bar, detail),
    ]
