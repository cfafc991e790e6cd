"""The sheets of KPI, funds, and audit; only what the data hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest

import pandas as pd

from kotaku.output.sheet import BookSheet, SheetColumn
from kotaku.view import View, audit, funds, kpi
from kotaku.view.reported import Reported, all_reported

Part = tuple[str, list[SheetColumn], pd.DataFrame]
LONGEST = 31  # letters of a sheet's name, by the file format
_KINDS = {"percent": "number", "integer": "whole"} | {
    kind: kind for kind in ("number", "rupiah", "year", "date")
}
PLACE = SheetColumn("Kab/kota", "kab_kota", 26)


def achievement_sheets(report: View) -> dict[str, Callable[[BookSheet, View], None]]:
    """Return the sheets that the data can fill, by name."""
    found = report.achievement
    held = {
        "KPI": (found.kpi is not None or found.akses is not None, _kpi),
        "Dana": (found.dana is not None, _funds),
        "Audit dan pengaduan": (found.audit is not None or found.pengaduan is not None, _audit),
    }
    told = all_reported(report.dataset, found.as_of)
    sheets: dict[str, Callable[[BookSheet, View], None]] = {
        name: write for name, (here, write) in held.items() if here
    }
    return sheets | {one.title[:LONGEST]: partial(_reported, one) for one in told}


def _reported(found: Reported, sheet: BookSheet, report: View) -> None:  # noqa: ARG001 (as every sheet)
    sheet.title(found.title, found.answered.answer)
    columns = [_column(found, column, heading) for column, heading in found.columns.items()]
    sheet.table(columns, found.frame)


def _column(found: Reported, column: str, heading: str) -> SheetColumn:
    kind = _KINDS.get(found.kind(column), "text")
    return SheetColumn(heading, column, 14 if kind != "text" else 28, kind)


def _write(sheet: BookSheet, parts: Sequence[Part]) -> None:
    """Write tables one below the other, each column as wide as the widest that stands in it."""
    widths = [max(w) for w in zip_longest(*([c.width for c in p[1]] for p in parts), fillvalue=0)]
    for heading, columns, frame in parts:
        sheet.line(heading, "title")
        wide = [replace(c, width=w) for c, w in zip(columns, widths, strict=False)]
        sheet.table(wide, frame, freeze=False, filtered=False)
        sheet.skip()


def _kpi(sheet: BookSheet, report: View) -> None:
    found = report.achievement
    sheet.title("KPI dan 100-0-100", kpi.kpi_answer(found.kpi, found.akses))
    parts: list[Part] = []
    if found.kpi is not None:
        columns = [
            SheetColumn("Indikator", "indikator", 40),
            PLACE,
            SheetColumn("Satuan", "satuan", 10),
            SheetColumn("Awal", "baseline", 13, "number"),
            SheetColumn("Target", "target", 13, "number"),
            SheetColumn("Capaian", "capaian", 13, "number"),
            SheetColumn("Dari target (%)", "persen", 13, "number"),
            SheetColumn("Status", "status_teks", 16),
            SheetColumn("Periode", "periode", 18),
        ]
        parts.append(("Indikator", columns, kpi.by_place(found.kpi)))
    if found.akses is not None:
        columns = [
            PLACE,
            SheetColumn("Jumlah KK", "kk_total", 13, "whole"),
            SheetColumn("KK air minum", "kk_air_minum", 13, "whole"),
            SheetColumn("Air minum (%)", "air_minum_pct", 13, "number"),
            SheetColumn("KK sanitasi", "kk_sanitasi", 13, "whole"),
            SheetColumn("Sanitasi (%)", "sanitasi_pct", 13, "number"),
            SheetColumn("Sisa kumuh (ha)", "sisa_ha", 13, "number"),
            SheetColumn("Kumuh (%)", "kumuh_pct", 13, "number"),
        ]
        parts.append(("100-0-100", columns, kpi.access_table(found.akses)))
    _write(sheet, parts)


def _funds(sheet: BookSheet, report: View) -> None:
    found = report.achievement.dana
    assert found is not None
    sheet.title("Dana", funds.funds_answer(found) or funds.training_answer(found))
    parts: list[Part] = []
    if found.corong is not None:
        stages = [SheetColumn(f"{w} (Rp)", s, 20, "rupiah") for s, w in funds.STAGE_WORDS.items()]
        columns = [PLACE, SheetColumn("Paket", "jumlah_paket", 9, "whole"), *stages]
        parts.append(("BPM tiap kab/kota", columns, funds.funnel_table(found)))
        columns = [
            PLACE,
            SheetColumn("Kelurahan", "kelurahan", 24),
            SheetColumn("BKM", "bkm", 22),
            SheetColumn("Tertahan karena", "alasan_teks", 28),
            SheetColumn("Hari", "hari", 9, "whole"),
            SheetColumn("Fisik (%)", "fisik_pct", 11, "number"),
            SheetColumn("Pagu (Rp)", "pagu_rp", 20, "rupiah"),
            SheetColumn("Cair (Rp)", "cair_rp", 20, "rupiah"),
        ]
        parts.append(("Paket tertahan", columns, funds.stalled_table(found)))
    if found.kolaborasi is not None:
        columns = [
            SheetColumn("Sumber", "sumber_dana", 26),
            SheetColumn("Kegiatan", "jumlah", 10, "whole"),
            SheetColumn("Anggaran (Rp)", "anggaran_rp", 20, "rupiah"),
            SheetColumn("Realisasi (Rp)", "realisasi_rp", 20, "rupiah"),
            SheetColumn("Realisasi (%)", "persen", 13, "number"),
            SheetColumn("Penerima (KK)", "penerima_kk", 13, "whole"),
        ]
        parts.append(("Kolaborasi", columns, found.kolaborasi))
    if found.kapasitas is not None:
        columns = [
            PLACE,
            SheetColumn("Pelatihan", "kegiatan", 10, "whole"),
            SheetColumn("Sasaran (orang)", "sasaran_orang", 13, "whole"),
            SheetColumn("Hadir (orang)", "hadir_orang", 13, "whole"),
            SheetColumn("Perempuan (orang)", "perempuan_orang", 13, "whole"),
            SheetColumn("Perempuan (%)", "perempuan_pct", 13, "number"),
            SheetColumn("Pagu (Rp)", "pagu_rp", 20, "rupiah"),
            SheetColumn("Realisasi (Rp)", "realisasi_rp", 20, "rupiah"),
        ]
        parts.append(("Peningkatan kapasitas", columns, funds.training_table(found)))
    _write(sheet, parts)


def _audit(sheet: BookSheet, report: View) -> None:
    found = report.achievement
    sheet.title("Audit dan pengaduan", audit.audit_answer(found.audit, found.pengaduan))
    parts: list[Part] = []
    if found.audit is not None:
        columns = [
            PLACE,
            SheetColumn("Jenis", "jenis_teks", 12),
            SheetColumn("Tahun buku", "tahun_buku", 9, "year"),
            SheetColumn("Uraian", "uraian", 44),
            SheetColumn("Nilai (Rp)", "nilai_rp", 20, "rupiah"),
            SheetColumn("Status", "status_teks", 24),
            SheetColumn("PIC", "pic", 24),
            SheetColumn("Batas waktu", "batas_waktu", 14, "date"),
            SheetColumn("Lewat (hari)", "lewat", 9, "whole"),
        ]
        parts.append(("Temuan dan dokumen", columns, audit.audit_table(found.audit)))
    if found.pengaduan is not None:
        for sentence in audit.gap_sentences(found.pengaduan):
            sheet.line(sentence)
        columns = [
            PLACE,
            SheetColumn("Masuk", "tanggal", 14, "date"),
            SheetColumn("Umur (hari)", "umur_hari", 10, "whole"),
            SheetColumn("Kategori", "kategori", 20),
            SheetColumn("Derajat", "derajat", 20),
            SheetColumn("Uraian", "uraian", 30),
            SheetColumn("Status", "status_teks", 16),
            SheetColumn("Jumlah", "jumlah", 9, "whole"),
        ]
        parts.append(("Pengaduan belum selesai", columns, audit.waiting_table(found.pengaduan)))
    _write(sheet, parts)
