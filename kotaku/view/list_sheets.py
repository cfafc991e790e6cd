"""A list of records (RT, works, packages ...) as the check step shows it.

Everything comes from the data set itself: which rows it uses and which finding left one out, what
stands in for an empty place, what the columns add up to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.dataset import Dataset, SourceTable
from kotaku.findings import Finding
from kotaku.intake.model import Sheet, Workbook, letter
from kotaku.intake.reading import listed, said
from kotaku.intake.reading.grid import is_ditto
from kotaku.intake.tables import aside, choosing
from kotaku.intake.tables.corrections import Correction
from kotaku.intake.tables.guesses import ColumnGuess, Guess
from kotaku.intake.tables.shaped import adds_up
from kotaku.intake.titles import heading
from kotaku.view.check import CheckColumn, CheckRow, CheckSheet, ShownProof, Vocabulary, shown_rows
from kotaku.words.numbers import format_number
from kotaku.words.safe import in_full

TOTAL, NOTE, OFF, UNIT = "BARIS-TOTAL", "BARIS-CATATAN", "TOTAL-TIDAK-COCOK", "SATUAN-DIUBAH"
GROUP = "ISIAN-DARI-JUDUL"  # with a row: what it names counts for those below
IGNORED, LEFT_OUT = "BARIS-DIABAIKAN", "LEMBAR-DIABAIKAN"
MOST_SUMS = 8
_ROLES = {
    listed.DATA: "data", listed.TOTAL: "jumlah", listed.GROUP: "kelompok",
    "kepala": "judul kolom", "judul": "judul", listed.NOTE: "catatan",
    "luar": "tidak dipakai", "bukan": "bukan data", "kosong": "kosong",
    aside.IGNORED_ROW: "abaikan baris ini",
}  # fmt: skip
_TINTS = {listed.TOTAL: "jumlah", listed.GROUP: "kelompok", "kepala": "judul", "judul": "judul",
          listed.NOTE: "luar", "luar": "luar", aside.IGNORED_ROW: "luar"}  # fmt: skip
_CHOSEN = frozenset({listed.DATA, listed.TOTAL, listed.GROUP, listed.NOTE, aside.IGNORED_ROW})
_OTHER = frozenset({"luar", "bukan"})  # what may be called something else
_SCALES = {1e3: "ribu", 1e6: "juta", 1e9: "miliar"}
_UNITS = {("ha", 1e-4): "m²", ("ha", 1e2): "km²"}


@dataclass(frozen=True)
class _Area:
    """One source table of the sheet with its records."""

    source: SourceTable
    frame: pd.DataFrame


def list_sheets(
    guesses: Sequence[Guess],
    dataset: Dataset,
    books: Sequence[Workbook],
    answers: Mapping[str, str],
) -> list[CheckSheet]:
    """Return the lists of the files; sheets with a reading of their own are not among them.

    A sheet that lies on its side or is a form has no columns to show.
    """
    sheets = {(book.name, sheet.name): sheet for book in books for sheet in book.sheets}
    hashes = {book.name: book.sha256 for book in books}
    whole = {*dataset.whole}
    own: dict[tuple[str, str], list[Guess]] = {}
    for guess in guesses:
        if guess.kind == "daftar" and (guess.file, guess.sheet) not in whole:
            own.setdefault((guess.file, guess.sheet), []).append(guess)
    return [
        _of_sheet(sheets[at], found, dataset, answers, said.approval_kode(hashes[at[0]], at[1]))
        for at, found in own.items()
        if at in sheets and _upright(sheets[at], at, found, dataset)
    ]


def left_out(dataset: Dataset) -> bool:
    """Tell whether a person left a whole list out: it is there to be taken back."""
    return any(f.code == LEFT_OUT for f in dataset.findings)


def _upright(sheet: Sheet, at: tuple[str, str], guesses: Sequence[Guess], dataset: Dataset) -> bool:
    sources = [s for s in dataset.sources if (s.file, s.sheet) == at]
    turned = any(c.isdecimal() for s in sources for c in s.columns.values())
    wide = max((c.column for g in guesses for c in g.columns), default=0)
    return not turned and wide < len(sheet.columns)


def _of_sheet(
    sheet: Sheet, guesses: Sequence[Guess], dataset: Dataset, answers: Mapping[str, str],
    approval: str,
) -> CheckSheet:  # fmt: skip
    file, shape = guesses[0].file, guesses[0].fingerprint
    kode = said.sheet_kode(shape)
    findings = [f for f in dataset.findings if (f.file, f.sheet) == (file, sheet.name)]
    areas = [
        _Area(source, frame[frame["_sumber"] == i])
        for i, source in enumerate(dataset.sources)
        if (source.file, source.sheet) == (file, sheet.name)
        for frame in [dataset.table(source.table)]
    ]
    meanings = dict.fromkeys(name for g in guesses for name in choosing.options(g.tables).values())
    return CheckSheet(
        file=file,
        sheet=sheet,
        vocabulary=Vocabulary(
            meanings={name: heading(name) if name else choosing.UNUSED for name in meanings},
            with_unit=frozenset(), with_year=frozenset(), units={},
            roles=_ROLES, tints=_TINTS, unused=frozenset({""}), fixed=frozenset(_ROLES) - _CHOSEN,
        ),
        columns=_columns(sheet, guesses, areas),
        rows=_kept_rows(sheet, shape, _rows(sheet, guesses, areas, findings)),
        proofs=[*_proofs(findings)],
        results=[*_results(areas, findings)],
        asked=any((q.berkas, q.lembar) == (file, sheet.name) for q in dataset.questions),
        kode=kode,
        left_out=answers.get(kode) == said.IGNORE,
        approval=approval,
        approved=approval in answers,
        listed=tuple(guesses),
    )  # fmt: skip


# --- columns -------------------------------------------------------------------------------


def _columns(sheet: Sheet, guesses: Sequence[Guess], areas: Sequence[_Area]) -> list[CheckColumn]:
    found = [CheckColumn("", "")] * len(sheet.columns)
    for guess in reversed(guesses):
        for column in guess.columns:
            found[column.column] = CheckColumn(
                column.heading, column.field, sure=_sure(column),
                kode=f"{guess.fingerprint}#{column.column}",
                detail=_scale(sheet, column, areas),
            )  # fmt: skip
    return found


def _sure(column: ColumnGuess) -> bool:
    if not column.field:
        return not column.proposal
    return choosing.certainty(column) != "mirip"


def _scale(sheet: Sheet, column: ColumnGuess, areas: Sequence[_Area]) -> str:
    """Return the unit that the figures stand in on the sheet, where it is another one."""
    name = column.field
    unit = schema.fields()[name].unit or "" if name in schema.fields() else ""
    kind = schema.fields()[name].type if name in schema.fields() else ""
    cells = sheet.columns[column.column]
    for area in areas:
        if area.source.columns.get(name) != letter(column.column) or name not in area.frame:
            continue
        for row, value in zip(area.frame["_baris"], area.frame[name], strict=True):
            cell = cells.cell(int(row))
            if not isinstance(cell, float) or not cell or pd.isna(value):
                continue
            if not isinstance(value, int | float):
                return ""
            return _times(float(value) / cell, unit, money=kind == "rupiah")
    return ""


def _times(factor: float, unit: str, *, money: bool) -> str:
    for known, words in _SCALES.items():
        if money and abs(factor / known - 1) < 1e-6:
            return f"· dalam {words} rupiah"
    for (of, known), words in _UNITS.items():
        if unit == of and abs(factor / known - 1) < 1e-6:
            return f"· dalam {words}"
    return ""


# --- rows ----------------------------------------------------------------------------------


def _rows(
    sheet: Sheet, guesses: Sequence[Guess], areas: Sequence[_Area], findings: Sequence[Finding]
) -> list[CheckRow]:
    """Return the role of each row; of what is told of it, what stands later here counts."""
    top = min(g.header_row for g in guesses)
    filled = np.any([column.filled for column in sheet.columns], axis=0)
    found = [
        CheckRow("kosong" if not some else "judul" if row < top else "bukan")
        for row, some in enumerate(filled, 1)
    ]
    roles = {NOTE: listed.NOTE, GROUP: listed.GROUP, TOTAL: listed.TOTAL,
             IGNORED: aside.IGNORED_ROW}  # fmt: skip
    order = ["", *roles]  # of what is told of a row, the last counts
    for f in sorted(findings, key=lambda f: order.index(f.code) if f.code in roles else 0):
        if f.row is not None and f.row <= len(found) and (f.excludes or f.code in roles):
            role = roles.get(f.code, "luar")
            found[f.row - 1] = CheckRow(role, f.title if role == "luar" else "")
    for guess in guesses:
        found[guess.header_row - 1] = CheckRow("kepala")
    stand_in = _filled(sheet, areas)
    for row in {int(row) for area in areas for row in area.frame["_baris"]}:
        found[row - 1] = CheckRow("data", filled=stand_in.get(row, {}))
    return found


def _kept_rows(sheet: Sheet, shape: str, rows: Sequence[CheckRow]) -> list[CheckRow]:
    """Return rows with the kodes under which a person says what one is, or all like it."""
    kodes = aside.row_kodes(sheet, shape)
    if not kodes:
        return list(rows)
    labels = aside.row_labels(sheet)
    return [
        replace(row, kode=kode, like=said.like_kode(shape, label) if label else "")
        if row.role in _CHOSEN or row.role in _OTHER
        else row
        for row, kode, label in zip(rows, kodes, labels, strict=True)
    ]


def _filled(sheet: Sheet, areas: Sequence[_Area]) -> dict[int, dict[int, str]]:
    """Return what stands in for texts that are empty or a ditto mark, of the rows shown."""
    shown = {*shown_rows(sheet.height)[0]}
    places = {letter(i): i for i in range(len(sheet.columns))}
    found: dict[int, dict[int, str]] = {}
    for area in areas:
        seen = area.frame[area.frame["_baris"].isin(shown)]
        for name, at in area.source.columns.items():
            if name not in seen or at not in places:
                continue
            for row, value in zip(seen["_baris"], seen[name], strict=True):
                cell = sheet.columns[places[at]].cell(int(row))
                if isinstance(value, str) and (cell is None or is_ditto(cell)):
                    found.setdefault(int(row), {})[places[at]] = value
    return found


# --- what follows --------------------------------------------------------------------------


def _results(areas: Sequence[_Area], findings: Sequence[Finding]) -> Iterator[str]:
    """Yield how many rows each table got, and what its figures add up to."""
    for table in dict.fromkeys(area.source.table for area in areas):
        frames = [area.frame for area in areas if area.source.table == table]
        count = sum(map(len, frames))
        yield f"{schema.tables()[table].sheet}: {format_number(count, 0)} baris dipakai"
        read = dict.fromkeys(n for a in areas if a.source.table == table for n in a.source.columns)
        sums = [name for name in read if adds_up(name) and name in frames[0]][:MOST_SUMS]
        for name in sums:
            total = sum(float(pd.to_numeric(f[name], errors="coerce").sum()) for f in frames)
            yield f"{heading(name)}: {format_number(total, 0 if total == int(total) else 2)}"
    gone = len({f.row for f in findings if f.excludes and f.row is not None})
    if gone:
        yield f"{format_number(gone, 0)} baris tidak dipakai; alasannya di kiri barisnya"
    yield from (in_full(f.message) for f in findings if f.code == UNIT)


def _proofs(findings: Sequence[Finding]) -> Iterator[ShownProof]:
    off = {f.row for f in findings if f.code == OFF}
    yield from (ShownProof(in_full(f.message), holds=False) for f in findings if f.code == OFF)
    for f in findings:
        if f.code == TOTAL and f.row not in off:
            yield ShownProof(f"baris {f.row} “{in_full(f.value)}” = jumlah barisnya", holds=True)


# --- what a click says ---------------------------------------------------------------------


def corrections(
    one: CheckSheet, edits: Sequence[Mapping[str, object]], kept: Mapping[str, Correction]
) -> dict[str, Correction]:
    """Return what is to be kept of edits that a browser sent, by layout."""
    found: dict[str, Correction] = {}
    for edit in edits:
        place, name = edit.get("kolom"), str(edit.get("arti"))
        if edit.get("jenis") != "kolom" or name not in one.vocabulary.meanings:
            continue
        guess = next((g for g in one.listed if any(c.column == place for c in g.columns)), None)
        if guess is None or not isinstance(place, int):
            continue
        before = found.get(guess.fingerprint) or kept.get(guess.fingerprint) or Correction()
        columns = choosing.corrected_columns(guess, {place: name})
        found[guess.fingerprint] = choosing.merged(before, columns)
    return found
