"""Lists of one file held against each other: the sums of a list are not added to it.

What a sheet is called does not matter. A recap has a row for each place (or kind) of a list, and
its figures are the sums of that list's rows; `reading/sheets.py` does the same for hectares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.dataset import Choice, Question, Unproven
from kotaku.findings import Finding, finding
from kotaku.intake.model import Sheet, address
from kotaku.intake.reading.links import Floats
from kotaku.intake.reading.listed import figures_of
from kotaku.intake.reading.said import letters
from kotaku.intake.reading.scales import FACTORS
from kotaku.intake.reading.sheets import place_key
from kotaku.intake.tables.block import Block
from kotaku.intake.tables.extract import Extracted
from kotaku.intake.tables.problems import heading
from kotaku.intake.tables.proven import amounts_of
from kotaku.intake.tables.shaped import quantity
from kotaku.words.numbers import format_number, format_rp_short

_TIMES = ("tahun", "tahun_buku", "tahun_bangun", "periode", "termin", "tanggal")
_MOST_ROWS = 600  # of a recap
_FEWEST = 2  # sums that must agree
_COVERED = 0.8  # part of the places of a list that a recap of it names
_NEAR = 1e-4  # so far, of itself, a sum in thousands or millions may be off
_DETAILS, _RECAP, _BOTH = "rincian", "ringkasan", "keduanya"


@dataclass(frozen=True)
class ListRead:
    """One list of a file, with what it was read as."""

    sheet: Sheet
    block: Block
    read: Extracted


@dataclass(frozen=True)
class _Sums:
    """What a recap says of one amount: the sums that agree, and the first that does not."""

    field: str
    agreeing: int
    off: tuple[int, int, float, float] | None = None  # column, row, written, summed
    total: float = 0.0


@dataclass(frozen=True)
class Settled:
    """The lists of a file with what each counts, and the sheets that turned out to be recaps."""

    read: Sequence[Extracted]
    told: Sequence[Finding] = ()
    recaps: frozenset[str] = frozenset()  # names of the sheets


def settle(
    file: str, lists: Sequence[ListRead], unread: Sequence[Sheet], answers: Mapping[str, str]
) -> Settled:
    """Return the lists of a file, those left out that are the sums of others.

    Parameters
    ----------
    lists : in the order of the file
    unread : sheets that nothing is known of
    """
    read = [own.read for own in lists]
    told: list[Finding] = []
    named: set[str] = set()
    for i, own in enumerate(lists):
        if own.read.frames:
            _against(file, lists, read, i, answers)
        elif len(own.read.findings) and (found := _recap(file, own.sheet, lists, read)):
            read[i] = _left_out(own.read, found)
    for sheet in unread:
        if found := _recap(file, sheet, lists, read):
            told += found
            named.add(sheet.name)
    return Settled(read, told, frozenset(named))


def _left_out(read: Extracted, told: Sequence[Finding]) -> Extracted:
    return replace(
        read, frames={}, sources=(), findings=tuple(told), rows=read.rows[:0], fed=(), refused=(),
        questions=(), unproven=(),
    )  # fmt: skip


# --- a sheet whose columns are not known -----------------------------------------------


def _recap(
    file: str, sheet: Sheet, lists: Sequence[ListRead], read: list[Extracted]
) -> list[Finding]:
    """Return what is said of a sheet whose figures are the sums of a list, nothing of another."""
    if not 1 < sheet.height <= _MOST_ROWS:
        return []
    for i, own in enumerate(lists):
        for table, frame in own.read.frames.items():
            if own.sheet.name == sheet.name or not (sums := _summed(sheet, frame, table)):
                continue
            told, doubts = _told(file, sheet, own, table, sums)
            read[i] = replace(read[i], unproven=(*read[i].unproven, *doubts))
            return told
    return []


def _summed(sheet: Sheet, frame: pd.DataFrame, table: str) -> list[_Sums]:
    """Return the amounts of a list that columns of a sheet are the sums of, by place or kind."""
    amounts = [a for a in amounts_of(table) if frame[a].notna().any()]
    fields = [
        f
        for f in schema.tables()[table].columns
        if schema.fields()[f].type in ("text", "criterion") and frame[f].nunique() > 1
    ]
    if not amounts:
        return []
    texts = list(_texts(sheet))
    for name in fields:
        keys = frame[name].dropna().map(lambda text, f=name: _key(text, f))
        groups = frame.loc[keys.index, amounts].astype(float).groupby(keys).sum()
        for rows in texts:
            at = {row: k for row, text in rows.items() if (k := _key(text, name)) in groups.index}
            whole = len({*at.values()}) == len(at) >= max(_FEWEST, _COVERED * len(groups))
            if whole and (found := _columns(sheet, at, groups)):
                return found
    return []


def _texts(sheet: Sheet) -> Iterator[dict[int, str]]:
    """Yield by row (1-based) the texts of each column that has some."""
    for column in sheet.columns:
        pairs = zip(column.at, column.values, strict=True)
        rows = {i + 1: v for i, v in pairs if isinstance(v, str)}
        if len(rows) >= _FEWEST:
            yield rows


def _columns(sheet: Sheet, at: Mapping[int, str], groups: pd.DataFrame) -> list[_Sums]:
    rows = np.array([*at], dtype=np.int64)
    found: dict[str, _Sums] = {}
    for column in range(len(sheet.columns)):
        written = figures_of(sheet.columns[column], "Rp")[rows - 1]
        for name in groups.columns:
            summed = groups.loc[[*at.values()], name].to_numpy(dtype=np.float64)
            told = _agreeing(name, column, rows, written, summed)
            if told and (name not in found or told.agreeing > found[name].agreeing):
                found[name] = told
    return [*found.values()]


def _agreeing(
    name: str, column: int, rows: np.ndarray[tuple[int], np.dtype[np.int64]], written: Floats,
    summed: Floats,
) -> _Sums | None:  # fmt: skip
    """Return how far a column states sums, None where it does not."""
    known = ~np.isnan(written) & ((summed != 0) | (np.nan_to_num(written) != 0))
    if known.sum() < _FEWEST:
        return None
    for factor in FACTORS.values():
        made = written * factor
        near = np.abs(made - summed) <= 0.006 + _NEAR * np.abs(summed)
        good = known & near
        if len({*summed[good].tolist()}) < _FEWEST or 2 * good.sum() <= known.sum():
            continue
        bad = np.flatnonzero(known & ~near)
        first = int(bad[0]) if len(bad) else -1
        off = (column, int(rows[first]), float(made[first]), float(summed[first]))
        total = float(np.nansum(summed))
        return _Sums(name, int(good.sum()), off if len(bad) else None, total)
    return None


def _told(
    file: str, sheet: Sheet, own: ListRead, table: str, sums: Sequence[_Sums]
) -> tuple[list[Finding], list[Unproven]]:
    """Return what is said of a recap, and what rests on sums of it that are off."""
    same = ", ".join(f"{heading(s.field)} {_words(s.field, s.total)}" for s in sums if not s.off)
    shown = f" (jumlahnya sama: {same})" if same else ""
    alasan = f"ringkasan dari lembar “{own.sheet.name}”{shown}"
    told = [finding("LEMBAR-RINGKASAN", file=file, sheet=sheet.name, alasan=alasan)]
    doubts: list[Unproven] = []
    for s in sums:
        if s.off is None:
            continue
        column, row, written, summed = s.off
        said = finding(
            "RINGKASAN-BERBEDA", file=file, sheet=sheet.name, cell=address(column, row), row=row,
            kolom=heading(s.field), tertulis=_words(s.field, written), lain=own.sheet.name,
            terhitung=_words(s.field, summed),
        )  # fmt: skip
        told.append(said)
        doubts.append(Unproven(quantity((table,), s.field), file, sheet.name, said.message))
    return told, doubts


def _words(name: str, value: float) -> str:
    rupiah = schema.fields()[name].type == "rupiah"
    return format_rp_short(value) if rupiah else format_number(value, 2)


def _key(text: object, name: str) -> str:
    return place_key(str(text), "kab_kota" if name == "kab_kota" else "kelurahan")


# --- two lists of one table ------------------------------------------------------------


def _against(
    file: str, lists: Sequence[ListRead], read: list[Extracted], i: int, answers: Mapping[str, str]
) -> None:
    """Leave a list out where its rows are the sums of another; ask where only most of them are."""
    frames = lists[i].read.frames
    if any(schema.fields()[a].unit == "ha" for table in frames for a in amounts_of(table)):
        return  # reading/sheets.py tells them
    for table, frame in frames.items():
        for j, other in enumerate(lists):
            fine = read[j].frames.get(table)
            if fine is None or not _coarser((i, frame), (j, fine)):
                continue
            sums = _summed(lists[i].sheet, fine, table)
            told = {a for a in amounts_of(table) if frame[a].any()}
            if not told or not told <= {s.field for s in sums}:
                continue
            if not any(s.off for s in sums):
                read[i] = _left_out(read[i], _told(file, lists[i].sheet, other, table, sums)[0])
            elif sums:
                _ask(file, lists, (i, j), read, table, sums, answers)
            return


def _coarser(one: tuple[int, pd.DataFrame], other: tuple[int, pd.DataFrame]) -> bool:
    """Tell whether a list may be the recap of another of the same time."""
    (i, few), (j, many) = one, other
    if i == j or (len(few), -i) > (len(many), -j):
        return False
    times = [t for t in _TIMES if t in few]
    return all({*few[t].dropna()} <= {*many[t].dropna()} for t in times)


def _ask(
    file: str, lists: Sequence[ListRead], pair: tuple[int, int], read: list[Extracted], table: str,
    sums: Sequence[_Sums], answers: Mapping[str, str],
) -> None:  # fmt: skip
    """Ask which of two lists counts; until it is answered the details do."""
    i, j = pair
    coarse, fine = lists[i], lists[j]
    marks = "|".join(letters(h) for own in (coarse, fine) for h in own.block.headings.values())
    kode = f"BANDING-{sha256(marks.encode()).hexdigest()[:8]}"
    answer = answers.get(kode)
    if answer == _BOTH:
        return
    if answer == _RECAP:
        read[j] = _left_out(read[j], [_aside(file, fine, coarse)])
        return
    read[i] = _left_out(read[i], [_aside(file, coarse, fine)])
    if answer == _DETAILS:
        return
    name = next(s.field for s in sums if s.off)
    column, row, written, summed = next(s.off for s in sums if s.off)
    totals = [float(own.read.frames[table][name].sum()) for own in (fine, coarse)]
    asked = Question(
        kode, quantity((table,), name), file, coarse.sheet.name, address(column, row),
        f"Pilih yang berlaku: {heading(name)} pada lembar “{coarse.sheet.name}” "
        f"{_words(name, written)}, jumlah rinciannya pada lembar “{fine.sheet.name}” "
        f"{_words(name, summed)}.",
        (
            Choice(_DETAILS, f"hanya lembar “{fine.sheet.name}”", _words(name, totals[0])),
            Choice(_RECAP, f"hanya lembar “{coarse.sheet.name}”", _words(name, totals[1])),
            Choice(_BOTH, "keduanya dijumlahkan", _words(name, sum(totals))),
        ),
    )  # fmt: skip
    read[j] = replace(read[j], questions=(*read[j].questions, asked))


def _aside(file: str, gone: ListRead, kept: ListRead) -> Finding:
    alasan = f"dipakai lembar “{kept.sheet.name}”"
    return finding("LEMBAR-RINGKASAN", file=file, sheet=gone.sheet.name, alasan=alasan)
