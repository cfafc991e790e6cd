"""A form of one unit, its criteria down the rows: R0, or as printed (ASPEK, KRITERIA, VOLUME ...).

Its percents, scores and totals are not read: the template of R0 divides two of them by the wrong
cell, and everything is calculated anew from volumes and denominators.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.intake.model import Cell, Column, Sheet, address, letter
from kotaku.intake.tables.convert import unit_of
from kotaku.intake.tables.extract import Extracted, together
from kotaku.intake.tables.form_layout import (
    RT_FIELDS,
    FormLayout,
    FormValue,
    find_form,
    header_values,
)
from kotaku.words.numbers import format_number
from kotaku.words.parsing import is_blank, read_number, read_year

AFTER_TOLERANCE = 0.005  # half of the last decimal of a volume printed with two
_UNCHOSEN = re.compile(r"\s*+(?:pilih\b.*|-+\s*|0\s*)?", re.I | re.S)
_WORKS = ("id_rt", "tahun", "kriteria", "volume", "kegiatan", "status", "_baris")
_ID_PARTS = ("kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw")


_Read = Callable[[Cell, str, str, int, bool], float]


def read_form(sheet: Sheet, *, file: str) -> Extracted | None:
    """Return the tables rt, kekumuhan and pekerjaan of the forms of a sheet, or None without any.

    The year of a form is that of its works; the condition it starts from is the year before.
    Forms may stand below each other; each has its own header.
    """
    forms: list[Extracted] = []
    first = 1
    while (form := find_form(sheet, first)) is not None:
        last = max(form.criteria.values())
        forms.append(_read_one(_between(sheet, first, last), form, file))
        first = last + 1
    return _together(forms) if forms else None


def _between(sheet: Sheet, first: int, last: int) -> Sheet:
    """Return the sheet with nothing outside some rows; addresses stay."""
    if (first, last) == (1, sheet.height):
        return sheet
    columns = []
    for column in sheet.columns:
        numbers = np.full(len(column.numbers), np.nan)
        numbers[first - 1 : last] = column.numbers[first - 1 : last]
        low, high = bisect_left(column.at, first - 1), bisect_left(column.at, last)
        columns.append(Column(numbers, column.at[low:high], column.values[low:high]))
    return replace(sheet, columns=tuple(columns))


def _together(forms: Sequence[Extracted]) -> Extracted:
    """Return the tables of several forms as those of one sheet."""
    if len(forms) == 1:
        return forms[0]
    parts: dict[str, list[pd.DataFrame]] = {}
    sources: list[SourceTable] = []
    for form in forms:
        for name, frame in form.frames.items():
            moved = frame.assign(_sumber=frame["_sumber"] + len(sources))
            parts.setdefault(name, []).append(moved)
        sources += form.sources
    return Extracted(
        {name: schema.conform(together(p), name) for name, p in parts.items()},
        tuple(sources),
        tuple(f for form in forms for f in form.findings),
        np.concatenate([form.rows for form in forms]),
        tuple(fed for form in forms for fed in form.fed),
    )


def _read_one(sheet: Sheet, form: FormLayout, file: str) -> Extracted:
    values = header_values(sheet, form.head)
    volumes = {c: _volume(sheet, form.before, row) for c, row in form.criteria.items()}
    area = values.get("luas_verifikasi_ha")
    blank = (None, 0.0, "")
    if area is None or (area.value in blank and all(v in blank for v in volumes.values())):
        return _empty(sheet, file)
    return _extracted(sheet, form, values, volumes, file)


def _empty(sheet: Sheet, file: str) -> Extracted:
    said = finding("FORMULIR-KOSONG", file=file, sheet=sheet.name)
    return Extracted({}, (), (said,), np.zeros(0, dtype=np.int64))


def _volume(sheet: Sheet, column: int, row: int) -> Cell:
    return sheet.columns[column].cell(row) if column < len(sheet.columns) else None


# --- making the tables -----------------------------------------------------------------


def _extracted(
    sheet: Sheet,
    form: FormLayout,
    values: Mapping[str, FormValue],
    volumes: Mapping[str, Cell],
    file: str,
) -> Extracted:
    found: list[Finding] = []

    def number(cell: Cell, name: str, where: str, row: int, must: bool) -> float:
        read = _number(cell, name)
        if read is None:
            code = "ANGKA-WAJIB-TIDAK-TERBACA" if must else "ANGKA-TIDAK-TERBACA"
            found.append(finding(code, file=file, sheet=sheet.name, cell=where, row=row,
                                 value=cell, kolom=_name(name)))  # fmt: skip
        return math.nan if read is None else read

    unit = values.get("rt_rw") or values.get("kawasan") or values["luas_verifikasi_ha"]
    rt = _unit(values, number)
    year = _year(values.get("tahun"))
    # a date typed or a picked list of the whole kawasan: the unit is then the kawasan itself
    ident = "/".join(str(rt[n]) for n in _ID_PARTS if rt.get(n)) or sheet.name
    rt["id_rt"] = ident
    before = year is not None and form.output is not None  # its works are of its year
    state: dict[str, object] = {"id_rt": ident, "tahun": year - 1 if year and before else year}
    for criterion, row in form.criteria.items():
        name = schema.criterion_column("volume", criterion)
        state[name] = number(volumes[criterion], name, address(form.before, row), row, True)
    broken = any(f.excludes for f in found)
    works, rows = _works(sheet, form, ident, year, number)
    found += _said(sheet, form, rt, year, len(works), file)
    found += _after(sheet, form, state, works, file)
    frames, sources, fed = _placed(sheet, form, values, unit.row, rt, state, works, rows, file)
    if broken:
        frames = {n: f[f["_baris"] != unit.row] for n, f in frames.items()}
    kept = {n: schema.conform(f.reset_index(drop=True), n) for n, f in frames.items()}
    every = np.asarray(sorted({unit.row, *rows}), dtype=np.int64)
    return Extracted(kept, sources, tuple(found), every, fed)


def _number(cell: Cell, name: str) -> float | None:
    if cell is None or (isinstance(cell, str) and is_blank(cell)):
        return math.nan
    if isinstance(cell, float):
        return cell
    return read_number(str(cell), unit_of(name)) if isinstance(cell, str) else None


def _name(column: str) -> str:
    found = schema.criterion_of(column)
    return f"{found[0]} {found[1]}" if found else schema.fields()[column].heading


def _unit(values: Mapping[str, FormValue], number: _Read) -> dict[str, object]:
    rt: dict[str, object] = {}
    for name in RT_FIELDS:
        held = values.get(name)
        if held is None:
            continue
        if schema.fields()[name].type == "number":
            must = name == "luas_verifikasi_ha"
            rt[name] = number(held.value, name, held.cell, held.row, must)
        elif not _UNCHOSEN.fullmatch(text := _text(held.value)):
            rt[name] = text
    return rt


def _text(value: Cell) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _year(value: FormValue | None) -> int | None:
    if value is None:
        return None
    return read_year(_text(value.value))


def _works(
    sheet: Sheet, form: FormLayout, ident: str, year: int | None, number: _Read
) -> tuple[list[dict[str, object]], list[int]]:
    works: list[dict[str, object]] = []
    rows: list[int] = []
    for criterion, row in form.criteria.items():
        cell = None if form.output is None else _volume(sheet, form.output, row)
        if cell in (None, 0.0, "") or form.output is None:
            continue
        volume = number(cell, "volume", address(form.output, row), row, True)
        rows.append(row)
        if math.isnan(volume):
            continue
        activity = None if form.activity is None else _volume(sheet, form.activity, row)
        works.append(
            {
                "id_rt": ident,
                "tahun": year,
                "kriteria": criterion,
                "volume": volume,
                "kegiatan": None if activity is None else _text(activity),
                "status": "realisasi",
                "_baris": row,
            }
        )
    return works, rows


def _placed(
    sheet: Sheet,
    form: FormLayout,
    values: Mapping[str, FormValue],
    unit_row: int,
    rt: Mapping[str, object],
    state: Mapping[str, object],
    works: list[dict[str, object]],
    rows: list[int],
    file: str,
) -> tuple[dict[str, pd.DataFrame], tuple[SourceTable, ...], tuple[np.ndarray, ...]]:
    """Return frames with the addresses of their cells; the unit's own stand all over the sheet."""
    cells = {n: v.cell for n, v in values.items() if n in rt}
    volume_cells = {
        schema.criterion_column("volume", c): address(form.before, r)
        for c, r in form.criteria.items()
    }
    top = min(form.criteria.values()) - 1
    held = {"rt": (rt, cells), "kekumuhan": (state, volume_cells)}
    frames: dict[str, pd.DataFrame] = {}
    sources: list[SourceTable] = []
    fed: list[np.ndarray] = []
    for table, (row, where) in held.items():
        frames[table] = pd.DataFrame([{**row, "_baris": unit_row, "_sumber": len(sources)}])
        columns = {n: re.sub(r"\d", "", c) for n, c in where.items()}
        sources.append(SourceTable(file, sheet.name, table, top, columns, where))
        fed.append(np.asarray([unit_row], dtype=np.int64))
    if rows and form.output is not None:
        names = {"volume": letter(form.output)}
        if form.activity is not None:
            names["kegiatan"] = letter(form.activity)
        frames["pekerjaan"] = pd.DataFrame(works, columns=list(_WORKS)).assign(_sumber=len(sources))
        sources.append(SourceTable(file, sheet.name, "pekerjaan", top, names))
        fed.append(np.asarray(rows, dtype=np.int64))
    return frames, tuple(sources), tuple(fed)


# --- what is said about it ---------------------------------------------------------------


def _said(
    sheet: Sheet,
    form: FormLayout,
    rt: Mapping[str, object],
    year: int | None,
    works: int,
    file: str,
) -> list[Finding]:
    found = [
        finding("FORMULIR-DIPAHAMI", file=file, sheet=sheet.name, unit=rt["id_rt"],
                kriteria=len(form.criteria), pekerjaan=works)
    ]  # fmt: skip
    if year is None:
        found.append(finding("TAHUN-TIDAK-ADA", file=file, sheet=sheet.name))
    return found


def _after(
    sheet: Sheet,
    form: FormLayout,
    state: Mapping[str, object],
    works: list[dict[str, object]],
    file: str,
) -> list[Finding]:
    """Return a finding for each volume after that is not volume before minus works."""
    if form.after is None:
        return []
    found: list[Finding] = []
    stated = {
        c: _number(_volume(sheet, form.after, row), "volume") for c, row in form.criteria.items()
    }
    if not any(stated.values()):
        return []
    done = {str(w["kriteria"]): float(str(w["volume"])) for w in works}
    for criterion, value in stated.items():
        start = float(str(state[schema.criterion_column("volume", criterion)]))
        left = max(0.0, start - done.get(criterion, 0.0))
        if value is None or math.isnan(value) or math.isnan(start):
            continue
        if abs(value - left) > AFTER_TOLERANCE:
            row = form.criteria[criterion]
            found.append(
                finding("FORMULIR-AKHIR-BERBEDA", file=file, sheet=sheet.name, row=row,
                        cell=address(form.after, row), value=format_number(value, 2),
                        kriteria=criterion, hitung=format_number(left, 2))
            )  # fmt: skip
    return found
