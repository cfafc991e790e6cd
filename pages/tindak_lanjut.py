"""Tindak lanjut (RTL): who does what by when, what is late, what came back from earlier rakor?"""

import streamlit as st

from kotaku import meeting
from kotaku.words.safe import plain
from pages.ui.bar import access, bar, context, library
from pages.ui.parts import follow_ups
from pages.ui.rakor import rakor

context.through_app()
chosen = bar.filters()
if chosen.entry is None:
    context.empty_state()
context.illustration_notice(context.of(chosen))
rows = rakor.promises(chosen)
if chosen.kab_kota is not None:
    rows = rows[rows["kab_kota"] == chosen.kab_kota]

st.markdown(f"#### {plain(meeting.promises_answer(rows))}")
places = library.open_entry(chosen.entry).kab_kota
if running := rakor.current(chosen.entry):
    access.resume(running.presenter)
writer = access.writer()
with st.container(horizontal=True, vertical_alignment="bottom"):
    shown = follow_ups.filtered(rows)
    if writer is None:
        with st.popover("Masuk sebagai penyaji", icon=":material/lock_open:"):
            if access.form(places, key="masuk"):
                st.rerun()
    else:
        with st.popover("Tambah RTL", icon=":material/add:", type="primary"):
            follow_ups.add(writer, chosen)
        follow_ups.bring(writer, chosen)
        if st.button(f"Keluar ({plain(writer.actor.name, 24)})", type="tertiary"):
            access.leave()
            st.rerun()
picked = follow_ups.show(shown, {s.id: s for s in library.store().sessions()})
if picked is not None:
    follow_ups.edit(writer, picked, chosen)
st.caption(
    "Setiap perubahan disimpan dengan nama dan waktunya; versi sebelumnya dapat dipulihkan. "
    "RTL yang belum selesai kembali pada rakor berikutnya."
)
