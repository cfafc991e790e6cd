"""What is written down while a turn is spoken about: notes and follow-ups.

The form stands below the figures, not on them: the hall goes on seeing what it speaks about.
"""

from __future__ import annotations

import streamlit as st

from kotaku.store import FollowUp, Session, Writer
from kotaku.words.safe import plain
from pages.ui.bar import access, library
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.parts import rtl_fields, typed
from pages.ui.rakor import presenter_settings, rakor
from pages.ui.rakor.rakor import Turn

OPEN = "formulir_terbuka"
NOTES = 3  # of the turn, shown beside the form


def button(shown: Turn, chosen: Filters) -> None:
    """Draw what opens the form of a meeting that runs; of a rehearsal, the way to begin."""
    if shown.session is None:
        with st.popover("Mulai rakor", icon=":material/play_arrow:", type="primary"):
            presenter_settings.start(chosen, key="mulai")
    elif access.writer() is not None:
        open_ = bool(st.session_state.get(OPEN))
        st.button(
            "Tutup formulir" if open_ else "Catat masalah atau RTL",
            icon=":material/close:" if open_ else ":material/edit_note:",
            type="secondary" if open_ else "primary",
            key="buka_formulir",
            on_click=_turned,
        )


def _turned() -> None:
    st.session_state[OPEN] = not st.session_state.get(OPEN)


def draw(page: Context, shown: Turn, chosen: Filters, *, always: bool = False) -> None:
    """Draw the form where it is open, that keeps a note or a follow-up of this turn."""
    writer, session = access.writer(), shown.session
    if writer is None or session is None or not (always or st.session_state.get(OPEN)):
        return
    with st.container(key="formulir"):
        _form(writer, session, page.related, shown, chosen)
        if not always:  # the presenter's own screen shows them anyway
            _notes(session, shown.place)


def _notes(session: Session, place: str) -> None:
    notes = library.store().notes(session.id, place)[-NOTES:]
    if notes:
        st.markdown("  \n".join(f"Tercatat: {plain(n.text)} ({plain(n.by)})" for n in notes))


def _form(
    writer: Writer, session: Session, related: tuple[str, ...], shown: Turn, chosen: Filters
) -> None:
    count = st.session_state.get("catat_ke", 0)  # a new form after each saving
    key = f"catat {shown.place} {count}"
    with st.form(key, border=False, enter_to_submit=False):
        words, rest_of = st.columns([1, 1.25])
        with words:
            problem = typed.text_area("Masalah atau catatan", key=f"m {key}", height=80)
            action = typed.text_input("Tindakan (RTL)", key=f"t {key}")
        with rest_of:
            rest = rtl_fields.draw({}, related, key=key)
            with st.container(horizontal=True, vertical_alignment="bottom"):
                promise = st.form_submit_button("Simpan RTL", type="primary")
                note = st.form_submit_button("Simpan catatan")
    if not (promise or note):
        return
    at = access.now()
    if note:
        kept = access.saved(lambda: writer.add_note(session.id, shown.place, problem, at=at))
    else:
        content = FollowUp(
            kab_kota=shown.place,
            klaster=rakor.cluster_of(chosen, shown.place),
            masalah=problem,
            tindakan=action,
            **rest,
        )
        kept = access.saved(lambda: writer.add_follow_up(session.id, content, at=at))
    if kept is not None:
        st.session_state["catat_ke"] = count + 1
        st.rerun()
