"""Which polygon draws which row: by code, by name, by place; what is only similar is proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import pandas as pd
import shapely

from kotaku.dataset import SourceTable, Spelling
from kotaku.geo import names
from kotaku.geo.model import KAWASAN, LOKASI, RT
from kotaku.geo.shapes import Shapes
from kotaku.geo.tolerances import tolerances
from kotaku.intake.files.spelling import spelling_key
from kotaku.intake.maps.listed import Unit
from kotaku.intake.maps.rtrw import key_of

BY_ROW, BY_CODE, BY_AREA_CODE, BY_NAME = "baris", "kode", "kode_wilayah", "nama"
BY_SPELLING, BY_AREA, BY_PLACE = "ejaan", "luas", "letak"
_MOST: Final = 3  # proposals for one name
_SHORT: Final = 4  # letters below which nothing is similar


@dataclass
class Joined:
    """What was found for each shape, and what a person should look at."""

    units: list[Unit | None]
    ways: list[str]
    respelled: dict[tuple[str, str, str], str] = field(default_factory=dict)  # layer, text -> used
    spellings: dict[str, Spelling] = field(default_factory=dict)
    several: list[int] = field(default_factory=list)  # shapes whose name two rows bear
    torn: dict[int, tuple[str, str]] = field(default_factory=dict)  # what code and name say


class Joiner:
    """Finds the unit of each shape."""

    def __init__(
        self,
        units: Sequence[Unit],
        decisions: Mapping[str, str],
        sources: Sequence[SourceTable] = (),
    ) -> None:
        """Know the units by what may name them, and by the rows that they stand on."""
        self.units = units
        self.rows = {
            (sources[u.where[0]].file, sources[u.where[0]].sheet, u.where[1]): i
            for i, u in enumerate(units) if 0 <= u.where[0] < len(sources)
        }  # fmt: skip
        self.decisions = decisions
        self.ids: dict[str, list[int]] = {}
        self.named: dict[tuple[str, str, tuple[str, str] | None], list[int]] = {}
        self.coded: dict[tuple[str, str, tuple[str, str] | None], list[int]] = {}
        self.places: dict[str, dict[str, str]] = {}  # level -> key -> as written
        for i, unit in enumerate(units):
            if unit.satuan != KAWASAN:
                self.ids.setdefault(_ident(unit.ident), []).append(i)
            if unit.kode:
                self.coded.setdefault((unit.satuan, unit.kode, unit.number), []).append(i)
            for place, key in ((p, names.bare(p)) for p in unit.places):
                if key:
                    self.named.setdefault((unit.satuan, key, unit.number), []).append(i)
                    self.places.setdefault(unit.satuan, {}).setdefault(key, place)
        self.has_rt = any(unit.satuan == RT for unit in units)

    def join(self, frame: pd.DataFrame, shapes: Shapes) -> Joined:
        """Return the units of the shapes of SHAPES; boundaries have none."""
        found = Joined([None] * len(frame), [""] * len(frame))
        if not self.units:
            return found
        several: dict[tuple[int, ...], list[int]] = {}
        rows = [{str(k): v for k, v in r.items()} for r in frame.to_dict("records")]
        for place, row in enumerate(rows):
            if row["peran"] != "unit":
                continue
            hits, way = self._hits(place, row, found)
            if len(hits) == 1:
                found.units[place], found.ways[place] = self.units[hits[0]], way
            elif hits:
                several.setdefault(tuple(hits), []).append(place)
        for alike, shared in several.items():
            self._by_area(alike, shared, frame, found)
        self._by_place(rows, shapes, found)
        return found

    def _hits(self, place: int, row: Mapping[str, object], found: Joined) -> tuple[list[int], str]:
        """Return the units that a shape may draw by its code or name, and by which."""
        if (same := self._same_row(row)) is not None:
            return [same], BY_ROW
        if hits := self.ids.get(_ident(str(row["id_unit"])), []):
            return hits, BY_CODE
        for level, number in self._levels(row):
            hits, way = self._by_place_name(place, row, level, number, found)
            if hits or place in found.torn:
                return hits, way
        for level, number in self._levels(row):
            text, kab_kota = str(row["kelurahan"]), str(row["kab_kota"])
            spelling = self._similar(level, text, kab_kota, number)
            if spelling is None:
                continue
            found.spellings[spelling.key] = spelling
            if spelling.used:
                return self._named(level, spelling.used, kab_kota, number), BY_SPELLING
            return [], ""
        return [], ""

    def _by_place_name(
        self,
        place: int,
        row: Mapping[str, object],
        level: str,
        number: tuple[str, str] | None,
        found: Joined,
    ) -> tuple[list[int], str]:
        """Return the units in the kelurahan that name and area code say; none where they differ."""
        named = self._named(level, str(row["kelurahan"]), str(row["kab_kota"]), number)
        coded = self._by_code(row, level, number)
        if coded and not named:
            return coded, BY_AREA_CODE
        both = [i for i in named if i in coded] if coded else named
        if both:
            self._note(row, self.units[both[0]], found)
        elif named:
            found.torn[place] = self.units[coded[0]].unit, self.units[named[0]].unit
        return both, BY_NAME

    def _same_row(self, row: Mapping[str, object]) -> int | None:
        """Return the unit that stands on the row of the sheet that holds the shape."""
        if not row["kolom"]:
            return None
        here = (str(row["berkas"]), str(row["lapisan"]), int(str(row["nomor"])))
        return self.rows.get(here)

    def _levels(self, row: Mapping[str, object]) -> list[tuple[str, tuple[str, str] | None]]:
        """Return the levels at which a shape is looked for; without a list of RT, as its place."""
        if row["rt_rw"] and self.has_rt:
            return [(RT, key_of(str(row["rt_rw"])))]
        return [(LOKASI, None), (KAWASAN, None)]

    def _named(
        self, level: str, text: str, kab_kota: str, number: tuple[str, str] | None
    ) -> list[int]:
        hits = self.named.get((level, names.bare(text), number), [])
        return [i for i in dict.fromkeys(hits) if _same_kab(self.units[i].kab_kota, kab_kota)]

    def _by_code(
        self, row: Mapping[str, object], level: str, number: tuple[str, str] | None
    ) -> list[int]:
        """Return the units of the kelurahan whose area code a shape bears.

        Where no table has the code, the official name that it stands for is looked for, unless the
        shape bears quite another name: codes of statistics look alike.
        """
        code, text = str(row["kode"]), names.bare(str(row["kelurahan"]))
        if hits := self.coded.get((level, code, number)):
            return hits
        official = names.village(code)
        if official is None or (text and not _alike(text, names.bare(official.name))):
            return []
        return self._named(level, official.name, str(row["kab_kota"]), number)

    def _note(self, row: Mapping[str, object], unit: Unit, found: Joined) -> None:
        """Remember a name that is written in another way, though it is the same."""
        text = str(row["kelurahan"])
        same = next((p for p in unit.places if names.bare(p) == names.bare(text)), text)
        if same != text:
            found.respelled.setdefault((str(row["berkas"]), str(row["lapisan"]), text), same)

    def _similar(
        self, level: str, text: str, kab_kota: str, number: tuple[str, str] | None
    ) -> Spelling | None:
        """Return what a place that no table names may be; None when a table names it."""
        from rapidfuzz import fuzz, process

        key, known = names.bare(text), self.places.get(level, {})
        if len(key) < _SHORT or key in known:
            return None
        likely = process.extract(
            key, list(known), scorer=fuzz.ratio, score_cutoff=tolerances()["gabung"]["mirip"],
            limit=_MOST,
        )  # fmt: skip
        hits = [name for name, _, _ in likely if self._named(level, known[name], kab_kota, number)]
        hits = hits or [name for name, _, _ in likely]
        if not hits:
            return None
        units = self._any_number(level, hits[0])
        place = kab_kota or self.units[units[0]].kab_kota
        kode = spelling_key("kelurahan", place, text)
        spelling = Spelling(kode, "kelurahan", place, text, tuple(known[h] for h in hits))
        chosen = self.decisions.get(kode, "")
        return replace(spelling, used=chosen) if chosen in spelling.proposals else spelling

    def _any_number(self, level: str, key: str) -> list[int]:
        return next(v for (lvl, name, _), v in self.named.items() if (lvl, name) == (level, key))

    def _by_area(
        self, hits: Sequence[int], shared: Sequence[int], frame: pd.DataFrame, found: Joined
    ) -> None:
        """Tell units of one name apart by their areas; what fits none or two stays open."""
        most = tolerances()["gabung"]["luas_pct"]
        for place in shared:
            own = float(frame["luas_poligon_ha"].iloc[place])
            fitting = [
                i for i in hits if abs(self.units[i].luas_tabel_ha - own) * 100 <= most * own
            ]
            if len(fitting) == 1:
                found.units[place], found.ways[place] = self.units[fitting[0]], BY_AREA
            else:
                found.several.append(place)

    def _by_place(
        self, rows: Sequence[Mapping[str, object]], shapes: Shapes, found: Joined
    ) -> None:
        """Join what is left by the point of a unit, where just one lies in just one polygon."""
        taken = {(u.satuan, u.ident) for u in found.units if u is not None}
        free = [u for u in self.units if u.bujur == u.bujur and u.lintang == u.lintang
                and (u.satuan, u.ident) not in taken]  # fmt: skip
        open_ = [i for i, row in enumerate(rows) if found.units[i] is None
                 and row["peran"] == "unit" and i not in found.several
                 and i not in found.torn]  # fmt: skip
        if not free or not open_:
            return
        points = shapely.points([u.bujur for u in free], [u.lintang for u in free])
        a, b = shapely.STRtree(shapes[open_]).query(points, predicate="within")
        alone = (np.bincount(a, minlength=len(free))[a] == 1) & (
            np.bincount(b, minlength=len(open_))[b] == 1
        )
        for unit, place in zip(a[alone], b[alone], strict=True):
            row = rows[open_[place]]
            if _may_be(free[unit], row):
                found.units[open_[place]], found.ways[open_[place]] = free[unit], BY_PLACE


def _may_be(unit: Unit, row: Mapping[str, object]) -> bool:
    """Tell whether nothing that a shape says of itself is against a unit at its place."""
    if not _same_kab(unit.kab_kota, str(row["kab_kota"])):
        return False
    number = key_of(str(row["rt_rw"]))
    return number is None or (unit.satuan == RT and unit.number in (None, number))


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(one, other) >= tolerances()["gabung"]["mirip"])


def _same_kab(one: str, other: str) -> bool:
    return not one or not other or names.bare(one) == names.bare(other)


def _ident(text: str) -> str:
    return " ".join(text.casefold().split())
