"""Kualitas data: what is wrong, where, and what must be done about it?"""

import streamlit as st

from kotaku import summary
from kotaku.text.safe import plain
from pages.shared import claims, context, giveback, tables

page = context.open_page()
findings = summary.findings_frame(page.findings)
kinds = summary.findings_by_kind(findings)

st.markdown(f"#### {plain(summary.quality_answer(page.dataset, page.findings))}")
tables.show(
    summary.files_frame(page.dataset),
    {
        "nama": "Berkas",
        "lembar": "Lembar yang dipahami",
        "baris_masuk": "Baris masuk",
        "baris_dipakai": "Dipakai",
        "baris_dilaporkan": "Tidak dipakai, dilaporkan",
    },
    dict.fromkeys(("baris_masuk", "baris_dipakai", "baris_dilaporkan"), tables.number(0)),
    alt="Baris masuk, dipakai, dan dilaporkan tiap berkas",
)

st.markdown("##### Jenis temuan")
chosen = tables.show(
    kinds,
    {"tingkat": "Tingkat", "judul": "Jenis", "jumlah": "Jumlah", "contoh": "Contoh"},
    {"jumlah": tables.number(0)},
    alt="Jumlah temuan tiap jenis, yang terberat di atas",
    key="jenis_terpilih",
    select=True,
)
if chosen:
    kind = kinds.iloc[chosen[0]]
    findings = findings[findings["judul"] == kind["judul"]]
    st.markdown(f"##### {plain(kind['judul'])}")
    st.markdown(f"**Yang perlu dilakukan:** {plain(findings['saran'].iloc[0])}")
else:
    st.caption("Klik satu jenis untuk melihat alamat sel dan saran perbaikannya.")
    findings = findings[findings["tingkat"] != "Info"]
tables.show(
    findings,
    {
        "tingkat": "Tingkat",
        "lembar": "Lembar",
        "sel": "Sel",
        "nilai": "Nilai",
        "pesan": "Apa yang salah",
        "saran": "Yang perlu dilakukan",
        "kab_kota": "Kab/kota",
        "kode": "Kode",
    },
    alt="Temuan kualitas data dengan alamat sel dan saran",
    height=420 if len(findings) > 8 else "auto",
)
with st.expander("Kembalikan kepada tim", icon=":material/forward_to_inbox:"):
    giveback.show(page)
with st.expander("Angka laporan dihitung ulang", icon=":material/balance:"):
    claims.show(page)
context.source(page)
