"""Thin passes: units that left kumuh by one point of the total, or by one criterion only.

A pass of 15 of 16 falls back with the next survey, and works on one criterion are chosen for the
threshold rather than for the place. They count, and are marked.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from kotaku.method.assessment import Ints
from kotaku.rules import Regulation
from kotaku.schema import Measure, criterion_column

COLUMNS = (
    "skenario", "id_unit", "nama", "kab_kota", "total_awal", "total_akhir", "luas_ha", "alasan",
)  # fmt: skip
BY_A_POINT, BY_ONE_CRITERION, BY_BOTH = "satu_nilai", "satu_kriteria", "keduanya"
_NOISE = 1e-9


def thin(kondisi: pd.DataFrame, satuan: str, regulation: Regulation) -> pd.DataFrame:
    """Return COLUMNS: the units of a level that pass thinly between the first and the last year."""
    rows = _passing(kondisi, satuan, regulation)
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    key = ["skenario", "id_unit"]
    start = rows[rows["tahun"] == rows["tahun"].min()].set_index(key)
    end = rows[rows["tahun"] == rows["tahun"].max()].set_index(key)
    before = start["total_nilai"].reindex(end.index)
    passes = ((before >= regulation.floor) & (end["total_nilai"] < regulation.floor)).to_numpy()
    after = end[passes]
    point = (after["total_nilai"] == regulation.floor - 1).to_numpy(dtype=np.bool_)
    single = _improved(start.reindex(after.index), after, regulation) == 1
    reason = np.select([point & single, point, single], [BY_BOTH, BY_A_POINT, BY_ONE_CRITERION], "")
    found = pd.DataFrame(
        {
            "nama": after["nama"],
            "kab_kota": after["kab_kota"],
            "total_awal": before[passes],
            "total_akhir": after["total_nilai"],
            "luas_ha": after["luas_ha"],
            "alasan": reason,
        }
    ).reset_index()
    return found.loc[reason != "", list(COLUMNS)].reset_index(drop=True)


def _passing(kondisi: pd.DataFrame, satuan: str, regulation: Regulation) -> pd.DataFrame:
    """Return the first and last conditions of the units that come below the floor in any year."""
    if kondisi.empty:
        return kondisi
    total = kondisi["total_nilai"].to_numpy(dtype=np.float64)
    years = kondisi["tahun"].to_numpy(dtype=np.int64)
    ends = (years == years.min()) | (years == years.max())
    level = (kondisi["satuan"] == satuan).to_numpy(dtype=np.bool_) & ends
    low = level & (years == years.max()) & (total < regulation.floor)
    if years.min() == years.max() or not low.any():
        return kondisi.iloc[:0]
    names = kondisi["id_unit"].array
    rows = kondisi.take(np.flatnonzero(level))
    return rows[rows["id_unit"].isin(set(names[low]))]


def _improved(before: pd.DataFrame, after: pd.DataFrame, regulation: Regulation) -> Ints:
    """Return how many criteria of each unit got better: by percent, else by score."""
    measures: tuple[Measure, Measure] = ("persen", "nilai")
    gaps = []
    for measure in measures:
        columns = [criterion_column(measure, c) for c in regulation.criterion_ids]
        gaps.append(before[columns].to_numpy(np.float64) - after[columns].to_numpy(np.float64))
    better: Ints = (np.where(np.isnan(gaps[0]), gaps[1], gaps[0]) > _NOISE).sum(axis=1)
    return better
