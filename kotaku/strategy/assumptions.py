"""The default assumptions of the strategy, read from the data file beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from kotaku.words.loading import DataFile


@dataclass(frozen=True)
class Search:
    """When the search for a package may stop; gaps are relative to the result."""

    time_limit_s: float
    exact_variables: int
    exact_variables_by_year: int
    gap: float
    gap_by_year: float
    frontier_points: int
    frontier_gap: float
    awaited_units: int


@dataclass(frozen=True)
class Assumptions:
    """Steps, prices and limits that no regulation gives; the data file says what each is."""

    steps: Mapping[str, float]  # unit of a criterion -> smallest part that can be ordered
    whole_units: frozenset[str]
    works_for_median: int
    alike: tuple[tuple[str, ...], ...]  # criteria that may share the prices of works
    search: Search
    unit_costs: Mapping[str, float]  # criterion -> rupiah per unit of the criterion
    unit_cost_source: str


class _Utuh(TypedDict):
    satuan: list[str]


class _Belajar(TypedDict):
    jumlah_pekerjaan: int
    sekerabat: list[list[str]]


class _Pencarian(TypedDict):
    batas_waktu_detik: float
    variabel_persis: int
    variabel_persis_tahunan: int
    selisih_besar: float
    selisih_tahunan: float
    titik_kurva: int
    unit_ditunggu: int
    selisih_kurva: float


class _Asumsi(TypedDict):
    sumber: str
    tanda: str
    biaya_satuan_rp: dict[str, float]


class _Stated(TypedDict):
    """The data file of the assumptions."""

    langkah: dict[str, float]
    utuh: _Utuh
    belajar: _Belajar
    pencarian: _Pencarian
    asumsi: _Asumsi


_FILE = DataFile(__package__, "assumptions.toml", _Stated)


@cache
def assumptions() -> Assumptions:
    """Return the default assumptions."""
    data = _FILE()
    return Assumptions(
        steps=data["langkah"],
        whole_units=frozenset(data["utuh"]["satuan"]),
        works_for_median=data["belajar"]["jumlah_pekerjaan"],
        search=_search(data["pencarian"]),
        alike=tuple(map(tuple, data["belajar"]["sekerabat"])),
        unit_costs=data["asumsi"]["biaya_satuan_rp"],
        unit_cost_source=data["asumsi"]["sumber"],
    )


def _search(data: _Pencarian) -> Search:
    return Search(
        time_limit_s=data["batas_waktu_detik"],
        exact_variables=data["variabel_persis"],
        exact_variables_by_year=data["variabel_persis_tahunan"],
        gap=data["selisih_besar"],
        gap_by_year=data["selisih_tahunan"],
        frontier_points=data["titik_kurva"],
        frontier_gap=data["selisih_kurva"],
        awaited_units=data["unit_ditunggu"],
    )
