"""What a table leaves open: asked with what each answer gives, the best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from kotaku.dataset import AREA, Choice, Question
from kotaku.intake.reading import columns as chosen
from kotaku.intake.reading import units
from kotaku.intake.reading.columns import Columns
from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.table import Table
from kotaku.words.numbers import format_ha

_SERIALS = (36526.0, 55153.0)  # 1-1-2000 to 31-12-2050 as day numbers of a spreadsheet
_UNITS = {"m2": "m²", "km2": "km²", "ha": "hektare"}
_Reading = tuple[str, str, float]  # answer, its words, what is then left [ha]
_ROLES = {
    "berkurang": ("berkurang::", "luas yang berkurang"),
    "sisa": ("sisa::", "luas yang tersisa"),
    "lain": ("abaikan::", "bukan luas kumuh"),
}


@dataclass
class Asker:
    """Asks about one table, unless a person answered; ``data`` are its rows of records."""

    file: str
    table: Table
    shape: str
    answers: Mapping[str, str]
    data: Sequence[int]
    questions: list[Question] = field(default_factory=list)

    def ask(
        self, code: str, column: int, row: int, words: str, choices: Sequence[Choice]
    ) -> str | None:
        """Return the answer, or None after asking."""
        kode = f"{code}-{self.shape}"
        if (answer := self.answers.get(kode)) in {c.jawaban for c in choices}:
            return answer
        self.put(kode, column, row, words, choices)
        return None

    def put(self, kode: str, column: int, row: int, words: str, choices: Sequence[Choice]) -> None:
        """Ask about a cell."""
        grid = self.table.grid
        cell = grid.address(column, row)
        question = Question(kode, AREA, self.file, grid.sheet.name, cell, words, tuple(choices))
        self.questions.append(question)

    @property
    def _sheet(self) -> str:
        return f"lembar “{self.table.grid.sheet.name}”"

    # --- single figures and the unit

    def dates(self, raw: Mapping[int, Floats]) -> dict[int, Floats]:
        """Let day numbers among hectares be the figures typed: 43597 is 12-5, so 12,5."""
        out = dict(raw)
        for column, values in raw.items():
            if (self.table.concepts[column].unit or self.table.unit) in ("m2", "km2"):
                continue
            odd = (values >= _SERIALS[0]) & (values <= _SERIALS[1]) & (values == np.round(values))
            known = values[~np.isnan(values)]
            rest = known[(known < _SERIALS[0]) | (known > _SERIALS[1])]
            if not odd.any() or not len(rest) or float(np.max(rest)) > _SERIALS[0] / 20:
                continue
            typed = values.copy()
            typed[odd] = [_typed(v) for v in values[odd]]
            row = self.data[int(np.flatnonzero(odd)[0])]
            cell = self.table.grid.address(column, row)
            answer = self.ask(
                "TANGGAL", column, row,
                f"Pilih luas pada sel {cell}: {format_ha(float(values[odd][0]))} adalah nomor hari "
                "dari sebuah tanggal, yang muncul bila luas diketik seperti 12.5.",
                (
                    Choice("tanggal", "luas yang diketik", format_ha(float(np.nansum(typed)))),
                    Choice("angka", "angka itu benar", format_ha(float(np.nansum(values)))),
                ),
            )  # fmt: skip
            out[column] = values if answer == "angka" else typed
        return out

    def unit(self, columns: Sequence[int], raw: Mapping[int, Floats]) -> units.ColumnUnits:
        """Return the unit of each column of areas."""
        found = units.read_units(self.table, columns, raw)
        if found.doubt is None:
            return found
        areas = [c for c in columns if self.table.concepts[c].area] or list(columns)
        doubted = [c for c in areas if found.of[c] != (self.table.concepts[c].unit or "")] or areas
        used = found.of[doubted[0]]
        total = float(np.nansum(raw[doubted[0]]))
        answer = self.ask(
            "SATUAN", doubted[0], self.table.head.last,
            f"Pilih satuan luas pada {self._sheet}: yang tertulis tidak sesuai dengan besar "
            "angkanya, atau tidak ada.",
            [
                Choice(u, _UNITS[u], format_ha(total * units.FACTORS[u]))
                for u in (used, found.doubt)
            ],
        )  # fmt: skip
        unit = next((u for u in (used, found.doubt) if u == answer), None)
        if unit is None:
            return found
        return units.ColumnUnits(
            {c: unit if c in doubted or found.guessed else u for c, u in found.of.items()}
        )

    # --- the meaning of columns

    def meanings(self, picked: Columns, values: Mapping[int, Floats]) -> None:
        """Ask what columns are where it changes what is left and nothing decides it."""
        open_ = chosen.unsure(self.table, picked, values)
        if not open_:
            return
        table = self.table
        start = picked.of("awal")[0]
        headings = {c: table.head.headings.get(c, "") for c in range(table.grid.width)}
        kodes = table.names.columns
        whole = float(np.nansum(values[start]))
        for family in open_:
            columns = family.columns
            parts = [float(np.nansum(values[c])) for c in columns]
            left = {
                "berkurang": whole - (parts[-1] if picked.cumulative else sum(parts)),
                "sisa": parts[-1],
                "lain": whole,
            }
            choices = [Choice(*_ROLES[r], f"sisa {format_ha(left[r])}") for r in _ROLES]
            best = picked.roles[columns[0]]
            choices.sort(key=lambda c: c.jawaban != _ROLES.get(best, _ROLES["lain"])[0])
            names = ", ".join(self.table.grid.name(c) for c in columns)
            heading = headings[columns[0]]
            self.put(
                kodes[columns[0]], columns[0], table.head.last,
                f"Pilih arti {names} “{heading}”: angka lembar ini tidak menunjukkannya.",
                choices,
            )  # fmt: skip

    def cumulative(self, picked: Columns, values: Mapping[int, Floats]) -> bool:
        """Tell whether reductions of several years are sums up to each; ask where nothing says."""
        if not chosen.adds_up_unsaid(self.table, picked, values):
            return picked.cumulative
        gone = chosen.ordered(picked.of("berkurang"), self.table.concepts)
        whole = float(np.nansum(values[picked.of("awal")[0]])) if picked.of("awal") else 0.0
        each = [float(np.nansum(values[c])) for c in gone]
        return not self._first_holds(
            "KUMULATIF", gone[0],
            f"Pilih cara membaca pengurangan pada {self._sheet}: angkanya tidak pernah turun dari "
            "tahun ke tahun.",
            ("tahunan", "tiap tahun sendiri", whole - sum(each)),
            ("kumulatif", "kumulatif", whole - each[-1]),
        )  # fmt: skip

    def percents(self, column: int, start: Floats, share: Floats) -> bool:
        """Tell whether a reduction that stands in percent only counts; ask first."""
        gone = float(np.nansum(start * share))
        whole = float(np.nansum(start))
        heading = self.table.head.headings.get(column, "")
        return self._first_holds(
            "PERSEN", column,
            f"Pilih apakah kolom “{heading}” dihitung: pengurangan hanya tertulis dalam persen.",
            ("dihitung", "persen dari luas awal", whole - gone),
            ("abaikan", "tidak dihitung", whole),
        )  # fmt: skip

    def blanks(self, column: int, zero: float, kept: float, count: int) -> bool:
        """Tell whether empty cells of what is left stand for nothing left."""
        heading = self.table.head.headings.get(column, "")
        return self._first_holds(
            "KOSONG", column,
            f"Pilih arti {count} sel kosong pada kolom “{heading}”.",
            ("nol", "tidak ada sisa", zero),
            ("tetap", "belum diisi, luas tetap", kept),
        )  # fmt: skip

    def _first_holds(
        self, code: str, column: int, words: str, first: _Reading, second: _Reading
    ) -> bool:
        """Tell whether the first of two readings holds, as it does until somebody chooses."""
        choices = [Choice(a, told, f"sisa {format_ha(left)}") for a, told, left in (first, second)]
        return self.ask(code, column, self.table.head.last, words, choices) != second[0]

    def start(self, columns: Sequence[int], values: Mapping[int, Floats]) -> int:
        """Return which of several areas at first counts."""
        first = columns[0]
        letters = {self.table.grid.label(c).lower(): c for c in columns[:4]}
        answer = self.ask(
            "LUAS-AWAL", first, self.table.head.last,
            f"Pilih kolom luas awal pada {self._sheet}: ada lebih dari satu, dengan angka yang "
            "berbeda.",
            [
                Choice(name, self.table.grid.name(c), format_ha(float(np.nansum(values[c]))))
                for name, c in letters.items()
            ],
        )  # fmt: skip
        return letters[answer] if answer else first


def _typed(serial: float) -> float:
    day = datetime(1899, 12, 30) + timedelta(days=int(serial))
    return float(f"{day.day}.{day.month}")
