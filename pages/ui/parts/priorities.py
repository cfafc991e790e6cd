"""Who handles which location, and in which order, as a section of a page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kotaku import view
from kotaku.words.safe import plain
from pages.ui.bar.context import Context
from pages.ui.parts import tables

HEADINGS = {
    "urutan": "Prioritas",
    "kode": "Kode",
    "nama": "Lokasi",
    "kab_kota": "Kab/kota",
    "luas_ha": "Luas (ha)",
    "kelas": "Kelas",
    "kewenangan_luas": "Kewenangan menurut luas",
    "kewenangan": "Kewenangan tertulis",
    "skor_pertimbangan": "Nilai pertimbangan",
    "pertimbangan": "Pertimbangan lain",
    "legal": "Legalitas",
    "penanganan": "Pola penanganan",
}
NUMBERS = ("urutan", "skor_pertimbangan")


def _told(column: pd.Series) -> bool:
    return bool((column.notna() & (column.astype("str") != "")).any())


def show(page: Context) -> None:
    """Draw the locations with their authority and priority."""
    found = view.locations(page)
    if found.empty:
        st.caption("Belum ada kawasan atau lokasi yang diketahui luasnya.")
        return
    st.markdown(plain(view.locations_answer(found)))
    known = {
        c: w for c, w in HEADINGS.items() if c in found and found[c].replace("", None).notna().any()
    }
    tables.show(
        found,
        known,
        {"luas_ha": tables.number(), **dict.fromkeys(NUMBERS, tables.number(0))},
        alt="Lokasi dengan kewenangan menurut luas, legalitas, dan prioritas",
    )
    st.caption(
        "Kewenangan, pertimbangan lain, legalitas, dan matriks prioritas menurut ketentuan dengan "
        "sumbernya di halaman Metode dan sumber; kelompok pertimbangan bertanda P dapat diubah."
    )
