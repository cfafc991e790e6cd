"""Read workbooks written as one XML file: XML Spreadsheet 2003 and flat OpenDocument (.fods).

The bytes pass the same gate as the parts of a package: no document type, no entities, UTF-8 only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from xml.parsers import expat

import numpy as np

from kotaku.intake.model import Cell, Column, Marks, Sheet, UnreadableFile, address
from kotaku.intake.safe import limits
from kotaku.intake.safe.xmlgate import XmlGate

_CHUNK = 1 << 20
_TRUE = ("1", "true")
_APART = ("annotation", "Comment", "table")  # within a cell: no part of its value


def read_flat(data: bytes, *, file: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that is one XML file.

    Raises
    ------
    UnreadableFile
        When it is no well-formed plain XML, holds no sheet, or a limit is exceeded.
    """
    gate, reader = XmlGate(file), _Reader(file)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        for at in range(0, len(data), _CHUNK):
            chunk = data[at : at + _CHUNK]
            gate.feed(chunk)
            parser.Parse(chunk, False)
        gate.close()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        sebab = "isinya bukan XML yang utuh"
        raise UnreadableFile("BERKAS-RUSAK", file=file, sebab=sebab) from error
    if not reader.sheets:
        raise UnreadableFile("BERKAS-RUSAK", file=file, sebab="tidak ada lembar di dalamnya")
    return tuple(reader.sheets)


class _Reader:
    """Collects the cells of the sheets as their elements come."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheets: list[Sheet] = []
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[str] = []
        self._name = ""
        self._row = self._column = 0  # 1-based row, 0-based column of the next cell
        self._times = self._lines = 1  # how often a cell and a row are repeated
        self._kind, self._value = "", ""
        self._span = (0, 0)
        self._words: list[str] | None = None
        self._open = False  # within a sheet
        self._inner = 0  # how deep within remarks and tables of a cell

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open a sheet, row, cell or text."""
        name = _local(tag)
        told = {_local(key): value for key, value in attributes.items()}
        if name in ("Worksheet", "table") and not self._open:
            self._begin(told.get("Name", told.get("name", "")))
        elif not self._open:
            return
        elif name in _APART or self._inner:
            self._inner += name in _APART
        elif name in ("Row", "table-row"):
            self._row = _count(told.get("Index")) or self._row + 1
            self._lines = _count(told.get("number-rows-repeated")) or 1
            self._column = 0
        elif name in ("Cell", "table-cell", "covered-table-cell"):
            self._begin_cell(told)
        elif name == "Data":
            self._kind = told.get("Type", "String")
            self._words = []
        elif name == "p":
            self._words = [] if self._words is None else [*self._words, " "]

    def _begin(self, name: str) -> None:
        limits.check("jumlah_lembar", len(self.sheets) + 1, file=self.file)
        self._open, self._name = True, name or f"Lembar {len(self.sheets) + 1}"
        self._cells, self._merged = {}, []
        self._row = self._column = 0

    def _begin_cell(self, told: Mapping[str, str]) -> None:
        if index := _count(told.get("Index")):
            self._column = index - 1
        self._times = _count(told.get("number-columns-repeated")) or 1
        self._kind = told.get("value-type", "")
        self._value = told.get("value", told.get("date-value", told.get("boolean-value", "")))
        across = _count(told.get("MergeAcross")) or max(
            _count(told.get("number-columns-spanned")) - 1, 0
        )
        down = _count(told.get("MergeDown")) or max(_count(told.get("number-rows-spanned")) - 1, 0)
        self._span = (down, across)
        self._words = None

    def text(self, words: str) -> None:
        """Keep the text of an open cell."""
        if self._words is not None and not self._inner:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """Close a cell, row or sheet."""
        name = _local(tag)
        if not self._open:
            return
        if self._inner:
            self._inner -= name in _APART
        elif name in ("Cell", "table-cell", "covered-table-cell"):
            self._end_cell(moves=name == "Cell")
        elif name == "table-row":
            self._repeat_row()
        elif name in ("Worksheet", "table"):
            self._end_sheet()

    def _end_cell(self, *, moves: bool) -> None:
        words = "".join(self._words or [])
        value = _cell(self._kind, self._value, words)
        down, across = self._span
        if value is not None:
            self._room(self._row, self._column + self._times)
            for i in range(self._times):
                self._cells[self._row, self._column + i] = value
        if down or across:
            self._room(self._row + down, self._column + across + 1)
            first = address(self._column, self._row)
            self._merged.append(f"{first}:{address(self._column + across, self._row + down)}")
        # Excel leaves covered cells out, OpenDocument names them
        self._column += self._times + (across if moves else 0)
        self._words, self._value, self._kind = None, "", ""

    def _repeat_row(self) -> None:
        own = [(c, v) for (r, c), v in self._cells.items() if r == self._row] if (
            self._lines > 1) else []  # fmt: skip
        if own:
            self._room(self._row + self._lines - 1, max(c for c, _ in own) + 1)
            for line in range(self._row + 1, self._row + self._lines):
                self._cells.update({(line, c): v for c, v in own})
        self._row += self._lines - 1

    def _room(self, rows: int, columns: int) -> None:
        limits.check("jumlah_baris", rows, file=self.file, sheet=self._name)
        limits.check("jumlah_kolom", columns, file=self.file, sheet=self._name)
        limits.check("bidang_sel", len(self._cells) + columns, file=self.file, sheet=self._name)

    def _end_sheet(self) -> None:
        height = max((r for r, _ in self._cells), default=0)
        width = max((c + 1 for _, c in self._cells), default=0)
        limits.check("bidang_sel", height * width, file=self.file, sheet=self._name)
        by_column: list[dict[int, Cell]] = [{} for _ in range(width)]
        for (row, column), value in self._cells.items():
            by_column[column][row] = value
        columns = tuple(Column.of(sorted(cells.items()), height) for cells in by_column)
        self.sheets.append(Sheet(self._name, columns, Marks(merged=tuple(self._merged))))
        self._open = False


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _count(text: str | None) -> int:
    """Return a small whole number of an attribute, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _cell(kind: str, value: str, words: str) -> Cell:
    plain = " ".join(words.split())
    said = value or plain
    if kind.lower() in ("number", "float", "percentage", "currency"):
        return _number(said)
    if kind.lower() in ("datetime", "date"):
        return _day(said) or plain or None
    if kind.lower() == "boolean":
        return said.lower() in _TRUE
    return plain or None


def _number(text: str) -> Cell:
    try:
        number = float(text)
    except ValueError:
        return text or None
    return number if np.isfinite(number) else None


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=None)
    except ValueError:
        return None
