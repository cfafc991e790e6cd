"""Which column of a sheet is what: shown, chosen with drop-downs, remembered for its layout."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import streamlit as st

from kotaku import schema
from kotaku.dataset import Dataset
from kotaku.intake import guarded
from kotaku.intake.files.kept import KeptReading, correction_to_keep, kept_to_json, limits
from kotaku.intake.tables import choosing
from kotaku.intake.tables.corrections import Correction
from kotaku.intake.tables.guesses import Guess
from kotaku.intake.titles import heading
from kotaku.store import Writer
from kotaku.words.parsing_dates import read_date
from kotaku.words.safe import plain
from pages.ui.bar import access, library
from pages.ui.parts import typed
from pages.ui.upload import choices

DRAWN = {
    "formulir": "Dibaca sebagai formulir R0; kolomnya tetap dan tidak perlu dipilih.",
    "jadwal": "Dibaca sebagai jadwal yang digambar per minggu; kolomnya tidak perlu dipilih.",
}
MEASURES: dict[str, schema.Measure] = {"Volume": "volume", "Persen": "persen", "Nilai": "nilai"}
_SAID = "kolom_pesan"


@dataclass(frozen=True)
class _Desk:
    """One layout on the desk: what is kept for it, and the key of its widgets."""

    entry: library.Entry
    guess: Guess
    kept: Correction
    writer: Writer

    @property
    def key(self) -> str:
        """Widgets start anew when another choice is kept."""
        text = kept_to_json(KeptReading({self.guess.fingerprint: self.kept}))
        return f"kolom-{self.guess.fingerprint}-{zlib.crc32(text.encode())}"


def show(entry: library.Entry, dataset: Dataset) -> None:
    """Draw the columns of every layout, open when something has to be chosen."""
    if said := st.session_state.pop(_SAID, ""):
        st.toast(said, icon=":material/check:")
    # what has a reading of its own is corrected on the sheet itself
    apart = [g for g in library.guessed(entry) if (g.file, g.sheet) not in dataset.whole]
    layouts = choosing.layouts(apart)
    if not layouts:
        return
    if any(choosing.asks(one.guess) for one in layouts) or not dataset.sources:
        notice = st.empty()
        now = _layouts(entry, dataset, layouts)
        if words := choosing.sentence(now):
            notice.markdown(f":orange-badge[Perlu dipilih] **{plain(words)}**")
        else:
            notice.markdown("**Tidak ada lagi yang perlu dipilih pada tata letak ini.**")
        return
    with st.expander("Arti tiap kolom: lihat atau ubah", icon=":material/view_column:"):
        _layouts(entry, dataset, layouts)


def _layouts(entry: library.Entry, dataset: Dataset, layouts: list[choosing.Layout]) -> Guess:
    """Draw the layout that is picked; return how it would be understood as chosen so far."""
    layout = st.selectbox(
        "Lembar",
        layouts,
        format_func=_name,
        key=f"lembar-{entry.label}",
        label_visibility="collapsed",
    )
    guess = layout.guess
    if guess.kind in DRAWN:
        st.caption(DRAWN[guess.kind])
        return guess
    writer = access.layout_writer(entry)
    if writer is None:
        _table(guess)
        st.caption(
            "Pilihan kolom dibuat di komputer penyaji."
            if entry.stored
            else "Contoh dibaca seperti adanya; pilihan kolom berlaku untuk berkas yang diunggah."
        )
        return guess
    kept = choices.named(entry.choices).corrections.get(guess.fingerprint, Correction())
    return _choose(_Desk(entry, guess, kept, writer), dataset, len(layout.areas))


def _name(layout: choosing.Layout) -> str:
    guess = layout.guess
    left = len(guess.missing) + len(guess.asked)
    read = choosing.table_words(guess.tables) or "belum dikenali"
    waiting = f" · {left} kolom perlu dipilih" if left else ""
    more = f" dan {len(layout.areas) - 1} lembar lain" if len(layout.areas) > 1 else ""
    return f"{guess.sheet} ({guess.file}){more}: {read}{waiting}"


def _choose(desk: _Desk, dataset: Dataset, areas: int) -> Guess:
    """Draw what can be chosen for a layout, the questions first, and the buttons."""
    questions = st.container()  # above what the area is, on which they depend
    draft = _area(desk, dataset)
    guess = desk.guess
    books = library.workbooks(desk.entry)
    if draft != desk.kept:
        guess = guarded.reread(books, guess, draft)
    if not guess.tables:
        _table(guess)
        return guess
    key = f"{desk.key}-{draft.table}-{draft.header_row}"
    with questions:
        answers = _questions(guess, key)
    answers = {**_measure(guess, key), **answers}
    options = choosing.options(guess.tables)
    table = _table(guess, list(options), key=f"{key}-tabel")
    edited = {
        c.column: options[name]
        for c, name, before in zip(
            guess.columns, table, choosing.columns_frame(guess)["dibaca"], strict=True
        )
        if name != before and name in options
    }
    columns = choosing.corrected_columns(guess, {**edited, **answers})
    chosen = choosing.merged(draft, columns)
    _buttons(desk, chosen, areas)
    return choosing.reread(books, desk.guess, chosen) if columns else guess


def _area(desk: _Desk, dataset: Dataset) -> Correction:
    """Draw which table the area is, its heading row, its year and place."""
    guess, kept = desk.guess, desk.kept
    as_read = choosing.table_words(guess.tables) or "Pilih tabelnya"
    tables = {as_read: kept.table} | {
        spec.sheet: name for name, spec in schema.tables().items() if spec.sheet != as_read
    }
    left, row, year, place = st.columns([3, 1.2, 1.2, 3])
    table = tables[left.selectbox("Dibaca sebagai", list(tables), key=f"{desk.key}-apa")]
    most = limits()["baris_judul"]
    at = row.number_input(
        "Baris judul", 1, most, min(max(guess.header_row, 1), most), key=f"{desk.key}-baris"
    )
    least, last = limits()["tahun"]
    when = year.number_input(
        "Tahun data", least, last, guess.year, key=f"{desk.key}-tahun", placeholder="tahun"
    )
    given = dict(guess.given).get("kab_kota")
    where = place.selectbox(
        "Kab/kota semua baris",
        list(dict.fromkeys([*([given] if given else []), *dataset.kab_kota])),
        index=0 if given else None,
        placeholder="menurut kolomnya",
        accept_new_options=True,
        key=f"{desk.key}-tempat",
    )
    told = kept.given if where == given or not where else {**kept.given, "kab_kota": where}
    if "minggu" in guess.missing or "minggu" in kept.given:
        told = {**told, **_day(desk, kept)}
    return replace(
        kept,
        table=table,
        header_row=kept.header_row if at == guess.header_row else int(at),
        year=kept.year if when == guess.year else when and int(when),
        given=told,
    )


def _day(desk: _Desk, kept: Correction) -> dict[str, str]:
    """Draw the day that progress stands for, where the sheet does not say it."""
    known = read_date(kept.given.get("minggu", ""))
    day = st.date_input(
        "Tanggal progres",
        known.value if known else None,
        format="DD/MM/YYYY",
        key=f"{desk.key}-tanggal",
        help="Hari terakhir minggu yang dilaporkan lembar ini.",
    )
    return {"minggu": day.isoformat()} if isinstance(day, date) else {}


def _measure(guess: Guess, key: str) -> dict[int, str]:
    """Draw what the columns of criteria hold, where their values decided it."""
    decided = next((c for c in guess.columns if c.by_values), None)
    if decided is None:
        return {}
    measure = decided.field.partition("_")[0]
    as_read = f"Menurut isinya: {measure} ({decided.reason})"
    picked = st.selectbox("Kolom kriteria berisi", [as_read, *MEASURES], key=f"{key}-ukuran")
    return choosing.measured(guess, MEASURES.get(picked))


def _questions(guess: Guess, key: str) -> dict[int, str]:
    """Draw a list for every required column that is missing and every heading in doubt."""
    answers: dict[int, str] = {}
    count = len(guess.missing) + len(guess.asked)
    places = [*st.columns(2)] * count if count else []
    for field in guess.missing:
        picked = places.pop(0).selectbox(
            f"{heading(field)} ada di kolom",
            guess.columns,
            index=None,
            format_func=choosing.column_words,
            placeholder="Pilih kolom",
            key=f"{key}-{field}",
        )
        if picked:
            answers[picked.column] = field
    options = choosing.options(guess.tables)
    for column in guess.asked:
        likely = heading(column.proposal)
        name = places.pop(0).selectbox(
            plain(f"Kolom {choosing.column_words(column)} berisi"),
            list(dict.fromkeys([likely, *options])),
            index=None,
            placeholder=f"Pilih isi, mungkin {likely}",
            key=f"{key}-{column.column}",
        )
        if name:
            answers[column.column] = options.get(name, column.proposal)
    return answers


def _table(guess: Guess, options: list[str] | None = None, *, key: str = "") -> list[str]:
    """Draw every column as it is understood; with options, let what it is read as be changed."""
    config: dict[Any, Any] = {
        "kolom": st.column_config.TextColumn("Kolom", width="small"),
        "judul": "Judul di berkas",
        "contoh": "Contoh isi",
        "dibaca": "Dibaca sebagai",
        "keyakinan": "Keyakinan",
        "alasan": "Alasan",
    }
    frame = choosing.columns_frame(guess)
    height: int | Literal["auto"] = 320 if len(frame) > 8 else "auto"
    if options is None:
        st.dataframe(frame, column_config=config, hide_index=True, alt="Kolom", height=height)
        return []
    config["dibaca"] = st.column_config.SelectboxColumn(
        "Dibaca sebagai (klik untuk mengubah)", options=options, required=True, width=330
    )
    fixed = [name for name in frame.columns if name != "dibaca"]
    edited = typed.data_editor(
        frame, column_config=config, hide_index=True, disabled=fixed, height=height, key=key
    )
    return [str(name) for name in edited["dibaca"]]


def _buttons(desk: _Desk, chosen: Correction, areas: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        sent = st.button(
            "Simpan",
            type="primary",
            icon=":material/save:",
            disabled=chosen == desk.kept,
            key=f"{desk.key}-simpan",
        )
        gone = desk.kept != Correction() and st.button(
            "Lupakan", icon=":material/undo:", key=f"{desk.key}-lupakan"
        )
        changes = "Ada perubahan yang belum disimpan. " if chosen != desk.kept else ""
        scope = f"{areas} lembar" if areas > 1 else "lembar ini"
        st.caption(
            f"{changes}Pilihan berlaku untuk {scope} dan setiap berkas lain dengan judul kolom "
            "yang sama.",
            width="stretch",
        )
    if sent:
        _keep(desk, chosen, "Pilihan kolom tersimpan untuk tata letak ini.")
    if gone:
        _keep(desk, None, "Pilihan kolom tata letak ini dilupakan.")


def _keep(desk: _Desk, chosen: Correction | None, said: str) -> None:
    def write() -> bool:
        content = correction_to_keep(chosen) if chosen else None
        desk.writer.save_mapping(desk.guess.fingerprint, content, at=access.now())
        return True

    if access.saved(write):
        st.session_state[_SAID] = said
        st.rerun()
