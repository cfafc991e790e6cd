"""The guided tour: a line under the bar that says where one is and what to look at."""

from __future__ import annotations

import streamlit as st

from kotaku.view.tour import TourStep, tour
from kotaku.words.safe import plain
from pages.ui.bar.bar import DATA

STEP = "tur"  # in the address while the tour runs, and in the session
_OPENED, _PART = "tur_dibuka", "bagian"


def start(words: str, icon: str) -> None:
    """Draw the link that begins the tour."""
    _link(1, words, icon)


def draw() -> None:
    """Draw the step that the address names, until the viewer leaves the tour."""
    number = _number()
    if number is None:
        return
    step = tour()[number - 1]
    if st.session_state.get(_OPENED) != number:  # a step opens its part once
        st.session_state[_OPENED] = number
        if step.part:
            st.session_state[_PART] = step.part
    with st.container(border=True, key="tur_langkah", gap="xxsmall"):
        st.markdown(f"**Tur {number} dari {len(tour())}: {plain(step.title)}**")
        st.markdown(plain(step.look, 400))
        with st.container(horizontal=True, vertical_alignment="center"):
            _ways(number, step)


def _ways(number: int, step: TourStep) -> None:
    if number > 1:
        _link(number - 1, "Kembali", ":material/arrow_back:")
    if st.query_params.get(DATA) != step.data:
        _link(number, "Ke langkah ini", ":material/place:")
    if number < len(tour()):
        _link(number + 1, "Berikutnya", ":material/arrow_forward:")
    if st.button("Keluar dari tur", type="tertiary", icon=":material/close:"):
        _leave()
        st.rerun()


def _number() -> int | None:
    asked = st.query_params.get(STEP) or st.session_state.get(STEP, "")
    known = asked if asked in map(str, range(1, len(tour()) + 1)) else ""
    st.session_state[STEP] = known
    return int(known) if known else None


def _leave() -> None:
    for key in (STEP, _OPENED):
        st.session_state.pop(key, None)
    st.query_params.pop(STEP, None)


def _link(number: int, words: str, icon: str) -> None:
    step = tour()[number - 1]
    st.page_link(
        f"pages/{step.page}.py",
        label=words,
        icon=icon,
        query_params={DATA: step.data, STEP: str(number)},
    )
