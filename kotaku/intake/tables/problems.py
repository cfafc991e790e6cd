"""Findings about rows and cells of a sheet: what could not be read, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kotaku import schema
from kotaku.findings import Finding, finding
from kotaku.intake.model import Sheet, letter
from kotaku.intake.reading.listed import ListRows
from kotaku.intake.tables.convert import Converted
from kotaku.intake.tables.meaning import OPEN

ONE_BY_ONE = 20  # beyond so many cells of a column, neighbours share a finding


def heading(name: str) -> str:
    """Return how a column is called before the user."""
    if name.startswith(OPEN):
        return f"Kriteria {name.removeprefix(OPEN)}"
    found = schema.criterion_of(name)
    return f"{found[0]} {found[1]}" if found else schema.fields()[name].heading


def row_findings(file: str, sheet: Sheet, rows: ListRows) -> list[Finding]:
    """Return what was not taken for data, and data that Excel does not show."""
    found: list[Finding] = []
    notes = (*rows.notes, *rows.groups)
    for code, marked in (("BARIS-TOTAL", rows.totals), ("BARIS-CATATAN", notes)):
        for mark in marked:
            cell = f"A{mark.row}"
            found.append(
                finding(code, file=file, sheet=sheet.name, cell=cell, row=mark.row,
                        value=mark.text[:80])
            )  # fmt: skip
    if not sheet.marks.hidden_rows:
        return found
    hidden = np.intersect1d(np.asarray(sheet.marks.hidden_rows, dtype=np.int64), rows.data)
    if len(hidden):
        found.append(
            finding("BARIS-TERSEMBUNYI", file=file, sheet=sheet.name, row=int(hidden[0]),
                    jumlah=len(hidden))
        )  # fmt: skip
    return found


def column_findings(
    file: str,
    sheet: Sheet,
    fields: Mapping[str, int],
    converted: Mapping[str, Converted],
    rows: ListRows,
) -> list[Finding]:
    """Return what was assumed for whole columns: fractions, thousands marks, months as dates."""
    found: list[Finding] = []
    for name, read in converted.items():
        for note in read.notes[:ONE_BY_ONE]:
            row = int(rows.data[note.row])
            found.append(
                finding(
                    note.code,
                    file=file,
                    sheet=sheet.name,
                    cell=f"{letter(fields[name])}{row}",
                    row=row,
                    value=note.value,
                    kolom=heading(name),
                    **note.details,  # type: ignore[arg-type]
                )
            )
    return found


def cell_findings(
    file: str,
    sheet: Sheet,
    table: str,
    fields: Mapping[str, int],
    converted: Mapping[str, Converted],
    rows: ListRows,
    frame: pd.DataFrame,
    *,
    already: Sequence[str] = (),
) -> tuple[NDArray[np.bool_], list[Finding]]:
    """Return the rows of a table lost to unreadable essential cells, and a finding per cell.

    Essential is a required column or a criterion's volume. Cells that an earlier table of the
    same sheet has reported (``already``) are not reported twice, unless they exclude a row here.
    """
    lost = np.zeros(len(frame), dtype=bool)
    found: list[Finding] = []
    broken = _broken(sheet, fields, rows)
    for name in frame.columns.intersection(list(fields)):
        essential = _essential(table, name)
        cells = [(i, text, "") for i, text in converted[name].unreadable]
        cells += [(i, text, code) for i, text, code in broken.get(name, ())]
        if not cells:
            continue
        if essential:
            lost[[i for i, _, _ in cells]] = True
        elif any(name in schema.tables()[t].columns for t in already):
            continue
        expected = converted[name].expected
        lines = rows.data.tolist()
        for kind, members in groupby(sorted(cells, key=lambda c: c[2]), key=lambda c: c[2]):
            code = _code(kind, expected, essential=essential)
            where = [(lines[i], text) for i, text, _ in members]
            column = letter(fields[name])
            for cell, row, value in _addresses(column, where):
                found.append(
                    finding(code, file=file, sheet=sheet.name, cell=cell, row=row, value=value,
                            kolom=heading(name), harapan=expected)
                )  # fmt: skip
    return lost, found


def _essential(table: str, name: str) -> bool:
    found = schema.criterion_of(name)
    return found[0] == "volume" if found else name in schema.tables()[table].required


def _code(kind: str, expected: str, *, essential: bool) -> str:
    stem = kind or ("ANGKA" if expected == "angka" else "ISIAN")
    if kind:
        return f"{stem}-WAJIB" if essential else stem
    return f"{stem}-WAJIB-TIDAK-TERBACA" if essential else f"{stem}-TIDAK-TERBACA"


def _broken(
    sheet: Sheet, fields: Mapping[str, int], rows: ListRows
) -> dict[str, list[tuple[int, str, str]]]:
    """Return, by field, the data cells that hold an error or a formula without a result."""
    marks = [(cell, text, "SEL-GALAT") for cell, text in sheet.marks.errors]
    marks += [(cell, "", "SEL-RUMUS-TANPA-NILAI") for cell in sheet.marks.uncached]
    if not marks:
        return {}
    names = {letter(i): name for name, i in fields.items()}
    places = {int(row): i for i, row in enumerate(rows.data)}
    found: dict[str, list[tuple[int, str, str]]] = {}
    for cell, text, code in marks:
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
        if column in names and int(row) in places:
            found.setdefault(names[column], []).append((places[int(row)], text, code))
    return found


def _addresses(column: str, cells: Sequence[tuple[int, str]]) -> list[tuple[str, int, str]]:
    """Return (address, first row, value); many cells are joined into ranges of neighbours."""
    cells = sorted(cells)
    if len(cells) <= ONE_BY_ONE:
        return [(f"{column}{row}", row, text) for row, text in cells]
    runs: list[list[tuple[int, str]]] = []
    for cell in cells:
        if runs and cell[0] == runs[-1][-1][0] + 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return [
        (
            f"{column}{run[0][0]}" + (f":{column}{run[-1][0]}" if len(run) > 1 else ""),
            run[0][0],
            run[0][1] + (f" (dan {len(run) - 1} sel di bawahnya)" if len(run) > 1 else ""),
        )
        for run in runs
    ]
