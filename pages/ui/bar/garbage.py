"""Collect garbage for all sessions together, and pass over what is here to stay.

Streamlit would collect after each run of a script: in a hall of fifty a third of all the work.
"""

import gc
import threading
import time

import streamlit as st

EVERY_S = 5  # seconds between two looks at what came since
WHOLE_S = 600  # seconds between two looks at everything
AFTER_S = 0.3  # seconds after a page: what it says has left the machine
_due = threading.Event()
_coming = threading.Lock()  # held while a look is to come
_last = [0.0]  # when what came since was last looked at
_whole = [time.monotonic()]  # when everything was last looked at


def grown() -> None:
    """Say that something came that is here to stay."""
    _due.set()


def settle() -> None:
    """Have what is garbage collected a moment after a page has been drawn.

    At once, the page's last words would wait for it: nothing else runs meanwhile.
    """
    due = _due.is_set() or time.monotonic() - _last[0] > EVERY_S
    if due and _coming.acquire(blocking=False):
        timer = threading.Timer(AFTER_S, _look)
        timer.daemon = True
        timer.start()


def _look() -> None:
    try:
        collect()
    finally:
        _coming.release()


def collect() -> None:
    """Collect what is garbage, and keep libraries and data sets out of later looks.

    Going through every object of every library takes longer than most pages.
    """
    _last[0] = time.monotonic()
    if not _due.is_set():
        gc.collect()
        return
    _due.clear()
    if time.monotonic() - _whole[0] > WHOLE_S:  # holds everybody up: data sets gone since, in rings
        _whole[0] = time.monotonic()
        gc.unfreeze()
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def first_shown(page: str) -> None:  # noqa: ARG001 -- part of the cache key
    """Take in the libraries that a page has brought when it is first shown."""
    grown()
