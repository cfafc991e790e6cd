"""The workbook: every figure with its source, with live formulas where a person would check."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pandas as pd
import xlsxwriter

from kotaku import view
from kotaku.output.sheet import BookSheet, SheetColumn, columns_of, formats
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
    columns = list(columns_of("kondisi"))
    for criterion in report.evaluation.regulation.criteria:
        column = criterion_column("persen", criterion.id)
        if column in units and units[column].notna().any():
            heading = f"{criterion.id} {criterion.name} (%)"
            columns.append(SheetColumn(heading, column, 13, "number"))
    sheet.title(
        "Kondisi tiap satuan pada tahun terakhir",
        f"Bukti: {EVIDENCE[report.evaluation.bukti]}; menurut realisasi.",
    )
    sheet.table(columns, units, note="Belum ada data kondisi: isi lembar RT dan Kekumuhan.")


def _works(sheet: BookSheet, report: View) -> None:
    frame = report.dataset.table("pekerjaan")
    sheet.title("Pekerjaan yang terbaca", "Volume dalam satuan kriterianya.")
    origin = _with_origin(frame, report)
    sheet.table(columns_of("pekerjaan"), origin, note="Belum ada lembar Pekerjaan.")


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
    sheet.table(columns_of("klaim"), frame, note="Belum ada lembar Klaim.")


def _findings(sheet: BookSheet, report: View) -> None:
    frame = view.findings_frame(report.findings)
    sheet.title("Temuan, yang terberat di atas", report.quality_answer)
    sheet.table(columns_of("temuan"), frame, note="Tidak ada temuan.")


def _method(sheet: BookSheet, report: View) -> None:
    sheet.title(f"Metode: {report.method}", report.evaluation.regulation.name)
    for number, text in enumerate(report.method_steps, start=1):
        sheet.line(f"{number}. {text}")
    for mark, meaning in mark_meanings().items():
        sheet.line(f"Tanda {mark}: {meaning}")
    sheet.skip()
    rules = view.entries_frame(report.evaluation.regulation)
    columns = columns_of("ketentuan")
    texts = rules.assign(**{c.key: [clean(v, 300) for v in rules[c.key]] for c in columns})
    sheet.table(columns, texts, freeze=False)
    sheet.skip()
    sheet.table(columns_of("berkas"), report.files, freeze=False, filtered=False)
