"""Headings of up to three rows, joined by the merged cells above them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kotaku.intake.model import Cell, Sheet
from kotaku.intake.safe import limits

DEPTH = 3  # rows a heading may take
_WIDEST = 20_000  # columns: no sheet has more
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")

Parts = tuple[str, ...]
Box = tuple[int, int, int, int]  # first row, last row (1-based), first column, last column


def boxes(sheet: Sheet, first: int = 1, last: int | None = None) -> list[Box]:
    """Return the merged ranges of a sheet that begin in the rows first to last (1-based).

    No cell can be merged twice: of ranges that begin in one row over the same columns, as a
    hostile file may have without end, the first counts.
    """
    end = sheet.height if last is None else last
    by_top = _by_top(sheet.marks.merged)
    near = by_top if end - first >= len(by_top) else range(first, end + 1)
    found = [one for top in near if first <= top <= end for one in by_top.get(top, ())]
    return [box for _, box in sorted(found)]


@lru_cache(maxsize=16)
def _by_top(merged: tuple[str, ...]) -> Mapping[int, list[tuple[int, Box]]]:
    """Return merged ranges, each with its place in the file, by the row that they begin in."""
    found: dict[int, list[tuple[int, Box]]] = {}
    taken: dict[int, set[int]] = {}
    for place, text in enumerate(dict.fromkeys(merged)):
        if hit := _RANGE.fullmatch(text):
            top, left, right = int(hit[2]), column_number(hit[1]), column_number(hit[3])
            columns, used = (
                range(left, min(right, left + _WIDEST) + 1),
                taken.setdefault(top, set()),
            )
            if used.isdisjoint(columns):
                used.update(columns)
                found.setdefault(top, []).append((place, (top, int(hit[4]), left, right)))
    return found


def column_number(letters: str) -> int:
    """Return the 0-based number of a column: A is 0, AB is 27."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number - 1


def joined(sheet: Sheet, row: int, depth: int) -> dict[int, Parts]:
    """Return the heading of each column as its texts from the top, ``row`` being the lowest.

    A text counts for all cells that are merged with it. Without merged cells a text above counts
    for the empty cells to its right too, as long as something stands below it.
    """
    top = max(1, row - depth + 1)
    levels = [_texts(sheet, r) for r in range(top, row + 1)]
    near = boxes(sheet, top, row)
    spread = [
        _spread(level, levels[-1], [b for b in near if b[0] == top + i])
        for i, level in enumerate(levels[:-1])
    ]
    full = [*spread, levels[-1]]
    for box in near:
        _sink(full, box, top)
    width = len(sheet.columns)
    found = {c: _distinct(level.get(c) for level in full) for c in range(width)}
    return {c: parts for c, parts in found.items() if parts}


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    return {i: text for i, value in enumerate(sheet.row(row)) if (text := label(value))}


def label(value: Cell) -> str:
    """Return a cell of a heading as text; whole numbers such as years and weeks count.

    What is longer than a heading can be is cut: it is compared with every known heading.
    """
    if isinstance(value, str):
        return " ".join(value.split())[: limits.value("panjang_judul")]
    if isinstance(value, float) and value.is_integer() and 0 <= value <= 2100:
        return str(int(value))
    return ""


def _spread(
    level: Mapping[int, str], lowest: Mapping[int, str], merged: list[Box]
) -> dict[int, str]:
    out = dict(level)
    for first, last in ((b[2], b[3]) for b in merged):
        out.update(dict.fromkeys(range(first, last + 1), level.get(first, "")))
    if merged or len(level) < 2:
        return out
    places = sorted(level)
    for place, after in zip(places, [*places[1:], max(lowest, default=0) + 1], strict=True):
        if place in lowest:
            below = (c for c in range(place + 1, after) if c in lowest)
            out.update(dict.fromkeys(below, level[place]))
    return out


def _sink(levels: list[dict[int, str]], box: Box, top: int) -> None:
    """Let a text count for the rows it is merged down to: nothing else stands there."""
    first, last, left, _ = box
    text = levels[first - top].get(left, "") if first - top < len(levels) else ""
    for row in range(first + 1, min(last, top + len(levels) - 1) + 1):
        if text and not levels[row - top].get(left):
            levels[row - top][left] = text


def _distinct(texts: Iterable[str | None]) -> Parts:
    out: list[str] = []
    for text in texts:
        if text and (not out or out[-1] != text):
            out.append(text)
    return tuple(out)
