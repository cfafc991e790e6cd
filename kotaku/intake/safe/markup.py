"""Read the tables of a web page that an application saved under the name of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from kotaku.intake.model import Sheet, UnreadableFile
from kotaku.intake.safe import limits
from kotaku.intake.safe.delimited import decoded, sheet_of

MOST_SPAN = 100  # columns that one cell may cover
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
    tables = [rows for rows in reader.tables if any(len(row) > 1 for row in rows)]
    if not tables:
        raise UnreadableFile(
            "BERKAS-BUKAN-LEMBAR-KERJA", file=file, jenis="halaman web (HTML) tanpa tabel"
        )
    limits.check("jumlah_lembar", len(tables), file=file)
    names = [name, *(f"{name} ({i})" for i in range(2, len(tables) + 1))]
    return tuple(
        sheet_of(rows, file=file, name=title) for rows, title in zip(tables, names, strict=True)
    )


class _Tables(HTMLParser):
    """Collects rows of texts; covered cells stay empty, as in a workbook."""

    def __init__(self, file: str, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file, self.name = file, name
        self.tables: list[list[list[str]]] = []
        self._depth = self._cells = 0
        self._text: list[str] | None = None
        self._span = 1
        self._silent = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        self._silent = self._silent or tag in _IGNORED
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
            limits.check("jumlah_baris", len(self.tables[-1]), file=self.file, sheet=self.name)
        elif self._depth == 1 and tag in ("td", "th") and self.tables[-1]:
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), MOST_SPAN) if span.isdecimal() and len(span) < 4 else 1
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
        row = self.tables[-1][-1]
        row += [" ".join("".join(self._text).split()), *[""] * (max(1, self._span) - 1)]
        self._text = None
        self._cells += max(1, self._span)
        limits.check("jumlah_kolom", len(row), file=self.file, sheet=self.name)
        limits.check("bidang_sel", self._cells, file=self.file, sheet=self.name)
