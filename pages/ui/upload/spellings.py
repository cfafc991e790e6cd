"""Names of places that are not official: the official one is proposed, a person accepts it."""

from __future__ import annotations

import streamlit as st

from kotaku import schema
from kotaku.dataset import Dataset, Spelling
from kotaku.store import Writer
from kotaku.words.safe import plain
from pages.ui.bar import access

MOST = 12  # rows; beyond so many the list is shown as text


def show(dataset: Dataset) -> None:
    """Draw the proposals, each with its button, and what was accepted, which can be taken back."""
    if not dataset.spellings:
        return
    open_ones = [one for one in dataset.spellings if not one.used]
    used = [one for one in dataset.spellings if one.used]
    words = [
        *([f"{len(open_ones)} nama belum resmi"] if open_ones else []),
        *([f"{len(used)} memakai ejaan resmi"] if used else []),
    ]
    writer = access.data_writer()
    with st.expander(f"Ejaan nama wilayah: {', '.join(words)}", icon=":material/spellcheck:"):
        sure = [one for one in open_ones if len(one.proposals) == 1]
        if writer and len(sure) > 1 and st.button(f"Pakai ejaan resmi untuk {len(sure)} nama ini"):
            _keep(writer, {one.key: one.proposals[0] for one in sure})
        for one in [*open_ones, *used][:MOST]:
            _row(one, writer)
        if len(dataset.spellings) > MOST:
            st.caption(f"dan {len(dataset.spellings) - MOST} nama lain.")
        st.caption("Tanpa persetujuan, nama tetap seperti tertulis di berkas.")


def _row(one: Spelling, writer: Writer | None) -> None:
    heading = schema.fields()[one.column].heading
    where = f" di {plain(one.place)}" if one.place else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if one.used:
            st.markdown(
                f"{heading} “{plain(one.text)}”{where} dibaca sebagai **{plain(one.used)}**.",
                width="stretch",
            )
            if writer and st.button("Kembalikan", icon=":material/undo:", key=f"tarik-{one.key}"):
                _keep(writer, {one.key: None})
            return
        st.markdown(f"{heading} “{plain(one.text)}”{where}", width="stretch")
        for name in one.proposals:
            # one proposal says the words of the action, several say their names
            label = f"Pakai ejaan resmi: {name}" if len(one.proposals) == 1 else f"Pakai {name}"
            if writer is None:
                st.caption(f"mungkin {plain(name)}", width="content")
            elif st.button(plain(label), key=f"pakai-{one.key}-{name}"):
                _keep(writer, {one.key: name})


def _keep(writer: Writer, decided: dict[str, str | None]) -> None:
    def write() -> bool:
        for key, name in decided.items():
            writer.save_decision(key, name, at=access.now())
        return True

    if access.saved(write):
        st.rerun()
