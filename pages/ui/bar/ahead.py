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
MOST_PLACES, MOST_ROWS = 60, 60_000  # of more the server would keep too much


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


@st.cache_resource(max_entries=16, show_spinner=False)
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
        work(place)
        time.sleep(BETWEEN_S)
