"""Which units fall back into kumuh when what was built is not maintained.

Each year a share of the treated volume (what works took away) returns as a problem. The shares
are assumptions marked [I] in the data file beside this module; no source gives them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from kotaku.method.assessment import Floats, assess, class_names
from kotaku.regulations import Regulation
from kotaku.schema import criterion_column

UNIT_COLUMNS = (
    "id_unit",
    "nama",
    "kab_kota",
    "tahun",
    "luas_ha",
    "total_awal",
    "total_nilai",
    "tingkat",
    "kembali_kumuh",
)
YEAR_COLUMNS = ("tahun", "jumlah_kembali", "kembali_ha", "kumuh_ha")


@dataclass(frozen=True)
class Assumptions:
    """Shares of the treated volume that return each year (0..1), by criterion."""

    shares: Mapping[str, float]
    years: int
    source: str
    mark: str


@dataclass(frozen=True)
class Relapse:
    """The years ahead without maintenance.

    ``units`` (UNIT_COLUMNS) has one row per unit and year, ``years`` (YEAR_COLUMNS) their sums;
    the first year is that of the condition itself. ``kembali_kumuh`` tells a unit that was below
    the floor then and is not any more.
    """

    units: pd.DataFrame
    years: pd.DataFrame
    assumptions: Assumptions


@cache
def assumptions() -> Assumptions:
    """Return the default assumptions."""
    data = tomllib.loads(files(__package__).joinpath("relapse.toml").read_text(encoding="utf-8"))
    return Assumptions(data["bagian_per_tahun"], data["tahun"], data["sumber"], data["tanda"])


def relapse(
    kondisi: pd.DataFrame,
    regulation: Regulation,
    satuan: str,
    skenario: str = "realisasi",
    *,
    given: Assumptions | None = None,
    maintained: Set[str] = frozenset(),
) -> Relapse:
    """Return the condition of units in the years after the last one, without new works.

    Parameters
    ----------
    kondisi : DataFrame
        Evaluation.kondisi; volumes and denominators must be known, other units are left out.
    satuan, skenario : str
        Level and scenario to look at.
    given : Assumptions, optional
        Other shares or another number of years; a criterion without a share does not decay.
    maintained : set of id_unit
        Units that are kept up: nothing returns there.

    Notes
    -----
    volume(n) = volume now + min(1, n x share) x treated, treated = max(0, first - now). Shares
    work on volumes, so that a kawasan relapses as the sum of its RT does.
    """
    chosen = given or assumptions()
    rows = kondisi[(kondisi["satuan"] == satuan) & (kondisi["skenario"] == skenario)]
    volumes = [criterion_column("volume", c) for c in regulation.criterion_ids]
    now = rows[rows["tahun"] == rows["tahun"].max()]
    now = now[now[volumes].notna().all(axis=1)].set_index("id_unit", drop=False)
    first = rows[rows["tahun"] == rows["tahun"].min()].set_index("id_unit").reindex(now.index)
    volume = now[volumes].to_numpy(dtype=np.float64)
    treated = np.maximum(0.0, first[volumes].to_numpy(dtype=np.float64) - volume)
    treated[now.index.isin(maintained)] = 0.0
    share = np.array([chosen.shares.get(c, 0.0) for c in regulation.criterion_ids])
    frames = [
        _year(now, volume + np.minimum(1.0, n * share) * treated, n, regulation)
        for n in range(chosen.years + 1)
    ]
    units = pd.concat(frames, ignore_index=True)
    return Relapse(units, _sums(units, regulation), chosen)


def _year(now: pd.DataFrame, volume: Floats, n: int, regulation: Regulation) -> pd.DataFrame:
    columns = [
        "luas_ha" if c.denominator == "luas_verifikasi_ha" else c.denominator
        for c in regulation.criteria
    ]
    result = assess(volume, now[columns].to_numpy(dtype=np.float64), regulation)
    was_out = now["total_nilai"].to_numpy() < regulation.floor
    frame = now[["id_unit", "nama", "kab_kota", "luas_ha"]].reset_index(drop=True)
    frame = frame.assign(
        tahun=now["tahun"].to_numpy() + n,
        total_awal=now["total_nilai"].to_numpy(),
        total_nilai=result.total,
        tingkat=class_names(result.class_index, regulation),
        kembali_kumuh=was_out & (result.total >= regulation.floor),
    )
    return frame[list(UNIT_COLUMNS)]


def _sums(units: pd.DataFrame, regulation: Regulation) -> pd.DataFrame:
    kumuh = units["luas_ha"].where(units["total_nilai"] >= regulation.floor, 0.0)
    back = units["luas_ha"].where(units["kembali_kumuh"], 0.0)
    sums = (
        units.assign(kumuh_ha=kumuh, kembali_ha=back, jumlah_kembali=units["kembali_kumuh"])
        .groupby("tahun")[["jumlah_kembali", "kembali_ha", "kumuh_ha"]]
        .sum()
    )
    return sums.reset_index()[list(YEAR_COLUMNS)]
