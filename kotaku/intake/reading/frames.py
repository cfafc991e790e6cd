"""The canonical tables of what was read, with findings and the address of every figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.intake.model import Column, Text
from kotaku.intake.reading import words
from kotaku.intake.reading.hectares import Amount, Part
from kotaku.intake.reading.model import Meaning
from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.sheets import Placed
from kotaku.intake.tables.convert import convert
from kotaku.intake.tables.extract import Extracted, together
from kotaku.words.numbers import format_number

_PLACES: tuple[Meaning, ...] = ("kab_kota", "kecamatan", "kelurahan", "kawasan")
ONE_BY_ONE = 20
Say = Callable[..., Finding]


def extracted(placed: Placed) -> Extracted:
    """Return the tables that a part feeds."""
    part = placed.part
    frames: dict[str, list[pd.DataFrame]] = {}
    sources: list[SourceTable] = []
    fed: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    found = _about(part, placed)
    if placed.areas and part.start is not None:
        frame = _locations(part)
        frames["lokasi"] = [frame.assign(_sumber=0)]
        sources.append(_source(part, "lokasi", _area_columns(part)))
        fed.append(frame["_baris"].to_numpy(dtype=np.int64))
    for amount in part.amounts if placed.amounts else ():
        frame = _reductions(part, amount)
        if frame.empty:
            continue
        frames.setdefault("pengurangan", []).append(frame.assign(_sumber=len(sources)))
        sources.append(_source(part, "pengurangan", {"pengurangan_ha": amount.column}))
        fed.append(frame["_baris"].to_numpy(dtype=np.int64))
    rows = np.array(part.data if sources else [], dtype=np.int64)
    questions = (*part.questions, *placed.questions)
    tables = {t: schema.conform(together(p), t) for t, p in frames.items()}
    return Extracted(tables, tuple(sources), tuple(found), rows, tuple(fed), (), questions)


def _area_columns(part: Part) -> dict[str, int]:
    out: dict[str, int] = {}
    name = "luas_verifikasi_ha" if part.verified else "luas_sk_ha"
    if part.start_column is not None:
        out[name] = part.start_column
    if part.checked_column is not None:
        out["luas_verifikasi_ha"] = part.checked_column
    return {**out, **{n: c for n, c in part.decree.items() if n != "status"}}


def _base(part: Part) -> dict[str, Sequence[object]]:
    found = {m: part.places[m] for m in _PLACES if any(part.places.get(m, []))}
    base: dict[str, Sequence[object]] = {str(m): v for m, v in found.items()}
    if "kawasan" not in base and any(part.places.get("rt_rw", [])):
        base["kawasan"] = part.places["rt_rw"]
    return base


def _locations(part: Part) -> pd.DataFrame:
    data: dict[str, object] = dict(_base(part))
    data["luas_verifikasi_ha" if part.verified else "luas_sk_ha"] = part.start
    if part.checked is not None:
        data["luas_verifikasi_ha"] = part.checked
    for name in ("nomor_sk", "tahun_sk"):
        if (column := part.decree.get(name)) is None:
            continue
        cells = Column(*_cells(part, column))
        data[name] = convert(cells, name).values
    frame = pd.DataFrame(data)
    frame["_baris"] = part.data
    return frame[np.array(part.first, dtype=bool)]


def _cells(part: Part, column: int) -> tuple[Floats, list[int], list[Text]]:
    """Return the cells of a column on the rows of records: numbers, and the rest by place."""
    cells = [part.table.grid.row(row)[column] for row in part.data]
    numbers = np.array([v if isinstance(v, float) else np.nan for v in cells], dtype=np.float64)
    others = [(i, v) for i, v in enumerate(cells) if v is not None and not isinstance(v, float)]
    return numbers, [i for i, _ in others], [v for _, v in others]


def _reductions(part: Part, amount: Amount) -> pd.DataFrame:
    data: dict[str, object] = {
        k: v for k, v in _base(part).items() if k in schema.tables()["pengurangan"].columns
    }
    data["tahun"] = pd.array(amount.year, dtype="Int64")
    data["pengurangan_ha"] = amount.values
    data["status"] = _states(part, amount)
    if amount.source:
        data["sumber"] = [amount.source] * len(part.data)
    frame = pd.DataFrame(data)
    frame["_baris"] = part.data
    return frame[~np.isnan(amount.values)]


def _states(part: Part, amount: Amount) -> object:
    """Return the state of each reduction: of its column, its record, else done."""
    choices = schema.tables()["pengurangan"].choices["status"]
    column = part.decree.get("status")
    if amount.status or column is None:
        return amount.status or choices[0]
    return convert(Column(*_cells(part, column)), "status", choices, asked=True).values


def _source(part: Part, table: str, areas: dict[str, int]) -> SourceTable:
    own = {str(m): c for c, m in part.table.places.items() if m in schema.tables()[table].columns}
    if table == "pengurangan" and part.table.years is not None:
        own["tahun"] = part.table.years
    if table == "pengurangan" and "status" in part.decree:
        own["status"] = part.decree["status"]
    columns = {name: part.table.grid.label(c) for name, c in {**own, **areas}.items()}
    return SourceTable(part.file, part.sheet, table, part.table.head.last, columns)


def _heading(part: Part, column: int) -> str:
    return part.table.head.headings.get(column, part.table.grid.name(column))


# --- findings ---------------------------------------------------------------------


def _about(part: Part, placed: Placed) -> list[Finding]:
    def say(code: str, **details: object) -> Finding:
        return finding(code, file=part.file, sheet=part.sheet, **details)  # type: ignore[arg-type]

    held = {
        "Lokasi": part.start is not None and placed.areas,
        "Pengurangan": bool(part.amounts) and placed.amounts,
    }
    names = [table for table, counts in held.items() if counts]
    if not names:
        return [say("LEMBAR-RINGKASAN", alasan=placed.aside)]
    told = " dan ".join(f"tabel {n}" for n in names)
    found = [say("LEMBAR-DIPAHAMI", tabel=told, baris=len(part.data), judul=part.table.head.last)]
    if placed.aside:
        found.append(say("LEMBAR-RINGKASAN", alasan=placed.aside))
    if part.table.grid.sheet.marks.hidden:
        found.append(say("LEMBAR-TERSEMBUNYI"))
    grid = part.table.grid
    aside = {*grid.hidden_columns} & {c for c, r in part.columns.roles.items() if r != "ulang"}
    used = {part.start_column, *(a.column for a in part.amounts)}
    for column in sorted(aside):
        code = "KOLOM-TERSEMBUNYI-DIPAKAI" if column in used else "KOLOM-TERSEMBUNYI"
        cell = grid.address(column, part.table.head.last)
        found.append(say(code, cell=cell, kolom=_heading(part, column)))
    hidden = {*grid.sheet.marks.hidden_rows} & {*part.data}
    if hidden:
        found.append(say("BARIS-TERSEMBUNYI", row=min(hidden), jumlah=len(hidden)))
    found += _rows(part, say) + _figures(part, say) + _filled(part, say) + _years(part, say)
    return found


def _rows(part: Part, say) -> list[Finding]:  # type: ignore[no-untyped-def]
    found: list[Finding] = []
    for role in part.rows.roles.values():
        if role.role in ("jumlah", "subjumlah"):
            found.append(
                say(
                    "BARIS-TOTAL",
                    cell=part.table.grid.address(0, role.row),
                    row=role.row,
                    value=role.nama[:80],
                )
            )
        elif role.role in ("catatan", "tanda_tangan", "kelompok"):
            said = role.nama[:80]
            found.append(
                say(
                    "BARIS-CATATAN",
                    cell=part.table.grid.address(0, role.row),
                    row=role.row,
                    value=said,
                )
            )
    for row, column, told, own in part.rows.off:
        cell = part.table.grid.address(column, row)
        kolom = _heading(part, column)
        found.append(
            say("TOTAL-TIDAK-COCOK", cell=cell, row=row, value=format_number(told, 4), kolom=kolom,
                tertulis=format_number(told, 4), terhitung=format_number(own, 4))
        )  # fmt: skip
    return found


def _figures(part: Part, say) -> list[Finding]:  # type: ignore[no-untyped-def]
    found: list[Finding] = []
    data = {*part.data, *_places_without_figures(part)}
    for column in part.units.of:
        heading = _heading(part, column)
        for i, text in part.table.numbers[column].unreadable[:ONE_BY_ONE]:
            row = part.table.rows[i]
            if row in data:
                cell = part.table.grid.address(column, row)
                found.append(say("ANGKA-TIDAK-TERBACA", cell=cell, row=row, value=text,
                                 kolom=heading))  # fmt: skip
    first = next(iter(part.units.of.items()), None)
    if first and first[1] != "ha":
        heading = _heading(part, first[0])
        cell, dari = (
            part.table.grid.address(first[0], part.table.head.last),
            first[1].replace("2", "²"),
        )
        found.append(
            say("SATUAN-DIUBAH", cell=cell, value=heading, kolom=heading, dari=dari, ke="ha")
        )
    return found + _remainders(part, say) + _percents(part, say)


def _places_without_figures(part: Part) -> list[int]:
    """Return the rows that name a lowest place but hold no figure that could be read."""
    lowest = part.table.lowest
    if lowest is None:
        return []
    return [
        role.row
        for role in part.rows.roles.values()
        if role.role == "catatan" and part.table.grid.row(role.row)[lowest] is not None
    ]


def _remainders(part: Part, say) -> list[Finding]:  # type: ignore[no-untyped-def]
    left = part.left
    done = [a for a in part.amounts if not a.status]
    if left is None or part.start is None or not done or done[0].derived:
        return []
    taken: Floats = np.sum([np.nan_to_num(a.values) for a in done], axis=0)
    off = np.flatnonzero(np.abs(part.start - taken - left) > 0.0151)
    out = []
    for i in off[:ONE_BY_ONE]:
        row = part.data[int(i)]
        out.append(
            say("SISA-TIDAK-COCOK", cell=part.table.grid.address(part.left_column, row), row=row,
                value=format_number(float(left[i]), 4), awal=format_number(float(part.start[i]), 4),
                pengurangan=format_number(float(taken[i]), 4),
                hitung=format_number(float(part.start[i] - taken[i]), 4))
        )  # fmt: skip
    return out


def _percents(part: Part, say: Say) -> list[Finding]:
    """Hold the percents that are written beside the hectares against them."""
    done = [a for a in part.amounts if not a.status]
    planned = len(done) < len(part.amounts)  # what is done may stand in percent of the target
    if part.start is None or not done or not all(part.first):
        return []
    taken: Floats = np.sum([np.nan_to_num(a.values) for a in done], axis=0)
    at = {row: i for i, row in enumerate(part.table.rows)}
    pick = np.array([at[row] for row in part.data])
    out: list[Finding] = []
    for column, concept in part.table.concepts.items():
        if concept.meaning != "persen" or column not in part.table.numbers:
            continue
        role = words.change(part.table.head.headings.get(column, ""))
        if role not in (("sisa",) if planned else ("berkurang", "sisa")):
            continue
        if len(done) > 1 and concept.year:
            continue
        own: Floats = taken if role == "berkurang" else part.start - taken
        told = part.table.numbers[column].values[pick]
        out += _percent_column(part, say, column, told, own)
    return out


def _percent_column(part: Part, say: Say, column: int, told: Floats, own: Floats) -> list[Finding]:
    area = np.asarray(part.start, dtype=np.float64)
    start = np.where(area > 0, area, np.nan)
    share = own / start * 100
    known = told[~np.isnan(told)]
    scale = 100.0 if len(known) and float(np.max(np.abs(known))) <= 1.0 else 1.0
    digits = next((d for d in range(3) if np.allclose(known, known.round(d), atol=1e-9)), 2)
    off = np.flatnonzero(
        np.abs(share - told * scale) > max(0.01, 0.5 * 10.0**-digits) * scale + 1e-9
    )
    heading = _heading(part, column)
    return [
        say("PERSEN-REKAP-TIDAK-COCOK", cell=part.table.grid.address(column, part.data[int(i)]),
            row=part.data[int(i)], value=format_number(float(told[i] * scale), 2), kolom=heading,
            bagian=format_number(float(own[i]), 4), awal=format_number(float(start[i]), 4),
            hitung=format_number(float(share[i]), 2))
        for i in off[:ONE_BY_ONE]
    ]  # fmt: skip


def _filled(part: Part, say) -> list[Finding]:  # type: ignore[no-untyped-def]
    found: list[Finding] = []
    columns = part.table.places
    for column in sorted({f.column for f in part.filled if f.origin != "kelompok"}):
        cells = [f for f in part.filled if f.column == column and f.origin != "kelompok"]
        kolom = schema.fields()[str(columns[column])].heading
        found.append(say("ISIAN-DITURUNKAN", value=cells[0].text, kolom=kolom, jumlah=len(cells)))
    for row, (meaning, text) in part.rows.groups.items():
        kolom = schema.fields()[str(meaning)].heading
        found.append(
            say(
                "ISIAN-DARI-JUDUL",
                cell=part.table.grid.address(0, row),
                row=row,
                value=text,
                kolom=kolom,
            )
        )
    named = part.places["kab_kota"]
    if not any(named):
        found.append(say("KAB-KOTA-TIDAK-DISEBUT"))
    elif part.titled:
        kolom = schema.fields()["kab_kota"].heading
        found.append(say("ISIAN-DARI-JUDUL", value=str(named[0]), kolom=kolom))
    return found


def _years(part: Part, say) -> list[Finding]:  # type: ignore[no-untyped-def]
    if not part.amounts:
        return []
    found: list[Finding] = []
    if part.amounts[0].derived:
        count = int((~np.isnan(part.amounts[0].values)).sum())
        found.append(say("PENGURANGAN-DARI-SISA", jumlah=count))
    years = {y for a in part.amounts for y in a.year}
    if None in years:
        found.append(say("TAHUN-TIDAK-ADA"))
    elif part.table.years is None and any(
        part.table.concepts[a.column].year is None for a in part.amounts
    ):
        found.append(say("TAHUN-DARI-NAMA", value=part.year))
    return found
