"""Mulai: which data does the meeting look at?"""

import streamlit as st

from kotaku import paths
from kotaku.words.dates import format_date
from pages.ui.bar import context, library, tour
from pages.ui.upload import removal

context.through_app()
st.markdown("#### Dari spreadsheet tim ke keputusan rakor")
left, right = st.columns(2)
with left.container(border=True, height="stretch"):
    st.markdown("**Coba dengan contoh**")
    for name in paths.SAMPLES:
        context.link_to(name, f"Buka {name}", icon=":material/folder_open:")
    tour.start("Tur: lima berkas tim, dari unggahan ke rakor", ":material/tour:")
    st.caption("Jumlah provinsi sesuai laporan rakor; rinciannya ilustrasi.")
with right.container(border=True, height="stretch"):
    st.markdown("**Pakai data sendiri**")
    st.page_link("pages/unggah_data.py", label="Unggah spreadsheet", icon=":material/upload_file:")
    st.caption("Berkas disimpan utuh di komputer ini dan tidak dikirim ke mana pun.")

stored = library.store().datasets()
if stored:
    st.markdown("##### Data yang pernah diunggah")
for info in stored[:20]:
    with st.container(horizontal=True, vertical_alignment="center"):
        context.link_to(library.label_of(info), info.name, icon=":material/table_chart:")
        st.caption(format_date(info.saved_at.astimezone().date()), width="content")
        removal.popover(info)
if stored:
    removal.retention()
