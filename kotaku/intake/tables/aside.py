"""What a person left out of a list: the sheet as a whole, or rows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kotaku.findings import Finding, finding
from kotaku.intake.model import Column, Sheet
from kotaku.intake.reading import said
from kotaku.intake.tables.block import Block
from kotaku.intake.tables.corrections import fingerprint

IGNORED_ROW = "diabaikan"
MOST_LABELLED = 20_000  # rows of a list that can be named one by one


def shape_of(sheet: Sheet, blocks: Sequence[Block]) -> str:
    """Return what answers on a list are kept by: its layout as it was read without corrections."""
    return fingerprint(sheet, blocks[0] if blocks else None)


def row_kodes(sheet: Sheet, shape: str) -> list[str]:
    """Return the kode of every row from the first; none of a list that is too long for it."""
    if sheet.height > MOST_LABELLED:
        return []
    return said.row_kodes(shape, row_labels(sheet))


def row_labels(sheet: Sheet) -> list[str]:
    """Return what each row is called."""
    return [said.label_of(cells) for cells in sheet.rows()]


@dataclass(frozen=True)
class Kept:
    """What is left of a list after what a person said, and by row the role it was given."""

    sheet: Sheet | None  # None: all of it is left out
    roles: Mapping[int, str] = field(default_factory=dict)
    told: Sequence[Finding] = ()


def applied(sheet: Sheet, blocks: Sequence[Block], answers: Mapping[str, str], file: str) -> Kept:
    """Return a list without the rows that a person left out, and the roles of others."""
    if not any(kode.startswith((said.SHEET, said.ROW)) for kode in answers):
        return Kept(sheet)
    shape = shape_of(sheet, blocks)
    if answers.get(said.sheet_kode(shape)) == said.IGNORE:
        return Kept(None, told=[finding("LEMBAR-DIABAIKAN", file=file, sheet=sheet.name)])
    if not any(f"-{shape}" in kode for kode in answers):
        return Kept(sheet)
    roles = _roles(sheet, shape, answers)
    gone = [row for row, role in roles.items() if role == IGNORED_ROW]
    told = [finding("BARIS-DIABAIKAN", file=file, sheet=sheet.name, cell=f"A{row}", row=row)
            for row in gone]  # fmt: skip
    return Kept(_without(sheet, gone) if gone else sheet, roles, told)


def _roles(sheet: Sheet, shape: str, answers: Mapping[str, str]) -> dict[int, str]:
    """Return the role that each row was given: of its own, or of all rows like it."""
    labels = row_labels(sheet)
    found: dict[int, str] = {}
    for row, (kode, label) in enumerate(zip(row_kodes(sheet, shape), labels, strict=False), 1):
        role = answers.get(kode) or answers.get(said.like_kode(shape, label))
        if role:
            found[row] = role
    return found


def _without(sheet: Sheet, rows: Sequence[int]) -> Sheet:
    return replace(sheet, columns=tuple(_emptied(column, rows) for column in sheet.columns))


def _emptied(column: Column, rows: Sequence[int]) -> Column:
    places = {row - 1 for row in rows}
    numbers = column.numbers.copy()
    numbers[sorted(places)] = np.nan
    kept = [(i, v) for i, v in zip(column.at, column.values, strict=True) if i not in places]
    return Column(numbers, [i for i, _ in kept], [v for _, v in kept])
