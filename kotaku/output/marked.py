"""Give a team its own workbook back with the findings in the cells they are about."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import islice

from kotaku.findings import SEVERITIES, Finding
from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import limits
from kotaku.intake.safe.kinds import kind_of
from kotaku.intake.safe.open import open_workbook
from kotaku.words.numbers import format_number

COLOURS = {"galat": "FFF4B6AE", "peringatan": "FFFFE39A", "info": "FFCFE3F5"}
WORDS = {"galat": "GALAT", "peringatan": "PERINGATAN", "info": "INFO"}
AUTHOR = "Rakor KOTAKU"
LIST_SHEET = "Temuan"
MOST_CELLS = 20_000  # of a range, one finding colours no more
MOST_MARKED = 5_000  # findings that mark cells, the gravest first; a comment takes a millisecond
MOST_LISTED = 20_000  # rows of the list; the list of findings has them all
_LENGTH = 1500  # of a comment
_CELLS = re.compile(r"[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?")


def mark(original: bytes, findings: Iterable[Finding], *, file: str = "") -> bytes:
    """Return the workbook with a colour and a comment in each cell that has a finding.

    Formulas, formats and macros stay as they are; comments that stand there are kept above the
    new ones. A sheet ``Temuan`` at the end lists everything, findings without a cell too.

    Parameters
    ----------
    original : bytes of the upload (.xlsx or .xlsm)
    findings : those of this file; others are left out when ``file`` is given

    Raises
    ------
    UnreadableFile
        With one sentence: the file is no xlsx, or can no longer be opened.
    """
    if kind_of(original, file=file) != "zip":
        raise UnreadableFile("BERKAS-TIDAK-DAPAT-DITANDAI", file=file)
    open_workbook(file or "berkas.xlsx", original)  # hostile files end here, with their sentence
    limits.check("ukuran_ditandai", len(original), file=file)
    own = [f for f in findings if not file or f.file in ("", file)]
    own.sort(key=lambda f: SEVERITIES.index(f.severity))
    try:
        return _marked(original, own)
    except (ValueError, KeyError, TypeError, OSError, AttributeError, IndexError,
            zipfile.BadZipFile) as error:  # fmt: skip
        raise UnreadableFile("BERKAS-TIDAK-DAPAT-DITANDAI", file=file) from error


def _marked(original: bytes, findings: Sequence[Finding]) -> bytes:
    import warnings

    import openpyxl

    with zipfile.ZipFile(io.BytesIO(original)) as package:
        names = {name.lower() for name in package.namelist()}
    if "xl/workbook.xml" not in names:
        raise ValueError
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot keep is no finding of the user's
        book = openpyxl.load_workbook(
            io.BytesIO(original), keep_vba="xl/vbaproject.bin" in names, keep_links=False
        )
        sheets = {*book.sheetnames}
        marking = (f for f in findings if f.sheet in sheets and _CELLS.fullmatch(f.cell))
        for finding in islice(marking, MOST_MARKED):
            _mark_cells(book[finding.sheet], finding)
        _list(book, findings)
        out = io.BytesIO()
        book.save(out)
    return out.getvalue()


def _mark_cells(sheet: object, finding: Finding) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(finding.cell)
    bottom = min(bottom, sheet.max_row)  # type: ignore[attr-defined]
    if (right - left + 1) * (bottom - top + 1) > MOST_CELLS:
        return
    fill = PatternFill("solid", fgColor=COLOURS[finding.severity])
    first = True
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            cell = _own_cell(sheet, row, column)
            if cell is None:
                continue
            # the gravest finding of a cell comes first and keeps its colour
            if not (cell.comment and AUTHOR in (cell.comment.author or "")):  # type: ignore[attr-defined]
                cell.fill = fill  # type: ignore[attr-defined]
            if first:
                _comment(cell, finding)
                first = False


def _own_cell(sheet: object, row: int, column: int) -> object | None:
    """Return a cell; of merged ones the first, None for the others."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column)  # type: ignore[attr-defined]
    return None if isinstance(cell, MergedCell) else cell


def _comment(cell: object, finding: Finding) -> None:
    from openpyxl.comments import Comment

    words = f"{WORDS[finding.severity]}: {finding.message} {finding.advice}"
    held = cell.comment  # type: ignore[attr-defined]
    text = f"{held.text}\n\n{words}" if held else words
    comment = Comment(text[:_LENGTH], AUTHOR)
    comment.width, comment.height = 380, 160
    cell.comment = comment  # type: ignore[attr-defined]


def _list(book: object, findings: Sequence[Finding]) -> None:
    from kotaku.output.letter import ROWS, row_of

    title = LIST_SHEET
    while title in book.sheetnames:  # type: ignore[attr-defined]
        title += "_"
    sheet = book.create_sheet(title)  # type: ignore[attr-defined]
    sheet.append(list(ROWS))
    for line, finding in enumerate(findings[:MOST_LISTED], start=2):
        for column, text in enumerate(row_of(finding), start=1):
            cell = sheet.cell(line, column)
            cell.value = text
            cell.data_type = "s"  # a value such as =A1 stays a text
    if len(findings) > MOST_LISTED:
        more = (
            f"dan {format_number(len(findings) - MOST_LISTED, 0)} temuan lain: lihat daftar temuan"
        )
        sheet.cell(MOST_LISTED + 2, 1).value = more
    for name, width in zip("ABCDEFG", (12, 24, 20, 10, 24, 60, 60), strict=True):
        sheet.column_dimensions[name].width = width
