"""Complaints (pengelolaan pengaduan masyarakat): settled, open and for how long, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from kotaku.progress.judging import days_since

SETTLED = "selesai"
UNKNOWN = ""
ASPECTS = ("kategori", "derajat", "status")


@dataclass(frozen=True)
class Gap:
    """A breakdown that does not add up to its total."""

    menurut: str
    jumlah: float
    total: float

    @property
    def selisih(self) -> float:
        """Total − sum of the breakdown."""
        return self.total - self.jumlah


@dataclass(frozen=True)
class Complaints:
    """Complaints at the data date.

    ``terbuka`` are the rows not settled with umur_hari, the oldest first; ``menurut`` holds for
    each of ASPECTS a frame of it, jumlah, selesai, selesai_pct, most first ("" is unknown);
    ``gaps`` the breakdowns that leave some complaints out.
    """

    jumlah: int
    selesai: int
    terbuka: pd.DataFrame
    menurut: Mapping[str, pd.DataFrame]
    hari_selesai: float  # mean days from coming in to settlement; NaN without dates
    gaps: tuple[Gap, ...]

    @property
    def selesai_pct(self) -> float:
        """Share settled [%]; NaN without complaints."""
        return self.selesai / self.jumlah * 100 if self.jumlah else float("nan")


def complaints(frame: pd.DataFrame, as_of: date | None) -> Complaints:
    """Return the complaints of the table pengaduan at the data date.

    Parameters
    ----------
    frame : the table pengaduan; a row stands for ``jumlah`` complaints, one where it is empty
    as_of : data date, from which ages are counted

    The order of rows plays no part.
    """
    rows = frame.assign(
        jumlah=frame["jumlah"].astype("Float64").fillna(1.0).astype("float64"),
        umur_hari=days_since(frame["tanggal"], as_of),
    )
    settled = rows["status"] == SETTLED
    order = ["umur_hari", "_sumber", "_baris"]
    waiting = rows[~settled].sort_values(order, ascending=[False, True, True], ignore_index=True)
    took = (rows["tanggal_selesai"] - rows["tanggal"]).dt.days.where(settled)
    weight = rows["jumlah"].where(took.notna(), 0.0)
    mean = float((took.fillna(0) * weight).sum() / weight.sum()) if weight.sum() else np.nan
    by = {aspect: _by(rows, aspect, settled) for aspect in ASPECTS}
    total = rows["jumlah"].sum()
    known = {a: t.loc[t[a] != UNKNOWN, "jumlah"].sum() for a, t in by.items() if len(t)}
    # an aspect that nobody fills in is not a breakdown
    gaps = add_up(float(total), {a: float(n) for a, n in known.items() if n > 0})
    return Complaints(int(total), int(rows.loc[settled, "jumlah"].sum()), waiting, by, mean, gaps)


def _by(rows: pd.DataFrame, aspect: str, settled: pd.Series[bool]) -> pd.DataFrame:
    named = rows[aspect].fillna(UNKNOWN).str.strip().str.lower()
    counts = rows["jumlah"].groupby(named).sum()
    done = rows["jumlah"].where(settled, 0.0).groupby(named).sum()
    table = pd.DataFrame({"jumlah": counts, "selesai": done}).rename_axis(aspect).reset_index()
    table["selesai_pct"] = table["selesai"] / table["jumlah"] * 100
    return table.sort_values(["jumlah", aspect], ascending=[False, True], ignore_index=True)


def add_up(total: float, parts: Mapping[str, float]) -> tuple[Gap, ...]:
    """Return the breakdowns whose sum differs from the total.

    Parameters
    ----------
    total : number of complaints
    parts : breakdown (such as "derajat") -> sum over its values
    """
    return tuple(Gap(name, n, total) for name, n in parts.items() if abs(n - total) > 1e-9)
