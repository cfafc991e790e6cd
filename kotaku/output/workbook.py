"""The workbook: every figure with its source, with live formulas where a person would check."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pandas as pd
import xlsxwriter

from kotaku import view
from kotaku.output.sheet import BookSheet, SheetColumn, formats
from kotaku.output.sheets_area import account_sheet, place_sheet, schedule_sheet, summary_sheet
from kotaku.output.sheets_capaian import achievement_sheets
from kotaku.output.sheets_meeting import meeting_sheets
from kotaku.output.words import claim_name
from kotaku.rules import mark_meanings
from kotaku.safebook import OPTIONS, properties
from kotaku.schema import criterion_column
from kotaku.view import View
from kotaku.words.labels import EVIDENCE, VERDICT
from kotaku.words.safe import clean


def workbook(report: View) -> bytes:
    """Return a report as a .xlsx file; the same report gives the same bytes."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {**OPTIONS, "in_memory": True})
    properties(book, report.stamp, report.title)
    look = formats(book)
    sheets: dict[str, Callable[[BookSheet, View], None]] = {
        "Ringkasan": summary_sheet,
        "Akun luas": account_sheet,
        "Per kab-kota": place_sheet,
        "Kondisi": _condition,
        "Pekerjaan": _works,
        "Master Schedule": schedule_sheet,
        **achievement_sheets(report),
        **meeting_sheets(report),
        "Klaim": _claims,
        "Temuan": _findings,
        "Metode dan sumber": _method,
    }
    for name, write in sheets.items():
        write(BookSheet(book.add_worksheet(name), look, report), report)
    book.close()
    return target.getvalue()


def _condition(sheet: BookSheet, report: View) -> None:
    units = report.units
    columns = [
        SheetColumn("Nama", "nama", 26),
        SheetColumn("Kab/kota", "kab_kota", 24),
        SheetColumn("Kelurahan", "kelurahan", 22),
        SheetColumn("Kawasan", "kawasan", 22),
        SheetColumn("Tahun", "tahun", 8, "year"),
        SheetColumn("Luas (ha)", "luas_ha", 11, "number"),
        SheetColumn("Nilai awal", "total_awal", 10, "whole"),
        SheetColumn("Tingkat awal", "tingkat_awal_teks", 14),
        SheetColumn("Nilai", "total_nilai", 10, "whole"),
        SheetColumn("Tingkat", "tingkat_teks", 14),
        SheetColumn("Rata-rata kekumuhan (%)", "rata_rata_pct", 14, "number"),
    ]
    for criterion in report.evaluation.regulation.criteria:
        column = criterion_column("persen", criterion.id)
        if column in units and units[column].notna().any():
            columns.append(
                SheetColumn(f"{criterion.id} {criterion.name} (%)", column, 13, "number")
            )
    sheet.title(
        "Kondisi tiap satuan pada tahun terakhir",
        f"Bukti: {EVIDENCE[report.evaluation.bukti]}; menurut realisasi.",
    )
    sheet.table(columns, units, note="Belum ada data kondisi: isi lembar RT dan Kekumuhan.")


def _works(sheet: BookSheet, report: View) -> None:
    frame = report.dataset.table("pekerjaan")
    columns = [
        SheetColumn("RT", "id_rt", 18),
        SheetColumn("Tahun", "tahun", 8, "year"),
        SheetColumn("Kriteria", "kriteria", 10),
        SheetColumn("Volume", "volume", 12, "number"),
        SheetColumn("Kegiatan", "kegiatan", 34),
        SheetColumn("Skala", "skala", 14),
        SheetColumn("Sumber dana", "sumber_dana", 18),
        SheetColumn("Anggaran (Rp)", "anggaran_rp", 18, "rupiah"),
        SheetColumn("Status", "status", 12),
        SheetColumn("Asal", "_asal", 44),
    ]
    sheet.title("Pekerjaan yang terbaca", "Volume dalam satuan kriterianya.")
    sheet.table(columns, _with_origin(frame, report), note="Belum ada lembar Pekerjaan.")


def _with_origin(frame: pd.DataFrame, report: View) -> pd.DataFrame:
    origin = [
        report.address({"_sumber": s, "_baris": b})
        for s, b in zip(frame["_sumber"], frame["_baris"], strict=True)
    ]
    return frame.assign(_asal=pd.Series(origin, index=frame.index, dtype="str"))


def _claims(sheet: BookSheet, report: View) -> None:
    frame = report.evaluation.klaim
    sheet.title(
        "Angka laporan dihitung ulang",
        "Selisih = dilaporkan − dihitung. Putusan memakai toleransi pembulatan laporan.",
    )
    if len(frame):
        frame = _with_origin(frame, report).assign(
            _nama=[claim_name({str(k): v for k, v in r.items()}) for r in frame.to_dict("records")],
            _putusan=frame["putusan"].map(VERDICT),
        )
    columns = [
        SheetColumn("Wilayah", "wilayah", 24),
        SheetColumn("Tahun", "tahun", 8, "year"),
        SheetColumn("Besaran", "_nama", 26),
        SheetColumn("Dilaporkan", "nilai_klaim", 13, "number"),
        SheetColumn("Dihitung", "nilai_hitung", 13, "number"),
        SheetColumn("Selisih", "selisih", 13, "number", formula="=D{row}-E{row}"),
        SheetColumn("Putusan", "_putusan", 20),
        SheetColumn("Penjelasan", "penjelasan", 60),
        SheetColumn("Sumber laporan", "sumber", 44),
        SheetColumn("Asal", "_asal", 44),
    ]
    sheet.table(columns, frame, note="Belum ada lembar Klaim.")


def _findings(sheet: BookSheet, report: View) -> None:
    frame = view.findings_frame(report.findings)
    sheet.title("Temuan, yang terberat di atas", report.quality_answer)
    columns = [
        SheetColumn("Tingkat", "tingkat", 12),
        SheetColumn("Jenis", "judul", 30),
        SheetColumn("Berkas", "berkas", 26),
        SheetColumn("Lembar", "lembar", 20),
        SheetColumn("Sel", "sel", 12),
        SheetColumn("Nilai", "nilai", 18),
        SheetColumn("Pesan", "pesan", 70),
        SheetColumn("Saran", "saran", 60),
        SheetColumn("Kab/kota", "kab_kota", 24),
        SheetColumn("Kode", "kode", 30),
    ]
    sheet.table(columns, frame, note="Tidak ada temuan.")


def _method(sheet: BookSheet, report: View) -> None:
    sheet.title(f"Metode: {report.method}", report.evaluation.regulation.name)
    for number, text in enumerate(report.method_steps, start=1):
        sheet.line(f"{number}. {text}")
    for mark, meaning in mark_meanings().items():
        sheet.line(f"Tanda {mark}: {meaning}")
    sheet.skip()
    rules = view.entries_frame(report.evaluation.regulation)
    columns = [
        SheetColumn("Ketentuan", "nama", 44),
        SheetColumn("Nilai", "nilai", 16),
        SheetColumn("Tanda", "tanda", 8),
        SheetColumn("Sumber", "sumber", 60),
        SheetColumn("Pasal/lampiran", "pasal", 30),
    ]
    texts = rules.assign(**{c.key: [clean(v, 300) for v in rules[c.key]] for c in columns})
    sheet.table(columns, texts, freeze=False)
    sheet.skip()
    files = [
        SheetColumn("Berkas", "nama", 44),
        SheetColumn("Baris masuk", "baris_masuk", 16, "whole"),
        SheetColumn("Dipakai", "baris_dipakai", 8, "whole"),
        SheetColumn("SHA-256", "sha256", 60),
        SheetColumn("Dilaporkan", "baris_dilaporkan", 30, "whole"),
    ]
    sheet.table(files, report.files, freeze=False, filtered=False)
