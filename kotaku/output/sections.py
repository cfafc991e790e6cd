"""What exports carry beside area and schedule, as sentences with tables; only what data hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from kotaku.charts import of_view
from kotaku.charts.spec import Chart
from kotaku.meeting import STATUS_WORDS
from kotaku.output.words import day
from kotaku.view import (
    TWICE,
    WHOLE,
    View,
    assets_frame,
    audit,
    differences,
    funds,
    kpi,
    upkeep,
    upkeep_answer,
)
from kotaku.view.reported import Reported, all_reported
from kotaku.view.units import CLASS_WORDS
from kotaku.words.numbers import format_ha, format_number, format_pct, format_rp_short
from kotaku.words.safe import in_full

MOST = 22  # rows on slides and in minutes; the workbook has all


@dataclass(frozen=True)
class Section:
    """A table under its answer; ``widths`` are shares of the page, ``right`` columns of numbers.

    ``charts`` prove the answer, where a face can draw them; ``differing`` says where the file
    tells one of its figures twice.
    """

    name: str
    answer: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: Sequence[int] = ()
    charts: Sequence[Chart] = ()
    differing: Sequence[str] = ()


def sections(report: View) -> Iterator[Section]:
    """Yield the sections that the data can fill, in the order of the pages."""
    found = report.achievement
    if not report.movement.empty:
        yield _movement(report)
    if found.kpi is not None or found.akses is not None:
        yield _kpi(report)
    if found.dana is not None:
        yield from _funds(report)
    if found.audit is not None or found.pengaduan is not None:
        yield _audit(report)
    if report.dataset.has("pemeliharaan"):
        yield _prevention(report)
    yield from map(_reported, all_reported(report.dataset, report.achievement.as_of))


def _movement(report: View) -> Section:
    moved = report.movement[report.movement["jumlah_unit"] > 0]
    rows = [
        [
            CLASS_WORDS.get(r["dari"], "Belum dinilai"),
            CLASS_WORDS.get(r["ke"], "Belum dinilai"),
            format_number(r["jumlah_unit"], 0),
            format_number(r["luas_ha"]),
        ]
        for r in moved.to_dict("records")
    ]
    changed = moved[moved["dari"] != moved["ke"]]
    unit = report.satuan_label
    answer = (
        f"{format_number(int(changed['jumlah_unit'].sum()), 0)} dari "
        f"{format_number(int(moved['jumlah_unit'].sum()), 0)} {unit} "
        f"({format_ha(float(changed['luas_ha'].sum()))}) pindah kelas menurut realisasi."
    )
    headings = ("Kelas awal", "Kelas kini", unit[0].upper() + unit[1:], "Luas (ha)")
    return Section("Perpindahan kelas", answer, headings, rows, (3, 3, 1.5, 1.5), (2, 3),
                   [of_view.movement(report)])  # fmt: skip


def _kpi(report: View) -> Section:
    found = report.achievement
    rows = []
    if found.kpi is not None:
        rows = [
            [
                in_full(r["indikator"]),
                kpi.figure_of(r["target"], r["satuan"]),
                kpi.figure_of(r["capaian"], r["satuan"]),
                format_pct(r["persen"]),
                r["status_teks"],
            ]
            for r in kpi.indicators(found.kpi).to_dict("records")
        ]
    whole = kpi.whole(report)
    if whole is not None:
        for name, label in (("air_minum", "Akses air minum"), ("sanitasi", "Akses sanitasi")):
            gap = f"kurang {format_number(whole[f'{name}_kurang_kk'], 0)} KK"
            rows.append([label, "100 %", format_pct(whole[f"{name}_pct"]), "", gap])
        slum = [format_pct(whole["kumuh_pct"]), "", f"sisa {format_ha(whole['sisa_ha'])}"]
        rows.insert(-1, ["Kumuh (100-0-100)", "0 %", *slum])
    headings = ("Indikator", "Target", "Capaian", "Dari target", "Status")
    answer = kpi.kpi_answer(report)
    charts = [of_view.indicators(report), of_view.access(report)]
    widths, right = (5, 2, 2, 1.6, 2.2), (1, 2, 3)
    return Section("KPI dan 100-0-100", answer, headings, rows, widths, right, charts,
                   _differing(report))  # fmt: skip


def _funds(report: View) -> Iterator[Section]:
    found = report.achievement.dana
    assert found is not None
    if found.corong is not None:
        rows = [
            [
                "Seluruhnya" if place == WHOLE else in_full(place),
                str(stages["jumlah_paket"].iloc[0]),
                *(format_rp_short(v) for v in stages["nilai_rp"]),
            ]
            for place, stages in found.corong.groupby("kab_kota", sort=False)
        ]
        headings = ("Kab/kota", "Paket", *funds.STAGE_WORDS.values())
        widths, right = (3.4, 0.9, 2, 2, 2, 2, 2), tuple(range(1, 7))
        charts = [of_view.funnel(report)]
        yield Section("Dana BPM", funds.bpm_answer(report), headings, rows, widths, right, charts)
    if found.kolaborasi is not None:
        chart = of_view.collaboration(report)
        yield _collaboration(found.kolaborasi, funds.leverage_words(report), chart)
    if found.kapasitas is not None:
        rows = [
            [
                in_full(r["kab_kota"]),
                format_number(r["kegiatan"], 0),
                format_number(r["sasaran_orang"], 0),
                format_number(r["hadir_orang"], 0),
                format_number(r["perempuan_orang"], 0),
                format_pct(r["perempuan_pct"]),
                format_rp_short(r["realisasi_rp"]),
            ]
            for r in funds.training_table(report).to_dict("records")
        ]
        headings = ("Kab/kota", "Pelatihan", "Sasaran", "Hadir", "Perempuan", "Perempuan (%)",
                    "Realisasi")  # fmt: skip
        shares, right = (3.4, 1.2, 1.2, 1.2, 1.3, 1.4, 1.8), tuple(range(1, 7))
        answer = funds.training_answer(report)
        yield Section("Peningkatan kapasitas", answer, headings, rows, shares, right)


def _collaboration(found: pd.DataFrame, leverage: str, chart: Chart) -> Section:
    rows = [
        [
            in_full(r["sumber_dana"]) or "–",
            format_number(r["jumlah"], 0),
            format_rp_short(r["anggaran_rp"]),
            format_rp_short(r["realisasi_rp"]),
            format_pct(r["persen"]),
            format_number(r["penerima_kk"], 0),
        ]
        for r in found.to_dict("records")
    ]
    headings = ("Sumber", "Kegiatan", "Anggaran", "Realisasi", "Realisasi (%)", "Penerima (KK)")
    spent = format_rp_short(float(found["realisasi_rp"].sum()))
    answer = f"Kolaborasi {spent}; {leverage}."
    widths, right = (3.4, 1, 2, 2, 1.5, 1.5), (1, 2, 3, 4, 5)
    return Section("Kolaborasi", answer, headings, rows, widths, right, [chart])


def _audit(report: View) -> Section:
    found, rows = report.achievement.audit, []
    if found is not None:
        table = audit.audit_table(report)
        rows = [
            [
                in_full(r["kab_kota"]),
                r["jenis_teks"],
                in_full(r["uraian"]),
                format_rp_short(r["nilai_rp"]),
                r["status_teks"],
                in_full(r["pic"]),
                day(r["batas_waktu"]),
                format_number(r["lewat"], 0),
            ]
            for r in table[table["terbuka"]].head(MOST).to_dict("records")
        ]
    headings = ("Kab/kota", "Jenis", "Uraian", "Nilai", "Status", "PIC", "Batas waktu",
                "Lewat (hari)")  # fmt: skip
    answer = audit.audit_answer(report)
    widths = (2.2, 1.1, 4, 1.7, 2.1, 2, 1.5, 1)
    charts = [of_view.audits(report), of_view.complaints(report)]
    return Section("Kesiapan audit", answer, headings, rows, widths, (3, 7), charts,
                   _differing(report))  # fmt: skip


def _differing(report: View) -> tuple[str, ...]:
    return differences(report.findings, TWICE, report.scope.kab_kota)


def _prevention(report: View) -> Section:
    assets = report.dataset.table("pemeliharaan")
    rows = [
        [
            in_full(r["jenis"]),
            in_full(r["tempat"]) or "–",
            r["kondisi_teks"],
            r["kpp_teks"],
            format_rp_short(r["dana_rp"]),
        ]
        for r in assets_frame(assets).head(MOST).to_dict("records")
    ]
    headings = ("Aset", "Tempat", "Kondisi", "KPP", "Dana setahun")
    answer = upkeep_answer(upkeep(assets))
    return Section("Pencegahan dan pemeliharaan", answer, headings, rows, (3, 3, 2, 2, 2), (4,),
                   [of_view.assets(report)])  # fmt: skip


_TEXTS: Mapping[str, Callable[[Any], str]] = {
    "date": day,
    "rupiah": format_rp_short,
    "integer": partial(format_number, decimals=0),
    "year": lambda value: str(int(value)),
    "number": format_number,
    "percent": partial(format_pct, decimals=1),
}


def _reported(found: Reported) -> Section:
    """Return a table that the schema reports: its answer over its first rows."""
    kinds = {column: found.kind(column) for column in found.columns}
    says = [_TEXTS.get(kind, in_full) for kind in kinds.values()]
    records = found.frame[list(kinds)].head(MOST).itertuples(index=False, name=None)
    rows = [
        ["–" if pd.isna(value) else say(value) for say, value in zip(says, row, strict=True)]
        for row in records
    ]
    right = [i for i, kind in enumerate(kinds.values()) if kind in _TEXTS and kind != "date"]
    widths = [3.0 if kind not in _TEXTS else 1.6 for kind in kinds.values()]
    headings = tuple(found.columns.values())
    return Section(found.title, found.answered.answer, headings, rows, widths, right)


RTL_HEADINGS = ("Kab/kota (klaster)", "Masalah", "Tindakan", "Terkait", "PIC", "Batas waktu",
                "Status")  # fmt: skip


def follow_ups(report: View) -> Section:
    """Return the follow-ups of the scope, each with whose it is; without rows when none is."""
    rows = [
        [
            report.owner(row),
            in_full(row["masalah"]),
            in_full(row["tindakan"]),
            in_full(row["tautan"]),
            in_full(row["pic"]),
            day(row["batas_waktu"]),
            in_full(STATUS_WORDS.get(row["status"], row["status"])),
        ]
        for row in report.follow_ups.to_dict("records")
    ]
    answer = f"{format_number(len(rows), 0)} RTL disepakati"
    widths = (2.2, 3, 3, 2.2, 1.7, 1.5, 1.3)
    return Section("Tindak lanjut (RTL)", answer, RTL_HEADINGS, rows, widths)


def notes(report: View) -> Section:
    """Return what was written down in the meeting, turn by turn."""
    rows = [
        [report.owner({"kab_kota": n.kab_kota}), in_full(n.text), in_full(n.by)]
        for n in report.remarks
    ]
    answer = f"{format_number(len(rows), 0)} catatan dari giliran Mode rakor"
    return Section("Catatan rapat", answer, ("Kab/kota", "Catatan", "Dicatat oleh"), rows,
                   (2.2, 8, 2))  # fmt: skip
