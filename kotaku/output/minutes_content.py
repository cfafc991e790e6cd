"""The minutes of a rakor: what they say and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kotaku import view
from kotaku.charts.palette import status_word
from kotaku.meeting import STATUS_WORDS
from kotaku.output.blocks import Block, Fields, Heading, Items, Paragraph, Signatures, Table
from kotaku.output.report import METHOD_STEPS, RTL_COLUMNS, VERDICTS, Report
from kotaku.output.words import bound, claim_name, day, decimals
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp
from kotaku.words.safe import clean

BLANK_ROWS = 8  # of the follow-up list when nothing was agreed yet
OPEN_ROWS = 2  # to add by hand below what was agreed
ROLES = ("Pimpinan rapat", "Notulis", "Koordinator provinsi", "PPK", "Kepala BPPW")
RTL_HEADINGS = (
    "Kab/kota (klaster)",
    "Masalah",
    "Tindakan",
    "Terkait",
    "PIC",
    "Batas waktu",
    "Status",
)


def minutes(report: Report) -> list[Block]:
    """Return the minutes of a report, block by block; what nobody knows yet is left to fill in."""
    return [
        Heading("Notulen rapat koordinasi", 0),
        Paragraph(report.title, "strong"),
        *([Paragraph(report.foot.splitlines()[-1], "quiet")] if report.illustration else []),
        Fields(
            (
                ("Wilayah", report.province),
                ("Hari, tanggal", ""),
                ("Tempat", ""),
                ("Pimpinan rapat", ""),
                ("Peserta", ""),
                ("Data per", report.data_date),
            )
        ),
        Heading("Capaian"),
        Paragraph(bound(report.answer), "strong"),
        *_headlines(report),
        Heading("Per kabupaten/kota"),
        _places(report),
        Heading("Perlu keputusan"),
        _decisions(report),
        *_claims(report),
        Heading("Daftar tindak lanjut (RTL)"),
        _follow_ups(report),
        Heading("Pengesahan"),
        Signatures(ROLES),
        Heading("Metode dan sumber"),
        Items(METHOD_STEPS),
        Paragraph(report.quality_answer),
        *(
            Paragraph(f"{r['nama']} (SHA-256 {r['sha256']})", "quiet")
            for r in report.files.to_dict("records")
        ),
        Paragraph(report.source, "quiet"),
    ]


def _headlines(report: Report) -> list[Block]:
    found: list[Block] = []
    if report.area is not None:
        found.append(Paragraph(bound(view.reduction_answer(report.area))))
    if report.schedule_answer:
        found.append(Paragraph(bound(report.schedule_answer)))
    return found


def _places(report: Report) -> Block:
    areas = {str(r["kab_kota"]): r for r in report.places.to_dict("records")}
    schedule = report.evaluation.jadwal
    latest = schedule.latest if schedule else pd.DataFrame(columns=["kab_kota"])
    teams = {str(r["kab_kota"]): r for r in latest.to_dict("records")}
    rows = [
        _place(clean(name, 60), areas.get(name), teams.get(name), _obstacles(report, name))
        for name in report.kab_kota
    ]
    if not rows:
        return Paragraph("Data ini tidak terbagi menurut kabupaten/kota.")
    headings = (
        "Kab/kota",
        "Awal (ha)",
        "Berkurang (ha)",
        "Sisa (ha)",
        "Berkurang (%)",
        "Master Schedule",
        "Deviasi",
        "Kendala",
    )
    return Table(headings, rows, (2.6, 1.1, 1.3, 1.1, 1.3, 1.4, 1.5, 3.6), (1, 2, 3, 4, 5, 6))


def _place(
    name: str, area: dict[Any, Any] | None, team: dict[Any, Any] | None, obstacles: str
) -> list[str]:
    numbers = ["–"] * 4
    if area is not None:
        gone = area["luas_awal_ha"] - area["sisa_ha"]
        numbers = [
            format_number(v) for v in (area["luas_awal_ha"], gone, area["sisa_ha"], area["persen"])
        ]
    progress = ["–", "–"]
    if team is not None:
        deviation = format_pp(team["deviasi_pp"])
        progress = [
            bound(format_pct(team["realisasi_pct"])),
            f"{bound(deviation)}, {status_word(team['status'])}",
        ]
    return [name, *numbers, *progress, obstacles]


def _obstacles(report: Report, name: str) -> str:
    schedule = report.evaluation.jadwal
    if schedule is None:
        return "–"
    own = schedule.activities[schedule.activities["kab_kota"] == name]
    told = view.activities_behind_first(own[own["kendala"].notna()])["kendala"]
    return "; ".join(clean(text, 80) for text in dict.fromkeys(told.head(3))) or "–"


def _decisions(report: Report) -> Block:
    rows = [[str(i), bound(text), ""] for i, text in enumerate(report.decisions, start=1)]
    if not rows:
        return Paragraph("Tidak ada: target tercapai, jadwal sesuai, data bersih.")
    return Table(("No.", "Hal", "Keputusan rapat"), rows, (0.5, 5, 5))


def _claims(report: Report) -> list[Block]:
    frame = report.evaluation.klaim
    wrong = frame[frame["putusan"] == "tidak_cocok"] if len(frame) else frame
    if wrong.empty:
        return []
    rows = [
        [
            clean(f"{r['wilayah']} {r['tahun']}", 60),
            claim_name({str(k): v for k, v in r.items()}),
            format_number(r["nilai_klaim"], decimals(r)),
            format_number(r["nilai_hitung"], decimals(r)),
            VERDICTS[str(r["putusan"])],
            clean(r["penjelasan"], 200),
        ]
        for r in wrong.to_dict("records")
    ]
    headings = ("Wilayah", "Besaran", "Dilaporkan", "Dihitung", "Putusan", "Penjelasan")
    table = Table(headings, rows, (2.4, 2, 1.3, 1.3, 1.4, 4), (2, 3))
    return [Heading("Angka laporan yang tidak cocok"), table]


def _follow_ups(report: Report) -> Block:
    frame = report.rtl if report.rtl is not None else pd.DataFrame(columns=list(RTL_COLUMNS))
    rows = [
        [
            _followed(r),
            clean(r["masalah"], 300),
            clean(r["tindakan"], 300),
            clean(r["tautan"], 120),
            clean(r["pic"], 60),
            day(r["batas_waktu"]),
            clean(STATUS_WORDS.get(r["status"], r["status"]), 40),
        ]
        for r in frame.to_dict("records")
    ]
    empty = OPEN_ROWS if rows else BLANK_ROWS
    rows += [[""] * len(RTL_HEADINGS) for _ in range(empty)]
    return Table(RTL_HEADINGS, rows, (2.2, 3, 3, 2.2, 1.7, 1.5, 1.3))


def _followed(row: Mapping[Any, Any]) -> str:
    """Return whose follow-up it is, such as ``Kota Kupang (2)``."""
    place, cluster = (clean(row[name], 60) for name in ("kab_kota", "klaster"))
    return (place or "Provinsi") + (f" ({cluster})" if cluster else "")


def title(report: Report) -> str:
    """Return the title for the properties of the file."""
    area = report.area
    left = f", sisa {format_ha(area.sisa_ha)}" if area is not None else ""
    return f"Notulen {report.title}{left}"
