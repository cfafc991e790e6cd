"""Published figures beside what the data gives: those of the sheet Klaim, and pasted sentences."""

from __future__ import annotations

import streamlit as st

from kotaku import view
from kotaku.words.labels import VERDICT
from kotaku.words.safe import plain
from pages.ui.bar import library
from pages.ui.bar.context import Context
from pages.ui.parts import tables, typed

_EXAMPLE = "Pengurangan 189,29 ha atau 93,51 % sampai 2019, sisa 13,14 ha, dari 202,43 ha."


def show(context: Context) -> None:
    """Draw a box for sentences of a report, then the figures of the sheet Klaim."""
    _pasted(context)
    st.markdown("##### Lembar Klaim")
    sheet(context)


def _pasted(context: Context) -> None:
    paragraph = typed.text_area(
        "Tempel kalimat laporan",
        placeholder=f"Contoh: {_EXAMPLE}",
        height=90,
        key="kalimat_laporan",
        help="Angka hektare, persen, dan jumlah lokasi dibaca dari kalimat, lalu diuji terhadap "
        "angka lain dalam kalimat itu dan terhadap data yang terbuka. Tidak disimpan.",
    )
    if not (paragraph or "").strip():
        st.caption("Tempel satu paragraf, lalu tekan Ctrl+Enter.")
        return
    entry, place = context.filters.entry, context.filters.kab_kota
    assert entry is not None
    # a sentence may be about the whole province while one kab/kota is on the screen
    whole = library.evaluated(entry, None, context.evaluation.settings)
    judged = view.judge_paragraph(paragraph, library.open_entry(entry), whole, wilayah=place or "")
    icon = ":material/error:" if judged.salah else ":material/check_circle:"
    st.markdown(f"{icon} **{plain(judged.answer)}**")
    if judged.rows.empty:
        return
    tables.show(
        judged.rows,
        {
            "wilayah": "Wilayah",
            "tahun": "Tahun",
            "besaran": "Besaran",
            "dilaporkan": "Tertulis",
            "dihitung": "Dihitung",
            "putusan": "Putusan",
            "penjelasan": "Cara menghitung",
        },
        {"tahun": tables.year},
        alt="Angka dalam kalimat yang ditempel, diuji satu per satu",
    )


def sheet(context: Context) -> None:
    """Draw the figures of the sheet Klaim beside what the data gives."""
    rows = context.evaluation.klaim
    if rows.empty:
        st.markdown("Belum ada lembar Klaim: isi angka laporan agar dihitung ulang di sini.")
        return
    tables.show(
        rows.assign(
            putusan=rows["putusan"].map(VERDICT), besaran=rows["besaran"].map(view.quantity)
        ),
        {
            "wilayah": "Wilayah",
            "tahun": "Tahun",
            "besaran": "Besaran",
            "nilai_klaim": "Dilaporkan",
            "nilai_hitung": "Dihitung ulang",
            "selisih": "Selisih",
            "satuan": "Satuan",
            "putusan": "Putusan",
            "penjelasan": "Penjelasan",
            "sumber": "Sumber",
        },
        {
            "tahun": tables.year,
            **dict.fromkeys(("nilai_klaim", "nilai_hitung", "selisih"), tables.number()),
        },
        alt="Angka laporan dan hasil hitung ulang",
    )
