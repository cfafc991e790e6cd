"""The audit trail: who changed what and when, in words, to look through and to take home."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kotaku import snapshots
from kotaku.output import trail_book
from kotaku.snapshots import KeptSnapshot
from pages.ui.bar import library
from pages.ui.bar.bar import Filters
from pages.ui.parts import tables
from pages.ui.rakor import rakor

EVERY = "Semua jenis"


def show(kept: list[KeptSnapshot], chosen: Filters) -> None:  # noqa: ARG001 -- every part is asked alike
    """Draw the trail with its filter and its files."""
    store = library.store()
    names = {s.id: s.name for s in store.sessions()}
    rows = snapshots.readable(store.trail(), names=names, zone=rakor.zone())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        present = [kind for kind in snapshots.kinds() if kind in set(rows["jenis"])]
        kind = st.selectbox("Jenis", [EVERY, *present], key="jenis_jejak", width=220)
        if kind != EVERY:
            rows = rows[rows["jenis"] == kind]
        for export in trail_book.EXPORTS:
            st.download_button(
                export.label,
                data=partial(export.build, rows),
                file_name=export.name,
                mime=export.media_type,
                icon=":material/download:",
                on_click="ignore",
                key=f"jejak {export.name}",
            )
    tables.show(
        rows.assign(
            kapan=[rakor.moment(at) for at in rows["waktu"]],
            siapa=rows["oleh"] + " (" + rows["peran"] + ")",
        ),
        {
            "kapan": "Kapan",
            "siapa": "Siapa",
            "tindakan": "Apa",
            "objek": "Tentang",
            **({"kab_kota": "Kab/kota"} if (rows["kab_kota"] != "").any() else {}),
            "sebelum": "Sebelum",
            "sesudah": "Sesudah",
        },
        alt="Jejak perubahan, terbaru di atas",
        height=520 if len(rows) > 13 else "auto",
    )
