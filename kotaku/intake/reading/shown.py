"""A sheet's reading as the check step shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kotaku.intake.reading import columns as chosen
from kotaku.intake.reading.hectares import Part
from kotaku.intake.reading.model import AreaCourse, ColumnReading, Reading, Result, RowReading
from kotaku.intake.reading.sheets import Placed

_DECIMALS = 9


def reading_of(placed: Sequence[Placed]) -> Reading:
    """Return the reading of one sheet from its tables."""
    parts = [p.part for p in placed]
    first = parts[0]
    counted = [p for p in placed if p.counted]
    return Reading(
        file=first.file,
        sheet=first.sheet,
        shape=first.shape,
        names=tuple(p.table.names for p in parts),
        rows=tuple(_rows(parts)),
        columns=tuple(c for n, p in enumerate(parts) for c in _columns(p, n)),
        proofs=tuple(
            proof for p in placed
            for proof in (*p.part.rows.proofs, *p.part.columns.proofs, *p.proofs)
        ),
        filled=tuple(f for p in parts for f in p.filled),
        questions=tuple(q for p in placed for q in (*p.part.questions, *p.questions)),
        result=_result(counted),
        counted=bool(counted),
        aside="; ".join(p.aside for p in placed if p.aside),
        turned=tuple(range(first.table.grid.height)) if first.table.grid.turned else (),
    )  # fmt: skip


def _rows(parts: Sequence[Part]) -> list[RowReading]:
    grid = parts[0].table.grid
    found: dict[int, RowReading] = {}
    for n, part in enumerate(parts):
        for told in _told(part, n):  # what one of two tables of the same rows leaves empty
            if told.role != "kosong" or told.row not in found:
                found[told.row] = told
    out: list[RowReading] = []
    labels = parts[0].table.names.labels
    for row in range(1, grid.height + 1):
        if row in found and found[row].role == "kosong" and labels[row - 1]:
            out.append(RowReading(row, "judul"))  # of a half of the table
        elif row in found:
            out.append(found[row])
        else:
            out.append(RowReading(row, "judul" if grid.filled(row) else "kosong"))
    return out


def _told(part: Part, n: int) -> Iterator[RowReading]:
    head = part.table.head
    for row in (*range(head.first, head.last + 1), *head.repeated):
        yield RowReading(row, "kepala", table=n)
    for row in head.units:
        yield RowReading(row, "satuan", table=n)
    for row in head.numbers:
        yield RowReading(row, "nomor_kolom", table=n)
    for row, role in part.rows.roles.items():
        yield RowReading(row, role.role, role.nama, role.guessed, n)


def _columns(part: Part, table: int) -> list[ColumnReading]:
    out: list[ColumnReading] = []
    for column in range(part.table.grid.width):
        heading = part.table.head.headings.get(column, "")
        concept = part.table.concepts[column]
        if column in part.columns.roles:
            role = part.columns.roles[column]
            guessed = column in part.columns.guessed or part.units.guessed
            unit = part.units.of.get(column)
            out.append(
                ColumnReading(column, heading, chosen.meaning_of(role), unit, concept.year, guessed,
                              "jumlah kolom pengurangan" if role == "jumlah" else "", table)
            )  # fmt: skip
        elif column in part.table.places:
            meaning = part.table.places[column]
            out.append(ColumnReading(column, heading, meaning, guessed=concept.meaning != meaning,
                                     table=table))  # fmt: skip
        elif heading or column in part.table.numbers:
            out.append(ColumnReading(column, heading, concept.meaning, table=table))
    return out


def _result(placed: Sequence[Placed]) -> Result:
    total = _Sum()
    places: dict[str, _Sum] = {}
    for p in placed:
        names = p.part.places["kab_kota"]
        for i in range(len(p.part.data)):
            for one in (total, places.setdefault(names[i] or "", _Sum())):
                one.add(p, i)
    return Result(total.course(), {k: v.course() for k, v in places.items() if k})


class _Sum:
    def __init__(self) -> None:
        self.start: float | None = None
        self.gone: dict[int | None, float] = {}

    def add(self, placed: Placed, i: int) -> None:
        part = placed.part
        if (
            placed.areas
            and part.start is not None
            and part.first[i]
            and not np.isnan(part.start[i])
        ):
            self.start = (self.start or 0.0) + float(part.start[i])
        for amount in part.amounts if placed.amounts else ():
            if not np.isnan(amount.values[i]) and not amount.status:
                year = amount.year[i]
                self.gone[year] = self.gone.get(year, 0.0) + float(amount.values[i])

    def course(self) -> AreaCourse:
        gone = {k: round(v, _DECIMALS) for k, v in self.gone.items()}
        if self.start is None:
            return AreaCourse(None, gone, None)
        start = round(self.start, _DECIMALS)
        return AreaCourse(start, gone, round(start - sum(gone.values()), _DECIMALS))
