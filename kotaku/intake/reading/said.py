"""What a person said of a layout's columns, rows and sheets: answers, kept like all others.

Each is an answer whose kode names the layout by the shape of its reading:

==========================  =====================================================================
kode                        jawaban
==========================  =====================================================================
``KOLOM-<shape>-<name>``    ``meaning:unit:year``; an empty part follows the reading
``BARIS-<shape>-<name>``    role of one row; with ``*`` at its end, of all rows like it
``LEMBAR-<shape>``          ``abaikan``
``PERIKSA-<file>-<sheet>``  ``benar``: a person looked; holds for that file alone
``SUSUNAN-<shape>``         ``benar``: a person looked; holds for every file that proves itself
==========================  =====================================================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

IGNORE = "abaikan"
HEAD = "kepala"  # the role of a row of headings
COLUMN, ROW, SHEET = "KOLOM", "BARIS", "LEMBAR"
APPROVAL, LAYOUT = "PERIKSA", "SUSUNAN"
_LONGEST = 60  # letters of a name in a kode
_DEEPEST = 8  # rows of one heading
_DIGITS = re.compile(r"\d+")
_OTHER = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Return a text without case, spaces, signs and numbers: what stays from year to year."""
    return _OTHER.sub("", _DIGITS.sub("", text.lower()))


def label_of(cells: Sequence[object]) -> str:
    """Return what a row is called: its first text that holds letters."""
    texts = (cell for cell in cells if isinstance(cell, str))
    return next((" ".join(t.split()) for t in texts if len(letters(t)) > 1), "")


def column_kodes(shape: str, headings: Mapping[int, str]) -> dict[int, str]:
    """Return the kode of each column by its heading: its letters, and which one of that name."""
    places = sorted(headings)
    names = _numbered([headings[i] for i in places])
    return {i: f"{COLUMN}-{shape}-{name}" for i, name in zip(places, names, strict=True)}


def row_kodes(shape: str, labels: Sequence[str]) -> list[str]:
    """Return the kode of each row by its label: its letters, and which one of that name it is."""
    return [f"{ROW}-{shape}-{name}" for name in _numbered(labels)]


def approval_kode(sha256: str, sheet: str) -> str:
    """Return the kode under which it is kept that a person found a sheet of a file right.

    It holds for this file alone: the next one of the layout proves itself again.
    """
    return f"{APPROVAL}-{sha256[:10]}-{letters(sheet)[:_LONGEST]}{_digits(sheet)}"


def seen_kode(shape: str) -> str:
    """Return the kode under which it is kept that a person found a layout read right.

    It holds for every sheet of the layout whose own figures prove the reading again.
    """
    return f"{LAYOUT}-{shape}"


def like_kode(shape: str, label: str) -> str:
    """Return the kode of all rows whose label begins with the same word."""
    words = [w for w in map(letters, label.split()) if len(w) > 2]
    return f"{ROW}-{shape}-{(words[0] if words else letters(label))[:_LONGEST]}*"


def sheet_kode(shape: str) -> str:
    """Return the kode under which it is kept that sheets of a layout are left out."""
    return f"{SHEET}-{shape}"


def _digits(text: str) -> str:
    return "".join(_DIGITS.findall(text))[:9]


def _numbered(texts: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    names = []
    for text in texts:
        name = letters(text)[:_LONGEST]
        seen[name] += 1
        names.append(f"{name}.{seen[name]}")
    return names


@dataclass(frozen=True)
class ColumnSaid:
    """What a person said of a column; an empty part follows the reading."""

    meaning: str = ""
    unit: str = ""
    year: str = ""

    @property
    def jawaban(self) -> str:
        """The words of the answer."""
        return f"{self.meaning}:{self.unit}:{self.year}"


def column_said(jawaban: str) -> ColumnSaid:
    """Return what an answer says of a column."""
    meaning, _, rest = jawaban.partition(":")
    unit, _, year = rest.partition(":")
    return ColumnSaid(meaning, unit, year)


@dataclass(frozen=True)
class Said:
    """What a person said of one sheet."""

    columns: Mapping[int, ColumnSaid]  # by 0-based column
    rows: Mapping[int, str]  # role by place in the labels
    left_out: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything was said."""
        return bool(self.columns or self.rows or self.left_out)


@dataclass(frozen=True)
class Names:
    """What the columns and rows of a table are called in answers; headings of every column."""

    shape: str
    headings: Mapping[int, str]
    labels: Sequence[str]  # of every row of the sheet, from the first

    @cached_property
    def columns(self) -> dict[int, str]:
        """Return the kode of each column."""
        return column_kodes(self.shape, self.headings)

    @cached_property
    def rows(self) -> list[str]:
        """Return the kode of each row."""
        return row_kodes(self.shape, self.labels)

    def like(self, row: int) -> str:
        """Return the kode of all rows like one (1-based)."""
        return like_kode(self.shape, self.labels[row - 1])

    def said(self, answers: Mapping[str, str]) -> Said:
        """Return what the answers say of the table."""
        kodes = [kode for kode in answers if f"-{self.shape}" in kode]
        if not kodes:  # nearly always; sheets may have many rows
            return Said({}, {})
        columns = {i: column_said(answers[k]) for i, k in self.columns.items() if k in answers}
        rows = {}
        if any(kode.startswith(ROW) for kode in kodes):
            for place, kode in enumerate(self.rows):
                one = kode if kode in answers else like_kode(self.shape, self.labels[place])
                if one in answers:
                    rows[place] = answers[one]
        return Said(columns, rows, answers.get(sheet_kode(self.shape)) == IGNORE)


def rows_said(answers: Mapping[str, str], shape: str) -> bool:
    """Tell whether anything may be said of a row of a layout."""
    return any(kode.startswith(f"{ROW}-{shape}") for kode in answers)


def headed(
    read: Sequence[tuple[int, int]], roles: Mapping[int, str]
) -> list[tuple[int, int]] | None:
    """Return the first and last row of each heading as a person said, None where nobody did.

    Parameters
    ----------
    read : the headings as they were read
    roles : by row, the role that a person gave it
    """
    own = {row for first, last in read for row in range(first, last + 1)}
    told = {row for row, role in roles.items() if (role == HEAD) != (row in own)}
    if not told:
        return None
    starts = {first for first, _ in read}
    runs: list[tuple[int, int]] = []
    for row in sorted(own ^ told):
        apart = row in starts and not {row - 1, row} & told
        if runs and runs[-1][1] == row - 1 and not apart:
            runs[-1] = (max(runs[-1][0], row - _DEEPEST + 1), row)
        else:
            runs.append((row, row))
    return runs


def began(read: Sequence[tuple[int, int]], run: tuple[int, int]) -> int:
    """Return which of the headings as they were read a heading is, as a person said it."""
    above = [i for i, (first, _) in enumerate(read) if first <= run[1]]
    return above[-1] if above else 0
