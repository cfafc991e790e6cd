"""The rule that tells lateness: thresholds as data, the test as a function of plan and progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypedDict

import numpy as np
import numpy.typing as npt

from kotaku.words.loading import DataFile

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

AHEAD, ON_TIME, LATE, CRITICAL = "lebih_cepat", "sesuai", "terlambat", "kritis"
_NOISE = 9  # decimals kept of a deviation: sums of weights leave dust behind


@dataclass(frozen=True)
class CriticalBand:
    """From which plan [%] on a lag of more than so many points [pp] is critical."""

    plan_from_pct: float
    late_pp: float


@dataclass(frozen=True)
class Rule:
    """Thresholds of lateness and their source; see progress_rules.toml for the meaning."""

    bands: tuple[CriticalBand, ...]  # rising
    edge: Literal["bawah", "atas"]
    on_time_pp: float
    fiscal_year_test: bool
    fiscal_year_end: tuple[int, int]  # month, day
    status_pct: Mapping[str, float]
    weight_tolerance_pct: float
    week_days: int
    most_weeks: int
    forecast_plan_from_pct: float
    source: str
    note: str


class _Sourced(TypedDict):
    """Where a rule comes from; the mark is C (confirmed) or I (proposed here)."""

    sumber: str
    tanda: str


class _Pita(TypedDict):
    rencana_mulai_pct: float
    terlambat_pp: float


class _Deviasi(_Sourced):
    nama: str
    keterangan: str
    batas: Literal["bawah", "atas"]
    pita: list[_Pita]


class _TahunAnggaran(_Sourced):
    diuji: bool
    akhir_bulan: int
    akhir_hari: int


class _Sesuai(_Sourced):
    toleransi_pp: float


class _StatusSaja(_Sourced):
    belum: float
    proses: float
    selesai: float


class _Bobot(TypedDict):
    toleransi_pct: float


class _Minggu(TypedDict):
    jarak_hari: int
    terbanyak: int


class _Perkiraan(_Sourced):
    nama: str
    rencana_terkecil_pct: float


class _Stated(TypedDict):
    """The data file of the rule."""

    deviasi: _Deviasi
    tahun_anggaran: _TahunAnggaran
    sesuai: _Sesuai
    status_saja: _StatusSaja
    bobot: _Bobot
    minggu: _Minggu
    perkiraan: _Perkiraan


_FILE = DataFile(__package__, "progress_rules.toml", _Stated)


@cache
def load_rule() -> Rule:
    """Return the rule of progress_rules.toml."""
    data = _FILE()
    bands = (
        CriticalBand(b["rencana_mulai_pct"], b["terlambat_pp"]) for b in data["deviasi"]["pita"]
    )
    year = data["tahun_anggaran"]
    return Rule(
        bands=tuple(sorted(bands, key=lambda b: b.plan_from_pct)),
        edge=data["deviasi"]["batas"],
        on_time_pp=data["sesuai"]["toleransi_pp"],
        fiscal_year_test=year["diuji"],
        fiscal_year_end=(year["akhir_bulan"], year["akhir_hari"]),
        status_pct={k: data["status_saja"][k] for k in ("belum", "proses", "selesai")},
        weight_tolerance_pct=data["bobot"]["toleransi_pct"],
        week_days=data["minggu"]["jarak_hari"],
        most_weeks=data["minggu"]["terbanyak"],
        forecast_plan_from_pct=data["perkiraan"]["rencana_terkecil_pct"],
        source=data["deviasi"]["sumber"],
        note=data["deviasi"]["keterangan"],
    )


def status(
    plan_pct: npt.ArrayLike,
    done_pct: npt.ArrayLike,
    rule: Rule,
    beyond_year: npt.ArrayLike = False,
    *,
    drawn: npt.ArrayLike = False,
) -> npt.NDArray[np.object_]:
    """Return the status of each pair of cumulative plan and progress; None where one is missing.

    Parameters
    ----------
    plan_pct, done_pct : (n,) cumulative plan and realisation [%]
    rule : thresholds; a lag counts as critical when it is larger than the band's limit
    beyond_year : (n,) whether the work ends after the fiscal year; used when the rule tests it
    drawn : (n,) whether the plan is a straight line of ours: then only the band's limit tells

    On the edge of two bands the rule says which one wins. Source: Permen PU 07/PRT/M/2011,
    SSUK 39.2.
    """
    plan = np.asarray(plan_pct, dtype="float64")
    deviation = np.round(np.asarray(done_pct, dtype="float64") - plan, _NOISE)
    critical = -deviation > _limits(plan, rule)
    if rule.fiscal_year_test:
        last = plan >= rule.bands[-1].plan_from_pct
        critical |= last & (deviation < 0) & np.asarray(beyond_year, dtype="bool")
    near = np.where(np.asarray(drawn, dtype="bool"), _limits(plan, rule), rule.on_time_pp)
    found = np.select(
        [np.isnan(deviation), critical, deviation < -near, deviation > near],
        [3, 2, 1, 0],
        default=4,
    )
    names = np.array([AHEAD, LATE, CRITICAL, None, ON_TIME], dtype=object)
    words: npt.NDArray[np.object_] = names[found]
    return words


def _limits(plan: Floats, rule: Rule) -> Floats:
    edges = np.array([band.plan_from_pct for band in rule.bands[1:]])
    side: Literal["left", "right"] = "left" if rule.edge == "bawah" else "right"
    at = np.searchsorted(edges, np.round(plan, _NOISE), side=side)
    return np.array([band.late_pp for band in rule.bands])[at]
