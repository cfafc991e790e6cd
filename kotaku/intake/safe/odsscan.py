"""See how far the tables of an OpenDocument sheet reach before a parser expands its repeats."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import limits
from kotaku.intake.safe.sheetscan import Extent
from kotaku.intake.safe.xmlgate import local

MOST_COLUMNS, MOST_ROWS, MOST_SPACES = 16_384, 1_048_576, 32_767  # what the format's programs know


class OdsScan:
    """Count what rows and cells become when their repeats are written out."""

    def __init__(self, file: str) -> None:
        """Start the content of ``file``."""
        self.file = file
        self.sheets = 0
        self._cells = 0
        self._extent = Extent(file, "")
        self._row = self._repeat = self._column = self._last = self._span = 0
        self._in_cell = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, chunk: bytes) -> None:
        """Scan the next chunk."""
        self._parse(chunk, final=False)

    def close(self) -> None:
        """Check that the content is whole."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            sebab = "isi lembarnya tidak utuh"
            raise UnreadableFile("BERKAS-RUSAK", file=self.file, sebab=sebab) from error

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        known = {local(k): v for k, v in attributes.items()}
        match local(name):
            case "table":
                self._table(known)
            case "table-row":
                self._repeat = self._times(known, "number-rows-repeated", MOST_ROWS)
                self._column = self._last = 0
            case "table-cell" | "covered-table-cell":
                self._cell(known)
            case "p" if self._in_cell:
                self._filled()
            case "s":
                self._times(known, "c", MOST_SPACES)

    def _table(self, attributes: Mapping[str, str]) -> None:
        self.sheets += 1
        limits.check("jumlah_lembar", self.sheets, file=self.file)
        self._extent = Extent(self.file, attributes.get("name", ""), cells=self._extent.cells)
        self._row = 0

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self._span = self._times(attributes, "number-columns-repeated", MOST_COLUMNS)
        self._column += self._span
        self._in_cell = True
        if "value-type" in attributes or "formula" in attributes:
            self._filled()

    def _filled(self) -> None:
        self._last = self._column
        self._extent.grow(self._row + self._repeat, self._last, 0)

    def _end(self, name: str) -> None:
        match local(name):
            case "table-cell" | "covered-table-cell":
                self._in_cell = False
            case "table-row":
                self._row += self._repeat
                if self._last:
                    self._extent.grow(self._row, self._last, self._last * self._repeat)

    def _times(self, attributes: Mapping[str, str], name: str, most: int) -> int:
        text = attributes.get(name, "1")
        if not text.isdecimal() or int(text[:9]) > most or len(text) > 9:
            sebab = "berisi pengulangan sel di luar batas lembar kerja"
            raise UnreadableFile("BERKAS-TIDAK-WAJAR", file=self.file, sebab=sebab)
        return int(text)
