"""Tell data rows from empty rows, totals, notes and repeated headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotaku.intake.model import Cell, Sheet
from kotaku.intake.reading import scales
from kotaku.intake.tables.block import Block
from kotaku.intake.tables.headers import key

# In these tables a first cell such as "Jumlah KK" is data.
FREE_FIRST_COLUMN = frozenset({"profil", "klaim"})
UNIT_ROWS = 2  # so far below a heading stand the units of its columns
NO_TOTALS = FREE_FIRST_COLUMN | {"kpi"}

_TOTAL_ROW = re.compile(
    r"\W*+(?:(?:grand|sub)[\s-]*)?(?:total|jumlah|jml|rata\s*+(?:-\s*)?rata|rerata)"
    r"(?:\s*[:/(=].*|\s+(?:total|keseluruhan|semua|seluruh|akhir|umum|luas|rt|kawasan|kelurahan|desa"
    r"|kecamatan|kota|kabupaten|kab|provinsi|prov|kk|per)\b.*|\W*)",
    re.IGNORECASE | re.DOTALL,
)
_TOTAL_WORDS = ("total", "jumlah", "jml", "rata", "rerata")
_MEAN = re.compile(r"rata|rerata", re.IGNORECASE)


@dataclass(frozen=True)
class Marked:
    """A row that is no data: its number on the sheet and its first words."""

    row: int
    text: str


@dataclass(frozen=True)
class Rows:
    """The rows of a block by kind; ``data`` are 1-based row numbers, ascending."""

    data: NDArray[np.int64]
    totals: Sequence[Marked]
    notes: Sequence[Marked]


def classify(sheet: Sheet, block: Block) -> Rows:
    """Return the rows of a block by kind.

    A row is **empty** when no known column is filled (it is skipped silently); a **total** when
    its first filled cell says so (Total, Jumlah, Rata-rata); a **note** when a single text is all
    it holds, or it repeats the heading. Every other row is data and counts into ``rows_in``.
    """
    first, last = block.first_row, block.last_row
    height = max(0, last - first + 1)
    if not height:
        return Rows(np.zeros(0, dtype=np.int64), (), ())
    filled = np.zeros(height, dtype=np.int64)
    for column in (*block.columns, *block.wide):
        filled += sheet.columns[column].filled[first - 1 : last]
    totals: list[Marked] = []
    notes: list[Marked] = []
    for row in _suspects(sheet, block, filled):
        text = _first_text(sheet, row)
        if text is None:
            continue
        free = bool(FREE_FIRST_COLUMN & {*block.tables})
        if _TOTAL_ROW.fullmatch(text) and not NO_TOTALS & {*block.tables}:
            totals.append(Marked(row, text))
        elif not free and _is_note(sheet, block, row, int(filled[row - first])):
            notes.append(Marked(row, text))
    out = {m.row for m in (*totals, *notes)}
    data = np.flatnonzero(filled) + first
    if out:
        data = data[~np.isin(data, list(out))]
    return Rows(data, totals, notes)


def is_units(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds nothing but the units of its columns."""
    filled = [c for c in cells if c is not None]
    return bool(filled) and all(isinstance(c, str) and scales.is_unit(c) for c in filled)


def is_mean(total: Marked) -> bool:
    """Tell whether a total row states means, which are not added up."""
    return _MEAN.search(total.text) is not None


def _suspects(sheet: Sheet, block: Block, filled: NDArray[np.int64]) -> list[int]:
    """Return rows worth a look: nearly empty ones and those where a text names a total."""
    first, last = block.first_row, block.last_row
    rows = {int(i) + first for i in np.flatnonzero(filled == 1)}
    rows.update(range(first, min(first + UNIT_ROWS, last) + 1))
    headings = {*block.headings.values()}
    for column in sheet.columns:
        part = column.part(first, last)
        texts = {v for v in {*part.values} if isinstance(v, str)}
        wanted = (texts & headings) | _totals(texts)
        if wanted:
            rows.update(i + first for i, v in zip(part.at, part.values, strict=True) if v in wanted)
    return sorted(rows)


def _totals(texts: set[str]) -> set[str]:
    together = "\n".join(texts).lower()  # one search tells nearly every column that it has none
    if not any(word in together for word in _TOTAL_WORDS):
        return set()
    return {text for text in texts if _TOTAL_ROW.fullmatch(text)}


def _first_text(sheet: Sheet, row: int) -> str | None:
    """Return the first filled cell of a row when it is a text."""
    for column in sheet.columns:
        value = column.cell(row)
        if value is not None:
            return value.strip() if isinstance(value, str) else None
    return None


def _is_note(sheet: Sheet, block: Block, row: int, filled: int) -> bool:
    cells = sheet.row(row)
    if filled <= 1:
        return sum(v is not None for v in cells) == 1
    if row <= block.first_row + UNIT_ROWS and is_units(cells):
        return True
    texts = {i: v for i, v in enumerate(cells) if isinstance(v, str)}
    same = sum(key(v) == key(block.headings.get(i, "")) for i, v in texts.items())
    return same >= 2 and 2 * same > sum(v is not None for v in cells)
