"""A workbook as read: sheets of columns, with the addresses of everything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotaku.findings import Finding, finding

Text = str | bool | datetime
Cell = Text | float | None


class UnreadableFile(Exception):  # noqa: N818  (the word the pages and tests use)
    """The file cannot be read; ``finding`` says so in one sentence with what to do."""

    def __init__(self, code: str, *, file: str = "", sheet: str = "", **details: object) -> None:
        """Fill in the sentence of the catalogue with ``details``."""
        self.finding: Finding = finding(code, file=file, sheet=sheet, **details)  # type: ignore[arg-type]
        super().__init__(self.message)

    @classmethod
    def of(cls, found: Finding) -> UnreadableFile:
        """Return the error that a finding tells of."""
        error = cls.__new__(cls)
        error.finding = found
        Exception.__init__(error, error.message)
        return error

    @property
    def code(self) -> str:
        """Return the stable code in the catalogue of findings."""
        return self.finding.code

    @property
    def message(self) -> str:
        """Return the sentence for the user: what is wrong and what to do."""
        return f"{self.finding.message} {self.finding.advice}"


@dataclass(frozen=True)
class Column:
    """One column from row 1 down: numbers in an array, everything else beside it.

    ``numbers`` is NaN where the cell holds no number; ``at`` [0-based rows, ascending] and
    ``values`` hold texts, truth values and dates; a run of rows is a range of step 1. Empty cells
    are in neither.
    """

    numbers: NDArray[np.float64]
    at: Sequence[int] = ()
    values: Sequence[Text] = ()

    @classmethod
    def of(cls, cells: Iterable[tuple[int, Cell]], height: int) -> Column:
        """Return the column of cells with their rows (1-based, ascending)."""
        numbers = np.full(height, np.nan)
        texts: list[tuple[int, Text]] = []
        for row, value in cells:
            if isinstance(value, float):
                numbers[row - 1] = value
            elif value is not None:
                texts.append((row - 1, value))
        return cls(numbers, [i for i, _ in texts], [v for _, v in texts])

    def cell(self, row: int) -> Cell:
        """Return the value on a 1-based row, or None when empty."""
        number = self.numbers[row - 1]
        if not np.isnan(number):
            return float(number)
        place = bisect_left(self.at, row - 1)
        if place < len(self.at) and self.at[place] == row - 1:
            return self.values[place]
        return None

    def cells(self, first: int, last: int) -> list[Cell]:
        """Return the values on the rows first to last (1-based, inclusive), None when empty."""
        out: list[Cell] = [None if n != n else n for n in self.numbers[first - 1 : last].tolist()]
        low, high = bisect_left(self.at, first - 1), bisect_left(self.at, last)
        for i in range(low, high):
            if out[self.at[i] - first + 1] is None:
                out[self.at[i] - first + 1] = self.values[i]
        return out

    def part(self, first: int, last: int) -> Column:
        """Return the rows first to last (1-based, inclusive) as a column of their own."""
        low, high = bisect_left(self.at, first - 1), bisect_left(self.at, last)
        at, back = self.at[low:high], first - 1
        if isinstance(at, range):
            at = range(at.start - back, at.stop - back)
        elif back:
            at = [i - back for i in at]
        return Column(self.numbers[first - 1 : last], at, self.values[low:high])

    def take(self, rows: NDArray[np.int64]) -> Column:
        """Return the given rows (0-based, ascending) as a column of their own."""
        if len(rows) == len(self.numbers):
            return self
        place = np.full(len(self.numbers), -1, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        kept = [(int(place[i]), v) for i, v in zip(self.at, self.values, strict=True)]
        kept = [(i, v) for i, v in kept if i >= 0]
        return Column(self.numbers[rows], [i for i, _ in kept], [v for _, v in kept])

    @cached_property
    def filled(self) -> NDArray[np.bool_]:
        """Tell for each row whether the cell holds anything."""
        mask: NDArray[np.bool_] = ~np.isnan(self.numbers)
        if isinstance(self.at, range):
            mask[self.at.start : self.at.stop] = True
        else:
            mask[np.asarray(self.at, dtype=np.int64)] = True
        return mask


@dataclass(frozen=True)
class Marks:
    """What the scan saw on a sheet and the parser does not tell."""

    errors: tuple[tuple[str, str], ...] = ()  # (address, #DIV/0! ...)
    uncached: tuple[str, ...] = ()  # formulas saved without a result
    merged: tuple[str, ...] = ()  # ranges such as A3:B5
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()  # 0-based
    hidden: bool = False
    cut: tuple[str, ...] = ()  # cells whose text was longer than it may be


TOP_ROWS = 60


@dataclass(frozen=True)
class Sheet:
    """One sheet; row 1 and column 0 are those of the file."""

    name: str
    columns: tuple[Column, ...]
    marks: Marks = field(default_factory=Marks)

    @property
    def height(self) -> int:
        """Return the number of rows down to the last filled one."""
        return len(self.columns[0].numbers) if self.columns else 0

    def row(self, row: int) -> list[Cell]:
        """Return the cells of a 1-based row."""
        if 0 < row <= len(self._top):
            return [*self._top[row - 1]]
        return [column.cell(row) for column in self.columns]

    @cached_property
    def found(self) -> dict[str, Any]:
        """What readers found out about this sheet, so that none works it out again."""
        return {}

    @cached_property
    def _top(self) -> list[list[Cell]]:
        """The rows that may be headings: every reader looks at them again and again."""
        return self.rows(1, TOP_ROWS)

    def rows(self, first: int = 1, last: int | None = None) -> list[list[Cell]]:
        """Return the cells of rows first to last (1-based, inclusive), for looking at."""
        end = self.height if last is None else min(last, self.height)
        if end < first:
            return []
        return [
            list(cells) for cells in zip(*(c.cells(first, end) for c in self.columns), strict=True)
        ]


@dataclass(frozen=True)
class Layer:
    """Shapes of one layer of a map file, or of one column of shapes on a sheet, as drawn.

    ``columns`` are the attributes by name, as long as ``shapes``; a shape is WKB in coordinates of
    ``system``, b"" where there is none or it cannot be read.
    """

    name: str
    columns: Mapping[str, Sequence[str | float | None]]
    shapes: Sequence[bytes]
    rows: Sequence[int]  # number of each shape in the layer, or its row on the sheet
    system: str = ""  # EPSG code or WKT of the coordinates; "" where the file does not say
    column: str = ""  # letter of the column of shapes; "" in a map file


@dataclass(frozen=True)
class Workbook:
    """One file as read."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    layers: tuple[Layer, ...] = ()


def letter(column: int) -> str:
    """Return the letters of a 0-based column: 0 is A, 27 is AB."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(column: int, row: int) -> str:
    """Return the A1 address of a 0-based column and a 1-based row."""
    return f"{letter(column)}{row}"
