"""Apply a guess: turn a block of a sheet into canonical tables, with findings and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kotaku import schema
from kotaku.dataset import Question, SourceTable, Unproven
from kotaku.findings import Finding
from kotaku.intake.model import Sheet, address, letter
from kotaku.intake.reading.listed import classify
from kotaku.intake.tables import amounts, asking, oversized, problems, totals
from kotaku.intake.tables.block import Block, view
from kotaku.intake.tables.fill import fill, takes
from kotaku.intake.tables.headers import is_left_out, is_ordinal
from kotaku.intake.tables.reader import Reader
from kotaku.intake.tables.shaped import shape_of

# The checks tell an empty number from a wrong one themselves; here only what names a row.
EMPTY_IS_FOR_CHECKS = frozenset({"number", "percent", "rupiah"})


@dataclass(frozen=True)
class Extracted:
    """The tables of one block; ``_sumber`` counts within ``sources``.

    ``rows`` are the sheet's rows that look like data (1-based), ``fed`` those of them that feed
    each source. The frames no longer hold those that could not be read in an essential cell; each
    of them has a finding that excludes it.
    """

    frames: Mapping[str, pd.DataFrame]
    sources: tuple[SourceTable, ...]
    findings: tuple[Finding, ...]
    rows: NDArray[np.int64]
    fed: tuple[NDArray[np.int64], ...] = ()
    refused: tuple[tuple[str, str, int], ...] = ()  # table, id and row of what others may refer to
    questions: tuple[Question, ...] = ()
    unproven: tuple[Unproven, ...] = ()  # what rests on totals that are off


def extract(
    sheet: Sheet, block: Block, *, file: str, answers: Mapping[str, str] | None = None
) -> Extracted:
    """Return the canonical tables of one block of a sheet, and every finding on the way.

    A table that lacks a required column gives no rows. When no table is left all rows are
    reported by one finding; else the table that is missing is said.
    """
    seen = view(sheet, block.window)
    rows = classify(seen, shape_of(block))
    if not block.columns:  # what nobody called anything yet is there all the same
        rows = replace(rows, data=_filled(seen, block))
    reader = Reader(file, seen, block, rows)
    if not len(rows.data):  # a table of the template that was left empty
        return Extracted({}, (), (), rows.data)
    gone = [_missing(reader, t, name) for t in block.missing for name in block.missing[t]]
    if len(block.missing) == len(block.tables):
        open_ = asking.questions(reader, answers or {})
        return Extracted({}, (), tuple(gone), rows.data, questions=open_)
    reader, sized = oversized.settle(reader, answers or {})
    reader, scaled = amounts.settle(reader, answers or {})
    asked = (*sized, *scaled, *asking.questions(reader, answers or {}))
    found = [*_about_block(reader), *gone, *problems.row_findings(file, seen, rows)]
    found += problems.column_findings(file, seen, reader.fields, reader.converted, rows)
    off = totals.findings(reader)
    found += off
    frames: dict[str, pd.DataFrame] = {}
    sources: list[SourceTable] = []
    fed: list[NDArray[np.int64]] = []
    refused: list[tuple[str, str, int]] = []
    for table in block.tables:
        if table in block.missing:
            continue
        frame, feeding, more, lost = _read(reader, table, already=tuple(frames))
        own = frame.assign(_sumber=len(sources)).reset_index(drop=True)
        frames[table] = schema.conform(own, table)
        sources.append(_source(reader, table))
        fed.append(feeding)
        found += more
        refused += lost
    fed_by, unread = tuple(fed), tuple(refused)
    return Extracted(
        frames, tuple(sources), tuple(found), rows.data, fed_by, unread, asked,
        totals.unproven(reader, off),
    )  # fmt: skip


def _filled(sheet: Sheet, block: Block) -> NDArray[np.int64]:
    """Return the rows of a block that hold anything."""
    held = np.any([column.filled for column in sheet.columns], axis=0)
    rows = np.flatnonzero(held) + 1
    return rows[(rows >= block.first_row) & (rows <= block.last_row)]


def together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return frames as one with labels from 0; a single one is not copied."""
    if len(parts) == 1:
        return parts[0].reset_index(drop=True)
    return pd.concat(parts, ignore_index=True)


def _read(
    reader: Reader, table: str, *, already: tuple[str, ...]
) -> tuple[pd.DataFrame, NDArray[np.int64], list[Finding], list[tuple[str, str, int]]]:
    """Return a table's frame without what could not be read, rows that feed it, findings, ids."""
    frame, found = _table(reader, table)
    lost, cell_findings = problems.cell_findings(
        reader.file, reader.sheet, table, reader.fields, reader.converted, reader.rows,
        frame, already=already,
    )  # fmt: skip
    beside = _beside(reader, table, frame) & ~lost
    empty, empty_findings = _required_empty(reader, table, frame, lost | beside)
    feeding = reader.rows.data[~beside]
    if not (lost | empty | beside).any():
        return frame, feeding, [*found, *cell_findings], []
    gone = _named(table, frame[(lost | empty) & ~beside])
    kept = frame[~(lost | empty | beside)]
    return kept, feeding, [*found, *cell_findings, *empty_findings], gone


def _named(table: str, gone: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Return table, id and row of the rows that could not be read but have an id."""
    if not schema.tables()[table].identity:
        return []
    found = zip(schema.row_ids(table, gone), gone["_baris"].tolist(), strict=True)
    return [(table, ident, line) for ident, line in found if ident is not None]


def _beside(reader: Reader, table: str, frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the rows that have nothing for a table: locations that state no reduction, and the
    weeks of an activity that its first one made known.
    """
    if table == "master_schedule" and "progres" in reader.block.tables:
        key = [n for n in ("kab_kota", "id_kegiatan") if n in frame]
        again: NDArray[np.bool_] = frame.duplicated(key).to_numpy()
        return again & ("minggu" in reader.fields)
    if table != "pengurangan" or ("lokasi" not in reader.block.tables):
        return np.zeros(len(frame), dtype=bool)
    empty: NDArray[np.bool_] = frame["pengurangan_ha"].isna().to_numpy()
    return empty


def _table(reader: Reader, table: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Return one table's frame before exclusions, its missing columns filled where they can be."""
    spec = schema.tables()[table]
    own = takes(table)
    wanted = [
        name
        for name in reader.fields
        if name in own or (spec.criteria and schema.criterion_of(name))
    ]
    frame = pd.DataFrame({name: reader.converted[name].values for name in wanted})
    frame = frame.reindex(range(len(reader.rows.data)))
    frame["_baris"] = reader.rows.data
    return frame, fill(reader, table, frame)


def _required_empty(
    reader: Reader, table: str, frame: pd.DataFrame, lost: NDArray[np.bool_]
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
            found.append(reader.finding("ISIAN-WAJIB-KOSONG", cell=cell, row=row, kolom=kolom))
        gone |= empty
    return gone, found


def _source(reader: Reader, table: str) -> SourceTable:
    spec = schema.tables()[table]
    columns = {
        name: letter(i)
        for name, i in reader.fields.items()
        if name in spec.columns or (spec.criteria and schema.criterion_of(name))
    }
    return SourceTable(reader.file, reader.sheet.name, table, reader.block.header_row, columns)


def _about_block(reader: Reader) -> list[Finding]:
    block, sheet = reader.block, reader.sheet
    names = " dan ".join(f"tabel {schema.tables()[t].sheet}" for t in block.tables)
    details = {"tabel": names, "baris": len(reader.rows.data), "judul": block.header_row}
    found = [reader.finding("LEMBAR-DIPAHAMI", **details), *reader.measured[1]]
    if sheet.marks.hidden:
        found.append(reader.finding("LEMBAR-TERSEMBUNYI"))
    found += _guessed(reader)
    unused = {
        i: text for i, text in block.unknown.items()
        if not is_ordinal(text) and i not in block.asked
    }  # fmt: skip
    for left_out in (True, False):
        texts = [t for t in unused.values() if is_left_out(t) == left_out]
        if texts:
            words = ", ".join(f"“{t}”" for t in texts[:8]) + (", …" if len(texts) > 8 else "")
            found.append(reader.finding("KOLOM-TIDAK-DIPAKAI", jumlah=len(texts), kolom=words))
    return found


def _guessed(reader: Reader) -> list[Finding]:
    """Say which headings were taken for one that is alike, and which are asked about."""
    block = reader.block
    said = [("KOLOM-MIRIP", i, m) for i, m in block.columns.items() if m.similar]
    said += [("KOLOM-DITANYAKAN", i, m) for i, m in block.asked.items()]
    return [
        reader.finding(
            code,
            cell=address(i, block.header_row),
            value=block.headings.get(i, ""),
            kolom=f"“{problems.heading(match.field)}”",
            alasan=match.reason,
        )
        for code, i, match in said
    ]


def _missing(reader: Reader, table: str, name: str) -> Finding:
    every = len(reader.block.missing) == len(reader.block.tables)
    code = "KOLOM-TIDAK-ADA" if every else "TABEL-TIDAK-LENGKAP"
    return reader.finding(
        code,
        kolom=schema.fields()[name].heading,
        tabel=f"tabel {schema.tables()[table].sheet}",
        judul=reader.block.header_row,
        baris=len(reader.rows.data),
    )
