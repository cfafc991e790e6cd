"""Panduan: how does one use this page, and what may be uploaded?"""

from functools import partial

import streamlit as st

from kotaku import paths
from kotaku.output.guide import lists, sheet_pdf
from pages.ui.bar import context, guide

context.through_app()
sections = guide.sections()
titles = [*sections, guide.LISTS, guide.HALL]
with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen = st.selectbox("Bagian", titles, key="bagian_panduan", bind="query-params", width=320)
    st.download_button(
        "Unduh lembar aula (PDF)",
        data=partial(sheet_pdf, guide.hall(), stamp=guide.DAY),
        file_name="lembar aula.pdf",
        mime="application/pdf",
        icon=":material/download:",
        on_click="ignore",
    )
if chosen == guide.LISTS:
    st.markdown(lists(paths.README.read_text(encoding="utf-8")))
elif chosen == guide.HALL:
    st.markdown(guide.hall())
else:
    st.markdown(f"#### {chosen}")
    words, picture = st.columns([2, 3])
    words.markdown(sections[chosen])
    file = guide.picture(chosen)
    if file is not None:
        told = f"Halaman {chosen}, contoh bawaan (ilustrasi)"
        picture.image(str(file), caption=told, alt=told)
