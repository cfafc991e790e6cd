"""One table area of a sheet, and what makes it complete."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from kotaku import schema
from kotaku.intake.model import Column, Sheet
from kotaku.intake.tables.context import CommonValues
from kotaku.intake.tables.headers import Match
from kotaku.intake.tables.headings import Parts


@dataclass(frozen=True)
class Block:
    """One table area of a sheet and what its columns were taken for.

    Rows are 1-based, columns 0-based. ``columns`` may name fields beyond those of one table: each
    table takes its own. ``missing`` names, per table, required columns that are not there.
    ``given`` holds what titles say about every row, ``asked`` what a heading may mean but was not
    taken for.
    """

    tables: tuple[str, ...]
    header_row: int
    first_row: int
    last_row: int
    columns: Mapping[int, Match]
    headings: Mapping[int, str]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year: int | None = None  # the year in the sheet's name or title, when there is one
    given: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[int, Match] = field(default_factory=dict)
    depth: int = 1  # rows of the heading
    window: tuple[int, int] | None = None  # first and last column when others stand beside it
    said: Mapping[int, str] = field(default_factory=dict)  # by row, the role a person gave it
    units: Mapping[int, str] = field(default_factory=dict)  # by column, as a person said them

    @property
    def unknown(self) -> Mapping[int, str]:
        """Return the headings that were taken for nothing."""
        return {i: text for i, text in self.headings.items() if i not in self.columns}


@dataclass(frozen=True)
class HeadRow:
    """A row that may be the heading of a table, with what its columns would be."""

    table: str
    row: int  # the lowest row of the heading
    depth: int
    columns: Mapping[int, Match]
    headings: Mapping[int, Parts]
    asked: Mapping[int, Match]
    score: float = 0.0


def view(sheet: Sheet, window: tuple[int, int] | None) -> Sheet:
    """Return the sheet with nothing outside a window of columns; addresses stay."""
    if window is None:
        return sheet
    empty = Column(np.full(sheet.height, np.nan))
    kept = (c if window[0] <= i <= window[1] else empty for i, c in enumerate(sheet.columns))
    return replace(sheet, columns=tuple(kept))


def missing(
    table: str, columns: Mapping[int, Match], around: CommonValues | None
) -> tuple[str, ...]:
    """Return the required columns that neither stand on the sheet nor can be made.

    ``around`` None supposes that the titles say all they could.
    """
    have = {m.field for m in columns.values()} | _made(around)
    if have & {"rt_rw", "nomor_rt"}:
        have.add("id_rt")
    if table == "lokasi" and have & {"kelurahan", "kawasan"}:
        have.add("kab_kota")  # a list of one city need not name it
    if table == "progres" and have & {"kegiatan", "kab_kota"}:
        have.add("id_kegiatan")  # the activity's name, or the team's schedule as a whole
    if table == "progres" and "status" in have:
        have.add("realisasi_pct")
    spec = schema.tables()[table]
    gone = tuple(c for c in spec.required if c not in have)
    return gone if not spec.any_of or have & {*spec.any_of} else (*gone, spec.any_of[0])


def _made(around: CommonValues | None) -> set[str]:
    if around is None:
        return {"tahun", "kab_kota", "minggu"}
    return {*dict(around.values), *(() if around.year is None else ("tahun",))}


def feeds(table: str, fields: Collection[str]) -> bool:
    """Tell whether a companion table would get more than the key it shares."""
    if table == "rt":
        return "luas_verifikasi_ha" in fields
    if table == "lokasi":
        place = {"kelurahan", "kawasan", "id_lokasi", "kab_kota"} & {*fields}
        return bool(place) and bool({"luas_sk_ha", "luas_verifikasi_ha"} & {*fields})
    if table == "pengurangan":
        return "pengurangan_ha" in fields
    if table == "progres":
        return bool({"realisasi_pct", "status"} & {*fields})
    if table == "master_schedule":
        return "kegiatan" in fields
    return bool({"total_nilai", "tingkat"} & {*fields}) or any(map(is_criterion, fields))


def is_criterion(name: str) -> bool:
    """Tell whether a field is a criterion's, its measure known or not."""
    return name.startswith("?") or schema.criterion_of(name) is not None
