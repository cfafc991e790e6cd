"""A sheet as cells to look at: merged ranges spread, ditto marks told."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kotaku.intake.model import Cell, Sheet, Text, address, letter
from kotaku.intake.tables.headings import boxes

FEW = 200  # rows up to which each is looked up by itself
YEARS = (1990, 2100)  # numbers that are years
DITTO = frozenset(
    {"sda", "s.d.a", "s.d.a.", "s d a", "sda.", "-sda-", "idem", "-idem-", "id", "sama", "ditto",
     '"', "''", "”", "“", ",,", '-"-', '- " -', "〃"}
)  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet; rows are 1-based as on the sheet, columns 0-based."""

    sheet: Sheet
    turned: bool = False  # its rows are the columns of the file

    def address(self, column: int, row: int) -> str:
        """Return where a cell stands in the file."""
        return address(row - 1, column + 1) if self.turned else address(column, row)

    @property
    def hidden_columns(self) -> tuple[int, ...]:
        """Return the columns that the file hides."""
        return () if self.turned else self.sheet.marks.hidden_columns

    def label(self, column: int) -> str:
        """Return the letter of a column in the file, of a turned one the number of its row."""
        return str(column + 1) if self.turned else letter(column)

    def name(self, column: int) -> str:
        """Return a column in words."""
        return f"{'baris' if self.turned else 'kolom'} {self.label(column)}"

    def line(self, row: int) -> str:
        """Return a row in words."""
        return f"kolom {letter(row - 1)}" if self.turned else f"baris {row}"

    @cached_property
    def _raw(self) -> list[list[Cell]]:
        return self.sheet.rows()

    @cached_property
    def _seen(self) -> dict[int, Sequence[Cell]]:
        """Rows that were looked at; of a long list few are."""
        return {}

    @cached_property
    def figured(self) -> NDArray[np.bool_]:
        """Tell of each row whether it holds a number that is no year."""
        found = np.zeros(self.height, dtype=bool)
        for column in self.sheet.columns:
            values = column.numbers
            year = (values >= YEARS[0]) & (values <= YEARS[1]) & (values == np.floor(values))
            found |= ~np.isnan(values) & ~year
        return found

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return self.sheet.height

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.sheet.columns)

    def row(self, row: int) -> Sequence[Cell]:
        """Return the cells of a 1-based row, blank texts as None."""
        found = self._seen.get(row)
        if found is None:
            few = len(self._seen) < FEW
            cells = self.sheet.row(row) if few else self._raw[row - 1]
            found = self._seen[row] = [_clean(v) for v in cells]
        return found

    def column(self, column: int) -> list[Cell]:
        """Return the cells of a column from row 1 down, blank texts as None."""
        return [_clean(v) for v in self.sheet.columns[column].cells(1, self.height)]

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row that hold anything."""
        return [i for i, v in enumerate(self.row(row)) if v is not None]

    @cached_property
    def down(self) -> dict[tuple[int, int], int]:
        """Return for each cell under the first of a range merged downwards the row of that one."""
        found: dict[tuple[int, int], int] = {}
        for top, bottom, left, _ in boxes(self.sheet):
            for row in range(top + 1, min(bottom, self.height) + 1):
                found[row, left] = top
        return found


def _clean(value: Cell) -> Cell:
    if isinstance(value, str):
        text = " ".join(value.split())
        return text or None
    return value


def dittos(values: Set[Text]) -> set[Text]:
    """Return the values that say "the same as above"."""
    texts = map(str.strip, [v for v in values if isinstance(v, str)])
    together = "\n".join(["", *texts, ""]).lower()
    if not any(f"\n{word}\n" in together for word in DITTO):  # nearly every column has none
        return set()
    return {value for value in values if is_ditto(value)}


def is_ditto(value: Cell) -> bool:
    """Tell whether a cell says "the same as above"."""
    return isinstance(value, str) and value.strip().lower() in DITTO
