"""Everything that the tables beside area and schedule tell, each part worked out at first use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.once import once
from kotaku.progress import audit, funds
from kotaku.progress.complaints import Complaints, complaints
from kotaku.progress.judging import data_date
from kotaku.progress.kpi import Kpi, hundred_zero_hundred, kpi


@dataclass(frozen=True)
class Funds:
    """Money and people; each frame as in kotaku.progress.funds, None without its table."""

    dataset: Dataset
    as_of: date | None

    @cached_property
    def paket(self) -> pd.DataFrame | None:
        """Packages of BPM."""
        return funds.packages(self.dataset.table("bpm")) if self.dataset.has("bpm") else None

    @cached_property
    def corong(self) -> pd.DataFrame | None:
        """The funnel from ceiling to hand-over."""
        return None if self.paket is None else funds.funnel(self.paket)

    @cached_property
    def delineasi(self) -> pd.DataFrame | None:
        """Packages inside and outside the delineation."""
        return None if self.paket is None else funds.outside(self.paket)

    @cached_property
    def macet(self) -> pd.DataFrame | None:
        """Packages that do not move."""
        return None if self.paket is None else funds.stalled(self.paket, self.as_of)

    @cached_property
    def kolaborasi(self) -> pd.DataFrame | None:
        """Collaboration by source of funds."""
        given = self.dataset.table("kolaborasi")
        return funds.by_source(given) if len(given) else None

    @cached_property
    def pengungkit(self) -> float | None:
        """Rupiah of collaboration per rupiah of BPM paid."""
        if self.paket is None:
            return None
        return funds.leverage(self.dataset.table("kolaborasi"), self.paket)

    @cached_property
    def kapasitas(self) -> pd.DataFrame | None:
        """Training per kab/kota."""
        held = self.dataset.table("peningkatan_kapasitas")
        return funds.training(held) if len(held) else None


@dataclass(frozen=True)
class Achievement:
    """Achievement at the data date; a part is None where the data hold no such table.

    Parameters
    ----------
    dataset : its tables kpi, akses, bpm, kolaborasi, peningkatan_kapasitas, audit, pengaduan
    kumuh : gives kab_kota, luas_awal_ha, sisa_ha [ha]; "" is the whole data set
    as_of : data date
    """

    dataset: Dataset
    kumuh: Callable[[], pd.DataFrame]
    as_of: date | None

    @property
    def kpi(self) -> Kpi | None:
        """Indicators against target."""
        return _kpi(self.dataset)

    @cached_property
    def akses(self) -> pd.DataFrame | None:
        """100-0-100 per kab/kota."""
        if not self.dataset.has("akses"):
            return None
        return hundred_zero_hundred(self.dataset.table("akses"), self.kumuh())

    @property
    def dana(self) -> Funds | None:
        """Money and people."""
        return _funds(self.dataset, self.as_of)

    @property
    def audit(self) -> pd.DataFrame | None:
        """Findings and documents."""
        return _audit(self.dataset, self.as_of)

    @property
    def pengaduan(self) -> Complaints | None:
        """Complaints."""
        return _complaints(self.dataset, self.as_of)


# Whoever looks at the same data at the same date, with or without what a meeting wrote down, asks
# the data set.


@once
def _kpi(dataset: Dataset) -> Kpi | None:
    return kpi(dataset.table("kpi")) if dataset.has("kpi") else None


@once
def _funds(dataset: Dataset, as_of: date | None) -> Funds | None:
    held = any(map(dataset.has, ("bpm", "kolaborasi", "peningkatan_kapasitas")))
    return Funds(dataset, as_of) if held else None


@once
def _audit(dataset: Dataset, as_of: date | None) -> pd.DataFrame | None:
    return audit.items(dataset.table("audit"), as_of) if dataset.has("audit") else None


@once
def _complaints(dataset: Dataset, as_of: date | None) -> Complaints | None:
    return complaints(dataset.table("pengaduan"), as_of) if dataset.has("pengaduan") else None


def achievement(
    dataset: Dataset, kumuh: Callable[[], pd.DataFrame], as_of: date | None = None
) -> Achievement:
    """Return achievement of every table of a data set at its data date.

    Parameters
    ----------
    dataset, kumuh : see Achievement
    as_of : data date; that of the profile, else of the data when None
    """
    return Achievement(dataset, kumuh, as_of or data_date(dataset))
