"""Where spreadsheets come in: who may upload, the widget, and what became of each file."""

from __future__ import annotations

import streamlit as st

from kotaku.store import Writer
from kotaku.words.safe import plain
from pages.ui.bar import access, bar, library
from pages.ui.upload import door, merging

KINDS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt",
         "geojson", "json", "kml", "kmz", "gpkg", "zip",
         "shp", "shx", "dbf", "prj", "cpg"]  # fmt: skip
_DONE = "unggahan_diterima"
_ROUND = "unggahan_putaran"  # a fresh uploader after each time files were taken in


def show(places: tuple[str, ...]) -> None:
    """Draw the uploader for who may write data; for others a sentence and the way in."""
    writer = access.data_writer()
    if writer is not None:
        _uploader(writer)
        return
    door.close()
    st.markdown("**Di perangkat ini Anda hanya membaca.** Mengunggah memerlukan kode penyaji.")
    with st.popover("Masuk untuk mengunggah", icon=":material/login:"):
        if access.form(places, key="masuk_unggah"):
            st.rerun()


def received(label: str) -> bool:
    """Tell whether a data set is the one that this session sent last."""
    last: library.Received = st.session_state.get(_DONE, library.Received(None, ()))
    return last.label == label


def _uploader(writer: Writer) -> None:
    base = merging.base()
    count = st.session_state.get(_ROUND, 0)
    uploads = door.uploader(
        "Spreadsheet dan peta delineasi tim (boleh beberapa sekaligus)",
        type=KINDS,
        accept_multiple_files=True,
        key=f"unggahan {count}",
    )
    if uploads:
        files = [(u.name, u.getvalue()) for u in uploads]
        received = access.saved(lambda: library.receive(writer, files, base))
        if received is None:  # the store said why; the next run tries again
            return
        door.give_back(uploads)
        st.session_state[_DONE], st.session_state[_ROUND] = received, count + 1
        if received.label:
            bar.choose(received.label)
        st.rerun()
    for refused in st.session_state.get(_DONE, library.Received(None, ())).refused:
        st.error(plain(refused), icon=":material/block:")
