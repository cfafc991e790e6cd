"""The findings of a data set: by kind, then each with its address and advice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from kotaku import view
from kotaku.findings import Finding
from kotaku.words.safe import plain
from pages.ui.bar.context import Context
from pages.ui.parts import maps, tables
from pages.ui.upload import giveback

MOST_LINKS: Final = 12  # to polygons on the map


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
    if chosen and page.polygons:
        _on_the_map(page, [f for f in own if f.title == kind["judul"]])
    with st.expander("Kembalikan kepada tim", icon=":material/forward_to_inbox:"):
        giveback.show(page)


def _on_the_map(page: Context, chosen: Sequence[Finding]) -> None:
    """Draw links to the polygons that findings are about, the first ones."""
    told = view.polygon_findings(chosen, page.polygons)
    for row in told[told["bentuk"] >= 0].head(MOST_LINKS).itertuples():
        maps.link(page, int(row.bentuk), f"Lihat di peta: {row.nilai}")
