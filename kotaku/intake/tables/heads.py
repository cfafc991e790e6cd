"""Find the rows that are headings: joined over up to three rows, anywhere on a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

from kotaku import schema
from kotaku.intake.model import Cell, Sheet
from kotaku.intake.reading.heads import is_numbering
from kotaku.intake.reading.listed import is_units
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.block import HeadRow, is_criterion, missing
from kotaku.intake.tables.headers import Match
from kotaku.intake.tables.headings import DEPTH, Parts, boxes, joined
from kotaku.words.parsing import years_in

SCAN_ROWS = 40  # the first heading stands within the first rows of a sheet
MOST_LATER_ROWS = 400  # rows further down that are looked at
_RECAPS = ("lokasi", "pengurangan")


def heads_at(sheet: Sheet, row: int) -> Iterator[HeadRow]:
    """Yield what a row may be the heading of, for every table and depth."""
    if not _speaks(sheet.row(row)) and not _divides(sheet, row):
        return
    before: Mapping[int, Parts] | None = None
    for depth in depths(sheet, row):
        headings = joined(sheet, row, depth)
        if len(headings) < 2 or headings == before:
            continue
        before = headings
        for table in schema.tables():
            head = head_of(table, row, depth, headings)
            if len(head.columns) >= 2:
                yield replace(head, score=_score(sheet, head))


def _speaks(cells: Sequence[object]) -> bool:
    """Tell whether a row holds a word of some heading, or years alone; most data hold none."""
    if any(isinstance(v, float) and not (v.is_integer() and 0 <= v <= 2100) for v in cells):
        return False
    if any(isinstance(v, str) and _is_word(v) for v in cells):
        return True
    numbers = [v for v in cells if isinstance(v, float)]
    return bool(numbers) and all(1990 <= v <= 2100 for v in numbers)


def _divides(sheet: Sheet, row: int) -> bool:
    """Tell whether a row of texts shares out merged cells of a heading right above it."""
    if row < 2 or not _speaks(sheet.row(row - 1)):
        return False
    cells = sheet.row(row)
    return any(
        left < right < len(cells) and all(isinstance(v, str) for v in cells[left : right + 1])
        for _, _, left, right in boxes(sheet, row - 1, row - 1)
    )


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    plain = headers.key(text)
    return (
        any(plain in headers.known(t) for t in schema.tables())
        or headers.match_criterion(text) is not None
        or similar.measure_word(text)
        or bool(years_in(text))
        or headers.is_left_out(text)
        or text.upper().endswith("NUMERIK")
        or any(headers.match(text, t) for t in schema.tables())
    )


def head_of(table: str, row: int, depth: int, headings: Mapping[int, Parts]) -> HeadRow:
    """Return a heading with the best column for each field of a table."""
    found = {i: m for i, parts in headings.items() if (m := similar.match_parts(parts, table))}
    texts = {i: " ".join(parts) for i, parts in headings.items()}
    asked: dict[int, Match] = {}
    if len(found) >= 2:
        rest = {i: t for i, t in texts.items() if i not in found}
        more, asked = _alike(rest, table, {m.field for m in found.values()})
        found |= more
    if schema.tables()[table].criteria:
        found = {**found, **headers.match_pairs(texts)}
    best: dict[str, int] = {}
    for i, m in found.items():
        best.setdefault(m.field, i)
        if m.confidence > found[best[m.field]].confidence:
            best[m.field] = i
    columns = {i: found[i] for i in sorted(best.values())}
    return HeadRow(table, row, depth, columns, headings, asked)


def _alike(
    rest: Mapping[int, str], table: str, held: set[str]
) -> tuple[dict[int, Match], dict[int, Match]]:
    """Return headings taken for the known ones they are like, and those to ask about."""
    taken: dict[int, Match] = {}
    asked: dict[int, Match] = {}
    for i, text in rest.items():
        if headers.is_ordinal(text) or headers.is_left_out(text):
            continue
        hit = similar.alike(text, table)
        if hit is None or hit[0].field in held:
            continue
        (taken if hit[1] >= similar.words()["mirip"]["ambang"] else asked)[i] = hit[0]
    return taken, asked


def depths(sheet: Sheet, row: int) -> Iterable[int]:
    """Yield how many rows a heading may take whose lowest is this one."""
    yield 1
    merged = bool(boxes(sheet, max(1, row - DEPTH + 1), row))
    for depth in range(2, min(DEPTH, row) + 1):
        above = sheet.row(row - depth + 1)
        if merged or (_wordy(above) and _wordy(sheet.row(row))):
            yield depth
        else:
            return


def _wordy(cells: Iterable[object]) -> bool:
    filled = [v for v in cells if v is not None]
    return len(filled) >= 2 and all(isinstance(v, str) for v in filled)


def later_rows(sheet: Sheet, after: int) -> list[int]:
    """Return the rows (1-based) below ``after`` that hold texts and no number."""
    if sheet.height <= after:
        return []
    texts = np.zeros(sheet.height, dtype=np.int64)
    numbers = np.zeros(sheet.height, dtype=bool)
    for column in sheet.columns:
        held = ~np.isnan(column.numbers)
        numbers |= held
        texts += column.filled & ~held
    rows = np.flatnonzero((texts >= 3) & ~numbers) + 1
    return [int(r) for r in rows[rows > after][:MOST_LATER_ROWS]]


def _score(sheet: Sheet, head: HeadRow) -> float:
    own = {*schema.tables()[head.table].columns}
    weight = sum(
        m.confidence if m.field in own or is_criterion(m.field) else 0.3 * m.confidence
        for m in head.columns.values()
    )
    complete = not missing(head.table, head.columns, None)
    share = len(head.columns) / len(head.headings)
    measured = sum(
        is_criterion(m.field) and len(parts := head.headings[i]) > 1
        and similar.measure_word(parts[-1])
        for i, m in head.columns.items()
    )  # fmt: skip
    weight += 0.05 * measured
    return weight + 2 * complete + 2 * named(sheet, head.table) + share - head.depth / 50


def named(sheet: Sheet, table: str) -> bool:
    """Tell whether a sheet has the table's own name."""
    name = headers.key(sheet.name)
    return not {name, name.rstrip("0123456789")}.isdisjoint(_sheet_names(table))


@cache
def _sheet_names(table: str) -> frozenset[str]:
    spec = schema.tables()[table]
    return frozenset(headers.key(name) for name in (spec.sheet, *spec.names))


def credible(head: HeadRow, sheet: Sheet, *, alone: bool = True) -> bool:
    """Tell whether a heading names enough; ``alone`` lets the sheet's name help."""
    if alone and named(sheet, head.table):
        return True
    complete = not missing(head.table, head.columns, None)
    told = len(head.columns)
    if complete and told == 2 and head.table in _RECAPS:  # a place and its hectares, nothing else
        sure = all(m.confidence >= headers.SURE and not m.similar for m in head.columns.values())
        rest = {*head.headings} - {*head.columns}
        texts = (" ".join(head.headings[i]) for i in rest)
        return sure and all(headers.is_ordinal(t) or similar.is_total(t) for t in texts)
    return told >= (3 if complete else 4)


def first_row(sheet: Sheet, row: int, columns: Collection[int]) -> int:
    """Return the row after a heading, past rows of units and of column numbers."""
    row += 1
    while row <= sheet.height and _is_legend(sheet.row(row), columns):
        row += 1
    return row


def _is_legend(cells: Sequence[Cell], columns: Collection[int]) -> bool:
    filled = [cells[i] for i in columns if cells[i] is not None]
    if len(filled) > 1 and is_numbering(cells):
        return True
    return is_units(filled) and (len(filled) > 1 or is_units(cells))
