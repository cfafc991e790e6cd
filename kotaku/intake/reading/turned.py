"""Tables that lie on their side: quantities stand below each other, places or years across."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from kotaku.geo import names
from kotaku.intake.model import Cell, Column, Marks, Sheet, address
from kotaku.intake.reading import words
from kotaku.intake.reading.grid import Grid
from kotaku.intake.reading.numbers import looks_numeric
from kotaku.intake.tables.headings import boxes

LARGEST = 300  # rows of a table that lies on its side
_LOOKED_AT = 3  # first columns in which the quantities may stand


def turned(grid: Grid) -> tuple[Grid, tuple[str, ...]] | None:
    """Return the sheet with rows and columns exchanged and its titles, where it lies on its side.

    The labels of most rows with figures name quantities of a course: at first, taken away, left.
    """
    if not 2 <= grid.height <= LARGEST:
        return None
    first = _head(grid)
    if first is None or not _names_across(grid, first):
        return None
    titles = [_lone(grid, row) for row in range(1, first)]
    return _turn(grid, first), tuple(t for t in titles if t)


def _lone(grid: Grid, row: int) -> str:
    texts = [v for v in grid.row(row) if isinstance(v, str)]
    return texts[0] if len(texts) == 1 else ""


def _head(grid: Grid) -> int | None:
    """Return the row that names what stands across, when quantities stand below each other."""
    figures = [r for r in range(1, grid.height + 1) if any(_figure(v) for v in grid.row(r))]
    for column in range(min(_LOOKED_AT, grid.width)):
        labels = [grid.row(r)[column] for r in figures]
        told = [words.concept(v) for v in labels if isinstance(v, str)]
        areas = [c for c in told if c.area]
        course = {c.meaning for c in areas}
        if len(areas) >= 2 and "awal" in course and len(course) > 1 and 2 * len(areas) > len(told):
            top = next(r for r in figures if _is_area(grid.row(r)[column]))
            above = [r for r in range(1, top) if len(grid.filled(r)) > 1]
            return above[0] if above else None
    return None


def _is_area(value: Cell) -> bool:
    return isinstance(value, str) and words.concept(value).area


def _figure(value: Cell) -> bool:
    year = isinstance(value, float) and value.is_integer() and 1990 <= value <= 2100
    return looks_numeric(value) and not year


def _names_across(grid: Grid, row: int) -> bool:
    """Tell whether places or years stand across, in the first row or the one below it."""
    cells = [v for r in (row, min(row + 1, grid.height)) for v in grid.row(r)[1:]]
    years = [v for v in cells if isinstance(v, float) and v.is_integer() and 1990 <= v <= 2100]
    known = [v for v in cells if isinstance(v, str) and names.match_kab_kota(v).region]
    return len(years) > 1 or bool(known)


def _turn(grid: Grid, first: int) -> Grid:
    """Exchange rows and columns; what stands above the first row is left out, addresses stay."""
    rows: list[list[Cell]] = [
        list(grid.row(r)) if r >= first else [None] * grid.width for r in range(1, grid.height + 1)
    ]
    for top, bottom, left, right in boxes(grid.sheet, first):
        for r, c in product(range(top, min(bottom, grid.height) + 1), range(left, right + 1)):
            if c < grid.width and rows[r - 1][c] is None and bottom == top:
                rows[r - 1][c] = rows[top - 1][left]
    columns = tuple(Column.of(enumerate(row, 1), len(row)) for row in rows)
    marks = Marks(merged=tuple(_merged(grid.sheet, first)))
    return Grid(replace(grid.sheet, columns=columns, marks=marks), turned=True)


def _merged(sheet: Sheet, first: int) -> list[str]:
    """Return ranges that were merged downwards, now merged to the right."""
    return [
        f"{address(top - 1, left + 1)}:{address(bottom - 1, right + 1)}"
        for top, bottom, left, right in boxes(sheet, first)
        if bottom > top
    ]
