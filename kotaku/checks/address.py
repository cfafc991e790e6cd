"""From rows and columns of a canonical table back to file, sheet and cells."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku import schema
from kotaku.dataset import SourceTable, cell_at
from kotaku.findings import Finding, finding

PLACE = "kab_kota"
_Ints = npt.NDArray[np.int64]


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
class Addresses:
    """The addresses of the rows of a set of tables with unique labels."""

    tables: Mapping[str, pd.DataFrame]
    sources: Sequence[SourceTable]
    _lines: dict[str, tuple[_Ints, _Ints]] = field(default_factory=dict)
    _read: dict[tuple[str, str], list[object]] = field(default_factory=dict)
    _places: dict[str, dict[object, str]] = field(default_factory=dict)

    def of(self, table: str, labels: Sequence[Hashable], columns: Sequence[str]) -> Address:
        """Return the smallest range that holds the columns in the rows of the first row's sheet."""
        if not labels:
            return self._sheet_of(table)
        source_of, line_of = self._arrays(table)
        positions = self._positions(table, labels)
        index = int(source_of[positions[0]])
        lines = [int(line_of[p]) for p in positions if source_of[p] == index]
        if index >= len(self.sources):
            return Address(row=min(lines))
        source = self.sources[index]
        apart = [c for c in columns if c in source.cells or c in source.rows]
        if own := [source.address(c, lines[0]) for c in apart]:
            return Address(source.file, source.sheet, own[0], min(lines))
        letters = sorted((source.columns[c] for c in columns if c in source.columns), key=_position)
        cell = _range(letters, min(lines), max(lines))
        return Address(source.file, source.sheet, cell, min(lines))

    def line(self, table: str, labels: Sequence[Hashable]) -> tuple[int, int]:
        """Return source and row number of the first row, to put findings in order."""
        if not labels:
            return -1, 0
        sources, lines = self._arrays(table)
        first = self._positions(table, labels[:1])[0]
        return int(sources[first]), int(lines[first])

    def place(self, table: str, labels: Sequence[Hashable]) -> str:
        """Return the kab/kota of the first row: its own, or that of its RT or location."""
        if not labels:
            return ""
        return self._place_at(table, self._positions(table, labels[:1])[0])

    def _positions(self, table: str, labels: Sequence[Hashable]) -> list[int]:
        index = self.tables[table].index
        return [int(index.get_loc(label)) for label in labels]

    def _arrays(self, table: str) -> tuple[_Ints, _Ints]:
        if table not in self._lines:
            frame = self.tables[table]
            sources = frame["_sumber"].to_numpy(dtype="int64")
            self._lines[table] = sources, frame["_baris"].to_numpy(dtype="int64")
        return self._lines[table]

    def _place_at(self, table: str, position: int) -> str:
        for key in (PLACE, *_owners()):
            texts = self._texts(table, key)
            text = texts[position] if texts else None
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
            for position, name in reversed(list(enumerate(self._texts(table, key)))):
                if place := self._own_place(table, position):
                    self._places[key][name] = place
        return self._places[key]

    def _own_place(self, table: str, position: int) -> str:
        names = self._texts(table, PLACE)
        name = names[position] if names else None
        if isinstance(name, str) and name:
            return name
        for reference in schema.tables()[table].references:
            if ids := self._texts(table, reference.column):
                return self._known(reference.column).get(ids[position], "")
        return ""

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
    start, end = cell_at(letters[0], first), cell_at(letters[-1], last)
    return start if start == end else f"{start}:{end}"
