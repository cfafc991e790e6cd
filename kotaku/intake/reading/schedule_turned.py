"""Schedules that lie on their side: periods stand below each other, activities or teams across.

Such a sheet is turned, read like every other, and told with the cells of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import numpy as np

from kotaku.intake.model import Cell, Column, Marks, Sheet, address
from kotaku.intake.reading import schedule_build as build
from kotaku.intake.reading.schedule import ScheduleRead, read_schedule
from kotaku.intake.reading.schedule_periods import FEWEST, kind_of, tells_time
from kotaku.intake.tables.context import CommonValues, context
from kotaku.intake.tables.headings import boxes, column_number

LONGEST = 200  # rows of a schedule that lies on its side
_LOOKED_AT = 3  # first columns in which the periods may stand
_SHORT = 3  # letters of a mark
_CORNER = "Kegiatan"  # what stands across, when it stands down
_TIME = frozenset({"minggu", "mgg", "mg", "pekan", "periode", "bulan", "bln", "week", "waktu"})
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True)
class Turned:
    """A sheet with rows and columns exchanged, its titles, and the column that each row was."""

    sheet: Sheet
    titles: CommonValues
    columns: tuple[int, ...]


def read_turned(
    sheet: Sheet, *, file: str, sha256: str = "", answers: Mapping[str, str] | None = None
) -> ScheduleRead | None:
    """Return what ``read_schedule`` does of a sheet whose periods stand below each other."""
    found = turned(sheet)
    if found is None:
        return None
    read = read_schedule(
        found.sheet, file=file, sha256=sha256, answers=answers, around=found.titles
    )
    return None if read is None else _told(read, found.columns)


def turned(sheet: Sheet) -> Turned | None:
    """Return a sheet with rows and columns exchanged, or None when it does not lie on its side.

    Periods stand below each other in one of the first columns, figures right of each, and the
    heading says plan or progress of what stands across.
    """
    if not FEWEST < sheet.height <= LONGEST or len(sheet.columns) < FEWEST:
        return None
    for column in range(min(_LOOKED_AT, len(sheet.columns))):
        run = _periods(sheet, column)
        if run is None:
            continue
        first = run[0]
        while first > 1 and sum(v is not None for v in sheet.row(first - 1)) > 1:
            first -= 1
        heading = [v for row in sheet.rows(first, run[0] - 1) for v in row if isinstance(v, str)]
        if any(map(kind_of, heading)):
            return _turn(sheet, first, run[0] - 1, column)
    return None


def _periods(sheet: Sheet, column: int) -> tuple[int, int] | None:
    """Return the first and last row of the longest run of periods in a column."""
    best: tuple[int, int] | None = None
    start = 0
    cells = [sheet.columns[column].cell(row) for row in range(1, sheet.height + 1)]
    for row, cell in enumerate([*cells, None], start=1):
        goes_on = cell is not None and (tells_time(cell) or _number(cell) is not None)
        if goes_on and not start:
            start = row
        if not goes_on and start:
            if best is None or row - start > best[1] - best[0] + 1:
                best = (start, row - 1)
            start = 0
    if best is None:
        return None
    drawn = sum(_figures(sheet, row, column) for row in range(best[0], best[1] + 1))
    if drawn < FEWEST:
        return None
    run, above = cells[best[0] - 1 : best[1]], cells[: best[0] - 1]
    if isinstance(run[0], float) and not any(isinstance(v, str) and _counts(v) for v in above):
        return None  # a running number
    return best if _in_order(run) else None


def _counts(heading: str) -> bool:
    """Tell whether a heading says that the numbers below it count periods."""
    return not _TIME.isdisjoint(re.findall(r"[a-z]+", heading.lower()))


def _figures(sheet: Sheet, row: int, column: int) -> bool:
    """Tell whether a row holds a figure right of a column."""
    return any(v is not None and not isinstance(v, datetime) for v in sheet.row(row)[column + 1 :])


def _in_order(cells: list[Cell]) -> bool:
    """Tell whether periods follow each other: no day, number or text stands twice running."""
    if all(isinstance(v, datetime) for v in cells):
        return all(a < b for a, b in pairwise(cells))  # type: ignore[operator]
    if all(isinstance(v, float) for v in cells):
        return cells[0] == 1.0 and all(b in (a + 1, 1.0) for a, b in pairwise(cells))  # type: ignore[operator]
    numbered = [_number(v) for v in cells]
    if None not in numbered:  # a text that counts on, whatever a period is called
        return numbered[0] == 1 and all(b in (a + 1, 1) for a, b in pairwise(numbered))  # type: ignore[operator]
    return all(v is not None and tells_time(v) for v in cells) and all(
        a != b for a, b in pairwise(cells)
    )


def _number(cell: Cell) -> int | None:
    """Return the number at the end of a text such as "Tahap 3"."""
    found = build.counted(cell) if isinstance(cell, str) else None
    return found[1] if found else None


def _turn(sheet: Sheet, first: int, last: int, corner: int) -> Turned:
    """Exchange rows and columns of a table whose heading takes the rows first to last."""
    rows = sheet.rows()
    rows[: first - 1] = [[None] * len(sheet.columns)] * (first - 1)
    names = max(range(first, last + 1), key=lambda row: (_names(rows[row - 1], corner), -row))
    for row in range(first, last + 1):
        rows[row - 1][corner] = _CORNER if row == names else None
    order = _order(rows, first, names, corner)
    at = {column: place for place, column in enumerate(order)}
    merged = tuple(
        f"{address(top - 1, at[left] + 1)}:{address(bottom - 1, at[left] + right - left + 1)}"
        for top, bottom, left, right in boxes(sheet, first)
        if order[at[left] : at[left] + right - left + 1] == [*range(left, right + 1)]
    )
    turned_rows = [[row[column] for column in order] for row in rows]
    columns = tuple(Column.of(enumerate(cells, 1), len(cells)) for cells in turned_rows)
    return Turned(
        Sheet(sheet.name, columns, Marks(merged=merged)), context(sheet, 1, first), tuple(order)
    )


def _names(cells: list[Cell], corner: int) -> int:
    """Return how many different names of what stands across a row of the heading holds."""
    texts = {v for v in cells[corner + 1 :] if isinstance(v, str) and len(v) > _SHORT}
    return sum(not kind_of(text) for text in texts)


def _order(rows: list[list[Cell]], first: int, names: int, corner: int) -> list[int]:
    """Return the columns so that plan and progress of one name stand beside each other.

    Where a block of plans stands beside a block of progress, the kind is written on each.
    """
    width = len(rows[0])
    plain = [*range(width)]
    if names == first:
        return plain
    above, own = rows[names - 2], rows[names - 1]
    starts = [c for c in range(corner + 1, width) if isinstance(v := above[c], str) and kind_of(v)]
    if len(starts) != 2:
        return plain
    length = starts[1] - starts[0]
    blocks = [own[start : start + length] for start in starts]
    if blocks[0] != blocks[1] or length < 2:
        return plain
    for start in starts:
        above[start : start + length] = [above[start]] * length
    pairs = [column for k in range(length) for column in (starts[0] + k, starts[1] + k)]
    rest = [c for c in plain if c not in {*pairs}]
    return [c for c in rest if c < starts[0]] + pairs + [c for c in rest if c > starts[0]]


def _told(read: ScheduleRead, columns: tuple[int, ...]) -> ScheduleRead:
    """Return what was read of a turned sheet with the cells of the file."""
    own = read.extracted
    numbers = np.array([0, *(c + 1 for c in columns)], dtype=np.int64)

    def back(cell: str) -> str:
        return _CELL.sub(
            lambda hit: address(columns[int(hit[2]) - 1], column_number(hit[1]) + 1), cell
        )

    sources = tuple(
        replace(s, columns={n: str(column_number(c) + 1) for n, c in s.columns.items()})
        for s in own.sources
    )
    findings = tuple(
        replace(f, cell=back(f.cell), row=None if f.row is None else int(numbers[f.row]))
        for f in own.findings
    )
    questions = tuple(replace(q, sel=back(q.sel)) for q in own.questions)
    reading = replace(
        read.reading,
        questions=questions,
        proofs=tuple(replace(p, cells=tuple(map(back, p.cells))) for p in read.reading.proofs),
        turned=columns,
    )
    frames = {
        name: frame.assign(_baris=numbers[frame["_baris"].to_numpy(dtype=np.int64)])
        for name, frame in own.frames.items()
    }
    return ScheduleRead(
        replace(
            own,
            frames=frames,
            sources=sources,
            findings=findings,
            questions=questions,
            rows=np.unique(numbers[own.rows]),
            fed=tuple(numbers[rows] for rows in own.fed),
        ),
        reading,
    )
