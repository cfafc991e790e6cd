"""One data set from several teams, over time: an upload joins the data that are open."""

from __future__ import annotations

import streamlit as st

from pages.ui.bar import library

NEW, JOIN = "Data baru", "Gabungkan dengan data yang terbuka"


def base() -> list[tuple[str, bytes]]:
    """Ask whether the upload joins the open data; return the files that stay with it."""
    entry = library.shelf().get(st.session_state.get("data") or "")
    if entry is None:
        return []
    way = st.radio("Berkas yang diunggah menjadi", [NEW, JOIN], horizontal=True, key="cara_unggah")
    if way != JOIN:
        return []
    held = library.files(entry)
    replaced = st.multiselect(
        "Berkas lama yang diganti (kosongkan bila semuanya tetap dipakai)",
        [name for name, _ in held],
        placeholder="Tidak ada",
        key="berkas_diganti",
    )
    st.caption(
        "Hasilnya data baru; data yang terbuka tetap tersimpan. Baris yang isinya berbeda di dua "
        "berkas diputuskan pada Kualitas data."
    )
    return [(name, data) for name, data in held if name not in replaced]
