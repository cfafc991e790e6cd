"""The codes that the presenter hands out, one for each kab/kota."""

from __future__ import annotations

import streamlit as st

from kotaku.store import Writer
from kotaku.words.dates import format_date
from kotaku.words.safe import plain
from pages.ui.bar import access, library
from pages.ui.rakor import rakor

MADE = "kode_korkot_baru"


def draw(writer: Writer, places: tuple[str, ...]) -> None:
    """Draw the maker of codes; a code is shown once, on the presenter's own computer only."""
    if not access.on_laptop():
        st.caption("Kode korkot dibuat di komputer penyaji.")
        return
    place = st.selectbox("Kab/kota", places, index=None, placeholder="Pilih kab/kota", key="kk")
    if place is None:
        return
    since = library.store().korkot_codes().get(place)
    if since is not None:
        st.caption(f"Kode berlaku sejak {format_date(since.astimezone(rakor.zone()))}.")
    if st.button("Buat kode baru" if since else "Buat kode", icon=":material/key:"):
        made = access.saved(lambda: writer.new_korkot_code(place, at=access.now()))
        st.session_state[MADE] = None if made is None else (place, made)
    shown = st.session_state.get(MADE)
    if shown and shown[0] == place:
        st.code(shown[1], language=None)
        st.caption(
            f"Berikan kepada korkot {plain(place)}; dengan kode ini ia hanya dapat mengubah "
            "wilayahnya. Catat sekarang: kode tidak disimpan. Kode baru mengakhiri yang lama."
        )
