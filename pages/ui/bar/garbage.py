"""Keep Streamlit's garbage collection after every script cheap."""

import gc
import threading
import time

import streamlit as st

WHOLE_S = 600  # seconds between two looks at everything
_due = threading.Event()
_whole = [time.monotonic()]  # when everything was last looked at


def grown() -> None:
    """Say that something came that is here to stay."""
    _due.set()


def settle() -> None:
    """Let the collector pass over what is here to stay: libraries and data sets.

    Streamlit collects all generations after each run of a script, which goes through every object
    of every library and takes longer than most pages. Call it when the page has been drawn.
    """
    if not _due.is_set():
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
