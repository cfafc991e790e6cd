"""The rules of capaian.toml, and the data date against which ages and delays are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypedDict

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.words.dates import is_undated
from kotaku.words.loading import DataFile
from kotaku.words.periods import period_end

# what happened, never what is planned: plans lie ahead of the data
_HAPPENED = {
    "progres": ("minggu",),
    "bpm": ("tanggal", "selesai"),
    "peningkatan_kapasitas": ("tanggal",),
    "pengaduan": ("tanggal", "tanggal_selesai"),
}


@dataclass(frozen=True)
class JudgedStep:
    """A status of an indicator and from how much of its target [%] on it holds."""

    id: str
    name: str
    from_pct: float


@dataclass(frozen=True)
class JudgingRules:
    """Thresholds with their source; see capaian.toml for the meaning."""

    steps: tuple[JudgedStep, ...]  # falling
    cap_pct: float
    not_additive: frozenset[str]
    rounding: float
    water_pct: float
    slum_pct: float
    sanitation_pct: float
    days_without_works: int
    days_without_account: int
    days_old: int
    sources: Mapping[str, str]


class _Sourced(TypedDict):
    """Where a rule comes from; the mark is C (confirmed) or I (proposed here)."""

    sumber: str
    tanda: str


class _Status(TypedDict):
    id: str
    nama: str
    mulai_pct: float


class _Kpi(_Sourced):
    status: list[_Status]
    batas_pct: float
    tidak_dijumlah: list[str]
    selisih_relatif: float


class _Akses(_Sourced):
    air_minum_pct: float
    kumuh_pct: float
    sanitasi_pct: float


class _Bpm(_Sourced):
    hari_tanpa_fisik: int
    hari_tanpa_lpj: int


class _Pengaduan(_Sourced):
    hari_lama: int


class _Stated(TypedDict):
    """The data file of the rules."""

    kpi: _Kpi
    akses: _Akses
    bpm: _Bpm
    pengaduan: _Pengaduan


_data = DataFile(__package__, "capaian.toml", _Stated)


def rule_entries() -> list[tuple[str, str, str, str]]:
    """Return every threshold in words: name, value, source, mark (C confirmed, I proposed)."""
    rules, data = load_rules(), _data()
    told = [("kpi", f"KPI {s.name.lower()}", f"≥ {s.from_pct:g} % dari target")
            for s in rules.steps]  # fmt: skip
    told += [
        ("akses", "Target air minum", f"{rules.water_pct:g} %"),
        ("akses", "Target kumuh", f"{rules.slum_pct:g} %"),
        ("akses", "Target sanitasi", f"{rules.sanitation_pct:g} %"),
        ("bpm", "Paket tertahan: cair, belum ada fisik", f"> {rules.days_without_works} hari"),
        ("bpm", "Paket tertahan: selesai, LPJ belum ada", f"> {rules.days_without_account} hari"),
        ("pengaduan", "Pengaduan lama", f"> {rules.days_old} hari"),
    ]
    basis = _bases(data)
    return [(name, value, *basis[kind]) for kind, name, value in told]


def _bases(data: _Stated) -> dict[str, tuple[str, str]]:
    """Return source and mark of each group of rules."""
    groups: dict[str, _Sourced] = {
        "kpi": data["kpi"],
        "akses": data["akses"],
        "bpm": data["bpm"],
        "pengaduan": data["pengaduan"],
    }
    return {name: (group["sumber"], group["tanda"]) for name, group in groups.items()}


@cache
def load_rules() -> JudgingRules:
    """Return the rules of capaian.toml."""
    data = _data()
    kpi, access, bpm = data["kpi"], data["akses"], data["bpm"]
    steps = (JudgedStep(s["id"], s["nama"], s["mulai_pct"]) for s in kpi["status"])
    return JudgingRules(
        steps=tuple(sorted(steps, key=lambda s: -s.from_pct)),
        cap_pct=kpi["batas_pct"],
        not_additive=frozenset(kpi["tidak_dijumlah"]),
        rounding=kpi["selisih_relatif"],
        water_pct=access["air_minum_pct"],
        slum_pct=access["kumuh_pct"],
        sanitation_pct=access["sanitasi_pct"],
        days_without_works=bpm["hari_tanpa_fisik"],
        days_without_account=bpm["hari_tanpa_lpj"],
        days_old=data["pengaduan"]["hari_lama"],
        sources={name: source for name, (source, _) in _bases(data).items()},
    )


def latest(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return the row of the last period of each key, in the order of the key.

    A period that cannot be read as a date comes before all that can; of equal periods the lower
    row counts.
    """
    ends = pd.to_datetime(pd.Series([period_end(t) for t in frame["periode"]], index=frame.index))
    ordered = frame.assign(_akhir=ends).sort_values(
        ["_akhir", "_sumber", "_baris"], na_position="first", kind="stable"
    )
    newest = ordered.drop_duplicates(key, keep="last")
    return newest.sort_values(key, na_position="first", kind="stable").drop(columns="_akhir")


def data_date(dataset: Dataset) -> date | None:
    """Return the data date: that of the profile, else the latest day on which anything happened."""
    stated = period_end(dataset.profile.get("tanggal_data"))
    if stated:
        return stated
    days: list[date] = []
    for table, columns in _HAPPENED.items():
        if dataset.has(table):
            happened = dataset.table(table)[list(columns)].max().max()
            days += [] if pd.isna(happened) or is_undated(happened) else [happened.date()]
    for table in ("kpi", "akses"):
        texts = dataset.table(table)["periode"].dropna().unique() if dataset.has(table) else ()
        days += [day for text in texts if (day := period_end(text))]
    return max(days, default=None)


def days_since(column: pd.Series[pd.Timestamp], as_of: date | None) -> pd.Series[float]:
    """Return the days from each date to the data date; negative ahead of it, NaN unknown."""
    if as_of is None:
        return pd.Series(float("nan"), index=column.index, dtype="float64")
    return (pd.Timestamp(as_of) - column).dt.days.astype("float64")


def percent(part: pd.Series[float], whole: pd.Series[float]) -> pd.Series[float]:
    """Return part ÷ whole × 100 [%]; NaN where the whole is zero or missing."""
    return (part / whole.where(whole > 0) * 100).astype("float64")
