"""PowerPoint for the hall: one slide per screen, native charts that can be edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from kotaku import view
from kotaku.charts.palette import ACCENT, KELAS
from kotaku.explain.explanation import UNIT_WORDS
from kotaku.meeting import STATUS_WORDS
from kotaku.output import pptx_parts as parts
from kotaku.output.deck import BODY, EDGE, QUIET, WIDTH, Box, Deck, Run, table, write
from kotaku.output.notes import explained
from kotaku.output.pptx_capaian import Tabled, achievement_slides
from kotaku.output.pptx_places import place_slide
from kotaku.output.report import METHOD_STEPS, RTL_COLUMNS, VERDICTS, Report
from kotaku.output.words import claim_name, day, decimals
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number, format_pct, format_pp
from kotaku.words.safe import clean

FULL = WIDTH - 2 * EDGE
BOTTOM = 6.75
PLACES = {
    "kab_kota": "Kab/kota",
    "kecamatan": "Kecamatan",
    "kelurahan": "Kelurahan",
    "kawasan": "Kawasan",
}
ROWS = 11  # rows of a table on one slide


def presentation(report: Report) -> bytes:
    """Return the slides of a report as a .pptx file; the same report gives the same bytes."""
    stamp = report.stamp
    deck = Deck(
        title=report.title,
        foot=report.foot,
        stamp=datetime(stamp.year, stamp.month, stamp.day),
        tag="ILUSTRASI" if report.illustration else "",
    )
    _cover(deck, report)
    if report.area is not None:
        _overview(deck, report, report.area)
        _account(deck, report, report.area)
    if not report.units.empty:
        _classes(deck, report)
    if report.evaluation.jadwal is not None:
        _schedule(deck, report)
    for position, name in enumerate(report.kab_kota, start=1):
        place_slide(deck, report, name, f"{position}/{len(report.kab_kota)}")
    told = (*achievement_slides(report), _follow_ups(report), _claims(report), _quality(report))
    for tabled in told:
        _table_slides(deck, report, *tabled)
    _method(deck, report)
    return deck.content()


def _cover(deck: Deck, report: Report) -> None:
    slide = deck.slide(report.province, report.title, explained(report, ()))
    lines = [[Run(report.answer, 28, True, ACCENT)], [Run("", 10)]]
    if report.schedule_answer:
        lines += [[Run(report.schedule_answer, 18)], [Run("", 10)]]
    when = f"Data per {report.data_date}. " if report.data_date else ""
    lines.append([Run(f"{when}Angka dihitung dengan {report.method}.", 16, color=QUIET)])
    if report.illustration:
        lines += [[Run("", 10)], [Run(report.of_profile("catatan"), 12, color=QUIET)]]
    write(slide, Box(EDGE, BODY + 0.5, FULL, 4.4), lines)


def _overview(deck: Deck, report: Report, area: view.AreaSummary) -> None:
    keys = ("luas_awal", "berkurang", "sisa", "master_schedule")
    slide = deck.slide("Ringkasan", report.answer, explained(report, keys))
    entries = parts.headline(area)
    if report.evaluation.jadwal is not None:
        now = view.schedule_now(report.evaluation.jadwal.latest)
        remark = f"{format_pp(now.deviasi_pp)} terhadap rencana"
        entries.append(("Master Schedule", format_pct(now.realisasi_pct), remark))
    parts.figures(slide, Box(EDGE, BODY, FULL, 1.1), entries)
    box = Box(EDGE, 2.85, 7.9, BOTTOM - 2.85)
    if report.places.empty:
        parts.waterfall(slide, box, report.akun_luas, view.WHOLE, report.stamp)
    else:
        parts.by_place(slide, box, report.places, report.stamp)
    lines = [[Run("Perlu keputusan hari ini", 16, True)]]
    due = report.decisions or ("Tidak ada: target tercapai, jadwal sesuai, data bersih.",)
    for text in due[:5]:
        lines += [[Run("", 5)], [Run(f"• {text}", 14)]]
    write(slide, Box(8.75, 2.85, 4.08, 3.8), lines)


def _account(deck: Deck, report: Report, area: view.AreaSummary) -> None:
    slide = deck.slide(
        "Pengurangan kumuh",
        view.reduction_answer(area),
        explained(report, ("luas_awal", "berkurang", "sisa")),
    )
    box = Box(EDGE, BODY, FULL, BOTTOM - BODY)
    parts.waterfall(slide, box, report.akun_luas, view.WHOLE, report.stamp, 14)


def _classes(deck: Deck, report: Report) -> None:
    units = report.units
    level = UNIT_WORDS[report.evaluation.settings.satuan]
    slide = deck.slide(
        f"Tingkat kekumuhan per {level}",
        view.class_answer(units, level),
        explained(report, ("luas_awal", "sisa")),
    )
    parts.classes(slide, Box(EDGE, BODY, 5.2, 3.6), units, report.stamp)
    place = view.widest_place(units)
    rows = [
        [
            clean(r["nama"], 34),
            clean(r[place], 24) or "–",
            format_number(r["luas_ha"]),
            f"{format_number(r['total_awal'], 0)} → {format_number(r['total_nilai'], 0)}",
            KELAS[r["tingkat"]].label if r["tingkat"] in KELAS else "–",
        ]
        for r in _dicts(units.head(ROWS))
    ]
    worst = f"{level[0].upper()}{level[1:]} terberat"
    headings = (worst, PLACES[place], "Luas (ha)", "Nilai", "Kini")
    box = Box(6.0, BODY + 0.1, WIDTH - EDGE - 6.0, 4.6)
    table(slide, box, headings, rows, (2.8, 2, 1.1, 1.1, 1.5), right=(2, 3), size=12)


def _schedule(deck: Deck, report: Report) -> None:
    schedule = report.evaluation.jadwal
    if schedule is None:
        return
    kicker = f"Master Schedule per {format_date(schedule.as_of)}"
    slide = deck.slide(kicker, report.schedule_answer, explained(report, ("master_schedule",)))
    height = BOTTOM - BODY - 0.35
    left, right = Box(EDGE, BODY, 6.4, height), Box(7.1, BODY, 5.73, height)
    parts.s_curve(slide, left, schedule.weekly, view.WHOLE, report.stamp)
    parts.deviations(slide, right, schedule.latest, report.stamp)
    write(slide, Box(EDGE, BOTTOM - 0.3, FULL, 0.3), [[Run(schedule.basis, 11, color=QUIET)]])


# kicker, title, headings, rows, widths, columns of numbers


def _table_slides(
    deck: Deck,
    report: Report,
    kicker: str,
    title: str,
    headings: Sequence[str],
    rows: list[list[str]],
    widths: Sequence[float],
    right: Sequence[int],
) -> None:
    pages = [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)]
    for number, page in enumerate(pages, start=1):
        where = f"{kicker} {number}/{len(pages)}" if len(pages) > 1 else kicker
        slide = deck.slide(where, title, report.source)
        table(slide, Box(EDGE, BODY, FULL, 5), headings, page, widths, right=right, size=11)


def _dicts(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in frame.to_dict("records"):
        yield {str(k): v for k, v in row.items()}


def _follow_ups(report: Report) -> Tabled:
    frame = report.rtl if report.rtl is not None else pd.DataFrame(columns=list(RTL_COLUMNS))
    rows = [
        [
            clean(r["klaster"], 24),
            clean(r["masalah"], 90),
            clean(r["tindakan"], 90),
            clean(r["pic"], 24),
            day(r["batas_waktu"]),
            clean(STATUS_WORDS.get(r["status"], r["status"]), 16),
        ]
        for r in _dicts(frame)
    ]
    headings = ("Klaster", "Masalah", "Tindakan", "PIC", "Batas waktu", "Status")
    title = f"{format_number(len(rows), 0)} tindak lanjut disepakati"
    return "Tindak lanjut (RTL)", title, headings, rows, (2, 5, 5, 2, 2, 1.6), ()


def _claims(report: Report) -> Tabled:
    frame = report.evaluation.klaim
    wrong = int((frame["putusan"] == "tidak_cocok").sum()) if len(frame) else 0
    ordered = frame.sort_values("putusan", ascending=False, kind="stable") if len(frame) else frame
    rows = [
        [
            clean(r["wilayah"], 30),
            str(r["tahun"]) if pd.notna(r["tahun"]) else "–",
            claim_name(r),
            format_number(r["nilai_klaim"], decimals(r)),
            format_number(r["nilai_hitung"], decimals(r)),
            format_number(r["selisih"], decimals(r), sign=True),
            VERDICTS.get(str(r["putusan"]), ""),
            clean(r["penjelasan"], 80),
        ]
        for r in _dicts(ordered)
    ]
    headings = (
        "Wilayah",
        "Tahun",
        "Besaran",
        "Dilaporkan",
        "Dihitung",
        "Selisih",
        "Putusan",
        "Penjelasan",
    )
    title = (
        f"{wrong} angka laporan tidak cocok dengan hitungan"
        if wrong
        else "Angka laporan cocok dengan hitungan"
    )
    widths = (2.4, 0.8, 2.5, 1.3, 1.2, 1.1, 1.5, 4.6)
    return "Angka laporan dihitung ulang", title, headings, rows, widths, (3, 4, 5)


def _quality(report: Report) -> Tabled:
    kinds = view.findings_by_kind(view.findings_frame(report.findings))
    rows = [
        [
            r["tingkat"],
            clean(r["judul"], 50),
            format_number(float(r["jumlah"]), 0),
            clean(r["contoh"], 120),
        ]
        for r in _dicts(kinds)
    ] or [["–", "Tidak ada temuan", "0", ""]]
    headings = ("Tingkat", "Jenis temuan", "Jumlah", "Contoh")
    return "Kualitas data", report.quality_answer, headings, rows, (1.2, 3.2, 0.9, 7), (2,)


def _method(deck: Deck, report: Report) -> None:
    title = f"{report.method[0].upper()}{report.method[1:]}"
    slide = deck.slide("Metode dan sumber", title, explained(report, ()))
    lines = [[Run(f"{i}. {text}", 14)] for i, text in enumerate(METHOD_STEPS, start=1)]
    write(slide, Box(EDGE, BODY, FULL, 2.6), lines)
    rows = [
        [
            clean(r["nama"], 60),
            *(
                format_number(float(r[c]), 0)
                for c in ("baris_masuk", "baris_dipakai", "baris_dilaporkan")
            ),
            str(r["sha256"])[:16],
        ]
        for r in _dicts(report.files.head(6))
    ]
    headings = ("Berkas", "Baris masuk", "Dipakai", "Dilaporkan", "Sidik SHA-256 (awal)")
    box = Box(EDGE, 4.35, FULL, 1)
    table(slide, box, headings, rows, (5, 1.4, 1.4, 1.4, 2.6), right=(1, 2, 3))
