"""From rows and columns of a canonical table back to file, sheet and cells."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from typing import Any

import pandas as pd

from kotaku import schema
from kotaku.dataset import SourceTable, cell_at
from kotaku.findings import Finding, finding

PLACE = "kab_kota"


@dataclass(frozen=True)
class Address:
    """Where something stands: file, sheet, cell or range in A1 notation, first row."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    row: int | None = None

    def finding(self, code: str, **details: Any) -> Finding:
        """Return a finding about what stands here; ``details`` as findings.finding takes them."""
        return finding(
            code, file=self.file, sheet=self.sheet, cell=self.cell, row=self.row, **details
        )


@dataclass(frozen=True)
class _Lines:
    """The rows of a table: the position of each label; of each position source and row number."""

    at: Mapping[Hashable, int]
    source: Sequence[int]
    line: Sequence[int]


@dataclass(frozen=True)
class Addresses:
    """The addresses of the rows of a set of tables with unique labels."""

    tables: Mapping[str, pd.DataFrame]
    sources: Sequence[SourceTable]
    _lines: dict[str, _Lines] = field(default_factory=dict)
    _read: dict[tuple[str, str], list[object]] = field(default_factory=dict)
    _told: dict[str, list[tuple[str, list[object]]]] = field(default_factory=dict)
    _places: dict[str, dict[object, str]] = field(default_factory=dict)

    def of(self, table: str, labels: Sequence[Hashable], columns: Sequence[str]) -> Address:
        """Return the smallest range that holds the columns in the rows of the first row's sheet."""
        if not labels:
            return self._sheet_of(table)
        rows = self._rows(table)
        at = [rows.at[label] for label in labels]
        index = rows.source[at[0]]
        lines = [rows.line[p] for p in at if rows.source[p] == index]
        first, last = min(lines), max(lines)
        if index >= len(self.sources):
            return Address(row=first)
        source = self.sources[index]
        if source.cells or source.rows:
            for column in columns:
                if column in source.cells or column in source.rows:
                    cell = source.address(column, lines[0])
                    return Address(source.file, source.sheet, cell, first)
        letters = [source.columns[c] for c in columns if c in source.columns]
        if len(letters) > 1:
            letters.sort(key=_position)
        return Address(source.file, source.sheet, _range(letters, first, last), first)

    def line(self, table: str, labels: Sequence[Hashable]) -> tuple[int, int]:
        """Return source and row number of the first row, to put findings in order."""
        if not labels:
            return -1, 0
        rows = self._rows(table)
        first = rows.at[labels[0]]
        return rows.source[first], rows.line[first]

    def place(self, table: str, labels: Sequence[Hashable]) -> str:
        """Return the kab/kota of the first row: its own, or that of its RT or location."""
        if not labels:
            return ""
        return self._place_at(table, self._rows(table).at[labels[0]])

    def _rows(self, table: str) -> _Lines:
        if table not in self._lines:
            frame = self.tables[table]
            self._lines[table] = _Lines(
                {label: position for position, label in enumerate(frame.index.tolist())},
                frame["_sumber"].tolist(),
                frame["_baris"].tolist(),
            )
        return self._lines[table]

    def _place_at(self, table: str, position: int) -> str:
        if table not in self._told:
            keys = (PLACE, *_owners())
            self._told[table] = [(k, texts) for k in keys if (texts := self._texts(table, k))]
        for key, texts in self._told[table]:
            text = texts[position]
            if not isinstance(text, str) or not text:
                continue
            if place := text if key == PLACE else self._known(key).get(text, ""):
                return place
        return ""

    def _texts(self, table: str, key: str) -> list[object]:
        if (table, key) not in self._read:
            frame = self.tables.get(table)
            here = frame is not None and key in frame.columns
            self._read[table, key] = frame[key].tolist() if frame is not None and here else []
        return self._read[table, key]

    def _known(self, key: str) -> Mapping[object, str]:
        """Return the kab/kota of each RT, location or kawasan, as the first row with it says."""
        if key not in self._places:
            self._places[key] = {}
            table = _owners()[key]
            rows = zip(self._texts(table, key), self._own_places(table), strict=False)
            self._places[key] |= {name: place for name, place in reversed([*rows]) if place}
        return self._places[key]

    def _own_places(self, table: str) -> list[str]:
        """Return the kab/kota of each row: its own, or that of the row it refers to."""
        references = [reference.column for reference in schema.tables()[table].references]
        column = next((c for c in references if self._texts(table, c)), "")
        known = self._known(column) if column else {}
        names, ids = self._texts(table, PLACE), self._texts(table, column)
        return [
            name if isinstance(name, str) and name else known.get(ident, "")
            for name, ident in zip_longest(names, ids)
        ]

    def _sheet_of(self, table: str) -> Address:
        source = next((s for s in self.sources if s.table == table), None)
        return Address(source.file, source.sheet) if source else Address()


@cache
def _owners() -> Mapping[str, str]:
    """Return the columns that say whose row it is by naming a row of another table."""
    specs = sorted(schema.tables().values(), key=lambda spec: -len(spec.references))
    first = {spec.places[0]: spec.name for spec in specs if spec.places}
    return first | {column: spec.name for spec in specs for column in spec.places[1:]}


def _position(letters: str) -> tuple[int, str]:
    return len(letters), letters


def _range(letters: Sequence[str], first: int, last: int) -> str:
    if not letters:
        return ""
    start = cell_at(letters[0], first)
    if letters[0] == letters[-1] and first == last:
        return start
    return f"{start}:{cell_at(letters[-1], last)}"
