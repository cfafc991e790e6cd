"""What the plan and neglect would do, each in one sentence."""

from __future__ import annotations

import pandas as pd

from kotaku.method.simulation import Simulation
from kotaku.view.units import CLASS_WORDS
from kotaku.words.numbers import format_ha, format_number, format_rp


def simulation_answer(found: Simulation, tahun_target: int | None = None) -> str:
    """Return what a scenario changes, against the target of its year where there is one."""
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
    target = f"target{f' {tahun_target}' if tahun_target else ''} {format_ha(found.target_sisa_ha)}"
    if found.kurang_ha == 0:
        return f"{first}, cukup untuk {target}."
    return f"{first}; {target} belum tercapai, kurang {format_ha(found.kurang_ha)}."


def unit_change(before: pd.Series, after: pd.Series, biaya_rp: float) -> str:
    """Return what treated volumes change in one unit: score, class, hectares, rupiah.

    Parameters
    ----------
    before, after : row of ``kondisi``
    biaya_rp : price of the volumes [rupiah]
    """
    area = format_ha(after["luas_ha"])
    if biaya_rp == 0 and before["total_nilai"] == after["total_nilai"]:
        return (
            f"{before['nama']}: nilai {format_number(before['total_nilai'], 0)} "
            f"({CLASS_WORDS.get(before['tingkat'], 'tanpa kelas')}), {area}. Ketik volume pada "
            "kolom Ditangani."
        )
    classes = [CLASS_WORDS.get(row["tingkat"], "tanpa kelas") for row in (before, after)]
    moved = classes[0] if classes[0] == classes[1] else " → ".join(classes)
    return (
        f"{before['nama']}: nilai {format_number(before['total_nilai'], 0)} → "
        f"{format_number(after['total_nilai'], 0)}, kelas {moved}, {area}, {format_rp(biaya_rp)}."
    )


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
