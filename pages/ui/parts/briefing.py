"""What the head of the office reads first: what changed, what is late, what needs a decision."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kotaku.view import Decision, Moved, View
from kotaku.words.numbers import bound
from kotaku.words.safe import plain
from pages.ui.bar.spoken import spoken
from pages.ui.parts.cards import COLOURS

ORDER = "Urut taruhan: hektare dahulu, lalu rupiah."


def draw(report: View) -> None:
    """Draw the three lists; those that hold nothing say so or stay away."""
    _moved(report.moved)
    late = [one for one in report.decisions if one.late]
    left, right = st.columns(2)
    with left:
        st.markdown("##### Perlu keputusan hari ini")
        _listed([one for one in report.decisions if not one.late])
        if report.nothing_due:
            st.markdown(plain(report.nothing_due))
    with right:
        st.markdown("##### Terlambat")
        _listed(late)
        if not late:
            st.markdown("Tidak ada yang lewat tanggalnya menurut data ini.")
    st.caption(ORDER)
    if report.missing:
        st.markdown(plain(report.missing))


def _moved(lines: Sequence[Moved]) -> None:
    if not lines:
        st.caption(
            "Perubahan sejak rakor lalu tampil di sini sesudah sebuah potret disimpan di Riwayat."
        )
        return
    st.markdown("##### Berubah sejak rakor lalu")
    said = [f":{COLOURS[one.better]}-badge[{plain(bound(one.text))}]" for one in lines]
    st.markdown(" ".join(said))


def _listed(found: Sequence[Decision]) -> None:
    for matter in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(plain(bound(matter.told)), width="content")
            st.page_link(
                f"pages/{matter.page}.py",
                label=f"Buka{spoken('halaman ' + matter.page.replace('_', ' '))}",
                icon=":material/arrow_forward:",
            )
