"""How much of the area the account rests on, in one sentence beside the headline."""

from __future__ import annotations

from kotaku.method.account import Coverage
from kotaku.words.numbers import format_ha, format_number, format_pct


def coverage_words(found: Coverage) -> str:
    """Return what is left out of the account, in rows and hectares; "" when nothing is."""
    parts = []
    if found.rt_tanpa_data:
        parts.append(
            f"{format_number(found.rt_tanpa_data, 0)} RT "
            f"({format_ha(found.luas_rt_tanpa_data_ha)}) belum dapat dinilai"
        )
    left, area = found.baris_tidak, found.luas_tidak_ha
    if left and left != found.rt_tanpa_data:
        parts.append(f"{format_number(left, 0)} baris luas ({format_ha(area)}) tidak dihitung")
    if found.pengurangan_tidak_ha or found.pengurangan_tidak_baris:
        rows = found.pengurangan_tidak_baris
        which = f" pada {format_number(rows, 0)} baris" if rows else " di atas luas yang ada"
        parts.append(f"pengurangan {format_ha(found.pengurangan_tidak_ha)}{which} tidak dihitung")
    if not parts:
        return ""
    return f"Cakupan: {format_ha(found.luas_dipakai_ha)} dihitung; {'; '.join(parts)}."


def left_out_ha(found: Coverage) -> float:
    """Return the hectares that the account leaves out: area without a figure, reductions unused."""
    return max(found.luas_tidak_ha, found.luas_rt_tanpa_data_ha) + found.pengurangan_tidak_ha


def share_words(found: Coverage) -> str:
    """Return which share of the known area the account counts; "" where it counts all of it."""
    left = max(found.luas_tidak_ha, found.luas_rt_tanpa_data_ha)
    whole = found.luas_dipakai_ha + left
    if left <= 0 or whole <= 0:
        return ""
    return f"cakupan {format_pct(min(found.luas_dipakai_ha / whole * 100, 99.99))}"
