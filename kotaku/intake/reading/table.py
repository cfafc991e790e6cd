"""One table of a sheet as columns of numbers and texts, with what its words speak for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kotaku.geo import names
from kotaku.intake.model import Cell
from kotaku.intake.reading import words
from kotaku.intake.reading.grid import Grid, is_ditto
from kotaku.intake.reading.heads import Head
from kotaku.intake.reading.model import AREAS, MEANINGS, PLACES, UNITS, AreaUnit, Meaning
from kotaku.intake.reading.numbers import Floats, Numbers, is_none, read_column
from kotaku.intake.reading.said import ColumnSaid, Names, Said
from kotaku.intake.reading.words import SAID, Concept

LOWEST: tuple[Meaning, ...] = ("rt_rw", "kelurahan", "kawasan", "kecamatan", "kab_kota")
NOTHING_SAID = Said({}, {})
NAMELESS = Names("", {}, ())
_LOOKED_AT = 200
_NEARLY_ALL = 0.9
_KNOWN = 0.6  # part of a column's texts that must be known names


@dataclass(frozen=True)
class Table:
    """One table: its cells from ``head.begin`` to ``head.end``."""

    grid: Grid
    head: Head
    names: Names = NAMELESS  # what answers call its rows and columns
    said: Said = NOTHING_SAID  # what a person said of them

    @cached_property
    def rows(self) -> list[int]:
        """Return the rows below the heading, repeated headings left out."""
        again = {*self.head.repeated}
        return [r for r in range(self.head.begin, self.head.end + 1) if r not in again]

    @cached_property
    def concepts(self) -> dict[int, Concept]:
        """Return what the heading of each column speaks for."""
        columns = range(self.grid.width)
        found = {c: words.concept(self.head.headings.get(c, "")) for c in columns}
        told = {c: _as_said(found[c], s) for c, s in self.said.columns.items() if c in found}
        return {**found, **told}

    def cells(self, column: int) -> list[Cell]:
        """Return the cells of a column below the heading."""
        down = self.grid.column(column)
        return [down[r - 1] for r in self.rows]

    def texts(self, column: int) -> set[str]:
        """Return the different texts of a column below the heading."""
        again = {r - self.head.begin for r in self.head.repeated}
        own = self.grid.sheet.columns[column].part(self.head.begin, self.head.end)
        held = zip(own.at, own.values, strict=True)
        values = {v for i, v in held if i not in again} if again else {*own.values}
        return {text for v in values if isinstance(v, str) and (text := " ".join(v.split()))}

    @cached_property
    def numbers(self) -> dict[int, Numbers]:
        """Return the numbers of each column that may hold figures."""
        found: dict[int, Numbers] = {}
        for column, concept in self.concepts.items():
            if concept.meaning in PLACES or concept.meaning == "provinsi":
                continue
            square = (concept.unit or self.unit) == "m2"
            read = read_column(self.cells(column), "m" if square else "ha")
            if int((~np.isnan(read.values)).sum()):
                found[column] = read
        return found

    @cached_property
    def unit(self) -> AreaUnit | None:
        """Return the unit of area that the titles tell for the whole table."""
        for text in self.head.titles:
            low = words.tokens(text)
            told = words.unit_of(low)
            if told and (len(low) <= 4 or "satuan" in low or "dalam" in low or self.grid.turned):
                return told
        for column in range(self.grid.width):
            if "satuan" in words.tokens(self.head.headings.get(column, "")):
                texts = [v for v in self.cells(column) if isinstance(v, str)]
                units = {words.unit_of(words.tokens(t)) for t in texts[:_LOOKED_AT]}
                if len(units) == 1 and None not in units:
                    return units.pop()
        return None

    @cached_property
    def figures(self) -> list[int]:
        """Return the columns of areas, or of numbers whose heading says nothing."""
        out: list[int] = []
        for column, read in self.numbers.items():
            concept = self.concepts[column]
            count = int((~np.isnan(read.values)).sum())
            texts = sum(isinstance(v, str) and not is_none(v) for v in self.cells(column))
            unsaid = concept.meaning == "lain" and concept.sure == 0
            told = concept.meaning in AREAS and 2 * count >= texts - count and not read.percent
            if told or (unsaid and self._unnamed(column, read)):
                out.append(column)
        return out

    def _unnamed(self, column: int, read: Numbers) -> bool:
        """Tell whether a column without telling words may hold areas."""
        known = read.values[~np.isnan(read.values)]
        if column not in self.head.headings or read.percent or len(read.unreadable) > len(known):
            return False
        whole = bool(np.all(known == np.round(known)))
        running = whole and len(known) > 1 and bool(np.all(np.diff(known) == 1))
        years = whole and bool(np.all(is_year(known)))
        return not running and not years

    @cached_property
    def years(self) -> int | None:
        """Return the column of years of a list with a row for each year."""
        for column, concept in self.concepts.items():
            across = self.grid.turned and not concept.sure  # years stood across
            if (concept.meaning == "tahun" or across) and column in self.numbers:
                known = self.numbers[column].values
                known = known[~np.isnan(known)]
                if len(known) and float(np.mean(is_year(known))) >= _NEARLY_ALL:
                    return column
        return None

    @cached_property
    def ordinal(self) -> int | None:
        """Return the column of the running number."""
        return next((c for c, k in self.concepts.items() if k.meaning == "nomor"), None)

    @cached_property
    def places(self) -> dict[int, Meaning]:
        """Return the columns of places, by their heading, else by the names they hold."""
        found = {c: k.meaning for c, k in self.concepts.items() if k.meaning in PLACES}
        found = {c: m for c, m in found.items() if not self._mostly_numbers(c, m)}
        if "kab_kota" not in found.values():
            for column, concept in self.concepts.items():
                open_here = column not in found or found[column] == "kawasan"
                weak = concept.sure < 2 or concept.meaning in ("kawasan", "lain")
                if open_here and weak and self._holds_kab(column):
                    found[column] = "kab_kota"
                    break
        if {*found.values()} <= {"kab_kota"} and (texts := self._texts_column(found)) is not None:
            found[texts] = "kelurahan"
        return _one_each(found, self.concepts)

    def _mostly_numbers(self, column: int, meaning: Meaning) -> bool:
        cells = [v for v in self.cells(column) if v is not None]
        numbers = sum(isinstance(v, float) for v in cells)
        return meaning != "rt_rw" and bool(cells) and 2 * numbers > len(cells)

    def _holds_kab(self, column: int) -> bool:
        """Tell whether most records name a kab/kota here."""
        held = np.zeros(len(self.rows), dtype=bool)
        for figure in self.figures:
            held |= ~np.isnan(self.numbers[figure].values)
        cells = [v for v, has in zip(self.cells(column), held, strict=True) if has][:200]
        texts = [v for v in cells if isinstance(v, str) and not is_ditto(v)]
        texts = [t for t in texts if not words.is_total_label(t)]
        known = sum(names.match_kab_kota(t).region is not None for t in texts)
        return bool(texts) and known >= _KNOWN * len(texts)

    def _texts_column(self, places: Mapping[int, Meaning]) -> int | None:
        """Return the column of the most different texts; beside a kab/kota none that says else."""
        best: int | None = None
        most = 0
        kab = next(iter(places), None)
        if kab is not None:
            most = len({v for v in self.cells(kab) if isinstance(v, str) and not is_ditto(v)})
        for column in range(self.grid.width):
            concept = self.concepts[column]
            if column in self.figures or concept.meaning in ("nomor", "tahun"):
                continue
            if column in places or (places and (concept.sure or not self._before_figures(column))):
                continue
            count = len({v for v in self.cells(column) if isinstance(v, str)})
            if count > most:
                best, most = column, count
        return best

    def _before_figures(self, column: int) -> bool:
        return column < min(self.figures, default=0)

    @cached_property
    def lowest(self) -> int | None:
        """Return the column of the lowest place that the records name."""
        filled = {c: sum(v is not None for v in self.cells(c)) for c in self.places}
        most = max(filled.values(), default=0)
        order = sorted(
            (c for c in self.places if 5 * filled[c] >= 2 * most),
            key=lambda c: LOWEST.index(self.places[c]),
        )
        return order[0] if order else None

    def matrix(self, columns: list[int]) -> Floats:
        """Return the figures of all rows: rows x columns."""
        if not columns:
            return np.zeros((len(self.rows), 0))
        return np.column_stack([self.numbers[c].values for c in columns])


def is_year(values: Floats) -> NDArray[np.bool_]:
    """Tell which numbers are years: 0000 is none."""
    return np.asarray((values >= 1990) & (values <= 2100))


def _as_said(concept: Concept, told: ColumnSaid) -> Concept:
    """Return what a column speaks for when a person said it."""
    meaning = told.meaning if told.meaning in MEANINGS else concept.meaning
    if meaning == "abaikan":
        return Concept("lain", SAID)
    unit = told.unit if told.unit in UNITS else concept.unit
    year = int(told.year) if told.year.isdecimal() else concept.year
    return replace(
        concept,
        meaning=meaning,
        sure=SAID,
        unit=unit,
        year=year,
        area=meaning in AREAS,
        total=False,
    )


def _one_each(found: dict[int, Meaning], concepts: Mapping[int, Concept]) -> dict[int, Meaning]:
    """Keep one column of each level: the first, of those whose heading says no more."""
    out: dict[int, Meaning] = {}
    for column, meaning in sorted(found.items(), key=lambda p: (-concepts[p[0]].sure, p[0])):
        if meaning not in out.values():
            out[column] = meaning
    return dict(sorted(out.items()))
