"""Ask what a column of figures holds where neither words nor figures tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from kotaku import schema
from kotaku.dataset import Choice, Question
from kotaku.intake.model import Sheet, address
from kotaku.intake.reading import said
from kotaku.intake.reading.listed import figures_of
from kotaku.intake.tables.block import Block, is_criterion
from kotaku.intake.tables.corrections import IGNORE, Correction, applied, fingerprint
from kotaku.intake.tables.inferred import cells_below
from kotaku.intake.tables.problems import heading
from kotaku.intake.tables.profiles import fits
from kotaku.intake.tables.proven import amounts_of, unexplained
from kotaku.intake.tables.reader import Reader
from kotaku.intake.tables.shaped import quantity
from kotaku.intake.tables.written_units import WORDS
from kotaku.words.numbers import format_number

MOST_FIELDS = 4  # fields that a column may be, in one question
_NOT_USED = Choice(IGNORE, "kolom lain, tidak dipakai", "tidak dihitung")


def answered(sheet: Sheet, blocks: Sequence[Block], answers: Mapping[str, str]) -> list[Block]:
    """Return the blocks with what people answered about single columns."""
    if not any(kode.startswith(said.COLUMN) for kode in answers):
        return list(blocks)
    return [_answered(sheet, block, answers) for block in blocks]


def _answered(sheet: Sheet, block: Block, answers: Mapping[str, str]) -> Block:
    kodes = said.column_kodes(fingerprint(sheet, block), block.headings)
    told = {f"#{i}": said.column_said(answers[k]) for i, k in kodes.items() if k in answers}
    known = {i: s.meaning for i, s in told.items()
             if s.meaning == IGNORE or s.meaning in schema.fields()}  # fmt: skip
    units = {i: s.unit for i, s in told.items() if s.unit in WORDS}
    chosen = Correction(columns=known, units=units)
    if chosen == Correction():
        return block
    made = applied(sheet, block, chosen)
    return replace(made, units={**block.units, **made.units})


def questions(reader: Reader, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Return a question for each column of figures that may be a field of the table, or none."""
    block = reader.block
    kodes = said.column_kodes(fingerprint(reader.sheet, block), block.headings)
    return tuple(
        Question(
            kode=kodes[column],
            besaran=quantity(block.tables, choices[0].jawaban),
            berkas=reader.file,
            lembar=reader.sheet.name,
            sel=address(column, block.header_row),
            pesan=f"Pilih arti kolom “{block.headings[column]}”: judulnya tidak dikenal dan "
            "angkanya belum dihitung.",
            pilihan=(*choices, _NOT_USED),
        )
        for column, choices in _open(reader)
        if kodes[column] not in answers
    )


def _open(reader: Reader) -> Iterator[tuple[int, list[Choice]]]:
    block = reader.block
    if block.headings.keys() <= block.columns.keys():
        return  # every column has its field
    parts = {c: (text,) for c, text in block.headings.items()}
    cells = cells_below(reader.sheet, parts, block.first_row, block.last_row)
    held = {m.field for m in block.columns.values()}
    left = [f for t in block.tables for f in amounts_of(t) if f not in held]
    for column in unexplained(block.columns, cells):
        first = [m.field for c, m in block.asked.items() if c == column]
        may = [f for f in dict.fromkeys((*first, *left)) if f in left or f in first]
        may = [f for f in may if not is_criterion(f) and fits(cells.profiles[column], f)]
        if may:
            total = float(np.nansum(figures_of(reader.cells(column), "Rp")))
            shown = f"jumlah {format_number(total, 2)}"
            yield column, [Choice(f, heading(f), shown) for f in may[:MOST_FIELDS]]
