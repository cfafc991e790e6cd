"""Where the tables of a sheet begin: rows of headings, of units and of column numbers."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np

from kotaku.geo import names
from kotaku.intake.model import Cell
from kotaku.intake.reading import words
from kotaku.intake.reading.grid import Grid
from kotaku.intake.reading.model import PLACES
from kotaku.intake.reading.numbers import looks_numeric
from kotaku.intake.reading.said import began, headed
from kotaku.intake.tables.headings import boxes

DEPTH = 4  # rows of headings looked at, beside units and column numbers
LONGEST = 120  # characters of a heading
_FEWEST = 2
_ORDINAL = re.compile(r"(?:[ivxlc]{1,6}|[a-z]|\d{1,3})[.)]?", re.IGNORECASE)
_MANY = 4  # headings that begin alike
_STATES = (words.PLAN, words.DONE, "simulasi")


@dataclass(frozen=True)
class Head:
    """The heading of one table and the rows it governs."""

    first: int  # rows of headings, 1-based
    last: int
    begin: int  # first row below headings, units and numbers
    end: int  # last row of the table
    headings: dict[int, str]  # all levels joined, the unit row last
    titles: tuple[str, ...]  # texts above it
    units: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    repeated: tuple[int, ...] = field(default=())  # rows that say the headings again
    levels: dict[int, tuple[str, ...]] = field(default_factory=dict)  # without units, from the top
    shape: str = ""  # what answers on the table are kept by: its heading as it was read

    @property
    def rows(self) -> tuple[int, int]:
        """Return the first and the last row of the heading."""
        return self.first, self.last


def shape_of(headings: Mapping[int, str]) -> str:
    """Return what an answer is remembered by: headings without years, case, spaces, numbers."""
    plain = [re.sub(r"[\W\d_]+", "", headings[c].lower()) for c in sorted(headings)]
    kept = [t for i, t in enumerate(plain) if t and (i == 0 or t != plain[i - 1])]
    return hashlib.sha256("|".join(kept).encode()).hexdigest()[:12]


def heads(grid: Grid) -> list[Head]:
    """Return the tables of a sheet from the top; a heading said again is no new table."""
    starts: list[tuple[int, int]] = []
    last = 0
    for row in (np.flatnonzero(~grid.figured) + 1).tolist():
        if row > last and _begins(grid, row):
            last = _last(grid, row)
            starts.append((row, last))
    return _apart(grid, starts)


def heads_as_said(grid: Grid, read: Sequence[Head], roles: Mapping[int, str]) -> list[Head]:
    """Return the tables of a sheet under the headings that a person called so.

    Rows that were called headings make one with the heading that they stand next to, else one of
    their own; rows of a heading that were called something else are none. Answers stay those on
    the table as it was read.
    """
    rows = sorted(r for head in read for r in (head.rows, *((r, r) for r in head.repeated)))
    runs = headed(rows, roles)
    if runs is None:
        return [*read]
    starts = [_grown(grid, run, rows, roles) for run in runs]
    own = [head.rows for head in read]
    return [
        replace(head, shape=read[began(own, head.rows)].shape)
        for head in _apart(grid, starts, alone=True)
    ]


def _grown(
    grid: Grid, run: tuple[int, int], read: Sequence[tuple[int, int]], roles: Mapping[int, str]
) -> tuple[int, int]:
    """Return a heading that nobody saw with the rows that belong to it by their words."""
    first, last = run
    if any(begin <= last and first <= end for begin, end in read):
        return run
    if first > 1 and first - 1 not in roles and _upper(grid, first - 1, first):
        first -= 1
    below = range(last + 1, _last(grid, last) + 1)
    return first, next((row - 1 for row in below if row in roles), below.stop - 1)


def _apart(grid: Grid, starts: Sequence[tuple[int, int]], *, alone: bool = False) -> list[Head]:
    """Return the tables under headings; ``alone`` ones take no row above to them."""
    kept: list[tuple[int, int, list[int]]] = []
    for first, last in starts:
        same = kept and _texts(grid, first) == _texts(grid, kept[-1][0])
        if same and not _titled(grid, kept[-1][1] + 1, first):
            kept[-1][2].extend(range(first, last + 1))
        else:
            kept.append((first, last, []))
    out: list[Head] = []
    for i, (first, last, again) in enumerate(kept):
        after = kept[i + 1][0] if i + 1 < len(kept) else grid.height + 1
        top = kept[i - 1][1] + 1 if i else 1
        upper = not alone and first > top and _upper(grid, first - 1, first)
        out.append(_head(grid, first - upper, last, top, _end(grid, last, after), tuple(again)))
    return out


def _titled(grid: Grid, begin: int, before: int) -> bool:
    """Tell whether texts above a heading begin a table, not a group of the rows that begin above.

    Rows that begin with a place go on with the next place, though a heading is said between.
    """
    lone = [t for t in _titles(grid, begin, before) if not _ORDINAL.fullmatch(t.strip())]
    grouped = any(_names_region(grid, row) for row in range(begin, min(begin + _FEWEST, before)))
    return bool(lone) and not (grouped and all(names.match_kab_kota(t).region for t in lone))


def _names_region(grid: Grid, row: int) -> bool:
    cells = [v for v in grid.row(row) if v is not None]
    texts = [v for v in cells if isinstance(v, str)]
    return len(cells) <= _FEWEST and any(names.match_kab_kota(t).region for t in texts)


def _end(grid: Grid, last: int, after: int) -> int:
    end = after - 1
    if after > grid.height:
        return end
    while end > last and len(grid.filled(end)) <= 1 and not _has_number(grid, end):
        end -= 1
    return end


def _has_number(grid: Grid, row: int) -> bool:
    return any(looks_numeric(v) for v in grid.row(row))


def _texts(grid: Grid, row: int) -> list[str]:
    return [str(v).lower() for v in grid.row(row) if v is not None]


def _titles(grid: Grid, first: int, before: int) -> list[str]:
    """Return the lone texts just above a heading."""
    found: list[str] = []
    for row in range(before - 1, max(first, before - 12) - 1, -1):
        cells = [v for v in grid.row(row) if v is not None]
        if len(cells) > _FEWEST or any(isinstance(v, float) for v in cells):
            break
        found += [str(v) for v in cells if isinstance(v, str)]
    return found[::-1]


def _begins(grid: Grid, row: int) -> bool:
    """Tell whether a heading begins here: it names a place or area beside other columns."""
    cells = grid.row(row)
    texts = [v for v in cells if isinstance(v, str) and not _is_year(v)]
    if len(texts) < _FEWEST or not _plain(cells) or is_units(texts):
        return False
    joined = [words.concept(t) for t in _measured(grid, row)]
    hits = sum(map(_says, joined))
    if hits < _FEWEST or 2 * hits < len(texts):
        return _stands_on_numbers(grid, row, texts)
    below = [
        words.concept(v)
        for r in range(row + 1, min(row + 2, grid.height) + 1)
        if _plain(grid.row(r))
        for v in grid.row(r)
        if isinstance(v, str)
    ]
    named = any(c.meaning in PLACES for c in joined)
    area = any(c.area for c in [*joined, *below])
    return (named and area) or (hits >= 3 and (named or area)) or (area and _group_table(joined))


def _measured(grid: Grid, row: int) -> list[str]:
    """Return the texts of a row, each with its unit where the row below holds nothing else."""
    cells = grid.row(row)
    below = grid.row(row + 1) if row < grid.height else []
    units = below if is_units(below) else [None] * len(cells)
    return [
        f"{v} {unit or ''}"
        for v, unit in zip(cells, units, strict=True)
        if isinstance(v, str) and not _is_year(v)
    ]


def _group_table(found: Sequence[words.Concept]) -> bool:
    return sum(c.area for c in found) >= 1 and sum(map(_says, found)) >= _FEWEST


def _says(found: words.Concept) -> bool:
    """Tell whether a text is of a heading; a place with another word may be a place's name."""
    return found.sure > 1 or (found.sure > 0 and found.meaning not in PLACES)


def _stands_on_numbers(grid: Grid, row: int, texts: Sequence[str]) -> bool:
    """Tell whether a row of unknown words heads columns that hold numbers right below."""
    if len(texts) < 3 or row >= grid.height or not any(words.concept(t).area for t in texts):
        return False
    below = grid.row(row + 1)
    return sum(isinstance(v, float) for v in below) >= 1 and len(grid.filled(row + 1)) >= 2


def _plain(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds no figures: years and short texts only."""
    return all(
        v is None
        or (isinstance(v, str) and len(v) <= LONGEST and not looks_numeric(v))
        or _is_year(v)
        for v in cells
    )


def _is_year(value: Cell) -> bool:
    if isinstance(value, datetime):
        return True
    if isinstance(value, str):
        return value.isdecimal() and 1990 <= int(value) <= 2100
    return isinstance(value, float) and value.is_integer() and 1990 <= value <= 2100


def _last(grid: Grid, first: int) -> int:
    """Return the last row of headings: below stand only words of headings, and years."""
    last = first
    for row in range(first + 1, min(first + DEPTH, grid.height) + 1):
        cells = [v for v in grid.row(row) if v is not None]
        if not cells or is_units(cells) or is_numbering(grid.row(row)):
            break
        if words.half_of(cells) and grid.filled(row)[0] <= grid.filled(first)[0] + 1:
            break  # it says what the rows below are
        known = all(_is_year(v) or (isinstance(v, str) and _lower(v)) for v in cells)
        if not known and not _all_under(grid, first, row):
            break
        last = row
    return last


def _all_under(grid: Grid, first: int, row: int) -> bool:
    """Tell whether a row of texts stands only under headings that spread over several columns."""
    wide = [b for b in boxes(grid.sheet, first, row - 1) if b[3] > b[2]]
    return bool(wide) and all(
        isinstance(grid.row(row)[c], str) and any(b[2] <= c <= b[3] for b in wide)
        for c in grid.filled(row)
    )


def _lower(text: str) -> bool:
    found = words.concept(text)
    return not looks_numeric(text) and (
        _says(found) or found.year is not None or words.state_of(text) in _STATES
        or words.says(words.tokens(text), "hitungan")
        or words.unit_of(words.tokens(text)) is not None
    )  # fmt: skip


def is_units(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds units only."""
    texts = [v for v in cells if v is not None]
    return bool(texts) and all(isinstance(v, str) and len(v) <= 18 and _unit_text(v) for v in texts)


def _unit_text(text: str) -> bool:
    found = [w for w in words.tokens(text) if w not in ("satuan", "dalam")]
    return bool(found) and all(words.unit_of([w]) is not None or w in _UNITS for w in found)


_UNITS = frozenset({"jiwa", "kk", "unit", "rt", "orang", "rp", "rupiah", "buah", "persen", "%",
                    "m", "meter", "tahun", "th", "teks"})  # fmt: skip


def is_numbering(cells: Sequence[Cell]) -> bool:
    """Tell whether a row numbers the columns: 1 2 3, (1) (2) (3), a b c."""
    texts = [v for v in cells if v is not None]
    if len(texts) < 3:
        return False
    found: list[int] = []
    for v in texts:
        text = str(int(v)) if isinstance(v, float) and v.is_integer() else str(v)
        plain = text.strip("()[]. ").split("=")[0].split("-")[0].strip("() ")
        if plain.isdecimal() and len(plain) <= 2:
            found.append(int(plain))
        elif not (isinstance(v, str) and len(v) <= 12):
            return False
    return (
        len(found) >= max(3, len(texts) - 3)
        and found == list(range(found[0], found[0] + len(found)))
        and found[0] in (0, 1)
    )


def _head(grid: Grid, first: int, last: int, top: int, end: int, again: tuple[int, ...]) -> Head:
    begin = last + 1
    units: list[int] = []
    numbers: list[int] = []
    while begin <= end and begin <= last + 4:
        cells = grid.row(begin)
        filled = [v for v in cells if v is not None]
        if is_units(filled):
            units.append(begin)
        elif is_numbering(cells):
            numbers.append(begin)
        elif filled:
            break
        begin += 1
    levels = _levels(grid, first, last)
    headings = _joined(grid, levels, tuple(units))
    titles = tuple(_titles(grid, top, first))
    return Head(first, last, begin, end, headings, titles, tuple(units), tuple(numbers), again,
                levels, shape_of(headings))  # fmt: skip


def _upper(grid: Grid, row: int, first: int) -> bool:
    """Tell whether the row above holds headings over several columns of the one below."""
    filled = grid.filled(row)
    if not filled or not _plain(grid.row(row)):
        return False
    merged = [b for b in boxes(grid.sheet, row, row) if b[3] > b[2]]
    texts = [v for v in grid.row(row) if isinstance(v, str)]
    if not merged and any(names.match_kab_kota(t).region for t in texts):
        return False  # the name of a group
    width = max(grid.filled(first)) - min(grid.filled(first)) + 1
    spread = [b for b in merged if b[3] - b[2] + 1 < max(2, width - 1)]
    return (
        bool(spread)
        or (len(filled) >= _FEWEST)
        or (
            min(filled) > min(grid.filled(first)) + 1
            and words.concept(str(grid.row(row)[filled[0]])).area
        )
    )


def _levels(grid: Grid, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """Return the headings of each column from the top, each said once."""
    rows = [
        _spread(grid, {c: label(grid.row(row)[c]) for c in grid.filled(row)}, row, last)
        for row in range(first, last + 1)
    ]
    found = {
        column: tuple(dict.fromkeys(text for row in rows if (text := row.get(column))))
        for column in range(grid.width)
    }
    return {column: texts for column, texts in found.items() if texts}


def _joined(
    grid: Grid, levels: dict[int, tuple[str, ...]], units: tuple[int, ...]
) -> dict[int, str]:  # fmt: skip
    found: dict[int, str] = {}
    for column in range(grid.width):
        below = [label(grid.row(r)[column]) for r in units if grid.row(r)[column] is not None]
        kept = list(dict.fromkeys([*levels.get(column, ()), *below]))
        if kept:
            found[column] = " ".join(kept)
    return _without_prefix(found)


def _without_prefix(found: dict[int, str]) -> dict[int, str]:
    """Take from headings of a database what nearly all begin with: tb_baseline_luas, ..._tahun."""
    split = {column: text.split("_") for column, text in found.items()}
    while True:
        firsts = Counter(parts[0] for parts in split.values() if len(parts) > 1)
        word, count = firsts.most_common(1)[0] if firsts else ("", 0)
        if count < _MANY or 5 * count < 4 * len(split):
            return {column: "_".join(parts) for column, parts in split.items()}
        split = {
            column: parts[1:] if len(parts) > 1 and parts[0] == word else parts
            for column, parts in split.items()
        }


def label(value: Cell) -> str:
    """Return a cell of a heading as text."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return "" if value is None else str(value)


def _spread(grid: Grid, level: dict[int, str], row: int, last: int) -> dict[int, str]:
    """Let a heading count for what stands under it to the right."""
    out = dict(level)
    merged = [b for b in boxes(grid.sheet, row, row)]
    for box in merged:
        if box[2] in level:
            out.update(dict.fromkeys(range(box[2], box[3] + 1), level[box[2]]))
    if row == last:
        return out
    single = {c for b in merged for c in range(b[2], b[3] + 1)}
    below = {c for r in range(row + 1, last + 1) for c in grid.filled(r)}
    current = ""
    for column in range(grid.width):
        if column in out:
            open_here = column in below and (column not in single or column not in level)
            current = out[column] if open_here else ""
        elif column in below and current:
            out[column] = current
        else:
            current = ""
    return out
