"""Riwayat: what did earlier meetings agree on, what has changed since, who changed what?"""

import streamlit as st

from kotaku.words.safe import plain
from pages.ui.bar import bar, context, library
from pages.ui.history import comparison, history, potret, trail

PARTS = {
    "Potret": history.show,
    "Bandingkan": comparison.show,
    "Kecenderungan": comparison.trend,
    "Jejak perubahan": trail.show,
}

context.through_app()
chosen = bar.filters()
kept = potret.kept()

st.markdown(f"#### {plain(history.answer(kept, len(library.store().snapshots())))}")
if chosen.kab_kota is not None:
    st.caption("Riwayat selalu memuat seluruh data; pilihan kab/kota tidak dipakai di sini.")
parts = st.tabs(list(PARTS), key="bagian_riwayat", on_change="rerun")
for part, show in zip(parts, PARTS.values(), strict=True):
    if part.open:  # the others are worked out when they are asked for
        with part:
            show(kept, chosen)
