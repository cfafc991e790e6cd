"""The account in headline figures: what is done, what the plan would add, and their doubt.

Realised first; what is under way or planned is a second, named figure. Nothing here is a word:
kotaku.view says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kotaku.checks.states import AHEAD, OPEN, UNDER_WAY
from kotaku.dataset import AREA, Question
from kotaku.method.accounts import WHOLE

_DECIMALS = 9


@dataclass(frozen=True)
class Figures:
    """One balance [ha]: luas_awal - pengurangan + kumuh_baru = sisa.

    ``terbuka_ha`` is the part of the reduction that the source does not itemise; ``tambahan_ha``
    is area surveyed after the base, in no balance.
    """

    luas_awal_ha: float
    pengurangan_ha: float
    terbuka_ha: float
    kumuh_baru_ha: float
    tambahan_ha: float
    sisa_ha: float

    @property
    def persen(self) -> float:
        """Reduction as a share of the initial area [%]; NaN without one."""
        return self.pengurangan_ha / self.luas_awal_ha * 100 if self.luas_awal_ha else float("nan")


@dataclass(frozen=True)
class Coverage:
    """What the account rests on and what it leaves out, in rows and hectares.

    The rows are those that carry the area: locations, or RT where the account follows from them.
    ``rt_tanpa_data`` are RT without a condition; ``pengurangan_tidak_*`` reported reductions that
    do not count (state unreadable, called off, other base, more than there is).
    """

    baris_dipakai: int = 0
    baris_tidak: int = 0
    luas_dipakai_ha: float = 0.0
    luas_tidak_ha: float = 0.0
    rt_dinilai: int = 0
    rt_tanpa_data: int = 0
    luas_rt_tanpa_data_ha: float = 0.0
    pengurangan_tidak_baris: int = 0
    pengurangan_tidak_ha: float = 0.0


@dataclass(frozen=True)
class Account:
    """The headline of one place ("" is the whole data set).

    ``realisasi`` is what is done at ``per`` (the data date, None where nobody states one);
    ``simulasi`` the same when all that is under way and planned is done, equal to it without
    any. ``tahun_rencana`` is the last year of the plan. ``dasar`` says whether the hectares
    follow from RT conditions ("perhitungan") or are reported ("laporan"), ``dasar_sk`` the base.
    """

    kab_kota: str
    realisasi: Figures
    simulasi: Figures
    berjalan_ha: float
    rencana_ha: float
    tahun_rencana: int | None
    per: date | None
    dasar: str
    dasar_sk: str
    cakupan: Coverage = Coverage()
    pertanyaan: tuple[Question, ...] = ()

    @property
    def belum_pasti(self) -> bool:
        """Whether an open question may change the hectares."""
        return bool(self.pertanyaan)


def account_of(
    akun_luas: pd.DataFrame,
    place: str = WHOLE,
    *,
    per: date | None = None,
    cakupan: Coverage | None = None,
    questions: Sequence[Question] = (),
) -> Account | None:
    """Return the headline of one place of an account of area; None when it has no row.

    Parameters
    ----------
    akun_luas : columns of accounts.COLUMNS, or the rows that a reader selected of them
    """
    rows = akun_luas[akun_luas["kab_kota"] == place]
    if rows.empty:
        return None
    ahead = rows["status"].isin(AHEAD)
    plan = rows[ahead]
    under_way = float(plan.loc[plan["status"] == UNDER_WAY, "pengurangan_ha"].sum())
    planned = float(plan["pengurangan_ha"].sum()) - under_way
    return Account(
        kab_kota=place,
        realisasi=_figures(rows[~ahead], rows),
        simulasi=_figures(rows, rows),
        berjalan_ha=round(under_way, _DECIMALS) + 0.0,
        rencana_ha=round(planned, _DECIMALS) + 0.0,
        tahun_rencana=int(plan["tahun"].max()) if len(plan) else None,
        per=per,
        dasar="campuran" if rows["dasar"].nunique() > 1 else str(rows["dasar"].iloc[0]),
        dasar_sk=str(rows["dasar_sk"].iloc[0]),
        cakupan=cakupan or Coverage(),
        pertanyaan=tuple(q for q in questions if q.besaran == AREA),
    )


def _figures(rows: pd.DataFrame, whole: pd.DataFrame) -> Figures:
    first = float(whole["luas_awal_ha"].iloc[0])
    gone = round(float(rows["pengurangan_ha"].sum()), _DECIMALS) + 0.0
    new = round(float(rows["kumuh_baru_ha"].sum()), _DECIMALS) + 0.0
    return Figures(
        luas_awal_ha=first,
        pengurangan_ha=gone,
        terbuka_ha=float(rows.loc[rows["status"] == OPEN, "pengurangan_ha"].sum()),
        kumuh_baru_ha=new,
        tambahan_ha=round(float(rows["tambahan_ha"].sum()), _DECIMALS) + 0.0,
        sisa_ha=round(first - gone + new, _DECIMALS) + 0.0,
    )
