"""The check step: a sheet as it is, with the role of each row and the meaning of each column.

Everything is text that is ready to be shown as it stands; nothing here is markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from kotaku.intake.files.kept import Answer
from kotaku.intake.model import Cell, Sheet, letter
from kotaku.intake.reading.said import HEAD, ColumnSaid
from kotaku.intake.tables.guesses import Guess
from kotaku.view.standing import UNCHECKED
from kotaku.words.numbers import format_number
from kotaku.words.safe import clean

FIRST, LAST = 30, 10  # rows shown from the top and from the end
LONGEST = 80  # letters of a title, and of a cell where all together are too many
ANSWER = "jawaban"
MOST_LETTERS = 200_000  # of all cells that are sent whole
_YEAR = re.compile(r"(19|20)\d\d")
_YEARS = range(1900, 2101)  # a whole number between these has no thousands' dot


@dataclass(frozen=True)
class Vocabulary:
    """What columns and rows of a kind of sheet can be, with the words for each."""

    meanings: Mapping[str, str]
    units: Mapping[str, Mapping[str, str]]  # of meanings that may stand in several, its own first
    with_year: frozenset[str]
    roles: Mapping[str, str]
    tints: Mapping[str, str]  # role -> judul, kelompok, jumlah, sub, luar; none for records
    unused: frozenset[str]  # meanings of columns that are not used
    fixed: frozenset[str] = frozenset()  # roles that nobody chooses


def on_its_side(known: Vocabulary) -> Vocabulary:
    """Return the words for a table on its side, whose rows are columns of the file."""
    roles = {k: w.replace("baris ini", "kolom ini") for k, w in known.roles.items()}
    named = {"judul kolom": "judul baris", "nomor kolom": "nomor baris"}
    return replace(known, roles={k: named.get(w, w) for k, w in roles.items()})


@dataclass(frozen=True)
class CheckColumn:
    """A column as it was read: what it means, its unit and its year ("" for none)."""

    heading: str
    meaning: str
    unit: str = ""
    year: str = ""
    sure: bool = True
    kode: str = ""  # under which a correction of it is kept
    detail: str = ""  # what is said of it beside its meaning: "ke-3 · 21 Januari 2022"
    why: str = ""  # it was taken for this


@dataclass(frozen=True)
class CheckRow:
    """A row as it was read: its role, and the columns that were filled in from elsewhere."""

    role: str
    name: str = ""  # of a group
    sure: bool = True
    filled: Mapping[int, str] = field(default_factory=dict)  # 0-based column -> what stands for it
    kode: str = ""  # under which a correction of this row is kept
    like: str = ""  # under which one of all rows like it is kept
    place: str = ""  # what a group's row above says of it, where no column of its own does
    only: tuple[str, ...] = ()  # roles that it can be given, where not all


@dataclass(frozen=True)
class Chip:
    """What is said of a sheet as a whole; a click chooses among options or lets it be typed."""

    about: str  # what an edit names it by; ANSWER where it is an answer by itself
    title: str  # "Tahun data"
    words: str  # as it stands: "Tahun data: 2022"
    value: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    known: Sequence[str] = ()  # what is offered while somebody types
    typed: str = "text"  # without options: text, year, date
    sure: bool = True
    layout: str = ""  # under which it is kept: a layout, or the kode of an answer


@dataclass(frozen=True)
class ShownProof:
    """What the sheet says of itself, and whether it holds under this reading."""

    words: str  # "baris Jumlah: 168,29 ha"
    holds: bool


@dataclass(frozen=True)
class CheckSheet:
    """One sheet on the table of the check step."""

    file: str
    sheet: Sheet
    vocabulary: Vocabulary
    columns: Sequence[CheckColumn]
    rows: Sequence[CheckRow]  # every row of the sheet, from the first
    proofs: Sequence[ShownProof] = ()
    results: Sequence[str] = ()  # "awal 168,29 ha, berkurang 51,00 ha, sisa 117,29 ha"
    places: Sequence[Mapping[str, str]] = ()  # per kab/kota and year, in words
    kode: str = ""  # under which it is kept that the sheet is left out
    left_out: bool = False
    approval: str = ""  # under which it is kept that a person found this sheet of this file right
    approved: bool = False
    asked: bool = False  # a question about it is open
    first_end_kode: str = ""  # under which the last day of the first period is kept; "": is known
    first_end: date | None = None  # as a person said it
    listed: bool = False  # a list of records; else a sheet that is read as a whole
    guesses: tuple[Guess, ...] = ()  # its areas, as a list
    chips: Sequence[Chip] = ()  # what is said of it as a whole
    todo: str = ""  # what somebody has to choose before it is read in full
    part: str = ""  # which of several lists of the sheet this is
    turned: tuple[int, ...] = ()  # of a table on its side: the column of the file of each row

    def cells(self, number: int) -> Sequence[Cell]:
        """Return the cells of a row (1-based), of a table on its side those of its column."""
        if not self.turned:
            return self.sheet.row(number)
        return self.sheet.columns[self.turned[number - 1]].cells(1, self.sheet.height)

    @property
    def proven(self) -> bool:
        """Tell whether the sheet proves its own reading."""
        return bool(self.proofs) and all(proof.holds for proof in self.proofs)

    @property
    def settled(self) -> bool:
        """Tell whether nobody has to look: no proof fails and nothing is asked."""
        failed = any(not proof.holds for proof in self.proofs)
        return self.left_out or (not self.asked and (self.approved or not failed))

    @property
    def state(self) -> str:
        """The state of the sheet in a word or two."""
        if self.left_out:
            return "diabaikan"
        if not self.settled:
            return "belum pasti" if self.asked else UNCHECKED
        return "terbukti" if self.proven else "diperiksa" if self.approved else "terbaca"


def board(one: CheckSheet) -> dict[str, object]:
    """Return a sheet as the browser draws it: chips, texts, and what a click can choose."""
    known = one.vocabulary
    shown, left_out = shown_rows(len(one.turned) or one.sheet.height)
    if one.turned:
        order = sorted(range(len(one.turned)), key=one.turned.__getitem__)
        shown = [order[n - 1] + 1 for n in shown]
    cells = {number: one.cells(number) for number in shown}
    texts = sum(len(v) for row in cells.values() for v in row if isinstance(v, str))
    longest = LONGEST if texts > MOST_LETTERS else None
    hidden = one.sheet.marks.hidden_columns, one.sheet.marks.hidden_rows
    read = [("", "seperti terbaca")] if one.listed else []
    return {
        "miring": bool(one.turned),
        "hal": [_chip(chip) for chip in one.chips],
        "kolom": [
            {
                **_column(i, column, known),
                **({"huruf": str(i + 1)} if one.turned else {}),
                "sembunyi": i + 1 in hidden[1] if one.turned else i in hidden[0],
            }
            for i, column in enumerate(one.columns)
        ],
        "baris": [
            {
                **_row(n, one.rows[n - 1], row, known, longest),
                "nomor": letter(one.turned[n - 1]) if one.turned else n,
                "sembunyi": one.turned[n - 1] in hidden[0] if one.turned else n in hidden[1],
            }
            for n, row in cells.items()
        ],
        "sela": {
            "sesudah": FIRST - 1 if left_out else -1,
            "kata": f"… {format_number(left_out, 0)} {_row_word(one)} lain …" if left_out else "",
        },
        "arti": [
            [
                key,
                words,
                [*read, *known.units[key].items()] if key in known.units else [],
                key in known.with_year,
            ]
            for key, words in known.meanings.items()
        ],
        "peran": [[k, words] for k, words in known.roles.items() if k not in known.fixed],
    }


def _row_word(one: CheckSheet) -> str:
    return "kolom" if one.turned else "baris"


def _chip(chip: Chip) -> dict[str, object]:
    return {
        "hal": chip.about,
        "judul": chip.title,
        "kata": chip.words,
        "nilai": chip.value,
        "pilihan": list(chip.options.items()),
        "dikenal": list(chip.known),
        "ketik": chip.typed,
        "ragu": not chip.sure,
        "susunan": chip.layout,
    }


def _column(place: int, column: CheckColumn, known: Vocabulary) -> dict[str, object]:
    words = known.meanings.get(column.meaning, column.meaning)
    if units := known.units.get(column.meaning):
        unit = units.get(column.unit, column.unit)
        if known.with_year:
            words = " · ".join([words, unit or "–", column.year or "–"])
        elif unit and column.unit != next(iter(units)):  # its own stands in its words
            words = f"{words} · {unit}"
    if column.detail:
        words = f"{words} {column.detail}"
    return {
        "huruf": letter(place),
        "judul": clean(column.heading, LONGEST),
        "kata": words,
        "ragu": not column.sure,
        "sebab": column.why,
        "tetap": not column.kode,
        "arti": column.meaning,
        "satuan": column.unit,
        "tahun": column.year,
        "abai": column.meaning in known.unused,
    }


def _row(
    number: int, row: CheckRow, cells: Sequence[Cell], known: Vocabulary, longest: int | None
) -> dict[str, object]:
    texts = [cell_words(value, longest) for value in cells]
    for place, words in row.filled.items():
        texts[place] = clean(words, longest)
    words = known.roles.get(row.role, row.role)
    return {
        "ke": number,
        "kata": f"{words}: {clean(row.name, LONGEST)}" if row.name else words,
        "ragu": not row.sure,
        "tetap": not (row.kode or row.only),
        "hanya": list(row.only),
        "tempat": clean(row.place, LONGEST),
        "peran": row.role,
        "corak": known.tints.get(row.role, ""),
        "sel": texts,
        "terisi": sorted(row.filled),
        "angka": [i for i, value in enumerate(cells) if isinstance(value, float)],
    }


def answers(one: CheckSheet, edits: Sequence[Mapping[str, Any]]) -> dict[str, Answer]:
    """Return what is to be kept of edits that a browser sent; what makes no sense is left."""
    found: dict[str, Answer] = {}
    for edit in edits:
        if edit.get("jenis") == "kolom" and not one.listed:  # those of lists are corrections
            found |= _column_answer(one, edit)
        elif edit.get("jenis") == "baris" and not (one.listed and edit.get("peran") == HEAD):
            found |= _row_answers(one, edit)
        elif edit.get("jenis") == "hal" and edit.get("hal") == ANSWER:
            found |= _matter_answers(one, edit)
    return found


def _matter_answers(one: CheckSheet, edit: Mapping[str, Any]) -> dict[str, Answer]:
    said = edit.get("nilai")
    return {
        chip.layout: Answer(said, chip.options[said], f"{chip.title}:")
        for chip in one.chips
        if chip.about == ANSWER and chip.layout == edit.get("susunan")
        and isinstance(said, str) and said in chip.options
    }  # fmt: skip


def _column_answer(one: CheckSheet, edit: Mapping[str, Any]) -> dict[str, Answer]:
    known, place = one.vocabulary, edit.get("kolom")
    meaning, unit, year = (str(edit.get(key) or "") for key in ("arti", "satuan", "tahun"))
    if not isinstance(place, int) or not 0 <= place < len(one.columns):
        return {}
    column = one.columns[place]
    if meaning not in known.meanings or not column.kode:
        return {}
    units = known.units.get(meaning, {})
    unit = unit if unit in units else ""
    year = year if meaning in known.with_year and _YEAR.fullmatch(year) else ""
    words = " · ".join(filter(None, [known.meanings[meaning], units.get(unit, ""), year]))
    # a year that stands in the heading is read from there: next year's file says the next one
    said = ColumnSaid(meaning, unit, "" if year == column.year else year)
    title = clean(column.heading, LONGEST) or letter(place)
    return {column.kode: Answer(said.jawaban, words, f"Kolom “{title}”:")}


def _row_answers(one: CheckSheet, edit: Mapping[str, Any]) -> dict[str, Answer]:
    role, numbers = str(edit.get("peran")), edit.get("baris")
    if (
        role not in one.vocabulary.roles
        or role in one.vocabulary.fixed
        or not isinstance(numbers, list)
    ):
        return {}
    words = one.vocabulary.roles[role]
    found = {}
    for number in numbers:
        if not isinstance(number, int) or not 0 < number <= len(one.rows):
            continue
        row = one.rows[number - 1]
        if row.only and role not in row.only:
            continue
        word, at = _row_word(one), letter(one.turned[number - 1]) if one.turned else str(number)
        kode, title = row.kode, f"{word.capitalize()} {at}:"
        if edit.get("seperti") is True:
            kode, title = row.like, f"{word.capitalize()} seperti {word} {at}:"
        if kode:
            found[kode] = Answer(role, words, title)
    return found


def shown_rows(height: int) -> tuple[list[int], int]:
    """Return the first and last rows of a sheet (1-based), and how many stand between them."""
    if height <= FIRST + LAST + 1:
        return list(range(1, height + 1)), 0
    rows = [*range(1, FIRST + 1), *range(height - LAST + 1, height + 1)]
    return rows, height - FIRST - LAST


def cell_words(value: Cell, longest: int | None = None) -> str:
    """Return a cell as people here write it, cut at ``longest``; "" for an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, float):
        return _number(value)
    return clean(value, longest)


def _number(value: float) -> str:
    if value == int(value):
        return str(int(value)) if int(value) in _YEARS else format_number(value, 0)
    return format_number(value, 4).rstrip("0").rstrip(",")
