"""What was taken for what, in the form a page needs to let a person choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kotaku import schema
from kotaku.workbook import headers
from kotaku.workbook.block import Block
from kotaku.workbook.context import context
from kotaku.workbook.convert import shown
from kotaku.workbook.corrections import Corrections, corrected, fingerprint, likely_header
from kotaku.workbook.form import read_form
from kotaku.workbook.gantt_tables import read_gantt
from kotaku.workbook.headings import joined
from kotaku.workbook.mapping import IGNORED_SHEETS, guess
from kotaku.workbook.model import Sheet, UnreadableFile, letter
from kotaku.workbook.open import open_workbook

SAMPLES = 3
SampleKind = Literal["daftar", "formulir", "jadwal", "tidak dikenal"]


@dataclass(frozen=True)
class ColumnGuess:
    """One column: its heading, some values, and the field it was taken for ("" for none).

    ``field`` is what is used; ``proposal`` what its heading may mean but was not taken for.
    """

    column: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    field: str
    confidence: float
    reason: str
    proposal: str = ""


@dataclass(frozen=True)
class Guess:
    """One table area of a sheet as it was understood."""

    file: str
    sheet: str
    kind: SampleKind
    fingerprint: str
    tables: tuple[str, ...]
    header_row: int
    columns: tuple[ColumnGuess, ...] = ()
    year: int | None = None
    given: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()


def guesses(
    files: Sequence[tuple[str, bytes]], corrections: Corrections | None = None
) -> list[Guess]:
    """Return every table area of every sheet; files that cannot be read give none.

    The fingerprint is that of the layout before corrections: the key to correct it by.
    """
    found: list[Guess] = []
    for name, data in files:
        try:
            book = open_workbook(name, data)
        except UnreadableFile:  # build_dataset says why
            continue
        for sheet in book.sheets:
            if headers.key(sheet.name) not in IGNORED_SHEETS and sheet.height:
                found += _of_sheet(name, sheet, corrections or {})
    return found


def choices(table: str) -> tuple[str, ...]:
    """Return the fields that a column of a table may be, in the order of the template."""
    spec = schema.tables()[table]
    names = [m.field for m in headers.known(table).values()]
    criteria: list[str] = []
    if spec.criteria:
        ids = sorted(headers.criterion_ids())
        criteria = [schema.criterion_column(m, c) for m in schema.MEASURES for c in ids]
    return tuple(dict.fromkeys((*spec.columns, *names, *criteria)))


def _of_sheet(file: str, sheet: Sheet, corrections: Corrections) -> list[Guess]:
    kinds: tuple[tuple[SampleKind, object], ...] = (
        ("formulir", read_form(sheet, file=file)),
        ("jadwal", read_gantt(sheet, file=file)),
    )
    for kind, read in kinds:
        if read is not None:
            tables = tuple(getattr(read, "frames", {}))
            return [Guess(file, sheet.name, kind, fingerprint(sheet, None), tables, 0)]
    plain = guess(sheet)
    blocks = corrected(sheet, plain, corrections)
    if not blocks:
        return [_unknown(file, sheet)]
    marks = [fingerprint(sheet, b) for b in plain] or [fingerprint(sheet, None)]
    return [_guess(file, sheet, b, mark) for b, mark in zip(blocks, marks, strict=True)]


def _guess(file: str, sheet: Sheet, block: Block, mark: str) -> Guess:
    columns = []
    for i in sorted(block.headings):
        found, asked = block.columns.get(i), block.asked.get(i)
        per_year = block.wide.get(i)
        told = found or asked
        field = found.field if found else "pengurangan_ha" if per_year else ""
        columns.append(
            ColumnGuess(
                column=i,
                letter=letter(i),
                heading=block.headings[i],
                samples=_samples(sheet, i, block.first_row, block.last_row),
                field=field,
                confidence=round(told.confidence, 2) if told else 1.0 if per_year else 0.0,
                reason=told.reason if told else f"tahun {per_year[0]}" if per_year
                else "judulnya tidak dikenal",
                proposal="" if found or not asked else asked.field,
            )
        )  # fmt: skip
    return Guess(
        file, sheet.name, "daftar", mark, block.tables, block.header_row, tuple(columns),
        block.year, tuple(block.given.items()),
        tuple(dict.fromkeys(name for gone in block.missing.values() for name in gone)),
    )  # fmt: skip


def _unknown(file: str, sheet: Sheet) -> Guess:
    row = likely_header(sheet)
    headings = joined(sheet, row, 1)
    around = context(sheet, 1, row)
    columns = tuple(
        ColumnGuess(i, letter(i), " ".join(parts), _samples(sheet, i, row + 1, sheet.height), "",
                    0.0, "judulnya tidak dikenal")
        for i, parts in headings.items()
    )  # fmt: skip
    return Guess(file, sheet.name, "tidak dikenal", fingerprint(sheet, None), (), row, columns,
                 around.year, around.values)  # fmt: skip


def _samples(sheet: Sheet, column: int, first: int, last: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in range(first, min(last, first + 50) + 1):
        value = sheet.columns[column].cell(row)
        if value is not None and (text := shown(value)[:60]) and text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return tuple(found)
