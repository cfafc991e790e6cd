"""What each row of a table is, told by its figures first and its words second."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from kotaku.geo import names
from kotaku.intake.model import Cell
from kotaku.intake.reading import sums, words
from kotaku.intake.reading.grid import is_ditto
from kotaku.intake.reading.model import Meaning, Proof, RowReading, RowRole
from kotaku.intake.reading.numbers import Floats, is_none
from kotaku.intake.reading.table import Table
from kotaku.words.numbers import format_number

BOUND = 2000  # records up to which every run of rows is tried; beyond only whole sums
_FEW = 40  # rows that may be sums, up to which each is tried as a record
_ROMAN = re.compile(r"[IVXLC]{1,6}[.)]?|[A-Z][.)]?|[a-z][.)]")
_LEVELS = (("kec", "kecamatan"), ("kel", "kelurahan"), ("desa", "kelurahan"))


@dataclass
class TableRows:
    """The rows of a table by role, as they are being told apart."""

    roles: dict[int, RowReading] = field(default_factory=dict)
    data: list[int] = field(default_factory=list)  # rows on the sheet
    groups: dict[int, tuple[Meaning, str]] = field(default_factory=dict)
    proofs: list[Proof] = field(default_factory=list)
    off: list[tuple[int, int, float, float]] = field(default_factory=list)  # row, col, told, own
    unsure: list[int] = field(default_factory=list)  # neither words nor sums tell what they are


def read_rows(table: Table) -> TableRows:
    """Return the rows of a table by role."""
    return _Reader(table).read()


class _Reader:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = [
            c for c in table.figures
            if table.concepts[c].area or not any(table.concepts[k].area for k in table.figures)
        ]  # fmt: skip
        self.values: Floats = table.matrix(self.columns)
        self.step = sums.steps(self.values)
        self.at = {row: i for i, row in enumerate(table.rows)}
        self.out = TableRows()
        self.numbered = self._numbered()
        self.figure_rows = self._figure_rows()
        # where years stand in rows, the area of a place is said again for each
        self.once = [
            i for i, c in enumerate(self.columns)
            if table.years is not None and table.concepts[c].meaning != "berkurang"
        ]  # fmt: skip

    def _numbered(self) -> bool:
        """Tell whether the records count themselves."""
        column = self.table.ordinal
        return column is not None and any(
            isinstance(v, float) or (isinstance(v, str) and v.strip(". )").isdecimal())
            for v in self.table.cells(column)
        )

    def _figure_rows(self) -> list[int]:
        none = np.zeros(len(self.table.rows), dtype=bool)
        for c in self.columns:
            none |= self.table.numbers[c].none
        has = np.asarray((~np.isnan(self.values)).any(axis=1) if self.columns else none)
        return [
            r for r in self.table.rows if has[self.at[r]] or (none[self.at[r]] and self._low(r))
        ]

    def _low(self, row: int) -> Cell:
        """Return the text in the lowest place column, through merged cells."""
        column = self.table.lowest
        if column is None:
            return None
        cell = self.table.grid.row(row)[column]
        if cell is None and (row, column) in self.table.grid.down:
            return self.table.grid.row(self.table.grid.down[row, column])[column]
        return cell

    def _obey(self) -> None:
        """Take out the rows that a person said hold no figures to count."""
        for place, role in self.table.said.rows.items():
            row = place + 1
            if row not in self.at or role in ("data", "jumlah", "subjumlah"):
                continue
            label = self._label(row)
            told = cast("RowRole", role)
            self.out.roles[row] = RowReading(row, told, label)
            if role == "kelompok" and (group := self._group_of(row, label)):
                self.out.groups[row] = group
        self.figure_rows = [r for r in self.figure_rows if r not in self.out.roles]

    def read(self) -> TableRows:
        self._obey()
        odd = [r for r in self.figure_rows if self._is_odd(r)]
        records = [r for r in self.figure_rows if r not in {*odd}]
        if not records:  # nothing but odd rows: they are the records
            records = [r for r in odd if not self._total_label(r)]
            odd = [r for r in odd if r not in {*records}]
        odd, records = self._orphans(odd, records)
        odd, records = self._hidden_totals(odd, records)
        odd, records = self._missed(odd, records)
        self._name_sums(odd, records)
        for row in records:
            self.out.roles[row] = RowReading(row, "data")
        self.out.data = records
        self._rest()
        return self.out

    # --- what a row looks like ---------------------------------------------------

    def _is_odd(self, row: int) -> bool:
        if told := self.table.said.rows.get(row - 1):
            return told != "data"
        low = self._low(row)
        if self.table.lowest is None:
            return self._total_label(row)
        if low is None or self._total_label(row):
            return True
        return self._names_group(row, low) or self._ordinal_odd(row)

    def _names_group(self, row: int, low: Cell) -> bool:
        if self.table.places[self.table.lowest or 0] == "kab_kota" or not isinstance(low, str):
            return False
        first = words.tokens(low)[:1]
        return (
            first in (["kab"], ["kabupaten"], ["kota"])
            and bool(names.match_kab_kota(low).region)
            and self._blank_beside(row)
        )

    def _blank_beside(self, row: int) -> bool:
        """Tell whether no other place is named on the row."""
        return all(
            self.table.grid.row(row)[c] is None for c in self.table.places if c != self.table.lowest
        )

    def _ordinal_odd(self, row: int) -> bool:
        column = self.table.ordinal
        if column is None:
            return False
        cell = self.table.grid.row(row)[column]
        roman = isinstance(cell, str) and bool(_ROMAN.fullmatch(cell.strip()))
        return roman and self.numbered

    def _label(self, row: int) -> str:
        cells = self.table.grid.row(row)
        known = [*self.table.places, *([] if self.table.ordinal is None else [self.table.ordinal])]
        texts = [str(cells[c]) for c in sorted(known) if isinstance(cells[c], str)]
        if not texts:
            texts = [
                v for c, v in enumerate(cells)
                if isinstance(v, str) and c not in self.table.figures and not is_none(v)
            ]  # fmt: skip
        texts = [t for t in texts if not _ROMAN.fullmatch(t.strip()) and not is_ditto(t)] or texts
        return texts[-1] if texts else ""

    def _total_label(self, row: int) -> bool:
        cells = self.table.grid.row(row)
        columns = {
            *self.table.places,
            *([] if self.table.ordinal is None else [self.table.ordinal]),
        }
        unknown = {c for c in range(len(cells)) if c not in self.table.head.headings}
        return any(
            isinstance(cells[c], str) and words.is_total_label(str(cells[c]))
            for c in columns | unknown
        )

    # --- sums --------------------------------------------------------------------

    def _vector(self, row: int) -> Floats:
        vector = self.values[self.at[row]].copy()
        if len(self.once) < len(self.columns):
            vector[self.once] = np.nan
        return np.asarray(vector)

    def _block(self, rows: list[int]) -> Floats:
        return np.asarray(self.values[[self.at[r] for r in rows]])

    def _explain(self, row: int, records: list[int]) -> sums.Sum | None:
        vector = self._vector(row)
        above = [r for r in records if r < row]
        below = [r for r in records if r > row]
        whole = sums.of_all(vector, self._block(records), self.step) if len(records) > 1 else None
        if whole:
            return whole
        if self._low(row) is None and not np.nan_to_num(vector).any():
            block = self._block(records)[:, ~np.isnan(vector)]
            if block.shape[1] and not np.nan_to_num(block).any():
                return sums.Sum("semua", 0, len(records) - 1, 0)  # nothing was taken away at all
        if self._named_place(row):
            return self._below(vector, below) or self._above(vector, above)
        return self._above(vector, above) or self._below(vector, below)

    def _above(self, vector: Floats, above: list[int]) -> sums.Sum | None:
        return sums.of_above(vector, self._block(above[-BOUND:]), self.step) if above else None

    def _below(self, vector: Floats, below: list[int]) -> sums.Sum | None:
        return sums.of_below(vector, self._block(below[:BOUND]), self.step) if below else None

    def _named_place(self, row: int) -> bool:
        label = self._label(row)
        return bool(label) and not words.is_total_label(label)

    def _orphans(self, odd: list[int], records: list[int]) -> tuple[list[int], list[int]]:
        """Let an odd row with a place of its own that sums nothing be a record."""
        for _ in range(2):
            lone = [
                r for r in odd
                if self._named_place(r) and not self._total_label(r)
                and r - 1 not in self.table.said.rows
                and self._explain(r, records) is None
                and not self._has_records_below(r, odd, records)
                and not self._nearly(r, odd, records)
            ]  # fmt: skip
            if not lone:
                break
            odd = [r for r in odd if r not in {*lone}]
            records = sorted([*records, *lone])
        return odd, records

    def _missed(self, odd: list[int], records: list[int]) -> tuple[list[int], list[int]]:
        """Let a row that sums nothing be a record where a sum holds with it and not without."""
        lost = [r for r in odd if self._explain(r, records) is None]
        if not lost or len(lost) == len(odd) or len(odd) > _FEW:
            return odd, records
        for row in [r for r in lost if r - 1 not in self.table.said.rows and self._low(r)]:
            rest, more = [r for r in odd if r != row], sorted([*records, row])
            left = [r for r in rest if self._explain(r, more) is None]
            if len(left) < len(lost) - 1:
                odd, records, lost = rest, more, left
        return odd, records

    def _nearly(self, row: int, odd: list[int], records: list[int]) -> bool:
        """Tell whether a row is nearly the sum of all records, or of those up to the next sum."""
        before = max((r for r in odd if r < row), default=0)
        after = min((r for r in odd if r > row), default=self.table.head.end + 1)
        runs = (records, [r for r in records if before < r < row],
                [r for r in records if row < r < after])  # fmt: skip
        vector = self._vector(row)
        return any(sums.is_near(vector, self._block([r for r in run if r != row])) for run in runs)

    def _has_records_below(self, row: int, odd: list[int], records: list[int]) -> bool:
        """Tell whether records follow before the next odd row: then it heads them."""
        after = [r for r in odd if r > row]
        end = min(after, default=self.table.head.end + 1)
        return any(row < r < end for r in records) and self._low(row) is None

    def _hidden_totals(self, odd: list[int], records: list[int]) -> tuple[list[int], list[int]]:
        """Find rows that look like records and are sums all the same."""
        said = {place + 1 for place in self.table.said.rows}
        ends = records[-1:] + records[:1] if len(records) > 2 else []
        for row in [r for r in ends if r not in said]:
            rest = [r for r in records if r != row]
            whole = sums.of_all(self._told(row), self._block(rest), self.step)
            sure = whole and (whole.matched > 1 or self._weaker(row, rest) or len(rest) > 2)
            if not (sure or self._nameless(row, rest)):
                continue
            if not self._breaks(odd, records, rest):
                odd, records = sorted([*odd, row]), rest
        if len(records) > BOUND:
            return odd, records
        for row in [r for r in records if r not in said]:
            rest = [r for r in records if r != row]
            found = self._inner(row, rest)
            if found and found.matched > 1 and self._weaker(row, rest):
                odd, records = sorted([*odd, row]), rest
        return odd, records

    def _told(self, row: int) -> Floats:
        """Return the figures of a row, words for nothing as 0."""
        vector = self._vector(row)
        for i, column in enumerate(self.columns):
            if self.table.numbers[column].nothing[self.at[row]]:
                vector[i] = 0.0
        return vector

    def _breaks(self, odd: list[int], records: list[int], rest: list[int]) -> bool:
        """Tell whether a sum that holds with all records does not without one of them."""
        return len(odd) <= _FEW and any(
            self._explain(r, records) is not None and self._explain(r, rest) is None for r in odd
        )

    def _nameless(self, row: int, rest: list[int]) -> bool:
        """Tell whether a row at an end is nearly the sum of the rest and names fewer places."""

        def named(r: int) -> int:
            cells = self.table.grid.row(r)
            down = self.table.grid.down
            return sum(cells[c] is not None or (r, c) in down for c in self.table.places)

        fewer = named(row) < min(named(r) for r in rest[:200])
        return fewer and sums.is_near(self._vector(row), self._block(rest))

    def _inner(self, row: int, rest: list[int]) -> sums.Sum | None:
        vector = self._vector(row)
        below, above = [r for r in rest if r > row], [r for r in rest if r < row]
        return (
            (self._run(sums.of_below, vector, below) if len(below) > 1 else None)
            or (self._run(sums.of_above, vector, above) if len(above) > 1 else None)
        )  # fmt: skip

    def _run(self, of: Callable[..., sums.Sum | None], vector: Floats,
             rows: list[int]) -> sums.Sum | None:  # fmt: skip
        return of(vector, self._block(rows), self.step, fewest=2)

    def _weaker(self, row: int, rest: list[int]) -> bool:
        """Tell whether a row names less than records do."""

        def named(r: int) -> int:
            cells = self.table.grid.row(r)
            return sum(v is not None for c, v in enumerate(cells) if c not in self.table.figures)

        own = named(row)
        usual = sorted(named(r) for r in rest[:200])[len(rest[:200]) // 2]
        return own < usual

    def _name_sums(self, odd: list[int], records: list[int]) -> None:
        for row in odd:
            found = self._explain(row, records)
            label = self._label(row)
            group = self._group_of(row, label) if self._named_place(row) else None
            if (told := self.table.said.rows.get(row - 1)) in ("jumlah", "subjumlah"):
                self._sum_as_said(row, cast("RowRole", told), found, records)
                continue
            if found is None:
                self._unproven(row, odd, records, group)
                continue
            self._proof(row, found, label)
            if group and self._heads(found, label) and not self._total_label(row):
                self.out.groups[row] = group
                self.out.roles[row] = RowReading(row, "kelompok", group[1])
            elif found.kind == "semua":
                self.out.roles[row] = RowReading(row, "jumlah", label)
            else:
                self.out.roles[row] = RowReading(row, "subjumlah", label)

    def _sum_as_said(
        self, row: int, role: RowRole, found: sums.Sum | None, records: list[int]
    ) -> None:
        """Name a sum as a person did; when it sums nothing, that is a proof that fails."""
        label = self._label(row)
        self.out.roles[row] = RowReading(row, role, label)
        if found is None:
            self._mismatch(row, records, label)
        else:
            self._proof(row, found, label)

    def _heads(self, found: sums.Sum, label: str) -> bool:
        """Tell whether a sum names a group; that of all records does so only by a known name."""
        if found.kind == "semua":
            return names.match_kab_kota(label).region is not None
        return found.kind == "bawah"

    def _unproven(
        self, row: int, odd: list[int], records: list[int], group: tuple[Meaning, str] | None
    ) -> None:
        label = self._label(row)
        if group and not self._total_label(row) and self._is_group(row, odd, records):
            self.out.groups[row] = group
            self.out.roles[row] = RowReading(row, "kelompok", group[1], guessed=True)
            self._mismatch(row, self._until_next(row, odd, records), label)
            return
        self.out.roles[row] = RowReading(row, "jumlah", label, guessed=True)
        if not self._total_label(row) and not self._nearly(row, [row], records):
            self.out.unsure.append(row)
        if words.says(words.tokens(label), "baris_jumlah") and "rata" in words.tokens(label):
            return
        self._mismatch(row, records, label)

    def _is_group(self, row: int, odd: list[int], records: list[int]) -> bool:
        """Tell whether a row that names a place heads the rows below, though they do not add up."""
        own = self._until_next(row, odd, records)
        if own and sums.is_near(self._vector(row), self._block(own)):
            return True
        return not self._nearly(row, [row], records)

    def _until_next(self, row: int, odd: list[int], records: list[int]) -> list[int]:
        end = min((r for r in odd if r > row), default=self.table.head.end + 1)
        return [r for r in records if row < r < end]

    def _mismatch(self, row: int, records: list[int], label: str) -> None:
        vector, block = self._vector(row), self._block(records)
        total = np.nansum(block, axis=0)
        for i in np.flatnonzero(~np.isnan(vector)):
            told, own = float(vector[i]), float(total[i])
            if abs(told - own) <= float(sums.slack(vector, len(records), self.step)[i]):
                continue
            self.out.off.append((row, self.columns[i], told, own))
            factor = round(told / own, 4) if own else None
            self.out.proofs.append(
                Proof(
                    f"{self._called(row, label)} tertulis {format_number(told)}, jumlah barisnya "
                    f"{format_number(own)}",
                    holds=False, factor=factor,
                    cells=(self.table.grid.address(self.columns[i], row),),
                )
            )  # fmt: skip

    def _called(self, row: int, label: str) -> str:
        return f"{self.table.grid.line(row)} “{label or 'tanpa nama'}”"

    def _proof(self, row: int, found: sums.Sum, label: str) -> None:
        kinds = {
            "semua": "semua baris data",
            "atas": "baris di atasnya",
            "bawah": "baris di bawahnya",
        }
        told = [(c, v) for c, v in zip(self.columns, self._vector(row), strict=True)
                if not np.isnan(v)]  # fmt: skip
        self.out.proofs.append(
            Proof(
                f"{self._called(row, label)} = jumlah {kinds[found.kind]}: "
                f"{format_number(float(told[0][1]))}",
                holds=True, cells=tuple(self.table.grid.address(c, row) for c, _ in told),
                checked=len(told),
                passed=len(told),
            )
        )  # fmt: skip

    # --- groups and notes ----------------------------------------------------------

    def _group_of(self, row: int, label: str) -> tuple[Meaning, str] | None:
        """Return the place that a row names for the rows below it."""
        plain = re.sub(r"^(?:[IVXLC]{1,6}|[A-Za-z]|\d{1,2})[.)]\s{0,3}", "", label).strip(" :")
        if not plain:
            return None
        held = {*self.table.places.values()}
        cells = self.table.grid.row(row)
        own = [m for c, m in self.table.places.items() if isinstance(cells[c], str)
               and m not in (self.table.places.get(self.table.lowest or -1),)]  # fmt: skip
        if names.match_kab_kota(plain).region and ("kab_kota" not in held or "kab_kota" in own):
            return "kab_kota", plain
        first = (words.tokens(plain) or [""])[0]
        for prefix, level in _LEVELS:
            if first.startswith(prefix):
                return level, plain  # type: ignore[return-value]
        if own:
            return own[-1], plain
        for level in ("kab_kota", "kecamatan"):
            if level not in held:
                return level, plain  # type: ignore[return-value]
        return None

    def _rest(self) -> None:
        """Name the rows without figures: groups that head records, notes, signatures."""
        last = max(self.figure_rows, default=self.table.head.begin - 1)
        for row in self.table.rows:
            if row in self.out.roles:
                continue
            filled = self.table.grid.filled(row)
            if not filled:
                self.out.roles[row] = RowReading(row, "kosong")
                continue
            label = self._label(row)
            group = None
            if row < last and label and not words.is_total_label(label):
                group = self._group_of(row, label)
            if group and not words.is_note(label) and not _is_remark(label) and len(filled) <= 3:
                self.out.groups[row] = group
                self.out.roles[row] = RowReading(row, "kelompok", group[1])
            elif row > last and words.says(words.tokens(label), "tanda_tangan"):
                self.out.roles[row] = RowReading(row, "tanda_tangan", label)
            else:
                self.out.roles[row] = RowReading(row, "catatan", label)


def _is_remark(label: str) -> bool:
    """Tell whether a text between rows is a remark: (lanjutan), *) revisi, - susulan."""
    return label[:1] in ("(", "*", "-", "•", "–")
