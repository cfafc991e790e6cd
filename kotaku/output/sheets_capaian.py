"""The sheets of KPI, funds, and audit; only what the data hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest

import pandas as pd

from kotaku.output.sheet import Column, Sheet
from kotaku.view import View, audit, funds, kpi
from kotaku.view.reported import Reported, all_reported

Part = tuple[str, list[Column], pd.DataFrame]
LONGEST = 31  # letters of a sheet's name, by the file format
_KINDS = {"percent": "number", "integer": "whole"} | {
    kind: kind for kind in ("number", "rupiah", "year", "date")
}
PLACE = Column("Kab/kota", "kab_kota", 26)


def achievement_sheets(report: View) -> dict[str, Callable[[Sheet, View], None]]:
    """Return the sheets that the data can fill, by name."""
    found = report.achievement
    held = {
        "KPI": (found.kpi is not None or found.akses is not None, _kpi),
        "Dana": (found.dana is not None, _funds),
        "Audit dan pengaduan": (found.audit is not None or found.pengaduan is not None, _audit),
    }
    told = all_reported(report.dataset, found.as_of)
    sheets: dict[str, Callable[[Sheet, View], None]] = {
        name: write for name, (here, write) in held.items() if here
    }
    return sheets | {one.title[:LONGEST]: partial(_reported, one) for one in told}


def _reported(found: Reported, sheet: Sheet, report: View) -> None:  # noqa: ARG001 (as every sheet)
    sheet.title(found.title, found.answered.answer)
    columns = [_column(found, column, heading) for column, heading in found.columns.items()]
    sheet.table(columns, found.frame)


def _column(found: Reported, column: str, heading: str) -> Column:
    kind = _KINDS.get(found.kind(column), "text")
    return Column(heading, column, 14 if kind != "text" else 28, kind)


def _write(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Write tables one below the other, each column as wide as the widest that stands in it."""
    widths = [max(w) for w in zip_longest(*([c.width for c in p[1]] for p in parts), fillvalue=0)]
    for heading, columns, frame in parts:
        sheet.line(heading, "title")
        wide = [replace(c, width=w) for c, w in zip(columns, widths, strict=False)]
        sheet.table(wide, frame, freeze=False, filtered=False)
        sheet.skip()


def _kpi(sheet: Sheet, report: View) -> None:
    found = report.achievement
    sheet.title("KPI dan 100-0-100", kpi.kpi_answer(found.kpi, found.akses))
    parts: list[Part] = []
    if found.kpi is not None:
        columns = [
            Column("Indikator", "indikator", 40),
            PLACE,
            Column("Satuan", "satuan", 10),
            Column("Awal", "baseline", 13, "number"),
            Column("Target", "target", 13, "number"),
            Column("Capaian", "capaian", 13, "number"),
            Column("Dari target (%)", "persen", 13, "number"),
            Column("Status", "status_teks", 16),
            Column("Periode", "periode", 18),
        ]
        parts.append(("Indikator", columns, kpi.by_place(found.kpi)))
    if found.akses is not None:
        columns = [
            PLACE,
            Column("Jumlah KK", "kk_total", 13, "whole"),
            Column("KK air minum", "kk_air_minum", 13, "whole"),
            Column("Air minum (%)", "air_minum_pct", 13, "number"),
            Column("KK sanitasi", "kk_sanitasi", 13, "whole"),
            Column("Sanitasi (%)", "sanitasi_pct", 13, "number"),
            Column("Sisa kumuh (ha)", "sisa_ha", 13, "number"),
            Column("Kumuh (%)", "kumuh_pct", 13, "number"),
        ]
        parts.append(("100-0-100", columns, kpi.access_table(found.akses)))
    _write(sheet, parts)


def _funds(sheet: Sheet, report: View) -> None:
    found = report.achievement.dana
    assert found is not None
    sheet.title("Dana", funds.funds_answer(found) or funds.training_answer(found))
    parts: list[Part] = []
    if found.corong is not None:
        stages = [Column(f"{w} (Rp)", s, 20, "rupiah") for s, w in funds.STAGE_WORDS.items()]
        columns = [PLACE, Column("Paket", "jumlah_paket", 9, "whole"), *stages]
        parts.append(("BPM tiap kab/kota", columns, funds.funnel_table(found)))
        columns = [
            PLACE,
            Column("Kelurahan", "kelurahan", 24),
            Column("BKM", "bkm", 22),
            Column("Tertahan karena", "alasan_teks", 28),
            Column("Hari", "hari", 9, "whole"),
            Column("Fisik (%)", "fisik_pct", 11, "number"),
            Column("Pagu (Rp)", "pagu_rp", 20, "rupiah"),
            Column("Cair (Rp)", "cair_rp", 20, "rupiah"),
        ]
        parts.append(("Paket tertahan", columns, funds.stalled_table(found)))
    if found.kolaborasi is not None:
        columns = [
            Column("Sumber", "sumber_dana", 26),
            Column("Kegiatan", "jumlah", 10, "whole"),
            Column("Anggaran (Rp)", "anggaran_rp", 20, "rupiah"),
            Column("Realisasi (Rp)", "realisasi_rp", 20, "rupiah"),
            Column("Realisasi (%)", "persen", 13, "number"),
            Column("Penerima (KK)", "penerima_kk", 13, "whole"),
        ]
        parts.append(("Kolaborasi", columns, found.kolaborasi))
    if found.kapasitas is not None:
        columns = [
            PLACE,
            Column("Pelatihan", "kegiatan", 10, "whole"),
            Column("Sasaran (orang)", "sasaran_orang", 13, "whole"),
            Column("Hadir (orang)", "hadir_orang", 13, "whole"),
            Column("Perempuan (orang)", "perempuan_orang", 13, "whole"),
            Column("Perempuan (%)", "perempuan_pct", 13, "number"),
            Column("Pagu (Rp)", "pagu_rp", 20, "rupiah"),
            Column("Realisasi (Rp)", "realisasi_rp", 20, "rupiah"),
        ]
        parts.append(("Peningkatan kapasitas", columns, funds.training_table(found)))
    _write(sheet, parts)


def _audit(sheet: Sheet, report: View) -> None:
    found = report.achievement
    sheet.title("Audit dan pengaduan", audit.audit_answer(found.audit, found.pengaduan))
    parts: list[Part] = []
    if found.audit is not None:
        columns = [
            PLACE,
            Column("Jenis", "jenis_teks", 12),
            Column("Tahun buku", "tahun_buku", 9, "year"),
            Column("Uraian", "uraian", 44),
            Column("Nilai (Rp)", "nilai_rp", 20, "rupiah"),
            Column("Status", "status_teks", 24),
            Column("PIC", "pic", 24),
            Column("Batas waktu", "batas_waktu", 14, "date"),
            Column("Lewat (hari)", "lewat", 9, "whole"),
        ]
        parts.append(("Temuan dan dokumen", columns, audit.audit_table(found.audit)))
    if found.pengaduan is not None:
        for sentence in audit.gap_sentences(found.pengaduan):
            sheet.line(sentence)
        columns = [
            PLACE,
            Column("Masuk", "tanggal", 14, "date"),
            Column("Umur (hari)", "umur_hari", 10, "whole"),
            Column("Kategori", "kategori", 20),
            Column("Derajat", "derajat", 20),
            Column("Uraian", "uraian", 30),
            Column("Status", "status_teks", 16),
            Column("Jumlah", "jumlah", 9, "whole"),
        ]
        parts.append(("Pengaduan belum selesai", columns, audit.waiting_table(found.pengaduan)))
    _write(sheet, parts)
