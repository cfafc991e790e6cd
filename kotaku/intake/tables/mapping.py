"""Guess what each column of a sheet is; applying the guess is another step (extract)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from kotaku import schema
from kotaku.intake.model import Cell, Sheet
from kotaku.intake.reading.heads import is_numbering
from kotaku.intake.reading.listed import is_units
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.block import Block, HeadRow, feeds, missing, view
from kotaku.intake.tables.context import CommonValues, context
from kotaku.intake.tables.headers import Match
from kotaku.intake.tables.heads import SCAN_ROWS, credible, head_of, heads_at, later_rows
from kotaku.intake.tables.meaning import OPEN
from kotaku.words.parsing import read_numbers

# one sheet may hold both
COMPANIONS = {spec.name: spec.companion for spec in schema.tables().values() if spec.companion}
IGNORED_SHEETS = frozenset({"petunjuk"})
_SURE = 0.8  # of a column that its heading names
_SCHEDULE = frozenset({"master_schedule", "progres"})
_NUMERIC = ("number", "percent", "rupiah", "integer")


def guess(sheet: Sheet) -> list[Block]:
    """Return the table areas of a sheet; an empty list when nothing on it is known.

    The heading is the row among the first ones whose cells name most columns of a table; the
    sheet's own name counts for its table. Further tables may stand below it, or beside it behind
    an empty column.
    """
    if "areas" not in sheet.found:
        sheet.found["areas"] = _areas(sheet)
    return [*sheet.found["areas"]]


def _areas(sheet: Sheet) -> list[Block]:
    if headers.key(sheet.name) in IGNORED_SHEETS:
        return []
    beside = [(window, _stacked(view(sheet, window), window)) for window in windows(sheet)]
    if sum(bool(blocks) for _, blocks in beside) > 1 and all(
        not block.missing for _, blocks in beside for block in blocks
    ):
        return [block for _, blocks in beside for block in blocks]
    return _stacked(sheet, None)


def is_other_list(sheet: Sheet) -> bool:
    """Tell whether every heading of a sheet names a column of a table that is no schedule."""
    blocks = guess(sheet)
    return bool(blocks) and all(
        not {*b.tables} & _SCHEDULE
        and not (b.missing or b.asked)
        and all(m.confidence >= _SURE for m in b.columns.values())
        and all(headers.is_ordinal(text) for text in b.unknown.values())
        for b in blocks
    )


def windows(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the runs of at least two columns between wholly empty ones, if there are several."""
    runs: list[list[int]] = []
    for i, column in enumerate(sheet.columns):
        if not column.filled.any():
            continue
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    wide = [(run[0], run[-1]) for run in runs if len(run) > 1]
    return wide if len(wide) > 1 else []


def _stacked(sheet: Sheet, window: tuple[int, int] | None) -> list[Block]:
    """Return the tables that stand one below the other."""
    rows = range(1, min(SCAN_ROWS, sheet.height) + 1)
    found = [head for row in rows for head in heads_at(sheet, row)]
    best = max(found, key=lambda h: (h.score, -h.row), default=None)
    if best is None or not credible(best, sheet):
        return []
    heads = _with_others(sheet, best, found)
    blocks: list[Block] = []
    start = 1
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        last = sheet.height if after is None else _end(sheet, head, after)
        around = context(sheet, start, head.row - head.depth + 1)
        blocks.append(block_of(sheet, head, last, around, window))
        start = last + 1
    return blocks


def _with_others(sheet: Sheet, best: HeadRow, found: Sequence[HeadRow]) -> list[HeadRow]:
    """Return the headings of all tables of a sheet, from the top.

    A row that repeats the heading is a new table only when titles between say something new.
    """
    later = (h for row in later_rows(sheet, SCAN_ROWS) for h in heads_at(sheet, row))
    rivals = [h for h in (*found, *later) if h.row != best.row and _stands_alone(h, sheet)]
    chosen = [best]
    for head in sorted(rivals, key=lambda h: -h.score):
        apart = all(
            head.row < other.row - other.depth or head.row - head.depth > other.row
            for other in chosen
        )
        if apart and (head.headings != best.headings or _says_anew(sheet, head, best)):
            chosen.append(head)
    return sorted(chosen, key=lambda h: h.row)


def _stands_alone(head: HeadRow, sheet: Sheet) -> bool:
    complete = not missing(head.table, head.columns, None)
    sure = sum(m.confidence >= 0.8 for m in head.columns.values())
    half = 2 * len(head.columns) >= len(head.headings)
    return complete and sure >= 3 and half and credible(head, sheet, alone=False)


def _says_anew(sheet: Sheet, head: HeadRow, best: HeadRow) -> bool:
    if head.row < best.row:
        return True
    top = head.row - head.depth
    titles = [r for r in range(max(1, top - 4), top + 1) if _single(sheet, r)]
    if not titles:
        return False
    new = context(sheet, titles[0], head.row - head.depth + 1).values
    return bool(new) and new != context(sheet, 1, best.row - best.depth + 1).values


def _single(sheet: Sheet, row: int) -> bool:
    return sum(v is not None for v in sheet.row(row)) <= 2


def _end(sheet: Sheet, head: HeadRow, after: HeadRow) -> int:
    """Return the last row of a table, above the titles of the next one."""
    last = after.row - after.depth
    while last > head.row and _single(sheet, last):
        last -= 1
    return max(last, head.row)


def block_of(
    sheet: Sheet,
    head: HeadRow,
    last_row: int,
    around: CommonValues,
    window: tuple[int, int] | None = None,
) -> Block:
    """Return the block under a heading, with the second table that the sheet may feed."""
    columns, doubted = _plausible(sheet, head, last_row)
    tables = [head.table]
    companion = COMPANIONS.get(head.table)
    if companion:
        # a column may serve both tables; the heading tells each on its own
        other = head_of(companion, head.row, head.depth, head.headings)
        joint = {**{i: m for i, m in other.columns.items() if i not in doubted}, **columns}
        fields = {m.field for m in joint.values()} | {*dict(around.values)}
        short = {*missing(companion, joint, around)}
        # progress without its day is said, not passed over in silence
        if feeds(companion, fields) and short <= {"minggu"}:
            columns = joint
            tables.append(companion)
    order = sorted(tables, key=list(schema.tables()).index)
    held = {m.field for m in columns.values()}
    return Block(
        tables=tuple(order),
        header_row=head.row,
        first_row=_first_row(sheet, head),
        last_row=last_row,
        columns=columns,
        headings={i: " ".join(parts) for i, parts in head.headings.items()},
        missing={t: gone for t in order if (gone := missing(t, columns, around))},
        year=around.year,
        given={k: v for k, v in around.values if k not in held},
        asked={i: _named(m) for i, m in {**head.asked, **doubted}.items() if i not in columns},
        depth=head.depth,
        window=window,
    )


def _named(match: Match) -> Match:
    """Return what to ask about: a criterion whose measure its values do not tell is a volume."""
    return replace(match, field=match.field.replace(OPEN, "volume_"))


def _plausible(
    sheet: Sheet, head: HeadRow, last_row: int
) -> tuple[dict[int, Match], dict[int, Match]]:
    """Return the columns whose values fit, and those to ask about: numbers that are none."""
    fits: dict[int, Match] = {}
    doubted: dict[int, Match] = {}
    for i, found in head.columns.items():
        sure = found.confidence >= 1 or is_known_type(found.field) not in _NUMERIC
        if sure or _holds_numbers(sheet, i, head.row + 1, last_row):
            fits[i] = found
        else:
            doubted[i] = Match(found.field, 0.3, "judulnya cocok, tetapi isinya bukan angka")
    return fits, doubted


def is_known_type(name: str) -> str:
    """Return the type of a field; a criterion's is a number."""
    return schema.fields()[name].type if name in schema.fields() else "number"


def _holds_numbers(sheet: Sheet, column: int, first: int, last: int) -> bool:
    limits = similar.words()["mirip"]
    part = sheet.columns[column].part(first, min(last, first + limits["nilai_diperiksa"]))
    texts = [v for v in part.values if isinstance(v, str) and v.strip()]
    numbers = int((~np.isnan(part.numbers)).sum())
    if numbers or len(texts) < limits["nilai_paling_sedikit"]:
        return True
    unreadable = len(read_numbers(texts).unreadable)
    return bool(unreadable <= (1 - limits["nilai_terbaca"]) * len(texts))


def _first_row(sheet: Sheet, head: HeadRow) -> int:
    """Return the row after the heading, past a row of units or of column numbers."""
    row = head.row + 1
    while row <= sheet.height and _is_legend(sheet.row(row), head.columns):
        row += 1
    return row


def _is_legend(cells: Sequence[Cell], columns: Iterable[int]) -> bool:
    filled = [cells[i] for i in columns if cells[i] is not None]
    return len(filled) > 1 and (is_units(filled) or is_numbering(cells))


__all__ = ["COMPANIONS", "IGNORED_SHEETS", "Block", "block_of", "guess", "is_other_list", "windows"]
