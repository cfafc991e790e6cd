"""Keep what a person says about a layout, and take it back: one step at a time, always."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kotaku.intake.files.kept import (
    Answer,
    answer_to_keep,
    answers_from_kept,
    correction_to_keep,
    corrections_from_kept,
)
from kotaku.intake.tables.corrections import Correction
from kotaku.store import Writer
from pages.ui.bar import access, library

Said = Answer | Correction  # to a question by its kode, or on a layout by its fingerprint
_STEPS, _SAID = "jawaban_langkah", "jawaban_pesan"
MOST_STEPS = 100


def keep(writer: Writer, answers: Mapping[str, Said | None], said: str) -> None:
    """Keep answers (None takes one back) so that the last step can be undone, and run again."""
    if store(writer, answers, said):
        st.rerun()


def store(writer: Writer, answers: Mapping[str, Said | None], said: str) -> bool:
    """Keep answers so that the last step can be undone; tell whether they were kept."""
    own, store = writer.actor.kab_kota, library.store()
    before: dict[str, Said] = {
        **answers_from_kept(store.answers(own)),
        **corrections_from_kept(store.mappings(own)),
    }
    if not _write(writer, answers):
        return False
    # a layout that nobody corrected before goes back to none
    step = {k: before.get(k, Correction() if isinstance(now, Correction) else None)
            for k, now in answers.items()}  # fmt: skip
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


def _steps() -> list[dict[str, Said | None]]:
    steps: list[dict[str, Said | None]] = st.session_state.get(_STEPS, [])
    return steps


def _write(writer: Writer, answers: Mapping[str, Said | None]) -> bool:
    def write() -> bool:
        layouts = {k: c for k, c in answers.items() if isinstance(c, Correction)}
        for name, chosen in layouts.items():
            content = correction_to_keep(chosen) if chosen != Correction() else None
            writer.save_mapping(name, content, at=access.now())
        told = {k: answer_to_keep(a) if isinstance(a, Answer) else None
                for k, a in answers.items() if k not in layouts}  # fmt: skip
        if told:
            writer.save_answers(told, at=access.now())
        return True

    return access.saved(write) is not None
