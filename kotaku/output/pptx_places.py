"""The slide of one kabupaten/kota: account, Master Schedule, what is worst, what hinders."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kotaku import view
from kotaku.charts import of_view, powerpoint
from kotaku.charts.powerpoint.shapes import QUIET, Box, Run, pages, shrunk, table, write
from kotaku.output.deck import BODY, EDGE, WIDTH, Deck
from kotaku.view import WORST_TITLE, View
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp
from kotaku.words.safe import in_full

MIDDLE, LOWER = 4.85, 4.98  # where charts end and lists begin
ACTIVITIES = 4
SIZES = (10.5, 10, 9.5, 9)  # pt, of their table
HEADINGS = (
    "Kegiatan tertinggal atau terkendala",
    "Realisasi",
    "Deviasi",
    "Selesai",
    "PIC",
    "Kendala",
)
SHARES = (4.2, 1.2, 1.3, 1.7, 2.0, 3.6)
TOLD = (
    "kab_kota", "id_kegiatan", "kegiatan", "realisasi_pct", "deviasi_pp", "selesai", "pic",
    "kendala", "status",
)  # fmt: skip


def place_slide(deck: Deck, report: View, place: str, position: str) -> None:
    """Add the slide of one kab/kota; what its data lack is said in its place."""
    area = report.area_of(place)
    name = in_full(place)
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
        box = Box(EDGE, LOWER, 3.9, 1.9)
        write(slide, box, shrunk(lines, box))
    start = 4.6 if worst else EDGE
    rest = _activities(slide, Box(start, LOWER, WIDTH - EDGE - start, 1.9), report, place)
    box = Box(EDGE, BODY, WIDTH - 2 * EDGE, 5)
    for page in pages(HEADINGS, rest, SHARES, box, size=12, most=ACTIVITIES) if rest else []:
        slide = deck.slide(f"{name} · {position}, lanjutan", title, _notes(report, area, place))
        table(slide, box, HEADINGS, page, SHARES, right=(1, 2))


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


def _activities(slide: Any, box: Box, report: View, place: str) -> list[list[str]]:
    """Write what is behind or hindered; return the rows that had no room even in small type."""
    schedule = report.evaluation.jadwal
    if schedule is None:
        return []
    own = schedule.activities.loc[schedule.activities["kab_kota"] == place, list(TOLD)]
    troubled = own[(own["deviasi_pp"] < 0) | own["kendala"].notna()]
    rows = view.activities_behind_first(troubled).head(ACTIVITIES)
    if rows.empty:
        text = "Tidak ada kegiatan tertinggal atau kendala yang dilaporkan."
        write(slide, box, [[Run(text, 13, color=QUIET)]])
        return []
    cells = [
        [
            in_full(r["kegiatan"]),
            format_pct(r["realisasi_pct"], 0),
            format_pp(r["deviasi_pp"]),
            format_date(r["selesai"]),
            in_full(r["pic"]),
            in_full(r["kendala"]) or "–",
        ]
        for r in rows.to_dict("records")
    ]
    tries = ((size, pages(HEADINGS, cells, SHARES, box, size=size, most=99)) for size in SIZES)
    for size, found in tries:
        if len(found) == 1:
            table(slide, box, HEADINGS, found[0], SHARES, right=(1, 2), size=size)
            return []
    text = f"{len(cells)} kegiatan tertinggal atau terkendala: lihat slide lanjutannya."
    write(slide, box, [[Run(text, 13, color=QUIET)]])
    return cells
