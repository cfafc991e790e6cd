"""Read CSV, TSV and text tables; typed values are told from text by the mapping, not here."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Sequence
from itertools import islice, zip_longest

import numpy as np

from kotaku.intake.model import Column, Sheet, UnreadableFile
from kotaku.intake.safe import limits

SEPARATORS = ";,\t|"
_PROBE = 64 * 1024
_DIGITS = 16  # of a number that no longer tells its last one
_FIELD = 131_072  # letters of a field, as the library has it; a quote left open is longer


def read_delimited(data: bytes, *, file: str, name: str) -> Sheet:
    """Return the one sheet of a text table.

    The encoding is UTF-8 or UTF-16 by its mark, UTF-8 when it is valid, else Windows-1252; the
    separator is the one of ``; , tab |`` that splits the first lines most evenly.

    Raises
    ------
    UnreadableFile
        When the text holds NUL characters, a quote that is never closed, or exceeds a limit.
    """
    text = decoded(data)
    if "\0" in text:
        raise UnreadableFile("BERKAS-BUKAN-LEMBAR-KERJA", file=file, jenis="berkas biner")
    return sheet_of(_rows(_below_notice(text), file, name), file=file, name=name)


def sheet_of(rows: list[list[str]], *, file: str, name: str) -> Sheet:
    """Return the sheet of rows of texts, filled up to the widest."""
    width = max(map(len, rows), default=0)
    limits.check("jumlah_kolom", width, file=file, sheet=name)
    limits.check("bidang_sel", width * len(rows), file=file, sheet=name)
    return Sheet(name, tuple(_column(cells) for cells in zip_longest(*rows, fillvalue="")))


def _below_notice(text: str) -> str:
    """Empty the lines of markup that an application wrote above its table; rows keep numbers."""
    lines = text[:_PROBE].split("\n", 20)
    count = 0
    while count < len(lines) - 1 and lines[count].lstrip().startswith("<"):
        count += 1
    return "\n" * count + text.split("\n", count)[-1] if count else text


def decoded(data: bytes) -> str:
    """Return the text of a file: by its mark, else UTF-8 when valid, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    lines = [line for line in text[:_PROBE].splitlines()[:30] if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
        width, times = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        return (times if width > 1 else 0, width)

    return max(SEPARATORS, key=evenness) if lines else ","


def _rows(text: str, file: str, name: str) -> list[list[str]]:
    most = limits.value("jumlah_baris")
    drawn = "POLYGON" in text[:_PROBE].upper()  # shapes of maps are long texts
    csv.field_size_limit(limits.value("panjang_wkt") if drawn else _FIELD)
    separator, text = _declared(text)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
        rows = list(islice(read, most + 1))
    except csv.Error as error:
        raise UnreadableFile(
            "BERKAS-RUSAK", file=file, sebab="tanda kutip tidak ditutup"
        ) from error
    if len(rows) > most:
        raise limits.exceeded("jumlah_baris", file=file, sheet=name)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _declared(text: str) -> tuple[str, str]:
    """Honour a first line ``sep=;`` as Excel does; it stays as an empty row 1."""
    first, newline, rest = text.partition("\n")
    mark = first.strip()
    if len(mark) == 5 and mark.lower().startswith("sep=") and mark[4] in SEPARATORS:
        return mark[4], newline + rest
    return _separator(text), text


def _column(cells: tuple[str, ...]) -> Column:
    """Return a column; plain digits become numbers, as Excel would have them."""
    read = {cell: _figure(cell) for cell in {*cells}}
    words = {cell for cell, n in read.items() if math.isnan(n) and cell and not cell.isspace()}
    at: Sequence[int] = [i for i, cell in enumerate(cells) if cell in words] if words else []
    if at and at[-1] - at[0] + 1 == len(at):
        at = range(at[0], at[-1] + 1)
    return Column(np.array([read[cell] for cell in cells]), at, [cells[i] for i in at])


def _figure(cell: str) -> float:
    """Return the number that plain digits write; NaN of anything else."""
    plain = cell.isascii() and cell.isdecimal() and len(cell) < _DIGITS
    return float(cell) if plain and (cell[0] != "0" or cell == "0") else math.nan
