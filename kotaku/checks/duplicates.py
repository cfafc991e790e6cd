"""Rows typed twice."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku import schema
from kotaku.checks import bases
from kotaku.checks.engine import Data, Issue, check


def _repeated(data: Data, table: str, key: list[str], same: str, different: str) -> Iterator[Issue]:
    """Compare every later row with the first of its key, over all columns of the sheet."""
    frame = data.table(table)
    frame = frame[frame[key[0]].notna()]  # a row without its id is not a copy of another
    later = frame.duplicated(key)
    if not later.any():
        return
    group = frame.groupby(key, dropna=False, sort=False).ngroup()
    labels = frame.index[later]
    heads = pd.Series(group.drop_duplicates().index, index=group.unique()).loc[group[later]]
    content = [c for c in frame.columns if c not in schema.PROVENANCE]
    copy = frame.loc[labels, content].reset_index(drop=True)
    head = frame.loc[heads, content].reset_index(drop=True)
    equal = ((copy == head) | (copy.isna() & head.isna())).all(axis=1)
    names = copy[key].astype("str").agg(lambda row: " / ".join(row.dropna()), axis=1)
    lines = frame.loc[heads, "_baris"]
    for label, line, is_same, name in zip(labels, lines, equal, names, strict=True):
        details = {"lembar": schema.tables()[table].sheet, "baris_pertama": line}
        yield Issue(
            same if is_same else different, table, (label,), tuple(key), name, None, details
        )


def _units(data: Data, table: str) -> Iterator[Issue]:
    key = list(schema.tables()[table].key)
    return _repeated(data, table, key, "BARIS-GANDA-SAMA", "BARIS-GANDA-BERBEDA")


@check("rt")
def repeated_rt(data: Data) -> Iterator[Issue]:
    """An RT counts once."""
    return _units(data, "rt")


@check("lokasi")
def repeated_location(data: Data) -> Iterator[Issue]:
    """A location counts once on each base: a renewed decree lists it again."""
    frame = data.table("lokasi")
    if not frame["id_lokasi"].duplicated().any():
        return
    first: dict[object, list[bases.Base]] = {}
    own = []
    for row in frame.to_dict("records"):
        base = bases.base_of({str(k): v for k, v in row.items()})
        known = first.setdefault(row["id_lokasi"], [])
        same = next((i for i, other in enumerate(known) if not bases.differs(base, other)), None)
        own.append(len(known) if same is None else same)
        if same is None:
            known.append(base)
    codes = ("BARIS-GANDA-SAMA", "BARIS-GANDA-BERBEDA")
    for _, rows in frame.groupby(own):
        part = data.only("lokasi", rows)
        yield from _repeated(part, "lokasi", ["id_lokasi"], *codes)


@check("kekumuhan")
def repeated_condition(data: Data) -> Iterator[Issue]:
    """An RT has one condition a year."""
    return _units(data, "kekumuhan")


@check("pekerjaan")
def repeated_works(data: Data) -> Iterator[Issue]:
    """Two equal works may both exist: they are kept, and somebody must look."""
    frame = data.table("pekerjaan")
    key = [c for c in frame.columns if c not in schema.PROVENANCE]
    return _repeated(data, "pekerjaan", key, "PEKERJAAN-GANDA", "PEKERJAAN-GANDA")


@check("pengurangan")
def repeated_reduction(data: Data) -> Iterator[Issue]:
    """An equal row is a copy; another figure under the same heading is kept and reported."""
    frame = data.table("pengurangan")
    place = ["tahun", "id_lokasi", "kab_kota", "kelurahan", "kawasan", "status", "sumber"]
    key = [c for c in place if c in frame.columns]
    return _repeated(data, "pengurangan", key, "BARIS-GANDA-SAMA", "PENGURANGAN-KUNCI-SAMA")


@check("master_schedule")
def repeated_activity(data: Data) -> Iterator[Issue]:
    """An activity stands once in a team's schedule."""
    key = ["id_kegiatan", "kab_kota"]
    return _repeated(data, "master_schedule", key, "BARIS-GANDA-SAMA", "BARIS-GANDA-BERBEDA")


@check("progres")
def repeated_progress(data: Data) -> Iterator[Issue]:
    """An activity has one report a week."""
    key = ["id_kegiatan", "kab_kota", "minggu"]
    return _repeated(data, "progres", key, "BARIS-GANDA-SAMA", "BARIS-GANDA-BERBEDA")


@check("kpi")
def repeated_indicator(data: Data) -> Iterator[Issue]:
    """An indicator has one figure a place and period."""
    return _units(data, "kpi")


@check("akses")
def repeated_access(data: Data) -> Iterator[Issue]:
    """A kabupaten/kota has one row a period."""
    return _units(data, "akses")


def _equal(data: Data, table: str) -> Iterator[Issue]:
    """Tell rows that are equal in every column; both are kept, and somebody must look."""
    frame = data.table(table)
    key = [c for c in schema.tables()[table].required if c in frame.columns]
    rest = [c for c in frame.columns if c not in (*key, *schema.PROVENANCE)]
    return _repeated(data, table, [*key, *rest], "BARIS-SAMA", "BARIS-SAMA")


@check("bpm")
def repeated_package(data: Data) -> Iterator[Issue]:
    """Two equal payments may both exist."""
    return _equal(data, "bpm")


@check("kolaborasi")
def repeated_contribution(data: Data) -> Iterator[Issue]:
    """Two equal contributions may both exist."""
    return _equal(data, "kolaborasi")


@check("peningkatan_kapasitas")
def repeated_training(data: Data) -> Iterator[Issue]:
    """Two equal trainings may both exist."""
    return _equal(data, "peningkatan_kapasitas")


@check("audit")
def repeated_audit(data: Data) -> Iterator[Issue]:
    """Two equal findings may both exist."""
    return _equal(data, "audit")


@check("pemeliharaan")
def repeated_asset(data: Data) -> Iterator[Issue]:
    """An asset counts once."""
    return _units(data, "pemeliharaan")
