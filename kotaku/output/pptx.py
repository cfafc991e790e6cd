"""PowerPoint for the hall: one slide per screen, native charts that can be edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from pptx.util import Inches

from kotaku import view
from kotaku.charts import of_view, powerpoint
from kotaku.charts.palette import ACCENT, KELAS
from kotaku.charts.powerpoint.shapes import (
    QUIET,
    Box,
    Line,
    Run,
    pages,
    shrunk,
    table,
    text_height,
    write,
)
from kotaku.charts.spec import Chart, Empty, Matrix
from kotaku.geo import points
from kotaku.output.deck import BODY, EDGE, WIDTH, Deck
from kotaku.output.map_picture import map_picture
from kotaku.output.pptx_places import place_slide
from kotaku.output.sections import Section, follow_ups, notes, sections
from kotaku.output.slide_notes import explained
from kotaku.output.words import claim_name, decimals
from kotaku.view import Headline, View, offices
from kotaku.words.dates import format_date
from kotaku.words.labels import VERDICT
from kotaku.words.numbers import format_number
from kotaku.words.safe import in_full

FULL = WIDTH - 2 * EDGE
BOTTOM = 6.75
ROWS = 11  # rows of a table on one slide
MOVED = 3  # changes since the last rakor on the overview
DUE = 5  # decisions on the overview at most; a slide of their own has all
TYPE = 11  # pt, of a table
GAP = 0.3  # inches between two charts
BESIDE = Box(8.75, 2.95, 4.08, 3.8)  # of the overview's chart
_UNIT = (
    "nama", "kawasan", "kelurahan", "kab_kota", "luas_ha", "total_awal", "total_nilai", "tingkat",
)  # fmt: skip
ACTIVITIES = 14  # of the Master Schedule drawn over time, the farthest behind


def presentation(report: View) -> bytes:
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
        _overview(deck, report)
        _account(deck, report)
    if not report.units.empty:
        _classes(deck, report)
    _maps(deck, report)
    if report.evaluation.jadwal is not None:
        _schedule(deck, report)
    for position, name in enumerate(report.kab_kota, start=1):
        place_slide(deck, report, name, f"{position}/{len(report.kab_kota)}")
    told = [] if len(report.due) <= _room_for(report) else [_decisions(report)]
    claims = [_claims(report)] if len(report.evaluation.klaim) else []
    for section in (*told, *sections(report), *_meeting(report), *claims, _quality(report)):
        if not _chart_slide(deck, report, section):
            _table_slides(deck, report, section)
    _method(deck, report)
    return deck.content()


def _decisions(report: View) -> Section:
    """Return all decisions, where the overview has room for some of them only."""
    rows = [[str(n), text] for n, text in enumerate(report.due, start=1)]
    answer = f"{len(rows)} hal perlu diputuskan"
    return Section("Perlu keputusan", answer, ("No.", "Hal"), rows, (1, 16))


def _meeting(report: View) -> list[Section]:
    """Return what the meeting wrote down, as far as it wrote anything."""
    return [section for section in (follow_ups(report), notes(report)) if section.rows]


def _cover(deck: Deck, report: View) -> None:
    slide = deck.slide(report.where, report.title, explained(report, ()))
    lines = [[Run(report.answer, 26, True, ACCENT)], [Run("", 10)]]
    if report.schedule_answer:
        lines += [[Run(report.schedule_answer, 18)], [Run("", 10)]]
    if report.coverage_answer:
        lines += [[Run(report.coverage_answer, 16)], [Run("", 10)]]
    named = offices.offices(report.dataset.profile)
    if named:
        lines += [[Run(named, 14)], [Run("", 10)]]
    when = f"Data per {report.data_date}. " if report.data_date else ""
    lines.append([Run(f"{when}Angka dihitung dengan {report.method}.", 16, color=QUIET)])
    if report.illustration:
        lines += [[Run("", 10)], [Run(report.of_profile("catatan"), 12, color=QUIET)]]
    box = Box(EDGE, BODY + 0.3, FULL, 4.7)
    write(slide, box, shrunk(lines, box))


def _overview(deck: Deck, report: View) -> None:
    keys = ("luas_awal", "berkurang", "sisa", "master_schedule")
    slide = deck.slide("Ringkasan", report.headline, explained(report, keys))
    _figures(slide, Box(EDGE, BODY, FULL, 1.15), report.figures)
    box = Box(EDGE, 2.95, 7.9, BOTTOM - 2.95)
    of_places = not report.places.empty
    chart = of_view.places(report) if of_places else of_view.account(report)
    powerpoint.draw(slide, box, chart, report.stamp)
    write(slide, BESIDE, shrunk(_told(report, _room_for(report)), BESIDE))


def _told(report: View, due: int) -> Sequence[Line]:
    """Return what moved, the first decisions, and what is missing."""
    lines: list[Line] = [[Run(m.text, 12)] for m in report.moved[:MOVED]]
    lines += [[Run("Perlu keputusan hari ini", 16, True)]]
    for text in report.due[:due]:
        lines += [[Run("", 5)], [Run(f"• {text}", 12)]]
    if (more := len(report.due) - due) > 0:
        lines += [[Run("", 5)], [Run(f"dan {more} hal lain, lihat Perlu keputusan", 12)]]
    if report.missing:
        lines += [[Run("", 5)], [Run(report.missing, 12, color=QUIET)]]
    return lines


def _room_for(report: View) -> int:
    """Return for how many decisions the overview has room."""
    tries = range(min(DUE, len(report.due)), 1, -1)
    fits = (n for n in tries if text_height(_told(report, n), BESIDE.width) <= BESIDE.height)
    return next(fits, min(1, len(report.due)))


def _account(deck: Deck, report: View) -> None:
    slide = deck.slide(
        "Pengurangan kumuh",
        report.reduction_answer,
        explained(report, ("luas_awal", "berkurang", "sisa")),
    )
    charts = [of_view.account(report), of_view.by_unit(report)]
    _beside(slide, report, [c for c in charts if not isinstance(c, Empty)] or charts[:1], 13)


def _figures(slide: Any, box: Box, entries: Sequence[Headline]) -> None:
    """Write headline figures side by side: name, value, remark."""
    width = box.width / max(1, len(entries))
    for i, entry in enumerate(entries):
        place = Box(box.left + i * width, box.top, width - 0.15, box.height)
        label = f"{entry.label} ({entry.doubt})" if entry.doubt else entry.label
        lines = [[Run(label, 13, color=QUIET)], [Run(entry.value, 26, True)], [Run(entry.note, 11)]]
        write(slide, place, shrunk(lines, place))


def _beside(slide: Any, report: View, charts: Sequence[Chart], size: float = 12) -> None:
    """Draw charts side by side over the body of a slide."""
    width = (FULL - GAP * (len(charts) - 1)) / len(charts)
    for i, chart in enumerate(charts):
        box = Box(EDGE + i * (width + GAP), BODY, width, BOTTOM - BODY)
        powerpoint.draw(slide, box, chart, report.stamp, size)


def _classes(deck: Deck, report: View) -> None:
    units, level = report.units, report.satuan_label
    slide = deck.slide(
        f"Tingkat kekumuhan per {level}",
        view.class_answer(report),
        explained(report, ("luas_awal", "sisa")),
    )
    box = Box(EDGE, BODY, 5.2, BOTTOM - BODY)
    powerpoint.draw(slide, box, of_view.levels(report), report.stamp)
    rows = [
        [
            in_full(r["nama"]),
            _place(r),
            format_number(r["luas_ha"]),
            f"{format_number(r['total_awal'], 0)} → {format_number(r['total_nilai'], 0)}",
            KELAS[r["tingkat"]].label if r["tingkat"] in KELAS else "–",
        ]
        for r in _dicts(units.head(ROWS)[[*_UNIT]])
    ]
    worst = f"{level[0].upper()}{level[1:]} terberat"
    headings = (worst, "Kawasan, kelurahan", "Luas (ha)", "Nilai", "Kini")
    box = Box(6.0, BODY + 0.1, WIDTH - EDGE - 6.0, 4.9)
    widths = (2, 3, 1, 1.1, 1.3)
    fitting = pages(headings, rows, widths, box, size=TYPE, most=ROWS)[0]
    table(slide, box, headings, fitting, widths, right=(2, 3), size=TYPE)
    if view.has_criteria(units):
        notes_ = explained(report, ("luas_awal", "sisa"))
        title = _worst_words(report) or view.class_answer(report)
        slide = deck.slide(f"Kriteria tiap {level}", title, notes_)
        _beside(slide, report, [of_view.criteria(report)], 11)


def _worst_words(report: View) -> str:
    """Return the criteria that weigh most as a title; "" where none is known."""
    names = "; ".join(one.words for one in report.worst())
    return f"{view.WORST_TITLE}: {names}." if names else ""


def _maps(deck: Deck, report: View) -> None:
    """Add the map of the units where they have polygons, else two small maps of their points."""
    found = report.placed
    if found.after.empty:
        return
    told = points.answer(found.after, found.unplaced)
    slide = deck.slide("Peta", told, explained(report, ("luas_awal", "sisa")))
    image = map_picture(report, year=report.scope.tahun) if report.polygons else None
    if image is None:
        _beside(slide, report, [of_view.maps(report, height=430, width=1000)])
        return
    shape = slide.shapes.add_picture(BytesIO(image), Inches(EDGE), Inches(BODY), height=Inches(5.2))
    shape._element.nvPicPr.cNvPr.set("descr", told)


def _place(row: Mapping[str, Any]) -> str:
    """Return where a unit lies; RT 05 says nothing without it."""
    known = [in_full(row[c]) for c in ("kawasan", "kelurahan", "kab_kota")]
    names = dict.fromkeys(n for n in known if n and n != in_full(row["nama"]))
    return ", ".join([*names][:2]) or "–"


def _schedule(deck: Deck, report: View) -> None:
    schedule = report.evaluation.jadwal
    if schedule is None:
        return
    kicker = f"Master Schedule per {format_date(schedule.as_of)}"
    slide = deck.slide(kicker, report.schedule_answer, explained(report, ("master_schedule",)))
    foot = " ".join(text for text in (report.forecast_answer, schedule.basis) if text)
    told = [[Run(foot, 11, color=QUIET)]]
    below = text_height(told, FULL)
    height = BOTTOM - BODY - 0.05 - below
    left, right = Box(EDGE, BODY, 6.4, height), Box(7.1, BODY, 5.73, height)
    powerpoint.draw(slide, left, of_view.curve(report), report.stamp)
    deviations = of_view.deviations(report)
    if isinstance(deviations, Empty):
        deviations = Empty("Master Schedule ini tidak terbagi menurut tim.")
    powerpoint.draw(slide, right, deviations, report.stamp, 11)
    write(slide, Box(EDGE, BODY + height + 0.05, FULL, below), told)
    activities = of_view.activities(report, rows=ACTIVITIES)
    if not isinstance(activities, Empty):
        slide = deck.slide(
            f"Jadwal kegiatan per {format_date(schedule.as_of)}",
            report.schedule_answer,
            explained(report, ("master_schedule",)),
        )
        _beside(slide, report, [activities], 11)


def _chart_slide(deck: Deck, report: View, section: Section) -> bool:
    """Add the charts of a section; tell whether they hold all that its table would."""
    charts = [chart for chart in section.charts if not isinstance(chart, Empty)]
    if charts:
        slide = deck.slide(section.name, section.answer, report.source)
        _beside(slide, report, charts)
    return any(isinstance(chart, Matrix) for chart in charts)


def _table_slides(deck: Deck, report: View, section: Section) -> None:
    lines = [[Run(text, 12, color=QUIET)] for text in section.differing]
    below = text_height(lines, FULL)
    box = Box(EDGE, BODY, FULL, BOTTOM - BODY - below - 0.1 * bool(lines))
    rows = [[in_full(text) for text in row] for row in section.rows]
    found = pages(section.headings, rows, section.widths, box, size=TYPE, most=ROWS)
    for number, page in enumerate(found, start=1):
        where = f"{section.name} {number}/{len(found)}" if len(found) > 1 else section.name
        slide = deck.slide(where, section.answer, report.source)
        if number == len(found) and lines:
            write(slide, Box(EDGE, BOTTOM - below, FULL, below), lines)
        if page:
            table(
                slide, box, section.headings, page, section.widths, right=section.right, size=TYPE
            )


def _dicts(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in frame.to_dict("records"):
        yield {str(k): v for k, v in row.items()}


def _claims(report: View) -> Section:
    frame = report.evaluation.klaim
    wrong = int((frame["putusan"] == "tidak_cocok").sum())
    ordered = frame.sort_values("putusan", ascending=False, kind="stable")
    rows = [
        [
            in_full(r["wilayah"]),
            str(r["tahun"]) if pd.notna(r["tahun"]) else "–",
            claim_name(r),
            format_number(r["nilai_klaim"], decimals(r)),
            format_number(r["nilai_hitung"], decimals(r)),
            format_number(r["selisih"], decimals(r), sign=True),
            VERDICT.get(str(r["putusan"]), ""),
            in_full(r["penjelasan"]),
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
    return Section("Angka laporan dihitung ulang", title, headings, rows, widths, (3, 4, 5))


def _quality(report: View) -> Section:
    kinds = view.findings_by_kind(view.findings_frame(report.findings))
    rows = [
        [
            r["tingkat"],
            in_full(r["judul"]),
            format_number(float(r["jumlah"]), 0),
            in_full(r["contoh"]),
        ]
        for r in _dicts(kinds)
    ] or [["–", "Tidak ada temuan", "0", ""]]
    headings = ("Tingkat", "Jenis temuan", "Jumlah", "Contoh")
    widths = (1.2, 3.2, 0.9, 7)
    return Section("Kualitas data", report.quality_answer, headings, rows, widths, (2,))


def _method(deck: Deck, report: View) -> None:
    title = f"{report.method[0].upper()}{report.method[1:]}"
    slide = deck.slide("Metode dan sumber", title, explained(report, ()))
    lines = [[Run(f"{i}. {text}", 14)] for i, text in enumerate(report.method_steps, start=1)]
    steps = Box(EDGE, BODY, FULL, 2.6)
    write(slide, steps, shrunk(lines, steps))
    rows = [
        [
            in_full(r["nama"]),
            *(
                format_number(float(r[c]), 0)
                for c in ("baris_masuk", "baris_dipakai", "baris_dilaporkan")
            ),
            str(r["sha256"])[:16],
        ]
        for r in _dicts(report.files)
    ]
    headings = ("Berkas", "Baris masuk", "Dipakai", "Dilaporkan", "Sidik SHA-256 (awal)")
    box, widths = Box(EDGE, 4.35, FULL, BOTTOM - 4.35), (5, 1.4, 1.4, 1.4, 2.6)
    first, *others = pages(headings, rows, widths, box, size=TYPE, most=ROWS)
    if first:
        table(slide, box, headings, first, widths, right=(1, 2, 3), size=TYPE)
    for page in others:
        slide = deck.slide("Metode dan sumber, lanjutan", title, explained(report, ()))
        table(slide, Box(EDGE, BODY, FULL, 1), headings, page, widths, right=(1, 2, 3), size=TYPE)
