"""Taking stored data away for good: by who sent it, or by the presenter."""

from __future__ import annotations

import streamlit as st

from kotaku.store import DatasetInfo, Writer
from kotaku.words.safe import plain
from pages.ui.bar import access, library
from pages.ui.bar.spoken import spoken

DAYS = (30, 90, 180, 365)


def popover(info: DatasetInfo) -> None:
    """Draw the way to delete one stored data set; it is not opened for that."""
    writer = access.data_writer()
    if writer is None:
        return
    with st.popover(spoken(f"Hapus {info.name}"), icon=":material/delete:", help="Hapus data ini"):
        st.markdown(
            f"**{plain(info.name, 80)}** dihapus dari penyimpanan bersama berkas aslinya dan tidak "
            "dapat dikembalikan. Potret dan RTL tetap ada."
        )
        if st.button("Hapus untuk selamanya", type="primary", key=f"hapus {info.id}"):
            _gone(writer, info)


def _gone(writer: Writer, info: DatasetInfo) -> None:
    def remove() -> bool:
        writer.remove_dataset(info.id, at=access.now())
        return True

    if access.saved(remove):
        if st.session_state.get("data") == library.label_of(info):
            st.session_state["data"] = None
        st.rerun()


def retention() -> None:
    """Draw the way to delete what is older than so many days; for the presenter."""
    writer = access.data_writer()
    if writer is None or writer.actor.role != "presenter":
        return
    with st.popover("Hapus data lama", icon=":material/auto_delete:"):
        days = st.selectbox("Lebih lama dari", DAYS, format_func=lambda d: f"{d} hari")
        if st.button("Hapus data lama untuk selamanya", type="primary"):
            count = access.saved(lambda: writer.remove_older(days, at=access.now()))
            if count is not None:
                st.caption(f"{count} data dihapus bersama berkasnya.")
