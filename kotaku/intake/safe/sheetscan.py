"""See how far a sheet reaches before a parser reserves room for it, and what it hides.

The parsers turn a sheet into a full rectangle: one stray cell in XFD1048576 asks for 17 milliard
cells. Programs write cells as ``<c r="A1"``; those are found by numpy in a few passes over the
bytes. Anything else (prefixes, no address, other quotes) goes through expat, slow and certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from kotaku.intake.model import Marks, UnreadableFile, address
from kotaku.intake.safe import limits
from kotaku.intake.safe.xmlgate import local

LOOK_EVERY = 1000  # cells, after which their number is held against the limit
MOST_MARKS = 100_000  # of each kind; more than that is reported in full by its column
_KEEP = 262_144  # bytes held back so that a cell is seen whole
_REFERENCE = 11  # three letters, seven digits and the closing quote
_SHORT = 5  # digits of a row number that need no reading one by one
_OPENING = ((-3, ord("r")), (-2, ord("=")), (-1, ord('"')))  # before an address
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_FORMULA = rb"<f[^<>]*+>(?:(?<=/>)|[^<]*+</f>)"
_ERROR = re.compile(rb'<c r="([A-Z]+\d+)"(?>[^<>]*?\st="e")[^<>]*+>(?:%b)?<v>([^<]*+)' % _FORMULA)
_UNCACHED = re.compile(rb'<c r="([A-Z]+\d+)"([^<>]*+)>%b(<v\s*+/>|<v></v>)?</c>' % _FORMULA)
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^<>]*\shidden="(?:1|true)")[^<>]*\sr="(\d+)"')
_COLUMN = re.compile(rb"<col\s([^<>]*+)>")
_COLUMN_PART = re.compile(rb'\b(min|max|hidden)="([a-z0-9]{1,8})"')
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class OddMarkupError(Exception):
    """The sheet is written in a way that only a real XML parser can follow."""


@dataclass
class Extent:
    """How far a sheet reaches, or a bound of it; checked against the limits as it grows."""

    file: str
    sheet: str
    rows: int = 0
    columns: int = 0
    cells: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)
    uncached: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    _looked_at: int = 0

    def grow(self, rows: int, columns: int, cells: int) -> None:
        """Take in the last row and column seen (1-based) and the number of further cells."""
        self.cells += cells
        if rows <= self.rows and columns <= self.columns and self.cells < self._looked_at:
            return  # most cells lie within what was found good
        self.rows = max(self.rows, rows)
        self.columns = max(self.columns, columns)
        self._looked_at = self.cells + LOOK_EVERY
        where = {"file": self.file, "sheet": self.sheet}
        limits.check("jumlah_baris", self.rows, **where)
        limits.check("jumlah_kolom", self.columns, **where)
        limits.check("bidang_sel", self.rows * self.columns, **where)
        limits.check("jumlah_sel", self.cells, **where)

    def hide(self, attributes: Mapping[str, str]) -> None:
        """Take in the columns of one element of widths where it hides them."""
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            end = min(int(last), limits.value("jumlah_kolom"))
            self.hidden_columns += range(int(first) - 1, end)

    @property
    def marks(self) -> Marks:
        """Return what the scan saw that the parser does not tell."""
        return Marks(
            errors=tuple(self.errors[:MOST_MARKS]),
            uncached=tuple(self.uncached[:MOST_MARKS]),
            hidden_rows=tuple(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns[:MOST_MARKS]),
        )


class SheetScan:
    """The fast scan; raises OddMarkupError when the markup is not as programs write it."""

    def __init__(self, extent: Extent) -> None:
        """Start a part; what is found goes into ``extent``."""
        self.extent = extent
        self._held = b""

    def feed(self, chunk: bytes) -> None:
        """Scan the next chunk, holding back its last, unfinished cell."""
        text = self._held + chunk
        cut = text.rfind(b"<c ")
        if cut < 0 or len(text) - cut > _KEEP:
            cut = text.rfind(b"<")
        limits.check("panjang_teks", len(text) - max(cut, 0), file=self.extent.file)
        self._scan(text[:cut])
        self._held = text[cut:]

    def close(self) -> None:
        """Scan what was held back."""
        self._scan(self._held)

    def _scan(self, text: bytes) -> None:
        if b":" in text and _PREFIXED.search(text):
            raise OddMarkupError
        formulas = self._extend(text)
        # one byte is found at once: most sheets of figures hold neither letter
        if b"e" in text and b't="e"' in text:
            self.extent.errors += [
                (cell.decode(), value.decode("utf-8", "replace"))
                for cell, value in _ERROR.findall(text)
            ]
        if formulas:
            self.extent.uncached += [
                cell.decode()
                for cell, attributes, empty in _UNCACHED.findall(text)
                if not (empty and b't="str"' in attributes)  # an empty text is a result
            ]
        if b"h" in text and b'hidden="' in text:
            self.extent.hidden_rows += [int(row) for row in _HIDDEN_ROW.findall(text)]
            for found in _COLUMN.findall(text):
                parts = _COLUMN_PART.findall(found)
                self.extent.hide({name.decode(): value.decode() for name, value in parts})

    def _extend(self, text: bytes) -> bool:
        """Take in every cell of a piece of XML; tell whether it holds formulas."""
        data = np.frombuffer(text + bytes(_REFERENCE), dtype=np.uint8)
        starts = np.flatnonzero(data == ord("<"))
        second = data[starts + 1]
        cells = starts[second == ord("c")]
        third = data[cells + 2]
        if any((third == byte).any() for byte in b">/\t\r\n"):
            raise OddMarkupError
        at = cells[third == ord(" ")] + 6
        if len(at):
            if any((data[at + back] != byte).any() for back, byte in _OPENING):
                raise OddMarkupError
            rows, columns = _reach(data, at)
            self.extent.grow(rows, columns, len(at))
        return bool((second == ord("f")).any())


def _reach(data: NDArray[np.uint8], at: NDArray[np.int64]) -> tuple[int, int]:
    """Return bounds of (row, column), 1-based, of the addresses that start at the given bytes.

    Up to column ZZ and row 99999 the row is bounded by its number of digits, which takes a few
    passes; beyond that, and for sheets as wide as long, every address is read.
    """
    first, second = data[at] - ord("A"), data[at + 1] - ord("A")
    wide = second < 26  # unsigned: what lies before A wraps around
    digits = at + 1 + wide
    if (first > 25).any() or (data[digits] - ord("1") > 8).any():
        return _exact(data, at)
    closed = np.zeros(len(at), dtype=bool)
    for length in range(1, _SHORT + 1):
        byte = data[digits + length]
        closed |= byte == ord('"')
        if not (closed | (byte - ord("0") < 10)).all():
            raise OddMarkupError
        if closed.all():
            columns = np.where(wide, (first + 1) * np.uint16(26), 0) + np.where(wide, second, first)
            rows, column = int(10**length - 1), int(columns.max()) + 1
            fits = rows * column <= limits.value("bidang_sel")
            return (rows, column) if fits else _exact(data, at)
    return _exact(data, at)


def _exact(data: NDArray[np.uint8], at: NDArray[np.int64]) -> tuple[int, int]:
    """Return the last (row, column), 1-based, of the addresses that start at the given bytes."""
    rows = np.zeros(len(at), dtype=np.int64)
    columns = np.zeros(len(at), dtype=np.int64)
    letters = np.ones(len(at), dtype=bool)  # still among the letters
    open_ = np.ones(len(at), dtype=bool)  # the closing quote not seen yet
    for step in range(_REFERENCE):
        byte = data[at + step]
        letters &= (byte >= ord("A")) & (byte <= ord("Z"))
        open_ &= byte != ord('"')
        if not open_.any():
            break
        digits = open_ & ~letters
        if (digits & (byte - ord("0") > 9)).any():
            raise OddMarkupError
        columns = np.where(letters, columns * 26 + (byte - ord("A") + 1), columns)
        rows = np.where(digits, rows * 10 + (byte - ord("0")), rows)
    if open_.any() or not columns.all() or not rows.all():
        raise OddMarkupError
    return int(rows.max()), int(columns.max())


class SlowScan:
    """The same by expat, for markup of any form."""

    def __init__(self, extent: Extent) -> None:
        """Start a part; what is found goes into ``extent``."""
        self.extent = extent
        self._row = self._column = self._elements = 0
        self._most = limits.value("jumlah_unsur")
        self._cell: Mapping[str, str] = {}
        self._at: tuple[int, int] | None = None  # the cell that is open
        self._formula = self._value = False
        self._text: list[str] = []
        self._handlers: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "row": self._start_row,
            "col": extent.hide,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_value,
        }
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes) -> None:
        """Scan the next chunk."""
        self._parse(chunk, final=False)

    def close(self) -> None:
        """Scan what was held back."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            sebab = "isi lembarnya tidak utuh"
            raise UnreadableFile("BERKAS-RUSAK", file=self.extent.file, sebab=sebab) from error

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > self._most:
            raise limits.exceeded("jumlah_unsur", file=self.extent.file, sheet=self.extent.sheet)
        if handler := self._handlers.get(local(name)):
            handler(attributes)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        given = attributes.get("r", "")
        self._row = int(given) if given.isdecimal() else self._row + 1
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.extent.hidden_rows.append(self._row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._column += 1
        row = self._row
        if found := _ADDRESS.fullmatch(attributes.get("r", "")):
            row = int(found[2])
            self._column = _number(found[1])
        self.extent.grow(max(row, 1), self._column, 1)
        self._cell, self._at = attributes, (self._column - 1, max(row, 1))
        self._formula = self._value = False

    def _start_formula(self, _: Mapping[str, str]) -> None:
        self._formula = True

    def _start_value(self, _: Mapping[str, str]) -> None:
        self._value = True
        self._text = []

    def _characters(self, text: str) -> None:
        if self._value:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if self._at is None or local(name) != "c":
            return
        text, kind = "".join(self._text) if self._value else "", self._cell.get("t")
        if kind == "e":
            self.extent.errors.append((address(*self._at), text))
        elif self._formula and not text and kind != "str":
            self.extent.uncached.append(address(*self._at))
        self._at, self._value, self._text = None, False, []


def _number(letters: str) -> int:
    value = 0
    for letter in letters.upper():
        value = value * 26 + ord(letter) - 64
    return value
