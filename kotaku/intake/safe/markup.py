"""Read the tables of a web page that an application saved under the name of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

from kotaku.intake.model import Marks, Sheet, UnreadableFile, address
from kotaku.intake.safe import limits
from kotaku.intake.safe.delimited import decoded, sheet_of

MOST_SPAN = 100  # columns that one cell may cover
MOST_ROWS = 1000  # rows that one cell may cover
_IGNORED = ("script", "style")


def read_pages(data: bytes, *, file: str, name: str) -> tuple[Sheet, ...]:
    """Return the tables of a page, one sheet each; a table inside a cell is text of that cell.

    Raises
    ------
    UnreadableFile
        When no table has a row of two cells, or a limit is exceeded.
    """
    reader = _Tables(file, name)
    reader.feed(decoded(data))
    reader.close()
    kept = [i for i, rows in enumerate(reader.tables) if any(len(row) > 1 for row in rows)]
    tables = [reader.tables[i] for i in kept]
    if not tables:
        raise UnreadableFile(
            "BERKAS-BUKAN-LEMBAR-KERJA", file=file, jenis="halaman web (HTML) tanpa tabel"
        )
    limits.check("jumlah_lembar", len(tables), file=file)
    names = [name, *(f"{name} ({i})" for i in range(2, len(tables) + 1))]
    sheets = []
    for i, title in zip(kept, names, strict=True):
        height = len(reader.tables[i])
        merged = tuple(
            f"{address(left, top)}:{address(right, min(bottom, height))}"
            for top, bottom, left, right in reader.merged[i]
        )
        sheet = sheet_of(reader.tables[i], file=file, name=title)
        sheets.append(replace(sheet, marks=Marks(merged=merged)))
    return tuple(sheets)


class _Tables(HTMLParser):
    """Collects rows of texts; covered cells stay empty, as in a workbook."""

    def __init__(self, file: str, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file, self.name = file, name
        self.tables: list[list[list[str]]] = []
        self._depth = self._cells = 0
        self.merged: list[list[tuple[int, int, int, int]]] = []  # top, bottom, left, right
        self._covered: dict[int, int] = {}  # by column: the last row that a cell above covers
        self._text: list[str] | None = None
        self._span = self._down = 1
        self._silent = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        self._silent = self._silent or tag in _IGNORED
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self.merged.append([])
                self._covered = {}
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
            limits.check("jumlah_baris", len(self.tables[-1]), file=self.file, sheet=self.name)
        elif self._depth == 1 and tag in ("td", "th") and self.tables[-1]:
            self._end_cell()
            self._span = _span(dict(attrs).get("colspan"), MOST_SPAN)
            self._down = _span(dict(attrs).get("rowspan"), MOST_ROWS)
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        if tag in _IGNORED:
            self._silent = False
        elif tag == "table":
            if self._depth == 1:
                self._end_cell()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Keep the text of an open cell."""
        if self._text is not None and not self._silent:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        rows = self.tables[-1]
        row, line = rows[-1], len(rows)
        before = len(row)
        while self._covered.get(len(row), 0) >= line:
            row.append("")
        left = len(row)
        row += [" ".join("".join(self._text).split()), *[""] * (self._span - 1)]
        self._text = None
        self._cells += len(row) - before
        limits.check("jumlah_kolom", len(row), file=self.file, sheet=self.name)
        limits.check("bidang_sel", self._cells, file=self.file, sheet=self.name)
        if self._span > 1 or self._down > 1:
            bottom, right = line + self._down - 1, len(row) - 1
            self._covered.update(dict.fromkeys(range(left, right + 1), bottom))
            self.merged[-1].append((line, bottom, left, right))


def _span(text: str | None, most: int) -> int:
    """Return over how many places a cell goes, as its attribute says."""
    found = int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else 1
    return min(max(1, found), most)
