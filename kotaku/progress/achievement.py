"""Everything that the tables beside area and schedule tell, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.progress import audit, funds
from kotaku.progress.complaints import Complaints, complaints
from kotaku.progress.judging import data_date
from kotaku.progress.kpi import Kpi, hundred_zero_hundred, kpi


@dataclass(frozen=True)
class Funds:
    """Money and people; each frame as in kotaku.progress.funds, None without its table."""

    paket: pd.DataFrame | None
    corong: pd.DataFrame | None
    delineasi: pd.DataFrame | None
    macet: pd.DataFrame | None
    kolaborasi: pd.DataFrame | None
    pengungkit: float | None  # rupiah of collaboration per rupiah of BPM paid
    kapasitas: pd.DataFrame | None


@dataclass(frozen=True)
class Achievement:
    """Achievement at the data date; None where the data hold no such table."""

    as_of: date | None
    kpi: Kpi | None
    akses: pd.DataFrame | None
    dana: Funds | None
    audit: pd.DataFrame | None
    pengaduan: Complaints | None


def achievement(dataset: Dataset, kumuh: pd.DataFrame, as_of: date | None = None) -> Achievement:
    """Return achievement of every table of a data set.

    Parameters
    ----------
    dataset : its tables kpi, akses, bpm, kolaborasi, peningkatan_kapasitas, audit, pengaduan
    kumuh : kab_kota, luas_awal_ha, sisa_ha [ha]; "" is the whole data set
    as_of : data date; that of the profile, else of the data when None
    """
    day = as_of or data_date(dataset)
    table, has = dataset.table, dataset.has
    return Achievement(
        as_of=day,
        kpi=kpi(table("kpi")) if has("kpi") else None,
        akses=hundred_zero_hundred(table("akses"), kumuh) if has("akses") else None,
        dana=_funds(dataset, day),
        audit=audit.items(table("audit"), day) if has("audit") else None,
        pengaduan=complaints(table("pengaduan"), day) if has("pengaduan") else None,
    )


def _funds(dataset: Dataset, day: date | None) -> Funds | None:
    if not any(dataset.has(t) for t in ("bpm", "kolaborasi", "peningkatan_kapasitas")):
        return None
    given = dataset.table("kolaborasi")
    made = funds.packages(dataset.table("bpm")) if dataset.has("bpm") else None
    return Funds(
        paket=made,
        corong=None if made is None else funds.funnel(made),
        delineasi=None if made is None else funds.outside(made),
        macet=None if made is None else funds.stalled(made, day),
        kolaborasi=funds.by_source(given) if len(given) else None,
        pengungkit=None if made is None else funds.leverage(given, made),
        kapasitas=(
            funds.training(dataset.table("peningkatan_kapasitas"))
            if dataset.has("peningkatan_kapasitas")
            else None
        ),
    )
