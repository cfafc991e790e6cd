"""One total on one sheet: the units it is the sum of, with live formulas to check by hand."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from kotaku.explain.explanation import Explanation
from kotaku.output.figure_page import rules
from kotaku.safebook import OPTIONS
from kotaku.words.safe import clean

SHEET = "Perhitungan"
HEADINGS = (
    ("Satuan", 34),
    ("Tempat", 30),
    ("Luas awal (ha)", 14),
    ("Berkurang (ha)", 14),
    ("Sisa (ha)", 14),
    ("Sel luas", 34),
)
_AWAL, _GONE, _LEFT = 2, 3, 4
_LONGEST = 1000


def total_workbook(explanation: Explanation) -> bytes:
    """Return the explanation of a total as .xlsx: inputs, units, sums and percent as formulas.

    Without units (a Master Schedule) the sheet holds the inputs alone. Text from files stays text.
    """
    target = BytesIO()
    with xlsxwriter.Workbook(target, {**OPTIONS, "in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True})
        row = _head(sheet, explanation, bold)
        if explanation.parts is not None:
            number = book.add_format({"num_format": "#,##0.00##"})
            _units(sheet, explanation, row + 1, bold, number)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return target.getvalue()


def _head(sheet: Any, explanation: Explanation, bold: Any) -> int:
    for column, (_, width) in enumerate(HEADINGS):
        sheet.set_column(column, column, width)
    lines = [explanation.title, explanation.method, explanation.unit, explanation.formula]
    if explanation.regulation is not None:
        lines.append(rules(explanation.regulation))
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, clean(line, _LONGEST), bold if row == 0 else None)
    row = len(lines) + 1
    for item in explanation.inputs:
        for column, text in enumerate((item.label, item.value, item.cells)):
            sheet.write_string(row, column, clean(text, _LONGEST))
        row += 1
    return row


def _units(sheet: Any, explanation: Explanation, start: int, bold: Any, number: Any) -> None:
    """Write the units; what is left of each, the sums and the percent are formulas."""
    assert explanation.parts is not None
    units = explanation.parts()
    for column, (name, _) in enumerate(HEADINGS):
        sheet.write_string(start, column, name, bold)
    for row, data in enumerate(units.to_dict("records"), start=start + 1):
        for column, key in ((0, "nama"), (1, "tempat"), (5, "sel")):
            sheet.write_string(row, column, clean(data[key], _LONGEST))
        sheet.write_number(row, _AWAL, data["luas_awal_ha"], number)
        sheet.write_number(row, _GONE, data["pengurangan_ha"], number)
        left = f"={cell(row, _AWAL)}-{cell(row, _GONE)}"
        sheet.write_formula(row, _LEFT, left, number, data["sisa_ha"])
    end = start + len(units) + 1
    sheet.write_string(end, 0, "Jumlah", bold)
    for column, key in ((_AWAL, "luas_awal_ha"), (_GONE, "pengurangan_ha"), (_LEFT, "sisa_ha")):
        span = f"{cell(start + 1, column)}:{cell(end - 1, column)}"
        sheet.write_formula(end, column, f"=SUM({span})", number, float(units[key].sum()))
    whole = float(units["luas_awal_ha"].sum())
    sheet.write_string(end + 1, 0, "Persen berkurang", bold)
    percent = 100 * float(units["pengurangan_ha"].sum()) / whole if whole else 0.0
    awal, gone = cell(end, _AWAL), cell(end, _GONE)
    sheet.write_formula(end + 1, _GONE, f"=IF({awal}=0,0,{gone}/{awal}*100)", number, percent)
