"""Rows that are targets and achievements in turn: read as a table of each, nothing twice.

A column says of each row whether it was planned or done. The figures of the rows of one state are
those of a table with that word in its headings; the area of a place stays where it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kotaku.intake.model import Cell, Column
from kotaku.intake.reading import words
from kotaku.intake.reading.grid import Grid
from kotaku.intake.reading.hectares import Part
from kotaku.intake.reading.table import Table

_PAIR = {words.PLAN, words.DONE}


@dataclass(frozen=True)
class States:
    """The column of states, the state of rows, and by row the one that names its place."""

    column: int | None  # None: rows of their own say it
    of: Mapping[int, str]
    leader: Mapping[int, int]


def read(table: Table, read_one: Callable[[Table], Part | None]) -> list[Part]:
    """Return the table as read, in two parts where its rows are of two states."""
    states = _states(table) or _halves(table)
    pair = (
        []
        if states is None
        else [read_one(_only(table, states, s)) for s in (words.DONE, words.PLAN)]
    )
    parts = [p for p in pair if p is not None]
    if states is None or len(parts) < 2 or not all(_tells(p) for p in parts):
        whole = read_one(table)
        return [] if whole is None else [whole]
    return _area_once(table, *parts)


def _tells(part: Part) -> bool:
    """Tell whether a part says itself what was taken away."""
    return bool(part.amounts) and not any(amount.derived for amount in part.amounts)


def _area_once(table: Table, done: Part, plan: Part) -> list[Part]:
    """Let the area of the places count from the rows where it is written."""
    written = [_written(table, part) for part in (done, plan)]
    gone = plan if written[0] >= written[1] else done
    gone.start = None
    return [done, plan]


def _written(table: Table, part: Part) -> int:
    """Return how many records have their area at first in a cell of their own."""
    column = part.start_column
    return 0 if column is None else sum(table.grid.row(r)[column] is not None for r in part.data)


def _states(table: Table) -> States | None:
    """Return what a column says of the rows, None where no column names states alone."""
    if table.grid.turned:
        return None
    for column in range(table.grid.width):
        told = {text: words.state_of(text) for text in table.texts(column)}
        if column in table.places or not _PAIR <= {*told.values()} <= _PAIR | {words.BETWEEN}:
            continue
        cells = {row: table.grid.row(row)[column] for row in table.rows}
        return _led(table, column, {row: told[v] for row, v in cells.items() if isinstance(v, str)})
    return None


def _halves(table: Table) -> States | None:
    """Return the states of rows that stand in halves, each below a row that says no more."""
    if table.grid.turned:
        return None
    halves: list[str] = []
    told: dict[int, str] = {}
    for row in table.rows:
        cells = [v for v in table.grid.row(row) if v is not None]
        if (own := words.half_of(cells)) in _PAIR:
            halves.append(own)
            told[row] = ""
        elif cells and not halves:
            return None  # rows that belong to neither
        elif cells:
            told[row] = halves[-1]
    if len(halves) != 2 or {*halves} != _PAIR:
        return None
    return States(None, told, {row: row for row in told})


def _led(table: Table, column: int, told: Mapping[int, str]) -> States | None:
    """Return the states with the row that names the place of each, None where none does."""
    names = [*table.places, *(() if table.ordinal is None else (table.ordinal,))]
    rest = [table.grid.row(row) for row in table.rows if row not in told]
    if any(cells[c] is not None for cells in rest for c in table.figures):
        return None
    leader: dict[int, int] = {}
    last: int | None = None
    for row in sorted(told):
        cells = table.grid.row(row)
        if any(cells[c] is not None for c in names):
            last = row
        if last is None or (last != row and told[last] == told[row]):
            return None
        leader[row] = last
    return States(column, told, leader)


def _only(table: Table, states: States, state: str) -> Table:
    """Return the table with the rows of one state, each with what its place says once."""
    grid, first = table.grid, table.head.begin
    once = [c for c in range(grid.width) if c != states.column and _said_once(grid, states, c)]
    rows: list[list[Cell]] = [[*grid.row(r)] for r in range(1, grid.height + 1)]
    for row, own in states.of.items():
        if own != state:
            rows[row - 1] = [None] * grid.width
            continue
        above = grid.row(states.leader[row])
        for c in once:
            rows[row - 1][c] = rows[row - 1][c] if rows[row - 1][c] is not None else above[c]
        if states.column is not None:
            rows[row - 1][states.column] = None
    columns = tuple(
        Column.of(enumerate((r[c] for r in rows), 1), grid.height) for c in range(grid.width)
    )
    kept = [b for b in grid.sheet.marks.merged if _top(b) < first]
    sheet = replace(
        grid.sheet, columns=columns, marks=replace(grid.sheet.marks, merged=tuple(kept))
    )
    word = "Target" if state == words.PLAN else "Realisasi"
    headings = {
        c: f"{text} {word}" if _is_open(table, c) else text
        for c, text in table.head.headings.items()
    }
    return replace(table, grid=Grid(sheet), head=replace(table.head, headings=headings))


def _is_open(table: Table, column: int) -> bool:
    """Tell whether figures stand under a heading that names no quantity of its own."""
    concept = table.concepts[column]
    unsaid = concept.meaning == "lain" and not concept.sure
    return column in table.numbers and (unsaid or concept.meaning == "berkurang")


def _said_once(grid: Grid, states: States, column: int) -> bool:
    """Tell whether only the first row of each place fills a column."""
    later = [row for row, first in states.leader.items() if row != first]
    return all(grid.row(row)[column] is None for row in later)


def _top(merged: str) -> int:
    """Return the first row of a merged range such as A2:A3."""
    return int("".join(c for c in merged.partition(":")[0] if c.isdecimal()) or 0)
