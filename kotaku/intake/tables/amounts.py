"""Bring a block's amounts to rupiah and households, and ask where nothing says their scale."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kotaku import schema
from kotaku.dataset import Choice, Question
from kotaku.intake.model import address
from kotaku.intake.reading import scales
from kotaku.intake.reading.listed import UNIT_ROWS, is_mean, is_units
from kotaku.intake.reading.said import letters
from kotaku.intake.reading.scales import FACTORS, FRACTION, HOUSEHOLDS, PERCENT, RUPIAH, Scale
from kotaku.intake.tables.context import TITLE_ROWS
from kotaku.intake.tables.convert import Assumed, Converted, convert
from kotaku.intake.tables.headers import ACCESS
from kotaku.intake.tables.reader import Reader
from kotaku.intake.tables.written_units import WORDS
from kotaku.words.numbers import format_pct, format_rp_short
from kotaku.words.parsing import read_number

TOTAL = "kk_total"
_DECIMALS = 9  # binary noise of a hundredfold


def settle(reader: Reader, answers: Mapping[str, str]) -> tuple[Reader, tuple[Question, ...]]:
    """Return the reader with its amounts in rupiah and households, and what is open."""
    questions: list[Question] = []
    for table in reader.block.tables:
        reader, asked = _money(reader, table, answers)
        questions += asked
        if table == "akses":
            reader, asked = _access(reader, answers)
            questions += asked
        if table == "kpi":
            reader, asked = _indicators(reader, answers)
            questions += asked
        reader, asked = _percents(reader, table, answers)
        questions += asked
    return reader, tuple(questions)


def _money(
    reader: Reader, table: str, answers: Mapping[str, str]
) -> tuple[Reader, tuple[Question, ...]]:
    own = schema.tables()[table]
    names = [n for n in reader.fields if n in own.columns and n not in reader.factors
             and schema.fields()[n].type == "rupiah"]  # fmt: skip
    if not names:
        return reader, ()
    values = {n: reader.converted[n].values.to_numpy(dtype=np.float64) for n in names}
    said = {n: [reader.block.headings.get(reader.fields[n], ""), *_units(reader, n)] for n in names}
    totals = {n: _totals(reader, n, values[n]) for n in names}
    told = {n: Scale(unit, "dipilih") for n in names if (unit := reader.written(n))}
    read = scales.money(own.usual_rp or (0.0, np.inf), said, _titles(reader), values, totals, told)
    of = dict(read.of)
    kode = _kode("SKALA", table, reader, names)
    questions: tuple[Question, ...] = ()
    if read.open and answers.get(kode) in FACTORS:
        of = {n: Scale(answers[kode], "jawaban") for n in names}
    elif read.open:
        choices = [Choice(s, f"dalam {WORDS[s]}", _sums(values, FACTORS[s])) for s in read.open]
        first = reader.block.headings.get(reader.fields[names[0]], "")
        pesan = f"“{first}” ditulis dalam rupiah penuh, ribuan atau jutaan?"
        questions = (_question(reader, kode, table, names[0], pesan, choices),)
    settled = {n: _scaled(reader, n, of[n]) for n in names if of[n].name != RUPIAH}
    factors = {n: FACTORS[of[n].name] for n in settled}
    return reader.settled_as(settled, factors), questions


def _scaled(reader: Reader, name: str, scale: Scale) -> Converted:
    """Return a column in rupiah; a cell that names its own scale keeps it."""
    read, column = reader.converted[name], reader.cells(reader.fields[name])
    factor = np.full(len(read.values), FACTORS[scale.name])
    for at, text in zip(column.at, column.values, strict=True):
        if isinstance(text, str) and scales.said_number(text):
            factor[at] = 1.0
    heading = reader.block.headings.get(reader.fields[name], "")
    note = Assumed("SATUAN-DIUBAH", 0, heading, {"dari": WORDS[scale.name], "ke": "rupiah"})
    return replace(read, values=read.values * factor, notes=[note, *read.notes])


def _sums(values: Mapping[str, scales.Floats], factor: float) -> str:
    parts = [
        f"{schema.fields()[n].heading.removesuffix(' (Rp)')} "
        f"{format_rp_short(float(np.nansum(v)) * factor)}"
        for n, v in values.items()
    ]
    return ", ".join(parts)


def _access(reader: Reader, answers: Mapping[str, str]) -> tuple[Reader, tuple[Question, ...]]:
    names = [n for n in ACCESS if n in reader.fields]
    if not names or TOTAL not in reader.fields:
        return reader, ()
    total = reader.converted[TOTAL].values.to_numpy(dtype=np.float64)
    read = {n: _access_read(reader, n) for n in names}
    values = {n: r.values.to_numpy(dtype=np.float64) for n, (r, _) in read.items()}
    ways = {n: scales.access(_access_said(reader, n), values[n], total, signed=read[n][1])
            for n in names}  # fmt: skip
    shares = {w[0] for w in ways.values() if len(w) == 1} & {PERCENT, FRACTION}
    if shares:  # one sheet is typed one way
        ways = {n: (w if len(w) == 1 else (PERCENT,)) for n, w in ways.items()}
    ways |= {n: (unit,) for n in names if (unit := reader.written(n))}
    kode = _kode("AKSES", "akses", reader, names)
    ways = {n: (answers[kode],) if len(w) > 1 and answers.get(kode) in w else w
            for n, w in ways.items()}  # fmt: skip
    settled: dict[str, Converted] = {}
    for name, way in ways.items():
        if len(way) == 1 and way[0] != HOUSEHOLDS:
            heading = reader.block.headings.get(reader.fields[name], "")
            note = Assumed("SATUAN-DIUBAH", 0, heading, {"dari": "persen KK", "ke": "KK"})
            own, was = pd.Series(scales.households(values[name], total, way[0])), read[name][0]
            settled[name] = replace(was, values=own, notes=[note, *was.notes])
    unsure = {n: values[n] for n, way in ways.items() if len(way) > 1}
    asked = (_access_question(reader, kode, unsure, total),) if unsure else ()
    return reader.settled_as(settled, shares=tuple(settled)), asked


def _access_read(reader: Reader, name: str) -> tuple[Converted, bool]:
    """Return a column as written, and whether a figure has a percent sign."""
    if not reader.signed(name):
        return reader.converted[name], False
    return convert(reader.cells(reader.fields[name]), name, unit="%"), True


def _access_said(reader: Reader, name: str) -> list[str]:
    """Return what is said of a column; the titles count where it does not name households."""
    said = [reader.block.headings.get(reader.fields[name], ""), *_units(reader, name)]
    own = any("kk" in re.findall(r"[a-z]+", text.lower()) for text in said)
    return said if own else [*said, *_titles(reader)]


def _access_question(
    reader: Reader, kode: str, unsure: Mapping[str, scales.Floats], total: scales.Floats
) -> Question:
    choices = [
        Choice(how, f"dalam {WORDS[how]}", _served(unsure, total, how))
        for how in (PERCENT, HOUSEHOLDS)
    ]
    first = next(iter(unsure))
    heading = reader.block.headings.get(reader.fields[first], "")
    pesan = f"“{heading}” ditulis dalam persen atau dalam KK?"
    return _question(reader, kode, "akses", first, pesan, choices)


def _served(written: Mapping[str, scales.Floats], total: scales.Floats, how: str) -> str:
    """Return what share of all households has access, under one reading."""
    parts = []
    for name, values in written.items():
        served = scales.households(values, total, how)
        known = ~np.isnan(served) & ~np.isnan(total)
        every = float(total[known].sum())
        share = float(served[known].sum()) / every * 100 if every else float("nan")
        parts.append(f"{schema.fields()[name].heading.removeprefix('KK akses ')} "
                     f"{format_pct(share)}")  # fmt: skip
    return ", ".join(parts)


def _indicators(reader: Reader, answers: Mapping[str, str]) -> tuple[Reader, tuple[Question, ...]]:
    """Bring indicators in percent to one way of writing: 0,95 and 87,5 are asked about."""
    if not {"target", "capaian", "satuan"} <= {*reader.fields}:
        return reader, ()
    units = reader.converted["satuan"].values
    percent = units.map(lambda u: isinstance(u, str) and scales.says_percent(u)).to_numpy(bool)
    pair = {n: reader.converted[n].values.to_numpy(dtype=np.float64)
            for n in ("target", "capaian")}  # fmt: skip
    if scales.all_fractions(*(v[percent] for v in pair.values())):
        return _turned(reader, pair, percent), ()
    doubtful = [i for i in scales.mixed_shares(*pair.values()) if percent[i]]
    if not doubtful:
        return reader, ()
    kode = _kode("KPI", "kpi", reader, ["target", "capaian"])
    fraction = {n: np.isin(np.arange(len(v)), doubtful) & (np.abs(v) <= 1)
                for n, v in pair.items()}  # fmt: skip
    turned = {n: np.where(fraction[n], v * 100, v) for n, v in pair.items()}
    if answers.get(kode) == FRACTION:
        settled = {n: replace(reader.converted[n], values=pd.Series(v)) for n, v in turned.items()}
        return reader.settled_as(settled), ()
    if answers.get(kode) == PERCENT:
        return reader, ()
    at = doubtful[0]
    name = "target" if fraction["target"][at] else "capaian"
    choices = [
        Choice(FRACTION, "pecahan: 1 = 100 %", _reached(turned, at)),
        Choice(PERCENT, "persen apa adanya", _reached(pair, at)),
    ]
    cell = address(reader.fields[name], int(reader.rows.data[at]))
    pesan = f"{format_pct(float(pair[name][at]))} di sebelah persen biasa: pecahan atau persen?"
    question = _question(reader, kode, "kpi", name, pesan, choices)
    return reader, (replace(question, sel=cell),)


def _percents(
    reader: Reader, table: str, answers: Mapping[str, str]
) -> tuple[Reader, tuple[Question, ...]]:
    """Ask what 1 means in a column of percents that holds nothing but 0 and 1."""
    own = schema.tables()[table]
    names = [n for n in reader.fields if n in own.columns and schema.fields()[n].type == "percent"]
    questions: list[Question] = []
    for name in names:
        values = reader.converted[name].values.to_numpy(dtype=np.float64)
        if not scales.only_ones(values) or reader.signed(name) or reader.written(name):
            continue
        kode = _kode("PERSEN", table, reader, [name])
        if answers.get(kode) != PERCENT:
            was = reader.converted[name]
            reader = reader.settled_as({name: replace(was, values=pd.Series(values * 100))})
        if answers.get(kode) in (PERCENT, FRACTION):
            continue
        heading = reader.block.headings.get(reader.fields[name], "")
        count = int((values == 1).sum())
        choices = [Choice(FRACTION, "pecahan: 1 = 100 %", f"{count} baris 100 %"),
                   Choice(PERCENT, "persen apa adanya", f"{count} baris 1 %")]  # fmt: skip
        pesan = f"“{heading}” hanya berisi 0 dan 1; apakah 1 berarti selesai 100 %?"
        questions.append(_question(reader, kode, table, name, pesan, choices))
    return reader, tuple(questions)


def _turned(
    reader: Reader, pair: Mapping[str, scales.Floats], percent: NDArray[np.bool_]
) -> Reader:
    """Return the reader with the percents of both columns that were typed as fractions."""
    settled = {}
    for name, values in pair.items():
        heading = reader.block.headings.get(reader.fields[name], "")
        note = Assumed("SATUAN-DIUBAH", 0, heading, {"dari": "pecahan", "ke": "persen"})
        was = reader.converted[name]
        own = pd.Series(np.where(percent, values * 100, values).round(_DECIMALS))
        settled[name] = replace(was, values=own, notes=[note, *was.notes])
    return reader.settled_as(settled)


def _reached(pair: Mapping[str, scales.Floats], at: int) -> str:
    return f"target {format_pct(float(pair['target'][at]))}, capaian " + format_pct(
        float(pair["capaian"][at])
    )


def _titles(reader: Reader) -> list[str]:
    """Return the sheet's name, the texts above the table that are no headings, and its notes."""
    last = reader.block.header_row - 1
    found = [reader.sheet.name]
    for row in reader.sheet.rows(max(1, last - TITLE_ROWS), last) if last else ():
        filled = [v for v in row if v is not None]
        if len(filled) <= 2:
            found += [v for v in filled if isinstance(v, str)]
    below = int(reader.rows.data[-1]) + 1
    for row in reader.sheet.rows(below, min(below + TITLE_ROWS, reader.sheet.height)):
        filled = [v for v in row if v is not None]
        found += [v for v in filled if isinstance(v, str)] if len(filled) == 1 else []
    return found


def _units(reader: Reader, name: str) -> list[str]:
    """Return the units written in rows of their own below the heading."""
    last = min(reader.block.first_row + UNIT_ROWS, reader.sheet.height)
    cells = [
        row[reader.fields[name]]
        for row in reader.sheet.rows(reader.block.header_row + 1, last)
        if is_units(row)
    ]
    return [c for c in cells if isinstance(c, str)]


def _totals(reader: Reader, name: str, values: scales.Floats) -> list[tuple[float, float]]:
    """Return each written total with the sum of the rows above it."""
    found = []
    for total in reader.rows.totals:
        cell = reader.sheet.columns[reader.fields[name]].cell(total.row)
        number = read_number(cell, "Rp") if isinstance(cell, str) else cell
        if isinstance(number, float) and not is_mean(total):
            found.append((number, float(np.nansum(values[reader.rows.data < total.row]))))
    return found


def _kode(kind: str, table: str, reader: Reader, names: Sequence[str]) -> str:
    """Return the kode of a question: the same for every file of the layout."""
    headings = [letters(reader.block.headings.get(reader.fields[n], "")) for n in names]
    text = "|".join([table, *headings])
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _question(
    reader: Reader, kode: str, besaran: str, name: str, pesan: str, choices: Sequence[Choice]
) -> Question:
    cell = address(reader.fields[name], int(reader.rows.data[0]))
    lembar = reader.sheet.name
    return Question(kode, besaran, reader.file, lembar, cell, pesan, tuple(choices))
