"""What the plan and neglect would do, each in one sentence."""

from __future__ import annotations

import pandas as pd

from kotaku.method.simulation import Simulation
from kotaku.text.numbers import format_ha, format_number


def simulation_answer(found: Simulation) -> str:
    """Return what a scenario changes, against the target where there is one."""
    if found.jumlah_pekerjaan == 0:
        return (
            f"Tanpa pekerjaan tambahan sisa kumuh tetap {format_ha(found.sisa_ha)}: pilih atau "
            "tambahkan pekerjaan."
        )
    first = (
        f"Bila {format_number(found.jumlah_pekerjaan, 0)} pekerjaan ini selesai, kumuh berkurang "
        f"{format_ha(found.pengurangan_ha)} menjadi {format_ha(found.sisa_ha)}"
    )
    if found.kurang_ha is None:
        return f"{first}."
    gap = "target tercapai" if found.kurang_ha == 0 else f"kurang {format_ha(found.kurang_ha)}"
    return f"{first}; {gap}."


def relapse_answer(years: pd.DataFrame, satuan: str) -> str:
    """Return how much falls back into kumuh by the last year without maintenance.

    Parameters
    ----------
    years : DataFrame
        tahun, jumlah_kembali, kembali_ha [ha], kumuh_ha [ha], first year first.
    satuan : str
        Level in words.
    """
    if years.empty or years["kembali_ha"].iloc[-1] == 0:
        return "Tanpa pemeliharaan tidak ada satuan yang kembali kumuh menurut asumsi ini."
    last = years.iloc[-1]
    return (
        f"Tanpa pemeliharaan {format_number(last['jumlah_kembali'], 0)} {satuan} atau "
        f"{format_ha(last['kembali_ha'])} kembali kumuh pada {int(last['tahun'])}."
    )
