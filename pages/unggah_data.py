"""Unggah data: what did the tool understand of the spreadsheet, and what is wrong with it?"""

import io

import streamlit as st

from kotaku import summary
from kotaku.text.safe import plain
from kotaku.workbook.template import write_template
from pages.shared import columns, context, intake, library, remembered, spellings, tables


@st.cache_data(show_spinner=False)
def template() -> bytes:
    """Return the empty template."""
    buffer = io.BytesIO()
    write_template(buffer)
    return buffer.getvalue()


context.through_app()
left, right = st.columns([3, 2])
entry = library.shelf().get(st.session_state.get("data"))
with left:
    intake.show(library.open_entry(entry).kab_kota if entry else ())
with right:
    st.markdown("**Belum punya berkas?** Isi templat kosong.")
    st.download_button(
        "Unduh templat",
        data=template,
        file_name="Buku Data Rakor.xlsx",
        icon=":material/download:",
        on_click="ignore",
    )

if entry is None:
    st.caption(
        "Berkas disimpan utuh di komputer ini dan tidak dikirim ke mana pun. Rumus dan makro tidak "
        "dijalankan."
    )
    remembered.show()
    st.stop()

dataset = library.open_entry(entry)
st.markdown(f"#### {plain(summary.quality_answer(dataset, dataset.findings))}")
with st.container(horizontal=True):
    context.link_to(entry.label, "Buka Ringkasan", icon=":material/summarize:")
    context.link_to(entry.label, "Lihat temuan", icon=":material/fact_check:", page="kualitas_data")

columns.show(entry, dataset)
spellings.show(dataset)
st.markdown("##### Yang dipahami dari berkas")
tables.show(
    summary.sources_frame(dataset),
    {
        "berkas": "Berkas",
        "lembar": "Lembar",
        "tabel": "Dibaca sebagai",
        "baris_judul": "Baris judul",
        "kolom": "Kolom yang dipakai",
        "baris": "Baris dipakai",
    },
    {"baris_judul": tables.number(0), "baris": tables.number(0)},
    alt="Lembar dan kolom yang dipahami",
)
with st.expander("Lihat isi lembar seperti terbaca", icon=":material/table:"):
    sheets = {
        f"{book.name} · {sheet.name}": sheet
        for book in library.workbooks(entry)
        for sheet in book.sheets
    }
    shown = st.selectbox("Lembar", list(sheets), label_visibility="collapsed")
    st.dataframe(summary.grid_frame(sheets[shown]), alt="Isi lembar, 50 baris pertama")
remembered.show()
