"""A list that lies on its side: its fields stand below each other, its records side by side.

It is read with rows and columns exchanged; what is said of it names the cells of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kotaku.dataset import SourceTable
from kotaku.findings import Finding
from kotaku.intake.model import Column, Marks, Sheet, address, letter
from kotaku.intake.reading.book import OWN
from kotaku.intake.tables.block import Block
from kotaku.intake.tables.extract import Extracted
from kotaku.intake.tables.headings import boxes, column_number
from kotaku.intake.tables.mapping import guess

LARGEST = 200  # rows of a list that lies on its side
_LOOKED_AT = 3  # first columns in which the fields may stand
_FEWEST = 3  # fields that tell it
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True)
class Lying:
    """The sheet with rows and columns exchanged."""

    sheet: Sheet

    def back(self, read: Extracted) -> Extracted:
        """Return what was read with the addresses of the file."""
        return replace(
            read,
            sources=tuple(_source(s) for s in read.sources),
            findings=tuple(map(told, read.findings)),
            questions=tuple(replace(q, sel=_cell(q.sel)) for q in read.questions),
        )


def lying(sheet: Sheet, upright: Sequence[Block]) -> Lying | None:
    """Return a list that is only one on its side, or None.

    Parameters
    ----------
    upright : what the headings make of the sheet as it stands
    """
    if "lying" not in sheet.found:
        sheet.found["lying"] = _lying(sheet, upright)
    found: Lying | None = sheet.found["lying"]
    return found


def _lying(sheet: Sheet, upright: Sequence[Block]) -> Lying | None:
    if not _FEWEST <= sheet.height <= LARGEST:
        return None
    if any(_whole(block) for block in upright):
        return None
    turned = on_its_side(sheet)
    found = [b for b in guess(turned) if _whole(b) and b.header_row <= _LOOKED_AT]
    return Lying(turned) if any(_records(turned, block) for block in found) else None


def on_its_side(sheet: Sheet) -> Sheet:
    """Return a sheet with rows and columns exchanged, merged ranges too."""
    merged = tuple(
        f"{address(top - 1, left + 1)}:{address(bottom - 1, right + 1)}"
        for top, bottom, left, right in boxes(sheet)
    )
    columns = tuple(Column.of(enumerate(cells, 1), len(cells)) for cells in sheet.rows())
    return Sheet(sheet.name, columns, Marks(merged=merged))


def told(found: Finding) -> Finding:
    """Return a finding with the cell of the file."""
    return replace(found, cell=_cell(found.cell))


def as_read(source: SourceTable) -> SourceTable:
    """Return a source with the columns of the sheet as it was read."""
    columns = {name: letter(int(row) - 1) for name, row in source.columns.items()}
    return replace(source, columns=columns)


def _records(sheet: Sheet, block: Block) -> bool:
    """Tell whether several records stand below fields that tell the list; areas are read apart."""
    if len(block.columns) < _FEWEST or {*block.tables} <= OWN:
        return False
    rows = sheet.rows(block.first_row, block.last_row)
    filled = (sum(row[c] is not None for c in block.columns) for row in rows)
    return sum(count >= _FEWEST for count in filled) > 1


def _whole(block: Block) -> bool:
    return len(block.missing) < len(block.tables)


def _source(source: SourceTable) -> SourceTable:
    columns = {name: str(column_number(at) + 1) for name, at in source.columns.items()}
    return replace(source, columns=columns)


def _cell(cell: str) -> str:
    return _CELL.sub(lambda hit: address(int(hit[2]) - 1, column_number(hit[1]) + 1), cell)
