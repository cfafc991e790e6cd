"""Published figures beside what the data gives."""

from __future__ import annotations

import streamlit as st

from kotaku.reports.report import VERDICTS
from pages.shared import tables
from pages.shared.context import Context


def show(context: Context) -> None:
    """Draw published figures beside what the data gives."""
    rows = context.evaluation.klaim
    if rows.empty:
        st.markdown("Belum ada lembar Klaim: isi angka laporan agar dihitung ulang di sini.")
        return
    tables.show(
        rows.assign(putusan=rows["putusan"].map(VERDICTS)),
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
