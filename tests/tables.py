"""Small canonical tables for tests."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kotaku import rules, schema
from kotaku.dataset import Dataset, SourceFile, SourceTable

CRITERIA = rules.load().criterion_ids
Row = dict[str, object]


def table(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return the rows as a canonical table, numbered as on a sheet with one heading row."""
    frame = schema.conform(pd.DataFrame(list(rows)), name)
    return frame.assign(_baris=range(2, len(frame) + 2))


def rt(id_rt: str, **more: object) -> Row:
    """Return an RT whose denominators are all 100 and whose area is 1 ha."""
    return {
        "id_rt": id_rt,
        "luas_verifikasi_ha": 1.0,
        "jumlah_bangunan": 100,
        "jumlah_kk": 100,
        "panjang_jalan_ideal_m": 100,
        "panjang_drainase_ideal_m": 100,
        **more,
    }


def condition(id_rt: str, tahun: int | None = 2019, **volumes: float) -> Row:
    """Return a condition with the given volumes (v2b=40), the others 0."""
    given = {f"volume_{c}": 0.0 for c in CRITERIA}
    given |= {f"volume_{k[1:]}": v for k, v in volumes.items()}
    return {"id_rt": id_rt, "tahun": tahun, **given}


def works(id_rt: str, tahun: int, kriteria: str, volume: float, status: str = "realisasi") -> Row:
    """Return works."""
    row = {"id_rt": id_rt, "tahun": tahun, "kriteria": kriteria, "volume": volume}
    return {**row, "status": status}


def dataset(**rows: Sequence[Row]) -> Dataset:
    """Return a data set of tables given by their name, each on a sheet of its own."""
    names = [n for n in rows if rows[n]]
    frames = {n: table(n, rows[n]).assign(_sumber=i) for i, n in enumerate(names)}
    sources = [
        SourceTable("data.xlsx", n.title(), n, 1, _letters(frames[n].columns)) for n in names
    ]
    count = sum(len(f) for f in frames.values())
    return Dataset(frames, (), tuple(sources), (SourceFile("data.xlsx", "0" * 64, count, count),))


def _letters(columns: Sequence[str]) -> dict[str, str]:
    own = [c for c in columns if not c.startswith("_")]
    return {c: chr(65 + i) if i < 26 else f"A{chr(65 + i - 26)}" for i, c in enumerate(own)}
