"""What the files leave open: each question as a sentence and a row of answers with their results.

An answer is in force at once, for this layout and every viewer, and goes with one click.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import streamlit as st

from kotaku.dataset import Choice, Dataset, Question
from kotaku.intake.files.kept import Answer
from kotaku.store import Writer
from kotaku.words.safe import clean, plain
from pages.ui.bar import access, library
from pages.ui.upload import answering, choices

MOST = 6  # questions drawn at once; the rest follow as these are answered


def show(entry: library.Entry, dataset: Dataset) -> None:
    """Draw the open questions of a data set, then what was answered for its layouts."""
    answering.told()
    writer = access.layout_writer(entry)
    known = choices.named(entry.choices).told
    given = [(kode, known[kode]) for kode in dataset.answered if kode in known]
    if dataset.questions:
        _open(dataset.questions, writer)
    if given or (writer and answering.stepped()):
        _given(given, writer)


def _open(questions: Sequence[Question], writer: Writer | None) -> None:
    count = len(questions)
    words = "Satu hal belum pasti" if count == 1 else f"{count} hal belum pasti"
    st.markdown(f":orange-badge[Belum pasti] **{words}: pilih yang benar, angkanya ikut.**")
    for question in questions[:MOST]:
        _question(question, writer)
    if count > MOST:
        st.caption(f"dan {count - MOST} pertanyaan lain, sesudah yang ini dijawab.")
    if writer is None:
        st.caption("Yang menjawab adalah penyaji atau korkot; di perangkat ini Anda hanya membaca.")


def _question(question: Question, writer: Writer | None) -> None:
    where = ", ".join(
        [f"lembar {plain(question.lembar, 60)}"] * bool(question.lembar)
        + [f"sel {plain(question.sel, 20)}"] * bool(question.sel)
        + [plain(question.berkas, 60)] * bool(question.berkas)
    )
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(question.pesan)}**")
        with st.container(horizontal=True, vertical_alignment="center"):
            for place, choice in enumerate(question.pilihan):
                label = plain(f"{choice.kata} → {choice.akibat}" if choice.akibat else choice.kata)
                if writer is None:
                    st.markdown(label, width="content")
                elif st.button(label, type="secondary" if place else "primary",
                               key=f"jawab-{_short(question.kode)}-{place}"):  # fmt: skip
                    _answer(writer, question, choice)
        if where:
            st.caption(where)


def _answer(writer: Writer, question: Question, choice: Choice) -> None:
    answer = Answer(choice.jawaban, clean(choice.kata, 300), clean(question.pesan, 600))
    answering.keep(writer, {question.kode: answer}, f"Disimpan: {clean(choice.kata, 80)}.")


def _given(given: Sequence[tuple[str, Answer]], writer: Writer | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if writer is not None:
            answering.back(writer, key="jawaban_kembali")
        words = (
            f"{len(given)} jawaban berlaku untuk tata letak berkas ini; data baru dengan tata "
            "letak yang sama tidak ditanya lagi."
        )
        st.caption(words if given else "Jawaban terakhir dapat dibatalkan.", width="stretch")
    if not given:
        return
    with st.expander("Jawaban yang berlaku", icon=":material/task_alt:"):
        for kode, answer in given:
            with st.container(horizontal=True, vertical_alignment="center"):
                asked, said = answer.tanya or kode, answer.kata or answer.jawaban
                st.markdown(f"{plain(asked)} **{plain(said)}**", width="stretch")
                if writer and st.button("Tarik kembali", icon=":material/undo:",
                                        key=f"tarik-{_short(kode)}"):  # fmt: skip
                    answering.keep(writer, {kode: None}, "Jawaban ditarik kembali.")


def _short(kode: str) -> str:
    """Return a name for a widget: a kode may hold any letters."""
    return f"{zlib.crc32(kode.encode()):08x}"
