"""Built assets and their upkeep: how many, in which condition, who keeps them, which come first."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kotaku.method.relapse import Relapse
from kotaku.words.numbers import format_ha, format_number, format_pct, format_rp

GOOD, ACTIVE, INACTIVE, UNKNOWN = "baik", "ya", "tidak", "tidak_diketahui"
CONDITIONS = {
    "baik": "Baik",
    "rusak_ringan": "Rusak ringan",
    "rusak_berat": "Rusak berat",
    UNKNOWN: "Belum diketahui",
}
WEAKEST = ("rusak_berat", "rusak_ringan", "baik", UNKNOWN)
KPP = {ACTIVE: "Aktif", INACTIVE: "Tidak aktif", UNKNOWN: "Belum diketahui"}
_MOST_KINDS = 8


@dataclass(frozen=True)
class Upkeep:
    """The assets in numbers; ``dana_rp`` [rupiah a year]."""

    jumlah: int
    baik: int
    kpp_aktif: int
    dana_rp: float
    tanpa_dana: int

    def part(self, count: int) -> float:
        """Return a count as percent of all assets; 0 without any."""
        return 100 * count / self.jumlah if self.jumlah else 0.0


def upkeep(pemeliharaan: pd.DataFrame) -> Upkeep:
    """Return the assets of table pemeliharaan in numbers."""
    fund = pemeliharaan["dana_rp"].clip(lower=0).fillna(0.0)
    return Upkeep(
        jumlah=len(pemeliharaan),
        baik=int((pemeliharaan["kondisi"] == GOOD).sum()),
        kpp_aktif=int((pemeliharaan["kpp_aktif"] == ACTIVE).sum()),
        dana_rp=float(fund.sum()),
        tanpa_dana=int((fund == 0).sum()),
    )


def upkeep_answer(found: Upkeep) -> str:
    """Return the state of the assets in one sentence."""
    return (
        f"{format_number(found.baik, 0)} dari {format_number(found.jumlah, 0)} aset dalam keadaan "
        f"baik ({format_pct(found.part(found.baik), 0)}); KPP aktif menjaga "
        f"{format_number(found.kpp_aktif, 0)} aset ({format_pct(found.part(found.kpp_aktif), 0)})."
    )


def kept_answer(now: Relapse, kept: Relapse) -> str:
    """Return what keeping some assets up saves against keeping none of them up."""
    last, saved = now.years.iloc[-1], kept.years.iloc[-1]
    chosen = kept.assets[kept.assets["bagian_per_tahun"] < now.assets["bagian_per_tahun"]]
    return (
        f"Memelihara {format_number(len(chosen), 0)} aset pilihan "
        f"({format_rp(float(chosen['dana_rp'].sum()))} setahun) menahan "
        f"{format_ha(float(last['kembali_ha'] - saved['kembali_ha']))} sampai {int(last['tahun'])}."
    )


def conditions_by_kind(pemeliharaan: pd.DataFrame) -> pd.DataFrame:
    """Return numbers of assets: one row per kind (the small ones folded), a column a condition."""
    kinds = pemeliharaan["jenis"].fillna("(tanpa jenis)")
    common = kinds.value_counts().index[:_MOST_KINDS]
    folded = kinds.where(kinds.isin(common), "lainnya")
    states = pemeliharaan["kondisi"].fillna(UNKNOWN)
    table = pd.crosstab(folded, states).reindex(columns=list(CONDITIONS), fill_value=0)
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[[*(k for k in order if k != "lainnya"), *(k for k in order if k == "lainnya")]]


def assets_frame(assets: pd.DataFrame) -> pd.DataFrame:
    """Return assets to read, those that protect most hectares per rupiah first.

    Parameters
    ----------
    assets : DataFrame
        ``Relapse.assets``, or table pemeliharaan itself: then the weakest come first.
    """
    place = assets["kawasan"].fillna(assets["kelurahan"]).fillna(assets["kab_kota"])
    frame = assets.assign(
        tempat=assets["id_rt"].fillna(place),
        kondisi_teks=assets["kondisi"].fillna(UNKNOWN).map(CONDITIONS),
        kpp_teks=assets["kpp_aktif"].fillna(UNKNOWN).map(KPP),
    )
    if "melindungi_ha" in frame:
        by = ["melindungi_ha", "ha_per_juta_rp"]
        free = frame["ha_per_juta_rp"].isna() & (frame["melindungi_ha"] > 0)
        order = frame.assign(ha_per_juta_rp=frame["ha_per_juta_rp"].mask(free, 0.0))
        return frame.loc[order.sort_values(by[::-1], ascending=False, kind="stable").index]
    weak = frame["kondisi"].fillna(UNKNOWN).map({state: i for i, state in enumerate(WEAKEST)})
    idle = frame["kpp_aktif"].fillna(UNKNOWN).map({INACTIVE: 0, UNKNOWN: 1, ACTIVE: 2})
    order = frame.assign(_weak=weak, _idle=idle).sort_values(["_weak", "_idle"], kind="stable")
    return frame.loc[order.index]
