"""What changed, what is late and what needs a decision of the meeting, by what is at stake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from kotaku.findings import Finding
from kotaku.view.areas import WHOLE, AreaSummary, small_ha
from kotaku.words.numbers import format_ha, format_number, format_pp, format_rp_short


@dataclass(frozen=True)
class Decision:
    """One matter that the meeting has to settle, with the page where its evidence stands."""

    text: str
    page: str  # name of the page script, such as "master_schedule"
    ha: float = 0.0  # at stake [ha]; 0 where it is no matter of hectares
    rp: float = 0.0  # at stake [rupiah]
    late: bool = False  # past its date, not only open

    @property
    def stake(self) -> str:
        """What is at stake in words: ``13,14 ha``, ``Rp 10,5 miliar``; "" where nobody knows."""
        if self.ha > 0:
            return small_ha(self.ha)
        return format_rp_short(self.rp) if self.rp > 0 else ""

    @property
    def told(self) -> str:
        """The matter with what is at stake, as one text."""
        return f"{self.text} Dipertaruhkan {self.stake}." if self.stake else self.text


@dataclass(frozen=True)
class Moved:
    """One figure that changed since the last rakor; ``better`` is None when it is neither."""

    text: str
    better: bool | None = None


def by_stake(found: Iterable[Decision]) -> list[Decision]:
    """Return matters in the order of what is at stake: hectares, then rupiah, then the others.

    Hectares are the programme's goal and no price turns them into rupiah.
    """
    return sorted(found, key=lambda d: (-max(d.ha, 0.0), -max(d.rp, 0.0)))


def late_promises(rows: pd.DataFrame, places: pd.DataFrame) -> list[Decision]:
    """Return the follow-ups past their deadline as one matter.

    Parameters
    ----------
    rows : DataFrame
        kab_kota, terlambat_hari [days]; none is late where the column is missing.
    places : DataFrame
        kab_kota, sisa_ha [ha]: what is left in the kab/kota of late ones is at stake.
    """
    if "terlambat_hari" not in rows:
        return []
    late = rows[rows["terlambat_hari"].fillna(0) > 0]
    if late.empty:
        return []
    left = places.loc[places["kab_kota"].isin(set(late["kab_kota"])), "sisa_ha"].sum()
    longest = format_number(int(late["terlambat_hari"].max()), 0)
    text = f"{len(late)} RTL lewat batas waktu, terlama {longest} hari: siapa menuntaskan, kapan?"
    return [Decision(text, "tindak_lanjut", ha=float(left), late=True)]


def decisions(
    area: AreaSummary | None,
    places: pd.DataFrame,
    schedule_latest: pd.DataFrame | None,
    claims: pd.DataFrame,
    findings: Iterable[Finding],
    further: Iterable[Decision] = (),
    left_out_ha: float = 0.0,
) -> list[Decision]:
    """Return what needs a decision today, gravest first; empty when nothing does.

    ``further`` are the matters of funds, audit and KPI (view.matters), ``left_out_ha`` the
    hectares that rows with errors keep out of the account.
    """
    found: list[Decision] = []
    left_out = sum(f.excludes and f.severity == "galat" for f in findings)
    if left_out:
        found.append(
            Decision(
                f"{format_number(left_out, 0)} galat data membuat baris tidak dihitung: "
                "siapa memperbaiki, kapan?",
                "kualitas_data",
                ha=left_out_ha,
            )
        )
    wrong = claims[claims["putusan"] == "tidak_cocok"] if not claims.empty else claims
    if not wrong.empty:
        found.append(
            Decision(
                f"{len(wrong)} angka laporan tidak cocok dengan hitungan: angka mana yang dipakai?",
                "kualitas_data",
                ha=_difference(wrong),
            )
        )
    if area and area.terbuka_ha > 0:
        found.append(
            Decision(
                f"Pengurangan {format_ha(area.terbuka_ha)} belum terinci: siapa melengkapi?",
                "pengurangan_kumuh",
                ha=area.terbuka_ha,
            )
        )
    found.extend(_schedule_decisions(schedule_latest, places))
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
    stake = area.kurang_simulasi_ha or area.kurang_ha
    return [Decision(text, "pengurangan_kumuh", ha=stake)]


def _difference(wrong: pd.DataFrame) -> float:
    """Return by how many hectares published figures differ from their calculation, at most."""
    if "selisih" not in wrong or "satuan" not in wrong:
        return 0.0
    found = wrong.loc[wrong["satuan"] == "ha", "selisih"].abs().max()
    return float(found) if found == found else 0.0


def _schedule_decisions(latest: pd.DataFrame | None, places: pd.DataFrame) -> list[Decision]:
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
    left = places.loc[places["kab_kota"].isin(set(behind["kab_kota"])), "sisa_ha"].sum()
    return [Decision(text, "master_schedule", ha=float(left), late=True)]
