"""Who handles which location, and in which order, as a section of a page."""

from __future__ import annotations

import streamlit as st

from kotaku import view
from kotaku.once import once
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


@once
def _headings(page: Context) -> dict[str, str]:
    """Return the columns that hold anything, with their headings."""
    held = view.locations(page).replace("", None).notna().any()
    return {column: words for column, words in HEADINGS.items() if held.get(column, default=False)}


def show(page: Context) -> None:
    """Draw the locations with their authority and priority."""
    found = view.locations(page)
    if found.empty:
        st.caption("Belum ada kawasan atau lokasi yang diketahui luasnya.")
        return
    st.markdown(plain(view.locations_answer(found)))
    tables.show(
        found,
        _headings(page),
        {"luas_ha": tables.number(), **dict.fromkeys(NUMBERS, tables.number(0))},
        alt="Lokasi dengan kewenangan menurut luas, legalitas, dan prioritas",
    )
    st.caption(
        "Kewenangan, pertimbangan lain, legalitas, dan matriks prioritas menurut ketentuan dengan "
        "sumbernya di halaman Metode dan sumber; kelompok pertimbangan bertanda P dapat diubah."
    )
