"""Pengurangan kumuh: how many hectares left the account, when, by which source, and where?"""

import streamlit as st

from kotaku import view
from kotaku.words import labels
from kotaku.words.safe import plain
from pages.ui.bar import context, deltas, doubt
from pages.ui.parts import cards, charts, claims, methods, tables

page = context.open_page(doubt.AREA, doubt.CONDITION)
if page.area is None:
    context.lacks("Lokasi dan Pengurangan, atau RT dan Kekumuhan")

st.markdown(f"#### {plain(page.reduction_answer)}")
if moved := deltas.line(page, ("realisasi_ha", "sisa_ha")):
    st.markdown(moved)
cards.explain(page.explanations["berkurang"])

left, right = st.columns([3, 2])
with left:
    charts.waterfall(page, share=0.6)
with right:
    if page.evaluation.pengurangan.empty:
        charts.by_place(page, share=0.4)
    else:
        charts.reduction_by_unit(page, share=0.4)

by_place, by_year, by_unit, reported = st.tabs(
    ["Per kab/kota", "Per tahun dan sumber", "Banding metode", "Angka laporan"]
)
with by_place:
    tables.show(
        page.places,
        {
            "kab_kota": "Kab/kota",
            "luas_awal_ha": "Awal (ha)",
            "realisasi_ha": "Realisasi (ha)",
            "simulasi_ha": "Belum terlaksana (ha)",
            "terbuka_ha": "Belum terinci (ha)",
            "sisa_ha": "Sisa (ha)",
            "sisa_simulasi_ha": "Sisa bila terlaksana (ha)",
            "persen": "Realisasi (%)",
        },
        dict.fromkeys(view.PLACES[1:], tables.number()),
        alt="Akun luas per kabupaten/kota",
    )
with by_year:
    tables.show(
        page.account[page.account["kab_kota"] == view.WHOLE],
        {
            "tahun": "Tahun",
            "status": "Status",
            "sumber": "Sumber",
            "pengurangan_ha": "Pengurangan (ha)",
            "pengurangan_kumulatif_ha": "Kumulatif (ha)",
            "sisa_ha": "Sisa (ha)",
            "persen": "Berkurang (%)",
        },
        {
            "tahun": tables.year,
            **dict.fromkeys(
                ("pengurangan_ha", "pengurangan_kumulatif_ha", "sisa_ha", "persen"),
                tables.number(),
            ),
        },
        alt="Akun luas per tahun, status, dan sumber",
    )
with by_unit:
    if page.evaluation.pengurangan.empty:
        st.markdown(
            "Data ini hanya memuat hektare seperti dilaporkan. Unggah lembar RT, Kekumuhan, dan "
            "Pekerjaan untuk menghitung pengurangan menurut RT dan kawasan."
        )
    else:
        methods.show(page)
        st.markdown("**Semua tahun dan skenario**")
        tables.show(
            page.evaluation.pengurangan.assign(
                satuan=page.evaluation.pengurangan["satuan"].map(labels.UNIT)
            ),
            {
                "metode": "Metode",
                "satuan": "Satuan",
                "skenario": "Skenario",
                "tahun": "Tahun",
                "jumlah_unit": "Unit",
                "luas_ha": "Luas (ha)",
                "kumuh_awal_ha": "Kumuh awal (ha)",
                "kumuh_akhir_ha": "Kumuh akhir (ha)",
                "pengurangan_ha": "Berkurang sejak awal (ha)",
            },
            {
                "tahun": tables.year,
                "jumlah_unit": tables.number(0),
                **dict.fromkeys(
                    ("luas_ha", "kumuh_awal_ha", "kumuh_akhir_ha", "pengurangan_ha"),
                    tables.number(),
                ),
            },
            alt="Pengurangan menurut metode dan satuan",
        )
with reported:
    claims.sheet(page)
context.source(page)
