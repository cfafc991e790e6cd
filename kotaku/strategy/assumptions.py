"""The default assumptions of the strategy, read from the data file beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


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


@cache
def assumptions() -> Assumptions:
    """Return the default assumptions."""
    data = tomllib.loads(
        files(__package__).joinpath("assumptions.toml").read_text(encoding="utf-8")
    )
    return Assumptions(
        steps=data["langkah"],
        whole_units=frozenset(data["utuh"]["satuan"]),
        works_for_median=data["belajar"]["jumlah_pekerjaan"],
        search=_search(data["pencarian"]),
        alike=tuple(map(tuple, data["belajar"]["sekerabat"])),
        unit_costs={k: float(v) for k, v in data["asumsi"]["biaya_satuan_rp"].items()},
        unit_cost_source=data["asumsi"]["sumber"],
    )


def _search(data: Mapping[str, Any]) -> Search:
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
