"""One reading of a sheet: what each row and column is, what proves it, and what follows.

The check step shows this structure and the canonical tables are made from it: nothing about a
sheet is decided anywhere else. Rows are 1-based as on the sheet, columns 0-based; of a sheet that
lies on its side rows are its columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from kotaku.dataset import Question
from kotaku.intake.reading.said import Names

RowRole = Literal[
    "kosong", "judul", "kepala", "satuan", "nomor_kolom", "kelompok", "data", "subjumlah",
    "jumlah", "catatan", "tanda_tangan", "diabaikan",
]  # fmt: skip
Meaning = Literal[
    "awal", "berkurang", "sisa", "kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw",
    "provinsi", "tahun", "nomor", "persen", "lain", "abaikan",
]  # fmt: skip
# Of a Master Schedule: an activity (its plan), its own row of progress, and the rows of the whole.
ScheduleRole = Literal[
    "kegiatan", "realisasi", "semua_rencana", "semua_rencana_kumulatif", "semua_realisasi",
    "semua_realisasi_kumulatif", "deviasi",
]  # fmt: skip
ScheduleMeaning = Literal[
    "kegiatan", "bobot", "komponen", "tanda", "minggu", "rencana", "realisasi", "deviasi",
]  # fmt: skip
Quantity = Literal["luas_kumuh", "master_schedule"]
SCHEDULE: Quantity = "master_schedule"  # the quantity of questions about plan and progress
AreaUnit = Literal["ha", "m2", "km2"]

MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
UNITS: tuple[AreaUnit, ...] = get_args(AreaUnit)
PLACES: tuple[Meaning, ...] = ("kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw")
AREAS: tuple[Meaning, ...] = ("awal", "berkurang", "sisa")


@dataclass(frozen=True)
class RowReading:
    """What one row of the sheet is.

    ``nama`` is the group or place that the row names: of a kelompok, what counts for the rows
    below it; of a (sub)jumlah, what it sums. ``table`` tells which table of the sheet it stands
    in, from 0; -1 for none.
    """

    row: int
    role: RowRole | ScheduleRole
    nama: str = ""
    guessed: bool = False
    table: int = -1


@dataclass(frozen=True)
class ColumnReading:
    """What one column of one table of the sheet holds."""

    column: int
    heading: str
    meaning: Meaning | ScheduleMeaning
    unit: AreaUnit | None = None  # of areas
    year: int | None = None  # of reductions and of what is left
    guessed: bool = False
    reason: str = ""  # Indonesian: why it was taken for that
    table: int = 0
    period: int | None = None  # of a Master Schedule: its place among the periods, from 1
    end: date | None = None  # the last day of the period


@dataclass(frozen=True)
class Proof:
    """One identity of the file's own figures, held against this reading."""

    kalimat: str  # "baris Jumlah (baris 12): 168,29 ha"
    holds: bool
    factor: float | None = None  # stated / computed, when it is off by a telling factor
    cells: tuple[str, ...] = ()
    checked: int = 1  # how many places it was held against
    passed: int = 1


NO_COLUMN = -1


@dataclass(frozen=True)
class FilledCell:
    """A cell that is empty or a ditto mark, and what stands in for it.

    What a group's row says of the rows below it, and no column of theirs, has ``NO_COLUMN``.
    """

    row: int
    column: int
    text: str
    origin: Literal["gabungan", "sama_dengan_atas", "sekali_tulis", "kelompok", "judul"]


@dataclass(frozen=True)
class AreaCourse:
    """Hectares of one place, or of all: at first, taken away per year, left."""

    awal: float | None
    berkurang: Mapping[int | None, float]  # by year; None: no year is written
    sisa: float | None


@dataclass(frozen=True)
class Position:
    """Where the activities of one team stand at the last period reported [% of the whole]."""

    kab_kota: str
    rencana_pct: float | None
    realisasi_pct: float | None
    periode: int  # from 1; 0: nothing is reported
    sampai: date | None  # the last day of that period, where it is known


@dataclass(frozen=True)
class Result:
    """What follows from a reading: hectares, or the positions of Master Schedules."""

    total: AreaCourse
    kab_kota: Mapping[str, AreaCourse] = field(default_factory=dict)
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True)
class Matter:
    """What all figures of a table are as read, and what else a person can say they are."""

    kode: str  # of the answer; that of the question about it, where one is open
    judul: str  # Indonesian: "Isi angka"
    jawaban: str  # as read
    pilihan: Mapping[str, str]  # jawaban -> its words
    sure: bool


@dataclass(frozen=True)
class Reading:
    """One sheet of one file as read.

    ``shape`` is what an answer is remembered by: the headings without years, case, spaces and
    numbers. ``counted`` is false where the sheet only repeats another (``aside`` says which).
    """

    file: str
    sheet: str
    shape: str
    rows: tuple[RowReading, ...]
    columns: tuple[ColumnReading, ...]
    proofs: tuple[Proof, ...] = ()
    filled: tuple[FilledCell, ...] = ()
    questions: tuple[Question, ...] = ()
    result: Result = field(default_factory=lambda: Result(AreaCourse(None, {}, None)))
    names: tuple[Names, ...] = ()  # what answers call each table's rows, by its number
    counted: bool = True
    aside: str = ""
    besaran: Quantity = "luas_kumuh"
    kode: str = ""  # under which it is kept that the sheet is left out, where not by its shape
    first_end_kode: str = ""  # under which the last day of the first period is kept; "": is known
    first_end: date | None = None  # as a person said it
    monthly: bool = False  # the periods of its schedule are months
    matters: tuple[Matter, ...] = ()  # what holds for all figures of a table
    turned: tuple[int, ...] = ()  # of a sheet on its side: the 0-based column that each row is

    @property
    def proven(self) -> bool:
        """Tell whether the file proves its reading: identities exist, all hold, nothing is open."""
        return bool(self.proofs) and all(p.holds for p in self.proofs) and not self.questions
