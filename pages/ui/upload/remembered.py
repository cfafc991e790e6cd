"""What people said about layouts: listed, forgotten, passed on as a file."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from kotaku.intake.files.kept import (
    KeptReading,
    answer_to_keep,
    answers_from_kept,
    correction_to_keep,
    corrections_from_kept,
    kept_from_json,
    kept_to_json,
)
from kotaku.intake.tables import choosing
from kotaku.store import Writer
from kotaku.words.safe import clean, plain
from pages.ui.bar import access, library
from pages.ui.parts import tables
from pages.ui.upload import door

FILE_NAME = "pilihan kolom.json"
_ROUND = "pilihan_kolom_putaran"  # a fresh uploader after each file taken in


def show() -> None:
    """Draw what is remembered, and the ways to forget it or pass it on."""
    store = library.store()
    writer = access.data_writer()
    own = "" if writer is None else writer.actor.kab_kota
    known = KeptReading(
        corrections_from_kept(store.mappings(own)), answers_from_kept(store.answers(own))
    )
    count = len(known.corrections) + len(known.answers)
    if not count and writer is None:
        return
    with st.expander(f"Pilihan yang diingat: {count}", icon=":material/bookmark:"):
        if count:
            _list(known, writer)
        if writer is not None:
            _take_in(known, writer)


def _list(known: KeptReading, writer: Writer | None) -> None:
    columns = choosing.remembered_frame(known.corrections)
    answers = pd.DataFrame(
        [("jawaban", clean(a.tanya or kode), clean(a.kata or a.jawaban))
         for kode, a in known.answers.items()],
        columns=list(columns.columns), dtype="str",
    )  # fmt: skip
    picked = tables.show(
        pd.concat([columns, answers], ignore_index=True),
        {"tabel": "Dibaca sebagai", "kolom": "Kolom atau pertanyaan", "lain": "Ketentuan"},
        alt="Tata letak yang kolomnya pernah dipilih, dan pertanyaan yang pernah dijawab",
        key="tata_letak_terpilih",
        select=writer is not None,
    )
    with st.container(horizontal=True):
        st.download_button(
            "Unduh pilihan",
            data=partial(kept_to_json, known),  # made when asked for: none goes stale
            file_name=FILE_NAME,
            icon=":material/download:",
            on_click="ignore",
            help="Untuk dipakai di komputer lain.",
        )
        if writer is None or not picked:
            return
        if st.button("Lupakan yang dipilih", icon=":material/undo:") and _forget(
            writer, [*known.corrections, *known.answers][picked[0]], known
        ):
            st.rerun()


def _take_in(known: KeptReading, writer: Writer) -> None:
    turn = st.session_state.get(_ROUND, 0)
    sent = door.uploader(
        "Pakai pilihan dari komputer lain (berkas .json)", type=["json"], key=f"json-{turn}"
    )
    if sent is None:
        return
    try:
        found = kept_from_json(sent.getvalue())
    except ValueError as error:
        st.error(f"{plain(sent.name)}: {plain(error)}", icon=":material/block:")
        return
    fresh = KeptReading(
        {n: c for n, c in found.corrections.items() if known.corrections.get(n) != c},
        {k: a for k, a in found.answers.items() if known.answers.get(k) != a},
    )
    if not (fresh.corrections or fresh.answers):
        st.caption("Semua pilihan di berkas itu sudah dipakai di sini.")
        return
    st.markdown(_news(fresh, known))
    if st.button("Pakai", type="primary", icon=":material/check:") and _write(writer, fresh):
        st.session_state[_ROUND] = turn + 1
        st.rerun()


def _news(fresh: KeptReading, known: KeptReading) -> str:
    parts = [
        *([f"{len(fresh.corrections)} tata letak"] if fresh.corrections else []),
        *([f"{len(fresh.answers)} jawaban"] if fresh.answers else []),
    ]
    replaced = len({*fresh.corrections} & {*known.corrections})
    replaced += len({*fresh.answers} & {*known.answers})
    tail = f"; {replaced} di antaranya mengganti pilihan yang ada." if replaced else "."
    return f"{' dan '.join(parts)} akan dipakai{tail}"


def _forget(writer: Writer, name: str, known: KeptReading) -> bool:
    def write() -> bool:
        if name in known.corrections:
            writer.save_mapping(name, None, at=access.now())
        else:
            writer.save_answers({name: None}, at=access.now())
        return True

    return access.saved(write) is not None


def _write(writer: Writer, chosen: KeptReading) -> bool:
    def write() -> bool:
        for name, one in chosen.corrections.items():
            writer.save_mapping(name, correction_to_keep(one), at=access.now())
        if chosen.answers:
            answers = {kode: answer_to_keep(a) for kode, a in chosen.answers.items()}
            writer.save_answers(answers, at=access.now())
        return True

    return access.saved(write) is not None
