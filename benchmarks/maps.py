"""The map of a province of 10,000 polygons: read, sent once, seen, filtered, drawn as a picture."""

from __future__ import annotations

import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import shapely
from playwright.sync_api import Page, Request, sync_playwright

from benchmarks import province
from benchmarks.timing import Figure, in_turn
from kotaku.evaluation import evaluate
from kotaku.geo import outlines
from kotaku.intake.understand import build_dataset
from kotaku.output.map_picture import map_picture
from kotaku.store import Store
from kotaku.view import View
from tests.browser import chromium
from tests.browser.driver import LAPTOP, wait_idle
from tests.browser.server import serve

MAP = "buatan.geojson"
BYTES_BAR_MB, VIEW_BAR_S, FILTER_BAR_MS, PICTURE_BAR_S = 2.0, 3.0, 400.0, 0.5
WEST, NORTH, STEP = 116.05, -8.45, 0.0013  # degrees; a step is some 140 m
PATIENCE_MS, PLACES = 120_000, 8
FILES, OUTLINE_BYTES = 2, 50_000  # of outlines and dots; smaller ones are lines of the graticule
ON_AN_EDGE = 6  # corners between two crossings, as people draw
FILLS = ("Kriteria tersisa", "Kelas", "Peta terhadap tabel")
# Keeps when something was last drawn on the map, with the two frames after it in which it is shown,
# and when one last clicked or pressed Enter.
WATCH = """
() => {
  const P = WebGL2RenderingContext.prototype
  let waiting = false
  Object.assign(window, { drawnAt: Infinity, shownAt: Infinity, begun: 0, draws: 0 })
  const begin = () => { window.begun = performance.now() }
  window.addEventListener("click", begin, { capture: true })
  window.addEventListener("keydown", (e) => { if (e.key === "Enter") begin() }, { capture: true })
  const shown = () => { waiting = false; window.shownAt = performance.now() }
  const drawing = ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]
  for (const kind of [P, WebGLRenderingContext.prototype]) for (const name of drawing) {
    const own = kind[name]
    if (own) kind[name] = function (...told) {
      window.drawnAt = performance.now()
      window.draws += 1
      if (!waiting) {
        waiting = true
        requestAnimationFrame(() => requestAnimationFrame(shown))
      }
      return own.apply(this, told)
    }
  }
}
"""
STILL_MS = 800  # without anything drawn: what was to be drawn is there


def maps(count: int, runs: int) -> list[Figure]:
    """Time the map of a province with so many polygons."""
    book, drawn = province.workbook(count), polygons(count)
    start = time.process_time()
    dataset = build_dataset([(province.FILE, book), (MAP, drawn)])
    read = time.process_time() - start
    if int((dataset.delineasi.units["jumlah_poligon"] > 0).sum()) != count:
        raise RuntimeError("not every polygon was joined to its row")
    rows = outlines.drawn(dataset.delineasi.shapes)
    tips = [f"RT {i}, Kelurahan {i // 24}\npoligon 1,60 ha" for i in range(len(rows))]
    sent = [outlines.geojson(rows, tips), outlines.dots(rows, tips)]
    size = sum(len(gzip.compress(part)) for part in sent) / 1e6
    view = View(dataset, evaluate(dataset))
    (picture,) = in_turn([lambda: map_picture(view)], min(runs, 3))
    what = f"map of {count} polygons"
    return [
        Figure(f"{what}: bytes once", size, "MB", BYTES_BAR_MB, "gzip"),
        Figure(f"{what}: picture", picture, "s", PICTURE_BAR_S),
        Figure(f"{what}: read with its table", read, "s", None, "processor time without children"),
        *_seen(what, book, drawn),
    ]


def polygons(count: int) -> bytes:
    """Return so many polygons side by side as GeoJSON, named as the rows of ``province``."""
    random = np.random.default_rng(count)
    side = int(np.ceil(np.sqrt(count)))
    crossings = np.stack(np.meshgrid(np.arange(side + 1), np.arange(side + 1)), axis=-1)
    crossings = (crossings + random.uniform(-0.25, 0.25, crossings.shape)) * STEP
    across = _edges(crossings[:, :-1], crossings[:, 1:], random)
    down = _edges(crossings[:-1], crossings[1:], random)
    features = []
    for i in range(count):
        row, column = divmod(i, side)
        ring = np.concatenate(
            [
                across[row, column], down[row, column + 1],
                across[row + 1, column][::-1], down[row, column][::-1],
            ]
        )  # fmt: skip
        shape = shapely.Polygon(np.round(ring * (1, -1) + (WEST, NORTH), 6))
        told = {"id_rt": f"RT{i:06d}"}
        geometry = json.loads(shapely.to_geojson(shape))
        features.append({"type": "Feature", "properties": told, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _edges(start: np.ndarray, end: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return for each pair of crossings the corners between them, both ends included."""
    part = np.linspace(0, 1, ON_AN_EDGE + 2)[:, None]
    line = start[..., None, :] * (1 - part) + end[..., None, :] * part
    bent = random.uniform(-0.05, 0.05, line.shape) * STEP
    bent[..., [0, -1], :] = 0.0
    found: np.ndarray = line + bent
    return found


def _seen(what: str, book: bytes, drawn: bytes) -> list[Figure]:
    """Time the page in a real browser whose server knows the data set already."""
    path = chromium.find()
    if path is None:
        raise SystemExit("Chromium tidak ditemukan: atur KOTAKU_CHROMIUM")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        label = _stored(folder / "data", book, drawn)
        with serve(folder, anew=True) as address:
            opened = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
            warm = opened.new_page(viewport=LAPTOP, locale="id-ID")
            warm.goto(f"{address}/ringkasan?{urlencode({'data': label})}")
            wait_idle(warm, quiet_ms=1000, patience_ms=PATIENCE_MS)
            _first_view(warm, address, label)  # what the server works out once
            warm.close()
            page = opened.new_context(viewport=LAPTOP, locale="id-ID").new_page()
            page.set_default_timeout(PATIENCE_MS)
            asked: list[Request] = []
            page.on("requestfinished", lambda one: asked.append(one))
            first, weight = _first_view(page, address, label)
            colours = [_change(page, partial(_colour, page, fill)) for _ in range(3)
                       for fill in FILLS]  # fmt: skip
            names = build_dataset([(province.FILE, book)]).kab_kota[:PLACES]
            places = [_change(page, partial(_place, page, name)) for _ in range(2)
                      for name in names]  # fmt: skip
            again = sum(map(_outlines, asked))
            opened.close()
    return [
        Figure(f"{what}: first view", first, "s", VIEW_BAR_S,
               f"without a graphics card, {weight:.2f} MB in all"),
        _changed(f"{what}: another colour", colours),
        _changed(f"{what}: another kab/kota, never seen", places[: len(names)]),
        _changed(f"{what}: another kab/kota, seen before", places[len(names) :]),
        Figure(f"{what}: outlines fetched", again, "times", FILES, "for all colours and places"),
    ]  # fmt: skip


def _changed(what: str, times: list[float]) -> Figure:
    told = f"{len(times)} times, longest {max(times):.0f} ms"
    return Figure(what, statistics.median(times), "ms", FILTER_BAR_MS, told)


def _stored(folder: Path, book: bytes, drawn: bytes) -> str:
    """Keep the data set and return its label."""
    folder.mkdir()
    store, now = Store.in_folder(folder), datetime(2026, 1, 1, tzinfo=UTC)
    writer = store.writer("presenter", "Uji")
    files = [(province.FILE, book), (MAP, drawn)]
    shas = [writer.save_upload(n, d, at=now, rules_version="uji") for n, d in files]
    pairs = [(sha, name) for sha, (name, _) in zip(shas, files, strict=True)]
    dataset = writer.save_dataset(pairs, at=now, name="Buatan")
    store.close()
    return f"Buatan · {dataset[:6]}"


def _first_view(page: Page, address: str, label: str) -> tuple[float, float]:
    """Return the seconds until the map is drawn, and the megabytes that were sent."""
    sent: list[int] = []
    page.on("requestfinished", lambda one: sent.append(max(one.sizes()["responseBodySize"], 0)))
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{address}/peta?{urlencode({'data': label})}")
    page.wait_for_function(  # what asks for letters is laid out
        "() => performance.getEntriesByType('resource')"
        ".some((e) => e.name.includes('/huruf/') && e.responseEnd > 0)",
        timeout=PATIENCE_MS,
    )
    seconds = _shown(page) / 1000
    wait_idle(page, quiet_ms=1000, patience_ms=PATIENCE_MS)
    return seconds, sum(sent) / 1e6


def _shown(page: Page) -> float:
    """Wait until nothing more is drawn; return when it was shown, in milliseconds of the page."""
    page.wait_for_function(
        "(still) => performance.now() - Math.max(window.drawnAt, window.shownAt) > still",
        arg=STILL_MS, timeout=PATIENCE_MS,
    )  # fmt: skip
    shown: float = page.evaluate("() => window.shownAt")
    return shown


def _colour(page: Page, fill: str) -> None:
    page.get_by_text(fill, exact=True).first.click()


def _place(page: Page, name: str) -> None:
    page.get_by_role("combobox").nth(1).fill(name)
    page.wait_for_timeout(100)  # the list of choices
    page.keyboard.press("Enter")


def _change(page: Page, act: Callable[[], None]) -> float:
    """Change what the map shows; return the milliseconds until nothing more is drawn."""
    page.evaluate("() => { window.draws = 0 }")
    act()
    page.wait_for_function("() => window.draws > 0")
    wait_idle(page, quiet_ms=300)
    shown = _shown(page)
    milliseconds: float = shown - page.evaluate("() => window.begun")
    return milliseconds


def _outlines(one: Request) -> bool:
    return "/geometri/" in one.url and one.sizes()["responseBodySize"] > OUTLINE_BYTES
