"""The rows of a list by role: records, totals, groups, notes; sums tell first, words second.

Only rows that are unlike the others are looked at: those that name less than records do, stand at
an end, or hold a word of a total. So the time does not grow with the records.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kotaku.geo import names
from kotaku.intake.model import Cell, Column, Sheet
from kotaku.intake.reading import scales, sums, words
from kotaku.words.parsing import read_numbers

# roles that a person can give a row; the words are those of every reading (model.RowRole)
DATA, TOTAL, GROUP, NOTE = "data", "jumlah", "kelompok", "catatan"
UNIT_ROWS = 2  # so far below a heading stand the units of its columns
MOST_ODD = 3000  # rows looked at one by one
RUN = 2000  # records next to a row that it may sum
_NEARLY_ALL = 0.9  # part of the rows that fill a column which every record fills
_MOSTLY = 0.5
_KAB = re.compile(
    r"\W{0,3}(?:[IVXLC\d]{1,4}[.)]\s{0,3})?(?:kab(?:upaten)?|kota(?:madya)?)\b", re.IGNORECASE
)
_TELLING = 1000.0  # a figure so large is no sum by chance
_FEWEST_AT_END = 2  # figures that must be sums where a row looks like a record
_LEVELS = (("kec", "kecamatan"), ("kel", "kelurahan"), ("desa", "kelurahan"),
           ("kawasan", "kawasan"))  # fmt: skip
_ITEM = re.compile(r"^(?:[IVXLC]{1,6}|[A-Za-z]|\d{1,2})[.)]\s{0,3}")
_ROMAN = re.compile(r"[IVXLC]{1,6}[.)]?|[A-Za-z][.)]?")
_TOTAL_ROW = re.compile(
    rf"\s*(?:{'|'.join(words.SUM_SIGNS)}).{{0,40}}|"
    r"\W*+(?:(?:grand|sub)[\s-]*)?(?:total|jumlah|jml|rata\s*+(?:-\s*)?rata|rerata)"
    r"(?:\s*[:/(=].*|\s+(?:total|keseluruhan|semua|seluruh|akhir|umum|luas|rt|kawasan|kelurahan|desa"
    r"|kecamatan|kota|kabupaten|kab|provinsi|prov|kk|per)\b.*|\W*)",
    re.IGNORECASE | re.DOTALL,
)
_TOTAL_WORDS = ("total", "jumlah", "jml", "rata", "rerata", "j u m l a h",
                *(sign.lower() for sign in words.SUM_SIGNS))  # fmt: skip
_MEAN = re.compile(r"rata|rerata", re.IGNORECASE)
_OTHER = re.compile(r"[\W_]+")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shape:
    """Where a list stands and what its columns hold; rows are 1-based, columns 0-based.

    ``figures`` are columns that add up, with their unit; ``names`` columns of texts that name a
    record, ``columns`` all known ones.
    """

    first: int
    last: int
    columns: tuple[int, ...]
    figures: Mapping[int, str]
    names: tuple[int, ...]
    headings: Mapping[int, str]
    ordinal: int | None = None
    free: bool = False  # its first cell may say "Jumlah KK" and be data
    totals: bool = True  # rows may sum others
    levels: tuple[str, ...] = ()  # places that no column names: rows may
    said: Mapping[int, str] = field(default_factory=dict)  # by row, the role a person gave it


@dataclass(frozen=True)
class Marked:
    """A row that is no data: its number on the sheet, its words, the rows that it sums."""

    row: int
    text: str
    span: tuple[int, int] | None = None
    level: str = ""  # of a group: the place that it names for the rows below


@dataclass(frozen=True)
class ListRows:
    """The rows of a list by kind; ``data`` are 1-based row numbers, ascending."""

    data: NDArray[np.int64]
    totals: Sequence[Marked] = ()
    notes: Sequence[Marked] = ()
    groups: Sequence[Marked] = field(default=())


def classify(sheet: Sheet, shape: Shape) -> ListRows:
    """Return the rows of a list by kind.

    A row is **empty** when no known column is filled; a **total** when its figures sum others or
    its first cell says so; a **group** when it names a place for the rows below; a **note** when a
    single text is all it holds, or it repeats the heading. Every other row is data.
    """
    if shape.last < shape.first:
        return ListRows(np.zeros(0, dtype=np.int64))
    return _Reader(sheet, shape).read()


def is_units(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds nothing but the units of its columns."""
    filled = [c for c in cells if c is not None]
    return bool(filled) and all(isinstance(c, str) and scales.is_unit(c) for c in filled)


def is_mean(total: Marked) -> bool:
    """Tell whether a total row states means, which are not added up."""
    return _MEAN.search(total.text) is not None


def plain(text: str) -> str:
    """Return a text as letters and digits, to tell whether a row says the heading again."""
    return _OTHER.sub("", text.lower())


class _Reader:
    def __init__(self, sheet: Sheet, shape: Shape) -> None:
        self.sheet, self.shape = sheet, shape
        self.filled = self._count(shape.columns)
        self.totals: list[Marked] = []
        self.notes: list[Marked] = []
        self.groups: list[Marked] = []

    def _count(self, columns: Sequence[int]) -> NDArray[np.int64]:
        first, last = self.shape.first, self.shape.last
        count = np.zeros(last - first + 1, dtype=np.int64)
        for column in columns:
            count += self.sheet.columns[column].filled[first - 1 : last]
        return count

    def read(self) -> ListRows:
        first = self.shape.first
        rows = np.flatnonzero(self.filled) + first
        self.said = {
            r: role for r, role in self.shape.said.items() if first <= r <= self.shape.last
        }
        odd = {*self._odd(), *self._told()} | {r for r, s in self.said.items() if s != DATA}
        odd -= {r for r, role in self.said.items() if role == DATA}
        self.records = rows[~np.isin(rows, [*odd])] if odd else rows
        looked = {*odd, *range(first, min(first + UNIT_ROWS, self.shape.last) + 1)}
        for row in sorted(looked)[:MOST_ODD]:
            if row in self.said:
                self._as_said(row, self.said[row])
            else:
                self._place(row, odd=row in odd)
        out = {m.row for m in (*self.totals, *self.notes, *self.groups)}
        data: NDArray[np.int64] = rows[~np.isin(rows, [*out])] if out else rows
        data = self._without_ends(data)
        return ListRows(
            data, tuple(sorted(self.totals, key=lambda m: m.row)), self.notes, self.groups
        )

    # --- which rows are looked at ------------------------------------------------------

    def _odd(self) -> set[int]:
        """Return rows that lack a name that records have, or name a place above them."""
        held, first = self.filled > 0, self.shape.first
        rows = {int(i) + first for i in np.flatnonzero(self.filled == 1)}
        rows.update(self._unnumbered(held))
        rows.update(int(i) + first for i in np.flatnonzero(held & (self.named < self.usual)))
        rows.update(int(i) + first for i in np.flatnonzero(held & self._sparse(held)))
        return rows | self._regions()

    @cached_property
    def ordinal(self) -> int | None:
        """Return the column of running numbers, by its heading or because it counts 1, 2, 3."""
        if self.shape.ordinal is not None:
            return self.shape.ordinal
        first, last = self.shape.first, self.shape.last
        for column in range(min(self.shape.columns, default=0)):
            known = self.sheet.columns[column].numbers[first - 1 : last]
            known = known[~np.isnan(known)]
            if len(known) > 1 and known[0] == 1 and (np.diff(known) == 1).mean() >= _NEARLY_ALL:
                return column
        return None

    @cached_property
    def named(self) -> NDArray[np.int64]:
        """Return how many of the columns are filled that nearly every record fills."""
        held = self.filled > 0
        always = [c for c in self.shape.names if self._share(c, held) >= _NEARLY_ALL]
        return self._count(always)

    def _sparse(self, held: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return the rows that name no more than half of what most rows name.

        Where each few records have a total, no column of names is filled nearly always.
        """
        often = [c for c in self.shape.names if self._share(c, held) >= _MOSTLY]
        count = self._count(often)
        usual = float(np.median(count[held])) if held.any() else 0.0
        return np.asarray((count <= usual / 2) & (usual > 0))

    def _share(self, column: int, held: NDArray[np.bool_]) -> float:
        first, last = self.shape.first, self.shape.last
        filled = self.sheet.columns[column].filled[first - 1 : last]
        return float((filled & held).sum()) / max(int(held.sum()), 1)

    @cached_property
    def usual(self) -> int:
        """Return how many of them a record fills."""
        held = self.filled > 0
        return int(np.median(self.named[held])) if held.any() else 0

    def _regions(self) -> set[int]:
        """Return rows that name a kab/kota in a column of something else."""
        if "kab_kota" not in self.shape.levels:
            return set()
        first, last = self.shape.first, self.shape.last
        rows: set[int] = set()
        for column in self.shape.names:
            part = self.sheet.columns[column].part(first, last)
            texts = {v for v in part.values if isinstance(v, str) and _KAB.match(v)}
            if texts:
                rows.update(
                    i + first for i, v in zip(part.at, part.values, strict=True) if v in texts
                )
        return rows

    def _unnumbered(self, held: NDArray[np.bool_]) -> list[int]:
        """Return the rows without a running number where nearly all others have one."""
        if self.ordinal is None:
            return []
        first, last = self.shape.first, self.shape.last
        column = self.sheet.columns[self.ordinal]
        counted = ~np.isnan(column.numbers[first - 1 : last])
        for i, text in zip(column.at, column.values, strict=True):
            if first <= i + 1 <= last and isinstance(text, str) and text.strip(" .)").isdecimal():
                counted[i + 1 - first] = True
        if 2 * int((counted & held).sum()) < int(held.sum()):
            return []
        return [int(i) + first for i in np.flatnonzero(held & ~counted)]

    def _told(self) -> set[int]:
        """Return the rows where a text names a total or says a heading again."""
        first, last = self.shape.first, self.shape.last
        headings = {*self.shape.headings.values()}
        rows: set[int] = set()
        for column in self.sheet.columns:
            part = column.part(first, last)
            texts = {v for v in {*part.values} if isinstance(v, str)}
            wanted = (texts & headings) | _totals(texts)
            if wanted:
                rows.update(
                    i + first for i, v in zip(part.at, part.values, strict=True) if v in wanted
                )
        return rows

    # --- what a row is -----------------------------------------------------------------

    def _as_said(self, row: int, role: str) -> None:
        """Take a row for what a person said."""
        label = self._label(row)
        if role == TOTAL:
            self.totals.append(Marked(row, label, self._span(row)))
        elif role == GROUP:
            level = self._level(label) or next(iter(self.shape.levels), "")
            self.groups.append(Marked(row, label, None, level))
        elif role == NOTE:
            self.notes.append(Marked(row, label))

    def _place(self, row: int, *, odd: bool) -> None:
        cells = self.sheet.row(row)
        texts = self._texts(cells)
        label = texts[-1] if texts else ""
        head = _first(cells)
        if self.shape.totals and head is not None and _TOTAL_ROW.fullmatch(head):
            self.totals.append(Marked(row, head, self._span(row)))
        elif not self.shape.free and self._is_note(row, cells):
            self._note(row, label or (head or ""))
        elif odd and self.shape.totals and (span := self._span(row)):
            if label and span[0] > row and self._next(row) == span[0] and self._level(label):
                self.groups.append(Marked(row, label, span, self._level(label)))
            else:
                self.totals.append(Marked(row, label or head or "", span))
        elif odd and self.shape.totals and self._says_total(row, texts):
            self.totals.append(Marked(row, label, None))
        elif odd and self._names_group(row, label):
            self.groups.append(Marked(row, label, None, self._level(label)))

    def _names_group(self, row: int, label: str) -> bool:
        """Tell whether a row names a place for those below and no record, whatever its figures."""
        if not self._level(label) or not self._next(row):
            return False
        cells = self.sheet.row(row)
        return any(
            sum(cells[c] is not None for c in columns) == 1 < self._usual(columns)
            for columns in (self.shape.names, self.telling)
        )

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """Return the columns that tell anything of a record but its number and figures."""
        aside = {self.ordinal, *self.shape.figures}
        return tuple(c for c in self.shape.columns if c not in aside)

    def _usual(self, columns: tuple[int, ...]) -> float:
        """Return how many of some columns a record fills, mostly."""
        count = self._count(columns)[self.records - self.shape.first]
        return float(np.median(count)) if len(count) else 0.0

    def _next(self, row: int) -> int:
        """Return the next row below one that holds anything."""
        below = np.flatnonzero(self.filled[row + 1 - self.shape.first :])
        return row + 1 + int(below[0]) if len(below) else 0

    def _says_total(self, row: int, texts: Sequence[str]) -> bool:
        """Tell whether a row that names less than records has a word of a total."""
        fewer = self.named[row - self.shape.first] < self.usual
        return bool(fewer) and any(words.is_total_label(t) for t in texts)

    def _note(self, row: int, label: str) -> None:
        below = self.filled[row + 1 - self.shape.first :]
        level = self._level(label) if below.any() else ""
        if level:
            self.groups.append(Marked(row, label, None, level))
        else:
            self.notes.append(Marked(row, label))

    def _texts(self, cells: Sequence[Cell]) -> list[str]:
        """Return the texts of a row that are no figures and no running number."""
        found = [
            v.strip() for i, v in enumerate(cells)
            if isinstance(v, str) and i not in self.shape.figures and v.strip()
        ]  # fmt: skip
        return [t for t in found if not _ROMAN.fullmatch(t)] or found

    def _is_note(self, row: int, cells: Sequence[Cell]) -> bool:
        held = [i for i, v in enumerate(cells) if v is not None]
        known = int(self.filled[row - self.shape.first])
        if known <= 1 and len(held) == 1:
            return isinstance(cells[held[0]], str) or len(self.shape.columns) > 1
        if row <= self.shape.first + UNIT_ROWS and is_units(cells):
            return True
        texts = {i: v for i, v in enumerate(cells) if isinstance(v, str)}
        again = sum(plain(v) == plain(self.shape.headings.get(i, "")) for i, v in texts.items())
        if again >= 2 and 2 * again > len(held):
            return True
        return self._is_section(cells, held)

    def _is_section(self, cells: Sequence[Cell], held: Sequence[int]) -> bool:
        """Tell whether a row is a numbered title over the rows below: ``I. | Kota Kupang``."""
        if len(held) != 2 or self.ordinal not in held:
            return False
        other = next(i for i in held if i != self.ordinal)
        text, number = cells[other], cells[self.ordinal or 0]
        lettered = isinstance(number, str) and _ROMAN.fullmatch(number.strip()) is not None
        return isinstance(text, str) and lettered and bool(self._level(text))

    def _level(self, label: str) -> str:
        """Return the place that a row names for those below it, where no column does."""
        bare = _ITEM.sub("", label).strip(" :")
        low = words.tokens(bare)
        if not low or words.is_total_label(bare):
            return ""
        for start, level in _LEVELS:
            if low[0].startswith(start) and len(low) > 1 and level in self.shape.levels:
                return level
        if "kab_kota" in self.shape.levels and names.match_kab_kota(bare).region is not None:
            return "kab_kota"
        return ""

    # --- sums --------------------------------------------------------------------------

    @cached_property
    def _matrix(self) -> Floats:
        """Return the figures of all rows: rows x columns."""
        first, last = self.shape.first, self.shape.last
        columns = [figures_of(self.sheet.columns[c].part(first, last), unit)
                   for c, unit in self.shape.figures.items()]  # fmt: skip
        return np.column_stack(columns) if columns else np.zeros((last - first + 1, 0))

    def _span(self, row: int) -> tuple[int, int] | None:
        """Return the first and last row that a row's figures sum, or None."""
        vector = self._matrix[row - self.shape.first]
        if not np.nan_to_num(vector).any() or not len(self.records):
            return None
        records = self.records[self.records != row]
        whole = self._block(records)
        if len(records) > 1 and self._is_whole(vector, whole):
            return int(records[0]), int(records[-1])
        fewest = 1 if self._bare(row) else 2
        above = records[records < row][-RUN:]
        below = records[records > row][:RUN]
        heads = bool(self._level(self._label(row)))
        for up in (False, True) if heads else (True, False):
            run = above if up else below
            find = sums.of_above if up else sums.of_below
            if len(run) and (found := find(vector, self._block(run), fewest=fewest)):
                return int(run[found.first]), int(run[found.last])
        return None

    def _label(self, row: int) -> str:
        texts = self._texts(self.sheet.row(row))
        return texts[-1] if texts else ""

    def _bare(self, row: int) -> bool:
        """Tell whether a row names so little that it may sum a single record."""
        cells = self.sheet.row(row)
        named = sum(cells[c] is not None for c in self.shape.names)
        numbered = self.ordinal is not None and isinstance(cells[self.ordinal], float)
        return named <= 1 and not numbered

    def _block(self, rows: NDArray[np.int64]) -> Floats:
        return np.asarray(self._matrix[rows - self.shape.first])

    def _is_whole(self, vector: Floats, block: Floats) -> bool:
        """Tell whether a row sums all records: in every figure, or in most of several."""
        if sums.of_all(vector, block):
            return True
        known = ~np.isnan(vector) & (np.abs(np.nan_to_num(vector)) > 0)
        for factor in scales.FACTORS.values():  # a total may be written in full rupiah
            total = np.nansum(block[:, known], axis=0) * factor
            near = np.abs(total - vector[known]) <= sums.slack(vector[known], len(block))
            if (near.all() and near.any()) or (near.sum() >= 2 and 2 * near.sum() > len(near)):
                return True
        return False

    def _without_ends(self, data: NDArray[np.int64]) -> NDArray[np.int64]:
        """Leave out a first or last record that sums all others, whatever it is called."""
        if not self.shape.totals or len(data) < 4:
            return data
        ends = (int(data[-1]), int(data[0]))
        for gone in (ends[:1], ends[1:], ends):
            if any(row in self.said for row in gone) or not self._may_sum(data, gone):
                continue
            rest: NDArray[np.int64] = data[~np.isin(data, gone)]
            if all(self._sums_all(row, self._block(rest)) for row in gone):
                span = (int(rest[0]), int(rest[-1]))
                for row in gone:
                    texts = self._texts(self.sheet.row(row))
                    self.totals.append(Marked(row, texts[0] if texts else "", span))
                return rest
        return data

    def _may_sum(self, data: NDArray[np.int64], gone: Sequence[int]) -> bool:
        """Tell whether rows may each sum all others: by a figure that is its part of all."""
        total, share = np.nansum(self._block(data), axis=0), len(gone) + 1
        vectors = np.nan_to_num(self._block(np.asarray(gone, dtype=np.int64)))
        near = np.abs(share * vectors - total) <= 0.01 * np.abs(total)
        return bool(((vectors != 0) & near).any(axis=1).all())

    def _sums_all(self, row: int, block: Floats) -> bool:
        """Tell whether a row that looks like a record sums the others; percents are no sums."""
        vector = self._matrix[row - self.shape.first]
        most = np.nanmax(np.abs(np.nan_to_num(block)), axis=0, initial=0.0)
        counted = (most > 100) | (np.abs(np.nan_to_num(vector)) > 100)
        found = sums.of_all(vector[counted], block[:, counted]) if counted.any() else None
        found = found or sums.of_all(vector, block)
        if found is None:
            return False
        large = float(np.nanmax(np.abs(vector[counted]), initial=0.0)) >= _TELLING
        return found.matched >= _FEWEST_AT_END or (
            large and (not counted.all() or self._lacks(row))
        )

    def _lacks(self, row: int) -> bool:
        """Tell whether a row has nothing in a column that every other record fills."""
        cells = self.sheet.row(row)
        empty = [c for c in self.shape.columns if cells[c] is None]
        rest = self.records[self.records != row] - 1
        return any(bool(self.sheet.columns[c].filled[rest].all()) for c in empty)


def _totals(texts: set[str]) -> set[str]:
    together = "\n".join(texts).lower()  # one search tells nearly every column that it has none
    if not any(word in together for word in _TOTAL_WORDS):
        return set()
    return {text for text in texts if _TOTAL_ROW.fullmatch(_closed(text))}


def _closed(text: str) -> str:
    """Return a word whose letters were set apart as one: J U M L A H."""
    return "".join(text.split()) if re.fullmatch(r"\s*(?:\w )+\w\s*", text) else text


def _first(cells: Sequence[Cell]) -> str | None:
    """Return the first filled cell of a row when it is a text."""
    value = next((v for v in cells if v is not None), None)
    return _closed(value.strip()) if isinstance(value, str) else None


def figures_of(column: Column, unit: str) -> Floats:
    """Return the figures of a column, those written as texts too; NaN where there is none."""
    values = column.numbers.copy()
    texts = [v if isinstance(v, str) else "" for v in column.values]
    if texts:
        values[np.asarray(column.at, dtype=np.int64)] = read_numbers(texts, unit=unit).values
    values[np.isinf(values)] = np.nan
    return np.asarray(values)
