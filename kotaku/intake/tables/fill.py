"""Fill what a table lacks and its surroundings tell: titles, sections, names, defaults."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.findings import Finding
from kotaku.geo import names as places
from kotaku.intake.model import Column
from kotaku.intake.tables.convert import convert
from kotaku.intake.tables.headers import PLACE
from kotaku.intake.tables.reader import Reader
from kotaku.intake.tables.shaped import NO_TOTALS

_KIND = re.compile(
    r"\W*(?:[a-z0-9]{1,4}\s*[.)]\s*)?(?:(?:kecamatan|kec|kelurahan|kel|desa|kawasan)\b[\s.:]*)?"
    r"(\S.{1,60})",
    re.IGNORECASE,
)
_OF_EACH = ("TAHUN-DARI-NAMA", "TAHUN-TIDAK-ADA", "PILIHAN-BAKU")
_DOWN = ("kab_kota", "kecamatan", "kelurahan", "kawasan")


def fill(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    """Fill the frame of a table in place and return what was assumed."""
    found: list[Finding] = []
    first = table == reader.block.tables[0]
    for step in _STEPS:
        made = step(reader, table, frame)
        # what two tables of one sheet share is said once
        found += [f for f in made if first or f.code in _OF_EACH]
    return found


def _sections(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    """Let a row that is only ``Kelurahan Oesapa`` count for the rows below it."""
    wanted = [n for n in takes(table) if n not in reader.fields]
    found: list[Finding] = []
    for note in reader.rows.groups:
        field, hit = note.level, _KIND.fullmatch(note.text)
        if not hit or field not in wanted:
            continue
        name = hit[1].strip() if field != "kab_kota" else _kab_kota(note.text)
        below = pd.Series(reader.rows.data > note.row, index=frame.index)
        held = frame[field] if field in frame else pd.Series(None, index=frame.index, dtype="str")
        frame[field] = held.mask(below, name).astype("str")
        kolom = schema.fields()[field].heading
        details = {"cell": f"A{note.row}", "row": note.row, "kolom": kolom}
        found.append(reader.finding("ISIAN-DARI-JUDUL", value=name, **details))
    return found


def _kab_kota(text: str) -> str:
    region = places.match_kab_kota(text).region or places.place_in(text)
    return region.name if region else text.strip()


def takes(table: str) -> tuple[str, ...]:
    """Return the columns that are read for a table: its own, and those that lead to its RT."""
    columns = schema.tables()[table].columns
    return tuple(dict.fromkeys((*columns, *(PLACE if "id_rt" in columns else ()))))


def _given(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    """Let what the titles say count for every row of a table that has no such column."""
    found: list[Finding] = []
    for field, text in reader.block.given.items():
        if field in takes(table) and field not in reader.fields and field not in frame:
            told = convert(Column(np.array([np.nan]), [0], [text]), field).values.iloc[0]
            if pd.isna(told):  # a choice kept in a file may hold anything
                continue
            frame[field] = pd.Series(told, index=frame.index, dtype=schema.dtype_of(field))
            kolom = schema.fields()[field].heading
            found.append(reader.finding("ISIAN-DARI-JUDUL", value=text, kolom=kolom))
    return found


def _downwards(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    """Let a place written once count for the empty cells below it, where a lower one is named."""
    found: list[Finding] = []
    here = [n for n in _DOWN if n in frame and n in reader.fields]
    for upper, name in enumerate(here):
        values = frame[name]
        lower = [n for n in (*here[upper + 1 :], "rt_rw") if n in frame]
        empty = values.isna()
        once = _written_once(values) and name == "kab_kota" and table not in NO_TOTALS
        if not empty.any() or empty.iloc[0]:
            continue
        if not once and (not lower or 4 * empty.sum() < len(values)):
            continue
        named = frame[lower].notna().any(axis=1) if lower and not once else empty
        frame[name] = values.where(~(empty & named), values.ffill())
        kolom = schema.fields()[name].heading
        jumlah = int((empty & named).sum())
        if jumlah:
            example = str(values.dropna().iloc[0])
            found.append(
                reader.finding("ISIAN-DITURUNKAN", value=example, kolom=kolom, jumlah=jumlah)
            )
    return found


def _written_once(values: pd.Series[str]) -> bool:
    """Tell whether no name is repeated although rows below it are empty."""
    named = values.dropna()
    return len(named) > 1 and len(named) < len(values) and named.is_unique


def _fill_id_rt(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    if "id_rt" not in schema.tables()[table].columns or "rt_rw" not in reader.fields:
        return []
    if "id_rt" in frame and frame["id_rt"].notna().any():
        return []
    values = {n: reader.converted[n].values for n in PLACE if n in reader.fields}
    values |= {n: frame[n] for n in PLACE if n in frame}
    names = [n for n in PLACE if n in values]
    if "kelurahan" in names and "kawasan" in names:
        names.remove("kawasan")  # a kawasan may cut across; the kelurahan names the place
    parts = [values[n].fillna("") for n in names]
    made = parts[0].str.cat(parts[1:], sep="/") if len(parts) > 1 else parts[0].copy()
    made[values["rt_rw"].isna()] = None
    frame["id_rt"] = made
    if not made.notna().any():
        return []
    headings = ", ".join(schema.fields()[n].heading for n in names)
    example = str(made.dropna().iloc[0])
    return [reader.finding("ID-RT-DIBUAT", value=example, kolom=headings)]


def _fill_activity(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    """Let progress belong to the activity of its row; without one, to the team's whole schedule."""
    paired = "progres" in reader.block.tables and table in ("progres", "master_schedule")
    if not paired or "id_kegiatan" in frame:
        return []
    if "kegiatan" not in reader.fields:
        whole = schema.tables()["master_schedule"].sheet
        frame["id_kegiatan"] = pd.Series(whole, index=frame.index, dtype="str")
        return [reader.finding("PROGRES-SELURUH-JADWAL", value=whole)]
    names = reader.converted["kegiatan"].values
    if "komponen" in reader.fields:
        component = reader.converted["komponen"].values.ffill().fillna("")
        several = component.groupby(names).transform("nunique") > 1
        names = names.where(~several, component + ": " + names)
    frame["id_kegiatan"] = names
    return []


def _fill_year(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    if "tahun" not in schema.tables()[table].columns or "tahun" in frame or frame.empty:
        return []
    if reader.block.year is None:
        return [reader.finding("TAHUN-TIDAK-ADA")]
    frame["tahun"] = pd.Series(reader.block.year, index=frame.index, dtype="Int64")
    return [reader.finding("TAHUN-DARI-NAMA", value=reader.block.year)]


def _fill_choices(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    """Fill an optional choice that is empty with its first word, and say so."""
    spec = schema.tables()[table]
    found: list[Finding] = []
    for name, choices in spec.choices.items():
        if name in spec.required or not choices[0] or frame.empty:
            continue
        values = frame[name] if name in frame else pd.Series(None, index=frame.index, dtype="str")
        if name in spec.asked and values.notna().any():
            continue  # an empty cell among filled ones is asked about, not supposed
        wrong = (
            {i for i, _ in reader.converted[name].unreadable} if name in reader.converted else set()
        )
        empty = values.isna() & ~values.index.isin(list(wrong))
        frame[name] = values.mask(empty, choices[0])
        if empty.any():
            heading = schema.fields()[name].heading
            details = {"kolom": heading, "jumlah": int(empty.sum())}
            found.append(reader.finding("PILIHAN-BAKU", value=choices[0], **details))
    return found


def _unnamed(reader: Reader, table: str, frame: pd.DataFrame) -> list[Finding]:
    """Say that a list of locations names no kab/kota, neither in a column nor in its title."""
    if table != "lokasi" or "kab_kota" in frame:
        return []
    return [reader.finding("KAB-KOTA-TIDAK-DISEBUT")]


_STEPS = (
    _sections,
    _given,
    _downwards,
    _fill_id_rt,
    _fill_activity,
    _fill_year,
    _fill_choices,
    _unnamed,
)
