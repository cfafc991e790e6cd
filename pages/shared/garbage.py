"""Keep Streamlit's garbage collection after every script cheap."""

import gc

import streamlit as st


def settle() -> None:
    """Let the collector pass over what is here to stay: libraries and data sets.

    Streamlit collects all generations after each run of a script, which goes through every object
    of every library and takes longer than most pages.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def settle_once(page: str) -> None:  # noqa: ARG001 -- part of the cache key
    """Do so when a page is first shown: it has brought its libraries."""
    settle()
