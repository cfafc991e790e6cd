"""From uploaded files to a data set: scan, parse, map, check."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from kotaku import checks, schema
from kotaku.dataset import Dataset, SourceFile, SourceTable
from kotaku.findings import Finding, finding
from kotaku.workbook.extract import Extracted, extract
from kotaku.workbook.headers import key
from kotaku.workbook.mapping import COMPANIONS, IGNORED_SHEETS, Block, guess
from kotaku.workbook.model import Sheet, UnreadableFile, Workbook
from kotaku.workbook.open import open_workbook

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class _File:
    """One file as understood, before the checks."""

    name: str
    sha256: str
    blocks: Sequence[Extracted] = ()
    findings: Sequence[Finding] = ()


def build_dataset(files: Sequence[tuple[str, bytes]]) -> Dataset:
    """Return the data set of all files together, checked.

    A file that cannot be read gives one finding and no rows. ``rows_in`` counts the rows of known
    sheets that look like data (empty rows, totals, notes and headings do not); a row that feeds
    two tables counts once, and as used only when every table it feeds keeps it. So for every file
    rows_in = rows_used + rows_reported, and each reported row has a finding that excludes it.

    Parameters
    ----------
    files
        Name and content of each file, in the order of upload.
    """
    read = [_understand(name, data) for name, data in files]
    tables, sources, owners = _join(read)
    checked, issues = checks.run(tables, sources)
    used = _used(checked, sources, owners)
    return Dataset(
        tables=checked,
        findings=(*(f for file in read for f in file.findings), *issues),
        sources=tuple(sources),
        files=tuple(_account(i, file, used) for i, file in enumerate(read)),
    )


def _understand(name: str, data: bytes) -> _File:
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _map(open_workbook(name, data))
    except UnreadableFile as error:
        return _File(name, sha256, findings=(error.finding,))
    except Exception:  # the trust boundary: what nobody foresaw is a sentence too, and a log entry
        LOG.exception("berkas gagal dipahami: %s", sha256)
        return _File(name, sha256, findings=(finding("BERKAS-GAGAL-DIPAHAMI", file=name),))


def _map(book: Workbook) -> _File:
    name, sha256 = book.name, book.sha256
    blocks, found = _blocks(book)
    read = [extract(sheet, block, file=name) for sheet, block in blocks]
    if blocks and not any(len(block.rows) for block in read):
        found = [*found, finding("LEMBAR-KOSONG", file=name)]
    return _File(name, sha256, read, (*found, *(f for e in read for f in e.findings)))


def _blocks(book: Workbook) -> tuple[list[tuple[Sheet, Block]], list[Finding]]:
    """Return every block of a workbook, and what was left aside."""
    guessed = [(sheet, guess(sheet)) for sheet in book.sheets]
    found = [
        finding("LEMBAR-TIDAK-DIKENAL", file=book.name, sheet=sheet.name)
        for sheet, blocks in guessed
        if not blocks and sheet.height and key(sheet.name) not in IGNORED_SHEETS
    ]
    flat = [(sheet, block) for sheet, blocks in guessed for block in blocks]
    if not flat:
        return [], [*found, finding("LEMBAR-TIDAK-ADA", file=book.name)]
    if any(block.tables == ("rt",) for _, block in flat):
        flat, aside = _without_second_rt(flat, book.name)
        found += aside
    return flat, found


def _without_second_rt(
    blocks: Sequence[tuple[Sheet, Block]], file: str
) -> tuple[list[tuple[Sheet, Block]], list[Finding]]:
    """Leave the RT columns of a Kekumuhan sheet aside when the file has an RT sheet of its own."""
    both = {"rt", COMPANIONS["rt"]}
    kept: list[tuple[Sheet, Block]] = []
    found: list[Finding] = []
    for sheet, block in blocks:
        if {*block.tables} == both:
            found.append(finding("LEMBAR-RT-KEDUA", file=file, sheet=sheet.name))
            kept.append((sheet, replace(block, tables=(COMPANIONS["rt"],))))
        else:
            kept.append((sheet, block))
    return kept, found


def _join(
    files: Sequence[_File],
) -> tuple[dict[str, pd.DataFrame], list[SourceTable], list[tuple[int, int]]]:
    """Return all tables, their sources, and for each source its (file, block)."""
    parts: dict[str, list[pd.DataFrame]] = {}
    sources: list[SourceTable] = []
    owners: list[tuple[int, int]] = []
    for f, file in enumerate(files):
        for b, block in enumerate(file.blocks):
            for table, frame in block.frames.items():
                moved = frame.assign(_sumber=frame["_sumber"] + len(sources))
                parts.setdefault(table, []).append(moved)
            sources += block.sources
            owners += [(f, b)] * len(block.sources)
    tables = {
        name: schema.conform(pd.concat(parts[name], ignore_index=True), name)
        for name in schema.tables()
        if name in parts
    }
    return tables, sources, owners


def _used(
    tables: Mapping[str, pd.DataFrame],
    sources: Sequence[SourceTable],
    owners: Sequence[tuple[int, int]],
) -> dict[tuple[int, int], list[set[int]]]:
    """Return for each (file, block) the sheet rows that each of its tables still holds."""
    used: dict[tuple[int, int], list[set[int]]] = {}
    held = {
        (name, int(s)): set(group)
        for name, frame in tables.items()
        for s, group in frame.groupby("_sumber")["_baris"]
    }
    for s, source in enumerate(sources):
        used.setdefault(owners[s], []).append(held.get((source.table, s), set()))
    return used


def _account(
    place: int, file: _File, used: Mapping[tuple[int, int], Sequence[set[int]]]
) -> SourceFile:
    rows_in = sum(len(block.rows) for block in file.blocks)
    rows_used = sum(
        len(set.intersection(*used[place, b]))
        for b in range(len(file.blocks))
        if (place, b) in used
    )
    return SourceFile(file.name, file.sha256, rows_in, rows_used)
