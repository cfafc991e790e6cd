"""What a hall could not read: text that is cut or ends in an ellipsis, lies on other text, or
parts from its unit.

``python -m tests.browser.legible`` looks at every page with every data set in every window;
``test_legible.py`` at some of them, others every day.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from kotaku import paths
from kotaku.store import Store
from tests.browser import chromium, long_names
from tests.browser.drawn import drawn, maker
from tests.browser.driver import visit, wait_idle
from tests.browser.server import serve
from tests.conftest import PAGES, SHARED

WINDOWS = ((1024, 768), (1280, 720), (1366, 768), (1920, 1080), (390, 844))
START = "mulai"
LONG, CITY, DIRTY = "nama panjang", "Pekalongan", next(iter(paths.TEAM_FILES))
PEKALONGAN = SHARED / "real" / "pekalongan" / "pekalongan_a.xlsx"
DRAWN = {
    "undian luas 1": ("make", 0),
    "undian luas 2": ("make", 1),
    "undian jadwal": ("make_ms", 0),
}
SETS = (*paths.SAMPLES, DIRTY, LONG, *((CITY, *DRAWN) if SHARED.is_dir() else ()))
PATIENCE_MS = 120_000  # a first page on a busy machine
MOVING_MS = 2_000
SETTLED_MS = 500  # a new width is told, the page drawn again, its charts laid out

FIND, CUT = (
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("legible.js", "cut.js")
)


@dataclass(frozen=True)
class Served:
    """The app with its data sets: their labels by what they are here for."""

    address: str
    labels: Mapping[str, str]


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve the app with the samples, long names, and where they are at hand a city and layouts.

    The layouts are drawn anew each day.
    """
    labels = {name: name for name in (*paths.SAMPLES, DIRTY)}
    labels[LONG] = _kept(folder, f"{LONG}.xlsx", long_names.workbook())
    if SHARED.is_dir():
        labels[CITY] = _kept(folder, PEKALONGAN.name, PEKALONGAN.read_bytes())
        for name, file in _layouts(folder):
            labels[name] = _kept(folder, file.name, file.read_bytes())
    assert set(labels) == set(SETS)
    with serve(folder) as address:
        yield Served(address, labels)


def _layouts(folder: Path) -> Iterator[tuple[str, Path]]:
    seed = str(date.today().toordinal())
    for name, (script, number) in DRAWN.items():
        files = drawn(maker(SHARED, script), folder / script, number + 1, seed)
        yield name, list(files.values())[number][0]


def _kept(folder: Path, name: str, data: bytes) -> str:
    store = Store.in_folder(folder / "data")
    writer = store.writer("presenter", "Uji")
    sha = writer.save_upload(name, data, at=long_names.AT, rules_version="")
    made = writer.save_dataset([(sha, name)], at=long_names.AT, name=name)
    store.close()
    return f"{name} · {made[:6]}"


def unreadable(page: Page, at: Served, name: str, data: str, window: tuple[int, int]) -> list[str]:
    """Return what cannot be read on a page with a data set in a window."""
    address = f"{at.address}/{'' if name == START else name}?{urlencode({'data': at.labels[data]})}"
    if page.url.split("#")[0] != address:
        visit(page, address)
    page.set_viewport_size(ViewportSize(width=window[0], height=window[1]))
    wait_idle(page, quiet_ms=SETTLED_MS, patience_ms=PATIENCE_MS)
    found = _found(page)
    if found:  # a chart may be between two widths still
        page.wait_for_timeout(MOVING_MS)
        found &= _found(page)
    return sorted(found)


def _found(page: Page) -> set[str]:
    return {*page.evaluate(FIND), *page.evaluate(CUT)}


def windows(browser: Browser) -> Page:
    """Return a page to look through."""
    return browser.new_context(locale="id-ID").new_page()


def main(*only: str) -> int:
    """Look at everything, or at the pages, data sets or windows (1024x768) that are named."""
    total = 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        with served(Path(name)) as at:
            page = windows(browser)
            for data in _chosen(tuple(at.labels), only):
                for one in _chosen(PAGES, only):
                    for size in _chosen(WINDOWS, only):
                        found = unreadable(page, at, one, data, size)
                        total += len(found)
                        for text in found:
                            print(f"{one} · {data} · {size[0]}x{size[1]}: {text}", flush=True)
            browser.close()
    print(f"tidak terbaca: {total}")
    return total


def _chosen(all_of_them: tuple, only: tuple[str, ...]) -> tuple:  # type: ignore[type-arg]
    words = {x if isinstance(x, str) else f"{x[0]}x{x[1]}": x for x in all_of_them}
    return tuple(words[w] for w in only if w in words) or all_of_them


if __name__ == "__main__":
    sys.exit(min(1, main(*sys.argv[1:])))
