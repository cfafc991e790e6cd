"""Everything on a page can be read: nothing cut, nothing upon another, no unit apart."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import legible
from tests.browser.legible import PAGES, PEKALONGAN, SAMPLES, WINDOWS, Served

# Each page with a data set in a window drawn once; all: ``python -m tests.browser.legible``.
_SEED = random.Random(739948)
# Known to be unreadable still: the headings of the matrix of criteria where there are many.
OPEN = {("tingkat_kekumuhan", "Pekalongan")}
_DATA = (*SAMPLES, "nama panjang", *(["Pekalongan"] if PEKALONGAN.is_file() else []))
_DRAWN = [(page, _SEED.choice(_DATA), _SEED.choice(WINDOWS)) for page in PAGES]
SOME = [one for one in _DRAWN if one[:2] not in OPEN]


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with legible.served(tmp_path_factory.mktemp("terbaca")) as address:
        yield address


@pytest.mark.parametrize(("name", "data", "window"), SOME)
def test_nothing_is_cut_or_covered(
    browser: Browser, at: Served, name: str, data: str, window: tuple[int, int]
) -> None:
    page = legible.windows(browser)
    assert legible.unreadable(page, at, name, data, window) == []
    page.context.close()
