"""Work out what is shown of each kab/kota while nobody waits, so that who chooses one has it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.runtime import Runtime, get_instance

import kotaku
from kotaku.dataset import Dataset
from kotaku.evaluation import Settings
from pages.ui.bar import library

AFTER_S = 0.8  # seconds after a data set was first shown: its page has been drawn
BETWEEN_S = 0.1  # seconds between two places: pages go first
REST_S, MOST_RESTS = 0.3, 30  # seconds without a page before a place; how often that is waited for
MOST_PLACES, MOST_ROWS = 60, 60_000  # of more the server would keep too much


_shown = [0.0]  # when a page was last asked for


def asked() -> None:
    """Say that somebody asks for a page now: what is not asked for yet waits."""
    _shown[0] = time.monotonic()


def begin(
    entry: library.Entry, settings: Settings, dataset: Dataset, work: Callable[[str], None]
) -> None:
    """Begin with the places of a data set; once for all viewers, and only where a server runs."""
    if type(get_instance()) is Runtime and is_small(dataset):
        _begin(entry, kotaku.RULES, settings, dataset.kab_kota, work)


def is_small(dataset: Dataset) -> bool:
    """Tell whether the server has room for the figures of every place."""
    rows = sum(map(len, dataset.tables.values()))
    return 1 < len(dataset.kab_kota) <= MOST_PLACES and rows <= MOST_ROWS


@st.cache_resource(
    max_entries=16, show_spinner=False, hash_funcs={library.Entry: repr, Settings: repr}
)
def _begin(
    entry: library.Entry,  # noqa: ARG001 -- the cache key
    rules: str,  # noqa: ARG001 -- the cache key
    settings: Settings,  # noqa: ARG001 -- the cache key
    _places: tuple[str, ...],
    _work: Callable[[str], None],
) -> None:
    threading.Thread(target=work_out, args=(_work, _places), daemon=True).start()


def work_out(work: Callable[[str], None], places: Sequence[str]) -> None:
    """Have each place worked out, one after the other."""
    time.sleep(AFTER_S)
    for place in places:
        for _ in range(MOST_RESTS):  # in a full hall it never rests
            if time.monotonic() - _shown[0] > REST_S:
                break
            time.sleep(BETWEEN_S)
        work(place)
        time.sleep(BETWEEN_S)
