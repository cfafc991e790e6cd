"""The slide of one kabupaten/kota: account, Master Schedule, what is worst, what hinders."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kotaku import view
from kotaku.charts import of_view, powerpoint
from kotaku.charts.powerpoint.shapes import QUIET, Box, Run, table, write
from kotaku.output.deck import BODY, EDGE, WIDTH, Deck
from kotaku.view import WORST_TITLE, View
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp
from kotaku.words.safe import clean

MIDDLE, LOWER = 4.85, 4.98  # where charts end and lists begin
ACTIVITIES = 4


def place_slide(deck: Deck, report: View, place: str, position: str) -> None:
    """Add the slide of one kab/kota; what its data lack is said in its place."""
    area = report.area_of(place)
    name = clean(place, 60)
    title = f"{name}. {report.place_answer(place)}"
    slide = deck.slide(f"{name} · {position}", title, _notes(report, area, place))
    left = Box(EDGE, BODY, 6.0, MIDDLE - BODY)
    right = Box(6.85, BODY, WIDTH - EDGE - 6.85, MIDDLE - BODY)
    powerpoint.draw(slide, left, of_view.account(report, place=place), report.stamp, 11)
    curve = of_view.curve(report, place=place, deviation=False)
    powerpoint.draw(slide, right, curve, report.stamp, 11)
    worst = report.worst(place)
    if worst:
        lines = [[Run(WORST_TITLE, 13, True)]]
        lines += [[Run(f"• {w.words}", 12)] for w in worst]
        write(slide, Box(EDGE, LOWER, 3.9, 1.9), lines)
    start = 4.6 if worst else EDGE
    _activities(slide, Box(start, LOWER, WIDTH - EDGE - start, 1.9), report, place)


def _notes(report: View, area: view.AreaSummary | None, place: str) -> str:
    lines = []
    if area is not None:
        lines += [
            f"Terealisasi {format_number(area.realisasi_ha)} ÷ "
            f"{format_number(area.luas_awal_ha)} × 100 = {format_pct(area.realisasi_pct)}.",
            f"Sisa = luas awal − berkurang: {format_number(area.luas_awal_ha)} − "
            f"{format_number(area.berkurang_ha)} = {format_ha(area.sisa_ha)}.",
        ]
    now = _now(report, place)
    if now is not None:
        lines.append(
            "Deviasi = realisasi − rencana: "
            f"{format_number(now['realisasi_pct'])} − {format_number(now['rencana_pct'])} "
            f"= {format_pp(now['deviasi_pp'])}. {report.evaluation.jadwal.basis}"  # type: ignore[union-attr]
        )
    return "\n".join([*lines, report.source])


def _now(report: View, place: str) -> pd.Series | None:
    schedule = report.evaluation.jadwal
    rows = schedule.latest[schedule.latest["kab_kota"] == place] if schedule else pd.DataFrame()
    return None if rows.empty else rows.iloc[0]


def _activities(slide: Any, box: Box, report: View, place: str) -> None:
    schedule = report.evaluation.jadwal
    if schedule is None:
        return
    own = schedule.activities[schedule.activities["kab_kota"] == place]
    troubled = own[(own["deviasi_pp"] < 0) | own["kendala"].notna()]
    rows = view.activities_behind_first(troubled).head(ACTIVITIES)
    if rows.empty:
        text = "Tidak ada kegiatan tertinggal atau kendala yang dilaporkan."
        write(slide, box, [[Run(text, 13, color=QUIET)]])
        return
    cells = [
        [
            clean(r["kegiatan"], 52),
            format_pct(r["realisasi_pct"], 0),
            format_pp(r["deviasi_pp"]),
            format_date(r["selesai"]),
            clean(r["pic"], 26),
            clean(r["kendala"], 48) or "–",
        ]
        for r in rows.to_dict("records")
    ]
    behind = bool((rows["deviasi_pp"] < 0).all())
    name = "Kegiatan tertinggal" if behind else "Kegiatan tertinggal atau terkendala"
    headings = (name, "Realisasi", "Deviasi", "Selesai", "PIC", "Kendala")
    widths = (4.2, 1.1, 1.2, 1.7, 2.0, 3.6)
    table(slide, box, headings, cells, widths, right=(1, 2), size=10.5)
