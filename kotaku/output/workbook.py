"""The workbook: every figure with its source, with live formulas where a person would check."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pandas as pd
import xlsxwriter

from kotaku import view
from kotaku.output.sheet import Column, Sheet, formats
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
    sheets: dict[str, Callable[[Sheet, View], None]] = {
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
        write(Sheet(book.add_worksheet(name), look, report), report)
    book.close()
    return target.getvalue()


def _condition(sheet: Sheet, report: View) -> None:
    units = report.units
    columns = [
        Column("Nama", "nama", 26),
        Column("Kab/kota", "kab_kota", 24),
        Column("Kelurahan", "kelurahan", 22),
        Column("Kawasan", "kawasan", 22),
        Column("Tahun", "tahun", 8, "year"),
        Column("Luas (ha)", "luas_ha", 11, "number"),
        Column("Nilai awal", "total_awal", 10, "whole"),
        Column("Tingkat awal", "tingkat_awal_teks", 14),
        Column("Nilai", "total_nilai", 10, "whole"),
        Column("Tingkat", "tingkat_teks", 14),
        Column("Rata-rata kekumuhan (%)", "rata_rata_pct", 14, "number"),
    ]
    for criterion in report.evaluation.regulation.criteria:
        column = criterion_column("persen", criterion.id)
        if column in units and units[column].notna().any():
            columns.append(Column(f"{criterion.id} {criterion.name} (%)", column, 13, "number"))
    sheet.title(
        "Kondisi tiap satuan pada tahun terakhir",
        f"Bukti: {EVIDENCE[report.evaluation.bukti]}; menurut realisasi.",
    )
    sheet.table(columns, units, note="Belum ada data kondisi: isi lembar RT dan Kekumuhan.")


def _works(sheet: Sheet, report: View) -> None:
    frame = report.dataset.table("pekerjaan")
    columns = [
        Column("RT", "id_rt", 18),
        Column("Tahun", "tahun", 8, "year"),
        Column("Kriteria", "kriteria", 10),
        Column("Volume", "volume", 12, "number"),
        Column("Kegiatan", "kegiatan", 34),
        Column("Skala", "skala", 14),
        Column("Sumber dana", "sumber_dana", 18),
        Column("Anggaran (Rp)", "anggaran_rp", 18, "rupiah"),
        Column("Status", "status", 12),
        Column("Asal", "_asal", 44),
    ]
    sheet.title("Pekerjaan yang terbaca", "Volume dalam satuan kriterianya.")
    sheet.table(columns, _with_origin(frame, report), note="Belum ada lembar Pekerjaan.")


def _with_origin(frame: pd.DataFrame, report: View) -> pd.DataFrame:
    origin = [
        report.address({"_sumber": s, "_baris": b})
        for s, b in zip(frame["_sumber"], frame["_baris"], strict=True)
    ]
    return frame.assign(_asal=pd.Series(origin, index=frame.index, dtype="str"))


def _claims(sheet: Sheet, report: View) -> None:
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
        Column("Wilayah", "wilayah", 24),
        Column("Tahun", "tahun", 8, "year"),
        Column("Besaran", "_nama", 26),
        Column("Dilaporkan", "nilai_klaim", 13, "number"),
        Column("Dihitung", "nilai_hitung", 13, "number"),
        Column("Selisih", "selisih", 13, "number", formula="=D{row}-E{row}"),
        Column("Putusan", "_putusan", 20),
        Column("Penjelasan", "penjelasan", 60),
        Column("Sumber laporan", "sumber", 44),
        Column("Asal", "_asal", 44),
    ]
    sheet.table(columns, frame, note="Belum ada lembar Klaim.")


def _findings(sheet: Sheet, report: View) -> None:
    frame = view.findings_frame(report.findings)
    sheet.title("Temuan, yang terberat di atas", report.quality_answer)
    columns = [
        Column("Tingkat", "tingkat", 12),
        Column("Jenis", "judul", 30),
        Column("Berkas", "berkas", 26),
        Column("Lembar", "lembar", 20),
        Column("Sel", "sel", 12),
        Column("Nilai", "nilai", 18),
        Column("Pesan", "pesan", 70),
        Column("Saran", "saran", 60),
        Column("Kab/kota", "kab_kota", 24),
        Column("Kode", "kode", 30),
    ]
    sheet.table(columns, frame, note="Tidak ada temuan.")


def _method(sheet: Sheet, report: View) -> None:
    sheet.title(f"Metode: {report.method}", report.evaluation.regulation.name)
    for number, text in enumerate(report.method_steps, start=1):
        sheet.line(f"{number}. {text}")
    for mark, meaning in mark_meanings().items():
        sheet.line(f"Tanda {mark}: {meaning}")
    sheet.skip()
    rules = view.entries_frame(report.evaluation.regulation)
    columns = [
        Column("Ketentuan", "nama", 44),
        Column("Nilai", "nilai", 16),
        Column("Tanda", "tanda", 8),
        Column("Sumber", "sumber", 60),
        Column("Pasal/lampiran", "pasal", 30),
    ]
    texts = rules.assign(**{c.key: [clean(v, 300) for v in rules[c.key]] for c in columns})
    sheet.table(columns, texts, freeze=False)
    sheet.skip()
    files = [
        Column("Berkas", "nama", 44),
        Column("Baris masuk", "baris_masuk", 16, "whole"),
        Column("Dipakai", "baris_dipakai", 8, "whole"),
        Column("SHA-256", "sha256", 60),
        Column("Dilaporkan", "baris_dilaporkan", 30, "whole"),
    ]
    sheet.table(files, report.files, freeze=False, filtered=False)
