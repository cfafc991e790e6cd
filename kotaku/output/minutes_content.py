"""The minutes of a rakor: what they say and in which order."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kotaku import view
from kotaku.charts.palette import status_word
from kotaku.geo import points
from kotaku.output.blocks import (
    Block,
    BlockTable,
    Fields,
    Heading,
    Image,
    Items,
    Paragraph,
    Signatures,
)
from kotaku.output.map_picture import map_picture
from kotaku.output.sections import RTL_HEADINGS, Section, follow_ups, notes, sections
from kotaku.output.words import claim_name, decimals
from kotaku.view import WORST_TITLE, View, offices
from kotaku.words.labels import VERDICT
from kotaku.words.numbers import bound, format_ha, format_number, format_pct, format_pp
from kotaku.words.safe import clean, in_full

BLANK_ROWS = 8  # of the follow-up list when nothing was agreed yet
OPEN_ROWS = 2  # to add by hand below what was agreed
AREA = ("luas_awal_ha", "realisasi_ha", "simulasi_ha", "sisa_ha", "persen")
ROLES = offices.SIGNERS


def minutes(report: View) -> list[Block]:
    """Return the minutes of a report, block by block; what nobody knows yet is left to fill in."""
    return [
        Heading("Notulen rapat koordinasi", 0),
        Paragraph(report.title, "strong"),
        *([Paragraph(report.foot.splitlines()[-1], "quiet")] if report.illustration else []),
        *_offices(report),
        Fields(
            (
                ("Wilayah", report.where),
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
        *_map(report),
        *_moved(report),
        Heading("Perlu keputusan"),
        *_decisions(report),
        *_claims(report),
        *(block for section in sections(report) for block in _section(section)),
        *_notes(report),
        Heading("Daftar tindak lanjut (RTL)"),
        _follow_ups(report),
        Heading("Pengesahan"),
        Signatures(offices.signers(report.dataset.profile)),
        Heading("Metode dan sumber"),
        Paragraph(f"Angka dihitung dengan {report.method}."),
        Items(report.method_steps),
        Paragraph(report.quality_answer),
        *(
            Paragraph(f"{r['nama']} (SHA-256 {r['sha256']})", "quiet")
            for r in report.files.to_dict("records")
        ),
        Paragraph(report.source, "quiet"),
    ]


def _map(report: View) -> list[Block]:
    """The map, where the units have polygons."""
    image = map_picture(report, year=report.scope.tahun) if report.polygons else None
    if image is None:
        return []
    told = points.answer(report.placed.after, report.placed.unplaced)
    return [Heading("Peta"), Paragraph(told), Image(image, told)]


def _headlines(report: View) -> list[Block]:
    told = (
        report.coverage_answer,
        report.schedule_answer,
        report.forecast_answer,
    )
    worst = "; ".join(one.words for one in report.worst())
    criteria = f"{WORST_TITLE}: {worst}." if worst else ""
    return [Paragraph(bound(text)) for text in (*told, criteria) if text]


def _places(report: View) -> Block:
    areas = {str(r["kab_kota"]): r for r in report.places.to_dict("records")}
    schedule = report.evaluation.jadwal
    latest = schedule.latest if schedule else pd.DataFrame(columns=["kab_kota"])
    teams = {str(r["kab_kota"]): r for r in latest.to_dict("records")}
    rows = [
        _place(in_full(name), areas.get(name), teams.get(name), _obstacles(report, name))
        for name in report.kab_kota
    ]
    if not rows:
        return Paragraph("Data ini tidak terbagi menurut kabupaten/kota.")
    headings = (
        "Kab/kota",
        "Awal (ha)",
        "Realisasi (ha)",
        "Belum terlaksana (ha)",
        "Sisa (ha)",
        "Realisasi (%)",
        "Master Schedule",
        "Deviasi",
        "Kendala",
    )
    return BlockTable(
        headings, rows, (2.6, 1.1, 1.2, 1.4, 1.1, 1.2, 1.3, 1.5, 3), (1, 2, 3, 4, 5, 6, 7)
    )


def _place(
    name: str, area: dict[Any, Any] | None, team: dict[Any, Any] | None, obstacles: str
) -> list[str]:
    numbers = ["–"] * len(AREA)
    if area is not None:
        numbers = [format_number(area[key]) for key in AREA]
    progress = ["–", "–"]
    if team is not None:
        deviation = format_pp(team["deviasi_pp"])
        progress = [
            bound(format_pct(team["realisasi_pct"])),
            f"{bound(deviation)}, {status_word(team['status'])}",
        ]
    return [name, *numbers, *progress, obstacles]


def _obstacles(report: View, name: str) -> str:
    schedule = report.evaluation.jadwal
    if schedule is None:
        return "–"
    own = schedule.activities[schedule.activities["kab_kota"] == name]
    told = view.activities_behind_first(own[own["kendala"].notna()])["kendala"]
    return in_full("; ".join(clean(text) for text in dict.fromkeys(told.head(3)))) or "–"


def _decisions(report: View) -> list[Block]:
    missing = [Paragraph(report.missing)] if report.missing else []
    if not report.decisions:
        return [Paragraph(bound(report.nothing_due)), *missing]
    rows = [
        [str(i), bound(d.told), "Terlambat" if d.late else "Keputusan", ""]
        for i, d in enumerate(report.decisions, start=1)
    ]
    headings = ("No.", "Hal", "Jenis", "Keputusan rapat")
    return [BlockTable(headings, rows, (0.5, 5.6, 1.1, 4)), *missing]


def _moved(report: View) -> list[Block]:
    if not report.moved:
        return []
    return [Heading("Berubah sejak rakor lalu"), Items([bound(m.text) for m in report.moved])]


def _claims(report: View) -> list[Block]:
    frame = report.evaluation.klaim
    wrong = frame[frame["putusan"] == "tidak_cocok"] if len(frame) else frame
    if wrong.empty:
        return []
    rows = [
        [
            in_full(f"{r['wilayah']} {r['tahun']}"),
            claim_name({str(k): v for k, v in r.items()}),
            format_number(r["nilai_klaim"], decimals(r)),
            format_number(r["nilai_hitung"], decimals(r)),
            VERDICT[str(r["putusan"])],
            in_full(r["penjelasan"]),
        ]
        for r in wrong.to_dict("records")
    ]
    headings = ("Wilayah", "Besaran", "Dilaporkan", "Dihitung", "Putusan", "Penjelasan")
    table = BlockTable(headings, rows, (2.4, 2, 1.3, 1.3, 1.4, 4), (2, 3))
    return [Heading("Angka laporan yang tidak cocok"), table]


def _section(section: Section) -> list[Block]:
    told = (section.answer, *section.differing)
    found: list[Block] = [Heading(section.name), *(Paragraph(bound(text)) for text in told)]
    if section.rows:
        rows = [[bound(text) for text in row] for row in section.rows]
        found.append(BlockTable(section.headings, rows, section.widths, section.right))
    return found


def _notes(report: View) -> list[Block]:
    told = notes(report)
    return _section(told) if told.rows else []


def _follow_ups(report: View) -> Block:
    found = follow_ups(report)
    empty = OPEN_ROWS if found.rows else BLANK_ROWS
    rows = [*found.rows, *([""] * len(RTL_HEADINGS) for _ in range(empty))]
    return BlockTable(RTL_HEADINGS, rows, found.widths)


def _offices(report: View) -> list[Block]:
    named = offices.offices(report.dataset.profile)
    return [Paragraph(named)] if named else []


def title(report: View) -> str:
    """Return the title for the properties of the file."""
    area = report.area
    left = f", sisa {format_ha(area.sisa_ha)}" if area is not None else ""
    return f"Notulen {report.title}, {report.name}{left}"
