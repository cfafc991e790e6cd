"""What is written down while a turn is spoken about: notes and follow-ups."""

from __future__ import annotations

import streamlit as st

from kotaku.store import FollowUp, Session, Writer
from pages.ui.bar import access, library
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.parts import rtl_fields, typed
from pages.ui.rakor import presenter_settings, rakor
from pages.ui.rakor.rakor import Turn
from pages.ui.rakor.turn_content import Listed
from pages.ui.rakor.turn_panel import told


def draw(page: Context, shown: Turn, chosen: Filters) -> None:
    """Draw the form of a meeting that runs; of a rehearsal, the way to begin."""
    if shown.session is None:
        _rehearsal(chosen)
    else:
        _write(page, shown, chosen)


def _rehearsal(chosen: Filters) -> None:
    """Say that nothing is recorded yet, and let the presenter begin."""
    st.markdown("Gladi: belum ada yang dicatat.", width="content")
    with st.popover("Mulai rakor", icon=":material/play_arrow:", type="primary"):
        presenter_settings.start(chosen, key="mulai")


def _notes(session: Session, place: str) -> None:
    notes = library.store().notes(session.id, place)
    if notes:
        lines = tuple(f"{note.text} ({note.by})" for note in notes[-3:])
        st.markdown(told(Listed("Catatan giliran ini", lines)))


def _write(page: Context, shown: Turn, chosen: Filters) -> None:
    """Draw the form that keeps a note or a follow-up of this turn: open it, press save."""
    writer, session = access.writer(), shown.session
    if writer is None or session is None:
        return
    with st.popover("Catat masalah atau RTL", icon=":material/edit_note:", type="primary"):
        _form(writer, session, page.related, shown, chosen)
        _notes(session, shown.place)


def _form(
    writer: Writer, session: Session, related: tuple[str, ...], shown: Turn, chosen: Filters
) -> None:
    count = st.session_state.get("catat_ke", 0)  # a new form after each saving
    with st.form(f"catat {shown.place} {count}", border=False, enter_to_submit=False):
        problem = typed.text_area("Masalah atau catatan", height=80)
        action = typed.text_input("Tindakan (RTL)")
        rest = rtl_fields.draw({}, related, key=f"catat {shown.place} {count}")
        with st.container(horizontal=True):
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
