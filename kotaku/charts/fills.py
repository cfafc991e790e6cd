"""What colours a map may show: one meaning a unit, with its letter, in an order of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from kotaku.charts.palette import KELAS, POLIGON, SISA, TANGGA, Swatch
from kotaku.words.numbers import format_rp_short

FEW_STEPS: Final = 6  # of three criteria each; the law has sixteen
DONE_HA: Final = 0.005  # less is 0,00 ha as it is written
UNKNOWN: Final = KELAS["belum"]
_NO_WORKS: Final = Swatch("tanpa", "Tanpa pekerjaan", "–", "#ffffff", "")
_STILL: Final = Swatch("masih", "Masih kumuh", "K", KELAS["berat"].fill, "")
_NEVER: Final = Swatch("bukan", "Tidak kumuh sejak awal", "T", KELAS["tidak_kumuh"].fill, "")
_BACK: Final = Swatch("kembali", "Kembali kumuh", "!", KELAS["sedang"].fill, "/")


@dataclass(frozen=True)
class Fill:
    """One way to colour the units: its words, and the meaning of each row."""

    label: str
    meanings: Callable[[pd.DataFrame], list[Swatch]]


def by_class(rows: pd.DataFrame) -> list[Swatch]:
    """Return the class of each row; where none is known, how far it has come."""
    return [
        KELAS[str(tingkat)] if tingkat in KELAS else _progress(area, left)
        for tingkat, area, left in zip(
            rows["tingkat"].fillna(""), rows["luas_ha"], rows["sisa_ha"], strict=True
        )
    ]


def by_rest(rows: pd.DataFrame) -> list[Swatch]:
    """Return how much of its area each row still has to lose."""
    return [_progress(*pair) for pair in zip(rows["luas_ha"], rows["sisa_ha"], strict=True)]


def _progress(area: float, left: float) -> Swatch:
    if pd.isna(area) or pd.isna(left):
        return UNKNOWN
    if left < DONE_HA:
        return SISA["tuntas"]
    return SISA["utuh"] if area - left < DONE_HA else SISA["sebagian"]


def by_year(rows: pd.DataFrame) -> list[Swatch]:
    """Return the year in which each row stopped being kumuh; what fell back stands out."""
    years = sorted({int(year) for year in rows["tahun_tuntas"].dropna()})
    steps = {year: _step(f"t{year}", f"Tuntas {year}", f"{year % 100:02d}", i, len(years))
             for i, year in enumerate(years)}  # fmt: skip
    return [
        _BACK if back is True else steps[int(year)] if pd.notna(year)
        else UNKNOWN if tingkat not in KELAS else _NEVER if tingkat == "tidak_kumuh" else _STILL
        for year, back, tingkat in zip(
            rows["tahun_tuntas"], rows["kembali"], rows["tingkat"].fillna(""), strict=True
        )
    ]  # fmt: skip


def by_criteria(rows: pd.DataFrame) -> list[Swatch]:
    """Return how many criteria of each row still have a score above 0, in steps of three."""
    return [
        UNKNOWN if pd.isna(count) else _few(int(count)) for count in rows["kriteria"]
    ]  # fmt: skip


def by_score(rows: pd.DataFrame, scores: Mapping[str, float]) -> list[Swatch]:
    """Return the score of one criterion for each row, by id_unit."""
    return [_score(scores.get(unit, float("nan"))) for unit in rows["id_unit"]]


def _score(score: float) -> Swatch:
    if pd.isna(score):
        return UNKNOWN
    number = int(score)
    if number == 0:
        return Swatch("n0", "Nilai 0", "0", KELAS["tidak_kumuh"].fill, "")
    return _step(f"n{number}", f"Nilai {number}", str(number), number, 6)


@cache
def _few(count: int) -> Swatch:
    if count == 0:
        return Swatch("k0", "Tidak ada kriteria", "0", KELAS["tidak_kumuh"].fill, "")
    low = (count - 1) // 3 * 3 + 1
    return _step(f"k{low:02d}", f"{low}–{low + 2} kriteria", str(count), (low - 1) // 3, FEW_STEPS)


def by_funds(rows: pd.DataFrame) -> list[Swatch]:
    """Return what the works of each row cost, each step four times the one before."""
    return [_cost(amount) for amount in rows["anggaran_rp"]]


def _cost(amount: float) -> Swatch:
    if pd.isna(amount) or amount <= 0:
        return _NO_WORKS
    steps = (25e6, 100e6, 400e6, 1.6e9)
    at = sum(amount > step for step in steps)
    words = f"sampai {format_rp_short(steps[at])}" if at < len(steps) else (
        f"lebih dari {format_rp_short(steps[-1])}"
    )  # fmt: skip
    return _step(f"r{at}", words[0].upper() + words[1:], str(at + 1), at, len(steps) + 1)


def by_doubt(rows: pd.DataFrame) -> list[Swatch]:
    """Return how the polygon of each row agrees with the area that the table states."""
    return [POLIGON.get(str(status), UNKNOWN) for status in rows["status_poligon"].fillna("")]


def _step(key: str, label: str, mark: str, at: int, count: int) -> Swatch:
    """Return one step of the ladder of colours, dark being last."""
    most = len(TANGGA) - 1
    place = most if count <= 1 else min(most, round(at * most / (count - 1)))
    return Swatch(key, label, mark, TANGGA[place], "")


FILLS: Mapping[str, Fill] = {
    "kelas": Fill("Kelas", by_class),
    "sisa": Fill("Sisa", by_rest),
    "tahun": Fill("Tahun tuntas", by_year),
    "kriteria": Fill("Kriteria tersisa", by_criteria),
    "dana": Fill("Dana", by_funds),
    "keraguan": Fill("Peta terhadap tabel", by_doubt),
}
_ORDER: Final = [*KELAS, *SISA, "masih", "kembali"]


def legend_order(found: Sequence[Swatch]) -> list[Swatch]:
    """Return the meanings that are there, each once, worst or first step first."""
    once = {swatch.key: swatch for swatch in found}
    known = [key for key in _ORDER if key in once]
    rest = sorted(key for key in once if key not in _ORDER)
    return [once[key] for key in [*known, *rest]]
