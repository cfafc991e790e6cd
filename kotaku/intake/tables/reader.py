"""One block of a sheet while it is read: its data rows and converted columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.findings import Finding, finding
from kotaku.intake.model import Column, Sheet
from kotaku.intake.reading.grid import dittos
from kotaku.intake.reading.listed import ListRows
from kotaku.intake.tables import meaning, similar
from kotaku.intake.tables.block import Block
from kotaku.intake.tables.convert import Assumed, Converted, convert, unit_of
from kotaku.intake.tables.headers import PARTS
from kotaku.intake.tables.headings import boxes
from kotaku.intake.tables.written_units import convert_as, factor, units_of

_SPREAD_DOWN = ("text", "year")  # a number in merged cells counts once


@dataclass(frozen=True)
class Reader:
    """One block while it is read: converted columns by field."""

    file: str
    sheet: Sheet
    block: Block
    rows: ListRows
    settled: Mapping[str, Converted] = field(default_factory=dict)  # brought to their unit
    factors: Mapping[str, float] = field(default_factory=dict)  # of what was written in thousands
    shares: tuple[str, ...] = ()  # written in percent of the households

    @cached_property
    def fields(self) -> dict[str, int]:
        """Return the column of each field, criteria with their measure decided."""
        found = {name: i for i, name in self.measured[0].items()}
        if "nomor_rt" in found:
            found.setdefault("rt_rw", found["nomor_rt"])
        return found

    @cached_property
    def measured(self) -> tuple[dict[int, str], list[Finding]]:
        """Return the field of each column, and what was decided by the values."""
        return meaning.decide(self.block, self.cells, file=self.file, sheet=self.sheet.name)

    @cached_property
    def converted(self) -> dict[str, Converted]:
        """Return the values of each field, in the unit of its column."""
        found = {name: self._convert(name, i) for name, i in self.fields.items()}
        if "nomor_rt" in found and found["rt_rw"].values.equals(found["nomor_rt"].values):
            parts = [found[n].values for n in PARTS if n in found]
            found["rt_rw"] = replace(found["rt_rw"], values=_in_one(*parts))
        return found | {**self.settled}

    def settled_as(
        self,
        settled: Mapping[str, Converted],
        factors: Mapping[str, float] | None = None,
        shares: tuple[str, ...] = (),
    ) -> Reader:
        """Return the reader with some columns brought to their unit."""
        return replace(
            self,
            settled={**self.settled, **settled},
            factors={**self.factors, **(factors or {})},
            shares=(*self.shares, *shares),
        )

    def _convert(self, name: str, column: int) -> Converted:
        choices = _choices(self.block.tables, name)
        cells = self.cells(column, spread=_kind(name) in _SPREAD_DOWN)
        heading, unit = self.block.headings.get(column, ""), unit_of(name)
        if told := self._written(name, column):
            return convert_as(cells, name, told, heading)
        other = similar.factor(heading, unit)
        if other is None:
            return convert(cells, name, choices, asked=_asked(self.block.tables, name))
        factor, word = other
        # square metres are counted in thousands, kilometres are not
        counted = "m" if factor < 1 else ""
        read = convert(cells, name, choices, unit=counted)
        details = {"dari": word, "ke": unit}
        note = Assumed("SATUAN-DIUBAH", 0, heading, details)
        return replace(read, values=read.values * factor, notes=[note, *read.notes])

    def factor(self, name: str) -> float | None:
        """Return by what the figures of a column were multiplied, where they were."""
        if told := self.written(name):
            return self.factors.get(name) or factor(name, told)
        heading = self.block.headings.get(self.fields[name], "")
        other = similar.factor(heading, unit_of(name))
        return self.factors.get(name) or (other[0] if other else None)

    def written(self, name: str) -> str:
        """Return the unit in which a person said that a field is written, "" where nobody did."""
        return self._written(name, self.fields[name])

    def _written(self, name: str, column: int) -> str:
        told = self.block.units.get(column, "")
        return told if told in units_of(name) else ""

    def signed(self, name: str) -> bool:
        """Tell whether a figure of a column has a percent sign."""
        texts = self.cells(self.fields[name]).values
        return any(isinstance(v, str) and v.rstrip().endswith("%") for v in texts)

    def cells(self, column: int, *, spread: bool = False) -> Column:
        """Return the data rows of a column; ``spread`` fills cells merged with one above."""
        data, whole = self.rows.data, self.sheet.columns[column]
        if spread and column in self._merged:
            whole = _spread(whole, self._merged[column])
        if len(data) and data[-1] - data[0] + 1 == len(data):
            return without_dittos(whole.part(int(data[0]), int(data[-1])))
        return without_dittos(whole.take(data - 1))

    @cached_property
    def _merged(self) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        first, last = self.block.first_row, self.block.last_row
        for top, bottom, left, _ in boxes(self.sheet, first, last):
            if bottom > top:
                found.setdefault(left, []).append((top, min(bottom, last)))
        return found

    def finding(self, code: str, **details: object) -> Finding:
        """Return a finding about the sheet that is being read."""
        return finding(code, file=self.file, sheet=self.sheet.name, **details)  # type: ignore[arg-type]


def _in_one(rt: pd.Series, rw: pd.Series | None = None) -> pd.Series:
    """Return ``RT 01 RW 05`` of two columns; a number that names its kind keeps its words."""
    named = _numbered(rt, "RT")
    if rw is None:
        return named
    return named.str.cat(_numbered(rw, "RW"), sep=" ").where(rw.notna(), named)


def _numbered(values: pd.Series, kind: str) -> pd.Series:
    return values.where(values.isna() | values.str.contains(r"[A-Za-z]{2}"), f"{kind} " + values)


def _spread(column: Column, ranges: Sequence[tuple[int, int]]) -> Column:
    numbers = column.numbers.copy()
    texts = dict(zip(column.at, column.values, strict=True))
    for top, bottom in ranges:
        rows = range(top, bottom)  # 0-based: those below the first
        if top - 1 in texts:
            texts.update(dict.fromkeys(rows, texts[top - 1]))
        elif not np.isnan(numbers[top - 1]):
            numbers[top:bottom] = numbers[top - 1]
    order = sorted(texts)
    return Column(numbers, order, [texts[i] for i in order])


def without_dittos(column: Column) -> Column:
    """Return a column with each "the same as above" as the cell above says it."""
    said = dittos({*column.values})  # a name stands in many rows
    if not said:
        return column
    marks = [i for i, v in zip(column.at, column.values, strict=True) if v in said]
    numbers = column.numbers.copy()
    texts = dict(zip(column.at, column.values, strict=True))
    for i in marks:
        del texts[i]
        if i and (above := texts.get(i - 1)) is not None:
            texts[i] = above
        elif i:
            numbers[i] = numbers[i - 1]
    order = sorted(texts)
    return Column(numbers, order, [texts[i] for i in order])


def _kind(name: str) -> str:
    return "" if schema.criterion_of(name) else schema.fields()[name].type


def _choices(tables: Sequence[str], name: str) -> tuple[str, ...]:
    specs = schema.tables()
    return next((specs[t].choices[name] for t in tables if name in specs[t].choices), ())


def _asked(tables: Sequence[str], name: str) -> bool:
    return any(name in schema.tables()[t].asked for t in tables)
