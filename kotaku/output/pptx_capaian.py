"""The slides of KPI, funds, and audit as tables; only what the data hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from kotaku.output.report import Report
from kotaku.output.words import day
from kotaku.view import WHOLE, audit, funds, kpi
from kotaku.words.numbers import format_number, format_pct, format_rp_short
from kotaku.words.safe import clean

# kicker, title, headings, rows, widths, columns of numbers
Tabled = tuple[str, str, Sequence[str], list[list[str]], Sequence[float], Sequence[int]]
MOST = 22  # open findings on slides; the workbook has all


def achievement_slides(report: Report) -> Iterator[Tabled]:
    """Yield a table for KPI, for funds and for audit, as far as the data hold them."""
    found = report.achievement
    if found.kpi is not None or found.akses is not None:
        yield _kpi(report)
    if found.dana is not None and found.dana.corong is not None:
        yield _funds(report)
    if found.audit is not None:
        yield _audit(report, found.audit)


def _kpi(report: Report) -> Tabled:
    found = report.achievement
    rows = []
    if found.kpi is not None:
        rows = [
            [
                clean(r["indikator"], 60),
                kpi.figure_of(r["target"], r["satuan"]),
                kpi.figure_of(r["capaian"], r["satuan"]),
                format_pct(r["persen"], 1),
                r["status_teks"],
            ]
            for r in kpi.indicators(found.kpi).to_dict("records")
        ]
    whole = kpi.whole(found.akses)
    if whole is not None:
        for name, label in (("air_minum", "Akses air minum"), ("sanitasi", "Akses sanitasi")):
            gap = f"kurang {format_number(whole[f'{name}_kurang_kk'], 0)} KK"
            rows.append([label, "100 %", format_pct(whole[f"{name}_pct"], 1), "", gap])
    headings = ("Indikator", "Target", "Capaian", "Dari target", "Status")
    title = kpi.kpi_answer(found.kpi, found.akses)
    return "KPI dan 100-0-100", title, headings, rows, (5, 2, 2, 1.6, 2.2), (1, 2, 3)


def _funds(report: Report) -> Tabled:
    found = report.achievement.dana
    assert found is not None
    assert found.corong is not None
    rows = [
        [
            "Seluruhnya" if place == WHOLE else clean(place, 40),
            str(stages["jumlah_paket"].iloc[0]),
            *(format_rp_short(v) for v in stages["nilai_rp"]),
        ]
        for place, stages in found.corong.groupby("kab_kota", sort=False)
    ]
    headings = ("Kab/kota", "Paket", *funds.STAGE_WORDS.values())
    title = funds.bpm_answer(found)
    return "Dana BPM", title, headings, rows, (3.4, 0.9, 2, 2, 2, 2, 2), tuple(range(1, 7))


def _audit(report: Report, found: pd.DataFrame) -> Tabled:
    table = audit.audit_table(found)
    rows = [
        [
            clean(r["kab_kota"], 30),
            r["jenis_teks"],
            clean(r["uraian"], 70),
            format_rp_short(r["nilai_rp"]),
            r["status_teks"],
            clean(r["pic"], 24),
            day(r["batas_waktu"]),
            format_number(r["lewat"], 0),
        ]
        for r in table[table["terbuka"]].head(MOST).to_dict("records")
    ]
    headings = ("Kab/kota", "Jenis", "Uraian", "Nilai", "Status", "PIC", "Batas waktu",
                "Lewat (hari)")  # fmt: skip
    title = audit.audit_answer(found, report.achievement.pengaduan)
    widths = (2.2, 1.1, 4, 1.7, 2.1, 2, 1.5, 1)
    return "Kesiapan audit", title, headings, rows, widths, (3, 7)
