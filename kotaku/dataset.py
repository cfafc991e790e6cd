"""The data set: canonical tables with their findings and the cells they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from kotaku import schema
from kotaku.findings import Finding
from kotaku.geo.model import Delineations
from kotaku.schema import Reference


@dataclass(frozen=True)
class SourceTable:
    """Where a table was read: one block of one sheet of one file."""

    file: str
    sheet: str
    table: str
    header_row: int  # last row of the heading, 1-based
    columns: Mapping[str, str]  # canonical column -> column letter, of a turned table row number
    # canonical column -> address, on a form that holds one unit all over its sheet
    cells: Mapping[str, str] = field(default_factory=dict)
    # canonical column -> row of a record -> row of its cell, where a record has several rows
    rows: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def address(self, column: str, line: int) -> str:
        """Return the address of a column's cell of the record on a row, "" without a column."""
        if column in self.cells:
            return self.cells[column]
        name = self.columns.get(column)
        return cell_at(name, self.rows.get(column, {}).get(line, line)) if name else ""

    def span(self, column: str, first: int, last: int) -> str:
        """Return the range of a column's cells of the records on rows first to last."""
        start, end = self.address(column, first), self.address(column, last)
        return start if start == end else f"{start}:{end}"


def cell_at(column: str, row: int) -> str:
    """Return the address of a cell; of a table on its side the column is the number of a row."""
    if not column.isdecimal():
        return f"{column}{row}"
    name = ""
    while row:
        row, rest = divmod(row - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{column}"


@dataclass(frozen=True)
class SourceFile:
    """One uploaded file; rows_in = rows_used + rows_reported."""

    name: str
    sha256: str
    rows_in: int
    rows_used: int

    @property
    def rows_reported(self) -> int:
        """Rows left out of the calculation; each has a finding with its address."""
        return self.rows_in - self.rows_used


@dataclass(frozen=True)
class CellRef:
    """The address of a value: file, sheet and cell in A1 notation."""

    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Spelling:
    """A name of a place that is not official, and what it may be; nothing is used undecided."""

    key: str  # under which a decision is kept: the official name to use
    column: str  # kab_kota, kecamatan or kelurahan
    place: str  # the kab/kota it lies in; "" for a kab/kota itself
    text: str  # as it stands in the files
    proposals: tuple[str, ...]  # official names
    used: str = ""  # the one a person chose


@dataclass(frozen=True)
class Choice:
    """One answer to a question, with what would follow from it."""

    jawaban: str  # what is kept and given on the command line: short, lower case, no spaces
    kata: str  # as the button says it
    akibat: str  # the figures under this answer: "168,29 ha"


AREA = "luas_kumuh"  # the quantity of questions about hectares


@dataclass(frozen=True)
class Question:
    """Two readings of a table that differ, and nothing in the files that decides between them.

    ``kode`` is made of the kind of question and the shape of the layout, never of a file's name:
    an answer holds for every file of that layout. An open question keeps its quantity "belum
    pasti" wherever it is shown; an answered one is no longer among the data set's questions.
    """

    kode: str
    besaran: str  # AREA, or what is called like a table: bpm, akses, ...
    berkas: str
    lembar: str
    sel: str
    pesan: str
    pilihan: tuple[Choice, ...]  # the best first


@dataclass(frozen=True)
class Unproven:
    """A sheet whose own figures contradict how it was read, and that nobody found right yet."""

    besaran: str
    berkas: str
    lembar: str
    kalimat: str  # what does not hold: "baris 9 TOTAL: 336,58 ha, tepat 2×"


@dataclass(frozen=True)
class Unseen:
    """A sheet that nothing speaks against and that nobody has looked at yet."""

    besaran: str
    berkas: str
    lembar: str
    kode: str  # under which it is kept that a person found it right


# One row for each value of the rows that two files state differently. ``kunci``: what a decision is
# kept under; ``yang``: which row, in words; ``dipakai``: whether this row counts; ``diputuskan``:
# whether a person said so; ``pilihan``: what to keep as the decision for this side.
CONFLICT_COLUMNS = (
    "kunci", "tabel", "yang", "kab_kota", "kolom", "berkas", "lembar", "sel", "baris", "nilai",
    "berbeda", "dipakai", "diputuskan", "pilihan",
)  # fmt: skip


def _no_conflicts() -> pd.DataFrame:
    return pd.DataFrame(columns=list(CONFLICT_COLUMNS))


@dataclass(frozen=True)
class Dataset:
    """Tables by canonical name, with findings and provenance.

    Every frame has the columns of its table (kotaku.schema) and two of provenance: ``_sumber``,
    the index into ``sources``, and ``_baris``, the row number on the sheet.
    """

    tables: Mapping[str, pd.DataFrame]
    findings: tuple[Finding, ...] = ()
    sources: tuple[SourceTable, ...] = ()
    files: tuple[SourceFile, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    conflicts: pd.DataFrame = field(default_factory=_no_conflicts)  # CONFLICT_COLUMNS
    questions: tuple[Question, ...] = ()
    regulasi: str = ""  # id of the rule set it was read by; "" where its tables were not read
    alasan_regulasi: str = ""  # why that one, as an Indonesian sentence
    unproven: tuple[Unproven, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    whole: tuple[tuple[str, str], ...] = ()  # file and sheet that have a reading to look at
    answered: tuple[str, ...] = ()  # kode of the answers that this reading asked for and got
    delineasi: Delineations = field(default_factory=Delineations)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table with all its columns; empty when no sheet held it."""
        if name in self.tables:
            return self.tables[name]
        return schema.empty(name)

    def has(self, name: str) -> bool:
        """Tell whether the table has any row."""
        return name in self.tables and not self.tables[name].empty

    def cell(self, table: str, label: int, column: str) -> CellRef | None:
        """Return the address of one value, or None when its column was not on the sheet."""
        row = self.tables[table].loc[label]
        source = self.sources[int(row["_sumber"])]
        at = source.address(column, int(row["_baris"]))
        return CellRef(source.file, source.sheet, at) if at else None

    @property
    def profile(self) -> Mapping[str, str]:
        """Return the Profil sheet as a mapping of lower-case key to text."""
        frame = self.table(schema.PROFILE)
        return {
            str(k).strip().lower(): str(v).strip()
            for k, v in zip(frame["kunci"], frame["nilai"], strict=True)
            if pd.notna(k) and pd.notna(v)
        }

    @cached_property
    def kab_kota(self) -> tuple[str, ...]:
        """Return the names of all kabupaten/kota in any table, sorted."""
        names: set[str] = set()
        for frame in self.tables.values():
            if "kab_kota" in frame.columns:
                names.update(frame["kab_kota"].dropna())
        return tuple(sorted(names))

    def restrict(self, kab_kota: str | None) -> Dataset:
        """Return the data set of one kabupaten/kota (all of it when None).

        A row belongs where its table's ``place`` says, or the row it refers to. A table that knows
        neither keeps its rows.
        """
        if kab_kota is None:
            return self
        kept: dict[str, pd.DataFrame] = {}
        following: dict[str, pd.DataFrame] = {}
        for name, frame in self.tables.items():
            placed = schema.tables()[name].place in frame.columns
            (kept if placed else following)[name] = frame
        for name, frame in kept.items():
            kept[name] = frame[self._place_of(name) == kab_kota]
        for name, frame in following.items():
            kept[name] = _referring(frame, schema.tables()[name].references, kept)
        own = self.conflicts[self.conflicts["kab_kota"] == kab_kota]
        return replace(
            self,
            tables={name: kept[name] for name in self.tables},
            conflicts=own,
            delineasi=self.delineasi.restrict(kab_kota),
        )

    def _place_of(self, table: str) -> pd.Series[str]:
        """Return each row's place: its own, else that of the row it refers to."""
        spec, frame = schema.tables()[table], self.tables[table]
        own: pd.Series[str] = frame[spec.place]
        for reference in spec.references:
            other = schema.tables()[reference.table]
            if reference.column in frame.columns and self.has(other.name):
                ids = self.tables[other.name][other.identity[-1]]
                places = pd.Series(self._place_of(other.name).to_numpy(), index=ids)
                places = places[places.index.notna() & ~places.index.duplicated()]
                own = own.fillna(frame[reference.column].map(places))
        return own


def _referring(
    frame: pd.DataFrame, references: Sequence[Reference], kept: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the rows that refer to rows that are kept."""
    for reference in references:
        if reference.table in kept:
            ids = kept[reference.table][schema.tables()[reference.table].identity[-1]]
            frame = frame[frame[reference.column].isin(set(ids))]
    return frame
