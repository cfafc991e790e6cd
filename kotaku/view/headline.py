"""The headline figures of an account, as every face shows them."""

from __future__ import annotations

from dataclasses import dataclass

from kotaku.view.areas import AreaSummary, target_words
from kotaku.words.numbers import format_ha, format_pct


@dataclass(frozen=True)
class Headline:
    """One headline figure: its words, the key of its explanation and of its change."""

    key: str
    label: str
    value: str
    note: str
    change: str
    doubt: str = ""


def area_figures(area: AreaSummary, unit: str) -> list[Headline]:
    """Return initial area, what is realised, what is left, each with what the plan would add."""
    done = f"{format_pct(area.realisasi_pct)} dari luas awal"
    if area.simulasi_ha:
        done += (
            f"; {format_ha(area.terlaksana_ha)} ({format_pct(area.terlaksana_pct)}) bila "
            f"{area.rencana} terlaksana"
        )
    if area.terbuka_ha:
        done += f"; {format_ha(area.terbuka_ha)} lagi tanpa rincian"
    left = format_pct(area.sisa_pct)
    if area.kurang_ha is not None:
        left += f"; {target_words(area)}"
    elif area.simulasi_ha:
        left += f"; {format_ha(area.sisa_simulasi_ha)} bila {area.rencana} terlaksana"
    return [
        Headline("luas_awal", "Luas kumuh awal", format_ha(area.luas_awal_ha), unit,
                 "luas_awal_ha"),
        Headline("berkurang", "Terealisasi", format_ha(area.realisasi_ha), done, "realisasi_ha"),
        Headline("sisa", "Sisa kumuh", format_ha(area.sisa_ha), left, "sisa_ha"),
    ]  # fmt: skip
