"""Read the tables of hectares of a sheet: rows, columns, units, places, amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kotaku.dataset import Question
from kotaku.intake.reading import columns as chosen
from kotaku.intake.reading import guards, parents, units, words
from kotaku.intake.reading.columns import Columns
from kotaku.intake.reading.doubts import Asker
from kotaku.intake.reading.model import AREAS, FilledCell, Meaning, RowReading
from kotaku.intake.reading.numbers import Floats, Numbers
from kotaku.intake.reading.places import name_places, places_of
from kotaku.intake.reading.quantities import Listed, course, listed
from kotaku.intake.reading.rows import TableRows, read_rows
from kotaku.intake.reading.table import Table, is_year
from kotaku.words.parsing import years_in

__all__ = ["Amount", "Part", "read_part"]
_DECIMALS = 9


@dataclass(frozen=True)
class Amount:
    """Reductions of one column, in hectares, per record."""

    column: int
    year: Sequence[int | None]
    values: Floats
    status: str = ""
    derived: bool = False  # from what is left
    source: str = ""  # of money, where columns share the reductions of a year


@dataclass
class Part:
    """One table of hectares as read; lists and arrays are per record."""

    file: str
    table: Table
    rows: TableRows
    columns: Columns
    units: units.ColumnUnits
    places: dict[Meaning, list[str | None]] = field(default_factory=dict)
    start: Floats | None = None
    start_column: int | None = None
    checked: Floats | None = None  # the area of the verification beside that of the decree
    checked_column: int | None = None
    verified: bool = False  # the area is that of the verification, not of the decree
    amounts: list[Amount] = field(default_factory=list)
    filled: list[FilledCell] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    shape: str = ""
    year: int | None = None
    years: list[int | None] = field(default_factory=list)  # of a list with a row for each year
    decree: dict[str, int] = field(default_factory=dict)  # columns of nomor_sk and tahun_sk
    left: Floats | None = None  # what the last column of it says is left, per record
    left_column: int = 0
    titled: bool = False  # the kab/kota comes from a title
    first: list[bool] = field(default_factory=list)  # the record says its place's area at first

    @property
    def sheet(self) -> str:
        """Return the name of the sheet."""
        return self.table.grid.sheet.name

    @property
    def data(self) -> list[int]:
        """Return the rows of records on the sheet."""
        return self.rows.data

    def total(self) -> float | None:
        """Return the area at first of all records [ha]."""
        if self.start is None:
            return None
        return float(np.nansum(np.where(self.first, self.start, np.nan)))


def read_part(file: str, table: Table, answers: Mapping[str, str]) -> Part | None:
    """Return one table as read, or None when it holds no record with an area."""
    shape = table.head.shape
    if (kinds := listed(table)) is not None:
        return _read_listed(kinds, Asker(file, table, shape, answers, ()))
    rows = read_rows(table)
    if not rows.data or not table.figures:
        return None
    at = {row: i for i, row in enumerate(table.rows)}
    pick = np.array([at[r] for r in rows.data])
    asker = Asker(file, table, shape, answers, rows.data)
    raw = asker.dates({c: table.numbers[c].values[pick] for c in table.figures})
    unit = asker.unit(table.figures, raw)
    values = {c: (v * units.FACTORS[unit.of[c]]).round(_DECIMALS) for c, v in raw.items()}
    nothing = {c: table.numbers[c].nothing[pick] for c in values}
    counted = {c: np.where(nothing[c], 0.0, v) for c, v in values.items()}
    for column in parents.said_again(table, rows.data, counted):
        counted.pop(column)
    picked = chosen.choose(table, rows.data, counted)
    areas = [c for c, r in picked.roles.items() if r != "lain"]
    if not areas:
        return None
    asker.meanings(picked, counted)
    picked = replace(picked, cumulative=asker.cumulative(picked, counted))
    unit = replace(unit, of={c: unit.of[c] for c in areas})
    part = Part(file, table, rows, picked, unit, questions=asker.questions, shape=shape)
    name_places(part)
    _Amounts(part, asker, counted, values).read()
    guards.settle(part, asker)
    guards.unsure_rows(part, asker)
    guards.states_in_rows(part, asker)
    return part


def _read_listed(kinds: Listed, asker: Asker) -> Part:
    """Return a list with a row for each quantity as read."""
    table, column = asker.table, kinds.figures
    at = {row: i for i, row in enumerate(table.rows)}
    texts = [table.grid.row(row)[kinds.names] for row in table.rows]
    told = [kinds.concepts.get(t) if isinstance(t, str) else None for t in texts]
    data = [r for r in table.rows if (c := told[at[r]]) is not None and c.meaning in AREAS]
    rows = TableRows(
        {r: RowReading(r, "data" if r in {*data} else "catatan") for r in table.rows}, data
    )
    asker.data = data
    pick = np.array([at[r] for r in data])
    raw = asker.dates({column: table.numbers[column].values[pick]})
    unit = asker.unit([column], raw)
    values = (raw[column] * units.FACTORS[unit.of[column]]).round(_DECIMALS)
    picked = Columns({column: "awal"})
    part = Part(asker.file, table, rows, picked, unit, questions=asker.questions,
                shape=asker.shape)  # fmt: skip
    name_places(part)
    part.year, part.years = _title_year(part), _record_years(part)
    concepts = [c for r in data if (c := told[at[r]]) is not None]
    years = [c.year or y or part.year for c, y in zip(concepts, part.years, strict=True)]
    found = course([c.meaning for c in concepts], years, places_of(part), values)
    part.start, part.start_column, part.first = found.start, column, found.first
    part.years = found.years
    part.columns = replace(picked, proofs=found.proofs)
    part.amounts = [Amount(column, found.years, found.gone, derived=found.derived)]
    return part


def _verified(part: Part, column: int) -> bool:
    return "verifikasi" in words.tokens(part.table.head.headings.get(column, ""))


@dataclass
class _Amounts:
    """Draws up the course of each record: at first, taken away by year, left."""

    part: Part
    asker: Asker
    values: Mapping[int, Floats]  # [ha], words for nothing as 0
    written: Mapping[int, Floats]  # [ha], words for nothing as NaN

    def read(self) -> None:
        part, picked = self.part, self.part.columns
        part.year = _title_year(part)
        self._at_first()
        part.years = _record_years(part)
        part.first = [True] * len(part.data)
        left = chosen.ordered(picked.of("sisa"), part.table.concepts)
        gone = chosen.ordered(picked.of("berkurang"), part.table.concepts)
        if left:
            part.left, part.left_column = self.values[left[-1]], left[-1]
        if part.start is None and left and gone:
            taken = np.sum([np.nan_to_num(self.values[c]) for c in gone], axis=0)
            part.start, part.start_column = self.values[left[-1]] + taken, left[-1]
        elif part.start is None and left:
            part.start, part.start_column, left = self.values[left[0]], left[0], left[1:]
        if gone:
            self._written(gone)
        elif left:
            self._remaining(left)
        else:
            self._shares()
        if part.table.years is not None:
            self._by_year()

    # --- at first

    def _at_first(self) -> None:
        part, picked = self.part, self.part.columns
        starts, classes = picked.of("awal"), picked.of("kelas")
        if classes:
            part.start = np.sum([np.nan_to_num(self.values[c]) for c in classes], axis=0)
            part.start_column = classes[0]
        if starts:
            column = self._start_of(starts)
            part.start, part.start_column = self.written[column], column
            part.verified = _verified(part, column)

    def _start_of(self, starts: Sequence[int]) -> int:
        """Return the column of the area at first; two that differ are asked about."""
        part = self.part
        checked = [c for c in starts if _verified(part, c)]
        plain = [c for c in starts if c not in checked]
        if checked and plain:
            part.checked = self.written[checked[0]]
            part.checked_column = checked[0]
        hidden = {*part.table.grid.hidden_columns}
        seen = [c for c in plain or checked if c not in hidden] or plain or checked
        seen = sorted(seen, key=lambda c: c != part.columns.start)  # what is proven goes first
        rivals = [c for c in (*seen[1:], *self._unproven_areas()) if not self._same(c, seen[0])]
        return self.asker.start([seen[0], *rivals], self.values) if rivals else seen[0]

    def _unproven_areas(self) -> list[int]:
        """Return columns that speak of slum area and that nothing shows to be anything else."""
        part = self.part
        if any(p.holds for p in part.columns.proofs):
            return []
        return [
            c
            for c in part.columns.of("lain")
            if part.table.concepts[c].kumuh
            and part.table.concepts[c].area
            and c not in part.table.grid.hidden_columns
            and part.table.concepts[c].sure == 1
        ]

    def _same(self, one: int, other: int) -> bool:
        return np.allclose(self.values[one], self.values[other], equal_nan=True, atol=0.006)

    # --- taken away

    def _year(self, column: int) -> list[int | None]:
        part = self.part
        year = part.table.concepts[column].year
        if year is None and part.table.years is not None:
            return part.years
        return [year or part.year] * len(part.data)

    def _written(self, gone: Sequence[int]) -> None:
        part = self.part
        before: Floats | None = None
        for column in gone:
            amount = self.values[column]
            status = chosen.planned(part.table.head.headings.get(column, ""))
            if part.columns.cumulative and not status:
                now = amount
                if before is not None:
                    amount = (np.nan_to_num(amount) - np.nan_to_num(before)).round(_DECIMALS)
                before = now
            source = self._source(column, gone)
            year = self._year(column)
            part.amounts.append(Amount(column, year, amount, status, source=source))

    def _source(self, column: int, gone: Sequence[int]) -> str:
        """Return the lowest heading of a column where several share the reductions of a year."""
        concepts, levels = self.part.table.concepts, self.part.table.head.levels
        own = (concepts[column].year, concepts[column].status)
        beside = [c for c in gone if (concepts[c].year, concepts[c].status) == own]
        lowest = [levels.get(c, ("",))[-1] for c in beside]
        if len(beside) < 2 or len({*lowest}) < len(beside):
            return ""
        return levels[column][-1].strip() if len(levels[column]) > 1 else ""

    def _remaining(self, left: Sequence[int]) -> None:
        part = self.part
        before = part.start
        for n, column in enumerate(left):
            if before is None:
                break
            now = self._filled(column, before, left[n + 1 :])
            amount = (before - now).round(_DECIMALS)
            part.amounts.append(Amount(column, self._year(column), amount, derived=True))
            before = np.where(np.isnan(now), before, now)
            if column == part.left_column:
                part.left = now

    def _filled(self, column: int, before: Floats, later: Sequence[int]) -> Floats:
        """Return what is left with empty cells as nothing where a sum shows it, else as asked."""
        now = np.where(self._dashes(column), np.nan, self.values[column])
        empty = np.isnan(now) & (before > 0)
        for after in later:  # what is there later was there before
            empty &= ~(np.nan_to_num(self.values[after]) > 0)
        if not empty.any() or empty.sum() == len(now) or self.part.table.years is not None:
            return now
        zero, kept = float(np.nansum(now)), float(np.nansum(now) + before[empty].sum())
        stated = self._stated(column)
        if stated is None:
            nothing = self.asker.blanks(column, zero, kept, int(empty.sum()))
        else:
            nothing = abs(stated - zero) <= abs(stated - kept)
        return np.where(empty, 0.0 if nothing else before, now)

    def _dashes(self, column: int) -> NDArray[np.bool_]:
        """Return the records with a dash: nothing is left, or nobody filled it in yet."""
        table = self.part.table
        at = {row: i for i, row in enumerate(table.rows)}
        picked = [at[row] for row in self.part.data]
        return np.asarray(table.numbers[column].dashes[picked], dtype=np.bool_)

    def _stated(self, column: int) -> float | None:
        """Return what the row of the sum of all records says of a column [ha]."""
        part = self.part
        for row, role in part.rows.roles.items():
            if role.role == "jumlah" and not role.guessed:
                value = float(part.table.numbers[column].values[part.table.rows.index(row)])
                if not np.isnan(value):
                    return value * units.FACTORS[part.units.of[column]]
        return None

    def _shares(self) -> None:
        """Count a reduction that stands in percent of the area at first only, when asked."""
        part, table = self.part, self.part.table
        if part.start is None or table.years is not None:
            return
        at = {row: i for i, row in enumerate(table.rows)}
        pick = np.array([at[row] for row in part.data])
        for column, concept in table.concepts.items():
            read = table.numbers.get(column)
            if read is None or not (concept.meaning == "persen" or read.percent):
                continue
            told = read.values[pick]
            known = told[~np.isnan(told)]
            role = words.change(table.head.headings.get(column, ""))
            if role not in ("berkurang", "sisa") or not len(known) or not np.any(known > 0):
                continue
            if float(known.min()) < 0 or float(known.max()) > 100:
                continue
            share = told / (1.0 if float(known.max()) <= 1.0 else 100.0)
            gone = share if role == "berkurang" else 1 - share
            if self.asker.percents(column, part.start, gone):
                values = (part.start * gone).round(_DECIMALS)
                part.amounts.append(Amount(column, self._year(column), values))
            return

    def _by_year(self) -> None:
        """Count the area of a place once where its years stand in rows.

        The first year's is the area at first; where no column tells reductions, what a later year
        has less was taken away in it.
        """
        part = self.part
        seen: dict[tuple[str, ...], list[int]] = {}
        for i, key in enumerate(places_of(part)):
            seen.setdefault(key, []).append(i)
        gone = np.full(len(part.data), np.nan)
        for places in seen.values():
            order = sorted(places, key=lambda i: part.years[i] or 0)
            begun = part.years[order[0]]
            order = [i for n, i in enumerate(order) if not n or part.years[i] != begun]
            for i in order[1:]:  # another row of the first year is another place of that name
                part.first[i] = False
            if part.start is None or part.amounts:
                continue
            for before, now in pairwise(order):
                gone[now] = round(float(part.start[before] - part.start[now]), _DECIMALS)
        if not part.amounts and part.start is not None and np.any(~np.isnan(gone)):
            column = part.start_column if part.start_column is not None else 0
            part.amounts.append(Amount(column, part.years, gone, derived=True))


def _record_years(part: Part) -> list[int | None]:
    column = part.table.years
    if column is None:
        return [None] * len(part.data)
    read: Numbers = part.table.numbers[column]
    at = {row: i for i, row in enumerate(part.table.rows)}
    found: list[int | None] = []
    last: int | None = None
    for row in part.data:
        value = read.values[at[row]]
        if not np.isnan(value) and not is_year(value):  # 0000: nobody knows
            found.append(None)
            continue
        last = int(value) if not np.isnan(value) else last
        found.append(last)
    return found


def _title_year(part: Part) -> int | None:
    named = years_in(part.sheet)
    if named:
        return named[0] if len(named) == 1 else None
    years = {y for text in part.table.head.titles for y in years_in(text)}
    return years.pop() if len(years) == 1 else None
