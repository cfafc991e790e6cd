"""What an explanation holds, what it needs of an evaluation, and addresses of whole columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pandas as pd

from kotaku.dataset import CellRef, Dataset
from kotaku.method.services import ServedBy
from kotaku.rules import Regulation


class ChosenSettings(Protocol):
    """The settings that an explanation names."""

    @property
    def satuan(self) -> str:
        """Level of counting."""

    @property
    def metode(self) -> str:
        """Method of counting."""

    @property
    def layanan80(self) -> bool:
        """Whether the basic services count."""

    @property
    def layanan80_per(self) -> ServedBy:
        """How the basic services are judged."""


class Timetable(Protocol):
    """What an explanation needs of a Master Schedule."""

    @property
    def as_of(self) -> date:
        """Data date."""

    @property
    def latest(self) -> pd.DataFrame:
        """Plan and progress of each team at the data date."""

    @property
    def basis(self) -> str:
        """Sentence on the weights."""


class Results(Protocol):
    """What an explanation needs of an evaluation."""

    @property
    def settings(self) -> ChosenSettings:
        """What was chosen."""

    @property
    def regulation(self) -> Regulation:
        """Rule set."""

    @property
    def kondisi(self) -> pd.DataFrame:
        """Conditions of units."""

    @property
    def lokasi(self) -> pd.DataFrame:
        """Locations of the base in use."""

    @property
    def laporan(self) -> pd.DataFrame:
        """Reported reductions that count."""

    @property
    def tambahan(self) -> frozenset[str]:
        """Units surveyed after the base."""

    @property
    def jadwal(self) -> Timetable | None:
        """Master Schedule."""


@dataclass(frozen=True)
class Input:
    """One input of a figure: its value in Indonesian notation and where it stands."""

    label: str
    value: str
    unit: str = ""
    refs: tuple[CellRef, ...] = ()

    @property
    def cells(self) -> str:
        """The addresses in words, such as ``Lokasi!H4:H35 (data.xlsx)``; "" when computed."""
        return "; ".join(f"{r.sheet}!{r.cell} ({r.file})" for r in self.refs)


@dataclass(frozen=True)
class Explanation:
    """How one figure was calculated; the frames only for a unit, the parts only for a total.

    ``criteria`` and ``works`` have the columns of explain_units, ``reductions`` those of
    explain_reduction. ``parts`` works out the units that a total is the sum of (columns of
    kotaku.explain.parts) when somebody asks for them. ``source`` is the line of files, data date,
    method and rule set to stand under it.
    """

    key: str
    title: str
    method: str
    unit: str
    formula: str
    inputs: tuple[Input, ...]
    criteria: pd.DataFrame | None = None
    works: pd.DataFrame | None = None
    reductions: pd.DataFrame | None = None
    regulation: Regulation | None = None
    parts: Callable[[], pd.DataFrame] | None = None
    source: str = ""


def column_refs(
    dataset: Dataset, table: str, column: str, rows: pd.DataFrame
) -> tuple[CellRef, ...]:
    """Return the range that rows of a table span in one column, one per sheet they stand on."""
    refs = []
    for source, group in rows.groupby("_sumber"):
        if not 0 <= int(source) < len(dataset.sources):
            continue
        where = dataset.sources[int(source)]
        cell = where.span(column, int(group["_baris"].min()), int(group["_baris"].max()))
        if not cell or where.table != table:
            continue
        refs.append(CellRef(where.file, where.sheet, cell))
    return tuple(refs)
