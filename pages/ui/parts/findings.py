"""The findings of a data set: by kind, then each with its address and advice."""

from __future__ import annotations

import streamlit as st

from kotaku import view
from kotaku.words.safe import plain
from pages.ui.bar.context import Context
from pages.ui.parts import tables
from pages.ui.upload import giveback


def show(page: Context) -> None:
    """Draw the kinds of findings; one chosen shows its cells and what to do."""
    own = view.findings_of(page.findings, page.filters.kab_kota)
    findings = view.findings_frame(own)
    kinds = view.findings_by_kind(findings)
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
