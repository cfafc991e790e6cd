"""The reading child: parses one workbook in its own process, so that a crash stays there.

Run as a file with ``python -I child.py PATH MEMORY_BYTES CPU_SECONDS MAX_CELLS``. It starts while
the file is still being scanned and reads it when ``GO`` comes on standard input. It imports nothing
of the package and writes one length-prefixed JSON header and the numbers as raw doubles: a format
that can be read back without trusting it.
"""

from __future__ import annotations

import gc
import json
import os
import struct
import sys
import threading
from array import array
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

GO = "GO"
MOST_TEXT = 300_000_000  # letters in all cells; a shared text may be repeated without end
NAN = float("nan")
TWO_AT_ONCE = 50_000_000  # bytes of a file, inflated, of which two sheets are parsed together
HEADING_ROWS = 50  # below them most columns are of one kind


def limit(memory: int, cpu: int) -> None:
    """Cap memory [bytes] and processor time [s] of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the scan before and the clock outside stand alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(value: object) -> tuple[str | bool, bool]:
    """Return a cell that is no number as (JSON value, is it a date)."""
    if isinstance(value, str | bool):
        return value, False
    if isinstance(value, datetime):
        return value.isoformat(), True
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00", True
    return str(value), False


def encode(cells: tuple[Any, ...]) -> tuple[dict[str, Any], bytes]:
    """Return one column as (texts and dates with their rows, numbers as doubles)."""
    head = min(HEADING_ROWS, len(cells))
    kinds = set(map(type, cells[head:]))
    if kinds == {float}:  # the common column: a heading over numbers only
        texts, numbers = encode_any(cells[:head])
        return texts, numbers + array("d", cells[head:]).tobytes()
    if kinds == {str} and "" not in cells:
        texts, numbers = encode_any(cells[:head])
        texts["rest"] = len(cells) - head
        texts["values"] += cells[head:]
        return texts, numbers + array("d", [NAN]).tobytes() * (len(cells) - head)
    return encode_any(cells)


def encode_any(cells: tuple[Any, ...]) -> tuple[dict[str, Any], bytes]:
    """Return a column of any mixture, cell by cell."""
    numbers = array("d", [v if type(v) is float else NAN for v in cells])
    at: list[int] = []
    values: list[str | bool] = []
    dates: list[int] = []
    for row, value in [(i, v) for i, v in enumerate(cells) if type(v) is not float]:
        if type(value) is int:
            numbers[row] = float(value)
        elif value != "":
            stored, is_date = plain(value)
            if is_date:
                dates.append(len(at))
            at.append(row)
            values.append(stored)
    return {"at": at, "values": values, "dates": dates}, numbers.tobytes()


class Coming(threading.Thread):
    """A sheet on its way; the parser lets other threads run."""

    def __init__(self, book: CalamineWorkbook, name: str) -> None:
        """Start parsing one sheet of a book that nobody else uses meanwhile."""
        super().__init__(daemon=True)
        self._book, self._name = book, name
        self._found: CalamineSheet | None = None
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Parse the sheet, keeping what goes wrong for who asks for it."""
        try:
            self._found = self._book.get_sheet_by_name(self._name)
        except BaseException as error:  # a panic of the parser is no Exception
            self._error = error

    def sheet(self) -> CalamineSheet:
        """Return the sheet once it is there."""
        self.join()
        if self._found is None:
            raise self._error or MemoryError
        return self._found


def parsed(path: str) -> Iterator[tuple[Any, CalamineSheet]]:
    """Yield the worksheets of the workbook; the next is parsed while one is in use.

    A book gives one sheet at a time, so every second sheet comes from a book of its own; of large
    files there is room for one book only.
    """
    books = [CalamineWorkbook.from_path(path)]
    metas = [m for m in books[0].sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    if len(metas) > 1 and os.path.getsize(path) <= TWO_AT_ONCE:  # noqa: PTH202  (a light start)
        books.append(CalamineWorkbook.from_path(path))
    ahead = len(books)
    coming = [Coming(book, meta.name) for book, meta in zip(books, metas, strict=False)]
    for i, meta in enumerate(metas):
        sheet = coming[i % ahead].sheet()
        if i + ahead < len(metas):
            coming[i % ahead] = Coming(books[i % ahead], metas[i + ahead].name)
        yield meta, sheet


def read(path: str, max_cells: int) -> tuple[list[dict[str, Any]], list[bytes]]:
    """Return the sheets of the workbook and, in their order, the numbers of every column."""
    sheets: list[dict[str, Any]] = []
    numbers: list[bytes] = []
    letters = 0
    for meta, sheet in parsed(path):
        if sheet.total_height * sheet.total_width > max_cells:
            raise OverflowError(meta.name)
        rows = sheet.to_python(skip_empty_area=False)
        columns = [encode(cells) for cells in zip(*rows, strict=True)]
        letters += sum(len(t) for c, _ in columns for t in c["values"] if isinstance(t, str))
        if letters > MOST_TEXT:
            raise MemoryError
        numbers.extend(data for _, data in columns)
        sheets.append(
            {
                "name": meta.name,
                "hidden": meta.visible != SheetVisibleEnum.Visible,
                "height": len(rows),
                "merged": sheet.merged_cell_ranges or [],
                "columns": [texts for texts, _ in columns],
            }
        )
    return sheets, numbers


def main() -> int:
    """Read the workbook named on the command line and write it to standard output."""
    path, memory, cpu, max_cells = sys.argv[1], *map(int, sys.argv[2:5])
    limit(memory, cpu)
    gc.disable()  # short-lived: what it allocates is given back by ending
    if sys.stdin.readline().strip() != GO:
        return 0  # the scan refused the file
    try:
        sheets, numbers = read(path, max_cells)
    except Exception as error:  # the parent only needs to know that it failed, and why
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        return 3
    header = json.dumps(sheets).encode()
    out = sys.stdout.buffer
    out.write(struct.pack("<Q", len(header)))
    out.write(header)
    out.writelines(numbers)
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
