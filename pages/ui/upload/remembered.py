"""The layouts whose columns people chose: listed, forgotten, passed on as a file."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kotaku.intake.files.kept import (
    correction_to_keep,
    corrections_from_json,
    corrections_from_kept,
    corrections_to_json,
)
from kotaku.intake.tables import choosing
from kotaku.intake.tables.corrections import Correction
from kotaku.store import Writer
from kotaku.words.safe import plain
from pages.ui.bar import access, library
from pages.ui.parts import tables

FILE_NAME = "pilihan kolom.json"
_ROUND = "pilihan_kolom_putaran"  # a fresh uploader after each file taken in


def show() -> None:
    """Draw what is remembered, and the ways to forget it or pass it on."""
    known = corrections_from_kept(library.store().mappings())
    writer = access.data_writer()
    if not known and writer is None:
        return
    with st.expander(f"Tata letak yang diingat: {len(known)}", icon=":material/bookmark:"):
        if known:
            _list(known, writer)
        if writer is not None:
            _take_in(known, writer)


def _list(known: Mapping[str, Correction], writer: Writer | None) -> None:
    picked = tables.show(
        choosing.remembered_frame(known),
        {"tabel": "Dibaca sebagai", "kolom": "Kolom yang dipilih", "lain": "Ketentuan lain"},
        alt="Tata letak yang kolomnya pernah dipilih",
        key="tata_letak_terpilih",
        select=writer is not None,
    )
    with st.container(horizontal=True):
        st.download_button(
            "Unduh pilihan kolom",
            data=corrections_to_json(known),
            file_name=FILE_NAME,
            icon=":material/download:",
            on_click="ignore",
            help="Untuk dipakai di komputer lain.",
        )
        if writer is None or not picked:
            return
        if st.button("Lupakan yang dipilih", icon=":material/undo:"):
            name = list(known)[picked[0]]
            if _write(writer, {name: None}):
                st.rerun()


def _take_in(known: Mapping[str, Correction], writer: Writer) -> None:
    turn = st.session_state.get(_ROUND, 0)
    sent = st.file_uploader(
        "Pakai pilihan kolom dari komputer lain (berkas .json)", type=["json"], key=f"json-{turn}"
    )
    if sent is None:
        return
    try:
        found = corrections_from_json(sent.getvalue())
    except ValueError as error:
        st.error(f"{plain(sent.name)}: {plain(error)}", icon=":material/block:")
        return
    fresh = {name: chosen for name, chosen in found.items() if known.get(name) != chosen}
    replaced = sum(name in known for name in fresh)
    if not fresh:
        st.caption("Semua pilihan kolom di berkas itu sudah dipakai di sini.")
        return
    st.markdown(
        f"{len(fresh)} tata letak akan dipakai"
        + (f"; {replaced} di antaranya mengganti pilihan yang ada." if replaced else ".")
    )
    if st.button("Pakai", type="primary", icon=":material/check:") and _write(writer, fresh):
        st.session_state[_ROUND] = turn + 1
        st.rerun()


def _write(writer: Writer, chosen: Mapping[str, Correction | None]) -> bool:
    def write() -> bool:
        for name, one in chosen.items():
            content = None if one is None else correction_to_keep(one)
            writer.save_mapping(name, content, at=access.now())
        return True

    return access.saved(write) is not None
