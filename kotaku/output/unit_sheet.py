"""One unit on one sheet, with live formulas: a person can follow and check every step."""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from kotaku.explain.explanation import Explanation
from kotaku.method.assessment import TOLERANCE_PCT
from kotaku.rules import Regulation
from kotaku.safebook import OPTIONS
from kotaku.words.safe import clean

SHEET, WORKS = "Perhitungan", "Pekerjaan"
HEADINGS = (
    ("Kode", 9),
    ("Kriteria", 58),
    ("Satuan", 8),
    ("Pembagi", 11),
    ("Volume awal", 11),
    ("Pekerjaan", 11),
    ("Awal − pekerjaan, paling kecil 0", 15),
    ("Volume akhir", 11),
    ("Persen awal", 11),
    ("Persen akhir", 11),
    ("Nilai awal", 13),
    ("Nilai akhir", 13),
    ("Sel sumber", 40),
)
WORK_HEADINGS = (
    ("RT", 18, "id_rt"),
    ("Tahun", 8, "tahun"),
    ("Kriteria", 9, "kriteria"),
    ("Volume", 12, "volume"),
    ("Kegiatan", 34, "kegiatan"),
    ("Sumber dana", 18, "sumber_dana"),
    ("Status", 12, "status"),
    ("Sel sumber", 40, "sel"),
)
HEAD_HEIGHT = 48  # points: three lines
FIRST = 5  # row of the first criterion, counted from 0
_DENOMINATOR, _BEFORE, _WORKS, _LESS, _AFTER = 3, 4, 5, 6, 7
_PERCENT, _SCORE = (8, 9), (10, 11)
_HECTARES = 11
_LONGEST = 1000  # letters of a text from a file
_WHOLE_PCT = 100


@dataclass(frozen=True)
class _Page:
    sheet: Any
    regulation: Regulation
    criteria: pd.DataFrame
    works: pd.DataFrame
    bold: Any
    number: Any
    whole: Any
    heading: Any
    small: Any

    @property
    def end(self) -> int:
        """Row after the last criterion."""
        return FIRST + len(self.criteria)

    def text(self, row: int, column: int, value: object, look: Any = None) -> None:
        """Write text as text."""
        self.sheet.write_string(row, column, clean(value, _LONGEST), look)

    def value(self, row: int, column: int, value: float, look: Any = None) -> None:
        """Write a number; nothing where it is not known."""
        if math.isfinite(value):
            self.sheet.write_number(row, column, value, look or self.number)

    def formula(self, row: int, column: int, text: str, value: float | str) -> None:
        """Write a formula with the value it has."""
        known = not isinstance(value, float) or math.isfinite(value)
        look = self.whole if column in _SCORE else self.number
        self.sheet.write_formula(row, column, text, look, value if known else "")


def unit_workbook(explanation: Explanation) -> bytes:
    """Return the explanation of one unit as .xlsx: criteria, works, totals, means and hectares.

    Percents, scores, total, class, sectoral means and the ratio are formulas over the volumes;
    text from files stays text. The same explanation gives the same figures in every cell.

    Raises
    ------
    ValueError
        When the explanation is not that of a unit.
    """
    if explanation.criteria is None or explanation.regulation is None:
        raise ValueError("Hanya penjelasan satu satuan yang punya kriteria")
    target = BytesIO()
    with xlsxwriter.Workbook(target, {**OPTIONS, "in_memory": True}) as book:
        heading = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        works = explanation.works if explanation.works is not None else pd.DataFrame()
        page = _Page(
            sheet=book.add_worksheet(SHEET),
            regulation=explanation.regulation,
            criteria=explanation.criteria,
            works=works,
            bold=book.add_format({"bold": True}),
            number=book.add_format({"num_format": "#,##0.00##"}),
            whole=book.add_format({"num_format": "0", "align": "right"}),
            heading=book.add_format(heading),
            small=book.add_format({"text_wrap": True, "valign": "top"}),
        )
        _head(page, explanation)
        for position, row in enumerate(explanation.criteria.to_dict("records")):
            _criterion(page, FIRST + position, row)
        _total(page)
        after_means = _means(page)
        _reductions(page, explanation, after_means)
        _works_sheet(page, book.add_worksheet(WORKS))
        page.sheet.freeze_panes(FIRST, 2)
        page.sheet.set_landscape()
        page.sheet.fit_to_pages(1, 1)
    return target.getvalue()


def _head(page: _Page, explanation: Explanation) -> None:
    page.text(0, 0, explanation.title, page.bold)
    page.text(1, 0, explanation.method)
    page.text(2, 0, explanation.unit)
    page.sheet.set_row(FIRST - 1, HEAD_HEIGHT)
    for column, (name, width) in enumerate(HEADINGS):
        page.sheet.set_column(column, column, width)
        page.text(FIRST - 1, column, name, page.heading)


def _criterion(page: _Page, row: int, data: dict[Any, Any]) -> None:
    for column, key in ((0, "kriteria"), (1, "nama"), (2, "satuan")):
        page.text(row, column, data[key])
    page.value(row, _DENOMINATOR, data["pembagi"])
    page.value(row, _BEFORE, data["volume_awal"])
    page.value(row, _AFTER, data["volume_akhir"])
    _worked(page, row, data)
    moments = (("awal", _BEFORE), ("akhir", _AFTER))
    for (moment, volume), percent, score in zip(moments, _PERCENT, _SCORE, strict=True):
        value, points = data[f"persen_{moment}"], data[f"nilai_{moment}"]
        at = cell(row, percent)
        if math.isfinite(data[f"volume_{moment}"]) and math.isfinite(data["pembagi"]):
            below, above = cell(row, _DENOMINATOR), cell(row, volume)
            page.formula(row, percent, f"=IF({below}=0,0,{above}/{below}*{_WHOLE_PCT})", value)
        else:
            page.value(row, percent, value)
        if math.isfinite(value):
            page.formula(row, score, f"={_band(page.regulation, at)}", points)
        else:
            page.value(row, score, points, page.whole)
    page.text(row, len(HEADINGS) - 1, data["sel"], page.small)


def _worked(page: _Page, row: int, data: dict[Any, Any]) -> None:
    """Write the works on a criterion and what they leave of the volume before."""
    done = 0.0
    if len(page.works):
        done = float(page.works.loc[page.works["kriteria"] == data["kriteria"], "volume"].sum())
    criteria, volumes = f"{WORKS}!$C:$C", f"{WORKS}!$D:$D"
    formula = f"=SUMIF({criteria},{cell(row, 0)},{volumes})"
    page.formula(row, _WORKS, formula, done)
    if math.isfinite(data["volume_awal"]):
        left = max(0.0, data["volume_awal"] - done)
        formula = f"=MAX(0,{cell(row, _BEFORE)}-{cell(row, _WORKS)})"
        page.formula(row, _LESS, formula, left)


def _band(regulation: Regulation, at: str) -> str:
    """Return the score of a percent as nested conditions."""
    words = "0"
    for band in reversed(regulation.bands):
        words = f"IF({at}>={band.at_least_pct:g}-{TOLERANCE_PCT:.0E},{band.score},{words})"
    return words


def _class(regulation: Regulation, at: str) -> str:
    words = '""'
    for tingkat in reversed(regulation.classes):
        words = f'IF({at}>={tingkat.at_least:g},"{tingkat.name}",{words})'
    return words


def _total(page: _Page) -> None:
    row = page.end
    page.text(row, 1, "Total nilai", page.bold)
    page.text(row + 1, 1, "Tingkat kekumuhan", page.bold)
    for column, key in zip(_SCORE, ("nilai_awal", "nilai_akhir"), strict=True):
        scores = page.criteria[key]
        if scores.isna().any():
            continue
        total = float(scores.sum())
        top, bottom = cell(FIRST, column), cell(page.end - 1, column)
        page.formula(row, column, f"=SUM({top}:{bottom})", total)
        name = next(c.name for c in page.regulation.classes if total >= c.at_least)
        page.formula(row + 1, column, f"={_class(page.regulation, cell(row, column))}", name)


def _means(page: _Page) -> int:
    """Write the aspect means and the sectoral mean; return the row of the latter."""
    start = page.end + 3
    ids = list(page.criteria["kriteria"])
    page.text(start - 1, 1, "Rata-rata kekumuhan (%), semua kriteria aspek", page.bold)
    means: dict[int, list[float]] = {column: [] for column in _PERCENT}
    for offset, aspect in enumerate(page.regulation.aspects):
        first, last = (FIRST + ids.index(c) for c in (aspect.criteria[0], aspect.criteria[-1]))
        page.text(start + offset, 1, f"{aspect.id} {aspect.name}")
        for column, key in zip(_PERCENT, ("persen_awal", "persen_akhir"), strict=True):
            mean = float(page.criteria[key].iloc[first - FIRST : last - FIRST + 1].mean())
            means[column].append(mean)
            span = f"{cell(first, column)}:{cell(last, column)}"
            if math.isfinite(mean):
                page.formula(start + offset, column, f"=AVERAGE({span})", mean)
    row = start + len(page.regulation.aspects)
    page.text(row, 1, "Rata-rata kekumuhan sektoral", page.bold)
    for column, values in means.items():
        if all(map(math.isfinite, values)):
            span = f"{cell(start, column)}:{cell(row - 1, column)}"
            page.formula(row, column, f"=AVERAGE({span})", sum(values) / len(values))
    before, after = (sum(means[c]) / len(means[c]) for c in _PERCENT)
    if math.isfinite(before) and math.isfinite(after):
        page.text(row + 1, 1, "Kontribusi penanganan (%), (awal − akhir) ÷ awal", page.bold)
        a, b = (cell(row, c) for c in _PERCENT)
        share = (before - after) / before * _WHOLE_PCT if before else 0.0
        page.formula(row + 1, _PERCENT[1], f"=IF({a}=0,0,({a}-{b})/{a}*{_WHOLE_PCT})", share)
    return row


def _reductions(page: _Page, explanation: Explanation, row: int) -> None:
    start = row + 3
    found = explanation.reductions
    if found is None or found.empty:
        return
    page.text(start, 1, "Pengurangan (ha) menurut tiap metode", page.bold)
    for offset, data in enumerate(found.to_dict("records"), start=1):
        page.text(start + offset, 0, data["metode"])
        words = f"{data['rumus']}; {data['tanda']}" if data["tanda"] else data["rumus"]
        page.text(start + offset, 1, words)
        page.value(start + offset, _HECTARES, data["pengurangan_ha"])


def _works_sheet(page: _Page, sheet: Any) -> None:
    for column, (name, width, key) in enumerate(WORK_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, page.heading)
        for row, value in enumerate(page.works[key] if len(page.works) else (), start=1):
            if pd.isna(value):
                continue
            if isinstance(value, str):
                sheet.write_string(row, column, clean(value, _LONGEST))
            else:
                sheet.write_number(row, column, float(value))
    sheet.freeze_panes(1, 0)
