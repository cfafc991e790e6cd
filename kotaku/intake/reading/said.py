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

IGNORE = "abaikan"
COLUMN, ROW, SHEET = "KOLOM", "BARIS", "LEMBAR"
APPROVAL, LAYOUT = "PERIKSA", "SUSUNAN"
_LONGEST = 60  # letters of a name in a kode
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


def said_of(
    answers: Mapping[str, str], shape: str, headings: Mapping[int, str], labels: Sequence[str]
) -> Said:
    """Return what the answers say of a sheet with this shape, these headings and row labels."""
    names = [kode for kode in answers if f"-{shape}" in kode]
    if not names:  # nearly always; sheets may have many rows
        return Said({}, {})
    columns = {
        place: column_said(answers[kode])
        for place, kode in column_kodes(shape, headings).items()
        if kode in answers
    }
    rows = {}
    if any(kode.startswith(ROW) for kode in names):
        for place, kode in enumerate(row_kodes(shape, labels)):
            one = kode if kode in answers else like_kode(shape, labels[place])
            if one in answers:
                rows[place] = answers[one]
    return Said(columns, rows, answers.get(sheet_kode(shape)) == IGNORE)
