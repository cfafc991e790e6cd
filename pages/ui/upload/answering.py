"""Keep what a person says about a layout, and take it back: one step at a time, always."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kotaku.intake.files.kept import Answer, answer_to_keep, answers_from_kept
from kotaku.store import Writer
from pages.ui.bar import access, library

_STEPS, _SAID = "jawaban_langkah", "jawaban_pesan"
MOST_STEPS = 100


def keep(writer: Writer, answers: Mapping[str, Answer | None], said: str) -> None:
    """Keep answers (None takes one back) so that the last step can be undone, and run again."""
    if store(writer, answers, said):
        st.rerun()


def store(writer: Writer, answers: Mapping[str, Answer | None], said: str) -> bool:
    """Keep answers so that the last step can be undone; tell whether they were kept."""
    before = answers_from_kept(library.store().answers(writer.actor.kab_kota))
    if not _write(writer, answers):
        return False
    step = {kode: before.get(kode) for kode in answers}
    st.session_state[_STEPS] = [*_steps(), step][-MOST_STEPS:]
    st.session_state[_SAID] = said
    return True


def back(writer: Writer, *, key: str) -> None:
    """Draw the button that undoes the last step of this session."""
    steps = _steps()
    pressed = st.button(
        "Kembali",
        icon=":material/undo:",
        disabled=not steps,
        help="Batalkan langkah terakhir.",
        key=key,
    )
    if pressed and _write(writer, steps[-1]):
        st.session_state[_STEPS] = steps[:-1]
        st.session_state[_SAID] = "Langkah terakhir dibatalkan."
        st.rerun()


def told() -> None:
    """Say what was kept in the run before."""
    if said := st.session_state.pop(_SAID, ""):
        st.toast(said, icon=":material/check:")


def stepped() -> bool:
    """Tell whether there is a step to undo."""
    return bool(_steps())


def _steps() -> list[dict[str, Answer | None]]:
    steps: list[dict[str, Answer | None]] = st.session_state.get(_STEPS, [])
    return steps


def _write(writer: Writer, answers: Mapping[str, Answer | None]) -> bool:
    def write() -> bool:
        contents = {k: None if a is None else answer_to_keep(a) for k, a in answers.items()}
        writer.save_answers(contents, at=access.now())
        return True

    return access.saved(write) is not None
