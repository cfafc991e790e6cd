"""Apply a guess: turn a block of a sheet into canonical tables, with findings and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kotaku import schema
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.workbook import meaning, problems, totals
from kotaku.workbook.convert import Converted, convert
from kotaku.workbook.headers import PLACE, is_left_out, is_ordinal
from kotaku.workbook.mapping import Block
from kotaku.workbook.model import Column, Sheet, letter
from kotaku.workbook.rows import Rows, classify

# The checks tell an empty number from a wrong one themselves; here only what names a row.
EMPTY_IS_FOR_CHECKS = frozenset({"number", "percent", "rupiah"})


@dataclass(frozen=True)
class Extracted:
    """The tables of one block; ``_sumber`` counts within ``sources``.

    ``rows`` are the sheet's rows that look like data (1-based). The frames no longer hold those
    that could not be read in an essential cell; each of them has a finding that excludes it.
    """

    frames: Mapping[str, pd.DataFrame]
    sources: tuple[SourceTable, ...]
    findings: tuple[Finding, ...]
    rows: NDArray[np.int64]


@dataclass(frozen=True)
class _Reader:
    """One block while it is read: converted columns by field."""

    file: str
    sheet: Sheet
    block: Block
    rows: Rows

    @cached_property
    def fields(self) -> dict[str, int]:
        """Return the column of each field, criteria with their measure decided."""
        return {name: i for i, name in self.measured[0].items()}

    @cached_property
    def measured(self) -> tuple[dict[int, str], list[Finding]]:
        """Return the field of each column, and what was decided by the values."""
        cells = {i: self.cells(i) for i in self.block.columns}
        return meaning.decide(self.block, cells, file=self.file, sheet=self.sheet.name)

    @cached_property
    def converted(self) -> dict[str, Converted]:
        return {
            name: convert(self.cells(i), name, _choices(self.block.tables, name))
            for name, i in self.fields.items()
        }

    def cells(self, column: int) -> Column:
        """Return the data rows of a column."""
        data = self.rows.data
        if len(data) and data[-1] - data[0] + 1 == len(data):
            return self.sheet.columns[column].part(int(data[0]), int(data[-1]))
        return self.sheet.columns[column].take(data - 1)


def extract(sheet: Sheet, block: Block, *, file: str) -> Extracted:
    """Return the canonical tables of one block of a sheet, and every finding on the way.

    A table that lacks a required column gives no rows; all its rows are reported by one finding.
    """
    reader = _Reader(file, sheet, block, classify(sheet, block))
    if not len(reader.rows.data):  # a table of the template that was left empty
        return Extracted({}, (), (), reader.rows.data)
    if block.missing:
        gone = [_missing(reader, table, name) for table in block.missing
                for name in block.missing[table]]  # fmt: skip
        return Extracted({}, (), tuple(gone), reader.rows.data)
    found = [*_about_block(reader), *problems.row_findings(file, sheet, reader.rows)]
    found += problems.column_findings(file, sheet, reader.fields, reader.converted, reader.rows)
    found += totals.findings(file, sheet, reader.fields, reader.converted, reader.rows)
    frames: dict[str, pd.DataFrame] = {}
    sources: list[SourceTable] = []
    for table in block.tables:
        frame, more = _table(reader, table)
        lost, cell_findings = problems.cell_findings(
            file, sheet, table, reader.fields, reader.converted, reader.rows,
            frame, already=tuple(frames),
        )  # fmt: skip
        empty, empty_findings = _required_empty(reader, table, frame, lost)
        frame["_sumber"] = len(sources)
        frames[table] = schema.conform(frame[~(lost | empty)], table)
        sources.append(_source(reader, table))
        found += [*more, *cell_findings, *empty_findings]
    return Extracted(frames, tuple(sources), tuple(found), reader.rows.data)


def _choices(tables: Sequence[str], name: str) -> tuple[str, ...]:
    specs = schema.tables()
    return next((specs[t].choices[name] for t in tables if name in specs[t].choices), ())


def _table(reader: _Reader, table: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Return one table's frame before exclusions, its missing columns filled where they can be."""
    spec = schema.tables()[table]
    wanted = [
        name
        for name in reader.fields
        if name in spec.columns or (spec.criteria and schema.criterion_of(name))
    ]
    frame = pd.DataFrame({name: reader.converted[name].values for name in wanted})
    frame = frame.reindex(range(len(reader.rows.data)))
    frame["_baris"] = reader.rows.data
    found: list[Finding] = []
    first = table == reader.block.tables[0]
    for fill in (_fill_id_rt, _fill_year, _fill_choices):
        made = fill(reader, table, frame)
        # what two tables of one sheet share is said once
        found += [f for f in made if first or f.code != "ID-RT-DIBUAT"]
    return frame, found


def _fill_id_rt(reader: _Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    if "id_rt" not in schema.tables()[table].columns or "rt_rw" not in reader.fields:
        return []
    if "id_rt" in frame and frame["id_rt"].notna().any():
        return []
    names = [n for n in PLACE if n in reader.fields]
    if "kelurahan" in names and "kawasan" in names:
        names.remove("kawasan")  # a kawasan may cut across; the kelurahan names the place
    parts = [reader.converted[n].values.fillna("") for n in names]
    made = parts[0].str.cat(parts[1:], sep="/") if len(parts) > 1 else parts[0].copy()
    made[reader.converted["rt_rw"].values.isna()] = None
    frame["id_rt"] = made
    if not made.notna().any():
        return []
    headings = ", ".join(schema.fields()[n].heading for n in names)
    example = str(made.dropna().iloc[0])
    return [reader_finding(reader, "ID-RT-DIBUAT", value=example, kolom=headings)]


def _fill_year(reader: _Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    if "tahun" not in schema.tables()[table].columns or "tahun" in frame or frame.empty:
        return []
    if reader.block.year is None:
        return [reader_finding(reader, "TAHUN-TIDAK-ADA")]
    frame["tahun"] = pd.Series(reader.block.year, index=frame.index, dtype="Int64")
    return [reader_finding(reader, "TAHUN-DARI-NAMA", value=reader.block.year)]


def _fill_choices(reader: _Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    """Fill an optional choice that is empty with its first word, and say so."""
    spec = schema.tables()[table]
    found: list[Finding] = []
    for name, choices in spec.choices.items():
        if name in spec.required or frame.empty:
            continue
        values = frame[name] if name in frame else pd.Series(None, index=frame.index, dtype="str")
        wrong = {i for i, _ in reader.converted[name].unreadable} if name in frame else set()
        empty = values.isna() & ~values.index.isin(list(wrong))
        frame[name] = values.mask(empty, choices[0])
        if empty.any():
            heading = schema.fields()[name].heading
            details = {"kolom": heading, "jumlah": int(empty.sum())}
            found.append(reader_finding(reader, "PILIHAN-BAKU", value=choices[0], **details))
    return found


def _required_empty(
    reader: _Reader, table: str, frame: pd.DataFrame, lost: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], list[Finding]]:
    """Return the rows whose required cells are empty, with a finding for each cell."""
    gone = np.zeros(len(frame), dtype=bool)
    found: list[Finding] = []
    for name in schema.tables()[table].required:
        if name not in frame or schema.fields()[name].type in EMPTY_IS_FOR_CHECKS:
            continue
        if table == "profil" and name == "nilai":
            continue  # a key without a value is an open question, not a mistake
        empty = frame[name].isna().to_numpy() & ~lost & ~gone
        where = reader.fields.get(name, reader.fields.get("rt_rw"))
        for i in np.flatnonzero(empty):
            row = int(reader.rows.data[i])
            cell = f"{letter(where)}{row}" if where is not None else ""
            kolom = schema.fields()[name].heading
            found.append(
                reader_finding(reader, "ISIAN-WAJIB-KOSONG", cell=cell, row=row, kolom=kolom)
            )
        gone |= empty
    return gone, found


def _source(reader: _Reader, table: str) -> SourceTable:
    spec = schema.tables()[table]
    columns = {
        name: letter(i)
        for name, i in reader.fields.items()
        if name in spec.columns or (spec.criteria and schema.criterion_of(name))
    }
    return SourceTable(reader.file, reader.sheet.name, table, reader.block.header_row, columns)


def _about_block(reader: _Reader) -> list[Finding]:
    block, sheet = reader.block, reader.sheet
    names = " dan ".join(f"tabel {schema.tables()[t].sheet}" for t in block.tables)
    details = {"tabel": names, "baris": len(reader.rows.data), "judul": block.header_row}
    found = [reader_finding(reader, "LEMBAR-DIPAHAMI", **details), *reader.measured[1]]
    if sheet.marks.hidden:
        found.append(reader_finding(reader, "LEMBAR-TERSEMBUNYI"))
    unused = {i: text for i, text in block.unknown.items() if not is_ordinal(text)}
    for left_out in (True, False):
        texts = [t for t in unused.values() if is_left_out(t) == left_out]
        if texts:
            words = ", ".join(f"“{t}”" for t in texts[:8]) + (", …" if len(texts) > 8 else "")
            found.append(
                reader_finding(reader, "KOLOM-TIDAK-DIPAKAI", jumlah=len(texts), kolom=words)
            )
    return found


def _missing(reader: _Reader, table: str, name: str) -> Finding:
    return reader_finding(
        reader,
        "KOLOM-TIDAK-ADA",
        kolom=schema.fields()[name].heading,
        tabel=f"tabel {schema.tables()[table].sheet}",
        judul=reader.block.header_row,
        baris=len(reader.rows.data),
    )


def reader_finding(reader: _Reader, code: str, **details: object) -> Finding:
    """Return a finding about the sheet that is being read."""
    return finding(code, file=reader.file, sheet=reader.sheet.name, **details)  # type: ignore[arg-type]
