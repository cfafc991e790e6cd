"""A second screen or phone that follows the presenter and writes nothing."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from pages.ui.bar import library


def wait() -> NoReturn:
    """Say that nothing runs yet, and look again by itself."""
    st.markdown("**Menunggu penyaji memulai rakor.** Layar ini berganti sendiri.")
    keep_up()
    st.stop()


def keep_up() -> None:
    """Draw the page anew as soon as somebody wrote something."""
    _look(library.store().revision())


@st.fragment(run_every="2s")
def _look(seen: int) -> None:
    """Ask the cheapest question there is."""
    if library.store().revision() != seen:
        st.rerun()
