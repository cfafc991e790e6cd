"""Periksa: the sheet itself beside what it adds up to, and every correction with one click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from kotaku.charts.fit import text_px
from kotaku.dataset import Dataset
from kotaku.intake.files.kept import Answer, corrections_from_kept
from kotaku.intake.tables.corrections import Correction
from kotaku.store import Writer
from kotaku.view import check, list_choices, list_sheets
from kotaku.view.check import CheckSheet, ShownProof
from kotaku.words.dates import format_date
from kotaku.words.safe import clean, plain
from pages.ui.bar import access, library
from pages.ui.parts import tables
from pages.ui.upload import answering, choices, intake, sheet_view
from pages.ui.upload.sheet_view import Edit

MOST_PROOFS = 8
MOST_PLACES = 12  # rows of the result per kab/kota and year
NAMED = 3  # sheets in one sentence
FIELD, FIELD_PX = 260, 18  # room for words in a field on a phone, and their size [px]
_SHEET = "periksa_lembar_dipilih"


def show(entry: library.Entry, dataset: Dataset) -> None:
    """Draw the check step of a data set, open where it just came or something is left to see."""
    if not (dataset.whole or dataset.sources or list_sheets.to_see(dataset)):
        return
    _approve(entry, dataset)
    todo = dataset.questions or dataset.unproven or list_sheets.to_choose(dataset)
    box = st.expander(
        "Periksa isi lembar",
        expanded=bool(todo) or intake.received(entry.label),
        icon=":material/grid_view:",
        key=f"periksa-{entry.label}",
        on_change="rerun",  # the sheets are read again only for who looks at them
    )
    if not box.open:
        return
    with box:
        writer = access.layout_writer(entry)
        sheets = [one for one in library.checked(entry) if writer or not one.sheet.marks.hidden]
        if not sheets:
            return  # too large to be read once more; the data set says so
        _desk(entry, sheets, writer)
        if writer is None:
            st.caption(
                "Perubahan dibuat di komputer penyaji."
                if entry.stored
                else "Contoh dibaca seperti adanya."
            )


def _approve(entry: library.Entry, dataset: Dataset) -> None:
    """Let a person who looked say so of every sheet that nothing speaks against, with one click."""
    writer = access.layout_writer(entry)
    if not dataset.unseen or writer is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            "Benar, pakai", type="primary", icon=":material/check:", key="periksa_semua_benar"
        )
        sheets = dict.fromkeys(f"“{clean(u.lembar)}”" for u in dataset.unseen)
        more = f" dan {len(sheets) - NAMED} lain" if len(sheets) > NAMED else ""
        st.markdown(
            f"Bacaan lembar {plain(', '.join([*sheets][:NAMED]))}{more} belum disetujui; sampai "
            "itu angkanya diarsir."
        )
    if pressed:
        right = Answer("benar", "benar, pakai", "Susunan lembar")
        _keep(writer, {u.kode: right for u in dataset.unseen})


def _pick(entry: library.Entry, sheets: Sequence[CheckSheet]) -> CheckSheet:
    if len(sheets) == 1:
        return sheets[0]
    first = next((i for i, one in enumerate(sheets) if not one.settled), 0)
    names = _in_field(sheets)
    place = st.selectbox(
        "Lembar",
        range(len(sheets)),
        index=first,
        format_func=names.__getitem__,
        key=f"{_SHEET}-{entry.label}",
        label_visibility="collapsed",
    )
    if names[place] != _name(sheets[place]):  # a field has one line only, also on a phone
        st.caption(plain(_name(sheets[place])))
    return sheets[place]


def _in_field(sheets: Sequence[CheckSheet]) -> list[str]:
    """Return what the field calls each sheet: whole where it has room, else by its place."""
    alone = [clean(one.sheet.name) for one in sheets]
    found = []
    for number, one in enumerate(sheets):
        tries = [_name(one), *([alone[number]] if alone.count(alone[number]) == 1 else [])]
        fits = (name for name in tries if text_px(name, FIELD_PX) <= FIELD)
        found.append(next(fits, f"Lembar {number + 1} dari {len(sheets)}: {one.state}"))
    return found


def _name(one: CheckSheet) -> str:
    part = f", {one.part}" if one.part else ""
    return f"{clean(one.sheet.name)} ({clean(one.file)}{part}): {one.state}"


def _key(one: CheckSheet) -> str:
    return f"{one.file}|{one.sheet.name}|{one.part}"


def _desk(entry: library.Entry, sheets: Sequence[CheckSheet], writer: Writer | None) -> None:
    one = _pick(entry, sheets)
    left, right = st.columns([3, 1])
    with left:
        if one.todo and not one.left_out:
            st.markdown(f":orange-badge[Perlu dipilih] **{plain(one.todo)}**")
        data = {**check.board(one), "kunci": _key(one), "boleh": writer is not None}
        sheet_view.draw(data, partial(_take, sheets, writer))
        st.caption(
            "Klik keterangan kolom atau baris untuk mengubahnya; Shift+klik untuk beberapa baris. "
            "Garis bergelombang: perkiraan. Sel kelabu: diisi dari baris lain. Isi yang terpotong "
            "terbaca utuh dengan klik, atau Tab lalu panah."
        )
        _places(one)
    with right:
        _result(one)
        if writer is not None:
            if one.first_end_kode and not one.left_out:
                _first_end(one, writer)
            _buttons(entry, one, writer)


def _result(one: CheckSheet) -> None:
    if one.left_out:
        st.markdown("**Lembar ini diabaikan.**")
        return
    results = [plain(words) for words in one.results] or ["belum ada angka yang terbaca"]
    st.markdown("  \n".join(["**Menurut bacaan ini:**", *results]))
    if one.proofs:
        proofs = sorted(one.proofs, key=lambda proof: proof.holds)  # what is off first
        st.markdown("  \n".join(_proof(proof) for proof in proofs[:MOST_PROOFS]))


def _places(one: CheckSheet) -> None:
    """Draw what each kab/kota comes to, by year: what a wrong group or year shows first."""
    if not one.places or one.left_out:
        return
    title = "Per kab/kota dan tahun (ha)"
    st.markdown(f"**{title}**")
    tables.of_words(pd.DataFrame(map(dict, one.places[:MOST_PLACES])), alt=title)
    if len(one.places) > MOST_PLACES:
        st.caption(f"dan {len(one.places) - MOST_PLACES} kab/kota lain.")


def _first_end(one: CheckSheet, writer: Writer) -> None:
    """Ask for the last day of the first period, from which all others are counted."""
    day = st.date_input(
        "Minggu 1 berakhir tanggal",
        one.first_end,
        format="DD/MM/YYYY",
        key=f"periksa_minggu-{one.first_end_kode}-{one.first_end}",
        help="Kolom periode tidak menyebut tanggal; minggu (bulan) berikutnya dihitung dari sini.",
    )
    if isinstance(day, date) and day != one.first_end:
        words = f"berakhir tanggal {format_date(day)}"
        said = Answer(day.isoformat(), words, f"Minggu 1 lembar {_name(one)}:")
        _keep(writer, {one.first_end_kode: said})


def _proof(proof: ShownProof) -> str:
    words = plain(proof.words)
    if proof.holds:
        return f":green[:material/check:] {words}"
    return f":red[:material/close: {words}]"


def _buttons(entry: library.Entry, one: CheckSheet, writer: Writer) -> None:
    chosen = {g.fingerprint for g in one.guesses} & {*choices.named(entry.choices).corrections}
    with st.container(horizontal=True):
        if (
            one.results
            and not one.left_out
            and not one.settled
            and st.button(
                "Benar, pakai", type="primary", icon=":material/check:", key="periksa_benar"
            )
        ):
            _keep(writer, {one.approval: Answer("benar", "benar, pakai", _name(one))})
        words = "Pakai lembar ini lagi" if one.left_out else "Abaikan lembar ini"
        if one.kode and st.button(words, icon=":material/block:", key="periksa_abaikan"):
            said = None if one.left_out else Answer("abaikan", "abaikan lembar ini", _name(one))
            _keep(writer, {one.kode: said})
        if chosen and st.button(
            "Lupakan pilihan",
            icon=":material/refresh:",
            key="periksa_lupakan",
            help="Lembar ini dibaca seperti sebelum isi, kolom, atau baris judulnya dipilih.",
        ):
            _keep(writer, dict.fromkeys(chosen, Correction()))
        answering.back(writer, key="periksa_kembali")


def _keep(writer: Writer, answers: Mapping[str, answering.Said | None]) -> None:
    answering.keep(writer, answers, "Disimpan untuk tata letak ini.")


def _take(sheets: Sequence[CheckSheet], writer: Writer | None, edits: list[Edit]) -> None:
    """Keep edits; those of a sheet that was left meanwhile count too."""
    if writer is None:
        return
    said: dict[str, answering.Said | None] = {}
    store, place = library.store(), writer.actor.kab_kota
    known, told = corrections_from_kept(store.mappings(place)), store.answers(place)
    for one in sheets:
        own = [edit for edit in edits if edit.get("lembar") == _key(one)]
        chosen = list_choices.corrections(one, own, known)
        known |= chosen  # two sheets may have one layout
        said |= {kode: a for kode, a in list_choices.answered_anew(one, own) if kode in told}
        said |= {**check.answers(one, own), **chosen}
    if said:
        answering.store(writer, said, "Disimpan untuk tata letak ini.")
