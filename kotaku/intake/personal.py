"""Data of persons in a workbook: found by heading or by the shape of the numbers, and hidden.

What the programme counts are places and volumes; NIK, family card numbers and telephones have no
use here. A column of them is told, and nobody who only reads gets to see it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypedDict

import numpy as np
import pandas as pd

from kotaku.findings import Finding, finding
from kotaku.intake.model import Column, Sheet, Text, Workbook, letter
from kotaku.intake.tables.headers import key
from kotaku.words.loading import DataFile

HEADING_ROWS = 50
FEWEST = 3  # numbers of that shape make a column personal ...
SHARE = 0.2  # ... when they are so large a part of what is filled
LOOKED_AT = 2000  # texts of a column: what a column holds shows early
HIDDEN = "(data pribadi)"
# Six digits of a region, a day of birth (a woman's plus 40), a month, a year, four in turn; the
# number of a family card is made alike, of the day it was issued.
_NUMBER = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2])\d{6}(?!\d)"
)
_PHONE = re.compile(r"(?<![\d.])(?:\+?62[ -]?|0)8\d{1,3}[ -]?\d{3,4}[ -]?\d{3,5}(?!\d)")
_LOW, _HIGH = 1e15, 1e16  # of sixteen digits


class _Headings(TypedDict):
    judul: dict[str, list[str]]


headings = DataFile("kotaku.intake", "personal.toml", _Headings)


@dataclass(frozen=True)
class Personal:
    """One column of a sheet that holds data of persons."""

    column: int  # 0-based
    kind: str  # NIK, nomor KK, telepon
    cells: int
    heading_row: int  # 1-based; 0 when the values told


@cache
def _words() -> Mapping[str, str]:
    """Return the kind by the compact heading."""
    return {word: kind for kind, words in headings()["judul"].items() for word in words}


def columns_of(sheet: Sheet) -> list[Personal]:
    """Return the columns of a sheet that hold data of persons."""
    found = (_of_column(i, column) for i, column in enumerate(sheet.columns))
    return [one for one in found if one is not None]


def _of_column(place: int, column: Column) -> Personal | None:
    for row, value in zip(column.at, column.values, strict=True):
        if row >= HEADING_ROWS:
            break
        if isinstance(value, str) and len(value) < 60 and (kind := _words().get(key(value))):
            below = int(column.filled[row + 1 :].sum())
            if below:
                return Personal(place, kind, below, row + 1)
    filled = min(int(column.filled.sum()), LOOKED_AT)
    if filled < FEWEST:
        return None
    for kind, count in (("NIK", _numbers(column)), ("telepon", _texts(column, _PHONE))):
        if count >= max(FEWEST, SHARE * filled):
            return Personal(place, kind, count, 0)
    return None


def _numbers(column: Column) -> int:
    """Return how many cells hold a number of a person, written as text or as number."""
    large = column.numbers[(column.numbers >= _LOW) & (column.numbers < _HIGH)]
    typed = sum(1 for n in large if _NUMBER.fullmatch(str(int(n))))
    return typed + _texts(column, _NUMBER)


def _texts(column: Column, pattern: re.Pattern[str]) -> int:
    few = column.values[:LOOKED_AT]
    told = {v for v in {*few} if isinstance(v, str) and len(v) > 8 and pattern.search(v)}
    return sum(v in told for v in few) if told else 0


def findings(book: Workbook) -> list[Finding]:
    """Return what a workbook holds of persons, a finding for each column."""
    return [
        finding(
            "DATA-PRIBADI",
            file=book.name,
            sheet=sheet.name,
            cell=f"{letter(one.column)}{max(one.heading_row, 1)}",
            jenis=one.kind,
            kolom=letter(one.column),
            jumlah=one.cells,
        )
        for sheet in book.sheets
        for one in columns_of(sheet)
    ]


def unnamed(told: Sequence[Finding]) -> list[Finding]:
    """Return findings whose values name no person by a number."""
    return [
        replace(f, value=hidden(f.value), message=hidden(f.message))
        if len(f.value) > 8 and (_NUMBER.search(f.value) or _PHONE.search(f.value))
        else f
        for f in told
    ]


def without(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return tables whose free texts hold no number of a person; ids stay, they are keys."""
    out: dict[str, pd.DataFrame] = {}
    for table, frame in frames.items():
        changed = {}
        for name in frame.columns:
            if str(name).startswith("id_") or not isinstance(frame[name].dtype, pd.StringDtype):
                continue
            texts = [v for v in frame[name].unique().tolist() if isinstance(v, str) and len(v) > 8]
            new = {text: hidden(text) for text in texts}
            if any(v != text for text, v in new.items()):
                changed[name] = frame[name].map(lambda v, new=new: new.get(v, v)).astype("str")
        out[table] = frame.assign(**changed) if changed else frame
    return out


def masked(book: Workbook) -> Workbook:
    """Return what may be looked at: the same sheets, nothing of persons in their cells."""
    return replace(book, sheets=tuple(map(_masked, book.sheets)))


def _masked(sheet: Sheet) -> Sheet:
    rows = {one.column: one.heading_row for one in columns_of(sheet)}
    return replace(
        sheet,
        columns=tuple(
            _hidden(column, rows[i]) if i in rows else _without(column)
            for i, column in enumerate(sheet.columns)
        ),
    )


def _hidden(column: Column, below: int) -> Column:
    """Return a column with everything under its heading hidden."""
    at = np.flatnonzero(column.filled)
    values: list[Text] = [str(column.cell(int(row) + 1)) if row < below else HIDDEN for row in at]
    return Column(np.full(len(column.numbers), np.nan), at.tolist(), values)


def _without(column: Column) -> Column:
    """Return a column without the numbers of persons that stand in its texts."""
    values = [hidden(v) if isinstance(v, str) else v for v in column.values]
    return replace(column, values=values)


def hidden(text: str) -> str:
    """Return a text in which the numbers of persons are hidden."""
    return _PHONE.sub(HIDDEN, _NUMBER.sub(HIDDEN, text))
