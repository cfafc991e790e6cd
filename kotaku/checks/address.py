"""From rows and columns of a canonical table back to file, sheet and cells."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku.dataset import SourceTable

_Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Address:
    """Where something stands: file, sheet, cell or range in A1 notation, first row."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Addresses:
    """The addresses of the rows of a set of tables with unique labels."""

    tables: Mapping[str, pd.DataFrame]
    sources: Sequence[SourceTable]
    _columns: dict[str, tuple[_Ints, _Ints, list[str]]] = field(default_factory=dict)

    def of(self, table: str, labels: Sequence[Hashable], columns: Sequence[str]) -> Address:
        """Return the smallest range that holds the columns in the rows of the first row's sheet."""
        if not labels:
            return self._sheet_of(table)
        source_of, line_of, _ = self._arrays(table)
        positions = self._positions(table, labels)
        index = int(source_of[positions[0]])
        lines = [int(line_of[p]) for p in positions if source_of[p] == index]
        if index >= len(self.sources):
            return Address(row=min(lines))
        source = self.sources[index]
        letters = sorted((source.columns[c] for c in columns if c in source.columns), key=_position)
        cell = _range(letters, min(lines), max(lines))
        return Address(source.file, source.sheet, cell, min(lines))

    def place(self, table: str, labels: Sequence[Hashable]) -> str:
        """Return the kab/kota of the first row: its own, or that of its RT or location."""
        if not labels:
            return ""
        return self._arrays(table)[2][self._positions(table, labels[:1])[0]]

    def _positions(self, table: str, labels: Sequence[Hashable]) -> list[int]:
        index = self.tables[table].index
        return [int(index.get_loc(label)) for label in labels]

    def _arrays(self, table: str) -> tuple[_Ints, _Ints, list[str]]:
        if table not in self._columns:
            frame = self.tables[table]
            self._columns[table] = (
                frame["_sumber"].to_numpy(dtype="int64"),
                frame["_baris"].to_numpy(dtype="int64"),
                self._place_of(frame).tolist(),
            )
        return self._columns[table]

    def _place_of(self, frame: pd.DataFrame) -> pd.Series[str]:
        places = pd.Series(None, index=frame.index, dtype="str")
        if "kab_kota" in frame.columns:
            places = places.fillna(frame["kab_kota"])
        for key in ("id_rt", "id_lokasi"):
            if key in frame.columns and places.isna().any():
                places = places.fillna(frame[key].map(self._known[key]).astype("str"))
        return places.fillna("")

    def _sheet_of(self, table: str) -> Address:
        source = next((s for s in self.sources if s.table == table), None)
        return Address(source.file, source.sheet) if source else Address()

    @cached_property
    def _known(self) -> Mapping[str, Mapping[object, str]]:
        lokasi = self._named("lokasi", "id_lokasi", {})
        return {"id_lokasi": lokasi, "id_rt": self._named("rt", "id_rt", lokasi)}

    def _named(self, table: str, key: str, fallback: Mapping[object, str]) -> Mapping[object, str]:
        frame = self.tables.get(table)
        if frame is None or not {key, "kab_kota"} <= set(frame.columns):
            return {}
        names = frame["kab_kota"]
        if fallback and "id_lokasi" in frame.columns:
            names = names.fillna(frame["id_lokasi"].map(fallback).astype("str"))
        known = frame[[key]].assign(name=names).dropna().drop_duplicates(key)
        return dict(zip(known[key], known["name"], strict=True))


def _position(letters: str) -> tuple[int, str]:
    return len(letters), letters


def _range(letters: Sequence[str], first: int, last: int) -> str:
    if not letters:
        return ""
    start, end = f"{letters[0]}{first}", f"{letters[-1]}{last}"
    return start if start == end else f"{start}:{end}"
