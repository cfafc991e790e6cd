"""Tingkat kekumuhan: which units are kumuh, how badly, and by which criteria?"""

from functools import partial

import streamlit as st

from kotaku import view
from kotaku.charts import of_view
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import charts, priorities, tables, typed, units

MEANS = {  # the two sectoral means are different figures: each under its own name
    "rata_rata_pct": "Rata-rata sektoral (%)",
    "rata_rata_r0_pct": "Rata-rata hanya yang bernilai (%)",
}
ROWS = 100  # drawn at once; the search finds the others

page = context.open_page(doubt.AREA, doubt.CONDITION)
now = page.units
if now.empty:
    if page.dataset.has("lokasi"):
        priorities.show(page)
    context.lacks("lembar RT dan Kekumuhan")

st.markdown(f"#### {plain(view.class_answer(page))}")
left, right = st.columns([2, 3])
with left:
    charts.draw(
        page,
        "kelas",
        partial(of_view.levels, page, source=page.short_source),
        share=0.4,
    )
with right:
    if view.has_criteria(now):
        charts.draw(
            page,
            "kriteria",
            partial(of_view.criteria, page, source=page.short_source),
            share=0.6,
        )
    else:
        charts.by_place(page, share=0.6)

with st.expander("Perpindahan kelas", icon=":material/swap_vert:"):
    charts.class_movement(page)
with st.expander("Kewenangan dan prioritas", icon=":material/low_priority:"):
    priorities.show(page)

search = typed.text_input(
    "Cari",
    key="cari",
    bind="query-params",
    placeholder="Cari nama RT, kawasan, kelurahan, atau kecamatan",
    label_visibility="collapsed",
    limit=100,
)
found = view.search_units(now, search)
shown = found.head(ROWS)
st.caption(
    f"{len(shown)} dari {len(found)} {page.satuan_label}, nilai tertinggi di atas. Klik satu baris "
    "untuk melihat hitungannya sampai ke sel sumber."
)
headings = {
    "nama": page.satuan_label,
    "kawasan": "Kawasan",
    "kelurahan": "Kelurahan",
    "kecamatan": "Kecamatan",
    "kab_kota": "Kab/kota",
    "luas_ha": "Luas (ha)",
    "total_awal": "Nilai awal",
    "tingkat_awal_teks": "Kelas awal",
    "total_nilai": "Nilai akhir",
    "tingkat_teks": "Kelas akhir",
    **MEANS,
}
chosen = tables.show(
    shown,
    {column: words for column, words in headings.items() if now[column].notna().any()},
    {
        "luas_ha": tables.number(),
        "total_awal": tables.number(0),
        "total_nilai": tables.number(0),
        **dict.fromkeys(MEANS, tables.number()),
    },
    alt="Nilai dan kelas tiap satuan, awal dan akhir",
    key="satuan_terpilih",
    select=True,
)
if chosen:
    units.show(page, shown.iloc[chosen[0]])
context.source(page)
