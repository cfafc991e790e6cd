"""The methods side by side: the same data by every formula at every level."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kotaku import view
from kotaku.words.labels import METHOD
from kotaku.words.numbers import format_ha
from kotaku.words.safe import plain
from pages.ui.bar.bar import SATUAN
from pages.ui.bar.context import Context
from pages.ui.parts import tables

USED = "◀ dipakai"


def show(page: Context) -> None:
    """Draw the hectares by method and level; the pair that every page prints is marked."""
    found = view.methods_matrix(
        page.evaluation.pengurangan,
        "simulasi" if page.filters.simulasi else "realisasi",
        page.filters.tahun,
        SATUAN,
    )
    used = page.evaluation.settings
    words = found.map(lambda value: "–" if pd.isna(value) else format_ha(value)).astype("str")
    here = SATUAN[used.satuan]
    if used.metode in words.index and here in words.columns:
        words.loc[used.metode, here] += f" {USED}"
    st.markdown(f"Yang tercetak di semua halaman: **{plain(page.unit_label)}**.")
    tables.show(
        words.assign(metode=[METHOD[m] for m in words.index]),
        {"metode": "Berkurang sejak awal menurut", **{c: c for c in found.columns}},
        alt="Hektare berkurang menurut tiap metode dan satuan; yang dipakai ditandai",
    )
    mean = "hanya persen yang bernilai" if used.rerata == "scored_only" else "semua persen"
    st.caption(
        f"Metode K memakai rata-rata {mean}; R0 selalu memakai rata-rata hanya persen yang "
        "bernilai. Keduanya tidak pernah dicampur antara awal dan akhir."
    )
