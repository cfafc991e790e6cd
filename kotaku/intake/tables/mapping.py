"""Guess what each column of a sheet is; applying the guess is another step (extract)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kotaku import schema
from kotaku.intake.model import Sheet
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.block import Block, HeadRow, feeds, missing, view
from kotaku.intake.tables.context import CommonValues, context
from kotaku.intake.tables.headers import Match
from kotaku.intake.tables.heads import (
    SCAN_ROWS,
    credible,
    first_row,
    head_of,
    heads_at,
    later_rows,
    named,
)
from kotaku.intake.tables.inferred import askable, inferred, unclear, unread
from kotaku.intake.tables.meaning import OPEN
from kotaku.intake.tables.profiles import fits, profile
from kotaku.words.parsing import read_numbers

# one sheet may hold both
COMPANIONS = {spec.name: spec.companion for spec in schema.tables().values() if spec.companion}
IGNORED_SHEETS = frozenset({"petunjuk"})
_TOLD = 0.5  # of a column that a word of its heading names
_NO_PERCENTS = 1000.0
_SCHEDULE = frozenset({"master_schedule", "progres"})
_OF_SCHEDULES = frozenset(f for t in _SCHEDULE for f in schema.tables()[t].columns)
_LOOSE = ("choice", "date", "criterion")  # their cells are told one by one where they are wrong
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
    apart = [block for _, blocks in beside for block in blocks]
    whole = _with_inference(sheet, _stacked(sheet, None))
    if (
        sum(bool(blocks) for _, blocks in beside) > 1
        and not any(block.missing for block in apart)
        and not _is_one(whole, apart)
    ):
        return apart
    return whole


def _is_one(whole: Sequence[Block], apart: Sequence[Block]) -> bool:
    """Tell whether an empty column stands within one table rather than between two."""
    return len(whole) == 1 and not whole[0].missing and (
        {*whole[0].tables} >= {t for block in apart for t in block.tables}
        and len(whole[0].columns) >= sum(len(block.columns) for block in apart)
    )  # fmt: skip


def _with_inference(sheet: Sheet, plain: list[Block]) -> list[Block]:
    """Return the blocks as words, kinds and arithmetic together tell them, where words do not."""
    if len(plain) > 1 or (plain and _is_whole(sheet, plain[0])):
        return plain
    head = inferred(sheet, plain[0].tables if plain else ())
    if head is None:
        return plain
    around = context(sheet, 1, head.row - head.depth + 1)
    block = block_of(sheet, head, sheet.height, around)
    if not askable(
        block.missing.get(head.table, ()), {c: (m.field,) for c, m in block.asked.items()}
    ):
        return plain
    if plain and head.table in plain[0].tables and not plain[0].missing:
        held = [(-unclear(sheet, b), _held(sheet, b, head.table)) for b in (plain[0], block)]
        return plain if held[0] >= held[1] else [block]
    return [block]


def _held(sheet: Sheet, block: Block, table: str) -> int:
    """Return how many columns of a table a block holds whose cells are of their kind.

    A text that stands over figures below the heading is one that was left unread.
    """
    spec = schema.tables()[table]
    fit = [
        fits(
            profile(sheet, c, block.first_row, block.last_row),
            m.field,
            spec.choices.get(m.field, ()),
        )
        for c, m in block.columns.items()
        if m.field in spec.columns
    ]
    right = 2 * sum(fit) - len(fit)
    return right - unread(sheet, block.first_row)


def _is_whole(sheet: Sheet, block: Block) -> bool:
    """Tell whether words alone explain every column of a list, and no cell speaks against them."""
    if block.missing or block.asked or unread(sheet, block.first_row):
        return False
    beside = [c for c in block.headings if c not in block.columns]
    doubted = [
        c for c, m in block.columns.items()
        if c in block.headings and m.confidence < 1 and is_known_type(m.field) not in _LOOSE
    ]  # fmt: skip
    below = {c: profile(sheet, c, block.first_row, block.last_row) for c in (*beside, *doubted)}
    return all(
        not below[c].filled or below[c].counts_up or headers.is_ordinal(block.headings[c])
        or headers.is_left_out(block.headings[c])
        for c in beside
    ) and all(
        not below[c].filled or fits(below[c], block.columns[c].field) for c in doubted
    )  # fmt: skip


def is_other_list(sheet: Sheet) -> bool:
    """Tell whether every heading of a sheet names a column of a table that is no schedule."""
    blocks = guess(sheet)
    return bool(blocks) and all(
        not {*b.tables} & _SCHEDULE and not b.missing
        and (_is_named(sheet, b) or _is_paid(sheet, b) or any(named(sheet, t) for t in b.tables))
        for b in blocks
    )  # fmt: skip


def _is_named(sheet: Sheet, block: Block) -> bool:
    """Tell whether every column is explained, and what a record is called by its own heading."""
    told = {m.field: m.confidence for m in block.columns.values()}
    needed = {f for t in block.tables for f in schema.tables()[t].required} - _OF_SCHEDULES
    if all(sure >= headers.SURE for sure in told.values()):
        return not block.asked and all(map(headers.is_ordinal, block.unknown.values()))
    named = bool(needed) and all(told.get(f, 0.0) >= _TOLD for f in needed)
    return named and not block.asked and not unclear(sheet, block)


def _is_paid(sheet: Sheet, block: Block) -> bool:
    """Tell whether a column of rupiah holds what cannot be percents."""
    paid = [c for c, m in block.columns.items() if is_known_type(m.field) == "rupiah"]
    found = [profile(sheet, c, block.first_row, block.last_row) for c in paid]
    return any(len(p.known) and float(p.known.max()) > _NO_PERCENTS for p in found)


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
    sure = sum(m.confidence >= headers.SURE for m in head.columns.values())
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
        first_row=first_row(sheet, head.row, head.columns),
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


__all__ = ["COMPANIONS", "IGNORED_SHEETS", "Block", "block_of", "guess", "is_other_list", "windows"]
