"""Read the hectares of a whole file: which sheets hold them, and what of each counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kotaku.findings import Finding, finding
from kotaku.intake.model import Sheet, Workbook
from kotaku.intake.reading import guards, stated, words
from kotaku.intake.reading.frames import extracted
from kotaku.intake.reading.grid import Grid
from kotaku.intake.reading.heads import Head, heads, heads_as_said
from kotaku.intake.reading.hectares import Part, read_part
from kotaku.intake.reading.model import PLACES, Reading
from kotaku.intake.reading.quantities import listed
from kotaku.intake.reading.said import Names, label_of, rows_said
from kotaku.intake.reading.sheets import Placed, settle
from kotaku.intake.reading.shown import reading_of
from kotaku.intake.reading.table import Table
from kotaku.intake.reading.turned import turned
from kotaku.intake.tables.block import Block, view
from kotaku.intake.tables.extract import Extracted
from kotaku.intake.tables.headers import SURE, key
from kotaku.intake.tables.mapping import IGNORED_SHEETS, windows

OWN = frozenset({"lokasi", "pengurangan"})
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
    tables = _on_their_side(grid, answers) or _tables(grid, answers)
    if not _may_be(blocks) and not any(t.grid.turned or listed(t) for t in tables):
        return None
    parts: list[Part] = []
    for table in (_named(t, answers) for t in tables):
        for part in stated.read(table, lambda t: read_part(file, t, answers)):
            if part.start is not None or part.amounts:
                part.decree = _decree(blocks)
                parts.append(part)
    return parts or None


def _named(table: Table, answers: Mapping[str, str]) -> Table:
    """Return a table with what answers call its columns and rows, and what they say of them."""
    names = _names(table.grid, table.head)
    return replace(table, names=names, said=names.said(answers))


def _names(grid: Grid, head: Head) -> Names:
    headings = {column: head.headings.get(column, "") for column in range(grid.width)}
    return Names(head.shape, headings, [label_of(cells) for cells in grid.sheet.rows()])


def _heads(grid: Grid, answers: Mapping[str, str]) -> list[Head]:
    """Return the headings of a sheet, as a person said where somebody did."""
    found = heads(grid)
    roles = {
        place + 1: role
        for head in found
        if rows_said(answers, head.shape)
        for place, role in _names(grid, head).said(answers).rows.items()
    }
    return heads_as_said(grid, found, roles) if roles else found


def _tables(grid: Grid, answers: Mapping[str, str]) -> list[Table]:
    """Return the tables of a sheet; those behind an empty column are tables of their own."""
    beside = [Grid(view(grid.sheet, window)) for window in windows(grid.sheet)]
    found = [[Table(part, head) for head in _heads(part, answers)] for part in beside]
    if len(found) > 1 and all(any(_whole(t) for t in tables) for tables in found):
        return [table for tables in found for table in tables]
    return [Table(grid, head) for head in _heads(grid, answers)]


def _on_their_side(grid: Grid, answers: Mapping[str, str]) -> list[Table]:
    """Return the tables of a sheet whose quantities stand below each other."""
    found = turned(grid)
    if found is None:
        return []
    own, titles = found
    return [
        Table(own, replace(head, titles=(*titles, *head.headings.values())))
        for head in _heads(own, answers)
    ]


def _whole(table: Table) -> bool:
    """Tell whether a table names a place and an area by its own headings."""
    found = [table.concepts[c] for c in table.head.headings]
    return any(k.meaning in PLACES for k in found) and any(k.area for k in found)


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
        areas = {c: k for c, text in block.headings.items() if (k := words.concept(text)).area}
        fields = {m.field for c, m in block.columns.items() if c not in areas}
        if {*block.tables} <= OWN:
            if fields & _RECORDS:
                return False
        elif _is_rt(fields):
            return False
        elif not ({"rt"} >= {*block.tables} or any(block.missing.values()) or _takes(block, areas)):
            return False  # what lacks a required column would not be read as that table either
    return True


def _takes(block: Block, areas: Mapping[int, words.Concept]) -> bool:
    """Tell whether a list is one only by guessing at columns of areas, or leaves a course of them.

    A heading that the list knows by its name is its own, whatever else it may say.
    """
    if any(c in areas and m.confidence < SURE for c, m in block.columns.items()):
        return True
    left = {k.meaning for c, k in areas.items() if c not in block.columns}
    return "awal" in left and bool(left & {"berkurang", "sisa"})


def _is_rt(fields: set[str]) -> bool:
    named = bool(fields & {"rt_rw", "nomor_rt", "id_rt"})
    return named or any(f.startswith(("volume_", "persen_", "nilai_", "?")) for f in fields)
