"""Unggah data: what did the tool understand of the spreadsheet, and what is wrong with it?"""

from functools import partial

import streamlit as st

from kotaku import view
from kotaku.intake.safe.apart import READING
from kotaku.output.made import FILES
from kotaku.output.template import filled
from kotaku.words.safe import plain
from pages.ui.bar import access, bar, context, library
from pages.ui.parts import tables
from pages.ui.upload import check, intake, questions, remembered, spellings

MOST_TOLD = 4


@st.cache_data(show_spinner=False)
def template() -> bytes:
    """Return the empty template."""
    return filled()


READING.prepare()  # who comes here is about to upload
context.through_app()
left, right = st.columns([3, 2])
entry = library.shelf().get(str(st.session_state.get("data")))
dataset = library.open_entry(entry) if entry else None
with left:
    intake.show(dataset.kab_kota if dataset else ())
with right:
    st.markdown("**Belum punya berkas?** Isi templat kosong.")
    with st.container(horizontal=True):
        st.download_button(
            "Unduh templat",
            data=template,
            file_name="Buku Data Rakor.xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
        if dataset and dataset.sources:
            st.download_button(
                "Templat terisi data ini",
                data=partial(FILES.run, filled, dict(dataset.tables)),
                file_name="Buku Data Rakor terisi.xlsx",
                icon=":material/download:",
                on_click="ignore",
                help="Yang dipahami dari berkas, disalin ke lembar templat; perbaiki dan unggah.",
            )

if entry is None or dataset is None:
    st.caption(
        "Berkas disimpan utuh di komputer ini dan tidak dikirim ke mana pun. Rumus dan makro tidak "
        "dijalankan."
    )
    remembered.show()
    st.stop()

context.illustration_notice(context.of(bar.filters()))
questions.show(entry, dataset)
st.markdown(f"#### {plain(view.quality_answer(dataset, dataset.findings))}")
told_unread = view.left_unread(dataset)
if told_unread:
    more = f" (dan {len(told_unread) - 1} hal lain)" if len(told_unread) > 1 else ""
    st.markdown(f":orange-badge[Belum lengkap] {plain(told_unread[0], 200)}{more}")
else:
    st.markdown(":green-badge[Lengkap] Semua baris, kolom, dan lembar terbaca.")
check.show(entry, dataset)
with st.container(horizontal=True):
    context.link_to(entry.label, "Buka Ringkasan", icon=":material/summarize:")
    context.link_to(entry.label, "Lihat temuan", icon=":material/fact_check:", page="kualitas_data")

spellings.show(dataset)
st.markdown("##### Yang dipahami dari berkas")
tables.show(
    view.sources_frame(dataset),
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
for sentence in (told := view.about_files(dataset.findings))[:MOST_TOLD]:
    st.caption(f":material/visibility: {plain(sentence)}")
if len(told) > MOST_TOLD:
    st.caption(f"dan {len(told) - MOST_TOLD} hal lain pada halaman Kualitas data.")
box = st.expander(
    "Lihat isi lembar seperti terbaca",
    icon=":material/table:",
    key=f"isi-{entry.label}",
    on_change="rerun",  # the sheets are read again only for who looks at them
)
if box.open:
    sheets = {
        f"{book.name} · {sheet.name}": sheet
        for book in library.workbooks(entry)
        for sheet in book.sheets
        if not sheet.marks.hidden or access.data_writer() is not None
    }
    with box:
        shown = st.selectbox("Lembar", list(sheets), label_visibility="collapsed")
        if shown in sheets:  # a map has none
            st.dataframe(view.grid_frame(sheets[shown]), alt="Isi lembar, 50 baris pertama")
remembered.show()
