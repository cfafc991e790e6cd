"""Read the tables of hectares of a sheet: rows, columns, units, places, amounts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from kotaku.dataset import Choice, Question
from kotaku.geo import names
from kotaku.intake.model import address, letter
from kotaku.intake.reading import columns as chosen
from kotaku.intake.reading import said, units, words
from kotaku.intake.reading.columns import Columns
from kotaku.intake.reading.grid import is_ditto
from kotaku.intake.reading.model import FilledCell, Meaning
from kotaku.intake.reading.numbers import Floats, Numbers
from kotaku.intake.reading.rows import Rows, read_rows
from kotaku.intake.reading.table import Table
from kotaku.words.numbers import format_ha
from kotaku.words.parsing import years_in

AREA = "luas_kumuh"
_SERIALS = (36526.0, 55153.0)  # 1-1-2000 to 31-12-2050 as day numbers of a spreadsheet
_DECIMALS = 9
MOST = 3  # questions about the columns of one table
_DOWN: tuple[Meaning, ...] = ("provinsi", "kab_kota", "kecamatan", "kelurahan", "kawasan")


@dataclass(frozen=True)
class Amount:
    """Reductions of one column, in hectares, per record."""

    column: int
    year: Sequence[int | None]
    values: Floats
    status: str = ""
    derived: bool = False  # from what is left


@dataclass
class Part:
    """One table of hectares as read; lists and arrays are per record."""

    file: str
    table: Table
    rows: Rows
    columns: Columns
    units: units.Units
    places: dict[Meaning, list[str | None]] = field(default_factory=dict)
    start: Floats | None = None
    start_column: int | None = None
    checked: Floats | None = None  # the area of the verification beside that of the decree
    checked_column: int | None = None
    verified: bool = False  # the area is that of the verification, not of the decree
    amounts: list[Amount] = field(default_factory=list)
    filled: list[FilledCell] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    shape: str = ""
    year: int | None = None
    years: list[int | None] = field(default_factory=list)  # of a list with a row for each year
    decree: dict[str, int] = field(default_factory=dict)  # columns of nomor_sk and tahun_sk
    left: Floats | None = None  # what the last column of it says is left, per record
    left_column: int = 0
    titled: bool = False  # the kab/kota comes from a title
    first: list[bool] = field(default_factory=list)  # the record says its place's area at first

    @property
    def sheet(self) -> str:
        """Return the name of the sheet."""
        return self.table.grid.sheet.name

    @property
    def data(self) -> list[int]:
        """Return the rows of records on the sheet."""
        return self.rows.data

    def total(self) -> float | None:
        """Return the area at first of all records [ha]."""
        if self.start is None:
            return None
        return float(np.nansum(np.where(self.first, self.start, np.nan)))


def shape_of(headings: Mapping[int, str]) -> str:
    """Return what an answer is remembered by: headings without years, case, spaces, numbers."""
    plain = [re.sub(r"[\W\d_]+", "", headings[c].lower()) for c in sorted(headings)]
    kept = [t for i, t in enumerate(plain) if t and (i == 0 or t != plain[i - 1])]
    return hashlib.sha256("|".join(kept).encode()).hexdigest()[:12]


def read_part(file: str, table: Table, answers: Mapping[str, str]) -> Part | None:
    """Return one table as read, or None when it holds no record with an area."""
    rows = read_rows(table)
    if not rows.data or not table.figures:
        return None
    at = {row: i for i, row in enumerate(table.rows)}
    pick = np.array([at[r] for r in rows.data])
    raw = {c: table.numbers[c].values[pick] for c in table.figures}
    shape = shape_of(table.head.headings)
    doubts: list[Question] = []
    raw = _dates(file, table, rows, raw, shape, answers, doubts)
    picked = chosen.choose(table, rows.data, raw)
    areas = [c for c, r in picked.roles.items() if r != "lain"]
    if not areas:
        return None
    unit = _unit(file, table, areas, raw, shape, answers, doubts)
    doubts += _unsure(file, table, picked, raw, unit, shape)
    part = Part(file, table, rows, picked, unit, questions=doubts, shape=shape)
    _places(part)
    _amounts(
        part, {c: (raw[c] * units.FACTORS[unit.of[c]]).round(_DECIMALS) for c in areas}, answers
    )
    return part


# --- doubts about single figures and the unit ---------------------------------------


def _dates(
    file: str, table: Table, rows: Rows, raw: dict[int, Floats], shape: str,
    answers: Mapping[str, str], doubts: list[Question],
) -> dict[int, Floats]:  # fmt: skip
    """Let day numbers among hectares be the figures typed: 43597 is 12-5, so 12,5."""
    out = dict(raw)
    for column, values in raw.items():
        if (table.concepts[column].unit or table.unit) in ("m2", "km2"):
            continue
        known = values[~np.isnan(values)]
        odd = (values >= _SERIALS[0]) & (values <= _SERIALS[1]) & (values == np.round(values))
        rest = known[(known < _SERIALS[0]) | (known > _SERIALS[1])]
        if not odd.any() or not len(rest) or float(np.max(rest)) > _SERIALS[0] / 20:
            continue
        code = f"TANGGAL-{shape}"
        typed = values.copy()
        typed[odd] = [_typed(v) for v in values[odd]]
        answer = answers.get(code)
        out[column] = values if answer == "angka" else typed
        if answer not in ("tanggal", "angka"):
            first = int(np.flatnonzero(odd)[0])
            cell = address(column, rows.data[first])
            doubts.append(
                Question(
                    code, AREA, file, table.grid.sheet.name, cell,
                    f"Sel {cell} berisi {format_ha(float(values[first]))}; angka itu nomor hari "
                    "dari sebuah tanggal, yang muncul bila luas diketik seperti 12.5.",
                    (
                        Choice("tanggal", "luas yang diketik", format_ha(float(np.nansum(typed)))),
                        Choice("angka", "angka itu benar", format_ha(float(np.nansum(values)))),
                    ),
                )
            )  # fmt: skip
    return out


def _typed(serial: float) -> float:
    from datetime import datetime, timedelta

    day = datetime(1899, 12, 30) + timedelta(days=int(serial))
    return float(f"{day.day}.{day.month}")


def _unit(
    file: str, table: Table, areas: Sequence[int], raw: Mapping[int, Floats], shape: str,
    answers: Mapping[str, str], doubts: list[Question],
) -> units.Units:  # fmt: skip
    found = units.read_units(table, areas, raw)
    if found.doubt is None:
        return found
    code = f"SATUAN-{shape}"
    if (answer := answers.get(code)) in units.FACTORS:
        return units.Units(dict.fromkeys(areas, answer))  # type: ignore[arg-type]
    used = next(iter(found.of.values()))
    total = float(np.nansum(raw[areas[0]]))
    doubts.append(
        Question(
            code, AREA, file, table.grid.sheet.name, address(areas[0], table.head.last),
            f"Satuan luas pada lembar “{table.grid.sheet.name}” tidak jelas.",
            tuple(
                Choice(u, {"m2": "m²", "km2": "km²", "ha": "hektare"}[u],
                       format_ha(total * units.FACTORS[u]))
                for u in (used, found.doubt)
            ),
        )
    )  # fmt: skip
    return found


def _unsure(
    file: str, table: Table, picked: Columns, raw: Mapping[int, Floats], unit: units.Units,
    shape: str,
) -> list[Question]:  # fmt: skip
    """Ask what a column is where its meaning changes what is left and nothing decides it."""
    open_ = chosen.unsure(table, picked, raw)[:MOST]
    if not open_:
        return []
    start = picked.of("awal")[0]
    headings = {c: table.head.headings.get(c, "") for c in range(table.grid.width)}
    kodes = said.column_kodes(shape, headings)
    whole = float(np.nansum(raw[start] * units.FACTORS[unit.of[start]]))
    asked = []
    for column in open_:
        part = float(np.nansum(raw[column] * units.FACTORS[unit.of.get(column, unit.of[start])]))
        choices = {
            "berkurang": Choice("berkurang::", "luas yang berkurang", _left(whole - part)),
            "sisa": Choice("sisa::", "luas yang tersisa", _left(part)),
            "lain": Choice("abaikan::", "bukan luas kumuh", _left(whole)),
        }
        best = choices.pop(picked.roles[column])
        asked.append(
            Question(
                kodes[column], AREA, file, table.grid.sheet.name,
                address(column, table.head.last),
                f"Kolom {letter(column)} “{table.head.headings.get(column, '')}” dapat berarti "
                "lebih dari satu hal, dan angka lembar ini tidak menunjukkan yang mana.",
                (best, *choices.values()),
            )
        )  # fmt: skip
    return asked


def _left(hectares: float) -> str:
    return f"sisa {format_ha(hectares)}"


# --- places ---------------------------------------------------------------------------


def _places(part: Part) -> None:
    """Name the place of each record: its own cell, merged, the same as above, or its group's."""
    table, rows = part.table, part.rows
    own = {m: c for c, m in table.places.items()}
    for meaning in ("kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw"):
        column = own.get(meaning)
        part.places[meaning] = _one_place(part, meaning, column)
    grouped = {m for m, _ in rows.groups.values()}
    for meaning in grouped - {*own}:
        part.places[meaning] = _from_groups(part, meaning)
    if not any(part.places["kab_kota"]):
        part.places["kab_kota"] = _titled(part)
        part.titled = any(part.places["kab_kota"])


def _one_place(part: Part, meaning: Meaning, column: int | None) -> list[str | None]:
    table, rows = part.table, part.rows
    if column is None:
        return [None] * len(rows.data)
    out: list[str | None] = []
    last: str | None = None
    repeats = meaning in ("kab_kota", "kecamatan") or table.years is not None
    for row in sorted([*rows.data, *rows.groups]):
        cell = table.grid.row(row)[column]
        group = rows.groups.get(row)
        if group is not None:
            if group[0] == meaning:
                last = group[1]
            elif _DOWN.index(group[0]) < _DOWN.index(meaning):
                last = None
            continue
        name, origin = _named(table, row, column, cell, last, repeats=repeats)
        if origin and name:
            part.filled.append(FilledCell(row, column, name, origin))  # type: ignore[arg-type]
        last = name if name else last
        out.append(name)
    return out


def _named(
    table: Table, row: int, column: int, cell: object, last: str | None, *, repeats: bool
) -> tuple[str | None, str]:
    if is_ditto(cell):  # type: ignore[arg-type]
        return last, "sama_dengan_atas"
    if cell is not None:
        return _text(cell), ""
    top = table.grid.down.get((row, column))
    if top is not None:
        above = table.grid.row(top)[column]
        return (_text(above) if above is not None else last), "gabungan"
    return (last, "sekali_tulis") if repeats else (None, "")


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _from_groups(part: Part, meaning: Meaning) -> list[str | None]:
    out: list[str | None] = []
    last: str | None = None
    level = _DOWN.index(meaning)
    for row in sorted([*part.rows.data, *part.rows.groups]):
        group = part.rows.groups.get(row)
        if group is None:
            out.append(last)
            if last:
                part.filled.append(FilledCell(row, 0, last, "kelompok"))
        elif group[0] == meaning:
            last = group[1]
        elif _DOWN.index(group[0]) < level:
            last = None
    return out


def _titled(part: Part) -> list[str | None]:
    """Return the one kab/kota that the sheet's name or the titles name."""
    texts = [part.sheet, *part.table.head.titles]
    found = {r.code: r.name for t in texts if (r := names.place_in(t)) is not None}
    if len(found) != 1:
        return [None] * len(part.data)
    return [next(iter(found.values()))] * len(part.data)


# --- amounts --------------------------------------------------------------------------


def _verified(part: Part, column: int) -> bool:
    return "verifikasi" in words.tokens(part.table.head.headings.get(column, ""))


def _start_of(
    part: Part, starts: Sequence[int], values: Mapping[int, Floats], answers: Mapping[str, str]
) -> int:
    """Return the column of the area at first; two that differ are asked about."""
    checked = [c for c in starts if _verified(part, c)]
    plain = [c for c in starts if c not in checked]
    if checked and plain:
        part.checked = values[checked[0]]
        part.checked_column = checked[0]
    first, *others = plain or checked
    rivals = [
        column for column in others
        if not np.allclose(values[column], values[first], equal_nan=True, atol=0.006)
    ]  # fmt: skip
    if not rivals:
        return first
    code = f"LUAS-AWAL-{part.shape}"
    letters = {letter(c).lower(): c for c in (first, *rivals)}
    if (answer := answers.get(code)) in letters:
        return letters[answer]
    part.questions.append(
        Question(
            code, AREA, part.file, part.sheet, address(first, part.table.head.last),
            f"Lembar “{part.sheet}” menulis luas awal pada lebih dari satu kolom, dengan angka "
            "yang berbeda.",
            tuple(
                Choice(name, f"kolom {name.upper()}", format_ha(float(np.nansum(values[c]))))
                for name, c in letters.items()
            )[:4],
        )
    )  # fmt: skip
    return first


def _at_first(part: Part, values: Mapping[int, Floats], answers: Mapping[str, str]) -> None:
    starts, classes = part.columns.of("awal"), part.columns.of("kelas")
    if classes:
        part.start = np.sum([np.nan_to_num(values[c]) for c in classes], axis=0)
        part.start_column = classes[0]
    if starts:
        column = _start_of(part, starts, values, answers)
        part.start, part.start_column = values[column], column
        part.verified = _verified(part, column)


def _amounts(part: Part, values: Mapping[int, Floats], answers: Mapping[str, str]) -> None:
    table, picked = part.table, part.columns
    part.year = _title_year(part)
    _at_first(part, values, answers)
    part.years = _record_years(part)
    part.first = [True] * len(part.data)
    left = chosen.ordered(picked.of("sisa"), table.concepts)
    gone = picked.of("berkurang")
    if left:
        part.left, part.left_column = values[left[-1]], left[-1]
    if part.start is None and left and gone:
        taken = np.sum([np.nan_to_num(values[c]) for c in gone], axis=0)
        part.start, part.start_column = values[left[-1]] + taken, left[-1]
    elif part.start is None and left:
        part.start, part.start_column, left = values[left[0]], left[0], left[1:]
    if gone:
        _written(part, gone, values)
    elif left:
        _remaining(part, left, values)
    if table.years is not None:
        _by_year(part)


def _written(part: Part, gone: Sequence[int], values: Mapping[int, Floats]) -> None:
    before: Floats | None = None
    for column in chosen.ordered(gone, part.table.concepts):
        amount = values[column]
        if part.columns.cumulative and before is not None:
            amount = (np.nan_to_num(amount) - np.nan_to_num(before)).round(_DECIMALS)
        before = values[column]
        concept = part.table.concepts[column]
        year: list[int | None] = [concept.year or part.year] * len(part.data)
        if concept.year is None and part.table.years is not None:
            year = part.years
        status = chosen.planned(part.table.head.headings.get(column, ""))
        part.amounts.append(Amount(column, year, amount, status))


def _remaining(part: Part, left: Sequence[int], values: Mapping[int, Floats]) -> None:
    before = part.start
    for column in left:
        if before is None:
            break
        now = values[column]
        concept = part.table.concepts[column]
        year: list[int | None] = [concept.year or part.year] * len(part.data)
        if concept.year is None and part.table.years is not None:
            year = part.years
        part.amounts.append(Amount(column, year, (before - now).round(_DECIMALS), derived=True))
        before = np.where(np.isnan(now), before, now)


def _record_years(part: Part) -> list[int | None]:
    column = part.table.years
    if column is None:
        return [None] * len(part.data)
    read: Numbers = part.table.numbers[column]
    at = {row: i for i, row in enumerate(part.table.rows)}
    found: list[int | None] = []
    last: int | None = None
    for row in part.data:
        value = read.values[at[row]]
        last = int(value) if not np.isnan(value) else last
        found.append(last)
    return found


def _keys(part: Part) -> list[tuple[str, ...]]:
    levels = ("kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw")
    columns = [part.places.get(m, []) for m in levels]  # type: ignore[call-overload]
    return [
        tuple((col[i] or "").casefold() if i < len(col) else "" for col in columns)
        for i in range(len(part.data))
    ]


def _by_year(part: Part) -> None:
    """Count the area of a place once where its years stand in rows.

    The first year's is the area at first; where no column tells reductions, what a later year
    has less was taken away in it.
    """
    seen: dict[tuple[str, ...], list[int]] = {}
    for i, key in enumerate(_keys(part)):
        seen.setdefault(key, []).append(i)
    gone = np.full(len(part.data), np.nan)
    for places in seen.values():
        order = sorted(places, key=lambda i: part.years[i] or 0)
        for i in order[1:]:
            part.first[i] = False
        if part.start is None or part.amounts:
            continue
        for before, now in pairwise(order):
            gone[now] = round(float(part.start[before] - part.start[now]), _DECIMALS)
    if not part.amounts and part.start is not None and np.any(~np.isnan(gone)):
        column = part.start_column if part.start_column is not None else 0
        part.amounts.append(Amount(column, part.years, gone, derived=True))


def _title_year(part: Part) -> int | None:
    named = years_in(part.sheet)
    if named:
        return named[0] if len(named) == 1 else None
    years = {y for text in part.table.head.titles for y in years_in(text)}
    return years.pop() if len(years) == 1 else None
