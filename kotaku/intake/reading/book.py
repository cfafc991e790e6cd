"""Read the hectares of a whole file: which sheets hold them, and what of each counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kotaku.findings import Finding, finding
from kotaku.intake.model import Sheet, Workbook
from kotaku.intake.reading import guards, stated, words
from kotaku.intake.reading.frames import extracted
from kotaku.intake.reading.grid import Grid
from kotaku.intake.reading.heads import Head, heads
from kotaku.intake.reading.hectares import Part, read_part, shape_of
from kotaku.intake.reading.model import PLACES, Reading
from kotaku.intake.reading.quantities import listed
from kotaku.intake.reading.said import Said, label_of, said_of
from kotaku.intake.reading.sheets import Placed, settle
from kotaku.intake.reading.shown import reading_of
from kotaku.intake.reading.table import NOTHING_SAID, Table
from kotaku.intake.reading.turned import turned
from kotaku.intake.tables.block import Block, view
from kotaku.intake.tables.extract import Extracted
from kotaku.intake.tables.headers import key
from kotaku.intake.tables.mapping import IGNORED_SHEETS, windows

_OWN = frozenset({"lokasi", "pengurangan"})
# A list of records that says more of each than its hectares is read column by column.
_RECORDS = frozenset(
    {"id_lokasi", "sumber", "tanggal", "dasar", "kewenangan", "lintang", "bujur",
     "kode_wilayah", "kumuh_baru_ha", "klaster", "skala"}
)  # fmt: skip


@dataclass(frozen=True)
class BookReading:
    """The hectares of a file: per sheet one reading, the tables, and what else is to be said."""

    readings: tuple[Reading, ...]
    extracted: tuple[Extracted, ...]
    findings: tuple[Finding, ...]
    sheets: frozenset[str]  # names of the sheets that were read or set aside here


def read_book(
    book: Workbook, blocks: Mapping[str, Sequence[Block]], answers: Mapping[str, str]
) -> BookReading:
    """Return the hectares of a file.

    Parameters
    ----------
    book : the file
    blocks : by sheet, what the headings alone would make of it
    answers : by kode, what a person answered
    """
    parts: list[Part] = []
    found: list[Finding] = []
    seen: set[str] = set()
    for sheet in book.sheets:
        own = sheet_parts(book.name, sheet, blocks.get(sheet.name, ()), answers)
        if own is None:
            continue
        slum = [p for p in own if guards.is_slum(p, answers)]
        if not slum and not any(guards.names_area(p) for p in own):
            continue  # figures that no word calls an area
        if not slum:
            found.append(finding("LUAS-BUKAN-KUMUH", file=book.name, sheet=sheet.name))
        seen.add(sheet.name)
        parts += slum
    placed = settle(parts, answers)
    return BookReading(
        tuple(_readings(placed)),
        tuple(extracted(p) for p in placed),
        tuple(found),
        frozenset(seen),
    )


def _readings(placed: Sequence[Placed]) -> list[Reading]:
    sheets: dict[str, list[Placed]] = {}
    for p in placed:
        sheets.setdefault(p.part.sheet, []).append(p)
    return [reading_of(group) for group in sheets.values()]


def sheet_parts(
    file: str, sheet: Sheet, blocks: Sequence[Block], answers: Mapping[str, str]
) -> list[Part] | None:
    """Return the tables of hectares of a sheet, or None when it is a list of another kind."""
    if key(sheet.name) in IGNORED_SHEETS or not sheet.height:
        return None
    grid = Grid(sheet)
    tables = _on_their_side(grid) or _tables(grid)
    if not _may_be(blocks) and not any(t.grid.turned or listed(t) for t in tables):
        return None
    parts: list[Part] = []
    for table in tables:
        for part in stated.read(table, lambda t: _part(file, t, answers)):
            if part.start is not None or part.amounts:
                part.decree = _decree(blocks)
                parts.append(part)
    return parts or None


def _part(file: str, table: Table, answers: Mapping[str, str]) -> Part | None:
    """Return a table as read, with what a person said of it."""
    said = _said(table.grid, table.head, answers)
    return read_part(file, replace(table, said=said), answers)


def _tables(grid: Grid) -> list[Table]:
    """Return the tables of a sheet; those behind an empty column are tables of their own."""
    beside = [Grid(view(grid.sheet, window)) for window in windows(grid.sheet)]
    found = [[Table(part, head) for head in heads(part)] for part in beside]
    if len(found) > 1 and all(any(_whole(t) for t in tables) for tables in found):
        return [table for tables in found for table in tables]
    return [Table(grid, head) for head in heads(grid)]


def _on_their_side(grid: Grid) -> list[Table]:
    """Return the tables of a sheet whose quantities stand below each other."""
    found = turned(grid)
    if found is None:
        return []
    own, titles = found
    return [
        Table(own, replace(head, titles=(*titles, *head.headings.values()))) for head in heads(own)
    ]


def _whole(table: Table) -> bool:
    """Tell whether a table names a place and an area by its own headings."""
    found = [table.concepts[c] for c in table.head.headings]
    return any(k.meaning in PLACES for k in found) and any(k.area for k in found)


def _said(grid: Grid, head: Head, answers: Mapping[str, str]) -> Said:
    """Return what a person said of a table: it is known by the shape of its own heading."""
    shape = shape_of(head.headings)
    if not any(shape in kode for kode in answers):
        return NOTHING_SAID
    headings = {column: head.headings.get(column, "") for column in range(grid.width)}
    labels = [label_of(grid.sheet.row(row)) for row in range(1, grid.height + 1)]
    return said_of(answers, shape, headings, labels)


def _decree(blocks: Sequence[Block]) -> dict[str, int]:
    """Return the columns that name the decree of each record, and the state of its reduction."""
    return {
        m.field: column
        for block in blocks
        for column, m in block.columns.items()
        if m.field in ("nomor_sk", "tahun_sk", "status")
    }


def _may_be(blocks: Sequence[Block]) -> bool:
    """Tell whether what the headings say leaves room for a table of hectares.

    A column whose heading speaks of an area says nothing else of a record.
    """
    for block in blocks:
        areas = {c for c, text in block.headings.items() if words.concept(text).area}
        fields = {m.field for c, m in block.columns.items() if c not in areas}
        if {*block.tables} <= _OWN:
            if fields & _RECORDS:
                return False
        elif _is_rt(fields):
            return False
        elif not {"rt"} >= {*block.tables} and not any(block.missing.values()):
            return False  # what lacks a required column would not be read as that table either
    return True


def _is_rt(fields: set[str]) -> bool:
    named = bool(fields & {"rt_rw", "nomor_rt", "id_rt"})
    return named or any(f.startswith(("volume_", "persen_", "nilai_", "?")) for f in fields)
