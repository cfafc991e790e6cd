"""One worksheet in the making: title, tables with frozen headings, typed cells, no surprises."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

import pandas as pd

from kotaku.charts.palette import ACCENT
from kotaku.words.dates import format_date, is_undated
from kotaku.words.loading import DataFile
from kotaku.words.safe import clean

# Separators of Indonesia where the program honours the locale in a format; else the machine's own.
LOCALE = "[$-421]"
LESS = '"\N{MINUS SIGN}"#,##0.00'
NUMBER = f"{LOCALE}#,##0.00;{LOCALE}{LESS}"
SIGNED = f"{LOCALE}+#,##0.00;{LOCALE}{LESS};0.00"
FORMATS = {
    "text": {"valign": "top", "text_wrap": True},
    "number": {"num_format": NUMBER, "valign": "top"},
    "signed": {"num_format": SIGNED, "valign": "top"},
    "whole": {"num_format": f"{LOCALE}#,##0", "valign": "top"},
    "rupiah": {"num_format": f'"Rp "{LOCALE}#,##0', "valign": "top"},
    "year": {"num_format": "0", "valign": "top"},
    "date": {"num_format": f"{LOCALE}dd mmm yyyy", "valign": "top", "align": "left"},
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": "#5b6672"},
    "strong": {"bold": True, "num_format": NUMBER, "valign": "top"},
    "heading": {
        "bold": True, "bg_color": ACCENT, "font_color": "#ffffff", "text_wrap": True,
        "valign": "vcenter", "border": 1, "border_color": "#d5dbe1",
    },
}  # fmt: skip
CELL = 1000  # letters of a text from a file that a cell shows
LINE, HIGHEST = 15, 400  # points
NUMBERS = {"number", "signed", "whole", "rupiah", "year", "strong"}


class SheetColumn(NamedTuple):
    """A column of a table: heading, key in the frame, width, kind; a formula holds ``{row}``."""

    heading: str
    key: str
    width: float
    kind: str = "text"
    formula: str = ""


_columns = DataFile(__package__, "columns.toml", dict[str, list[SheetColumn]])


def columns_of(table: str) -> Sequence[SheetColumn]:
    """Return the columns of one of the workbook's own tables."""
    return _columns()[table]


def _lines(value: Any, column: SheetColumn) -> int:
    """Return how many lines a text needs in its column; programs do not all work it out."""
    if column.kind != "text" or not isinstance(value, str):
        return 1
    return math.ceil(min(len(value), CELL) * 1.05 / column.width) or 1


def formats(book: Any) -> Mapping[str, Any]:
    """Return the cell formats of a workbook by kind."""
    return {name: book.add_format(look) for name, look in FORMATS.items()}


class Footed(Protocol):
    """What a workbook is about: lines that stand under each title."""

    @property
    def foot(self) -> str:
        """Source and marks, line by line."""


class BookSheet:
    """A worksheet that is written from the top down."""

    def __init__(self, sheet: Any, look: Mapping[str, Any], report: Footed) -> None:
        """Begin an empty sheet for a report."""
        self.sheet, self.look, self.report = sheet, look, report
        self.next = 0  # the row to write, 0-based
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)

    def title(self, title: str, *remarks: str) -> None:
        """Write the title, remarks, and the source line with the mark of an illustration."""
        self.sheet.write_string(0, 0, clean(title), self.look["title"])
        self.next = 1
        for text in (*remarks, *self.report.foot.splitlines()):
            self.line(text, "note")
        self.skip()

    def line(self, text: str, kind: str = "") -> None:
        """Write one line of text."""
        self.sheet.write_string(self.next, 0, clean(text, CELL), self.look.get(kind))
        self.next += 1

    def skip(self) -> None:
        """Leave a row empty."""
        self.next += 1

    def table(
        self,
        columns: Sequence[SheetColumn],
        frame: pd.DataFrame,
        *,
        note: str = "",
        freeze: bool = True,
        filtered: bool = True,
    ) -> int:
        """Write a table; return the number (1-based) of its first row of values.

        Formulas carry the value of their key as the cached result, so that readers which do not
        calculate see the same figure. A cell without a value stays empty, formula or not.
        """
        if frame.empty:
            self.line(note or "Tidak ada baris.")
            return self.next + 1
        self._heading(columns)
        top = self.next
        if freeze:
            self.sheet.freeze_panes(top, 1)
            self.sheet.repeat_rows(top - 1)
        values = [frame[c.key].to_list() for c in columns]
        for row in range(len(frame)):
            lines = max(_lines(values[i][row], c) for i, c in enumerate(columns))
            if lines > 1:
                self.sheet.set_row(top + row, min(LINE * lines, HIGHEST))
            for place, column in enumerate(columns):
                self.cell(top + row, place, values[place][row], column.kind, column.formula)
        self.next = top + len(frame)
        if filtered:
            self.sheet.autofilter(top - 1, 0, self.next - 1, len(columns) - 1)
        return top + 1

    def _heading(self, columns: Sequence[SheetColumn]) -> None:
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, column.width)
            self.sheet.write_string(self.next, place, column.heading, self.look["heading"])
        self.sheet.set_row(self.next, 32)
        self.next += 1

    def cell(self, row: int, place: int, value: Any, kind: str, formula: str = "") -> None:
        """Write one value by its kind; text is written as text whatever it says."""
        look = self.look[kind]
        if value is None or value is pd.NA or value != value:
            self.sheet.write_blank(row, place, None, look)
        elif formula:
            self.sheet.write_formula(row, place, formula.format(row=row + 1), look, value)
        elif kind in NUMBERS and not isinstance(value, str):
            self.sheet.write_number(row, place, float(value), look)
        elif kind == "date" and isinstance(value, date) and not is_undated(value):
            self.sheet.write_datetime(row, place, pd.Timestamp(value).to_pydatetime(), look)
        else:
            text = format_date(value) if isinstance(value, date) else value
            self.sheet.write_string(row, place, clean(text, CELL), look)
