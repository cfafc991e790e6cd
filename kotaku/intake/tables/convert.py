"""Turn one column of cells into values of a field's type, with what could not be read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd

from kotaku import rules, schema
from kotaku.intake.model import Column, Text
from kotaku.intake.tables.headers import key
from kotaku.words.dates import format_date
from kotaku.words.loading import DataFile
from kotaku.words.parsing import (
    fractions,
    is_blank,
    is_null,
    read_criterion,
    read_numbers,
    read_year,
)
from kotaku.words.parsing_dates import day_and_month, read_date

# what a tidy column has nowhere, its texts between zero bytes: two spaces, one at an end, an empty
# text, any other blank; plain searches first, they are twenty times as fast
_UNTIDY = (
    "  ",
    "\0 ",
    " \0",
    "\0\0",
    "\0NULL\0",
    "\0null\0",
    "\0(null)\0",
    *"\t\n\r\v\f\x1c\x1d\x1e\x1f",
)
_OTHER_BLANK = re.compile(r"[^\S ]")
_PAIR = re.compile(r"(\d{1,4})\s?/\s?\d{1,4}")
_SERIAL = re.compile(r"\d{5}(?:\.0{1,3})?")
MOST_WHOLE = 1e15  # beyond it a number no longer tells its last digit
RT_NUMBERS = frozenset({"rt_rw", "nomor_rt", "nomor_rw"})  # 1/2 typed there becomes a date
EXCEL_DAY_ZERO = datetime(1899, 12, 30)
EXCEL_DAYS = (30_000, 60_000)  # serial numbers of 1982 to 2064: dates that lost their format


@dataclass(frozen=True)
class Assumed:
    """Something assumed for a column: a finding's code, a row (0-based) and its words."""

    code: str
    row: int
    value: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Converted:
    """Values of one column, with the texts (0-based row, text) that could not be read."""

    values: pd.Series[Any]
    unreadable: Sequence[tuple[int, str]] = ()
    expected: str = "angka"
    notes: Sequence[Assumed] = ()


def convert(
    column: Column,
    name: str,
    choices: Sequence[str] = (),
    *,
    unit: str | None = None,
    asked: bool = False,
) -> Converted:
    """Return a column of cells as the canonical column ``name``.

    Empty stays missing and unreadable becomes missing; nothing is guessed. ``unit`` is that of
    the sheet where it is not the column's own; an ``asked`` choice keeps words it does not know.
    """
    own = unit_of(name) if unit is None else unit
    if schema.criterion_of(name):
        return _numbers(column, own, percent=name.startswith("persen"))
    spec = schema.fields()[name]
    if spec.type == "choice":
        return _choices(column, name, choices, asked=asked)
    if name in RT_NUMBERS:
        return _rt_numbers(column)
    readers: Mapping[str, Callable[[], Converted]] = {
        "text": lambda: _texts(column),
        "number": lambda: _numbers(column, own),
        "integer": lambda: _integers(column),
        "year": lambda: _years(column),
        "date": lambda: _dates(column),
        "percent": lambda: _numbers(column, "%", percent=True),
        "rupiah": lambda: _numbers(column, own),
        "criterion": lambda: _criteria(column),
    }
    return readers[spec.type]()


def plain_numbers(column: Column, unit: str) -> Converted:
    """Return a column of figures as they are written, whatever they may be parts of."""
    return _numbers(column, unit)


def unit_of(name: str) -> str:
    """Return the unit of a column, "" when it has none."""
    if not schema.criterion_of(name):
        spec = schema.fields()[name]
        return "Rp" if spec.type == "rupiah" else spec.unit or ""
    measure, criterion = schema.criterion_of(name) or ("", "")
    if measure == "persen":
        return "%"
    return _criterion_units().get(criterion, "") if measure == "volume" else ""


@cache
def _criterion_units() -> Mapping[str, str]:
    return {c.id: c.unit for r in rules.all_regulations() for c in r.criteria}


def shown(value: Text | float) -> str:
    """Return a cell as text: 6.0 is ``6``, a date is ISO."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return " ".join(value.split())


def _texts(column: Column) -> Converted:
    if len(column.at) == len(column.numbers) and {*map(type, column.values)} == {str}:
        texts = cast("list[str]", list(column.values))
        if not _tidy(texts):
            tidied = [None if is_null(t) else " ".join(t.split()) or None for t in texts]
            return Converted(pd.Series(tidied, dtype="str"))
        return Converted(pd.Series(texts, dtype="str"))
    cells: list[str | None] = [None] * len(column.numbers)
    for i in np.flatnonzero(~np.isnan(column.numbers)).tolist():
        cells[i] = shown(float(column.numbers[i]))
    for i, value in zip(column.at, column.values, strict=True):
        text = " ".join(value.split()) if type(value) is str else shown(value)
        cells[i] = None if is_null(text) else text or None
    return Converted(pd.Series(cells, dtype="str"))


def _rt_numbers(column: Column) -> Converted:
    """Return numbers of RT and RW; a date is the two numbers that were typed, day before month."""
    read = _texts(column)
    pairs = {i: pair for i, v in zip(column.at, column.values, strict=True)
             if (pair := _day_and_month(v))}  # fmt: skip
    for i in np.flatnonzero(column.numbers >= EXCEL_DAYS[0]).tolist():  # no place has so many RT
        typed = _of_serial(float(column.numbers[i]))
        pairs |= {i: (typed.day, typed.month)} if typed else {}
    if not pairs:
        return read
    digits = _width([v for i, v in zip(column.at, column.values, strict=True) if i not in pairs])
    cells = read.values.to_list()
    for i, (day, month) in pairs.items():
        cells[i] = f"{day:0{digits}d}/{month:0{digits}d}"
    first = min(pairs)
    details = {"jumlah": len(pairs), "arti": f"RT/RW {cells[first]}"}
    note = Assumed("RT-RW-JADI-TANGGAL", first, str(read.values.iloc[first]), details)
    return replace(read, values=pd.Series(cells, dtype="str"), notes=[note])


def _day_and_month(value: Text) -> tuple[int, int] | None:
    if isinstance(value, datetime):
        return value.day, value.month
    return day_and_month(value) if isinstance(value, str) else None


def _width(values: Sequence[Text]) -> int:
    """Return how many digits the other cells write an RT with."""
    widths = [len(found[1]) for v in values if (found := _PAIR.fullmatch(shown(v).strip()))]
    return max(widths, default=3)


def _tidy(texts: Sequence[str]) -> bool:
    """Tell whether no text of a column is empty or has a blank too many."""
    together = "\0".join(["", *texts, ""])
    if any(odd in together for odd in _UNTIDY):
        return False
    return together.isascii() or _OTHER_BLANK.search(together) is None


def _numbers(column: Column, unit: str, *, percent: bool = False) -> Converted:
    values = column.numbers.copy()
    values[np.isinf(values)] = math.nan
    texts = [v if isinstance(v, str) else shown(v) for v in column.values]
    read = read_numbers(texts, unit=unit)
    if texts:
        values[np.asarray(column.at, dtype=np.int64)] = read.values
    notes: list[Assumed] = []
    if percent:
        signed = [column.at[i] for i in read.percent]
        plain = np.ones(len(values), dtype=bool)
        plain[np.asarray(signed, dtype=np.int64)] = False
        if fractions(values[plain].tolist()):
            values[plain] *= 100
            notes.append(Assumed("PERSEN-PECAHAN", 0, ""))
    if read.ambiguous and read.decided:
        at = read.ambiguous[0]
        details = {"jumlah": len(read.ambiguous), "arti": read.decided, "alasan": read.reason}
        notes.append(Assumed("ANGKA-RANCU", column.at[at], texts[at], details))
    if read.marked:
        at = read.marked[0]
        notes.append(
            Assumed("ANGKA-BERTANDA", column.at[at], texts[at], {"jumlah": len(read.marked)})
        )
    unreadable = [(column.at[i], texts[i]) for i in read.unreadable]
    return Converted(pd.Series(values), unreadable, "angka", notes)


def _integers(column: Column) -> Converted:
    read = _numbers(column, "")
    values = read.values.to_numpy(copy=True)
    whole = (values == np.round(values)) & (np.abs(values) < MOST_WHOLE)
    odd = np.flatnonzero(~np.isnan(values) & ~whole)
    broken = [*read.unreadable, *((int(i), shown(float(values[i]))) for i in odd)]
    values[odd] = math.nan
    return Converted(pd.Series(values).astype("Int64"), sorted(broken), "bilangan bulat")


def _years(column: Column) -> Converted:
    values = column.numbers.copy()
    odd = ~np.isnan(values) & ~((values >= 1900) & (values <= 2100) & (values == np.round(values)))
    unreadable = [(int(i), shown(float(values[i]))) for i in np.flatnonzero(odd)]
    values[odd] = math.nan
    for i, cell in zip(column.at, column.values, strict=True):
        year = cell.year if isinstance(cell, datetime) else read_year(shown(cell))
        if year is not None:
            values[i] = year
        elif not is_blank(shown(cell)):
            unreadable.append((i, shown(cell)))
    return Converted(pd.Series(values).astype("Int64"), sorted(unreadable), "tahun")


def _dates(column: Column) -> Converted:
    values: list[datetime | None] = [None] * len(column.numbers)
    unreadable: list[tuple[int, str]] = []
    notes: list[Assumed] = []
    for i in np.flatnonzero(~np.isnan(column.numbers)).tolist():
        number = float(column.numbers[i])
        values[i] = _of_serial(number)
        if values[i] is None:
            unreadable.append((int(i), shown(number)))
    for i, cell in zip(column.at, column.values, strict=True):
        if (day := _day(cell)) is not None:
            values[i] = day
            continue
        text = shown(cell)
        read = read_date(text)
        if read is not None:
            values[i] = datetime(read.value.year, read.value.month, read.value.day)
            if read.assumed:
                arti = format_date(read.value)
                notes.append(
                    Assumed("TANGGAL-DITAFSIRKAN", i, text, {"arti": arti, "alasan": read.assumed})
                )
        elif not is_blank(text):
            unreadable.append((i, text))
    series = pd.Series(values, dtype="datetime64[us]")
    return Converted(series, sorted(unreadable), "tanggal, misalnya 30/11/2022", notes)


def _day(cell: Text) -> datetime | None:
    """Return the day of a date cell, or of a serial number kept as text."""
    if isinstance(cell, datetime):
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, str) and _SERIAL.fullmatch(cell.strip()):
        return _of_serial(float(cell))
    return None


def _of_serial(number: float) -> datetime | None:
    """Return the day that Excel counts with a number."""
    if EXCEL_DAYS[0] <= number <= EXCEL_DAYS[1]:
        return EXCEL_DAY_ZERO + timedelta(days=int(number))
    return None


def _criteria(column: Column) -> Converted:
    return _recoded(column, read_criterion, "kode kriteria, misalnya 2b")


def _choices(column: Column, name: str, choices: Sequence[str], *, asked: bool) -> Converted:
    known = _known(name, tuple(choices))

    def read(text: str) -> str | None:
        return _chosen(text, known) or (text if asked else None)

    return _recoded(column, read, " atau ".join(choices))


@lru_cache(maxsize=4096)
def knows_choice(text: str, name: str, choices: tuple[str, ...]) -> bool:
    """Tell whether a text stands for one of the choices of a field."""
    return _chosen(text, _known(name, choices)) is not None


@cache
def _known(name: str, choices: tuple[str, ...]) -> Mapping[object, str]:
    """Return the choice of each word, as letters and as a bag of words."""
    pairs = [(word, choice) for choice in choices for word in (choice, *_synonyms(name, choice))]
    return {_bag(word): choice for word, choice in pairs} | {
        key(word): choice for word, choice in pairs
    }


def _chosen(text: str, known: Mapping[object, str]) -> str | None:
    return known.get(key(text)) or known.get(_bag(text))


def _bag(text: str) -> tuple[str, ...]:
    """Return the words of a choice in one order: ``100% selesai`` is ``selesai 100%``."""
    return tuple(sorted(w for part in text.lower().split() if (w := key(part))))


def _recoded(column: Column, read: Callable[[str], str | None], expected: str) -> Converted:
    cells = _texts(column).values
    codes = {text: read(text) for text in cells.dropna().unique() if not is_blank(text)}
    values = cells.map(codes)
    lost = cells.notna() & values.isna() & cells.isin(list(codes))
    unreadable = [(int(i), str(cells[i])) for i in np.flatnonzero(lost.to_numpy())]
    return Converted(values.astype("str"), unreadable, expected)


_choice_words = DataFile("kotaku.schema", "choices.toml", dict[str, dict[str, list[str]]])


def _synonyms(name: str, choice: str) -> Sequence[str]:
    return _choice_words().get(name, {}).get(choice, ())
