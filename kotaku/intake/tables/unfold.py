"""A list with a row for each criterion of each unit, laid out with a row for each unit.

``ID RT | Kriteria | Volume | Persen | Nilai`` has sixteen rows for one RT; the tables have one. It
is told from a list of works by its figures: each unit has nearly all criteria, each once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from kotaku import schema
from kotaku.dataset import SourceTable
from kotaku.findings import Finding
from kotaku.intake.model import Cell, Column, Sheet, letter
from kotaku.intake.tables import headers
from kotaku.intake.tables.extract import Extracted
from kotaku.intake.tables.headings import column_number, joined
from kotaku.intake.tables.heads import SCAN_ROWS
from kotaku.words.parsing import read_criterion

FEWEST_HEADINGS = 3
FEWEST = 8  # criteria that nearly every unit must have
_WORKS = frozenset({"kegiatan", "anggaran_rp", "sumber_dana", "status"})
_OF_WORKS = "pekerjaan"
_KEYS = frozenset({"id_rt", "rt_rw", "nomor_rt"})
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
Place = tuple[int, int]  # 0-based column, 1-based row


@dataclass(frozen=True)
class Unfolded:
    """The sheet with a row for each unit, and where its cells stand on the real one."""

    sheet: Sheet
    origin: Mapping[Place, Place]
    measures: Mapping[int, str]  # by column of the real sheet: volume, persen, nilai

    def back(self, read: Extracted) -> Extracted:
        """Return what was read with the addresses of the real sheet."""
        return replace(
            read,
            sources=tuple(self._source(s) for s in read.sources),
            findings=tuple(self._finding(f) for f in read.findings),
        )

    def _source(self, source: SourceTable) -> SourceTable:
        columns, rows = dict(source.columns), {}
        by_column: dict[int, dict[int, int]] = {}
        real: dict[int, int] = {}
        for (column, row), (own, line) in self.origin.items():
            by_column.setdefault(column, {})[row] = line
            real[column] = own
        for name, at in source.columns.items():
            if (column := column_number(at)) in real:
                columns[name], rows[name] = letter(real[column]), by_column[column]
        return replace(source, columns=columns, rows=rows)

    def _finding(self, found: Finding) -> Finding:
        hit = _ADDRESS.fullmatch(found.cell)
        place = self.origin.get((column_number(hit[1]), int(hit[2]))) if hit else None
        if place is None:
            return found
        return replace(found, cell=f"{letter(place[0])}{place[1]}")


@dataclass(frozen=True)
class _Head:
    row: int
    criterion: int
    measures: Mapping[str, int]  # volume, persen, nilai -> column
    keys: tuple[int, ...]


def unfold(sheet: Sheet) -> Unfolded | None:
    """Return a sheet with a row for each unit, or None when it is no list of criteria."""
    works = schema.tables()[_OF_WORKS].sheet.lower() in sheet.name.lower()
    for row in range(1, min(SCAN_ROWS, sheet.height - FEWEST) + 1):
        head = _head(sheet, row)
        if head is not None:
            if works and {*head.measures} == {"volume"}:
                return None  # works on every criterion look the same; the sheet says what they are
            units = _units(sheet, head)
            return _laid_out(sheet, head, units) if _complete(units) else None
    return None


def _head(sheet: Sheet, row: int) -> _Head | None:
    texts = [v for v in sheet.row(row) if isinstance(v, str)]
    if len(texts) < FEWEST_HEADINGS or not any("krit" in v.lower() for v in texts):
        return None
    criterion: int | None = None
    measures: dict[str, int] = {}
    keys: list[int] = []
    for column, parts in joined(sheet, row, 1).items():
        heading = " ".join(parts)
        measure = _measure(heading)
        hit = headers.match(heading, "pekerjaan")
        name = hit.field if hit else ""
        if name in _WORKS:
            return None
        if name == "kriteria" and _codes(sheet, column, row) >= FEWEST:
            criterion = column
        elif measure:
            measures.setdefault(measure, column)
        elif name in _KEYS:
            keys.append(column)
    return _Head(row, criterion, measures, tuple(keys)) if criterion is not None and (
        measures and keys) else None  # fmt: skip


@lru_cache(maxsize=1024)
def _measure(heading: str) -> str:
    plain = headers.key(heading) or heading.strip(" ().").lower()
    for measure, words in headers.criteria_words()["ukuran"].items():
        if plain in {headers.key(w) or w for w in words}:
            return str(measure)
    return ""


def _codes(sheet: Sheet, column: int, row: int) -> int:
    """Return how many criteria the first cells of a column name."""
    values = sheet.columns[column].part(row + 1, min(sheet.height, row + 60)).values
    return len({c for v in values if isinstance(v, str) and (c := code_of(v))})


@lru_cache(maxsize=4096)
def code_of(text: str) -> str:
    """Return the criterion that a cell names by code or name, "" when none."""
    code = read_criterion(text)
    if code in headers.criterion_ids():
        return str(code)
    hit = headers.match_criterion(text)
    return hit.field.partition("_")[2] if hit else ""


def _units(sheet: Sheet, head: _Head) -> list[tuple[int, dict[str, int]]]:
    """Return for each unit its first row, and the row of each criterion."""
    units: list[tuple[int, dict[str, int]]] = []
    last: Sequence[Cell] = ()
    for row in range(head.row + 1, sheet.height + 1):
        cell = sheet.columns[head.criterion].cell(row)
        code = code_of(cell) if isinstance(cell, str) else ""
        if not code:
            continue
        key = [sheet.columns[c].cell(row) for c in head.keys]
        new = any(v is not None for v in key) and key != last
        if not units or new or code in units[-1][1]:
            units.append((row, {}))
        if any(v is not None for v in key):
            last = key
        units[-1][1][code] = row
    return units


def _complete(units: Sequence[tuple[int, Mapping[str, int]]]) -> bool:
    sizes = sorted(len(rows) for _, rows in units)
    return bool(sizes) and sizes[len(sizes) // 10] >= FEWEST


def _laid_out(
    sheet: Sheet, head: _Head, units: Sequence[tuple[int, Mapping[str, int]]]
) -> Unfolded:
    first = {row for row, _ in units}
    gone = {head.criterion, *head.measures.values()}
    kept = [
        _only(c, lambda r, i=i: r < head.row or (i not in gone and (r == head.row or r in first)))  # type: ignore[misc]
        for i, c in enumerate(sheet.columns)
    ]
    origin: dict[Place, Place] = {}
    for measure, column in head.measures.items():
        for code in sorted({code for _, rows in units for code in rows}):
            cells: dict[int, Cell] = {head.row: f"{measure} {code}"}
            for row, rows in units:
                if code in rows:
                    cells[row] = sheet.columns[column].cell(rows[code])
                    origin[len(kept), row] = (column, rows[code])
            kept.append(Column.of(sorted(cells.items()), sheet.height))
    measures = {column: measure for measure, column in head.measures.items()}
    return Unfolded(replace(sheet, columns=tuple(kept)), origin, measures)


def _only(column: Column, keep: Callable[[int], bool]) -> Column:
    """Return a column with nothing outside some rows; addresses stay."""
    numbers = column.numbers.copy()
    for i in np.flatnonzero(~np.isnan(numbers)).tolist():
        if not keep(i + 1):
            numbers[i] = np.nan
    pairs = [(i, v) for i, v in zip(column.at, column.values, strict=True) if keep(i + 1)]
    return Column(numbers, [i for i, _ in pairs], [v for _, v in pairs])
