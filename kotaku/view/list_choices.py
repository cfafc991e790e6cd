"""What a person can say of a list beside its rows, and the corrections that clicks are kept as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kotaku import schema
from kotaku.intake.files.kept import Answer, correction_to_keep, corrections_from_kept
from kotaku.intake.reading import said
from kotaku.intake.reading.said import HEAD
from kotaku.intake.tables import choosing
from kotaku.intake.tables.corrections import IGNORE, Correction
from kotaku.intake.tables.guesses import Guess
from kotaku.intake.tables.written_units import WORDS
from kotaku.intake.titles import heading
from kotaku.view.check import CheckSheet, Chip
from kotaku.words.dates import format_date
from kotaku.words.parsing_dates import read_date
from kotaku.words.safe import clean

ABOUT, YEAR, PLACE, DAY, MEASURE, GONE = "isi", "tahun", "tempat", "tanggal", "ukuran", "kurang"
_PLACE, _DAY, _YEAR = "kab_kota", "minggu", "tahun"
_NAME = 80  # letters of a kab/kota
LISTS = ("daftar", "tidak dikenal")  # kinds of guesses


def chips(guess: Guess, places: Sequence[str], named: str = "") -> Iterator[Chip]:
    """Yield what is said of a list as a whole: what it holds, what is missing, what holds for all.

    Parameters
    ----------
    places : the kab/kota that are known of the data
    named : which list this is, where several stand beside each other
    """
    for chip in _chips(guess, places):
        words = f"{named}: {chip.words}" if named else chip.words
        yield replace(chip, words=words, layout=guess.fingerprint)


def read_as_list(sheets: Sequence[CheckSheet], guesses: Sequence[Guess]) -> list[CheckSheet]:
    """Return sheets of hectares that a person can say to hold another list instead."""
    own = {(g.file, g.sheet): g for g in reversed(guesses) if g.kind in LISTS}
    return [
        replace(
            one, guesses=(guess,), chips=[_without(guess.tables, _subject("luas kumuh", guess))]
        )
        if (guess := own.get((one.file, one.sheet.name)))
        else one
        for one in sheets
    ]


def _without(tables: Sequence[str], chip: Chip) -> Chip:
    """Leave out what the headings alone say: it is the same list of hectares."""
    return replace(chip, options={k: v for k, v in chip.options.items() if k not in tables})


def _subject(about: str, guess: Guess, value: str = "") -> Chip:
    known = {n: f"{t.sheet}: {t.row.partition(';')[0]}" for n, t in schema.tables().items()}
    return Chip(
        ABOUT, "Isi lembar ini", f"Isi: {about}", value, {"": "seperti terbaca", **known},
        layout=guess.fingerprint,
    )  # fmt: skip


def _chips(guess: Guess, places: Sequence[str]) -> Iterator[Chip]:
    about = " dan ".join(schema.tables()[t].sheet for t in guess.tables)
    chip = _subject(about or "belum dikenali", guess, next(iter(guess.tables), ""))
    yield replace(chip, sure=bool(about))
    columns = {str(c.column): choosing.column_words(c) for c in guess.columns}
    for name in guess.missing:
        title, words = f"{heading(name)} ada di kolom", f"Belum ada: {heading(name)}"
        options = {"": "–", **columns}
        yield Chip(f"{GONE}:{name}", title, words, options=options, sure=False)
    have = {f for t in guess.tables for f in schema.tables()[t].columns}
    free = have - {c.field for c in guess.columns}
    given = dict(guess.given)
    if _YEAR in free:
        year = str(guess.year or "")
        yield Chip(YEAR, "Tahun data", f"Tahun data: {year or '–'}", year, typed="year")
    if _PLACE in free:
        place = given.get(_PLACE, "")
        yield Chip(PLACE, "Kab/kota semua baris", f"Kab/kota semua baris: {place or '–'}", place,
                   known=places)  # fmt: skip
    if _DAY in guess.missing or _DAY in given:
        day = _day(given.get(_DAY, ""))
        yield Chip(DAY, "Hari terakhir minggu yang dilaporkan",
                   f"Tanggal progres: {format_date(day)}", day.isoformat() if day else "",
                   typed="date", sure=bool(day))  # fmt: skip
    if held := choosing.measure(guess):
        yield Chip(MEASURE, "Kolom kriteria berisi", f"Kriteria berisi: {held}", held,
                   options={m: m for m in schema.MEASURES}, sure=not _by_values(guess))  # fmt: skip


def _by_values(guess: Guess) -> bool:
    return any(c.by_values for c in guess.columns)


def _day(text: str) -> date | None:
    read = read_date(text)
    return read.value if read else None


# --- what a click says ---------------------------------------------------------------------


def corrections(
    one: CheckSheet, edits: Sequence[Mapping[str, object]], kept: Mapping[str, Correction]
) -> dict[str, Correction]:
    """Return what is to be kept of edits that a browser sent, by layout."""
    found: dict[str, Correction] = {}
    for edit in edits:
        for guess in one.guesses:
            before = found.get(guess.fingerprint) or kept.get(guess.fingerprint) or Correction()
            after = _corrected(one, guess, edit, before)
            # what could not be read back is not kept either
            if corrections_from_kept({"": correction_to_keep(after)}) and after != before:
                found[guess.fingerprint] = after
    return found


def answered_anew(
    one: CheckSheet, edits: Sequence[Mapping[str, object]]
) -> Iterator[tuple[str, Answer]]:
    """Yield the answers, by kode, that edits of columns give to questions of these columns."""
    for edit in edits:
        name = str(edit.get("arti"))
        if edit.get("jenis") != "kolom" or not one.listed or not _has(one, name):
            continue
        for guess in one.guesses:
            headings = {c.column: c.heading for c in guess.columns}
            for place, kode in said.column_kodes(guess.fingerprint, headings).items():
                if place == edit.get("kolom"):
                    words, title = one.vocabulary.meanings[name], clean(headings[place], _NAME)
                    yield kode, Answer(name or IGNORE, words, f"Kolom “{title}”:")


def _corrected(
    one: CheckSheet, guess: Guess, edit: Mapping[str, object], before: Correction
) -> Correction:
    """Return a correction with what an edit says of one list."""
    kind = edit.get("jenis")
    if kind != "hal" and not one.listed:
        return before
    if kind == "kolom":
        name, unit = str(edit.get("arti")), str(edit.get("satuan") or "")
        if not _has(one, name):
            return before
        place = edit.get("kolom")
        return _written(one, guess, place, unit, _column(guess, place, name, before))
    if kind == "baris" and edit.get("peran") == HEAD:
        return _headed(one, guess, edit.get("baris"), before)
    if kind == "hal" and edit.get("susunan") == guess.fingerprint:
        return _told(guess, str(edit.get("hal")), clean(edit.get("nilai"), _NAME), before)
    return before


def _has(one: CheckSheet, name: str) -> bool:
    return name in one.vocabulary.meanings


def _column(guess: Guess, place: object, name: str, before: Correction) -> Correction:
    if isinstance(place, bool) or not isinstance(place, int):
        return before
    columns = choosing.corrected_columns(guess, {place: name})
    return choosing.merged(before, columns) if columns else before


def _written(
    one: CheckSheet, guess: Guess, place: object, unit: str, before: Correction
) -> Correction:
    """Return a correction with the unit of a column where it is not written in the one shown."""
    own = next((c for c in guess.columns if c.column == place), None)
    if own is None or unit not in ("", *WORDS):
        return before
    (name,) = choosing.corrected_columns(guess, {own.column: ""})
    if name not in before.units and unit == one.columns[own.column].unit:
        return before
    units = {k: v for k, v in {**before.units, name: unit}.items() if v}
    return replace(before, units=units)


def _headed(one: CheckSheet, guess: Guess, rows: object, before: Correction) -> Correction:
    """Take the lowest of the rows for the heading of the list that it stands in."""
    known = [r for r in rows if isinstance(r, int)] if isinstance(rows, list) else []
    row = max(known, default=0)
    above = [g.header_row for g in one.guesses if g.header_row <= row]
    own = max(above, default=min(g.header_row for g in one.guesses))
    return replace(before, header_row=row) if row and guess.header_row == own else before


def _told(guess: Guess, about: str, value: str, before: Correction) -> Correction:
    """Return a correction with what was said of a list as a whole; "" follows the reading."""
    about, _, name = about.partition(":")
    if about == GONE:
        place = int(value) if value.isdecimal() and len(value) < 6 else None
        return _column(guess, place, name, before)
    tell = _TOLD.get(about)
    return tell(guess, value, before) if tell else before


def _about(_: Guess, table: str, before: Correction) -> Correction:
    """Take a list for another table: columns that it does not have are forgotten."""
    if not table:
        return replace(before, table=None)
    if table not in schema.tables():
        return before
    fits = {*choosing.options([table]).values(), IGNORE}
    columns = {name: field for name, field in before.columns.items() if field in fits}
    return replace(before, table=table, columns=columns)


def _year(_: Guess, value: str, before: Correction) -> Correction:
    return replace(before, year=int(value) if value.isdecimal() else None)


def _place(_: Guess, value: str, before: Correction) -> Correction:
    return _given(before, _PLACE, value)


def _ended(_: Guess, value: str, before: Correction) -> Correction:
    return _given(before, _DAY, value if _day(value) else "")


def _given(before: Correction, name: str, value: str) -> Correction:
    given = {k: v for k, v in {**before.given, name: value}.items() if v}
    return replace(before, given=given)


def _measured(guess: Guess, value: str, before: Correction) -> Correction:
    held = next((m for m in schema.MEASURES if m == value), None)
    columns = choosing.measured(guess, held) if held else {}
    return choosing.merged(before, choosing.corrected_columns(guess, columns))


_TOLD = {ABOUT: _about, YEAR: _year, PLACE: _place, DAY: _ended, MEASURE: _measured}
