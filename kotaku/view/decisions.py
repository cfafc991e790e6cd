"""What needs a decision of the meeting today, gravest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from kotaku.findings import Finding
from kotaku.view.areas import WHOLE, AreaSummary, small_ha
from kotaku.words.numbers import format_ha, format_number, format_pp


@dataclass(frozen=True)
class Decision:
    """One matter that the meeting has to settle, with the page where its evidence stands."""

    text: str
    page: str  # name of the page script, such as "master_schedule"


def decisions(
    area: AreaSummary | None,
    places: pd.DataFrame,
    schedule_latest: pd.DataFrame | None,
    claims: pd.DataFrame,
    findings: Iterable[Finding],
    further: Iterable[Decision] = (),
) -> list[Decision]:
    """Return what needs a decision today, gravest first; empty when nothing does.

    ``further`` are the matters of funds, audit and KPI (view.matters).
    """
    found: list[Decision] = []
    left_out = sum(f.excludes and f.severity == "galat" for f in findings)
    if left_out:
        found.append(
            Decision(
                f"{format_number(left_out, 0)} galat data membuat baris tidak dihitung: "
                "siapa memperbaiki, kapan?",
                "kualitas_data",
            )
        )
    wrong = claims[claims["putusan"] == "tidak_cocok"] if not claims.empty else claims
    if not wrong.empty:
        found.append(
            Decision(
                f"{len(wrong)} angka laporan tidak cocok dengan hitungan: angka mana yang dipakai?",
                "kualitas_data",
            )
        )
    if area and area.terbuka_ha > 0:
        found.append(
            Decision(
                f"Pengurangan {format_ha(area.terbuka_ha)} belum terinci: siapa melengkapi?",
                "pengurangan_kumuh",
            )
        )
    found.extend(_schedule_decisions(schedule_latest))
    found.extend(_area_decisions(area, places))
    return [*found, *further]


def _area_decisions(area: AreaSummary | None, places: pd.DataFrame) -> list[Decision]:
    """Ask for works where the plan does not reach the target, else for the plan to be done."""
    if area is None or not area.kurang_ha:
        return []
    if area.kurang_simulasi_ha:
        holders = places[places["sisa_simulasi_ha"] > 0]
        text = (
            f"Sisa {small_ha(area.sisa_simulasi_ha)} di {len(holders) or 1} kab/kota belum punya "
            "rencana sampai target: pekerjaan apa yang ditambah?"
        )
    else:
        text = (
            f"Target baru tercapai bila {area.rencana} {small_ha(area.simulasi_ha)} terlaksana: "
            "siapa mengawal, sampai kapan?"
        )
    return [Decision(text, "pengurangan_kumuh")]


def _schedule_decisions(latest: pd.DataFrame | None) -> list[Decision]:
    if latest is None or latest.empty:
        return []
    behind = latest[(latest["kab_kota"] != WHOLE) & latest["status"].isin(["terlambat", "kritis"])]
    if behind.empty:
        return []
    worst = behind.sort_values("deviasi_pp").iloc[0]
    text = (
        f"{len(behind)} tim terlambat pada Master Schedule; terjauh {worst['kab_kota']} "
        f"({format_pp(worst['deviasi_pp'])}): apa langkah pemulihannya?"
    )
    return [Decision(text, "master_schedule")]
