"""What a person left out of a list: the sheet as a whole, or rows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kotaku.findings import Finding, finding
from kotaku.intake.model import Column, Sheet
from kotaku.intake.reading import said
from kotaku.intake.tables.block import Block
from kotaku.intake.tables.corrections import fingerprint

IGNORED_ROW = "diabaikan"
MOST_LABELLED = 3000  # rows of a list that can be named one by one


def shape_of(sheet: Sheet, blocks: Sequence[Block]) -> str:
    """Return what answers on a list are kept by: its layout as it was read without corrections."""
    return fingerprint(sheet, blocks[0] if blocks else None)


def row_kodes(sheet: Sheet, shape: str) -> list[str]:
    """Return the kode of every row from the first; none of a list that is too long for it."""
    if sheet.height > MOST_LABELLED:
        return []
    return said.row_kodes(shape, [said.label_of(cells) for cells in sheet.rows()])


def applied(
    sheet: Sheet, blocks: Sequence[Block], answers: Mapping[str, str], file: str
) -> tuple[Sheet | None, list[Finding]]:
    """Return a list without the rows that a person left out (None: all of it), and what is said."""
    if not any(kode.startswith((said.SHEET, said.ROW)) for kode in answers):
        return sheet, []
    shape = shape_of(sheet, blocks)
    if answers.get(said.sheet_kode(shape)) == said.IGNORE:
        return None, [finding("LEMBAR-DIABAIKAN", file=file, sheet=sheet.name)]
    if not any(f"-{shape}" in kode for kode in answers):
        return sheet, []
    gone = [
        row
        for row, kode in enumerate(row_kodes(sheet, shape), 1)
        if answers.get(kode) == IGNORED_ROW
    ]
    told = [finding("BARIS-DIABAIKAN", file=file, sheet=sheet.name, cell=f"A{row}", row=row)
            for row in gone]  # fmt: skip
    return (_without(sheet, gone) if gone else sheet), told


def _without(sheet: Sheet, rows: Sequence[int]) -> Sheet:
    return replace(sheet, columns=tuple(_emptied(column, rows) for column in sheet.columns))


def _emptied(column: Column, rows: Sequence[int]) -> Column:
    places = {row - 1 for row in rows}
    numbers = column.numbers.copy()
    numbers[sorted(places)] = np.nan
    kept = [(i, v) for i, v in zip(column.at, column.values, strict=True) if i not in places]
    return Column(numbers, [i for i, _ in kept], [v for _, v in kept])
