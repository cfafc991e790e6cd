"""The canonical tables and fields of a rakor workbook, read from data files beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

import pandas as pd

from kotaku.words.loading import DataFile

# Texts as Python keeps them: the tables of a rakor are small, and each call into Arrow costs more
# than it saves there, and lets another thread go first.
pd.set_option("mode.string_storage", "python")

FieldType = Literal[
    "text", "number", "integer", "year", "date", "percent", "rupiah", "criterion", "choice"
]
Measure = Literal["volume", "persen", "nilai"]

MEASURES: tuple[Measure, ...] = ("volume", "persen", "nilai")
PROVENANCE = ("_sumber", "_baris")
PROFILE = "profil"  # the table of keys about the whole, the one that code knows by name


@dataclass(frozen=True, kw_only=True)
class Field:
    """One canonical column: its name carries the unit."""

    name: str = ""
    heading: str
    type: FieldType
    unit: str | None = None
    aliases: tuple[str, ...] = ()
    help: str


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A column whose values are ids of rows of another table."""

    column: str
    table: str
    unknown: str = ""  # finding where no row has the id; "" when a check of the domain tells it
    excluded: str = ""  # finding where that row does not count for another reason
    needed: bool = False  # a row without an id is as lost as one with an unknown id
    given: bool = False  # a row that was given and left out is known all the same


@dataclass(frozen=True, kw_only=True)
class Twice:
    """How a row is known that stands there twice: by a key (the table's), or by all it says."""

    key: tuple[str, ...] = ()
    whole: bool = False
    same: str  # finding where the two rows say the same
    other: str = ""  # finding where they do not; a whole row always says the same


@dataclass(frozen=True, kw_only=True)
class Range:
    """What the numbers of columns may be."""

    columns: tuple[str, ...]
    least: float | None = None
    most: float | None = None
    finding: str


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Columns of which one must be filled, and above a number where one is given."""

    columns: tuple[str, ...]
    above: float | None = None
    optional: bool = False  # empty is as good as filled
    finding: str


@dataclass(frozen=True, kw_only=True)
class Order:
    """Two dates of which one does not come before the other."""

    first: str
    then: str
    finding: str


@dataclass(frozen=True, kw_only=True)
class PartRule:
    """Two numbers of which one is a part of the other."""

    part: str
    whole: str
    finding: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two numbers that tables hold against each other: by what is between them, in percent."""

    part: str
    whole: str


@dataclass(frozen=True, kw_only=True)
class Product:
    """A number that is so many times a price."""

    count: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Companion:
    """What a row must tell (or must not, ``empty``) where its columns hold certain choices."""

    when: Mapping[str, tuple[str, ...]]
    column: str
    empty: bool = False
    unless: str = ""  # a column that settles the matter when it is filled
    together: bool = False  # told once for all rows
    finding: str


@dataclass(frozen=True, kw_only=True)
class TableSpec:
    """One table of the workbook: its columns, and what its rows must be and go with."""

    name: str = ""
    sheet: str
    row: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    key: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    criteria: bool = False
    names: tuple[str, ...] = ()  # other names of its sheet
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # in this table only
    identity: tuple[str, ...] = ()  # by what other tables refer to a row
    place: str = "kab_kota"  # the column that says whose row it is, where the table has it
    places: tuple[str, ...] = ()  # by what rows of other tables can be placed, the surest first
    companion: str = ""  # the table whose columns may stand on the same sheet
    across: tuple[str, ...] = ()  # what makes a row of another file the same row: else the key
    joined: bool = True  # rows that two files hold are one; else each file speaks for itself
    core: bool = False  # every province has it: who did not send it is told
    twice: Twice | None = None
    usual_rp: tuple[float, float] | None = None  # what a row's rupiah usually come to
    amounts: tuple[str, ...] = ()  # what is summed: a slip of the keyboard would drown the sum
    references: tuple[Reference, ...] = ()
    ranges: tuple[Range, ...] = ()
    filled: tuple[Filled, ...] = ()
    order: tuple[Order, ...] = ()
    parts: tuple[PartRule, ...] = ()
    compared: tuple[Compared, ...] = ()
    products: tuple[Product, ...] = ()
    companions: tuple[Companion, ...] = ()
    report: tuple[str, ...] = ()  # columns of the table as page, slide and sheet show it
    asked: tuple[str, ...] = ()  # choices whose unknown words are kept, and asked about


_FIELDS = DataFile(__package__, "fields.toml", dict[str, Field])
_TABLES = DataFile(__package__, "tables.toml", dict[str, TableSpec])


@cache
def fields() -> Mapping[str, Field]:
    """Return every field by its canonical name."""
    return {name: replace(entry, name=name) for name, entry in _FIELDS().items()}


@cache
def tables() -> Mapping[str, TableSpec]:
    """Return every table by its canonical name, in the order of the template."""
    return {name: replace(entry, name=name) for name, entry in _TABLES().items()}


def row_ids(table: str, frame: pd.DataFrame) -> list[str | None]:
    """Return the id by which other tables refer to each row, None where it has none."""
    none: list[str | None] = [None] * len(frame)
    parts = [frame[c].tolist() if c in frame else none for c in tables()[table].identity]
    if not parts:
        return none
    texts = [["" if v is None or v != v else str(v) for v in part] for part in parts]
    ids = map("|".join, zip(*texts, strict=True)) if len(texts) > 1 else texts[0]
    return [None if v is None or v != v else i for v, i in zip(parts[-1], ids, strict=True)]


def criterion_column(measure: Measure, criterion: str) -> str:
    """Return the column that holds one measure of one criterion, such as ``volume_2b``."""
    return f"{measure}_{criterion}"


def criterion_of(column: str) -> tuple[Measure, str] | None:
    """Return (measure, criterion) when the column is a criterion's, else None."""
    prefix, _, criterion = column.partition("_")
    if len(criterion) != 2 or not criterion[0].isdecimal():
        return None
    return next(((measure, criterion) for measure in MEASURES if measure == prefix), None)


def dtype_of(column: str) -> str:
    """Return the pandas dtype of a canonical column: str, float64, Int64 or datetime64[us]."""
    if column in PROVENANCE:
        return "int64"
    if criterion_of(column):
        return "float64"
    kind = fields()[column].type
    if kind in ("number", "percent", "rupiah"):
        return "float64"
    if kind in ("integer", "year"):
        return "Int64"
    return "datetime64[us]" if kind == "date" else "str"


def empty(table: str) -> pd.DataFrame:
    """Return the table without a row; a copy of its own for each caller."""
    return _empty(table).copy()


@cache
def _empty(table: str) -> pd.DataFrame:
    return conform(pd.DataFrame(), table)


def conform(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the frame with every column of the table, in order and with its dtype.

    Columns the table has and the frame lacks are added empty; criterion columns and provenance
    (``_sumber`` [index into Dataset.sources], ``_baris`` [row number on the sheet]) are kept.
    """
    spec = tables()[table]
    extra = [c for c in frame.columns if spec.criteria and criterion_of(c)]
    wanted = [*spec.columns, *extra, *PROVENANCE]
    types = {name: _dtype(name) for name in wanted}
    given = dict(zip(frame.columns, frame.dtypes, strict=True))
    if list(given.items()) == list(types.items()):
        return frame.copy(deep=False)
    columns = {}
    for name, dtype in types.items():
        if name not in given:
            fill = 0 if name in PROVENANCE else None
            columns[name] = pd.Series(fill, index=frame.index, dtype=dtype)
        else:
            columns[name] = frame[name] if given[name] == dtype else frame[name].astype(dtype)
    return pd.DataFrame(columns, index=frame.index)


@cache
def _dtype(column: str) -> object:
    """Return the dtype of a canonical column as pandas compares it."""
    return pd.api.types.pandas_dtype(dtype_of(column))
