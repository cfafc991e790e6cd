"""Two files that state one row differently: side by side, and a person says which holds."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from kotaku import view
from kotaku.store import Writer
from kotaku.view import SideBySide
from kotaku.words.safe import clean, plain
from pages.ui.bar import access
from pages.ui.bar.context import Context
from pages.ui.parts import tables

_CHOSEN, _SAID = "konflik_dipilih", "konflik_disimpan"
_MARK = "background-color: #f6c344; color: #1d1d1d"


def show(page: Context) -> None:
    """Draw the conflicts of the view; who leads the meeting decides."""
    conflicts = page.dataset.conflicts
    st.markdown(f"**{plain(view.conflict_answer(conflicts))}**")
    if said := st.session_state.pop(_SAID, None):
        st.success(plain(said), icon=":material/check:")
    if conflicts.empty:
        return
    items = view.conflict_items(conflicts)
    key = _pick(items)
    hand = access.data_writer()
    sides = view.conflict_sides(conflicts, key)
    decided = bool(items.set_index("kunci").loc[key, "diputuskan"])
    if hand is None or hand.actor.role != "presenter":
        _way_in(page)
    else:
        _buttons(hand, key, sides, view.conflicts_by_file(conflicts), decided=decided)
    _side_by_side(sides)
    with st.expander("Semua baris yang berbeda", icon=":material/list:"):
        _list(items)


def _pick(items: pd.DataFrame) -> str:
    words = {
        row["kunci"]: f"{number}. {row['tabel']} {row['yang']}"
        + (f", {row['kab_kota']}" if row["kab_kota"] not in row["yang"] else "")
        + f": {row['beda']}"
        + (" (sudah diputuskan)" if row["diputuskan"] else "")
        for number, row in enumerate(items.to_dict("records"), start=1)
    }
    if st.session_state.get(_CHOSEN) not in words:
        st.session_state.pop(_CHOSEN, None)
    return str(
        st.selectbox(
            "Baris yang dibandingkan",
            list(words),
            format_func=lambda key: clean(words.get(key, key), 120),
            key=_CHOSEN,
        )
    )


def _side_by_side(both: SideBySide) -> None:
    frame = both.rows.rename(columns={"kolom": "Kolom"})
    differs = frame.pop("berbeda")
    frame.insert(1, "Beda", ["≠" if d else "" for d in differs])
    styled: Styler = frame.style.apply(
        lambda row: [_MARK if differs[row.name] and c != "Kolom" else "" for c in frame.columns],
        axis=1,
    )
    tables.coloured(styled, alt="Isi baris ini di tiap berkas; yang berbeda diberi ≠")


def _buttons(
    hand: Writer,
    key: str,
    both: SideBySide,
    waiting: Mapping[str, Mapping[str, str]],
    *,
    decided: bool,
) -> None:
    with st.container(horizontal=True):
        for number, side in enumerate(both.sides):
            chosen = decided and side.dipakai
            if st.button(
                f"Pakai {plain(side.nama)}",
                icon=":material/check:" if chosen else None,
                type="primary" if chosen else "secondary",
                disabled=chosen,
                key=f"pakai_{number}",
            ):
                _keep(hand, {key: side.pilihan}, f"Disimpan: memakai {side.nama}.")
        if decided and st.button("Tarik kembali keputusan", icon=":material/undo:"):
            _keep(hand, {key: None}, "Keputusan ditarik kembali.")
        _at_once(hand, waiting)


def _at_once(hand: Writer, waiting: Mapping[str, Mapping[str, str]]) -> None:
    """Offer one file for everything that waits: a newer file of a team corrects many rows."""
    if max((len(keys) for keys in waiting.values()), default=0) < 2:
        return
    with st.popover("Putuskan sekaligus", icon=":material/done_all:"):
        st.caption("Hanya baris yang belum diputuskan; tiap keputusan dapat ditarik kembali.")
        for number, (file, keys) in enumerate(waiting.items()):
            words = f"Pakai {plain(file, 40)} untuk {len(keys)} baris"
            if st.button(words, key=f"sekaligus_{number}"):
                _keep(hand, keys, f"Disimpan: memakai {file} untuk {len(keys)} baris.")


def _keep(hand: Writer, decisions: Mapping[str, str | None], words: str) -> None:
    def write() -> bool:
        for key, choice in decisions.items():
            hand.save_decision(key, choice, at=access.now())
        return True

    if access.saved(write):
        st.session_state[_SAID] = words
        st.rerun()


def _way_in(page: Context) -> None:
    st.caption("Yang memutuskan adalah penyaji; di perangkat ini Anda hanya membaca.")
    with st.popover("Masuk untuk memutuskan", icon=":material/login:"):
        if access.form(page.dataset.kab_kota, key="masuk_konflik", korkot=False):
            st.rerun()


def _list(items: pd.DataFrame) -> None:
    words = {True: "Sudah", False: "Belum"}
    tables.show(
        items.assign(diputuskan=items["diputuskan"].map(words)),
        {
            "tabel": "Lembar",
            "yang": "Baris",
            "kab_kota": "Kab/kota",
            "beda": "Yang berbeda",
            "dipakai": "Dipakai",
            "diputuskan": "Diputuskan",
        },
        alt="Semua baris yang berbeda di dua berkas",
    )
