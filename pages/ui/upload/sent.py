"""Who sent what and when, and what is still missing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kotaku import view
from kotaku.words.safe import plain
from pages.ui.bar import before, library
from pages.ui.bar.context import Context
from pages.ui.parts import tables

_MISSING = "background-color: #fbe3a3; color: #1d1d1d; font-weight: 600"


def show(page: Context) -> None:
    """Draw the matrix of kab/kota and sheets, then the files with their times."""
    entry = page.filters.entry
    assert entry is not None
    earlier = before.dataset(page)
    expected = [] if earlier is None else list(earlier.kab_kota)
    if page.filters.kab_kota is not None:
        expected = [page.filters.kab_kota]
    matrix = view.coverage_matrix(page.dataset, expected)
    st.markdown(f"**{plain(view.coverage_answer(matrix))}**")
    if len(matrix.columns) > 1:
        _matrix(matrix)
    st.markdown("##### Berkas")
    tables.show(
        view.sent_frame(page.dataset, library.uploaded(entry)),
        {
            "nama": "Berkas",
            "waktu": "Diunggah",
            "kab_kota": "Isi dari",
            "baris_masuk": "Baris masuk",
            "baris_dipakai": "Dipakai",
            "baris_dilaporkan": "Tidak dipakai",
            "lembar": "Lembar yang dipahami",
        },
        dict.fromkeys(("baris_masuk", "baris_dipakai", "baris_dilaporkan"), tables.number(0)),
        alt="Berkas, kapan diunggah, dan baris masuk, dipakai, dan dilaporkan",
    )
    st.page_link(
        "pages/unggah_data.py", label="Tambahkan berkas tim lain", icon=":material/upload_file:"
    )


def _matrix(matrix: pd.DataFrame) -> None:
    shown = matrix.rename(columns={"kab_kota": "Kab/kota"})
    styled = shown.style.map(lambda word: _MISSING if word == view.MISSING else "")
    tables.coloured(styled, alt="Baris yang dikirim tiap kab/kota, lembar demi lembar")
    st.caption(
        "Yang diharapkan: kab/kota yang disebut di lembar mana pun, dan yang ada pada data "
        "sebelumnya. Kolom: lembar yang dikirim paling sedikit satu kab/kota."
    )
