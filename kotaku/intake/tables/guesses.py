"""What was taken for what, in the form a page needs to let a person choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from kotaku import schema
from kotaku.intake.model import Sheet, Text, UnreadableFile, Workbook, letter
from kotaku.intake.personal import hidden
from kotaku.intake.reading.listed import classify
from kotaku.intake.reading.schedule import read_schedule
from kotaku.intake.safe.open import open_sheets
from kotaku.intake.tables import headers
from kotaku.intake.tables.asking import answered
from kotaku.intake.tables.block import Block, view
from kotaku.intake.tables.context import context
from kotaku.intake.tables.convert import shown
from kotaku.intake.tables.corrections import (
    Correction,
    Corrections,
    corrected,
    fingerprint,
    likely_header,
)
from kotaku.intake.tables.extract import Extracted
from kotaku.intake.tables.form import read_form
from kotaku.intake.tables.headings import joined
from kotaku.intake.tables.lying import lying
from kotaku.intake.tables.mapping import IGNORED_SHEETS, guess
from kotaku.intake.tables.meaning import OPEN, REASONS
from kotaku.intake.tables.reader import Reader
from kotaku.intake.tables.shaped import shape_of
from kotaku.intake.tables.unfold import unfold

SAMPLES = 3
UNKNOWN = "judulnya tidak dikenal"
SampleKind = Literal["daftar", "formulir", "jadwal", "tidak dikenal"]


@dataclass(frozen=True)
class ColumnGuess:
    """One column: its heading, some values, and the field it was taken for ("" for none).

    ``field`` is what is used; ``proposal`` what its heading may mean but was not taken for.
    ``by_values`` tells that the values decided whether a criterion is a volume or a score.
    """

    column: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    field: str
    confidence: float
    reason: str
    proposal: str = ""
    by_values: bool = False
    unit: str = ""  # in which a person said that its figures are written


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
    lying: bool = False  # on its side: its columns are rows of the file

    @property
    def asked(self) -> tuple[ColumnGuess, ...]:
        """Columns whose heading may mean something and was not taken for it."""
        return tuple(c for c in self.columns if c.proposal and not c.field)


def guesses(
    files: Sequence[tuple[str, bytes]], corrections: Corrections | None = None
) -> list[Guess]:
    """Return every table area of every sheet; files that cannot be read give none."""
    books: list[Workbook] = []
    for name, data in files:
        with suppress(UnreadableFile):  # build_dataset says why
            books.append(open_sheets(name, data))
    return guesses_of(books, corrections)


def guesses_of(
    books: Sequence[Workbook],
    corrections: Corrections | None = None,
    answers: Mapping[str, str] | None = None,
) -> list[Guess]:
    """Return every table area of every sheet of workbooks, under corrections and answers.

    The fingerprint is that of the layout before corrections: the key to correct it by.
    """
    return [
        found
        for book in books
        for sheet in book.sheets
        if headers.key(sheet.name) not in IGNORED_SHEETS and sheet.height
        for found in _of_sheet(book.name, sheet, corrections or {}, answers or {})
    ]


def choices(table: str) -> tuple[str, ...]:
    """Return the fields that a column of a table may be, in the order of the template."""
    spec = schema.tables()[table]
    names = [m.field for m in headers.known(table).values()]
    criteria: list[str] = []
    if spec.criteria:
        ids = sorted(headers.criterion_ids())
        criteria = [schema.criterion_column(m, c) for m in schema.MEASURES for c in ids]
    return tuple(dict.fromkeys((*spec.columns, *names, *criteria)))


def _of_sheet(
    file: str, sheet: Sheet, corrections: Corrections, answers: Mapping[str, str]
) -> list[Guess]:
    drawn = read_schedule(sheet, file=file)
    kinds: tuple[tuple[SampleKind, Extracted | None], ...] = (
        ("formulir", read_form(sheet, file=file)),
        ("jadwal", drawn.extracted if drawn else None),
    )
    for kind, read in kinds:
        if read is not None:
            tables = tuple(read.frames)
            return [Guess(file, sheet.name, kind, fingerprint(sheet, None), tables, 0)]
    laid = unfold(sheet)
    sheet = sheet if laid is None else laid.sheet
    plain = guess(sheet)
    side = lying(sheet, plain) if laid is None else None
    if side is not None:
        sheet, plain = side.sheet, guess(side.sheet)
    blocks = answered(sheet, corrected(sheet, plain, corrections), answers)
    if not blocks:
        mark = fingerprint(sheet, None)
        return [_unknown(file, sheet, mark, corrections.get(mark))]
    marks = [fingerprint(sheet, b) for b in plain] or [fingerprint(sheet, None)]
    found = [_guess(file, sheet, b, mark) for b, mark in zip(blocks, marks, strict=True)]
    return [_of_rows(g) for g in found] if side else found


def _of_rows(found: Guess) -> Guess:
    """Return an area of a sheet on its side with the numbers of the file's rows."""
    columns = tuple(replace(c, letter=str(c.column + 1)) for c in found.columns)
    return replace(found, columns=columns, lying=True)


def _guess(file: str, sheet: Sheet, block: Block, mark: str) -> Guess:
    reader = Reader(file, view(sheet, block.window), block, classify(sheet, shape_of(block)))
    decided = reader.measured[0]
    columns = tuple(
        replace(_column(sheet, block, i, decided.get(i, "")), unit=block.units.get(i, ""))
        for i in sorted(block.headings)
    )
    return Guess(
        file, sheet.name, "daftar", mark, block.tables, block.header_row, columns,
        block.year, tuple(block.given.items()),
        tuple(dict.fromkeys(name for gone in block.missing.values() for name in gone)),
    )  # fmt: skip


def _column(sheet: Sheet, block: Block, i: int, decided: str) -> ColumnGuess:
    """Return a column as it was taken; the values decide what its heading leaves open."""
    found, asked = block.columns.get(i), block.asked.get(i)
    heading, samples = block.headings[i], _samples(sheet, i, block.first_row, block.last_row)
    if found:
        sure = round(found.confidence, 2)
        if not found.field.startswith(OPEN):
            return ColumnGuess(i, letter(i), heading, samples, found.field, sure, found.reason)
        reason = REASONS.get(decided.partition("_")[0], found.reason)
        return ColumnGuess(i, letter(i), heading, samples, decided, sure, reason, by_values=True)
    sure, reason = (round(asked.confidence, 2), asked.reason) if asked else (0.0, UNKNOWN)
    proposal = asked.field if asked else ""
    return ColumnGuess(i, letter(i), heading, samples, "", sure, reason, proposal)


def _unknown(file: str, sheet: Sheet, mark: str, chosen: Correction | None) -> Guess:
    row = min((chosen and chosen.header_row) or likely_header(sheet), sheet.height)
    headings = joined(sheet, row, 1)
    around = context(sheet, 1, row)
    columns = tuple(
        ColumnGuess(i, letter(i), " ".join(parts), _samples(sheet, i, row + 1, sheet.height), "",
                    0.0, "judulnya tidak dikenal")
        for i, parts in headings.items()
    )  # fmt: skip
    return Guess(file, sheet.name, "tidak dikenal", mark, (), row, columns, around.year,
                 around.values)  # fmt: skip


def _samples(sheet: Sheet, column: int, first: int, last: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in range(first, min(last, first + 50) + 1):
        value = sheet.columns[column].cell(row)
        if value is not None and (text := hidden(_words(value)[:60])) and text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return tuple(found)


def _words(value: Text | float) -> str:
    """Return a cell as people here write it: numbers with a comma."""
    text = shown(value)
    return text.replace(".", ",") if isinstance(value, float) else text
