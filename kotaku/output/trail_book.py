"""The audit trail to take home: a workbook and a text file, from which nothing is ever run."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

import pandas as pd
import xlsxwriter

from kotaku.output.sheet import BookSheet, columns_of, formats
from kotaku.safebook import OPTIONS, properties
from kotaku.words.safe import clean

RISKY = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet begins a formula
_STAMP = date(2000, 1, 1)  # of the file's properties: the same trail gives the same bytes


@dataclass(frozen=True)
class _Foot:
    foot: str = "Setiap perubahan dicatat dengan nama dan waktunya; baris jejak tidak dapat diubah."


def workbook(rows: pd.DataFrame) -> bytes:
    """Return the trail in words (columns of kotaku.snapshots.trail_words) as a .xlsx file."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {**OPTIONS, "in_memory": True})
    properties(book, _STAMP, "Jejak perubahan")
    sheet = BookSheet(book.add_worksheet("Jejak"), formats(book), _Foot())
    sheet.title("Jejak perubahan")
    sheet.table(columns_of("jejak"), _told(rows))
    book.close()
    return target.getvalue()


def text(rows: pd.DataFrame) -> bytes:
    """Return the trail in words as text that a spreadsheet opens: semicolons, UTF-8 with mark."""
    target = StringIO()
    lines = csv.writer(target, delimiter=";", lineterminator="\r\n")
    columns = columns_of("jejak")
    lines.writerow([column.heading for column in columns])
    told = _told(rows)
    for row in told[[column.key for column in columns]].itertuples(index=False):
        lines.writerow([harmless(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def harmless(value: object) -> str:
    """Return one line of text that no spreadsheet takes for a formula."""
    shown = clean(value)
    return f"'{shown}" if shown.startswith(RISKY) else shown


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(kapan=[f"{at:%Y-%m-%d %H:%M:%S}" for at in rows["waktu"]])


@dataclass(frozen=True)
class TrailExport:
    """One file of the trail: its name, the words on its button, its media type, its writer."""

    name: str
    label: str
    media_type: str
    build: Callable[[pd.DataFrame], bytes]


EXPORTS = (
    TrailExport(
        "jejak_perubahan.xlsx",
        "Unduh Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook,
    ),
    TrailExport("jejak_perubahan.csv", "Unduh CSV", "text/csv", text),
)
