"""Find the rows that are headings: joined over up to three rows, anywhere on a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

from kotaku import schema
from kotaku.text.parsing import years_in
from kotaku.workbook import headers, similar
from kotaku.workbook.block import Head, is_criterion, missing
from kotaku.workbook.headers import Match
from kotaku.workbook.headings import DEPTH, Parts, boxes, joined
from kotaku.workbook.model import Sheet

SCAN_ROWS = 40  # the first heading stands within the first rows of a sheet
MOST_LATER_ROWS = 400  # rows further down that are looked at
_PER_YEAR = ("lokasi", "pengurangan")


def heads_at(sheet: Sheet, row: int) -> Iterator[Head]:
    """Yield what a row may be the heading of, for every table and depth."""
    if not _speaks(sheet.row(row)):
        return
    before: Mapping[int, Parts] | None = None
    for depth in _depths(sheet, row):
        headings = joined(sheet, row, depth)
        if len(headings) < 2 or headings == before:
            continue
        before = headings
        for table in schema.tables():
            head = head_of(table, row, depth, headings)
            if len(head.columns) + len(head.wide) >= 2:
                yield replace(head, score=_score(sheet, head))


def _speaks(cells: Sequence[object]) -> bool:
    """Tell whether a row holds a word of some heading, or years alone; most data hold none."""
    if any(isinstance(v, str) and _is_word(v) for v in cells):
        return True
    numbers = [v for v in cells if isinstance(v, float)]
    return bool(numbers) and all(1990 <= v <= 2100 for v in numbers)


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    plain = headers.key(text)
    return (
        any(plain in headers.known(t) for t in schema.tables())
        or headers.match_criterion(text) is not None
        or similar.measure_word(plain)
        or bool(years_in(text))
        or headers.is_left_out(text)
        or text.upper().endswith("NUMERIK")
        or any(headers.match(text, t) for t in schema.tables())
    )


def head_of(table: str, row: int, depth: int, headings: Mapping[int, Parts]) -> Head:
    """Return a heading with the best column for each field of a table."""
    wide = _per_year(headings) if table in _PER_YEAR else {}
    found = {
        i: m for i, parts in headings.items()
        if i not in wide and (m := similar.match_parts(parts, table))
    }  # fmt: skip
    texts = {i: " ".join(parts) for i, parts in headings.items()}
    asked: dict[int, Match] = {}
    if len(found) + len(wide) >= 2:
        rest = {i: t for i, t in texts.items() if i not in found and i not in wide}
        more, asked = _alike(rest, table, {m.field for m in found.values()})
        found |= more
    if schema.tables()[table].criteria:
        found = {**headers.match_pairs(texts), **found}
    best: dict[str, int] = {}
    for i, m in found.items():
        held = best.setdefault(m.field, i)
        if m.confidence > found[held].confidence:
            best[m.field] = i
    columns = {i: found[i] for i in sorted(best.values())}
    return Head(table, row, depth, columns, headings, wide, asked)


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


def _per_year(headings: Mapping[int, Parts]) -> dict[int, tuple[int, str]]:
    """Return the columns that hold the reduction of one year: ``Pengurangan (ha) | 2019``."""
    found: dict[int, tuple[int, str]] = {}
    for i, parts in headings.items():
        text = " ".join(parts)
        years = years_in(text)
        if len(years) != 1:
            continue
        words = text.replace(str(years[0]), " ").lower()
        status = "simulasi" if "simulasi" in words else "realisasi"
        for extra in ("simulasi", "realisasi", "tahun"):
            words = words.replace(extra, " ")
        hit = headers.match(words.strip(" -,/"), "pengurangan")
        if hit and hit.field == "pengurangan_ha":
            found[i] = (years[0], status)
    return found


def _depths(sheet: Sheet, row: int) -> Iterable[int]:
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


def _score(sheet: Sheet, head: Head) -> float:
    own = {*schema.tables()[head.table].columns}
    weight = sum(
        m.confidence if m.field in own or is_criterion(m.field) else 0.3 * m.confidence
        for m in head.columns.values()
    )
    complete = not missing(head.table, head.columns, None, wide=bool(head.wide))
    share = (len(head.columns) + len(head.wide)) / len(head.headings)
    per_year = 0.9 * len(head.wide) if head.table == "pengurangan" else 0.0
    return weight + per_year + 2 * complete + 2 * named(sheet, head.table) + share - head.depth / 50


def named(sheet: Sheet, table: str) -> bool:
    """Tell whether a sheet has the table's own name."""
    name = headers.key(sheet.name)
    return not {name, name.rstrip("0123456789")}.isdisjoint(_sheet_names(table))


@cache
def _sheet_names(table: str) -> frozenset[str]:
    spec = schema.tables()[table]
    return frozenset(headers.key(name) for name in (spec.sheet, *spec.names))


def credible(head: Head, sheet: Sheet, *, alone: bool = True) -> bool:
    """Tell whether a heading names enough; ``alone`` lets the sheet's name help."""
    if alone and named(sheet, head.table):
        return True
    complete = not missing(head.table, head.columns, None, wide=bool(head.wide))
    return len(head.columns) + len(head.wide) >= (3 if complete else 4)
