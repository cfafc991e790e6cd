"""The answer of a plan as Indonesian sentences."""

from __future__ import annotations

from kotaku.words.numbers import format_ha, format_number, format_pct, format_rp

TREATED, CHOSEN = 0.2, 0.5  # parts of the search: treatments known, package chosen
_LEVELS = {"rt": "RT", "kab_kota": "kabupaten/kota"}


def level_name(satuan: str) -> str:
    """Return the name of a level as the hall says it."""
    return _LEVELS.get(satuan, satuan)


def question(
    *,
    budget_rp: float | None = None,
    target_ha: float | None = None,
    sisa_ha: float | None = None,
    years: tuple[int, ...] = (),
) -> str:
    """Return what was asked, as the opening of the answer."""
    if years:
        span = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
        return f"Dengan anggaran {span} sebesar {format_rp(budget_rp)}"
    if budget_rp is not None:
        return f"Dengan anggaran {format_rp(budget_rp)}"
    if sisa_ha is not None:
        return f"Agar sisa kumuh paling banyak {format_ha(sisa_ha)}"
    if target_ha is not None:
        return f"Untuk mengurangi {format_ha(target_ha)}"
    return "Untuk menuntaskan semua yang dapat dituntaskan"


def stage(part: float) -> str:
    """Return what the search for a package is doing when this part (0..1) of it is done."""
    if part < TREATED:
        return "Menghitung penanganan termurah tiap satuan …"
    if part < CHOSEN:
        return "Memilih paket …"
    return "Menghitung kurva anggaran …"


def no_units() -> str:
    """Return what stands in place of an answer when there is nothing to plan for."""
    return "Belum ada yang dapat direncanakan: isi volume kekumuhan dan pembaginya pada satuan ini."


def answer(
    asked: str, *, chosen: int, level: str, biaya_rp: float, luas_ha: float, sisa_ha: float
) -> str:
    """Return the answer in one sentence."""
    if not chosen:
        return f"{asked}, tidak ada {level} yang ditangani; sisa {format_ha(sisa_ha)}."
    return (
        f"{asked}, tangani {format_number(chosen, 0)} {level} dengan biaya {format_rp(biaya_rp)}: "
        f"{format_ha(luas_ha)} keluar dari kumuh, sisa {format_ha(sisa_ha)}."
    )


def quality(*, gap: float, biaya_fixed: bool) -> str:
    """Return how good the answer is."""
    best = "hektare terbanyak" if biaya_fixed else "biaya terendah"
    if gap == 0.0:
        return f"Pilihan ini terbukti memberi {best}."
    away = "kurang dari 0,01 %" if gap < 1e-4 else format_pct(gap * 100)
    return f"Pilihan ini paling jauh {away} dari {best}."


def shortfall(*, reached: bool, luas_ha: float) -> str:
    """Return a warning that the target lies beyond what can be done; "" when it is reached."""
    if reached:
        return ""
    return f"Target tidak tercapai: yang dapat dituntaskan hanya {format_ha(luas_ha)}."


def left_over(*, units: int, area_ha: float, unknown: int, level: str) -> str:
    """Return which units the plan could not use; "" when there are none."""
    parts = []
    if units:
        parts.append(
            f"{format_number(units, 0)} {level} ({format_ha(area_ha)}) tetap kumuh: tidak dapat "
            "dituntaskan dengan kriteria yang boleh ditangani"
        )
    if unknown:
        parts.append(f"{format_number(unknown, 0)} {level} tanpa nilai tidak ikut dihitung")
    return "; ".join(parts) + "." if parts else ""


def thinly(*, units: int, level: str, margin: int) -> str:
    """Return how many units of a package pass thinly; "" when none does."""
    if not units:
        return ""
    advice = "" if margin else " Minta jarak dari ambang bila ingin lebih aman."
    return (
        f"{format_number(units, 0)} {level} lolos tipis: hanya satu nilai di bawah ambang, atau "
        f"hanya satu kriteria yang ditangani.{advice}"
    )
