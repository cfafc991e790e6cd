"""The Master Schedule in one sentence, and its activities in the order the hall needs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.explain.figures import Explanation, Input, column_refs
from kotaku.progress.forecast import Forecast
from kotaku.progress.master_schedule import Schedule
from kotaku.view.areas import WHOLE
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number, format_pct, format_pp

STATUS_WORDS = {
    "lebih_cepat": "Lebih cepat",
    "sesuai": "Sesuai",
    "terlambat": "Terlambat",
    "kritis": "Kritis",
}


@dataclass(frozen=True)
class ScheduleNow:
    """Plan and realisation of one place at the data date [%], and their difference [pp]."""

    rencana_pct: float
    realisasi_pct: float
    deviasi_pp: float
    status: str


def schedule_now(latest: pd.DataFrame) -> ScheduleNow:
    """Return the position of the whole data set: its own row, else its only row."""
    rows = latest[latest["kab_kota"] == WHOLE]
    row = (latest if rows.empty else rows).iloc[0]
    return ScheduleNow(
        rencana_pct=float(row["rencana_pct"]),
        realisasi_pct=float(row["realisasi_pct"]),
        deviasi_pp=float(row["deviasi_pp"]),
        status=str(row["status"]),
    )


def forecast_words(found: Forecast) -> str:
    """Return when the work is done at the pace so far, and the index apart, in Indonesian."""
    planned = format_date(found.rencana_selesai)
    if found.selesai is None:
        words = f"Bila laju tetap, 100 % tidak tercapai; {format_pct(found.pada_rencana_pct)} pada"
        words += f" akhir rencana {planned}"
    else:
        words = f"Bila laju tetap, 100 % tercapai {format_date(found.selesai)} (rencana {planned})"
    return f"{words}; indeks kinerja jadwal (SPI) {format_number(found.spi)}"


def schedule_answer(latest: pd.DataFrame, as_of: date) -> str:
    """Return where the Master Schedule stands and who is behind, in Indonesian."""
    now = schedule_now(latest)
    first = (
        f"Master Schedule {format_pct(now.realisasi_pct)} per {format_date(as_of)}, "
        f"rencana {format_pct(now.rencana_pct)}, deviasi {format_pp(now.deviasi_pp)}."
    )
    teams = latest[latest["kab_kota"] != WHOLE]
    late = teams[teams["status"].isin(["terlambat", "kritis"])].sort_values("deviasi_pp")
    if late.empty:
        return f"{first} Tidak ada tim yang terlambat." if len(teams) else first
    worst = late.iloc[0]
    return (
        f"{first} {len(late)} dari {len(teams)} tim terlambat, terjauh {worst['kab_kota']} "
        f"({format_pp(float(worst['deviasi_pp']))})."
    )


def activities_behind_first(activities: pd.DataFrame) -> pd.DataFrame:
    """Return the activities with the furthest behind first and the status in words."""
    ordered = activities.sort_values(["deviasi_pp", "kab_kota", "id_kegiatan"], ignore_index=True)
    return ordered.assign(status_teks=ordered["status"].map(STATUS_WORDS))


def explain_schedule(dataset: Dataset, schedule: Schedule) -> Explanation:
    """Return how the headline of the Master Schedule was calculated, down to the cells."""
    now = schedule_now(schedule.latest)
    teams = schedule.latest[schedule.latest["kab_kota"] != WHOLE]
    names = list(teams["kab_kota"]) or [WHOLE]
    inputs = tuple(_team_input(dataset, schedule, name) for name in names)
    return Explanation(
        key="master_schedule",
        title=f"Master Schedule per {format_date(schedule.as_of)}",
        method="jumlah bobot × kemajuan kegiatan",
        unit=f"persen kumulatif; {schedule.basis}",
        formula=(
            "tim = Σ bobot × realisasi ÷ 100\n"
            f"deviasi = realisasi − rencana = {format_number(now.realisasi_pct)} − "
            f"{format_number(now.rencana_pct)} = {format_pp(now.deviasi_pp)}"
        ),
        inputs=inputs,
    )


def _team_input(dataset: Dataset, schedule: Schedule, name: str) -> Input:
    row = schedule.latest[schedule.latest["kab_kota"] == name].iloc[0]
    progress = dataset.table("progres")
    own = progress["kab_kota"] == name if name != WHOLE else progress["kab_kota"].isna()
    return Input(
        label=name or "Semua kegiatan",
        value=f"{format_pct(row['realisasi_pct'])} (rencana {format_pct(row['rencana_pct'])})",
        unit="%",
        refs=column_refs(dataset, "progres", "realisasi_pct", progress[own]),
    )
