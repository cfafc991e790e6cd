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
from kotaku.intake.reading.said import HEAD
from kotaku.intake.reading.scales import PERCENT
from kotaku.intake.tables import aside, choosing
from kotaku.intake.tables.guesses import ColumnGuess, Guess
from kotaku.intake.tables.headers import ACCESS
from kotaku.intake.tables.lying import as_read
from kotaku.intake.tables.lying import on_its_side as turned
from kotaku.intake.tables.shaped import adds_up
from kotaku.intake.tables.unfold import Unfolded, unfold
from kotaku.intake.tables.written_units import factor, units_of
from kotaku.intake.titles import heading
from kotaku.view.check import (
    CheckColumn,
    CheckRow,
    CheckSheet,
    ShownProof,
    Vocabulary,
    on_its_side,
    shown_rows,
)
from kotaku.view.list_choices import LISTS, chips
from kotaku.words.numbers import format_number
from kotaku.words.safe import in_full

TOTAL, NOTE, OFF, UNIT = "BARIS-TOTAL", "BARIS-CATATAN", "TOTAL-TIDAK-COCOK", "SATUAN-DIUBAH"
GROUP = "ISIAN-DARI-JUDUL"  # with a row: what it names counts for those below
IGNORED = "BARIS-DIABAIKAN"
_HALF_READ = ("KOLOM-TIDAK-ADA", "TABEL-TIDAK-LENGKAP", "KOLOM-DITANYAKAN", "LEMBAR-KOSONG")
_NOT_USED = (*_HALF_READ, "LEMBAR-DIABAIKAN", "LEMBAR-TIDAK-DIKENAL", "LUAS-BUKAN-KUMUH")
MOST_SUMS = 8
_WHY = {"baris": "kiri barisnya", "kolom": "atas kolomnya"}
_SAME = 1e-6
_ROLES = {
    listed.DATA: "data", listed.TOTAL: "jumlah", listed.GROUP: "kelompok",
    HEAD: "judul kolom", "judul": "judul", listed.NOTE: "catatan",
    "luar": "tidak dipakai", "bukan": "bukan data", "belum": "belum dibaca", "kosong": "kosong",
    aside.IGNORED_ROW: "abaikan baris ini",
}  # fmt: skip
_TINTS = {listed.TOTAL: "jumlah", listed.GROUP: "kelompok", HEAD: "judul", "judul": "judul",
          listed.NOTE: "luar", "luar": "luar", aside.IGNORED_ROW: "luar"}  # fmt: skip
_CHOSEN = frozenset({listed.DATA, listed.TOTAL, listed.GROUP, listed.NOTE, aside.IGNORED_ROW, HEAD})
_SAID = (_CHOSEN - {HEAD}) | {"luar", "bukan", "belum"}  # what may be called something else


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
    """Return the lists of the files; sheets with a reading of their own are not among them."""
    sheets = {(book.name, sheet.name): sheet for book in books for sheet in book.sheets}
    hashes = {book.name: book.sha256 for book in books}
    whole = {*dataset.whole}
    own: dict[tuple[str, str], list[Guess]] = {}
    for guess in guesses:
        if guess.kind in LISTS and (guess.file, guess.sheet) not in whole:
            own.setdefault((guess.file, guess.sheet), []).append(guess)
    return [
        one
        for at, found in own.items()
        if at in sheets
        for one in _of_sheet(
            sheets[at], found, dataset, answers, said.approval_kode(hashes[at[0]], at[1])
        )
    ]


def to_see(dataset: Dataset) -> bool:
    """Tell whether a list that is not used is there to be called something, or taken back."""
    return any(f.code in _NOT_USED for f in dataset.findings)


def to_choose(dataset: Dataset) -> bool:
    """Tell whether something has to be chosen before the lists are read in full."""
    return any(f.code in _HALF_READ for f in dataset.findings) or not dataset.sources


def _of_sheet(
    sheet: Sheet, guesses: Sequence[Guess], dataset: Dataset, answers: Mapping[str, str],
    approval: str,
) -> Iterator[CheckSheet]:  # fmt: skip
    """Yield a sheet once, or once for each layout whose columns stand above those of another."""
    file, shape = guesses[0].file, guesses[0].fingerprint
    kode = said.sheet_kode(shape)
    lies = guesses[0].lying
    seen = turned(sheet) if lies else sheet
    laid = None if lies else unfold(sheet)
    findings = [f for f in dataset.findings if (f.file, f.sheet) == (file, sheet.name)]
    areas = [
        _Area(as_read(source) if lies else source, frame[frame["_sumber"] == i])
        for i, source in enumerate(dataset.sources)
        if (source.file, source.sheet) == (file, sheet.name)
        for frame in [dataset.table(source.table)]
    ]
    groups = _beside(guesses)
    for own in groups:
        first = {g.fingerprint: g for g in reversed(own)}.values()
        todo = [words for g in first if (words := choosing.sentence(g))]
        known = any(g.tables for g in own)
        names = dict.fromkeys(n for g in own for n in choosing.options(g.tables).values())
        known_words = Vocabulary(
            meanings={name: heading(name) if name else choosing.UNUSED for name in names},
            units={name: units for name in names if (units := units_of(name))},
            with_year=frozenset(), roles=_ROLES,
            tints=_TINTS, unused=frozenset({""}), fixed=frozenset(_ROLES) - _CHOSEN,
        )  # fmt: skip
        yield CheckSheet(
            file=file,
            sheet=sheet,
            vocabulary=on_its_side(known_words) if lies else known_words,
            columns=_columns(seen, own, areas, laid),
            rows=_kept_rows(
                laid.sheet if laid else seen, shape,
                _rows(seen, guesses, areas, findings), answers,
            ),
            proofs=[*_proofs(findings)],
            results=[*_results(areas, findings, "kolom" if lies else "baris")],
            asked=any((q.berkas, q.lembar) == (file, sheet.name) for q in dataset.questions)
            or (bool(todo) and (known or not dataset.sources)),
            kode=kode,
            left_out=answers.get(kode) == said.IGNORE,
            approval=approval,
            approved=approval in answers,
            listed=True,
            guesses=tuple(own),
            chips=[c for g in first for c in chips(g, dataset.kab_kota, _named(g, own))],
            todo=" ".join(todo),
            part=f"baris {own[0].header_row} ke bawah" if len(groups) > 1 else "",
            turned=tuple(range(seen.height)) if lies else (),
        )  # fmt: skip


def _beside(guesses: Sequence[Guess]) -> list[list[Guess]]:
    """Return the lists of a sheet, in one group those that no column belongs to twice."""
    groups: list[list[Guess]] = []
    for guess in guesses:
        own = {c.column for c in guess.columns}
        for group in groups:
            other = {c.column for g in group for c in g.columns}
            if not own & other or guess.fingerprint in {g.fingerprint for g in group}:
                group.append(guess)
                break
        else:
            groups.append([guess])
    return groups


def _named(guess: Guess, beside: Sequence[Guess]) -> str:
    if len({g.fingerprint for g in beside}) == 1:
        return ""
    return f"Kolom {guess.columns[0].letter}–{guess.columns[-1].letter}"


# --- columns -------------------------------------------------------------------------------


def _columns(
    sheet: Sheet, guesses: Sequence[Guess], areas: Sequence[_Area], laid: Unfolded | None
) -> list[CheckColumn]:
    found = [CheckColumn("", "")] * len(sheet.columns)
    for guess in reversed(guesses):
        for column in guess.columns:
            if column.column >= len(found):
                continue  # made of the rows of a list of criteria
            maybe = "" if column.field or not column.proposal else heading(column.proposal)
            found[column.column] = CheckColumn(
                column.heading, column.field, sure=choosing.sure(column),
                kode=f"{guess.fingerprint}#{column.column}" if guess.tables else "",
                detail=f"· mungkin {maybe}" if maybe else "",
                unit=column.unit or _unit(sheet, column, areas), why=column.reason,
            )  # fmt: skip
    for place, measure in (laid.measures if laid else {}).items():
        found[place] = CheckColumn("", f"{measure.capitalize()} tiap kriteria")
    return found


def _unit(sheet: Sheet, column: ColumnGuess, areas: Sequence[_Area]) -> str:
    """Return the unit that the figures stand in on the sheet, by what they were read as."""
    name = column.field
    units = [*units_of(name)]
    times = _times(sheet, column, areas) if units else None
    if times is None:
        return units[0] if units else ""
    if name in ACCESS:  # percents of the households of the row
        return units[0] if abs(times - 1) < _SAME else PERCENT
    return next((u for u in units if abs(times / factor(name, u) - 1) < _SAME), units[0])


def _times(sheet: Sheet, column: ColumnGuess, areas: Sequence[_Area]) -> float | None:
    """Return by what the first figure of a column was multiplied, None where none was read."""
    name, cells = column.field, sheet.columns[column.column]
    for area in areas:
        if area.source.columns.get(name) != letter(column.column) or name not in area.frame:
            continue
        for row, value in zip(area.frame["_baris"], area.frame[name], strict=True):
            cell = cells.cell(int(row))
            known = isinstance(value, int | float) and not pd.isna(value)
            if known and isinstance(cell, float) and cell:
                return float(value) / cell
    return None


# --- rows ----------------------------------------------------------------------------------


def _rows(
    sheet: Sheet, guesses: Sequence[Guess], areas: Sequence[_Area], findings: Sequence[Finding]
) -> list[CheckRow]:
    """Return the role of each row; of what is told of it, what stands later here counts."""
    top = min(g.header_row for g in guesses)
    filled = np.any([column.filled for column in sheet.columns], axis=0)
    rest = "bukan" if areas else "belum"  # of a list that lacks a column nothing is read
    found = [
        CheckRow("kosong" if not some else "judul" if row < top else rest)
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
        found[guess.header_row - 1] = CheckRow(HEAD)
    stand_in = _filled(sheet, areas)
    of_criteria = {row for a in areas for own in a.source.rows.values() for row in own.values()}
    for row in {int(row) for area in areas for row in area.frame["_baris"]} | of_criteria:
        found[row - 1] = CheckRow("data", filled=stand_in.get(row, {}))
    return found


def _kept_rows(
    sheet: Sheet, shape: str, rows: Sequence[CheckRow], answers: Mapping[str, str]
) -> list[CheckRow]:
    """Return rows with the kodes under which a person says what one is, or all like it.

    A row above the list, and every one of a list that is too long, can only be its heading.
    """
    labels = aside.row_labels(sheet)
    kodes = aside.row_kodes(sheet, shape) or [""] * len(labels)
    found = []
    for row, kode, label in zip(rows, kodes, labels, strict=True):
        if row.role in _SAID and kode:
            like = said.like_kode(shape, label) if label else ""
            role = _as_told(row.role, answers.get(kode) or answers.get(like) or "")
            found.append(replace(row, role=role, kode=kode, like=like))
        elif row.role in _SAID or row.role == "judul":
            found.append(replace(row, only=(HEAD,)))
        else:
            found.append(row)
    return found


def _as_told(role: str, told: str) -> str:
    """Return the role that a person gave a row where no record and no finding tells of it."""
    if told in _CHOSEN and told != listed.DATA and role in ("belum", "bukan"):
        return told
    return told if (role, told) == (listed.NOTE, listed.GROUP) else role


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


def _results(areas: Sequence[_Area], findings: Sequence[Finding], records: str) -> Iterator[str]:
    """Yield how many rows each table got, and what its figures add up to."""
    for table in dict.fromkeys(area.source.table for area in areas):
        frames = [area.frame for area in areas if area.source.table == table]
        count = sum(map(len, frames))
        yield f"{schema.tables()[table].sheet}: {format_number(count, 0)} {records} dipakai"
        read = dict.fromkeys(n for a in areas if a.source.table == table for n in a.source.columns)
        sums = [name for name in read if adds_up(name) and name in frames[0]][:MOST_SUMS]
        for name in sums:
            total = sum(float(pd.to_numeric(f[name], errors="coerce").sum()) for f in frames)
            yield f"{heading(name)}: {format_number(total, 0 if total == int(total) else 2)}"
    gone = len({f.row for f in findings if f.excludes and f.row is not None})
    if gone:
        yield f"{format_number(gone, 0)} {records} tidak dipakai; alasannya di {_WHY[records]}"
    yield from (in_full(f.message) for f in findings if f.code == UNIT)


def _proofs(findings: Sequence[Finding]) -> Iterator[ShownProof]:
    off = {f.row for f in findings if f.code == OFF}
    yield from (ShownProof(in_full(f.message), holds=False) for f in findings if f.code == OFF)
    for f in findings:
        if f.code == TOTAL and f.row not in off:
            yield ShownProof(f"baris {f.row} “{in_full(f.value)}” = jumlah barisnya", holds=True)
